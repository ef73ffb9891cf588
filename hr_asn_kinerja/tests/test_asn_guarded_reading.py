from unittest.mock import patch

from odoo.tests import tagged

from .calibration_common import CalibrationCase
from .common import AsnCase

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
        # Units are counted while their page is found, which takes a question of its own.
        for key, questions in (("hr", 1), ("head", 1), ("officer", 2), ("nurse", 1)):
            evaluations = self._as(key)
            evaluations.web_search_read([], LIST, limit=80)
            self.env.invalidate_all()
            evaluations.env.user.has_group("base.group_user")
            with self.subTest(key), self.assertQueryCount(questions):
                evaluations.web_search_read([], LIST, limit=80)

    def test_change_counts_at_once(self):
        evaluations = self._as("head")
        evaluations.web_search_read([], LIST, limit=80)
        nurse = evaluations.browse(self.of_nurse.id)
        self.assertTrue(nurse.has_access("read"))
        self.of_nurse.evaluator_user_id = self.outsider_user
        self.assertFalse(nurse.has_access("read"))
        self.assertNotIn(nurse, evaluations.search_fetch([], ["state"], limit=80))

    def test_each_way_of_the_rules_has_an_index_in_the_order_of_the_list(self):
        models = [model for model in self.env.values() if getattr(model, "_rules_in_index", False)]
        self.assertTrue(models)
        for model in models:
            self.env.cr.execute(
                "SELECT indexdef FROM pg_indexes WHERE tablename = %s", [model._table]
            )
            indexes = " ".join(row[0] for row in self.env.cr.fetchall())
            for key in ROLES:
                for name in model.with_user(getattr(self, f"{key}_user"))._rule_columns():
                    # The own documents are few.
                    end = ")" if name == "user_id" else f", {model._order})"
                    with self.subTest(model._name, user=key, column=name):
                        self.assertIn(f"({name}{end}", indexes)


@tagged("post_install", "-at_install")
class TestAsnGuardedQuery(AsnCase):
    """Which columns come along, and which lists find their page in the index; without a year."""

    def _rule(self, model, domain):
        self.env["ir.rule"].create(
            {
                "name": "Probe",
                "model_id": self.env["ir.model"]._get_id(model),
                "domain_force": repr(domain),
            }
        )
        return self.env[model].with_user(self.hr_user)._rule_columns()

    def test_columns_that_rules_compare_come_along(self):
        """Those of the model itself that the caller may read: no list, no date kept from all."""
        before = self.env["asn.skp"].with_user(self.hr_user)._rule_columns()
        self.assertNotIn("unit_id", before)
        columns = self._rule(
            "asn.skp",
            [
                ("unit_id.parent_id.name", "!=", "x"),
                ("result_ids", "!=", False),
                ("job_title", "!=", False),
            ],
        )
        self.assertEqual(columns, sorted({*before, "job_title", "unit_id"}))
        columns = self._rule("asn.evaluation", [("write_date", "!=", False), ("nip", "!=", "x")])
        self.assertIn("nip", columns)
        self.assertNotIn("write_date", columns)
        self.assertEqual(self.env["asn.skp"]._rule_columns(), [])  # the server's own code

    def _query(self, model, user, *args, **values):
        """Return the SQL of a list, its limit, and the fields it asks for."""
        asked = []

        def fetch(records, query, fields):
            asked.append((query.select().code, query.limit, {field.name for field in fields}))
            return records.browse()

        with patch.object(self.registry[model], "_fetch_query", fetch):
            self.env[model].with_user(user).search_fetch(*args, **values)
        return asked[0]

    def test_which_lists_go_each_way_by_its_index(self):
        evaluations, order = "asn.evaluation", self.env["asn.evaluation"]._order
        page = {"limit": 80}
        for model, user, values, is_by_ways in (
            (evaluations, self.head_user, page, True),
            (evaluations, self.head_user, {**page, "offset": 80}, True),
            (evaluations, self.head_user, {**page, "order": None}, True),
            (evaluations, self.head_user, {**page, "order": False}, True),
            (evaluations, self.head_user, {**page, "order": ""}, True),
            (evaluations, self.head_user, {**page, "order": order}, True),
            (evaluations, self.head_user, {**page, "order": "id desc"}, False),
            (evaluations, self.head_user, {}, False),
            (evaluations, self.head_user, {"order": order}, False),
            (evaluations, self.env.user, page, False),
            ("asn.skp", self.head_user, page, False),
        ):
            with self.subTest(model, user=user.login, **values):
                code, limit, _fields = self._query(model, user, [], ["state"], **values)
                self.assertEqual(" UNION ALL " in code, is_by_ways)
                self.assertEqual(limit, values.get("limit"))

    def test_a_rule_that_searches_is_asked_each_time(self):
        """What it found when the rules were first asked is not kept."""
        self._rule("asn.evaluation", [("unit_id.name", "!=", "x")])
        code = self._query("asn.evaluation", self.head_user, [], ["state"], limit=80)[0]
        self.assertNotIn(" UNION ALL ", code)

    def test_a_list_without_fields_and_the_server_ask_as_odoo_does(self):
        evaluations = self.env["asn.evaluation"]
        for user, names in ((self.env.user, ["state"]), (self.hr_user, None), (self.hr_user, [])):
            with patch.object(
                self.registry["asn.evaluation"], "_rule_columns", side_effect=AssertionError
            ):
                evaluations.with_user(user).search_fetch([], names)
        asked = self._query("asn.evaluation", self.hr_user, [], ["state"], limit=80)[2]
        self.assertLess({"state"}, asked)
        nothing = evaluations.with_user(self.hr_user).search_fetch(
            [("id", "in", [])], ["state"], limit=80
        )
        self.assertEqual(nothing, evaluations)
