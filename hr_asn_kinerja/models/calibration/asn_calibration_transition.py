from odoo import fields, models


class AsnTransition(models.Model):
    """Steps of a calibration: opened, confirmed, taken back."""

    _inherit = "asn.transition"

    calibration_id = fields.Many2one("asn.calibration", index="btree_not_null", ondelete="restrict")
