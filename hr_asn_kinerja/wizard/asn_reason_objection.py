from odoo import api, models

ALLOW_LATE = "allow_late"


class AsnReason(models.TransientModel):
    """The dialog also asks why a late objection is allowed, which is no step of the table."""

    _inherit = "asn.reason"

    @api.model
    def _is_step_with_reason(self, document, action):
        if document._name == "asn.evaluation" and action == ALLOW_LATE:
            return True
        return super()._is_step_with_reason(document, action)

    def action_confirm(self):
        """Take the step with the reason; the document checks who may."""
        self._check_one()
        if self.res_model == "asn.evaluation" and self.action == ALLOW_LATE:
            self.env["asn.evaluation"].browse(self.res_id).action_allow_late(self.reason)
            return {"type": "ir.actions.act_window_close"}
        return super().action_confirm()
