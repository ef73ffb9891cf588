from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .objection_common import ObjectionCase


class TestObjectionDays(ObjectionCase):
    def _is_open(self, moment):
        with freeze_time(moment):
            self.evaluation.invalidate_recordset()
            return self.mine.is_objectable

    def _last_day(self):
        self.evaluation.invalidate_recordset()
        return str(self.evaluation._get_objection_last_day())

    def test_vector_24(self):
        """(threat: A17)"""
        self.assertEqual(self._last_day(), "2026-03-16")
        with freeze_time("2026-03-17 03:00:00"), self.assertRaises(UserError):
            self.mine.action_answer_result()
        with freeze_time("2026-03-16 03:00:00"):
            draft = self._begin()
        with freeze_time("2026-03-17 03:00:00"), self.assertRaises(UserError):
            draft.action_file()
        self.assertEqual((draft.state, self.evaluation.state), ("draft", "released"))
        with freeze_time("2026-03-16 03:00:00"):
            draft.action_file()
        self.assertEqual(draft.state, "filed")

    def test_the_last_second_in_the_zone_of_the_region(self):
        """(threat: I01) The caller's zone or clock counts nowhere."""
        for zone, last, first_late in (
            ("Asia/Jakarta", "2026-03-16 16:59:59", "2026-03-16 17:00:00"),
            ("Asia/Makassar", "2026-03-16 15:59:59", "2026-03-16 16:00:00"),
            ("Asia/Jayapura", "2026-03-16 14:59:59", "2026-03-16 15:00:00"),
        ):
            self.company.asn_tz = zone
            for caller in ("Asia/Jayapura", "Asia/Jakarta", False):
                self.nurse_user.tz = caller
                with self.subTest(zone=zone, caller=caller):
                    self.assertTrue(self._is_open(last))
                    self.assertFalse(self._is_open(first_late))

    def test_the_day_of_receipt_is_that_of_the_region(self):
        self.evaluation.write({"date_received": False, "date_acknowledged": "2026-03-02 15:30:00"})
        for zone, last in (("Asia/Jakarta", "2026-03-16"), ("Asia/Jayapura", "2026-03-17")):
            self.company.asn_tz = zone
            self.assertEqual(self._last_day(), last, zone)

    def test_who_never_opened_it_receives_it_by_answering(self):
        self.evaluation.date_received = False
        with freeze_time("2026-05-04 03:00:00"):
            objection = self._file()
        self.assertEqual(str(objection.date_received), "2026-05-04")
        self.assertEqual(str(self.evaluation.date_received), "2026-05-04")

    def test_leap_day(self):
        """(threat: I03)"""
        for received, last in (
            ("2028-02-15", "2028-02-29"),
            ("2028-02-29", "2028-03-14"),
            ("2026-02-15", "2026-03-01"),
        ):
            self.evaluation.date_received = received
            self.assertEqual(self._last_day(), last)

    def test_working_days_with_a_holiday(self):
        self.company.asn_objection_day_kind = "working"
        self.company.resource_calendar_id.attendance_ids.unlink()
        self.assertEqual(self._last_day(), "2026-03-20")
        leaves = self.env["resource.calendar.leaves"]
        # Nyepi 1948, 19 March 2026, and the day before Idul Fitri 1447 off; a person's own leave
        # does not count.
        leaves.create(
            [
                {
                    "name": "Nyepi",
                    "company_id": self.company.id,
                    "calendar_id": False,
                    "resource_id": False,
                    "date_from": "2026-03-18 17:00:00",
                    "date_to": "2026-03-19 16:59:59",
                },
                {
                    "name": "Cuti bersama",
                    "company_id": self.company.id,
                    "calendar_id": self.company.resource_calendar_id.id,
                    "resource_id": False,
                    "date_from": "2026-03-19 17:00:00",
                    "date_to": "2026-03-20 16:59:59",
                },
                {
                    "name": "Cuti Siti",
                    "company_id": self.company.id,
                    "calendar_id": self.nurse.resource_calendar_id.id,
                    "resource_id": self.nurse.resource_id.id,
                    "date_from": "2026-03-09 17:00:00",
                    "date_to": "2026-03-13 16:59:59",
                },
            ]
        )
        self.assertEqual(self._last_day(), "2026-03-24")
        self.assertTrue(self._is_open("2026-03-24 16:59:59"))
        self.assertFalse(self._is_open("2026-03-24 17:00:00"))

    def test_an_office_of_six_days(self):
        self.company.asn_objection_day_kind = "working"
        calendar = self.company.resource_calendar_id
        calendar.attendance_ids.unlink()
        calendar.attendance_ids = [
            (0, 0, {"name": str(day), "dayofweek": str(day), "hour_from": 8, "hour_to": 12})
            for day in range(6)
        ]
        # 3 to 18 March without the Sundays 8 and 15 are fourteen days.
        self.assertEqual(self._last_day(), "2026-03-18")

    def test_days_by_setting(self):
        self.company.asn_objection_days = 7
        self.assertEqual(self._last_day(), "2026-03-09")
        for values in (
            {"asn_objection_days": 0},
            {"asn_objection_days": 367},
            {"asn_objection_explain_days": 20},
            {"asn_objection_decide_days": 0},
        ):
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
            ):
                self.company.write(values)
                self.env.flush_all()

    # ------------------------------------------------------------------
    # Late, all the same
    # ------------------------------------------------------------------

    def test_the_hr_office_allows_a_late_one_with_a_reason(self):
        with freeze_time("2026-03-20 03:00:00"):
            office = self.evaluation.with_user(self.hr_user)
            self.assertTrue(office.can_allow_late)
            for reason in (None, "", "  ", 5):
                with self.assertRaises(UserError):
                    office.action_allow_late(reason)
            dialog = self.env["asn.reason"].with_user(self.hr_user)
            dialog = dialog.create(
                {
                    "res_model": "asn.evaluation",
                    "res_id": self.evaluation.id,
                    "action": "allow_late",
                    "reason": "Dirawat di rumah sakit.",
                }
            )
            dialog.action_confirm()
            step = self.evaluation.transition_ids[0]
            self.assertEqual(
                (step.action, step.reason, step.user_id),
                ("allow_late", "Dirawat di rumah sakit.", self.hr_user),
            )
            self.assertEqual(str(self.evaluation.late_objection_until), "2026-04-03")
            with self.assertRaises(UserError):
                office.action_allow_late("Lagi")
        with freeze_time("2026-04-03 16:00:00"):
            objection = self._file()
        self.assertTrue(objection.is_late)
        self.assertEqual(str(objection.date_last), "2026-03-16")
        self.assertFalse(self.evaluation.late_objection_until)

    def test_others_do_not_allow_it(self):
        with freeze_time("2026-03-20 03:00:00"):
            for key in ("nurse", "head", "chief", "officer", "auditor", "colleague"):
                user = getattr(self, f"{key}_user")
                with self.subTest(key=key), self.assertRaises(AccessError):
                    self.evaluation.with_user(user).action_allow_late("Sebab")
        with freeze_time("2026-03-10 03:00:00"), self.assertRaises(UserError):
            self.evaluation.with_user(self.hr_user).action_allow_late("Belum lewat")
        self.assertFalse(self.evaluation.late_objection_until)


