from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...rules import workflow


class AsnDevelopmentPlan(models.Model):
    """What follows from one evaluation: actions that employee and evaluator agree on.

    PermenPANRB 6/2022, stage 4 (follow-up). From every released evaluation one can start; a rating
    below expectation needs one. Read by the employee, the evaluator, the evaluator's superior, the
    HR office and the auditor. The performance officer of the unit reads days, state and cost in
    ``asn.development.overview`` and not what is agreed: it is no matter of administration. Actions
    of counselling stay with the two and the HR office (see ``asn.development.action``).
    """

    _name = "asn.development.plan"
    _description = "Development Plan"
    _inherit = ["asn.workflow.mixin", "asn.snapshot.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_names_search = ["employee_name"]

    _workflow_table = workflow.DEVELOPMENT
    _workflow_parts = workflow.DEVELOPMENT_PARTS
    _workflow_first_state = "draft"
    _workflow_log_field = "development_id"
    _workflow_activities = {
        "draft": ("hr_asn_kinerja.mail_activity_type_develop", "evaluator_user_id"),
        "employee_agreed": ("hr_asn_kinerja.mail_activity_type_develop", "evaluator_user_id"),
        "evaluator_agreed": ("hr_asn_kinerja.mail_activity_type_develop", "user_id"),
        "agreed": ("hr_asn_kinerja.mail_activity_type_start_development", "user_id"),
    }
    _guard_fields = {"action_ids": "actions", "evaluator_id": "assignment"}

    evaluation_id = fields.Many2one(
        "asn.evaluation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    is_required = fields.Boolean(
        string="Needed",
        readonly=True,
        index=True,
        help="A rating is below expectation. The HR office alone can cancel it.",
    )
    date_due = fields.Date(
        string="To Be Agreed by", readonly=True, help="As the region has set it; late is shown."
    )
    action_ids = fields.One2many("asn.development.action", "plan_id", string="Actions")
    state = fields.Selection(
        [
            ("draft", "To agree"),
            ("employee_agreed", "Agreed by the employee"),
            ("evaluator_agreed", "Agreed by the evaluator"),
            ("agreed", "Agreed by both"),
            ("running", "Running"),
            ("finished", "Finished"),
            ("reviewed", "Effect looked at"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    # What a list shows
    action_count = fields.Integer(string="All Actions", compute="_compute_totals", store=True)
    open_count = fields.Integer(string="Open Actions", compute="_compute_totals", store=True)
    progress = fields.Integer(
        string="Progress (%)", compute="_compute_totals", store=True, aggregator="avg"
    )
    date_next = fields.Date(
        string="Next Due Date",
        compute="_compute_totals",
        store=True,
        index=True,
        help="The earliest day of an action that is not done yet.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    cost = fields.Monetary(string="Estimated Cost", compute="_compute_totals", store=True)
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    # Dates
    date_agreed = fields.Date(string="Agreed on", readonly=True, copy=False)
    date_finished = fields.Date(string="Finished on", readonly=True, copy=False)
    date_reviewed = fields.Date(string="Effect Looked at on", readonly=True, copy=False)
    transition_ids = fields.One2many(
        "asn.transition", "development_id", string="History", readonly=True
    )
    next_step = fields.Char(compute="_compute_next_step", export_string_translation=False)

    _evaluation_unique = models.UniqueIndex(
        "(evaluation_id)", "This evaluation has a development plan already."
    )
    _due_index = models.Index(
        "(company_id, date_due) WHERE state IN ('draft', 'employee_agreed', 'evaluator_agreed')"
    )
    _evaluator_index = models.Index("(evaluator_user_id, state)")

    @api.depends("employee_name", "period_id.name")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = f"{plan.employee_name or ''} – {plan.period_id.name or ''}"

    @api.depends(
        "action_ids.state", "action_ids.progress", "action_ids.date_due", "action_ids.cost"
    )
    def _compute_totals(self):
        for plan in self:
            actions = plan.action_ids.filtered(lambda action: action.state != "cancelled")
            still_open = actions.filtered(lambda action: action.state != "done")
            plan.action_count = len(actions)
            plan.open_count = len(still_open)
            plan.progress = sum(actions.mapped("progress")) // len(actions) if actions else 0
            plan.date_next = min(filter(None, still_open.mapped("date_due")), default=False)
            plan.cost = sum(actions.mapped("cost"))

    @api.depends("state", "date_due", "date_next")
    def _compute_is_overdue(self):
        today = self._today_of_region()
        for plan in self:
            waits = plan.state in workflow.UNAGREED_DEVELOPMENT_STATES
            day = plan.date_due if waits else plan.date_next
            runs = plan.state in workflow.OPEN_DEVELOPMENT_STATES
            plan.is_overdue = bool(runs and day and day < today)

    @api.model
    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today, waiting = self._today_of_region(), workflow.UNAGREED_DEVELOPMENT_STATES
        late = Domain("state", "in", waiting) & Domain("date_due", "<", today)
        late |= Domain("state", "in", ("agreed", "running")) & Domain("date_next", "<", today)
        return late if True in value else ~late

    @api.depends("state", "action_count", "open_count")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for plan in self:
            plan.next_step = plan._get_next_step()

    def _get_next_step(self):
        """Say in one sentence what the reader must do next, or whom the plan waits for."""
        roles = self._workflow_roles()
        mine = workflow.EMPLOYEE in roles
        if not roles & {workflow.EMPLOYEE, workflow.EVALUATOR}:
            return False
        if self.state == "draft":
            if not self.action_count:
                return self.env._("Add what would help: one or two actions are enough.")
            return self.env._("Talk about the actions, then agree to them.")
        if self.state == "employee_agreed":
            if mine:
                return self.env._("Waits for %s to agree.", self.evaluator_name)
            return self.env._(
                "%s has agreed. Agree too, or take it back to talk.", self.employee_name
            )
        if self.state == "evaluator_agreed":
            if mine:
                return self.env._("Your evaluator has agreed. Agree too, or take it back to talk.")
            return self.env._("Waits for %s to agree.", self.employee_name)
        if self.state == "agreed":
            return self.env._("Both have agreed: start with the first action.")
        if self.state == "running":
            if self.action_count and not self.open_count:
                return self.env._("All actions have ended: finish the plan.")
            return self.env._("Note the progress of each action from time to time.")
        if self.state == "finished":
            if mine:
                return self.env._("Say at each action what it has brought you.")
            return self.env._("After the next evaluation, say at each action what has come of it.")
        return False

    # ------------------------------------------------------------------
    # Who evaluates later on; nothing is deleted
    # ------------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        if "evaluator_id" in vals and not self.env.su:
            for plan in self.sudo():  # sudo: the office may set who accompanies; copies follow
                evaluator = plan.evaluator_id
                on = plan._today_of_region()
                superior = evaluator._get_version(on).asn_evaluator_id if evaluator else evaluator
                plan.write(plan._prepare_evaluator(evaluator, superior))
                plan._workflow_schedule()
        return result

    @api.constrains("evaluator_id", "employee_id")
    def _check_evaluator(self):
        for plan in self:
            if plan.evaluator_id and plan.evaluator_id == plan.employee_id:
                raise UserError(self.env._("Nobody accompanies himself or herself."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A development plan is cancelled and never deleted."))
