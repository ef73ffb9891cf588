from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import workflow
from ..base.actions import form_of

RESUME_TYPES = {
    "training": "hr_skills.resume_type_training",
    "study": "hr_skills.resume_type_education",
}
COACHING_KINDS = {"coaching": "guidance", "counselling": "counselling"}


class AsnDevelopmentTaking(models.Model):
    """What an action leads to elsewhere: the resume, the skills, a coaching. Never by itself."""

    _inherit = "asn.development.action"

    taken_over_on = fields.Date(string="Taken over on", readonly=True, copy=False)
    can_take_over = fields.Boolean(compute="_compute_doors", export_string_translation=False)
    can_coach = fields.Boolean(compute="_compute_doors", export_string_translation=False)
    has_coaching = fields.Boolean(compute="_compute_doors", export_string_translation=False)

    @api.depends("kind", "state", "taken_over_on", "plan_id.state")
    @api.depends_context("uid")
    def _compute_doors(self):
        # As the reader: a coaching is told of to nobody who may not read it.
        coachings = self.env["asn.coaching"].search([("development_action_id", "in", self.ids)])
        # sudo: of coachings that the reader found as himself or herself
        coached = set(coachings.sudo().development_action_id.ids)
        for action in self:
            roles = action.plan_id._workflow_roles() if action.plan_id.id else set()
            action.has_coaching = action._origin.id in coached
            action.can_coach = (
                workflow.EVALUATOR in roles
                and action.kind in COACHING_KINDS
                and action.plan_id.state in ("agreed", "running")
            )
            action.can_take_over = (
                workflow.HR_OFFICE in roles
                and action.kind in RESUME_TYPES
                and action.state == "done"
                and not action.taken_over_on
            )

    def action_take_over(self):
        """The HR office takes a finished training or study over into resume and skills.

        :raises AccessError: for others, and for the own training
        :raises UserError: not done yet, no training, or taken over already
        """
        self._check_one()
        if workflow.HR_OFFICE not in self.plan_id._workflow_roles():
            raise AccessError(self.env._("The HR office takes trainings over into the records."))
        if self.kind not in RESUME_TYPES or self.state != "done":
            raise UserError(self.env._("Only a finished training or study is taken over."))
        if self.taken_over_on:
            return True
        # sudo: resume and skills of the person; the office was asked for above
        action = self.sudo()
        today = self.env["asn.period"]._local_today(action.company_id)
        action._add_to_resume()
        action._add_to_skills()
        action.taken_over_on = today
        return True

    def _add_to_resume(self):
        kind = self.env.ref(RESUME_TYPES[self.kind], raise_if_not_found=False)
        day = self.date_done or self.date_due
        self.env["hr.resume.line"].create(
            {
                "employee_id": self.employee_id.id,
                "name": self.name,
                "line_type_id": kind.id if kind else False,
                "date_start": min(self.plan_id.date_agreed or day, day),
                "date_end": day,
            }
        )

    def _add_to_skills(self):
        """Set the target level; the earlier level stays in the history of the person's skills."""
        level = self.skill_level_id
        if not self.skill_id or not level:
            return
        employee = self.employee_id
        now = employee.current_employee_skill_ids.filtered(
            lambda line: line.skill_id == self.skill_id
        )[:1]
        if now.skill_level_id == level:
            return
        if now:
            command = Command.update(now.id, {"skill_level_id": level.id})
        else:
            command = Command.create(
                {
                    "skill_id": self.skill_id.id,
                    "skill_level_id": level.id,
                    "skill_type_id": self.skill_id.skill_type_id.id,
                    "valid_from": self.date_done or self.date_due,
                }
            )
        employee.write({"current_employee_skill_ids": [command]})

    def action_start_coaching(self):
        """The evaluator begins the coaching or counselling that was agreed on, or opens it.

        :raises AccessError: for others than the evaluator
        :raises UserError: another kind of action, or nothing was agreed yet
        """
        self._check_one()
        coaching = self.env["asn.coaching"].search(
            [("development_action_id", "=", self.id)], limit=1
        )
        if not coaching:
            coaching = self._start_coaching()
        return form_of(coaching)

    def _start_coaching(self):
        if workflow.EVALUATOR not in self.plan_id._workflow_roles():
            raise AccessError(self.env._("The evaluator begins the coaching."))
        if self.kind not in COACHING_KINDS:
            raise UserError(self.env._("This action is neither coaching nor counselling."))
        if self.plan_id.state not in ("agreed", "running"):
            raise UserError(self.env._("Agree on the plan first."))
        # As the evaluator: the room of coachings decides who may begin one.
        coaching = self.env["asn.coaching"].create(
            {
                "skp_id": self.plan_id.evaluation_id.skp_id.id,
                "kind": COACHING_KINDS[self.kind],
                "problem": self.reason,
                "goal": self.name,
            }
        )
        coaching.sudo().development_action_id = self  # sudo: the link is set by the server alone
        return coaching


class AsnCoachingDevelopment(models.Model):
    """The link stands at the coaching, so that only its own readers know of it."""

    _inherit = "asn.coaching"

    development_action_id = fields.Many2one(
        "asn.development.action",
        string="From the Development Action",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
