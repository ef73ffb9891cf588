from odoo import Command
from odoo.tests import tagged

from .common import RecapCase
from .print_reading import PLAN_COLUMNS, VALUES, PrintMixin

LONG = "Pelayanan pasien rawat jalan sesuai standar. " * 222  # 9,990 letters


@tagged("post_install", "-at_install")
class TestAsnPrintsPlan(PrintMixin, RecapCase):
    """The plan and its appendices, as the annex prints them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.city = "Subulussalam"

    def _fill(self, results, **values):
        plan = self._plan_of(self.head)
        plan.with_user(self.head_user).write(
            {"result_ids": [Command.create(result) for result in results], **values}
        )
        return plan

    def _make_indicators(self, count):
        return [
            Command.create({"name": f"Indikator ke-{n:03}", "unit": "berkas", "target_value": n})
            for n in range(1, count + 1)
        ]

    def test_agreed_plan_follows_the_form(self):
        plan = self._plan_of(self.nurse)
        pages = self._print("skp", plan, self.nurse_user)
        self._assert_order(
            " ".join(pages),
            [
                "SASARAN KINERJA PEGAWAI",
                "PENDEKATAN HASIL KERJA KUANTITATIF",
                "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
                "PEMERINTAH KOTA SUBULUSSALAM",
                "PERIODE PENILAIAN: 1 JANUARI SD 31 DESEMBER TAHUN 2026",
                "PEGAWAI YANG DINILAI",
                "PEJABAT PENILAI KINERJA",
                "NAMA",
                "Siti Rahmah",
                "Teuku Rizal",
                "NIP",
                "199003122015032901",
                "197906152003121903",
                "PANGKAT/GOL. RUANG",
                "Penata Muda Tingkat I / III/b",
                "JABATAN",
                "Perawat Ahli Pertama",
                "UNIT KERJA",
                "Puskesmas Penanggalan",
                *PLAN_COLUMNS,
                "A. UTAMA",
                "Terlayaninya pasien rawat jalan sesuai standar",
                "Kuantitas",
                "Jumlah pasien dilayani",
                "3.600 pasien",
                "Waktu",
                "90 %",
                "B. TAMBAHAN",
                "PERILAKU KERJA",
                *VALUES,
                "Pegawai yang Dinilai",
                "Siti Rahmah",
                "Subulussalam, 24 November 2026",
                "Pejabat Penilai Kinerja",
                "Ditandatangani secara elektronik oleh Teuku Rizal, 24 November 2026 pukul 12.00",
                "Teuku Rizal",
                "NIP 197906152003121903",
            ],
        )
        self._assert_numbered(pages)
        self.assertNotIn("KONSEP", " ".join(pages))
        signature = plan.signature_ids
        self.assertIn(f"Kode: {signature.code}", pages[-1])
        self.assertEqual(self._count_pictures(), 1)

    def test_nothing_depends_on_the_language_of_the_reader(self):
        plan = self._plan_of(self.nurse)
        self.env["res.lang"]._activate_lang("en_US")
        self.nurse_user.lang = "en_US"
        english = self._print("skp", plan, self.nurse_user)
        self.env["res.lang"]._activate_lang("id_ID")
        self.nurse_user.lang = "id_ID"
        self.assertEqual(english, self._print("skp", plan, self.nurse_user))

    def test_plan_of_a_leader_has_perspectives(self):
        plan = self._plan_of(self.chief)
        plan.with_user(self.chief_user).write(
            {
                "result_ids": [
                    Command.create(
                        {
                            "name": "Meningkatnya derajat kesehatan",
                            "perspective": "service",
                            "indicator_ids": self._make_indicators(1),
                        }
                    )
                ]
            }
        )
        text = " ".join(self._print("skp", plan, self.chief_user))
        self._assert_order(
            text,
            [
                "BAGI PEJABAT PIMPINAN TINGGI DAN PIMPINAN UNIT KERJA MANDIRI",
                "KONSEP",
                "RENCANA HASIL KERJA",
                "INDIKATOR KINERJA INDIVIDU",
                "TARGET",
                "PERSPEKTIF",
                "Meningkatnya derajat kesehatan",
                "Indikator ke-001",
                "Penerima Layanan",
            ],
        )
        self.assertNotIn("ASPEK", text)
        self.assertNotIn("DIINTERVENSI", text)
        self.assertNotIn("Kode:", text)

    def test_qualitative_plan_lists_what_success_means(self):
        plan = self._fill(
            [
                {
                    "name": "Terwujudnya puskesmas terakreditasi",
                    "indicator_ids": [*self._make_indicators(2)],
                },
                {
                    "name": "Tersusunnya laporan vaksinasi",
                    "kind": "additional",
                    "assignment_source": "Kepala Dinas, surat tugas 12/2026",
                    "indicator_ids": self._make_indicators(1),
                },
            ],
            approach="qualitative",
        )
        text = " ".join(self._print("skp", plan, self.head_user))
        self._assert_order(
            text,
            [
                "PENDEKATAN HASIL KERJA KUALITATIF",
                "A. UTAMA",
                "Terwujudnya puskesmas terakreditasi",
                "Ukuran keberhasilan/Indikator Kinerja Individu, dan Target:",
                "Indikator ke-001: 1 berkas",
                "Indikator ke-002: 2 berkas",
                "B. TAMBAHAN",
                "Tersusunnya laporan vaksinasi",
                "(Penugasan dari: Kepala Dinas, surat tugas 12/2026)",
            ],
        )
        self.assertNotIn("ASPEK", text)

    def test_forty_indicators_and_a_long_text_stay_readable(self):
        plan = self._fill(
            [
                {"name": "Hasil pertama", "indicator_ids": self._make_indicators(40)},
                {"name": LONG, "indicator_ids": self._make_indicators(2)},
            ]
        )
        pages = self._print("skp", plan, self.head_user)
        self._assert_numbered(pages)
        text = " ".join(pages)
        self._assert_order(text, [f"Indikator ke-{n:03}" for n in range(1, 41)])
        # In full across the table, and its first 120 letters again beside the indicators.
        self.assertEqual(text.count("Pelayanan pasien rawat jalan sesuai standar."), 222 + 2)
        with_results = [page for page in pages if "Indikator ke-" in page]
        self.assertGreater(len(with_results), 2)
        for page in with_results:
            self._assert_order(page, PLAN_COLUMNS)
        self.assertLess(len(pages), 14)
        # The signatures stand together, with a part of the document above them.
        self._assert_order(pages[-1], ["Kolaboratif", "Pegawai yang Dinilai", "Teuku Rizal"])

    def test_appendices_are_numbered_lists(self):
        kinds = ("resource", "accountability", "consequence")
        plan = self._fill(
            [],
            appendix_ids=[
                Command.create({"kind": kind, "name": f"Butir {kind} {n}"})
                for kind in kinds
                for n in (1, 2)
            ],
        )
        pages = self._print("skp_appendix", plan, self.head_user)
        self._assert_order(
            " ".join(pages),
            [
                "LAMPIRAN SASARAN KINERJA PEGAWAI",
                "PEGAWAI YANG DINILAI",
                "DUKUNGAN SUMBER DAYA",
                "1 Butir resource 1",
                "2 Butir resource 2",
                "SKEMA PERTANGGUNGJAWABAN",
                "1 Butir accountability 1",
                "KONSEKUENSI",
                "2 Butir consequence 2",
                "Pegawai yang Dinilai",
                "Pejabat Penilai Kinerja",
            ],
        )
        self.assertEqual(len(pages), 1)

    def test_texts_of_people_are_printed_as_they_stand(self):
        odd = "<b>tebal</b> & <img src='http://127.0.0.1:9/x'> =1+1 \u202eterbalik\u202c 😀"
        plan = self._fill([{"name": odd, "indicator_ids": self._make_indicators(1)}])
        text = " ".join(self._print("skp", plan, self.head_user))
        plain = "<b>tebal</b> & <img src='http://127.0.0.1:9/x'> =1+1".replace(" ", "")
        self.assertIn(plain, text.replace(" ", ""))
        self.assertEqual(self._count_pictures(), 0)
