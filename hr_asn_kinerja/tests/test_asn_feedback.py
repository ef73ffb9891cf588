"""Feedback under one's name: who may give and read it, hints, the timeline."""

from datetime import date

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import AsnCase

TEXT = "Senin lalu antrean panjang dan meja kedua cepat dibuka."


class FeedbackCase(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_year(cls.env)
        cls.plan = cls._agree_plan(cls.nurse)
        cls.feedback = cls.env["asn.feedback"]

    @classmethod
    def _step(cls, user, step, **values):
        return cls.feedback.with_user(user).action_step(step, values)

    @classmethod
    def _give(cls, user, employee=None, **values):
        values = {
            "employee_id": (employee or cls.nurse).id,
            "kind": "appreciation",
            "situation": TEXT,
            **values,
        }
        return cls._step(user, "give", **values)

    def _given(self):
        return self.feedback.search([("employee_id", "=", self.nurse.id)], order="id")

    def _readers(self, record):
        """The people of the region who can read a feedback, by key."""
        keys = ("nurse", "colleague", "head", "chief", "officer", "hr", "auditor", "outsider")
        keys += ("admin_asn", "plain")
        return {
            key
            for key in keys
            if self.feedback.with_user(getattr(self, f"{key}_user")).search_count(
                [("id", "=", record.id)]
            )
        }


class TestAsnFeedback(FeedbackCase):
    def test_the_server_works_out_who_gives_and_when(self):
        for user, relation in (
            (self.head_user, "superior"),
            (self.chief_user, "superior"),
            (self.colleague_user, "peer"),
            (self.outsider_user, "other"),
        ):
            self._give(user, relation="superior", giver_id=self.hr.id, date="2020-01-01")
            record = self._given()[-1]
            self.assertEqual(record.relation, relation)
            self.assertEqual(record.giver_id.user_id, user)
            self.assertEqual(record.date, date(2026, 11, 24))
            self.assertEqual(record.skp_id, self.plan)
        self._agree_plan(self.head)
        self._give(self.nurse_user, self.head)
        given = self.feedback.search([("employee_id", "=", self.head.id)])
        self.assertEqual(given.relation, "subordinate")

    def test_who_reads_open_feedback(self):
        self._give(self.colleague_user)
        self.assertEqual(
            self._readers(self._given()),
            {"nurse", "colleague", "head", "chief", "hr", "auditor", "admin_asn"},
        )

    def test_who_reads_private_feedback(self):
        """The evaluator and the superior above; not the person, not the offices."""
        self._give(self.colleague_user, visibility="private")
        self.assertEqual(self._readers(self._given()), {"colleague", "head", "chief"})
        # The person does not read it as an officer of any kind either.
        self.nurse_user.group_ids += self.env.ref("hr_asn_kinerja.group_asn_administrator")
        self.assertNotIn("nurse", self._readers(self._given()))

    def test_nobody_gives_feedback_to_oneself(self):
        with self.assertRaises(UserError):
            self._give(self.nurse_user)
        with self.assertRaises(UserError):
            self._step(self.nurse_user, "ask", giver_ids=[self.nurse.id])
        self.assertFalse(self._given())

    def test_one_of_three_texts_is_needed(self):
        for values in ({"situation": "  "}, {"situation": False}, {"kind": "praise"}):
            with self.assertRaises(UserError):
                self._give(self.head_user, **values)
        self._give(self.head_user, situation="", next_step="Isi laporan sebelum hari Jumat.")
        self.assertEqual(len(self._given()), 1)

    def test_hints_warn_and_do_not_block(self):
        for text, codes in (
            ("Bagus", ["short"]),
            ("Kamu bodoh sekali di loket", ["insult"]),
            ("Laporan itu tidak pernah selesai", ["sweeping"]),
        ):
            answer = self._give(self.head_user, situation=text)
            self.assertEqual([hint["code"] for hint in answer["hints"]], codes)
            self.assertFalse(answer["is_done"])
        self.assertFalse(self._given())
        answer = self._give(self.head_user, situation="Bagus", is_sure=True)
        self.assertTrue(answer["is_done"])
        self.assertEqual(self._given().situation, "Bagus")

    def test_the_hr_office_keeps_the_words(self):
        tone = self.env.ref("hr_asn_kinerja.feedback_tone_insult")
        with self.assertRaises(AccessError):
            tone.with_user(self.officer_user).write({"words": "x"})
        tone.with_user(self.hr_user).write({"words": "meja kedua"})
        self.assertFalse(self._give(self.head_user)["is_done"])
        tone.with_user(self.hr_user).write({"active": False})
        self.assertTrue(self._give(self.head_user)["is_done"])

    def test_results_are_those_of_a_plan_that_the_giver_may_read(self):
        result = self.plan.result_ids[0]
        page = self.feedback.with_user(self.head_user).get_give_page(self.nurse.id)
        self.assertEqual(len(page["person"]["results"]), 2)
        page = self.feedback.with_user(self.colleague_user).get_give_page(self.nurse.id)
        self.assertEqual(page["person"]["results"], [])
        with self.assertRaises(UserError):
            self._give(self.colleague_user, result_id=result.id)
        self._give(self.head_user, result_id=result.id)
        self.assertEqual(self._given().result_id, result)

    def test_a_second_sending_makes_no_second_feedback(self):
        for _sending in range(2):
            self.assertTrue(self._give(self.head_user, token="abc")["is_done"])
        self._give(self.chief_user, token="abc")
        self.assertEqual(len(self._given()), 2)

    def test_changed_for_a_day_then_it_stands(self):
        self._give(self.colleague_user)
        record = self._given()
        values = {"feedback_id": record.id, "kind": "suggestion", "effect": "Antrean jadi pendek."}
        with self.assertRaises(UserError):
            self._step(self.head_user, "change", **values)
        with freeze_time("2026-11-25 04:59:00"):
            self._step(self.colleague_user, "change", is_sure=True, **values)
        self.assertEqual((record.kind, record.situation), ("suggestion", False))
        with freeze_time("2026-11-25 05:00:00"):
            for step in ("change", "withdraw"):
                with self.assertRaises(UserError):
                    self._step(self.colleague_user, step, is_sure=True, **values)
        self.assertEqual(record.effect, "Antrean jadi pendek.")

    def test_nothing_is_written_past_the_steps(self):
        self._give(self.colleague_user)
        record = self._given()
        for user in (self.colleague_user, self.nurse_user, self.hr_user, self.admin_asn_user):
            own = record.with_user(user)
            for attempt in (
                lambda own=own: own.write({"situation": "x"}),
                lambda own=own: own.write({"visibility": "private"}),
                lambda own=own: own.unlink(),
                lambda own=own: own.copy(),
                lambda own=own: own.create({"skp_id": self.plan.id, "kind": "suggestion"}),
            ):
                with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_rule"):
                    attempt()

    def test_withdrawn_within_the_day(self):
        self._give(self.colleague_user)
        with self.assertRaises(UserError):
            self._step(self.nurse_user, "withdraw", feedback_id=self._given().id)
        self._step(self.colleague_user, "withdraw", feedback_id=self._given().id)
        self.assertFalse(self._given())

    def test_what_a_released_evaluation_came_with_stands(self):
        """Within the hours, too: the signed sheet says the same when it is printed again."""
        self._give(self.colleague_user)
        shown = self._given()
        shown.sudo().date = "2026-06-30"
        self.half.with_user(self.hr_user).action_open()
        evaluation = self.plan.evaluation_ids
        self._rate(evaluation, "meets", "meets")
        change = {"feedback_id": shown.id, "kind": "suggestion", "is_sure": True}
        self._step(self.colleague_user, "change", effect="Antrean jadi pendek.", **change)
        evaluation.with_user(self.hr_user).action_release()
        for step in ("change", "withdraw"):
            with self.assertRaisesRegex(UserError, "released with this feedback"):
                self._step(self.colleague_user, step, effect="Kata lain.", **change)
        self.assertEqual(self._given().effect, "Antrean jadi pendek.")

    def test_the_person_answers_once(self):
        self._give(self.colleague_user)
        record = self._given()
        with self.assertRaises(UserError):
            self._step(self.head_user, "thank", feedback_id=record.id, text="Sama-sama")
        self._step(self.nurse_user, "thank", feedback_id=record.id, text="Terima kasih")
        self.assertEqual(record.thanks, "Terima kasih")
        with self.assertRaises(UserError):
            self._step(self.nurse_user, "thank", feedback_id=record.id, text="Lagi")
        with self.assertRaises(UserError):  # answered: it stands
            self._step(self.colleague_user, "withdraw", feedback_id=record.id)

    def test_private_feedback_is_neither_told_nor_answered(self):
        self._give(self.colleague_user, visibility="private")
        self.assertNotIn(self._kind("read_feedback"), self.plan.activity_ids.activity_type_id)
        with self.assertRaises(UserError):
            self._step(self.nurse_user, "thank", feedback_id=self._given().id)

    def _kind(self, name):
        return self.env.ref(f"hr_asn_kinerja.mail_activity_type_{name}")

    def test_one_note_on_the_desk_until_it_is_read(self):
        for user in (self.colleague_user, self.head_user):
            self._give(user)
        notes = self.plan.activity_ids.filtered(
            lambda activity: activity.activity_type_id == self._kind("read_feedback")
        )
        self.assertEqual(notes.user_id, self.nurse_user)
        self.assertEqual(len(notes), 1)
        self._step(self.nurse_user, "read")
        self.assertFalse(notes.exists().filtered("active"))

    def test_no_plan_no_feedback(self):
        self.hr.asn_skp_ids.write({"state": "cancelled"})
        with self.assertRaises(UserError):
            self._give(self.nurse_user, self.hr)

    def test_made_up_input_is_refused_in_words(self):
        for values in (
            {"employee_id": 0},
            {"employee_id": -5},
            {"employee_id": "1"},
            {"employee_id": True},
            {"employee_id": 2**40},
            {"employee_id": [1]},
            {"visibility": "secret"},
            {"situation": "a\x00b"},
            {"situation": 5},
            {"situation": "x" * 1001},
            {"result_id": 10**12},
            {"value_id": "x"},
            {"request_id": 99999999},
        ):
            with self.assertRaises(UserError, msg=str(values)):
                self._give(self.head_user, **values)
        for step in (None, 5, "sudo", "__init__"):
            with self.assertRaises(UserError):
                self.feedback.with_user(self.head_user).action_step(step, {})
        self.assertFalse(self._given())


class TestAsnFeedbackTimeline(FeedbackCase):
    def test_months_in_order_empty_ones_too(self):
        for day, kind in (
            ("2026-02-03", "appreciation"),
            ("2026-02-20", "correction"),
            ("2026-11-24", "suggestion"),
        ):
            with freeze_time(f"{day} 03:00:00"):
                self._give(self.head_user, kind=kind)
        timeline = self.plan.with_user(self.head_user)._get_feedback_timeline()
        keys = [month["key"] for month in timeline["months"]]
        self.assertEqual(keys, [f"2026-{number:02}" for number in range(1, 12)])
        self.assertEqual(
            timeline["months"][1]["counts"],
            {"appreciation": 1, "suggestion": 0, "correction": 1},
        )
        self.assertEqual([len(month["entries"]) for month in timeline["months"]][2:10], [0] * 8)
        self.assertEqual(timeline["count"], 3)

    def test_each_reads_what_he_or_she_may(self):
        self._give(self.colleague_user)
        self._give(self.colleague_user, visibility="private")
        for user, count in (
            (self.nurse_user, 1),
            (self.head_user, 2),
            (self.chief_user, 2),
            (self.hr_user, 1),
            (self.auditor_user, 1),
            (self.officer_user, 0),
        ):
            timeline = self.feedback.with_user(user).get_timeline(self.plan.id)
            self.assertEqual(timeline["count"], count, user.login)
        for user in (self.colleague_user, self.outsider_user):
            with self.assertRaises(AccessError):
                self.feedback.with_user(user).get_timeline(self.plan.id)

    def test_queries_do_not_grow_with_feedback(self):
        def count(number):
            for _one in range(number):
                self._give(self.head_user)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.feedback.with_user(self.head_user).get_timeline(self.plan.id)
            return self.env.cr.sql_log_count - before

        count(1)  # what is asked for the first time only
        few = count(1)
        self.assertLessEqual(count(20), few + 1)
