from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...imports import bulk
from ...rules import workflow

HR_OFFICE = "hr_asn_kinerja.group_asn_hr_office"


class AsnEvaluationRelease(models.Model):
    """Releases many evaluations in few statements, as ``action_release`` does one by one."""

    _inherit = "asn.evaluation"

    def action_release_many(self):
        """Show who of these would be released and who cannot, and why; nothing happens yet."""
        if not self:
            raise UserError(self.env._("Choose at least one evaluation."))
        self.check_access("read")
        return self.env["asn.bulk.run"]._open_release(self)

    def _release_allowed(self):
        """Return those of these that the current user may release: evaluator or HR office.

        The same answer as ``_workflow_roles`` and the table give, for thousands at once.
        """
        user = self.env.user
        domain = [
            ("id", "in", self.ids),
            ("user_id", "!=", user.id),
            ("employee_id", "not in", user.sudo().employee_ids.ids),  # sudo: who am I
        ]
        allowed = self.search([*domain, ("evaluator_user_id", "=", user.id)])
        if user.has_group(HR_OFFICE):
            allowed |= self.search([*domain, ("company_id", "in", user.company_ids.ids)])
        return allowed

    # ------------------------------------------------------------------
    # One batch
    # ------------------------------------------------------------------

    @api.model
    def _release_batch(self, evaluations):
        """Release rated evaluations of one region; runs as superuser in the name of the user.

        Row by row what ``_workflow_run("release")`` does: state and stamps, the ratings, the post
        of the day, the step in the history, the activity of the employee. A row that is not rated
        any more or lacks something is left alone, so that a repeated batch does nothing twice.

        :return: the released evaluations
        """
        if not evaluations:
            return evaluations
        evaluations._follow_achievement()
        self.env.flush_all()
        now = fields.Datetime.now()
        ready = evaluations - self._release_deviating(evaluations)
        released = self._release_rows(ready, now) if ready else []
        if not released:
            return self.browse()
        done = self.browse(released)
        self._release_log(released, now)
        self.env.invalidate_all()
        self._release_activities(done)
        done._release_after()
        return done

    @api.model
    def _sql_release_problem(self, table):
        """What keeps the evaluation ``table`` with its ``draft`` from being released, or NULL."""
        return SQL(
            """
            CASE WHEN %(table)s.state IN %(released)s THEN 'released'
                 WHEN %(table)s.state <> 'rated' THEN 'not_rated'
                 WHEN draft.result_rating IS NULL OR draft.behaviour_rating IS NULL
                 THEN 'not_rated'
                 WHEN %(table)s.has_score
                  AND draft.result_rating IS DISTINCT FROM %(table)s.suggested_rating
                  AND btrim(COALESCE(draft.reason, ''), E' \\t\\n\\r') = '' THEN 'no_reason'
                 WHEN %(table)s.evaluator_id = %(table)s.employee_id
                   OR %(table)s.evaluator_user_id = %(table)s.user_id
                   OR EXISTS (SELECT FROM asn_evaluation AS other
                               WHERE other.employee_id = %(table)s.evaluator_id
                                 AND other.evaluator_id = %(table)s.employee_id
                                 AND other.period_id = %(table)s.period_id) THEN 'conflict' END
            """,
            table=SQL.identifier(table),
            released=tuple(workflow.RELEASED_STATES),
        )

    @api.model
    def _release_deviating(self, evaluations):
        """Return those rated otherwise in behaviour than the impressions suggest, without a reason.

        As ``_require_deviation_reason``; one query, and the rule once for equal impressions.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT evaluation.id, evaluation.date_end, draft.behaviour_rating,
                       jsonb_object_agg(value.code, behaviour.rating_aid)
                  FROM asn_evaluation AS evaluation
                  JOIN asn_evaluation_rating AS draft ON draft.evaluation_id = evaluation.id
                  JOIN asn_evaluation_behaviour AS behaviour
                    ON behaviour.evaluation_id = evaluation.id
                  JOIN asn_behaviour_value AS value ON value.id = behaviour.value_id
                 WHERE evaluation.id = ANY(%s) AND evaluation.state = 'rated'
                   AND draft.behaviour_rating IS NOT NULL
                   AND btrim(COALESCE(draft.behaviour_reason, ''), E' \t\n\r') = ''
              GROUP BY evaluation.id, evaluation.date_end, draft.behaviour_rating
                """,
                evaluations.ids,
            )
        )
        suggestions, found = {}, []
        for key, date_end, rating, impressions in rows:
            same = (date_end, tuple(sorted(impressions.items(), key=str)))
            if same not in suggestions:
                suggestions[same] = self.browse(key)._suggest_behaviour(impressions)
            if suggestions[same] and suggestions[same] != rating:
                found.append(key)
        return self.browse(found)

    @api.model
    def _release_rows(self, evaluations, now):
        """Set state, ratings and the post of the day; return the ids that were released."""
        today = self.env["asn.period"]._local_today(evaluations[0].company_id)
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE asn_evaluation AS evaluation
                   SET state = 'released', date_released = %(now)s,
                       result_rating = draft.result_rating,
                       behaviour_rating = draft.behaviour_rating, predicate = draft.predicate,
                       result_reason = draft.reason, behaviour_reason = draft.behaviour_reason,
                       recommendation = draft.recommendation, late_objection_until = NULL,
                       employee_name = employee.name, nip = employee.asn_nip,
                       rank_id = version.asn_rank_id,
                       rank_name = CASE WHEN rank.scheme = 'pns'
                            THEN rank.name || ' (' || rank.code || ')' ELSE rank.name END,
                       job_title = version.job_title,
                       functional_level = version.asn_functional_level,
                       date_received = NULL, received_how = NULL, date_told = NULL,
                       date_receipt_reminded = NULL, date_unsigned = NULL,
                       write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                  FROM asn_evaluation AS before
                  JOIN asn_evaluation_rating AS draft ON draft.evaluation_id = before.id
                  JOIN hr_employee AS employee ON employee.id = before.employee_id
    CROSS JOIN LATERAL (
                       SELECT LEAST(GREATEST(%(today)s::date, before.date_start),
                                    before.date_end) AS day) AS post
     LEFT JOIN LATERAL (
                       SELECT v.job_title, v.asn_rank_id, v.asn_functional_level
                         FROM hr_version AS v
                        WHERE v.employee_id = employee.id AND v.active
                     ORDER BY (v.date_version <= post.day) DESC,
                              CASE WHEN v.date_version <= post.day THEN v.date_version END DESC,
                              v.date_version
                        LIMIT 1) AS version ON TRUE
             LEFT JOIN asn_rank AS rank ON rank.id = version.asn_rank_id
                 WHERE before.id = ANY(%(ids)s) AND evaluation.id = before.id
                   AND evaluation.state = 'rated' AND %(problem)s IS NULL
             RETURNING evaluation.id
                """,
                now=now,
                uid=self.env.uid,
                today=today,
                ids=evaluations.ids,
                problem=self._sql_release_problem("before"),
            )
        )
        return sorted(row[0] for row in rows)

    @api.model
    def _release_log(self, ids, now):
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_transition (evaluation_id, action, state_from, state_to, user_id,
                                            date)
                SELECT id, 'release', 'rated', 'released', %(uid)s, %(now)s
                  FROM unnest(%(ids)s) AS released(id)
              ORDER BY id
             RETURNING 1
                """,
                uid=self.env.uid,
                now=now,
                ids=ids,
            )
        )

    @api.model
    def _release_activities(self, evaluations):
        """Replace the reminders to rate and to release by one to read and acknowledge."""
        types = [self.env.ref(xmlid) for xmlid, _field in self._workflow_activities.values()]
        self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", evaluations.ids),
                ("activity_type_id", "in", [kind.id for kind in types]),
                ("automated", "=", True),
            ]
        ).unlink()
        self._add_acknowledge_activities(evaluations)
        evaluations.invalidate_recordset(["activity_ids", "message_follower_ids"])

    @api.model
    def _add_acknowledge_activities(self, evaluations):
        """Give each employee with a login the activity to read and acknowledge."""
        xmlid, _field = self._workflow_activities["released"]
        kind = self.env.ref(xmlid)
        told = evaluations.filtered("user_id")
        if told:
            bulk.insert(
                self.env,
                "mail_activity",
                {
                    "res_id": ("int", told.ids),
                    "res_name": ("varchar", [document.display_name for document in told]),
                    "user_id": ("int", [document.user_id.id for document in told]),
                    "user_tz": ("varchar", [document.user_id.tz or None for document in told]),
                    "date_deadline": ("date", [document._workflow_deadline() for document in told]),
                },
                {
                    "res_model": self._name,
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "activity_type_id": kind.id,
                    "summary": kind.summary or None,
                    "automated": True,
                    "active": True,
                },
            )
            self._follow(told)
        self.env["mail.activity"].invalidate_model()

    @api.model
    def _follow(self, evaluations):
        """Let the employees follow their evaluation, those who do not yet; two statements."""
        subtypes, _internal, _external = self.env["mail.message.subtype"]._default_subtypes(
            self._name
        )
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                WITH added AS (
                    INSERT INTO mail_followers (res_model, res_id, partner_id)
                    SELECT %(model)s, evaluation.id, login.partner_id
                      FROM asn_evaluation AS evaluation
                      JOIN res_users AS login ON login.id = evaluation.user_id
                     WHERE evaluation.id = ANY(%(ids)s)
                    ON CONFLICT DO NOTHING
                 RETURNING id)
                INSERT INTO mail_followers_mail_message_subtype_rel (
                       mail_followers_id, mail_message_subtype_id)
                SELECT added.id, subtype.id
                  FROM added CROSS JOIN unnest(%(subtypes)s) AS subtype(id)
                ON CONFLICT DO NOTHING
             RETURNING 1
                """,
                model=self._name,
                ids=evaluations.ids,
                subtypes=subtypes,
            )
        )
        self.env["mail.followers"].invalidate_model()

    def _release_after(self):
        """What follows from a release, for many; for models to extend. Runs as superuser."""
        self.env["asn.development.plan"]._start_required(self)
        self.env["asn.signature"]._sign_many(self, "evaluation_released")
        self.env.ref("hr_asn_kinerja.ir_cron_tell_released")._trigger()

    def _check_release_role(self):
        """Raise unless the user may release at least one of these."""
        if not self._release_allowed():
            raise AccessError(
                self.env._(
                    "Only the evaluator releases the ratings of the own people, and the HR office "
                    "those of the region."
                )
            )
