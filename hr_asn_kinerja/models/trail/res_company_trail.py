from odoo import fields, models

KEEP_MONTHS = 24


class ResCompanyTrail(models.Model):
    """Whether a region writes down who reads ratings, and how long it keeps that."""

    _inherit = "res.company"

    asn_access_log = fields.Boolean(
        string="Write down who reads ratings",
        default=True,
        help="Who opened, listed, exported or printed whose ratings, once a day for each. The "
        "person concerned sees it, and so do the auditor and the administrator.",
    )
    asn_access_log_months = fields.Integer(
        string="Keep it for so many months",
        default=KEEP_MONTHS,
        help="Older entries are removed by the nightly clean-up. 1 to 120 months.",
    )

    _check_asn_access_log = models.Constraint(
        "CHECK (COALESCE(asn_access_log_months, 24) BETWEEN 1 AND 120)",
        "Who read ratings is kept for 1 to 120 months.",
    )


class ResConfigSettingsTrail(models.TransientModel):
    _inherit = "res.config.settings"

    asn_access_log = fields.Boolean(related="company_id.asn_access_log", readonly=False)
    asn_access_log_months = fields.Integer(
        related="company_id.asn_access_log_months", readonly=False
    )
