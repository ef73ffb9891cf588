from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from .common import AsnCase


class TestRealisation(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half()
        cls.patients, cls.on_time = cls.plan.result_ids.indicator_ids

    def test_bad_numbers_and_texts_are_refused_with_the_field_named(self):
        """(threat: H01, H03, H11)"""
        for name, value in (
            ("quantity", float("nan")),
            ("quantity", float("inf")),
            ("quantity", 1e308),
            ("quantity", "nan"),
            ("quantity", -1),
            ("note", "a\x00b"),
            ("note", "\ud800"),
            ("note", "x" * 20001),
            ("date", "2026-02-30"),
            ("date", "kemarin"),
        ):
            values = {"quantity": 1, name: value}
            with self.subTest(name=name, value=str(value)[:20]):
                refusal = CheckViolation if value == -1 else ValidationError
                with mute_logger("odoo.sql_db"), self.assertRaises(refusal):
                    self._log(self.patients, **values)
                    self.env.flush_all()

    def test_ratio_needs_all_cases(self):
        for values in ({}, {"denominator": 0}, {"denominator": 9}):
            with self.assertRaises(ValidationError):
                self._log(self.on_time, 10, **values)

    def test_future_and_foreign_days_are_refused(self):
        for day in ("2026-11-25", "2025-12-31"):
            with self.subTest(day=day), self.assertRaises(ValidationError):
                self._log(self.patients, 1, day)

    def test_only_the_owner_logs(self):
        for user in (self.head_user, self.colleague_user, self.hr_user, self.officer_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["asn.realisation"].with_user(user).create(
                    {"indicator_id": self.patients.id, "quantity": 1, "date": "2026-03-01"}
                )
        self.assertFalse(self.patients.realisation_ids)

    def test_entries_are_locked_once_submitted(self):
        entry = self._log(self.patients, 20)
        self.evaluation.with_user(self.nurse_user).action_submit()
        mine = entry.with_user(self.nurse_user)
        for attempt in (
            lambda: mine.write({"quantity": 99}),
            lambda: mine.write({"date": "2026-08-01"}),
            lambda: mine.unlink(),
            lambda: self._log(self.patients, 5),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(entry.quantity, 20)
        self.assertTrue(self._log(self.patients, 5, "2026-07-02"))

    def test_entry_does_not_move_into_a_locked_period(self):
        later = self._log(self.patients, 5, "2026-07-02")
        self.evaluation.with_user(self.nurse_user).action_submit()
        with self.assertRaises(AccessError):
            later.with_user(self.nurse_user).write({"date": "2026-06-01"})

    def test_entry_never_changes_its_indicator(self):
        entry = self._log(self.patients, 20)
        with self.assertRaises(AccessError):
            entry.with_user(self.nurse_user).write({"indicator_id": self.on_time.id})

    def test_deleting_an_entry_lowers_the_achievement(self):
        self._log(self.patients, 900)
        extra = self._log(self.patients, 900)
        line = self.evaluation.line_ids.filtered(lambda found: found.indicator_id == self.patients)
        self.assertEqual(line.achievement, 100)
        extra.with_user(self.nurse_user).unlink()
        self.assertEqual((line.realised, line.achievement), (900, 50))
