import json
from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import AsnCase, AsnHttpCase


@tagged("post_install", "-at_install")
class TestAsnLife(AsnHttpCase):
    """People leave, are replaced, get another password: access follows, with open sessions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.half.with_user(cls.hr_user).action_open()
        cls.plan = cls._agree_plan(cls.nurse)
        cls.evaluation = cls.plan.evaluation_ids
        cls.env.flush_all()

    def _call(self, model, method, *args):
        """Call a method with the session that is open; return the answer's JSON."""
        answer = self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps(
                {"params": {"model": model, "method": method, "args": args, "kwargs": {}}}
            ),
            headers={"Content-Type": "application/json"},
        )
        return answer.json()

    def _is_read(self, record):
        return "result" in self._call(record._name, "read", record.ids, ["state"])

    def _read_by_key(self, key):
        return self.url_open(
            "/json/2/asn.skp/search_count",
            data=json.dumps({"domain": []}),
            headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"},
        )

    def _make_key(self, user):
        keys = self.env["res.users.apikeys"].with_user(user)
        return keys._generate(None, "Uji", datetime.now() + timedelta(days=1))

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_http")
    def test_a_replaced_evaluator_has_nothing_left(self):
        """Old addresses included. (threat: F01)"""
        self.authenticate("asn_head", "asn_head")
        self.assertTrue(self._is_read(self.plan) and self._is_read(self.evaluation))
        self.plan.with_user(self.officer_user).write({"evaluator_id": self.outsider.id})
        self.env.flush_all()
        for record in (
            self.plan,
            self.evaluation,
            self.plan.result_ids,
            self.plan.result_ids.indicator_ids,
            self.evaluation.line_ids,
        ):
            self.assertFalse(self._is_read(record), record._name)
        for model in ("asn.skp", "asn.evaluation"):
            found = self._call(model, "search_count", [["employee_id", "=", self.nurse.id]])
            self.assertEqual(found["result"], 0)
        for method, args in (("action_rate", ()), ("action_send_back", ("Alasan",))):
            answer = self._call("asn.evaluation", method, self.evaluation.ids, *args)
            self.assertIn("error", answer)
        for address in (
            f"/odoo/asn.evaluation/{self.evaluation.id}",
            f"/web/image/asn.evaluation/{self.evaluation.id}/display_name",
            f"/report/html/hr_asn_kinerja_report.print_skp/{self.plan.id}",
        ):
            self.assertNotIn("Siti Rahmah", self.url_open(address).text, address)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_http")
    def test_an_archived_login_is_out_and_the_work_goes_on(self):
        """(threat: F03)"""
        key = self._make_key(self.nurse_user)
        self._log(self.plan.result_ids.indicator_ids[0], 1800)
        self.evaluation.reflection = "Selesai."
        self.evaluation.with_user(self.nurse_user).action_submit()
        self.authenticate("asn_nurse", "asn_nurse")
        self.assertTrue(self._is_read(self.plan))
        self.assertEqual(self._read_by_key(key).status_code, 200)
        self.env["hr.departure.wizard"].create(
            {
                "employee_ids": [Command.set(self.nurse.ids)],
                "departure_date": "2026-11-24",
                "departure_description": "Pensiun",
            }
        ).action_register_departure()
        self.nurse.action_archive()
        self.nurse_user.action_archive()
        self.env.flush_all()
        self.assertFalse(self._is_read(self.plan))
        self.assertEqual(self._read_by_key(key).status_code, 401)
        # The chain finishes, and the record stays where it was.
        self._rate(self.evaluation, "meets", "meets")
        self.evaluation.with_user(self.head_user).action_release()
        self.assertEqual(self.evaluation.predicate, "good")
        found = self.env["asn.evaluation"].with_user(self.hr_user)
        domain = [("period_id", "=", self.half.id), ("predicate", "!=", False)]
        self.assertEqual(found.search(domain), self.evaluation)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_http")
    def test_another_password_ends_sessions_and_a_revoked_key_is_none(self):
        """A key is kept until it is revoked. (threat: F03)"""
        key = self._make_key(self.nurse_user)
        self.authenticate("asn_nurse", "asn_nurse")
        self.assertTrue(self._is_read(self.plan))
        self.nurse_user.password = "kata-sandi-baru"
        self.env.flush_all()
        self.assertFalse(self._is_read(self.plan))
        self.assertEqual(self._read_by_key(key).status_code, 200)
        self.nurse_user.api_key_ids._remove()
        self.env.flush_all()
        self.assertEqual(self._read_by_key(key).status_code, 401)

    def test_a_wrong_order_or_domain_is_refused_and_reaches_no_sql(self):
        """(threat: E09)"""
        self.authenticate("asn_nurse", "asn_nurse")
        for order in ("score; SELECT 1", "score desc, (SELECT 1)", "nowhere", "id nulls", "'"):
            with self.subTest(order), mute_logger("odoo.http", "odoo.sql_db"):
                call = {"model": "asn.evaluation", "method": "search", "args": [[]]}
                answer = self.url_open(
                    "/web/dataset/call_kw/asn.evaluation/search",
                    data=json.dumps({"params": {**call, "kwargs": {"order": order}}}),
                    headers={"Content-Type": "application/json"},
                ).json()
                self.assertIn("error", answer)
                self.assertNotIn("psycopg2", answer["error"]["data"]["name"])
        many = ["&"] * 3000 + [["score", ">", 1]] * 3001
        self.assertEqual(self._call("asn.evaluation", "search_count", many)["result"], 0)
        with mute_logger("odoo.http", "odoo.sql_db"):
            answer = self._call("asn.evaluation", "search_count", [["score);--", "=", 1]])
            self.assertNotIn("psycopg2", answer["error"]["data"]["name"])
            group = self._call(
                "asn.evaluation", "formatted_read_group", [], ["state); SELECT 1"], ["__count"]
            )
            self.assertNotIn("psycopg2", group["error"]["data"]["name"])


