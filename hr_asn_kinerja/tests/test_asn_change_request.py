from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import AsnCase


class RequestCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)

    def _request(self, user=None, **values):
        requests = self.env["asn.change.request"].with_user(user or self.nurse_user)
        return requests.create(
            {
                "proposed_evaluator_id": self.chief.id,
                "reason": "Kepala puskesmas pindah.",
                "date_from": "2026-11-01",
                **values,
            }
        )

    def _ask(self, **values):
        request = self._request(**values)
        request.action_ask()
        return request.sudo()


class TestChangeRequest(RequestCase):
    def test_request_is_the_persons_own_and_copies_who_and_where(self):
        request = self._request()
        self.assertEqual(request.sudo().employee_id, self.nurse)
        self.assertEqual((request.user_id, request.unit_id), (self.nurse_user, self.clinic))
        self.assertEqual((request.state, request.evaluator_name), ("draft", self.head.name))
        for values in (
            {"employee_id": self.colleague.id},
            {"state": "accepted"},
            {"user_id": self.colleague_user.id},
            {"decided_by_id": self.nurse_user.id},
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                request.write(values)
        with self.assertRaises(AccessError):
            self._request(employee_id=self.colleague.id, kind="unit")
        with self.assertRaisesRegex(UserError, "no employee"):
            self._request(self.plain_user)

    def test_one_open_request_of_a_kind(self):
        self._request()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._request()
            self.env.flush_all()
        self._request(kind="unit", proposed_unit_id=self.agency.id)

    def test_officers_are_reminded_then_the_employee(self):
        request = self._ask()
        self.assertEqual(request.activity_ids.user_id, self.officer_user)
        request.with_user(self.officer_user).action_refuse("Penilai Anda tetap kepala puskesmas.")
        self.assertEqual(request.activity_ids.user_id, self.nurse_user)
        self.assertEqual(request.decision_reason, "Penilai Anda tetap kepala puskesmas.")
        self.assertEqual(request.transition_ids[0].action, "refuse")

    def test_accepted_evaluator_stands_in_the_record_and_takes_the_plans_over(self):
        self.half.with_user(self.hr_user).action_open()
        plan = self._agree_plan(self.nurse)
        request = self._ask()
        request.with_user(self.officer_user).action_accept()
        self.assertEqual(request.state, "accepted")
        self.assertEqual((request.decided_by_id), self.officer_user)
        version = self.nurse._get_version(date(2026, 11, 1))
        self.assertEqual(version.date_version, date(2026, 11, 1))
        self.assertEqual(version.asn_evaluator_id, self.chief)
        before = self.nurse._get_version(date(2026, 10, 31))
        self.assertEqual(before.asn_evaluator_id, self.head)
        self.assertEqual((plan.evaluator_id, plan.evaluator_user_id), (self.chief, self.chief_user))
        self.assertEqual(plan.evaluation_ids.evaluator_user_id, self.chief_user)
        self.assertIn(self.head.name, plan.evaluation_ids.remark)
        with self.assertRaises(AccessError):
            plan.with_user(self.head_user).read(["state"])

    def test_accepted_in_the_future_waits_for_its_day(self):
        request = self._ask(date_from="2026-12-01")
        request.with_user(self.officer_user).action_accept()
        self.assertEqual(self._plan_of(self.nurse).evaluator_id, self.head)
        row = self.env["asn.skp.suggestion"].with_user(self.officer_user).search([])
        self.assertEqual((row.kind, row.date), ("evaluator", date(2026, 12, 1)))

    def test_another_unit_is_decided_by_the_hr_office_and_suggested_for_a_split(self):
        request = self._ask(
            kind="unit", proposed_unit_id=self.other_agency.id, proposed_evaluator_id=False
        )
        self.assertIn(self.hr_user, request.activity_ids.user_id)
        with self.assertRaises(AccessError):
            request.with_user(self.officer_user).action_accept()
        request.with_user(self.hr_user).action_accept()
        version = self.nurse._get_version(date(2026, 11, 1))
        self.assertEqual(version.department_id, self.other_agency)
        row = self.env["asn.skp.suggestion"].with_user(self.hr_user).search([])
        self.assertEqual((row.kind, row.date), ("split", date(2026, 11, 1)))
        self.assertTrue(row.is_unit)

    def test_later_records_that_said_the_same_follow(self):
        self.nurse.create_version({"date_version": "2026-11-10", "job_title": "Perawat Muda"})
        self._ask().with_user(self.officer_user).action_accept()
        self.assertEqual(self.nurse._get_version(date(2026, 11, 20)).asn_evaluator_id, self.chief)


class TestChangeRequestRights(RequestCase):
    def test_nobody_decides_the_own_request(self):
        self.officer.asn_evaluator_id = self.chief
        request = self._request(self.officer_user, proposed_evaluator_id=self.hr.id)
        request.action_ask()
        self.assertNotIn(self.officer_user, request.sudo().activity_ids.user_id)
        for action in ("action_accept", "action_refuse"):
            with self.subTest(action=action), self.assertRaises(AccessError):
                getattr(request, action)(*(["Sebab"] if action == "action_refuse" else []))
        with self.assertRaises(AccessError):
            request.write({"state": "accepted"})
        self.assertEqual(self.officer.asn_evaluator_id, self.chief)

    def test_who_reads_and_who_decides(self):
        request = self._ask()
        readers = {"nurse", "officer", "hr", "auditor"}
        for key in ("nurse", "head", "chief", "officer", "hr", "auditor", "colleague", "outsider"):
            user = getattr(self, f"{key}_user")
            found = self.env["asn.change.request"].with_user(user).search([])
            with self.subTest(user=key):
                self.assertEqual(bool(found), key in readers)
                if key not in ("officer", "hr"):
                    with self.assertRaises(AccessError):
                        request.with_user(user).action_accept()
        self.assertEqual(request.state, "asked")

    def test_draft_is_the_persons_alone(self):
        request = self._request()
        for user in (self.officer_user, self.hr_user, self.auditor_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).read(["reason"])

    def test_what_was_asked_is_not_changed_any_more(self):
        request = self._ask()
        for user in (self.nurse_user, self.officer_user, self.hr_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                request.with_user(user).write({"proposed_evaluator_id": self.hr.id})
        with self.assertRaises(AccessError):
            request.with_user(self.nurse_user).unlink()
        request.with_user(self.nurse_user).action_withdraw()
        self.assertEqual(request.state, "withdrawn")
        self.assertFalse(request.activity_ids)

    def test_wrong_proposals_are_refused_in_words(self):
        with self.assertRaises(ValidationError):
            self._request(proposed_evaluator_id=self.nurse.id)
        cases = (
            ({"proposed_evaluator_id": False}, "Choose the proposed evaluator"),
            ({"proposed_evaluator_id": self.head.id}, "already"),
            ({"reason": "  "}, "Write why"),
            ({"kind": "unit", "proposed_unit_id": self.clinic.id}, "already"),
            ({"kind": "unit"}, "proposed unit"),
        )
        for values, message in cases:
            request = self._request(**values)
            with self.subTest(values=values), self.assertRaisesRegex(UserError, message):
                request.action_ask()
            request.action_withdraw()
            self.env.flush_all()
        for day in ("1726-01-01", "2326-01-01"):
            with (
                self.subTest(day=day),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
            ):
                self._request(date_from=day)
                self.env.flush_all()

    def test_circle_through_others_is_refused(self):
        """The head is evaluated by the chief: the chief cannot be evaluated by the head's nurse."""
        request = self._request(self.chief_user, proposed_evaluator_id=self.nurse.id)
        with self.assertRaisesRegex(UserError, "through others"):
            request.action_ask()
        self.assertEqual(request.state, "draft")
