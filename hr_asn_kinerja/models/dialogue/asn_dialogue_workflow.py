from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import workflow

PREPARE = "hr_asn_kinerja.mail_activity_type_prepare_dialogue"
CONFIRM = "hr_asn_kinerja.mail_activity_type_confirm_dialogue"


class AsnDialogueWorkflow(models.Model):
    """The steps of a dialogue: hold, confirm by each side, take back, cancel."""

    _inherit = "asn.dialogue"

    _workflow_activities = {
        "planned": (PREPARE, "user_id"),
        "employee_confirmed": (CONFIRM, "evaluator_user_id"),
        "evaluator_confirmed": (CONFIRM, "user_id"),
    }

    def action_hold(self):
        """Begin: from now on minutes and agreements are written."""
        return self._workflow_run("hold")

    def action_confirm(self):
        """Confirm the minutes for oneself; with the other's confirmation they are locked.

        The form names in the context (``asn_content_number``) which words were on the screen;
        when they have changed since, nothing is confirmed.

        :raises UserError: nothing was written, or the words have changed meanwhile
        :raises AccessError: for others than employee and evaluator
        """
        self.check_access("read")
        seen = self.env.context.get("asn_content_number")
        for dialogue in self:
            roles = dialogue._workflow_roles()
            if workflow.EMPLOYEE in roles:
                action = "confirm_employee"
            elif workflow.EVALUATOR in roles:
                action = "confirm_evaluator"
            else:
                raise AccessError(
                    self.env._("Only employee and evaluator confirm, each for himself or herself.")
                )
            if isinstance(seen, int) and len(self) == 1 and seen != dialogue.content_number:
                raise UserError(
                    self.env._(
                        "The minutes have changed since you opened them. Read them again, then "
                        "confirm."
                    )
                )
            dialogue._workflow_run(action)
        return True

    def action_take_back(self):
        """Take the confirmation back: the minutes can be changed by both again."""
        return self._workflow_run("take_back")

    def action_cancel(self, reason=None):
        """Cancel a planned dialogue, with a reason; it leaves the calendar."""
        return self._workflow_run("cancel", reason)

    def action_ask_reason(self):
        """Open the dialog that asks for the reason of the step named in the context."""
        return self.env["asn.reason"]._open(self, self.env.context.get("asn_action"))

    def action_join(self):
        """Open the video link in a new window; the server never fetches it."""
        self._check_one()
        if not self.video_link:
            raise UserError(self.env._("This dialogue has no video link."))
        return {"type": "ir.actions.act_url", "url": self.video_link, "target": "new"}

    def action_print(self):
        """Open the record for printing, in a window of its own."""
        self._check_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/report/html/hr_asn_kinerja.report_asn_dialogue/{self.id}",
            "target": "new",
        }

    # ------------------------------------------------------------------
    # What a step needs and brings
    # ------------------------------------------------------------------

    def _require_minutes(self, transition, reason):
        lines = self.agenda_ids.mapped("minutes") + self.agreement_ids.mapped("name")
        if not any((text or "").strip() for text in [self.minutes, *lines]):
            raise UserError(
                self.env._(
                    "Nothing was written down yet. Write a sentence at a point of the agenda, an "
                    "agreement or the overall minutes; then confirm."
                )
            )

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        now = fields.Datetime.now()
        if transition.action == "hold":
            values.update(self._prepare_people())
        elif transition.action == "confirm_employee":
            values["date_employee_confirmed"] = now
        elif transition.action == "confirm_evaluator":
            values["date_evaluator_confirmed"] = now
        elif transition.action == "take_back":
            values.update({"date_employee_confirmed": False, "date_evaluator_confirmed": False})
        return values

    def _prepare_people(self):
        """Return both persons as of the day of the dialogue. Runs as superuser."""
        on = self._get_local_day()
        person = self._prepare_snapshot(self.employee_id, on, self.evaluator_id)
        keep = ("employee_name", "nip", "rank_id", "rank_name", "job_title", "functional_level")
        version = self.evaluator_id._get_version(on)
        return {
            **{name: person[name] for name in keep},
            "evaluator_nip": self.evaluator_id.asn_nip,
            "evaluator_rank_name": version.asn_rank_id.display_name or False,
            "evaluator_job_title": version.job_title,
        }

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        if transition.next_state == "confirmed":
            self.agreement_ids._schedule_activities()
        elif transition.action == "cancel":
            self._leave_calendar()
            other = self._other_side(self.env.user)
            self.message_post(
                body=self.env._("The dialogue was cancelled."), partner_ids=other.partner_id.ids
            )
        return result

    def _workflow_schedule(self):
        """Remind whoever acts next; a planned one, whoever did not plan it."""
        if self.state != "planned":
            return super()._workflow_schedule()
        self.activity_unlink([PREPARE, CONFIRM])
        for user in self._other_side(self.create_uid):
            self.activity_schedule(PREPARE, date_deadline=self._get_local_day(), user_id=user.id)
        return None
