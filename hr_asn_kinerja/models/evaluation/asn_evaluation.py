from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL, sql

from ...rules import evaluation as evaluation_rules
from ...rules import rating as rating_rules
from ...rules import workflow
from ..base import selections


def _keep(name):
    """Return the inverse that keeps what the evaluator chose; the guard has checked who and when.

    Each keeps its own field only: while one field of a shared compute is written, the others read
    as empty, and would be wiped out.
    """

    def inverse(evaluations):
        for evaluation in evaluations:
            evaluation._keep_draft({name: evaluation[f"draft_{name}"]})

    return inverse


class AsnEvaluation(models.Model):
    """Evaluation of one plan for one period: two ratings, and the predicate that follows.

    PermenPANRB 6/2022, articles 24 and 25. The evaluator's ratings stand in
    ``asn.evaluation.rating`` until they are released, so that the employee cannot read them
    earlier by any door; on release they are copied here and frozen.
    """

    _name = "asn.evaluation"
    _description = "Evaluation"
    _inherit = [
        "asn.workflow.mixin",
        "asn.snapshot.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "employee_name, id"
    _rec_names_search = ["employee_name"]
    _rules_in_index = True

    _workflow_table = workflow.EVALUATION
    _workflow_parts = workflow.EVALUATION_PARTS
    _workflow_first_state = "open"
    _workflow_log_field = "evaluation_id"
    _workflow_activities = {
        "open": ("hr_asn_kinerja.mail_activity_type_log", "user_id"),
        "submitted": ("hr_asn_kinerja.mail_activity_type_rate", "evaluator_user_id"),
        "rated": ("hr_asn_kinerja.mail_activity_type_release", "evaluator_user_id"),
        "released": ("hr_asn_kinerja.mail_activity_type_acknowledge", "user_id"),
    }
    _guard_fields = {
        "reflection": "reflection",
        "reflection_ids": "reflection",
        "draft_recommendation": "recommendation",
        "draft_result_rating": "rating",
        "draft_behaviour_rating": "rating",
        "draft_reason": "rating",
        "draft_behaviour_reason": "rating",
        "draft_note": "rating",
        "behaviour_ids": "rating",
    }

    skp_id = fields.Many2one(
        "asn.skp", string="Plan", required=True, index=True, ondelete="restrict", readonly=True
    )
    period_id = fields.Many2one(
        "asn.period", required=True, index=True, ondelete="restrict", readonly=True
    )
    # Longer indexes below begin with these; _auto_init drops those of before.
    company_id = fields.Many2one(index=False)
    unit_id = fields.Many2one(index=False)
    evaluator_user_id = fields.Many2one(index=False)
    superior_user_id = fields.Many2one(index=False)
    date_start = fields.Date(string="From", required=True, readonly=True)
    date_end = fields.Date(string="To", required=True, readonly=True)
    months = fields.Integer(readonly=True)
    date_due = fields.Date(string="Due Date", readonly=True)
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
        default="open",
        required=True,
        index=True,
        copy=False,
    )
    # What was achieved; the employee sees this at any time
    line_ids = fields.One2many("asn.evaluation.indicator", "evaluation_id", string="Results")
    score = fields.Float(
        string="Achievement (%)",
        digits=(6, 2),
        compute="_compute_score",
        store=True,
        aggregator="avg",
    )
    has_score = fields.Boolean(compute="_compute_score", store=True)
    suggested_rating = fields.Selection(
        selections.RATINGS, string="Suggested Rating", compute="_compute_score", store=True
    )
    reflection = fields.Text(string="My Reflection")
    reflection_ids = fields.One2many(
        "asn.evaluation.reflection", "evaluation_id", string="Reflections"
    )
    behaviour_ids = fields.One2many("asn.evaluation.behaviour", "evaluation_id", string="Behaviour")
    # Released: what the employee and all reports see
    result_rating = fields.Selection(selections.RATINGS, string="Work Results", readonly=True)
    behaviour_rating = fields.Selection(selections.RATINGS, string="Work Behaviour", readonly=True)
    predicate = fields.Selection(selections.PREDICATES, readonly=True, index=True)
    result_reason = fields.Text(string="Reason for the Rating", readonly=True)
    behaviour_reason = fields.Text(string="Reason for the Rating of Behaviour", readonly=True)
    recommendation = fields.Text(
        string="Notes and Recommendation",
        readonly=True,
        help="What went well, and what to develop next. The employee reads this on release.",
    )
    # Before release: only evaluator, superior and the offices (see asn.evaluation.rating)
    rating_ids = fields.One2many("asn.evaluation.rating", "evaluation_id")
    draft_result_rating = fields.Selection(
        selections.RATINGS,
        string="Rating of Work Results",
        compute="_compute_draft",
        inverse=_keep("result_rating"),
    )
    draft_behaviour_rating = fields.Selection(
        selections.RATINGS,
        string="Rating of Work Behaviour",
        compute="_compute_draft",
        inverse=_keep("behaviour_rating"),
    )
    draft_predicate = fields.Selection(
        selections.PREDICATES, string="Resulting Predicate", compute="_compute_draft_predicate"
    )
    draft_reason = fields.Text(string="Reason", compute="_compute_draft", inverse=_keep("reason"))
    draft_behaviour_reason = fields.Text(
        string="Reason (Behaviour)", compute="_compute_draft", inverse=_keep("behaviour_reason")
    )
    draft_note = fields.Text(string="Private Note", compute="_compute_draft", inverse=_keep("note"))
    draft_recommendation = fields.Text(
        string="Notes and Recommendation before Release",
        compute="_compute_draft",
        inverse=_keep("recommendation"),
        help="What went well, and what to develop next. The employee reads this on release.",
    )
    # Dates. When and by whom the row was last written would tell that a rating has been begun.
    write_date = fields.Datetime(string="Last Updated on", readonly=True, groups=".")
    write_uid = fields.Many2one("res.users", string="Last Updated by", readonly=True, groups=".")
    date_submitted = fields.Datetime(readonly=True, copy=False)
    date_rated = fields.Datetime(readonly=True, copy=False)
    date_released = fields.Datetime(readonly=True, copy=False)
    date_acknowledged = fields.Datetime(readonly=True, copy=False)
    transition_ids = fields.One2many(
        "asn.transition", "evaluation_id", string="History", readonly=True
    )
    is_released = fields.Boolean(compute="_compute_is_released")
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")
    next_step = fields.Char(compute="_compute_next_step")

    _skp_period_unique = models.UniqueIndex(
        "(skp_id, period_id)", "This plan has an evaluation for this period already."
    )
    # The means of the ratings of a period are found in the index alone.
    _period_name_index = models.Index(
        "(period_id, employee_name, id)"
        " INCLUDE (company_id, user_id, evaluator_user_id, superior_user_id, unit_id, employee_id,"
        " state, result_rating, behaviour_rating)"
    )
    # Lists in this order: of all, and of each way on which the rules lead to evaluations.
    _name_index = models.Index("(employee_name, id)")
    _company_name_index = models.Index("(company_id, employee_name, id)")
    _evaluator_name_index = models.Index(
        "(evaluator_user_id, employee_name, id) INCLUDE (company_id)"
    )
    _superior_name_index = models.Index(
        "(superior_user_id, employee_name, id) INCLUDE (company_id)"
        " WHERE superior_user_id IS NOT NULL"
    )
    _unit_name_index = models.Index("(unit_id, employee_name, id) INCLUDE (company_id)")
    _check_predicate_complete = models.Constraint(
        "CHECK ((predicate IS NULL) = (result_rating IS NULL OR behaviour_rating IS NULL))",
        "A predicate follows from both ratings and is never set alone.",
    )

    def _auto_init(self):
        """Drop the indexes that an earlier version had: Odoo keeps what no field asks for."""
        for column in ("company_id", "unit_id", "evaluator_user_id", "superior_user_id"):
            name = sql.make_index_name(self._table, column)
            self.env.cr.execute(SQL("DROP INDEX IF EXISTS %s", SQL.identifier(name)))
        return super()._auto_init()

    # ------------------------------------------------------------------
    # Computed
    # ------------------------------------------------------------------

    @api.depends("employee_name", "period_id.name")
    def _compute_display_name(self):
        for evaluation in self:
            evaluation.display_name = (
                f"{evaluation.employee_name or ''} – {evaluation.period_id.name or ''}"
            )

    @api.depends(
        "line_ids.achievement",
        "line_ids.is_measured",
        "line_ids.weight",
        "line_ids.result_weight",
        "line_ids.kind",
    )
    def _compute_score(self):
        """Weighted achievement of the results, and the rating that the thresholds suggest."""
        for evaluation in self:
            if evaluation.state in workflow.FROZEN_STATES:
                evaluation.score = evaluation.score
                evaluation.has_score = evaluation.has_score
                evaluation.suggested_rating = evaluation.suggested_rating
                continue
            score = evaluation._get_score()
            evaluation.has_score = score is not None
            evaluation.score = float(score) if score is not None else 0.0
            evaluation.suggested_rating = (
                rating_rules.suggest_result(
                    score, evaluation.date_end, evaluation._get_thresholds()
                )
                if score is not None
                else False
            )

    def _get_score(self):
        """Return the achievement of all results in percent, or None when nothing was measured."""
        main, additional = [], []
        lines = self.line_ids.sorted(lambda line: (line.sequence, line.id))
        for result_lines in lines.grouped("result_id").values():
            value = evaluation_rules.weighted_mean([line._get_part() for line in result_lines])
            first = result_lines[0]
            part = evaluation_rules.Part(value, first._decimal(first.result_weight) or None)
            (main if first.kind == "main" else additional).append(part)
        return evaluation_rules.result_score(main, additional)

    def _get_thresholds(self):
        # sudo: settings of the region
        company = self.company_id.sudo()
        return rating_rules.Thresholds(
            above=Decimal(str(company.asn_score_above)), meets=Decimal(str(company.asn_score_meets))
        )

    @api.depends("rating_ids.result_rating", "rating_ids.behaviour_rating", "state")
    @api.depends_context("uid")
    def _compute_draft(self):
        """Show the unreleased ratings to those who may read them, and nothing to others."""
        drafts = self.env["asn.evaluation.rating"].search([("evaluation_id", "in", self.ids)])
        by_evaluation = {draft.evaluation_id.id: draft for draft in drafts}
        for evaluation in self:
            draft = by_evaluation.get(evaluation._origin.id, drafts.browse())
            evaluation.draft_result_rating = draft.result_rating
            evaluation.draft_behaviour_rating = draft.behaviour_rating
            evaluation.draft_reason = draft.reason
            evaluation.draft_behaviour_reason = draft.behaviour_reason
            evaluation.draft_note = draft.note
            evaluation.draft_recommendation = draft.recommendation

    @api.depends("draft_result_rating", "draft_behaviour_rating")
    @api.depends_context("uid")
    def _compute_draft_predicate(self):
        """Show the predicate while the evaluator chooses; it is stored with the ratings."""
        derive = self.env["asn.evaluation.rating"]._get_predicate
        for evaluation in self:
            evaluation.draft_predicate = derive(
                evaluation.draft_result_rating, evaluation.draft_behaviour_rating, evaluation
            )

    def _keep_draft(self, values):
        ratings = self.env["asn.evaluation.rating"]
        draft = ratings.search([("evaluation_id", "=", self.id)])
        if draft:
            draft.write(values)
        else:
            ratings.create({"evaluation_id": self.id, **values})

    @api.depends("state")
    def _compute_is_released(self):
        for evaluation in self:
            evaluation.is_released = evaluation.state in workflow.RELEASED_STATES

    @api.depends("state", "date_due")
    def _compute_is_late(self):
        for evaluation in self:
            due = evaluation.date_due
            evaluation.is_late = bool(
                due
                and evaluation.state in ("open", "submitted", "rated")
                and evaluation.period_id.today() > due
            )

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = [
            ("state", "in", ("open", "submitted", "rated")),
            ("date_due", "<", self._today_of_region()),
        ]
        return late if True in value else ["!", "&", *late]

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for evaluation in self:
            evaluation.next_step = evaluation._get_next_step()

    def _get_next_step(self):
        """Say in one sentence what the reader must do next, or whom the document waits for."""
        roles = self._workflow_roles()
        is_employee = workflow.EMPLOYEE in roles
        is_evaluator = workflow.EVALUATOR in roles
        if self.state == "open":
            if is_employee:
                return self.env._("Log your work with evidence; at the end, reflect and submit.")
            return self.env._("%s is logging work for this period.", self.employee_name)
        if self.state == "submitted":
            if is_evaluator:
                return self.env._("Rate results and behaviour, with the evidence beside.")
            return self.env._("Waits for %s to rate it.", self.evaluator_name)
        if self.state == "rated":
            if is_evaluator:
                return self.env._("Release the ratings, so that the employee sees them.")
            return self.env._("Waits for %s to release it.", self.evaluator_name)
        if self.state == "released" and is_employee:
            return self.env._("Read your result and acknowledge that you received it.")
        return False

    # ------------------------------------------------------------------
    # Making and following the plan
    # ------------------------------------------------------------------

    @api.model
    def _prepare_from_plan(self, plan, period):
        """Return the values of the evaluation of ``plan`` for ``period``."""
        start = max(plan.date_start, period.date_start)
        end = min(plan.date_end, period.date_end)
        return {
            **plan._copy_snapshot(),
            "skp_id": plan.id,
            "period_id": period.id,
            "date_start": start,
            "date_end": end,
            "months": plan._count_months(start, end),
            "date_due": period.date_due,
        }

    def _sync_lines(self):
        """Bring indicators and behaviours in line with the agreed plan; entries are kept."""
        line_model = self.env["asn.evaluation.indicator"]
        behaviour_model = self.env["asn.evaluation.behaviour"]
        for evaluation in self:
            plan = evaluation.skp_id
            lines = {line.indicator_id: line for line in evaluation.line_ids}
            to_create = []
            for indicator in plan.result_ids.indicator_ids:
                values = line_model._prepare_from_indicator(evaluation, indicator)
                line = lines.pop(indicator, None)
                if line:
                    line.write(values)
                else:
                    to_create.append(values)
            line_model.create(to_create)
            line_model.union(*lines.values()).unlink()
            rated = {line.value_id: line for line in evaluation.behaviour_ids}
            for expected in plan.behaviour_ids:
                line = rated.get(expected.value_id)
                if line:
                    line.expectation = expected.expectation
                else:
                    behaviour_model.create(
                        behaviour_model._prepare_from_expectation(evaluation, expected)
                    )
