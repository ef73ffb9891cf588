from odoo import api, models
from odoo.fields import Domain

from ...rules import workflow
from ..release.asn_evaluation_handover import RECEIPT_SIZE


class AsnPeriodObjection(models.Model):
    """A closed period whose results can still be answered: they stay open for so many days."""

    _inherit = "asn.period"

    def _closing_window_domain(self):
        """Return the condition of results that can be objected to today, or later.

        What nobody has opened yet is received one day, at the latest by rule. A result whose
        objection was decided counts, too: it may have been reopened since, and waits some days
        at most.
        """
        company = self.company_id[:1]
        today = self._local_today(company)
        first = company._asn_objection_first_day(today)
        unknown = Domain("date_received", "=", False)
        running = (
            Domain("date_received", ">=", first)
            | Domain("late_objection_until", ">=", today)
            | (unknown & Domain("state", "=", "released"))
            | (unknown & Domain("date_acknowledged", ">=", first))
        )
        kinds = (
            Domain.TRUE if company.asn_objection_periodic else Domain("period_kind", "=", "year")
        )
        return kinds & Domain("state", "in", workflow.LATE_OBJECTION_STATES) & running

    def _get_closing_problem(self):
        problem = super()._get_closing_problem()
        if problem or self.kind != "year":
            return problem
        # sudo: how many, whoever looks
        waiting = self.env["asn.evaluation"].sudo().search_count(self._closing_domain("window")[1])
        return waiting and self.env._(
            "%(count)s results can still be objected to. %(period)s is closed when those days are "
            "over; who has not opened a result receives it by rule.",
            count=waiting,
            period=self.name,
        )

    @api.model
    def _lock_over(self, company, size):
        """Lock results of closed periods whose days to object are over; return how many."""
        periods = self.search([("company_id", "=", company.id), ("state", "=", "closed")])
        if not periods:
            return 0
        self.env.flush_all()
        locked = periods._close_evaluations(Domain("period_id", "in", periods.ids), limit=size)
        if locked:
            self._close_activities("asn.evaluation", periods.ids)
            self.env.invalidate_all()
        return locked


class AsnEvaluationLockOver(models.Model):
    _inherit = "asn.evaluation"

    @api.model
    def _receipt_steps(self):
        return [*super()._receipt_steps(), self._lock_batch]

    @api.model
    def _lock_batch(self, company, _today, size=RECEIPT_SIZE):
        """Lock results of closed periods that nobody may answer any more."""
        return self.env["asn.period"]._lock_over(company, size)
