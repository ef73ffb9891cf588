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
