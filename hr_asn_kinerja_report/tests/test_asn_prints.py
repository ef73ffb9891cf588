from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.hr_asn_kinerja.tests.objection_common import ObjectionCase

from .common import RecapCase
from .print_reading import PrintMixin

PEOPLE = ["NAMA", "NIP", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA"]
# PermenPANRB 6/2022, annex: the columns of the forms.
PLAN_COLUMNS = [
    "HASIL KERJA",
    "RENCANA HASIL KERJA PIMPINAN YANG DIINTERVENSI",
    "RENCANA HASIL KERJA",
    "ASPEK",
    "INDIKATOR KINERJA INDIVIDU",
    "TARGET",
]
PROOF = ["REALISASI BERDASARKAN BUKTI DUKUNG", "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"]
VALUES = [
    "Berorientasi Pelayanan",
    "Akuntabel",
    "Kompeten",
    "Harmonis",
    "Loyal",
    "Adaptif",
    "Kolaboratif",
]
RATINGS = ("DI ATAS EKSPEKTASI", "SESUAI EKSPEKTASI", "DI BAWAH EKSPEKTASI", "SANGAT BAIK")
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


@tagged("post_install", "-at_install")
class TestAsnPrintsEvaluation(PrintMixin, RecapCase):
    """The evaluation of a period: everything after the release, no rating before."""

    def test_released_evaluation_follows_the_form(self):
        pages = self._print("evaluation", self.nurse_evaluation, self.nurse_user)
        self._assert_order(
            " ".join(pages),
            [
                "EVALUASI KINERJA PEGAWAI",
                "PENDEKATAN HASIL KERJA KUANTITATIF",
                "BAGI PEJABAT ADMINISTRASI DAN PEJABAT FUNGSIONAL",
                "PERIODE: SEMESTER I",
                "PERIODE PENILAIAN: 1 JANUARI SD 30 JUNI TAHUN 2026",
                "PEGAWAI YANG DINILAI",
                "PEJABAT PENILAI KINERJA",
                "CAPAIAN KINERJA ORGANISASI:",
                "POLA DISTRIBUSI:",
                *PLAN_COLUMNS,
                *PROOF,
                "A. UTAMA",
                "Jumlah pasien dilayani",
                "1.800 pasien",
                "1.620 pasien",
                "Capaian 90%",
                "RATING HASIL KERJA: SESUAI EKSPEKTASI",
                "PERILAKU KERJA",
                *VALUES,
                "RATING PERILAKU KERJA: DI ATAS EKSPEKTASI",
                "PREDIKAT KINERJA PEGAWAI: BAIK",
                "Pejabat Penilai Kinerja",
            ],
        )
        self._assert_numbered(pages)
        self.assertEqual(self._count_pictures(), 1)

    def test_achievement_of_the_unit_draws_its_pattern(self):
        values = {"unit_id": self.clinic.id, "period_id": self.half.id, "value": "good"}
        achievement = self.env["asn.unit.achievement"].search(
            [("unit_id", "=", self.clinic.id), ("period_id", "=", self.half.id)]
        ) or self.env["asn.unit.achievement"].create(values)
        achievement.write({"value": "good", "state": "set", "rationale": "Target tercapai."})
        text = " ".join(self._print("evaluation", self.nurse_evaluation, self.nurse_user))
        axis = ["Sangat Kurang", "Kurang/Misconduct", "Butuh Perbaikan", "Baik", "Sangat Baik"]
        self._assert_order(text, ["CAPAIAN KINERJA ORGANISASI: BAIK", "POLA DISTRIBUSI:", *axis])
        self.assertNotIn("ISTIMEWA", text)
        # The nurse is released as good; the colleague is not released.
        (page,) = self._print("distribution", achievement, self.hr_user)
        self._assert_order(
            page,
            [
                "PENETAPAN CAPAIAN KINERJA ORGANISASI",
                "DAN DISTRIBUSI PREDIKAT KINERJA PEGAWAI",
                "UNIT KERJA Puskesmas Penanggalan",
                "CAPAIAN KINERJA ORGANISASI BAIK",
                "DASAR PENETAPAN Target tercapai.",
                "POLA DISTRIBUSI:",
                "SANGAT BAIK - 0 0%",
                "BAIK paling banyak 0 orang 1 100%",
                "BUTUH PERBAIKAN paling sedikit 1 orang (bersama) 0 0%",
                "JUMLAH 1",
                "belum ditetapkan: 1 orang",
            ],
        )
        for user in (self.nurse_user, self.head_user):
            with self.assertRaises(AccessError):
                self._print("distribution", achievement, user)

    def test_no_rating_is_printed_before_the_release(self):
        """Rated, but not released; whoever prints, the paper holds no rating."""
        self.colleague_evaluation.behaviour_ids[0].feedback = "RAHASIA"
        for user in (self.colleague_user, self.head_user, self.hr_user):
            for name in ("evaluation", "evaluation_document"):
                with self.subTest(user=user.login, name=name):
                    text = " ".join(self._print(name, self.colleague_evaluation, user))
                    self.assertIn("KONSEP – HASIL EVALUASI BELUM DITETAPKAN", text)
                    self.assertIn("Nurul Huda", text)
                    for word in (*RATINGS, "RAHASIA", "Hasil sesuai bukti dukung", "Kode:"):
                        self.assertNotIn(word, text)

    def test_private_feedback_is_on_no_sheet(self):
        values = {
            "skp_id": self.nurse_evaluation.skp_id.id,
            "employee_id": self.nurse.id,
            "company_id": self.company.id,
            "giver_id": self.head.id,
            "giver_name": "Teuku Rizal",
            "giver_user_id": self.head_user.id,
            "relation": "superior",
            "kind": "appreciation",
            "result_id": self.nurse_evaluation.line_ids[0].result_id.id,
            "date": "2026-03-20",
            "given_at": "2026-03-20 03:00:00",
        }
        self.env["asn.feedback"].create(
            [
                {**values, "situation": "Antrean cepat selesai.", "visibility": "open"},
                {**values, "situation": "HANYA UNTUK PENILAI", "visibility": "private"},
            ]
        )
        for user in (self.nurse_user, self.head_user):
            text = " ".join(self._print("evaluation", self.nurse_evaluation, user))
            self.assertIn("Antrean cepat selesai. (Atasan, 20 Maret 2026)", text)
            self.assertNotIn("HANYA UNTUK PENILAI", text)

    def test_each_person_has_pages_of_his_or_her_own(self):
        both = self.nurse_evaluation | self.colleague_evaluation
        pages = self._print("evaluation_document", both, self.head_user)
        self.assertEqual(len(pages), 2)
        for page, name in zip(pages, ("Siti Rahmah", "Nurul Huda"), strict=True):
            self._assert_order(page, ["DOKUMEN EVALUASI KINERJA PEGAWAI", name])
            self.assertIn("Halaman 1 dari 1", page)

    def test_hidden_documents_refuse_the_whole(self):
        both = self.nurse_evaluation | self.colleague_evaluation
        with self.assertRaises(AccessError):
            self._print("evaluation", both, self.colleague_user)
        with self.assertRaises(AccessError):
            self._print("evaluation_document", self.nurse_evaluation, self.outsider_user)
        gone = self.nurse_evaluation.browse(2**31 - 1)
        with self.assertRaises(AccessError):
            self._print("evaluation", self.nurse_evaluation | gone, self.hr_user)
        with self.assertRaises(UserError):
            self._print("evaluation", gone.browse(), self.hr_user)
        with self.assertRaises(UserError):
            self._print("evaluation", gone.browse(range(1, 102)), self.hr_user)


@tagged("post_install", "-at_install")
class TestAsnPrintsObjection(PrintMixin, ObjectionCase):
    """Rows 6 to 8 of the document: objection, explanation, decision."""

    TITLES = [
        "DOKUMEN EVALUASI KINERJA PEGAWAI",
        "PERIODE: SEMESTER I",
        "PERIODE PENILAIAN: 1 JANUARI SD 30 JUNI TAHUN 2026",
        "1 PEGAWAI YANG DINILAI",
        *PEOPLE,
        "2 PEJABAT PENILAI KINERJA",
        *PEOPLE,
        "3 ATASAN PEJABAT PENILAI KINERJA",
        *PEOPLE,
        "4 EVALUASI KINERJA",
        "CAPAIAN KINERJA ORGANISASI",
        "PREDIKAT KINERJA PEGAWAI BUTUH PERBAIKAN",
        "5 CATATAN/REKOMENDASI",
        "6 KEBERATAN",
        "7 PENJELASAN PEJABAT PENILAI KINERJA ATAS KEBERATAN",
        "8 KEPUTUSAN DAN/ATAU REKOMENDASI ATASAN PEJABAT PENILAI KINERJA",
        "Pegawai yang Dinilai",
        "Pejabat Penilai Kinerja",
    ]

    def test_document_without_objection(self):
        pages = self._print("evaluation_document", self.evaluation, self.nurse_user)
        self.assertEqual(len(pages), 1)
        self._assert_order(pages[0], self.TITLES)
        self._assert_order(pages[0], ["Siti Rahmah", "Teuku Rizal", "Cut Meutia"])
        self.assertNotIn("Atasan Pejabat Penilai Kinerja,", pages[0])

    @freeze_time("2026-03-10 03:00:00")
    def test_draft_of_an_objection_is_on_no_sheet(self):
        self._begin()
        for user in (self.nurse_user, self.head_user):
            text = self._print("evaluation_document", self.evaluation, user)[0]
            self.assertNotIn("Target tercapai", text)

    @freeze_time("2026-03-10 03:00:00")
    def test_decided_objection_stands_in_its_rows(self):
        objection = self._file()
        self._explain(objection)
        self._decide(objection, "keep")
        for user in (self.nurse_user, self.head_user, self.chief_user):
            pages = self._print("evaluation_document", self.evaluation, user)
            self._assert_order(
                pages[0],
                [
                    *self.TITLES[:-5],
                    "KEBERATAN",
                    "Target tercapai, bukti ada di log.",
                    "PENJELASAN",
                    "Sebagian bukti belum lengkap.",
                    "KEPUTUSAN",
                    "Hasil evaluasi tetap.",
                    "Kedua pihak sudah didengar.",
                    "Atasan Pejabat Penilai Kinerja,",
                    "Cut Meutia",
                ],
            )
            self.assertEqual(len(pages), 1)
