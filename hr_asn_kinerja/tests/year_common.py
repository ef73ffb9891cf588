"""A year of which both halves are open, and short ways to its end."""

from .common import AsnCase


class YearCase(AsnCase):
    """A year of which both halves are open, with the agreed plan of the nurse."""

    def setUp(self):
        super().setUp()
        self._make_year(self.env)
        self.plan = self._agree_plan(self.nurse)
        periods = self.half | self.second_half
        periods.with_user(self.hr_user).action_open()
        self.evaluations = self.plan.evaluation_ids.sorted("date_start")
        self.first, self.second = self.evaluations
        self.count, self.ratio = self.plan.result_ids.indicator_ids.sorted("id")

    def _open_annual(self):
        self.year.with_user(self.hr_user).action_open_annual()

    def _annual_of(self, employee):
        return self.env["asn.evaluation"].search(
            [("employee_id", "=", employee.id), ("period_kind", "=", "year")]
        )

    def _release(self, evaluation, results="meets", behaviour="meets"):
        self._rate(evaluation, results, behaviour)
        evaluation.with_user(evaluation.evaluator_user_id).action_release()

    def _finish_year(self):
        """Release everything of the nurse, close both halves and the year."""
        for evaluation in self.evaluations | self._annual_of(self.nurse):
            self._release(evaluation)
            self._let_objection_days_pass(evaluation)
        (self.half | self.second_half).with_user(self.hr_user).action_close()
        self.year.with_user(self.hr_user).action_close()
