from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError

from .objection_common import ObjectionCase
from .year_common import YearCase


class TestClosingOfTheYear(YearCase):
    def setUp(self):
        super().setUp()
        self._log(self.count, 1500, "2026-03-16")
        self._open_annual()
        self.annual = self._annual_of(self.nurse)

    def test_it_asks_and_counts_what_is_open(self):
        self._release(self.first)
        year = self.year.with_user(self.hr_user)
        self.assertEqual(year.closing_plan_count, len(self.year.skp_ids) - 1)
        self.assertEqual(year.closing_evaluation_count, 2)
        self.assertEqual(year.closing_unread_count, 1)
        self.assertIn("evaluation periods", year.closing_problem)
        action = year.with_context(asn_unfinished="unread").action_view_unfinished()
        self.assertEqual(self.env[action["res_model"]].search(action["domain"]), self.first)
        self.assertEqual(year.action_ask_close()["res_model"], "asn.period")
        with self.assertRaisesRegex(UserError, "evaluation periods"):
            year.action_close()

    def test_it_waits_for_objections(self):
        self._release(self.annual)
        (self.half | self.second_half).with_user(self.hr_user).action_close()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE asn_evaluation SET state = 'objected' WHERE id = %s", [self.annual.id]
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "Objections wait"):
            self.year.with_user(self.hr_user).action_close()

    def test_it_waits_for_whoever_can_still_answer(self):
        """The annual result was opened today: nobody shuts it before its fourteen days."""
        self._release(self.annual)
        self._let_objection_days_pass(self.annual)
        (self.half | self.second_half).with_user(self.hr_user).action_close()
        self.annual.sudo().date_received = "2026-11-24"
        year = self.year.with_user(self.hr_user)
        self.assertEqual(year.closing_window_count, 1)
        with self.assertRaisesRegex(UserError, "can still be objected to"):
            year.action_close()
        with freeze_time("2026-12-08 16:59:59"), self.assertRaises(UserError):
            year.action_close()
        with freeze_time("2026-12-08 17:00:00"):
            self.assertTrue(year.action_close())
        self.assertEqual(self.annual.state, "closed")

    def test_everything_is_locked_with_a_trace(self):
        self._finish_year()
        documents = self.evaluations | self.annual
        self.assertEqual(set(documents.mapped("state")), {"closed"})
        self.assertEqual(self.plan.state, "closed")
        for document in (*documents, self.plan):
            last = document.transition_ids.sorted("id")[-1]
            self.assertEqual((last.action, last.user_id), ("close", self.hr_user))
        self.assertFalse(
            self.env["mail.activity"].search_count(
                [("res_model", "=", "asn.evaluation"), ("res_id", "in", documents.ids)]
            )
        )

    def test_set_based_closing_equals_the_step(self):
        other = self._agree_plan(self.colleague)
        mine, yours = self.first, other.evaluation_ids.sorted("date_start")[0]
        self._release(mine)
        self._release(yours)
        self._let_objection_days_pass(mine | yours)
        self.half.with_user(self.hr_user).sudo().write({"state": "closed"})
        mine.with_user(self.hr_user)._workflow_run("close")
        self.half.with_user(self.hr_user).sudo()._close_documents()
        self.env.invalidate_all()

        def seen(evaluation):
            last = evaluation.transition_ids.sorted("id")[-1]
            return (
                evaluation.state,
                evaluation.write_uid,
                last.read(["action", "state_from", "state_to", "reason"])[0]["action"],
                last.state_from,
                last.state_to,
                last.user_id,
                len(evaluation.activity_ids),
            )

        self.assertEqual(seen(mine), seen(yours))

    def test_nothing_changes_any_more(self):
        unfinished = self._agree_plan(self.colleague)
        open_annual = self._annual_of(self.colleague)
        late = unfinished.evaluation_ids[:1]
        draft = self._plan_of(self.officer)
        self._finish_year()
        with self.assertRaises(UserError):
            self._log(self.count, 10, "2026-10-16")
        with self.assertRaises(UserError):
            self._log(unfinished.result_ids.indicator_ids[0], 10, "2026-10-16")
        for evaluation in (open_annual, late):
            self.assertEqual(evaluation.with_user(self.head_user).editable_parts, "")
            self.assertEqual(evaluation.with_user(self.head_user).allowed_actions, "")
            with self.assertRaises(UserError):
                self._rate(evaluation, "meets", "meets")
            with self.assertRaises(UserError):
                evaluation.with_user(self.colleague_user).write({"reflection": "Terlambat"})
            with self.assertRaises(UserError):
                evaluation.with_user(self.colleague_user).action_submit()
        with self.assertRaises(UserError):
            draft.with_user(self.officer_user).write({"approach": "qualitative"})
        with self.assertRaises(UserError):
            draft.with_user(self.hr_user).write({"evaluator_id": self.chief.id})
        with self.assertRaises(UserError):
            draft.with_user(self.hr_user).action_ask_split()
        with self.assertRaises(UserError):
            self.first.with_user(self.hr_user).action_reopen("salah unit")
        with self.assertRaises(UserError):
            self.year.with_user(self.hr_user).action_open_annual()
        with self.assertRaises(UserError):
            self.year.with_user(self.hr_user).action_open()
        self.assertTrue(self.year.with_user(self.hr_user).action_close(), "asked twice")


