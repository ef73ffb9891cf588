from odoo.service.model import call_kw

from .common import RecapCase


class TestAsnReading(RecapCase):
    """Whoever takes ratings out of the reports is written down like a reader of evaluations."""

    def setUp(self):
        super().setUp()
        self.env.cr.flush()
        self.before = self.env["asn.access.log"].search([])

    def _new_rows(self):
        self.env.cr.flush()
        self.env.invalidate_all()
        return self.env["asn.access.log"].search([("id", "not in", self.before.ids)])

    def test_the_recap_is_an_export_of_all_rated_rows(self):
        report = self.env["report.hr_asn_kinerja_report.recap"].with_user(self.hr_user)
        report.create_xlsx_report(self.half.ids, {})
        rows = self._new_rows()
        rated = self.nurse_evaluation | self.colleague_evaluation | self.outsider_evaluation
        self.assertEqual(rows.evaluation_id, rated, "nothing of the officer is measured or rated")
        self.assertEqual(set(rows.mapped("kind")), {"export"})
        self.assertEqual((rows.reader_id, rows.mapped("count")), (self.hr_user, [1, 1, 1]))

    def test_an_officer_takes_the_own_units_only(self):
        rows = self.env["asn.recap"].with_user(self.officer_user)._iter_rows(self.half)
        self.assertTrue(list(rows))
        rows = self._new_rows()
        self.assertEqual(rows.evaluation_id, self.nurse_evaluation | self.colleague_evaluation)
        self.assertEqual(set(rows.mapped("reader_role")), {"unit_officer"})

    def test_rows_of_the_analysis(self):
        ids = (self.nurse_evaluation | self.officer_evaluation).ids
        model = self.env(user=self.auditor_user)["asn.evaluation.report"]
        call_kw(model, "web_read", [ids, {"employee_name": {}, "state": {}}], {})
        self.assertFalse(self._new_rows())
        call_kw(model, "web_read", [ids, {"outcome": {}}], {})
        rows = self._new_rows()
        self.assertEqual(rows.evaluation_id, self.nurse_evaluation)
        self.assertEqual(rows.reader_id, self.auditor_user)

    def test_rows_of_the_other_analyses_that_carry_ratings(self):
        line = self.nurse_evaluation.line_ids.filtered("is_measured")[:1]
        objection = self._file_objection()
        # Two readers: of one, both would count in the same row of the day.
        for user, model, ids, plain, rating in (
            (self.auditor_user, "asn.indicator.report", line.ids, "name", "achievement"),
            (self.hr_user, "asn.objection.report", objection.ids, "state", "predicate_before"),
        ):
            with self.subTest(model):
                self.env.cr.flush()
                self.before = self.env["asn.access.log"].search([])
                rows = self.env(user=user)[model]
                call_kw(rows, "web_read", [ids, {plain: {}}], {})
                self.assertFalse(self._new_rows())
                call_kw(rows, "web_search_read", [[("id", "in", ids)], {rating: {}}], {})
                noted = self._new_rows()
                self.assertEqual((noted.evaluation_id, noted.kind), (self.nurse_evaluation, "list"))
                self.assertEqual(noted.reader_id, user)
