from odoo.exceptions import AccessError, UserError

from .evidence_files import link_command
from .test_asn_log import LogCase


class TestReview(LogCase):
    def setUp(self):
        super().setUp()
        self.entry = self._log(self.patients, 900)
        self.line = self.evaluation.line_ids.filtered(
            lambda line: line.indicator_id == self.patients
        )

    def _as(self, user, entry=None):
        return (self.entry if entry is None else entry).with_user(user)

    def test_the_evaluator_confirms_many_at_once(self):
        entries = self.entry | self._log(self.patients, 5)
        self._as(self.head_user, entries).action_confirm()
        self.assertEqual(set(entries.mapped("review_state")), {"confirmed"})
        self.assertEqual(entries.review_user_id, self.head_user)
        self.assertEqual(entries.transition_ids.mapped("action"), ["confirm", "confirm"])
        self.assertEqual(self.line.realised, 905)

    def test_a_second_tap_adds_nothing_to_the_history(self):
        """(threat: G09)"""
        for _number in range(2):
            self._as(self.head_user).action_confirm()
        for _number in range(2):
            self._as(self.head_user).action_question("Dari poli mana?")
        for _number in range(2):
            self._as(self.nurse_user).action_answer("Poli umum dan anak")
        self.assertEqual(
            self.entry.transition_ids.sorted("id").mapped("action"),
            ["confirm", "question", "answer"],
        )

    def test_a_question_goes_on_counting_and_is_answered(self):
        self._as(self.head_user).action_question("Dari poli mana?")
        self.assertEqual((self.entry.review_state, self.line.realised), ("questioned", 900))
        self._as(self.nurse_user).action_answer("Poli umum")
        self.assertEqual(self.entry.review_answer, "Poli umum")
        self.assertEqual(self.entry.review_state, "questioned")
        self._as(self.head_user).action_question("Tanggal berapa saja?")
        self.assertFalse(self.entry.review_answer)
        self.assertEqual(
            self.entry.transition_ids.sorted("id").mapped("reason"),
            ["Dari poli mana?", "Poli umum", "Tanggal berapa saja?"],
        )

    def test_a_returned_entry_does_not_count_until_it_is_corrected(self):
        """900 of 1,800 is 50 %; returned it is no entry at all; corrected to 450 it is 25 %."""
        self.assertEqual((self.line.achievement, self.line.entry_count), (50, 1))
        self._as(self.head_user).action_return("Jumlahnya dua kali lipat register.")
        self.assertEqual((self.line.realised, self.line.entry_count), (0, 0))
        self.assertFalse(self.line.is_measured)
        self._as(self.nurse_user).action_answer("Saya perbaiki")
        self.assertEqual(self.line.realised, 0)  # words alone do not make it count
        self._as(self.nurse_user).quantity = 450
        self.assertEqual(self.entry.review_state, "none")
        self.assertEqual(self.line.achievement, 25)
        self.assertEqual(
            self.entry.transition_ids.sorted("id").mapped("action"),
            ["send_back", "answer", "correct"],
        )

    def test_evidence_added_to_a_returned_entry_corrects_it(self):
        self._as(self.head_user).action_return("Tanpa bukti.")
        self._as(self.nurse_user).evidence_ids = [link_command()]
        self.assertEqual((self.entry.review_state, self.line.realised), ("none", 900))

    def test_a_confirmation_falls_when_the_entry_changes(self):
        self._as(self.head_user).action_confirm()
        self._as(self.nurse_user).note = "Diubah"
        self.assertEqual(self.entry.review_state, "none")
        self._as(self.head_user).action_confirm()
        self._as(self.nurse_user).evidence_ids = [link_command()]
        self.assertEqual(self.entry.review_state, "none")
        self._as(self.head_user).action_confirm()
        self.entry.evidence_ids.with_user(self.nurse_user).unlink()
        self.assertEqual(self.entry.review_state, "none")

    def test_only_the_evaluator_of_the_plan_reviews(self):
        for user in (self.nurse_user, self.chief_user, self.officer_user, self.hr_user):
            entry = self._as(user)
            for attempt in (
                entry.action_confirm,
                lambda entry=entry: entry.action_question("?"),
                lambda entry=entry: entry.action_return("Salah"),
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    attempt()
        with self.assertRaises(AccessError):
            self._as(self.colleague_user).action_confirm()
        self.assertEqual(self.entry.review_state, "none")

    def test_only_the_employee_answers_and_only_when_asked(self):
        with self.assertRaises(UserError):
            self._as(self.nurse_user).action_answer("Untuk apa?")
        self._as(self.head_user).action_question("Dari mana?")
        for user in (self.head_user, self.chief_user, self.hr_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._as(user).action_answer("Dari sini")

    def test_a_locked_period_takes_no_review(self):
        self.evaluation.with_user(self.nurse_user).action_submit()
        for attempt in (
            lambda: self._as(self.head_user).action_confirm(),
            lambda: self._as(self.head_user).action_question("?"),
            lambda: self._as(self.head_user).action_return("Salah"),
        ):
            with self.assertRaises(UserError):
                attempt()
        self.assertEqual(self.entry.review_state, "none")
        self.assertFalse(self._as(self.head_user).allowed_actions)

    def test_one_refused_entry_refuses_all(self):
        later = self._log(self.patients, 5, "2026-07-02")
        self.evaluation.with_user(self.nurse_user).action_submit()
        with self.assertRaises(UserError):
            self._as(self.head_user, self.entry | later).action_confirm()
        self.assertEqual(set((self.entry | later).mapped("review_state")), {"none"})

    def test_words_are_needed_and_checked(self):
        """(threat: H03)"""
        entry = self._as(self.head_user)
        for words in (None, "", "   ", "a\x00b", "\ud800", "x" * 20001, ["x"], 7):
            for step in (entry.action_question, entry.action_return):
                with self.subTest(words=str(words)[:20]), self.assertRaises(UserError):
                    step(words)

    def test_the_dialog_takes_the_words(self):
        action = self._as(self.head_user).with_context(asn_action="send_back").action_ask_reason()
        dialog = (
            self.env["asn.reason"]
            .with_user(self.head_user)
            .with_context(**action["context"])
            .create({"reason": "Jumlah tidak sesuai register."})
        )
        dialog.action_confirm()
        self.assertEqual(self.entry.review_state, "returned")
        self.assertEqual(self.entry.review_comment, "Jumlah tidak sesuai register.")

    def test_an_entry_with_a_history_is_corrected_and_not_deleted(self):
        self._as(self.head_user).action_return("Salah")
        with self.assertRaises(UserError):
            self._as(self.nurse_user).unlink()
        self._as(self.nurse_user).quantity = 0
        self.assertEqual(self.line.realised, 0)

    def test_the_history_is_read_by_those_who_read_the_entry_and_changed_by_nobody(self):
        self._as(self.head_user).action_return("Salah hitung")
        step = self.entry.transition_ids
        for user in (self.nurse_user, self.head_user, self.chief_user, self.hr_user):
            self.assertEqual(step.with_user(user).reason, "Salah hitung")
            with self.assertRaises(UserError):
                step.with_user(user).write({"reason": "Benar"})
        with self.assertRaises(AccessError):
            step.with_user(self.colleague_user).read(["reason"])
