from odoo import api, fields, models
from odoo.exceptions import UserError

from ..rules import workflow


class AsnReason(models.TransientModel):
    """Dialog that asks why, before a step that needs a reason."""

    _name = "asn.reason"
    _description = "Reason for a Step"

    res_model = fields.Selection(
        [("asn.skp", "Plan"), ("asn.evaluation", "Evaluation")], required=True, readonly=True
    )
    res_id = fields.Many2oneReference(model_field="res_model", required=True, readonly=True)
    action = fields.Char(required=True, readonly=True, export_string_translation=False)
    reason = fields.Text(required=True)

    @api.model
    def _open(self, document, action):
        document._check_one()
        if not self._is_step_with_reason(document, action):
            raise UserError(self.env._("This step needs no reason."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reason"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_res_model": document._name,
                "default_res_id": document.id,
                "default_action": action,
            },
        }

    @api.model
    def _is_step_with_reason(self, document, action):
        return any(
            row.action == action and workflow.REASON in row.requires
            for row in document._workflow_table
        )

    def action_confirm(self):
        """Take the step with the reason; the document checks who may."""
        if len(self) != 1 or not self.id:
            raise UserError(self.env._("Choose one record."))
        document = self.env[self.res_model].browse(self.res_id)
        if not self._is_step_with_reason(document, self.action):
            raise UserError(self.env._("This step needs no reason."))
        document._workflow_run(self.action, self.reason)
        return {"type": "ir.actions.act_window_close"}
