from odoo import api, fields, models
from odoo.exceptions import UserError

# People shown as cards; a larger unit shows its numbers and is looked at unit by unit.
BOARD_LIMIT = 1200
PERIODS_LIMIT = 12
CHANGES_LIMIT = 30


class AsnCalibrationBoard(models.Model):
    """What the calibration screen shows: the record rules decide whom the reader sees.

    Nobody sees the own evaluation here, and every number counts exactly the people whose ratings
    the reader may read. The number of queries does not depend on the number of people.
    """

    _inherit = "asn.calibration"

    @api.model
    @api.readonly
    def get_board(self, unit_id=False, period_id=False):
        """Return the nine-box of a unit and period with distribution and what stands out.

        :param unit_id: a unit; left out: the first the reader looks after
        :param period_id: a period; left out: the latest that is over and not closed, or the latest
        :raises UserError: an argument is not one of those the reader may choose
        """
        screen = self.env["asn.skp"]
        unit_id, period_id = screen._screen_id(unit_id), screen._screen_id(period_id)
        periods, period = self._board_periods(period_id)
        answer = {
            "periods": [{"id": one.id, "name": one.name} for one in periods],
            "period": {"id": period.id, "name": period.name} if period else False,
            "units": [],
            "unit": False,
        }
        if not period:
            return answer
        units, unit = self._board_units(period, unit_id)
        answer["units"] = units
        if not unit:
            return answer
        evaluations = self.env["asn.evaluation"]
        domain = evaluations._calibration_domain(period, unit) & self._board_others()
        people, count = self._board_people(domain, period)
        counts = self._board_counts(people, count, domain)
        total = self._board_total(period, unit)
        organisation = self._get_organisation_predicate(unit, period)
        return {
            **answer,
            "unit": {"id": unit.id, "name": unit.name},
            "cells": self._get_cells(period.date_end),
            "ratings": self._rating_labels(),
            "predicates": self._predicate_labels(),
            "people": people,
            "count": count,
            "unit_count": total,
            "is_partial": count < total,
            "distribution": self._describe_distribution(
                counts, organisation, period.date_end, partial=count < total
            ),
            "outliers": self._board_outliers(people, period),
            "changes": self._board_changes(domain),
            "calibration": self._board_calibration(unit, period),
        }

    @api.model
    def _board_others(self):
        """Return the condition of everybody's evaluations but the reader's own."""
        return ~self.env["asn.evaluation"]._calibration_own(self.env.user)

    @api.model
    def _board_periods(self, period_id):
        """Return (periods to choose from, the latest first; the one to show)."""
        periods = self.env["asn.period"].search_fetch(
            [("state", "!=", "draft"), ("company_id", "in", self.env.companies.ids)],
            ["name", "kind", "state", "date_start", "date_end", "company_id"],
            order="date_start desc, date_end, id",
        )
        chosen = periods.filtered(lambda period: period.id == period_id)
        if period_id and not chosen:
            raise UserError(self.env._("Choose one of the periods of the list."))
        today = self.env["asn.period"]._local_today(self.env.company)
        parts = periods.filtered(lambda period: period.kind != "year")
        over = parts.filtered(lambda p: p.date_end < today and p.state != "closed")
        running = parts.filtered(lambda p: p.date_start <= today <= p.date_end)
        return periods[:PERIODS_LIMIT] | chosen, chosen or (over or running or parts or periods)[:1]

    @api.model
    def _board_total(self, period, unit):
        """Return how many people of the unit are evaluated, the reader left out.

        It tells only whether the reader sees all of them; the number of people is no secret.
        """
        evaluations = self.env["asn.evaluation"].sudo()  # sudo: a count without any rating
        return evaluations.search_count(
            evaluations._calibration_domain(period, unit) & self._board_others()
        )

    @api.model
    def _board_counts(self, people, count, domain):
        if count > len(people):
            return self._count_predicates(domain)
        counts = dict.fromkeys(self._predicate_labels(), 0)
        for person in people:
            if person["predicate"]:
                counts[person["predicate"]] += 1
        return counts

    @api.model
    def _board_changes(self, domain):
        """Return the latest moves of these people, the last first."""
        changes = self.env["asn.calibration.change"].search(
            [("evaluation_id", "any", list(domain))], limit=CHANGES_LIMIT
        )
        ratings, predicates = self._rating_labels(), self._predicate_labels()
        return [
            {
                "id": change.id,
                "evaluation": change.evaluation_id.id,
                "name": change.employee_name or "",
                "by": change.user_name or "",
                "date": fields.Datetime.to_string(change.date),
                "before": f"{ratings[change.result_before]} / {ratings[change.behaviour_before]}",
                "after": f"{ratings[change.result_after]} / {ratings[change.behaviour_after]}",
                "predicate_before": predicates[change.predicate_before],
                "predicate_after": predicates[change.predicate_after],
                "reason": change.reason,
            }
            for change in changes
        ]

    @api.model
    def _board_calibration(self, unit, period):
        """Return the calibration that the reader may read, and what he or she may do with it."""
        found = self.search([("unit_id", "=", unit.id), ("period_id", "=", period.id)])
        if not found:
            return {"id": False, "can_start": self._may_start(unit)}
        actions = (found.allowed_actions or "").split(",")
        kept = found.confirmation_ids[:1] if found.state == "confirmed" else found.confirmation_ids
        return {
            "id": found.id,
            "state": found.state,
            "state_label": found._workflow_state_label(),
            "can_start": False,
            "can_confirm": "confirm" in actions,
            "can_reopen": "reopen" in actions,
            "confirmed_by": found.confirmed_by_name or "",
            "date": fields.Datetime.to_string(found.date_confirmed) or False,
            "reason": (kept[:1].reason or "") if found.state == "confirmed" else "",
            "is_changed": self._is_changed_since(found),
        }

    @api.model
    def _is_changed_since(self, calibration):
        """Tell whether somebody was moved after the confirmation, as far as the reader sees it."""
        if calibration.state != "confirmed" or not calibration.date_confirmed:
            return False
        evaluations = self.env["asn.evaluation"]
        domain = evaluations._calibration_domain(calibration.period_id, calibration.unit_id)
        return bool(
            self.env["asn.evaluation.rating"].search_count(
                [
                    ("evaluation_id", "any", list(domain)),
                    ("write_date", ">", calibration.date_confirmed),
                ],
                limit=1,
            )
        )
