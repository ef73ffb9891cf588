import psycopg2
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from ..rules.retention import ERASED
from .common import AsnCase


class TestSkpWorkflow(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._plan_of(cls.nurse)

    def test_empty_plan_is_not_proposed(self):
        with self.assertRaisesRegex(UserError, "main work result"):
            self.plan.with_user(self.nurse_user).action_propose()
        self.assertEqual(self.plan.state, "draft")

    def test_result_without_indicator_is_named(self):
        self.plan.with_user(self.nurse_user).write(
            {"result_ids": [Command.create({"name": "Terwujudnya layanan ramah"})]}
        )
        with self.assertRaisesRegex(UserError, "Terwujudnya layanan ramah"):
            self.plan.with_user(self.nurse_user).action_propose()

    def test_plan_without_evaluator_says_what_to_do(self):
        plan = self._plan_of(self.chief)
        self._fill_plan(plan)
        with self.assertRaisesRegex(UserError, "officer"):
            plan.with_user(self.chief_user).action_propose()

    def test_returning_needs_a_reason_and_is_kept(self):
        self._fill_plan(self.plan)
        self.plan.with_user(self.nurse_user).action_propose()
        with self.assertRaisesRegex(UserError, "reason"):
            self.plan.with_user(self.head_user).action_send_back("  ")
        self.plan.with_user(self.head_user).action_send_back("Target terlalu rendah")
        self.assertEqual(self.plan.state, "returned")
        self.assertEqual(self.plan.transition_ids[0].reason, "Target terlalu rendah")
        self.plan.with_user(self.nurse_user).action_propose()

    def test_repeated_request_changes_nothing(self):
        """A client that sends twice gets the same answer and one line of history. (threat: G09)"""
        self._fill_plan(self.plan)
        for _attempt in range(2):
            self.assertTrue(self.plan.with_user(self.nurse_user).action_propose())
        self.assertEqual(len(self.plan.transition_ids), 1)

    def test_nobody_agrees_own_plan_whatever_the_groups(self):
        """(threat: A07)"""
        groups = ("unit_officer", "hr_office", "administrator")
        for group in groups:
            self.nurse_user.group_ids += self.env.ref(f"hr_asn_kinerja.group_asn_{group}")
        self.nurse_user.asn_unit_ids = self.agency
        self._fill_plan(self.plan)
        plan = self.plan.with_user(self.nurse_user)
        plan.action_propose()
        for attempt in (
            lambda: plan.action_agree(),
            lambda: plan.write({"state": "agreed"}),
            lambda: plan.write({"evaluator_id": self.colleague.id}),
        ):
            with self.assertRaises(UserError):
                attempt()
        self.assertEqual(self.plan.state, "proposed")
        self.assertEqual(self.plan.evaluator_id, self.head)

    def test_direct_write_of_state_obeys_the_same_table(self):
        self._fill_plan(self.plan)
        with self.assertRaises(UserError):
            self.plan.with_user(self.nurse_user).write({"state": "agreed"})
        self.plan.with_user(self.nurse_user).write({"state": "proposed"})
        with self.assertRaises(AccessError):
            self.plan.with_user(self.nurse_user).write({"state": "agreed"})
        self.plan.with_user(self.head_user).write({"state": "agreed"})
        self.assertEqual(
            self.plan.transition_ids.sorted("id").mapped("action"), ["propose", "agree"]
        )

    def test_content_is_locked_outside_draft(self):  # threat: A11
        indicators = self._fill_plan(self.plan)
        self.plan.with_user(self.nurse_user).action_propose()
        result = self.plan.result_ids[0].with_user(self.nurse_user)
        line = indicators[0].with_user(self.nurse_user)
        doors = {
            "write": lambda: line.write({"target_value": 1}),
            "result": lambda: result.write({"name": "Lain"}),
            "unlink": lambda: line.unlink(),
            "create": lambda: (
                self.env["asn.skp.result"]
                .with_user(self.nurse_user)
                .create({"skp_id": self.plan.id, "name": "Baru"})
            ),
            "commands": lambda: self.plan.with_user(self.nurse_user).write(
                {"result_ids": [Command.update(result.id, {"name": "Lain"})]}
            ),
            "web_save": lambda: line.web_save({"target_value": 1}, {"target_value": {}}),
            "copy": lambda: self.plan.with_user(self.nurse_user).copy(),
        }
        for door, attempt in doors.items():
            with self.subTest(door=door), self.assertRaises(AccessError):
                attempt()
        self.assertEqual(indicators[0].target_value, 3600)

    def test_line_never_moves_to_another_plan(self):
        """(threat: A05)"""
        self._fill_plan(self.plan)
        other = self._plan_of(self.colleague)
        with self.assertRaises(AccessError):
            self.plan.result_ids[0].with_user(self.nurse_user).write({"skp_id": other.id})
        with self.assertRaises(AccessError):
            self.env["asn.skp.result"].with_user(self.nurse_user).create(
                {"skp_id": other.id, "name": "Titipan"}
            )
        self.assertFalse(other.result_ids)

    def test_unlisted_fields_and_context_defaults_are_refused(self):
        """(threat: A01, A03)"""
        plan = self.plan.with_user(self.nurse_user)
        for values in (
            {"user_id": self.colleague_user.id},
            {"evaluator_user_id": self.nurse_user.id},
            {"nip": "1"},
            {"date_agreed": "2026-01-01 00:00:00"},
            {"evaluator_id": self.colleague.id},
            {"unit_id": self.other_agency.id},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                plan.write(values)
        made = (
            self.env["asn.skp"]
            .with_user(self.hr_user)
            .with_context(default_state="agreed", default_nip="9", default_date_agreed="2026-01-01")
            .create(
                {
                    "employee_id": self.env["hr.employee"]
                    .create({"name": "Laila Sari", "asn_status": "pns"})
                    .id,
                    "period_id": self.year.id,
                }
            )
        )
        self.assertEqual((made.state, made.nip, made.date_agreed), ("draft", False, False))

    def test_mail_gateway_and_forged_author_are_refused(self):
        """(threat: D01, D03)"""
        with self.assertRaises(AccessError):
            self.env["asn.skp"].with_user(self.nurse_user).message_new({}, {"state": "agreed"})
        with self.assertRaises(AccessError):
            self.plan.with_user(self.nurse_user).message_update({})
        message = self.plan.with_user(self.nurse_user).message_post(
            body="Sudah saya perbaiki", author_id=self.head_user.partner_id.id
        )
        self.assertEqual(message.author_id, self.nurse_user.partner_id)

    def test_history_is_append_only(self):
        self._fill_plan(self.plan)
        self.plan.with_user(self.nurse_user).action_propose()
        step = self.plan.transition_ids
        for user in (self.nurse_user, self.hr_user, self.admin_asn_user):
            with self.assertRaises(UserError):
                step.with_user(user).write({"reason": "x"})
            with self.assertRaises(UserError):
                step.with_user(user).unlink()
            with self.assertRaises(AccessError):
                self.env["asn.transition"].with_user(user).create(
                    {"skp_id": self.plan.id, "action": "agree", "user_id": self.head_user.id}
                )

    @mute_logger("odoo.sql_db")
    def test_history_is_append_only_in_the_database(self):  # threat: D05
        """Raw SQL changes no step either; only the reason goes when the retention is over."""
        self._fill_plan(self.plan)
        self.plan.with_user(self.nurse_user).action_propose()
        self.env.flush_all()
        for statement in (
            "UPDATE asn_transition SET date = date - interval '1 day'",
            "UPDATE asn_transition SET user_id = 1, reason = NULL",
            "UPDATE asn_transition SET reason = 'x'",
            "DELETE FROM asn_transition",
            "TRUNCATE asn_transition CASCADE",
            "SET LOCAL asn.history = 'made up'; UPDATE asn_transition SET action = 'agree'",
        ):
            with (
                self.subTest(statement),
                self.assertRaises(psycopg2.errors.InsufficientPrivilege),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(statement)
        self.env.cr.execute("UPDATE asn_transition SET reason = %s", [ERASED])
        self.env["asn.transition"].init()
        count = (
            "SELECT (SELECT count(*) FROM pg_trigger WHERE tgrelid = 'asn_transition'::regclass"
            " AND tgname LIKE 'asn_append_only%'),"
            " (SELECT count(*) FROM pg_proc WHERE proname = 'asn_transition_refuse')"
        )
        self.env.cr.execute(count)
        self.assertEqual(self.env.cr.fetchall(), [(2, 1)])
        self.env["asn.transition"]._remove_database_objects()
        self.env.cr.execute(count)
        self.assertEqual(self.env.cr.fetchall(), [(0, 0)])


class TestSkpAssignment(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._plan_of(cls.nurse)

    def test_plan_without_evaluator_is_found_as_one_nobody_can_agree(self):
        self.plan.with_user(self.officer_user).write({"evaluator_id": False})
        self.assertFalse(self.plan.evaluator_user_id)
        plans = self.env["asn.skp"].with_user(self.head_user)
        self.assertFalse(plans.search([("id", "=", self.plan.id)]))
        found = self.env["asn.skp"].with_user(self.officer_user)
        self.assertIn(self.plan, found.search([("evaluator_problem", "=", "none")]))

    def test_hand_over_moves_access_at_once(self):
        """(threat: F01)"""
        self.half.with_user(self.hr_user).action_open()
        self._agree_plan(self.nurse)
        evaluation = self.plan.evaluation_ids
        self.plan.with_user(self.officer_user).write({"evaluator_id": self.outsider.id})
        self.assertEqual(evaluation.evaluator_user_id, self.outsider_user)
        self.assertEqual(self.plan.transition_ids[0].action, "hand_over")
        with self.assertRaises(AccessError):
            evaluation.with_user(self.head_user).read(["score"])
        self.assertTrue(evaluation.with_user(self.outsider_user).read(["score"]))

    def test_officer_of_another_unit_cannot_assign(self):
        self.officer_user.asn_unit_ids = self.other_agency
        with self.assertRaises(AccessError):
            self.plan.with_user(self.officer_user).write({"evaluator_id": self.chief.id})

    def test_self_and_circular_evaluation_are_refused(self):
        """(threat: A09)"""
        with self.assertRaises(ValidationError):
            self.nurse.asn_evaluator_id = self.nurse
        with self.assertRaises(ValidationError):
            self.head.asn_evaluator_id = self.nurse
        with self.assertRaises(ValidationError):
            self._plan_of(self.head).with_user(self.hr_user).write({"evaluator_id": self.nurse.id})

    def test_hr_officer_does_not_choose_the_own_evaluator(self):
        self.hr.asn_evaluator_id = self.chief
        with self.assertRaises(AccessError):
            self.hr.with_user(self.hr_user).write({"asn_evaluator_id": self.auditor.id})
        with self.assertRaises(AccessError):
            self.hr.version_id.with_user(self.hr_user).write({"asn_evaluator_id": False})
        self.assertEqual(self.hr.asn_evaluator_id, self.chief)

    def test_reopened_plan_loses_its_lines_without_forgetting_them(self):
        self.half.with_user(self.hr_user).action_open()
        self._agree_plan(self.nurse)
        patients, on_time = self.plan.result_ids.indicator_ids
        self._log(patients, 20)
        self.plan.with_user(self.head_user).action_reopen("Target berubah")
        self.plan.with_user(self.nurse_user).result_ids[0].unlink()
        self.assertEqual(self.plan.result_ids.indicator_ids, on_time)
        self.assertEqual(self.plan.evaluation_ids.line_ids.indicator_id, patients | on_time)
        self.assertEqual(patients.realisation_ids.quantity, 20)

    def test_officer_cannot_link_a_colleague_to_own_login(self):
        """(threat: F05)"""
        self.hr.user_id = False
        with self.assertRaises(AccessError):
            self.nurse.with_user(self.hr_user).write({"user_id": self.hr_user.id})
        self.assertEqual(self.plan.user_id, self.nurse_user)

    def test_plan_follows_a_changed_login(self):
        fresh = self.plain_user
        self.nurse.with_user(self.hr_user).write({"user_id": fresh.id})
        self.assertEqual(self.plan.user_id, fresh)
        with self.assertRaises(AccessError):
            self.plan.with_user(self.nurse_user).read(["state"])

    def test_two_plans_never_share_a_day(self):
        with self.assertRaises(ValidationError):
            self.env["asn.skp"].with_user(self.hr_user).create(
                {
                    "employee_id": self.nurse.id,
                    "period_id": self.year.id,
                    "date_start": "2026-08-01",
                    "date_end": "2026-12-31",
                }
            )

    def test_late_is_found_and_shown(self):
        self.assertEqual(str(self.year.date_due), "2026-01-31")
        with freeze_time("2026-01-31 10:00:00"):
            self.env.invalidate_all()
            self.assertFalse(self.plan.is_late)
        with freeze_time("2026-02-01 10:00:00"):
            self.env.invalidate_all()
            self.assertTrue(self.plan.is_late)
            late = self.env["asn.skp"].search([("is_late", "=", True)])
            self.assertIn(self.plan, late)


class TestSkpReading(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls._agree_plan(cls.nurse)

    def test_who_sees_the_nurses_plan(self):
        plan = self._plan_of(self.nurse)
        readers = {"nurse", "head", "chief", "officer", "hr", "auditor"}
        for key in ("nurse", "head", "chief", "officer", "hr", "auditor", "colleague", "outsider"):
            user = getattr(self, f"{key}_user")
            found = self.env["asn.skp"].with_user(user).search([("id", "=", plan.id)])
            with self.subTest(user=key):
                self.assertEqual(bool(found), key in readers)
        self.assertFalse(self.env["asn.skp"].with_user(self.plain_user).search([]))

    def test_nip_is_not_public_and_labels_hold_no_secret(self):
        """(threat: B03, B11)"""
        self.assertNotIn("asn_nip", self.env["hr.employee.public"]._fields)
        plan = self._plan_of(self.nurse)
        self.assertNotIn(plan.nip, plan.display_name)

    def test_form_of_a_stranger_reveals_nothing(self):
        """(threat: B05)"""
        plan = self._plan_of(self.nurse)
        spec = {
            "skp_id": {"fields": {"nip": {}, "state": {}, "evaluator_name": {}}},
            "parent_summary": {},
            "editable_parts": {},
        }
        results = self.env["asn.skp.result"].with_user(self.outsider_user)
        with self.assertRaises(AccessError):
            results.onchange({"skp_id": plan.id}, ["skp_id"], spec)

    def test_numbers_follow_the_language_of_each_reader_in_one_go(self):
        """As when one job writes to people of several languages."""
        for lang in ("en_US", "id_ID"):
            self.env["res.lang"]._activate_lang(lang)
        result = self._plan_of(self.nurse).result_ids[0]
        for lang, number in (("en_US", "3,600"), ("id_ID", "3.600"), ("en_US", "3,600")):
            reader = result.with_context(lang=lang)
            self.assertIn(f"{number} pasien", reader.indicator_ids.target_display)
            self.assertIn(f"{number} pasien", reader.indicator_summary)
