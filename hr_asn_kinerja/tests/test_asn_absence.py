from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import mute_logger

from .common import AsnCase


class AbsenceCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)

    def _absence(self, kind="maternity", start="2026-02-01", end="2026-04-30", **values):
        user = values.pop("user", self.officer_user)
        return (
            self.env["asn.absence"]
            .with_user(user)
            .create(
                {
                    "employee_id": self.nurse.id,
                    "kind_id": self.env.ref(f"hr_asn_kinerja.absence_kind_{kind}").id,
                    "date_start": start,
                    "date_end": end,
                    **values,
                }
            )
        )


class TestAbsenceMonths(AbsenceCase):
    def test_whole_months_are_left_out_of_sums_only(self):
        """3,600 a year: a half of 1,800 less three of six months is 900; the ratio stays 90 %."""
        self.half.with_user(self.hr_user).action_open()
        plan = self._agree_plan(self.nurse)
        absence = self._absence()
        evaluation = plan.evaluation_ids
        self.assertEqual(evaluation.absent_months, 3)
        self.assertEqual(evaluation.line_ids.mapped("target_value"), [900, 90])
        absence.date_end = "2026-04-29"
        self.assertEqual(evaluation.absent_months, 2)
        self.assertEqual(evaluation.line_ids[0].target_value, 1200)
        absence.unlink()
        self.assertEqual(evaluation.absent_months, 0)
        self.assertEqual(evaluation.line_ids[0].target_value, 1800)

    def test_opening_and_agreeing_count_the_same(self):
        """The statement of the opening (nurse) and the form (colleague): both 900."""
        self._absence()
        self._absence(employee_id=self.colleague.id)
        plan = self._agree_plan(self.nurse)
        self.half.with_user(self.hr_user).action_open()
        other = self._agree_plan(self.colleague)
        for evaluation in plan.evaluation_ids | other.evaluation_ids:
            self.assertEqual(evaluation.absent_months, 3)
            self.assertEqual(evaluation.line_ids.mapped("target_value"), [900, 90])

    def test_absent_throughout_forces_no_zero(self):
        self.half.with_user(self.hr_user).action_open()
        evaluation = self._agree_plan(self.nurse).evaluation_ids
        self._absence("long_leave", "2025-12-01", "2026-06-30")
        self.assertEqual(evaluation.absent_months, 6)
        self.assertEqual(evaluation.line_ids[0].target_value, 0)
        evaluation.with_user(self.nurse_user).action_submit()
        self.assertFalse(evaluation.line_ids[0].is_measured)
        self.assertFalse(evaluation.has_score)

    def test_released_evaluation_keeps_its_targets(self):
        self.half.with_user(self.hr_user).action_open()
        evaluation = self._agree_plan(self.nurse).evaluation_ids
        self._rate(evaluation, "meets", "meets")
        evaluation.with_user(self.head_user).action_release()
        self._absence()
        self.assertEqual(evaluation.absent_months, 0)
        self.assertEqual(evaluation.line_ids[0].target_value, 1800)

    def test_split_counts_the_absence_on_each_side(self):
        """Absent February to April; another post from 1 April: 2 months of 3, then 1 of 3."""
        self.half.with_user(self.hr_user).action_open()
        plan = self._agree_plan(self.nurse)
        self._absence()
        self.nurse.create_version({"date_version": "2026-04-01", "job_title": "Bidan"})
        new = plan.with_user(self.officer_user)._split(date(2026, 4, 1)).sudo()
        self.assertEqual(plan.evaluation_ids.absent_months, 2)
        self.assertEqual(plan.evaluation_ids.line_ids[0].target_value, 300)
        new.with_user(self.nurse_user).action_propose()
        new.with_user(self.head_user).action_agree()
        self.assertEqual(new.evaluation_ids.absent_months, 1)
        self.assertEqual(new.evaluation_ids.line_ids[0].target_value, 600)

    def test_excluded_kinds_open_no_document(self):
        self._absence("unpaid", "2026-01-01", "2026-06-30")
        self._absence("mpp", "2026-01-01", "2026-06-30", employee_id=self.colleague.id)
        plan = self._agree_plan(self.nurse)
        self.half.with_user(self.hr_user).action_open()
        self.assertFalse(plan.evaluation_ids)
        other = self._agree_plan(self.colleague)
        self.assertFalse(other.evaluation_ids)
        self.second_half.with_user(self.hr_user).action_open()
        self.assertEqual((plan | other).evaluation_ids.period_id, self.second_half)

    def test_whole_year_outside_appraisal_opens_no_plan(self):
        year = self.env["asn.period"].browse(self.env["asn.period"].action_generate(2027)["res_id"])
        self._absence("suspension", "2026-12-01", "2028-02-29")
        self._absence("study", "2026-12-01", "2028-02-29", employee_id=self.colleague.id)
        year.with_user(self.hr_user).action_open()
        self.assertNotIn(self.nurse, year.skp_ids.employee_id)
        self.assertIn(self.colleague, year.skp_ids.employee_id)


