from odoo import api, fields, models
from odoo.tools import format_date

from ...rules import workflow


class AsnEvaluationOutcome(models.Model):
    """A released result in words, for the person it is about: what it says and what comes next."""

    _inherit = "asn.evaluation"

    outcome_text = fields.Text(compute="_compute_outcome", export_string_translation=False)
    outcome_next = fields.Text(string="What Comes Next", compute="_compute_outcome")
    receipt_note = fields.Char(compute="_compute_outcome", export_string_translation=False)
    is_own = fields.Boolean(compute="_compute_outcome", export_string_translation=False)

    @api.depends("state", "predicate", "recommendation", "date_received", "date_unsigned")
    @api.depends_context("uid", "lang")
    def _compute_outcome(self):
        for evaluation in self:
            is_own = workflow.EMPLOYEE in evaluation._workflow_roles()
            is_shown = evaluation.is_released and evaluation.predicate
            evaluation.is_own = is_own
            evaluation.outcome_text = evaluation._get_outcome_text() if is_shown else False
            evaluation.outcome_next = (
                "\n".join(evaluation._get_outcome_next()) if is_shown and is_own else False
            )
            evaluation.receipt_note = evaluation._get_receipt_note() if is_shown else False

    def _get_outcome_text(self):
        """Say what the predicate means, without judging the person."""
        return {
            "very_good": self.env._(
                "You achieved more than was expected and are an example to others."
            ),
            "good": self.env._("You did what was expected, in results and in the way you work."),
            "needs_improvement": self.env._(
                "The results are not yet where they should be. The next step is to agree what "
                "helps: guidance, training or other tasks."
            ),
            "poor": self.env._(
                "Your results count, but the way of working needs attention first. A talk with "
                "your evaluator and coaching help to change that."
            ),
            "very_poor": self.env._(
                "Results and way of working need help now. A plan for the next months is agreed "
                "with you."
            ),
        }.get(self.predicate, False)

    def _get_outcome_next(self):
        """Return what the employee may do now, one sentence each."""
        actions = (self.allowed_actions or "").split(",")
        sentences = []
        if "acknowledge" in actions:
            sentences.append(
                self.env._(
                    "Confirm that you received and read it. That does not mean that you agree."
                )
            )
        if "object" in actions and self._objection_problem() is None:
            sentences.append(
                self.env._(
                    "If you see it differently: talk with your evaluator, or object until %s.",
                    format_date(self.env, self._get_objection_until()),
                )
            )
        if self.recommendation:
            sentences.append(
                self.env._("Use the recommendation for your development in the next period.")
            )
        return sentences

    def _get_objection_until(self):
        """Return the last day on which an objection is taken."""
        self.ensure_one()
        last = self._get_objection_last_day()
        return max(last, self.late_objection_until or last)

    def _get_receipt_note(self):
        if self.date_unsigned:
            return self.env._(
                "The employee did not sign by %s. The result stays valid.",
                format_date(self.env, self.date_unsigned),
            )
        if not self.date_received:
            return self.env._("Not opened by the employee yet.")
        return {
            "opened": self.env._("Opened by the employee on %s.", self._show_received()),
            "acknowledged": self.env._("Received on %s.", self._show_received()),
            "rule": self.env._(
                "Not opened by the employee; counts as received on %s.", self._show_received()
            ),
        }.get(self.received_how, False)

    def _show_received(self):
        return format_date(self.env, self.date_received)
