from odoo import fields, models


class ResCompanyYear(models.Model):
    """How many days after the year, or after leaving, the annual evaluation is due."""

    _inherit = "res.company"

    asn_annual_due_days = fields.Integer(
        string="Days to evaluate after the year",
        default=31,
        help="The annual evaluation is due so many days after the last day of the year, or after "
        "the last day of somebody who leaves earlier. Late is shown, never blocked.",
    )

    _check_asn_annual_due_days = models.Constraint(
        "CHECK (COALESCE(asn_annual_due_days, 0) BETWEEN 0 AND 366)",
        "Days to evaluate after the year are from 0 to 366.",
    )


class ResConfigSettingsYear(models.TransientModel):
    _inherit = "res.config.settings"

    asn_annual_due_days = fields.Integer(related="company_id.asn_annual_due_days", readonly=False)
