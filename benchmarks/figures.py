"""Achievements, scores and suggestions of all evaluations of a half-year, from their entries."""

from asn_tool.inside.bench import register
from benchmarks._region import halves

AT_ONCE = 1000  # evaluations of one batch of the ORM: its best

ENTRIES = """
    SELECT line.id AS line_id, count(*) AS entries, sum(entry.quantity) AS total,
           sum(entry.denominator) AS cases, max(entry.quantity) AS most,
           min(entry.quantity) AS least, max(entry.date) AS last_day,
           (array_agg(entry.quantity ORDER BY entry.date DESC, entry.id DESC)
               FILTER (WHERE line.aggregation = 'last'))[1] AS latest
      FROM asn_evaluation_indicator AS line
      JOIN asn_evaluation AS evaluation ON evaluation.id = line.evaluation_id
      JOIN asn_realisation AS entry ON entry.indicator_id = line.indicator_id
       AND entry.date BETWEEN evaluation.date_start AND evaluation.date_end
       AND entry.review_state <> 'returned'
     WHERE evaluation.period_id = %(period)s
  GROUP BY line.id
"""
# What somebody writes who trusts the database's own division.
ACHIEVEMENTS = f"""
    UPDATE asn_evaluation_indicator AS line
       SET entry_count = COALESCE(figure.entries, 0), realised = COALESCE(figure.realised, 0),
           is_measured = figure.percent IS NOT NULL,
           achievement = COALESCE(LEAST(GREATEST(round(figure.percent, 2), 0), 120), 0)
      FROM (SELECT one.id, one.entries, one.realised,
                   CASE WHEN one.target_kind = 'date'
                             THEN 100 - 5 * GREATEST(one.delivered - one.target_date, 0)
                        WHEN one.target_kind = 'text' THEN NULL
                        WHEN one.polarity = 'higher' AND one.target_value > 0
                             THEN 100 * one.realised / one.target_value
                        WHEN one.polarity = 'lower' AND one.target_value > 0
                             THEN 100 * (2 * one.target_value - one.realised) / one.target_value
                        WHEN one.polarity = 'lower'
                             THEN CASE WHEN one.realised = 0 THEN 100 ELSE 0 END
                        WHEN one.polarity = 'range' AND one.realised < one.target_value
                             THEN 100 - 100 * (one.target_value - one.realised) / one.target_value
                        WHEN one.polarity = 'range' AND one.realised > one.target_max
                             THEN 100 - 100 * (one.realised - one.target_max) / one.target_max
                        WHEN one.polarity = 'range' AND one.realised IS NOT NULL THEN 100
                        WHEN one.polarity = 'exact' AND one.target_value > 0
                             THEN 100 - 100 * abs(one.realised - one.target_value)
                                  / one.target_value END AS percent
              FROM (SELECT line.*, entry.entries,
                           COALESCE(entry.last_day, CASE
                               WHEN evaluation.date_end > line.target_date
                               THEN evaluation.date_end END) AS delivered,
                           CASE line.aggregation WHEN 'sum' THEN COALESCE(entry.total, 0)
                               WHEN 'average' THEN entry.total / entry.entries
                               WHEN 'ratio' THEN 100 * entry.total / entry.cases
                               WHEN 'maximum' THEN entry.most WHEN 'minimum' THEN entry.least
                               ELSE entry.latest END AS realised_now
                      FROM asn_evaluation_indicator AS line
                      JOIN asn_evaluation AS evaluation ON evaluation.id = line.evaluation_id
                 LEFT JOIN ({ENTRIES}) AS entry ON entry.line_id = line.id
                     WHERE evaluation.period_id = %(period)s) AS line
        CROSS JOIN LATERAL (SELECT line.id, line.entries, line.realised_now AS realised,
                                   line.target_kind, line.polarity, line.target_value,
                                   line.target_max, line.target_date, line.delivered) AS one
           ) AS figure
     WHERE line.id = figure.id
"""
SCORES = """
    UPDATE asn_evaluation AS evaluation
       SET score = COALESCE(figure.score, 0), has_score = figure.score IS NOT NULL,
           suggested_rating = CASE WHEN figure.score > 100 THEN 'above'
                                   WHEN figure.score >= 90 THEN 'meets'
                                   WHEN figure.score IS NOT NULL THEN 'below' END
      FROM (SELECT result.evaluation_id,
                   CASE WHEN avg(result.mean) FILTER (WHERE kind <> 'main')
                             > avg(result.mean) FILTER (WHERE kind = 'main')
                        THEN round(0.9 * avg(result.mean) FILTER (WHERE kind = 'main')
                                   + 0.1 * avg(result.mean) FILTER (WHERE kind <> 'main'), 2)
                        ELSE round(avg(result.mean) FILTER (WHERE kind = 'main'), 2) END AS score
              FROM (SELECT line.evaluation_id, line.result_id, line.kind,
                           round(sum(line.achievement * COALESCE(NULLIF(line.weight, 0), 1))
                                     FILTER (WHERE line.is_measured)
                                 / NULLIF(sum(COALESCE(NULLIF(line.weight, 0), 1))
                                     FILTER (WHERE line.is_measured), 0), 2) AS mean
                      FROM asn_evaluation_indicator AS line
                      JOIN asn_evaluation AS evaluation ON evaluation.id = line.evaluation_id
                     WHERE evaluation.period_id = %(period)s
                  GROUP BY line.evaluation_id, line.result_id, line.kind) AS result
          GROUP BY result.evaluation_id) AS figure
     WHERE evaluation.id = figure.evaluation_id
"""


