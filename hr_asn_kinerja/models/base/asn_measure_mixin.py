from odoo import api, fields, models

from . import selections

# Fields that say what is measured, how, and which target.
MEASURE = (
    "name",
    "aspect",
    "unit",
    "polarity",
    "aggregation",
    "target_kind",
    "target_value",
    "target_max",
    "target_text",
    "target_date",
)


class AsnMeasureMixin(models.AbstractModel):
    """What is measured, how, and which target: an indicator of a plan or of a template.

    Whatever is not given comes from the library indicator; without one, from the usual values. No
    field has a default of its own, which would win over the library.
    """

    _name = "asn.measure.mixin"
    _description = "Measure with a Target"

    library_id = fields.Many2one("asn.indicator", string="From the Library", index=True)
    name = fields.Char(
        string="Indicator",
        required=True,
        compute="_compute_from_library",
        store=True,
        readonly=False,
        precompute=True,
    )
    # How it is measured
    aspect = fields.Selection(
        selections.ASPECTS,
        required=True,
        compute="_compute_from_library",
        store=True,
        readonly=False,
        precompute=True,
    )
    unit = fields.Char(
        string="Unit of Measure",
        compute="_compute_from_library",
        store=True,
        readonly=False,
        precompute=True,
    )
    polarity = fields.Selection(
        selections.POLARITIES,
        required=True,
        compute="_compute_from_library",
        store=True,
        readonly=False,
        precompute=True,
    )
    aggregation = fields.Selection(
        selections.AGGREGATIONS,
        required=True,
        compute="_compute_from_library",
        store=True,
        readonly=False,
        precompute=True,
    )
    # The target of the year
    target_kind = fields.Selection(
        [("number", "Number"), ("range", "Range"), ("date", "Date"), ("text", "Text")],
        string="Kind of Target",
        required=True,
        compute="_compute_from_library",
        store=True,
        readonly=False,
        precompute=True,
    )
    target_value = fields.Float(
        string="Target",
        digits=(16, 4),
        compute="_compute_from_library",
        store=True,
        readonly=False,
        precompute=True,
    )
    target_max = fields.Float(
        string="Upper Target",
        digits=(16, 4),
        compute="_compute_from_library",
        store=True,
        readonly=False,
        precompute=True,
    )
    target_text = fields.Char(string="Target in Words")
    data_source = fields.Char()
    weight = fields.Float(digits=(6, 2), help="Leave empty for equal weights.")

    _check_target = models.Constraint(
        "CHECK (COALESCE(target_value, 0) >= 0 AND COALESCE(target_value, 0) < 1e12"
        " AND COALESCE(target_max, 0) >= 0 AND COALESCE(target_max, 0) < 1e12)",
        "A target is a number from 0 to 999,999,999,999.",
    )
    _check_polarity = models.Constraint(
        "CHECK (target_kind = 'text' OR ((polarity = 'range') = (target_kind = 'range')"
        " AND (polarity = 'date') = (target_kind = 'date')))",
        "“Within a range” goes with a range as target, “By a date” with a date. Change one.",
    )
    _check_weight_range = models.Constraint(
        "CHECK (weight IS NULL OR (weight >= 0 AND weight <= 100))",
        "A weight is a number from 0 to 100.",
    )

    @api.depends("library_id")
    def _compute_from_library(self):
        """Take over the wording and measure of the picked library indicator; edits stay."""
        usual = {
            "aspect": "quantity",
            "polarity": "higher",
            "aggregation": "sum",
            "target_kind": "number",
        }
        copied = ("name", "aspect", "unit", "polarity", "aggregation", "target_value", "target_max")
        for indicator in self:
            library = indicator.library_id
            for name in copied:
                indicator[name] = library[name] if library else indicator[name]
            if library:
                kinds = {"range": "range", "date": "date"}
                indicator.target_kind = kinds.get(library.polarity, "number")
            for name, value in usual.items():
                indicator[name] = indicator[name] or value
