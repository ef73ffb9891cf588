"""What the guard of all documents takes and refuses, at the edges."""

from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common import AsnCase

LARGEST_ID = 2**31 - 1  # four bytes


@tagged("post_install", "-at_install")
class TestAsnGuard(AsnCase):
    def _problem(self, model, name, value):
        record = self.env[model]
        return record._guard_problem(record._fields[name], value)

    def _assert_refused(self, model, name, *values):
        for value in values:
            with self.subTest(model=model, name=name, value=repr(value)[:40]):
                self.assertTrue(self._problem(model, name, value))

    def _assert_taken(self, model, name, *values):
        for value in values:
            with self.subTest(model=model, name=name, value=repr(value)[:40]):
                self.assertIsNone(self._problem(model, name, value))

    def test_numbers(self):
        line = "asn.skp.indicator"
        self._assert_taken(line, "baseline", 0, "12.5", 999_999_999_999, -999_999_999_999)
        self._assert_refused(line, "baseline", 10**12, -(10**12), float("nan"), float("-inf"))
        self._assert_refused(line, "baseline", "x", [], 10**400)
        self._assert_taken(line, "sequence", 2_147_483_646, -2_147_483_646)
        self._assert_refused(line, "sequence", 2_147_483_647, -2_147_483_647)

    def test_texts(self):
        self._assert_taken("asn.skp.result", "assignment_source", "x" * 1000, "\ud7ff\ue000")
        self._assert_refused("asn.skp.result", "assignment_source", "x" * 1001, 5, b"x")
        self._assert_refused("asn.skp.result", "assignment_source", "a\x00b", "\ud800", "\udfff")
        self._assert_taken("asn.skp.result", "name", "x" * 20_000)
        self._assert_refused("asn.skp.result", "name", "x" * 20_001)

    def test_choices_links_and_days(self):
        self._assert_taken("asn.skp.result", "kind", "main")
        self._assert_refused("asn.skp.result", "kind", "other", "")
        self._assert_taken("asn.skp.indicator", "result_id", 1, self.env["asn.skp.result"])
        self._assert_refused("asn.skp.indicator", "result_id", "1", [1], 1.5)
        self._assert_taken("asn.skp.indicator", "target_date", "2026-01-31", date(2026, 1, 31))
        self._assert_refused("asn.skp.indicator", "target_date", "2026-02-30", "soon", [1])
        self._assert_taken("asn.skp", "date_proposed", "2026-01-31 23:59:59")
        self._assert_refused("asn.skp", "date_proposed", "2026-01-31 24:00:00", 5)

    def test_the_refusal_names_the_field_and_nothing_given_is_no_fault(self):
        lines = self.env["asn.skp.indicator"]
        with self.assertRaisesRegex(ValidationError, "Value Before"):
            lines._guard_clean({"baseline": float("inf")})
        nothing = {"baseline": None, "result_id": False, "unknown": object()}
        self.assertEqual(lines._guard_clean(nothing), nothing)
        self.assertIsNot(lines._guard_clean(nothing), nothing)

    def test_an_id_is_a_whole_number_of_four_bytes(self):
        plans = self.env["asn.skp"]
        for key in ("1", 1.5, True, LARGEST_ID + 1, -LARGEST_ID - 1):
            with self.subTest(key=key), self.assertRaises(UserError) as refused:
                plans.browse([key])._check_access("read")
            self.assertIs(type(refused.exception), UserError)
        plans.browse([LARGEST_ID])._check_access("read")
        plans.new({})._check_access("read")

    def test_a_page_is_opened_for_one_record(self):
        rules = self.env["asn.quality.rule"].search([], limit=2)
        rules[0]._check_one()
        for records in (rules, rules.browse(), rules.new({})):
            with self.assertRaisesRegex(UserError, "Choose one record"):
                records._check_one()
