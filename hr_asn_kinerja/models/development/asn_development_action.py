from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...rules import evidence as evidence_rules
from .asn_development_catalogue import ACTION_KINDS

CONTENT = (
    "plan_id",
    "catalogue_id",
    "kind",
    "name",
    "reason",
    "line_id",
    "value_id",
    "owner",
    "date_due",
    "cost",
    "skill_id",
    "skill_level_id",
)
PROGRESS = ("progress", "state", "progress_note", "evidence_ids", "evidence_link")


class AsnDevelopmentAction(models.Model):
    """One thing that is done to develop, with who cares for it, until when and what it answers.

    Coaching (*bimbingan kinerja*) and counselling (*konseling kinerja*) are what PermenPANRB 6/2022
    names; training, mentoring, assignments and studies stand beside them. An action of counselling
    is read by employee, evaluator and HR office alone, as the counselling itself.
    """

    _name = "asn.development.action"
    _description = "Development Action"
    _inherit = ["asn.guarded.mixin"]
    _order = "plan_id, date_due, id"

    _guard_fields = {
        **dict.fromkeys(CONTENT, "content"),
        **dict.fromkeys(PROGRESS, "progress"),
        "effect_note": "effect",
        "own_effect_note": "own_effect",
    }
    _guard_create_only = frozenset({"plan_id"})
    _guard_unlink_part = "content"

    plan_id = fields.Many2one("asn.development.plan", required=True, index=True, ondelete="cascade")
    catalogue_id = fields.Many2one(
        "asn.development.catalogue",
        string="Take from the Catalogue",
        ondelete="set null",
        index="btree_not_null",
        help="Kind, name and due date are filled in; change them as you like.",
    )
    kind = fields.Selection(
        ACTION_KINDS,
        required=True,
        compute="_compute_from_catalogue",
        store=True,
        readonly=False,
        precompute=True,
    )
    name = fields.Char(
        string="What",
        required=True,
        compute="_compute_from_catalogue",
        store=True,
        readonly=False,
        precompute=True,
    )
    reason = fields.Text(string="Why", help="What should be better afterwards.")
    line_id = fields.Many2one(
        "asn.evaluation.indicator",
        string="Indicator It Answers",
        ondelete="set null",
        index="btree_not_null",
    )
    value_id = fields.Many2one(
        "asn.behaviour.value", string="Behaviour It Answers", ondelete="restrict"
    )
    owner = fields.Selection(
        [
            ("employee", "The employee"),
            ("evaluator", "The evaluator"),
            ("hr_office", "The HR office"),
        ],
        string="In Charge",
        required=True,
        default="employee",
    )
    date_due = fields.Date(
        string="Due Date",
        required=True,
        compute="_compute_from_catalogue",
        store=True,
        readonly=False,
        precompute=True,
    )
    currency_id = fields.Many2one(related="plan_id.currency_id")
    cost = fields.Monetary(string="Estimated Cost", help="As far as it is known; 0 when free.")
    skill_id = fields.Many2one("hr.skill", string="Skill to Reach", ondelete="restrict")
    skill_type_id = fields.Many2one(related="skill_id.skill_type_id")
    skill_level_id = fields.Many2one(
        "hr.skill.level",
        string="Target Level",
        domain="[('skill_type_id', '=', skill_type_id)]",
        ondelete="restrict",
    )
    # How far it is
    state = fields.Selection(
        [
            ("planned", "Planned"),
            ("running", "Running"),
            ("done", "Done"),
            ("cancelled", "Given up"),
        ],
        default="planned",
        required=True,
    )
    progress = fields.Integer(string="Progress (%)")
    progress_note = fields.Text(string="How It Goes")
    evidence_ids = fields.Many2many(
        "asn.evidence",
        "asn_development_evidence_rel",
        "action_id",
        "evidence_id",
        string="Evidence",
        help="Files and links that stand in the work log already.",
    )
    evidence_link = fields.Char(
        string="Link to a Document", help="Shown, never opened by the server."
    )
    date_done = fields.Date(string="Done on", readonly=True, copy=False)
    is_overdue = fields.Boolean(string="Overdue", compute="_compute_is_overdue")
    reminded_on = fields.Date(readonly=True, copy=False)
    # The document around it
    company_id = fields.Many2one(related="plan_id.company_id")
    evaluation_id = fields.Many2one(related="plan_id.evaluation_id")
    employee_id = fields.Many2one(related="plan_id.employee_id")
    plan_state = fields.Selection(related="plan_id.state", string="State of the Plan")
    editable_parts = fields.Char(
        related="plan_id.editable_parts", related_sudo=False, export_string_translation=False
    )
    viewer_roles = fields.Char(
        related="plan_id.viewer_roles", related_sudo=False, export_string_translation=False
    )

    _due_index = models.Index("(date_due, reminded_on) WHERE state IN ('planned', 'running')")
    _check_progress = models.Constraint(
        "CHECK (progress IS NULL OR progress BETWEEN 0 AND 100)",
        "Progress: a whole number from 0 to 100.",
    )
    _check_cost = models.Constraint(
        "CHECK (cost IS NULL OR (cost >= 0 AND cost < 1e12))",
        "The estimated cost is a number from 0 to 999,999,999,999.",
    )
    _check_date_due = models.Constraint(
        "CHECK (date_due >= '2000-01-01' AND date_due < '2101-01-01')",
        "Choose a day from the year 2000 to 2100.",
    )
    _check_one_answer = models.Constraint(
        "CHECK (line_id IS NULL OR value_id IS NULL)",
        "An action answers one thing: choose an indicator or a behaviour value.",
    )
    _check_level_of_skill = models.Constraint(
        "CHECK (skill_level_id IS NULL OR skill_id IS NOT NULL)", "Choose the skill of the level."
    )

    @api.depends("catalogue_id")
    def _compute_from_catalogue(self):
        """Fill in what the catalogue says; what was typed before stays where it says nothing."""
        today = self.env["asn.period"]._local_today(self.env.company)
        for action in self:
            entry = action.catalogue_id
            action.kind = entry.kind or action.kind or "training"
            action.name = entry.name or action.name
            action.date_due = fields.Date.add(today, days=entry.days) if entry else action.date_due

    @api.depends("state", "date_due", "plan_id.state")
    def _compute_is_overdue(self):
        for action in self:
            today = self.env["asn.period"]._local_today(action.company_id)
            runs = action.plan_id.state in ("agreed", "running")
            action.is_overdue = bool(
                runs
                and action.state in ("planned", "running")
                and action.date_due
                and action.date_due < today
            )

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    @api.constrains("line_id", "plan_id")
    def _check_line(self):
        for action in self.sudo():  # sudo: compares whose figure it is
            if action.line_id and action.line_id.evaluation_id != action.plan_id.evaluation_id:
                raise ValidationError(self.env._("Choose an indicator of this evaluation."))

    @api.constrains("skill_id", "skill_level_id")
    def _check_level(self):
        for action in self:
            level = action.skill_level_id
            if level and level.skill_type_id != action.skill_id.skill_type_id:
                raise ValidationError(self.env._("Choose a level of this skill."))

    @api.constrains("evidence_link")
    def _check_evidence_link(self):
        for action in self:
            if action.evidence_link and evidence_rules.link_problem(action.evidence_link):
                raise ValidationError(
                    self.env._("A link starts with https:// and names a site. Correct it.")
                )

    @api.constrains("evidence_ids", "plan_id")
    def _check_evidence(self):
        for action in self.sudo():  # sudo: compares whose evidence it is
            people = action.evidence_ids.realisation_id.skp_id.employee_id
            if people - action.plan_id.employee_id:
                raise ValidationError(self.env._("Choose evidence from this person's work log."))

    def write(self, vals):
        result = super().write(self._prepare_progress(vals))
        if not self.env.su and ("state" in vals or "progress" in vals):
            self._note_end()
        return result

    def _prepare_progress(self, vals):
        """Keep state and progress in step: whoever sets one need not set the other."""
        if self.env.su or not {"state", "progress"} & set(vals):
            return vals
        vals = dict(vals)
        if "state" not in vals and isinstance(vals.get("progress"), int):
            if vals["progress"] >= 100:
                vals["state"] = "done"
            elif vals["progress"] > 0:
                vals["state"] = "running"
        elif vals.get("state") == "done":
            vals["progress"] = 100
        elif vals.get("state") == "planned":
            vals["progress"] = 0
        return vals

    def _note_end(self):
        """Keep the day on which an action was done."""
        for action in self.sudo():  # sudo: the day is set by the server alone
            if action.state == "done" and not action.date_done:
                action.date_done = self.env["asn.period"]._local_today(action.company_id)
            elif action.state != "done" and action.date_done:
                action.date_done = False

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_begun(self):
        for action in self:
            if action.state in ("running", "done"):
                raise UserError(
                    self.env._("“%s” has begun: give it up instead of deleting it.", action.name)
                )

    def _guard_document(self):
        self.ensure_one()
        return self.plan_id
