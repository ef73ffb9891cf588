from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.hr_asn_kinerja.tests.objection_common import ObjectionCase

from .common import RecapCase
from .print_reading import PLAN_COLUMNS, VALUES, PrintMixin

PEOPLE = ["NAMA", "NIP", "PANGKAT/GOL. RUANG", "JABATAN", "UNIT KERJA"]
PROOF = ["REALISASI BERDASARKAN BUKTI DUKUNG", "UMPAN BALIK BERKELANJUTAN BERDASARKAN BUKTI DUKUNG"]
RATINGS = ("DI ATAS EKSPEKTASI", "SESUAI EKSPEKTASI", "DI BAWAH EKSPEKTASI", "SANGAT BAIK")


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
        self.assertNotIn("lebih dari satu jabatan", page)
        # The head reads both; once somebody else evaluates one of them, not the whole any more.
        self.assertEqual([page], self._print("distribution", achievement, self.head_user))
        self.colleague_evaluation.sudo().evaluator_user_id = self.chief_user
        for user in (self.nurse_user, self.head_user):
            with self.assertRaises(AccessError):
                self._print("distribution", achievement, user)

    def test_who_had_two_posts_counts_with_both_evaluations(self):
        """SE MenPANRB 3/2023: each predicate in the unit where it was given; the sheet says so."""
        second = self.colleague_evaluation
        second.with_user(self.head_user).action_release()
        second.sudo().employee_id = self.nurse
        achievement = self.env["asn.unit.achievement"].search(
            [("unit_id", "=", self.clinic.id), ("period_id", "=", self.half.id)]
        ) or self.env["asn.unit.achievement"].create(
            {"unit_id": self.clinic.id, "period_id": self.half.id}
        )
        (page,) = self._print("distribution", achievement, self.hr_user)
        self._assert_order(
            page,
            ["SANGAT BAIK - 1 50%", "BAIK - 1 50%", "JUMLAH 2", "2 evaluasi atas 1 orang pegawai"],
        )

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
