from odoo.exceptions import ValidationError

from .common import AsnCase


class TestConflictOfInterest(AsnCase):
    """Threats: A07 A09."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)

    def test_post_refuses_self_and_circle(self):
        version = self.head.current_version_id.with_user(self.hr_user)
        with self.assertRaises(ValidationError):
            version.asn_evaluator_id = self.head
        with self.assertRaises(ValidationError):
            version.asn_evaluator_id = self.nurse
        version.asn_evaluator_id = self.chief

    def test_post_refuses_a_circle_that_begins_later(self):
        """The nurse's evaluator is the head; from July the head's would be the nurse."""
        with self.assertRaises(ValidationError):
            self.head.create_version(
                {"date_version": "2026-07-01", "asn_evaluator_id": self.nurse.id}
            )
        # The other way round: the later post of the head stands first.
        self.nurse.current_version_id.asn_evaluator_id = self.chief
        self.head.create_version({"date_version": "2026-07-01", "asn_evaluator_id": self.nurse.id})
        with self.assertRaises(ValidationError):
            self.nurse.current_version_id.asn_evaluator_id = self.head

    def test_posts_one_after_the_other_are_no_circle(self):
        self.nurse.create_version({"date_version": "2026-07-01", "asn_evaluator_id": self.chief.id})
        self.head.create_version({"date_version": "2026-07-01", "asn_evaluator_id": self.nurse.id})
        self.assertEqual(self.head._get_version(self.half.date_end).asn_evaluator_id, self.chief)

    def test_plan_refuses_self_and_circle(self):
        plan = self._plan_of(self.head).with_user(self.officer_user)
        with self.assertRaises(ValidationError) as caught:
            plan.evaluator_id = self.nurse
        self.assertIn("evaluate each other", str(caught.exception))
        with self.assertRaises(ValidationError):
            plan.evaluator_id = self.head

    def test_mass_change_leaves_circles_alone(self):
        plans = self._plan_of(self.head) | self._plan_of(self.officer)
        action = plans.with_user(self.hr_user).action_reassign()
        run = self.env["asn.bulk.run"].with_user(self.hr_user).browse(action["res_id"])
        run.evaluator_id = self.nurse.id
        run.action_preview()
        outcomes = {line.employee_id: line.outcome for line in run.line_ids}
        self.assertEqual(outcomes, {self.head: "circular", self.officer: "ready"})

    def test_no_path_writes_a_conflict_into_an_evaluation(self):
        plan = self._agree_plan(self.nurse)
        self.half.with_user(self.hr_user).action_open()
        evaluation = plan.evaluation_ids
        with self.assertRaises(ValidationError):
            evaluation.evaluator_id = self.nurse

    def test_rating_is_refused_where_a_circle_stands(self):
        """Made past every check, by SQL: the last door still refuses, and says so."""
        plan = self._agree_plan(self.nurse)
        self._agree_plan(self.head)
        self.half.with_user(self.hr_user).action_open()
        evaluation = plan.evaluation_ids
        own = self._plan_of(self.head).evaluation_ids
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE asn_evaluation SET evaluator_id = %s WHERE id = %s", [self.nurse.id, own.id]
        )
        self.env.invalidate_all()
        page = self.env["asn.evaluation"].with_user(self.head_user).get_rating_page(evaluation.id)
        self.assertIn("evaluate each other", page["conflict"])
        with self.assertRaises(ValidationError):
            self._rate(evaluation, "meets", "meets")
