import base64
import csv
import io
from pathlib import Path

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import file_open

from ..imports import KINDS
from .import_files import csv_bytes, employees
from .test_asn_import import ImportCase

# Beside the addons in the repository; an installation elsewhere has none of it.
EXAMPLES = Path(__file__).resolve().parents[2] / "data"
LEVELS = {"salah": "error", "peringatan": "warning"}
PREFIXES = {
    "unit": "units",
    "jabatan": "posts",
    "pegawai": "employees",
    "skp": "plans",
    "realisasi": "realisations",
    "layanan": "service_log",
}


@tagged("post_install", "-at_install")
class TestAsnImportDialog(ImportCase):
    def _dialog(self, kind, content, **values):
        return (
            self.env["asn.import"]
            .with_user(self.hr_user)
            .create({"kind": kind, "file": base64.b64encode(content), **values})
        )

    def _download(self, dialog, action):
        self.assertEqual(action["type"], "ir.actions.act_url")
        return openpyxl.load_workbook(io.BytesIO(base64.b64decode(dialog.download)))

    def test_check_then_import(self):
        dialog = self._dialog("employees", csv_bytes(employees({}, {})))
        dialog.action_check()
        self.assertEqual((dialog.state, dialog.row_count, dialog.error_count), ("checked", 2, 0))
        self.assertFalse(self._person("199104152019031101"))
        action = dialog.action_import()
        self.assertEqual((action["res_model"], action["res_id"]), ("asn.import", dialog.id))
        self.assertEqual((dialog.state, dialog.created_count), ("done", 2))
        self.assertTrue(self._person("199104152019031102"))

    def test_problems_are_listed_and_downloaded(self):
        rows = employees({"nama": "=HYPERLINK(1)", "kode_unit": "T-404"}, {"golongan": "V/f"})
        dialog = self._dialog("employees", csv_bytes(rows))
        dialog.action_import()
        self.assertEqual((dialog.state, dialog.error_count), ("refused", 2))
        first = dialog.problem_ids[0]
        self.assertEqual((first.row, first.column, first.value), (2, "kode_unit", "T-404"))
        self.assertEqual(first.message, "There is no unit with this code.")
        self.assertEqual(first.remedy, "Import the unit first, or correct the code.")
        sheet = self._download(dialog, dialog.action_problems()).active
        self.assertEqual(
            [cell.value for cell in sheet[2]],
            ["2", "kode_unit", "T-404", "error", first.message, first.remedy],
        )
        self.assertEqual(sheet.max_row, 3)

    def test_downloaded_problems_hold_no_formulas(self):
        markup = "<r><t>A</t></r></si><si><r><t>B</t></r>"
        rows = employees({"golongan": "=1+1"}, {"golongan": "@SUM(1)"}, {"golongan": markup})
        dialog = self._dialog("employees", csv_bytes(rows))
        dialog.action_check()
        sheet = self._download(dialog, dialog.action_problems()).active
        self.assertEqual([c.value.strip() for c in sheet["C"][1:]], ["=1+1", "@SUM(1)", markup])
        self.assertEqual({c.data_type for c in sheet["C"]}, {"s"})

    def test_skip_bad_rows(self):
        dialog = self._dialog("employees", csv_bytes(employees({}, {"nip": "1"})), skip_bad=True)
        dialog.action_import()
        self.assertEqual((dialog.state, dialog.created_count, dialog.refused_count), ("done", 1, 1))

    def test_templates_are_files_that_can_be_filled_in(self):
        for kind, loader in KINDS.items():
            with self.subTest(kind):
                dialog = self._dialog(kind, b"x")
                book = self._download(dialog, dialog.action_template())
                header, example = list(book.worksheets[0].values)[:2]
                self.assertEqual(list(header), [column.name for column in loader.columns])
                explained = [row[0] for row in book.worksheets[1].values][1:]
                self.assertEqual(explained, list(header))
                content = base64.b64decode(dialog.download)
                outcome = self.loader._load(kind, content, write=False)
                self.assertEqual(outcome.rows, 1)
                wrong = {p.code for p in outcome.problems if p.level == "error"}
                # the example names units, people and years that are not here
                self.assertLessEqual(
                    wrong,
                    {
                        "unit_unknown",
                        "superior_unknown",
                        "employee_unknown",
                        "year_unknown",
                        "service_unknown",
                    },
                )

    def test_no_file_and_a_damaged_file(self):
        dialog = self.env["asn.import"].with_user(self.hr_user).create({"kind": "units"})
        with self.assertRaises(UserError):
            dialog.action_check()
        for content in (b"", b"\x00\x01", b"PK\x03\x04damaged"):
            dialog = self._dialog("units", content or b"\n")
            dialog.action_check()
            self.assertTrue(dialog.error_count)

    def test_dialog_belongs_to_its_user(self):
        dialog = self._dialog("employees", csv_bytes(employees({})))
        for user in (self.nurse_user, self.auditor_user, self.admin_asn_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                dialog.with_user(user).action_import()
        self.assertFalse(self._person("199104152019031101"))

    def test_form_opens(self):
        form = Form(self.env["asn.import"].with_user(self.hr_user))
        form.kind = "plans"
        self.assertEqual(form.save().state, "start")

    # ------------------------------------------------------------------
    # Odoo's own import
    # ------------------------------------------------------------------

    def test_templates_of_odoos_import_can_be_imported(self):
        for model, name, count in (
            ("asn.indicator", "asn_indicator", 2),
            ("hr.department", "hr_department", 2),
        ):
            with self.subTest(model):
                offered = self.env[model].get_import_templates()
                path = f"/hr_asn_kinerja/static/xls/{name}.xlsx"
                self.assertIn(path, [template["template"] for template in offered])
                before = self.env[model].search_count([])
                self._import_with_odoo(model, path.lstrip("/"))
                self.assertEqual(self.env[model].search_count([]), before + count)
        unit = self.env["hr.department"].search([("asn_code", "=", "DINAS-90-UMUM")])
        self.assertEqual((unit.parent_id.asn_code, unit.asn_kind), ("DINAS-90", "section"))

    def _import_with_odoo(self, model, path):
        with file_open(path, "rb") as stream:
            content = stream.read()
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        importer = self.env["base_import.import"].create(
            {"res_model": model, "file": content, "file_type": kind, "file_name": path}
        )
        options = {"has_headers": True, "quoting": '"', "separator": ","}
        preview = importer.parse_preview(options)
        self.assertNotIn("error", preview)
        columns = preview["headers"]
        result = importer.execute_import(columns, columns, preview["options"])
        self.assertFalse(result["messages"])


@tagged("post_install", "-at_install")
class TestAsnImportDownload(ImportCase, HttpCase):
    def test_downloads_are_served_to_the_owner_only(self):
        dialog = self.env["asn.import"].with_user(self.hr_user).create({"kind": "units"})
        url = dialog.action_template()["url"]
        self.authenticate("asn_hr", "asn_hr")
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.content[:2], b"PK")
        self.authenticate("asn_nurse", "asn_nurse")
        self.assertNotEqual(self.url_open(url).content[:2], b"PK")


