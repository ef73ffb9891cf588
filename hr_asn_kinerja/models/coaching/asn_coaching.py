from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import workflow

SCORES = [
    ("1", "1 – very low"),
    ("2", "2 – low"),
    ("3", "3 – sufficient"),
    ("4", "4 – good"),
    ("5", "5 – very good"),
]


class AsnCoaching(models.Model):
    """Coaching (*bimbingan kinerja*) or counselling (*konseling kinerja*) of one person.

    PermenPANRB 6/2022, stage 2: coaching when results stay behind, counselling when behaviour or
    a personal matter is behind it. Official forms B.1.8 (nine statements on the coaching) and B.1.9
    (competences from 1 to 5 with a reason); where they leave the fields open, they are our choice.

    Read by the coached person, the coach and the HR office, by nobody else: neither superior nor
    officer of the unit nor auditor. There is no discussion, follower, activity or reason of a step
    that could tell of it elsewhere, and the label of a record names neither person nor kind.
    """

    _name = "asn.coaching"
    _description = "Coaching"
    _inherit = ["asn.workflow.mixin", "asn.snapshot.mixin"]
    _order = "date_planned desc, id desc"
    _rec_names_search = ["employee_name"]

    _workflow_table = workflow.COACHING
    _workflow_parts = workflow.COACHING_PARTS
    _workflow_first_state = "planned"
    _workflow_log_field = "coaching_id"
    _guard_fields = {
        "skp_id": "plan",
        "kind": "plan",
        "date_planned": "plan",
        "evaluator_id": "assignment",
        "problem": "content",
        "cause": "content",
        "goal": "content",
        "steps": "content",
        "session_ids": "session",
        "result": "result",
        "follow_up": "result",
        "own_view": "view",
        "feedback_ids": "feedback",
        "competence_ids": "competence",
    }
    _guard_create_only = frozenset({"skp_id"})

    skp_id = fields.Many2one(
        "asn.skp", string="Plan", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        [("guidance", "Coaching"), ("counselling", "Counselling")],
        required=True,
        default="guidance",
        help="Coaching when results stay behind; counselling when behaviour or a personal matter "
        "is behind it.",
    )
    evaluator_id = fields.Many2one(string="Coach")
    evaluator_name = fields.Char(string="Name of Coach")
    date_planned = fields.Date(
        string="Begins on", required=True, default=lambda self: self._today_of_region()
    )
    problem = fields.Text()
    cause = fields.Text()
    goal = fields.Text()
    steps = fields.Text(string="Agreed Steps")
    own_view = fields.Text(string="The Person's Own View")
    session_ids = fields.One2many("asn.coaching.session", "coaching_id", string="Sessions")
    result = fields.Text(string="What Was Achieved")
    follow_up = fields.Text(string="Follow-up")
    feedback_ids = fields.One2many(
        "asn.coaching.feedback", "coaching_id", string="Opinion of the Coached Person"
    )
    competence_ids = fields.One2many("asn.coaching.competence", "coaching_id", string="Competences")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("running", "Running"),
            ("finished", "To evaluate"),
            ("closed", "Closed"),
            ("cancelled", "Called off"),
        ],
        default="planned",
        required=True,
        index=True,
        copy=False,
    )
    next_step = fields.Char(compute="_compute_next_step", export_string_translation=False)

    _check_date_planned = models.Constraint(
        "CHECK (date_planned >= '2000-01-01' AND date_planned < '2101-01-01')",
        "Choose a day from the year 2000 to 2100.",
    )
    _check_coach = models.Constraint(
        "CHECK (evaluator_id IS NULL OR evaluator_id <> employee_id)",
        "Nobody coaches himself or herself.",
    )

    def _compute_display_name(self):
        """A label stands in places that others see: it names neither person nor kind."""
        for coaching in self:
            coaching.display_name = self.env._("Meeting no. %s", coaching.id or "")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for coaching in self:
            coaching.next_step = coaching._get_next_step()

    def _get_next_step(self):
        """Say in one sentence what the reader must do next."""
        roles = self._workflow_roles() if self.id else {workflow.COACH}
        if workflow.COACH in roles:
            return {
                "planned": self.env._("Write what it is about and the goal; then begin."),
                "running": self.env._("Note each session in a sentence; at the end the result."),
                "finished": self.env._("Rate the competences with a reason, then close."),
            }.get(self.state, False)
        if workflow.EMPLOYEE in roles:
            return {
                "planned": self.env._("You may write down how you see it yourself."),
                "running": self.env._("You may write down how you see it yourself."),
                "finished": self.env._("Say how the coaching was: nine short statements."),
            }.get(self.state, False)
        return False

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------

    def _workflow_roles(self):
        """Return the roles: the coached person, the coach, the HR office, and nobody else."""
        self.ensure_one()
        user = self.env.user
        document = self.sudo()  # sudo: compares logins only
        if user in (document.user_id | document.employee_id.user_id):
            return {workflow.EMPLOYEE} if document.user_id == user else set()
        roles = set()
        if document.evaluator_user_id == user:
            roles.add(workflow.COACH)
        if document.company_id in user.company_ids and user.has_group(
            "hr_asn_kinerja.group_asn_hr_office"
        ):
            roles.add(workflow.HR_OFFICE)
        return roles

    @api.model_create_multi
    def create(self, vals_list):
        coachings = super().create(
            [{key: val for key, val in vals.items() if key != "state"} for vals in vals_list]
        )
        statements = self.env["asn.coaching.statement"].sudo().search([])  # sudo: their texts
        # sudo: the lines of the form come with the record
        self.env["asn.coaching.feedback"].sudo().create(
            [
                {"coaching_id": one.id, "sequence": line.sequence, "name": line.name}
                for one in coachings
                for line in statements
            ]
        )
        return coachings

    def _add_missing_default_values(self, values):
        """Copy person and evaluator of the plan; the guard then checks who made it."""
        values = super()._add_missing_default_values(values)
        plan = self.env["asn.skp"].browse(values.get("skp_id") or False)
        if not plan.exists() or not plan.has_access("read"):
            raise UserError(self.env._("Choose the plan of the person to coach."))
        plan = plan.sudo()  # sudo: copies of the plan, which the caller may read
        return {**values, **plan._copy_snapshot(), "period_id": plan.period_id.id}

    def write(self, vals):
        result = super().write(vals)
        if "evaluator_id" in vals and not self.env.su:
            for coaching in self.sudo():  # sudo: the office may set the coach; the copies follow
                coach = coaching.evaluator_id
                # sudo: an empty set of people
                coaching.write(
                    coaching._prepare_evaluator(coach, self.env["hr.employee"].sudo().browse())
                )
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A coaching is called off and never deleted."))

    def message_post(self, **kwargs):
        raise AccessError(self.env._("There is no discussion here: it stays in the room."))
