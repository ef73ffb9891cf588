from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .round_common import RoundCase


@tagged("post_install", "-at_install")
class TestAsnRoundOpening(RoundCase):
    """The dialog for people and units, and rules that open rounds by themselves."""

    def _dialog(self, user, **values):
        return self.env["asn.feedback.round.open"].with_user(user).create(values)

    def _plans(self, *people):
        return [Command.set([self._plan_of(person).id for person in people])]

    def test_an_evaluator_opens_for_people_of_the_team(self):
        plans = self._plan_of(self.nurse) | self._plan_of(self.colleague)
        action = plans.with_user(self.head_user).action_open_round()
        with Form(
            self.env["asn.feedback.round.open"]
            .with_user(self.head_user)
            .with_context(**action["context"])
        ) as form:
            self.assertEqual(form.period_id, self.second_half)
            self.assertEqual(form.people_count, 2)
            # The rule for heads of units fits neither; that for all other posts asks nobody below.
            self.assertEqual((form.peer_min, form.subordinate_min), (3, 0))
        form.record.action_confirm()
        rounds = self.rounds.search([])
        self.assertEqual(rounds.employee_id, self.nurse | self.colleague)
        self.assertEqual(set(rounds.mapped("state")), {"nominating"})
        with self.assertRaisesRegex(UserError, "already"):
            self._dialog(self.head_user, skp_ids=self._plans(self.nurse)).action_confirm()

    def test_nobody_opens_for_himself_or_for_strangers(self):
        for user, person in (
            (self.nurse_user, self.nurse),
            (self.head_user, self.head),
            (self.chief_user, self.nurse),
            (self.auditor_user, self.nurse),
        ):
            dialog = self._dialog(user, skp_ids=self._plans(person))
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                dialog.action_confirm()
        with self.assertRaises(AccessError):
            self._dialog(self.colleague_user, skp_ids=self._plans(self.nurse))
        self.assertFalse(self.rounds.search([]))

    def test_an_officer_opens_for_the_own_unit_without_himself(self):
        dialog = self._dialog(self.officer_user, unit_id=self.agency.id)
        dialog.action_confirm()
        people = self.rounds.search([]).employee_id
        self.assertEqual(people, self.chief | self.head | self.nurse | self.colleague | self.more)
        with self.assertRaises(AccessError):
            self._dialog(self.officer_user, unit_id=self.other_agency.id).action_confirm()

    def test_drafts_are_started_one_by_one(self):
        self._dialog(
            self.head_user, skp_ids=self._plans(self.nurse), is_started=False
        ).action_confirm()
        record = self.rounds.search([])
        self.assertEqual(record.state, "draft")
        self.assertFalse(record.activity_ids)
        with self.assertRaises(AccessError):
            record.with_user(self.nurse_user).read(["state"])
        record.with_user(self.head_user).action_start()
        self.assertEqual(record.activity_ids.user_id, self.nurse_user)

    def test_days_and_period(self):
        for values, error in (
            ({"date_nominate": "2026-11-20"}, ValidationError),
            ({"date_nominate": "2026-12-10", "date_due": "2026-12-09"}, ValidationError),
            ({"period_id": self.year.id}, UserError),
        ):
            dialog = self._dialog(self.head_user, skp_ids=self._plans(self.nurse), **values)
            with self.subTest(values=values), self.assertRaises(error):
                dialog.action_confirm()

    def test_defaults_of_the_context_are_not_trusted(self):
        model = self.env["asn.feedback.round.open"].with_user(self.colleague_user)
        for value in ([self._plan_of(self.nurse).id], [[6, 0, [1]]], 7, "x", [None], [10**9]):
            found = model.with_context(default_skp_ids=value)._default_number("peer_min", 3)
            self.assertEqual(found, 3)

    def test_a_rule_opens_rounds_of_its_posts_before_the_period_ends(self):
        for person in self.nurse | self.head | self.colleague:
            self._plan_of(person).write({"state": "agreed"})
        rules = self.env["asn.feedback.round.rule"]
        rule = rules.with_user(self.hr_user).create(
            {
                "name": "Kepala",
                "only_unit_heads": True,
                "is_automatic": True,
                "days_before_end": 40,
                "peer_min": 0,
                "subordinate_min": 5,
            }
        )
        with freeze_time("2026-11-20 05:00:00"):  # 41 days before the end
            list(rules._open_due_rounds())
            self.assertFalse(self.rounds.search([]))
        with freeze_time("2026-11-21 05:00:00"):
            list(rules._open_due_rounds())
            list(rules._open_due_rounds())
        record = self.rounds.search([])
        self.assertEqual(record.employee_id, self.head)
        self.assertEqual(record.rule_id, rule)
        self.assertEqual(record.date_nominate, date(2026, 11, 28))
        self.assertEqual(record.date_due, date(2026, 12, 12))
        self.assertEqual(record.subordinate_min, 2)  # of those below, two have an agreed plan
        rule.with_user(self.hr_user).position_kind = "executor"
        record.sudo().state = "cancelled"
        with freeze_time("2026-11-21 05:00:00"):
            list(rules._open_due_rounds())
        self.assertEqual(len(self.rounds.search([])), 1)
