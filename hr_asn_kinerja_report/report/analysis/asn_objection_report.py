from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.models.base import selections
from odoo.addons.hr_asn_kinerja.models.objection.asn_objection import OUTCOMES

from .asn_analysis_mixin import AROUND, HEADER


class AsnObjectionReport(models.Model):
    """One row for each objection that was filed: how long it took and what became of it.

    The id is the objection's. Drafts, reasons and explanations stand in no column.
    """

    _name = "asn.objection.report"
    _description = "Analysis of Objections"
    _inherit = ["asn.analysis.mixin"]
    _auto = False
    _rec_name = "employee_name"
    _order = "date_filed desc, id desc"
    _depends = {
        "asn.objection": [
            *HEADER,
            "date_decided",
            "date_explained",
            "date_filed",
            "outcome",
            "predicate_after",
            "predicate_before",
            "state",
        ],
        **AROUND,
    }

    state = fields.Selection(
        [
            ("filed", "Waits for the explanation"),
            ("explained", "Waits for the decision"),
            ("decided", "Decided"),
            ("withdrawn", "Withdrawn"),
        ],
        readonly=True,
    )
    outcome = fields.Selection(
        [*OUTCOMES, ("undecided", "Not decided yet"), ("withdrawn", "Withdrawn")],
        string="Decision",
        readonly=True,
        help="What is open or was withdrawn has a word of its own, so that no bar is nameless.",
    )
    predicate_before = fields.Selection(
        selections.PREDICATES, string="Predicate Before", readonly=True
    )
    predicate_after = fields.Selection(
        selections.PREDICATES, string="Predicate After", readonly=True
    )
    date_filed = fields.Datetime(string="Filed on", readonly=True)
    date_decided = fields.Datetime(string="Decided on", readonly=True)
    # Measures
    objection_count = fields.Integer(string="Objections", readonly=True)
    waiting_count = fields.Integer(string="Not Decided Yet", readonly=True)
    decided_count = fields.Integer(string="Decided Objections", readonly=True)
    changed_count = fields.Integer(
        string="Changed Ratings", readonly=True, help="Decided with other ratings than before."
    )
    days_to_explain = fields.Float(
        string="Days to the Explanation", digits=(8, 1), readonly=True, aggregator="avg"
    )
    days_to_decide = fields.Float(
        string="Days to the Decision",
        digits=(8, 1),
        readonly=True,
        aggregator="avg",
        help="From filing to the decision.",
    )

    def _select(self):
        return SQL(
            """
            header.id, header.state,
            COALESCE(header.outcome,
                     CASE WHEN header.state = 'withdrawn' THEN 'withdrawn' ELSE 'undecided' END
            ) AS outcome, header.predicate_before,
            header.predicate_after, header.date_filed, header.date_decided,
            1 AS objection_count,
            (header.state IN ('filed', 'explained'))::int AS waiting_count,
            (header.state = 'decided')::int AS decided_count,
            COALESCE(header.outcome = 'change', FALSE)::int AS changed_count,
            EXTRACT(EPOCH FROM header.date_explained - header.date_filed)
                / 86400.0 AS days_to_explain,
            EXTRACT(EPOCH FROM header.date_decided - header.date_filed)
                / 86400.0 AS days_to_decide
            """
        )

    def _from(self):
        return SQL("asn_objection AS header")

    def _where(self):
        return SQL("header.state <> 'draft'")

    def action_open_source(self):
        """Open the objection."""
        return self._open("asn.objection")
