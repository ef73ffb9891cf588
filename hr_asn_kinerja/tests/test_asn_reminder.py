from freezegun import freeze_time

from odoo.exceptions import ValidationError

from .common import AsnCase

# The plans of 2026 are to be agreed by 31 January; 07:00 in Jakarta is midnight in Greenwich.
BEFORE_14 = "2026-01-17 00:10:00"
BEFORE_7 = "2026-01-24 00:10:00"
ON_THE_DAY = "2026-01-31 00:10:00"
AFTER_7 = "2026-02-07 00:10:00"


class ReminderCase(AsnCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("en_US")
        with freeze_time("2026-01-05 02:00:00"):
            self._make_year(self.env)
            for plan in self.year.skp_ids:  # only the people below have something to do
                if plan.employee_id not in self.nurse | self.colleague:
                    plan.sudo().write({"state": "cancelled"})
            self.mine = self._plan_of(self.nurse)
            self.peer = self._plan_of(self.colleague)
            for user in (self.nurse_user, self.colleague_user, self.head_user, self.chief_user):
                user.write({"email": f"{user.login}@example.com", "lang": "en_US"})

    def _propose(self, plan):
        self._fill_plan(plan)
        plan.with_user(plan.user_id).action_propose()

    def _run(self, at):
        with freeze_time(at):
            self.env.invalidate_all()
            list(self.env["asn.skp"]._remind_batches())
            self.env.flush_all()

    def _mails(self):
        """The digests; other parts of Odoo write mails of their own."""
        return self.env["mail.mail"].search([("subject", "like", "Performance plans")])

    def _sent(self):
        return [
            (str(row.day), row.user_id.login, row.propose_count, row.agree_count)
            for row in self.env["asn.reminder"].search([], order="day, user_id")
        ]


class TestReminders(ReminderCase):
    def test_nobody_is_reminded_before_the_first_day(self):
        self._run("2026-01-16 10:00:00")
        self.assertFalse(self.env["asn.reminder"].search([]))
        self.assertFalse(self._mails())

    def test_whoever_acts_next_is_reminded_at_each_offset_once(self):
        for at in (BEFORE_14, "2026-01-18 00:10:00", BEFORE_7, "2026-01-28 00:10:00", ON_THE_DAY):
            self._run(at)
            self._run(at)  # a second run on the day does nothing
        days = ["2026-01-17", "2026-01-24", "2026-01-28", "2026-01-31"]
        expected = [(day, login, 1, 0) for day in days for login in ("asn_nurse", "asn_colleague")]
        self.assertCountEqual(self._sent(), expected)
        self.assertEqual(len(self._mails()), 8)

    def test_day_is_that_of_the_region(self):
        self._run("2026-01-16 16:59:00")  # 23:59 of the 16th in Jakarta
        self.assertFalse(self._sent())
        self._run("2026-01-16 17:01:00")
        self.assertEqual(len(self._sent()), 2)

    def test_evaluator_with_many_plans_gets_one_mail(self):
        self._propose(self.mine)
        self._propose(self.peer)
        self._run(BEFORE_7)
        self.assertEqual(self._sent(), [("2026-01-24", "asn_head", 0, 2)])
        (mail,) = self._mails()
        self.assertEqual(mail.recipient_ids, self.head_user.partner_id)
        self.assertIn("Plans to agree or return: 2.", mail.body_html)
        self.assertIn("/odoo/team-skp", mail.body_html)
        for secret in ("Siti", "Nurul", "pasien", self.mine.nip):
            self.assertNotIn(secret, mail.body_html + mail.subject)

    def test_second_run_with_new_plans_sends_no_second_mail(self):
        self._propose(self.mine)
        self._run(BEFORE_7)
        with freeze_time(BEFORE_7):
            self._propose(self.peer)
        self.peer.sudo().reminded_on = False
        self._run("2026-01-24 09:00:00")
        to_head = self._mails().filtered(lambda m: m.recipient_ids == self.head_user.partner_id)
        self.assertEqual(len(to_head), 1)

    def test_existing_activity_is_annotated_and_none_added(self):
        activities = self.mine.activity_ids
        self.assertEqual(len(activities), 1)
        self._run(BEFORE_14)
        self._run(BEFORE_7)
        self.assertEqual(self.mine.activity_ids, activities)
        self.assertEqual(activities.summary, "Reminder: propose your plan by 01/31/2026")
        self._propose(self.mine)
        self._run(ON_THE_DAY)
        self.assertEqual(len(self.mine.activity_ids), 1)
        self.assertEqual(self.mine.activity_ids.user_id, self.head_user)
        self.assertIn("agree or return the plan", self.mine.activity_ids.summary)

    def test_missing_activity_is_made(self):
        self.mine.activity_ids.unlink()
        self._run(BEFORE_7)
        self.assertEqual(self.mine.activity_ids.user_id, self.nurse_user)
        self.assertEqual(str(self.mine.activity_ids.date_deadline), "2026-01-31")

    def test_missed_night_is_made_up_for_once(self):
        self._run("2026-01-26 00:10:00")
        self.assertEqual(len(self._sent()), 2)
        self._run("2026-01-27 00:10:00")
        self.assertEqual(len(self._sent()), 2)

    def test_plan_that_starts_later_has_its_own_days(self):
        """31 days from 1 March: due on 31 March, so the first reminder is on 17 March."""
        self.peer.sudo().write({"state": "cancelled"})
        self.mine.sudo().date_start = "2026-03-01"
        self._run("2026-03-16 00:10:00")
        self.assertFalse(self._sent())
        self._run("2026-03-17 00:10:00")
        self.assertEqual(self._sent(), [("2026-03-17", "asn_nurse", 1, 0)])
        self.assertIn("03/31/2026", self.mine.activity_ids.summary)
        self._run("2026-04-06 00:10:00")
        self.assertFalse(self.mine.escalated_to)
        self._run("2026-04-07 00:10:00")
        self.assertEqual(self.mine.escalated_to, "evaluator")

    def test_agreed_reopened_and_closed_are_left_alone(self):
        self._propose(self.mine)
        self.mine.with_user(self.head_user).action_agree()
        self.mine.with_user(self.head_user).action_reopen("Berubah")
        self._run(BEFORE_7)
        self.assertEqual(self._sent(), [("2026-01-24", "asn_colleague", 1, 0)])
        self.year.sudo().write({"state": "closed"})
        self._run(ON_THE_DAY)
        self.assertEqual(len(self._sent()), 1)

    def test_archived_people_and_people_without_login_are_skipped(self):
        self.nurse.active = False
        self.colleague_user.active = False
        self._run(BEFORE_7)
        self.assertFalse(self._sent())

    def test_without_address_there_is_an_activity_and_no_mail(self):
        self.nurse_user.email = False
        self._run(BEFORE_7)
        row = self.env["asn.reminder"].search([("user_id", "=", self.nurse_user.id)])
        self.assertFalse(row.is_mailed)
        self.assertEqual(self._mails().recipient_ids, self.colleague_user.partner_id)
        self.assertIn("Reminder", self.mine.activity_ids.summary)

    def test_mails_can_be_switched_off(self):
        self.company.asn_reminder_mail = False
        self._run(BEFORE_7)
        self.assertEqual(len(self._sent()), 2)
        self.assertFalse(self._mails())

    def test_empty_days_mean_no_reminder(self):
        self.company.asn_reminder_days = False
        self._run(ON_THE_DAY)
        self.assertFalse(self._sent())

    def test_mail_and_activity_speak_the_language_of_the_person(self):
        self.env["res.lang"]._activate_lang("id_ID")
        self.nurse_user.lang = "id_ID"
        before = self.env["mail.mail"].search([])
        self._run(BEFORE_7)
        mails = self.env["mail.mail"].search([]) - before
        by_login = {mail.recipient_ids.user_ids.login: mail.subject for mail in mails}
        self.assertIn("31/01/2026", by_login["asn_nurse"])
        self.assertIn("01/31/2026", by_login["asn_colleague"])
        self.assertIn("31/01/2026", self.mine.activity_ids.summary)


class TestEscalation(ReminderCase):
    def test_evaluator_is_told_of_drafts_and_superior_of_waiting_plans(self):
        self._propose(self.peer)
        self._run(ON_THE_DAY)
        self._run("2026-02-06 00:10:00")
        self.assertFalse(self.mine.escalated_to or self.peer.escalated_to)
        self._run(AFTER_7)
        self.assertEqual(self.mine.escalated_to, "evaluator")
        self.assertEqual(self.peer.escalated_to, "superior")
        kind = self.env.ref("hr_asn_kinerja.mail_activity_type_escalate")
        told = self.env["mail.activity"].search([("activity_type_id", "=", kind.id)])
        self.assertEqual(
            {a.user_id: a.res_id for a in told},
            {
                self.head_user: self.mine.id,
                self.chief_user: self.peer.id,
            },
        )
        self._run("2026-02-08 00:10:00")
        rows = self.env["asn.reminder"].search([("day", "=", "2026-02-08")])
        self.assertFalse(rows)

    def test_one_activity_however_many_plans(self):
        self._run(ON_THE_DAY)
        self._run(AFTER_7)
        kind = self.env.ref("hr_asn_kinerja.mail_activity_type_escalate")
        domain = [("activity_type_id", "=", kind.id), ("user_id", "=", self.head_user.id)]
        told = self.env["mail.activity"].search(domain)
        self.assertEqual(len(told), 1)
        self.assertIn("2", told.summary)
        first = self.env["asn.skp"].browse(told.res_id)
        with freeze_time("2026-02-07 03:00:00"):
            self._propose(first)
        self.assertFalse(self.env["mail.activity"].search(domain))  # it went with its plan
        self._run("2026-02-08 00:10:00")
        told = self.env["mail.activity"].search(domain)
        self.assertEqual(len(told), 1)
        self.assertIn("1", told.summary)

    def test_draft_that_is_proposed_late_goes_on_to_the_superior(self):
        self._run(AFTER_7)
        with freeze_time("2026-02-07 03:00:00"):
            self._propose(self.mine)
        self._run("2026-02-08 00:10:00")
        self.assertEqual(self.mine.escalated_to, "superior")

    def test_zero_days_switch_it_off(self):
        self.company.asn_escalation_days = 0
        self._run("2026-06-01 00:10:00")
        self.assertFalse(self.mine.escalated_to)


class TestReminderSettings(AsnCase):
    def test_days_that_mean_nothing_are_refused_in_words(self):
        for text in ("14,abc", "14;7", "-3", "7.5", "nan", "400", "0,1,2,3,4,5,6,7,8,9,10"):
            with self.subTest(text=text), self.assertRaisesRegex(ValidationError, "reminders"):
                self.company.asn_reminder_days = text
        self.company.asn_reminder_days = " 30, 14,0 "
        self.assertEqual(self.company.asn_reminder_days, " 30, 14,0 ")

    def test_number_of_days_is_a_number(self):
        for value in (float("nan"), float("inf"), "abc", 1e300, [7], {"x": 1}):
            for model in (self.company, self.env["res.config.settings"].create({})):
                with self.subTest(value=value), self.assertRaises(ValidationError):
                    model.write({"asn_escalation_days": value})
        self.assertEqual(self.company.asn_escalation_days, 7)