@tagged("post_install", "-at_install")
class TestAsnImportExamples(ImportCase):
    """The files of the made-up region come in; those that are wrong on purpose are refused."""

    def setUp(self):
        super().setUp()
        if not EXAMPLES.is_dir():
            self.skipTest("the example files are not part of the addon")
        self._make_year(self.env, opened=False)

    def _load_region(self):
        for name in ("unit", "jabatan", "pegawai", "skp"):
            if name == "pegawai":
                content = (EXAMPLES / "pejabat_non_asn.csv").read_bytes()
                self.assertTrue(self.loader._load("officials", content).done)
            content = (EXAMPLES / f"{name}.csv").read_bytes()
            outcome = self.loader._load(PREFIXES[name], content)
            wrong = [problem for problem in outcome.problems if problem.level != "note"]
            self.assertEqual((outcome.done, wrong[:3]), (True, []), name)
        unit = self.env["hr.department"].search([("asn_code", "=", "DUKCAPIL-DAFDUK")])
        self.env["asn.service"].create(
            [
                {"name": code, "code": code, "unit_id": unit.id, "standard": 3}
                for code in ("KTP-EL", "KK", "AKTA")
            ]
        )

    def _expected(self):
        found = {}
        path = EXAMPLES / "contoh-salah" / "harapan.csv"
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                place = (int(row["baris"] or 0), row["kolom"], LEVELS[row["tingkat"]])
                found.setdefault(row["berkas"], set()).add(place)
        return found

    def test_files_that_are_wrong_on_purpose(self):
        self._load_region()
        nurse = self._person("199103272021032901")
        plans = self.env["asn.skp"].search([("employee_id", "=", nurse.id)])
        expected = self._expected()
        self.assertGreater(len(expected), 10)
        for name, places in expected.items():
            kind = PREFIXES[name.split("-")[0]]
            # plans of the example are checked against a person without one, entries against one
            # that is agreed
            plans.write({"state": "cancelled" if kind == "plans" else "agreed"})
            with self.subTest(name):
                content = (EXAMPLES / "contoh-salah" / name).read_bytes()
                outcome = self.loader._load(kind, content, write=False)
                found = {(p.row, p.column, p.level) for p in outcome.problems}
                self.assertEqual({f for f in found if f[2] != "note"}, places)
