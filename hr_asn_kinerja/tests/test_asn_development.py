from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.base.asn_snapshot_mixin import SNAPSHOT_FIELDS
from .development_common import DevelopmentCase


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
