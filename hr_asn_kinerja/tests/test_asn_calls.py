from odoo import Command
from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import AsnCase

NO_VALUES = (None, True, 7, 1.5, "x", [7], [["x"]])
UNKNOWN = {"nowhere": 1}
NO_COMMANDS = ("x", 7, ["x"], [[9, 1]], [[True]], [[6, 0, "x"]], [[1, 1.5, {}]], [[0, 0, 7]], [[]])
NO_DOMAINS = (7, "x", {"x": 1}, ["x"], [7], [["nowhere", "=", 1]], [["id", "near", 1]], [None])
MODELS = ("asn.evaluation", "asn.skp", "asn.realisation", "asn.development.plan", "asn.objection")


@tagged("post_install", "-at_install")
class TestAsnCalls(AsnCase):
    """Calls that no screen sends are refused in words, by every door (threat: E01 H11)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._plan_of(cls.nurse)

    def _refused(self, model, method, *args, user=None):
        model = self.env[model].with_user(user or self.hr_user)
        with (
            self.subTest(model=model._name, method=method, args=args),
            self.assertRaises(UserError),
            self.env.cr.savepoint(),
        ):
            call_kw(model, method, list(args), {})

    def test_values_are_values(self):
        for model in MODELS:
            self._refused(model, "create", UNKNOWN)
            self._refused(model, "write", [], UNKNOWN)
            for values in (*NO_VALUES, UNKNOWN):
                self._refused(model, "onchange", [], values, [], {})

    def test_a_screen_asks_for_fields(self):
        for model in MODELS:
            for names in (True, 7, "nowhere", ["nowhere"], [7], {"nowhere": 1}):
                self._refused(model, "onchange", [], {}, names, {})
            for specification in (None, True, 7, "x", ["id"], {"nowhere": {}}, {"id": 7}):
                self._refused(model, "onchange", [], {}, [], specification)
                self._refused(model, "web_read", [], specification)
        within = {"period_id": {"fields": {"nowhere": {}}}}
        self._refused("asn.skp", "web_read", self.plan.ids, within)
        # What a text would show of itself is not looked at.
        self.assertTrue(self.plan.web_read({"job_title": {"fields": {"nowhere": {}}}}))

    def test_a_search_is_a_search(self):
        for model in MODELS:
            for domain in NO_DOMAINS:
                self._refused(model, "search_count", domain)

    def test_ids_are_ids(self):
        """Not on the lists alone that are kept in tables."""
        for ids in (["x"], [["x"]], ["a\x00b"], [True], [10**30]):
            for model, method in (
                ("asn.skp", "action_nudge"),
                ("asn.skp.suggestion", "action_hand_over"),
                ("asn.socialisation.coverage", "action_view_missing"),
            ):
                self._refused(model, method, ids)

    def test_no_record_is_not_read(self):
        for ids in ([0], ["x"], [True]):
            self._refused("asn.skp.parent.change", "read", ids, ["own_display"])
            self._refused("asn.skp.parent.change", "web_read", ids, {"own_display": {}})
            self._refused("asn.skp.parent.change", "get_field_translations", ids, "name")
        (row,) = self.plan.read(["period_id"])
        self.assertEqual(row["period_id"], (self.year.id, self.year.display_name))

    def test_a_call_that_asks_for_too_much(self):  # threat: M01
        """No list within itself, which doubles with every level; no endless search."""
        plan = self.plan.with_user(self.nurse_user)
        shown = {"result_ids": {"fields": {"indicator_ids": {"fields": {"name": {}}}}}}
        self.assertTrue(plan.web_read(shown))
        within = {"result_ids": {"fields": {"skp_id": {"fields": shown}}}}
        self._refused("asn.skp", "web_read", plan.ids, within, user=self.nurse_user)
        self._refused("asn.skp", "web_search_read", [], within, user=self.nurse_user)
        self._refused("asn.skp", "onchange", [], {}, [], within, user=self.nurse_user)
        deep = {"name": {}}
        for _level in range(10):  # the year above the year
            deep = {"parent_id": {"fields": deep}}
        self.assertTrue(self.year.web_read(deep))
        deep = {"parent_id": {"fields": deep}}
        self._refused("asn.period", "web_read", self.year.ids, deep)
        none = [["id", "=", 0]]
        many = ["|"] * 9_999 + none * 10_000
        self.assertEqual(len(many), 19_999)
        self.assertEqual(plan.search_count(many), 0)
        self.assertEqual(plan.search_count(["!", *many]), plan.search_count([]))
        self._refused("asn.skp", "search_count", ["!", "!", *many])
        nested = [["id", "=", 1]]
        for _level in range(1000):
            nested = [["parent_id", "any", nested]]
        self._refused("asn.period", "search_count", nested)

    def test_lists_are_changed_by_commands(self):
        plan = self.plan.with_user(self.nurse_user)
        for commands in NO_COMMANDS:
            self._refused(
                "asn.skp", "write", plan.ids, {"result_ids": commands}, user=self.nurse_user
            )
        plan.write({"result_ids": [Command.create({"name": "Terlaksananya audit kinerja"})]})
        self.assertIn("Terlaksananya audit kinerja", plan.result_ids.mapped("name"))

    def test_a_context_is_input_like_any_other(self):
        plan = self.plan.with_user(self.nurse_user)
        self.year.flush_recordset()
        library = self.env["asn.indicator"].with_user(self.nurse_user)
        catalogue = self.env["asn.development.catalogue"].with_user(self.nurse_user)
        board = self.env["asn.unit.board"].with_user(self.hr_user)
        row = board.search([("period_id", "=", self.year.id)], limit=1)
        self.assertTrue(row)
        for value in (True, -1, 10**30, "x", ["x"], {"x": 1}, 1.5, "a\x00b", 2**31):
            with self.subTest(value), self.env.cr.savepoint():
                library.with_context(asn_skp_id=value).name_search("a")
                catalogue.with_context(asn_plan_id=value, asn_value_id=value).name_search("a")
                indicator = library.env["asn.skp.indicator"].with_context(asn_skp_id=value)
                values = {"distribution": "planned", "target_value": 10}
                indicator.onchange(values, ["distribution"], {"target_ids": {}})
                opening = self.env["asn.feedback.round.open"].with_user(self.hr_user)
                opening.with_context(default_skp_ids=[value])._default_number("minimum", 3)
                with self.assertRaises(UserError):
                    row.with_context(asn_count=value).action_view_plans()
        self.assertTrue(library.with_context(asn_skp_id=plan.id).name_search(""))

    def test_nobody_writes_beside_the_values(self):  # threat: A01 A15
        """Not even the time of writing of a locked document; nothing is archived."""
        plan = self.plan.with_user(self.nurse_user)
        before = plan.sudo().read(["write_date", "write_uid", "create_uid"])
        for name in ("id", "create_uid", "write_uid", "create_date", "write_date"):
            self._refused("asn.skp", "write", plan.ids, {name: 1}, user=self.nurse_user)
            self._refused("asn.skp", "web_save", plan.ids, {name: 1}, {}, user=self.nurse_user)
        for model in MODELS:
            self._refused(model, "action_archive", [])
            self._refused(model, "action_unarchive", [])
        self.assertEqual(plan.sudo().read(["write_date", "write_uid", "create_uid"]), before)

    def test_an_idea_is_taken_one_by_one(self):
        cards = self.env["asn.innovation.gallery"].with_user(self.nurse_user).browse([1, 2])
        with self.assertRaises(UserError):
            cards.action_use_idea()

    def test_true_is_no_number_of_a_plan(self):
        self._refused("asn.feedback", "get_timeline", True)
