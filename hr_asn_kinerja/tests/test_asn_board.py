from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AsnCase


@tagged("post_install", "-at_install")
class TestAsnBoard(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.government = cls.env["hr.department"].create(
            {"name": "Pemerintah Kota", "asn_kind": "government", "asn_code": "T-1"}
        )
        (cls.agency | cls.other_agency).parent_id = cls.government
        cls._make_year(cls.env)

    def _row(self, unit, user=None, direct=False):
        board = self.env["asn.unit.board"].with_user(user or self.hr_user)
        return board.search(
            [
                ("unit_id", "=", unit.id),
                ("is_direct", "=", direct),
                ("period_id", "=", self.year.id),
            ]
        )

    def test_row_counts_the_unit_with_all_units_below(self):
        # chief and officer in the agency itself; head, nurse and colleague in its clinic
        self.assertEqual(self._row(self.agency).plan_count, 5)
        self.assertEqual(self._row(self.clinic).plan_count, 3)
        self.assertEqual(self._row(self.agency, direct=True).plan_count, 2)
        self.assertTrue(self._row(self.agency).has_units)
        self.assertFalse(self._row(self.clinic).has_units)

    def test_counts_follow_the_steps(self):
        nurse, colleague = self._plan_of(self.nurse), self._plan_of(self.colleague)
        row = self._row(self.clinic)
        self.assertEqual((row.not_started_count, row.draft_count), (3, 0))
        self._fill_plan(nurse)
        self.env.flush_all()
        row.invalidate_recordset()
        self.assertEqual((row.not_started_count, row.draft_count), (2, 1))
        nurse.with_user(self.nurse_user).action_propose()
        row.invalidate_recordset()
        self.assertEqual((row.draft_count, row.proposed_count), (0, 1))
        nurse.with_user(self.head_user).action_agree()
        colleague.sudo().write({"state": "returned"})
        row.invalidate_recordset()
        self.assertEqual((row.agreed_count, row.returned_count), (1, 1))
        self.assertEqual(row.agreed_share, 33.3)

    def test_cancelled_plans_are_not_counted(self):
        self._plan_of(self.nurse).with_user(self.hr_user).action_cancel("Pindah daerah")
        self.assertEqual(self._row(self.clinic).plan_count, 2)

    def test_late_begins_the_day_after_the_due_date_of_the_region(self):
        self.assertEqual(str(self.year.date_due), "2026-01-31")
        row = self._row(self.clinic)
        with freeze_time("2026-01-31 16:59:00"):  # 23:59 on 31 January in Jakarta
            row.invalidate_recordset()
            self.assertEqual(row.late_count, 0)
        with freeze_time("2026-01-31 17:01:00"):  # 00:01 on 1 February
            row.invalidate_recordset()
            self.assertEqual(row.late_count, 3)

    def test_plan_that_begins_later_is_due_later(self):
        plan = self._plan_of(self.nurse)
        plan.sudo().write({"date_start": "2026-11-01"})
        row = self._row(self.clinic)
        for moment, late in (("2026-12-01 05:00:00", 2), ("2026-12-02 05:00:00", 3)):
            # 31 days from 1 November: due on 1 December
            with self.subTest(moment=moment), freeze_time(moment):
                self.env.invalidate_all()
                self.assertEqual(row.late_count, late)
                plans = self.env["asn.skp"].search(row._plan_domain("late_count"))
                self.assertEqual(len(plans), late)
                self.assertEqual(plans, plans.filtered("is_late"))
                self.assertEqual(plan in plans, plan.is_late)

    def test_nobody_can_agree_without_evaluator_or_login(self):
        plan, nobody = self._plan_of(self.nurse), self.env["hr.employee"]
        plan.sudo().write(plan._prepare_evaluator(nobody, nobody))
        self.head.user_id = False  # colleague's evaluator
        self.env.flush_all()
        # the head's own plan has an evaluator with a login
        self.assertEqual(self._row(self.clinic).stuck_count, 2)

    def test_every_count_opens_exactly_its_plans(self):
        self._fill_plan(self._plan_of(self.nurse))
        self._plan_of(self.colleague).sudo().write({"state": "proposed"})
        self._plan_of(self.head).with_user(self.hr_user).evaluator_id = self.hr
        self.env.flush_all()
        for user in (self.hr_user, self.officer_user, self.auditor_user):
            board = self.env["asn.unit.board"].with_user(user)
            rows = board.search([])
            self.assertTrue(rows)
            for row in rows:
                for name in board._count_conditions():
                    action = row.with_context(asn_count=name).action_view_plans()
                    plans = self.env["asn.skp"].with_user(user).search(action["domain"])
                    with self.subTest(user=user.login, row=row.name, count=name):
                        self.assertEqual(len(plans), row[name])

    def test_rows_of_a_level_add_up_to_the_row_above(self):
        board = self.env["asn.unit.board"].with_user(self.hr_user)
        top = board.search([("is_top", "=", True), ("is_current", "=", True)])
        self.assertEqual(top.unit_id, self.agency | self.other_agency)
        self.assertEqual(sum(top.mapped("plan_count")), len(self.year.skp_ids))
        row = self._row(self.agency)
        below = board.search(row.action_view_units()["domain"])
        self.assertEqual(below.unit_id, self.agency | self.clinic)
        self.assertEqual(sum(below.mapped("plan_count")), row.plan_count)

    def test_plans_without_a_unit_have_a_row_of_their_own(self):
        self._plan_of(self.outsider).sudo().write({"unit_id": False})
        self.env.flush_all()
        board = self.env["asn.unit.board"].with_user(self.hr_user)
        top = board.search([("is_top", "=", True), ("is_current", "=", True)])
        self.assertEqual(sum(top.mapped("plan_count")), len(self.year.skp_ids))
        lone = top.filtered(lambda row: not row.unit_id)
        self.assertEqual(lone.plan_count, 1)
        action = lone.action_view_plans()
        self.assertEqual(self.env["asn.skp"].search(action["domain"]), self._plan_of(self.outsider))

    def test_ids_stay_the_same(self):
        before = {row.id: (row.unit_id, row.is_direct) for row in self._all()}
        self._plan_of(self.nurse).with_user(self.hr_user).action_cancel("Pindah")
        after = {row.id: (row.unit_id, row.is_direct) for row in self._all()}
        self.assertEqual(before, after)
        self.assertTrue(all(0 < key < 2**31 for key in before))

    def _all(self):
        self.env.invalidate_all()
        return self.env["asn.unit.board"].search([])

    def test_officer_sees_the_own_units_only(self):
        board = self.env["asn.unit.board"].with_user(self.officer_user)
        self.assertEqual(board.search([]).unit_id, self.agency | self.clinic)
        top = board.search([("is_top", "=", True)])
        self.assertEqual(top.unit_id, self.agency)
        hidden = self._row(self.other_agency).with_user(self.officer_user)
        with self.assertRaises(AccessError):
            hidden.read(["plan_count"])
        with self.assertRaises(AccessError):
            hidden.action_view_plans()
        with self.assertRaises(AccessError):
            hidden.action_nudge()

    def test_officer_of_a_clinic_starts_with_the_clinic(self):
        self.officer_user.asn_unit_ids = self.clinic
        top = (
            self.env["asn.unit.board"].with_user(self.officer_user).search([("is_top", "=", True)])
        )
        self.assertEqual(top.unit_id, self.clinic)

    def test_unit_is_found_by_name_on_any_level(self):
        board = self.env["asn.unit.board"].with_user(self.hr_user)
        domain = [("name", "ilike", "penanggalan"), ("is_top", "=", True)]
        self.assertFalse(board.search(domain))
        self.assertEqual(
            board.with_context(asn_all_levels=True).search(domain).unit_id, self.clinic
        )

    def test_employee_has_no_board(self):
        for user in (self.nurse_user, self.head_user, self.plain_user):
            with self.assertRaises(AccessError):
                self.env["asn.unit.board"].with_user(user).search([])

    def test_nothing_is_written_on_the_board(self):
        row = self._row(self.clinic)
        with self.assertRaises(AccessError):
            row.write({"plan_count": 1})
        with self.assertRaises(AccessError):
            row.unlink()
        with self.assertRaises(AccessError):
            row.create({"name": "Uji"})

    def test_unknown_count_is_refused(self):
        with self.assertRaises(UserError):
            self._row(self.clinic).with_context(asn_count="company_id").action_view_plans()
