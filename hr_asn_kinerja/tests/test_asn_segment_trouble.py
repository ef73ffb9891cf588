from odoo.exceptions import AccessError, UserError

from .common import AsnCase


class TestEvaluatorTrouble(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._plan_of(cls.nurse)

    def _troubles(self, user=None):
        self.env.invalidate_all()  # each call of a client starts anew
        plans = self.env["asn.skp"].with_user(user or self.hr_user)
        found = plans.search([("evaluator_problem", "!=", False)])
        return {plan.employee_id: plan.evaluator_problem for plan in found.sudo()}

    def test_each_trouble_is_named_with_its_help(self):
        """chief, hr and auditor have no evaluator; the others stand as set."""
        self.assertEqual(
            self._troubles(), dict.fromkeys((self.chief, self.hr, self.auditor), "none")
        )
        self.head.user_id = False
        self.assertEqual(self._troubles()[self.nurse], "no_login")
        self.assertIn("cannot sign in", self.plan.evaluator_problem_note)
        self.head.active = False
        self.assertEqual(self._troubles()[self.nurse], "archived")
        self.assertIn("no longer in service", self.plan.evaluator_problem_note)

    def test_evaluator_below_the_person_is_found_through_another(self):
        """chief > head > nurse: an agreed plan of the chief with the nurse as evaluator."""
        plan = self._plan_of(self.chief)
        plan.evaluator_id = self.nurse
        self.assertEqual(self._troubles()[self.chief], "subordinate")

    def test_evaluator_without_nip_is_no_trouble(self):
        self.head.asn_nip = False
        self.assertNotIn(self.nurse, self._troubles())

    def test_search_for_one_trouble_and_for_none(self):
        self.head.user_id = False
        plans = self.env["asn.skp"].with_user(self.hr_user)
        found = plans.search([("evaluator_problem", "=", "no_login")]).sudo()
        self.assertEqual(found.employee_id, self.nurse | self.colleague)
        fine = plans.search([("evaluator_problem", "=", False)]).sudo()
        self.assertNotIn(self.nurse, fine.employee_id)
        self.assertIn(self.head, fine.employee_id)

    def test_suggestion_is_the_head_of_the_unit_or_above(self):
        self.plan.with_user(self.officer_user).write({"evaluator_id": self.outsider.id})
        self.assertEqual(self.plan.suggested_evaluator_id, self.head)
        self.assertEqual(self._plan_of(self.head).suggested_evaluator_id.id, False)
        self.head.active = False
        self.env.invalidate_all()
        self.assertEqual(self.plan.suggested_evaluator_id, self.chief)

    def test_suggestion_is_used_by_the_office_only(self):
        self.head.active = False
        plan = self.plan.with_user(self.officer_user)
        for user in (self.nurse_user, self.auditor_user):
            with self.assertRaises(AccessError):
                plan.with_user(user).action_use_suggested_evaluator()
        plan.action_use_suggested_evaluator()
        self.assertEqual(self.plan.evaluator_user_id, self.chief_user)
        with self.assertRaisesRegex(UserError, "by hand"):
            self._plan_of(self.auditor).with_user(self.hr_user).action_use_suggested_evaluator()

    def test_list_shows_the_own_units_only(self):
        self.assertEqual(self._troubles(self.officer_user), {self.chief: "none"})
