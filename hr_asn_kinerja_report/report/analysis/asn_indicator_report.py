from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.models.base import selections

from .asn_analysis_mixin import AROUND, HEADER


class AsnIndicatorReport(models.Model):
    """One row for each indicator of an evaluation: what was planned, entered and achieved.

    The id is that of the result of the indicator. What was achieved is no rating: employees see it
    at any time.
    """

    _name = "asn.indicator.report"
    _description = "Analysis of Indicators"
    _inherit = ["asn.analysis.mixin"]
    _auto = False
    _rec_name = "name"
    _order = "period_id, employee_name, id"
    _depends = {
        "asn.evaluation.indicator": [
            "achievement",
            "aspect",
            "entry_count",
            "evaluation_id",
            "indicator_id",
            "is_measured",
            "kind",
            "name",
            "polarity",
            "unit",
        ],
        "asn.evaluation": [*HEADER, "date_end", "state"],
        "asn.skp.indicator": ["library_id"],
        "asn.indicator": ["field"],
        **AROUND,
    }

    evaluation_id = fields.Many2one("asn.evaluation", readonly=True)
    date_end = fields.Date(string="To", readonly=True)
    name = fields.Char(string="Indicator", readonly=True)
    measure = fields.Char(string="Unit of Measure", readonly=True)
    library_id = fields.Many2one("asn.indicator", string="Indicator of the Library", readonly=True)
    field = fields.Selection(selections.FIELDS_OF_WORK, string="Field of Work", readonly=True)
    kind = fields.Selection([("main", "Main"), ("additional", "Additional")], readonly=True)
    aspect = fields.Selection(selections.ASPECTS, readonly=True)
    polarity = fields.Selection(selections.POLARITIES, readonly=True)
    is_measured = fields.Boolean(string="Measured", readonly=True)
    # Measures
    achievement = fields.Float(
        string="Achievement (%)",
        digits=(6, 2),
        readonly=True,
        aggregator="avg",
        help="Mean over the indicators in which something was measured.",
    )
    indicator_count = fields.Integer(string="Indicators", readonly=True)
    measured_count = fields.Integer(string="Measured Indicators", readonly=True)
    reached_count = fields.Integer(
        string="Target Reached",
        readonly=True,
        help="Measured indicators with an achievement of 100 percent or more.",
    )
    empty_count = fields.Integer(string="Indicators without an Entry", readonly=True)
    entry_count = fields.Integer(string="Entries", readonly=True)

    def _select(self):
        return SQL(
            """
            line.id, line.evaluation_id, header.date_end, line.name, line.unit AS measure,
            planned.library_id, library.field, line.kind, line.aspect, line.polarity,
            line.is_measured,
            CASE WHEN line.is_measured THEN line.achievement END AS achievement,
            1 AS indicator_count,
            COALESCE(line.is_measured, FALSE)::int AS measured_count,
            COALESCE(line.is_measured AND line.achievement >= 100, FALSE)::int AS reached_count,
            (COALESCE(line.entry_count, 0) = 0)::int AS empty_count,
            COALESCE(line.entry_count, 0) AS entry_count
            """
        )

    def _from(self):
        return SQL(
            """
            asn_evaluation_indicator AS line
            JOIN asn_evaluation AS header ON header.id = line.evaluation_id
            LEFT JOIN asn_skp_indicator AS planned ON planned.id = line.indicator_id
            LEFT JOIN asn_indicator AS library ON library.id = planned.library_id
            """
        )

    def action_open_source(self):
        """Open the evaluation in which the indicator stands."""
        self._check_row()
        return self._open("asn.evaluation", self.evaluation_id.id)
