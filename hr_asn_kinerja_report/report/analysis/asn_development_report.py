from odoo import fields, models
from odoo.tools import SQL

from .asn_analysis_mixin import AROUND, HEADER


class AsnDevelopmentReport(models.Model):
    """One row for each development plan with its counts, and nothing of what was agreed.

    As in ``asn.development.overview`` the officer of a unit reads days, state and cost here; the
    plans themselves stay with the person, the line and the offices. The id is the plan's.
    """

    _name = "asn.development.report"
    _description = "Analysis of Development"
    _inherit = ["asn.analysis.mixin"]
    _auto = False
    _rec_name = "employee_name"
    _order = "period_id, employee_name, id"
    _depends = {
        "asn.development.plan": [
            *HEADER,
            "action_count",
            "cost",
            "date_agreed",
            "date_due",
            "is_required",
            "open_count",
            "progress",
            "state",
        ],
        **AROUND,
    }

    state = fields.Selection(
        selection=lambda self: self.env["asn.development.plan"]._fields["state"].selection,
        readonly=True,
    )
    is_required = fields.Boolean(string="Needed", readonly=True)
    date_due = fields.Date(string="To Be Agreed by", readonly=True)
    date_agreed = fields.Date(string="Agreed on", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    # Measures
    plan_count = fields.Integer(string="Development Plans", readonly=True)
    required_count = fields.Integer(string="Needed Plans", readonly=True)
    agreed_count = fields.Integer(
        string="Development Plans Agreed", readonly=True, help="Agreed by both, or further."
    )
    action_count = fields.Integer(
        string="Development Actions", readonly=True, help="Without those that were given up."
    )
    done_count = fields.Integer(string="Development Actions Done", readonly=True)
    open_count = fields.Integer(string="Open Actions", readonly=True)
    progress = fields.Integer(string="Progress (%)", readonly=True, aggregator="avg")
    cost = fields.Monetary(string="Estimated Cost", readonly=True)

    def _select(self):
        return SQL(
            """
            header.id, header.state, header.is_required, header.date_due, header.date_agreed,
            1 AS plan_count,
            COALESCE(header.is_required, FALSE)::int AS required_count,
            (header.state IN ('agreed', 'running', 'finished', 'reviewed'))::int AS agreed_count,
            COALESCE(header.action_count, 0) AS action_count,
            COALESCE(header.action_count, 0) - COALESCE(header.open_count, 0) AS done_count,
            COALESCE(header.open_count, 0) AS open_count,
            header.progress, header.cost
            """
        )

    def _from(self):
        return SQL("asn_development_plan AS header")

    def action_open_source(self):
        """Open the plan; the officer of a unit, who may not read it, opens the overview."""
        self._check_row()
        is_read = self.env["asn.development.plan"].search_count([("id", "=", self.id)])
        return self._open("asn.development.plan" if is_read else "asn.development.overview")
