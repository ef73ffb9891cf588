from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tools import SQL

from .common import AsnCase


class CreditCase(AsnCase):
    """Expected points are worked out by hand from Peraturan BKN 3/2023."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nurse.write({"asn_functional_level": "expert_first"})
        cls._make_year(cls.env)
        cls._agree_plan(cls.nurse)
        cls.half.with_user(cls.hr_user).action_open()
        cls.second_half.with_user(cls.hr_user).action_open()
        cls.first = cls._evaluation_of(cls.half)
        cls.second = cls._evaluation_of(cls.second_half)

    @classmethod
    def _evaluation_of(cls, period, employee=None):
        return cls.env["asn.evaluation"].search(
            [("employee_id", "=", (employee or cls.nurse).id), ("period_id", "=", period.id)]
        )

    def _release(self, evaluation, results="meets", behaviour="meets"):
        self._rate(evaluation, results, behaviour)
        evaluation.with_user(evaluation.evaluator_user_id).action_release()
        return self._credits(evaluation)

    def _credits(self, evaluation):
        return self.env["asn.credit"].search(
            [("evaluation_id", "=", evaluation.id)], order="date_start"
        )

    def _make_annual(self, results="meets", behaviour="meets"):
        """The annual evaluation, released as the year's room would."""
        annual = self._evaluation_of(self.year)
        if not annual:
            plan = self._plan_of(self.nurse)
            annual = self.env["asn.evaluation"].create(
                self.env["asn.evaluation"]._prepare_from_plan(plan, self.year)
            )
        self._rate(annual, results, behaviour)
        annual.with_user(annual.evaluator_user_id).action_release()
        return annual

    def _standing(self, employee=None):
        return self.env["asn.credit.standing"].search(
            [("employee_id", "=", (employee or self.nurse).id)]
        )


