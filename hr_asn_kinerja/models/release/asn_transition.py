from odoo import fields, models


class AsnTransition(models.Model):
    """The step that a result takes which nobody signed."""

    _inherit = "asn.transition"

    action = fields.Selection(
        selection_add=[("stand_unsigned", "Stands without signature")],
        ondelete={"stand_unsigned": "cascade"},
    )
