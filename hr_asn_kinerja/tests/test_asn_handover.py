from datetime import date, datetime

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AsnCase

REMINDER = "Reminder|Pengingat"  # written in the language of the region
ACKNOWLEDGE = "hr_asn_kinerja.mail_activity_type_acknowledge"


@tagged("post_install", "-at_install")
class TestAsnHandover(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half()
        cls._log(cls.plan.result_ids.indicator_ids[0], 1800)
        cls.mine = cls.evaluation.with_user(cls.nurse_user)

    def _release(self):
        self._rate(self.evaluation, "meets", "meets", draft_recommendation="Latihan BTCLS.")
        self.evaluation.with_user(self.head_user).action_release()

    def _nightly(self):
        """What the job does, without its commits."""
        today = self.env["asn.period"]._local_today(self.company)
        evaluations = self.env["asn.evaluation"]
        return [
            step(self.company, today)
            for step in (
                evaluations._receive_batch,
                evaluations._unsigned_batch,
                evaluations._remind_batch,
            )
        ]

    def _activity(self):
        return self.env["mail.activity"].search(
            [
                ("res_model", "=", "asn.evaluation"),
                ("res_id", "=", self.evaluation.id),
                ("activity_type_id", "=", self.env.ref(ACKNOWLEDGE).id),
            ]
        )

    # ------------------------------------------------------------------
    # The day of receipt
    # ------------------------------------------------------------------

    def test_opening_the_form_starts_the_clock_once(self):
        self._release()
        form = {"predicate": {}, "state": {}}
        for user in (self.head_user, self.chief_user, self.hr_user, self.officer_user):
            self.evaluation.with_user(user).web_read(form)
        self.assertFalse(self.evaluation.date_received, "only the person receives it")
        self.mine.web_read({"employee_name": {}})
        self.assertFalse(self.evaluation.date_received, "the result was not in it")
        self.mine.web_read(form)
        self.assertEqual(self.evaluation.date_received, date(2026, 11, 24))
        self.assertEqual(self.evaluation.received_how, "opened")
        with freeze_time("2026-11-30 05:00:00"):
            self.mine.web_read(form)
        self.assertEqual(self.evaluation.date_received, date(2026, 11, 24))

    def test_nothing_is_received_before_the_release(self):
        self.mine.web_read({"predicate": {}})
        self.assertFalse(self.evaluation.date_received)

    def test_the_day_is_that_of_the_region(self):
        """(threat: I01) 23:30 in Jakarta is the next day in Jayapura."""
        self._release()
        self.company.asn_tz = "Asia/Jayapura"
        with freeze_time("2026-11-25 16:30:00"):
            self.mine.web_read({"predicate": {}})
        self.assertEqual(self.evaluation.date_received, date(2026, 11, 26))

    def test_acknowledging_without_opening_counts(self):
        self._release()
        self.mine.action_acknowledge()
        self.assertEqual(self.evaluation.date_received, date(2026, 11, 24))
        self.assertEqual(self.evaluation.received_how, "acknowledged")
        self.assertFalse(self._activity())

    def test_what_nobody_opens_is_received_by_rule(self):
        """(threat: I01) Days of the region: 17:30 UTC is the next day in Jakarta."""
        with freeze_time("2026-11-24 17:30:00"):
            self._release()
        with freeze_time("2026-12-08 16:59:00"):
            self.assertEqual(self._nightly()[0], 0)
        with freeze_time("2026-12-08 17:01:00"):
            self.assertEqual(self._nightly()[0], 1)
            self.assertEqual(self._nightly()[0], 0, "not twice")
        self.env.invalidate_all()
        self.assertEqual(self.evaluation.date_received, date(2026, 12, 9))
        self.assertEqual(self.evaluation.received_how, "rule")

    def test_29_february_counts(self):
        self._release()
        self.evaluation.date_released = datetime(2028, 2, 15, 3, 0)
        with freeze_time("2028-02-29 03:00:00"):
            self._nightly()
        self.env.invalidate_all()
        self.assertEqual(self.evaluation.date_received, date(2028, 2, 29))

    def test_unsigned_result_stands_with_a_note(self):
        self._release()
        self.mine.web_read({"predicate": {}})
        with freeze_time("2026-12-07 05:00:00"):
            self.assertEqual(self._nightly()[1], 0)
        with freeze_time("2026-12-08 05:00:00"):
            self.assertEqual(self._nightly()[1], 1)
            self.assertEqual(self._nightly()[1], 0)
        self.env.invalidate_all()
        self.assertEqual(self.evaluation.state, "acknowledged")
        self.assertEqual(self.evaluation.date_unsigned, date(2026, 12, 8))
        self.assertIn("did not sign", self.evaluation.receipt_note)
        step = self.evaluation.transition_ids[0]
        self.assertEqual((step.action, step.user_id), ("stand_unsigned", self.env.user))
        self.assertFalse(self._activity())
        self.assertIn("object", self.mine.allowed_actions.split(","))
        self.assertEqual(self.evaluation.predicate, "good", "it stays valid")

    def test_nobody_takes_the_step_of_the_system(self):
        self._release()
        for user in (self.nurse_user, self.head_user, self.hr_user, self.admin_asn_user):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.evaluation.with_user(user)._workflow_run("stand_unsigned")

    def test_nobody_writes_the_days(self):
        """(threat: A01)"""
        self._release()
        for user in (self.nurse_user, self.head_user, self.hr_user, self.admin_asn_user):
            for field in ("date_received", "date_unsigned"):
                with self.subTest(user=user.login, field=field), self.assertRaises(AccessError):
                    self.evaluation.with_user(user).write({field: "2026-01-01"})

    # ------------------------------------------------------------------
    # Told and reminded
    # ------------------------------------------------------------------

    def test_people_are_told_in_the_background_without_the_rating(self):
        """(threat: M05)"""
        messages = self.env["mail.message"].sudo()
        domain = [("model", "=", "asn.evaluation"), ("res_id", "=", self.evaluation.id)]
        self.nurse_user.notification_type = "inbox"
        before = messages.search_count(domain)
        self._release()
        self.assertEqual(messages.search_count(domain), before, "not in the request")
        self.assertEqual(self.env["asn.evaluation"]._tell_batch(), (1, 0))
        self.assertEqual(self.env["asn.evaluation"]._tell_batch(), (0, 0), "not twice")
        self.env.invalidate_all()
        message = messages.search(domain, order="id desc", limit=1)
        self.assertEqual(message.notified_partner_ids, self.nurse_user.partner_id)
        self.assertIn(self.half.name, message.subject)
        for word in ("Good", "good", "meets", "expected", "BTCLS"):
            self.assertNotIn(word, f"{message.subject} {message.body}")
        self.assertTrue(self.evaluation.date_told)

    def test_reminded_every_five_days_until_acknowledged(self):
        self._release()
        for day, count in (("28", 0), ("29", 1), ("30", 0)):
            with freeze_time(f"2026-11-{day} 05:00:00"):
                self.assertEqual(self._nightly()[2], count, day)
        self.assertRegex(self._activity().summary, REMINDER)
        self._activity().with_user(self.nurse_user).action_done()
        self.assertFalse(self._activity())
        with freeze_time("2026-12-04 05:00:00"):
            self.assertEqual(self._nightly()[2], 1)
        self.assertRegex(self._activity().summary, REMINDER, "done is not acknowledged")
        self.mine.action_acknowledge()
        with freeze_time("2026-12-07 05:00:00"):
            self.assertEqual(self._nightly()[1:], [0, 0])

    def test_reminding_can_be_switched_off(self):
        self.company.asn_receipt_reminder_days = 0
        self.company.asn_unsigned_days = 0
        self._release()
        with freeze_time("2027-01-24 05:00:00"):
            self.assertEqual(self._nightly(), [1, 0, 0])

    def test_settings_take_days_only(self):
        for value in (-1, 367):
            with (
                self.subTest(value=value),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.company.asn_receipt_days = value
                self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(self.company.asn_receipt_days, 14)

    def test_offices_find_who_has_not_received(self):
        self._release()
        found = self.env["asn.evaluation"].with_user(self.officer_user)
        domain = [("state", "=", "released"), ("is_received", "=", False)]
        self.assertEqual(found.search(domain), self.evaluation)
        self.mine.web_read({"predicate": {}})
        self.assertFalse(found.search(domain))

    # ------------------------------------------------------------------
    # The words
    # ------------------------------------------------------------------

    def test_the_person_reads_what_comes_next(self):
        self.assertFalse(self.mine.outcome_text)
        self._release()
        self.assertIn("what was expected", self.mine.outcome_text)
        self.assertIn("Confirm that you received", self.mine.outcome_next)
        self.assertFalse(self.evaluation.with_user(self.head_user).outcome_next)
        self.assertEqual(
            self.evaluation.with_user(self.head_user).receipt_note,
            "Not opened by the employee yet.",
        )
