import calendar

from odoo import api, fields, models
from odoo.exceptions import ValidationError

MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]
A_YEAR_WITHOUT_LEAP_DAY = 2026


class AsnSkpTemplateIndicator(models.Model):
    """An indicator with its usual target, taken over from the library or written here."""

    _name = "asn.skp.template.indicator"
    _description = "Indicator of a Template"
    _inherit = ["asn.guarded.mixin", "asn.measure.mixin"]
    _order = "result_id, sequence, id"
    _guard_by_access_only = True

    result_id = fields.Many2one(
        "asn.skp.template.result",
        string="Work Result",
        required=True,
        index=True,
        ondelete="cascade",
    )
    template_id = fields.Many2one(
        related="result_id.template_id", store=True, index=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    # The suggested target of a whole year
    target_value = fields.Float(string="Suggested Target")
    target_month = fields.Selection(MONTHS, string="Due in", default="12")
    target_day = fields.Integer(string="Day of the Month", default=31)
    target_display = fields.Char(string="Target (Year)", compute="_compute_target_display")

    _check_target_complete = models.Constraint(
        "CHECK (CASE target_kind"
        " WHEN 'range' THEN COALESCE(target_max, 0) >= COALESCE(target_value, 0)"
        " WHEN 'date' THEN target_month IS NOT NULL AND target_day BETWEEN 1 AND 31"
        " WHEN 'text' THEN target_text IS NOT NULL ELSE TRUE END)",
        "Fill in the target: both ends of a range (the lower first), a date, or the words.",
    )

    @api.depends(
        "target_kind",
        "target_value",
        "target_max",
        "target_text",
        "target_month",
        "target_day",
        "unit",
    )
    @api.depends_context("lang")
    def _compute_target_display(self):
        months = dict(self._fields["target_month"]._description_selection(self.env))
        for indicator in self:
            if indicator.target_kind == "date":
                month = months.get(indicator.target_month, "")
                indicator.target_display = f"{indicator.target_day} {month}"
            else:
                indicator.target_display = self.env["asn.skp.indicator"]._format_target(indicator)

    @api.depends("name")
    def _compute_display_name(self):
        for indicator in self:
            indicator.display_name = indicator.name

    @api.constrains("target_kind", "target_month", "target_day")
    def _check_day(self):
        """A due day exists in every year, so 29 February does not count."""
        for indicator in self.filtered(lambda line: line.target_kind == "date"):
            month = int(indicator.target_month or 0)
            last = calendar.monthrange(A_YEAR_WITHOUT_LEAP_DAY, month)[1] if month else 0
            if not 1 <= indicator.target_day <= last:
                raise ValidationError(
                    self.env._(
                        "%(indicator)s: choose a month and a day that exist in every year.",
                        indicator=indicator.name,
                    )
                )

    @api.constrains("result_id")
    def _check_template_size(self):
        self.result_id.template_id._check_size()
