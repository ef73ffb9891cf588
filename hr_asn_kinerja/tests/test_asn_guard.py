"""What the guard of all documents takes and refuses, at the edges."""

from datetime import date
from unittest.mock import patch

from odoo import models
from odoo.exceptions import AccessError, UserError, ValidationError
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
        self._assert_taken("asn.development.action", "cost", 2_500_000, 0.5)
        self._assert_refused("asn.development.action", "cost", float("nan"), 10**12)
        self._assert_taken(line, "sequence", 2_147_483_646, -2_147_483_646)
        self._assert_refused(line, "sequence", 2_147_483_647, -2_147_483_647)

    def test_texts(self):
        self._assert_taken("asn.skp.result", "assignment_source", "x" * 1000, "\ud7ff\ue000")
        self._assert_refused("asn.skp.result", "assignment_source", "x" * 1001, 5, b"x")
        self._assert_refused("asn.skp.result", "assignment_source", "a\x00b", "a\ud800", "\udfff")
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
        nothing = {"baseline": None, "name": False, "result_id": False, "unknown": object()}
        self.assertEqual(lines._guard_clean(nothing), nothing)
        self.assertIsNot(lines._guard_clean(nothing), nothing)

    def test_an_id_is_a_whole_number_of_four_bytes(self):
        plans = self.env["asn.skp"]
        for key in ("1", 1.5, True, 0, LARGEST_ID + 1, -LARGEST_ID - 1):
            with self.subTest(key=key), self.assertRaises(UserError) as refused:
                plans.browse([key])._check_access("read")
            self.assertIs(type(refused.exception), UserError)
            with self.subTest(key=key), self.assertRaises(UserError):
                plans.browse([key]).get_formview_action()
        self.assertEqual(plans.browse([LARGEST_ID]).get_formview_action()["res_id"], LARGEST_ID)
        plans.browse([LARGEST_ID])._check_access("read")
        plans.new({})._check_access("read")
        with self.assertRaises(AccessError):
            plans.with_user(self.env.ref("base.public_user")).check_access("read")

    def test_texts_in_other_languages_are_asked_about_first(self):
        rule = self.env["asn.quality.rule"].search([], limit=1)
        for records, name, texts, words in (
            (rule.browse(["1"]), "message", {}, "Choose one record"),
            (rule, "nowhere", {}, "cannot be understood"),
            (rule, "message", 7, "cannot be understood"),
            (self.env["asn.guarded.mixin"], "display_name", {}, "cannot be understood"),
        ):
            with self.subTest(name, texts=texts), self.assertRaisesRegex(UserError, words):
                records.update_field_translations(name, texts)
        texts = {"id_ID": "Sebutkan apa yang diukur."}
        self.assertIs(rule.update_field_translations("message", texts), True)
        self.assertEqual(rule.with_context(lang="id_ID").message, texts["id_ID"])
        found, _context = rule.get_field_translations("message", langs=["id_ID"])
        self.assertEqual([row["value"] for row in found], [texts["id_ID"]])
        with self.assertRaisesRegex(UserError, "Choose one record"):
            rule.browse(["1"]).web_read({"id": {}})

    def test_a_page_is_opened_for_one_record(self):
        rules = self.env["asn.quality.rule"].search([], limit=2)
        rules[0]._check_one()
        for records in (rules, rules.browse(), rules.new({})):
            with self.assertRaisesRegex(UserError, "Choose one record"):
                records._check_one()

    # ------------------------------------------------------------------
    # What a call is made of
    # ------------------------------------------------------------------

    def _assert_shape(self, check, taken, refused):
        for value in taken:
            with self.subTest(check.__name__, taken=repr(value)[:60]):
                check(value)
        for value in refused:
            with (
                self.subTest(check.__name__, refused=repr(value)[:60]),
                self.assertRaisesRegex(UserError, "cannot be understood"),
            ):
                check(value)

    def test_names_of_fields(self):
        plans = self.env["asn.skp"]
        self._assert_shape(
            plans._guard_names,
            ([], ["state"], ("state", "result_ids.name"), {"state"}, frozenset({"state"})),
            (None, "state", {"state": 1}, 7, [7], ["nowhere"], ["name.state"], [["state"]]),
        )
        self._assert_shape(
            plans._guard_specification,
            (
                {},
                {"state": None},
                {"state": {}, "result_ids": {"fields": {}}, "period_id": {"limit": 1}},
            ),
            (None, ["state"], {"nowhere": {}}, {"state": 7}, {"state": {}, "approach": []}),
        )

    def test_lists_are_commands_or_ids(self):
        lines = self.env["asn.skp.result"]
        largest, beyond = LARGEST_ID, LARGEST_ID + 1
        self._assert_shape(
            lines._guard_commands,
            (
                lines,
                [],
                [1, -1, 0, largest],
                ([5],),
                [[0, 0, {}], (1, 7, {}), [1, "virtual_1", {}]],
                [[0, None, {}], [0, 1.5, {}]],
                [[2, 7], [3, 7, 0], [4, 7, False], [4, "virtual_1"], [2, largest]],
                [[5], [5, 0], [5, 1.5, 0], [6, 0, []], (6, 1.5, (1, 2))],
            ),
            (
                "x",
                {},
                7,
                [None],
                ["x"],
                [True],
                [1.5],
                [beyond],
                [[]],
                [[4, 7, 0, 0]],
                [[True, 7, {}]],
                [[7, 0, []]],
                [[-1]],
                [["4", 7]],
                [[0, 0, 7]],
                [[0]],
                [[1, 7]],
                [[1, 7, [7]]],
                [[1, 1.5, {}]],
                [[2, 1.5]],
                [[3, None]],
                [[4]],
                [[4, True]],
                [[4, beyond]],
                [[6, 0, "12"]],
                [[6, 0, 7]],
                [[6, 0]],
                [[6, 0, [1, "2"]]],
                [1, [4, 7], [4, 1.5]],
            ),
        )

    def test_values_of_a_record(self):
        plans = self.env["asn.skp"].with_user(self.hr_user)
        self._assert_shape(
            plans._guard_shape,
            ({}, {"state": 7}, {"result_ids": False}, {"result_ids": [[5]]}, {"message_ids": []}),
            (None, 7, "x", [], {"nowhere": 1}, {"result_ids": 7}, {"activity_ids": "x"}),
        )
        results = self.env["asn.skp.result"].with_user(self.hr_user)
        self._assert_shape(
            results._guard_shape, ({"parent_result_ids": [7]},), ({"parent_result_ids": 7},)
        )
        server = self.env["asn.skp"]
        self._assert_shape(
            server._guard_shape, ({"nowhere": 1, "result_ids": 7},), (None, 7, "x", [])
        )
        for name in ("id", "create_uid", "create_date", "write_uid", "write_date"):
            with self.assertRaisesRegex(AccessError, "noted by the server alone"):
                plans._guard_log({"state": "draft", name: 1})
            server._guard_log({name: 1})
        plans._guard_log({"state": "draft"})

    def test_every_model_asks_first_whether_values_are_values(self):  # threat: H11
        """Before an extension of the model looks into them, and of the server as well."""
        guarded = [
            model
            for model in self.env(user=self.hr_user).values()
            if hasattr(model, "_guard_values") and not model._abstract
        ]
        self.assertGreater(len(guarded), 40)
        for model in guarded:
            for values in (None, 7, "x", [7]):
                for attempt in (model.create, model.write, model.sudo().create, model.sudo().write):
                    with (
                        self.subTest(model._name, values=values, method=attempt.__name__),
                        self.assertRaisesRegex(UserError, "cannot be understood"),
                    ):
                        attempt(values)
            with self.assertRaisesRegex(AccessError, "noted by the server alone"):
                model.create([{}, {"id": 1}])
            with self.assertRaisesRegex(AccessError, "noted by the server alone"):
                model.write({"id": 1})
        lines = self.env["asn.indicator"]
        values = {"field": "health", "unit": "orang", "name": "Pasien"}
        made = lines.create({**values, "code": f"T-{number}"} for number in range(2))
        self.assertEqual(made.mapped("code"), ["T-0", "T-1"])
        self.assertEqual(lines.create({**values, "code": "T-2"}).code, "T-2")

    def test_more_lines_than_a_worker_has_time_for_are_refused(self):  # threat: D13 M01
        """At 2,001, in words that say what to do; the server's own work is not counted."""
        limit = 2000
        results = self.env["asn.skp.result"].with_user(self.hr_user)
        for count in (limit + 1, 50_000):
            for attempt in (
                lambda n: results.create([{}] * n),
                lambda n: results.web_save([{}] * n, {}),
                lambda n: results.write({"indicator_ids": [[0, 0, {}]] * n}),
                lambda n: results._guard_shape({"parent_result_ids": [7] * n}),
                lambda n: results.load(["name"], [["x"]] * n),
                lambda n: results.with_context(_import_limit=n).load(["name"], [["x"]] * n),
            ):
                with self.assertRaisesRegex(UserError, f"{count} lines.*2000.*several parts"):
                    attempt(count)
        results._guard_values([{}] * limit)
        results._guard_shape({"indicator_ids": [[0, 0, {}]] * limit})
        server = self.env["asn.skp.result"]
        server._guard_values([{}] * (limit + 1))
        server._guard_shape({"indicator_ids": [[0, 0, {}]] * (limit + 1)})

    def test_a_file_of_more_lines_is_imported_in_parts(self):
        """Odoo's dialog names how many lines of the file it wants next."""
        libraries = self.env["asn.indicator"].with_user(self.hr_user)
        columns = ["code", "name", "field", "unit"]
        lines = [[f"T-{number}", "Pasien", "health", "orang"] for number in range(2001)]
        found = libraries.with_context(_import_limit=2).load(columns, lines)
        self.assertEqual(found["messages"], [])
        self.assertEqual((len(found["ids"]), found["nextrow"]), (2, 2))

    def test_other_calls_are_asked_too(self):
        rule, second = self.env["asn.quality.rule"].with_user(self.hr_user).search([], limit=2)
        self.assertIsInstance(rule.onchange({}, [], {}), dict)
        for records, values, names, shown in (
            (rule, 7, [], {}),
            (rule, {}, [], 7),
            (rule, {}, ["nowhere"], {}),
            (rule, {}, 7, {}),
            (rule | second, {}, [], {}),
        ):
            with self.assertRaisesRegex(UserError, "cannot be understood"):
                records.onchange(values, names, shown)
        line = self.env["asn.indicator"].search([], limit=1)
        self.assertEqual(line.copy_data()[0]["name"], line.name)
        self.assertEqual(line.copy_data({"name": "Lain"})[0]["name"], "Lain")
        with self.assertRaisesRegex(UserError, "cannot be understood"):
            line.copy_data(7)
        with self.assertRaisesRegex(UserError, "search cannot be understood"):
            rule.search([("id", "near", 1)])
        with self.assertRaises(ValueError) as raised:  # a fault of our own code shows itself
            self.env["asn.quality.rule"].search([("id", "near", 1)])
        self.assertNotIsInstance(raised.exception, UserError)

    def test_most_is_not_archived(self):
        rule = self.env["asn.quality.rule"].with_user(self.hr_user).search([], limit=1)
        rule.action_archive()
        self.assertFalse(rule.active)
        rule.action_unarchive()
        self.assertTrue(rule.active)
        plans = self.env["asn.skp"].with_user(self.hr_user)
        for attempt in (plans.action_archive, plans.action_unarchive):
            with self.assertRaisesRegex(UserError, "cannot be archived"):
                attempt()
        for attempt in (
            plans.with_user(self.env.ref("base.public_user")).action_archive,
            rule.with_user(self.nurse_user).action_archive,
        ):
            with self.assertRaises(AccessError):
                attempt()

    def test_the_front_is_put_on_models_and_on_nothing_between(self):
        rules, mixin = self.env["asn.quality.rule"], self.env["asn.guarded.mixin"]
        model_class = self.registry["asn.quality.rule"]
        for name in ("create", "write"):
            self.addCleanup(setattr, model_class, name, vars(model_class)[name])
            delattr(model_class, name)
        with patch.object(models.BaseModel, "_register_hook") as of_odoo:
            rules._register_hook()
            mixin._register_hook()
        self.assertEqual(of_odoo.call_count, 2)
        self.assertLessEqual({"create", "write"}, set(vars(model_class)))
        self.assertNotIn("write", vars(self.registry["asn.guarded.mixin"]))

    def test_links_are_asked_about_before_anything_is_written(self):
        """Of a client, whatever field it is; the server's own code is not asked."""
        lines = self.env["asn.indicator"]
        values = {"code": "T-1", "name": "Pasien", "field": "health", "unit": "orang"}
        with patch.object(
            self.registry["asn.indicator"], "_guard_links", side_effect=AccessError("hidden")
        ) as asked:
            for attempt in (
                lambda user: lines.with_user(user).create(values),
                lambda user: lines.with_user(user).write({"note": "x"}),
                lambda user: lines.with_user(user).onchange({}, [], {}),
            ):
                with self.assertRaisesRegex(AccessError, "hidden"):
                    attempt(self.hr_user)
                asked.reset_mock()
                attempt(self.env.user)
                asked.assert_not_called()

    def test_a_form_of_a_record_that_one_may_not_read_is_not_answered(self):
        """Odoo asks there for the right to write only."""
        rule = self.env["asn.quality.rule"].with_user(self.hr_user).search([], limit=1)
        self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env["ir.model"]._get_id(rule._name),
                "domain_force": repr([("id", "!=", rule.id)]),
                "perm_write": False,
            }
        )
        rule.check_access("write")
        with self.assertRaises(AccessError):
            rule.onchange({}, [], {})
