"""Who looked at ratings and scores: a few readers, so that the lists have something to show."""

from odoo.tools import SQL

# Who, as what, how, days after the release or the end of the period, times. A column names a
# login that is copied to the evaluation.
READINGS = (
    ("evaluator_user_id", "evaluator", "open", 1, 3),
    ("evaluator_user_id", "evaluator", "list", 1, 2),
    ("superior_user_id", "superior", "list", 3, 1),
    ("pengelola", "unit_officer", "open", 5, 1),
    ("bkpsdm", "hr_office", "export", 12, 1),
    ("auditor", "auditor", "open", 30, 2),
)
# Rows of one page of a list, and of one export.
MOST = 80
ADD = """
    INSERT INTO asn_access_log (
           evaluation_id, employee_id, employee_name, user_id, unit_id, period_id, company_id,
           reader_id, reader_name, reader_role, kind, day, date_first, date_last, count)
    SELECT evaluation.id, evaluation.employee_id, evaluation.employee_name, evaluation.user_id,
           evaluation.unit_id, evaluation.period_id, evaluation.company_id,
           reader.id, contact.name, %(role)s, %(kind)s,
           (moment.at AT TIME ZONE 'UTC' AT TIME ZONE region.asn_tz)::date,
           moment.at, moment.at + make_interval(hours => %(times)s - 1), %(times)s
      FROM asn_evaluation AS evaluation
      JOIN res_company AS region ON region.id = evaluation.company_id
      JOIN res_users AS reader ON reader.id = %(reader)s
      JOIN res_partner AS contact ON contact.id = reader.partner_id
CROSS JOIN LATERAL (
           SELECT date_trunc('day', COALESCE(
                      evaluation.date_released, evaluation.date_end + interval '9 days'))
                  + make_interval(days => %(days)s, hours => 2, mins => evaluation.id %% 50) AS at
           ) AS moment
     WHERE evaluation.period_id = %(period)s
       AND (evaluation.has_score OR evaluation.predicate IS NOT NULL)
       AND reader.id IS DISTINCT FROM evaluation.user_id AND moment.at < now() AT TIME ZONE 'UTC'
       AND (%(kind)s <> 'open' OR evaluation.user_id = ANY(%(people)s))
  ORDER BY evaluation.user_id = ANY(%(people)s) DESC NULLS LAST, evaluation.employee_name
     LIMIT %(most)s
ON CONFLICT DO NOTHING
"""


def settle(env, period, users):
    """Write down who read the ratings and scores of ``period``.

    :param users: {role: user}, see ``demonstration.ROLES``
    """
    env.flush_all()
    for who, role, kind, days, times in READINGS:
        if who not in users and not who.endswith("_id"):
            continue
        reader = SQL("%s", users[who].id) if who in users else SQL.identifier("evaluation", who)
        env.cr.execute(
            SQL(
                ADD,
                reader=reader,
                role=role,
                kind=kind,
                days=days,
                times=times,
                period=period.id,
                people=[user.id for user in users.values()],
                most=MOST,
            )
        )
    env.invalidate_all()
