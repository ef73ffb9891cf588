from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import AsnCase


class TestActing(AsnCase):
    """The head of the clinic is absent in November; the nurse acts for her."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.half.with_user(cls.hr_user).action_open()
        cls.plan = cls._agree_plan(cls.colleague)

    def _acting(self, user=None, **values):
        return (
            self.env["asn.acting"]
            .with_user(user or self.officer_user)
            .create(
                {
                    "employee_id": self.nurse.id,
                    "absent_employee_id": self.head.id,
                    "unit_id": self.clinic.id,
                    "date_start": "2026-11-01",
                    "date_end": "2026-11-30",
                    "decree": "SPRIN 800/112/2026",
                    **values,
                }
            )
        )

    def test_acting_head_evaluates_the_others_and_not_himself(self):
        acting = self._acting()
        acting.action_hand_over()
        evaluation = self.plan.evaluation_ids
        self.assertEqual(self.plan.evaluator_user_id, self.nurse_user)
        self.assertEqual(evaluation.evaluator_user_id, self.nurse_user)
        self.assertEqual(self.plan.superior_id, self.chief)  # the superior of the absent head
        self.assertEqual(self._plan_of(self.nurse).evaluator_id, self.head)
        self.assertEqual(acting.sudo().skp_ids, self.plan)
        self.assertIn(self.head.name, evaluation.remark)
        self.assertIn("SPRIN 800/112/2026", evaluation.remark)
        self.assertIn("SPRIN", self.plan.transition_ids[0].reason)
        with self.assertRaises(AccessError):
            self.plan.with_user(self.head_user).read(["state"])
        self._rate(evaluation, "meets", "meets")

    def test_hand_back_restores_evaluator_and_superior(self):
        acting = self._acting()
        acting.action_hand_over()
        acting.action_hand_back()
        self.assertEqual(acting.state, "handed_back")
        self.assertEqual((self.plan.evaluator_id, self.plan.superior_id), (self.head, self.chief))
        self.assertEqual(self.plan.evaluation_ids.evaluator_user_id, self.head_user)

    def test_what_was_given_to_somebody_else_since_stays_there(self):
        acting = self._acting()
        acting.action_hand_over()
        self.plan.with_user(self.officer_user).write({"evaluator_id": self.chief.id})
        acting.action_hand_back()
        self.assertEqual(self.plan.evaluator_id, self.chief)

    def test_rights_end_with_the_decree(self):  # threat: F09
        self._acting().action_hand_over()
        with freeze_time("2026-11-30 10:00:00"):
            self.env["asn.acting"]._cron_end_acting()
            self.assertEqual(self.plan.evaluator_id, self.nurse)
        with freeze_time("2026-11-30 18:00:00"):  # 1 December in Jakarta
            self.env["asn.acting"]._cron_end_acting()
        self.assertEqual(self.plan.evaluator_id, self.head)
        self.assertFalse(
            self.env["asn.skp"].with_user(self.nurse_user).search([("id", "=", self.plan.id)])
        )

    def test_not_before_and_not_after(self):  # threat: F09
        acting = self._acting(date_start="2026-12-01", date_end="2026-12-31")
        with self.assertRaisesRegex(UserError, "while the acting lasts"):
            acting.action_hand_over()
        self.assertEqual(self.plan.evaluator_id, self.head)

    def test_nobody_acts_without_a_login(self):
        acting = self._acting()
        self.nurse.user_id = False
        with self.assertRaisesRegex(UserError, "sign in"):
            acting.action_hand_over()
        self.assertEqual(self.plan.evaluator_id, self.head)

    def test_vacant_post_takes_the_plans_that_nobody_can_agree(self):
        self.head.active = False
        acting = self._acting(absent_employee_id=False)
        acting.action_hand_over()
        self.assertEqual(self.plan.evaluator_id, self.nurse)
        acting.action_hand_back()
        self.assertFalse(self.plan.evaluator_id)
        self.assertEqual(self.plan.evaluator_problem, "none")

    def test_only_the_offices_and_neither_party(self):
        acting = self._acting()
        for user in (self.nurse_user, self.head_user, self.auditor_user, self.outsider_user):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    acting.with_user(user).action_hand_over()
                with self.assertRaises(AccessError):
                    self._acting(user, date_start="2027-01-01", date_end="2027-01-31")
        self.nurse_user.group_ids += self.env.ref("hr_asn_kinerja.group_asn_hr_office")
        with self.assertRaises(AccessError):
            acting.with_user(self.nurse_user).action_hand_over()
        self.officer_user.asn_unit_ids = self.other_agency
        with self.assertRaises(AccessError):
            acting.with_user(self.officer_user).action_hand_over()
        self.assertEqual(self.plan.evaluator_id, self.head)

    def test_wrong_input_is_refused(self):
        cases = (
            {"date_start": "2026-11-30", "date_end": "2026-11-01"},
            {"date_start": "1726-11-01"},
            {"date_end": "2326-11-01"},
            {"absent_employee_id": self.nurse.id},
        )
        for values in cases:
            with (
                self.subTest(values=values),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
            ):
                self._acting(**values)
        acting = self._acting()
        with self.assertRaises(ValidationError):
            self._acting(employee_id=self.officer.id, user=self.hr_user)
        acting.action_hand_over()
        with self.assertRaises(UserError):
            acting.unlink()
        with self.assertRaises(AccessError):
            acting.write({"state": "kept"})

    def test_acting_duty_becomes_an_additional_result(self):
        self._acting()
        plan = self._plan_of(self.nurse).with_user(self.nurse_user)
        self.assertIn(self.clinic.name, plan.acting_note)
        plan.action_add_acting_result()
        result = plan.result_ids
        self.assertEqual(result.kind, "additional")
        self.assertIn("SPRIN 800/112/2026", result.assignment_source)
        self.assertFalse(plan.acting_id or plan.acting_note)
        with self.assertRaisesRegex(UserError, "no acting duty"):
            plan.action_add_acting_result()
        with self.assertRaises(UserError):
            self._plan_of(self.nurse).with_user(self.officer_user).action_add_acting_result()
