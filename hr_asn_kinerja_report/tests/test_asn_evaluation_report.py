from freezegun import freeze_time

from .common import RecapCase

COUNTS = ("evaluation_count", "submitted_count", "released_count", "late_count")


class TestAsnEvaluationReport(RecapCase):
    def setUp(self):
        super().setUp()
        self.report = self.env["asn.evaluation.report"]
        self.evaluations = self.env["asn.evaluation"].search([])

    def _sums(self, groupby):
        rows = self.report._read_group([], [groupby], [f"{name}:sum" for name in COUNTS])
        return {key: list(sums) for key, *sums in rows}

    def _expected_sums(self, field):
        """The same by the ORM, record by record."""
        sums = {}
        for evaluation in self.evaluations:
            total = sums.setdefault(evaluation[field], [0, 0, 0, 0])
            total[0] += 1
            total[1] += evaluation.state != "open"
            total[2] += evaluation.is_released
            total[3] += evaluation.is_late
        return sums

    def test_rows_are_the_evaluations_and_keep_their_ids(self):
        self.assertEqual(len(self.evaluations), 4)
        self.assertEqual(self.report.search([]).ids, self.report.browse(self.evaluations.ids).ids)
        row = self.report.browse(self.nurse_evaluation.id)
        self.assertEqual(row.employee_name, "Siti Rahmah")
        self.assertEqual(row.year_id, self.year)
        self.assertEqual(row.months, 6)

    def test_sums_equal_those_of_the_orm(self):
        for field in ("unit_id", "state", "predicate", "position_kind", "evaluator_id", "rank_id"):
            with self.subTest(field):
                self.assertEqual(self._sums(field), self._expected_sums(field))

    def test_counts_by_hand(self):
        """Four evaluations: nurse and outsider released, colleague rated, officer open.

        They were due on 14 July 2026; today is 24 November: the two others are late.
        """
        ((count, submitted, released, late),) = self.report._read_group(
            [], [], [f"{name}:sum" for name in COUNTS]
        )
        self.assertEqual((count, submitted, released, late), (4, 3, 2, 2))

    def test_columns_equal_those_of_the_evaluation(self):
        names = set(self.report._fields) & set(self.evaluations._fields) - {"is_late"}
        for name in names - {"display_name", "id"}:
            for evaluation in self.evaluations:
                with self.subTest(name, evaluation=evaluation.employee_name):
                    row = self.report.browse(evaluation.id)
                    self.assertEqual(row[name], evaluation[name])

    def test_mean_achievement_leaves_out_what_was_not_measured(self):
        # nurse 95, colleague 100, outsider 50; the officer has no entry.
        ((mean,),) = self.report._read_group([], [], ["score:avg"])
        self.assertAlmostEqual(mean, 245 / 3)

    def test_rating_before_release_is_in_no_column(self):
        self.assertEqual(self.colleague_evaluation.rating_ids.predicate, "very_good")
        row = self.report.browse(self.colleague_evaluation.id)
        self.assertFalse(row.result_rating or row.behaviour_rating or row.predicate)
        self.assertFalse(self.report.search([("predicate", "=", "very_good")]))

    def test_outcome_names_what_is_not_released(self):
        groups = self.report._read_group([], ["outcome"], ["__count"])
        self.assertEqual(dict(groups), {"good": 1, "needs_improvement": 1, "not_released": 2})

    def test_days_from_submit_to_release(self):
        evaluation = self.officer_evaluation
        with freeze_time("2026-07-01 03:00:00"):
            evaluation.with_user(self.officer_user).action_submit()
        self._rate(evaluation, "meets", "meets")
        with freeze_time("2026-07-04 15:00:00"):
            evaluation.with_user(self.chief_user).action_release()
        row = self.report.browse(evaluation.id)
        self.assertAlmostEqual(row.days_to_release, 3.5)
        # The outsider was rated without having submitted: no duration, and not zero.
        self.assertFalse(self.outsider_evaluation.date_submitted)
        domain = [("id", "=", self.outsider_evaluation.id)]
        ((mean,),) = self.report._read_group(domain, [], ["days_to_release:avg"])
        self.assertIs(mean, False)

    def test_change_that_is_not_yet_flushed_counts(self):
        self.assertEqual(self.report.search_count([("state", "=", "submitted")]), 0)
        self.officer_evaluation.with_user(self.officer_user).action_submit()
        self.assertEqual(self.report.search_count([("state", "=", "submitted")]), 1)

    def test_late_by_the_date_of_the_region(self):
        late = [("id", "=", self.officer_evaluation.id), ("is_late", "=", True)]
        # 14 July, 17:30 UTC: past midnight in Jakarta (UTC+7), not yet in London.
        with freeze_time("2026-07-14 17:30:00"):
            self.assertTrue(self.report.search(late))
            self.company.asn_tz = "Europe/London"
            self.assertFalse(self.report.search(late))

    def test_agency_is_the_highest_unit_below_the_government(self):
        self.assertEqual(self.clinic.asn_agency_id, self.agency)
        self.assertEqual(self.agency.asn_agency_id, self.agency)
        city = self.env["hr.department"].create(
            {"name": "Pemerintah Kota Subulussalam", "asn_kind": "government"}
        )
        self.agency.parent_id = city
        self.assertEqual(self.clinic.asn_agency_id, self.agency)
        self.assertEqual(self.agency.asn_agency_id, self.agency)
        city.asn_kind = "agency"
        self.assertEqual(self.clinic.asn_agency_id, city)

    def test_row_opens_its_evaluation(self):
        row = self.report.with_user(self.auditor_user).browse(self.nurse_evaluation.id)
        action = row.action_open_evaluation()
        self.assertEqual(action["res_model"], "asn.evaluation")
        self.assertEqual(action["res_id"], self.nurse_evaluation.id)
