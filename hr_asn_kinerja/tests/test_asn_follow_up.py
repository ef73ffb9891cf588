from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..rules import follow_up as rules
from .development_common import DevelopmentCase


@tagged("post_install", "-at_install")
class TestAsnFollowUp(DevelopmentCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = cls.env["asn.follow.up"]

    def _collect(self, user=None):
        return self.rows.with_user(user or self.hr_user).action_collect()

    def _of(self, employee, *states):
        domain = [("employee_id", "=", employee.id)]
        return self.rows.search(domain + ([("state", "in", states)] if states else []))

    def test_only_the_hr_office_collects(self):
        for user in (self.nurse_user, self.head_user, self.officer_user, self.auditor_user):
            with self.assertRaises(AccessError):
                self._collect(user)

    def test_it_lists_what_the_rules_say_for_each_person(self):
        self._release(self.evaluation, "above", "above")
        self._release(self.peer_evaluation, "below", "below")
        self._collect()
        for employee, predicate, times in (
            (self.nurse, "very_good", 0),
            (self.colleague, "very_poor", 1),
        ):
            expected = rules.proposals(predicate, times, "pns", is_functional=True)
            found = self._of(employee)
            self.assertEqual(
                {(row.proposal, row.kind, row.article, row.predicate) for row in found},
                {(row.proposal, row.kind, row.article, predicate) for row in expected},
            )
            self.assertEqual(set(found.mapped("times")), {times})
            self.assertEqual(set(found.mapped("state")), {"proposed"})
        review = self._of(self.colleague).mapped("date_review")
        released = self._of(self.colleague)[0].date_released
        self.assertEqual(str(released), "2026-11-24")
        # after six months, as delivered
        self.assertEqual({str(day) for day in review}, {"2027-05-24"})
        self.assertFalse(any(self._of(self.nurse).mapped("date_review")))

    def test_asked_twice_it_adds_nothing_and_decisions_stay(self):
        self._release(self.peer_evaluation, "below", "below")
        self._collect()
        row = self._of(self.colleague)[0].with_user(self.hr_user)
        row.write({"document_number": "800/1", "document_date": "2026-11-24"})
        row.action_accept()
        before = self._of(self.colleague)
        self._collect()
        self.assertEqual(self._of(self.colleague), before)
        self.assertEqual(row.state, "accepted")

    def test_what_a_changed_rating_makes_void_is_outdated_and_noted(self):
        self._release(self.peer_evaluation, "below", "below")
        self._collect()
        old = self._of(self.colleague)
        self.peer_evaluation.with_user(self.hr_user).action_reopen("Keliru")
        self._collect()
        self.assertEqual(set(old.mapped("state")), {"outdated"})
        steps = old.transition_ids
        self.assertEqual(set(steps.mapped("action")), {"outdate"})
        self.assertEqual(len(steps), len(old))
        table = [row for row in old._workflow_table if row.action == "outdate"]
        self.assertEqual(
            (steps[0].state_from, steps[0].state_to), (table[0].state, table[0].next_state)
        )
        self.peer_evaluation.with_user(self.head_user).action_revise()
        self._release(self.peer_evaluation, "below", "meets")
        self._collect()
        new = self._of(self.colleague, "proposed")
        self.assertEqual(set(new.mapped("predicate")), {"needs_improvement"})
        self.assertFalse(new & old)

    def test_repeated_low_predicates_are_counted(self):
        self._release(self.peer_evaluation, "below", "meets")
        self.second_half.with_user(self.hr_user).action_open()
        later = self._evaluation_of(self.colleague, self.second_half)
        self._release(later, "below", "meets")
        self._collect()
        found = self._of(self.colleague)
        self.assertEqual(found.evaluation_id, later)
        self.assertEqual(set(found.mapped("times")), {2})
        self.assertEqual(
            set(found.mapped("proposal")), {"guidance", "competence_test", "reassignment"}
        )

    def test_a_better_period_between_begins_the_count_anew(self):
        self._release(self.peer_evaluation, "meets", "meets")
        self.second_half.with_user(self.hr_user).action_open()
        self._release(self._evaluation_of(self.colleague, self.second_half), "below", "meets")
        self._collect()
        self.assertEqual(set(self._of(self.colleague).mapped("times")), {1})

    def test_pppk_get_what_holds_for_them(self):
        self.colleague.asn_status = "pppk"
        self._release(self.peer_evaluation, "above", "below")
        self._collect()
        self.assertEqual(
            set(self._of(self.colleague).mapped("proposal")), {"counselling", "contract"}
        )

    def test_the_person_reads_only_what_was_decided(self):
        self._release(self.peer_evaluation, "below", "below")
        self._collect()
        row = self._of(self.colleague)[0]
        for user in (self.colleague_user, self.head_user, self.chief_user, self.officer_user):
            self.assertFalse(row.with_user(user).has_access("read"), user.login)
        self.assertTrue(row.with_user(self.auditor_user).has_access("read"))
        office = row.with_user(self.hr_user)
        with self.assertRaises(UserError):
            office.action_accept()  # without a document
        office.write({"document_number": "800/2", "document_date": "2026-11-24", "note": "Dibina"})
        office.action_accept()
        self.assertTrue(row.with_user(self.colleague_user).has_access("read"))
        self.assertEqual(row.decided_by_name, self.hr_user.name)
        self.assertFalse(row.with_user(self.head_user).has_access("read"))
        with self.assertRaises(AccessError):
            office.note = "Lain"
        office.action_reopen("Nomor keliru")
        self.assertFalse(row.with_user(self.colleague_user).has_access("read"))

    def test_nobody_of_the_office_sees_or_decides_the_own(self):
        self._release(self.peer_evaluation, "below", "below")
        self._collect()
        row = self._of(self.colleague)[0]
        row.write({"user_id": self.hr_user.id, "employee_id": self.hr.id})
        self.assertFalse(row.with_user(self.hr_user).has_access("read"))
        with self.assertRaises(AccessError):
            row.with_user(self.hr_user).action_refuse("x")
        self.assertTrue(row.with_user(self.admin_asn_user).has_access("read"))