class TestObjectionReminders(ObjectionCase):
    @freeze_time("2026-03-10 03:00:00")
    def setUp(self):
        super().setUp()
        self.objection = self._file().sudo()

    def _run(self, moment):
        with freeze_time(moment):
            self.objection.invalidate_recordset()
            self.objection._remind()
            return self.objection.activity_ids

    def _count_mails(self):
        return self.env["mail.message"].search_count(
            [("model", "=", "asn.objection"), ("message_type", "=", "user_notification")]
        )

    def test_evaluator_then_superior_then_the_list_of_the_office(self):
        # Explanation until 15 March, decision until 24 March; reminders 14, 7, 3 and 0 days before.
        before = self._count_mails()
        activities = self._run("2026-03-12 03:00:00")
        explain = self.env.ref("hr_asn_kinerja.mail_activity_type_explain")
        decide = self.env.ref("hr_asn_kinerja.mail_activity_type_decide")
        reminded = activities.filtered(lambda a: a.activity_type_id == explain)
        self.assertEqual(reminded.user_id, self.head_user)
        self.assertRegex(reminded.summary, "Reminder|Pengingat")
        self.assertEqual(self._count_mails(), before + 1)
        self._run("2026-03-12 09:00:00")  # a second run on the day
        self._run("2026-03-13 03:00:00")  # no day of reminding
        self.assertEqual(self._count_mails(), before + 1)
        activities = self._run("2026-03-17 03:00:00")
        self.assertTrue(self.objection.is_overdue)
        waiting = activities.filtered(lambda a: a.activity_type_id == decide)
        self.assertEqual(waiting.user_id, self.chief_user)
        self._run("2026-03-25 03:00:00")
        self.assertFalse(self.objection.escalated_on)
        activities = self._run("2026-03-31 03:00:00")
        self.assertEqual(str(self.objection.escalated_on), "2026-03-31")
        with freeze_time("2026-03-31 03:00:00"):
            register = self.env["asn.objection"].with_user(self.hr_user)
            self.assertEqual(register.search([("is_overdue", "=", True)]).ids, self.objection.ids)
            self.assertFalse(register.search([("is_overdue", "=", False)]))

    def test_without_reminders_by_setting(self):
        self.company.asn_reminder_days = ""
        before = self._count_mails()
        self._run("2026-03-12 03:00:00")
        self.assertEqual(self._count_mails(), before)
        self._run("2026-03-31 03:00:00")
        self.assertEqual(self._count_mails(), before + 1)  # overdue is told once all the same
        self._run("2026-04-01 03:00:00")
        self.assertEqual(self._count_mails(), before + 1)
