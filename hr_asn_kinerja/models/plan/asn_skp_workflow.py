from odoo import fields, models
from odoo.exceptions import UserError

from ...rules import workflow


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

    def action_send_back(self, reason=None, remarks=None):
        """The evaluator returns a proposed plan, with a reason.

        :param remarks: what to change at which line: dicts with ``result_id`` or ``indicator_id``
            (or neither, for the whole plan) and ``remark``
        """
        self.check_access("read")
        rows = self._prepare_remarks(remarks)
        waiting = self.filtered(lambda plan: plan.state == "proposed")
        result = self._workflow_run("send_back", reason)
        waiting._keep_remarks(rows)
        return result

    def action_reopen(self, reason=None, period_id=None):
        """Reopen an agreed plan to change it, with a reason.

        :param period_id: id of the evaluation period from which the change holds; without it the
            one that is running
        """
        self.check_access("read")
        agreed = self.filtered(lambda plan: plan.state == "agreed")
        chosen = {plan: plan._choose_change_period(period_id) for plan in agreed}
        result = self._workflow_run("reopen", reason)
        for plan, period in chosen.items():
            # sudo: the step was allowed, the period is one of those offered
            plan.sudo().change_period_id = period
        return result

    def action_keep_agreed(self):
        """Take a reopening back: the plan goes on as it was agreed."""
        return self._workflow_run("keep")

    def action_cancel(self, reason=None):
        """The HR office cancels a plan that should not exist, with a reason."""
        return self._workflow_run("cancel", reason)

    def action_restore(self):
        """The HR office takes a cancelled plan back."""
        return self._workflow_run("restore")

    def _workflow_deadline(self):
        return self._get_due() or super()._workflow_deadline()

    def _workflow_after(self, transition):
        # The client's context must not bring lines back that ended with an earlier version.
        plan = self.with_context(active_test=True)
        result = super()._workflow_after(transition)
        if transition.action in ("propose", "agree"):
            plan._sign(transition)
        if transition.action == "propose":
            plan._settle_remarks()
        elif transition.action == "agree":
            plan._take_snapshot(keep_evaluator=True)
            plan._keep_version()
            plan._sync_evaluations()
        elif transition.action == "reopen":
            plan._start_change()
        elif transition.action == "keep":
            plan._restore_version()
            plan._sync_evaluations()
        return result

    def _sign(self, transition):
        """Put down who proposed or agreed the plan, and when. Runs as superuser.

        The one place where either side puts the name to a plan: whatever a signature needs
        (the text of the version, its checksum, the chain) is added here.

        :param transition: the row of the workflow table, ``propose`` or ``agree``
        """
        self.ensure_one()
        if transition.action == "propose":
            self.write({"date_proposed": fields.Datetime.now(), "proposed_by_id": self.env.uid})
        else:
            self.write({"date_agreed": fields.Datetime.now(), "agreed_by_id": self.env.uid})

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
            missing = (periods - existing.period_id).filtered(plan._is_appraised_in)
            created = evaluation.create(
                [evaluation._prepare_from_plan(plan, period) for period in missing]
            )
            # Evaluations of periods before this version keep the lines of the earlier one.
            start = plan._get_version_start()
            changing = existing.filtered(
                lambda e, start=start: (
                    e.state not in workflow.FROZEN_STATES and e.date_start >= start
                )
            )
            (created | changing)._sync_lines()
            for document in created:
                document._workflow_schedule()

    def action_log_work(self):
        """Open the screen that logs work, on this plan."""
        self._check_one()
        action = self.env["ir.actions.client"]._for_xml_id("hr_asn_kinerja.asn_log_action")
        return {**action, "context": {"default_skp_id": self.id}}

    def action_ask_reason(self):
        """Open the dialog that asks for the reason of the step named in the context."""
        return self.env["asn.reason"]._open(self, self.env.context.get("asn_action"))
