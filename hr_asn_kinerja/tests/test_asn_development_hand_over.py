from datetime import date

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .development_common import DevelopmentCase


@tagged("post_install", "-at_install")
class TestAsnDevelopmentHandOver(DevelopmentCase):
    """What is being developed goes along with the evaluator of the plan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.skp = cls._plan_of(cls.nurse)
        cls.plan = cls._release(cls.evaluation, "below", "meets")

    def _assert_moved(self, evaluator, user):
        self.assertEqual((self.plan.evaluator_id, self.plan.evaluator_user_id), (evaluator, user))
        self.assertEqual(self.plan.evaluator_name, evaluator.name)
        self.assertEqual(self.plan.activity_ids.user_id, user)
        last = self.plan.transition_ids.sorted("id")[-1]
        self.assertEqual(last.action, "hand_over")
        self.assertEqual(last.reason, f"{self.head.name} → {evaluator.name}")
        self._add(self.plan, user)
        with self.assertRaises(AccessError):
            self._add(self.plan, self.head_user)

    def test_another_evaluator_of_the_plan(self):
        self.skp.with_user(self.hr_user).evaluator_id = self.officer
        self._assert_moved(self.officer, self.officer_user)

    def test_many_at_once(self):
        changes = [(self.skp.id, self.head.id, self.officer.id, self.chief.id)]
        self.env["asn.skp"].sudo()._hand_over_many(changes)
        self._assert_moved(self.officer, self.officer_user)

    def test_another_post(self):
        self.nurse.create_version(
            {
                "date_version": "2026-08-01",
                "department_id": self.other_agency.id,
                "asn_evaluator_id": self.hr.id,
            }
        )
        self.skp.with_user(self.hr_user)._split(date(2026, 8, 1))
        self._assert_moved(self.hr, self.hr_user)

    def test_whom_the_hr_office_has_named_stays(self):
        self.plan.with_user(self.hr_user).evaluator_id = self.chief
        self.skp.with_user(self.hr_user).evaluator_id = self.officer
        self.assertEqual(self.plan.evaluator_id, self.chief)

    def test_what_is_over_stays_with_whoever_did_it(self):
        self.plan.sudo().state = "finished"
        self.skp.with_user(self.hr_user).evaluator_id = self.officer
        self.assertEqual(self.plan.evaluator_id, self.head)
