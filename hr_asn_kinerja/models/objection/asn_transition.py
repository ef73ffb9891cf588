from odoo import fields, models


class AsnTransition(models.Model):
    """Steps of an objection, and what it does to its evaluation."""

    _inherit = "asn.transition"

    objection_id = fields.Many2one("asn.objection", index="btree_not_null", ondelete="restrict")
    action = fields.Selection(
        selection_add=[
            ("file", "Filed"),
            ("explain", "Explained"),
            ("record", "Decision recorded"),
            ("return", "Returned for a new rating"),
            ("allow_late", "Late objection allowed"),
            ("withdraw_objection", "Objection withdrawn"),
        ],
        ondelete={
            "file": "cascade",
            "explain": "cascade",
            "record": "cascade",
            "return": "cascade",
            "allow_late": "cascade",
            "withdraw_objection": "cascade",
        },
    )
