from odoo import fields, models


class AsnSkpAppendix(models.Model):
    """A line of the appendices: resources, accountability, consequences."""

    _name = "asn.skp.appendix"
    _description = "Appendix Line"
    _inherit = ["asn.guarded.mixin"]
    _order = "skp_id, kind, sequence, id"

    _guard_fields = dict.fromkeys(("skp_id", "kind", "sequence", "name"), "content")
    _guard_create_only = frozenset({"skp_id"})
    _guard_unlink_part = "content"

    skp_id = fields.Many2one(
        "asn.skp", string="Plan", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [
            ("resource", "Resources needed"),
            ("accountability", "Accountability"),
            ("consequence", "Consequences"),
        ],
        required=True,
        default="resource",
    )
    sequence = fields.Integer(default=10)
    name = fields.Text(string="Description", required=True)

    def _guard_document(self):
        self.ensure_one()
        return self.skp_id
