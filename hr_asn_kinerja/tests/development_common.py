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
