import base64
import io
import zipfile

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.hr_asn_kinerja.imports import reader

from ..wizard import asn_reconciliation, national_file
from .common import RecapCase
from .workbook_reading import WorkbookMixin

HEADER = "nip;tahun;hasilKinerjaNilai;perilakuKerjaNilai;kuadranKinerjaNilai;namaPenilai"
STRANGER = "198001012005011001"


@tagged("post_install", "-at_install")
class TestAsnReconciliation(WorkbookMixin, RecapCase):
    """A file of the national system against the released results of the half-year."""

    def _dialog(self, content, user=None, **values):
        content = content.encode() if isinstance(content, str) else content
        return (
            self.env["asn.reconciliation"]
            .with_user(user or self.hr_user)
            .create(
                {
                    "period_id": self.half.id,
                    "file": base64.b64encode(content),
                    "file_name": "skp.csv",
                    **values,
                }
            )
        )

    def _compare(self, *rows, header=HEADER):
        dialog = self._dialog("\n".join([header, *rows]))
        action = dialog.action_compare()
        self.assertEqual((action["res_model"], action["res_id"]), (dialog._name, dialog.id))
        return dialog

    def _lines(self, dialog):
        return [
            (line.kind, line.nip, line.field_name, line.ours, line.theirs)
            for line in dialog.line_ids
        ]

    def _nurse(self, result=2, behaviour=1, key=2, name="TEUKU  RIZAL", year=2026):
        return f"{self.nurse_evaluation.nip};{year};{result};{behaviour};{key};{name}"

    def _outsider(self):
        evaluation = self.outsider_evaluation
        return f"{evaluation.nip};2026;3;2;3;{evaluation.evaluator_name}"

    def test_equal_files_have_no_lines(self):
        dialog = self._compare(self._nurse(), self._outsider())
        self.assertEqual(self._lines(dialog), [])
        self.assertEqual((dialog.state, dialog.same_count, dialog.row_count), ("compared", 2, 2))

    def test_each_difference_is_a_line(self):
        dialog = self._compare(self._nurse(result=1, name="=1+1"), self._outsider())
        nip = self.nurse_evaluation.nip
        self.assertEqual(
            self._lines(dialog),
            [
                ("differs", nip, "hasilKinerjaNilai", "2", "1"),
                ("differs", nip, "namaPenilai", "Teuku Rizal", "=1+1"),
            ],
        )
        self.assertEqual(dialog.line_ids.mapped("row"), [2, 2])
        self.assertEqual((dialog.same_count, dialog.differs_count), (1, 1))
        book = self._book("book_reconciliation", self.hr_user, dialog.ids)
        rows = self._table(book["Differences"])
        self.assertEqual([row["Here"] for row in rows], ["2", "Teuku Rizal"])
        cell = book["Differences"].cell(3, 8)
        self.assertEqual((cell.value, cell.data_type), ("=1+1", "s"))
        self.assertEqual(self._facts(book)["People with Differences"], 1)

    def test_who_stands_in_one_of_them_only(self):
        colleague = self.colleague_evaluation
        dialog = self._compare(
            self._nurse(), f"{colleague.nip};2026;1;1;1;x", f"{STRANGER};2026;1;1;1;x"
        )
        self.assertEqual(
            {(line.kind, line.nip): line.note for line in dialog.line_ids},
            {
                ("only_here", self.outsider_evaluation.nip): (
                    "The file has no row for this NIP and period."
                ),
                ("only_there", colleague.nip): "The evaluation is not released here yet.",
                ("only_there", STRANGER): ("There is no evaluation here for this NIP and period."),
            },
        )
        self.assertEqual((dialog.only_here_count, dialog.only_there_count), (1, 2))
        # What is rated and not released is on no line.
        self.assertFalse(dialog.line_ids.filtered(lambda line: line.ours))

    def test_other_periods_are_left_out(self):
        header = HEADER + ";bulanSelesaiPenilaian;periodikId"
        dialog = self._compare(
            self._nurse(key=5, year=2025) + ";6;",
            self._nurse(key=5) + ";12;",
            self._nurse(key=5) + ";6;2",
            self._nurse() + ";6;",
            self._outsider() + ";;",
            header=header,
        )
        self.assertEqual((dialog.other_count, dialog.same_count), (3, 2))
        self.assertEqual(self._lines(dialog), [])

    def test_bad_rows_are_named_with_row_field_and_remedy(self):
        dialog = self._compare(
            "19900312201503290;2026;2;1;2;x",
            "1.99003E+17;2026;2;1;2;x",
            self._nurse(year="dua ribu"),
            self._nurse(),
            self._nurse(key=1),
            self._outsider(),
        )
        problems = dialog.line_ids.filtered(lambda line: line.kind == "problem")
        self.assertEqual(
            [(line.row, line.field_name) for line in problems],
            [(2, "nip"), (3, "nip"), (4, "tahun"), (6, "nip")],
        )
        self.assertIn("Format the column as text", problems[1].note)
        self.assertEqual((dialog.problem_count, dialog.same_count), (3, 2))

    def test_names_of_columns_of_other_payloads(self):
        dialog = self._compare(
            f"{self.nurse_evaluation.nip};2026;3;Teuku Rizal;rubbish",
            header="NIPBARU;Tahun;KuadranKinerjaNilai;penilaiNama;path",
        )
        differing = dialog.line_ids.filtered(lambda line: line.kind == "differs")
        self.assertEqual(differing.mapped("field_name"), ["kuadranKinerjaNilai"])

    def test_our_own_export_differs_in_nothing(self):
        report = self.env["report.hr_asn_kinerja_report.book_exchange"].with_user(self.hr_user)
        released = (self.nurse_evaluation | self.outsider_evaluation).ids
        content, _extension = report.create_xlsx_report(released, {})
        dialog = self._dialog(content)
        dialog.action_compare()
        self.assertEqual((self._lines(dialog), dialog.same_count), ([], 2))

    def test_nothing_is_changed(self):
        before = (self.nurse_evaluation | self.outsider_evaluation).read()
        self._compare(self._nurse(1, 3, 5, "Orang Lain"))
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((self.nurse_evaluation | self.outsider_evaluation).read(), before)

    def test_what_was_shown_is_written_down(self):
        self.env.cr.flush()
        before = self.env["asn.access.log"].search([])
        self._compare(self._nurse(key=5), self._outsider())
        self.env.cr.flush()
        rows = self.env["asn.access.log"].search([("id", "not in", before.ids)])
        self.assertEqual(rows.evaluation_id, self.nurse_evaluation)
        self.assertEqual((rows.kind, rows.reader_id), ("list", self.hr_user))

    # threat: D13
    def test_files_that_are_none(self):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2000)
        self.patch(reader, "UNPACKED_LIMIT", 1000)
        for content in (b"%PDF-1.7", b"PK\x03\x04rubbish", b"\xff\xfen\x00", bomb.getvalue()):
            with self.subTest(content[:8]):
                dialog = self._dialog(content)
                dialog.action_compare()
                self.assertEqual((dialog.state, len(dialog.line_ids)), ("refused", 1))
                self.assertTrue(dialog.line_ids.note)
        self.assertIn("Unpacked", dialog.line_ids.note)

    def test_missing_columns_and_too_many_rows(self):
        dialog = self._compare("1;2", header="nik;nama")
        self.assertEqual(dialog.state, "refused")
        self.assertEqual(dialog.line_ids.mapped("field_name"), ["nip", "tahun"])
        self.patch(national_file, "ROWS_LIMIT", 1)
        dialog = self._compare(self._nurse(), self._outsider())
        self.assertEqual(dialog.state, "refused")
        self.assertIn("more than 1 rows", dialog.line_ids.note)

    def test_lines_beyond_the_limit_are_counted(self):
        self.patch(asn_reconciliation, "LINES_LIMIT", 1)
        dialog = self._compare(self._nurse(1, 2, 1))
        self.assertEqual((len(dialog.line_ids), dialog.line_count), (1, 4))
        self.assertTrue(dialog.is_cut)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_only_the_office_and_only_its_own_dialog(self):
        for user in (self.officer_user, self.auditor_user, self.head_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._dialog(HEADER, user)
        dialog = self._compare(self._nurse(key=1))
        with self.assertRaises(AccessError):
            dialog.with_user(self.auditor_user).action_compare()
        with self.assertRaises(AccessError):
            self._book("book_reconciliation", self.auditor_user, dialog.ids)
        with self.assertRaises(UserError):
            self.env["asn.reconciliation"].with_user(self.hr_user).action_compare()
        with self.assertRaises(UserError):
            self._dialog(b"", file=False).action_compare()

    def test_unreadable_cells_open_again_in_the_workbook(self):
        dialog = self._compare(self._nurse(name="A\u202eB 😀 سلام"), self._outsider())
        self.assertEqual(dialog.line_ids.field_name, "namaPenilai")
        book = self._book("book_reconciliation", self.hr_user, dialog.ids)
        self.assertIn("😀", self._table(book["Differences"])[0]["In the National System"])
        self.assertIsInstance(book, openpyxl.Workbook)
