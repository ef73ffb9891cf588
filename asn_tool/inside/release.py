"""Results handed over: opened, acknowledged, not opened yet, unsigned; one was released twice."""

from odoo.tools import SQL

HANDED_OVER = """
UPDATE asn_evaluation AS evaluation
   SET date_told = date_released,
       date_received = CASE
           WHEN date_acknowledged IS NOT NULL THEN date_acknowledged::date
           WHEN evaluation.id %% 3 = 0 THEN NULL
           ELSE date_released::date + (evaluation.id %% 7)::int END,
       received_how = CASE
           WHEN date_acknowledged IS NOT NULL THEN 'acknowledged'
           WHEN evaluation.id %% 3 = 0 THEN NULL
           WHEN evaluation.id %% 7 = 6 THEN 'rule'
           ELSE 'opened' END
 WHERE period_id = %s AND date_released IS NOT NULL AND date_received IS NULL
"""
# Whose result was released again, and why.
AGAIN = "rekan"
WHY = "Rekomendasi tertukar dengan pegawai lain; diperbaiki atas permintaan pejabat penilai."
RECOMMENDATION_BEFORE = "Ikuti pelatihan bendahara pada semester berikutnya."


def settle(env, period, users):
    """Say of the released results of a period how they were received."""
    env.flush_all()
    env.cr.execute(SQL(HANDED_OVER, period.id))
    env.invalidate_all()
    _release_again(env, period, users)


def _release_again(env, period, users):
    """Keep a version of one result, as if the HR office had reopened it."""
    evaluation = env["asn.evaluation"].search(
        [("period_id", "=", period.id), ("user_id", "=", users[AGAIN].id)], limit=1
    )
    if not evaluation.predicate:
        return
    now = evaluation.recommendation
    evaluation.recommendation = RECOMMENDATION_BEFORE
    office = users.get("bkpsdm") or env.user
    env["asn.evaluation.version"].with_user(office).sudo()._keep(evaluation, WHY)
    evaluation.recommendation = now
