from odoo.exceptions import AccessError, UserError, ValidationError

from .common import AsnCase


class AchievementCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.half.with_user(cls.hr_user).action_open()
        cls.second_half.with_user(cls.hr_user).action_open()

    def _opened(self, unit=None, period=None):
        period = period or self.half
        period.with_user(self.hr_user).action_open_achievements()
        return self.env["asn.unit.achievement"].search(
            [("unit_id", "=", (unit or self.clinic).id), ("period_id", "=", period.id)]
        )

    def _set(self, value, unit=None, period=None):
        achievement = self._opened(unit, period)
        self._decide(achievement, value)
        return achievement

    def _decide(self, achievement, value):
        mine = achievement.with_user(achievement.setter_user_id)
        mine.write({"value": value, "rationale": "Perjanjian kinerja tercapai."})
        mine.action_set()

    def _head_evaluation(self, period=None):
        self._agree_plan(self.head)
        period = period or self.half
        period.with_user(self.hr_user).action_complete()
        return self.env["asn.evaluation"].search(
            [("employee_id", "=", self.head.id), ("period_id", "=", period.id)]
        )


class TestAchievementSteps(AchievementCase):
    def test_opening_makes_one_for_every_unit_and_names_who_sets(self):
        achievement = self._opened()
        self.assertEqual(achievement.state, "draft")
        self.assertEqual(achievement.head_user_id, self.head_user)
        self.assertEqual(achievement.setter_user_id, self.chief_user)
        self.assertFalse(achievement.is_top)
        agency = self._opened(self.agency)
        self.assertTrue(agency.is_top)
        self.assertFalse(agency.setter_user_id, "the chief has no evaluator here")
        count = self.env["asn.unit.achievement"].search_count([])
        self.half.with_user(self.hr_user).action_open_achievements()
        self.assertEqual(self.env["asn.unit.achievement"].search_count([]), count)
        self.assertEqual(self.half.achievement_missing_count, count)

    def test_opening_takes_as_many_queries_for_many_units(self):
        self.env["hr.department"].create(
            [{"name": f"Bidang {n}", "parent_id": self.agency.id} for n in range(60)]
        )
        self.env.flush_all()
        model = self.env["asn.unit.achievement"]
        model._open_period(self.second_half)
        self.env.flush_all()
        with self.assertQueryCount(__system__=25):
            model._open_period(self.year)

    def test_only_the_hr_office_opens(self):
        for user in (self.nurse_user, self.chief_user, self.officer_user, self.auditor_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.half.with_user(user).action_open_achievements()

    def test_setter_is_reminded_and_no_mail_goes_out(self):
        achievement = self._opened()
        (activity,) = achievement.activity_ids
        self.assertEqual(activity.user_id, self.chief_user)
        self._decide(achievement, "good")
        self.assertFalse(achievement.activity_ids)

    def test_performance_team_recommends_and_superior_sets(self):
        achievement = self._opened()
        officer = achievement.with_user(self.officer_user)
        with self.assertRaises(UserError):
            officer.action_recommend()
        officer.write({"recommended_value": "good", "recommendation": "Rencana aksi tercapai."})
        officer.action_recommend()
        with self.assertRaises(AccessError):
            officer.write({"recommendation": "Lain"})
        with self.assertRaises(AccessError):
            officer.write({"value": "good"})
        self._decide(achievement, "excellent")
        self.assertEqual(achievement.set_by_name, "Cut Meutia")
        self.assertEqual(
            achievement.transition_ids.sorted("id").mapped("action"), ["recommend", "set"]
        )

    def test_value_without_rationale_is_not_set(self):
        achievement = self._opened().with_user(self.chief_user)
        achievement.value = "good"
        with self.assertRaisesRegex(UserError, "Rationale"):
            achievement.action_set()
        self.assertEqual(achievement.state, "draft")

    def test_head_neither_sees_nor_sets_before_and_reads_afterwards(self):
        achievement = self._opened()
        mine = achievement.with_user(self.head_user)
        self.assertFalse(mine.search([]))
        with self.assertRaises(AccessError):
            mine.read(["value"])
        with self.assertRaises(AccessError):
            mine.action_set()
        self._decide(achievement, "good")
        mine.invalidate_recordset()
        self.assertEqual(mine.value, "good")
        with self.assertRaises(AccessError):
            mine.action_reopen("Saya ingin lebih tinggi")

    def test_head_with_the_hr_group_has_no_role_on_the_own_unit(self):
        achievement = self._opened(self.agency)
        self.chief_user.group_ids += self.env.ref("hr_asn_kinerja.group_asn_hr_office")
        mine = achievement.with_user(self.chief_user)
        self.assertFalse(mine._workflow_roles())
        with self.assertRaises(AccessError):
            mine.write({"value": "excellent", "rationale": "Saya"})
        with self.assertRaises(AccessError):
            mine.action_set_on_behalf("Nota dinas")

    def test_who_headed_the_unit_in_the_period_does_not_set_it_from_above(self):
        evaluation = self._head_evaluation()
        self.assertEqual(evaluation.head_of_unit_id, self.clinic)
        achievement = self._opened()
        # Promoted in the meantime: heads the agency today.
        self.chief.asn_is_unit_head = False
        self.head.write({"asn_is_unit_head": True, "department_id": self.agency.id})
        achievement.invalidate_recordset()
        self.assertEqual(achievement.setter_user_id, self.head_user)
        mine = achievement.with_user(self.head_user)
        self.assertTrue(mine.is_own_unit)
        self.assertFalse(mine._workflow_roles())

    def test_hr_office_sets_a_top_unit_for_the_mayor_with_a_reason(self):
        achievement = self._opened(self.agency).with_user(self.hr_user)
        achievement.write({"value": "good", "rationale": "Sesuai perjanjian kinerja."})
        with self.assertRaises(UserError):
            achievement.action_set_on_behalf()
        achievement.action_set_on_behalf("Nota dinas Wali Kota 800/12/2026")
        self.assertTrue(achievement.is_on_behalf)
        self.assertEqual(achievement.transition_ids.reason, "Nota dinas Wali Kota 800/12/2026")

    def test_hr_office_does_not_set_for_a_head_who_has_a_superior(self):
        achievement = self._opened().with_user(self.hr_user)
        with self.assertRaises(AccessError):
            achievement.write({"value": "good"})
        with self.assertRaises(AccessError):
            achievement.action_set_on_behalf("Nota dinas")

    def test_own_agency_of_the_evaluator_of_a_top_head(self):
        """The evaluator of the agency's head sets it, when that person can log in."""
        self.chief.asn_evaluator_id = self.hr
        achievement = self._opened(self.agency)
        self.assertEqual(achievement.setter_user_id, self.hr_user)

    def test_new_head_above_sets_from_today(self):
        achievement = self._opened()
        self.assertEqual(achievement.activity_ids.user_id, self.chief_user)
        self.chief.asn_is_unit_head = False
        self.officer.asn_is_unit_head = True
        achievement.invalidate_recordset()
        self.assertEqual(achievement.setter_user_id, self.officer_user)
        self.assertEqual(achievement.activity_ids.user_id, self.officer_user)

    def test_acting_head_above_sets_while_acting(self):
        achievement = self._opened()
        acting = self.env["asn.acting"].create(
            {
                "employee_id": self.outsider.id,
                "absent_employee_id": self.chief.id,
                "unit_id": self.agency.id,
                "date_start": "2026-11-01",
                "date_end": "2026-12-31",
                "decree": "SPRIN 1",
            }
        )
        achievement.invalidate_recordset()
        self.assertEqual(achievement.setter_user_id, self.outsider_user)
        acting.unlink()
        achievement.invalidate_recordset()
        self.assertEqual(achievement.setter_user_id, self.chief_user)

    def test_closed_period_stands(self):
        achievement = self._set("good")
        self.half.state = "closed"
        with self.assertRaisesRegex(UserError, "closed"):
            achievement.with_user(self.chief_user).action_reopen("Keliru")

    def test_colleague_and_auditor(self):
        achievement = self._set("good")
        for user in (self.nurse_user, self.colleague_user, self.outsider_user):
            self.assertFalse(achievement.with_user(user).search([]))
        auditor = achievement.with_user(self.auditor_user)
        self.assertEqual(auditor.value, "good")
        with self.assertRaises(AccessError):
            auditor.write({"value": "poor"})

    def test_another_region_is_refused(self):
        other = self.env["res.company"].create({"name": "Kabupaten Lain"})
        unit = self.env["hr.department"].create({"name": "Dinas Lain", "company_id": other.id})
        with self.assertRaises(ValidationError):
            self.env["asn.unit.achievement"].create({"unit_id": unit.id, "period_id": self.half.id})


class TestAchievementValues(AchievementCase):
    def _values(self, period=None):
        units = [self.agency.id, self.clinic.id, self.other_agency.id]
        return self.env["asn.unit.achievement"]._get_values(units, period or self.half)

    def test_nearest_unit_above_counts(self):
        achievement = self._opened(self.agency).with_user(self.hr_user)
        achievement.write({"value": "good", "rationale": "Tercapai"})
        achievement.action_set_on_behalf("Nota dinas")
        values = self._values()
        inherited = {"value": "good", "source_unit_id": self.agency.id}
        self.assertEqual(values[self.clinic.id], inherited)
        self.assertIsNone(values[self.other_agency.id]["value"])
        self._set("poor")
        self.assertEqual(
            self._values()[self.clinic.id], {"value": "poor", "source_unit_id": self.clinic.id}
        )
        self.assertIsNone(self._values(self.second_half)[self.clinic.id]["value"])

    def test_without_the_setting_only_the_own_counts(self):
        self.company.asn_achievement_inherit = False
        achievement = self._opened(self.agency).with_user(self.hr_user)
        achievement.write({"value": "good", "rationale": "Tercapai"})
        achievement.action_set_on_behalf("Nota dinas")
        self.assertIsNone(self._values()[self.clinic.id]["value"])

    def test_reopened_counts_as_not_set_and_nothing_takes_its_place(self):
        agency = self._opened(self.agency).with_user(self.hr_user)
        agency.write({"value": "good", "rationale": "Tercapai"})
        agency.action_set_on_behalf("Nota dinas")
        achievement = self._set("poor")
        achievement.with_user(self.chief_user).action_reopen("Data baru")
        self.assertIsNone(self._values()[self.clinic.id]["value"])

    def test_values_are_one_query(self):
        self._set("good")
        self.env.flush_all()
        with self.assertQueryCount(__system__=3):  # period and setting of the region, the values
            self._values()


class TestAchievementOfHead(AchievementCase):
    """The achievement of a unit is the rating of its head: vector 31 of test_vectors.py."""

    def test_vector_31_good_and_meets_is_good(self):
        evaluation = self._head_evaluation()
        self._set("good")
        self.assertEqual(evaluation.suggested_rating, "meets")
        self.assertEqual(evaluation.rating_ids.result_rating, "meets")
        mine = evaluation.with_user(self.chief_user)
        mine.draft_behaviour_rating = "meets"
        self.env.invalidate_all()
        self.assertEqual(evaluation.rating_ids.result_rating, "meets")
        self.assertEqual(evaluation.rating_ids.behaviour_rating, "meets")
        self.assertEqual(evaluation.rating_ids.predicate, "good")

    def test_every_value(self):
        expected = {
            "excellent": "above",
            "good": "meets",
            "needs_improvement": "below",
            "poor": "below",
            "very_poor": "below",
        }
        evaluation = self._head_evaluation()
        achievement = self._opened()
        for value, rating in expected.items():
            with self.subTest(value=value):
                self._decide(achievement, value)
                evaluation.invalidate_recordset()
                self.assertEqual(evaluation.head_rating, rating)
                self.assertEqual(evaluation.rating_ids.result_rating, rating)
                achievement.with_user(self.chief_user).action_reopen("Data baru")

    def test_a_different_rating_is_refused_and_names_the_achievement(self):
        evaluation = self._head_evaluation()
        self._set("good")
        with self.assertRaises(ValidationError) as refused:
            evaluation.with_user(self.chief_user).draft_result_rating = "above"
        self.assertRegex(str(refused.exception), "Puskesmas Penanggalan.*Good")
        self.assertEqual(evaluation.rating_ids.result_rating, "meets")
        with self.assertRaises(ValidationError):
            evaluation.rating_ids.sudo().result_rating = "below"

    def test_evaluator_may_choose_while_nothing_is_set(self):
        evaluation = self._head_evaluation()
        mine = evaluation.with_user(self.chief_user)
        self.assertIn("no achievement", mine.head_note)
        self._rate(evaluation, "above", "above")
        self._set("good")
        evaluation.invalidate_recordset()
        self.assertEqual(evaluation.rating_ids.result_rating, "meets")
        self.assertEqual(evaluation.rating_ids.predicate, "good")
        step = evaluation.transition_ids.filtered(lambda row: row.action == "follow")
        self.assertEqual(step.state_from, "rated")
        self.assertIn("Puskesmas Penanggalan", step.reason)
        self.assertNotIn("Meets", step.reason)

    def test_change_follows_before_the_release_and_not_after(self):
        evaluation = self._head_evaluation()
        achievement = self._set("good")
        self._rate(evaluation, "meets", "above")
        achievement.with_user(self.chief_user).action_reopen("Data baru")
        self.assertEqual(evaluation.rating_ids.result_rating, "meets")
        self._decide(achievement, "excellent")
        self.assertEqual(evaluation.rating_ids.result_rating, "above")
        evaluation.with_user(self.chief_user).action_release()
        self.assertEqual(evaluation.predicate, "very_good")
        achievement.with_user(self.chief_user).action_reopen("Data baru")
        self._decide(achievement, "poor")
        evaluation.invalidate_recordset()
        self.assertEqual(evaluation.result_rating, "above")
        self.assertEqual(evaluation.rating_ids.result_rating, "above")
        self.assertEqual(evaluation.suggested_rating, "above")
        self.assertIn("stands", evaluation.head_note)

    def test_release_taken_back_follows_what_was_set_in_the_meantime(self):
        evaluation = self._head_evaluation()
        achievement = self._set("good")
        self._rate(evaluation, "meets", "above")
        evaluation.with_user(self.chief_user).action_release()
        achievement.with_user(self.chief_user).action_reopen("Data baru")
        self._decide(achievement, "poor")
        evaluation.with_user(self.hr_user).action_reopen("Capaian organisasi berubah")
        self.assertEqual(evaluation.rating_ids.result_rating, "below")

    def test_rating_is_there_for_an_evaluation_opened_later(self):
        self._agree_plan(self.head)
        self._set("poor")
        evaluation = self._head_evaluation_opened_later()
        self.assertEqual(evaluation.rating_ids.result_rating, "below")
        self.assertEqual(evaluation.suggested_rating, "below")

    def _head_evaluation_opened_later(self):
        self.half.with_user(self.hr_user).action_complete()
        return self.env["asn.evaluation"].search(
            [("employee_id", "=", self.head.id), ("period_id", "=", self.half.id)]
        )

    def test_inherited_achievement_fixes_the_head_below_too(self):
        evaluation = self._head_evaluation()
        agency = self._opened(self.agency).with_user(self.hr_user)
        agency.write({"value": "excellent", "rationale": "Melampaui"})
        agency.action_set_on_behalf("Nota dinas")
        evaluation.invalidate_recordset()
        self.assertEqual(evaluation.rating_ids.result_rating, "above")
        self.assertIn("Dinas Kesehatan", evaluation.with_user(self.chief_user).head_note)

    def test_row_of_the_region_replaces_the_table_from_its_day(self):
        evaluation = self._head_evaluation()
        mapping = self.env["asn.achievement.mapping"].with_user(self.admin_asn_user)
        mapping.create({"value": "needs_improvement", "rating": "meets", "date_from": "2026-06-30"})
        mapping.create({"value": "poor", "rating": "meets", "date_from": "2026-07-01"})
        rating = evaluation._rating_of_value
        self.assertEqual(rating("needs_improvement", evaluation.date_end), "meets")
        self.assertEqual(rating("poor", evaluation.date_end), "below")
        with self.assertRaises(AccessError):
            self.env["asn.achievement.mapping"].with_user(self.hr_user).create(
                {"value": "poor", "rating": "above", "date_from": "2026-01-01"}
            )

    def test_people_of_the_unit_are_rated_as_before(self):
        self._agree_plan(self.nurse)
        self.half.with_user(self.hr_user).action_complete()
        evaluation = self.env["asn.evaluation"].search(
            [("employee_id", "=", self.nurse.id), ("period_id", "=", self.half.id)]
        )
        self._set("poor")
        self.assertFalse(evaluation.head_of_unit_id)
        self.assertFalse(evaluation.head_note)
        self._rate(evaluation, "above", "above")
        self.assertEqual(evaluation.rating_ids.predicate, "very_good")
