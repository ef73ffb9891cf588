from odoo import fields, models
from odoo.exceptions import UserError

from ..rules import workflow


class AsnSkpWorkflow(models.Model):
    """The steps of a plan: propose, return, agree, reopen; what each needs."""

    _inherit = "asn.skp"

    def action_propose(self):
        """The employee proposes the plan to the evaluator."""
        return self._workflow_run("propose")

    def action_withdraw(self):
        """The employee takes a proposed plan back to change it."""
        return self._workflow_run("withdraw")

    def action_agree(self):
        """The evaluator agrees: the plan binds both and is evaluated."""
        return self._workflow_run("agree")

    def action_send_back(self, reason=None):
        """The evaluator returns a proposed plan, with a reason."""
        return self._workflow_run("send_back", reason)

    def action_reopen(self, reason=None):
        """Reopen an agreed plan to change it, with a reason."""
        return self._workflow_run("reopen", reason)

    def action_cancel(self, reason=None):
        """The HR office cancels a plan that should not exist, with a reason."""
        return self._workflow_run("cancel", reason)

    def action_restore(self):
        """The HR office takes a cancelled plan back."""
        return self._workflow_run("restore")

    def _workflow_deadline(self):
        return self.period_id.date_due or super()._workflow_deadline()

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        if transition.action == "propose":
            values["date_proposed"] = fields.Datetime.now()
        elif transition.action == "agree":
            values["date_agreed"] = fields.Datetime.now()
        return values

    def _workflow_after(self, transition):
        if transition.action == "agree":
            self._take_snapshot(keep_evaluator=True)
            self._sync_evaluations()

    def _require_complete_plan(self, transition, reason):
        """A plan needs an evaluator, a main result, and an indicator for each result."""
        if not self.evaluator_id:
            raise UserError(
                self.env._(
                    "%s has no evaluator. The performance officer of the unit sets one.",
                    self.display_name,
                )
            )
        if not any(result.kind == "main" for result in self.result_ids):
            raise UserError(
                self.env._("%s needs at least one main work result.", self.display_name)
            )
        bare = self.result_ids.filtered(lambda result: not result.indicator_ids)
        if bare:
            raise UserError(
                self.env._("Add an indicator with a target to: %s.", "; ".join(bare.mapped("name")))
            )

    def _require_period_closed(self, transition, reason):
        if self.period_id.state != "closed":
            raise UserError(self.env._("Close %s first.", self.period_id.name))

    def _sync_evaluations(self):
        """Give an agreed plan its evaluations of the periods that are open, up to date."""
        evaluation = self.env["asn.evaluation"]
        for plan in self:
            periods = plan._get_periods().filtered(lambda p: p.state in ("opening", "open"))
            existing = plan.evaluation_ids
            missing = periods - existing.period_id
            created = evaluation.create(
                [evaluation._prepare_from_plan(plan, period) for period in missing]
            )
            changing = existing.filtered(lambda e: e.state not in workflow.FROZEN_STATES)
            (created | changing)._sync_lines()
            for document in created:
                document._workflow_schedule()

    def action_log_work(self):
        """Open an empty entry of work for this plan."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_realisation_action_new"
        )
        return {**action, "context": {"default_skp_id": self.id}}

    def action_ask_reason(self):
        """Open the dialog that asks for the reason of the step named in the context."""
        return self.env["asn.reason"]._open(self, self.env.context.get("asn_action"))