class TestAbsenceRights(AbsenceCase):
    def test_sickness_is_for_the_person_and_the_offices(self):
        sick, leave = self._absence("sick"), self._absence("long_leave", "2026-08-01", "2026-09-30")
        seen = {
            "nurse": sick | leave,
            "officer": sick | leave,
            "hr": sick | leave,
            "auditor": sick | leave,
            "head": leave,
            "chief": leave,
            "colleague": sick.browse(),
            "outsider": sick.browse(),
        }
        for key, expected in seen.items():
            user = getattr(self, f"{key}_user")
            found = self.env["asn.absence"].with_user(user).search([])
            with self.subTest(user=key):
                self.assertEqual(found.ids, expected.sorted("date_start", reverse=True).ids)
        with self.assertRaises(AccessError):
            sick.with_user(self.head_user).read(["kind_id"])

    def test_note_on_the_evaluation_tells_the_evaluator_no_sickness(self):
        self.half.with_user(self.hr_user).action_open()
        evaluation = self._agree_plan(self.nurse).evaluation_ids
        self._absence("sick")
        name = self.env.ref("hr_asn_kinerja.absence_kind_sick").name
        mine = evaluation.with_user(self.nurse_user).absence_note
        self.assertIn(name, mine)
        theirs = evaluation.with_user(self.head_user).absence_note
        self.assertNotIn(name, theirs)
        self.assertIn("3 of 6 months", theirs)

    def test_study_leave_is_shown_as_such(self):
        self.half.with_user(self.hr_user).action_open()
        evaluation = self._agree_plan(self.nurse).evaluation_ids
        self._absence("study", "2026-01-01", "2026-12-31")
        self.assertIn("institution", evaluation.with_user(self.head_user).absence_note)

    def test_only_the_offices_keep_absences(self):
        absence = self._absence()
        for user in (self.nurse_user, self.head_user, self.auditor_user, self.outsider_user):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    self._absence(start="2026-08-01", end="2026-09-30", user=user)
                with self.assertRaises(AccessError):
                    absence.with_user(user).write({"date_end": "2026-05-31"})
                with self.assertRaises(AccessError):
                    absence.with_user(user).unlink()
        with self.assertRaises(AccessError):
            self._absence(employee_id=self.outsider.id)  # another unit
        with self.assertRaises(AccessError):
            self._absence(employee_id=self.officer.id)  # the own absence
        with self.assertRaises(AccessError):
            absence.write({"employee_id": self.colleague.id})
        self.assertEqual(self.env["asn.absence"].search_count([]), 1)

    def test_wrong_days_are_refused(self):
        cases = (
            ("2026-05-01", "2026-04-30"),
            ("1726-01-01", "1726-03-01"),
            ("2026-01-01", "2099-12-31"),
            ("2326-01-01", "2326-03-01"),
        )
        for start, end in cases:
            with (
                self.subTest(start=start, end=end),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
            ):
                self._absence(start=start, end=end)
        self._absence()
        with self.assertRaises(ValidationError):
            self._absence("sick", "2026-04-30", "2026-05-31")
        with self.assertRaises(ValidationError):
            self._absence(start="31/08/2026", end="2026-09-30")
