from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ..cascade.asn_skp_matrix import PEOPLE_LIMIT
from .asn_skp_performance import EVALUATION_FIELDS

PERIODS_LIMIT = 12
SCOPES = ("team", "below", "all")
TEAM_FIELDS = (
    "employee_id",
    "employee_name",
    "job_title",
    "unit_id",
    "state",
    "date_start",
    "date_end",
    "date_agreed",
    "company_id",
    "evaluator_id",
    "evaluator_name",
    "period_id",
)


class AsnSkpTeam(models.Model):
    """The page of a team: where everybody stands, who is silent, who waits for feedback.

    The record rules decide whom the reader sees; nobody sees the own plan here. Ratings and private
    notes are not part of the page. The number of queries does not depend on the number of people.
    """

    _inherit = "asn.skp"

    @api.model
    @api.readonly
    def get_team(self, period_id=False, scope=False, text=""):
        """Return where the people stand whose plans the reader may read.

        :param period_id: an evaluation period or a year; the running one when it is left out
        :param scope: ``team`` (whom the reader evaluates), ``below`` (whose evaluator reports to
            the reader) or ``all`` that the reader may read; left out: the first with somebody in it
        :param text: a part of a name, a post or a unit
        :return: dict of ``today``, ``periods``, ``period_id``, ``period``, ``scope``, ``scopes``
            (that have somebody), ``count``, ``people`` (at most ``PEOPLE_LIMIT``, by name) and the
            settings ``silence_days`` and ``feedback_days``
        :raises UserError: an argument is not one of those
        """
        period_id = self._screen_id(period_id)
        text = self._screen_text(text)
        if scope and scope not in SCOPES:
            raise UserError(self.env._("Choose whose plans are shown."))
        today = self._today_of_region()
        periods, period = self._team_periods(period_id, today)
        base = self._team_domain(period)
        scopes = [name for name in SCOPES if self._team_has(base, name)]
        scope = scope or (scopes[0] if scopes else "team")
        domain = base & self._team_scope(scope) & self._team_search(text)
        plans = self.search_fetch(
            domain, TEAM_FIELDS, limit=PEOPLE_LIMIT, order="employee_name, id"
        )
        is_all = len(plans) < PEOPLE_LIMIT
        company = self.env.company.sudo()  # sudo: settings of the region
        return {
            "today": fields.Date.to_string(today),
            "periods": [{"id": choice.id, "name": choice.name} for choice in periods],
            "period_id": period.id,
            "period": self._team_period(period, today),
            "scope": scope,
            "scopes": scopes,
            "count": len(plans) if is_all else self.search_count(domain),
            "people": plans._team_people(period, today),
            "can_feedback": self._has_feedback(),
            "silence_days": company.asn_silence_days,
            "feedback_days": self._get_feedback_since().days,
        }

    @api.model
    def _team_periods(self, period_id, today):
        """Return (periods to choose from, the latest first; the one to show)."""
        periods = self.env["asn.period"].search_fetch(
            [("state", "!=", "draft"), ("company_id", "in", self.env.companies.ids)],
            ["name", "kind", "parent_id", "date_start", "date_end"],
            order="date_start desc, date_end, id",
        )
        chosen = periods.filtered(lambda period: period.id == period_id)
        if period_id and not chosen:
            raise UserError(self.env._("Choose one of the periods of the list."))
        running = periods.filtered(lambda p: p.date_start <= today <= p.date_end)
        parts = running.filtered(lambda period: period.kind != "year")
        return periods[:PERIODS_LIMIT] | chosen, chosen or (parts or running or periods)[:1]

    @api.model
    def _team_period(self, period, today):
        if not period:
            return False
        return {
            "name": period.name,
            "start": fields.Date.to_string(period.date_start),
            "end": fields.Date.to_string(period.date_end),
            "days_left": max((period.date_end - max(today, period.date_start)).days + 1, 0),
            "begins": today < period.date_start,
        }

    @api.model
    def _team_domain(self, period):
        """Return the condition of other people's plans that have days in ``period``."""
        return (
            Domain("period_id", "=", (period.parent_id or period).id)
            & Domain("state", "!=", "cancelled")
            & Domain("date_start", "<=", period.date_end)
            & Domain("date_end", ">=", period.date_start)
            & Domain("user_id", "!=", self.env.uid)
            if period
            else Domain.FALSE
        )

    @api.model
    def _team_scope(self, scope):
        field = {"team": "evaluator_user_id", "below": "superior_user_id"}.get(scope)
        return Domain(field, "=", self.env.uid) if field else Domain.TRUE

    @api.model
    def _team_has(self, base, scope):
        """Tell whether a scope has anybody; the offices always have "all"."""
        user = self.env.user
        if scope == "all":
            return any(
                user.has_group(f"hr_asn_kinerja.group_asn_{name}")
                for name in ("unit_officer", "hr_office", "auditor")
            )
        return bool(self.search(base & self._team_scope(scope), limit=1))

    @api.model
    def _team_search(self, text):
        if not text:
            return Domain.TRUE
        return (
            Domain("employee_name", "ilike", text)
            | Domain("job_title", "ilike", text)
            | Domain("unit_id", "any", [("name", "ilike", text)])
        )

    def _team_people(self, period, today):
        """Return one dict for each of the readable plans ``self``."""
        if not self:
            return []
        evaluations = self.env["asn.evaluation"].search_fetch(
            [("skp_id", "in", self.ids), ("period_id", "=", period.id)], EVALUATION_FIELDS
        )
        by_plan = {evaluation.skp_id.id: evaluation for evaluation in evaluations}
        nothing = evaluations.browse()
        chosen = [(plan, by_plan.get(plan.id, nothing)) for plan in self]
        standings = self._get_standings(chosen, today)
        spans = {key: (standing["start"], standing["end"]) for key, standing in standings.items()}
        signs = self._get_signs(spans, today)
        feedback = self._get_last_feedback()
        return [
            {
                **plan._team_person(evaluation, today),
                "overall": self._standing_overall(standings[plan.id]["overall"]),
                "lines": standings[plan.id]["lines"],
                **self._team_signs(plan, evaluation, signs[plan.id], today),
                **self._team_feedback(feedback.get(plan.id), plan, today),
            }
            for plan, evaluation in chosen
        ]

    def _team_person(self, evaluation, today):
        year = self.period_id
        partial = self.date_start != year.date_start or self.date_end != year.date_end
        days = (format_date(self.env, day) for day in (self.date_start, self.date_end))
        return {
            "id": self.id,
            "employee": self.employee_id.id,
            "name": self.employee_name or "",
            "post": self.job_title or "",
            "unit": self.unit_id.name or "",
            "evaluator": self.evaluator_name or "",
            "days": " – ".join(days) if partial else "",
            "state": self.state,
            "state_label": self._workflow_state_label(),
            "evaluation": evaluation.id,
            "evaluation_state": evaluation.state or False,
            "evaluation_label": evaluation._workflow_state_label() if evaluation else "",
        }

    @api.model
    def _team_signs(self, plan, evaluation, signs, today):
        silence = self._get_silence(plan, evaluation, signs, today)
        return {
            "last_entry": fields.Date.to_string(signs.last_date) or False,
            "silent_days": silence.days,
            "is_silent": silence.is_silent,
            "questions": signs.questions,
            "answers": signs.answers,
            "to_review": signs.to_review,
        }

    @api.model
    def _team_feedback(self, last, plan, today):
        """Return the day of the last feedback, and whether it is long ago."""
        since = last or plan.date_start
        return {
            "last_feedback": fields.Date.to_string(last) or False,
            "needs_feedback": plan.state == "agreed"
            and plan.date_start <= today <= plan.date_end
            and today - since >= self._get_feedback_since(),
        }
