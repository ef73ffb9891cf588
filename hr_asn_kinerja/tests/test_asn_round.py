from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .round_common import DAYS, NUMBERS, REASON, RoundCase


@tagged("post_install", "-at_install")
class TestAsnRound(RoundCase):
    """Opening, choosing, answering, closing, releasing."""

    def test_opening_copies_person_and_limits_numbers_to_the_people_there_are(self):
        rounds = self._open_round(self.head) | self._open_round(self.nurse)
        head, nurse = rounds
        self.assertEqual(head.state, "nominating")
        self.assertEqual(head.user_id, self.head_user)
        self.assertEqual(head.evaluator_user_id, self.chief_user)
        # head and officer are evaluated by chief: one peer; six people below the head
        self.assertEqual((head.peer_min, head.subordinate_min), (0, 0))
        self.assertEqual((nurse.subordinate_min, nurse.subordinate_max), (0, 0))
        self.assertEqual(
            [(n.relation, n.employee_id, n.state) for n in nurse.nominee_ids],
            [("self", self.nurse, "proposed"), ("superior", self.head, "proposed")],
        )
        self.assertEqual(nurse.transition_ids.action, "open")
        self.assertEqual(
            nurse.activity_ids.mapped(lambda a: (a.user_id, a.date_deadline)),
            [(self.nurse_user, date(2026, 12, 1))],
        )
        self.assertFalse(self._open_round(self.nurse), "a second one in the period")

    def test_numbers_with_agreed_plans(self):
        for person in self.nurse | self.colleague | self.more:
            self._plan_of(person).write({"state": "agreed"})
        nurse, head = self._open_round(self.nurse), self._open_round(self.head)
        self.assertEqual(nurse.peer_min, 3)  # of five
        self.assertEqual(head.subordinate_min, 3)  # of six

    def test_four_hundred_people_take_as_many_statements_as_one(self):
        plans = self._plan_of(self.nurse)
        values = {**DAYS, **NUMBERS}
        self.env.flush_all()
        counts = []
        for chosen in (plans, self.year.skp_ids - plans):
            before = self.env.cr.sql_log_count
            opened = self.rounds._open(chosen, self.second_half, values)
            self.assertGreaterEqual(len(opened), 1)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 3)

    def test_the_whole_way(self):
        nurse = self._open_round(self.nurse, peer_min=3)
        own = nurse.with_user(self.nurse_user)
        nurse.peer_min = 3
        with self.assertRaisesRegex(UserError, "Peer"):
            own.action_nominate()
        self._add(own, self.more[:3], "peer")
        own.action_nominate()
        self.assertEqual(nurse.date_nominated, date(2026, 11, 24))
        self.assertEqual(nurse.activity_ids.user_id, self.head_user)
        with self.assertRaises(AccessError):
            self._add(own, self.colleague, "peer")
        with self.assertRaises(UserError):
            own.action_nominate()
        # The evaluator leaves one out and adds another, each with a reason.
        evaluator = nurse.with_user(self.head_user)
        lines = evaluator.nominee_ids
        left = lines.filtered(lambda n: n.employee_id == self.more[0])
        with self.assertRaises(ValidationError):
            left.is_left_out = True
        left.write({"is_left_out": True, "reason": "Bertugas di unit lain."})
        with self.assertRaises(ValidationError):
            self._add(evaluator, self.colleague, "peer")
        self.env["asn.feedback.round.nominee"].with_user(self.head_user).create(
            {
                "round_id": nurse.id,
                "employee_id": self.colleague.id,
                "relation": "peer",
                "reason": "Satu regu.",
            }
        )
        evaluator.action_approve()
        self.assertEqual(nurse.state, "answering")
        states = {n.employee_id: n.state for n in nurse.nominee_ids}
        self.assertEqual(states[self.more[0]], "left_out")
        self.assertEqual(states[self.colleague], "asked")
        # Everybody answers; the round closes after its day; the person sees it once released.
        self._answer(nurse, self.nurse, 3)
        self._answer(nurse, self.head, 4)
        for person, score in ((self.more[1], 3), (self.more[2], 4), (self.colleague, 5)):
            self._answer(nurse, person, score)
        with self.assertRaises(UserError):
            evaluator.action_close()
        self._close(nurse)
        self.assertEqual(nurse.state, "closed")
        self.assertFalse(own.report)
        report = evaluator.report
        self.assertEqual(self._mean(report, "peer"), 4.0)
        self.assertEqual(self._mean(report, "self"), 3.0)
        self.assertEqual(self._mean(report, "superior"), 4.0)
        with self.assertRaises(AccessError):
            own.action_release()
        evaluator.action_release()
        own.invalidate_recordset()
        self.assertEqual(self._mean(own.report, "peer"), 4.0)
        self.assertEqual(
            nurse.transition_ids.sorted("id").mapped("action"),
            ["open", "nominate", "approve", "close", "release"],
        )

    def test_an_evaluator_does_not_delete_who_was_proposed(self):
        nurse = self._open_round(self.nurse)
        self._add(nurse.with_user(self.nurse_user), self.more[:1], "peer")
        line = self._nominee(nurse, self.more[0]).with_user(self.head_user)
        with self.assertRaises(UserError):
            line.unlink()
        superior = self._nominee(nurse, self.head).with_user(self.nurse_user)
        with self.assertRaises(UserError):
            superior.unlink()
        with self.assertRaises(AccessError):
            superior.write({"relation": "peer"})
        with self.assertRaises(AccessError):
            self._nominee(nurse, self.nurse).with_user(self.head_user).write({"relation": "peer"})
        line.with_user(self.nurse_user).unlink()

    def test_a_giver_is_somebody_else(self):
        nurse = self._open_round(self.nurse)
        with self.assertRaises(ValidationError):
            self._add(nurse.with_user(self.nurse_user), self.more[:1], "self")
        with self.assertRaises(ValidationError):
            self._add(nurse.with_user(self.hr_user), self.more[:1], "peer")  # without a reason
        without_login = self.more[1]
        without_login.user_id = False
        self._add(nurse, without_login, "peer")
        with self.assertRaisesRegex(UserError, "cannot log in"):
            nurse.with_user(self.head_user).action_approve()

    def test_suggestions_by_lot_fill_up_to_the_least_number(self):
        for person in self.nurse | self.colleague | self.more:
            self._plan_of(person).write({"state": "agreed"})
        nurse = self._open_round(self.nurse)
        nurse.with_user(self.nurse_user).action_suggest()
        peers = nurse.nominee_ids.filtered(lambda n: n.relation == "peer")
        self.assertEqual(len(peers), 3)
        self.assertLessEqual(peers.employee_id, self.colleague | self.more)
        self.assertEqual(set(peers.mapped("proposed_by")), {"subject"})
        with self.assertRaises(UserError):
            nurse.with_user(self.nurse_user).action_suggest()
        with self.assertRaises(AccessError):
            nurse.with_user(self.auditor_user).action_suggest()

    def test_every_value_needs_a_mark_and_the_ends_a_reason(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        giver = self.more[0]
        code = self.values[2].code
        for marks, words in (
            ({}, "Choose a mark"),
            (self._marks(4, **{code: (6, REASON)}), "one of the marks"),
            (self._marks(4, **{code: ("4", REASON)}), "one of the marks"),
            (self._marks(4, **{code: (1, "")}), "need a sentence"),
            (self._marks(4, **{code: (5, "Baik.")}), "need a sentence"),
            (self._marks(4, **{code: (4, "x" * 1001)}), "1000"),
            (self._marks(4, **{code: (4, "a\x00b")}), "character"),
            (self._marks(4, **{code: (4, 7)}), "not a text"),
        ):
            with self.subTest(words=words), self.assertRaisesRegex(UserError, words):
                self._answer(nurse, giver, marks=marks)
        self._answer(nurse, giver, marks=self._marks(3, "", **{code: (None, "")}))
        with self.assertRaisesRegex(UserError, "already"):
            self._answer(nurse, giver)

    def test_own_traces_in_the_text_are_pointed_out(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.colleague)
        marks = self._marks(3, "Saya, Nurul, melihat antrean.")
        answer = self._answer(nurse, self.colleague, marks=marks, is_sure=False)
        self.assertEqual(answer, {"is_sent": False, "traces": ["name"]})
        self.assertFalse(self._rows("answer"))
        self.assertTrue(self._answer(nurse, self.colleague, marks=marks)["is_sent"])

    def test_who_is_not_asked_does_not_answer(self):
        nurse = self._open_round(self.nurse)
        page = self.rounds.with_user(self.more[0].user_id)
        self._add(nurse, self.more[:1], "peer")
        nominee = self._nominee(nurse, self.more[0])
        with self.assertRaises(UserError):  # not approved yet
            self._answer(nurse, self.more[0])
        nurse.write({"peer_min": 0})
        nurse.with_user(self.head_user).action_approve()
        self.assertEqual([r["id"] for r in page.action_page()["requests"]], [nominee.id])
        for number in (nominee.id, -1, 0, "x", None, True):
            with self.subTest(number=number), self.assertRaises(UserError):
                self.rounds.with_user(self.outsider_user).action_page(
                    "answer", {"nominee": number, "marks": self._marks(4)}
                )
        with self.assertRaises(UserError):
            page.action_page("other")
        with self.assertRaises(AccessError):
            self.rounds.with_user(self.env.ref("base.public_user")).action_page()
        nurse.sudo().write({"date_nominate": "2026-11-01", "date_due": "2026-11-23"})
        with self.assertRaisesRegex(UserError, "passed"):
            self._answer(nurse, self.more[0])

    def test_declining_takes_the_giver_out_with_a_reason(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        page = self.rounds.with_user(self.more[0].user_id)
        nominee = self._nominee(nurse, self.more[0])
        with self.assertRaises(UserError):
            page.action_page("decline", {"nominee": nominee.id, "reason": " "})
        page.action_page("decline", {"nominee": nominee.id, "reason": "Kami bersaudara."})
        self.assertEqual((nominee.state, nominee.reason), ("declined", "Kami bersaudara."))
        self.assertFalse(page.action_page()["requests"])
        self.assertEqual(nurse.asked_count, 3)
        with self.assertRaises(UserError):
            self._answer(nurse, self.more[0])
        self._answer(nurse, self.more[1])
        with self.assertRaisesRegex(UserError, "already"):
            self.rounds.with_user(self.more[1].user_id).action_page(
                "decline",
                {"nominee": self._nominee(nurse, self.more[1]).id, "reason": "Berubah pikiran."},
            )
        with self.assertRaises(UserError):
            self.rounds.with_user(self.nurse_user).action_page(
                "decline", {"nominee": self._nominee(nurse, self.nurse).id, "reason": "Malu."}
            )

    def test_givers_have_one_activity_that_only_they_find(self):
        nurse, colleague = self._open_round(self.nurse), self._open_round(self.colleague)
        self._ask(nurse, self.more)
        self._ask(colleague, self.more)
        giver = self.more[0].user_id
        kind = self.env.ref("hr_asn_kinerja.mail_activity_type_round_answer")
        domain = [("activity_type_id", "=", kind.id), ("user_id", "=", giver.id)]
        activity = self.env["mail.activity"].search(domain)
        self.assertEqual(len(activity), 1)
        self.assertIn("2", activity.summary)
        self.assertEqual(activity.date_deadline, date(2026, 12, 15))
        for user in (self.head_user, self.hr_user, self.admin_asn_user, self.nurse_user):
            self.assertFalse(self.env["mail.activity"].with_user(user).search(domain))
        self._answer(nurse, self.more[0])
        self.assertIn("1", self.env["mail.activity"].search(domain).summary)
        self._answer(colleague, self.more[0])
        self.assertFalse(self.env["mail.activity"].search(domain))
        self.assertFalse(
            self.env["mail.activity"].with_context(active_test=False).search(domain),
            "a kept activity would tell who answered",
        )

    def test_reminders_go_to_everybody_who_is_asked(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        self._answer(nurse, self.more[0])
        users = (self.more | self.nurse | self.head).user_id
        users.partner_id.write({"email": "a@example.com"})
        nurse.sudo().write({"date_nominate": "2026-11-01", "date_due": "2026-11-27"})
        sent = []
        mails = type(self.env["mail.mail"])
        with patch.object(mails, "create", lambda _self, values: sent.extend(values)):
            list(self.rounds._remind_givers())
        told = [command[1] for mail in sent for command in mail["recipient_ids"]]
        self.assertEqual(sorted(told), sorted(users.partner_id.ids))
        nurse.sudo().write({"date_due": "2026-11-28"})
        sent.clear()
        with patch.object(mails, "create", lambda _self, values: sent.extend(values)):
            list(self.rounds._remind_givers())
        self.assertFalse(sent)

    def test_stopping_takes_away_what_was_said(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        for person in (self.head, *self.more):
            self._answer(nurse, person)
        with self.assertRaises(AccessError):
            nurse.with_user(self.head_user)._workflow_run("cancel", "Tidak jadi.")
        nurse.with_user(self.hr_user)._workflow_run("cancel", "Salah unit.")
        for name in ("answer", "assessment", "participation"):
            self.assertFalse(self._rows(name), name)
        again = self._open_round(self.nurse)
        self.assertEqual(len(again), 1)

    def test_the_round_before_is_shown_beside(self):
        before = self.rounds._open(self._plan_of(self.nurse), self.half, {**DAYS, **NUMBERS})
        self._ask(before, self.more)
        for person in self.more:
            self._answer(before, person, 2)
        self._close(before)
        before.with_user(self.head_user).action_release()
        before.sudo().write({"date_nominate": "2026-06-01", "date_due": "2026-06-15"})
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        for person in self.more:
            self._answer(nurse, person, 3)
        self._close(nurse)
        report = nurse.with_user(self.head_user).report
        self.assertEqual(self._mean(report, "peer"), 3.0)
        self.assertEqual(self._mean(report["before"], "peer"), 2.0)
        self.assertEqual(report["before"]["name"], self.half.name)

    def test_it_stands_beside_the_rating_and_changes_none(self):
        self._agree_plan(self.nurse)
        self.second_half.sudo()._open_batch()
        evaluation = self._plan_of(self.nurse).evaluation_ids.filtered(
            lambda e: e.period_id == self.second_half
        )
        if not evaluation:
            evaluation = self.env["asn.evaluation"].create(
                {"skp_id": self._plan_of(self.nurse).id, "period_id": self.second_half.id}
            )
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        for person in self.more:
            self._answer(nurse, person, 2)
        self.assertFalse(evaluation.with_user(self.head_user).round_report)
        self._close(nurse)
        self.env.invalidate_all()
        report = evaluation.with_user(self.head_user).round_report
        self.assertEqual(self._mean(report, "peer"), 2.0)
        self.assertFalse(evaluation.with_user(self.nurse_user).round_report)
        self.assertFalse(evaluation.with_user(self.officer_user).round_report)
        self.assertFalse(evaluation.draft_behaviour_rating)
        self.assertFalse(any(evaluation.behaviour_ids.mapped("rating_aid")))

    def test_the_day_may_be_moved_ahead_only(self):
        nurse = self._open_round(self.nurse)
        self._ask(nurse, self.more)
        evaluator = nurse.with_user(self.head_user)
        evaluator.date_due = "2026-12-20"
        with self.assertRaises(ValidationError):
            evaluator.date_due = "2026-11-23"
        with self.assertRaises(AccessError):
            evaluator.peer_min = 1
        with self.assertRaises(AccessError):
            nurse.with_user(self.nurse_user).date_due = "2026-12-21"
