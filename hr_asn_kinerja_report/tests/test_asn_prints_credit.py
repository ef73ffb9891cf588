from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RecapCase
from .print_reading import PrintMixin


@tagged("post_install", "-at_install")
class TestAsnPrintsCredit(PrintMixin, RecapCase):
    """The three sheets of credit points of the nurse: half a year of "good" as Ahli Pertama."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nurse.current_version_id.asn_functional_level = "expert_first"
        cls.env["asn.credit"].sudo()._sync(cls.nurse_evaluation)
        cls.credit = cls.env["asn.credit"].search([("employee_id", "=", cls.nurse.id)])
        cls.standing = cls.env["asn.credit.standing"].search([("employee_id", "=", cls.nurse.id)])

    def test_conversion(self):
        """6/12 x 100 % x 12,5 = 6,25 (Peraturan BKN 3/2023)."""
        (page,) = self._print("credit_conversion", self.credit, self.nurse_user)
        self._assert_order(
            page,
            [
                "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT",
                "NOMOR:",
                "INSTANSI: PEMERINTAH KOTA SUBULUSSALAM",
                "PERIODE: 1 JANUARI SD 30 JUNI TAHUN 2026",
                "KETERANGAN PERORANGAN",
                "Nama",
                "Siti Rahmah",
                "NIP",
                "199003122015032901",
                "Nomor Seri Karpeg",
                "Tempat/Tanggal Lahir",
                "12 Maret 1990",
                "Jenis Kelamin",
                "Perempuan",
                "Pangkat/Golongan Ruang/TMT",
                "Penata Muda Tingkat I / III/b / 1 Januari 2020",
                "Jabatan/TMT",
                "Perawat Ahli Pertama / 1 Januari 2020",
                "Unit Kerja",
                "Instansi",
                "PREDIKAT",
                "PROSENTASE",
                "KOEFISIEN PER TAHUN",
                "ANGKA KREDIT YANG DIDAPAT",
                "BAIK",
                "100%",
                "12,5",
                "6/12 × 100% × 12,5 = 6,25",
                "Pejabat Penilai Kinerja",
                "Teuku Rizal",
                "Tembusan",
            ],
        )

    def test_accumulation_and_decision(self):
        """III/b starts from 50 points; 56,25 of the 100 for III/c: 43,75 are missing."""
        (page,) = self._print("credit_accumulation", self.standing, self.hr_user)
        self._assert_order(
            page,
            ["AKUMULASI ANGKA KREDIT", "TAHUN", "PERIODE (BULAN)", "PREDIKAT", "PROSENTASE"]
            + ["KOEFISIEN", "ANGKA KREDIT", "Angka kredit dasar 50,00"]
            + ["2026 6 BAIK 100% 12,5 6,25", "JUMLAH ANGKA KREDIT 56,25"],
        )
        (page,) = self._print("credit_decision", self.standing, self.hr_user)
        self._assert_order(
            page,
            [
                "PENETAPAN ANGKA KREDIT",
                "KETERANGAN PERORANGAN",
                "HASIL PENILAIAN ANGKA KREDIT LAMA BARU JUMLAH KETERANGAN",
                "Angka kredit dasar yang diberikan 50,00 0,00 50,00",
                "Angka kredit konversi 0,00 6,25 6,25",
                "JUMLAH ANGKA KREDIT KUMULATIF 50,00 6,25 56,25",
                "Angka kredit minimal yang harus dipenuhi 100,00 100,00",
                "Kelebihan (+)/kekurangan (-) angka kredit -43,75 -43,75",
                "BELUM DAPAT DIPERTIMBANGKAN UNTUK KENAIKAN PANGKAT MENJADI III/c",
                "BELUM DAPAT DIPERTIMBANGKAN UNTUK KENAIKAN JENJANG JABATAN MENJADI AHLI MUDA",
            ],
        )

    def test_points_of_others_are_refused(self):
        for name, record in (
            ("credit_conversion", self.credit),
            ("credit_accumulation", self.standing),
            ("credit_decision", self.standing),
        ):
            for user in (self.colleague_user, self.outsider_user, self.plain_user):
                with self.assertRaises(AccessError):
                    self._print(name, record, user)
