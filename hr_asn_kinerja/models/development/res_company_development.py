from odoo import fields, models


class ResCompanyDevelopment(models.Model):
    """What a region decides about development and what follows from an evaluation."""

    _inherit = "res.company"

    asn_development_due_days = fields.Integer(
        string="Days until a needed development plan is agreed",
        default=30,
        help="Counted from the release of an evaluation with a rating below expectation.",
    )
    asn_development_remind_days = fields.Integer(
        string="Remind of an action so many days before",
        default=7,
        help="The person in charge of the action is reminded once before the day, and once after. "
        "0: on the day itself.",
    )
    asn_review_months = fields.Integer(
        string="Months until a low rating is looked at again",
        default=6,
        help="Never more than six.",
    )

    _check_asn_development = models.Constraint(
        "CHECK (asn_development_due_days BETWEEN 1 AND 366"
        " AND asn_development_remind_days BETWEEN 0 AND 90"
        " AND asn_review_months BETWEEN 1 AND 6)",
        "Development: 1 to 366 days for agreeing, 0 to 90 days for reminding, a review after 1 to 6"
        " months.",
    )


class ResConfigSettingsDevelopment(models.TransientModel):
    _inherit = "res.config.settings"

    asn_development_due_days = fields.Integer(
        related="company_id.asn_development_due_days", readonly=False
    )
    asn_development_remind_days = fields.Integer(
        related="company_id.asn_development_remind_days", readonly=False
    )
    asn_review_months = fields.Integer(related="company_id.asn_review_months", readonly=False)
