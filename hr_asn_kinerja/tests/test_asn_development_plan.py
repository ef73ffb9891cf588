from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .development_common import DevelopmentCase


@tagged("post_install", "-at_install")
class TestAsnDevelopmentPlan(DevelopmentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._release(cls.evaluation, "below", "meets")

    def test_both_agree_each_for_himself_or_herself(self):
        with self.assertRaises(UserError):
            self.plan.with_user(self.head_user).action_confirm()  # nothing to do yet
        self._add(self.plan)
        for user in (self.chief_user, self.hr_user):
            with self.assertRaises(AccessError):
                self.plan.with_user(user).action_confirm()
        self.plan.with_user(self.nurse_user).action_confirm()
        self.assertEqual(self.plan.state, "employee_agreed")
        self.plan.with_user(self.nurse_user).action_confirm()
        self.assertEqual(self.plan.state, "employee_agreed", "twice by one side is not both")
        with self.assertRaises(AccessError):
            self._add(self.plan)
        self.plan.with_user(self.head_user).action_take_back()
        self._add(self.plan, self.nurse_user, name="Magang", kind="assignment")
        self._run(self.plan)
        self.assertEqual(self.plan.state, "running")
        self.assertEqual(str(self.plan.date_agreed), "2026-11-24")
        steps = self.plan.transition_ids.sorted("id").mapped("action")
        self.assertEqual(
            steps,
            [
                "confirm_employee",
                "take_back",
                "confirm_evaluator",
                "confirm_employee",
                "start",
            ],
        )

    def test_a_needed_plan_is_given_up_by_the_hr_office_alone(self):
        for user in (self.nurse_user, self.head_user):
            with self.assertRaises(UserError):
                self.plan.with_user(user).action_end("Tidak perlu")
        with self.assertRaises(UserError):
            self.plan.with_user(self.hr_user).action_cancel(" ")
        self.plan.with_user(self.hr_user).action_cancel("Pensiun bulan depan")
        self.assertEqual(self.plan.state, "cancelled")
        with self.assertRaises(UserError):
            self.plan.sudo().unlink()

    def test_who_reads_what(self):
        self._add(self.plan, name="Pelatihan triase")
        secret = self._add(self.plan, kind="counselling", name="Konseling", reason="RAHASIA")
        readers = {
            self.nurse_user: 2,
            self.head_user: 2,
            self.hr_user: 2,
            self.chief_user: 1,
            self.auditor_user: 1,
            self.officer_user: 0,
            self.colleague_user: 0,
            self.plain_user: 0,
        }
        for user, count in readers.items():
            actions = self.env["asn.development.action"].with_user(user)
            self.assertEqual(len(actions.search([])), count, user.login)
            self.assertEqual(self.plan.with_user(user).has_access("read"), bool(count), user.login)
        self.assertFalse(secret.with_user(self.chief_user).has_access("read"))

    def test_the_officer_reads_days_and_state_and_nothing_else(self):
        self._add(self.plan, cost=1500000)
        self.env.flush_all()
        overview = self.env["asn.development.overview"]
        (row,) = overview.with_user(self.officer_user).search([])
        self.assertEqual(row.id, self.plan.id)
        self.assertEqual(row.cost, 1500000)
        self.assertEqual((row.open_count, row.state), (1, "draft"))
        self.assertFalse({"action_ids", "reason", "name"} & set(overview._fields))
        for user in (self.nurse_user, self.head_user, self.colleague_user):
            with self.assertRaises(AccessError):
                overview.with_user(user).search([])

    def test_progress_while_it_runs_and_not_before(self):
        action = self._add(self.plan)
        with self.assertRaises(AccessError):
            action.with_user(self.nurse_user).progress = 10
        self._run(self.plan)
        mine = action.with_user(self.nurse_user)
        mine.progress = 40
        self.assertEqual((action.state, self.plan.progress), ("running", 40))
        with self.assertRaises(AccessError):
            mine.name = "Lain"
        with self.assertRaises(UserError):
            self.plan.with_user(self.nurse_user).action_finish()
        mine.state = "done"
        self.assertEqual((action.progress, str(action.date_done)), (100, "2026-11-24"))
        self.assertEqual((self.plan.open_count, self.plan.date_next), (0, False))
        self.plan.with_user(self.nurse_user).action_finish()
        self.assertEqual(self.plan.state, "finished")

    def test_bad_values_are_refused(self):
        action = self._add(self.plan)
        with mute_logger("odoo.sql_db"):
            for cost in (float("nan"), float("inf"), 1e13):
                with self.assertRaises(ValidationError):
                    action.cost = cost
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                action.cost = -1
                self.env.flush_all()
            self._run(self.plan)
            for progress in (-1, 101):
                with self.assertRaises(IntegrityError), self.cr.savepoint():
                    action.progress = progress
                    self.env.flush_all()
        for link in ("javascript:alert(1)", "https://a@b.go.id", "berkas"):
            with self.assertRaises(ValidationError):
                action.evidence_link = link

    def test_an_action_answers_something_of_its_own_evaluation(self):
        with self.assertRaises(ValidationError):
            self._add(self.plan, line_id=self.peer_evaluation.line_ids[0].id)
        value = self.env.ref("hr_asn_kinerja.value_competent")
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self._add(self.plan, line_id=self.evaluation.line_ids[0].id, value_id=value.id)
            self.env.flush_all()

    def test_evidence_is_that_of_the_person(self):
        png = (
            b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJ"
            b"RU5ErkJggg=="
        )
        indicator = self._plan_of(self.colleague).result_ids.indicator_ids[0]
        foreign = self._log(
            indicator,
            5,
            date="2026-11-10",
            evidence_ids=[Command.create({"name": "a.png", "upload": png})],
        ).evidence_ids
        action = self._add(self.plan)
        self._run(self.plan)
        with self.assertRaises(AccessError):
            action.with_user(self.nurse_user).evidence_ids = [Command.link(foreign.id)]
        with self.assertRaises(ValidationError):
            action.with_user(self.head_user).evidence_ids = [Command.link(foreign.id)]

    def test_the_catalogue_fills_in(self):
        entry = self.env.ref("hr_asn_kinerja.development_competent_1")
        action = (
            self.env["asn.development.action"]
            .with_user(self.nurse_user)
            .create({"plan_id": self.plan.id, "catalogue_id": entry.id})
        )
        self.assertEqual((action.name, action.kind), (entry.name, entry.kind))
        self.assertEqual((action.date_due - date(2026, 11, 24)).days, entry.days)

    def test_the_catalogue_offers_what_fits_first(self):
        catalogue = self.env["asn.development.catalogue"].with_user(self.nurse_user)
        value = self.env.ref("hr_asn_kinerja.value_adaptive")
        found = catalogue.with_context(asn_value_id=value.id).name_search("", limit=5)
        near = catalogue.browse([row[0] for row in found[:3]])
        self.assertEqual(near.value_id, value)
        self.assertEqual(len(found), 5)
        self.agency.asn_field = "health"
        found = catalogue.with_context(asn_plan_id=self.plan.id).name_search("", limit=3)
        near = catalogue.browse([row[0] for row in found])
        self.assertEqual(set(near.mapped("field")), {"health"})
        for wrong in ("x", -1, [1], 999999999):
            catalogue.with_context(asn_plan_id=wrong, asn_value_id=wrong).name_search("")

    def test_the_catalogue_covers_values_and_fields(self):
        catalogue = self.env["asn.development.catalogue"].search([])
        self.assertGreaterEqual(len(catalogue), 40)
        for value in self.env["asn.behaviour.value"].search([]):
            self.assertGreaterEqual(
                len(catalogue.filtered(lambda e, value=value: e.value_id == value)), 3, value.name
            )
        fields = dict(catalogue._fields["field"].selection)
        self.assertEqual(set(catalogue.filtered("field").mapped("field")), set(fields))

    def test_overdue_is_found_and_shown(self):
        action = self._add(self.plan, date_due="2026-12-01")
        self.assertFalse(self.plan.is_overdue)
        self._run(self.plan)
        with freeze_time("2026-12-02 05:00:00"):
            self.env.invalidate_all()
            self.assertTrue(self.plan.is_overdue)
            self.assertTrue(action.is_overdue)
            found = self.env["asn.development.plan"].search([("is_overdue", "=", True)])
            self.assertIn(self.plan, found)
            found = self.env["asn.development.overview"].search([("is_overdue", "=", False)])
            self.assertNotIn(self.plan.id, found.ids)

    def test_another_evaluator_is_named_by_the_hr_office(self):
        with self.assertRaises(AccessError):
            self.plan.with_user(self.nurse_user).evaluator_id = self.chief
        self.plan.with_user(self.hr_user).evaluator_id = self.officer
        self.assertEqual(self.plan.evaluator_user_id, self.officer_user)
        self.assertEqual(self.plan.superior_user_id, self.chief_user)
        self._add(self.plan, self.officer_user)
        with self.assertRaises(AccessError):
            self._add(self.plan, self.head_user)
        with self.assertRaises(UserError):
            self.plan.with_user(self.hr_user).evaluator_id = self.nurse
