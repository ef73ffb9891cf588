from odoo import api, fields, models

from ...rules import objection as objection_rules
from ...rules import workflow
from ..base import selections
from ..base.actions import form_of

OUTCOMES = [
    ("keep", "The ratings stay"),
    ("change", "The ratings change"),
    ("return", "The evaluator rates again"),
]
CONTENT = ("reason_results", "reason_behaviour")
DECISION = ("draft_decision", "draft_outcome", "draft_result_rating", "draft_behaviour_rating")


class AsnObjection(models.Model):
    """The answer of an employee to a released result, the explanation, and the decision.

    PP 30/2019 Art. 59. A draft is the person's alone. What the evaluator and the superior are
    writing stands in ``asn.objection.answer`` until they send it; then it is copied here, for
    everybody who may read the objection. After a decision, a return for a new rating included,
    there is no second objection: what the superior decides is final.
    """

    _name = "asn.objection"
    _description = "Objection"
    _inherit = [
        "asn.workflow.mixin",
        "asn.snapshot.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ["employee_name"]

    _workflow_table = workflow.OBJECTIONS
    _workflow_parts = workflow.OBJECTION_PARTS
    _workflow_first_state = "draft"
    _workflow_log_field = "objection_id"
    _workflow_activities = {
        "filed": ("hr_asn_kinerja.mail_activity_type_explain", "evaluator_user_id"),
        "explained": ("hr_asn_kinerja.mail_activity_type_decide", "superior_user_id"),
        "decided": ("hr_asn_kinerja.mail_activity_type_read_objection", "user_id"),
    }
    _guard_fields = {
        **dict.fromkeys(CONTENT, "content"),
        "file_ids": "file",
        "draft_explanation": "explanation",
        **dict.fromkeys(DECISION, "decision"),
        "draft_document": "record",
    }
    _guard_unlink_part = "content"

    evaluation_id = fields.Many2one(
        "asn.evaluation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    period_id = fields.Many2one(
        "asn.period", required=True, readonly=True, index=True, ondelete="restrict"
    )
    employee_id = fields.Many2one(readonly=True)
    company_id = fields.Many2one(readonly=True)
    evaluator_id = fields.Many2one(readonly=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("filed", "Waits for the explanation"),
            ("explained", "Waits for the decision"),
            ("decided", "Decided"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    # The employee
    reason_results = fields.Text(
        string="About the Work Results",
        help="What you see differently in the rating of your work results, and why.",
    )
    reason_behaviour = fields.Text(
        string="About the Work Behaviour",
        help="What you see differently in the rating of your behaviour, and why.",
    )
    file_ids = fields.One2many("asn.objection.file", "objection_id", string="Files")
    file_count = fields.Integer(
        string="Number of Files", compute="_compute_file_count", compute_sudo=True
    )
    # The evaluator
    explanation = fields.Text(string="Explanation of the Evaluator", readonly=True)
    # Who decides, and what
    is_decided_outside = fields.Boolean(
        string="Decided Outside",
        compute="_compute_is_decided_outside",
        store=True,
        help="Nobody with a login stands above the evaluator: the decision is taken outside, and "
        "the HR office records it with its document.",
    )
    outcome = fields.Selection(OUTCOMES, string="Decision", readonly=True, index=True)
    decision = fields.Text(string="Reasons of the Decision", readonly=True)
    decider_name = fields.Char(string="Decided by", readonly=True)
    document_number = fields.Char(string="Number of the Decision", readonly=True)
    # The ratings objected to, and those after the decision
    result_before = fields.Selection(
        selections.RATINGS, string="Work Results Before", readonly=True
    )
    behaviour_before = fields.Selection(
        selections.RATINGS, string="Work Behaviour Before", readonly=True
    )
    predicate_before = fields.Selection(selections.PREDICATES, readonly=True)
    result_after = fields.Selection(selections.RATINGS, string="Work Results After", readonly=True)
    behaviour_after = fields.Selection(
        selections.RATINGS, string="Work Behaviour After", readonly=True
    )
    predicate_after = fields.Selection(selections.PREDICATES, readonly=True)
    # Being written; only whoever writes it reads it
    answer_ids = fields.One2many("asn.objection.answer", "objection_id")
    draft_explanation = fields.Text(
        string="My Explanation", compute="_compute_drafts", inverse="_inverse_explanation"
    )
    draft_outcome = fields.Selection(
        OUTCOMES, string="My Decision", compute="_compute_drafts", inverse="_inverse_decision"
    )
    draft_decision = fields.Text(
        string="Reasons of My Decision", compute="_compute_drafts", inverse="_inverse_decision"
    )
    draft_result_rating = fields.Selection(
        selections.RATINGS,
        string="New Rating of Work Results",
        compute="_compute_drafts",
        inverse="_inverse_decision",
    )
    draft_behaviour_rating = fields.Selection(
        selections.RATINGS,
        string="New Rating of Work Behaviour",
        compute="_compute_drafts",
        inverse="_inverse_decision",
    )
    draft_predicate = fields.Selection(
        selections.PREDICATES, string="New Predicate", compute="_compute_draft_predicate"
    )
    draft_document = fields.Char(
        string="Number of the Document",
        compute="_compute_drafts",
        inverse="_inverse_document",
        help="The number of the decision that was taken outside.",
    )
    # Days. When and by whom the row was last written would tell that an answer is
    # being written.
    write_date = fields.Datetime(string="Last Updated on", readonly=True, groups=".")
    write_uid = fields.Many2one("res.users", string="Last Updated by", readonly=True, groups=".")
    date_received = fields.Date(string="Result Received on", readonly=True)
    date_last = fields.Date(string="Last Day to Object", readonly=True)
    is_late = fields.Boolean(string="Filed Late", readonly=True)
    date_filed = fields.Datetime(string="Filed on", readonly=True, copy=False)
    date_explained = fields.Datetime(string="Explained on", readonly=True, copy=False)
    date_decided = fields.Datetime(string="Decided on", readonly=True, copy=False)
    date_explanation_due = fields.Date(string="Explanation Due", readonly=True)
    date_decision_due = fields.Date(string="Decision Due", readonly=True)
    transition_ids = fields.One2many(
        "asn.transition", "objection_id", string="History", readonly=True
    )
    # What is looked at beside
    line_ids = fields.One2many(related="evaluation_id.line_ids", string="Results")
    version_ids = fields.One2many(related="evaluation_id.version_ids", string="Earlier Versions")
    reflection = fields.Text(related="evaluation_id.reflection", related_sudo=False)
    reflection_ids = fields.One2many(related="evaluation_id.reflection_ids", string="Self-Review")
    result_reason = fields.Text(related="evaluation_id.result_reason", related_sudo=False)
    recommendation = fields.Text(related="evaluation_id.recommendation", related_sudo=False)
    next_step = fields.Char(compute="_compute_next_step", export_string_translation=False)

    # Two tabs, two clicks: one that waits for each evaluation.
    _open_unique = models.UniqueIndex(
        "(evaluation_id) WHERE state IN ('draft', 'filed', 'explained')",
        "There is an objection to this evaluation already. Open it.",
    )
    _register_index = models.Index("(company_id, state, date_decision_due)")
    _evaluator_index = models.Index("(evaluator_user_id, state)")
    _superior_index = models.Index("(superior_user_id, state)")

    @api.depends("employee_name", "period_id.name")
    def _compute_display_name(self):
        for objection in self:
            objection.display_name = self.env._(
                "Answer of %(name)s – %(period)s",
                name=objection.employee_name or "",
                period=objection.period_id.name or "",
            )

    @api.depends("file_ids")
    def _compute_file_count(self):
        counts = dict(
            self.env["asn.objection.file"]._read_group(
                [("objection_id", "in", self.ids)], ["objection_id"], ["__count"]
            )
        )
        for objection in self:
            objection.file_count = counts.get(objection, 0)

    @api.depends(
        "user_id", "evaluator_user_id", "superior_user_id", "superior_user_id.active", "employee_id"
    )
    def _compute_is_decided_outside(self):
        for objection in self:
            superior = objection.superior_user_id
            objection.is_decided_outside = not (
                superior.active
                and objection.superior_id not in (objection.employee_id, objection.evaluator_id)
                and objection_rules.is_decided_by_superior(
                    objection.user_id.id, objection.evaluator_user_id.id, superior.id
                )
            )

    def _workflow_roles(self):
        """Return the roles; where nobody stands above the evaluator, the HR office records."""
        roles = super()._workflow_roles()
        # sudo: whether somebody else decides, nothing is returned to the client
        outside = self.sudo().is_decided_outside
        if workflow.EVALUATOR in roles:  # a side, also where the evaluator works in the HR office
            return roles - {workflow.SUPERIOR, workflow.HR_OFFICE}
        return roles - {workflow.SUPERIOR if outside else workflow.HR_OFFICE}

    # ------------------------------------------------------------------
    # What is being written
    # ------------------------------------------------------------------

    @api.depends("answer_ids", "state")
    @api.depends_context("uid")
    def _compute_drafts(self):
        """Show what is being written to whoever writes it, and nothing to others."""
        answers = self.env["asn.objection.answer"].search([("objection_id", "in", self.ids)])
        found = {(answer.objection_id.id, answer.kind): answer for answer in answers}
        for objection in self:
            key = objection._origin.id
            explanation = found.get((key, "explanation"), answers.browse())
            decision = found.get((key, "decision"), answers.browse())
            objection.draft_explanation = explanation.text
            objection.draft_decision = decision.text
            objection.draft_outcome = decision.outcome
            objection.draft_result_rating = decision.result_rating
            objection.draft_behaviour_rating = decision.behaviour_rating
            objection.draft_document = decision.document_number

    @api.depends("draft_outcome", "draft_result_rating", "draft_behaviour_rating")
    @api.depends_context("uid")
    def _compute_draft_predicate(self):
        for objection in self:
            objection.draft_predicate = (
                self.env["asn.evaluation.rating"]._get_predicate(
                    objection.draft_result_rating or objection.result_before,
                    objection.draft_behaviour_rating or objection.behaviour_before,
                    objection.evaluation_id,
                )
                if objection.draft_outcome == objection_rules.CHANGE
                else False
            )

    def _inverse_explanation(self):
        """Keep what the evaluator writes; the guard has checked who and when."""
        for objection in self:
            objection._keep_answer("explanation", {"text": objection.draft_explanation})

    def _inverse_decision(self):
        for objection in self:
            objection._keep_answer(
                "decision",
                {
                    "text": objection.draft_decision,
                    "outcome": objection.draft_outcome,
                    "result_rating": objection.draft_result_rating,
                    "behaviour_rating": objection.draft_behaviour_rating,
                },
            )

    def _inverse_document(self):
        """Apart from the decision: only the HR office writes it."""
        for objection in self:
            objection._keep_answer("decision", {"document_number": objection.draft_document})

    def _keep_answer(self, kind, values):
        answers = self.env["asn.objection.answer"]
        answer = answers.search([("objection_id", "=", self.id), ("kind", "=", kind)])
        if answer:
            answer.write(values)
        else:
            answers.create({"objection_id": self.id, "kind": kind, **values})

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    @api.depends("state", "date_explanation_due", "date_decision_due")
    @api.depends_context("uid", "lang")
    def _compute_next_step(self):
        for objection in self:
            objection.next_step = objection._get_next_step()

    def _get_next_step(self):
        """Say in one sentence what the reader must do next, or whom the objection waits for."""
        roles = self._workflow_roles()
        if self.state == "draft" and workflow.EMPLOYEE in roles:
            return self.env._(
                "Write calmly what you see differently, add what shows it, then send it."
            )
        if self.state == "filed" and workflow.EVALUATOR in roles:
            return self.env._("Explain how you came to the rating; both sides are then decided on.")
        if self.state in ("filed", "explained") and workflow.HR_OFFICE in roles:
            return self.env._(
                "Nobody stands above the evaluator here. Record the decision that was taken "
                "outside, with the number of its document."
            )
        if self.state == "explained" and workflow.SUPERIOR in roles:
            return self.env._("Read both sides, then decide. Your decision is final.")
        if self.state == "filed":
            return self.env._("Waits for the explanation of %s.", self.evaluator_name or "–")
        if self.state == "explained":
            # sudo: the name of whoever decides
            return self.env._("Waits for the decision of %s.", self.sudo().superior_id.name or "–")
        if self.state == "decided" and workflow.EMPLOYEE in roles:
            return self.env._("The decision stands below. It is final.")
        return False

    def action_open_evaluation(self):
        """Open the evaluation that this is about."""
        self._check_one()
        return form_of(self.evaluation_id)
