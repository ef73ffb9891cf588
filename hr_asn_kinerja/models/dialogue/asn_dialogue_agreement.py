from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import workflow

AGREEMENT = "hr_asn_kinerja.mail_activity_type_agreement"
MOST_AGREEMENTS = 40


class AsnDialogueAgreement(models.Model):
    """What was agreed in a dialogue: who does it, until when; an activity once both confirmed."""

    _name = "asn.dialogue.agreement"
    _description = "Agreement of a Dialogue"
    _inherit = ["asn.guarded.mixin"]
    _order = "dialogue_id, sequence, date_due, id"

    _guard_fields = dict.fromkeys(
        ("dialogue_id", "sequence", "name", "owner", "date_due"), "agreement"
    )
    _guard_create_only = frozenset({"dialogue_id"})
    _guard_unlink_part = "agreement"

    dialogue_id = fields.Many2one("asn.dialogue", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="What Was Agreed", required=True)
    owner = fields.Selection(
        [("employee", "Employee"), ("evaluator", "Evaluator")],
        string="Who Does It",
        required=True,
        default="employee",
    )
    owner_name = fields.Char(string="Name", compute="_compute_owner_name", compute_sudo=True)
    date_due = fields.Date(
        string="Due Date", required=True, default=lambda self: self._default_date_due()
    )
    is_done = fields.Boolean(string="Done", readonly=True, default=False, copy=False)
    date_done = fields.Date(string="Done on", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", string="Noted by", readonly=True, copy=False)
    activity_id = fields.Many2one(
        "mail.activity", readonly=True, index="btree_not_null", ondelete="set null", copy=False
    )
    status = fields.Selection(
        [("agreed", "Not confirmed yet"), ("open", "Open"), ("late", "Late"), ("done", "Done")],
        compute="_compute_status",
    )
    can_mark = fields.Boolean(compute="_compute_can_mark", export_string_translation=False)

    _check_date_due = models.Constraint(
        "CHECK (date_due >= '2000-01-01' AND date_due < '2101-01-01')",
        "Choose a due date from the year 2000 to 2100.",
    )

    @api.model
    def _default_date_due(self):
        return fields.Date.add(self.env["asn.period"]._local_today(self.env.company), days=14)

    @api.depends("owner", "dialogue_id.employee_name", "dialogue_id.evaluator_name")
    def _compute_owner_name(self):
        for line in self:
            dialogue = line.dialogue_id
            line.owner_name = (
                dialogue.evaluator_name if line.owner == "evaluator" else dialogue.employee_name
            )

    @api.depends("is_done", "date_due", "dialogue_id.state")
    def _compute_status(self):
        for line in self:
            if line.is_done:
                line.status = "done"
            elif line.dialogue_id.state != "confirmed":
                line.status = "agreed"
            else:
                today = line.dialogue_id.period_id.today()
                line.status = "late" if line.date_due < today else "open"

    @api.depends("dialogue_id.state")
    @api.depends_context("uid")
    def _compute_can_mark(self):
        for line in self:
            line.can_mark = line.dialogue_id.state == "confirmed" and line._is_party()

    def _is_party(self):
        parties = {workflow.EMPLOYEE, workflow.EVALUATOR}
        return bool(self.dialogue_id._workflow_roles() & parties)

    def _guard_document(self):
        self.ensure_one()
        return self.dialogue_id

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        for dialogue in lines.dialogue_id:
            if len(dialogue.sudo().agreement_ids) > MOST_AGREEMENTS:  # sudo: counted only
                raise UserError(
                    self.env._("A dialogue has at most %s agreements.", MOST_AGREEMENTS)
                )
        if not self.env.su:
            lines.dialogue_id._touch()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su:
            self.dialogue_id._touch()
        return result

    def unlink(self):
        dialogues = self.dialogue_id
        result = super().unlink()
        if not self.env.su:
            dialogues._touch()
        return result

    # ------------------------------------------------------------------
    # Done or not
    # ------------------------------------------------------------------

    def _get_owner(self):
        dialogue = self.dialogue_id
        return dialogue.evaluator_user_id if self.owner == "evaluator" else dialogue.user_id

    def _schedule_activities(self):
        """Give each owner an activity with the due date. Runs as superuser, when both confirmed."""
        for line in self.filtered(lambda line: not line.is_done and not line.activity_id):
            owner = line._get_owner()
            if owner:
                line.activity_id = line.dialogue_id.activity_schedule(
                    AGREEMENT, summary=line.name, date_deadline=line.date_due, user_id=owner.id
                )

    def action_done(self):
        """Note that it is done, as marking its activity does."""
        self._check_may_mark()
        for line in self.sudo():  # sudo: checked above; the author stays the caller
            if line.is_done:
                continue
            if line.activity_id.active:
                line.activity_id._action_done()
            line._mark_done()
        return True

    def action_undo(self):
        """Note that it is not done after all; the owner gets an activity again."""
        self._check_may_mark()
        lines = self.sudo().filtered("is_done")  # sudo: checked above
        lines.write(
            {"is_done": False, "date_done": False, "done_by_id": False, "activity_id": False}
        )
        lines._schedule_activities()
        return True

    def _check_may_mark(self):
        if len(self.ids) != len(self):
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")
        for line in self:
            if not line._is_party():
                raise AccessError(
                    self.env._("Employee and evaluator say what of their agreements is done.")
                )
            if line.dialogue_id.state != "confirmed":
                raise UserError(self.env._("First both confirm the minutes of the dialogue."))

    def _mark_done(self):
        """Note day and person. Runs as superuser."""
        for line in self.filtered(lambda line: not line.is_done):
            line.write(
                {
                    "is_done": True,
                    "date_done": line.dialogue_id.period_id.today(),
                    "done_by_id": self.env.uid,
                }
            )


class MailActivity(models.Model):
    """Marking the activity of an agreement as done marks the agreement, and nothing else."""

    _inherit = "mail.activity"

    def _action_done(self, feedback=False, attachment_ids=None):
        # sudo: looks which agreements these activities belong to
        agreements = self.env["asn.dialogue.agreement"].sudo()
        agreements = agreements.search([("activity_id", "in", self.ids)])
        result = super()._action_done(feedback=feedback, attachment_ids=attachment_ids)
        agreements._mark_done()
        return result
