import io
import json

import openpyxl

from odoo import http
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_asn_kinerja.tests.common import AsnHttpCase

from .common import RecapDataMixin

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@tagged("post_install", "-at_install")
class TestAsnRecapHttp(RecapDataMixin, AsnHttpCase):
    """Through the standard report route, with real logins."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_half(cls.env)
        # The database may speak another language only; the titles below are English.
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env["res.users"].search([("login", "like", "asn_")]).lang = "en_US"
        cls.env.flush_all()

    def _get(self, login, ids=None):
        self.authenticate(login, login)
        return self.url_open(f"/report/xlsx/hr_asn_kinerja_report.recap/{ids or self.half.id}")

    def _names(self, response):
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], XLSX)
        sheet = openpyxl.load_workbook(io.BytesIO(response.content))["Recap"]
        return [row[1].value for row in sheet.iter_rows(min_row=2)]

    # The address of a report begins on a cursor that reads only; who takes it is written down.
    @mute_logger("odoo.http")
    def test_offices_download_what_they_may_see(self):
        agency = ["Dewi Sartika", "Nurul Huda", "Siti Rahmah"]
        self.assertEqual(self._names(self._get("asn_officer")), agency)
        for login in ("asn_hr", "asn_auditor", "asn_administrator"):
            with self.subTest(login):
                self.assertEqual(self._names(self._get(login)), [*agency, "Agus Salim"])

    @mute_logger("odoo.http")
    def test_a_workbook_of_picked_rows_is_written_down(self):
        """The evaluator takes what he or she may read, with a line for whom it is about."""
        ids = self.nurse_evaluation | self.outsider_evaluation
        self.authenticate("asn_head", "asn_head")
        address = "/report/xlsx/hr_asn_kinerja_report.book_history"
        response = self.url_open(f"{address}/{','.join(map(str, ids.ids))}")
        self.assertEqual((response.status_code, response.headers["Content-Type"]), (200, XLSX))
        book = openpyxl.load_workbook(io.BytesIO(response.content))
        sheet = book["History of Three Years"]
        names = {row[1].value for row in sheet.iter_rows(min_row=2)}
        self.assertEqual(names, {"Siti Rahmah"})
        self.env.invalidate_all()
        log = self.env["asn.access.log"].search([("reader_id", "=", self.head_user.id)])
        exported = log.filtered(lambda row: row.kind == "export")
        self.assertEqual(exported.evaluation_id, self.nurse_evaluation)
        response = self.url_open("/report/xlsx/hr_asn_kinerja_report.book_exchange/1")
        self.assertEqual(response.status_code, 403)

    @mute_logger("odoo.http")
    def test_others_are_refused(self):
        for login in ("asn_nurse", "asn_head", "asn_chief", "asn_plain"):
            with self.subTest(login):
                response = self._get(login)
                self.assertEqual(response.status_code, 403)
                self.assertNotIn(b"PK\x03\x04", response.content[:4])
                self.assertIn("The recap of a period is for the HR office", response.text)
                self.assertIn('href="/odoo/my-performance"', response.text)

    @mute_logger("odoo.http")
    def test_ids_in_the_context_open_nothing_more(self):
        """Only the address names periods; forged data and context are not asked."""
        self.authenticate("asn_nurse", "asn_nurse")
        context = json.dumps({"active_ids": self.half.ids, "active_model": "asn.evaluation"})
        response = self.url_open(
            f"/report/xlsx/hr_asn_kinerja_report.recap?context={context}"
            f"&options={json.dumps({'ids': self.half.ids})}"
        )
        self.assertEqual(response.status_code, 403)

    @mute_logger("odoo.http")
    def test_one_missing_period_refuses_the_whole(self):
        response = self._get("asn_hr", f"{self.half.id},{2**31 - 1}")
        self.assertNotEqual(response.status_code, 200)
        self.assertNotIn(b"PK\x03\x04", response.content[:4])

    @mute_logger("odoo.http")
    def test_hooks_are_not_callable_from_outside(self):
        self.authenticate("asn_hr", "asn_hr")
        model = "report.hr_asn_kinerja_report.recap"
        for method, args in (
            ("create_xlsx_report", [self.half.ids, {}]),
            ("generate_xlsx_report", [False, {}, False]),
            ("get_workbook_options", []),
        ):
            with self.subTest(method):
                response = self.url_open(
                    f"/web/dataset/call_kw/{model}/{method}",
                    data=json.dumps(
                        {"params": {"model": model, "method": method, "args": [args], "kwargs": {}}}
                    ),
                    headers={"Content-Type": "application/json"},
                )
                error = response.json()["error"]["data"]["name"]
                self.assertEqual(error, "odoo.exceptions.AccessError")

    def test_download_carries_the_name_of_the_period(self):
        self.authenticate("asn_auditor", "asn_auditor")
        address = f"/report/xlsx/hr_asn_kinerja_report.recap/{self.half.id}"
        response = self.url_open(
            "/report/download",
            data={
                "data": json.dumps([address, "xlsx"]),
                "context": json.dumps({"lang": "en_US"}),
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        self.assertEqual(len(self._names(response)), 4)
        self.assertEqual(
            response.headers["Content-Disposition"],
            "attachment; filename*=UTF-8''Recap%20Semester%20I%202026.xlsx",
        )
