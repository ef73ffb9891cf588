import re

from odoo.tests import tagged

from .calibration_common import CalibrationCase

# One for the page; the names of the units come from the cache.
LIST = {"employee_name": {}, "state": {}}
ROLES = ("nurse", "colleague", "head", "chief", "officer", "hr", "auditor", "outsider", "plain")


@tagged("post_install", "-at_install")
class TestAsnGuardedReading(CalibrationCase):
    """Lists find their page in the index: the same page as Odoo's way, and no query more."""

    def _as(self, key):
        self.env.invalidate_all()
        return self.env["asn.evaluation"].with_user(getattr(self, f"{key}_user"))

    def test_page_holds_what_the_rules_leave_in_order(self):
        everything = self.env["asn.evaluation"].search([])
        order = sorted(everything, key=lambda one: (one.employee_name, one.id))
        for key in ROLES:
            evaluations = self._as(key)
            user = evaluations.env.user
            allowed = [
                one.id
                for one in order
                if key in ("hr", "auditor")
                or user in one.user_id | one.evaluator_user_id | one.superior_user_id
                or (key == "officer" and one.unit_id in self.agency | self.clinic)
            ]
            for offset, limit in ((0, 80), (0, 2), (1, 1), (2, 80)):
                with self.subTest(key, offset=offset, limit=limit):
                    found = evaluations.search_fetch([], ["state"], offset=offset, limit=limit)
                    self.assertEqual(found.ids, allowed[offset : offset + limit])
            answer = evaluations.web_search_read([], LIST, limit=1, count_limit=10)
            self.assertEqual(answer["length"], len(allowed), key)

    def test_condition_and_other_orders_are_kept(self):
        evaluations = self._as("chief")
        rows = evaluations.search_fetch(
            [("employee_id", "!=", self.nurse.id)], ["state"], limit=80, order="id desc"
        )
        expected = (self.of_head | self.of_colleague).ids
        self.assertEqual(rows.ids, sorted(expected, reverse=True))

    def test_checking_again_what_was_found_asks_nothing(self):
        for key in ("hr", "head", "officer", "nurse"):
            evaluations = self._as(key)
            evaluations.web_search_read([], LIST, limit=80)
            self.env.invalidate_all()
            evaluations.env.user.has_group("base.group_user")
            with self.subTest(key), self.assertQueryCount(1):
                evaluations.web_search_read([], LIST, limit=80)

    def test_index_holds_every_column_that_the_rules_compare(self):
        models = [model for model in self.env.values() if getattr(model, "_rules_in_index", False)]
        self.assertTrue(models)
        for model in models:
            self.env.cr.execute(
                "SELECT indexdef FROM pg_indexes WHERE tablename = %s", [model._table]
            )
            indexes = [
                set(re.findall(r"\w+", row[0].split(" USING ")[1]))
                for row in self.env.cr.fetchall()
                if f"({model._order})" in row[0]
            ]
            for key in ROLES:
                user = getattr(self, f"{key}_user")
                needed = {"id", *model.with_user(user)._rule_columns()}
                with self.subTest(model._name, user=key):
                    self.assertTrue(any(needed <= columns for columns in indexes))
