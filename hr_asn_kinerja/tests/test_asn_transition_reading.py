from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import new_test_user, tagged

from .calibration_common import CalibrationCase
from .test_asn_guarded_reading import ROLES

# How a query looks that finds steps from the documents which the caller reads.
FROM_DOCUMENTS = "SELECT way.id FROM"


@tagged("post_install", "-at_install")
class TestAsnTransitionReading(CalibrationCase):
    """The steps that a person finds: those of Odoo's way, found on a quicker one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.steps = cls.env["asn.transition"]
        cls.of_nurse_only = [("evaluation_id", "in", cls.of_nurse.ids)]

    def _allowed(self, user):
        """Return the steps that the rules of a user name, searched for as the superuser."""
        rules = self.env["ir.rule"].with_user(user)._compute_domain(self.steps._name, "read")
        return self.steps.with_context(active_test=False).search(rules)

    def _query(self, user, domain):
        return self.steps.with_user(user)._search(domain)

    def test_steps_are_those_that_the_rules_let_through(self):
        found = {}
        for key in ROLES:
            user = getattr(self, f"{key}_user")
            expected, seen = self._allowed(user), self.steps.with_user(user)
            with self.subTest(key):
                self.assertEqual(seen.search([]).ids, expected.ids)
                self.assertEqual(seen.search([], limit=2, offset=1).ids, expected.ids[1:3])
                self.assertEqual(seen.search_count([]), len(expected))
                self.assertEqual(
                    seen.search(self.of_nurse_only).ids,
                    expected.filtered_domain(self.of_nurse_only).ids,
                )
                self.assertFalse(seen.search([("id", "in", [])]))
                # Nothing is joined: PostgreSQL would read the whole history for it.
                self.assertFalse(seen._search([])._joins)
                self.assertFalse(seen._search(self.of_nurse_only)._joins)
            found[key] = len(expected)
        self.assertTrue(0 < found["nurse"] < found["head"] < found["auditor"])
        self.assertFalse(found["plain"])

    def test_the_server_finds_all_and_a_stranger_may_not_ask(self):
        everything = self.steps.search([])
        seen = self.steps.with_user(self.plain_user)
        self.assertTrue(everything)
        self.assertEqual(seen.sudo().search([]), everything)
        self.assertCountEqual(seen._search([], bypass_access=True), everything.ids)
        with patch.object(self.registry["ir.rule"], "_compute_domain", side_effect=AssertionError):
            self.assertCountEqual(seen.sudo()._search([]), everything.ids)
        with self.assertRaises(AccessError):
            self.steps.with_user(
                new_test_user(self.env, "warga", groups="base.group_portal")
            )._search([])

    def test_which_way_leads_to_the_steps(self):
        """A history goes by documents; few steps, and rules that name whole regions, do not."""
        one = self.of_nurse.id
        for user, domain, is_from_documents in (
            (self.head_user, [], True),
            (self.head_user, [("user_id", "=", self.head_user.id)], True),
            (self.head_user, [("period_id", "=", self.second_half.id)], True),
            (self.head_user, [("state_to", "=", "released")], True),
            (self.head_user, [("evaluation_id", "!=", one)], True),
            (self.head_user, [("evaluation_id", "=", one)], False),
            (self.head_user, self.of_nurse_only, False),
            (self.head_user, [("state_to", "!=", "released"), ("skp_id", "in", [one])], False),
            (self.head_user, [("id", "in", [one])], False),
            (self.hr_user, [], False),
        ):
            with self.subTest(user.login, domain=domain):
                where = self._query(user, domain).where_clause.code
                self.assertEqual(FROM_DOCUMENTS in where, is_from_documents)

    def test_what_is_a_link_and_what_a_relation(self):
        mine = Domain("user_id", "=", self.head_user.id)
        region = Domain("company_id", "in", self.env.companies.ids)
        documents = self.env["asn.evaluation"]._search([])
        link = Domain("evaluation_id", "any", mine & region)
        for part, is_link, is_relation in (
            (link, True, True),
            (Domain("evaluation_id", "any!", mine), True, True),
            (Domain("evaluation_id", "any", region), True, False),
            (Domain("evaluation_id", "any", Domain("skp_id", "any", mine)), True, True),
            (Domain("evaluation_id", "any", Domain("skp_id", "any", region)), True, False),
            (link | Domain("skp_id", "any", region), False, True),
            (link | Domain("user_id", "=", self.head_user.id), False, False),
            (Domain("evaluation_id", "not any", mine), False, False),
            (Domain("evaluation_id", "any", documents), False, False),
            (Domain("evaluation_id", "in", [1]), False, False),
            (Domain("id", "any", mine), False, False),
            (Domain.TRUE, False, False),
        ):
            with self.subTest(part=part):
                self.assertEqual(self.steps._is_link(part), is_link)
                self.assertEqual(self.steps._is_relation(part), is_relation)

    def test_a_rule_finds_what_is_archived(self):
        self.env["ir.rule"].create(
            {
                "name": "Probe",
                "model_id": self.env["ir.model"]._get_id(self.steps._name),
                "domain_force": [("user_id.login", "!=", "x")],
            }
        )
        before = self._allowed(self.hr_user)
        self.assertIn(self.head_user, before.user_id)
        self.head_user.active = False
        self.assertEqual(self.steps.with_user(self.hr_user).search([]), before)
