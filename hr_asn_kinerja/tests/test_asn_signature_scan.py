from base64 import b64encode

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import AsnCase
from .evidence_files import PDF, png


class TestSignatureScan(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._agree_plan(cls.nurse)
        cls.signature = cls.plan.signature_ids[0]

    def _add(self, user, content=PDF, name="skp-basah.pdf"):
        scans = self.env["asn.signature.scan"].with_user(user)
        return scans.create(
            {
                "signature_id": self.signature.id,
                "name": name,
                "upload": b64encode(content).decode(),
            }
        )

    def test_who_signed_and_the_hr_office_add_one(self):
        for level, user in enumerate((self.nurse_user, self.head_user, self.hr_user)):
            scan = self._add(user, png(level=level), "lembar.png")
            self.assertEqual((scan.user_id, scan.sudo().skp_id), (user, self.plan))
        self.assertEqual(self.signature.scan_count, 3)
        self.assertEqual(self._add(self.nurse_user), self._add(self.nurse_user), "kept once")

    def test_each_adds_so_many_as_the_region_allows(self):
        self.company.asn_evidence_max_count = 1
        self._add(self.nurse_user)
        with self.assertRaisesRegex(UserError, "At most 1 files"):
            self._add(self.nurse_user, png(), "lembar.png")
        self.assertTrue(self._add(self.nurse_user), "it is there already")
        self.assertTrue(self._add(self.hr_user, png(), "lembar.png"))

    def test_nobody_else_does(self):
        for user in (
            self.colleague_user,
            self.chief_user,
            self.officer_user,
            self.auditor_user,
            self.outsider_user,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._add(user)

    def test_a_scan_is_not_changed_and_the_office_takes_a_wrong_one_away(self):
        scan = self._add(self.nurse_user)
        for user in (self.nurse_user, self.head_user, self.hr_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                scan.with_user(user).name = "lain.pdf"
        for user in (self.nurse_user, self.head_user, self.officer_user, self.auditor_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                scan.with_user(user).unlink()
        scan.with_user(self.hr_user).unlink()
        self.assertFalse(self.signature.scan_ids)

    def test_a_page_with_a_script_is_no_scan(self):
        with self.assertRaises(ValidationError):
            self._add(self.nurse_user, b"<html><script>1</script></html>", "lembar.pdf")
        with self.assertRaises(AccessError):
            self.env["asn.signature.scan"].with_user(self.nurse_user).create(
                {"signature_id": self.signature.id, "link": "https://example.com/lembar"}
            )
