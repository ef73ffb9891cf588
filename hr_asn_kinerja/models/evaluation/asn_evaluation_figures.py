from odoo import models
from odoo.tools import SQL

from ...rules import decimals, work_log, workflow
from ...rules import evaluation as evaluation_rules
from ...rules import indicator as indicator_rules
from ...rules import rating as rating_rules


def quotient(above, below, places):
    """Return the SQL of ``above / below`` rounded half up to ``places``; ``below`` is above zero.

    PostgreSQL's own division rounds once before ``round()`` does, which would move a figure that
    lies next to a half. The whole numbers of ``div`` are exact, as the fractions of the rules are.
    """
    return SQL(
        "sign(%(above)s) * div(2 * abs(%(above)s) * %(scale)s + %(below)s, 2 * %(below)s)"
        " * %(unit)s::numeric",
        above=above,
        below=below,
        scale=10**places,
        unit=f"1e-{places}",
    )


class AsnEvaluationFigures(models.Model):
    """The figures of thousands of evaluations at once: two statements instead of the ORM.

    They give what ``_compute_achievement`` and ``_compute_score`` give, which read the rules of
    ``rules/indicator.py`` and ``rules/evaluation.py``; a test compares both for every way to
    aggregate, polarity, kind of target and weight.
    """

    _inherit = "asn.evaluation"

    def _recompute_figures(self):
        """Count the entries of these evaluations and work out achievements, score, suggestion.

        Released evaluations keep their figures. Nothing else is asked: the caller has checked
        who may do this.
        """
        if not self:
            return
        self.env.flush_all()
        self.env.execute_query(self._sql_achievements())
        self.env.execute_query(self._sql_scores())
        self.env["asn.evaluation.indicator"].invalidate_model()
        self.invalidate_model()
        apart = self._filter_scored_apart()
        for name in ("score", "has_score", "suggested_rating"):
            self.env.add_to_compute(self._fields[name], apart)
        self.env.flush_all()

    def _filter_scored_apart(self):
        """Return those whose score rests on more than their lines; for models to extend."""
        return self.browse()

    def _sql_achievements(self):
        """Write what was realised, and how far it achieves the target, of every line."""
        return SQL(
            """
            UPDATE asn_evaluation_indicator AS line
               SET entry_count = figure.entries, realised = figure.realised,
                   is_measured = figure.achievement IS NOT NULL,
                   achievement = COALESCE(figure.achievement, 0)
              FROM (
                   SELECT line.id, counted.entries,
                          round(COALESCE(counted.realised, 0), 4) AS realised,
                          CASE WHEN share.done IS NOT NULL AND share.wanted IS NOT NULL
                               THEN LEAST(GREATEST(%(percent)s, 0),
                                          company.asn_achievement_cap::numeric)
                          END AS achievement
                     FROM asn_evaluation_indicator AS line
                     JOIN asn_evaluation AS evaluation ON evaluation.id = line.evaluation_id
                     JOIN res_company AS company ON company.id = evaluation.company_id
                LEFT JOIN (%(entries)s) AS entry ON entry.line_id = line.id
               CROSS JOIN LATERAL (
                          SELECT evaluation.state <> 'open'
                             AND evaluation.months > COALESCE(evaluation.absent_months, 0)
                              AS settled) AS period
               CROSS JOIN LATERAL (%(counted)s) AS counted
               CROSS JOIN LATERAL (%(share)s) AS share
                    WHERE line.evaluation_id = ANY(%(ids)s) AND evaluation.state NOT IN %(frozen)s
                   ) AS figure
             WHERE line.id = figure.id
               AND (line.entry_count, line.realised, line.is_measured, line.achievement)
                   IS DISTINCT FROM (figure.entries, figure.realised,
                                     figure.achievement IS NOT NULL,
                                     COALESCE(figure.achievement, 0))
         RETURNING 1
            """,
            percent=quotient(SQL("share.done"), SQL("share.wanted"), decimals.PERCENT_PLACES),
            entries=self._sql_entries(),
            counted=self._sql_counted(),
            share=self._sql_share(),
            ids=self.ids,
            frozen=workflow.FROZEN_STATES,
        )

    def _sql_entries(self):
        """The entries that count, added up for each line that has any."""
        return SQL(
            """
            SELECT line.id AS line_id, count(*) AS entries, sum(entry.quantity) AS total,
                   sum(entry.denominator) AS cases, max(entry.quantity) AS most,
                   min(entry.quantity) AS least, max(entry.date) AS last_day,
                   (array_agg(entry.quantity ORDER BY entry.date DESC, entry.id DESC)
                       FILTER (WHERE line.aggregation = 'last'))[1] AS latest
              FROM asn_evaluation_indicator AS line
              JOIN asn_evaluation AS evaluation ON evaluation.id = line.evaluation_id
              JOIN asn_realisation AS entry ON entry.indicator_id = line.indicator_id
               AND entry.date BETWEEN evaluation.date_start AND evaluation.date_end
               AND entry.review_state IN %(counted)s
             WHERE line.evaluation_id = ANY(%(ids)s) AND evaluation.state NOT IN %(frozen)s
          GROUP BY line.id
            """,
            counted=work_log.REVIEW_COUNTED,
            ids=self.ids,
            frozen=workflow.FROZEN_STATES,
        )

    def _sql_counted(self):
        """What the entries of a line amount to; NULL where nothing can be said."""
        return SQL(
            """
            SELECT COALESCE(entry.entries, 0) AS entries,
                   CASE WHEN line.target_kind = 'date' THEN entry.total
                        WHEN entry.entries IS NULL
                             THEN CASE WHEN period.settled AND line.aggregation = 'sum' THEN 0 END
                        WHEN line.aggregation = 'sum' THEN entry.total
                        WHEN line.aggregation = 'average' THEN %(average)s
                        WHEN line.aggregation = 'ratio' AND entry.cases > 0 THEN %(ratio)s
                        WHEN line.aggregation = 'maximum' THEN entry.most
                        WHEN line.aggregation = 'minimum' THEN entry.least
                        WHEN line.aggregation = 'last' THEN entry.latest END AS realised
            """,
            average=quotient(SQL("entry.total"), SQL("entry.entries"), decimals.QUANTITY_PLACES),
            ratio=quotient(
                SQL("(100 * entry.total)"), SQL("entry.cases"), decimals.QUANTITY_PLACES
            ),
        )

    def _sql_share(self):
        """The achievement in percent as a fraction, ``done / wanted``; NULL: not measurable."""
        return SQL(
            """
            SELECT CASE WHEN line.target_kind = 'date'
                             THEN 100 - %(late_day)s * (due.delivered - line.target_date)
                        WHEN line.target_kind = 'text' OR counted.realised IS NULL THEN NULL
                        WHEN line.polarity = 'higher' THEN 100 * counted.realised
                        WHEN line.polarity = 'lower' AND line.target_value > 0
                             THEN 100 * (2 * line.target_value - counted.realised)
                        WHEN line.polarity = 'lower'
                             THEN CASE WHEN counted.realised <= 0 THEN 100 ELSE 0 END
                        WHEN goal.near = counted.realised THEN 100
                        WHEN goal.near = 0 THEN 0
                        WHEN line.polarity IN ('range', 'exact')
                             THEN 100 * (abs(goal.near) - abs(counted.realised - goal.near))
                        END AS done,
                   CASE WHEN line.target_kind = 'date' THEN 1
                        WHEN line.polarity = 'higher'
                             THEN CASE WHEN line.target_value > 0 THEN line.target_value END
                        WHEN line.polarity = 'lower' AND line.target_value > 0
                             THEN line.target_value
                        WHEN line.polarity = 'lower' OR goal.near = counted.realised
                             OR goal.near = 0 THEN 1
                        ELSE abs(goal.near) END AS wanted
              FROM (SELECT CASE WHEN day.delivered IS NOT NULL
                                THEN GREATEST(day.delivered, line.target_date) END AS delivered
                      FROM (SELECT COALESCE(
                                entry.last_day,
                                CASE WHEN period.settled AND evaluation.date_end > line.target_date
                                     THEN evaluation.date_end END) AS delivered) AS day
                   ) AS due
        CROSS JOIN (SELECT CASE
                        WHEN line.polarity = 'exact' THEN line.target_value
                        WHEN line.polarity = 'range' AND line.target_kind = 'range'
                             THEN LEAST(GREATEST(counted.realised, line.target_value),
                                        line.target_max) END AS near) AS goal
            """,
            late_day=indicator_rules.LATE_DAY,
        )

    def _sql_scores(self):
        """Write the weighted score of the results, and the rating that the thresholds suggest."""
        return SQL(
            """
            UPDATE asn_evaluation AS evaluation
               SET score = COALESCE(figure.score, 0), has_score = figure.score IS NOT NULL,
                   suggested_rating = figure.rating
              FROM (
                   SELECT evaluation.id, total.score,
                          CASE WHEN total.score > company.asn_score_above::numeric THEN %(above)s
                               WHEN total.score >= company.asn_score_meets::numeric THEN %(meets)s
                               WHEN total.score IS NOT NULL THEN %(below)s END AS rating
                     FROM asn_evaluation AS evaluation
                     JOIN res_company AS company ON company.id = evaluation.company_id
                LEFT JOIN (%(means)s) AS mean ON mean.evaluation_id = evaluation.id
               CROSS JOIN LATERAL (
                          SELECT CASE WHEN mean.extra > mean.main
                                      THEN round(mean.main * (1 - %(share)s)
                                                 + mean.extra * %(share)s, %(places)s)
                                      ELSE mean.main END AS score) AS total
                    WHERE evaluation.id = ANY(%(ids)s) AND evaluation.state NOT IN %(frozen)s
                   ) AS figure
             WHERE evaluation.id = figure.id
               AND (evaluation.score, evaluation.has_score, evaluation.suggested_rating)
                   IS DISTINCT FROM (COALESCE(figure.score, 0), figure.score IS NOT NULL,
                                     figure.rating)
         RETURNING 1
            """,
            above=rating_rules.ABOVE,
            meets=rating_rules.MEETS,
            below=rating_rules.BELOW,
            means=self._sql_means(),
            share=evaluation_rules.ADDITIONAL_SHARE,
            places=decimals.PERCENT_PLACES,
            ids=self.ids,
            frozen=workflow.FROZEN_STATES,
        )

    def _sql_means(self):
        """The means of the main and of the additional results of each evaluation."""
        of_lines = SQL(
            """
            SELECT line.evaluation_id, max(line.kind) AS kind, line.result_id,
                   NULLIF(max(line.result_weight), 0) AS weight, %(mean)s AS value
              FROM asn_evaluation_indicator AS line
        CROSS JOIN LATERAL (
                   SELECT NULLIF(line.weight, 0) AS weight,
                          CASE WHEN line.is_measured THEN line.achievement END AS value) AS part
             WHERE line.evaluation_id = ANY(%(ids)s)
          GROUP BY line.evaluation_id, line.result_id
            """,
            mean=self._sql_weighted_mean(SQL("TRUE")),
            ids=self.ids,
        )
        return SQL(
            """
            SELECT part.evaluation_id, %(main)s AS main, %(extra)s AS extra
              FROM (%(of_lines)s) AS part
          GROUP BY part.evaluation_id
            """,
            main=self._sql_weighted_mean(SQL("part.kind = 'main'")),
            extra=self._sql_weighted_mean(SQL("part.kind <> 'main'")),
            of_lines=of_lines,
        )

    def _sql_weighted_mean(self, which):
        """The weighted mean of ``part.value`` by ``part.weight``, see ``rules.weighted_mean``.

        A part without a weight counts like the average of those given, measured or not. To stay
        with whole numbers every weight is taken times the number of given ones.
        """
        pieces = {
            "given": SQL("count(part.weight) FILTER (WHERE %s)", which),
            "weights": SQL("COALESCE(sum(part.weight) FILTER (WHERE %s), 0)", which),
            "own": SQL("COALESCE(sum(part.value * part.weight) FILTER (WHERE %s), 0)", which),
            "usual": SQL(
                "COALESCE(sum(part.value) FILTER (WHERE %s AND part.weight IS NULL), 0)", which
            ),
            "own_weight": SQL(
                "COALESCE(sum(part.weight) FILTER (WHERE %s AND part.value IS NOT NULL), 0)", which
            ),
            "usual_count": SQL(
                "count(part.value) FILTER (WHERE %s AND part.weight IS NULL)", which
            ),
        }
        none_given = SQL("%s = 0", pieces["given"])
        above = SQL(
            "CASE WHEN %(none)s THEN %(usual)s ELSE %(given)s * %(own)s + %(weights)s * %(usual)s"
            " END",
            none=none_given,
            **pieces,
        )
        below = SQL(
            "CASE WHEN %(none)s THEN %(usual_count)s"
            " ELSE %(given)s * %(own_weight)s + %(weights)s * %(usual_count)s END",
            none=none_given,
            **pieces,
        )
        return SQL(
            "CASE WHEN count(part.value) FILTER (WHERE %(which)s) > 0 THEN %(mean)s END",
            which=which,
            mean=quotient(above, below, decimals.PERCENT_PLACES),
        )
