from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..rules import signature as signature_rules
from .common import AsnCase
from .signature_common import SignatureMixin


@tagged("post_install", "-at_install")
class TestAsnSignatureBroken(SignatureMixin, AsnCase):
    """A broken chain is found."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls._sign_everything()

    def test_changed_row_is_found(self):
        self._tamper(
            "UPDATE asn_signature SET signer_name = 'Orang lain' WHERE id = %s", self.released.id
        )
        broken = self._check().broken
        self.assertEqual((broken.sequence, broken.reason), (self.released.sequence, "seal"))
        self.assertEqual(self.released.status, "broken")

    def test_changed_text_is_found_even_with_a_new_checksum(self):
        content = self.released.content.replace('"good"', '"very_good"')
        self.assertNotEqual(content, self.released.content)
        self._tamper(
            "UPDATE asn_signature SET content = %s, content_hash = %s WHERE id = %s",
            content,
            signature_rules.digest(content),
            self.released.id,
        )
        self.assertEqual(self._check().broken.reason, "seal")

    def test_removed_rows_are_found_also_at_the_end(self):
        numbers = (self.received.sequence, self.released.sequence)
        self._tamper("DELETE FROM asn_signature WHERE sequence >= %s", numbers[0])
        self.assertEqual(self._check().broken, (numbers[0], "end"))
        self._tamper("DELETE FROM asn_signature WHERE sequence = %s", self.agreed.sequence)
        self.assertEqual(self._check().broken, (numbers[1] - 1, "missing"))

    def test_lost_head_is_found(self):
        self._tamper("DELETE FROM asn_signature_head")
        self.assertEqual(self._check().broken.reason, "end")

    def test_button_says_what_was_found(self):
        register = self.env["asn.signature"]
        for user in (self.hr_user, self.auditor_user, self.admin_asn_user):
            answer = register.with_user(user).action_check_chain()["params"]
            self.assertEqual(answer["type"], "success")
        for user in (self.nurse_user, self.head_user, self.officer_user, self.plain_user):
            with self.assertRaises(AccessError):
                register.with_user(user).action_check_chain()
        self._tamper("UPDATE asn_signature SET kind = 'x' WHERE id = %s", self.agreed.id)
        answer = register.with_user(self.auditor_user).action_check_chain()["params"]
        self.assertEqual(answer["type"], "danger")
        self.assertIn(str(self.agreed.sequence), answer["message"])

    def test_broken_chain_becomes_a_task_once(self):
        signatures = self.env["asn.signature"]
        tasks = [
            ("note", "ilike", "hr_asn_kinerja.asn_signature_action"),
            ("user_id", "in", (self.auditor_user | self.admin_asn_user).ids),
        ]
        signatures._tell(self.company.id, signature_rules.Break(7, "link"))
        signatures._tell(self.company.id, signature_rules.Break(7, "link"))
        found = self.env["mail.activity"].search(tasks)
        self.assertEqual(found.user_id, self.auditor_user | self.admin_asn_user)
        self.assertEqual(len(found), 2)
        self.assertIn("7", found[0].note)
        self.assertFalse(
            self.env["mail.activity"].search(
                [("user_id", "in", (self.nurse_user | self.hr_user).ids), tasks[0]]
            )
        )

    def test_walk_goes_on_where_it_stopped(self):
        signatures = self.env["asn.signature"]
        start = signatures._get_mark(self.company.id)
        check, is_ended = signatures._check_batch(self.company.id, start, limit=2)
        self.assertFalse(is_ended)
        signatures._keep_mark(self.company.id, check, is_ended)
        mark = signatures._get_mark(self.company.id)
        self.assertEqual((mark.sequence, mark.hash), (check.sequence, check.hash))
        check, is_ended = signatures._check_batch(self.company.id, mark, limit=2000)
        self.assertTrue(is_ended and check.is_whole)
        signatures._keep_mark(self.company.id, check, is_ended)
        self.assertEqual(signatures._get_mark(self.company.id).sequence, 0)
