"""Releasing the results of a half-year for everybody, in batches, as the HR office does."""

from asn_tool.inside.bench import register
from benchmarks._region import halves, user

RATED = """
UPDATE asn_evaluation AS evaluation
   SET state = 'rated', result_rating = NULL, behaviour_rating = NULL, predicate = NULL,
       result_reason = NULL, behaviour_reason = NULL, recommendation = NULL, date_released = NULL
 WHERE period_id = %s
"""
DRAFTS = """
INSERT INTO asn_evaluation_rating (evaluation_id, result_rating, behaviour_rating, predicate,
                                   reason, behaviour_reason)
SELECT id, 'meets', 'meets', 'good', 'Sesuai bukti dukung.', 'Sesuai pengamatan.'
  FROM asn_evaluation WHERE period_id = %s
ON CONFLICT (evaluation_id) DO UPDATE
   SET result_rating = 'meets', behaviour_rating = 'meets', predicate = 'good',
       reason = EXCLUDED.reason, behaviour_reason = EXCLUDED.behaviour_reason
"""


def prepare(env):
    """Rate everybody of the second half-year."""
    period = halves(env)[1]
    env.cr.execute(RATED, [period.id])
    env.cr.execute(DRAFTS, [period.id])
    env.cr.execute("UPDATE asn_period SET state = 'open' WHERE id = %s", [period.id])
    env.invalidate_all()


def _count(env):
    env.cr.execute(
        "SELECT count(*) FROM asn_evaluation WHERE period_id = %s AND state = 'released'",
        [halves(env)[1].id],
    )
    return env.cr.fetchone()[0]


def product(env):
    """Preview, confirm, and go on as the job does: batch by batch."""
    office = user(env, "hr-office")
    period = halves(env)[1].with_user(office)
    run = env["asn.bulk.run"].with_user(office)
    run = run.browse(period.action_release_results()["res_id"])
    run.action_confirm()
    while run.state == "running":
        run.sudo()._run_batch()
    return _count(env)


def limit(env):
    """Write the very same rows by plain SQL; nothing is asked, nothing is signed."""
    period = halves(env)[1]
    env.cr.execute(
        """
        WITH released AS (
            UPDATE asn_evaluation AS evaluation
               SET state = 'released', date_released = now() AT TIME ZONE 'UTC',
                   result_rating = draft.result_rating, predicate = draft.predicate,
                   behaviour_rating = draft.behaviour_rating, result_reason = draft.reason
              FROM asn_evaluation_rating AS draft
             WHERE draft.evaluation_id = evaluation.id AND evaluation.period_id = %s
               AND evaluation.user_id IS DISTINCT FROM %s  -- nobody releases the own result
         RETURNING evaluation.id)
        INSERT INTO asn_transition (evaluation_id, action, state_from, state_to, user_id, date)
        SELECT id, 'release', 'rated', 'released', 1, now() AT TIME ZONE 'UTC' FROM released
        """,
        [period.id, user(env, "hr-office").id],
    )
    return _count(env)


register(
    "release-many",
    "Releasing the results of a half-year for everybody, in batches",
    product,
    limit,
    prepare=prepare,
)
