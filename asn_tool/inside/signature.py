"""Signatures under the documents of those who have a login.

Whatever was signed while the demonstration was built carries the time of building. So the chain is
written once, at the end, in the order in which the people of the demonstration took their steps.
Documents of people without a login stay unsigned, like those of an import.
"""

from itertools import groupby

from odoo.tools import SQL

TABLES = ("asn_signature", "asn_signature_head")
STEPS = """
    SELECT kind, record, signer, moment FROM (
        SELECT 'plan_agreed' AS kind, id AS record, evaluator_user_id AS signer,
               date_agreed AS moment, 1 AS rank
          FROM asn_skp WHERE state IN ('agreed', 'closed')
     UNION ALL
        SELECT 'evaluation_released', evaluation.id,
               CASE WHEN changed.id IS NULL THEN evaluation.evaluator_user_id
                    ELSE evaluation.superior_user_id END,
               COALESCE(changed.date_decided, evaluation.date_released),
               CASE WHEN changed.id IS NULL THEN 2 ELSE 5 END
          FROM asn_evaluation AS evaluation
          LEFT JOIN LATERAL (
               SELECT id, date_decided FROM asn_objection
                WHERE evaluation_id = evaluation.id AND state = 'decided' AND outcome = 'change'
             ORDER BY date_decided DESC LIMIT 1) AS changed ON TRUE
         WHERE evaluation.predicate IS NOT NULL AND evaluation.date_released IS NOT NULL
     UNION ALL
        SELECT 'evaluation_acknowledged', evaluation.id, evaluation.user_id,
               evaluation.date_acknowledged, 3
          FROM asn_evaluation AS evaluation
         WHERE evaluation.predicate IS NOT NULL AND NOT EXISTS (
               SELECT FROM asn_objection
                WHERE evaluation_id = evaluation.id AND state = 'decided' AND outcome = 'change')
     UNION ALL
        SELECT 'objection_decided', objection.id, evaluation.superior_user_id,
               objection.date_decided, 4
          FROM asn_objection AS objection
          JOIN asn_evaluation AS evaluation ON evaluation.id = objection.evaluation_id
         WHERE objection.state = 'decided') AS step
     WHERE signer IS NOT NULL AND moment IS NOT NULL
  ORDER BY moment, rank, record
"""
MODELS = {"plan_agreed": "asn.skp", "objection_decided": "asn.objection"}


def settle(env):
    """Write the chain anew; returns the number of signatures."""
    env.flush_all()
    _forget(env)
    steps = env.execute_query(SQL(STEPS))
    signatures, count = env["asn.signature"], 0
    for (kind, signer, moment), group in groupby(steps, key=lambda step: (step[0], *step[2:])):
        documents = env[MODELS.get(kind, "asn.evaluation")].browse([step[1] for step in group])
        user = env["res.users"].browse(signer)
        count += len(signatures._sign_many(documents, kind, user, moment))
    env.invalidate_all()
    return count


def _forget(env):
    """Only before the first commit of a demonstration: nobody has relied on these yet."""
    for table in TABLES:
        name = SQL.identifier(table)
        env.cr.execute(SQL("ALTER TABLE %s DISABLE TRIGGER USER", name))
        env.cr.execute(SQL("DELETE FROM %s", name))
        env.cr.execute(SQL("ALTER TABLE %s ENABLE TRIGGER USER", name))
    env.invalidate_all()
