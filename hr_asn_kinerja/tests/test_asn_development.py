from datetime import date

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.base.asn_snapshot_mixin import SNAPSHOT_FIELDS
from .common import AsnCase


class DevelopmentCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        for person in (cls.nurse, cls.colleague):
            cls._agree_plan(person)
        cls.half.with_user(cls.hr_user).action_open()
        cls.evaluation = cls._evaluation_of(cls.nurse, cls.half)
        cls.peer_evaluation = cls._evaluation_of(cls.colleague, cls.half)

    @classmethod
    def _evaluation_of(cls, employee, period):
        return cls._plan_of(employee).evaluation_ids.filtered(lambda e: e.period_id == period)

    @classmethod
    def _release(cls, evaluation, results, behaviour):
        cls._rate(evaluation, results, behaviour)
        evaluation.with_user(evaluation.evaluator_user_id).action_release()
        return cls.env["asn.development.plan"].search([("evaluation_id", "=", evaluation.id)])

    def _add(self, plan, user=None, **values):
        return (
            self.env["asn.development.action"]
            .with_user(user or self.head_user)
            .create(
                {
                    "plan_id": plan.id,
                    "kind": "training",
                    "name": "Pelatihan",
                    "date_due": "2026-12-20",
                    **values,
                }
            )
        )

    def _run(self, plan):
        plan.with_user(self.head_user).action_confirm()
        plan.with_user(self.nurse_user).action_confirm()
        plan.with_user(self.nurse_user).action_start()


@tagged("post_install", "-at_install")
class TestAsnDevelopmentStart(DevelopmentCase):
    def test_a_low_rating_starts_a_plan_and_reminds_the_evaluator(self):
        plan = self._release(self.evaluation, "below", "meets")
        self.assertEqual(len(plan), 1)
        self.assertTrue(plan.is_required)
        self.assertEqual((plan.state, plan.action_count), ("draft", 0))
        self.assertEqual(str(plan.date_due), "2026-12-24")  # 30 days after 24 November
        activity = self.env["mail.activity"].search(
            [("res_model", "=", plan._name), ("res_id", "=", plan.id)]
        )
        self.assertEqual(activity.user_id, self.head_user)
        self.assertEqual(str(activity.date_deadline), "2026-12-24")

    def test_low_behaviour_needs_one_too_and_a_good_rating_none(self):
        self.assertTrue(self._release(self.evaluation, "above", "below").is_required)
        self.assertFalse(self._release(self.peer_evaluation, "meets", "meets"))

    def test_many_in_one_go_give_what_one_by_one_gives(self):
        plans = self.env["asn.development.plan"]
        self._release(self.evaluation, "below", "meets")
        self._release(self.peer_evaluation, "below", "below")
        both = self.evaluation | self.peer_evaluation
        for evaluation in both:
            plan = plans.search([("evaluation_id", "=", evaluation.id)])
            expected = plans._prepare_from_evaluation(evaluation, is_required=True)
            self.assertGreater(set(expected), set(SNAPSHOT_FIELDS))
            for name, value in expected.items():
                stored = plan[name].id if plan._fields[name].type == "many2one" else plan[name]
                self.assertEqual(stored, value, name)
        self.assertFalse(plans._start_required(both), "a second call adds nothing")
        self.assertEqual(len(plans.search([("evaluation_id", "in", both.ids)])), 2)
        activities = self.env["mail.activity"].search([("res_model", "=", plans._name)])
        self.assertEqual(len(activities), 2)

    def test_the_number_of_queries_does_not_grow_with_the_evaluations(self):
        for evaluation in (self.evaluation, self.peer_evaluation):
            self._rate(evaluation, "below", "meets")
            evaluation.write(
                {
                    "state": "released",
                    "result_rating": "below",
                    "behaviour_rating": "meets",
                    "predicate": "needs_improvement",
                }
            )
        plans = self.env["asn.development.plan"]
        self.env.flush_all()
        counts = []
        for chosen in (self.evaluation, self.peer_evaluation | self.evaluation):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            plans._start_required(chosen)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_a_reopened_release_tells_anew_whether_it_is_needed(self):
        plan = self._release(self.evaluation, "below", "meets")
        self.evaluation.with_user(self.hr_user).action_reopen("Salah tulis")
        self._release_again("meets", "meets")
        self.assertFalse(plan.is_required)
        plan.with_user(self.head_user).action_end("Tidak perlu")
        self.assertEqual(plan.state, "cancelled")
        self.evaluation.with_user(self.hr_user).action_reopen("Salah lagi")
        self._release_again("below", "meets")
        self.assertTrue(plan.is_required)
        self.assertEqual(plan.state, "draft", "a cancelled plan is taken up when it is needed")

    def _release_again(self, results, behaviour):
        mine = self.evaluation.with_user(self.head_user)
        mine.action_revise()
        self._release(self.evaluation, results, behaviour)

    def test_employee_or_evaluator_begin_one_from_any_release(self):
        with self.assertRaises(UserError):
            self.evaluation.with_user(self.nurse_user).action_open_development()
        self._release(self.evaluation, "above", "meets")
        for user in (self.chief_user, self.hr_user, self.auditor_user, self.officer_user):
            with self.assertRaises(AccessError):
                self.evaluation.with_user(user).action_open_development()
        mine = self.evaluation.with_user(self.nurse_user)
        self.assertTrue(mine.can_start_development)
        action = mine.action_open_development()
        plan = self.env["asn.development.plan"].browse(action["res_id"])
        self.assertFalse(plan.is_required)
        self.assertEqual(plan.user_id, self.nurse_user)
        again = self.evaluation.with_user(self.head_user).action_open_development()
        self.assertEqual(again["res_id"], plan.id)

    def test_nobody_creates_one_beside_the_button(self):
        self._release(self.evaluation, "above", "meets")
        values = self.env["asn.development.plan"]._prepare_from_evaluation(self.evaluation)
        for user in (self.nurse_user, self.head_user, self.hr_user, self.admin_asn_user):
            with self.assertRaises(AccessError):
                self.env["asn.development.plan"].with_user(user).create(values)


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


