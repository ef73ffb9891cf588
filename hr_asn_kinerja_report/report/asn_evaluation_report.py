from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.models.base import selections
from odoo.addons.hr_asn_kinerja.models.period.asn_period import KINDS
from odoo.addons.hr_asn_kinerja.rules import workflow


class AsnEvaluationReport(models.Model):
    """One row for each evaluation, with the stored columns of its header and nothing else.

    The id is the evaluation's. Ratings and predicate are the released ones; what the evaluator
    has not released yet is not in this table. Lines are never joined: a view that groups lines
    makes every question slow, whatever is asked.
    """

    _name = "asn.evaluation.report"
    _description = "Analysis of Evaluations"
    _auto = False
    _rec_name = "employee_name"
    _order = "period_id, employee_name, id"
    _depends = {
        "asn.evaluation": [
            "behaviour_rating",
            "company_id",
            "date_due",
            "date_end",
            "date_released",
            "date_submitted",
            "employee_id",
            "employee_name",
            "evaluator_id",
            "evaluator_user_id",
            "functional_level",
            "has_score",
            "is_unit_head",
            "months",
            "period_id",
            "period_kind",
            "position_kind",
            "predicate",
            "rank_id",
            "result_rating",
            "score",
            "state",
            "superior_user_id",
            "unit_id",
            "user_id",
        ],
        "asn.period": ["parent_id"],
        "hr.department": ["asn_agency_id"],
    }

    # When
    period_id = fields.Many2one("asn.period", readonly=True)
    year_id = fields.Many2one("asn.period", string="Year", readonly=True)
    period_kind = fields.Selection(
        KINDS,
        readonly=True,
        help="An annual evaluation stands beside those of the periods: count one kind at a time.",
    )
    date_end = fields.Date(string="To", readonly=True)
    date_due = fields.Date(string="Due Date", readonly=True)
    date_submitted = fields.Datetime(string="Submitted on", readonly=True)
    date_released = fields.Datetime(string="Released on", readonly=True)
    # Where and who, as copied to the evaluation
    company_id = fields.Many2one("res.company", string="Region", readonly=True)
    agency_id = fields.Many2one("hr.department", string="Agency", readonly=True)
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    employee_name = fields.Char(string="Name", readonly=True)
    rank_id = fields.Many2one("asn.rank", string="Rank", readonly=True)
    position_kind = fields.Selection(selections.POSITION_KINDS, readonly=True)
    functional_level = fields.Selection(selections.FUNCTIONAL_LEVELS, readonly=True)
    is_unit_head = fields.Boolean(string="Head of Unit", readonly=True)
    evaluator_id = fields.Many2one("hr.employee", string="Evaluator", readonly=True)
    # The logins on which the record rules rest
    user_id = fields.Many2one("res.users", string="Login", readonly=True)
    evaluator_user_id = fields.Many2one("res.users", string="Login of the Evaluator", readonly=True)
    superior_user_id = fields.Many2one("res.users", string="Login of the Superior", readonly=True)
    # What
    state = fields.Selection(
        [
            ("open", "In progress"),
            ("submitted", "Submitted"),
            ("rated", "Rated"),
            ("released", "Released"),
            ("acknowledged", "Acknowledged"),
            ("objected", "Objection"),
            ("final", "Final"),
            ("closed", "Closed"),
        ],
        readonly=True,
    )
    is_late = fields.Boolean(string="Late", readonly=True)
    has_score = fields.Boolean(string="Measured", readonly=True)
    result_rating = fields.Selection(selections.RATINGS, string="Work Results", readonly=True)
    behaviour_rating = fields.Selection(selections.RATINGS, string="Work Behaviour", readonly=True)
    predicate = fields.Selection(selections.PREDICATES, readonly=True)
    outcome = fields.Selection(
        [*selections.PREDICATES, ("not_released", "Not released")],
        readonly=True,
        help="The predicate; evaluations that are not released yet stand together.",
    )
    # Measures
    score = fields.Float(
        string="Achievement (%)",
        digits=(6, 2),
        readonly=True,
        aggregator="avg",
        help="Mean over the evaluations in which something was measured.",
    )
    months = fields.Integer(readonly=True, aggregator="avg")
    days_to_release = fields.Float(
        string="Days to Release",
        digits=(8, 1),
        readonly=True,
        aggregator="avg",
        help="From submitting to release, for evaluations that were submitted and released.",
    )
    evaluation_count = fields.Integer(string="Evaluations", readonly=True)
    submitted_count = fields.Integer(
        string="Submitted Evaluations",
        readonly=True,
        help="Evaluations that are no longer with the employee: submitted or further.",
    )
    released_count = fields.Integer(string="Released Evaluations", readonly=True)
    late_count = fields.Integer(string="Late Evaluations", readonly=True)

    @property
    def _table_query(self):
        return SQL("%s %s %s", self._select(), self._from(), self._where())

    def _select(self):
        return SQL(
            """
            SELECT evaluation.id,
                   evaluation.period_id,
                   COALESCE(period.parent_id, period.id) AS year_id,
                   evaluation.period_kind,
                   evaluation.date_end,
                   evaluation.date_due,
                   evaluation.date_submitted,
                   evaluation.date_released,
                   evaluation.company_id,
                   unit.asn_agency_id AS agency_id,
                   evaluation.unit_id,
                   evaluation.employee_id,
                   evaluation.employee_name,
                   evaluation.rank_id,
                   evaluation.position_kind,
                   evaluation.functional_level,
                   evaluation.is_unit_head,
                   evaluation.evaluator_id,
                   evaluation.user_id,
                   evaluation.evaluator_user_id,
                   evaluation.superior_user_id,
                   evaluation.state,
                   evaluation.has_score,
                   evaluation.result_rating,
                   evaluation.behaviour_rating,
                   evaluation.predicate,
                   COALESCE(evaluation.predicate, 'not_released') AS outcome,
                   CASE WHEN evaluation.has_score THEN evaluation.score END AS score,
                   evaluation.months,
                   EXTRACT(EPOCH FROM evaluation.date_released - evaluation.date_submitted)
                       / 86400.0 AS days_to_release,
                   %(is_late)s AS is_late,
                   1 AS evaluation_count,
                   (evaluation.state != 'open')::int AS submitted_count,
                   (evaluation.state IN %(released)s)::int AS released_count,
                   (%(is_late)s)::int AS late_count
            """,
            is_late=self._sql_is_late("evaluation"),
            released=workflow.RELEASED_STATES,
        )

    def _from(self):
        # Left joins on primary keys: PostgreSQL drops those that a question does not need.
        return SQL(
            """
            FROM asn_evaluation evaluation
                LEFT JOIN asn_period period ON period.id = evaluation.period_id
                LEFT JOIN hr_department unit ON unit.id = evaluation.unit_id
            """
        )

    def _where(self):
        return SQL()

    def _sql_is_late(self, alias):
        """Return the SQL condition "due before today and not released".

        Today is the date in the time zone of each region, as in ``asn.evaluation``.
        """
        # sudo: the id and the time zone of the regions; rows are filtered by the record rules
        regions = self.env["res.company"].sudo().search([])
        period = self.env["asn.period"]
        today = SQL(" ").join(
            SQL("WHEN %s THEN %s", region.id, period._local_today(region)) for region in regions
        )
        return SQL(
            "COALESCE(%(state)s NOT IN %(released)s"
            " AND %(due)s < (CASE %(company)s %(today)s END)::date, FALSE)",
            state=SQL.identifier(alias, "state"),
            released=workflow.RELEASED_STATES,
            due=SQL.identifier(alias, "date_due"),
            company=SQL.identifier(alias, "company_id"),
            today=today,
        )

    def action_open_evaluation(self):
        """Open the evaluation that this row is about."""
        if len(self) != 1 or type(self.id) is not int:
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "res_model": "asn.evaluation",
            "res_id": self.id,
            "views": [(False, "form")],
        }
