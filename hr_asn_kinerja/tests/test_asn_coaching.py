from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AsnCase


@tagged("post_install", "-at_install")
class TestAsnCoaching(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._agree_plan(cls.nurse)
        cls.coaching = (
            cls.env["asn.coaching"]
            .with_user(cls.head_user)
            .create({"skp_id": cls.plan.id, "kind": "counselling", "problem": "RAHASIA"})
        )

    def test_only_the_two_and_the_hr_office_read_it(self):
        for user in (self.nurse_user, self.head_user, self.hr_user):
            self.assertTrue(self.coaching.with_user(user).has_access("read"), user.login)
        for user in (
            self.chief_user,
            self.officer_user,
            self.auditor_user,
            self.colleague_user,
            self.plain_user,
        ):
            self.assertFalse(self.coaching.with_user(user).has_access("read"), user.login)

    def test_its_steps_are_hidden_too(self):
        self.coaching.action_start()
        step = self.env["asn.transition"].search([("coaching_id", "=", self.coaching.id)])
        self.assertEqual(step.action, "start")
        for user in (self.auditor_user, self.officer_user, self.chief_user):
            found = self.env["asn.transition"].with_user(user)
            self.assertFalse(found.search([("coaching_id", "!=", False)]), user.login)
        for user in (self.nurse_user, self.head_user, self.hr_user):
            self.assertTrue(step.with_user(user).has_access("read"), user.login)

    def test_the_label_names_neither_person_nor_kind(self):
        label = self.coaching.display_name
        for word in ("RAHASIA", self.nurse.name, "onsel", "ounsel"):
            self.assertNotIn(word, label)

    def test_nobody_follows_or_is_reminded_and_there_is_no_discussion(self):
        domain = [("res_model", "=", "asn.coaching")]
        self.assertFalse(self.env["mail.followers"].search(domain))
        self.assertFalse(self.env["mail.activity"].search(domain))
        with self.assertRaises(AccessError):
            self.coaching.message_post(body="x")

    def test_from_start_to_close(self):
        coaching, nurse = self.coaching, self.coaching.with_user(self.nurse_user)
        nurse.own_view = "Beban kerja"
        with self.assertRaises(AccessError):
            nurse.problem = "Lain"
        with self.assertRaises(AccessError):
            nurse.action_start()
        coaching.action_start()
        coaching.session_ids = [(0, 0, {"date": "2026-11-25", "note": "Jadwal"})]
        with self.assertRaises(UserError):
            coaching.action_finish()
        coaching.result = "Jadwal disusun"
        coaching.action_finish()
        self.assertEqual(len(coaching.feedback_ids), 9)
        nurse.feedback_ids[0].score = "4"
        with self.assertRaises(AccessError):
            coaching.feedback_ids[0].score = "5"
        line = {"name": "Perencanaan", "score": "3", "reason": "Mulai teratur"}
        with self.assertRaises(AccessError):
            nurse.competence_ids = [(0, 0, line)]
        coaching.competence_ids = [(0, 0, line)]
        coaching.action_close()
        with self.assertRaises(AccessError):
            coaching.result = "Lain"

    def test_only_the_evaluator_begins_one(self):
        for user in (self.nurse_user, self.chief_user, self.officer_user, self.colleague_user):
            with self.assertRaises(UserError):  # an AccessError is one, too
                self.env["asn.coaching"].with_user(user).create({"skp_id": self.plan.id})

    def test_the_office_names_another_coach(self):
        self.coaching.with_user(self.hr_user).evaluator_id = self.chief
        self.assertTrue(self.coaching.with_user(self.chief_user).has_access("write"))
        self.assertFalse(self.coaching.with_user(self.head_user).has_access("read"))

    def test_the_sheet_refuses_those_who_may_not_read(self):  # threat: B09
        report = self.env["ir.actions.report"]
        name, ids = "hr_asn_kinerja.report_asn_coaching", self.coaching.ids
        html = str(report.with_user(self.nurse_user)._render_qweb_html(name, ids)[0])
        self.assertIn("Konseling Kinerja", html)
        for user in (self.auditor_user, self.officer_user, self.chief_user, self.colleague_user):
            with self.assertRaises(AccessError):
                report.with_user(user)._render_qweb_html(name, ids)
