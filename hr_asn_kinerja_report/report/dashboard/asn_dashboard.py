from datetime import date

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.hr_asn_kinerja.rules import anonymity

TREND_PERIODS = 6


class AsnDashboard(models.Model):
    """What the leader's dashboard shows, in one answer.

    Every number counts exactly the records that the reader may read, and opens them. Ratings count
    once they are released, the reader's own evaluation never, and no predicates and no mean are
    told of a group of fewer people than the region's minimum, nor of one beside which such a group
    could be worked out. The number of queries depends on nothing that grows.
    """

    _inherit = "asn.evaluation.report"

    @api.model
    @api.readonly
    def get_dashboard(self, period_id=False, unit_id=False, keep_unit=False):
        """Return all numbers of the dashboard of a unit and period.

        :param period_id: a period; left out: the latest that is over and not closed, or the latest
        :param unit_id: a unit of the list; left out: the first the reader looks after, for the
            offices the whole region
        :param keep_unit: where the period does not have this unit: as if it were left out
        :return: dict with one key for each part of the screen; a part without records is empty
        :raises UserError: an argument is not one of those the reader may choose
        """
        screen, board = self.env["asn.skp"], self.env["asn.calibration"]
        period_id, unit_id = screen._screen_id(period_id), screen._screen_id(unit_id)
        periods, period = board._board_periods(period_id)
        answer = {
            "periods": [{"id": one.id, "name": one.name} for one in periods],
            "period": False,
            "units": [],
            "unit": False,
            "can_all": board._board_is_office(),
        }
        if not period:
            return answer
        trend = self._dashboard_trend(period)
        units, chosen = self._dashboard_units(period, trend, unit_id, bool(keep_unit))
        unit = board._board_unit(chosen)
        sums = self._dashboard_sums(trend)
        rows = self._dashboard_rows(sums, units, chosen)
        # sudo: a setting of the region
        minimum = anonymity.minimum_in_force(period.company_id.sudo().asn_feedback_minimum)
        enough = self._dashboard_enough(trend, sums, units, minimum)
        return {
            **answer,
            "period": {"id": period.id, "name": period.name},
            "unit": {"id": unit.id, "name": unit.name} if unit else False,
            "units": board._board_tree(units, chosen),
            "minimum": minimum,
            "trend": [{"id": one.id, "name": one.name} for one in trend],
            "plans": self._dashboard_plans(period, unit),
            **self._dashboard_people(period, trend, unit, rows, enough),
            "heat": self._dashboard_heat(trend, chosen, units, rows, enough),
            "services": self._dashboard_services(period, trend, unit),
            **self._dashboard_indicators(period, trend, unit),
            "innovations": self._dashboard_innovations(period, unit),
            "development": self._dashboard_development(period, unit),
        }

    @api.model
    def _dashboard_trend(self, period):
        """Return ``period`` and those of its kind before it, the oldest first."""
        found = self.env["asn.period"].search(
            [
                ("company_id", "=", period.company_id.id),
                ("kind", "=", period.kind),
                ("state", "!=", "draft"),
                ("date_start", "<=", period.date_start),
            ],
            order="date_start desc, id desc",
            limit=TREND_PERIODS,
        )
        return (found | period).sorted("date_start")

    @api.model
    def _dashboard_units(self, period, trend, unit_id, keep_unit):
        """Return (the units to choose from with those above them, the one to show or None)."""
        board = self.env["asn.calibration"]
        units = board._board_find_units(
            {
                "asn.evaluation": self._dashboard_people_domain(trend),
                "asn.skp": self._dashboard_plan_domain(period),
            }
        )
        if keep_unit and unit_id not in units:
            unit_id = False
        chosen = board._board_choose(units, unit_id)
        if chosen or board._board_is_office():
            return units, chosen
        return units, board._board_first_unit(units)

    @api.model
    def _dashboard_place(self, period, unit):
        """Return the condition of the records of a period and unit, for lists that are opened."""
        domain = Domain("period_id", "=", period.id)
        return domain & self._dashboard_below(unit)

    @api.model
    def _dashboard_below(self, unit):
        return Domain("unit_id", "child_of", unit.id) if unit else Domain.TRUE

    @api.model
    def _dashboard_link(self, model, name, domain, groups=()):
        """Return what the client needs to open the records behind a number.

        :param groups: fields the list is grouped by; its groups then show the means
        """
        return {
            "model": model,
            "name": name,
            "domain": [leaf if isinstance(leaf, str) else _plain(leaf) for leaf in domain],
            "context": {"group_by": list(groups)} if groups else {},
        }

    @api.model
    def _dashboard_share(self, part, whole):
        return round(100.0 * part / whole, 1) if whole else None


def _plain(leaf):
    """Return a condition as it goes over the wire: no dates and no sets."""
    name, operator, value = leaf
    if isinstance(value, date):
        value = fields.Date.to_string(value)
    elif not isinstance(value, str | int | float | bool):
        value = list(value)
    return [name, operator, value]
