from odoo import fields, models


class AsnSkpBehaviour(models.Model):
    """One BerAKHLAK value in a plan, with what the leader expects of this person."""

    _name = "asn.skp.behaviour"
    _description = "Expected Behaviour"
    _inherit = ["asn.guarded.mixin"]
    _order = "skp_id, sequence, id"
    _log_access = False

    _guard_fields = {"expectation": "expectation"}

    skp_id = fields.Many2one(
        "asn.skp", string="Plan", required=True, index=True, ondelete="cascade"
    )
    value_id = fields.Many2one(
        "asn.behaviour.value", string="Value", required=True, ondelete="restrict"
    )
    sequence = fields.Integer()
    guides = fields.Text(compute="_compute_guides", compute_sudo=True)
    expectation = fields.Text(string="The Leader's Expectation")
    editable_parts = fields.Char(
        related="skp_id.editable_parts", related_sudo=False, export_string_translation=False
    )

    _plan_value_unique = models.UniqueIndex(
        "(skp_id, value_id)", "This value is in the plan already."
    )

    def _compute_guides(self):
        guides = self.env["asn.behaviour.guide"].search_fetch(
            [("value_id", "in", self.value_id.ids)], ["value_id", "name"]
        )
        by_value = guides.grouped("value_id")
        for line in self:
            line.guides = "\n".join(by_value.get(line.value_id._origin, guides[:0]).mapped("name"))

    def _guard_document(self):
        self.ensure_one()
        return self.skp_id
