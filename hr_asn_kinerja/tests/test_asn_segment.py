from datetime import date

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import AsnCase


class SegmentCase(AsnCase):
    """The nurse moves to another agency on 1 July, with another post and evaluator."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)

    def _transfer(self, on="2026-07-01", **values):
        return self.nurse.create_version(
            {
                "date_version": on,
                "department_id": self.other_agency.id,
                "job_title": "Pranata Komputer",
                "asn_evaluator_id": self.hr.id,
                **values,
            }
        )

    def _suggestions(self, user=None, **values):
        rows = self.env["asn.skp.suggestion"].with_user(user or self.hr_user)
        return rows.search([(key, "=", value) for key, value in values.items()])

    def _plans(self, employee=None):
        plans = self.env["asn.skp"].search([("employee_id", "=", (employee or self.nurse).id)])
        return plans.sorted("date_start")


class TestSegmentSuggestion(SegmentCase):
    def test_change_of_post_inside_the_year_is_suggested(self):
        self._transfer()
        row = self._suggestions()
        self.assertEqual((row.skp_id, row.date), (self._plan_of(self.nurse), date(2026, 7, 1)))
        self.assertEqual(row.kind, "split")
        self.assertTrue(row.is_post and row.is_unit and row.is_evaluator)
        self.assertIn("Pranata Komputer", row.sentence)
        self.assertEqual(row.id, row.version_id.id * 2)

    def test_rank_alone_or_the_first_record_suggest_nothing(self):
        rank = self.env.ref("hr_asn_kinerja.rank_iii_c")
        self.nurse.create_version({"date_version": "2026-04-01", "asn_rank_id": rank.id})
        self.env["hr.employee"].create(
            {"name": "Laila Sari", "asn_status": "cpns", "date_version": "2026-05-01"}
        )
        self.assertFalse(self._suggestions())

    def test_functional_level_is_another_post(self):
        self.nurse.create_version(
            {"date_version": "2026-10-01", "asn_functional_level": "expert_junior"}
        )
        self.assertTrue(self._suggestions().is_level)

    def test_evaluator_alone_asks_for_a_hand_over(self):
        self.nurse.create_version({"date_version": "2026-09-01", "asn_evaluator_id": self.chief.id})
        row = self._suggestions()
        self.assertEqual(row.kind, "evaluator")
        row.with_user(self.officer_user).action_follow()
        self.assertEqual(self._plan_of(self.nurse).evaluator_id, self.chief)
        self.assertFalse(self._suggestions())

    def test_future_evaluator_does_not_take_over_early(self):
        self.nurse.create_version({"date_version": "2026-12-10", "asn_evaluator_id": self.chief.id})
        with self.assertRaisesRegex(UserError, "not before"):
            self._suggestions().action_hand_over()
        self.assertEqual(self._plan_of(self.nurse).evaluator_id, self.head)

    def test_rows_are_for_the_offices_of_the_unit_only(self):
        self._transfer()
        self.assertTrue(self._suggestions(self.officer_user))
        self.assertTrue(self._suggestions(self.auditor_user))
        self.officer_user.asn_unit_ids = self.other_agency
        self.assertFalse(self._suggestions(self.officer_user))
        for user in (self.nurse_user, self.head_user):
            with self.assertRaises(AccessError):
                self._suggestions(user)

    def test_nobody_is_offered_the_own_plan(self):
        self.nurse_user.group_ids += self.env.ref("hr_asn_kinerja.group_asn_hr_office")
        self._transfer()
        self.assertFalse(self._suggestions(self.nurse_user))
        plan = self._plan_of(self.nurse).with_user(self.nurse_user)
        self.assertFalse(plan.segment_hint)
        for attempt in (
            lambda: plan._split(date(2026, 7, 1)),
            lambda: plan._end(date(2026, 7, 1)),
            lambda: plan.action_ask_split(),
        ):
            with self.assertRaises(AccessError):
                attempt()
        self.assertEqual(len(self._plans()), 1)

    def test_form_of_person_and_evaluator_opens_without_a_hint(self):
        self._transfer()
        for user in (self.nurse_user, self.head_user):
            plan = self._plan_of(self.nurse).with_user(user)
            self.assertFalse(plan.segment_hint)
            self.assertFalse(plan.allowed_changes)
        self.assertTrue(self._plan_of(self.nurse).with_user(self.officer_user).segment_hint)

    def test_a_correction_is_kept_out(self):
        version = self._transfer()
        row = self._suggestions(self.officer_user)
        with self.assertRaises(AccessError):
            row.with_user(self.auditor_user).action_keep()
        row.action_keep()
        self.assertTrue(version.asn_is_correction)
        self.assertFalse(self._suggestions())
        self.assertIn("correction", self._plan_of(self.nurse).message_ids[0].body)


class TestSegmentSplit(SegmentCase):
    def test_targets_follow_the_months_of_both_posts(self):  # threat: I05
        """3,600 patients a year: 1,800 in the first half, 1,800 left for the new plan."""
        self.half.with_user(self.hr_user).action_open()
        self.second_half.with_user(self.hr_user).action_open()
        plan = self._agree_plan(self.nurse)
        plan.result_ids[0].write({"classification": "individual"})
        self._transfer()
        new = plan.with_user(self.officer_user)._split(date(2026, 7, 1)).sudo()
        self.assertEqual((plan.date_end, plan.months), (date(2026, 6, 30), 6))
        self.assertEqual((plan.state, plan.target_months), ("agreed", 12))
        self.assertEqual((new.date_start, new.date_end), (date(2026, 7, 1), date(2026, 12, 31)))
        self.assertEqual((new.state, new.months, new.previous_skp_id), ("draft", 6, plan))
        self.assertEqual(new.unit_id, self.other_agency)
        self.assertEqual(new.job_title, "Pranata Komputer")
        self.assertEqual((new.evaluator_id, new.evaluator_user_id), (self.hr, self.hr_user))
        self.assertEqual(plan.unit_id, self.clinic)
        targets = new.result_ids.indicator_ids.mapped("target_value")
        self.assertEqual(targets, [1800, 90])  # a sum takes its share, a ratio stays
        first = plan.evaluation_ids
        self.assertEqual(first.period_id, self.half)
        self.assertEqual(first.line_ids.mapped("target_value"), [1800, 90])
        self.assertEqual(new.evaluation_ids.period_id, self.second_half)
        self.assertEqual(new.evaluation_ids.evaluator_user_id, self.hr_user)
        self.assertFalse(new.evaluation_ids.line_ids)
        new.with_user(self.nurse_user).action_propose()
        new.with_user(self.hr_user).action_agree()
        self.assertEqual(new.evaluation_ids.line_ids.mapped("target_value"), [1800, 90])
        self.assertEqual(plan.transition_ids[0].action, "split")
        self.assertEqual(new.transition_ids.sorted("id")[0].action, "continue")

    def test_open_period_is_cut_and_made_for_both(self):
        """A change on 1 April cuts the first half: 3,600 / 12 x 3 months on each side."""
        self.half.with_user(self.hr_user).action_open()
        plan = self._agree_plan(self.nurse)
        patients = plan.result_ids.indicator_ids[0]
        self._log(patients, 100, "2026-03-16")
        self._log(patients, 50, "2026-05-04")
        self._transfer("2026-04-01")
        new = plan.with_user(self.hr_user)._split(date(2026, 4, 1)).sudo()
        cut = plan.evaluation_ids
        self.assertEqual((cut.date_end, cut.months), (date(2026, 3, 31), 3))
        line = cut.line_ids[0]
        self.assertEqual((line.target_value, line.realised, line.entry_count), (900, 100, 1))
        self.assertIn("Evaluated up to", cut.remark)
        self.assertEqual(plan._count_entries_after(), {plan.id: 1})
        self.assertIn("1 entries", plan.short_note)
        self.assertEqual(new.result_ids.indicator_ids[0].target_value, 2700)
        new.with_user(self.nurse_user).action_propose()
        new.with_user(self.hr_user).action_agree()
        self.assertEqual(new.evaluation_ids.period_id, self.half)
        self.assertEqual(new.evaluation_ids.months, 3)
        self.assertEqual(new.evaluation_ids.line_ids[0].target_value, 900)

    def test_month_cut_in_two_belongs_to_the_post_of_its_15th_day(self):  # threat: I05
        plan = self._plan_of(self.nurse)
        self._transfer("2026-07-16")
        new = plan.with_user(self.hr_user)._split(date(2026, 7, 16)).sudo()
        self.assertEqual((plan.months, new.months), (7, 5))

    def test_opening_after_the_split_counts_the_same_as_before(self):
        """The statement that opens a period shares out as the form does: 3,600 x 6 / 12."""
        plan = self._agree_plan(self.nurse)
        self._transfer()
        plan.with_user(self.hr_user)._split(date(2026, 7, 1))
        self.half.with_user(self.hr_user).action_open()
        evaluation = plan.evaluation_ids
        self.assertEqual(evaluation.line_ids.mapped("target_value"), [1800, 90])
        evaluation._refresh_targets()
        self.assertEqual(evaluation.line_ids.mapped("target_value"), [1800, 90])
        self.assertEqual(len(self._plans().evaluation_ids), 1)

    def test_released_evaluation_is_never_touched(self):
        self.half.with_user(self.hr_user).action_open()
        plan = self._agree_plan(self.nurse)
        evaluation = plan.evaluation_ids
        self._rate(evaluation, "meets", "meets")
        with self.assertRaisesRegex(ValidationError, "take it back"):
            plan.with_user(self.hr_user)._split(date(2026, 4, 1))
        evaluation.with_user(self.head_user).action_release()
        before = evaluation.read()[0]
        for day in (date(2026, 4, 1), date(2026, 6, 30)):
            with self.assertRaisesRegex(ValidationError, "not touched"):
                plan.with_user(self.hr_user)._split(day)
        with self.assertRaisesRegex(ValidationError, "not touched"):
            plan.with_user(self.hr_user)._end(date(2026, 5, 31))
        plan.with_user(self.hr_user)._split(date(2026, 7, 1))
        after = evaluation.read()[0]
        changed = {key for key in before if before[key] != after[key]}
        self.assertLessEqual(changed, {"write_date", "write_uid", "__last_update"})

    def test_wrong_days_are_refused(self):
        plan = self._plan_of(self.nurse).with_user(self.hr_user)
        for day in ("2026-01-01", "2025-12-31", "2027-01-01", "1726-07-01", "2326-07-01"):
            with self.subTest(day=day), self.assertRaises(ValidationError):
                plan._split(date.fromisoformat(day))
        for day in ("2026-12-31", "2025-12-31", "2326-01-01"):
            with self.subTest(day=day), self.assertRaises(ValidationError):
                plan._end(date.fromisoformat(day))
        self.assertEqual(len(self._plans()), 1)

    def test_who_may_split(self):
        self._transfer()
        plan = self._plan_of(self.nurse)
        other = self.env["asn.skp"].browse(plan.id)
        for user in (self.nurse_user, self.head_user, self.chief_user, self.auditor_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                other.with_user(user)._split(date(2026, 7, 1))
        self.officer_user.asn_unit_ids = self.other_agency
        with self.assertRaises(AccessError):
            other.with_user(self.officer_user)._split(date(2026, 7, 1))
        self.officer_user.asn_unit_ids = self.clinic
        other.with_user(self.officer_user)._split(date(2026, 7, 1))
        self.assertEqual(len(self._plans()), 2)

    def test_results_of_the_organisation_stay_and_are_chosen_by_hand(self):
        plan = self._agree_plan(self.nurse)
        plan.result_ids[0].write({"classification": "organisation"})
        self._transfer()
        split = self.env["asn.skp.split"].with_user(self.officer_user)
        dialog = split.create({"skp_id": plan.id, "date": "2026-07-01"})
        self.assertEqual(dialog.result_ids, plan.result_ids[1])
        self.assertIn("new draft plan", dialog.preview)
        action = dialog.action_confirm()
        new = self.env["asn.skp"].browse(action["res_id"])
        self.assertEqual(new.result_ids.mapped("name"), plan.result_ids[1].mapped("name"))

    def test_successor_is_offered_the_results_of_the_organisation(self):
        """The nurse leaves on 30 September; who holds the post from 1 October takes over."""
        plan = self._agree_plan(self.nurse)
        plan.result_ids[0].write({"classification": "organisation"})
        plan.with_user(self.officer_user)._end(date(2026, 9, 30))
        self.colleague.create_version(
            {"date_version": "2026-10-01", "job_title": "Perawat Ahli Pertama"}
        )
        new = self._plan_of(self.colleague).with_user(self.officer_user)._split(date(2026, 10, 1))
        self.assertFalse(new.post_offer)  # an office writes no results
        mine = new.with_user(self.colleague_user)
        self.assertIn(self.nurse.name, mine.post_offer)
        mine.action_take_post_results()
        self.assertEqual(mine.result_ids.name, plan.result_ids[0].name)
        # 3,600 for twelve months: 900 for October to December
        self.assertEqual(mine.result_ids.indicator_ids.target_value, 900)
        self.assertFalse(mine.post_offer)
        with self.assertRaisesRegex(UserError, "nothing to take over"):
            mine.action_take_post_results()
        with self.assertRaises(UserError):
            new.action_take_post_results()

    def test_dialog_takes_no_result_of_another_plan(self):
        plan, other = self._agree_plan(self.nurse), self._agree_plan(self.colleague)
        dialog = (
            self.env["asn.skp.split"]
            .with_user(self.officer_user)
            .create(
                {
                    "skp_id": plan.id,
                    "date": "2026-07-01",
                    "result_ids": [Command.set(other.result_ids.ids)],
                }
            )
        )
        with self.assertRaisesRegex(ValidationError, "of this plan"):
            dialog.action_confirm()
        self.assertEqual(len(self._plans()), 1)

    def test_earlier_part_keeps_the_earlier_post_though_the_copy_was_late(self):
        """Opened in November, the plan copied the post of July; the first half is the nurse's."""
        self._transfer()
        plan = self._plan_of(self.nurse)
        plan._take_snapshot()
        self.assertEqual(plan.unit_id, self.other_agency)
        new = plan.with_user(self.hr_user)._split(date(2026, 7, 1)).sudo()
        self.assertEqual((plan.unit_id, plan.evaluator_id), (self.clinic, self.head))
        self.assertEqual((new.unit_id, new.evaluator_id), (self.other_agency, self.hr))

    def test_two_transfers_are_split_in_one_go(self):
        self._transfer()
        self._transfer("2026-10-01", job_title="Analis", department_id=self.agency.id)
        plan = self._plan_of(self.nurse)
        rows = self._suggestions(self.officer_user)
        action = rows.action_split_selected()
        dialog = self.env["asn.skp.split"].with_user(self.officer_user)
        dialog = dialog.with_context(**action["context"]).create({})
        self.assertEqual(dialog.skp_ids, plan)
        self.assertTrue(dialog.can_split)
        split = self.env["asn.skp.split"].with_user(self.hr_user)
        split.create({"skp_ids": [Command.set(plan.ids)]}).action_confirm()
        plans = self._plans()
        self.assertEqual(plans.mapped("months"), [6, 3, 3])
        self.assertEqual(
            plans.mapped("job_title"), ["Perawat Ahli Pertama", "Pranata Komputer", "Analis"]
        )
        self.assertFalse(self._suggestions())

    def test_second_transfer_is_left_to_the_officer_of_the_new_unit(self):
        self._transfer()
        self._transfer("2026-10-01", job_title="Analis")
        dialog = self.env["asn.skp.split"].with_user(self.officer_user)
        dialog.create({"skp_ids": [Command.set(self._plan_of(self.nurse).ids)]}).action_confirm()
        self.assertEqual(self._plans().mapped("months"), [6, 6])
        self.assertEqual(self._suggestions().date, date(2026, 10, 1))

    def test_many_leave_out_what_cannot_be_split(self):
        self.half.with_user(self.hr_user).action_open()
        plan = self._agree_plan(self.nurse)
        self._rate(plan.evaluation_ids, "meets", "meets")
        plan.evaluation_ids.with_user(self.head_user).action_release()
        self._transfer("2026-04-01")
        self.colleague.create_version({"date_version": "2026-04-01", "job_title": "Bidan"})
        plans = self._suggestions().skp_id
        dialog = self.env["asn.skp.split"].with_user(self.hr_user)
        dialog = dialog.create({"skp_ids": [Command.set(plans.ids)]})
        self.assertIn("1 plans are left out", dialog.problem)
        dialog.action_confirm()
        self.assertEqual(len(self._plans()), 1)
        self.assertEqual(len(self._plans(self.colleague)), 2)


