from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.models.evaluation.asn_realisation import SOURCES

from .asn_analysis_mixin import AROUND, HEADER


class AsnRealisationReport(models.Model):
    """One row for each entry of the work log: when, whence, with evidence or not.

    The id is the entry's. Amounts of different indicators have no sum and stand in no column.
    """

    _name = "asn.realisation.report"
    _description = "Analysis of the Work Log"
    _inherit = ["asn.analysis.mixin"]
    _auto = False
    _rec_name = "name"
    _order = "date desc, id desc"
    _depends = {
        "asn.realisation": [
            "date",
            "has_evidence",
            "indicator_id",
            "is_late",
            "review_state",
            "skp_id",
            "source",
        ],
        "asn.skp": [*HEADER],
        "asn.skp.indicator": ["name"],
        **AROUND,
    }

    date = fields.Date(readonly=True)
    name = fields.Char(string="Indicator", readonly=True)
    source = fields.Selection(SOURCES, string="Comes from", readonly=True)
    review_state = fields.Selection(
        selection=lambda self: self.env["asn.realisation"]._fields["review_state"].selection,
        string="Looked at by the Evaluator",
        readonly=True,
    )
    has_evidence = fields.Boolean(string="With Evidence", readonly=True)
    is_late = fields.Boolean(string="Late", readonly=True)
    # Measures
    entry_count = fields.Integer(string="Entries", readonly=True)
    evidence_count = fields.Integer(string="Entries with Evidence", readonly=True)
    evidence_share = fields.Float(
        string="With Evidence (%)", digits=(6, 1), readonly=True, aggregator="avg"
    )
    late_count = fields.Integer(string="Late Entries", readonly=True)
    returned_count = fields.Integer(string="Returned Entries", readonly=True)

    def _select(self):
        return SQL(
            """
            entry.id, entry.date, planned.name, entry.source, entry.review_state,
            entry.has_evidence, entry.is_late,
            1 AS entry_count,
            COALESCE(entry.has_evidence, FALSE)::int AS evidence_count,
            100.0 * COALESCE(entry.has_evidence, FALSE)::int AS evidence_share,
            COALESCE(entry.is_late, FALSE)::int AS late_count,
            (entry.review_state = 'returned')::int AS returned_count
            """
        )

    def _from(self):
        return SQL(
            """
            asn_realisation AS entry
            JOIN asn_skp AS header ON header.id = entry.skp_id
            LEFT JOIN asn_skp_indicator AS planned ON planned.id = entry.indicator_id
            """
        )

    def action_open_source(self):
        """Open the entry."""
        return self._open("asn.realisation")
