from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, format_date
from odoo.tools.misc import format_datetime

from odoo.addons.hr_asn_kinerja.rules import open_page, workflow

MONTHS_AT_LEAST = 12
SERVICES_SHOWN = 12
INDICATORS_SHOWN = 5
INNOVATIONS_SHOWN = 6
SERIES_SHOWN = 5
# By this word an indicator is known to measure how satisfied citizens are.
SATISFACTION = "kepuasan"


class AsnDashboardWork(models.Model):
    """The dashboard's numbers of services, indicators, innovations and development."""

    _inherit = "asn.evaluation.report"

    # ------------------------------------------------------------------
    # Services
    # ------------------------------------------------------------------

    @api.model
    def _dashboard_services(self, period, trend, unit):
        """Return the times of the services, month by month and for the period beside the last.

        Medians are of months, as they were worked out over single tickets; the period's mean is
        weighted with the tickets, its share counts them.
        """
        last = fields.Date.end_of(period.date_end, "month")
        first = min(
            trend[0].date_start,
            last + relativedelta(days=1) - relativedelta(months=MONTHS_AT_LEAST),
        )
        first = fields.Date.start_of(first, "month")
        domain = Domain("level", "=", "service") & self._dashboard_below(unit)
        domain &= Domain("month", ">=", first) & Domain("month", "<=", last)
        figures = self.env["asn.service.figure"].search_fetch(
            domain,
            ["service_id", "month", "ticket_count", "within_count", "mean", "median"],
            order="month, id",
        )
        months = sorted(set(figures.mapped("month")))
        before = trend[-2] if len(trend) > 1 else None
        labels = self.env["asn.service"]._fields["standard_unit"]._description_selection(self.env)
        rows = [
            self._dashboard_service(service, of_service, months, period, before, dict(labels))
            for service, of_service in figures.grouped("service_id").items()
        ]
        rows.sort(key=lambda row: (-row["all_tickets"], row["name"]))
        return {
            "months": [format_date(self.env, month, date_format="MMM yy") for month in months],
            "rows": rows[:SERVICES_SHOWN],
            "more": max(len(rows) - SERVICES_SHOWN, 0),
            "link": self._dashboard_link(
                "asn.service.figure", self.env._("Figures of Services"), domain
            ),
        }

    @api.model
    def _dashboard_service(self, service, figures, months, period, before, labels):
        service = service.sudo()  # sudo: name and standard of a service, which every employee reads
        by_month = {figure.month: figure for figure in figures}
        found = [by_month.get(month) for month in months]
        domain = Domain("service_id", "=", service.id)
        tickets = domain & Domain("date", ">=", period.date_start)
        tickets &= Domain("date", "<=", period.date_end)
        first = fields.Date.start_of((before or period).date_start, "month")
        figures_shown = domain & Domain("level", "=", "service")
        figures_shown &= Domain("month", ">=", first) & Domain("month", "<=", period.date_end)

        def link(extra, groups=()):
            return self._dashboard_link("asn.service.log", service.name, tickets & extra, groups)

        return {
            "id": service.id,
            "name": service.name,
            "unit": service.unit_id.name,
            "standard": service.standard,
            "measure": labels[service.standard_unit],
            "medians": [round(one.median, 2) if one else None for one in found],
            "shares": [
                self._dashboard_share(one.within_count, one.ticket_count) if one else None
                for one in found
            ],
            "now": self._dashboard_service_sum(figures, period),
            "before": before and self._dashboard_service_sum(figures, before),
            "all_tickets": sum(figures.mapped("ticket_count")),
            "links": {
                "tickets": link(Domain.TRUE),
                "mean": link(Domain.TRUE, ["date:month"]),
                "change": self._dashboard_link("asn.service.figure", service.name, figures_shown),
                "within": link(Domain("is_within", "=", True)),
                "standard": self._dashboard_link(
                    "asn.service", service.name, Domain("id", "=", service.id)
                ),
            },
        }

    @api.model
    def _dashboard_service_sum(self, figures, period):
        """Return tickets, mean time and share within the standard in ``period``, or False."""
        start = fields.Date.start_of(period.date_start, "month")
        found = figures.filtered(lambda one: start <= one.month <= period.date_end)
        tickets = sum(found.mapped("ticket_count"))
        if not tickets:
            return False
        return {
            "tickets": tickets,
            "mean": round(sum(one.mean * one.ticket_count for one in found) / tickets, 2),
            "share": self._dashboard_share(sum(found.mapped("within_count")), tickets),
        }

    # ------------------------------------------------------------------
    # Indicators and satisfaction
    # ------------------------------------------------------------------

    @api.model
    def _dashboard_indicators(self, period, trend, unit):
        """Return the strongest and weakest indicators of the unit, and its satisfaction."""
        figures = self.env["asn.indicator.figure"]
        place = Domain("unit_id", "=", unit.id if unit else False)
        names = ["name", "measure", "people_count", "achievement", "realised", "period_id", "date"]
        here = place & Domain("period_id", "=", period.id)
        strong = figures.search_fetch(
            here, names, limit=2 * INDICATORS_SHOWN, order="achievement desc, people_count desc, id"
        )
        weak = figures.browse()
        if len(strong) == 2 * INDICATORS_SHOWN:
            strong = strong[:INDICATORS_SHOWN]
            weak = figures.search_fetch(
                here & Domain("id", "not in", strong.ids),
                names,
                limit=INDICATORS_SHOWN,
                order="achievement, people_count desc, id",
            )
        else:
            half = (len(strong) + 1) // 2
            strong, weak = strong[:half], strong[half:].sorted("achievement")
        satisfied = figures.search_fetch(
            place & Domain("period_id", "in", trend.ids) & Domain("name", "ilike", SATISFACTION),
            names,
            order="people_count desc, id",
        )
        dates = (strong | weak).mapped("date")
        return {
            "indicators": {
                "strong": [self._dashboard_indicator(one, period, unit) for one in strong],
                "weak": [self._dashboard_indicator(one, period, unit) for one in weak],
                "date": format_datetime(self.env, min(dates), dt_format="d MMM y HH:mm")
                if dates
                else False,
            },
            "satisfaction": self._dashboard_surveys(trend, unit)
            + self._dashboard_satisfaction(satisfied, period, trend, unit),
        }

    @api.model
    def _dashboard_indicator(self, figure, period, unit):
        domain = self._dashboard_place(period, unit) & Domain("name", "=", figure.name)
        return {
            "id": figure.id,
            "name": figure.name,
            "people": figure.people_count,
            "achievement": round(figure.achievement, 1),
            "link": self._dashboard_link("asn.indicator.report", figure.name, domain),
        }

    @api.model
    def _dashboard_surveys(self, trend, unit):
        """Return the index of the surveys of citizens over the periods, weighted with the answers.

        A survey belongs to the period in which it ends.
        """
        surveys = self.env["asn.satisfaction"]
        domain = self._dashboard_below(unit)
        domain &= Domain("company_id", "=", trend.company_id.id)
        domain &= Domain("date_end", ">=", trend[0].date_start)
        domain &= Domain("date_end", "<=", trend[-1].date_end)
        found = surveys.search_fetch(domain, ["date_end", "value", "answer_count"])
        if not found:
            return []
        values = []
        for one in trend:
            own = found.filtered(lambda s, one=one: one.date_start <= s.date_end <= one.date_end)
            mean = open_page.weighted_mean((str(s.value), s.answer_count) for s in own)
            values.append(None if mean is None else round(float(mean), 2))
        name = self.env._("Satisfaction index of surveys (IKM)")
        link = self._dashboard_link(surveys._name, name, domain)
        return [{"name": name, "measure": "", "values": values, "link": link}]

    @api.model
    def _dashboard_satisfaction(self, figures, period, trend, unit):
        """Return for each indicator of satisfaction its mean value over the periods."""
        rows = []
        grouped = figures.grouped(lambda one: (one.name, one.measure or ""))
        for (name, measure), found in list(grouped.items())[:SERIES_SHOWN]:
            by_period = {one.period_id.id: round(one.realised, 2) for one in found}
            domain = self._dashboard_place(period, unit) & Domain("name", "=", name)
            rows.append(
                {
                    "name": name,
                    "measure": measure,
                    "values": [by_period.get(one.id) for one in trend],
                    "link": self._dashboard_link("asn.indicator.report", name, domain),
                }
            )
        return rows

    # ------------------------------------------------------------------
    # Innovations and development
    # ------------------------------------------------------------------

    @api.model
    def _dashboard_innovations(self, period, unit):
        """Return what is endorsed by the end of the period, as everybody sees it in the gallery."""
        gallery = self.env["asn.innovation.gallery"]
        domain = self._dashboard_below(unit)
        domain &= Domain("company_id", "=", period.company_id.id)
        domain &= Domain("date_endorsed", "<=", period.date_end)
        counts = dict(gallery._read_group(domain, ["state"], ["__count"]))
        measured = domain & Domain("is_measured", "=", True)
        cards = gallery.search(measured, limit=INNOVATIONS_SHOWN, order="date_endorsed desc, id")
        labels = dict(gallery._fields["state"]._description_selection(self.env))
        return {
            "total": sum(counts.values()),
            "states": [
                {
                    "label": labels[state],
                    "count": counts[state],
                    "link": self._dashboard_link(
                        gallery._name, labels[state], domain & Domain("state", "=", state)
                    ),
                }
                for state in workflow.SHOWN_INNOVATION_STATES
                if counts.get(state)
            ],
            "cards": [
                {
                    "id": card.id,
                    "name": card.name,
                    "unit": card.sudo().unit_id.name or "",  # sudo: the name of a unit
                    "view": card.effect_view,
                }
                for card in cards
            ],
            "link": self._dashboard_link(gallery._name, self.env._("Innovations"), domain),
        }

    @api.model
    def _dashboard_development(self, period, unit):
        """Return the actions of the development plans; what is given up does not count."""
        model = self._dashboard_development_model()
        domain = self._dashboard_place(period, unit) & Domain("state", "!=", "cancelled")
        table = model._table
        found = self._dashboard_grouped(
            model,
            domain,
            ("is_required",),
            [
                SQL("count(*)"),
                SQL("COALESCE(sum(%s), 0)", SQL.identifier(table, "action_count")),
                SQL("COALESCE(sum(%s), 0)", SQL.identifier(table, "open_count")),
            ],
        )
        plans = sum(row[1] for row in found)
        required = sum(row[1] for row in found if row[0])
        actions = sum(row[2] for row in found)
        waiting = sum(row[3] for row in found)
        late = model.search_count(domain & Domain("is_overdue", "=", True))

        def link(name, extra):
            return self._dashboard_link(model._name, name, domain & extra)

        return {
            "plans": plans,
            "required": required,
            "actions": actions,
            "done": actions - waiting,
            "late": late,
            "share": self._dashboard_share(actions - waiting, actions),
            "links": {
                "plans": link(self.env._("Development Plans"), Domain.TRUE),
                "required": link(
                    self.env._("Needed development plans"), Domain("is_required", "=", True)
                ),
                "late": link(
                    self.env._("Overdue development plans"), Domain("is_overdue", "=", True)
                ),
            },
        }

    @api.model
    def _dashboard_development_model(self):
        """Return what the reader may read of development: the plans, or days and counts only."""
        is_officer = self.env.user.has_group("hr_asn_kinerja.group_asn_unit_officer")
        is_office = self.env["asn.calibration"]._board_is_office()
        name = "overview" if is_officer and not is_office else "plan"
        return self.env[f"asn.development.{name}"]
