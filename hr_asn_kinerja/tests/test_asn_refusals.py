from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AsnCase, AsnHttpCase

HIDDEN = "This is not open to you: Evaluation."
NO_CHANGE = "You may not change this: Evaluation."
NOT_FOR_A_NURSE = "This is not open to you: End of Retention."
REMEDY = "ask the performance officer of your unit or the HR office."
BACK = 'href="/odoo/my-performance"'
ODDITIES = ("Uh-oh", "asn.", "(id=", "administrator")


class TestAsnRefusals(AsnCase):
    """What is not open is said in plain words, with what to do next."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        plan = cls._agree_plan(cls.colleague)
        cls.half.with_user(cls.hr_user).action_open()
        cls.hidden = plan.evaluation_ids[:1]

    def _refuse(self, records, method, *args):
        with self.assertRaises(AccessError) as refused:
            getattr(records.with_user(self.nurse_user).with_context(lang="en_US"), method)(*args)
        return str(refused.exception)

    def _assert_plain(self, words, first):
        self.assertEqual(words.split("\n")[0], first)
        self.assertTrue(words.endswith(REMEDY), words)
        for oddity in ODDITIES:
            self.assertNotIn(oddity, words)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_a_hidden_document(self):
        self._assert_plain(self._refuse(self.hidden, "read", ["predicate"]), HIDDEN)
        self._assert_plain(self._refuse(self.hidden, "check_access", "write"), NO_CHANGE)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_what_a_role_does_not_open(self):
        words = self._refuse(self.env["asn.retention.run"], "search", [])
        self._assert_plain(words, NOT_FOR_A_NURSE)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_models_of_others_are_refused_in_the_words_of_odoo(self):
        self.assertIn("(ir.rule)", self._refuse(self.env["ir.rule"], "search", []))


@tagged("post_install", "-at_install")
class TestAsnRefusalPage(AsnHttpCase):
    """An address that is not open shows a page that leads back."""

    @mute_logger("odoo.http")
    def test_a_page_that_is_not_there(self):  # threat: E07
        self.authenticate("asn_nurse", "asn_nurse")
        answer = self.url_open("/asn/evidence/999999999")
        self.assertEqual(answer.status_code, 404)
        self.assertIn(BACK, answer.text)
        self.assertNotIn("The requested URL", answer.text)  # the server's own words
        self.assertEqual(answer.headers["Cache-Control"], "no-store")

    @mute_logger("odoo.http")
    def test_who_has_no_login_is_not_sent_to_one(self):
        answer = self.url_open("/asn/nowhere")
        self.assertEqual(answer.status_code, 404)
        self.assertNotIn(BACK, answer.text)

    @mute_logger("odoo.http")
    def test_pages_of_others_stay_theirs(self):
        self.authenticate("asn_nurse", "asn_nurse")
        answer = self.url_open("/nowhere-at-all")
        self.assertEqual(answer.status_code, 404)
        self.assertNotIn(BACK, answer.text)
