from collections import namedtuple

from odoo import api, fields, models
from odoo.tools import format_date

from ...rules import deadline

BATCH_SIZE = 100
EXPLAIN = "hr_asn_kinerja.mail_activity_type_explain"
DECIDE = "hr_asn_kinerja.mail_activity_type_decide"

Turn = namedtuple("Turn", "kind user due")


class AsnObjectionReminder(models.Model):
    """Reminds of explanations and decisions as their day comes, and marks what is overdue.

    Objections are few, so the reminder is written one by one, on the activity that is there. What
    was sent stands on the objection, so that a second run on a day sends nothing twice.
    """

    _inherit = "asn.objection"

    reminded_on = fields.Date(readonly=True, copy=False)
    escalated_on = fields.Date(
        string="Told to the HR Office on",
        readonly=True,
        copy=False,
        help="Nobody acted in the days given; the HR office sees it in its list.",
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )

    @api.depends("state", "date_explanation_due", "date_decision_due")
    def _compute_is_overdue(self):
        for objection in self:
            due = {
                "filed": objection.date_explanation_due,
                "explained": objection.date_decision_due,
            }.get(objection.state)
            objection.is_overdue = bool(due) and objection.period_id.today() > due

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = self._today_of_region()
        overdue = [
            "|",
            "&",
            ("state", "=", "filed"),
            ("date_explanation_due", "<", today),
            "&",
            ("state", "=", "explained"),
            ("date_decision_due", "<", today),
        ]
        return overdue if True in value else ["!", *overdue]

    # ------------------------------------------------------------------
    # The nightly job
    # ------------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """Remind in every region; what is done is kept batch by batch."""
        waiting = self.search([("state", "in", ("filed", "explained"))], order="id")
        for start in range(0, len(waiting), BATCH_SIZE):
            batch = waiting[start : start + BATCH_SIZE]
            batch._remind()
            left = len(waiting) - start - len(batch)
            if not self.env["ir.cron"]._commit_progress(len(batch), remaining=left):
                return

    def _remind(self):
        for objection in self:
            turn = objection._get_turn()
            if turn:
                objection._remind_one(turn)
            objection._escalate()

    def _get_turn(self):
        """Return who must do what until when; None when nobody with a login is to act."""
        today = self.period_id.today()
        explains = self.evaluator_user_id.active and self.state == "filed"
        if explains and today <= self.date_explanation_due:
            return Turn(EXPLAIN, self.evaluator_user_id, self.date_explanation_due)
        if not self.is_decided_outside:
            return Turn(DECIDE, self.superior_user_id, self.date_decision_due)
        if explains:
            return Turn(EXPLAIN, self.evaluator_user_id, self.date_explanation_due)
        return None

    def _remind_one(self, turn):
        company = self.company_id
        today = self.period_id.today()
        offsets = deadline.parse_offsets(company.asn_reminder_days)
        last = offsets and deadline.last_reminder(turn.due, today, offsets)
        overdue_day = fields.Date.add(turn.due, days=1)
        day = overdue_day if today >= overdue_day else last and last[1]
        if not day or (self.reminded_on and self.reminded_on >= day):
            return
        self.reminded_on = today
        reader = self.with_context(lang=turn.user.lang or self.env.user.lang)
        summary = reader._reminder_summary(turn, today)
        activities = self.activity_ids.filtered(
            lambda one: one.activity_type_id == self.env.ref(turn.kind) and one.user_id == turn.user
        )
        if not activities:
            # Whoever gets an activity is told of it by Odoo.
            self.activity_schedule(
                turn.kind, user_id=turn.user.id, summary=summary, date_deadline=turn.due
            )
            return
        activities.write({"summary": summary, "date_deadline": turn.due})
        if company.asn_reminder_mail:
            self.message_notify(
                partner_ids=turn.user.partner_id.ids,
                subject=summary,
                body=summary,
                email_layout_xmlid="mail.mail_notification_light",
            )

    def _reminder_summary(self, turn, today):
        day = format_date(self.env, turn.due)
        if turn.kind == EXPLAIN:
            if today > turn.due:
                return self.env._("Overdue since %s: explain the rating", day)
            return self.env._("Reminder: explain the rating by %s", day)
        if today > turn.due:
            return self.env._("Overdue since %s: decide on the answer", day)
        return self.env._("Reminder: decide on the answer by %s", day)

    def _escalate(self):
        """Mark what nobody decided some days after its day; the HR office lists it."""
        today = self.period_id.today()
        days = self.company_id.asn_escalation_days
        if not self.escalated_on and deadline.is_escalated(self.date_decision_due, today, days):
            self.escalated_on = today
