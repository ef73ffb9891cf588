from datetime import timedelta
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime

from ...rules import workflow

# States in which somebody has written and not both have confirmed.
WRITING_STATES = ("held", "employee_confirmed", "evaluator_confirmed")
HELD_STATES = (*WRITING_STATES, "confirmed")


class AsnDialogue(models.Model):
    """A performance dialogue (*dialog kinerja*) about one plan, with agenda, minutes, agreements.

    PermenPANRB 6/2022, stage 2: at any time; date, participants, topic, agreement and follow-up
    are written down. Employee or evaluator plans it; both confirm the minutes, each for himself or
    herself, and then nobody changes them any more. It is read by those two, the evaluator's
    superior, the HR office and the auditor; not by the officer of the unit (our choice: what was
    said is not needed for watching dates).
    """

    _name = "asn.dialogue"
    _description = "Performance Dialogue"
    _inherit = [
        "asn.workflow.mixin",
        "asn.snapshot.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date_start desc, id desc"
    _rec_names_search = ["employee_name"]

    _workflow_table = workflow.DIALOGUE
    _workflow_parts = workflow.DIALOGUE_PARTS
    _workflow_first_state = "planned"
    _workflow_log_field = "dialogue_id"
    _guard_fields = {
        "skp_id": "plan",
        "date_start": "plan",
        "duration": "plan",
        "place": "plan",
        "video_link": "plan",
        "topic": "plan",
        "agenda_ids": "agenda",
        "minutes": "minutes",
        "also_present": "minutes",
        "agreement_ids": "agreement",
    }
    _guard_create_only = frozenset({"skp_id"})

    skp_id = fields.Many2one(
        "asn.skp",
        string="Plan",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self._default_plan(),
    )
    # When and where
    date_start = fields.Datetime(
        string="From", required=True, default=lambda self: self._default_start()
    )
    duration = fields.Float(string="Length (hours)", required=True, default=1.0)
    date_end = fields.Datetime(string="To", compute="_compute_date_end", store=True)
    place = fields.Char()
    video_link = fields.Char(string="Video Link")
    topic = fields.Char(help="What it is about, in a few words. Empty: progress of the plan.")
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("held", "Minutes"),
            ("employee_confirmed", "Confirmed by the employee"),
            ("evaluator_confirmed", "Confirmed by the evaluator"),
            ("confirmed", "Confirmed by both"),
            ("cancelled", "Cancelled"),
        ],
        default="planned",
        required=True,
        index=True,
        copy=False,
    )
    # What was said
    agenda_ids = fields.One2many("asn.dialogue.agenda", "dialogue_id", string="Agenda")
    minutes = fields.Text(string="Overall", help="What was said beyond the points of the agenda.")
    also_present = fields.Char(string="Also Present", help="Names of others who took part.")
    agreement_ids = fields.One2many("asn.dialogue.agreement", "dialogue_id", string="Agreements")
    content_number = fields.Integer(
        default=0, readonly=True, copy=False, export_string_translation=False
    )
    # The evaluator as of the dialogue, for the signature
    evaluator_nip = fields.Char(string="NIP of Evaluator", readonly=True)
    evaluator_rank_name = fields.Char(string="Rank of Evaluator", readonly=True)
    evaluator_job_title = fields.Char(string="Post of Evaluator", readonly=True)
    date_employee_confirmed = fields.Datetime(
        string="Confirmed by the Employee on", readonly=True, copy=False
    )
    date_evaluator_confirmed = fields.Datetime(
        string="Confirmed by the Evaluator on", readonly=True, copy=False
    )
    transition_ids = fields.One2many(
        "asn.transition", "dialogue_id", string="History", readonly=True
    )
    next_step = fields.Char(compute="_compute_next_step", export_string_translation=False)
    when_label = fields.Char(compute="_compute_when_label", export_string_translation=False)

    _employee_date_index = models.Index("(employee_id, date_start DESC)")
    _evaluator_date_index = models.Index("(evaluator_user_id, date_start DESC)")
    _check_duration = models.Constraint(
        "CHECK (duration >= 0.08 AND duration <= 12)",
        "A dialogue lasts from five minutes to twelve hours.",
    )
    _check_date_start = models.Constraint(
        "CHECK (date_start >= '2000-01-01' AND date_start < '2101-01-01')",
        "Choose a day from the year 2000 to 2100.",
    )

    # ------------------------------------------------------------------
    # Defaults and what is shown
    # ------------------------------------------------------------------

    @api.model
    def _default_plan(self):
        """The own plan of today, for an employee who begins from the list of dialogues."""
        today = self._today_of_region()
        return self.env["asn.skp"].search(
            [
                ("user_id", "=", self.env.uid),
                ("state", "in", workflow.RUNNING_PLAN_STATES),
                ("date_start", "<=", today),
                ("date_end", ">=", today),
            ],
            limit=1,
        )

    @api.model
    def _default_start(self):
        """The next full hour but one."""
        now = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
        return now + timedelta(hours=2)

    @api.depends("date_start", "duration")
    def _compute_date_end(self):
        for dialogue in self:
            start = dialogue.date_start
            dialogue.date_end = start and start + timedelta(hours=dialogue.duration or 0)

    @api.depends("employee_name", "date_start")
    def _compute_display_name(self):
        for dialogue in self:
            if not dialogue.employee_name:
                dialogue.display_name = False  # a new one, which the form calls so
                continue
            day = dialogue.date_start and format_datetime(
                self.env, dialogue.date_start, tz=dialogue._get_tz(), dt_format="short"
            )
            dialogue.display_name = self.env._(
                "Dialogue %(name)s, %(day)s", name=dialogue.employee_name, day=day or ""
            )

    @api.depends("date_start", "duration")
    @api.depends_context("lang")
    def _compute_when_label(self):
        """Day and time where the region is, with its zone; fields show the browser's time."""
        record = self.env["report.hr_asn_kinerja.report_asn_dialogue"]
        for dialogue in self:
            dialogue.when_label = dialogue.date_start and record._get_when(dialogue)

    def _get_tz(self):
        return self.company_id.sudo().asn_tz or "Asia/Jakarta"  # sudo: a setting

    def _get_local_day(self):
        """Return the day of the dialogue in its region."""
        self.ensure_one()
        local = fields.Datetime.context_timestamp(
            self.with_context(tz=self._get_tz()), self.date_start
        )
        return local.date()

    @api.depends("state", "agenda_ids", "date_start")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for dialogue in self:
            dialogue.next_step = dialogue._get_next_step()

    def _get_next_step(self):
        """Say in one sentence what the reader must do next, or whom the dialogue waits for."""
        if not self.id:
            return self.env._("Choose day and time, save, then fill the agenda at one click.")
        roles = self._workflow_roles()
        is_party = bool(roles & {workflow.EMPLOYEE, workflow.EVALUATOR})
        if self.state == "planned" and is_party:
            if not self.agenda_ids:
                return self.env._("Fill the agenda with what is open; both sides may add points.")
            return self.env._("When you sit together, press “Start” and write as you talk.")
        if self.state == "held" and is_party:
            return self.env._(
                "Write what was said and agreed. Then each of you confirms on the own phone."
            )
        if self.state == "employee_confirmed":
            is_next = workflow.EVALUATOR in roles
            return self._get_confirming_step(is_next, self.employee_name, self.evaluator_name)
        if self.state == "evaluator_confirmed":
            is_next = workflow.EMPLOYEE in roles
            return self._get_confirming_step(is_next, self.evaluator_name, self.employee_name)
        if self.state == "confirmed":
            return self.env._("Both have confirmed. The record can be printed and signed.")
        return False

    def _get_confirming_step(self, is_next, confirmed, waiting):
        if is_next:
            return self.env._(
                "%s has confirmed. Read the minutes and confirm; if you change them, the "
                "confirmation is taken back.",
                confirmed or "",
            )
        return self.env._("Waits for %s to read the minutes and confirm.", waiting or "")

    # ------------------------------------------------------------------
    # Making one
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        dialogues = super().create(
            [{key: val for key, val in vals.items() if key != "state"} for vals in vals_list]
        )
        for dialogue in dialogues:
            # sudo: the caller has made it; meeting and reminder follow
            dialogue.sudo()._meet()
            dialogue.sudo()._workflow_schedule()
        return dialogues

    def _add_missing_default_values(self, values):
        """Copy person, post and evaluator of the plan; the guard then checks who made it."""
        values = super()._add_missing_default_values(values)
        plan = self.env["asn.skp"].browse(values.get("skp_id") or False)
        if not plan.exists() or not plan.has_access("read"):
            raise UserError(self.env._("Choose the plan that the dialogue is about."))
        plan = plan.sudo()  # sudo: copies of the plan, which the caller may read
        if plan.state not in workflow.RUNNING_PLAN_STATES:
            raise UserError(
                self.env._("This plan is closed or cancelled. Choose one that is running.")
            )
        if not plan.evaluator_id:
            raise UserError(
                self.env._(
                    "%s has no evaluator. The performance officer of the unit sets one.",
                    plan.display_name,
                )
            )
        return {**values, **plan._copy_snapshot(), "period_id": plan.period_id.id}

    @api.constrains("video_link")
    def _check_video_link(self):
        for dialogue in self.filtered("video_link"):
            try:
                parts = urlsplit(dialogue.video_link.strip())
                is_link = parts.scheme in ("http", "https") and bool(parts.hostname)
            except ValueError:
                is_link = False
            if not is_link:
                raise ValidationError(
                    self.env._("A video link starts with https:// and names a site. Correct it.")
                )

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su and {"minutes", "also_present"} & set(vals):
            self._touch()
        if {"date_start", "duration", "place", "video_link"} & set(vals):
            for dialogue in self.sudo():  # sudo: the guard has allowed the change
                dialogue._sync_meeting()
                if "date_start" in vals:
                    dialogue._workflow_schedule()
        return result

    def _touch(self):
        """Note that the words have changed: who confirmed the words before confirms again."""
        for dialogue in self:
            if dialogue.state in ("employee_confirmed", "evaluator_confirmed"):
                dialogue._workflow_run("take_back")
            # sudo: a number that follows from the change; the row it stands on makes a
            # confirmation that arrives at the same moment start again
            document = dialogue.sudo()
            document.content_number = document.content_number + 1

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A dialogue is cancelled with a reason and never deleted."))

    def _other_side(self, user):
        """Return the login of the one of the two who is not ``user``; both for anybody else."""
        self.ensure_one()
        return (self.user_id | self.evaluator_user_id) - user
