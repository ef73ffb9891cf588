from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.hr_asn_kinerja.rules import exchange

from .common import RecapCase
from .workbook_reading import WorkbookMixin


@tagged("post_install", "-at_install")
class TestAsnBookExchange(WorkbookMixin, RecapCase):
    """The export in the names and codes of the national system."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.everything = (
            cls.nurse_evaluation
            | cls.colleague_evaluation
            | cls.officer_evaluation
            | cls.outsider_evaluation
        )

    def _rows(self, user=None):
        book = self._book("book_exchange", user or self.hr_user, self.everything.ids)
        return {row["nip"]: row for row in self._table(book.worksheets[0])}

    def test_fields_and_codes_of_a_released_result(self):
        self.nurse_evaluation.sudo().functional_level = "expert_first"
        row = self._rows()[self.nurse_evaluation.nip]
        self.assertEqual(tuple(row), exchange.FIELDS)
        self.assertEqual(row["nip"], "199003122015032901")
        self.assertEqual(row["tahun"], "2026")
        self.assertEqual(row["periodikId"], None, "half-years have no published code")
        self.assertEqual((row["bulanMulaiPenilaian"], row["bulanSelesaiPenilaian"]), ("1", "6"))
        self.assertEqual(
            (row["hasilKinerja"], row["hasilKinerjaNilai"]), ("SESUAI EKSPEKTASI", "2")
        )
        self.assertEqual(
            (row["perilakuKerja"], row["perilakuKerjaNilai"]), ("DIATAS EKSPEKTASI", "1")
        )
        self.assertEqual((row["kuadranKinerja"], row["kuadranKinerjaNilai"]), ("BAIK", "2"))
        self.assertEqual(row["koefisienId"], "12")
        head = self.head
        self.assertEqual((row["namaPenilai"], row["nipNrpPenilai"]), (head.name, head.asn_nip))
        self.assertEqual(row["penilaiJabatanNm"], head.current_version_id.job_title)
        self.assertEqual(row["penilaiUnorNm"], head.current_version_id.department_id.name)
        code = head.current_version_id.asn_rank_id.code
        self.assertEqual(row["penilaiGolonganId"] or "", exchange.rank_id(code))
        self.assertEqual(row["statusPenilai"], "ASN")

    def test_only_released_results_and_only_text(self):
        rows = self._rows()
        released = self.nurse_evaluation | self.outsider_evaluation
        self.assertEqual(set(rows), set(released.mapped("nip")))
        values = [value for row in rows.values() for value in row.values() if value is not None]
        self.assertEqual({type(value) for value in values}, {str})

    def test_the_rows_are_the_first_sheet_and_the_cover_says_what_is_missing(self):
        book = self._book("book_exchange", self.hr_user, self.everything.ids)
        self.assertEqual(book.sheetnames, ["SKP", "Cover"])
        facts = self._facts(book)
        self.assertIn("koefisienId", facts["Codes"])
        self.assertEqual((facts["SKP"], facts["Made by"]), (2, self.hr_user.name))

    def test_a_person_counts_once_with_the_last_part(self):
        """As after a change of posts within the period; the outsider's result serves as it."""
        nurse, last = self.nurse_evaluation, self.outsider_evaluation
        self.env.cr.execute(
            "UPDATE asn_evaluation SET employee_id = %s, nip = %s WHERE id = %s",
            [nurse.employee_id.id, nurse.nip, last.id],
        )
        self.env.cr.execute(
            "UPDATE asn_evaluation SET date_end = '2026-03-31' WHERE id = %s", [nurse.id]
        )
        self.env.invalidate_all()
        rows = self._rows()
        self.assertEqual(list(rows), [nurse.nip])
        self.assertEqual(rows[nurse.nip]["kuadranKinerja"], "BUTUH PERBAIKAN")

    def test_others_are_refused(self):
        for user in (self.officer_user, self.auditor_user, self.head_user, self.nurse_user):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self._rows(user)
        with self.assertRaises(UserError):
            self._book("book_exchange", self.hr_user, [])
        for ids in (["1 OR 1=1"], [0], [True], [2**40]):
            with self.subTest(ids), self.assertRaises(UserError):
                self._book("book_exchange", self.hr_user, ids)
