from odoo import fields, models

from ...rules import workflow

SIGNED = {"release": "evaluation_released", "acknowledge": "evaluation_acknowledged"}


class AsnEvaluationSignature(models.Model):
    """The signatures under an evaluation: of who released it, and of who received it."""

    _inherit = "asn.evaluation"

    signature_ids = fields.One2many(
        "asn.signature", "evaluation_id", string="Signatures", readonly=True, copy=False
    )
    signature_note = fields.Char(compute="_compute_signature_note")

    def _compute_signature_note(self):
        self.env["asn.signature"]._compute_notes(self, workflow.RELEASED_STATES)

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        if transition.action in SIGNED:
            self.env["asn.signature"]._sign(self, SIGNED[transition.action])
        return result
