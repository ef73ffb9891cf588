import math

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...rules import deadline
from ...rules.exceptions import RuleError


class ResCompanyReminder(models.Model):
    """When a region reminds of plans that are not agreed, and whom it tells when that fails."""

    _inherit = "res.company"

    asn_reminder_days = fields.Char(
        string="Remind so many days before",
        default="14,7,3,0",
        help="Days before plans are to be agreed, with commas: 14,7,3,0. Empty: no reminder.",
    )
    asn_reminder_mail = fields.Boolean(
        string="Send one e-mail a day",
        default=True,
        help="Whoever is reminded gets one e-mail that sums up all plans, at most once a day.",
    )
    asn_escalation_days = fields.Integer(
        string="Tell the next level so many days after",
        default=7,
        help="Late drafts go to the evaluator, plans without an answer to the evaluator's "
        "superior. 0: never.",
    )

    _check_asn_escalation = models.Constraint(
        "CHECK (asn_escalation_days BETWEEN 0 AND 366)",
        "The next level is told 1 to 366 days after the deadline; 0 means never.",
    )

    @api.constrains("asn_reminder_days")
    def _check_asn_reminder_days(self):
        for company in self:
            try:
                deadline.parse_offsets(company.asn_reminder_days)
            except RuleError as error:
                raise ValidationError(self._asn_reminder_problem(error)) from error

    @api.model
    def _asn_reminder_problem(self, error):
        """Say what is wrong with the days, in the reader's language."""
        return {
            "reminder_days_unreadable": self.env._(
                "Days of the reminders: “%s” is not a number of days. Write for example 14,7,3,0.",
                error.values.get("part", ""),
            ),
            "reminder_days_out_of_range": self.env._(
                "Days of the reminders: write numbers from 0 to 366, not %s.",
                error.values.get("days", ""),
            ),
            "reminder_days_too_many": self.env._(
                "Days of the reminders: at most ten are possible."
            ),
        }[error.code]

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._asn_check_numbers(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._asn_check_numbers(vals)
        return super().write(vals)

    @api.model
    def _asn_check_numbers(self, vals):
        """Refuse what is no number in our settings, with the name of the setting."""
        for name, value in vals.items():
            field = self._fields.get(name)
            if not name.startswith("asn_") or field is None:
                continue
            if field.type not in ("integer", "float") or value in (None, False):
                continue
            try:
                is_number = math.isfinite(float(value)) and abs(float(value)) < 1e6
            except (TypeError, ValueError, OverflowError):
                is_number = False
            if not is_number:
                raise ValidationError(
                    self.env._(
                        "%s: this is not a number, or it is too large.",
                        field._description_string(self.env),
                    )
                )


class ResConfigSettingsReminder(models.TransientModel):
    _inherit = "res.config.settings"

    asn_reminder_days = fields.Char(related="company_id.asn_reminder_days", readonly=False)
    asn_reminder_mail = fields.Boolean(related="company_id.asn_reminder_mail", readonly=False)
    asn_escalation_days = fields.Integer(related="company_id.asn_escalation_days", readonly=False)

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self.env["res.company"]._asn_check_numbers(vals)
        return super().create(vals_list)

    def write(self, vals):
        self.env["res.company"]._asn_check_numbers(vals)
        return super().write(vals)
