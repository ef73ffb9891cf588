from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import AsnCase

NUDGE = "hr_asn_kinerja.mail_activity_type_nudge"


@tagged("post_install", "-at_install")
class TestAsnBulkNudge(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)

    def _open(self, plans=None, user=None):
        plans = self.year.skp_ids if plans is None else plans
        action = plans.with_user(user or self.officer_user).action_nudge()
        return (
            self.env["asn.bulk.run"].with_user(user or self.officer_user).browse(action["res_id"])
        )

    def _reminders(self, employee):
        return self.env["mail.activity"].search(
            [
                ("activity_type_id", "=", self.env.ref(NUDGE).id),
                ("user_id", "=", employee.user_id.id),
            ]
        )

    def _outcomes(self, run):
        return {line.employee_id.id: line.outcome for line in run.sudo().line_ids}

    def test_one_reminder_for_each_person(self):
        for employee in (self.nurse, self.colleague):
            plan = self._plan_of(employee)
            self._fill_plan(plan)
            plan.with_user(plan.user_id).action_propose()
        run = self._open()
        self.assertFalse(self._reminders(self.head))
        head = run.line_ids.filtered(lambda line: line.employee_id == self.head)
        # two plans to agree, and the own one to propose
        self.assertEqual((head.agree_count, head.own_count), (2, 1))
        run.text_employee = "Ajukan SKP ya.\nTerima kasih"
        run.text_evaluator = "Mohon <b>setujui</b>."
        run.action_confirm()
        self.assertEqual(run.state, "done")
        (reminder,) = self._reminders(self.head)
        self.assertEqual(
            reminder.note,
            "<p>Ajukan SKP ya.<br/>Terima kasih</p><p>Mohon &lt;b&gt;setujui&lt;/b&gt;.</p>",
        )
        self.assertEqual(reminder.create_uid, self.officer_user)
        self.assertEqual(str(reminder.date_deadline), "2026-11-24")
        self.assertFalse(self._reminders(self.nurse), "the plan waits for the evaluator")
        (reminder,) = self._reminders(self.chief)
        self.assertEqual(reminder.note, "<p>Ajukan SKP ya.<br/>Terima kasih</p>")

    def test_preview_says_who_has_no_login(self):
        self.nurse.user_id = False
        self.env.flush_all()
        run = self._open()
        outcomes = self._outcomes(run)
        self.assertEqual(outcomes[self.nurse.id], "no_login")
        self.assertEqual(outcomes[self.colleague.id], "ready")
        # agency: chief, head, nurse, colleague; the officer's own plan is never in the own care
        self.assertEqual(len(outcomes), 4)
        self.assertIn("People who get a reminder: 3.", run.summary)
        run.action_confirm()
        self.assertEqual(
            run.summary,
            "3 reminded.\n1 without a login: tell them yourself.",
        )

    def test_nobody_is_reminded_twice_on_one_day(self):
        self._open(self._plan_of(self.nurse)).action_confirm()
        run = self._open(user=self.hr_user)
        self.assertEqual(self._outcomes(run)[self.nurse.id], "reminded_today")
        run.action_confirm()
        self.assertEqual(len(self._reminders(self.nurse)), 1)
        with freeze_time("2026-11-24 17:30:00"):  # the next day in Jakarta
            run = self._open(self._plan_of(self.nurse))
            self.assertEqual(self._outcomes(run)[self.nurse.id], "ready")
            run.action_confirm()
        self.assertEqual(len(self._reminders(self.nurse)), 2)

    def test_preview_of_another_officer_does_not_remind_twice(self):
        early = self._open(self._plan_of(self.nurse))
        self._open(self._plan_of(self.nurse), self.hr_user).action_confirm()
        early.action_confirm()
        self.assertEqual(self._outcomes(early)[self.nurse.id], "reminded_today")
        self.assertEqual(len(self._reminders(self.nurse)), 1)

    def test_reminder_ends_when_the_plan_moves_on(self):
        plan = self._plan_of(self.nurse)
        self._open(plan).action_confirm()
        self._fill_plan(plan)
        plan.with_user(self.nurse_user).action_propose()
        self.assertFalse(self._reminders(self.nurse))

    def test_agreed_plans_wait_for_nobody(self):
        plan = self._agree_plan(self.nurse)
        with self.assertRaises(UserError):
            self._open(plan)

    def test_board_reminds_the_late_ones(self):
        self._agree_plan(self.nurse)
        row = (
            self.env["asn.unit.board"]
            .with_user(self.officer_user)
            .search([("unit_id", "=", self.clinic.id), ("is_direct", "=", False)])
        )
        run = self.env["asn.bulk.run"].browse(row.action_nudge()["res_id"])
        self.assertEqual(run.line_ids.employee_id, self.head | self.colleague)

    def test_only_plans_in_ones_care(self):
        run = self._open(self.year.skp_ids)
        self.assertNotIn(self.outsider, run.line_ids.employee_id)
        with self.assertRaises(UserError):
            self._open(self._plan_of(self.outsider))
        with self.assertRaises(UserError):
            self._open(self._plan_of(self.officer))

    def test_who_may_not(self):
        for user in (self.nurse_user, self.head_user, self.auditor_user, self.plain_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._open(user=user)

    def test_only_the_author_confirms_and_only_once(self):
        run = self._open(self._plan_of(self.nurse))
        for user in (self.nurse_user, self.hr_user, self.auditor_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                run.with_user(user).action_confirm()
        run.action_confirm()
        with self.assertRaises(UserError):
            run.action_confirm()

    def test_message_and_lines_are_guarded(self):
        run = self._open(self._plan_of(self.nurse))
        with self.assertRaises(AccessError):
            run.write({"state": "done"})
        with self.assertRaises(AccessError):
            run.with_user(self.hr_user).write({"text_employee": "Lain"})
        with self.assertRaises(AccessError):
            run.line_ids.with_user(self.officer_user).write({"outcome": "done"})
        run.text_employee = " "
        with self.assertRaises(UserError):
            run.action_confirm()
        run.text_employee = "Mohon diajukan."
        run.action_confirm()
        with self.assertRaises(AccessError):
            run.write({"text_employee": "Diubah kemudian"})

    def test_long_run_goes_on_in_batches(self):
        run = self._open()
        run.sudo().write({"state": "running", "total": 4})
        self.assertEqual(run.sudo()._run_batch(3), 3)
        self.assertEqual((run.state, run.done), ("running", 3))
        self.assertEqual(run.progress, 75.0)
        self.assertEqual(run.sudo()._run_batch(3), 1)
        self.assertEqual((run.state, run.done), ("done", 4))

    def test_previews_are_forgotten_and_the_log_stays(self):
        preview, done = self._open(), self._open()
        done.action_confirm()
        # The database's own clock stamps rows; it does not stand still with the test's.
        self.env.flush_all()
        self.env.cr.execute("UPDATE asn_bulk_run SET create_date = '2026-11-20'")
        self.env.invalidate_all()
        self.env["asn.bulk.run"]._gc_previews()
        self.assertFalse(preview.exists())
        self.assertTrue(done.exists())
        with self.assertRaises(UserError):
            done.sudo().unlink()

    def test_one_mail_a_day_where_the_region_wants_it(self):
        self.nurse_user.email = "siti@example.com"
        self.company.asn_reminder_mail = True
        self._open(self._plan_of(self.nurse) | self._plan_of(self.colleague)).action_confirm()
        (mail,) = self.env["mail.mail"].search(
            [("recipient_ids", "in", self.nurse_user.partner_id.ids)]
        )
        self.assertEqual(mail.recipient_ids, self.nurse_user.partner_id)
        self.assertIn("glad to help", mail.body_html)
        told = self.env["asn.reminder"].search([("user_id", "=", self.nurse_user.id)])
        self.assertTrue(told.is_mailed)
        self.assertEqual((told.propose_count, told.agree_count), (1, 0))

    def test_no_mail_where_the_region_wants_none(self):
        self.nurse_user.email = "siti@example.com"
        self.company.asn_reminder_mail = False
        self._open(self._plan_of(self.nurse)).action_confirm()
        self.assertFalse(
            self.env["mail.mail"].search([("recipient_ids", "in", self.nurse_user.partner_id.ids)])
        )
        self.assertEqual(len(self._reminders(self.nurse)), 1)

    def test_who_was_reminded_at_night_is_not_reminded_again(self):
        self.env["asn.reminder"].create(
            {
                "company_id": self.company.id,
                "user_id": self.nurse_user.id,
                "day": "2026-11-24",
                "propose_count": 1,
            }
        )
        run = self._open(self._plan_of(self.nurse) | self._plan_of(self.colleague))
        outcomes = self._outcomes(run)
        self.assertEqual(outcomes[self.nurse.id], "reminded_today")
        self.assertEqual(outcomes[self.colleague.id], "ready")
