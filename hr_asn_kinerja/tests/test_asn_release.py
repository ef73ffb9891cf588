from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import SQL

from .common import AsnCase

TABLES = {
    "asn_evaluation": ("id", "id"),
    "asn_transition": ("evaluation_id", "action"),
    "asn_evaluation_indicator": ("evaluation_id", "sequence"),
    "asn_evaluation_behaviour": ("evaluation_id", "sequence"),
    "asn_evaluation_rating": ("evaluation_id", "id"),
    "asn_development_plan": ("evaluation_id", "id"),
}
# The same by nature in no two runs: keys, order and the moment.
IGNORED = {"id", "create_date", "write_date", "date", "token", "hash", "previous_hash"}


@tagged("post_install", "-at_install")
class TestAsnRelease(AsnCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._begin_half(with_peer=True)
        cls.peer = cls.peer_plan.evaluation_ids
        for evaluation in cls.evaluation + cls.peer:
            cls._log(evaluation.skp_id.result_ids.indicator_ids[0], 1800)

    def _both_rated(self):
        for evaluation in self.evaluation + self.peer:
            self._rate(evaluation, "meets", "above", draft_recommendation="Ikut pelatihan BTCLS.")

    def _run(self, evaluations, user):
        action = evaluations.with_user(user).action_release_many()
        return self.env["asn.bulk.run"].with_user(user).browse(action["res_id"])

    def _outcomes(self, run):
        return {line.evaluation_id: line.outcome for line in run.sudo().line_ids}

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------

    def test_evaluator_and_hr_office_release_and_nobody_else(self):
        """(threat: A07, A01)"""
        self._both_rated()
        for user in (
            self.nurse_user,
            self.colleague_user,
            self.chief_user,
            self.officer_user,
            self.auditor_user,
            self.outsider_user,
            self.plain_user,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.evaluation.with_user(user).action_release_many()
        run = self._run(self.evaluation, self.head_user)
        self.assertEqual(self.evaluation.state, "rated", "a preview changes nothing")
        run.action_confirm()
        self.assertEqual(self.evaluation.state, "released")
        self.assertEqual(self.evaluation.predicate, "good")
        self._run(self.peer, self.hr_user).action_confirm()
        self.assertEqual(self.peer.state, "released")

    def test_own_result_is_released_by_nobody_else_in_the_own_name(self):
        """(threat: A07) Not in any group, not by a run of one's own."""
        self._both_rated()
        self.nurse_user.group_ids += self.env.ref("hr_asn_kinerja.group_asn_hr_office")
        run = self._run(self.evaluation + self.peer, self.nurse_user)
        self.assertEqual(
            self._outcomes(run), {self.evaluation: "own", self.peer: "ready"}, run.summary
        )
        run.action_confirm()
        self.assertEqual(self.evaluation.state, "rated")
        self.assertEqual(self.peer.state, "released")

    def test_a_run_belongs_to_whoever_prepared_it(self):
        self._both_rated()
        run = self._run(self.evaluation, self.head_user)
        for user in (self.nurse_user, self.colleague_user, self.chief_user, self.officer_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                run.with_user(user).action_confirm()
        with self.assertRaises(AccessError):
            run.with_user(self.hr_user).action_confirm()
        with self.assertRaises(AccessError):
            run.write({"undo_reason": "Salah"})
        with self.assertRaises(AccessError):
            run.write({"state": "done"})

    def test_right_that_is_gone_before_the_batch_counts(self):
        self._both_rated()
        run = self._run(self.evaluation, self.head_user)
        self.evaluation.write(
            {"evaluator_id": self.chief.id, "evaluator_user_id": self.chief_user.id}
        )
        run.action_confirm()
        self.assertEqual(self.evaluation.state, "rated")
        self.assertEqual(self._outcomes(run)[self.evaluation], "own")

    # ------------------------------------------------------------------
    # Preview
    # ------------------------------------------------------------------

    def test_preview_counts_why_and_opens_the_lists(self):
        self._rate(self.evaluation, "above", "meets")
        self.evaluation.rating_ids.reason = False
        third = self.head and self._plan_of(self.head)
        self._fill_plan(third)
        third.with_user(self.head_user).action_propose()
        third.with_user(self.chief_user).action_agree()
        self.half.with_user(self.hr_user).action_complete()
        action = self.half.with_user(self.hr_user).action_release_results()
        run = self.env["asn.bulk.run"].with_user(self.hr_user).browse(action["res_id"])
        self.assertEqual(
            (run.no_reason_count, run.not_rated_count, run.ready_count), (1, 2, 0), run.summary
        )
        action = run.with_context(asn_outcome="not_rated").action_view_lines()
        lines = self.env["asn.bulk.line"].with_user(self.hr_user).search(action["domain"])
        self.assertEqual(lines.evaluation_id, self.peer + third.evaluation_ids)
        with self.assertRaises(UserError):
            run.with_context(asn_outcome="'; DROP").action_view_lines()
        run.release_unit_id = self.other_agency
        run.action_preview()
        self.assertFalse(run.line_ids)
        self.assertEqual(run.summary, "There is nothing to do.")

    def test_conflict_of_interest_is_not_released(self):
        """(threat: A09) Nobody releases who rates each other; neither alone nor among many."""
        self._both_rated()
        # Not by any door of the product: written past them.
        self.env.cr.execute(
            SQL(
                "UPDATE asn_evaluation SET evaluator_id = %s WHERE id = %s",
                self.colleague.id,
                self.evaluation.id,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE asn_evaluation SET evaluator_id = %s WHERE id = %s",
                self.nurse.id,
                self.peer.id,
            )
        )
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "evaluate each other"):
            self.evaluation.with_user(self.head_user).action_release()
        run = self._run(self.evaluation + self.peer, self.head_user)
        self.assertEqual(set(self._outcomes(run).values()), {"conflict"})
        run.action_confirm()
        self.assertEqual(self.evaluation.state, "rated")

    # ------------------------------------------------------------------
    # The same as one by one
    # ------------------------------------------------------------------

    def _picture(self, evaluation):
        """Return every row that belongs to ``evaluation``, without keys and moments."""
        self.env.flush_all()
        found = {}
        for table, (column, order) in TABLES.items():
            found[table] = self.env.execute_query_dict(
                SQL(
                    "SELECT * FROM %s WHERE %s = %s ORDER BY %s",
                    SQL.identifier(table),
                    SQL.identifier(column),
                    evaluation.id,
                    SQL.identifier(order),
                )
            )
        for table in ("mail_activity", "mail_followers", "mail_message"):
            key = "model" if table == "mail_message" else "res_model"
            found[table] = self.env.execute_query_dict(
                SQL(
                    "SELECT * FROM %s WHERE %s = 'asn.evaluation' AND res_id = %s ORDER BY id",
                    SQL.identifier(table),
                    SQL.identifier(key),
                    evaluation.id,
                )
            )
        found["subtypes"] = self.env.execute_query_dict(
            SQL(
                """
                SELECT mail_message_subtype_id FROM mail_followers_mail_message_subtype_rel AS rel
                  JOIN mail_followers AS follower ON follower.id = rel.mail_followers_id
                 WHERE follower.res_model = 'asn.evaluation' AND follower.res_id = %s
              ORDER BY 1
                """,
                evaluation.id,
            )
        )
        found["asn_signature"] = self.env.execute_query_dict(
            SQL(
                "SELECT kind, company_id, record, evaluation_id, signer_role FROM asn_signature"
                " WHERE evaluation_id = %s ORDER BY id",
                evaluation.id,
            )
        )
        return {
            table: [
                {
                    name: value
                    for name, value in row.items()
                    if name not in IGNORED or (table == "asn_evaluation" and name == "id")
                }
                for row in rows
            ]
            for table, rows in found.items()
        }

    def test_the_batch_gives_what_the_button_gives(self):
        """Every column of every table, for the same evaluation, one way and the other."""
        self._rate(self.evaluation, "below", "meets", draft_recommendation="Pendampingan.")
        self._rate(self.peer, "meets", "above")
        self.nurse.create_version({"date_version": "2026-05-01", "job_title": "Perawat Ahli"})
        self.colleague.user_id = False
        self.peer.user_id = False
        cases = (self.evaluation, self.peer)
        pictures = []
        for many in (False, True):
            with self.subTest(many=many):
                try:
                    with self.env.cr.savepoint():
                        for evaluation in cases:
                            if many:
                                self._run(evaluation, self.head_user).action_confirm()
                            else:
                                evaluation.with_user(self.head_user).action_release()
                        pictures.append([self._picture(evaluation) for evaluation in cases])
                        raise RuntimeError
                except RuntimeError:
                    self.env.invalidate_all()
        one_by_one, in_batch = pictures
        self.maxDiff = None
        for alone, batch in zip(one_by_one, in_batch, strict=True):
            self.assertEqual(alone["asn_evaluation"][0]["state"], "released")
            for table in alone:
                self.assertEqual(alone[table], batch[table], table)
        self.assertEqual(one_by_one[0]["asn_evaluation"][0]["job_title"], "Perawat Ahli")
        self.assertEqual(len(one_by_one[0]["mail_activity"]), 1)
        self.assertEqual(len(one_by_one[0]["asn_development_plan"]), 1)
        self.assertEqual(len(one_by_one[0]["asn_signature"]), 1)
        self.assertFalse(one_by_one[1]["mail_activity"], "no login, no activity")

    def test_behaviour_that_differs_from_the_impressions_needs_a_reason(self):
        """Alone and among many: the same refusal."""
        self.evaluation.behaviour_ids.with_user(self.head_user).write({"rating_aid": "below"})
        self._rate(
            self.evaluation, "meets", "above", draft_behaviour_reason="Perbaikan nyata di akhir."
        )
        self.evaluation.rating_ids.behaviour_reason = " "
        with self.assertRaises(UserError):
            self.evaluation.with_user(self.head_user).action_release()
        run = self._run(self.evaluation, self.head_user)
        self.assertEqual(self._outcomes(run), {self.evaluation: "no_reason"})
        self.evaluation.rating_ids.behaviour_reason = "Perbaikan nyata di akhir."
        run = self._run(self.evaluation, self.head_user)
        run.action_confirm()
        self.assertEqual(self.evaluation.behaviour_reason, "Perbaikan nyata di akhir.")

    def test_a_repeated_batch_does_nothing_twice(self):
        """(threat: G09, L01)"""
        self._both_rated()
        run = self._run(self.evaluation + self.peer, self.head_user)
        run.action_confirm()
        steps = self.env["asn.transition"].search_count([("action", "=", "release")])
        with self.assertRaises(UserError):
            run.action_confirm()
        run.sudo().line_ids.write({"outcome": "ready"})  # as if the lines had been lost
        run.sudo().write({"state": "running"})
        run.sudo()._run_batch()
        self.assertEqual(set(self._outcomes(run).values()), {"released"})
        self.assertEqual(
            self.env["asn.transition"].search_count([("action", "=", "release")]), steps
        )

    def test_queries_of_a_batch_do_not_grow_with_people(self):
        self._both_rated()

        def count(evaluations):
            run = self._run(evaluations, self.head_user)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            run.action_confirm()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        with self.env.cr.savepoint() as savepoint:
            one = count(self.evaluation)
            savepoint.rollback()
        self.env.invalidate_all()
        both = count(self.evaluation + self.peer)
        self.assertLessEqual(both, one + 8)

    # ------------------------------------------------------------------
    # Taken back
    # ------------------------------------------------------------------

    def test_hr_office_takes_a_release_back_with_a_reason(self):
        self._both_rated()
        run = self._run(self.evaluation + self.peer, self.head_user)
        run.action_confirm()
        with self.assertRaises(AccessError):
            run.action_undo()
        office = run.with_user(self.hr_user)
        with self.assertRaises(UserError):
            office.action_undo()
        office.undo_reason = "Salah periode."
        office.action_undo()
        self.assertEqual(run.state, "undone")
        self.assertEqual(self.evaluation.state, "rated")
        self.assertFalse(self.evaluation.predicate)
        version = self.evaluation.version_ids
        self.assertEqual((version.predicate, version.why), ("good", "Salah periode."))
        step = self.evaluation.transition_ids[0]
        self.assertEqual((step.action, step.user_id), ("reopen", self.hr_user))