class TestClosingOfAHalfYear(ObjectionCase):
    """Two results of the first half-year: one received on 2 March, one that nobody opened."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._agree_plan(cls.colleague).evaluation_ids
        cls._rate(cls.other, "meets", "meets")
        cls.other.with_user(cls.head_user).action_release()
        cls.office = cls.half.with_user(cls.hr_user)

    def _close(self, moment):
        with freeze_time(moment):
            self.env.invalidate_all()
            self.office.action_close()
            self.env.invalidate_all()

    def _night(self, moment):
        with freeze_time(moment):
            self.evaluation._lock_batch(self.company, self.half.today())
            self.env.invalidate_all()

    def test_days_to_object_go_on_after_closing(self):
        self._close("2026-03-16 16:59:00")
        self.assertEqual((self.evaluation.state, self.other.state), ("released", "released"))
        self.assertTrue(self.evaluation.activity_ids)
        self._night("2026-03-16 16:59:59")
        self.assertEqual(self.evaluation.state, "released")
        self._night("2026-03-16 17:00:00")
        self.assertEqual((self.evaluation.state, self.other.state), ("closed", "released"))
        last = self.evaluation.transition_ids.sorted("id")[-1]
        self.assertEqual((last.action, last.state_from), ("close", "released"))
        self.assertFalse(self.evaluation.activity_ids)

    def test_an_objection_after_closing_is_decided_and_then_locked(self):
        self._close("2026-03-10 03:00:00")
        with freeze_time("2026-03-11 03:00:00"):
            filed = self._file()
            self._explain(filed)
            self._decide(filed, "keep")
        self.assertEqual(self.evaluation.state, "final")
        self._night("2026-03-12 03:00:00")
        self.assertEqual(self.evaluation.state, "closed")

    def test_a_late_objection_that_was_allowed_keeps_it_open(self):
        self.evaluation.late_objection_until = "2026-04-30"
        self._close("2026-04-30 03:00:00")
        self.assertEqual(self.evaluation.state, "released")
        self._night("2026-04-30 17:00:00")
        self.assertEqual(self.evaluation.state, "closed")

    def test_working_days(self):
        self.company.asn_objection_day_kind = "working"
        self.company.resource_calendar_id.attendance_ids.unlink()
        self._close("2026-03-20 16:59:59")
        self.assertEqual(self.evaluation.state, "released")
        self._night("2026-03-20 17:00:00")
        self.assertEqual(self.evaluation.state, "closed")

    def test_where_only_the_year_is_answered_everything_is_locked_at_once(self):
        self.company.asn_objection_periodic = False
        self._close("2026-03-03 03:00:00")
        self.assertEqual((self.evaluation.state, self.other.state), ("closed", "closed"))

    def test_it_says_how_many_and_which(self):
        with freeze_time("2026-03-16 03:00:00"):
            self.env.invalidate_all()
            self.assertEqual(self.office.closing_window_count, 2)
            action = self.office.with_context(asn_unfinished="window").action_view_unfinished()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, self.evaluation | self.other)

    def test_the_night_takes_so_many_at_a_time(self):
        self.other.date_received = "2026-03-02"
        self._close("2026-03-10 03:00:00")
        with freeze_time("2026-04-01 03:00:00"):
            today = self.half.today()
            done = [self.evaluation._lock_batch(self.company, today, 1) for _night in range(3)]
        self.assertEqual(done, [1, 1, 0])


class TestPlansOfTheNextYear(YearCase):
    def _open_next(self):
        action = self.env["asn.period"].action_generate(2027)
        self.following = self.env["asn.period"].browse(action["res_id"])
        self.following.with_user(self.hr_user).action_open()

    def _propose(self):
        action = self.year.with_user(self.hr_user).action_propose_plans()
        dialog = self.env[action["res_model"]].with_user(self.hr_user).browse(action["res_id"])
        return dialog, dialog.action_confirm()

    def _next_plan(self, employee):
        return self.following.skp_ids.filtered(lambda plan: plan.employee_id == employee)

    def test_it_needs_an_open_next_year(self):
        with self.assertRaisesRegex(UserError, "not open"):
            self.year.with_user(self.hr_user).action_propose_plans()
        for user in (self.nurse_user, self.officer_user, self.auditor_user):
            with self.assertRaises(AccessError):
                self.year.with_user(user).action_propose_plans()

    def test_preview_filling_and_undo(self):
        self._open_next()
        dialog, action = self._propose()
        self.assertIn("Left out", dialog.preview)
        plan = self._next_plan(self.nurse)
        self.assertEqual(plan.result_ids.mapped("name"), self.plan.result_ids.mapped("name"))
        self.assertEqual(plan.result_ids.indicator_ids[0].target_value, 3600)
        run = self.env[action["res_model"]].browse(action["res_id"])
        run.with_user(self.hr_user).action_undo()
        self.assertFalse(plan.result_ids)

    def test_what_somebody_typed_stays(self):
        self._open_next()
        plan = self._next_plan(self.nurse)
        self._fill_plan(plan, 99)
        with self.assertRaisesRegex(UserError, "Nothing would be added"):
            self._propose()
        self.assertEqual(plan.result_ids.indicator_ids[0].target_value, 99)

    def test_organisation_results_stay_with_the_post(self):
        """The head leaves; the successor inherits what the post does for the organisation."""
        head_plan = self._agree_plan(self.head)
        organisation, personal = head_plan.result_ids
        self.env.cr.execute(
            "UPDATE asn_skp_result SET classification = 'organisation' WHERE id = %s",
            [organisation.id],
        )
        self.env.cr.execute(
            "UPDATE asn_skp_result SET classification = 'individual' WHERE id = %s", [personal.id]
        )
        self.env.cr.execute("UPDATE asn_skp SET job_title = 'Kepala' WHERE id = %s", [head_plan.id])
        self.env.invalidate_all()
        self._open_next()
        successor, leaver = self._next_plan(self.nurse), self._next_plan(self.head)
        self.env.cr.execute("UPDATE asn_skp SET job_title = 'Kepala' WHERE id = %s", [successor.id])
        self.env.cr.execute("UPDATE asn_skp SET job_title = 'Lain' WHERE id = %s", [leaver.id])
        self.env.invalidate_all()
        self._propose()
        self.assertEqual(leaver.result_ids.mapped("name"), [personal.name])
        names = successor.result_ids.mapped("name")
        self.assertIn(organisation.name, names)
        copied = successor.result_ids.filtered(lambda r: r.copied_result == organisation.id)
        self.assertTrue(copied.indicator_ids)

    def test_an_employee_takes_nothing_from_the_post(self):
        self._open_next()
        plan = self._next_plan(self.nurse)
        dialog = (
            self.env["asn.skp.template.apply"]
            .with_user(self.nurse_user)
            .create({"skp_ids": [(6, 0, plan.ids)], "source": "year_before"})
        )
        self.assertIn("only an office", dialog.preview)
