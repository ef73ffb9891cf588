"""Lets the teams of the people who can log in work in the running half-year.

Everybody logs in a rhythm and at a speed of his or her own, so that the pages of progress show
people ahead, on track, behind and silent. The figures follow from names and numbers of the data:
two runs on one day make the same.
"""

from odoo.tools import SQL

# Share of the due amount that somebody reaches, and how many days ago the last entry was.
SPEEDS = (1.02, 0.97, 1.15, 0.93, 0.78, 1.05, 0.99, 0.55, 1.08, 0.95)
QUIET_DAYS = (1, 3, 2, 6, 4, 23, 5, 40, 2, 8)
EVERY = 9  # days between two entries
# One entry in so many has no evidence and no review yet.
NOTE = "Sesuai buku register harian."


def settle(env, period, users):
    """Log work of the people who log in, of their teams and of the teams below those.

    :param env: environment of the superuser
    :param period: the running half-year, opened
    :param users: {role: user}
    """
    env.flush_all()
    today = min(period.today(), period.date_end)
    if today <= period.date_start:
        return
    logins = [user.id for user in users.values()]
    env.cr.execute(
        SQL(
            """
            INSERT INTO asn_realisation (
                   indicator_id, skp_id, date, quantity, denominator, note, source, review_state,
                   has_evidence, is_late, create_uid, create_date, write_uid, write_date)
            SELECT indicator_id, skp_id, day, quantity,
                   CASE WHEN aggregation = 'ratio' THEN cases END, %(note)s, 'manual',
                   CASE WHEN day < %(today)s - 45 THEN 'confirmed' ELSE 'none' END, FALSE, FALSE,
                   user_id, day + TIME '08:00', user_id, day + TIME '08:00'
              FROM (
                   SELECT line.indicator_id, evaluation.skp_id, line.aggregation, day::date,
                          evaluation.user_id, 20 AS cases,
                          CASE line.aggregation
                          WHEN 'sum' THEN GREATEST(1, round(
                               line.target_value * %(every)s
                               / (evaluation.date_end - evaluation.date_start + 1)
                               * speed.share))
                          WHEN 'ratio' THEN LEAST(20, round(
                               20 * line.target_value / 100
                               * LEAST(1, 0.4 + 0.6 * speed.share)))
                          ELSE round((line.target_value * CASE
                               WHEN line.polarity = 'lower' THEN 2 - speed.share
                               ELSE LEAST(1.1, 0.3 + 0.7 * speed.share) END)::numeric, 1)
                           END AS quantity
                     FROM asn_evaluation AS evaluation
                     JOIN asn_evaluation_indicator AS line
                       ON line.evaluation_id = evaluation.id
               CROSS JOIN LATERAL (
                          SELECT (%(speeds)s::float[])[1 + (evaluation.skp_id + line.id) %% 10]
                                 * 0.3
                                 + (%(speeds)s::float[])[1 + evaluation.skp_id %% 10] * 0.7
                                 AS share,
                                 (%(quiet)s::int[])[1 + evaluation.skp_id %% 10] AS quiet
                          ) AS speed
               CROSS JOIN LATERAL generate_series(
                          evaluation.date_start + (line.id %% %(every)s)::int,
                          LEAST(evaluation.date_end, %(today)s - speed.quiet),
                          make_interval(days => %(every)s)) AS day
                    WHERE evaluation.period_id = %(period)s AND evaluation.state = 'open'
                      AND line.target_kind = 'number' AND line.target_value > 0
                      AND (evaluation.user_id = ANY(%(logins)s)
                        OR evaluation.evaluator_user_id = ANY(%(logins)s)
                        OR evaluation.superior_user_id = ANY(%(logins)s))
                      AND NOT EXISTS (SELECT FROM asn_realisation AS entry
                                       WHERE entry.indicator_id = line.indicator_id
                                         AND entry.date >= evaluation.date_start)
                   ) AS work
             WHERE quantity > 0 OR aggregation <> 'sum'
            """,
            note=NOTE,
            today=today,
            every=EVERY,
            speeds=list(SPEEDS),
            quiet=list(QUIET_DAYS),
            period=period.id,
            logins=logins,
        )
    )
    env.invalidate_all()
    worked = env["asn.evaluation"].search(
        [
            ("period_id", "=", period.id),
            "|",
            "|",
            ("user_id", "in", logins),
            ("evaluator_user_id", "in", logins),
            ("superior_user_id", "in", logins),
        ]
    )
    worked._recompute_figures()
