from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import RecapCase
from .print_reading import PrintMixin


@tagged("post_install", "-at_install")
class TestAsnPrintsMatrix(PrintMixin, RecapCase):
    """The role-result matrix on paper."""

    def _make_matrix(self, count):
        """Give the head results, and let the nurse support the first and the last one."""
        plan = self._plan_of(self.head)
        plan.with_user(self.head_user).write(
            {
                "result_ids": [
                    Command.create(
                        {
                            "name": f"Hasil pimpinan ke-{n:02}",
                            "indicator_ids": [
                                Command.create(
                                    {"name": f"Ukuran {n:02}", "unit": "berkas", "target_value": n}
                                )
                            ],
                        }
                    )
                    for n in range(1, count + 1)
                ]
            }
        )
        results = plan.result_ids.sorted("id")
        self._plan_of(self.nurse).result_ids.parent_result_ids = results[0] | results[-1]
        self.env.flush_all()
        return plan

    def test_order_and_completeness(self):
        plan = self._make_matrix(6)
        pages = self._print("role_matrix", plan, self.head_user)
        self._assert_numbered(pages)
        text = " ".join(pages)
        own = self._plan_of(self.nurse).result_ids[0].name
        self._assert_order(
            text,
            [
                "MATRIKS PERAN HASIL",
                "KONSEP",
                "PEMERINTAH KOTA SUBULUSSALAM",
                "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
                "PIMPINAN",
                *("NAMA", "Teuku Rizal", "NIP", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA"),
                *("RENCANA HASIL KERJA PIMPINAN", "INDIKATOR KINERJA DAN TARGET"),
                *("Hasil pimpinan ke-01", "Ukuran 01", "Hasil pimpinan ke-06", "Ukuran 06"),
                *("PEGAWAI", "PERAN HASIL ATAS RENCANA HASIL KERJA PIMPINAN"),
                *("1. Hasil pimpinan ke-01", "4. Hasil pimpinan ke-04"),
                *("Nurul Huda", "Siti Rahmah", "NIP 199003122015032901", "Perawat", own),
                *("5. Hasil pimpinan ke-05", "6. Hasil pimpinan ke-06"),
                *("Nurul Huda", "Siti Rahmah", own),
                *("HASIL KERJA YANG BELUM TERHUBUNG", "Nurul Huda", own),
                *("Pimpinan", "Teuku Rizal", "NIP 197906152003121903"),
            ],
        )

    def test_says_when_people_are_missing_on_it(self):
        plan = self._make_matrix(1)
        report = self.env["report.hr_asn_kinerja_report.print_role_matrix"]
        people = report._get_team(plan)[1]
        self.assertGreater(people, 1)
        for most, words in ((1, f"Hanya 1 dari {people} pegawai yang tercetak"), (people, "")):
            with patch(f"{type(report)._get_team.__module__}.MOST_PEOPLE", most):
                sheet = report._prepare_sheet(plan)
            self.assertEqual(len(sheet["rows"]), most)
            self.assertTrue(sheet["cut"].startswith(words) if words else not sheet["cut"])

    def test_a_long_result_stands_on_it_once(self):
        plan = self._make_matrix(2)
        long = "Pelayanan pasien rawat jalan sesuai standar. " * 222  # 9,990 letters
        self._plan_of(self.nurse).result_ids[0].name = f"{long}Tamat"
        pages = self._print("role_matrix", plan, self.head_user)
        text = " ".join(pages)
        self.assertEqual(text.count("Tamat"), 1)
        self._assert_order(text, ["(selengkapnya di bawah)", "HASIL KERJA SELENGKAPNYA", "Tamat"])
        self.assertLess(len(pages), 8)

    def test_only_who_may_read_the_plan_prints_it(self):
        plan = self._make_matrix(1)
        for user in (self.nurse_user, self.outsider_user):
            with self.assertRaises(AccessError):
                self._print("role_matrix", plan, user)
