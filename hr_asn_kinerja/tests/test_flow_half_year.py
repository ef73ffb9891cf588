from .common import AsnCase


class TestFlowHalfYear(AsnCase):
    """The main path, each step by the login that really does it."""

    def test_half_year_from_opening_to_acknowledged(self):
        self._make_year(self.env)
        plan = self._plan_of(self.nurse)
        self.assertEqual(plan.state, "draft")
        self.assertEqual(plan.nip, "199003122015032901")
        self.assertEqual(plan.rank_name, "Penata Muda Tingkat I (III/b)")
        self.assertEqual(plan.evaluator_user_id, self.head_user)
        self.assertEqual(plan.superior_user_id, self.chief_user)
        self.assertEqual(len(plan.behaviour_ids), 7)

        patients, on_time = self._fill_plan(plan)
        plan.with_user(self.nurse_user).action_propose()
        plan.with_user(self.head_user).action_agree()
        self.assertEqual(plan.state, "agreed")

        self.half.with_user(self.hr_user).action_open()
        evaluation = plan.evaluation_ids
        self.assertEqual(len(evaluation), 1)
        self.assertEqual(evaluation.line_ids.mapped("target_value"), [1800.0, 90.0])

        # 1,800 patients are due in six of twelve months; 1,620 are 90 percent.
        self._log(patients, 1000, "2026-02-10")
        self._log(patients, 620, "2026-06-30")
        self._log(patients, 300, "2026-07-01")  # the second half-year's
        self._log(on_time, 45, "2026-04-01", denominator=50)  # 90 percent
        by_name = {line.name: line for line in evaluation.line_ids}
        self.assertEqual(by_name["Jumlah pasien dilayani"].realised, 1620)
        self.assertEqual(by_name["Jumlah pasien dilayani"].achievement, 90)
        self.assertEqual(by_name["Layanan tepat waktu"].achievement, 100)
        self.assertEqual(evaluation.score, 95)
        self.assertEqual(evaluation.suggested_rating, "meets")

        evaluation.with_user(self.nurse_user).write({"reflection": "Antrean pagi lebih lancar."})
        evaluation.with_user(self.nurse_user).action_submit()
        self._rate(evaluation, "meets", "above")
        self.assertFalse(evaluation.predicate)
        evaluation.with_user(self.head_user).action_release()
        self.assertEqual(evaluation.predicate, "good")
        evaluation.with_user(self.nurse_user).action_acknowledge()
        self.assertEqual(evaluation.state, "acknowledged")
        self.assertEqual(
            evaluation.transition_ids.sorted("id").mapped("action"),
            ["submit", "rate", "release", "acknowledge"],
        )
        self.assertEqual(
            evaluation.transition_ids.sorted("id").user_id, self.nurse_user | self.head_user
        )
