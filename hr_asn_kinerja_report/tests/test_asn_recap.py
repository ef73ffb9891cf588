from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from odoo.addons.hr_asn_kinerja_report.report.recap_tally import Tally
from odoo.addons.hr_asn_kinerja_report.report.workbooks import sheet

from .common import RecapCase


class TestAsnRecap(RecapCase):
    """The rows as plain lists, before any cell is written."""

    def _rows(self, user, periods=None, tally=None):
        """Return the titles and the rows as dicts of title and value."""
        recap = self.env["asn.recap"].with_user(user)
        rows = recap._iter_rows((periods or self.half).with_user(user), tally)
        titles = [column.title for column in next(rows)]
        return titles, [dict(zip(titles, row, strict=True)) for row in rows]

    def _names(self, user, periods=None):
        return [row["Name"] for row in self._rows(user, periods)[1]]

    def test_row_of_a_released_evaluation(self):
        _titles, rows = self._rows(self.hr_user)
        row = next(row for row in rows if row["Name"] == "Siti Rahmah")
        expected = {
            "Name": "Siti Rahmah",
            "NIP": "199003122015032901",
            "Rank and Grade": "Penata Muda Tingkat I (III/b)",
            "Post": "Perawat Ahli Pertama",
            "Position Kind": "Functional",
            "Agency": "Dinas Kesehatan",
            "Unit": "Puskesmas Penanggalan",
            "Evaluator": "Teuku Rizal",
            "From": date(2026, 1, 1),
            "To": date(2026, 6, 30),
            "Months": 6,
            "Status": "Released",
            "Due Date": date(2026, 7, 14),
            "Late": "",
            "Achievement (%)": 95.0,
            "Work Results": "Meets expectation",
            "Work Behaviour": "Above expectation",
            "Predicate": "Good",
            "Submitted on": date(2026, 11, 24),
            "Released on": date(2026, 11, 24),
            "Days to Release": 0.0,
        }
        self.assertEqual({key: row[key] for key in expected}, expected)

    def test_row_before_release_shows_no_rating(self):
        _titles, rows = self._rows(self.hr_user)
        row = next(row for row in rows if row["Name"] == "Nurul Huda")
        self.assertEqual(row["Status"], "Rated")
        self.assertEqual(row["Late"], "Late")
        self.assertEqual(row["Achievement (%)"], 100)
        for title in ("Work Results", "Work Behaviour", "Predicate", "Days to Release"):
            self.assertIsNone(row[title])

    def test_nothing_measured_is_no_zero(self):
        _titles, rows = self._rows(self.hr_user)
        row = next(row for row in rows if row["Name"] == "Dewi Sartika")
        self.assertIsNone(row["Achievement (%)"])

    def test_rows_go_by_agency_unit_and_name(self):
        self.assertEqual(
            self._names(self.hr_user),
            ["Dewi Sartika", "Nurul Huda", "Siti Rahmah", "Agus Salim"],
        )

    def test_dates_are_those_of_the_region(self):
        evaluation = self.colleague_evaluation
        # 30 June, 18:30 UTC is 1 July in Jakarta.
        with freeze_time("2026-06-30 18:30:00"):
            evaluation.with_user(self.head_user).action_release()
        _titles, rows = self._rows(self.hr_user)
        row = next(row for row in rows if row["Name"] == "Nurul Huda")
        self.assertEqual(row["Released on"], date(2026, 7, 1))

    def test_year_holds_the_evaluations_of_all_its_periods(self):
        self.second_half.with_user(self.hr_user).action_open()
        _titles, rows = self._rows(self.auditor_user, self.year)
        self.assertEqual(len(rows), 8)
        self.assertEqual({row["Period"] for row in rows}, {self.half.name, self.second_half.name})
        self.assertEqual(len(self._names(self.auditor_user, self.half)), 4)

    def test_rows_pass_in_chunks(self):
        whole = self._rows(self.hr_user)
        self.assertEqual(len(whole[1]), 4)
        self.patch(sheet, "CHUNK", 1)
        self.assertEqual(self._rows(self.hr_user), whole)

    def test_more_rows_than_a_sheet_holds_are_refused(self):
        self.patch(sheet, "MAX_ROWS", 3)
        with self.assertRaises(UserError):
            self._rows(self.hr_user)

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------

    def test_unit_officer_gets_the_own_units(self):
        self.assertEqual(
            self._names(self.officer_user), ["Dewi Sartika", "Nurul Huda", "Siti Rahmah"]
        )
        self.officer_user.asn_unit_ids = self.clinic
        # Her own evaluation is in the agency, which is no longer hers to keep.
        self.assertEqual(self._names(self.officer_user), ["Nurul Huda", "Siti Rahmah"])
        self.officer_user.asn_unit_ids = False
        self.assertEqual(self._names(self.officer_user), [])

    def test_officer_who_is_auditor_too_gets_everything(self):
        group = self.env.ref("hr_asn_kinerja.group_asn_auditor")
        self.officer_user.group_ids = [Command.link(group.id)]
        self.assertEqual(len(self._names(self.officer_user)), 4)

    def test_offices_may_and_others_may_not(self):
        for user in (self.hr_user, self.officer_user, self.auditor_user, self.admin_asn_user):
            with self.subTest(user.login):
                self.env["asn.recap"].with_user(user)._check_office()
        for user in (self.nurse_user, self.head_user, self.chief_user, self.plain_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.env["asn.recap"].with_user(user)._check_office()

    def test_period_of_another_region_is_refused(self):
        other = self.env["res.company"].create({"name": "Kabupaten Aceh Singkil"})
        user = new_test_user(
            self.env,
            "asn_hr_singkil",
            "hr_asn_kinerja.group_asn_hr_office",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        with self.assertRaises(AccessError):
            self.env["asn.recap"].with_user(user)._get_periods(self.half.ids)

    def test_periods_of_two_regions_are_refused(self):
        other = self.env["res.company"].create({"name": "Kabupaten Aceh Singkil"})
        self.hr_user.company_ids = [Command.link(other.id)]
        recap = self.env["asn.recap"].with_user(self.hr_user)
        recap = recap.with_context(allowed_company_ids=[self.company.id, other.id])
        period = self.half.copy({"company_id": other.id, "kind": "year", "parent_id": False})
        with self.assertRaises(UserError):
            recap._get_periods([self.half.id, period.id])

    def test_missing_period_is_refused(self):
        recap = self.env["asn.recap"].with_user(self.hr_user)
        for ids in ([], [0], [2**31 - 1], [self.half.id, 2**31 - 1]):
            with self.subTest(ids=ids), self.assertRaises(UserError):
                recap._get_periods(ids)

    # ------------------------------------------------------------------
    # Counts
    # ------------------------------------------------------------------

    def test_tally_equals_the_analysis(self):
        tally = Tally()
        self._rows(self.hr_user, tally=tally)
        report = self.env["asn.evaluation.report"].with_user(self.hr_user)
        groups = report._read_group(
            [], ["agency_id", "unit_id"], ["__count", "late_count:sum", "score:avg"]
        )
        expected = {
            (agency.id, unit.id): (count, late, mean or None)
            for agency, unit, count, late, mean in groups
        }
        counted = {
            key: (counts.evaluations, counts.late, counts.mean_score)
            for key, counts in tally.by_unit.items()
        }
        self.assertEqual(counted, expected)

    def test_total_by_hand(self):
        tally = Tally()
        self._rows(self.hr_user, tally=tally)
        total = tally.total()
        self.assertEqual(total.evaluations, 4)
        self.assertEqual(total.late, 2)
        self.assertEqual(total.states, {"open": 1, "rated": 1, "released": 2})
        self.assertEqual(total.predicates, {"good": 1, "needs_improvement": 1})
        self.assertAlmostEqual(total.mean_score, 245 / 3)  # 95, 100 and 50
        agencies = tally.by_agency()
        self.assertEqual(agencies[self.agency.id].evaluations, 3)
        self.assertEqual(agencies[self.agency.id].mean_score, 97.5)
        self.assertEqual(agencies[self.other_agency.id].mean_score, 50)

    def test_mean_of_an_agency_is_no_mean_of_means(self):
        tally = Tally()
        for score in (100.0, 100.0, 100.0):
            tally.add(1, 11, "open", False, None, score)
        tally.add(1, 12, "open", False, None, 60.0)
        tally.add(1, 12, "open", False, None, None)
        # (3 x 100 + 60) / 4, and the unmeasured one is left out
        self.assertEqual(tally.by_agency()[1].mean_score, 90)
        self.assertIsNone(Tally().total().mean_score)
