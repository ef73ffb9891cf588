import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from unittest.mock import patch

from werkzeug.http import parse_options_header

from odoo import http
from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.hr_asn_kinerja.tests.common import AsnHttpCase

from ..report import pdf_many, pdf_writer
from .common import RecapDataMixin
from .print_reading import PrintMixin

REPORT_LOGS = (
    "odoo.http",
    "odoo.addons.web.controllers.report",
    "odoo.addons.report_xlsx.controllers.main",
)


@tagged("post_install", "-at_install")
class TestAsnPrintsHttp(PrintMixin, RecapDataMixin, AsnHttpCase):
    """Through Odoo's report routes, with real logins."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_half(cls.env)
        cls.env.flush_all()

    def _get(self, login, name, ids, query=""):
        self.authenticate(login, login)
        return self.url_open(f"/report/pdf/hr_asn_kinerja_report.print_{name}/{ids}{query}")

    def test_those_who_may_read_may_print(self):
        for login in ("asn_nurse", "asn_head", "asn_officer", "asn_auditor"):
            with self.subTest(login):
                answer = self._get(login, "evaluation_document", self.nurse_evaluation.id)
                self.assertEqual(answer.status_code, 200)
                self.assertEqual(answer.headers["Content-Type"], "application/pdf")
                self.assertEqual(answer.headers["Cache-Control"], "no-store")
                self.assertIn("PREDIKAT KINERJA PEGAWAI BAIK", self._read(answer.content)[0])

    @mute_logger("odoo.http")
    def test_others_are_refused(self):
        own, other = self.colleague_evaluation.id, self.nurse_evaluation.id
        forged = f"?context={json.dumps({'active_ids': [other], 'uid': 1, 'su': True})}"
        for login, name, ids, query in (
            ("asn_colleague", "evaluation", other, ""),
            ("asn_colleague", "evaluation_document", f"{own},{other}", ""),
            ("asn_colleague", "evaluation_document", other, forged),
            ("asn_colleague", "skp", self.nurse_evaluation.skp_id.id, ""),
            ("asn_outsider", "evaluation_document", other, ""),
            ("asn_plain", "evaluation", other, ""),
            ("asn_hr", "evaluation", f"{other},{2**31 - 1}", ""),
            ("asn_hr", "evaluation", "0", ""),
            ("asn_hr", "evaluation", str(10**30), ""),
        ):
            with self.subTest(login=login, name=name, ids=ids):
                answer = self._get(login, name, ids, query)
                self.assertNotEqual(answer.status_code, 200)
                self.assertNotIn(b"%PDF", answer.content)
                self.assertNotIn(b"Siti Rahmah", answer.content)

    @mute_logger("odoo.http")
    def test_thousands_at_once_are_refused_in_words(self):
        """Before anything is read or drawn. (threat: J07)"""
        report = self.env["report.hr_asn_kinerja_report.print_skp"].with_user(self.hr_user)
        with self.assertRaises(UserError), self.assertQueryCount(0):
            report._get_report_values(list(range(1, 5001)))
        answer = self._get("asn_hr", "skp", ",".join(str(key) for key in range(1, 60)))
        self.assertNotEqual(answer.status_code, 200)
        self.assertNotIn(b"%PDF", answer.content)

    def _order(self, address, kind="qweb-pdf"):
        """What the menu of prints sends; an address that is a text is sent as it is."""
        return self.url_open(
            "/report/download",
            data={
                "data": json.dumps([address, kind]) if kind else address,
                "context": "{}",
                "csrf_token": http.Request.csrf_token(self),
            },
        )

    @mute_logger(*REPORT_LOGS)
    def test_wrong_orders_are_refused_in_words(self):  # threat: B09 E07
        """Neither JSON, nor an address of a print, nor a print that there is."""
        self.authenticate("asn_hr", "asn_hr")
        ours = "hr_asn_kinerja_report.print_skp"
        for data, kind in (
            ("", None),
            ("x", None),
            ("7", None),
            ("[]", None),
            ("{}", None),
            ("[" * 100_000, None),
            (7, "qweb-pdf"),
            ("x", "qweb-pdf"),
            (f"/report/pdf/{ours}/1/2", "qweb-pdf"),
            (f"/report/pdf/{ours}/x", "xlsx"),
            ("/report/xlsx/hr_asn_kinerja_report.recap/x", "xlsx"),
            ("/report/xlsx/hr_asn_kinerja_report.recap", "xlsx"),
            (f"/report/pdf/{ours}/1", "other"),
            (f"/report/pdf/{ours}/1", ["qweb-pdf"]),
            (json.dumps([f"/report/pdf/{ours}/1"]), None),
            (f"/report/pdf/{ours}?options=x", "qweb-pdf"),
        ):
            with self.subTest(data[:60] if kind is None else data, kind=kind):
                answer = self._order(data, kind)
                self.assertEqual(answer.status_code, 422, answer.text[:300])
                self.assertNotIn("builtins", answer.text)
        for data, kind in (
            ("/report/pdf/hr_asn_kinerja_report.nowhere/1", "qweb-pdf"),
            ("/report/text/hr_asn_kinerja_report.nowhere/1", "qweb-text"),
        ):
            with self.subTest(data):
                answer = self._order(data, kind)
                self.assertEqual(answer.status_code, 422)
                self.assertIn("odoo.exceptions.UserError", answer.text)
        answer = self._order("/report/xlsx/hr_asn_kinerja_report.nowhere/1", "xlsx")
        self.assertIn("odoo.exceptions.UserError", answer.text)
        answer = self.url_open("/report/xlsx/hr_asn_kinerja_report.nowhere/1")
        self.assertEqual(answer.status_code, 422)

    @mute_logger(*REPORT_LOGS)
    def test_orders_of_other_prints_stay_as_they_are(self):
        self.authenticate("asn_hr", "asn_hr")
        answer = self._order("/report/pdf/base.nowhere/1")
        self.assertIn("builtins.ValueError", answer.text)
        self.assertEqual(answer.status_code, 200)  # as Odoo answers

    def test_name_of_a_download_hides_nothing(self):  # threat: D13
        """Marks that turn the direction, signs of control, folders: none is in the header."""
        self.authenticate("asn_hr", "asn_hr")
        evaluation = self.nurse_evaluation.sudo()
        evaluation.employee_name = "Siti\u202egpj\u200b/..\\x\n\u2066Rahmah"
        self.half.sudo().name = "I\u202e:2026"
        self.env.flush_all()
        pages = f"/report/pdf/hr_asn_kinerja_report.print_evaluation/{evaluation.id}"
        book = f"/report/xlsx/hr_asn_kinerja_report.recap/{self.half.id}"
        book += "?context=%7B%22lang%22%3A%22en_US%22%7D"  # as the web client sends it
        for address, kind, name in (
            (pages, "qweb-pdf", r"Evaluasi Kinerja I_2026 Siti_gpj_\.\._x_Rahmah\.pdf"),
            (book, "xlsx", r"Re[ck]ap I_2026\.xlsx"),
        ):
            header = self._order(address, kind).headers["Content-Disposition"]
            with self.subTest(address):
                disposition, options = parse_options_header(header)
                self.assertEqual((disposition, set(options)), ("attachment", {"filename"}))
                self.assertRegex(options["filename"], f"^{name}$")

    def test_print_menu_downloads_without_wkhtmltopdf(self):
        """The route behind the print menu; the browser asks no other program first."""
        self.authenticate("asn_nurse", "asn_nurse")
        url = f"/report/pdf/hr_asn_kinerja_report.print_skp/{self.nurse_evaluation.skp_id.id}"
        answer = self._order(url)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("SKP", answer.headers["Content-Disposition"])
        self.assertIn("SASARAN KINERJA PEGAWAI", self._read(answer.content)[0])


class Listener(BaseHTTPRequestHandler):
    """Counts who comes."""

    def do_GET(self):
        self.server.seen.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *arguments):
        """Say nothing."""


@tagged("post_install", "-at_install")
class TestAsnPdfWriter(PrintMixin, TransactionCase):
    @mute_logger("odoo.addons.hr_asn_kinerja_report.report.pdf_writer", "weasyprint")
    def test_nothing_outside_the_page_is_loaded(self):  # threat: J05
        server = HTTPServer(("127.0.0.1", 0), Listener)
        server.seen = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self.addCleanup(server.server_close)
        self.addCleanup(server.shutdown)
        there = f"http://127.0.0.1:{server.server_port}"
        (page,) = self._read(
            pdf_writer.write_pdf(
                f"""<style>@import url("{there}/a.css"); body {{ background: url("{there}/b") }}
                @font-face {{ font-family: x; src: url("{there}/c") }}
                p {{ font-family: x }}</style>
                <link rel="stylesheet" href="{there}/d.css"><link rel="attachment" href="{there}/e">
                <img src="{there}/f.png"><img src="file:///etc/hostname"><img src="/etc/hostname">
                <object data="{there}/g"></object><svg><image href="{there}/h"/></svg>
                <img src="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3C/svg%3E">
                <link rel="attachment" href="file:///etc/passwd"><p>Isi halaman"""
            )
        )
        self.assertEqual(page.strip(), "Isi halaman")
        self.assertEqual(server.seen, [])
        self.assertEqual(self._count_pictures(), 0)

    def test_many_sheets_are_drawn_beside_the_server_in_their_order(self):
        pages = [f"<style>p {{ margin: 0 }}</style><p>Lembar {number}" for number in range(4)]
        with (
            patch.object(pdf_many, "count_programs", return_value=2),
            patch.object(pdf_writer, "write_pdf", side_effect=AssertionError),
        ):
            drawn = list(pdf_many.write_pdfs(iter(pages), len(pages)))
        texts = [self._read(pdf)[0].strip() for pdf in drawn]
        self.assertEqual(texts, [f"Lembar {number}" for number in range(4)])

    @mute_logger("odoo.addons.hr_asn_kinerja_report.report.pdf_many")
    def test_a_program_that_ends_early_loses_no_sheet(self):
        with (
            patch.object(pdf_many, "count_programs", return_value=2),
            patch.object(pdf_many.sys, "executable", "/bin/false"),
        ):
            drawn = list(pdf_many.write_pdfs(iter(["<p>A", "<p>B", "<p>C"]), 3))
        self.assertEqual([self._read(pdf)[0].strip() for pdf in drawn], ["A", "B", "C"])

    def test_programs_stay_for_a_whole_order_and_one_that_ended_is_replaced(self):
        def draw(*letters):
            drawn = list(pdf_many.write_pdfs((f"<p>{letter}" for letter in letters), len(letters)))
            self.assertEqual([self._read(pdf)[0].strip() for pdf in drawn], list(letters))
            return {program.process.pid for program in programs.all}

        with (
            patch.object(pdf_many, "count_programs", return_value=2),
            pdf_many.kept_programs() as programs,
        ):
            first = draw("A", "B", "C")
            self.assertEqual(len(first), 2)
            self.assertEqual(draw("D", "E"), first)
            programs.all[0].close()  # as when it was killed
            self.assertEqual(len(draw("F", "G") & first), 1)
            processes = [program.process for program in programs.all]
        self.assertTrue(all(process.returncode is not None for process in processes))
