from odoo import models
from odoo.exceptions import UserError


class AsnCoachingWorkflow(models.Model):
    """The steps of a coaching. None asks for a reason, and none reminds anybody elsewhere."""

    _inherit = "asn.coaching"

    def action_start(self):
        """The coach begins."""
        return self._workflow_run("start")

    def action_call_off(self):
        """Coach or HR office call a planned coaching off."""
        return self._workflow_run("call_off")

    def action_finish(self):
        """The coach ends the sessions; both then evaluate."""
        return self._workflow_run("finish")

    def action_resume(self):
        """The coach goes on after all."""
        return self._workflow_run("resume")

    def action_close(self):
        """Coach or HR office close it; nothing changes any more."""
        return self._workflow_run("close")

    def action_print(self):
        """Open the sheet for printing, in a window of its own."""
        self._check_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/report/html/hr_asn_kinerja.report_asn_coaching/{self.id}",
            "target": "new",
        }

    def _require_coaching_result(self, transition, reason):
        if not (self.result or "").strip():
            raise UserError(self.env._("Write the result in a sentence, then finish."))

    def _workflow_schedule(self):
        """Remind nobody: an activity would tell of it elsewhere."""
