"""Who may do what with a document, step by step: the mixin that asks the workflow tables."""

from datetime import date
from unittest.mock import patch

from freezegun import freeze_time

from odoo.exceptions import AccessError, LockError, UserError
from odoo.tests import tagged

from .test_asn_guard_doors import GuardCase

EMPLOYEE, EVALUATOR, SUPERIOR = "employee", "evaluator", "superior"
UNIT_OFFICER, HR_OFFICE = "unit_officer", "hr_office"


@tagged("post_install", "-at_install")
class TestAsnGuardSteps(GuardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        indicator = {"name": "Jumlah pasien dilayani", "unit": "pasien", "target_value": 10}
        cls.env["asn.skp.indicator"].create(
            {**indicator, "result_id": result.id} for result in cls.plan.result_ids
        )

    def _plan_as(self, key):
        user = getattr(self, f"{key}_user")
        return self.plan.with_user(user).with_context(lang="en_US")

    def _assert_roles(self, expected):
        for key, roles in expected.items():
            with self.subTest(user=key):
                self.assertEqual(self._plan_as(key)._workflow_roles(), set(roles))

    # ------------------------------------------------------------------
    # Roles
    # ------------------------------------------------------------------

    def test_roles_of_each(self):
        self._assert_roles(
            {
                "nurse": [EMPLOYEE],
                "head": [EVALUATOR],
                "chief": [SUPERIOR],
                "officer": [UNIT_OFFICER],
                "hr": [HR_OFFICE],
                "admin_asn": [HR_OFFICE],
                "auditor": [],
                "colleague": [],
                "outsider": [],
            }
        )
        with self.assertRaises(ValueError):
            (self.plan | self.peer_plan)._workflow_roles()

    def test_a_step_is_for_readers(self):
        stranger = self.env.ref("base.public_user")
        with self.assertRaises(AccessError):
            self.env["asn.skp"].with_user(stranger)._workflow_run("propose")

    def test_two_roles_and_what_they_may(self):
        self.head_user.group_ids += self.env.ref("hr_asn_kinerja.group_asn_hr_office")
        head = self._plan_as("head")
        self.assertEqual(set(head.viewer_roles.split(",")), {EVALUATOR, HR_OFFICE})
        self.assertEqual(set(head.allowed_actions.split(",")), {"cancel", "keep"})
        parts = {"content", "expectation", "header", "assignment", "template"}
        self.assertEqual(set(head.editable_parts.split(",")), parts)
        self.assertEqual(head._workflow_editable_parts(), parts)
        self.assertEqual(self._plan_as("auditor")._workflow_editable_parts(), set())

    def test_on_the_own_document_one_is_nothing_else(self):
        for group in ("unit_officer", "hr_office"):
            self.nurse_user.group_ids += self.env.ref(f"hr_asn_kinerja.group_asn_{group}")
        self.nurse_user.asn_unit_ids = self.agency
        self._assert_roles({"nurse": [EMPLOYEE]})
        self._set_behind(self.plan, user_id=self.plain_user.id)  # a login of another time
        self._assert_roles({"nurse": [], "plain": [EMPLOYEE]})

    def test_an_officer_keeps_the_own_units(self):
        self.head_user.asn_unit_ids = self.agency  # units without the office give nothing
        self._assert_roles({"head": [EVALUATOR]})
        for units, roles in (
            (self.clinic, [UNIT_OFFICER]),
            (self.other_agency, []),
            (self.other_agency.browse(), []),
        ):
            self.officer_user.asn_unit_ids = units
            self._assert_roles({"officer": roles})
        self.assertEqual(self.plan._workflow_units(), self.agency | self.clinic)
        self._set_behind(self.plan, unit_id=None)
        self.assertFalse(self.plan._workflow_units())
        self._assert_roles({"officer": [UNIT_OFFICER], "head": [EVALUATOR]})

    def test_offices_end_at_the_region(self):
        for user in (self.head_user, self.chief_user):
            user.group_ids += self.env.ref("hr_asn_kinerja.group_asn_hr_office")
        self._set_behind(self.plan, company_id=self._other_region().id)
        self._assert_roles({"head": [EVALUATOR], "chief": [SUPERIOR], "hr": [], "officer": []})

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def test_a_step_is_taken_logged_and_handed_on(self):
        todo = self.plan.activity_ids
        self.assertEqual(todo.user_id, self.nurse_user)
        self.assertIs(self._plan_as("nurse")._workflow_run("propose"), True)
        self.assertEqual(self.plan.state, "proposed")
        self.assertTrue(self.plan.date_proposed)
        step = self.plan.transition_ids
        self.assertEqual(
            (step.action, step.state_from, step.state_to), ("propose", "draft", "proposed")
        )
        self.assertEqual(step.user_id, self.nurse_user)
        self.assertIs(step.reason, False)
        self.assertFalse(todo.exists())
        self.assertEqual(self.plan.activity_ids.user_id, self.head_user)
        self.assertIs(self._plan_as("head")._workflow_run("send_back", " Target rendah "), True)
        self.assertEqual(self.plan.transition_ids[0].reason, "Target rendah")
        with self.assertRaisesRegex(UserError, "cannot be deleted"):
            step.unlink()
        with self.assertRaisesRegex(UserError, "cannot be changed"):
            step.write({"reason": "x"})

    def test_an_agreed_plan_waits_for_nobody(self):
        self._plan_as("nurse")._workflow_run("propose")
        of_plans = self.registry["asn.skp"]
        with (
            patch.object(of_plans, "_workflow_after", autospec=True) as after,
            patch.object(of_plans, "_workflow_values", return_value={"approach": "qualitative"}),
        ):
            self._plan_as("head")._workflow_run("agree")
        self.assertEqual((self.plan.state, self.plan.approach), ("agreed", "qualitative"))
        self.assertEqual(after.call_args.args[1].action, "agree")
        self.assertFalse(self.plan.activity_ids)
        self.plan._workflow_schedule()
        self.assertFalse(self.plan.activity_ids)

    def test_nobody_to_act_gets_no_activity(self):
        self._plan_as("nurse")._workflow_run("propose")
        self._set_behind(self.plan, evaluator_user_id=None)
        self.plan._workflow_schedule()
        self.assertFalse(self.plan.activity_ids)

    def test_a_step_out_of_turn_says_who_takes_it(self):
        head, label = self._plan_as("head"), self.plan.display_name
        with self.assertRaises(UserError) as refused:
            head._workflow_run("agree")
        self.assertEqual(
            str(refused.exception),
            f"{label} is Draft. This step is possible for: the evaluator; in state: Proposed.",
        )
        with self.assertRaises(AccessError) as refused:
            head._workflow_run("propose")
        self.assertEqual(
            str(refused.exception),
            f"{label} is Draft. This step is possible for: the employee;"
            " in state: Draft, Returned.",
        )
        self.assertEqual((self.plan.state, len(self.plan.transition_ids)), ("draft", 0))

    def test_repeated_is_done_and_another_step_is_not(self):
        self._plan_as("nurse")._workflow_run("propose")
        self.assertIs(self._plan_as("nurse")._workflow_run("propose"), True)
        with self.assertRaises(UserError):
            self._plan_as("chief")._workflow_run("propose")  # done, by somebody else
        self._set_behind(self.plan, state="agreed")
        with self.assertRaises(UserError):
            self._plan_as("head")._workflow_run("send_back", "x")  # agreed is another step
        self.assertIs(self._plan_as("head")._workflow_run("agree"), True)
        self.assertEqual(len(self.plan.transition_ids), 1)

    def test_a_reason_is_a_text_that_says_something(self):
        self._plan_as("nurse")._workflow_run("propose")
        for reason in (None, False, "", "  ", 7, "x" * 20_001):
            with self.subTest(str(reason)[:9]), self.assertRaises(UserError):
                self._plan_as("head")._workflow_run("send_back", reason)
        self.assertEqual(self.plan.state, "proposed")

    def test_who_is_busy_with_it_comes_first(self):
        with (
            patch.object(self.registry["asn.skp"], "lock_for_update", side_effect=LockError("")),
            self.assertRaisesRegex(UserError, "Somebody else is changing this"),
        ):
            self._plan_as("nurse")._workflow_run("propose")

    # ------------------------------------------------------------------
    # The state as a value
    # ------------------------------------------------------------------

    def test_a_written_state_is_a_step(self):
        nurse = self._plan_as("nurse")
        self.assertIs(nurse.write({"state": "draft"}), True)
        self.assertFalse(self.plan.transition_ids)
        self.assertIs(nurse.write({"state": "proposed"}), True)
        self.assertIs(nurse.write({"state": "draft", "approach": "qualitative"}), True)
        self.assertEqual((self.plan.state, self.plan.approach), ("draft", "qualitative"))
        self.assertIs(nurse.write({"approach": "quantitative"}), True)
        self.assertEqual(self.plan.transition_ids.mapped("action"), ["withdraw", "propose"])
        self.assertIs(self.plan.write({"state": "closed"}), True)  # the server's own code
        self.assertEqual((self.plan.state, len(self.plan.transition_ids)), ("closed", 2))

    def test_a_state_out_of_reach_is_refused(self):
        nurse = self._plan_as("nurse")
        for values in (7, None, [("state", "proposed")]):
            with self.assertRaisesRegex(UserError, "cannot be understood"):
                nurse.write(values)
        with self.assertRaisesRegex(UserError, "is Draft and cannot go to the state"):
            nurse.write({"state": "returned"})
        nurse.write({"state": "proposed"})
        with self.assertRaisesRegex(AccessError, "may not change the state"):
            nurse.write({"state": "agreed"})
        self.assertEqual(self.plan.state, "proposed")

    # ------------------------------------------------------------------
    # Discussion
    # ------------------------------------------------------------------

    def test_a_comment_is_written_by_who_writes_it(self):
        forged = {
            "author_id": self.head_user.partner_id.id,
            "email_from": "kepala@example.com",
            "date": "2020-01-31 10:00:00",
        }
        message = self._plan_as("nurse").message_post(body="Sudah", **forged)
        self.assertEqual(message.author_id, self.nurse_user.partner_id)
        self.assertNotIn("kepala", message.email_from)
        self.assertNotEqual(message.date.year, 2020)
        message = self.plan.message_post(body="Pengingat", **forged)  # the server's own code
        self.assertEqual(message.author_id, self.head_user.partner_id)
        for plans in (self.plan.browse(), self.plan | self.peer_plan):
            with self.assertRaisesRegex(UserError, "Choose one record"):
                plans.with_user(self.nurse_user).message_post(body="Sudah")

    def test_mail_makes_and_changes_nothing(self):
        with self.assertRaises(AccessError):
            self.env["asn.skp"].message_new({})
        with self.assertRaises(AccessError):
            self.plan.message_update({})

    def test_what_models_may_leave_as_it_is(self):
        mixin = self.env["asn.workflow.mixin"]
        self.assertEqual(mixin._workflow_values(None), {})
        self.assertEqual(mixin._workflow_deadline(), date(2026, 11, 24))
        with freeze_time("2026-11-24 18:00:00"):  # past midnight in Jakarta
            self.assertEqual(self.plan._today_of_region(), date(2026, 11, 25))

    # ------------------------------------------------------------------
    # The copy of the person
    # ------------------------------------------------------------------

    def test_the_person_is_copied_with_the_line_above(self):
        chosen = self.env["asn.skp"]._prepare_snapshot(self.nurse, date(2026, 6, 1), self.chief)
        of_post = self.env["asn.skp"]._prepare_snapshot(self.nurse, date(2026, 6, 1))
        rank = self.env.ref("hr_asn_kinerja.rank_iii_b")
        person = {
            "employee_id": self.nurse.id,
            "company_id": self.company.id,
            "employee_name": "Siti Rahmah",
            "nip": self.nurse.asn_nip,
            "rank_id": rank.id,
            "rank_name": rank.display_name,
            "job_title": "Perawat Ahli Pertama",
            "position_kind": "functional",
            "functional_level": False,
            "is_unit_head": False,
            "additional_duty": False,
            "unit_id": self.clinic.id,
            "user_id": self.nurse_user.id,
        }
        above = {
            "evaluator_id": self.head.id,
            "evaluator_name": "Teuku Rizal",
            "superior_id": self.chief.id,
            "evaluator_user_id": self.head_user.id,
            "superior_user_id": self.chief_user.id,
        }
        self.assertEqual(of_post, {**person, **above})
        top = {
            "evaluator_id": self.chief.id,
            "evaluator_name": "Cut Meutia",
            "superior_id": False,
            "evaluator_user_id": self.chief_user.id,
            "superior_user_id": False,
        }
        self.assertEqual(chosen, {**person, **top})
        alone = self.env["asn.skp"]._prepare_snapshot(self.chief, date(2026, 6, 1))
        self.assertFalse(alone["evaluator_id"] or alone["superior_id"])
        self.nurse.asn_rank_id = False
        without = self.env["asn.skp"]._prepare_snapshot(self.nurse, date(2026, 6, 1))
        self.assertIs(without["rank_name"], False)
        self.assertEqual(self.plan._copy_snapshot(), {**person, **above})
        with self.assertRaises(ValueError):
            (self.plan | self.peer_plan)._copy_snapshot()

    def test_the_head_of_a_form_leaves_out_what_there_is_not(self):
        parts = ("Perawat Ahli Pertama", self.clinic.name, self.year.name)
        self.assertEqual(self.plan.headline, " · ".join(parts))
        self.plan.job_title = False
        self.assertEqual(self.plan.headline, " · ".join(parts[1:]))
