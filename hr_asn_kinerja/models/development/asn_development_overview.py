from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import workflow


class AsnDevelopmentOverview(models.Model):
    """Days, state and cost of a development plan, and nothing of what was agreed.

    For the HR office and the auditor a list by unit; for the performance officer of a unit all that
    he or she reads. A model of its own: what is not a column here cannot be read, searched or
    grouped by through it. The id is that of the plan.
    """

    _name = "asn.development.overview"
    _description = "Overview of Development Plans"
    _inherit = ["asn.guarded.mixin"]
    _auto = False
    _guard_by_access_only = True
    _order = "is_required desc, date_due, id"
    _rec_name = "employee_name"
    _rec_names_search = ["employee_name"]
    _depends = {
        "asn.development.plan": [
            "employee_name",
            "job_title",
            "unit_id",
            "company_id",
            "period_id",
            "evaluator_name",
            "is_required",
            "state",
            "date_due",
            "date_next",
            "date_agreed",
            "action_count",
            "open_count",
            "progress",
            "cost",
        ],
    }

    employee_name = fields.Char(string="Name", readonly=True)
    job_title = fields.Char(string="Post", readonly=True)
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True)
    company_id = fields.Many2one("res.company", string="Region", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    period_id = fields.Many2one("asn.period", readonly=True)
    evaluator_name = fields.Char(string="Evaluator", readonly=True)
    is_required = fields.Boolean(string="Needed", readonly=True)
    state = fields.Selection(
        selection=lambda self: self.env["asn.development.plan"]._fields["state"].selection,
        readonly=True,
    )
    date_due = fields.Date(string="To Be Agreed by", readonly=True)
    date_next = fields.Date(string="Next Due Date", readonly=True)
    date_agreed = fields.Date(string="Agreed on", readonly=True)
    action_count = fields.Integer(string="All Actions", readonly=True)
    open_count = fields.Integer(string="Open Actions", readonly=True)
    progress = fields.Integer(string="Progress (%)", readonly=True, aggregator="avg")
    cost = fields.Monetary(string="Estimated Cost", readonly=True)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT id, employee_name, job_title, unit_id, company_id, period_id, evaluator_name,
                   is_required, state, date_due, date_next, date_agreed, action_count, open_count,
                   progress, cost
              FROM asn_development_plan
            """
        )

    @api.depends("state", "date_due", "date_next")
    def _compute_is_overdue(self):
        today = self.env["asn.period"]._local_today(self.env.company)
        for row in self:
            waits = row.state in workflow.UNAGREED_DEVELOPMENT_STATES
            day = row.date_due if waits else row.date_next
            runs = row.state in workflow.OPEN_DEVELOPMENT_STATES
            row.is_overdue = bool(runs and day and day < today)

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self.env["asn.period"]._local_today(self.env.company)
        late = Domain("state", "in", workflow.UNAGREED_DEVELOPMENT_STATES)
        late &= Domain("date_due", "<", today)
        late |= Domain("state", "in", ("agreed", "running")) & Domain("date_next", "<", today)
        return late if True in value else ~late
