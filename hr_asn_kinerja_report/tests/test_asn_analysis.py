from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .common import RecapCase

# analysis: its source, and the condition of the records that it leaves out
SOURCES = {
    "asn.indicator.report": ("asn.evaluation.indicator", []),
    "asn.completeness.report": ("asn.skp", [("state", "!=", "cancelled")]),
    "asn.realisation.report": ("asn.realisation", []),
    "asn.development.report": ("asn.development.plan", []),
    "asn.objection.report": ("asn.objection", [("state", "!=", "draft")]),
}


class TestAsnAnalysis(RecapCase):
    """Rows and sums against the records of the ORM, as each login."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.development = cls.env["asn.development.plan"].search([])
        cls.objection = cls._file_objection()
        cls.env.flush_all()

    def _sums(self, model, *names, domain=(), user=None):
        report = self.env[model].with_user(user or self.env.user)
        ((*sums,),) = report._read_group(list(domain), [], [f"{name}:sum" for name in names])
        return sums

    def test_each_analysis_has_rows_here(self):
        for model in SOURCES:
            with self.subTest(model):
                self.assertTrue(self.env[model].search_count([]))

    def test_everybody_sees_the_rows_of_the_source(self):
        users = (
            self.nurse_user,
            self.colleague_user,
            self.head_user,
            self.chief_user,
            self.officer_user,
            self.hr_user,
            self.auditor_user,
            self.plain_user,
        )
        # threat: B07
        for model, (source, domain) in SOURCES.items():
            for user in users:
                read = source
                if (model, user) == ("asn.development.report", self.officer_user):
                    read = "asn.development.overview"
                with self.subTest(model, user=user.login):
                    rows = self.env[model].with_user(user).search([], order="id")
                    records = self.env[read].with_user(user).search(domain, order="id")
                    self.assertEqual(rows.ids, records.ids)

    def test_rules_say_the_same_as_those_of_the_evaluation(self):
        def rules(model):
            records = self.env["ir.rule"].search([("model_id.model", "=", model)])
            return {(rule.domain_force, frozenset(rule.groups.ids)) for rule in records}

        expected = rules("asn.evaluation.report")
        for model in SOURCES:
            with self.subTest(model):
                self.assertEqual(rules(model), expected)

    def test_portal_is_refused_and_nobody_writes(self):
        portal = new_test_user(self.env, "asn_portal", "base.group_portal")
        for model in (*SOURCES, "asn.indicator.figure"):
            with self.subTest(model):
                with self.assertRaises(AccessError):
                    self.env[model].with_user(portal).search([])
                for user in (self.nurse_user, self.hr_user, self.admin_asn_user):
                    for operation in ("write", "create", "unlink"):
                        self.assertFalse(self.env[model].with_user(user).has_access(operation))

    def test_row_opens_its_record(self):
        for model, (source, _domain) in SOURCES.items():
            row = self.env[model].search([], limit=1)
            action = row.with_user(self.hr_user).action_open_source()
            with self.subTest(model):
                record = self.env[action["res_model"]].browse(action["res_id"])
                self.assertTrue(record.with_user(self.hr_user).has_access("read"))
                if model != "asn.indicator.report":
                    self.assertEqual((record._name, record.id), (source, row.id))
                with self.assertRaises(UserError):
                    self.env[model].with_user(self.hr_user).action_open_source()
                with self.assertRaises(AccessError):
                    row.with_user(self.plain_user).action_open_source()

    def test_indicators(self):
        lines = self.env["asn.evaluation.indicator"].search([])
        measured = lines.filtered("is_measured")
        self.assertEqual(
            self._sums(
                "asn.indicator.report",
                "indicator_count",
                "measured_count",
                "reached_count",
                "empty_count",
                "entry_count",
            ),
            [
                len(lines),
                len(measured),
                len(measured.filtered(lambda line: line.achievement >= 100)),
                len(lines.filtered(lambda line: not line.entry_count)),
                sum(lines.mapped("entry_count")),
            ],
        )
        ((mean,),) = self.env["asn.indicator.report"]._read_group([], [], ["achievement:avg"])
        self.assertAlmostEqual(mean, sum(measured.mapped("achievement")) / len(measured))
        # By hand: nurse 90 and 100, colleague 100, outsider 50.
        self.assertAlmostEqual(mean, 85)

    def test_completeness(self):
        plans = self.env["asn.skp"].search([])
        self.assertEqual(
            self._sums(
                "asn.completeness.report",
                "plan_count",
                "empty_count",
                "draft_count",
                "proposed_count",
                "agreed_count",
            ),
            [
                len(plans),
                len(plans.filtered(lambda plan: plan.state == "draft" and not plan.result_ids)),
                0,
                0,
                4,
            ],
        )
        plan = plans.filtered(lambda plan: plan.state == "draft")[:1]
        self._fill_plan(plan)
        self.assertEqual(self._sums("asn.completeness.report", "draft_count"), [1])
        row = self.env["asn.completeness.report"].browse(plan.id)
        self.assertEqual((row.result_count, row.employee_id), (plan.result_count, plan.employee_id))

    def test_work_log(self):
        entries = self.env["asn.realisation"].search([])
        waiting = entries.filtered(lambda entry: entry.employee_name == "Nurul Huda")
        waiting.sudo().review_state = "returned"
        self.assertEqual(
            self._sums(
                "asn.realisation.report",
                "entry_count",
                "evidence_count",
                "late_count",
                "returned_count",
            ),
            [
                4,
                len(entries.filtered("has_evidence")),
                len(entries.filtered("is_late")),
                1,
            ],
        )

    def test_development(self):
        plan = self.development[:1]
        self.env["asn.development.action"].sudo().create(
            [
                {
                    "plan_id": plan.id,
                    "kind": "training",
                    "name": f"Pelatihan {state}",
                    "date_due": "2026-12-01",
                    "state": state,
                }
                for state in ("done", "planned", "cancelled")
            ]
        )
        domain = [("id", "=", plan.id)]
        self.assertEqual(
            self._sums(
                "asn.development.report",
                "plan_count",
                "required_count",
                "action_count",
                "done_count",
                "open_count",
                domain=domain,
            ),
            [1, int(plan.is_required), 2, 1, 1],
        )

    def test_objections(self):
        row = self.env["asn.objection.report"].browse(self.objection.id)
        self.assertEqual(
            (row.objection_count, row.waiting_count, row.decided_count, row.changed_count),
            (1, 1, 0, 0),
        )
        # A bar of a graph has a name of its own
        self.assertEqual(row.outcome, "undecided")
        filed = self.objection.date_filed
        decided = fields.Datetime.add(filed, days=2, hours=12)
        self.objection.sudo().write(
            {"state": "decided", "outcome": "change", "date_decided": decided}
        )
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(
            (row.waiting_count, row.decided_count, row.changed_count, row.days_to_decide),
            (0, 1, 1, 2.5),
        )
        self.assertEqual(row.outcome, "change")

    def test_objection_that_is_a_draft_counts_nowhere(self):
        self.objection.sudo().state = "draft"
        for user in (self.nurse_user, self.hr_user):
            self.assertFalse(self.env["asn.objection.report"].with_user(user).search([]))
