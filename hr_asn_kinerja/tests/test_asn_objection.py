from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .objection_common import ObjectionCase


class TestObjection(ObjectionCase):
    @freeze_time("2026-03-16 03:00:00")
    def test_filing_takes_the_evaluation_along(self):
        objection = self._file()
        self.assertEqual((objection.state, self.evaluation.state), ("filed", "objected"))
        self.assertEqual(str(objection.date_last), "2026-03-16")
        self.assertFalse(objection.is_late)
        self.assertEqual(objection.predicate_before, "needs_improvement")
        steps = self.evaluation.transition_ids.mapped("action")
        self.assertEqual(steps[0], "object")
        self.assertEqual(objection.activity_ids.user_id, self.head_user | self.chief_user)

    @freeze_time("2026-03-10 03:00:00")
    def test_two_tabs_and_two_clicks_give_one_objection(self):
        first = self.mine.action_answer_result()["res_id"]
        second = self.mine.action_answer_result()["res_id"]
        self.assertEqual(first, second)
        objection = self._file()
        self.assertEqual(objection.id, first)
        objection.action_file()  # the second click
        self.assertEqual(self.env["asn.objection"].search_count([]), 1)
        self.assertEqual(objection.sudo().transition_ids.mapped("action"), ["file"])
        self.assertEqual(self.mine.action_answer_result()["res_id"], first)

    @freeze_time("2026-03-10 03:00:00")
    def test_the_database_holds_one_open_objection(self):
        objection = self._begin().sudo()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.env["asn.objection"].create(
                {
                    "evaluation_id": self.evaluation.id,
                    "period_id": self.half.id,
                    **self.evaluation._copy_snapshot(),
                }
            )
        self.assertTrue(objection.exists())

    @freeze_time("2026-03-10 03:00:00")
    def test_a_reason_is_needed(self):
        draft = self._begin(reason_results="   ")
        with self.assertRaises(UserError):
            draft.action_file()
        draft.reason_behaviour = "Saya membantu rekan setiap minggu."
        draft.action_file()
        self.assertEqual(draft.state, "filed")

    @freeze_time("2026-03-10 03:00:00")
    def test_a_result_is_answered_by_the_person_after_the_release(self):
        for user in (self.colleague_user, self.head_user, self.chief_user, self.hr_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.evaluation.with_user(user).action_answer_result()
        self.evaluation.with_user(self.hr_user).action_reopen("Salah unggah")
        with self.assertRaises(UserError):
            self.mine.action_answer_result()

    @freeze_time("2026-03-10 03:00:00")
    def test_the_state_is_not_written_around_the_objection(self):
        for state in ("objected", "final"):
            with self.assertRaises(UserError):
                self.mine.state = state
        self._begin()
        with self.assertRaises(UserError):
            self.mine.state = "objected"
        self.assertEqual(self.evaluation.state, "released")

    @freeze_time("2026-03-10 03:00:00")
    def test_periodic_objections_by_setting(self):
        self.company.asn_objection_periodic = False
        self.assertFalse(self.mine.is_objectable)
        with self.assertRaises(UserError):
            self.mine.action_answer_result()
        self.company.asn_objection_periodic = True
        self.mine.invalidate_recordset()
        self.assertTrue(self.mine.is_objectable)

    @freeze_time("2026-03-10 03:00:00")
    def test_withdrawing_lets_the_result_stand(self):
        objection = self._file()
        self.evaluation.invalidate_recordset()
        with self.assertRaises(UserError):
            self.mine.state = "acknowledged"
        objection.action_withdraw()
        self.assertEqual((objection.state, self.evaluation.state), ("withdrawn", "acknowledged"))
        self.assertEqual(self.evaluation.predicate, "needs_improvement")
        again = self._begin()  # the days still run
        self.assertNotEqual(again, objection)

    @freeze_time("2026-03-10 03:00:00")
    def test_a_draft_is_the_persons_alone(self):
        draft = self._begin()
        for user in (self.head_user, self.chief_user, self.hr_user, self.auditor_user):
            with self.subTest(user=user.login):
                objections = self.env["asn.objection"].with_user(user)
                self.assertFalse(objections.search([]))
                with self.assertRaises(AccessError):
                    objections.browse(draft.id).read(["reason_results"])
        draft.unlink()
        self.assertFalse(self.env["asn.objection"].search([]))

    @freeze_time("2026-03-10 03:00:00")
    def test_who_reads_a_filed_objection(self):
        objection = self._file()
        readers = ("nurse", "head", "chief", "officer", "hr", "auditor")
        for key in ("nurse", "head", "chief", "officer", "hr", "auditor", "colleague", "outsider"):
            with self.subTest(key=key):
                user = getattr(self, f"{key}_user")
                found = self.env["asn.objection"].with_user(user).search([])
                self.assertEqual(found.ids, objection.ids if key in readers else [])


class TestObjectionDecision(ObjectionCase):
    @freeze_time("2026-03-10 03:00:00")
    def setUp(self):
        super().setUp()
        self.objection = self._file()

    def _filed(self):
        return self.objection.with_user(self.chief_user)

    @freeze_time("2026-03-11 03:00:00")
    def test_change_writes_the_ratings_and_keeps_the_version(self):
        self._explain(self.objection)
        decided = self._decide(self.objection, "change", draft_result_rating="above")
        self.assertEqual(decided.state, "decided")
        self.assertEqual(self.evaluation.state, "final")
        self.assertEqual(
            (
                self.evaluation.result_rating,
                self.evaluation.behaviour_rating,
                self.evaluation.predicate,
            ),
            ("above", "meets", "good"),
        )
        version = self.evaluation.version_ids
        self.assertEqual((version.predicate, len(version)), ("needs_improvement", 1))
        self.assertEqual((decided.predicate_after, decided.decider_name), ("good", "Cut Meutia"))

    @freeze_time("2026-03-11 03:00:00")
    def test_keep_is_final(self):
        self._explain(self.objection)
        self._decide(self.objection, "keep")
        self.assertEqual(self.evaluation.state, "final")
        self.assertEqual(self.evaluation.predicate, "needs_improvement")
        self.assertFalse(self.evaluation.version_ids)
        # What was decided is opened, not objected to anew.
        self.assertEqual(self.mine.action_answer_result()["res_id"], self.objection.id)
        with self.assertRaises(UserError):
            self.objection.action_withdraw()

    @freeze_time("2026-03-11 03:00:00")
    def test_return_lets_the_evaluator_rate_again_without_a_second_objection(self):
        self._explain(self.objection)
        self._decide(self.objection, "return")
        self.assertEqual(self.evaluation.state, "submitted")
        self.assertFalse(self.evaluation.predicate or self.evaluation.result_rating)
        self.assertEqual(self.evaluation.version_ids.predicate, "needs_improvement")
        with self.assertRaises(UserError):
            self.mine.action_withdraw()  # the entries stay as they are
        with self.assertRaises(UserError):
            self.evaluation.with_user(self.head_user).action_send_back("Lengkapi")
        self._rate(self.evaluation, "meets", "meets")
        self.evaluation.with_user(self.head_user).action_release()
        self.evaluation.date_received = "2026-03-11"
        self.assertEqual(self.evaluation.predicate, "good")
        self.mine.invalidate_recordset()
        self.assertFalse(self.mine.is_objectable)
        self.mine.action_acknowledge()
        self.assertEqual(self.mine.action_answer_result()["res_id"], self.objection.id)
        self.assertEqual(self.env["asn.objection"].search_count([]), 1)

    @freeze_time("2026-03-12 03:00:00")
    def test_a_result_reopened_after_a_return_can_be_answered(self):
        self._explain(self.objection)
        self._decide(self.objection, "return")
        self._rate(self.evaluation, "meets", "meets")
        self.evaluation.with_user(self.head_user).action_release()
        with freeze_time("2026-03-13 03:00:00"):
            self.evaluation.with_user(self.hr_user).action_reopen("Data baru")
            self.evaluation.with_user(self.head_user).action_release()
            self.mine.invalidate_recordset()
            self.assertTrue(self.mine.is_objectable)
            self.assertNotEqual(self.mine.action_answer_result()["res_id"], self.objection.id)

    @freeze_time("2026-03-11 03:00:00")
    def test_nothing_is_decided_before_the_evaluator_was_heard(self):
        decision = {"draft_outcome": "keep", "draft_decision": "Tetap."}
        self._filed().write(decision)
        with self.assertRaises(UserError):
            self._filed().action_decide()
        # 10 March and five calendar days: the 15th is the evaluator's, whatever the hour.
        with freeze_time("2026-03-15 16:59:59"), self.assertRaises(UserError):
            self._filed().action_decide()
        with freeze_time("2026-03-15 17:00:01"):
            self._filed().action_decide()
        self.assertEqual(self.evaluation.state, "final")

    @freeze_time("2026-03-11 03:00:00")
    def test_a_decision_needs_outcome_words_and_a_change(self):
        self._explain(self.objection)
        for values in (
            {"draft_decision": "Tetap."},
            {"draft_outcome": "keep", "draft_decision": " "},
            {"draft_outcome": "change", "draft_decision": "Ubah."},
            {
                "draft_outcome": "change",
                "draft_decision": "Ubah.",
                "draft_result_rating": "below",
                "draft_behaviour_rating": "meets",
            },
        ):
            self._filed().write(values)
            with self.subTest(values=values), self.assertRaises(UserError):
                self._filed().action_decide()
        self.assertEqual(self.objection.state, "explained")

    @freeze_time("2026-03-11 03:00:00")
    def test_what_is_being_written_is_read_by_its_writer_alone(self):
        self.objection.with_user(self.head_user).draft_explanation = "Rancangan"
        self._filed().write({"draft_outcome": "change", "draft_result_rating": "above"})
        names = [
            "draft_explanation",
            "draft_outcome",
            "draft_decision",
            "draft_result_rating",
            "draft_predicate",
            "answer_ids",
        ]
        for key in ("nurse", "officer", "hr", "auditor"):
            user = getattr(self, f"{key}_user")
            values = self.objection.with_user(user).read(names)[0]
            self.assertFalse(any(values[name] for name in names), key)
            answers = self.env["asn.objection.answer"].with_user(user)
            self.assertFalse(answers.search([]) if key in ("nurse", "officer", "hr") else False)
        mine = self.objection.with_user(self.head_user).read(names)[0]
        self.assertEqual((mine["draft_explanation"], mine["draft_outcome"]), ("Rancangan", False))
        theirs = self._filed().read(names)[0]
        self.assertEqual(
            (theirs["draft_explanation"], theirs["draft_outcome"], theirs["draft_predicate"]),
            (False, "change", "good"),
        )

    @freeze_time("2026-03-11 03:00:00")
    def test_everybody_writes_the_own_part_only(self):
        for key, values in (
            ("nurse", {"reason_results": "Lain"}),
            ("nurse", {"draft_explanation": "Lain"}),
            ("nurse", {"draft_outcome": "change"}),
            ("head", {"draft_outcome": "keep"}),
            ("head", {"explanation": "Lain"}),
            ("chief", {"draft_explanation": "Lain"}),
            ("chief", {"draft_document": "1"}),
            ("chief", {"outcome": "keep"}),
            ("hr", {"draft_outcome": "keep"}),
            ("hr", {"draft_document": "1"}),
            ("officer", {"draft_outcome": "keep"}),
            ("auditor", {"draft_outcome": "keep"}),
        ):
            user = getattr(self, f"{key}_user")
            with self.subTest(key=key, values=values), self.assertRaises(AccessError):
                self.objection.with_user(user).write(values)
        for key, action in (
            ("nurse", "action_explain"),
            ("nurse", "action_decide"),
            ("head", "action_decide"),
            ("head", "action_withdraw"),
            ("hr", "action_decide"),
            ("hr", "action_record"),
            ("hr", "action_withdraw"),
            ("chief", "action_explain"),
            ("chief", "action_record"),
        ):
            user = getattr(self, f"{key}_user")
            with self.subTest(key=key, action=action), self.assertRaises(AccessError):
                getattr(self.objection.with_user(user), action)()

    @freeze_time("2026-03-11 03:00:00")
    def test_the_hr_office_records_where_nobody_stands_above_the_evaluator(self):
        self.objection.sudo().write({"superior_id": False, "superior_user_id": False})
        self.assertTrue(self.objection.is_decided_outside)
        self._explain(self.objection)
        office = self.objection.with_user(self.hr_user)
        office.write(
            {
                "draft_outcome": "change",
                "draft_decision": "Keputusan Wali Kota.",
                "draft_behaviour_rating": "above",
            }
        )
        with self.assertRaises(UserError):  # the document has a number
            office.action_record()
        office.draft_document = "800/12/2026"
        office.action_record()
        self.assertEqual(self.evaluation.state, "final")
        self.assertEqual(self.evaluation.behaviour_rating, "above")
        self.assertEqual(office.document_number, "800/12/2026")
        self.assertEqual(self.evaluation.transition_ids[0].action, "record")

    @freeze_time("2026-03-11 03:00:00")
    def test_a_side_never_decides(self):
        self._explain(self.objection)
        for who in ("nurse", "head"):
            person, user = getattr(self, who), getattr(self, f"{who}_user")
            self.objection.sudo().write({"superior_id": person.id, "superior_user_id": user.id})
            with self.subTest(who=who), self.assertRaises(AccessError):
                self.objection.with_user(user).action_decide()
            self.assertTrue(self.objection.sudo().is_decided_outside)

    @freeze_time("2026-03-11 03:00:00")
    def test_an_evaluator_of_the_hr_office_records_no_decision_on_the_own_rating(self):
        """(threat: A07)"""
        self.objection.sudo().write({"superior_id": False, "superior_user_id": False})
        self.head_user.group_ids += self.env.ref("hr_asn_kinerja.group_asn_hr_office")
        theirs = self._explain(self.objection)
        with self.assertRaises(AccessError):
            theirs.write({"draft_outcome": "keep", "draft_decision": "Penilaian sudah tepat."})
        with self.assertRaises(AccessError):
            theirs.action_record()
        self.assertEqual(self.objection.state, "explained")

    @freeze_time("2026-03-11 03:00:00")
    def test_a_superior_who_left_leaves_the_decision_to_be_recorded(self):
        self.chief_user.active = False
        self.assertTrue(self.objection.sudo().is_decided_outside)

    @freeze_time("2026-03-11 03:00:00")
    def test_the_hr_office_never_records_about_itself(self):
        """(threat: A07)"""
        self.objection.sudo().write({"superior_id": False, "superior_user_id": False})
        self.nurse_user.group_ids += self.env.ref("hr_asn_kinerja.group_asn_hr_office")
        with self.assertRaises(AccessError):
            self.objection.action_record()
        with self.assertRaises(AccessError):
            self.objection.draft_outcome = "change"

    @freeze_time("2026-03-11 03:00:00")
    def test_the_timeline_tells_each_step(self):
        def states():
            self.objection.invalidate_recordset()
            return [(step["key"], step["state"]) for step in self.objection.timeline]

        done = [("received", "done"), ("filed", "done")]
        self.assertEqual(states(), [*done, ("explained", "current"), ("decided", "next")])
        self._explain(self.objection)
        self.assertEqual(states(), [*done, ("explained", "done"), ("decided", "current")])
        self._decide(self.objection, "keep")
        self.assertEqual(states(), [*done, ("explained", "done"), ("decided", "done")])
