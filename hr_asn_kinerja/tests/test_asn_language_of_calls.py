import json
import xmlrpc.client
from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AsnHttpCase

PLANS = "asn.skp"
LANGUAGES = ("en_US", "id_ID")
NOT_UNDERSTOOD = "Permintaan ini tidak dapat dipahami. Muat ulang halaman."
ENGLISH = {"context": {"lang": "en_US"}}
# What a call says beside its arguments -> the language of its answer.
CASES = (
    ({}, "id_ID"),
    ({"context": {}}, "id_ID"),
    ({"context": {"tz": "Asia/Jakarta"}}, "id_ID"),
    (ENGLISH, "en_US"),
)


@tagged("post_install", "-at_install")
class TestAsnLanguageOfCalls(AsnHttpCase):
    """A call on our models is answered in the language it names, else in that of its user."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.env["res.lang"]._activate_lang("id_ID")
        cls.nurse_user.lang = "id_ID"
        cls.nurse_call = (cls.env.cr.dbname, cls.nurse_user.id, "asn_nurse", PLANS)

    def _get_words(self, method, *args):
        """Return {language: the refusal of a call in it}."""
        words = {}
        for lang in LANGUAGES:
            plans = self.env[PLANS].with_user(self.nurse_user).with_context(lang=lang)
            with self.assertRaises(UserError) as refused:
                getattr(plans, method)(*args)
            words[lang] = str(refused.exception)
        self.assertNotEqual(words["en_US"], words["id_ID"])
        return words

    def _post(self, path, body, **headers):
        headers = {"Content-Type": "application/json", **headers}
        return self.url_open(path, data=json.dumps(body), headers=headers)

    def _post_xml(self, path, method, *params):
        """Return the fault that an address of XML-RPC answers with."""
        answer = self.url_open(
            path,
            data=xmlrpc.client.dumps(params, method, allow_none=True),
            headers={"Content-Type": "text/xml"},
        )
        with self.assertRaises(xmlrpc.client.Fault) as fault:
            xmlrpc.client.loads(answer.content)
        return fault.exception

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_by_session(self):
        words = self._get_words("search", 7)
        self.authenticate("asn_nurse", "asn_nurse")
        for kwargs, lang in CASES:
            call = {"model": PLANS, "method": "search", "args": [7], "kwargs": kwargs}
            answer = self._post(f"/web/dataset/call_kw/{PLANS}/search", {"params": call})
            with self.subTest(kwargs=kwargs):
                self.assertEqual(answer.json()["error"]["data"]["message"], words[lang])

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_by_key(self):
        words = self._get_words("search", 7)
        keys = self.env["res.users.apikeys"].with_user(self.nurse_user)
        # sudo: how long a key may last is set for groups
        key = keys.sudo()._generate("rpc", "trial", fields.Datetime.now() + timedelta(hours=1))
        for context, lang in CASES:
            answer = self._post(
                f"/json/2/{PLANS}/search", {"domain": 7, **context}, Authorization=f"Bearer {key}"
            )
            with self.subTest(context=context):
                self.assertEqual(answer.json()["message"], words[lang])

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.rpc.controllers.xmlrpc")
    def test_by_xml_rpc(self):
        words = self._get_words("search", 7)
        for others, lang in (*CASES, (None, "id_ID")):
            with self.subTest(others=others):
                fault = self._post_xml(
                    "/xmlrpc/2/object", "execute_kw", *self.nurse_call, "search", [7], others
                )
                self.assertEqual(fault.faultString, words[lang])
                old = self._post_xml(
                    "/xmlrpc/object", "execute_kw", *self.nurse_call, "search", [7], others
                )
                self.assertIn(words[lang], old.faultCode)
        for method, args in (("execute_kw", ("search", [7])), ("execute", ("search", 7))):
            with self.subTest(method):
                fault = self._post_xml("/xmlrpc/2/object", method, *self.nurse_call, *args)
                self.assertEqual(fault.faultString, words["id_ID"])

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.rpc.controllers.jsonrpc")
    def test_by_json_rpc(self):
        words = self._get_words("search", 7)
        for others, lang in CASES:
            call = {
                "service": "object",
                "method": "execute_kw",
                "args": [*self.nurse_call, "search", [7], others],
            }
            answer = self._post("/jsonrpc", {"params": call})
            with self.subTest(others=others):
                self.assertEqual(answer.json()["error"]["data"]["message"], words[lang])

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.rpc.controllers.xmlrpc")
    def test_what_cannot_be_understood(self):
        """It is refused outside of the call, in the same language."""
        fault = self._post_xml("/xmlrpc/2/object", "execute_kw", *self.nurse_call, "read", [])
        self.assertEqual(fault.faultCode, 2)
        self.assertEqual(
            fault.faultString, "Permintaan ini tidak dapat dipahami. Muat ulang halaman."
        )

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.rpc.controllers.xmlrpc")
    def test_who_is_not_known(self):
        """The call is not made before the password was looked at."""
        words = self._get_words("search", 7)
        database, uid = self.nurse_call[:2]
        for who in (uid, str(uid), 10**9, 0, -1, "x"):
            fault = self._post_xml(
                "/xmlrpc/2/object", "execute_kw", database, who, "wrong", PLANS, "search", [7]
            )
            with self.subTest(who=who):
                self.assertNotIn(fault.faultString, words.values())

    @mute_logger("odoo.addons.rpc.controllers.xmlrpc")
    def test_what_is_answered_stays_the_same(self):
        """Numbers, lists and what other models answer are those of before."""
        plan = self._agree_plan(self.nurse)
        self.env.flush_all()
        server = f"{self.base_url()}/xmlrpc/2/object"
        database, uid, password, _model = self.nurse_call
        for model, method, args, expected in (
            (PLANS, "search_count", [[["id", "=", plan.id]]], 1),
            (PLANS, "search", [[["id", "=", plan.id]]], [plan.id]),
            ("res.users", "search_count", [[["id", "=", uid]]], 1),
        ):
            body = xmlrpc.client.dumps((database, uid, password, model, method, args), "execute_kw")
            answer = self.url_open(server, data=body, headers={"Content-Type": "text/xml"})
            with self.subTest(model, method=method):
                self.assertEqual(xmlrpc.client.loads(answer.content)[0][0], expected)
