from datetime import date
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from ..models.year.asn_period_annual import AsnPeriodAnnual
from .common import AsnCase
from .year_common import YearCase

TECHNICAL = {"id", "create_date", "write_date", "create_uid", "write_uid"}


class TestAnnualOpening(YearCase):
    def test_one_annual_evaluation_for_each_agreed_plan(self):
        self._open_annual()
        annual = self._annual_of(self.nurse)
        self.assertEqual(self.year.annual_state, "open")
        self.assertEqual(annual.skp_id, self.plan)
        self.assertEqual(annual.period_kind, "year")
        self.assertEqual(
            (annual.date_start, annual.date_end), (date(2026, 1, 1), date(2026, 12, 31))
        )
        self.assertEqual(annual.months, 12)
        self.assertEqual(annual.date_due, date(2027, 1, 31))
        self.assertFalse(self._annual_of(self.colleague), "a plan that is not agreed")

    def test_figures_are_those_of_the_whole_year(self):
        self._log(self.count, 1500, "2026-03-16")
        self._log(self.count, 1740, "2026-08-16")
        self._open_annual()
        line = self._annual_of(self.nurse).line_ids.filtered(lambda x: x.indicator_id == self.count)
        # 3,240 of 3,600 (vector 30 of test_vectors.py)
        self.assertEqual((line.target_value, line.realised, line.achievement), (3600, 3240, 90))
        self._log(self.count, 360, "2026-09-01")
        self.assertEqual((line.realised, line.achievement), (3600, 100))

    def test_the_year_is_no_mean_of_its_halves(self):
        """First half 1,800 of 1,800; second 900 of 1,800: the year is 75, not a mean of ratings."""
        self._log(self.count, 1800, "2026-03-16")
        self._log(self.count, 900, "2026-08-16")
        self._release(self.first, "above", "above")
        self._release(self.second, "below", "below")
        self._open_annual()
        annual = self._annual_of(self.nurse)
        self.assertEqual(annual.score, 75)
        self.assertEqual(annual.suggested_rating, "below")
        self.assertFalse(annual.predicate)
        self.assertFalse(annual.rating_ids.predicate)

    def test_set_based_equals_the_orm(self):
        self._log(self.count, 1500, "2026-03-16")
        self._open_annual()
        annual = self._annual_of(self.nurse)
        by_sql = self._content(annual)
        annual.sudo().unlink()
        self.env["mail.activity"].search([("res_model", "=", "asn.evaluation")]).unlink()
        self.plan.with_user(self.hr_user).action_open_annual()
        by_orm = self._content(self._annual_of(self.nurse))
        self.assertEqual(by_sql, by_orm)

    def _content(self, evaluation):
        self.env.flush_all()
        self.env.invalidate_all()
        activity = self.env["mail.activity"].search(
            [("res_model", "=", "asn.evaluation"), ("res_id", "=", evaluation.id)]
        )
        return {
            "document": self._row("asn_evaluation", "id", evaluation.id),
            "lines": [
                self._row("asn_evaluation_indicator", "id", line.id, {"evaluation_id"})
                for line in evaluation.line_ids.sorted("indicator_id")
            ],
            "behaviours": [
                self._row("asn_evaluation_behaviour", "id", line.id, {"evaluation_id"})
                for line in evaluation.behaviour_ids.sorted("value_id")
            ],
            "activity": (activity.user_id, activity.activity_type_id, activity.date_deadline),
        }

    def _row(self, table, key, number, without=frozenset()):
        self.env.cr.execute(f"SELECT * FROM {table} WHERE {key} = %s", [number])  # pylint: disable=sql-injection
        row = self.env.cr.dictfetchone()
        return {
            name: value or None
            for name, value in row.items()
            if name not in TECHNICAL and name not in without
        }

    def test_opening_resumes_and_adds_nobody_twice(self):
        self._agree_plan(self.colleague)
        with patch.object(AsnPeriodAnnual, "_annual_batch", return_value=0):
            self._open_annual()
        self.assertEqual((self.year.annual_state, self.year.annual_total), ("opening", 2))
        while self.year.annual_state == "opening":
            self.year._annual_batch(1)
        self._open_annual()
        self.assertEqual(self.year.evaluation_count, 2)

    def test_only_the_hr_office_and_only_an_open_year(self):
        for user in (self.nurse_user, self.head_user, self.officer_user, self.auditor_user):
            with self.assertRaises(AccessError):
                self.year.with_user(user).action_open_annual()
        with self.assertRaisesRegex(UserError, "Choose the year"):
            self.half.with_user(self.hr_user).action_open_annual()
        later = self.env["asn.period"].action_generate(2027)
        later = self.env["asn.period"].browse(later["res_id"])
        with self.assertRaisesRegex(UserError, "open it first"):
            later.with_user(self.hr_user).action_open_annual()
        with self.assertRaises(UserError):
            self.year.with_user(self.hr_user).write({"annual_state": "open"})

    @mute_logger("odoo.sql_db")
    def test_the_database_refuses_a_second_annual_evaluation(self):
        self._open_annual()
        values = self.env["asn.evaluation"]._prepare_from_plan(self.plan, self.year)
        other = self._agree_plan(self.colleague)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["asn.evaluation"].create({**values, "skp_id": other.id})

    def test_a_plan_agreed_later_gets_its_annual_evaluation(self):
        self._open_annual()
        self._agree_plan(self.colleague)
        annual = self._annual_of(self.colleague)
        self.assertEqual(annual.evaluator_id, self.head)
        self.assertEqual(len(annual.line_ids), 2)


