from lxml.html import fromstring

from odoo.exceptions import AccessError

from .revision_common import NEW_TARGET, RevisionCase


class TestComparison(RevisionCase):
    def setUp(self):
        super().setUp()
        self._reopen(self.second_half)
        self.patients.with_user(self.nurse_user).target_value = NEW_TARGET
        self.on_time.result_id.with_user(self.nurse_user).unlink()
        self.env["asn.skp.result"].with_user(self.nurse_user).create(
            {
                "skp_id": self.plan.id,
                "name": "Terwujudnya <b>layanan</b> ramah",
                "indicator_ids": [(0, 0, {"name": "Nilai SKM", "target_value": 88.31})],
            }
        )

    def _words(self, html):
        texts = (" ".join(text.split()) for text in fromstring(str(html)).itertext())
        return " ".join(text for text in texts if text)

    def test_evaluator_sees_what_is_new_before_agreeing(self):
        self.plan.with_user(self.nurse_user).action_propose()
        html = self.plan.with_user(self.head_user).change_html
        words = self._words(html)
        self.assertIn("－ 3,600 pasien → 4,000 pasien", words)
        self.assertIn("＋ Added Work result Terwujudnya <b>layanan</b> ramah", words)
        self.assertIn("Indicator Nilai SKM: 88.31", words)
        self.assertIn("－ Removed Work result Meningkatnya ketepatan waktu pelayanan", words)
        self.assertIn("Why: Perjanjian kinerja berubah", words)
        self.assertNotIn("<b>layanan</b>", str(html))  # values are text, never markup
        self.assertNotIn("Nothing differs", words)

    def test_unchanged_draft_says_so(self):
        self.plan.with_user(self.head_user).action_keep_agreed()
        self._reopen()
        self.assertIn("Nothing differs.", self._words(self.plan.change_html))

    def test_two_versions_in_the_dialog(self):
        self._agree_again()
        action = self.plan.with_user(self.auditor_user).action_compare_versions()
        dialog = (
            self.env["asn.skp.compare"]
            .with_user(self.auditor_user)
            .with_context(**action["context"])
            .create({})
        )
        self.assertEqual((dialog.old_id.number, dialog.new_id.number), (1, 2))
        words = self._words(dialog.comparison)
        self.assertIn("Version 1", words)
        self.assertIn("Version 2", words)
        self.assertIn("－ 3,600 pasien → 4,000 pasien", words)
        dialog.new_id, dialog.old_id = dialog.old_id, dialog.new_id
        self.assertIn("－ 4,000 pasien → 3,600 pasien", self._words(dialog.comparison))

    def test_version_tells_its_own_changes(self):
        self._agree_again()
        second, first = self.plan.with_user(self.nurse_user).revision_ids
        self.assertIn("3,600 pasien → 4,000 pasien", self._words(second.changes_html))
        words = self._words(first.changes_html)
        self.assertIn("Indicator Jumlah pasien dilayani: 3,600 pasien", words)
        self.assertNotIn("Removed", words)

    def test_dialog_shows_nothing_of_a_hidden_plan(self):
        version = self.plan.revision_ids
        compare = self.env["asn.skp.compare"].with_user(self.outsider_user)
        with self.assertRaises(AccessError):
            compare.create({"skp_id": self.plan.id, "old_id": version.id}).read(["comparison"])
        with self.assertRaises(AccessError):
            compare.onchange(
                {"skp_id": self.plan.id, "old_id": version.id},
                ["old_id"],
                {"comparison": {}, "old_id": {"fields": {"display_name": {}}}},
            )
