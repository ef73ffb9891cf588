"""The role-result matrix: what it shows, to whom, and that a cell is saved by ordinary guards."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AsnCase

WORDING = "Meningkatnya mutu pelayanan rawat jalan"


class MatrixCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.boss = cls._plan_of(cls.head)
        cls.plan = cls._plan_of(cls.nurse)
        cls.peer = cls._plan_of(cls.colleague)
        cls._fill_plan(cls.boss)
        cls._fill_plan(cls.plan)
        cls.column, cls.empty_column = cls.boss.result_ids
        cls.result, cls.loose = cls.plan.result_ids
        cls.result.with_user(cls.head_user).parent_result_ids = cls.column

    def _matrix(self, user, **arguments):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["asn.skp"].with_user(user).get_role_matrix(**arguments)


@tagged("post_install", "-at_install")
class TestAsnMatrix(MatrixCase):
    def test_evaluator_sees_own_results_across_and_the_people_down(self):
        matrix = self._matrix(self.head_user)
        self.assertEqual(matrix["superior"]["name"], "Teuku Rizal")
        self.assertTrue(matrix["superior"]["is_me"])
        self.assertEqual([c["id"] for c in matrix["columns"]], (self.boss.result_ids).ids)
        self.assertEqual([r["name"] for r in matrix["rows"]], ["Nurul Huda", "Siti Rahmah"])
        self.assertEqual(matrix["row_count"], 2)
        self.assertTrue(all(row["editable"] for row in matrix["rows"]))
        columns = {result["id"]: result["columns"] for result in matrix["results"]}
        self.assertEqual(columns, {self.result.id: [self.column.id], self.loose.id: []})

    def test_main_results_stand_before_additional_ones(self):
        self.column.sudo().kind = "additional"
        kinds = [column["kind"] for column in self._matrix(self.head_user)["columns"]]
        self.assertEqual(kinds, ["main", "additional"])

    def test_agreed_plan_is_locked_and_the_other_is_not(self):
        self.result.with_user(self.nurse_user).skp_id.action_propose()
        self.plan.with_user(self.head_user).action_agree()
        rows = {row["name"]: row for row in self._matrix(self.head_user)["rows"]}
        self.assertFalse(rows["Siti Rahmah"]["editable"])
        self.assertEqual(rows["Siti Rahmah"]["state"], "agreed")
        self.assertTrue(rows["Nurul Huda"]["editable"])

    def test_cancelled_plan_has_no_row(self):
        self.peer.with_user(self.hr_user).action_cancel("Pindah ke daerah lain.")
        rows = self._matrix(self.head_user)["rows"]
        self.assertEqual([row["name"] for row in rows], ["Siti Rahmah"])

    def test_part_of_a_year_says_its_days(self):
        self.peer.sudo().date_end = "2026-06-30"
        days = {row["name"]: row["days"] for row in self._matrix(self.head_user)["rows"]}
        self.assertFalse(days["Siti Rahmah"])
        self.assertIn("2026", days["Nurul Huda"])

    def test_superior_and_offices_read_and_change_nothing(self):
        for user in (self.chief_user, self.officer_user, self.hr_user, self.auditor_user):
            with self.subTest(user=user.login):
                matrix = self._matrix(user, superior_id=self.head.id)
                self.assertEqual(len(matrix["columns"]), 2)
                self.assertEqual(len(matrix["rows"]), 2)
                self.assertFalse(any(row["editable"] for row in matrix["rows"]))

    def test_employee_sees_the_own_row_only(self):
        matrix = self._matrix(self.nurse_user, superior_id=self.head.id)
        self.assertEqual([row["id"] for row in matrix["rows"]], self.plan.ids)
        self.assertFalse(matrix["columns"])
        self.assertEqual({r["plan"] for r in matrix["results"]}, {self.plan.id})

    def test_stranger_sees_nothing(self):
        for user in (self.outsider_user, self.plain_user):
            with self.subTest(user=user.login):
                matrix = self._matrix(user, superior_id=self.head.id)
                self.assertFalse(matrix["rows"] or matrix["columns"] or matrix["results"])
                self.assertFalse(matrix["superior"]["name"])
                self.assertEqual(matrix["row_count"], 0)

    def test_nobody_is_chosen_for_a_user_without_employee(self):
        matrix = self._matrix(self.plain_user)
        self.assertFalse(matrix["superior"]["id"])
        self.assertFalse(matrix["rows"])

    def test_made_up_arguments_are_refused_in_words(self):
        for value in ("1", [1], 1.5, True, -1, 2**40, {"id": 1}):
            with self.subTest(value=value), self.assertRaises(UserError):
                self._matrix(self.head_user, superior_id=value)
            with self.subTest(period=value), self.assertRaises(UserError):
                self._matrix(self.head_user, period_id=value)
        with self.assertRaises(UserError):
            self._matrix(self.head_user, period_id=self.half.id)
        self.assertFalse(self._matrix(self.head_user, superior_id=2**31 - 1)["rows"])

    def test_number_of_queries_does_not_grow_with_the_people(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["asn.skp"].with_user(self.head_user).get_role_matrix()
            return self.env.cr.sql_log_count - before

        queries()
        few = queries()
        plans = self.env["asn.skp"]
        for number in range(8):
            employee = self.env["hr.employee"].create(
                {
                    "name": f"Pegawai {number}",
                    "asn_evaluator_id": self.head.id,
                    "department_id": self.clinic.id,
                    "date_version": "2020-01-01",
                }
            )
            plans |= plans.create({"employee_id": employee.id, "period_id": self.year.id})
        for plan in plans:
            self.env["asn.skp.result"].create(
                {
                    "skp_id": plan.id,
                    "name": WORDING,
                    "parent_result_ids": [Command.link(self.column.id)],
                }
            )
        self.assertEqual(len(self._matrix(self.head_user)["rows"]), 10)
        self.assertEqual(queries(), few)
        self.assertLess(few, 30)


@tagged("post_install", "-at_install")
class TestAsnMatrixChoices(MatrixCase):
    def _choices(self, user, text="", period=False):
        skp = self.env["asn.skp"].with_user(user)
        return skp.get_role_matrix_choices(period, text)["choices"]

    def test_office_finds_evaluators_by_name_and_unit(self):
        names = {choice["name"]: choice["count"] for choice in self._choices(self.hr_user)}
        self.assertEqual(names, {"Cut Meutia": 2, "Teuku Rizal": 2, "Bambang Irawan": 1})
        (found,) = self._choices(self.hr_user, "rizal")
        self.assertEqual(found["id"], self.head.id)
        self.assertIn("Puskesmas Penanggalan", found["note"])
        by_unit = self._choices(self.hr_user, "penanggalan")
        self.assertEqual({c["name"] for c in by_unit}, {"Cut Meutia", "Teuku Rizal"})

    def test_officer_finds_those_of_the_own_units_only(self):
        names = {choice["name"] for choice in self._choices(self.officer_user)}
        self.assertEqual(names, {"Cut Meutia", "Teuku Rizal"})

    def test_employee_finds_the_own_evaluator_only(self):
        names = [(c["name"], c["count"]) for c in self._choices(self.nurse_user)]
        self.assertEqual(names, [("Teuku Rizal", 1)])
        self.assertFalse(self._choices(self.outsider_user, "Rizal"))

    def test_wrong_texts_are_refused_in_words(self):
        for text in ("a\x00b", "\ud800", "x" * 101, 7, ["x"], {"x": 1}):
            with self.subTest(text=text), self.assertRaises(UserError):
                self._choices(self.hr_user, text)


@tagged("post_install", "-at_install")
class TestAsnMatrixEdits(MatrixCase):
    """What the screen calls for each edit: ordinary create, write and unlink."""

    def _create(self, user, plan, column):
        return (
            self.env["asn.skp.result"]
            .with_user(user)
            .create(
                [
                    {
                        "skp_id": plan.id,
                        "kind": "main",
                        "name": WORDING,
                        "parent_result_ids": [Command.link(column.id)],
                    }
                ]
            )
        )

    def test_evaluator_fills_a_cell_links_and_takes_off(self):
        result = self._create(self.head_user, self.peer, self.empty_column)
        self.assertEqual(self.peer.result_ids, result)
        matrix = self._matrix(self.head_user)
        (cell,) = [r for r in matrix["results"] if r["plan"] == self.peer.id]
        self.assertEqual(cell["columns"], [self.empty_column.id])
        result.with_user(self.head_user).write(
            {"parent_result_ids": [Command.link(self.column.id)]}
        )
        self.assertEqual(result.parent_result_ids, self.boss.result_ids)
        result.with_user(self.head_user).write(
            {"parent_result_ids": [Command.unlink(self.empty_column.id)]}
        )
        self.assertEqual(result.parent_result_ids, self.column)
        result.with_user(self.head_user).unlink()
        self.assertFalse(self.peer.result_ids)

    def test_readers_fill_no_cell(self):
        for user in (self.chief_user, self.officer_user, self.hr_user, self.auditor_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._create(user, self.peer, self.column)
        with self.assertRaises(AccessError):
            self._create(self.nurse_user, self.peer, self.column)
        self.assertFalse(self.peer.result_ids)

    def test_agreed_plan_takes_no_cell(self):
        self.plan.with_user(self.nurse_user).action_propose()
        self.plan.with_user(self.head_user).action_agree()
        with self.assertRaises(AccessError):
            self._create(self.head_user, self.plan, self.column)
        with self.assertRaises(AccessError):
            self.loose.with_user(self.head_user).write(
                {"parent_result_ids": [Command.link(self.column.id)]}
            )
        self.assertFalse(self.loose.parent_result_ids)

    def test_plan_opens_the_matrix_it_stands_in(self):
        params = self.plan.with_user(self.head_user).action_open_matrix()["params"]
        self.assertEqual(params["superior"], self.head.id)
        self.assertEqual(params["plan"], self.plan.id)
        params = self.boss.with_user(self.head_user).action_open_matrix()["params"]
        self.assertEqual(params["superior"], self.head.id)
        with self.assertRaises(AccessError):
            self.peer.with_user(self.nurse_user).action_open_matrix()
        with self.assertRaises(UserError):
            self.env["asn.skp"].with_user(self.nurse_user).action_open_matrix()
