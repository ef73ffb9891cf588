from datetime import timedelta

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_asn_kinerja.tests.common import AsnHttpCase

from ..report.my.my_report_words import WORDS
from .common import RecapCase, RecapDataMixin
from .print_reading import PrintMixin

PAGE = "/asn/my-report/%s"


@tagged("post_install", "-at_install")
class TestAsnMyReport(RecapCase):
    def _page(self, evaluation, user):
        pages = self.env["asn.my.report"].with_user(user).with_context(lang="en_US")
        found = pages._find(evaluation.id)
        return pages._prepare(found) if found else None

    def test_person_reads_what_came_out_and_why(self):
        page = self._page(self.nurse_evaluation, self.nurse_user)
        self.assertTrue(page["is_own"])
        # 1,620 of 1,800 patients are 90 percent, the mark; 45 of 50 are exactly the 90 percent.
        self.assertEqual(len(page["well"]), 2)
        self.assertIn("Layanan tepat waktu", page["well"][0])
        self.assertIn("Jumlah pasien dilayani", page["well"][1])
        self.assertIn("Nothing is below expectation", page["grow"][0])
        self.assertIn("95", page["score"])
        self.assertEqual([row["entries"] for row in page["lines"]], [1, 1])

    def test_what_is_below_the_target_is_where_to_grow(self):
        page = self._page(self.outsider_evaluation, self.outsider_user)
        self.assertIn("Jumlah pasien dilayani", page["grow"][0])
        self.assertIn("1 entries", page["well"][0])

    def test_days_of_the_objection_run_from_the_day_it_was_opened(self):
        self.nurse_evaluation.with_user(self.nurse_user)._note_opened()
        first, second = self._page(self.nurse_evaluation, self.nurse_user)["next"][:2]
        self.assertIn("Confirm", first)
        days = self.company.asn_objection_days
        self.assertIn(f"{days + 1} more", second)
        last = self.nurse_evaluation.date_received + timedelta(days=days + 1)
        with freeze_time(f"{last} 05:00:00"):
            self.env.invalidate_all()
            late = self._page(self.nurse_evaluation, self.nurse_user)["next"][1]
        self.assertIn("time to object ended", late)

    def test_development_plan_is_told_to_those_who_may_read_it(self):
        plan = self.env["asn.development.plan"].search(
            [("evaluation_id", "=", self.outsider_evaluation.id)]
        )
        self.assertTrue(plan.is_required)
        page = self._page(self.outsider_evaluation, self.outsider_user)
        self.assertIn("Agree on your development plan with your evaluator.", page["next"])

    def test_unreleased_and_hidden_ones_answer_alike(self):
        for evaluation, user in (
            (self.colleague_evaluation, self.colleague_user),
            (self.colleague_evaluation, self.head_user),
            (self.officer_evaluation, self.hr_user),
            (self.nurse_evaluation, self.colleague_user),
            (self.nurse_evaluation, self.plain_user),
            (self.outsider_evaluation, self.officer_user),
        ):
            with self.subTest(user.login):
                self.assertIsNone(self._page(evaluation, user))
        pages = self.env["asn.my.report"].with_user(self.hr_user)
        for wrong in (0, -1, 2**31, 2**31 - 1, None, True, "1"):
            self.assertFalse(pages._find(wrong))

    def test_button_opens_after_the_release_only(self):
        action = self.nurse_evaluation.with_user(self.nurse_user).action_open_my_report()
        self.assertEqual(action["url"], PAGE % self.nurse_evaluation.id)
        with self.assertRaises(UserError):
            self.colleague_evaluation.with_user(self.head_user).action_open_my_report()

    def test_home_page_leads_to_released_ones(self):
        plans = self.env["asn.skp"]
        page = plans.with_user(self.nurse_user).get_my_performance()
        self.assertEqual(
            [report["url"] for report in page["reports"]], [PAGE % self.nurse_evaluation.id]
        )
        self.assertEqual(plans.with_user(self.colleague_user).get_my_performance()["reports"], [])

    def test_every_sentence_has_words_that_take_its_values(self):
        names = (
            "name realised target count why entries indicators measured months result cap score "
            "above meets suggested behaviour days until open all day"
        )
        values = dict.fromkeys(names.split(), "x")
        for code, words in WORDS.items():
            with self.subTest(code):
                text = self.env._(words)
                self.assertNotIn("%", text % values)