class TestAnnualIsCountedOnce(YearCase):
    def setUp(self):
        super().setUp()
        self._open_annual()
        self.annual = self._annual_of(self.nurse)

    def test_work_belongs_to_its_period(self):
        self.assertEqual(self.plan.evaluation_ids, self.evaluations)
        self.assertEqual(self.plan._get_log_evaluation(date(2026, 3, 1)), self.first)
        page = self.env["asn.skp"].with_user(self.nurse_user).get_my_performance()
        self.assertNotEqual(page["period"]["evaluation"], self.annual.id)

    def test_silence_finds_each_plan_once(self):
        self.env["asn.realisation"].search([]).unlink()
        rows = self.env.execute_query(
            self.env["asn.skp"]._sql_silent(self.company, date(2026, 11, 24))
        )
        ids = [row[0] for row in rows]
        self.assertEqual(len(ids), len(set(ids)))

    def test_a_half_counts_its_own_evaluations_only(self):
        self.assertEqual(self.half.evaluation_count, 1)
        self.assertEqual(self.year.evaluation_count, 1)

    def test_entry_counts_in_both_and_is_locked_by_either(self):
        entry = self._log(self.count, 10, "2026-08-16")
        self.assertEqual(self.annual.line_ids[0].realised, 10)
        self.assertEqual(self.second.line_ids[0].realised, 10)
        self._release(self.annual)
        with self.assertRaises(UserError):
            entry.with_user(self.nurse_user).write({"quantity": 20})
        with self.assertRaises(UserError):
            self._log(self.count, 10, "2026-09-16")
        self.assertEqual(self.annual.line_ids[0].realised, 10)

    def test_hand_over_takes_the_annual_evaluation_along(self):
        self.plan.with_user(self.hr_user).write({"evaluator_id": self.chief.id})
        self.assertEqual(self.annual.evaluator_id, self.chief)
        self.assertEqual(self.annual.evaluator_user_id, self.chief_user)
        self.assertIn("Teuku Rizal", self.annual.remark)

    def test_nobody_rates_the_own_year_and_nobody_reads_it_early(self):
        with self.assertRaises(AccessError):
            self.annual.with_user(self.nurse_user).action_rate()
        self._rate(self.annual, "above", "above")
        own = self.annual.with_user(self.nurse_user)
        self.assertFalse(own.predicate)
        self.assertFalse(own.draft_result_rating)
        self.assertNotIn("Very Good", own.year_html or "")
        with self.assertRaises(AccessError):
            self.annual.with_user(self.outsider_user).read(["year_html"])
        with self.assertRaises(AccessError):
            self.env["asn.evaluation"].with_user(self.outsider_user)._get_year_view(
                self.annual.with_user(self.outsider_user)
            )


