from odoo import api, models
from odoo.tools import SQL


class AsnPeriodOpeningEvaluations(models.Model):
    """Opens an evaluation period: one evaluation for each agreed plan, with its lines."""

    _inherit = "asn.period"

    @api.model
    def _sql_excluded(self, employee, first, last):
        """The condition that a person is outside appraisal from ``first`` to ``last``."""
        return SQL(
            """
            EXISTS (SELECT FROM asn_absence AS absence
                      JOIN asn_absence_kind AS kind
                        ON kind.id = absence.kind_id AND kind.effect = 'excluded'
                     WHERE absence.employee_id = %(employee)s
                       AND absence.date_start <= %(first)s AND absence.date_end >= %(last)s)
            """,
            employee=employee,
            first=first,
            last=last,
        )

    def _sql_missing_evaluations(self):
        """The agreed plans of the year that touch this period and have no evaluation for it."""
        return SQL(
            """
            SELECT plan.id
              FROM asn_skp AS plan
             WHERE plan.period_id = %(year)s AND plan.state = 'agreed'
               AND plan.date_start <= %(end)s AND plan.date_end >= %(start)s
               AND NOT EXISTS (
                   SELECT FROM asn_evaluation AS evaluation
                    WHERE evaluation.skp_id = plan.id AND evaluation.period_id = %(period)s)
               AND NOT %(excluded)s
            """,
            excluded=self._sql_excluded(
                SQL("plan.employee_id"),
                SQL("GREATEST(plan.date_start, %s::date)", self.date_start),
                SQL("LEAST(plan.date_end, %s::date)", self.date_end),
            ),
            year=(self.parent_id or self).id,
            start=self.date_start,
            end=self.date_end,
            period=self.id,
        )

    def _sql_evaluation_due(self):
        """The day by which an evaluation is to be released; ``span`` holds its days."""
        return SQL("%s::date", self.date_due or None)

    def _insert_evaluations(self, size):
        rows = self.env.execute_query(
            SQL(
                """
                WITH missing AS (%(missing)s ORDER BY plan.id LIMIT %(size)s)
                INSERT INTO asn_evaluation (
                       skp_id, period_id, period_kind, company_id, state,
                       employee_id, employee_name, nip, rank_id, rank_name, job_title,
                       position_kind, functional_level, is_unit_head, additional_duty, unit_id,
                       evaluator_id, evaluator_name, superior_id,
                       user_id, evaluator_user_id, superior_user_id,
                       date_start, date_end, months, absent_months, date_due, score, has_score,
                       create_uid, create_date, write_uid, write_date)
                SELECT plan.id, %(period)s, %(kind)s, plan.company_id, 'open', plan.employee_id,
                       plan.employee_name, plan.nip, plan.rank_id, plan.rank_name,
                       plan.job_title, plan.position_kind, plan.functional_level,
                       plan.is_unit_head, plan.additional_duty, plan.unit_id, plan.evaluator_id,
                       plan.evaluator_name, plan.superior_id,
                       plan.user_id, plan.evaluator_user_id, plan.superior_user_id,
                       span.first, span.last,
                       %(months)s, 0, %(due)s, 0, FALSE,
                       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM missing
                  JOIN asn_skp AS plan ON plan.id = missing.id
            CROSS JOIN LATERAL (
                       SELECT GREATEST(plan.date_start, %(start)s) AS first,
                              LEAST(plan.date_end, %(end)s) AS last) AS span
                ON CONFLICT DO NOTHING
             RETURNING id
                """,
                missing=self._sql_missing_evaluations(),
                size=size,
                period=self.id,
                kind=self.kind,
                start=self.date_start,
                end=self.date_end,
                due=self._sql_evaluation_due(),
                months=self.env["asn.skp"]._sql_months(SQL("span.first"), SQL("span.last")),
                uid=self.env.uid,
            )
        )
        ids = [row[0] for row in rows]
        if ids:
            self.env["asn.evaluation"].browse(ids)._count_absent_months()
            self.env.flush_all()
            self._insert_evaluation_lines(ids)
            self._insert_activities("asn.evaluation", ids, "user_id")
            self.env["asn.evaluation"].invalidate_model()
            self.env["asn.evaluation"].browse(ids)._recompute_figures()
        return ids

    def _insert_evaluation_lines(self, evaluation_ids):
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_evaluation_indicator (
                       evaluation_id, indicator_id, result_id, kind, sequence, name, unit,
                       aspect, polarity, aggregation, weight, result_weight,
                       target_kind, target_value, target_max, target_text, target_date,
                       entry_count, realised, is_measured, achievement)
                SELECT evaluation.id, indicator.id, indicator.result_id, result.kind,
                       result.sequence * 1000 + indicator.sequence,
                       indicator.name, indicator.unit, indicator.aspect, indicator.polarity,
                       indicator.aggregation, COALESCE(indicator.weight, 0),
                       COALESCE(result.weight, 0),
                       indicator.target_kind,
                       CASE WHEN indicator.aggregation = 'sum'
                             AND indicator.target_kind IN ('number', 'range')
                            THEN round(target.target_value * span.part / span.whole, 4)
                            ELSE target.target_value END,
                       CASE WHEN indicator.aggregation = 'sum'
                             AND indicator.target_kind IN ('number', 'range')
                            THEN round(target.target_max * span.part / span.whole, 4)
                            ELSE target.target_max END,
                       COALESCE(planned.target_text, indicator.target_text),
                       indicator.target_date, 0, 0, FALSE, 0
                  FROM asn_evaluation AS evaluation
                  JOIN asn_skp AS plan ON plan.id = evaluation.skp_id
                  JOIN asn_period AS period ON period.id = evaluation.period_id
                  JOIN asn_skp_indicator AS indicator ON indicator.skp_id = plan.id
                  JOIN asn_skp_result AS result ON result.id = indicator.result_id
                   AND indicator.active AND result.active
             LEFT JOIN asn_skp_target AS planned
                    ON planned.indicator_id = indicator.id
                   AND planned.period_id = evaluation.period_id
                   AND indicator.distribution = 'planned'
            CROSS JOIN LATERAL (
                       SELECT CASE WHEN planned.id IS NULL
                                   THEN COALESCE(indicator.target_value, 0)
                                   ELSE COALESCE(planned.target_value, 0) END AS target_value,
                              CASE WHEN planned.id IS NULL
                                   THEN COALESCE(indicator.target_max, 0)
                                   ELSE COALESCE(planned.target_max, 0) END AS target_max
                       ) AS target
            CROSS JOIN LATERAL (
                       SELECT GREATEST(plan.date_start, period.date_start) AS first,
                              CASE WHEN COALESCE(plan.target_months, 0) > 0 THEN period.date_end
                                   ELSE LEAST(plan.date_end, period.date_end) END AS last
                       ) AS full_span
            CROSS JOIN LATERAL (
                       SELECT evaluation.months - COALESCE(evaluation.absent_months, 0) AS part,
                              CASE WHEN planned.id IS NULL
                                   THEN COALESCE(NULLIF(plan.target_months, 0), plan.months)
                                   ELSE GREATEST(%(months)s, 1) END AS whole
                       ) AS span
                 WHERE evaluation.id = ANY(%(ids)s)
              ORDER BY evaluation.id, result.kind, result.sequence, result.id,
                       indicator.sequence, indicator.id
                ON CONFLICT DO NOTHING
             RETURNING 1
                """,
                months=self.env["asn.skp"]._sql_months(
                    SQL("full_span.first"), SQL("full_span.last")
                ),
                ids=evaluation_ids,
            )
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_evaluation_behaviour (evaluation_id, value_id, sequence,
                                                      expectation)
                SELECT evaluation.id, behaviour.value_id, behaviour.sequence,
                       behaviour.expectation
                  FROM asn_evaluation AS evaluation
                  JOIN asn_skp_behaviour AS behaviour ON behaviour.skp_id = evaluation.skp_id
                 WHERE evaluation.id = ANY(%s)
              ORDER BY evaluation.id, behaviour.sequence, behaviour.id
                ON CONFLICT DO NOTHING
             RETURNING 1
                """,
                evaluation_ids,
            )
        )
