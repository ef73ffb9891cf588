from odoo import fields, models


class ResCompanyCalibration(models.Model):
    """Who may move somebody in the nine-box of a region."""

    _inherit = "res.company"

    asn_superior_moves = fields.Boolean(
        string="The evaluator's superior may change ratings before release",
        default=True,
        help="In the calibration, with a reason that is kept. The evaluator is told. The HR office "
        "and the unit's officer never change ratings.",
    )


class ResConfigSettingsCalibration(models.TransientModel):
    _inherit = "res.config.settings"

    asn_superior_moves = fields.Boolean(related="company_id.asn_superior_moves", readonly=False)
