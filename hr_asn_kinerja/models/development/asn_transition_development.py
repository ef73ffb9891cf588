from odoo import fields, models


class AsnTransitionDevelopment(models.Model):
    """Steps of development plans and of what the HR office decides after an evaluation."""

    _inherit = "asn.transition"

    development_id = fields.Many2one(
        "asn.development.plan", index="btree_not_null", ondelete="restrict"
    )
    follow_up_id = fields.Many2one("asn.follow.up", index="btree_not_null", ondelete="restrict")
    action = fields.Selection(
        selection_add=[("look", "Effect looked at"), ("outdate", "Outdated")],
        ondelete={"look": "cascade", "outdate": "cascade"},
    )
