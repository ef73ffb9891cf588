from base64 import b64encode

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from .common import AsnCase

PNG = b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
        "0000000b4944415478da6364600000000600023081d02f0000000049454e44ae426082"
    )
).decode()
PDF = b64encode(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF").decode()


class TestRealisation(AsnCase):
    def setUp(self):
        super().setUp()
        self._make_year(self.env)
        self.plan = self._agree_plan(self.nurse)
        self.half.with_user(self.hr_user).action_open()
        self.evaluation = self.plan.evaluation_ids
        self.patients, self.on_time = self.plan.result_ids.indicator_ids

    def test_evidence_is_readable_by_the_evaluator_and_by_no_stranger(self):
        """(threat: D11)"""
        entry = self._log(self.patients, 20, evidence_file=PNG, evidence_name="../../foto.png")
        self.assertEqual(entry.evidence_name, "foto.png")
        self.assertEqual(len(entry.evidence_checksum), 64)
        self.assertTrue(entry.has_evidence)
        read = entry.with_user(self.head_user).with_context(bin_size=False)
        self.assertEqual(read.evidence_file, PNG.encode())
        with self.assertRaises(AccessError):
            entry.with_user(self.colleague_user).read(["evidence_file"])

    def test_files_that_could_carry_scripts_are_refused(self):
        """By what a file is, not by its name. (threat: D13)"""
        bad = {
            "html": b"<html><script>alert(1)</script></html>",
            "svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
            "exe": b"MZ\x90\x00\x03\x00\x00\x00\x04",
            "text": b"=HYPERLINK(1)",
        }
        for kind, content in bad.items():
            with self.subTest(kind=kind), self.assertRaises(ValidationError):
                self._log(
                    self.patients,
                    1,
                    evidence_file=b64encode(content).decode(),
                    evidence_name="foto.png",
                )
        self.assertTrue(self._log(self.patients, 1, evidence_file=PDF, evidence_name="a.pdf"))

    def test_empty_and_too_large_files_are_refused(self):
        self.company.asn_evidence_max_mb = 1
        large = b64encode(b"%PDF-1.4\n" + b"0" * (1024 * 1024)).decode()
        for content in ("====", large):
            with self.assertRaises(ValidationError):
                self._log(self.patients, 1, evidence_file=content, evidence_name="a.pdf")

    def test_bad_links_are_refused(self):
        for link in ("javascript:alert(1)", "file:///etc/passwd", "drive google", "https://"):
            with self.subTest(link=link), self.assertRaises(ValidationError):
                self._log(self.patients, 1, evidence_link=link)

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
