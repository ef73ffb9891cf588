from datetime import datetime
from unittest.mock import patch

from odoo.tests import tagged

from .common import RecapCase
from .print_reading import PrintMixin


@tagged("post_install", "-at_install")
class TestAsnPrintsAgain(PrintMixin, RecapCase):
    """What was signed says the same when it is printed again. (threat: J09)"""

    def _rename_everything(self):
        """Correct posts from the first day on, as no new day of a post would be noticed."""
        rank = self.env["asn.rank"].search([("scheme", "=", "pns")], order="sequence", limit=1)
        for person in (self.nurse, self.head, self.chief):
            person.name = f"{person.name} Baru"
            person.version_ids.write({"job_title": "Jabatan Baru", "asn_rank_id": rank.id})
        (self.nurse | self.head | self.chief).version_ids.department_id.name = "Unit Baru"
        self.env.flush_all()
        self.env.invalidate_all()

    def test_sheets_say_the_same_after_posts_changed(self):
        evaluation = self.nurse_evaluation
        sheets = (
            ("skp", evaluation.skp_id),
            ("skp_appendix", evaluation.skp_id),
            ("evaluation", evaluation),
            ("evaluation_document", evaluation),
        )
        before = [self._print(name, document, self.hr_user) for name, document in sheets]
        self._assert_order(
            " ".join(before[3]),
            ["Siti Rahmah", "Teuku Rizal", "ATASAN PEJABAT PENILAI KINERJA", self.chief.name],
        )
        self._rename_everything()
        for (name, document), text in zip(sheets, before, strict=True):
            with self.subTest(name):
                self.assertEqual(self._print(name, document, self.hr_user), text)

    def _sign_with_others(self):
        """Sign plan and release again, with a superior's result and an achievement of the unit."""
        plan = self.nurse_evaluation.skp_id
        above = self.env["asn.skp.result"].create(
            {"skp_id": self._plan_of(self.head).id, "name": "Meningkatnya layanan puskesmas"}
        )
        plan.result_ids[0].parent_result_ids = above
        plan.company_id.city = "Subulussalam"
        values = {"unit_id": plan.unit_id.id, "period_id": self.half.id}
        achievement = self.env["asn.unit.achievement"].search(
            [(name, "=", value) for name, value in values.items()]
        ) or self.env["asn.unit.achievement"].create(values)
        achievement.write({"value": "good", "state": "set", "rationale": "Target tercapai."})
        signatures = self.env["asn.signature"]
        signatures._sign(plan, "plan_agreed")
        signatures._sign(
            self.nurse_evaluation, "evaluation_released", moment=datetime(2026, 7, 2, 3)
        )
        return above, achievement

    def test_what_belongs_to_others_stays_as_it_was_signed(self):
        above, achievement = self._sign_with_others()
        plan = self.nurse_evaluation.skp_id
        sheets = (
            ("skp", plan),
            ("evaluation", self.nurse_evaluation),
            ("evaluation_document", self.nurse_evaluation),
        )
        before = [self._print(name, document, self.hr_user) for name, document in sheets]
        self.assertIn(above.name, " ".join(before[0]))
        self._assert_order(
            " ".join(before[1]), ["CAPAIAN KINERJA ORGANISASI: BAIK", "POLA", above.name]
        )
        above.name = "Nama lain"
        achievement.value = "poor"
        plan.result_ids[1].assignment_source = "Surat lain"
        company = plan.company_id
        company.write({"name": "Pemerintah Kota Lain", "city": "Lain"})
        self.env["asn.feedback"].create(
            {
                "skp_id": plan.id,
                "employee_id": self.nurse.id,
                "company_id": company.id,
                "giver_id": self.colleague.id,
                "relation": "peer",
                "kind": "appreciation",
                "situation": "Sesudah ditetapkan.",
                "result_id": plan.result_ids[0].id,
                "date": "2026-06-30",
                "given_at": "2026-07-03 03:00:00",
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        for (name, document), text in zip(sheets, before, strict=True):
            with self.subTest(name):
                self.assertEqual(self._print(name, document, self.hr_user), text)

    def _change_guides(self):
        guides = self.env["asn.behaviour.guide"].search([])
        value = guides[0].value_id
        value.name = "Nilai Baru"
        guides[0].name = "Panduan yang baru."
        guides[0].copy({"name": "Panduan tambahan.", "sequence": 99})
        self.env.flush_all()
        self.env.invalidate_all()

    def test_guides_stay_as_they_were_signed(self):
        evaluation = self.nurse_evaluation
        sheets = (("skp", evaluation.skp_id), ("evaluation", evaluation))
        before = [self._print(name, document, self.hr_user) for name, document in sheets]
        for text in before:
            self.assertIn(
                "Berorientasi Pelayanan • Memahami dan memenuhi kebutuhan masyarakat",
                " ".join(text),
            )
        self._change_guides()
        for (name, document), text in zip(sheets, before, strict=True):
            with self.subTest(name):
                self.assertEqual(self._print(name, document, self.hr_user), text)

    def test_guides_of_what_was_not_signed_are_those_of_today(self):
        self._change_guides()
        text = " ".join(self._print("evaluation", self.officer_evaluation, self.hr_user))
        self._assert_order(text, ["Nilai Baru", "Panduan yang baru.", "Panduan tambahan."])

    def test_guides_of_signatures_of_before_are_those_of_today(self):
        def without(records, kind, found):
            for facts in found:
                facts.content["frame"].pop("guides", None)
            return found

        with patch.object(type(self.env["asn.signature"]), "_complete_frames", without):
            self.env["asn.signature"]._sign(self.nurse_evaluation, "evaluation_released")
        self._change_guides()
        text = " ".join(self._print("evaluation", self.nurse_evaluation, self.hr_user))
        self._assert_order(text, ["Nilai Baru", "Panduan yang baru."])

    def test_conversion_to_points_names_who_was_signed(self):
        self.nurse.current_version_id.asn_functional_level = "expert_first"
        evaluation = self.nurse_evaluation
        evaluation.functional_level = "expert_first"
        self.env["asn.signature"]._sign(evaluation, "evaluation_released")
        credits = self.env["asn.credit"]
        credits.sudo()._sync(evaluation)
        credit = credits.search([("employee_id", "=", self.nurse.id)])
        before = self._print("credit_conversion", credit, self.hr_user)
        post = self.nurse.current_version_id.job_title
        self._assert_order(before[0], ["Siti Rahmah", "III/b", post, "Teuku Rizal"])
        self._rename_everything()
        credit = credits.search([("employee_id", "=", self.nurse.id)])  # worked out anew
        text = self._print("credit_conversion", credit, self.hr_user)[0]
        self.assertNotIn("Baru", text)
        self._assert_order(text, ["Siti Rahmah", "III/b / -", f"{post} / -", "Teuku Rizal"])

    def test_what_was_not_signed_follows_the_posts(self):
        self._rename_everything()
        text = " ".join(self._print("evaluation", self.officer_evaluation, self.hr_user))
        self.assertIn("Jabatan Baru", text)

    def test_who_was_made_nameless_is_not_named_again(self):
        evaluation = self.nurse_evaluation
        text = " ".join(self._print("evaluation_document", evaluation, self.hr_user))
        self.assertIn(self.chief.name, text)
        self.chief.asn_anonymised_on = "2026-11-24"
        name = self.chief.name
        self.chief.name = "Pegawai 1"
        text = " ".join(self._print("evaluation_document", evaluation, self.hr_user))
        self.assertNotIn(name, text)
