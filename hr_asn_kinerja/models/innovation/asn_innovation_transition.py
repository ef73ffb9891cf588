from odoo import fields, models


class AsnTransition(models.Model):
    """Steps of an innovation; the reasons of a return are read here, by the line alone."""

    _inherit = "asn.transition"

    innovation_id = fields.Many2one("asn.innovation", index="btree_not_null", ondelete="restrict")
    action = fields.Selection(
        selection_add=[
            ("endorse", "Endorsed"),
            ("begin", "Started"),
            ("measure", "Effect measured"),
            ("remeasure", "To be measured again"),
        ],
        ondelete={
            "endorse": "cascade",
            "begin": "cascade",
            "measure": "cascade",
            "remeasure": "cascade",
        },
    )