class TestSegments(YearCase):
    """Moved on 1 August: seven and five months, one annual predicate (vector 34)."""

    def setUp(self):
        super().setUp()
        self._log(self.count, 1440, "2026-03-16")  # 80 % of 1,800 in the first half
        self._release(self.first, "below", "meets")

    def _transfer(self, agree=True):
        self.env["hr.version"].create(
            {
                "employee_id": self.nurse.id,
                "date_version": "2026-08-01",
                "department_id": self.other_agency.id,
                "job_title": "Pengawas Transportasi",
                "asn_status": "pns",
                "asn_position_kind": "functional",
                "asn_rank_id": self.nurse.asn_rank_id.id,
                "asn_evaluator_id": self.hr.id,
            }
        )
        new = self.plan.with_user(self.admin_asn_user)._split(date(2026, 8, 1))
        self.new = new.sudo()
        if agree:
            self.new.with_user(self.nurse_user).write({"result_ids": [(5, 0, 0)]})
            self._fill_plan(self.new, 1000)
            self.new.with_user(self.nurse_user).action_propose()
            self.new.with_user(self.hr_user).action_agree()

    def test_annual_belongs_to_the_evaluator_of_the_last_day(self):
        self._transfer()
        self._open_annual()
        annual = self._annual_of(self.nurse)
        self.assertEqual(len(annual), 1)
        self.assertEqual(annual.skp_id, self.new)
        self.assertEqual(annual.evaluator_id, self.hr)
        self.assertEqual((self.plan.months, self.new.months, annual.months), (7, 5, 5))
        with self.assertRaises(AccessError):
            self._rate(annual.with_user(self.head_user).sudo(False), "above", "above")

    def test_segments_stand_side_by_side(self):
        self._transfer()
        self._open_annual()
        annual = self._annual_of(self.nurse)
        view = (
            self.env["asn.evaluation"]
            .with_user(self.hr_user)
            ._get_year_view(annual.with_user(self.hr_user))
        )
        self.assertEqual([s["months"] for s in view["segments"]], [7, 5])
        self.assertEqual(view["months"], 12)
        self.assertEqual(
            [s["evaluator"] for s in view["segments"]], ["Teuku Rizal", "Bambang Irawan"]
        )
        self.assertEqual(
            view["segments"][0]["periods"][0]["predicate"]["code"], "needs_improvement"
        )
        self.assertTrue(annual.with_user(self.nurse_user).year_html)

    def test_earlier_segment_shows_released_figures_only(self):
        self._transfer()
        self._open_annual()
        annual = self._annual_of(self.nurse)
        self.hr_user.group_ids = self.env.ref("base.group_user")
        view = (
            self.env["asn.evaluation"]
            .with_user(self.hr_user)
            ._get_year_view(annual.with_user(self.hr_user))
        )
        released, running = view["segments"][0]["periods"]
        self.assertEqual((released["shown"], running["shown"]), (True, False))
        self.assertEqual(released["score"], 80)
        self.assertIsNone(running["score"])
        points = view["segments"][0]["indicators"][0]["points"]
        self.assertEqual([point.get("realised") is not None for point in points], [True, False])

    def test_suggestion_weighs_achievements_by_months_never_predicates(self):
        self._transfer()
        self._open_annual()
        annual = self._annual_of(self.nurse)
        self._log(self.new.result_ids.indicator_ids.sorted("id")[0], 1040, "2026-10-16")
        # six released months at 80, five at 104: (6*80 + 5*104) / 11 = 90.909...
        self.assertEqual(annual.score, 90.91)
        self.assertEqual(annual.suggested_rating, "meets")
        second = self.plan.evaluation_ids.sorted("date_start")[1]
        self._log(self.count, 300, "2026-07-16")  # 300 of 300 in July
        self._release(second, "meets", "meets")
        # July is released now: (6*80 + 1*100 + 5*104) / 12 = 91.666...
        self.assertEqual(annual.score, 91.67)

    def test_opened_before_the_change_it_goes_to_the_new_plan(self):
        self._open_annual()
        annual = self._annual_of(self.nurse)
        self._transfer(agree=False)
        self.assertEqual((annual.skp_id, annual.date_end), (self.plan, date(2026, 7, 31)))
        self.new.with_user(self.nurse_user).action_propose()
        self.new.with_user(self.hr_user).action_agree()
        self.assertEqual(self._annual_of(self.nurse), annual)
        self.assertEqual((annual.skp_id, annual.evaluator_id), (self.new, self.hr))
        self.assertEqual(annual.date_end, date(2026, 12, 31))
        self.assertEqual(annual.line_ids.indicator_id, self.new.result_ids.indicator_ids)

    def test_merged_back_it_runs_on(self):
        self._open_annual()
        annual = self._annual_of(self.nurse)
        self._transfer(agree=False)
        self.new.with_user(self.admin_asn_user).action_merge()
        self.assertEqual((annual.skp_id, annual.date_end), (self.plan, date(2026, 12, 31)))
        self.assertEqual(annual.line_ids[0].target_value, 3600)

    def test_released_annual_forbids_a_change_of_days(self):
        self._open_annual()
        self._release(self._annual_of(self.nurse), "below", "meets")
        with self.assertRaisesRegex(UserError, "annual evaluation"):
            self._transfer(agree=False)

    def test_an_unagreed_last_plan_waits(self):
        self._transfer(agree=False)
        self._open_annual()
        self.assertFalse(self._annual_of(self.nurse))
        with self.assertRaisesRegex(UserError, "last plan"):
            self.plan.with_user(self.admin_asn_user).action_open_annual()

    def test_retirement_in_the_year(self):
        """Threat I05: evaluated up to the day, alone, with the share of the targets."""
        self.plan.with_user(self.admin_asn_user)._end(date(2026, 9, 30), "pensiun")
        for user in (self.nurse_user, self.head_user, self.colleague_user):
            with self.assertRaises(AccessError):
                self.plan.with_user(user).action_open_annual()
        self.plan.with_user(self.officer_user).action_open_annual()
        annual = self._annual_of(self.nurse)
        self.assertEqual((annual.months, annual.date_end), (9, date(2026, 9, 30)))
        self.assertEqual(annual.date_due, date(2026, 10, 31))
        self.assertEqual(annual.line_ids[0].target_value, 2700)
        self._open_annual()
        self.assertEqual(self._annual_of(self.nurse), annual)


class TestLeapYear(AsnCase):
    def test_year_with_29_february(self):
        """Threat I03."""
        action = self.env["asn.period"].action_generate(2028)
        year = self.env["asn.period"].browse(action["res_id"])
        self.assertEqual(year._get_annual_due(date(2028, 1, 29)), date(2028, 2, 29))
        self.assertEqual(year._get_annual_due(date(2028, 12, 31)), date(2029, 1, 31))