class TestSegmentMerge(SegmentCase):
    def test_merge_back_restores_days_months_and_targets(self):
        self.half.with_user(self.hr_user).action_open()
        self.second_half.with_user(self.hr_user).action_open()
        plan = self._agree_plan(self.nurse)
        self._transfer("2026-04-01")
        new = plan.with_user(self.officer_user)._split(date(2026, 4, 1)).sudo()
        with self.assertRaises(AccessError):
            new.with_user(self.nurse_user).action_merge()
        new.with_user(self.hr_user).action_merge()
        self.assertEqual(new.state, "cancelled")
        self.assertEqual((plan.date_end, plan.months), (date(2026, 12, 31), 12))
        self.assertEqual(plan.target_months, 0)
        evaluations = plan.evaluation_ids.sorted("date_start")
        self.assertEqual(evaluations.period_id, self.half | self.second_half)
        self.assertEqual(evaluations.mapped("months"), [6, 6])
        self.assertEqual(evaluations.line_ids.mapped("target_value"), [1800, 90, 1800, 90])
        self.assertEqual(set(evaluations.mapped("evaluator_user_id.id")), {self.head_user.id})
        self.assertEqual(plan.transition_ids[0].action, "merge")
        self.assertFalse(plan.short_note)

    def test_merge_back_only_as_long_as_the_new_plan_is_a_draft(self):
        plan = self._agree_plan(self.nurse)
        plan.result_ids.write({"classification": "individual"})
        self._transfer()
        new = plan.with_user(self.hr_user)._split(date(2026, 7, 1)).sudo()
        new.with_user(self.nurse_user).action_propose()
        officer = new.with_user(self.hr_user)
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            officer.action_merge()
        with self.assertRaisesRegex(UserError, "does not follow"):
            self._plan_of(self.colleague).with_user(self.officer_user).action_merge()


