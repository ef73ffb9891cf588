from datetime import date

from freezegun import freeze_time

from .common import AsnCase

COMPARED = ("date_start", "date_end", "months", "state", "unit_id", "evaluator_id", "form")


class TestNewJoiner(AsnCase):
    """A new CPNS starts on 20 March 2026: nine months count, April to December."""

    def _join(self, **values):
        return self.env["hr.employee"].create(
            {
                "name": "Laila Sari",
                "asn_status": "cpns",
                "department_id": self.clinic.id,
                "asn_evaluator_id": self.head.id,
                "date_version": "2026-03-20",
                **values,
            }
        )

    def _open(self):
        self._make_year(self.env)

    def test_plan_starts_with_duty(self):
        joiner = self._join(asn_nip="200001012026032001")
        self._open()
        plan = self._plan_of(joiner)
        self.assertEqual((plan.date_start, plan.months), (date(2026, 3, 20), 9))
        self.assertEqual(plan.date_end, date(2026, 12, 31))
        self.assertEqual(self._plan_of(self.nurse).date_start, date(2026, 1, 1))
        self.assertEqual(self._plan_of(self.nurse).months, 12)

    def test_statement_and_form_make_the_same(self):
        people = (
            self._join(),
            self._join(asn_nip="200001012026032001"),
            self._join(asn_nip="199001012015032001"),
            self._join(contract_date_start="2026-05-04", date_version="2026-05-04"),
            self._join(asn_nip="198801012014032001", contract_date_start="2026-07-01"),
        )
        self._open()
        expected = ["2026-03-20", "2026-03-20", "2026-01-01", "2026-05-04", "2026-07-01"]
        opened = [self._plan_of(person) for person in people]
        self.assertEqual([str(plan.date_start) for plan in opened], expected)
        before = [[plan[name] for name in COMPARED] for plan in opened]
        self.env["asn.skp"].browse([plan.id for plan in opened]).write({"state": "cancelled"})
        self.env.flush_all()
        made = self.env["asn.skp"].create(
            [{"employee_id": person.id, "period_id": self.year.id} for person in people]
        )
        self.assertEqual([[plan[name] for name in COMPARED] for plan in made], before)

    def test_record_that_begins_later_makes_nobody_new(self):
        """A first import with the date of the present post: appointed in 2015, as the NIP says."""
        known = self._join(asn_nip="199001012015032001")
        self._open()
        self.assertEqual(self._plan_of(known).months, 12)

    def test_duty_after_the_year_opens_no_plan(self):
        later = self._join(date_version="2027-02-01", asn_nip="200001012027022001")
        self._open()
        self.assertFalse(self._plan_of(later))

    def test_late_counts_from_the_start_of_duty(self):
        """31 days from 2 November: due on 2 December, late on the 3rd."""
        self._open()
        joiner = self._join(date_version="2026-11-02")
        self.year.with_user(self.hr_user).action_complete()
        plan = self._plan_of(joiner)
        late = [("is_late", "=", True), ("id", "=", plan.id)]
        for moment, is_late in (("2026-12-02 10:00:00", False), ("2026-12-03 10:00:00", True)):
            with freeze_time(moment):
                self.env.invalidate_all()
                self.assertEqual(plan.is_late, is_late)
                self.assertEqual(bool(self.env["asn.skp"].search(late)), is_late)

    def test_completing_takes_those_who_came_later(self):
        self._open()
        joiner = self._join(date_version="2026-11-02")
        self.year.with_user(self.hr_user).action_complete()
        self.assertEqual(self._plan_of(joiner).date_start, date(2026, 11, 2))
        self.assertEqual(self._plan_of(joiner).months, 2)

    def test_evaluations_start_with_duty_too(self):
        joiner = self._join()
        joiner.user_id = self.plain_user
        self._open()
        plan = self._agree_plan(joiner)
        self.half.with_user(self.hr_user).action_open()
        self.second_half.with_user(self.hr_user).action_open()
        first, second = plan.evaluation_ids.sorted("date_start")
        self.assertEqual((first.date_start, first.months), (date(2026, 3, 20), 3))
        # 3,600 in nine months: 1,200 for April to June, 2,400 for July to December
        self.assertEqual(first.line_ids[0].target_value, 1200)
        self.assertEqual(second.line_ids[0].target_value, 2400)


class TestAdditionalDuty(AsnCase):
    def test_duty_is_copied_by_statement_and_form(self):
        self.nurse.asn_additional_duty = "Kepala Ruang Rawat Jalan"
        self._make_year(self.env)
        plan = self._agree_plan(self.nurse)
        self.assertEqual(plan.additional_duty, "Kepala Ruang Rawat Jalan")
        self.half.with_user(self.hr_user).action_open()
        self.assertEqual(plan.evaluation_ids.additional_duty, "Kepala Ruang Rawat Jalan")
        self.nurse.create_version(
            {"date_version": "2026-07-01", "asn_additional_duty": False, "job_title": "Bidan"}
        )
        new = plan.with_user(self.officer_user)._split(date(2026, 7, 1)).sudo()
        self.assertFalse(new.additional_duty)
        self.assertEqual(plan.additional_duty, "Kepala Ruang Rawat Jalan")
