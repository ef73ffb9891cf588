from odoo import fields, models


class ResCompanyRelease(models.Model):
    """How a region hands results over, and when it reminds of those nobody acknowledged."""

    _inherit = "res.company"

    asn_receipt_days = fields.Integer(
        string="Received at the latest so many days after the release",
        default=14,
        help="Whoever never opens the result counts as having received it then, so that the days "
        "for an objection start for everybody.",
    )
    asn_receipt_reminder_days = fields.Integer(
        string="Remind every so many days",
        default=5,
        help="Whoever has not acknowledged the result is reminded. 0: no reminder.",
    )
    asn_unsigned_days = fields.Integer(
        string="Note so many days after the receipt that nobody signed",
        default=14,
        help="The result stays valid and gets a note that the employee did not sign. 0: no note.",
    )
    asn_receipt_mail = fields.Boolean(
        string="Tell people of their result",
        default=True,
        help="By message or e-mail, as each person prefers. The ratings are not in it.",
    )

    _check_asn_receipt = models.Constraint(
        "CHECK (asn_receipt_days BETWEEN 0 AND 366"
        " AND asn_receipt_reminder_days BETWEEN 0 AND 366"
        " AND asn_unsigned_days BETWEEN 0 AND 366)",
        "Days of the handover are from 0 to 366.",
    )


class ResConfigSettingsRelease(models.TransientModel):
    _inherit = "res.config.settings"

    asn_receipt_days = fields.Integer(related="company_id.asn_receipt_days", readonly=False)
    asn_receipt_reminder_days = fields.Integer(
        related="company_id.asn_receipt_reminder_days", readonly=False
    )
    asn_unsigned_days = fields.Integer(related="company_id.asn_unsigned_days", readonly=False)
    asn_receipt_mail = fields.Boolean(related="company_id.asn_receipt_mail", readonly=False)