@tagged("post_install", "-at_install")
class TestAsnMyReportHttp(PrintMixin, RecapDataMixin, AsnHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_half(cls.env)
        cls.env.flush_all()

    def _get(self, login, evaluation):
        self.authenticate(login, login)
        return self.url_open(PAGE % evaluation.id, allow_redirects=False)

    # threat: B01
    def test_person_and_those_who_may_read_the_evaluation(self):
        readers = ("asn_nurse", "asn_head", "asn_chief", "asn_officer", "asn_hr", "asn_auditor")
        for login in readers:
            with self.subTest(login):
                answer = self._get(login, self.nurse_evaluation)
                self.assertEqual(answer.status_code, 200)
                self.assertIn("Siti Rahmah", answer.text)
                self.assertIn("Jumlah pasien dilayani", answer.text)
                self.assertEqual(answer.headers["Cache-Control"], "no-store")
                self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])

    # threat: B07, E07
    @mute_logger("odoo.http")
    def test_others_get_nothing(self):
        for login, evaluation in (
            ("asn_colleague", self.nurse_evaluation),
            ("asn_outsider", self.nurse_evaluation),
            ("asn_plain", self.nurse_evaluation),
            ("asn_colleague", self.colleague_evaluation),
            ("asn_head", self.colleague_evaluation),
            ("asn_officer", self.outsider_evaluation),
        ):
            with self.subTest(login):
                answer = self._get(login, evaluation)
                self.assertEqual(answer.status_code, 404)
                self.assertNotIn(evaluation.employee_name, answer.text)
                self.assertIn('href="/odoo/my-performance"', answer.text)
        self.authenticate(None, None)
        answer = self.url_open(PAGE % self.nurse_evaluation.id, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)

    def test_reading_counts_as_receipt_for_the_person_and_is_noted_for_others(self):
        self._get("asn_head", self.nurse_evaluation)
        self.nurse_evaluation.invalidate_recordset()
        self.assertFalse(self.nurse_evaluation.date_received)
        log = self.env["asn.access.log"].search(
            [("evaluation_id", "=", self.nurse_evaluation.id), ("kind", "=", "open")]
        )
        self.assertEqual(log.reader_id, self.head_user)
        self._get("asn_nurse", self.nurse_evaluation)
        self.nurse_evaluation.invalidate_recordset()
        self.assertEqual(self.nurse_evaluation.received_how, "opened")

    def test_words_of_people_are_text(self):
        script = "<script>alert(1)</script>"
        self.env.cr.execute(
            "UPDATE asn_evaluation SET recommendation = %s WHERE id = %s",
            (script, self.nurse_evaluation.id),
        )
        self.env.invalidate_all()
        text = self._get("asn_nurse", self.nurse_evaluation).text
        self.assertNotIn(script, text)
        self.assertIn("&lt;script&gt;", text)

    @mute_logger("odoo.http")
    def test_as_pdf_for_the_same_people(self):
        url = "/report/pdf/hr_asn_kinerja_report.print_my_report/%s"
        self.authenticate("asn_nurse", "asn_nurse")
        answer = self.url_open(url % self.nurse_evaluation.id)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertIn("Jumlah pasien dilayani", " ".join(self._read(answer.content)))
        for login, evaluation in (
            ("asn_colleague", self.nurse_evaluation),
            ("asn_head", self.colleague_evaluation),
        ):
            self.authenticate(login, login)
            answer = self.url_open(url % evaluation.id)
            self.assertNotEqual(answer.status_code, 200)
            self.assertNotIn(b"%PDF", answer.content)
