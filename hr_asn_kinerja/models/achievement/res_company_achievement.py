from odoo import fields, models


class ResCompanyAchievement(models.Model):
    """Whether units without an achievement of their own take that of the unit above."""

    _inherit = "res.company"

    asn_achievement_inherit = fields.Boolean(
        string="Units take the achievement of the unit above",
        default=True,
        help="A unit for which nothing was set counts with the achievement of the nearest unit "
        "above it. Without this, only an achievement of its own counts.",
    )


class ResConfigSettingsAchievement(models.TransientModel):
    _inherit = "res.config.settings"

    asn_achievement_inherit = fields.Boolean(
        related="company_id.asn_achievement_inherit", readonly=False
    )
