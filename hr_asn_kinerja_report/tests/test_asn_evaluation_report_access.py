from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from .common import RecapCase


class TestAsnEvaluationReportAccess(RecapCase):
    """Who sees which rows; counted as each login, for a model on SQL inherits no rule."""

    def _assert_sees(self, user, *names):
        report = self.env["asn.evaluation.report"].with_user(user)
        expected = sorted(names)
        self.assertEqual(sorted(report.search([]).mapped("employee_name")), expected)
        groups = report.formatted_read_group([], ["employee_name"], ["evaluation_count:sum"])
        self.assertEqual(sorted(group["employee_name"] for group in groups), expected)
        evaluations = self.env["asn.evaluation"].with_user(user).search([])
        self.assertEqual(sorted(evaluations.mapped("employee_name")), expected)

    def test_employee_sees_own(self):
        self._assert_sees(self.nurse_user, "Siti Rahmah")
        hidden = self.env["asn.evaluation.report"].browse(self.colleague_evaluation.id)
        with self.assertRaises(AccessError):
            hidden.with_user(self.nurse_user).read(["score"])
        with self.assertRaises(AccessError):
            hidden.with_user(self.nurse_user).action_open_evaluation()

    def test_evaluator_sees_the_team(self):
        self._assert_sees(self.head_user, "Siti Rahmah", "Nurul Huda")

    def test_superior_sees_the_chain(self):
        self._assert_sees(self.chief_user, "Siti Rahmah", "Nurul Huda", "Dewi Sartika")

    def test_unit_officer_sees_the_agency_with_its_clinics(self):
        self._assert_sees(self.officer_user, "Siti Rahmah", "Nurul Huda", "Dewi Sartika")

    def test_hr_office_and_auditor_see_the_region(self):
        everybody = ("Siti Rahmah", "Nurul Huda", "Dewi Sartika", "Agus Salim")
        self._assert_sees(self.hr_user, *everybody)
        self._assert_sees(self.auditor_user, *everybody)

    def test_user_without_relation_sees_nothing(self):
        self._assert_sees(self.plain_user)

    def test_hr_office_of_another_region_sees_nothing(self):
        other = self.env["res.company"].create({"name": "Kabupaten Aceh Singkil"})
        user = new_test_user(
            self.env,
            "asn_hr_singkil",
            "hr_asn_kinerja.group_asn_hr_office",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        self._assert_sees(user)

    def test_portal_is_refused(self):
        portal = new_test_user(self.env, "asn_portal", "base.group_portal")
        with self.assertRaises(AccessError):
            self.env["asn.evaluation.report"].with_user(portal).search([])

    def test_nobody_writes(self):
        for user in (self.nurse_user, self.hr_user, self.auditor_user, self.admin_asn_user):
            report = self.env["asn.evaluation.report"].with_user(user)
            for operation in ("write", "create", "unlink"):
                with self.subTest(user.login, operation=operation):
                    self.assertFalse(report.has_access(operation))

    def test_rules_say_the_same_as_those_of_the_evaluation(self):
        def rules(model):
            records = self.env["ir.rule"].search([("model_id.model", "=", model)])
            return {
                (rule.domain_force, frozenset(rule.groups.ids))
                for rule in records.filtered("perm_read")
            }

        self.assertEqual(rules("asn.evaluation.report"), rules("asn.evaluation"))
