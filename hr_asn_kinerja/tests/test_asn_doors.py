import json
import xmlrpc.client
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import AsnHttpCase

EVALUATION = "asn.evaluation"
# (method, positional arguments, others): what no screen of ours sends
WRONG_CALLS = (
    ("search", [7], {}),
    ("search", [[["nowhere", "=", 1]]], {}),
    ("search", [[["id", "in", "x"]]], {}),
    ("search", [[["period_id", ">", [1]]]], {}),
    ("search", [[["display_name", "ilike", "\ud800"]]], {}),
    ("search", [[]], {"limit": -1}),
    ("search", [[]], {"offset": "x"}),
    ("search", [[]], {"order": "nowhere"}),
    ("search", [[]], {"order": {"id": 1}}),
    ("search", [[]], {"context": 7}),
    ("search", [], {}),
    ("read", [], {}),
    ("read", [1.5, ["id"]], {}),
    ("read", [[["x"]], ["id"]], {}),
    ("read", [[], 7], {"nowhere": 1}),
    ("web_search_read", [[], 7], {}),
    ("formatted_read_group", [[], ["create_date:near"], ["__count"]], {}),
    ("formatted_read_group", [[], [], ["create_date:sum"]], {}),
    ("name_search", ["x", "x"], {}),
    ("get_views", [[["x", "form"]]], {}),
    ("create", ["x"], {}),
    ("create", [None], {}),
    ("action_nowhere", [[]], {}),
)


@tagged("post_install", "-at_install")
class TestAsnDoors(AsnHttpCase):
    """By session, by key and by XML-RPC: what cannot be understood is refused in words."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)

    def _post(self, path, body, **headers):
        headers = {"Content-Type": "application/json", **headers}
        return self.url_open(path, data=json.dumps(body), headers=headers)

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_wrong_calls_by_session(self):  # threat: E01 E09 H11
        self.authenticate("asn_nurse", "asn_nurse")
        for method, args, kwargs in WRONG_CALLS:
            call = {"model": EVALUATION, "method": method, "args": args, "kwargs": kwargs}
            answer = self._post(f"/web/dataset/call_kw/{EVALUATION}/{method}", {"params": call})
            with self.subTest(method, args=args, kwargs=kwargs):
                data = answer.json()["error"]["data"]
                self.assertEqual(data["name"], "odoo.exceptions.UserError", data["message"])

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_wrong_calls_by_key(self):  # threat: E01 F03
        """A key opens what the session of its owner opens, and refuses alike."""
        keys = self.env["res.users.apikeys"].with_user(self.nurse_user)
        # sudo: how long a key may last is set for groups
        key = keys.sudo()._generate("rpc", "trial", fields.Datetime.now() + timedelta(hours=1))
        for method, body in (
            ("search", {"domain": 7}),
            ("search", {"domain": [], "order": "nowhere"}),
            ("search", {"domain": [], "context": 7}),
            ("read", {"ids": {"a": 1}}),
            ("web_read", {"ids": [1], "specification": 7}),
            ("create", {"vals_list": "x"}),
        ):
            with self.subTest(method, body=body):
                answer = self._post(
                    f"/json/2/{EVALUATION}/{method}", body, Authorization=f"Bearer {key}"
                )
                self.assertEqual(answer.status_code, 422, answer.text)
                self.assertEqual(answer.json()["name"], "odoo.exceptions.UserError")

    @mute_logger("odoo.http", "odoo.sql_db", "odoo.addons.rpc.controllers.xmlrpc")
    def test_wrong_calls_by_xml_rpc(self):  # threat: E01
        nurse = (self.env.cr.dbname, self.nurse_user.id, "asn_nurse", EVALUATION)
        for method, args in (("search", [7]), ("read", []), ("read", [[1], ["nowhere"]])):
            for path, code in (("/xmlrpc/2/object", 2), ("/xmlrpc/object", "warning -- UserError")):
                body = xmlrpc.client.dumps((*nurse, method, args), "execute_kw")
                answer = self.url_open(path, data=body, headers={"Content-Type": "text/xml"})
                with (
                    self.subTest(path, method=method),
                    self.assertRaises(xmlrpc.client.Fault) as fault,
                ):
                    xmlrpc.client.loads(answer.content)
                found = fault.exception.faultCode
                self.assertEqual(found.split("\n")[0] if isinstance(code, str) else found, code)

    @mute_logger("odoo.http")
    def test_a_fault_of_ours_is_not_hidden(self):
        """What goes wrong in a method of ours stays an error with its trace."""
        self.authenticate("asn_nurse", "asn_nurse")
        call = {"model": EVALUATION, "method": "search", "args": [[["is_late", "=", True]]]}

        def broken(self):
            return {}["nothing"]

        with patch.object(type(self.env[EVALUATION]), "_today_of_region", broken):
            answer = self._post(
                f"/web/dataset/call_kw/{EVALUATION}/search", {"params": {**call, "kwargs": {}}}
            )
        self.assertEqual(answer.json()["error"]["data"]["name"], "builtins.KeyError")

    def test_a_search_hides_no_fault_of_ours(self):
        """Only what the domain itself is wrong in is refused in words."""
        evaluations = self.env[EVALUATION].with_user(self.nurse_user)

        def broken(self, operator, value):
            raise ValueError("ours")

        with (
            patch.object(type(evaluations), "_search_is_late", broken),
            self.assertRaisesRegex(ValueError, "ours"),
        ):
            evaluations.search([("is_late", "=", True)])
        with self.assertRaises(UserError):
            evaluations.search([("nowhere", "=", True)])
