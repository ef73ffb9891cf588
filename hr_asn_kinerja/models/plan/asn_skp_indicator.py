from decimal import Decimal

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import get_lang

from ...rules import indicator as indicator_rules
from ..base.asn_measure_mixin import MEASURE


class AsnSkpIndicator(models.Model):
    """Individual performance indicator (*indikator kinerja individu*) of a work result."""

    _name = "asn.skp.indicator"
    _description = "Indicator"
    _inherit = ["asn.guarded.mixin", "asn.measure.mixin"]
    _order = "result_id, sequence, id"
    _rec_names_search = ["name"]

    _guard_fields = dict.fromkeys(
        (
            "result_id",
            "sequence",
            "library_id",
            *MEASURE,
            "distribution",
            "target_ids",
            "baseline",
            "data_source",
            "weight",
            "parent_indicator_id",
        ),
        "content",
    )
    _guard_create_only = frozenset({"result_id"})
    _guard_unlink_part = "content"

    result_id = fields.Many2one(
        "asn.skp.result", string="Work Result", required=True, index=True, ondelete="cascade"
    )
    skp_id = fields.Many2one(
        related="result_id.skp_id", store=True, index=True, precompute=True, string="Plan"
    )
    sequence = fields.Integer(default=10)
    target_date = fields.Date(string="Due on")
    target_display = fields.Char(string="Target (Year)", compute="_compute_target_display")
    # The targets of its periods
    distribution = fields.Selection(
        [("prorated", "Evenly, by months"), ("planned", "As planned for each period")],
        string="Over the Periods",
        required=True,
        default="prorated",
    )
    target_ids = fields.One2many("asn.skp.target", "indicator_id", string="Targets of the Periods")
    distribution_note = fields.Char(compute="_compute_distribution_note")
    baseline = fields.Float(string="Value Before", digits=(16, 4))
    parent_indicator_id = fields.Many2one(
        "asn.skp.indicator",
        string="Superior's Indicator",
        index="btree_not_null",
        ondelete="set null",
        help="The superior's indicator whose target this one takes over or shares.",
    )
    realisation_ids = fields.One2many("asn.realisation", "indicator_id", string="Entries")
    editable_parts = fields.Char(
        related="result_id.skp_id.editable_parts",
        related_sudo=False,
        export_string_translation=False,
    )

    _check_target_complete = models.Constraint(
        "CHECK (CASE target_kind"
        " WHEN 'range' THEN COALESCE(target_max, 0) >= COALESCE(target_value, 0)"
        " WHEN 'date' THEN target_date IS NOT NULL"
        " WHEN 'text' THEN target_text IS NOT NULL ELSE TRUE END)",
        "Fill in the target: both ends of a range (the lower first), a date, or the words.",
    )

    @api.depends("target_kind", "target_value", "target_max", "target_text", "target_date", "unit")
    @api.depends_context("lang")
    def _compute_target_display(self):
        for indicator in self:
            indicator.target_display = self._format_target(indicator)

    @api.onchange("distribution")
    def _onchange_distribution(self):
        """Start from the even targets when somebody plans the periods one by one."""
        if self.distribution != "planned" or self.target_ids:
            return
        given = self.env.context.get("asn_skp_id")
        given = self.env["asn.skp"].browse(given if self._is_guard_id(given) else None)
        plan = self.skp_id or given.exists()
        self.target_ids = [
            Command.create(
                {
                    "period_id": period.id,
                    "target_value": self._prorate(self.target_value, period, plan),
                    "target_max": self._prorate(self.target_max, period, plan),
                    "target_text": self.target_text,
                }
            )
            for period in plan._get_periods()
        ]

    def _prorate(self, value, period, plan):
        """Return the share of ``period`` in a target of the plan, by calendar months."""
        if self.target_kind not in ("number", "range"):
            return 0.0
        start, end = max(period.date_start, plan.date_start), min(period.date_end, plan.date_end)
        return float(
            indicator_rules.period_target(
                self.aggregation,
                Decimal(str(value or 0)),
                plan._count_months(start, end),
                plan.target_months or plan.months,
            )
        )

    @api.depends(
        "distribution",
        "aggregation",
        "target_kind",
        "target_value",
        "target_ids.target_value",
    )
    @api.depends_context("lang")
    def _compute_distribution_note(self):
        """Say when the planned targets of a sum do not add up to the target of the year."""
        for indicator in self:
            indicator.distribution_note = False
            is_sum = indicator.target_kind == "number" and indicator.aggregation == "sum"
            if not is_sum or indicator.distribution != "planned" or not indicator.target_ids:
                continue
            total = sum(indicator.target_ids.mapped("target_value"))
            if abs(total - indicator.target_value) > 0.005:
                indicator.distribution_note = self.env._(
                    "The periods add up to %(total)s; the target of the year is %(target)s.",
                    total=indicator._format_number(total),
                    target=indicator.target_display,
                )

    def _get_planned_target(self, period):
        """Return the target planned for ``period``; empty when the year's is spread evenly."""
        if self.distribution != "planned":
            return self.target_ids.browse()
        return self.target_ids.filtered(lambda target: target.period_id == period)

    @api.model
    def _format_target(self, line):
        """Return the target of an indicator or of an evaluation line as people write it."""
        if line.target_kind == "text":
            return line.target_text or ""
        if line.target_kind == "date":
            return self.env["ir.qweb.field.date"].value_to_html(line.target_date, {}) or ""
        text = self._format_number(line.target_value)
        if line.target_kind == "range":
            text = f"{text} – {self._format_number(line.target_max)}"
        return f"{text} {line.unit or ''}".strip()

    @api.model
    def _format_number(self, value):
        """Return a number in the user's language without needless zeros: 3.600 or 88,31."""
        lang = self.env["res.lang"]._lang_get(get_lang(self.env).code)
        digits = next(n for n in (0, 1, 2) if n == 2 or round(value, n) == round(value, 2))
        return lang.format(f"%.{digits}f", value, grouping=True)

    @api.depends("name")
    def _compute_display_name(self):
        for indicator in self:
            indicator.display_name = indicator.name

    def unlink(self):
        """Take the lines of running evaluations along; what was worked on stays."""
        # sudo: rows of other people's documents are looked at and removed, none is shown
        domain = [("indicator_id", "in", self.ids)]
        lines = self.env["asn.evaluation.indicator"].sudo().search(domain)
        self.check_access("unlink")
        self._unlink_only_in_editable_state()
        self._check_unused(lines)
        lines.unlink()
        return super().unlink()

    def _check_unused(self, lines):
        """Raise when work was logged against an indicator, or its result was released."""
        used = lines.filtered(lambda line: line.evaluation_id.is_released).indicator_id
        used |= self.sudo().filtered("realisation_ids")  # sudo: as in unlink
        if used:
            raise UserError(
                self.env._(
                    "Work was logged or rated against: %s. Change its target instead of "
                    "deleting it.",
                    "; ".join(used.mapped("name")),
                )
            )

    def _guard_document(self):
        self.ensure_one()
        return self.result_id.skp_id