class TestCreditPoints(CreditCase):
    def test_half_year_good_of_ahli_pertama(self):
        """6 / 12 x 100 % x 12.5 = 6.25"""
        credit = self._release(self.first)
        self.assertEqual(
            (credit.months, credit.percent, credit.coefficient, credit.points),
            (6.0, 100.0, 12.5, 6.25),
        )
        self.assertEqual((credit.level, credit.rank_code), ("expert_first", "III/b"))
        self.assertFalse(credit.is_annual)
        self.assertIn("6.25", credit.explanation)

    def test_vector_10_annual_very_good(self):
        annual = self._make_annual("above", "above")
        self.assertEqual(self._credits(annual).points, 18.75)

    def test_other_vectors(self):
        """Vectors 12 to 14 of test_vectors.py, by level and predicate of what was released."""
        cases = [
            ("expert_junior", "needs_improvement", "2026-12-31", 18.75),
            ("skill_skilled", "poor", "2026-06-30", 1.25),
            ("expert_middle", "very_poor", "2026-12-31", 9.38),
        ]
        self._release(self.first)
        ratings = {
            "needs_improvement": ("below", "meets"),
            "poor": ("meets", "below"),
            "very_poor": ("below", "below"),
        }
        for level, predicate, end, expected in cases:
            with self.subTest(level=level):
                self.nurse.current_version_id.sudo().asn_functional_level = level
                results, behaviour = ratings[predicate]
                self.first.sudo().write(
                    {
                        "result_rating": results,
                        "behaviour_rating": behaviour,
                        "predicate": predicate,
                        "date_end": end,
                    }
                )
                self.env["asn.credit"]._sync(self.first)
                self.assertEqual(self._credits(self.first).points, expected)

    def test_vector_15_year_in_which_the_level_changed(self):
        self.env["hr.version"].create(
            {
                "employee_id": self.nurse.id,
                "date_version": "2026-08-01",
                "asn_functional_level": "expert_junior",
                "asn_position_kind": "functional",
                "asn_status": "pns",
                "asn_rank_id": self.env.ref("hr_asn_kinerja.rank_iii_c").id,
                "asn_is_correction": True,
            }
        )
        credits = self._credits(self._make_annual())
        self.assertEqual(
            [(c.level, c.months, c.points) for c in credits],
            [("expert_first", 7.0, 7.29), ("expert_junior", 5.0, 10.42)],
        )
        standing = self._standing()
        self.assertEqual(standing.level, "expert_junior")
        self.assertEqual(standing.cumulative, 10.42)

    def test_year_replaces_its_periods(self):
        first, second = self._release(self.first), self._release(self.second)
        self.assertEqual(self._standing().cumulative, 62.5, "base of III/b is 50; 50 + 12.50")
        annual = self._make_annual("above", "above")
        self.assertEqual((first | second).mapped("counts"), ["replaced", "replaced"])
        self.assertEqual(self._credits(annual).counts, "counted")
        self.assertEqual(self._standing().cumulative, 68.75)

    def test_total_runs_in_order_of_time(self):
        second, first = self._release(self.second), self._release(self.first)
        self.assertEqual((first.cumulative, second.cumulative), (56.25, 62.5))

    def test_asked_again_nothing_changes(self):
        credit = self._release(self.first)
        before = credit.read()
        self.env["asn.credit"]._sync(self.first | self.second)
        self.assertEqual(self._credits(self.first), credit)
        self.assertEqual(credit.read(), before)

    def test_release_taken_back_loses_its_points(self):
        self._release(self.first)
        self.first.with_user(self.hr_user).action_reopen("Data keliru")
        self.assertFalse(self._credits(self.first))
        self.assertEqual(self._standing().cumulative, 50.0)
        self.first.with_user(self.head_user).action_revise()
        credit = self._release(self.first, "above", "above")
        self.assertEqual(credit.points, 9.38, "6/12 x 150 % x 12.5 = 9.375, half up")

    def test_nobody_without_functional_level(self):
        self._agree_plan(self.colleague)
        self.half.with_user(self.hr_user).action_complete()
        evaluation = self._evaluation_of(self.half, self.colleague)
        self.assertFalse(self._release(evaluation))
        self.assertFalse(self._standing(self.colleague))

    def test_pppk_is_told_that_it_informs_only(self):
        self.nurse.current_version_id.asn_status = "pppk"
        credit = self._release(self.first)
        self.assertTrue(credit.is_informational)
        self.assertTrue(self._standing().is_informational)
        self.assertFalse(self._standing().is_eligible)

    def test_level_set_later_for_the_past_is_worked_out(self):
        self.nurse.current_version_id.asn_functional_level = False
        self.assertFalse(self._release(self.first))
        self.nurse.current_version_id.asn_functional_level = "expert_first"
        self.assertEqual(self._credits(self.first).points, 6.25)

    def test_queries_do_not_grow_with_the_evaluations(self):
        self._agree_plan(self.colleague)
        self.colleague.current_version_id.asn_functional_level = "expert_first"
        self.half.with_user(self.hr_user).action_complete()
        self._release(self.first)
        other = self._evaluation_of(self.half, self.colleague)
        self._release(other)
        counts = []
        for evaluations in (self.first, self.first | other | self.second):
            self.env["asn.credit"].search([]).unlink()
            self.env.flush_all()
            start = self.env.cr.sql_log_count
            self.env["asn.credit"]._sync(evaluations)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(self.env["asn.credit"].search_count([]), 2)