@tagged("post_install", "-at_install")
class TestAsnDevelopmentAfter(DevelopmentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan = cls._release(cls.evaluation, "below", "meets")

    def test_reminders_come_once_before_and_once_after_the_day(self):
        plans = self.env["asn.development.plan"]
        self._add(self.plan, date_due="2026-12-10", name="RAHASIA")
        self._add(self.plan, date_due="2026-12-10", owner="evaluator")
        self._run(self.plan)
        kind = self.env.ref("hr_asn_kinerja.mail_activity_type_development_due")
        due = [("activity_type_id", "=", kind.id)]

        def told(day):
            with freeze_time(day):
                return plans._remind_batch()

        self.assertEqual(told("2026-11-30 22:00:00"), 0)
        self.assertEqual(told("2026-12-03 22:00:00"), 2)
        self.assertEqual(told("2026-12-03 22:30:00"), 0)
        activities = self.env["mail.activity"].search(due)
        self.assertEqual(activities.user_id, self.nurse_user | self.head_user)
        self.assertEqual(len(activities), 2)
        self.assertNotIn("RAHASIA", str(activities.mapped("summary")))
        self.assertEqual(told("2026-12-11 22:00:00"), 2)
        self.assertEqual(told("2026-12-12 22:00:00"), 0)
        self.assertEqual(len(self.env["mail.activity"].search(due)), 2, "not one more each time")

    def test_a_finished_training_goes_to_the_records_in_one_click_of_the_office(self):
        kind = self.env["hr.skill.type"].create(
            {
                "name": "Keperawatan",
                "skill_ids": [Command.create({"name": "Triase"})],
                "skill_level_ids": [
                    Command.create({"name": "Dasar", "level_progress": 30}),
                    Command.create({"name": "Mahir", "level_progress": 90}),
                ],
            }
        )
        low, high = kind.skill_level_ids.sorted("level_progress")
        self.nurse.write(
            {
                "current_employee_skill_ids": [
                    Command.create(
                        {
                            "skill_id": kind.skill_ids.id,
                            "skill_type_id": kind.id,
                            "skill_level_id": low.id,
                            "valid_from": "2026-01-01",
                        }
                    )
                ]
            }
        )
        action = self._add(
            self.plan, name="Triase", skill_id=kind.skill_ids.id, skill_level_id=high.id
        )
        office = action.with_user(self.hr_user)
        with self.assertRaises(UserError):
            office.action_take_over()
        self._run(self.plan)
        action.with_user(self.nurse_user).state = "done"
        self.assertFalse(self.nurse.resume_line_ids.filtered(lambda r: r.name == "Triase"))
        for user in (self.nurse_user, self.head_user, self.chief_user):
            with self.assertRaises(AccessError):
                action.with_user(user).action_take_over()
        office.action_take_over()
        office.action_take_over()
        line = self.nurse.resume_line_ids.filtered(lambda r: r.name == "Triase")
        self.assertEqual(len(line), 1)
        self.assertEqual(str(line.date_end), "2026-11-24")
        self.assertEqual(self.nurse.current_employee_skill_ids.skill_level_id, high)

    def test_nobody_takes_over_the_own_training(self):
        officer_plan = self.env["asn.development.plan"].create(
            {
                **self.env["asn.development.plan"]._prepare_from_evaluation(self.evaluation),
                "evaluation_id": self.peer_evaluation.id,
                "employee_id": self.hr.id,
                "user_id": self.hr_user.id,
                "state": "running",
            }
        )
        action = self.env["asn.development.action"].create(
            {
                "plan_id": officer_plan.id,
                "kind": "training",
                "name": "x",
                "date_due": "2026-12-01",
                "state": "done",
            }
        )
        with self.assertRaises(AccessError):
            action.with_user(self.hr_user).action_take_over()

    def test_a_coaching_begins_from_the_action_and_is_told_to_nobody_else(self):
        action = self._add(self.plan, kind="coaching", name="Bimbingan", reason="Target")
        mine = action.with_user(self.head_user)
        with self.assertRaises(UserError):
            mine.action_start_coaching()  # not agreed yet
        self._run(self.plan)
        with self.assertRaises(AccessError):
            action.with_user(self.nurse_user).action_start_coaching()
        opened = mine.action_start_coaching()
        coaching = self.env["asn.coaching"].browse(opened["res_id"])
        self.assertEqual((coaching.kind, coaching.goal), ("guidance", "Bimbingan"))
        self.assertEqual(mine.action_start_coaching()["res_id"], coaching.id)
        self.env.invalidate_all()
        self.assertTrue(action.with_user(self.nurse_user).has_coaching)
        for user in (self.chief_user, self.auditor_user):
            self.assertFalse(action.with_user(user).has_coaching, user.login)

    def test_the_effect_is_looked_at_after_the_next_evaluation(self):
        line = self.evaluation.line_ids[0]
        action = self._add(self.plan, line_id=line.id)
        whole = self._add(self.plan, name="Lain")
        self._run(self.plan)
        for one in (action, whole):
            one.with_user(self.nurse_user).state = "done"
        self.plan.with_user(self.head_user).action_finish()
        with self.assertRaises(UserError):
            self.plan.with_user(self.head_user).action_look()
        with freeze_time("2027-01-11 03:00:00"):
            self.second_half.with_user(self.hr_user).action_open()
            later = self._evaluation_of(self.nurse, self.second_half)
            self._release(later, "meets", "meets")
            activity = self.plan.activity_ids.filtered(
                lambda a: (
                    a.activity_type_id
                    == self.env.ref("hr_asn_kinerja.mail_activity_type_look_development")
                )
            )
            self.assertEqual(activity.user_id, self.head_user)
            with self.assertRaises(UserError):
                self.plan.with_user(self.head_user).action_look()  # no word yet
            with self.assertRaises(AccessError):
                action.with_user(self.nurse_user).effect_note = "x"
            action.with_user(self.nurse_user).own_effect_note = "Saya lebih yakin."
            for one in (action, whole):
                one.with_user(self.head_user).effect_note = "Target kini tercapai."
            self.env.invalidate_all()
            shown = whole.with_user(self.nurse_user)
            self.assertEqual(
                (shown.before_display, shown.after_display), ("Needs improvement", "Good")
            )
            self.assertNotEqual(action.with_user(self.head_user).before_display, "–")
            self.plan.with_user(self.head_user).action_look()
            self.assertEqual(self.plan.state, "reviewed")
            with self.assertRaises(AccessError):
                action.with_user(self.head_user).effect_note = "y"

    def test_the_effect_shows_nothing_unreleased(self):
        action = self._add(self.plan, name="Lain")
        self.second_half.with_user(self.hr_user).action_open()
        later = self._evaluation_of(self.nurse, self.second_half)
        self._rate(later, "above", "above")
        self.env.invalidate_all()
        self.assertEqual(action.with_user(self.nurse_user).after_display, "–")