def _evaluations(env):
    return env["asn.evaluation"].search([("period_id", "=", halves(env)[0].id)])


def _lines(env):
    env.cr.execute(
        "SELECT count(*) FROM asn_evaluation_indicator AS line"
        " JOIN asn_evaluation AS evaluation ON evaluation.id = line.evaluation_id"
        " WHERE evaluation.period_id = %s AND (line.entry_count > 0 OR line.is_measured)",
        [halves(env)[0].id],
    )
    return env.cr.fetchone()[0]


def prepare(env):
    """Take the first half-year back to where everybody has submitted and nothing is counted."""
    period = halves(env)[0]
    env.cr.execute(
        "UPDATE asn_evaluation SET state = 'submitted', score = 0, has_score = FALSE,"
        " suggested_rating = NULL WHERE period_id = %s",
        [period.id],
    )
    env.cr.execute(
        "UPDATE asn_evaluation_indicator AS line SET entry_count = 0, realised = 0,"
        " is_measured = FALSE, achievement = 0 FROM asn_evaluation AS evaluation"
        " WHERE evaluation.id = line.evaluation_id AND evaluation.period_id = %s",
        [period.id],
    )
    env.invalidate_all()


def product(env):
    """Work them out as the opening and the imports do."""
    _evaluations(env)._recompute_figures()
    return _lines(env)


def limit(env):
    """The same figures in plain SQL, written for the kinds of line that there are."""
    env.cr.execute(ACHIEVEMENTS, {"period": halves(env)[0].id})
    env.cr.execute(SCORES, {"period": halves(env)[0].id})
    return _lines(env)


def peer(env):
    """The same computed fields by the ORM, a thousand evaluations at a time."""
    evaluations = _evaluations(env)
    for start in range(0, len(evaluations), AT_ONCE):
        batch = evaluations[start : start + AT_ONCE]
        batch.line_ids.modified(["target_value"])
        env.flush_all()
        env.invalidate_all()
    return _lines(env)


register(
    "figures",
    "Achievements, scores and suggested ratings of a half-year",
    product,
    limit,
    peer,
    prepare=prepare,
    most_of_limit=1.5,
    least_of_peer=4,
    peer_rounds=1,
)