class TestSegmentEnd(SegmentCase):
    def test_departure_ends_the_plan_and_its_evaluation(self):
        self.half.with_user(self.hr_user).action_open()
        self.second_half.with_user(self.hr_user).action_open()
        plan = self._agree_plan(self.nurse)
        self.nurse.version_id.write({"departure_date": "2026-09-30"})
        row = self._suggestions(self.officer_user)
        self.assertEqual((row.kind, row.date), ("leave", date(2026, 9, 30)))
        self.assertEqual(row.id, plan.id * 2 + 1)
        action = row.action_follow()
        dialog = self.env["asn.skp.end"].with_user(self.officer_user)
        dialog.with_context(**action["context"]).create({}).action_confirm()
        self.assertEqual((plan.date_end, plan.months), (date(2026, 9, 30), 9))
        second = plan.evaluation_ids.filtered(lambda e: e.period_id == self.second_half)
        self.assertEqual((second.date_end, second.months), (date(2026, 9, 30), 3))
        self.assertEqual(second.line_ids.mapped("target_value"), [900, 90])
        self.assertIn("Evaluated up to", second.remark)
        self.assertFalse(self._suggestions())

    def test_archived_person_is_suggested_and_later_evaluations_go(self):
        self.half.with_user(self.hr_user).action_open()
        self.second_half.with_user(self.hr_user).action_open()
        plan = self._agree_plan(self.nurse)
        self.nurse.active = False
        self.assertIn("has left", self._suggestions().sentence)
        plan.with_user(self.hr_user)._end(date(2026, 6, 30))
        self.assertEqual(plan.evaluation_ids.period_id, self.half)
        self.assertFalse(self._suggestions())
