from odoo import fields, models

from ...rules import anonymity


class ResCompanyFeedback(models.Model):
    """What a region decides about feedback."""

    _inherit = "res.company"

    asn_feedback_minimum = fields.Integer(
        string="Fewest people for feedback without names",
        default=anonymity.MINIMUM,
        help="Feedback without names is shown when at least so many people wrote. Never fewer "
        "than three. A change applies to what is shown from then on.",
    )
    asn_feedback_nudge_days = fields.Integer(
        string="Remind the evaluator after so many days without feedback",
        default=60,
        help="Once for each silence. 0: never.",
    )
    asn_feedback_edit_hours = fields.Integer(
        string="Hours in which feedback may be changed",
        default=24,
        help="The giver may correct or take back open feedback so long; afterwards it stands.",
    )

    _check_asn_feedback = models.Constraint(
        "CHECK (asn_feedback_minimum BETWEEN 3 AND 20"
        " AND asn_feedback_nudge_days BETWEEN 0 AND 366"
        " AND asn_feedback_edit_hours BETWEEN 0 AND 168)",
        "Feedback: 3 to 20 people, a reminder after 0 to 366 days, 0 to 168 hours for changes.",
    )


class ResConfigSettingsFeedback(models.TransientModel):
    _inherit = "res.config.settings"

    asn_feedback_minimum = fields.Integer(related="company_id.asn_feedback_minimum", readonly=False)
    asn_feedback_nudge_days = fields.Integer(
        related="company_id.asn_feedback_nudge_days", readonly=False
    )
    asn_feedback_edit_hours = fields.Integer(
        related="company_id.asn_feedback_edit_hours", readonly=False
    )
