from odoo import fields, models
from odoo.tools import SQL

from .asn_analysis_mixin import AROUND, HEADER


class AsnCompletenessReport(models.Model):
    """One row for each plan: how far it is. Cancelled plans are left out; the id is the plan's."""

    _name = "asn.completeness.report"
    _description = "Completeness of Plans"
    _inherit = ["asn.analysis.mixin"]
    _auto = False
    _rec_name = "employee_name"
    _order = "period_id, employee_name, id"
    _depends = {
        "asn.skp": [
            *HEADER,
            "date_agreed",
            "date_proposed",
            "indicator_count",
            "result_count",
            "state",
        ],
        **AROUND,
    }

    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("proposed", "Proposed"),
            ("returned", "Returned"),
            ("agreed", "Agreed"),
            ("closed", "Closed"),
        ],
        readonly=True,
    )
    date_proposed = fields.Datetime(string="Proposed on", readonly=True)
    date_agreed = fields.Datetime(string="Agreed on", readonly=True)
    # Measures
    plan_count = fields.Integer(string="Plans", readonly=True)
    empty_count = fields.Integer(
        string="Not Started", readonly=True, help="Drafts without any work result."
    )
    draft_count = fields.Integer(
        string="Being Written", readonly=True, help="Drafts with work results, and returned plans."
    )
    proposed_count = fields.Integer(string="Wait for the Evaluator", readonly=True)
    agreed_count = fields.Integer(string="Agreed Plans", readonly=True)
    agreed_share = fields.Float(string="Agreed (%)", digits=(6, 1), readonly=True, aggregator="avg")
    result_count = fields.Integer(string="Work Results", readonly=True, aggregator="avg")
    indicator_count = fields.Integer(string="Indicators", readonly=True, aggregator="avg")
    days_to_agree = fields.Float(
        string="Days to Agree",
        digits=(8, 1),
        readonly=True,
        aggregator="avg",
        help="From the last proposal to the agreement.",
    )

    def _select(self):
        return SQL(
            """
            header.id, header.state, header.date_proposed, header.date_agreed,
            1 AS plan_count,
            (header.state = 'draft' AND COALESCE(header.result_count, 0) = 0)::int AS empty_count,
            (header.state = 'returned' OR header.state = 'draft'
                AND COALESCE(header.result_count, 0) > 0)::int AS draft_count,
            (header.state = 'proposed')::int AS proposed_count,
            (header.state IN ('agreed', 'closed'))::int AS agreed_count,
            100.0 * (header.state IN ('agreed', 'closed'))::int AS agreed_share,
            header.result_count, header.indicator_count,
            CASE WHEN header.date_agreed >= header.date_proposed
                 THEN EXTRACT(EPOCH FROM header.date_agreed - header.date_proposed) / 86400.0
             END AS days_to_agree
            """
        )

    def _from(self):
        return SQL("asn_skp AS header")

    def _where(self):
        return SQL("header.state <> 'cancelled'")

    def action_open_source(self):
        """Open the plan."""
        return self._open("asn.skp")
