import psycopg2
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .test_asn_socialisation import SocialisationCase


class TestSession(SocialisationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._open()

    def test_the_list_is_filled_and_ticked_at_once(self):
        session = self._session(unit_ids=[Command.set(self.agency.ids)])
        session.action_fill_list()
        session.action_fill_list()
        names = session.attendance_ids.mapped("employee_name")
        self.assertEqual(
            sorted(names),
            ["Cut Meutia", "Dewi Sartika", "Nurul Huda", "Siti Rahmah", "Teuku Rizal"],
        )
        session.attendance_ids.action_mark_present()
        self.assertEqual(session.present_count, 5)
        self.assertEqual(str(self._person(self.nurse).date_attended), "2026-11-24")
        session.attendance_ids.action_mark_absent()
        self.assertFalse(self._person(self.nurse).date_attended)

    def test_the_first_session_counts(self):
        later = self._session(
            date_start="2026-12-01 03:00:00", date_end="2026-12-01 04:00:00", name="Kedua"
        )
        first = self._session()
        for session in (later, first):
            session.action_fill_list()
            session.attendance_ids.action_mark_present()
        self.assertEqual(str(self._person(self.nurse).date_attended), "2026-11-24")
        first.write({"date_start": "2026-11-23 17:30:00", "date_end": "2026-11-23 18:30:00"})
        self.assertEqual(str(first.date), "2026-11-24")  # half past midnight in Jakarta
        first.attendance_ids.unlink()
        self.assertEqual(str(self._person(self.nurse).date_attended), "2026-12-01")

    def test_the_code_confirms_whoever_types_it_in(self):
        session = self._session()
        nurse = self._as(self.nurse_user)
        code = session.sudo().code
        self.assertEqual(len(code), 6)
        nurse.action_step("attend", {"code": f" {code[:3].lower()} {code[3:].lower()} "})
        line = session.sudo().attendance_ids
        self.assertEqual((line.employee_name, line.is_present), ("Siti Rahmah", True))
        nurse.action_step("attend", {"code": code})
        self.assertEqual(len(session.sudo().attendance_ids), 1)
        self.assertTrue(self._person(self.nurse).date_attended)

    def test_a_wrong_or_old_code_is_refused(self):
        session = self._session()
        nurse = self._as(self.nurse_user)
        for code in ("XXXXXX", "", None, [], {"x": 1}, session.sudo().code + "A"):
            with self.subTest(code), self.assertRaisesRegex(UserError, "code"):
                nurse.action_step("attend", {"code": code})
        for now in ("2026-11-24 02:59:00", "2026-11-25 06:01:00"):
            with freeze_time(now), self.subTest(now), self.assertRaises(UserError):
                nurse.action_step("attend", {"code": session.sudo().code})
        self.assertFalse(session.sudo().attendance_ids)

    def test_employees_never_read_a_code(self):
        session = self._session()
        for user in (self.nurse_user, self.head_user, self.auditor_user):
            asked = session.with_user(user)
            self.assertEqual(asked.name, "Pertemuan")
            for call in (
                lambda asked=asked: asked.read(["code"]),
                lambda asked=asked: asked.search([("code", "like", "A")]),
                lambda asked=asked: asked.search([], order="code"),
                lambda asked=asked: asked.formatted_read_group([], ["code"], ["__count"]),
            ):
                with self.assertRaises(AccessError):
                    call()
            self.assertNotIn(session.sudo().code, str(self._as(user).action_page()))
        self.assertTrue(session.with_user(self.officer_user).code)

    def test_an_officer_invites_the_own_units_only(self):
        own = self._session(self.officer_user, unit_ids=[Command.set(self.clinic.ids)])
        self.assertEqual(own.unit_ids, self.clinic)
        nobody = self.env["hr.department"]
        for units in (self.other_agency, self.clinic | self.other_agency, nobody):
            with self.subTest(units.mapped("name")), self.assertRaises(AccessError):
                self._session(self.officer_user, unit_ids=[Command.set(units.ids)])
        with self.assertRaises(AccessError):
            own.write({"unit_ids": [Command.set(self.other_agency.ids)]})
        with self.assertRaises(AccessError):
            self._session().with_user(self.officer_user).write({"place": "Aula"})
        with self.assertRaises(AccessError):
            own.with_user(self.nurse_user).write({"place": "Aula"})
        with self.assertRaises(AccessError):
            own.write({"code": "AAAAAA"})

    def test_an_officer_ticks_the_own_people_only(self):
        session = self._session()
        session.action_fill_list()
        lines = session.attendance_ids
        mine = lines.filtered(lambda line: line.unit_id in self.agency | self.clinic)
        mine.with_user(self.officer_user).action_mark_present()
        with self.assertRaises(AccessError):
            (lines - mine).with_user(self.officer_user).action_mark_present()
        with self.assertRaises(AccessError):
            lines.filtered(lambda line: line.participant_id.user_id == self.nurse_user).with_user(
                self.nurse_user
            ).action_mark_present()
        with self.assertRaises(AccessError):
            session.with_user(self.officer_user).action_fill_list()
        self.assertEqual(session.present_count, 5)

    def test_a_session_that_was_attended_stays(self):
        session = self._session()
        session.action_fill_list()
        session.attendance_ids[0].is_present = True
        with self.assertRaises(UserError):
            session.unlink()
        session.attendance_ids.is_present = False
        session.unlink()
        self.assertFalse(session.exists())

    def test_times_and_places_have_bounds(self):
        for values in (
            {"date_end": "2026-11-24 03:00:00"},
            {"date_end": "2027-11-24 03:00:00"},
            {"capacity": -1},
        ):
            with (
                self.subTest(values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(psycopg2.IntegrityError),
                self.cr.savepoint(),
            ):
                self._session(**values).flush_recordset()

    def test_the_page_shows_who_is_invited(self):
        self._session(name="Semua")
        self._session(name="Klinik", unit_ids=[Command.set(self.agency.ids)])
        self._session(name="Lain", unit_ids=[Command.set(self.other_agency.ids)])
        page = self._as(self.nurse_user).action_page()
        self.assertEqual([session["name"] for session in page["sessions"]], ["Semua", "Klinik"])
