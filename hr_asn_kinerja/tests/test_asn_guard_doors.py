"""Values, links and files come in through the guard's doors, and through no other."""

from unittest.mock import patch

from psycopg2.errors import LockNotAvailable

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import AsnCase


class GuardCase(AsnCase):
    """The nurse's draft with two results, and the colleague's, which the nurse may not read."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan, cls.peer_plan = cls._plan_of(cls.nurse), cls._plan_of(cls.colleague)
        cls.result, cls.second, cls.hidden = cls.env["asn.skp.result"].create(
            [
                {"skp_id": cls.plan.id, "name": "Terlayaninya pasien rawat jalan"},
                {"skp_id": cls.plan.id, "name": "Meningkatnya cakupan imunisasi"},
                {"skp_id": cls.peer_plan.id, "name": "Tersedianya obat esensial"},
            ]
        )

    def _link_behind(self, result, *parents):
        """Link results as a former superior's are: the reader's rights of today do not count."""
        for parent in parents:
            self.env.cr.execute(
                "INSERT INTO asn_skp_result_parent_rel (result_id, parent_id) VALUES (%s, %s)",
                [result.id, parent.id],
            )
        self.env.invalidate_all()

    def _set_behind(self, record, **values):
        """Set columns of a record past every check."""
        record.flush_recordset()
        for name, value in values.items():
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s WHERE id = %s",
                    SQL.identifier(record._table),
                    SQL.identifier(name),
                    value,
                    record.id,
                )
            )
        self.env.invalidate_all()

    def _other_region(self):
        return self.env["res.company"].create({"name": "Kabupaten Aceh Singkil"})


@tagged("post_install", "-at_install")
class TestAsnGuardDoors(GuardCase):
    def _results(self, user=None):
        return self.env["asn.skp.result"].with_user(user or self.nurse_user)

    def test_a_record_is_made_of_listed_fields_and_defaults(self):
        made = (
            self._results()
            .with_context(
                default_name="Terlaksananya imunisasi",
                default_active=False,
                without_parent_summary=True,
            )
            .create({"skp_id": self.plan.id})
        )
        self.assertEqual(made.name, "Terlaksananya imunisasi")
        self.assertTrue(made.active)
        self.assertTrue(made.env.context["without_parent_summary"])
        with self.assertRaisesRegex(AccessError, "Active"), self.env.cr.savepoint():
            self._results().create({"skp_id": self.plan.id, "name": "x", "active": False})

    def test_a_default_is_checked_like_a_value(self):
        late = self.env["hr.employee"].create({"name": "Laila Sari", "asn_status": "pns"})
        plans = self.env["asn.skp"].with_user(self.hr_user)
        values = {"employee_id": late.id, "period_id": self.year.id}
        with self.assertRaisesRegex(AccessError, "Approach"), self.env.cr.savepoint():
            plans.with_context(default_approach="qualitative").create(values)
        self.assertEqual(plans.create(values).approach, "quantitative")

    def test_the_server_writes_what_it_likes(self):
        made = self.env["asn.skp.result"].create(
            {"skp_id": self.plan.id, "name": "Lama", "active": False}
        )
        self.assertFalse(made.active)
        self._set_behind(self.plan, state="agreed")
        self.assertIs(made.write({"active": True, "skp_id": self.peer_plan.id}), True)
        self.assertEqual(made.skp_id, self.peer_plan)
        self.assertEqual(made.copy_data()[0]["name"], "Lama")
        self._set_behind(self.peer_plan, state="agreed")
        made.unlink()
        self.assertFalse(made.exists())

    def test_of_reference_data_access_lines_decide(self):
        library = self.env["asn.indicator"].with_user(self.admin_asn_user)
        line = library.create({"code": "T-1", "name": "Pasien", "field": "health", "unit": "orang"})
        self.assertIs(line.write({"note": "Rekam medis"}), True)
        self.assertEqual(line.note, "Rekam medis")
        self.assertEqual(line.copy_data()[0]["unit"], "orang")
        line.unlink()
        self.assertFalse(line.exists())

    def test_a_line_is_written_and_never_moved(self):
        own = self.result.with_user(self.nurse_user)
        self.assertIs(own.write({"name": "Terlayaninya semua pasien"}), True)
        self.assertEqual(self.result.name, "Terlayaninya semua pasien")
        with self.assertRaisesRegex(AccessError, "You cannot change Plan of"):
            own.write({"skp_id": self.plan.id})  # where it is already: a link is set once
        with self.assertRaisesRegex(AccessError, "You cannot change Active, Plan of"):
            own.write({"skp_id": self.plan.id, "active": False, "name": "x"})
        with self.assertRaisesRegex(AccessError, "cannot be duplicated"):
            own.copy_data()

    def test_an_agreed_line_is_neither_written_nor_deleted(self):
        self._set_behind(self.plan, state="agreed")
        own = self.result.with_user(self.nurse_user)
        with self.assertRaisesRegex(AccessError, "while it is Agreed"):
            own.with_context(lang="en_US").write({"name": "x"})
        with self.assertRaisesRegex(AccessError, "cannot delete .* while it is Agreed"):
            own.with_context(lang="en_US").unlink()
        self._set_behind(self.plan, state="draft")
        own.unlink()
        self.assertEqual(self.plan.result_ids, self.second)

    def test_a_refusal_tells_nothing_of_a_hidden_document(self):
        peer = self.peer_plan.with_user(self.nurse_user)
        for attempt in (
            lambda: peer.write({"approach": "qualitative"}),
            lambda: peer.onchange({}, [], {"headline": {}}),  # which is worked out for everybody
            lambda: peer._check_one(),
            lambda: peer._workflow_run("propose"),
            lambda: peer.check_access("read"),
        ):
            with self.assertRaises(AccessError) as refused:
                attempt()
            self.assertNotIn(self.colleague.name, str(refused.exception))
        self.plan.with_user(self.nurse_user)._check_one()

    def test_a_form_answers_for_own_records(self):
        own = self.result.with_user(self.nurse_user)
        answer = own.onchange({"name": "Lain"}, ["name"], {"name": {}, "skp_id": {}})
        self.assertIsInstance(answer, dict)
        with self.assertRaises(AccessError):
            self._results().onchange({"skp_id": self.peer_plan.id}, ["skp_id"], {"skp_id": {}})

    def test_a_line_holds_its_document(self):
        """Written, made or deleted; the document itself is found by PostgreSQL."""
        own, second = (self.result | self.second).with_user(self.nurse_user)
        plan = self.plan.with_user(self.nurse_user)
        held = []
        with patch.object(
            self.registry["asn.skp"], "_guard_lock", lambda plans: held.append(set(plans.ids))
        ):
            for attempt in (
                lambda: own.write({"sequence": 5}),
                lambda: self._results().create({"skp_id": self.plan.id, "name": "Baru"}),
                lambda: second.unlink(),
            ):
                held.clear()
                attempt()
                self.assertIn({self.plan.id}, held)
            held.clear()
            plan._guard_hold()
            self.assertFalse(held)
            (self.result | self.hidden)._guard_hold()
            self.assertEqual(held, [{self.plan.id, self.peer_plan.id}])
        self.assertEqual(self.result._guard_document(), self.plan)
        self.assertEqual(self.plan._guard_document(), self.plan)
        with self.assertRaises(ValueError):
            (self.plan | self.peer_plan)._guard_document()

    def test_what_is_held_waits_for_others_once(self):
        first, second = self.env["asn.quality.rule"].search([], limit=2)  # of the installation
        first._guard_lock()
        with self.assertQueryCount(0, flush=False):
            first._guard_lock()
        with self.registry.cursor() as other:
            other.execute(
                "SELECT FROM asn_quality_rule WHERE id = %s FOR UPDATE NOWAIT", [second.id]
            )
            with self.assertRaises(LockNotAvailable), mute_logger("odoo.sql_db"):
                other.execute(
                    "SELECT FROM asn_quality_rule WHERE id = %s FOR UPDATE NOWAIT", [first.id]
                )
        with self.assertQueryCount(1, flush=False):
            (first | second)._guard_lock()

    def test_a_link_between_regions_names_nobody(self):
        """Not by a client; the server copies what belonged to people who moved."""
        stranger = self.env["hr.employee"].create(
            {"name": "Cut Nyak", "company_id": self._other_region().id}
        )
        self._set_behind(self.plan, evaluator_id=stranger.id)
        self.plan._check_company(["evaluator_id"])
        with self.assertRaisesRegex(UserError, "another region") as refused:
            self.plan.with_user(self.hr_user)._check_company(["evaluator_id"])
        self.assertNotIn(stranger.name, str(refused.exception))

    def test_what_no_column_holds_is_refused_at_the_door(self):
        own = self.result.with_user(self.nurse_user)
        with self.assertRaises(ValidationError):
            own.write({"weight": float("nan")})
        with self.assertRaises(ValidationError):
            self._results().create([{"skp_id": self.plan.id, "name": "a\x00b"}])

    # ------------------------------------------------------------------
    # Files
    # ------------------------------------------------------------------

    def _attach(self, user, **values):
        return self.env["ir.attachment"].with_user(user).create({"name": "x", **values})

    def test_a_file_of_a_discussion_belongs_to_who_put_it_there(self):
        mark = "belongs to an appraisal"
        on_plan = {"res_model": "asn.skp", "res_id": self.plan.id}
        file = self._attach(self.nurse_user, raw=b"x", **on_plan)
        of_head = file.with_user(self.head_user)
        for attempt in (
            lambda: of_head.write({"name": "y"}),
            lambda: of_head.write({"res_model": False, "res_id": False}),
            lambda: of_head.unlink(),
            lambda: file.write({"res_field": "approach"}),
            lambda: self._attach(self.nurse_user, res_field="approach", **on_plan),
            lambda: self._attach(self.nurse_user, res_model="asn.realisation"),
        ):
            with self.assertRaisesRegex(AccessError, mark), self.env.cr.savepoint():
                attempt()
        self.assertIs(file.write({"name": "z"}), True)
        self.assertIs(file.sudo().write({"res_field": "approach"}), True)
        self.assertIs(file.sudo().unlink(), True)
        loose = self._attach(self.nurse_user, raw=b"x")
        self.assertIs(loose.with_user(self.nurse_user).unlink(), True)

    def test_which_files_are_asked_about(self):
        files = self.env["ir.attachment"]
        for name, expected in (
            ("asn.skp", True),
            ("asn.evidence", True),
            ("asn.indicator", False),  # reference data: access lines decide
            ("res.partner", False),
            ("nowhere", False),
            (False, False),
        ):
            with self.subTest(name):
                self.assertIs(files._is_asn_document(name), expected)
        line = self.env["asn.indicator"].search([], limit=1)
        file = self._attach(self.admin_asn_user, res_model=line._name, res_id=line.id)
        self.assertIs(file.with_user(self.hr_user).write({"name": "y"}), True)


@tagged("post_install", "-at_install")
class TestAsnGuardLinks(GuardCase):
    """Links and searches tell nothing of hidden records."""

    def test_what_a_value_links_to(self):
        values = {"name": "x"}
        for value, ids, made in (
            (5, [5], []),
            (0, [], []),
            ("text", [], []),
            ({"id": 7}, [7], []),
            ({}, [], []),
            ([1, 2], [1, 2], []),
            ((3,), [3], []),
            ([[0, 0, values]], [], [values]),
            ([[0, 8, values]], [], [values]),
            ([[1, 5, values]], [5], [values]),
            ([[1, 5, None]], [5], []),
            ([[2, 5]], [], []),
            ([[2, 5, values]], [], []),
            ([[3, 5, 0]], [], []),
            ([[4, 5]], [5], []),
            ([[4]], [], []),
            ([[4, 5, values]], [5], []),
            ([[5]], [], []),
            ([[6, 0, [1, 2]]], [1, 2], []),
            ([[6, 0, (1, 2)]], [1, 2], []),
            ([[6, 0, 7]], [7], []),
            ([[6, 0, "12"]], ["12"], []),
            ([3, [4, 5], [0, 0, values]], [3, 5], [values]),
        ):
            with self.subTest(value=value):
                self.assertEqual(self.env["asn.skp"]._guard_linked(value), (ids, made))

    def test_only_what_one_reads_is_linked(self):
        results = self.env["asn.skp.result"].with_user(self.nurse_user)
        plans = self.env["asn.skp"].with_user(self.nurse_user)
        own = self.result.with_user(self.nurse_user)
        for link in (
            {"parent_result_ids": [[4, self.hidden.id]]},
            {"skp_id": self.peer_plan.id},
        ):
            with self.assertRaises(AccessError):
                results._guard_links(link)
            with self.assertRaises(AccessError):
                plans._guard_links({}, {"result_ids": [[0, 0, link]]})
        results._guard_links({"skp_id": self.plan.id, "parent_result_ids": [self.second.id]})
        results._guard_links({"nowhere": 1, "name": "x"})
        plans._guard_links({"employee_id": self.colleague.id})  # no record of ours: Odoo's matter
        stranger = self.env.ref("base.public_user")
        results.with_user(stranger)._guard_links({"skp_id": False, "parent_result_ids": []})
        for attempt in (
            lambda: own.write({"parent_result_ids": [[4, self.hidden.id]]}),
            lambda: results.create(
                {"skp_id": self.plan.id, "name": "x", "parent_result_ids": [self.hidden.id]}
            ),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self._link_behind(self.result, self.hidden)
        own._guard_links({"parent_result_ids": [[6, 0, [self.hidden.id, self.second.id]]]})
        with self.assertRaises(AccessError):
            self.second.with_user(self.nurse_user)._guard_links(
                {"parent_result_ids": [[4, self.hidden.id]]}
            )

    def test_a_list_is_compared_with_what_is_read(self):
        """One result supports a hidden and a readable one, one a hidden one, one none."""
        third = self.env["asn.skp.result"].create({"skp_id": self.plan.id, "name": "Tanpa"})
        seen, hidden = self.second, self.hidden
        both, one, none = self.result, self.second, third
        self._link_behind(both, seen, hidden)
        self._link_behind(one, hidden)
        everybody = both | one | none
        results = self.env["asn.skp.result"].with_user(self.nurse_user)
        inner = results._search([("id", "=", seen.id)])
        name, hidden_name = seen.name, hidden.name
        for operator, value, expected in (
            ("=", seen.id, both),
            ("=", hidden.id, none.browse()),
            ("=", False, one | none),
            ("=", [], one | none),
            ("=", [seen.id], both),
            ("!=", False, both),
            ("!=", [], both),
            ("!=", hidden.id, everybody),
            ("<>", seen.id, one | none),
            ("==", seen.id, both),
            ("=?", False, everybody),
            ("=?", hidden.id, none.browse()),
            ("=?", seen.id, both),
            ("in", [hidden.id], none.browse()),
            ("in", (seen.id, hidden.id), both),
            ("in", [], none.browse()),
            ("in", [seen.id, False], everybody),
            ("in", [True], none.browse()),
            ("in", inner, both),
            ("in", [name], both),
            ("in", [name, hidden.id], both),
            ("in", [hidden_name, seen.id], both),
            ("not in", [seen.id], one | none),
            ("not in", [hidden.id], everybody),
            ("not in", [], everybody),
            ("not in", [name], one | none),
            ("=", name, both),
            ("ilike", "cakupan", both),
            ("any", [("id", "=", seen.id)], both),
            ("not any", [("id", "=", seen.id)], one | none),
        ):
            with self.subTest(operator=operator, value=str(value)):
                found = results.search([("parent_result_ids", operator, value)])
                self.assertEqual(found & everybody, expected)
        self.assertFalse(results.search([("parent_result_ids.name", "=", hidden_name)]))
        mine = [("id", "=", both.id)]
        self.assertEqual(results.search([*mine, ("skp_id", "=", self.plan.id)]), both)
        hides = [*mine, ("parent_result_ids", "!=", hidden.id)]
        self.assertTrue(results.search(hides))
        self.assertFalse(list(results._search(hides, bypass_access=True)))

    def test_lists_of_others_and_of_the_server_are_left_to_odoo(self):
        plans = self.env["asn.skp"].with_user(self.nurse_user)
        mine = [("id", "=", self.plan.id)]
        self.assertEqual(plans.search([*mine, ("activity_ids", "!=", False)]), self.plan)
        self.assertFalse(plans.search([*mine, ("activity_ids", "=", False)]))
        with patch.object(self.registry["asn.skp"], "_guard_condition", side_effect=AssertionError):
            self.assertTrue(self.plan.search([*mine, ("result_ids", "!=", False)]))

    def test_below_and_above_in_a_tree(self):
        periods = self.env["asn.period"].with_user(self.hr_user)
        both = [("id", "in", (self.year | self.half).ids)]
        for operator, value, expected in (
            ("child_of", self.year.id, self.year),
            ("child_of", [self.year.id], self.year),
            ("parent_of", self.half.id, self.year),
            ("in", [self.year.id], self.year.browse()),
            ("in", [self.half.id], self.year),
        ):
            with self.subTest(operator=operator):
                found = periods.search([*both, ("child_ids", operator, value)])
                self.assertEqual(found, expected)
