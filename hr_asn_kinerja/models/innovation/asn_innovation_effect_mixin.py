from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import format_date

from ...rules import indicator as indicator_rules
from ...rules import innovation as innovation_rules
from ...rules.cells import plain_cell
from ..base import selections

EFFECTS = [
    ("better", "Better"),
    ("same", "No change"),
    ("worse", "Not better"),
    ("unclear", "Cannot be said"),
]
# What the change follows from.
MEASURED = (
    "polarity",
    "aggregation",
    "before_value",
    "before_from",
    "before_date",
    "target_value",
    "target_max",
    "after_value",
    "after_from",
    "after_date",
)


class AsnInnovationEffectMixin(models.AbstractModel):
    """A value before, aimed at and afterwards, in words and as the lengths of bars.

    The document and its card in the gallery tell it the same way.
    """

    _name = "asn.innovation.effect.mixin"
    _description = "Before and After"

    # What is measured, and how
    indicator_name = fields.Char(string="Measure", readonly=True)
    measure_unit = fields.Char(string="Unit of Measure", readonly=True)
    polarity = fields.Selection(selections.POLARITIES, readonly=True)
    aggregation = fields.Selection(selections.AGGREGATIONS, readonly=True)
    # Before, target, after
    before_value = fields.Float(string="Value Before", digits=(16, 4))
    before_from = fields.Date(string="Counted from")
    before_date = fields.Date(string="As of")
    target_value = fields.Float(string="Target", digits=(16, 4))
    target_max = fields.Float(string="Upper Target", digits=(16, 4))
    after_value = fields.Float(string="Value After", digits=(16, 4))
    after_from = fields.Date(string="Counted Afterwards from")
    after_date = fields.Date(string="Measured on")
    # What it came to
    is_measured = fields.Boolean(string="Effect Measured", readonly=True)
    effect = fields.Selection(EFFECTS, readonly=True)
    change_percent = fields.Float(string="Change (%)", digits=(16, 1), readonly=True)
    has_percent = fields.Boolean(readonly=True, export_string_translation=False)
    before_display = fields.Char(string="Before", compute="_compute_effect_view")
    after_display = fields.Char(string="After", compute="_compute_effect_view")
    target_display = fields.Char(string="Aimed at", compute="_compute_effect_view")
    change_text = fields.Char(string="Change", compute="_compute_effect_view")
    effect_view = fields.Json(compute="_compute_effect_view", export_string_translation=False)

    @api.depends(
        "measure_unit",
        *MEASURED,
        "is_measured",
        "effect",
    )
    @api.depends_context("lang")
    def _compute_effect_view(self):
        """The bars with their texts, for the small picture; colour is never the only sign."""
        effects = dict(self._fields["effect"]._description_selection(self.env))
        for record in self:
            before, after = record._get_compared()
            record.before_display = record._format_value(before) if before is not None else False
            record.after_display = record._format_value(after) if after is not None else False
            record.target_display = record._format_target()
            record.change_text = record._get_change_text()
            bars = innovation_rules.widths(before, after)
            record.effect_view = before is not None and {
                "before": {
                    "text": record.before_display,
                    "width": bars[0],
                    "date": format_date(self.env, record.before_date),
                },
                "after": after is not None
                and {
                    "text": record.after_display,
                    "width": bars[1],
                    "date": format_date(self.env, record.after_date),
                },
                "target": record.target_display,
                "effect": record.effect or False,
                "effect_label": effects.get(record.effect, False),
                "change": record.change_text,
                "measure": record.indicator_name,
            }

    def _get_compared(self):
        """Return (before, after) as Decimals that can be compared, None where there is none.

        Sums over times of different length are told per 30 days.
        """
        self.ensure_one()
        before = self._decimal(self.before_value) if self.before_date else None
        after = self._decimal(self.after_value) if self.is_measured else None
        if self._is_per_month():
            if before is not None:
                before = innovation_rules.per_month(before, self.before_from, self.before_date)
            if after is not None:
                after = innovation_rules.per_month(after, self.after_from, self.after_date)
        return before, after

    def _is_per_month(self):
        if self.aggregation != indicator_rules.SUM:
            return False
        has_before = self.before_from and self.before_date and self.before_from <= self.before_date
        has_after = self.after_from and self.after_date and self.after_from <= self.after_date
        return bool(has_before and (has_after or not self.is_measured))

    def _get_change(self):
        """Return the ``rules.innovation.Change``, or None while the effect is not measured."""
        self.ensure_one()
        before, after = self._get_compared()
        if before is None or after is None or self.polarity in (False, indicator_rules.DATE):
            return None
        has_target = bool(self.target_value or self.target_max)
        target = self._decimal(self.target_value) if has_target else None
        upper = self._decimal(self.target_max) if self.target_max else None
        return innovation_rules.compare(self.polarity, before, after, target, upper)

    def _get_change_text(self):
        """Say the change in words, with percent or percentage points."""
        change = self._get_change()
        if change is None:
            return False
        number = self.env["asn.skp.indicator"]._format_number
        if not change.difference:
            return self.env._("unchanged")
        size = number(float(abs(change.difference)))
        if self.aggregation == indicator_rules.RATIO or self.measure_unit == "%":
            size = self.env._("%s percentage points", size)
        else:
            size = f"{size} {self.measure_unit or ''}".strip()
        values = {"size": size}
        if change.percent is None:
            if change.difference > 0:
                return self.env._("up by %(size)s", **values)
            return self.env._("down by %(size)s", **values)
        values["percent"] = number(float(abs(change.percent)))
        if change.difference > 0:
            return self.env._("up by %(size)s (%(percent)s%%)", **values)
        return self.env._("down by %(size)s (%(percent)s%%)", **values)

    def _format_value(self, value):
        text = self.env["asn.skp.indicator"]._format_number(float(value))
        text = f"{text} {self.measure_unit or ''}".strip()
        return self.env._("%s in 30 days", text) if self._is_per_month() else text

    def _format_target(self):
        if not (self.target_value or self.target_max or self._has_zero_target()):
            return False
        number = self.env["asn.skp.indicator"]._format_number
        text = number(self.target_value)
        if self.polarity == indicator_rules.RANGE:
            text = f"{text} – {number(self.target_max)}"
        return f"{text} {self.measure_unit or ''}".strip()

    def _has_zero_target(self):
        return self.polarity == indicator_rules.LOWER

    @api.model
    def _decimal(self, value):
        return Decimal(str(value or 0))

    def export_data(self, fields_to_export):
        """Export texts as texts: none becomes a formula or a link in a spreadsheet."""
        data = super().export_data(fields_to_export)
        data["datas"] = [[plain_cell(value) for value in row] for row in data["datas"]]
        return data
