from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...rules import indicator as indicator_rules
from ...rules import workflow
from ..base import selections

CONTENT = (
    "name",
    "field",
    "indicator_kind",
    "indicator_id",
    "library_id",
    "problem",
    "idea",
    "expected_effect",
    "before_value",
    "before_from",
    "before_date",
    "before_source",
    "target_value",
    "target_max",
    "target_date",
    "cover",
    "evidence_file",
    "evidence_name",
    "member_ids",
)
EFFECT = (
    "after_kind",
    "after_value",
    "after_from",
    "after_date",
    "after_source",
    "after_file",
    "after_file_name",
)


class AsnInnovation(models.Model):
    """An improvement that an employee proposes, tied to what it is measured by.

    The line and the offices read it. Once it is endorsed, everybody of the region sees what is
    meant for all in the gallery (``asn.innovation.gallery``), which holds nothing else. It counts
    nowhere by itself: only what becomes a result of an agreed plan is evaluated.
    """

    _name = "asn.innovation"
    _description = "Innovation"
    _inherit = [
        "asn.workflow.mixin",
        "asn.innovation.effect.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ["name", "employee_name"]

    _workflow_table = workflow.INNOVATION
    _workflow_parts = workflow.INNOVATION_PARTS
    _workflow_first_state = "draft"
    _workflow_log_field = "innovation_id"
    _workflow_activities = {
        "proposed": ("hr_asn_kinerja.mail_activity_type_endorse", "endorser_user_id"),
        "returned": ("hr_asn_kinerja.mail_activity_type_improve_innovation", "user_id"),
        "endorsed": ("hr_asn_kinerja.mail_activity_type_start_innovation", "user_id"),
        "running": ("hr_asn_kinerja.mail_activity_type_measure_innovation", "user_id"),
    }
    _guard_fields = {**dict.fromkeys(CONTENT, "content"), **dict.fromkeys(EFFECT, "effect")}
    _guard_unlink_part = "content"

    # Who proposes, and who endorses
    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_employee(),
    )
    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, index=True
    )
    employee_name = fields.Char(string="Innovator", readonly=True)
    user_id = fields.Many2one("res.users", string="Login", readonly=True, index="btree_not_null")
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True, index=True)
    evaluator_name = fields.Char(string="Evaluator", readonly=True)
    evaluator_user_id = fields.Many2one(
        "res.users", string="Login of the Evaluator", readonly=True, index="btree_not_null"
    )
    superior_user_id = fields.Many2one(
        "res.users", string="Login of the Superior", readonly=True, index="btree_not_null"
    )
    endorser_user_id = fields.Many2one("res.users", string="Waits for", readonly=True)
    member_ids = fields.One2many("asn.innovation.member", "innovation_id", string="Co-innovators")
    # The proposal; all of it is meant for everybody
    name = fields.Char(string="Title", required=True)
    field = fields.Selection(
        selections.FIELDS_OF_WORK,
        string="Field of Work",
        required=True,
        index=True,
        default=lambda self: self._default_field(),
    )
    problem = fields.Text(help="What goes wrong today, for whom, and how often.")
    idea = fields.Text(help="What is done differently, step by step.")
    expected_effect = fields.Text(help="What will be better, and for whom.")
    cover = fields.Image(string="Cover Picture", max_width=1024, max_height=1024)
    has_cover = fields.Boolean(readonly=True, export_string_translation=False)
    evidence_file = fields.Binary(string="File about the Problem", attachment=True)
    evidence_name = fields.Char(string="File Name")
    # What it is measured by
    indicator_kind = fields.Selection(
        [("own", "An indicator of my plan"), ("library", "An indicator of the library")],
        string="Measured by",
        required=True,
        default="own",
    )
    indicator_id = fields.Many2one(
        "asn.skp.indicator",
        string="Indicator of My Plan",
        index="btree_not_null",
        ondelete="restrict",
    )
    library_id = fields.Many2one(
        "asn.indicator", string="Indicator of the Library", ondelete="restrict"
    )
    target_date = fields.Date(string="To Be Reached by")
    before_source = fields.Char(
        string="Source of the Value Before",
        help="Where the number before comes from: the work log, a register, a survey.",
    )
    # Afterwards
    after_kind = fields.Selection(
        [("log", "From my work log"), ("typed", "Typed, with evidence")],
        string="Where It Comes from",
        default="log",
        required=True,
    )
    after_source = fields.Char(
        string="Source of the Value After", help="Where the number afterwards comes from."
    )
    after_file = fields.Binary(string="Evidence of the Effect", attachment=True)
    after_file_name = fields.Char(string="Name of the Evidence")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("proposed", "Proposed"),
            ("returned", "Returned"),
            ("endorsed", "Endorsed"),
            ("running", "Running"),
            ("measured", "Measured"),
            ("ended", "Ended"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    date_proposed = fields.Datetime(string="Proposed on", readonly=True, copy=False)
    date_endorsed = fields.Date(string="Endorsed on", readonly=True, copy=False)
    endorsed_by_id = fields.Many2one("res.users", string="Endorsed by", readonly=True, copy=False)
    date_started = fields.Date(string="Started on", readonly=True, copy=False)
    year = fields.Char(string="Year of Endorsement", readonly=True, copy=False, index=True)
    appreciation_count = fields.Integer(string="Appreciations", readonly=True, copy=False)
    # Where the idea comes from
    origin_id = fields.Many2one(
        "asn.innovation",
        string="Origin of the Idea",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    origin_note = fields.Char(string="Idea from", readonly=True, copy=False)
    transition_ids = fields.One2many(
        "asn.transition", "innovation_id", string="History", readonly=True
    )
    next_step = fields.Char(compute="_compute_next_step", export_string_translation=False)

    _gallery_index = models.Index(
        "(company_id, appreciation_count DESC, id DESC)"
        " WHERE state IN ('endorsed', 'running', 'measured', 'ended')"
    )
    _check_numbers = models.Constraint(
        "CHECK (COALESCE(before_value, 0) >= 0 AND COALESCE(before_value, 0) < 1e12"
        " AND COALESCE(target_value, 0) >= 0 AND COALESCE(target_value, 0) < 1e12"
        " AND COALESCE(target_max, 0) >= 0 AND COALESCE(target_max, 0) < 1e12"
        " AND COALESCE(after_value, 0) >= 0 AND COALESCE(after_value, 0) < 1e12)",
        "A value is a number from 0 to 999,999,999,999.",
    )
    _check_days = models.Constraint(
        "CHECK ((before_from IS NULL OR before_date IS NULL OR before_from <= before_date)"
        " AND (after_from IS NULL OR after_date IS NULL OR after_from <= after_date))",
        "The first day comes before the last. Correct the dates of the value.",
    )

    # ------------------------------------------------------------------
    # Who and where
    # ------------------------------------------------------------------

    @api.model
    def _default_employee(self):
        return self.env.user._get_asn_employee(self.env.company)

    @api.model
    def _default_field(self):
        # sudo: the field of the own unit, known to all
        unit = self._default_employee().sudo().current_version_id.department_id
        while unit and not unit.asn_field:
            unit = unit.parent_id
        return unit.asn_field or "general"

    @api.model
    def _today_of_region(self):
        return self.env["asn.period"]._local_today(self.env.company)

    def _workflow_roles(self):
        """Return the roles on this innovation: whoever is one of its people endorses nothing."""
        roles = super()._workflow_roles()
        # sudo: compares logins only
        if self.env.user in self.sudo().member_ids.user_id:
            return roles & {workflow.EMPLOYEE}
        return roles

    def _prepare_line(self, employee):
        """Return the copies of person, unit and line as of today.

        The evaluator of the plan that is running, or else of the post.
        """
        today = self._today_of_region()
        version = employee._get_version(today)
        plan = self._find_plan(employee)
        evaluator = plan.evaluator_id or version.asn_evaluator_id
        superior = evaluator._get_version(today).asn_evaluator_id if evaluator else evaluator
        return {
            "company_id": employee.company_id.id,
            "employee_name": employee.name,
            "user_id": employee.user_id.id,
            "unit_id": (plan.unit_id or version.department_id).id,
            "evaluator_name": evaluator.name,
            "evaluator_user_id": evaluator.user_id.id,
            "superior_user_id": superior.user_id.id,
        }

    def _find_plan(self, employee):
        """Return the running plan of ``employee`` that holds today, or the next one."""
        today = self._today_of_region()
        plans = self.env["asn.skp"].search(
            [
                ("employee_id", "=", employee.id),
                ("state", "in", workflow.RUNNING_PLAN_STATES),
                ("date_end", ">=", today),
            ],
            order="date_start, id",
            limit=1,
        )
        return plans

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [
            self._prepare_files({key: val for key, val in vals.items() if key != "state"})
            for vals in vals_list
        ]
        # Everybody who works here can read who follows what, and so who has a draft: nobody does.
        quiet = self.with_context(mail_create_nosubscribe=True)
        innovations = super(AsnInnovation, quiet).create(vals_list).with_env(self.env)
        for innovation in innovations:
            # sudo: logins are compared, nothing is returned
            if not self.env.su and self.env.user != innovation.employee_id.sudo().user_id:
                raise AccessError(self.env._("An innovation is proposed by the person concerned."))
        innovations._note_cover(vals_list)
        return innovations

    def write(self, vals):
        vals = self._prepare_files(dict(vals))
        result = super().write(vals)
        self._note_cover([vals] * len(self))
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_without_history_only(self):
        # sudo: whether there is a history at all
        if self.sudo().transition_ids:
            raise UserError(
                self.env._("What was proposed or withdrawn has a history and is not deleted.")
            )

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        return True  # as in create; whoever is to act gets an activity

    def _add_missing_default_values(self, values):
        """Copy person, unit and line of the employee whom the server has filled in."""
        values = super()._add_missing_default_values(values)
        if not values.get("employee_id"):
            raise UserError(
                self.env._("Your login belongs to no employee. Ask the HR office to link it.")
            )
        # sudo: copies of the own HR record
        employee = self.env["hr.employee"].sudo().browse(values["employee_id"])
        return {**values, **self.sudo()._prepare_line(employee)}

    # ------------------------------------------------------------------
    # Checks and what is shown
    # ------------------------------------------------------------------

    @api.constrains("indicator_id", "library_id", "employee_id")
    def _check_measure(self):
        """The indicator is one of the own plan and has a number."""
        for innovation in self.sudo():  # sudo: compares whose indicator it is
            indicator = innovation.indicator_id
            if indicator and indicator.skp_id.employee_id != innovation.employee_id:
                raise ValidationError(
                    self.env._("Choose an indicator of your own plan, or one of the library.")
                )
            kinds = (indicator.polarity, innovation.library_id.polarity)
            if indicator_rules.DATE in kinds or (
                indicator and indicator.target_kind not in ("number", "range")
            ):
                raise ValidationError(
                    self.env._(
                        "A date or words have no value before and after. Choose an indicator with "
                        "a number."
                    )
                )

    @api.constrains("before_date", "after_date")
    def _check_days_have_come(self):
        for innovation in self:
            # sudo: reads the region's time zone
            today = self.env["asn.period"]._local_today(innovation.sudo().company_id)
            if max(filter(None, (innovation.before_date, innovation.after_date)), default=today) > (
                today
            ):
                raise ValidationError(
                    self.env._("A value is of a day that has come. Correct the date.")
                )

    @api.depends("state", "date_endorsed")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for innovation in self:
            innovation.next_step = innovation._get_next_step()

    def _get_next_step(self):
        """Say in one sentence what the reader must do next, or whom the innovation waits for."""
        roles = self._workflow_roles() if self.id else {workflow.EMPLOYEE}
        mine = workflow.EMPLOYEE in roles
        if self.state in ("draft", "returned") and mine:
            return self.env._(
                "Describe problem, idea and the value before, then propose it to your evaluator."
            )
        if self.state == "proposed" and roles & {workflow.EVALUATOR, workflow.SUPERIOR}:
            return self.env._("Read the proposal, then endorse it or return it with a reason.")
        if self.state == "proposed":
            # sudo: the name of whoever is to act
            return self.env._(
                "Waits for %s to endorse or return it.",
                self.sudo().endorser_user_id.name or self.evaluator_name or "–",
            )
        if self.state == "endorsed" and mine:
            return self.env._("Endorsed. Start when you begin to work this way.")
        if self.state == "running" and mine:
            return self.env._("When the effect can be seen, fill in the value after.")
        if self.state == "measured":
            return self.env._("The effect is measured and shown in the gallery.")
        return False
