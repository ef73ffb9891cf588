"""Brings the imported plans to the states in which they are in November."""

from datetime import datetime, timedelta

from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.imports import bulk
from odoo.addons.hr_asn_kinerja.rules import workflow

from .chance import draw, pick
from .steps import allow_other_days, check_path, refresh_activities, write_log
from .words import EXPECTATIONS, RETURN_REASONS

# State -> the steps that led there, from the first draft on.
PATHS = {
    "draft": (),
    "proposed": ("propose",),
    "returned": ("propose", "send_back"),
    "agreed": ("propose", "agree"),
}
# Of a hundred plans: so many are agreed, then so many are still proposed, returned, in draft.
SHARES = (("agreed", 94), ("proposed", 2), ("returned", 2), ("draft", 2))


def settle(env, year, users):
    """Agree nearly all plans of a year; some wait, one of them for ``penilai``."""
    env.flush_all()
    rows = env.execute_query_dict(
        SQL(
            """
            SELECT id, nip, user_id, evaluator_id, evaluator_user_id, is_unit_head, employee_name
              FROM asn_skp
             WHERE period_id = %s AND state = 'draft' AND evaluator_id IS NOT NULL
               AND indicator_count > 0
          ORDER BY employee_name, id
            """,
            year.id,
        )
    )
    states = _choose_states(rows, users["penilai"])
    _write_expectations(env, rows)
    _write_states(env, rows, states)
    _log(env, rows, states)
    env.invalidate_all()
    refresh_activities(env, "asn.skp", year)


def _choose_states(rows, evaluator_user):
    """Return {plan id: state}; whoever has a login and every head has an agreed plan."""
    states = {}
    in_team = []
    for row in rows:
        states[row["id"]] = "agreed"
        if row["user_id"] or row["is_unit_head"]:
            continue
        if row["evaluator_user_id"] == evaluator_user.id:
            in_team.append(row["id"])
            continue
        chance = 100 * draw(row["nip"], "plan")
        for state, share in SHARES:
            if chance < share:
                states[row["id"]] = state
                break
            chance -= share
    for plan_id, state in zip(in_team, ("proposed", "returned"), strict=False):
        states[plan_id] = state
    return states


def _write_expectations(env, rows):
    values = env["asn.behaviour.value"].search([])
    plans, kinds, texts = [], [], []
    for value in values:
        choices = EXPECTATIONS.get(value.code)
        if not choices:
            continue
        for row in rows:
            plans.append(row["id"])
            kinds.append(value.id)
            texts.append(pick(row["nip"], value.code, choices))
    for start in range(0, len(plans), bulk.CHUNK):
        part = slice(start, start + bulk.CHUNK)
        env.cr.execute(
            SQL(
                """
                UPDATE asn_skp_behaviour AS line SET expectation = data.text
                  FROM unnest(%s::int[], %s::int[], %s::text[]) AS data(plan, value, text)
                 WHERE line.skp_id = data.plan AND line.value_id = data.value
                """,
                plans[part],
                kinds[part],
                texts[part],
            )
        )


def _times(nip):
    """Return when the plan was proposed and when it was answered: office hours in January."""
    proposed = datetime(2026, 1, 5, 1) + timedelta(
        days=int(12 * draw(nip, "day")), minutes=int(480 * draw(nip, "minute"))
    )
    return proposed, proposed + timedelta(days=1 + int(9 * draw(nip, "answer")), minutes=35)


def _write_states(env, rows, states):
    proposed, agreed = [], []
    for row in rows:
        asked, answered = _times(row["nip"])
        state = states[row["id"]]
        proposed.append(asked if state != "draft" else None)
        agreed.append(answered if state == "agreed" else None)
    bulk.update(
        env,
        "asn_skp",
        {
            "id": ("int", [row["id"] for row in rows]),
            "state": ("text", [states[row["id"]] for row in rows]),
            "date_proposed": ("timestamp", proposed),
            "date_agreed": ("timestamp", agreed),
        },
    )


def _log(env, rows, states):
    steps = []
    paths = {state: check_path(workflow.PLAN, "draft", actions) for state, actions in PATHS.items()}
    for row in rows:
        state = states[row["id"]]
        actors = (row["user_id"], row["evaluator_user_id"])
        for number, action in enumerate(PATHS[state]):
            reason = pick(row["nip"], "why", RETURN_REASONS) if action == "send_back" else None
            before, after = paths[state][number : number + 2]
            when = _times(row["nip"])[number]
            steps.append((row["id"], action, before, after, actors[number], when, reason))
    write_log(env, "skp_id", steps)


# When the plan of ``rekan`` is changed: reopened, proposed and agreed again.
CHANGE_TIMES = {
    "reopen": datetime(2026, 6, 29, 2, 10),
    "propose": datetime(2026, 6, 30, 3, 5),
    "agree": datetime(2026, 7, 1, 1, 40),
}
CHANGE_REASON = "Perjanjian kinerja puskesmas berubah: target pelayanan dinaikkan 10 %."


def change_one(env, year, period, users):
    """Change the plan of ``rekan`` from ``period`` on, by the steps that people take."""
    env = env(context=dict(env.context, mail_activity_quick_update=True))
    plan = env["asn.skp"].search(
        [("period_id", "=", year.id), ("user_id", "=", users["rekan"].id)], limit=1
    )
    mine, evaluator = plan.with_user(plan.user_id), plan.with_user(plan.evaluator_user_id)
    evaluator.action_reopen(CHANGE_REASON, period.id)
    numbers = mine.result_ids.indicator_ids.filtered(
        lambda line: line.target_kind == "number" and line.aggregation == "sum"
    )
    numbers[0].target_value = 10 * round(numbers[0].target_value * 1.1 / 10)
    mine.action_propose()
    evaluator.action_agree()
    _set_change_times(env, plan)


def _set_change_times(env, plan):
    """Put the steps of the change back to the days on which they would have been taken."""
    env.flush_all()
    allow_other_days(env)
    for action, when in CHANGE_TIMES.items():
        env.cr.execute(
            SQL(
                "UPDATE asn_transition SET date = %s WHERE id = ("
                "SELECT max(id) FROM asn_transition WHERE skp_id = %s AND action = %s)",
                when,
                plan.id,
                action,
            )
        )
    env.cr.execute(
        SQL(
            "UPDATE asn_skp SET date_proposed = %s, date_agreed = %s WHERE id = %s",
            CHANGE_TIMES["propose"],
            CHANGE_TIMES["agree"],
            plan.id,
        )
    )
    env.cr.execute(
        SQL(
            "UPDATE asn_skp_revision SET date_agreed = %s WHERE skp_id = %s AND number = 2",
            CHANGE_TIMES["agree"],
            plan.id,
        )
    )
    env.invalidate_all()