class TestAsnLifeUnits(AsnCase):
    """Units are merged, people change the region."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._agree_plan(cls.nurse)
        cls.region = cls.env["res.company"].create({"name": "Kabupaten Lain"})
        cls.other_hr = new_test_user(
            cls.env,
            login="asn_other_hr",
            groups="hr_asn_kinerja.group_asn_hr_office",
            company_id=cls.region.id,
            company_ids=[Command.set(cls.region.ids)],
        )

    def _is_found(self, user):
        return self.plan in self.env["asn.skp"].with_user(user).search([])

    def test_a_merged_unit_takes_its_officer_along_at_once(self):
        self.assertTrue(self._is_found(self.officer_user))
        self.clinic.parent_id = self.other_agency
        self.assertFalse(self._is_found(self.officer_user))
        self.officer_user.asn_unit_ids = self.other_agency
        self.assertTrue(self._is_found(self.officer_user))

    def test_plans_of_an_archived_unit_stay_with_the_unit_above(self):
        self.clinic.active = False
        self.assertTrue(self._is_found(self.officer_user))
        self.officer_user.asn_unit_ids = self.clinic
        self.assertFalse(self._is_found(self.officer_user), "an archived unit gives no rights")

    def test_a_person_who_changes_the_region_leaves_the_plan_behind(self):
        """(threat: F07)"""
        self.nurse_user.write(
            {"company_ids": [Command.set(self.region.ids)], "company_id": self.region.id}
        )
        self.nurse.write({"company_id": self.region.id, "department_id": False})
        self.assertEqual(self.plan.company_id, self.company)
        self.assertTrue(self._is_found(self.hr_user) and self._is_found(self.head_user))
        self.assertFalse(self._is_found(self.other_hr) or self._is_found(self.nurse_user))
        # What goes on with the old plan is the old region's; nothing is refused for the move.
        self.half.with_user(self.hr_user).action_open()
        self.assertEqual(self.plan.evaluation_ids.company_id, self.company)

    def test_nobody_of_another_region_is_linked(self):
        """Neither as evaluator nor as who stands in, and the refusal names nobody. (threat: F07)"""
        unit = self.env["hr.department"].create({"name": "Lain", "company_id": self.region.id})
        person = self.env["hr.employee"].create(
            {"name": "Orang Rahasia", "company_id": self.region.id, "department_id": unit.id}
        )
        with self.assertRaises(UserError) as refused:
            self.plan.with_user(self.hr_user).write({"evaluator_id": person.id})
        self.assertNotIn("Orang Rahasia", str(refused.exception))
        acting = self.env["asn.acting"].with_user(self.officer_user)
        values = {
            "employee_id": self.colleague.id,
            "date_start": "2026-11-01",
            "date_end": "2026-12-31",
            "decree": "SPRIN 1",
        }
        for wrong in (
            {"unit_id": unit.id},
            {"unit_id": self.clinic.id, "absent_employee_id": person.id},
        ):
            with self.subTest(wrong), self.assertRaises(UserError) as refused:
                acting.create({**values, **wrong})
            self.assertNotIn("Orang Rahasia", str(refused.exception))
        self.assertTrue(acting.create({**values, "unit_id": self.clinic.id}))

    def test_a_refusal_names_no_hidden_document(self):
        """(threat: B01)"""
        known = {"date_start": "2026-02-01"}
        for user in (self.outsider_user, self.plain_user, self.other_hr):
            for values, kind in ((known, AccessError), ({**known, "nowhere": 1}, UserError)):
                with self.subTest(user.login), self.assertRaises(kind) as refused:
                    self.plan.with_user(user).write(values)
                self.assertNotIn("Siti Rahmah", str(refused.exception))

    def test_rules_and_access_lines_follow_an_update(self):
        """What stands in the files is in force after an update, too. (threat: F11)"""
        names = self.env["ir.model.data"].search(
            [
                ("module", "in", ("hr_asn_kinerja", "hr_asn_kinerja_report")),
                ("model", "in", ("ir.rule", "ir.model.access")),
            ]
        )
        self.assertGreater(len(names), 200)
        self.assertFalse(names.filtered("noupdate").mapped("complete_name"))
        ours = self.env["ir.model"].search([("model", "=like", "asn.%")])
        for model in ("ir.rule", "ir.model.access"):
            found = self.env[model].with_context(active_test=False)
            found = found.search([("model_id", "in", ours.ids)])
            known = set(
                names.filtered(lambda name, model=model: name.model == model).mapped("res_id")
            )
            self.assertLessEqual(set(found.ids), known, model)
            self.assertTrue(all(found.mapped("active")))

    def test_nobody_of_another_region_evaluates(self):  # threat: A07 F07
        """Not by the record of the employee either, where Odoo does not compare the regions.

        The second record of a person there would be a way to evaluate oneself.
        """
        self.nurse_user.company_ids = [Command.link(self.region.id)]
        second = self.env["hr.employee"].create(
            {"name": "Perawat", "user_id": self.nurse_user.id, "company_id": self.region.id}
        )
        nurse = self.nurse.with_user(self.hr_user)
        before = self.nurse.asn_evaluator_id
        for record in (nurse, nurse.current_version_id):
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                record.asn_evaluator_id = second
        self.assertEqual(self.nurse.asn_evaluator_id, before)

    def test_the_zone_of_a_region_is_one_that_there_is(self):  # threat: I01
        company = self.env.company
        for zone in ("Mars/X", "../etc/passwd", 7):
            with self.subTest(zone), self.assertRaises(ValidationError), self.env.cr.savepoint():
                company.asn_tz = zone
        company.asn_tz = "Asia/Jayapura"
        self.assertTrue(self.year.today())