class TestCreditStanding(CreditCase):
    def _opening(self, user=None, **values):
        return (
            self.env["asn.credit.opening"]
            .with_user(user or self.hr_user)
            .create(
                {
                    "employee_id": self.nurse.id,
                    "level": "expert_first",
                    "points": 88.5,
                    "date": "2025-12-31",
                    "document": "PAK Integrasi 800/15/2023",
                    **values,
                }
            )
        )

    def test_opening_balance_makes_the_total_real(self):
        self._release(self.first)
        standing = self._standing()
        self.assertFalse(standing.opening_id)
        self.assertEqual(standing.start_points, 50.0)
        self._opening()
        standing.invalidate_recordset()
        self.assertEqual((standing.start_points, standing.cumulative), (88.5, 94.75))
        # III/b of Ahli Pertama: 50 + 50 for the next rank, 100 for the next level
        self.assertEqual((standing.next_rank, standing.rank_target), ("III/c", 100.0))
        self.assertEqual((standing.rank_shortage, standing.level_shortage), (5.25, 5.25))
        self._release(self.second)
        standing.invalidate_recordset()
        self.assertEqual(standing.cumulative, 101.0)
        self.assertTrue(standing.is_rank_reached)
        self.assertFalse(standing.is_eligible, "no two good years yet")

    def test_what_lies_before_the_balance_is_not_added_again(self):
        credit = self._release(self.first)
        opening = self._opening(date="2026-06-30", points=70)
        credit.invalidate_recordset()
        self.assertEqual(credit.counts, "opening")
        self.assertEqual(self._standing().cumulative, 70.0)
        opening.unlink()
        self.assertEqual(self._standing().cumulative, 56.25)

    def test_words_name_document_and_shortage(self):
        self._opening()
        standing = self._standing().with_user(self.nurse_user)
        self.assertIn("PAK Integrasi 800/15/2023", standing.start_note)
        self.assertIn("11.50", standing.rank_note)
        self.assertIn("✗ Enough credit points", standing.rank_hints)
        self.assertIn("? Minimum time", standing.rank_hints)
        self.assertIn("✓ At least one year", standing.level_hints)

    def test_two_good_years_and_points_are_shown_as_fulfilled(self):
        self._opening(points=95)
        annual = self._make_annual("above", "above")
        earlier = self._credits(annual)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO asn_credit (evaluation_id, employee_id, company_id, date_start,
                    date_end, is_annual, level, predicate, points, counts, percent, coefficient,
                    months, base)
                SELECT evaluation_id, employee_id, company_id, '2025-01-01', '2025-12-31', TRUE,
                       level, 'good', 12.5, 'counted', 100, 12.5, 12, 50
                  FROM asn_credit WHERE id = %s
                """,
                earlier.id,
            )
        )
        self.env["asn.credit.standing"]._refresh(self.nurse.ids)
        standing = self._standing()
        self.assertEqual(standing.good_years, 2)
        self.assertTrue(standing.is_eligible)
        self.assertEqual(standing.cumulative, 113.75)

    def test_nobody_enters_the_own_balance_or_those_without_the_office(self):
        for user in (self.nurse_user, self.head_user, self.officer_user, self.auditor_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._opening(user)
        self.hr.current_version_id.asn_functional_level = "expert_first"
        with self.assertRaises(AccessError):
            self._opening(employee_id=self.hr.id)

    def test_balance_needs_a_document_and_a_day_that_has_come(self):
        for values in ({"document": "  "}, {"date": "2027-01-01"}, {"date": "1999-12-31"}):
            with self.subTest(values=values), self.assertRaises(ValidationError):
                self._opening(**values)

    def test_who_reads_what(self):
        self._release(self.first)
        self._opening()
        for model in ("asn.credit", "asn.credit.standing", "asn.credit.opening"):
            records = self.env[model].search([("employee_id", "=", self.nurse.id)])
            self.assertTrue(records)
            for user in (self.nurse_user, self.officer_user, self.hr_user, self.auditor_user):
                self.assertTrue(records.with_user(user).search([]), (model, user.login))
            for user in (self.colleague_user, self.head_user, self.chief_user, self.plain_user):
                self.assertFalse(records.with_user(user).search([]), (model, user.login))
            with self.assertRaises(AccessError):
                records.with_user(self.nurse_user).write({"employee_id": self.colleague.id})

    def test_nobody_types_points(self):
        credit = self._release(self.first)
        standing = self._standing()
        for user in (self.nurse_user, self.hr_user, self.admin_asn_user):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    credit.with_user(user).write({"points": 99})
                with self.assertRaises(AccessError):
                    standing.with_user(user).write({"cumulative": 99})
                with self.assertRaises(AccessError):
                    credit.with_user(user).unlink()

    def test_leaving_the_functional_post_takes_the_row_away(self):
        self._release(self.first)
        self.nurse.current_version_id.asn_position_kind = "executor"
        self.assertFalse(self._standing())

    def test_set_based_flags_equal_the_rules(self):
        """Which rows count is the same as rules.credit.effective says."""
        from ..rules import credit as credit_rules

        self._release(self.first)
        self._release(self.second)
        self._make_annual()
        rows = self.env["asn.credit"].search([("employee_id", "=", self.nurse.id)])
        expected = credit_rules.effective(
            credit_rules.Credit(r.date_start, r.date_end, r.level, r.predicate, r.is_annual)
            for r in rows
        )
        counted = rows.filtered(lambda row: row.counts == "counted").sorted("date_start")
        self.assertEqual(
            [(row.date_start, row.date_end) for row in counted],
            [(row.start, row.end) for row in expected],
        )
        self.assertEqual(expected[0].start, date(2026, 1, 1))
