from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.base.asn_snapshot_mixin import SNAPSHOT_FIELDS
from .common import AsnCase

EVALUATOR_FIELDS = [name for name in SNAPSHOT_FIELDS if "evaluator" in name or "superior" in name]


@tagged("post_install", "-at_install")
class TestAsnBulkReassign(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.half.with_user(cls.hr_user).action_open()
        # hr evaluates nobody here and has no evaluator above
        cls.nurse_plan, cls.colleague_plan = cls._plan_of(cls.nurse), cls._plan_of(cls.colleague)

    def _open(self, plans, user=None, **choice):
        user = user or self.officer_user
        action = plans.with_user(user).action_reassign()
        run = self.env["asn.bulk.run"].with_user(user).browse(action["res_id"])
        run.write(choice)
        if choice:
            run.action_preview()
        return run

    def _result_of(self, run, employee):
        line = run.sudo().line_ids.filtered(lambda line: line.employee_id == employee)
        return line.outcome

    def _facts(self, plan):
        """Everything that a hand-over touches, without ids and times."""
        plan.invalidate_recordset()
        documents = [plan, *plan.evaluation_ids.sorted("date_start")]
        return [
            {
                "evaluator": {name: document[name] for name in EVALUATOR_FIELDS},
                "state": document.state,
                "activities": sorted(
                    (
                        activity.activity_type_id.id,
                        activity.user_id.id,
                        str(activity.date_deadline),
                        activity.automated,
                        activity.active,
                        activity.summary or "",
                        activity.user_tz or "",
                        activity.res_model_id.id,
                        activity.res_name == document.display_name,
                    )
                    for activity in document.activity_ids
                    if activity.user_id != document.user_id
                ),
                "own_activities": sorted(
                    (activity.activity_type_id.id, str(activity.date_deadline))
                    for activity in document.activity_ids
                    if activity.user_id == document.user_id
                ),
                "followed": document.evaluator_user_id.partner_id in document.message_partner_ids,
                "remarks": document.remark if "remark" in document._fields else "",
                "steps": [
                    (step.action, step.state_from, step.state_to, step.user_id.id, step.reason)
                    for step in document.transition_ids.filtered(
                        lambda step: step.action == "hand_over"
                    )
                ],
            }
            for document in documents
        ]

    def _prepare_state(self, plan, state):
        """Bring a plan into ``state``; an agreed one gets an evaluation that was submitted."""
        if state == "draft":
            return
        self._fill_plan(plan)
        plan.with_user(plan.user_id).action_propose()
        if state == "proposed":
            return
        plan.with_user(plan.evaluator_user_id).action_agree()
        evaluation = plan.evaluation_ids[:1]
        if state == "submitted":
            evaluation.with_user(plan.user_id).action_submit()
        elif state in ("rated", "released"):
            self._rate(evaluation, "meets", "meets")
        if state == "released":
            evaluation.with_user(plan.evaluator_user_id).action_release()

    def test_same_effect_as_handing_over_one(self):
        for state in ("draft", "proposed", "agreed", "submitted", "rated", "released"):
            with self.subTest(state=state), self.env.cr.savepoint() as savepoint:
                self._prepare_state(self.nurse_plan, state)
                self._prepare_state(self.colleague_plan, state)
                before = self._facts(self.nurse_plan)
                officer = self.officer_user
                plan = self.nurse_plan.with_user(officer).with_context(lang=officer.lang)
                plan.evaluator_id = self.chief
                run = self._open(self.colleague_plan, evaluator_id=self.chief.id)
                run.action_confirm()
                one, many = self._facts(self.nurse_plan), self._facts(self.colleague_plan)
                self.assertNotEqual(one, before)
                self.assertEqual(many, one)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_many_in_one_run(self):
        run = self._open(self.nurse_plan | self.colleague_plan, evaluator_id=self.chief.id)
        self.assertEqual(self.nurse_plan.evaluator_id, self.head, "nothing before confirming")
        self.assertEqual(run.summary, "Plans that get another evaluator: 2.")
        run.action_confirm()
        self.assertEqual(run.summary, "Plans with another evaluator now: 2.")
        for plan in self.nurse_plan | self.colleague_plan:
            self.assertEqual(plan.evaluator_id, self.chief)
            self.assertEqual(plan.evaluator_user_id, self.chief_user)
            self.assertFalse(plan.superior_id)

    def test_from_one_evaluator_to_another(self):
        plans = self.nurse_plan | self.colleague_plan | self._plan_of(self.head)
        run = self._open(
            plans,
            reassign_mode="replace",
            old_evaluator_id=self.head.id,
            evaluator_id=self.officer.id,
        )
        self.assertEqual(self._result_of(run, self.nurse), "ready")
        self.assertEqual(self._result_of(run, self.head), "other")
        run.action_confirm()
        self.assertEqual(self.colleague_plan.evaluator_id, self.officer)
        self.assertEqual(self._plan_of(self.head).evaluator_id, self.chief)

    def test_each_the_head_of_the_own_unit(self):
        plans = self.nurse_plan | self.colleague_plan
        self._open(plans, evaluator_id=self.officer.id).action_confirm()
        run = self._open(plans | self._plan_of(self.head), reassign_mode="unit_head")
        # the clinic's head evaluates there; the head himself goes to the head of the agency
        after = {line.employee_id: line.after_evaluator_id for line in run.sudo().line_ids}
        self.assertEqual(after[self.nurse], self.head)
        self.assertEqual(after[self.head], self.chief)
        self.assertEqual(self._result_of(run, self.head), "same")
        run.action_confirm()
        self.assertEqual(self.nurse_plan.evaluator_id, self.head)

    def test_manager_of_the_unit_comes_before_the_mark_on_the_post(self):
        self.clinic.manager_id = self.colleague
        run = self._open(self.nurse_plan, reassign_mode="unit_head")
        self.assertEqual(run.sudo().line_ids.after_evaluator_id, self.colleague)

    def test_nobody_evaluates_himself_or_the_own_evaluator(self):
        plans = self.nurse_plan | self.colleague_plan | self._plan_of(self.head)
        run = self._open(plans, evaluator_id=self.nurse.id)
        self.assertEqual(self._result_of(run, self.nurse), "self")
        # head evaluates the nurse, so she cannot evaluate him
        self.assertEqual(self._result_of(run, self.head), "circular")
        self.assertEqual(self._result_of(run, self.colleague), "ready")
        run.action_confirm()
        self.assertEqual(self._plan_of(self.head).evaluator_id, self.chief)
        self.assertEqual(self.colleague_plan.evaluator_id, self.nurse)

    def test_what_the_run_itself_changes_counts(self):
        # head's plan goes to the nurse only after the nurse's own plan has left the head
        self._open(self.nurse_plan, evaluator_id=self.chief.id).action_confirm()
        run = self._open(self._plan_of(self.head), evaluator_id=self.nurse.id)
        self.assertEqual(self._result_of(run, self.head), "ready")

    def test_closed_and_own_plans_are_left_alone(self):
        self._plan_of(self.head).sudo().write({"state": "closed"})
        plans = self._plan_of(self.head) | self.nurse_plan | self._plan_of(self.officer)
        run = self._open(plans, evaluator_id=self.outsider.id)
        self.assertEqual(self._result_of(run, self.head), "closed")
        self.assertNotIn(self.officer, run.sudo().line_ids.employee_id)
        run.action_confirm()
        self.assertEqual(self._plan_of(self.head).evaluator_id, self.chief)
        self.assertEqual(self._plan_of(self.officer).evaluator_id, self.chief)
        self.assertEqual(self.nurse_plan.evaluator_id, self.outsider)

    def test_agreed_plan_hands_over_what_is_not_released(self):
        self._prepare_state(self.nurse_plan, "agreed")
        run = self._open(self.nurse_plan, evaluator_id=self.chief.id)
        self.assertEqual(run.sudo().line_ids.evaluation_count, 1)
        run.action_confirm()
        self.assertEqual(self.nurse_plan.evaluation_ids.evaluator_id, self.chief)

    def test_changed_in_the_meantime_is_left_alone(self):
        run = self._open(self.nurse_plan | self.colleague_plan, evaluator_id=self.chief.id)
        self.nurse_plan.with_user(self.hr_user).evaluator_id = self.officer
        run.action_confirm()
        self.assertEqual(self._result_of(run, self.nurse), "changed")
        self.assertEqual(self.nurse_plan.evaluator_id, self.officer)
        self.assertEqual(self.colleague_plan.evaluator_id, self.chief)

    def test_undo_gives_back_what_was(self):
        self._prepare_state(self.nurse_plan, "submitted")
        before = self._facts(self.nurse_plan)
        run = self._open(self.nurse_plan | self.colleague_plan, evaluator_id=self.chief.id)
        run.action_confirm()
        self.assertNotEqual(self._facts(self.nurse_plan), before)
        run.action_undo()
        self.assertEqual(run.state, "undone")
        after = self._facts(self.nurse_plan)
        self.assertEqual([len(facts.pop("steps")) for facts in after], [2, 0])
        for facts in before:
            facts.pop("steps")
        self.assertEqual(after, before)

    def test_undo_keeps_what_was_done_since(self):
        self._prepare_state(self.nurse_plan, "proposed")
        run = self._open(self.nurse_plan | self.colleague_plan, evaluator_id=self.chief.id)
        run.action_confirm()
        self.nurse_plan.with_user(self.chief_user).action_agree()
        run.action_undo()
        self.assertEqual(self._result_of(run, self.nurse), "stayed")
        self.assertEqual(self.nurse_plan.evaluator_id, self.chief)
        self.assertEqual(self.colleague_plan.evaluator_id, self.head)
        self.assertEqual(
            run.summary,
            "Plans back with their old evaluator: 1.\n"
            "Kept, because something was done there since: 1.",
        )

    def test_undo_of_a_plan_that_had_no_evaluator(self):
        nobody = self.nurse_plan._prepare_evaluator(
            self.env["hr.employee"], self.env["hr.employee"]
        )
        self.nurse_plan.sudo().write(nobody)
        run = self._open(self.nurse_plan, evaluator_id=self.chief.id)
        run.action_confirm()
        run.action_undo()
        self.assertFalse(self.nurse_plan.evaluator_id)
        self.assertFalse(self.nurse_plan.evaluator_user_id)

    def test_post_stays_unless_the_hr_office_says_so(self):
        self._open(self.nurse_plan, evaluator_id=self.chief.id).action_confirm()
        self.assertEqual(self.nurse.current_version_id.asn_evaluator_id, self.head)
        with self.assertRaises(AccessError):
            self._open(self.colleague_plan, evaluator_id=self.chief.id, also_future=True)
        run = self._open(
            self.colleague_plan, self.hr_user, evaluator_id=self.chief.id, also_future=True
        )
        run.action_confirm()
        self.assertEqual(self.colleague.current_version_id.asn_evaluator_id, self.chief)
        run.action_undo()
        self.assertEqual(self.colleague.current_version_id.asn_evaluator_id, self.head)

    def test_preview_names_a_new_evaluator_without_login(self):
        self.chief.user_id = False
        run = self._open(self.nurse_plan, evaluator_id=self.chief.id)
        self.assertIn("nobody can agree yet: Cut Meutia.", run.summary)
        run.evaluator_id = self.officer
        run.action_preview()
        self.assertNotIn("nobody can agree", run.summary)

    def test_another_choice_asks_for_another_preview(self):
        run = self._open(self.nurse_plan, evaluator_id=self.chief.id)
        run.evaluator_id = self.officer
        with self.assertRaises(UserError):
            run.action_confirm()
        self.assertEqual(self.nurse_plan.evaluator_id, self.head)

    def test_choice_must_be_complete_and_of_the_region(self):
        with self.assertRaises(UserError):
            self._open(self.nurse_plan, reassign_mode="one")
        with self.assertRaises(UserError):
            self._open(self.nurse_plan, reassign_mode="replace", evaluator_id=self.chief.id)
        other = self.env["res.company"].create({"name": "Kota lain"})
        stranger = self.env["hr.employee"].create({"name": "Lain", "company_id": other.id})
        with self.assertRaises(UserError):
            self._open(self.nurse_plan, evaluator_id=stranger.id)

    def test_plans_of_one_region_at_a_time(self):
        other = self.env["res.company"].create({"name": "Kota lain"})
        self.hr_user.company_ids |= other
        plan = self.colleague_plan.sudo()
        plan.flush_recordset()
        self.env.cr.execute("UPDATE asn_skp SET company_id = %s WHERE id = %s", (other.id, plan.id))
        plan.invalidate_recordset()
        plans = (self.nurse_plan | self.colleague_plan).with_user(self.hr_user)
        plans = plans.with_context(allowed_company_ids=[self.company.id, other.id])
        with self.assertRaisesRegex(UserError, "one region"):
            plans.action_reassign()

    def test_who_may(self):
        for user in (self.nurse_user, self.head_user, self.auditor_user, self.plain_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._open(self.nurse_plan, user)
        run = self._open(self.nurse_plan, evaluator_id=self.chief.id)
        for user in (self.nurse_user, self.auditor_user, self.hr_user):
            for step in ("action_confirm", "action_preview", "action_undo"):
                with self.subTest(user=user.login, step=step), self.assertRaises(AccessError):
                    getattr(run.with_user(user), step)()

    def test_care_is_looked_at_again_when_confirming(self):
        run = self._open(self.nurse_plan, evaluator_id=self.chief.id)
        self.officer_user.asn_unit_ids = self.other_agency
        run.action_confirm()
        self.assertEqual(self._result_of(run, self.nurse), "own")
        self.assertEqual(self.nurse_plan.evaluator_id, self.head)

    def test_care_is_that_of_the_workflow(self):
        for user in (self.officer_user, self.hr_user, self.head_user, self.auditor_user):
            plans = self.year.skp_ids.with_user(user)
            roles = {"unit_officer", "hr_office"}
            expected = (
                plans.sudo()
                .with_user(user)
                .browse(plan.id for plan in plans if plan.sudo()._workflow_roles() & roles)
            )
            with self.subTest(user=user.login):
                self.assertEqual(plans._bulk_allowed(), expected)

    def test_number_of_statements_does_not_grow(self):
        plans = self.nurse_plan | self.colleague_plan
        counts = []
        for some in (self.nurse_plan, plans):
            run = self._open(some, evaluator_id=self.chief.id)
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            run.action_confirm()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
            run.action_undo()
        self.assertLessEqual(counts[1], counts[0] + 2)
