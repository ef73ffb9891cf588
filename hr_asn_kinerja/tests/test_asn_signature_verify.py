import json

from freezegun import freeze_time

from odoo.tests import tagged

from ..controllers import verify
from .common import AsnHttpCase
from .objection_common import ObjectionCase
from .signature_common import SignatureMixin


@tagged("post_install", "-at_install")
class TestAsnSignatureVerify(SignatureMixin, AsnHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls._sign_everything()

    def setUp(self):
        super().setUp()
        verify.guesses.places.clear()
        self.addCleanup(verify.guesses.places.clear)

    def _open(self, token):
        return self.url_open(f"/asn/verify/{token}")

    def test_genuine_page_shows_no_more_than_it_must(self):
        answer = self._open(self.released.sudo().token)
        self.assertEqual(answer.status_code, 200)
        text = answer.text
        for shown in ("Asli dan tidak berubah", "S. R.", self.released.code, self.half.name):
            self.assertIn(shown, text)
        for hidden in (
            self.nurse.name,
            "Rahmah",
            self.head.name,
            self.nurse.asn_nip,
            self.head.asn_nip,
            "Baik",
            "good",
            "meets",
            "pelatihan",
            self.released.sudo().token,
        ):
            self.assertNotIn(hidden, text)
        headers = answer.headers
        self.assertEqual(headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertIn("noindex", headers["X-Robots-Tag"])
        self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
        self.assertNotIn("Set-Cookie", headers)

    def test_wrong_tokens_all_get_the_same_page(self):
        token = self.released.sudo().token
        bodies = set()
        for wrong in (
            "",
            "x",
            token[:-1],
            token + "x",
            f"{token}/x",
            token.swapcase(),
            "a" * 5000,
            str(self.released.id),
            "%00",
            "%F0%9F%98%80",
            "' OR 1=1 --",
        ):
            answer = self._open(wrong)
            self.assertEqual(answer.status_code, 404, wrong)
            bodies.add(answer.text)
        self.assertEqual(len(bodies), 1)
        self.assertIn("Dokumen tidak ditemukan", bodies.pop())

    def test_guessing_is_slowed_down(self):
        for _number in range(verify.WRONG_AT_MOST):
            self.assertEqual(self._open("salah").status_code, 404)
        answer = self._open("salah")
        self.assertEqual((answer.status_code, answer.headers["Retry-After"]), (429, "60"))
        self.assertEqual(self._open(self.released.sudo().token).status_code, 200)

    def test_replaced_and_broken_are_told(self):
        self.evaluation.with_user(self.hr_user).action_reopen("Salah pilih.")
        self.assertIn("sudah digantikan", self._open(self.released.sudo().token).text)
        self._tamper(
            "UPDATE asn_signature SET employee_name = 'Orang Lain' WHERE id = %s", self.agreed.id
        )
        self.assertIn("Tidak sah", self._open(self.agreed.sudo().token).text)


@tagged("post_install", "-at_install")
class TestAsnSignatureObjection(ObjectionCase):
    def _signatures(self):
        found = self.evaluation.signature_ids.sorted("sequence")
        found.invalidate_recordset()
        return [(one.kind, one.signer_role, one.status) for one in found]

    @freeze_time("2026-03-10 03:00:00")
    def test_kept_result_stays_as_it_was_signed(self):
        objection = self._file()
        self._explain(objection)
        self._decide(objection, "keep")
        self.assertEqual(
            self._signatures(),
            [
                ("evaluation_released", "evaluator", "genuine"),
                ("objection_decided", "superior", "genuine"),
            ],
        )
        content = json.loads(self.evaluation.signature_ids.sorted("sequence")[-1].content)
        self.assertEqual(content["body"]["decision"], "Kedua pihak sudah didengar.")
        self.assertEqual(content["body"]["explanation"], "Sebagian bukti belum lengkap.")
        self.assertEqual(content["body"]["reason_results"], "Target tercapai, bukti ada di log.")
        self.assertEqual(content["record"], objection.id)

    @freeze_time("2026-03-10 03:00:00")
    def test_changed_result_is_signed_anew_by_who_decided(self):
        objection = self._file()
        self._explain(objection)
        self._decide(objection, "change", draft_result_rating="meets")
        self.assertEqual(
            self._signatures(),
            [
                ("evaluation_released", "evaluator", "replaced"),
                ("objection_decided", "superior", "genuine"),
                ("evaluation_released", "superior", "genuine"),
            ],
        )
        last = self.evaluation.signature_ids.sorted("sequence")[-1]
        self.assertEqual(json.loads(last.content)["body"]["ratings"]["predicate"], "good")
        self.assertEqual(last.date, objection.sudo().date_decided)
        self.assertTrue(self.env["asn.signature"]._check_chain(self.company.id).is_whole)
