"""Asking for feedback, answering, reminding of it and of long silence."""

from datetime import date, datetime

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .test_asn_feedback import FeedbackCase


class TestAsnFeedbackRequest(FeedbackCase):
    def _ask(self, user=None, **values):
        values = {"giver_ids": [self.head.id, self.colleague.id], **values}
        self._step(user or self.nurse_user, "ask", **values)
        return self.env["asn.feedback.request"].search([], order="giver_name desc")

    def test_asked_people_find_it_on_their_desk(self):
        requests = self._ask(question="Apakah laporan saya jelas?", date_due="2026-12-01")
        self.assertEqual(requests.mapped("giver_name"), ["Teuku Rizal", "Nurul Huda"])
        self.assertEqual(requests.activity_ids.user_id, self.head_user | self.colleague_user)
        self.assertEqual(set(requests.activity_ids.mapped("date_deadline")), {date(2026, 12, 1)})
        self._ask()  # asked again while it waits: nothing more
        self.assertEqual(self.env["asn.feedback.request"].search_count([]), 2)

    def test_nobody_follows_a_request(self):
        """All who work here can read who follows what, so who was asked by whom."""
        requests = self._ask()
        self.assertFalse(
            self.env["mail.followers"].search_count([("res_model", "=", requests._name)])
        )
        requests[0].with_user(self.head_user).message_subscribe(self.head_user.partner_id.ids)
        self.assertFalse(requests.message_follower_ids)

    def test_answered_under_the_name(self):
        request = self._ask()[0]
        with self.assertRaises(UserError):
            self._give(self.colleague_user, request_id=request.id)
        for visibility in ("anonymous", "private"):
            with self.assertRaises(UserError):
                self._give(self.head_user, request_id=request.id, visibility=visibility)
        self._give(self.head_user, request_id=request.id)
        self.assertEqual(request.state, "answered")
        self.assertEqual(request.feedback_ids.employee_id, self.nurse)
        self.assertFalse(request.activity_ids)
        with self.assertRaises(UserError):
            self._give(self.head_user, request_id=request.id)
        self._step(self.head_user, "withdraw", feedback_id=request.feedback_ids.id)
        self.assertEqual(request.state, "asked")
        self.assertTrue(request.activity_ids)

    def test_declined_and_taken_back(self):
        first, second = self._ask()
        with self.assertRaises(UserError):
            self._step(self.nurse_user, "decline", request_id=first.id)
        self._step(self.head_user, "decline", request_id=first.id, text="Belum melihat langsung")
        self.assertEqual(
            (first.state, first.decline_reason), ("declined", "Belum melihat langsung")
        )
        with self.assertRaises(UserError):
            self._step(self.colleague_user, "cancel", request_id=second.id)
        self._step(self.nurse_user, "cancel", request_id=second.id)
        self.assertEqual(second.state, "cancelled")

    def test_evaluator_asks_about_a_team_member(self):
        request = self._ask(self.head_user, employee_id=self.nurse.id, giver_ids=[self.outsider.id])
        self.assertEqual(request.employee_id, self.nurse)
        # The team member does not see that the evaluator asked.
        with self.assertRaises(AccessError):
            request.with_user(self.nurse_user).read(["question"])
        self._give(self.outsider_user, request_id=request.id, visibility="private")
        self.assertEqual(self._given().visibility, "private")
        for user in (self.colleague_user, self.hr_user, self.officer_user):
            with self.assertRaises(UserError):
                self._ask(user, employee_id=self.nurse.id, giver_ids=[self.outsider.id])

    def test_dates_and_numbers_of_people(self):
        for values in (
            {"date_due": "2026-11-23"},
            {"date_due": "2027-03-01"},
            {"date_due": "kemarin"},
            {"giver_ids": []},
            {"giver_ids": "x"},
            {"giver_ids": list(range(1, 12))},
        ):
            with self.assertRaises(UserError, msg=str(values)):
                self._ask(**values)

    def test_reminded_once(self):
        requests = self._ask(date_due="2026-11-26")
        self.assertEqual(self.feedback._remind_requests(), 0)
        with freeze_time("2026-11-25 05:00:00"):
            self.assertEqual(self.feedback._remind_requests(), 2)
            self.assertEqual(self.feedback._remind_requests(), 0)
        self.assertTrue(all("26" in text for text in requests.activity_ids.mapped("summary")))

    def test_without_the_rights_nobody_writes_a_request(self):
        request = self._ask()[0]
        for user in (self.nurse_user, self.head_user, self.hr_user, self.admin_asn_user):
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
                request.with_user(user).write({"state": "answered"})
        with self.assertRaises(AccessError):
            request.with_user(self.head_user).message_post(body="x")


class TestAsnFeedbackNudge(FeedbackCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan.date_agreed = datetime(2026, 1, 20, 3)

    def _notes(self):
        kind = self.env.ref("hr_asn_kinerja.mail_activity_type_no_feedback")
        return self.plan.activity_ids.filtered(lambda one: one.activity_type_id == kind)

    def _nudge(self):
        self.feedback._nudge_evaluators()
        self.env.invalidate_all()
        return len(self._notes())

    def test_the_evaluator_is_told_once_for_each_silence(self):
        self.assertEqual(self._nudge(), 1)
        self.assertEqual(self._notes().user_id, self.head_user)
        self.assertEqual(self._nudge(), 1)
        self._give(self.head_user)
        self.assertEqual(self._nudge(), 0)  # done by giving
        with freeze_time("2026-12-31 03:00:00"):
            self.assertEqual(self._nudge(), 0)  # 37 days only
        self.company.asn_feedback_nudge_days = 37
        with freeze_time("2026-12-31 03:00:00"):
            self.assertEqual(self._nudge(), 1)  # another silence
        self.plan.feedback_nudged_on = False
        with freeze_time("2027-04-22 03:00:00"):
            self.assertEqual(self._nudge(), 1)  # the plan's year is over

    def test_sixty_days_by_the_settings(self):
        """Feedback on 25 September, today 24 November: 60 days. On the 26th: 59."""
        with freeze_time("2026-09-26 03:00:00"):
            self._give(self.head_user)
        self.assertEqual(self._nudge(), 0)
        self._given().date = date(2026, 9, 25)
        self.assertEqual(self._nudge(), 1)

    def test_never_when_turned_off(self):
        self.company.asn_feedback_nudge_days = 0
        self.assertEqual(self._nudge(), 0)

    def test_what_came_without_a_name_does_not_count(self):
        """Else silence after it would tell the evaluator that somebody wrote."""
        self._give(self.colleague_user, visibility="anonymous")
        self.assertEqual(self._nudge(), 1)

    def test_private_notes_do_not_count(self):
        self._give(self.head_user, visibility="private")
        self.assertEqual(self._nudge(), 1)
