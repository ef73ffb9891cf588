"""Writes in bulk what the workflow writes one by one: steps in the log, and who acts next."""

from odoo import SUPERUSER_ID
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.imports import bulk


def check_path(table, first, actions):
    """Return the states that ``actions`` lead through from ``first``; refuse impossible ones.

    :param table: the workflow table of ``rules/workflow/``
    :raises ValueError: an action that the table does not have in that state
    """
    states = [first]
    for action in actions:
        found = [row for row in table if row.state == states[-1] and row.action == action]
        if not found:
            raise ValueError(f"no {action!r} from {states[-1]!r}")
        states.append(found[0].next_state)
    return states


def allow_other_days(env):
    """Let this transaction give steps the days on which they would have been taken.

    The database refuses it otherwise.
    """
    env.cr.execute("SELECT set_config('asn.history', 'made up', TRUE)")


def write_log(env, field, steps):
    """Write steps to ``asn.transition``.

    :param str field: skp_id or evaluation_id
    :param steps: list of (document id, action, state before, state after, user id or None, time,
        reason or None)
    """
    steps = sorted(steps, key=lambda step: step[5])
    columns = list(zip(*steps, strict=True)) if steps else [()] * 7
    documents, actions, before, after, users, times, reasons = map(list, columns)
    bulk.insert(
        env,
        "asn_transition",
        {
            "id": ("int", bulk.new_ids(env, "asn_transition", len(documents))),
            field: ("int", documents),
            "action": ("text", actions),
            "state_from": ("text", before),
            "state_to": ("text", after),
            "user_id": ("int", [user or SUPERUSER_ID for user in users]),
            "date": ("timestamp", times),
            "reason": ("text", reasons),
        },
    )


def refresh_activities(env, model, period):
    """Replace the activities of a period's documents by those of their states.

    Only documents of people with a login have any, so these go through the ORM.
    """
    documents = env[model].search(
        [
            ("period_id", "=", period.id),
            "|",
            ("user_id", "!=", False),
            ("evaluator_user_id", "!=", False),
        ]
    )
    env.execute_query(
        SQL(
            "DELETE FROM mail_activity WHERE res_model = %s AND res_id = ANY(%s) RETURNING 1",
            model,
            documents.ids,
        )
    )
    env.invalidate_all()
    for document in documents:
        document._workflow_schedule()
    env.flush_all()
