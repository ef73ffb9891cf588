from odoo import fields, models


class AsnSkpSignature(models.Model):
    """The signatures under a plan: written when the evaluator agrees."""

    _inherit = "asn.skp"

    signature_ids = fields.One2many(
        "asn.signature", "skp_id", string="Signatures", readonly=True, copy=False
    )
    signature_note = fields.Char(compute="_compute_signature_note")

    def _compute_signature_note(self):
        self.env["asn.signature"]._compute_notes(self, ("agreed", "closed"))

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        if transition.action == "agree":
            self.env["asn.signature"]._sign(self, "plan_agreed")
        return result
