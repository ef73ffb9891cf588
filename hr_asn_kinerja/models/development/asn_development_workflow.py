from odoo import models
from odoo.exceptions import AccessError, UserError

from ...rules import workflow
from ..base.actions import form_of


class AsnDevelopmentWorkflow(models.Model):
    """The steps of a development plan, and what each needs."""

    _inherit = "asn.development.plan"

    def action_confirm(self):
        """Agree for oneself; with the other's agreement the plan holds.

        :raises AccessError: for others than employee and evaluator
        """
        self.check_access("read")
        for plan in self:
            roles = plan._workflow_roles()
            if workflow.EMPLOYEE in roles:
                plan._workflow_run("confirm_employee")
            elif workflow.EVALUATOR in roles:
                plan._workflow_run("confirm_evaluator")
            else:
                raise AccessError(
                    self.env._("Only employee and evaluator agree, each for himself or herself.")
                )
        return True

    def action_take_back(self):
        """Take an agreement back: both can change the actions again."""
        return self._workflow_run("take_back")

    def action_start(self):
        """Employee or evaluator begin with what both agreed on."""
        return self._workflow_run("start")

    def action_reopen(self, reason=None):
        """The evaluator opens the agreement again to change it, with a reason."""
        return self._workflow_run("reopen", reason)

    def action_finish(self):
        """Employee or evaluator end the plan: every action is done or given up."""
        return self._workflow_run("finish")

    def action_resume(self):
        """Go on after all."""
        return self._workflow_run("resume")

    def action_look(self):
        """The evaluator has looked at the effect in the next period."""
        return self._workflow_run("look")

    def action_end(self, reason=None):
        """Employee or evaluator give up a plan that no low rating asks for, with a reason."""
        return self._workflow_run("end", reason)

    def action_cancel(self, reason=None):
        """The HR office cancels it, with a reason."""
        return self._workflow_run("cancel", reason)

    def action_restore(self):
        """Take a cancelled plan up again."""
        return self._workflow_run("restore")

    def action_ask_reason(self):
        """Open the dialog that asks for the reason of the step named in the context."""
        return self.env["asn.reason"]._open(self, self.env.context.get("asn_action"))

    def action_view_evaluation(self):
        """Open the evaluation that the plan comes from."""
        self._check_one()
        self.evaluation_id.check_access("read")
        return form_of(self.evaluation_id)

    # ------------------------------------------------------------------
    # What a step needs
    # ------------------------------------------------------------------

    def _require_complete_development(self, transition, reason):
        # sudo: whether there is something to do; one action may be hidden from none of the two
        if not self.sudo().action_ids.filtered(lambda action: action.state != "cancelled"):
            raise UserError(self.env._("Add at least one action, with a due date."))

    def _require_voluntary(self, transition, reason):
        if self.is_required:
            raise UserError(
                self.env._(
                    "A rating below expectation needs this plan. Change its actions, or ask the HR "
                    "office to cancel it."
                )
            )

    def _require_actions_ended(self, transition, reason):
        left = self.sudo().action_ids.filtered(  # sudo: names for the two who have agreed on them
            lambda action: action.state not in ("done", "cancelled")
        )
        if left:
            raise UserError(self.env._("Not ended yet: %s.", ", ".join(left.mapped("name"))))

    def _require_effect(self, transition, reason):
        if not self._find_next_evaluation():
            raise UserError(
                self.env._(
                    "The effect is looked at when the next evaluation of %s is released.",
                    self.employee_name,
                )
            )
        silent = self.sudo().action_ids.filtered(  # sudo: as above, of the evaluator who asks
            lambda action: action.state == "done" and not (action.effect_note or "").strip()
        )
        if silent:
            raise UserError(
                self.env._(
                    "Write in a sentence what has come of it: %s.", ", ".join(silent.mapped("name"))
                )
            )

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        today = self._today_of_region()
        if transition.next_state == "agreed":
            values["date_agreed"] = today
        elif transition.action == "finish":
            values["date_finished"] = today
        elif transition.action == "look":
            values["date_reviewed"] = today
        elif transition.action in ("reopen", "resume", "restore"):
            values["date_finished"] = False
            if transition.action != "resume":
                values["date_agreed"] = False
        return values

    def _workflow_deadline(self):
        today = self._today_of_region()
        if self.state in workflow.UNAGREED_DEVELOPMENT_STATES and self.date_due:
            return max(self.date_due, today)
        return today
