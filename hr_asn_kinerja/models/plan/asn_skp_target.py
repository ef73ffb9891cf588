from odoo import api, fields, models
from odoo.exceptions import ValidationError


class AsnSkpTarget(models.Model):
    """Target of an indicator in one period of the year, where it is planned by hand.

    Without a row the period takes its share of the year's target by months (sums) or the year's
    target itself. The rows count only while the indicator says so (``distribution``).
    """

    _name = "asn.skp.target"
    _description = "Target of a Period"
    _inherit = ["asn.guarded.mixin"]
    _order = "indicator_id, date_start, id"
    _rec_name = "period_id"

    _guard_fields = dict.fromkeys(
        ("indicator_id", "period_id", "target_value", "target_max", "target_text"), "content"
    )
    _guard_create_only = frozenset({"indicator_id"})
    _guard_unlink_part = "content"

    indicator_id = fields.Many2one(
        "asn.skp.indicator", required=True, index=True, ondelete="cascade"
    )
    skp_id = fields.Many2one(
        related="indicator_id.skp_id", store=True, index=True, precompute=True, string="Plan"
    )
    period_id = fields.Many2one(
        "asn.period", required=True, ondelete="cascade", domain="[('kind', '!=', 'year')]"
    )
    date_start = fields.Date(related="period_id.date_start", store=True, precompute=True)
    target_value = fields.Float(string="Target", digits=(16, 4))
    target_max = fields.Float(string="Upper Target", digits=(16, 4))
    target_text = fields.Char(string="Target in Words")
    target_kind = fields.Selection(related="indicator_id.target_kind")
    unit = fields.Char(related="indicator_id.unit")
    target_display = fields.Char(string="Target (Period)", compute="_compute_target_display")

    _indicator_period_unique = models.UniqueIndex(
        "(indicator_id, period_id)", "This period has a target already. Change that one."
    )
    _check_target = models.Constraint(
        "CHECK (COALESCE(target_value, 0) >= 0 AND COALESCE(target_value, 0) < 1e12"
        " AND COALESCE(target_max, 0) >= 0 AND COALESCE(target_max, 0) < 1e12)",
        "A target is a number from 0 to 999,999,999,999.",
    )

    @api.constrains("period_id", "target_value", "target_max", "indicator_id")
    def _check_period(self):
        """A target belongs to a period of the plan's year; of a range the lower end comes first."""
        for target in self:
            plan = target.skp_id
            period = target.period_id
            inside = period.date_start <= plan.date_end and period.date_end >= plan.date_start
            if period.parent_id != plan.period_id or not inside:
                raise ValidationError(
                    self.env._(
                        "%(period)s is no period of the plan from %(start)s to %(end)s. "
                        "Choose one of its own periods.",
                        period=period.name,
                        start=plan.date_start,
                        end=plan.date_end,
                    )
                )
            if target.target_kind == "range" and target.target_max < target.target_value:
                raise ValidationError(
                    self.env._(
                        "%(indicator)s, %(period)s: the lower end of the range comes first.",
                        indicator=target.indicator_id.name,
                        period=period.name,
                    )
                )

    @api.depends("target_kind", "target_value", "target_max", "target_text", "unit")
    @api.depends_context("lang")
    def _compute_target_display(self):
        for target in self:
            has_target = target.target_kind and target.target_kind != "date"
            target.target_display = target.indicator_id._format_target(target) if has_target else ""

    def _guard_document(self):
        self.ensure_one()
        return self.indicator_id.result_id.skp_id
