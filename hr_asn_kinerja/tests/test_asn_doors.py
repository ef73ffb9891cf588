import json
import re
import xmlrpc.client
from datetime import timedelta
from html import unescape
from unittest.mock import patch

from odoo import fields, http
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
    ("get_formview_action", [["\ud800"]], {}),
)

PERIOD = "asn.period"  # there are some
WHOLE = {
    "model": PERIOD,
    "fields": [{"name": "name", "label": "Nama", "type": "char"}],
    "ids": False,
    "domain": [],
    "import_compat": False,
}
# What no list of ours sends to be exported.
WRONG_EXPORTS = (
    "",
    "x",
    "{",
    "7",
    "[]",
    "{}",
    "[" * 100_000,
    *(
        json.dumps(call)
        for call in (
            {"model": PERIOD},
            {**WHOLE, "model": 7},
            {**WHOLE, "model": [PERIOD]},
            {**WHOLE, "model": "asn.nowhere"},
            {**WHOLE, "fields": 7},
            {**WHOLE, "fields": [7]},
            {**WHOLE, "fields": [{}]},
            {**WHOLE, "fields": [{"name": "nowhere", "label": "x", "type": "char"}]},
            {**WHOLE, "fields": [{"name": "name", "label": 7, "type": "char"}]},
            {**WHOLE, "ids": "x"},
            {**WHOLE, "ids": {"a": 1}},
            {**WHOLE, "domain": 7},
            {**WHOLE, "domain": [["nowhere", "=", 1]]},
            {**WHOLE, "context": 7},
            {**WHOLE, "groupby": 7},
            {**WHOLE, "groupby": ["nowhere"]},
        )
    ),
)
EXPORT_LOGS = (
    "odoo.http",
    "odoo.sql_db",
    "odoo.addons.web.controllers.export",
    "odoo.addons.base.models.ir_http",
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
    def test_what_would_come_back_as_it_was_sent(self):  # threat: E01 H03 H11
        """Half a character, ids that are none, a language or regions that are no such thing."""
        self.authenticate("asn_nurse", "asn_nurse")
        material = "asn.socialisation.material"
        for model, method, args, context in (
            (PERIOD, "web_read", [["\ud800"], {"id": {}}], {}),
            (PERIOD, "web_read", [["x"], {"id": {}}], {}),
            (PERIOD, "search_count", [[["name", "=", "\ud83d"]]], {}),
            (PERIOD, "web_read", [[0], {"name": {}}], {}),
            ("asn.rank", "web_save", [["x"], {"name": "x"}, {}], {}),
            ("asn.evaluation", "web_save", [[True], {"reflection": "x"}, {}], {}),
            (material, "update_field_translations", [["x"], "name", {"id_ID": "x"}], {}),
            (material, "update_field_translations", [[1], "name:x", {"id_ID": "x"}], {}),
            (material, "update_field_translations", [[1], "name", 7], {}),
            ("asn.skp", "get_my_performance", [], {"lang": ["id_ID"]}),
            ("asn.skp", "get_my_performance", [], {"lang": {"id_ID": 1}}),
            ("asn.skp", "get_my_performance", [], {"allowed_company_ids": {}}),
            ("asn.skp", "get_my_performance", [], {"allowed_company_ids": 1}),
            ("asn.skp", "get_my_performance", [], {"allowed_company_ids": [True]}),
        ):
            call = {"model": model, "method": method, "args": args, "kwargs": {"context": context}}
            answer = self._post(f"/web/dataset/call_kw/{model}/{method}", {"params": call})
            with self.subTest(model, method=method, args=args, context=context):
                data = answer.json()["error"]["data"]
                self.assertEqual(data["name"], "odoo.exceptions.UserError", data["message"])

    def test_rare_characters_are_no_halves(self):
        """Clients write them in two parts; a name may hold them."""
        self.authenticate("asn_nurse", "asn_nurse")
        call = {
            "model": PERIOD,
            "method": "search_count",
            "args": [[["name", "=", "\U0001f600"]]],
            "kwargs": {"context": {"lang": "en_US", "allowed_company_ids": self.company.ids}},
        }
        answer = self._post(f"/web/dataset/call_kw/{PERIOD}/search_count", {"params": call})
        self.assertEqual(answer.json()["result"], 0)

    @mute_logger("odoo.http", "odoo.sql_db")
    def test_wrong_messages(self):  # threat: D03 E01
        """The discussion is Odoo's; that our documents have doors of theirs there hides nothing."""
        plan = self._agree_plan(self.nurse)
        self.env.flush_all()
        self.authenticate("asn_nurse", "asn_nurse")
        for data in (
            {"body": "x", "message_type": "x"},
            {"body": "x", "message_type": "comment", "attachment_ids": ["x"]},
            {"body": "x", "message_type": "comment", "subtype_xmlid": 7},
        ):
            thread = {"thread_model": "asn.skp", "thread_id": plan.id, "post_data": data}
            answer = self._post("/mail/message/post", {"params": thread})
            with self.subTest(data=data):
                self.assertEqual(
                    answer.json()["error"]["data"]["name"], "odoo.exceptions.UserError"
                )

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

    def _export(self, data, kind="xlsx"):
        body = {"csrf_token": http.Request.csrf_token(self)}
        if data is not None:
            body["data"] = data if isinstance(data, str) else json.dumps(data)
        answer = self.url_open(f"/web/export/{kind}", data=body)
        # The web client looks for the words where Odoo puts its errors.
        told = re.search(r"<p>(\{.*\})</p>", answer.text, re.DOTALL)
        return answer, told and json.loads(unescape(told[1]))["data"]

    @mute_logger(*EXPORT_LOGS)
    def test_wrong_exports_are_refused_in_words(self):  # threat: E07 J03
        self.hr_user.group_ids += self.env.ref("base.group_allow_export")
        self.authenticate("asn_hr", "asn_hr")
        for kind in ("csv", "xlsx"):
            self.assertEqual(self._export(WHOLE, kind)[0].status_code, 200)
            for data in WRONG_EXPORTS:
                with self.subTest(kind, data=data[:80]):
                    answer, told = self._export(data, kind)
                    self.assertEqual(answer.status_code, 422)
                    self.assertEqual(told["name"], "odoo.exceptions.UserError")
            answer, _told = self._export(None, kind)
            self.assertEqual(answer.status_code, 422)

    @mute_logger(*EXPORT_LOGS)
    def test_who_may_not_export_is_told_so(self):  # threat: J03
        """A right that lacks and a hidden document are no fault of the server."""
        self.authenticate("asn_nurse", "asn_nurse")
        answer, told = self._export(WHOLE)
        self.assertEqual((answer.status_code, told["name"]), (422, "odoo.exceptions.UserError"))
        self.nurse_user.group_ids += self.env.ref("base.group_allow_export")
        self.env.flush_all()
        columns = [{"name": "employee_name", "label": "Nama", "type": "char"}]
        hidden = {"model": EVALUATION, "fields": columns, "ids": self._hidden().ids}
        answer, told = self._export({**WHOLE, **hidden})
        self.assertEqual((answer.status_code, told["name"]), (403, "odoo.exceptions.AccessError"))

    def _hidden(self):
        """An evaluation of somebody else."""
        plan = self._agree_plan(self.colleague)
        self.half.with_user(self.hr_user).action_open()
        return plan.evaluation_ids

    @mute_logger(*EXPORT_LOGS)
    def test_exports_of_others_and_faults_of_ours_stay_errors(self):
        self.hr_user.group_ids += self.env.ref("base.group_allow_export")
        self.authenticate("asn_hr", "asn_hr")
        answer, told = self._export({**WHOLE, "model": "res.partner", "fields": 7})
        self.assertEqual((answer.status_code, told["name"]), (500, "builtins.TypeError"))

        def broken(self):
            return {}["nothing"]

        with patch.object(type(self.env[EVALUATION]), "_today_of_region", broken):
            answer, told = self._export(
                {**WHOLE, "model": EVALUATION, "domain": [["is_late", "=", True]]}
            )
        self.assertEqual((answer.status_code, told["name"]), (500, "builtins.KeyError"))

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_http")
    def test_prints_that_there_are_not(self):  # threat: B09 E07
        self.authenticate("asn_nurse", "asn_nurse")
        for name in ("hr_asn_kinerja.nowhere", "hr_asn_kinerja", "hr_asn_kinerja.group_asn_admin"):
            for kind in ("html", "pdf", "text"):
                with self.subTest(name, kind=kind):
                    answer = self.url_open(f"/report/{kind}/{name}/1")
                    self.assertEqual(answer.status_code, 422)
        self.assertEqual(self.url_open("/report/html/base.nowhere/1").status_code, 500)
