from odoo import fields, models


class AsnTransitionYear(models.Model):
    """Steps of a year and of its annual evaluations."""

    _inherit = "asn.transition"

    action = fields.Selection(
        selection_add=[
            ("open_annual", "Annual evaluations opened"),
            ("carry_over", "Goes on in the next year"),
        ],
        ondelete={"open_annual": "cascade", "carry_over": "cascade"},
    )
