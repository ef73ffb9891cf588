from odoo import fields, models


class AsnTransition(models.Model):
    """Steps of an achievement; a head's evaluation notes when its rating followed."""

    _inherit = "asn.transition"

    achievement_id = fields.Many2one(
        "asn.unit.achievement", string="Achievement", index="btree_not_null", ondelete="restrict"
    )
    action = fields.Selection(
        selection_add=[
            ("recommend", "Recommended"),
            ("set", "Set"),
            ("set_on_behalf", "Set on behalf of the mayor"),
            ("follow", "Followed the achievement of the unit"),
        ],
        ondelete={
            "recommend": "cascade",
            "set": "cascade",
            "set_on_behalf": "cascade",
            "follow": "cascade",
        },
    )
