from unittest.mock import patch

from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged

from .calibration_common import CalibrationCase


@tagged("post_install", "-at_install")
class TestAsnGuardedWays(CalibrationCase):
    """Found one way at a time, or compared with what is at hand, it is what Odoo finds."""

    def _as(self, user):
        self.env.invalidate_all()
        return self.env["asn.evaluation"].with_user(user)

    def _refuse(self, name):
        """Let a method of evaluations fail: whoever comes there is told apart."""
        return patch.object(
            self.registry["asn.evaluation"], name, side_effect=AssertionError("came here")
        )

    def _code(self, user, domain, **page):
        asked = []

        def fetch(records, query, fields):
            asked.append(query.select())
            return records.browse()

        with patch.object(self.registry["asn.evaluation"], "_fetch_query", fetch):
            self._as(user).search_fetch(domain, ["state"], **page)
        return asked[0]

    def test_a_region_that_is_not_chosen_stays_closed(self):
        other = self.env["res.company"].create({"name": "Kabupaten Lain"})
        self.head_user.company_ids |= other
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE asn_evaluation SET company_id = %s WHERE id = %s", (other.id, self.of_nurse.id)
        )
        here = {self.of_colleague.id, self.of_head.id}
        both = [self.company.id, other.id]
        for chosen, expected in (
            (both, here | {self.of_nurse.id}),
            ([self.company.id], here),
            (both, here | {self.of_nurse.id}),
            ([other.id], {self.of_nurse.id}),
        ):
            with self.subTest(chosen):
                seen = self._as(self.head_user).with_context(allowed_company_ids=chosen)
                self.assertEqual(set(seen.search_fetch([], ["state"], limit=80).ids), expected)
                self.assertEqual(seen.search_count([]), len(expected))

    def test_counts(self):
        head = self._as(self.head_user)
        for limit, expected in ((None, 3), (0, 3), (1, 1), (2, 2), (80, 3)):
            self.assertEqual(head.search_count([], limit), expected, limit)
        self.assertEqual(head.search_count([("employee_id", "=", self.nurse.id)]), 1)
        self.assertEqual(head.search_count([("id", "in", self.of_nurse.ids)]), 1)
        self.assertEqual(head.search_count([("id", "in", [])]), 0)
        with self._refuse("_search_ways"):
            for limit in (None, 0, 2):
                with self.assertRaises(AssertionError):
                    head.search_count([], limit)
            self.assertEqual(head.search_count([], "2"), 2)
            self.assertEqual(self.env["asn.evaluation"].search_count([("id", "<", 0)]), 0)
        with patch.object(self.registry["asn.skp"], "_search_ways", side_effect=AssertionError):
            self.env["asn.skp"].with_user(self.head_user).search_count([])

    def test_which_pages_go_each_way(self):
        head = self._as(self.head_user)
        with self._refuse("_search_ways"):
            for page in ({"limit": 1}, {"limit": 80, "offset": None}, {"limit": 1, "offset": 1}):
                with self.subTest(**page), self.assertRaises(AssertionError):
                    head.search_fetch([], ["state"], **page)
            for page in ({"limit": 0}, {"limit": None}, {"limit": 1, "offset": "1"}):
                with self.subTest(**page):
                    self.assertTrue(head.search_fetch([], ["state"], **page))

    def test_what_is_found_on_two_ways_is_shown_once(self):
        self.of_nurse.sudo().superior_user_id = self.head_user
        head = self._as(self.head_user)
        expected = sorted((self.of_nurse + self.of_colleague + self.of_head).ids)
        for offset in (None, 0):
            found = head.search_fetch([], ["state"], limit=80, offset=offset)
            self.assertEqual(sorted(found.ids), expected)
        self.assertEqual(head.search_fetch([], ["state"], limit=2), found[:2])
        self.assertEqual(head.search_fetch([], ["state"], limit=2, offset=2), found[2:])
        self.assertEqual(head.search_count([]), 3)

    def test_lists_beside_the_columns_come_along(self):
        found = self._as(self.head_user).search_fetch([], ["state", "line_ids"], limit=80)
        self.assertEqual(len(found), 3)
        self.assertTrue(found.line_ids)

    def test_whoever_may_not_read_is_refused(self):
        access = self.env["ir.model.access"].search([("model_id.model", "=", "asn.evaluation")])
        access.perm_read = False
        with self.assertRaises(AccessError):
            self._as(self.head_user).search_count([])

    def test_one_person_is_found_way_by_way_and_units_by_their_ids(self):
        one_by_one = self._code(self.head_user, [], limit=80)
        self.assertEqual(one_by_one.code.count(" UNION ALL "), 2)
        self.assertNotIn(" OR ", one_by_one.code)
        self.assertIn(80, one_by_one.params)
        self.assertNotIn(81, one_by_one.params)
        units = self._code(self.officer_user, [], limit=80)
        self.assertNotIn(" UNION ALL ", units.code)
        self.assertTrue(set(self.of_nurse.ids) < set(units.params[0]))
        named = self._code(self.head_user, [("id", "in", self.of_nurse.ids)], limit=80).code
        self.assertNotIn(" UNION ALL ", named)

    def test_units_are_counted_while_their_page_is_found(self):
        everything = self.env["asn.evaluation"].search([])
        mine = (self.agency | self.clinic).ids
        of_units = everything.filtered(lambda one: one.unit_id.id in mine)
        total = len(of_units)
        self.assertGreater(total, 2)
        officer = self._as(self.officer_user)
        with self._refuse("search_count"):
            for page, length in (
                ({"limit": 1}, total),
                ({"limit": 1, "offset": None}, total),
                ({"limit": 1, "offset": False}, total),
                ({"limit": 1, "offset": total - 1}, total),
                ({"limit": 80}, total),
                ({"limit": 80, "count_limit": 1}, total),
                ({"limit": 1, "count_limit": 2}, 2),
                ({"limit": 2, "count_limit": 1}, 2),
                ({"limit": 1, "offset": total - 1, "count_limit": 1}, total),
                ({"limit": 1, "count_limit": 80}, total),
                ({"limit": 1, "offset": total}, 0),
            ):
                with self.subTest(**page):
                    answer = officer.web_search_read([], {"state": {}}, **page)
                    self.assertEqual(answer["length"], length)
                    start = page.get("offset") or 0
                    rest = max(total - start, 0)
                    self.assertEqual(len(answer["records"]), min(page["limit"], rest))
            officer.search_fetch([], ["state"], limit=1)
            answer = officer._format_web_search_read_results([], [{}], count_limit=1)
            self.assertEqual(answer["length"], 1)
        # What was counted for one condition, or for one reader, is no answer to another.
        page = {"offset": 0, "limit": 1}
        for other in (officer, self.env["asn.evaluation"].with_user(self.head_user)):
            officer.search_fetch([], ["state"], limit=1)
            domain = [("id", "in", self.of_nurse.ids)] if other.env == officer.env else []
            with self._refuse("search_count"), self.assertRaises(AssertionError):
                other._format_web_search_read_results(domain, [{}], **page)
        officer.search_fetch([], ["state"], limit=1)
        officer.search_fetch([], ["state"], limit=1, order="id desc")
        with self._refuse("search_count"), self.assertRaises(AssertionError):
            officer._format_web_search_read_results([], [{}], **page)

    def test_whoever_looks_after_units_sees_the_own_documents_elsewhere_too(self):
        elsewhere = self.env["hr.department"].create(
            {"name": "Dinas Pangan", "company_id": self.company.id}
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE asn_evaluation SET unit_id = %s, superior_user_id = %s WHERE id = %s",
            (elsewhere.id, self.officer_user.id, self.of_nurse.id),
        )
        officer = self._as(self.officer_user)
        found = officer.search_fetch([], ["state"], limit=80)
        self.assertIn(self.of_nurse.id, found.ids)
        self.assertEqual(len(found), len(set(found.ids)))
        self.assertIn(self.of_colleague.id, found.ids)

    def test_comparing_what_is_at_hand_is_what_odoo_compares(self):
        evaluations = self.of_nurse | self.of_colleague | self.of_head
        head, chief = self.head_user.id, self.chief_user.id
        by_head = Domain("evaluator_user_id", "in", [head])
        no_superior = Domain("superior_user_id", "in", [False])
        own = Domain("user_id", "in", [self.nurse_user.id, head])
        rated = Domain("state", "in", ["rated"])
        units = self.env["hr.department"]
        for condition, is_at_hand in (
            (Domain.TRUE, True),
            (by_head, True),
            (~by_head, True),
            (no_superior, True),
            (Domain("superior_user_id", "in", [chief, False]), True),
            (Domain("evaluator_user_id", "not in", [head, False]), True),
            (Domain("superior_user_id", "not in", [chief]), True),
            (by_head & own, True),
            (Domain("evaluator_user_id", "in", [0]) & own, True),
            (by_head | own, True),
            (by_head & (own | no_superior), True),
            (own | (by_head & ~no_superior), True),
            (rated, False),
            (by_head & rated, False),
            (by_head | rated, False),
            (rated | by_head, False),
            (Domain("months", "in", [6]), False),
            (Domain("unit_id", "child_of", self.agency.ids), False),
            (Domain("unit_id.name", "in", [self.clinic.name]), False),
            (Domain("activity_user_id", "in", [head]), False),
            (Domain("unit_id", "in", [self.clinic.name]), False),
            (Domain("unit_id", "in", [self.clinic.id, self.clinic.name]), False),
            (Domain("unit_id", "in", units._search([("id", "=", self.clinic.id)])), False),
        ):
            with self.subTest(str(condition)):
                for some in (evaluations, evaluations[1:], evaluations.browse()):
                    found = some.filtered_domain(condition)
                    self.assertEqual(found, models.BaseModel.filtered_domain(some, condition))
                evaluations.mapped("activity_user_id")
                evaluations.fetch(["evaluator_user_id"])
                at_hand = evaluations._filter_cached(condition, evaluations._ids)
                self.assertEqual(at_hand is not None, is_at_hand)
        self.env.invalidate_all()
        self.assertIsNone(evaluations._filter_cached(by_head, evaluations._ids))

    def test_only_the_server_compares_what_is_at_hand(self):
        by_head = Domain("evaluator_user_id", "in", [self.head_user.id])
        both = self.of_nurse + self.env["asn.evaluation"].new({"evaluator_user_id": self.head_user})
        with self._refuse("_filter_cached"):
            with self.assertRaises(AssertionError):
                self.of_nurse.filtered_domain(by_head)
            self.assertTrue(self.of_nurse.with_user(self.head_user).filtered_domain(by_head))
            self.assertTrue(self.of_nurse.filtered_domain(list(by_head)))
            self.assertIn(self.of_nurse, both.filtered_domain(by_head))
