"""Evaluates a half-year: most people released, some on the way, one left for the reader."""

from datetime import datetime, timedelta

from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.imports import bulk
from odoo.addons.hr_asn_kinerja.rules import predicate as predicate_rules
from odoo.addons.hr_asn_kinerja.rules import rating as rating_rules
from odoo.addons.hr_asn_kinerja.rules import workflow

from .chance import draw, pick
from .steps import check_path, refresh_activities, write_log
from .words import DEVIATION_REASONS, FEEDBACK, LOW_REASONS, RECOMMENDATIONS, REFLECTIONS

PATHS = {
    "open": (),
    "submitted": ("submit",),
    "rated": ("submit", "rate"),
    "released": ("submit", "rate", "release"),
    "acknowledged": ("submit", "rate", "release", "acknowledge"),
}
# Of a hundred evaluations, in November after the half-year.
SHARES = (("acknowledged", 55), ("released", 33), ("rated", 5), ("submitted", 4), ("open", 3))
# The states in which demonstration logins find their own evaluation.
FIXED = {"pegawai": "open", "rekan": "released", "dukcapil": "released"}
STAMPS = ("date_submitted", "date_rated", "date_released", "date_acknowledged")


def settle(env, period, users):
    """Rate and release the evaluations of a period; predicates come from the rules."""
    rows = _read(env, period)
    _choose_states(rows, users)
    for row in rows:
        if row["state"] in ("rated", "released", "acknowledged"):
            _rate(row)
    _complete_predicates(rows)
    for row in rows:
        _word(row)
    _write_evaluations(env, rows)
    _write_ratings(env, rows)
    _write_feedback(env, rows)
    _log(env, rows)
    env.invalidate_all()
    refresh_activities(env, "asn.evaluation", period)


def _read(env, period):
    env.flush_all()
    return env.execute_query_dict(
        SQL(
            """
            SELECT id, nip, user_id, evaluator_user_id, date_end, has_score, suggested_rating
              FROM asn_evaluation
             WHERE period_id = %s AND state = 'open'
          ORDER BY employee_name, id
            """,
            period.id,
        )
    )


def _choose_states(rows, users):
    fixed = {users[role].id: state for role, state in FIXED.items()}
    waiting = iter(("submitted", "rated", "submitted"))
    for row in rows:
        row["state"] = fixed.get(row["user_id"])
        if row["state"]:
            continue
        if not row["user_id"] and row["evaluator_user_id"] == users["penilai"].id:
            row["state"] = next(waiting, None)  # work for the evaluator's login
        row["state"] = row["state"] or _draw_state(row)


def _draw_state(row):
    chance = 100 * draw(row["nip"], "evaluation")
    for state, share in SHARES:
        if chance < share:
            return state
        chance -= share
    return SHARES[-1][0]


def _rate(row):
    """Choose both ratings: the suggested one as a rule, now and then a lower one with a reason."""
    suggested = row["suggested_rating"] or rating_rules.MEETS
    row["result"] = suggested
    chance = draw(row["nip"], "result")
    if suggested == rating_rules.ABOVE and chance < 0.08:
        row["result"] = rating_rules.MEETS
    elif suggested == rating_rules.MEETS and chance < 0.02:
        row["result"] = rating_rules.BELOW
    chance = draw(row["nip"], "behaviour")
    low = 0.25 if row["result"] == rating_rules.BELOW else 0.02
    if chance < low:
        row["behaviour"] = rating_rules.BELOW
    else:
        row["behaviour"] = rating_rules.ABOVE if chance > 0.80 else rating_rules.MEETS
    _conclude(row)


def _conclude(row):
    row["predicate"] = predicate_rules.predicate_of(
        row["result"], row["behaviour"], row["date_end"]
    )
    row["reason"] = None
    if row["has_score"] and row["result"] != row["suggested_rating"]:
        lower = row["result"] == rating_rules.BELOW
        row["reason"] = pick(row["nip"], "reason", LOW_REASONS if lower else DEVIATION_REASONS)


def _complete_predicates(rows):
    """Let each predicate appear among the released, also in a small region."""
    released = [
        row for row in rows if row["state"] in workflow.RELEASED_STATES and not row["user_id"]
    ]
    for predicate in predicate_rules.PREDICATES:
        if any(row["predicate"] == predicate for row in released):
            continue
        for row in released:
            found = [
                cell
                for cell in (
                    (result, behaviour)
                    for result in (row["result"], rating_rules.BELOW, rating_rules.ABOVE)
                    for behaviour in rating_rules.RATINGS
                )
                if predicate_rules.predicate_of(*cell, row["date_end"]) == predicate
            ]
            common = sum(other["predicate"] == row["predicate"] for other in released)
            if found and common > 1:
                row["result"], row["behaviour"] = found[0]
                _conclude(row)
                break


def _word(row):
    nip, state = row["nip"], row["state"]
    row["reflection"] = None if state == "open" else pick(nip, "reflection", REFLECTIONS)
    row["recommendation"] = (
        pick(nip, "recommendation", RECOMMENDATIONS[row["predicate"]])
        if row.get("predicate")
        else None
    )


def _times(row):
    """Return the times of the steps: the first days of July, within the due date."""
    when = datetime(2026, 7, 1, 1) + timedelta(minutes=int(480 * draw(row["nip"], "minute")))
    times = []
    for action in PATHS[row["state"]]:
        when += timedelta(days=int(4 * draw(row["nip"], action)), minutes=17)
        times.append(when)
    return times


def _write_evaluations(env, rows):
    released = {row["id"]: row for row in rows if row["state"] in workflow.RELEASED_STATES}
    times = [_times(row) for row in rows]

    def shown(name):
        return [released.get(row["id"], {}).get(name) for row in rows]

    columns = {
        "id": ("int", [row["id"] for row in rows]),
        "state": ("text", [row["state"] for row in rows]),
        "result_rating": ("text", shown("result")),
        "behaviour_rating": ("text", shown("behaviour")),
        "predicate": ("text", shown("predicate")),
        "result_reason": ("text", shown("reason")),
        "reflection": ("text", [row["reflection"] for row in rows]),
        "recommendation": ("text", shown("recommendation")),
    }
    for number, name in enumerate(STAMPS):
        stamps = [found[number] if len(found) > number else None for found in times]
        columns[name] = ("timestamp", stamps)
    bulk.update(env, "asn_evaluation", columns)


def _write_ratings(env, rows):
    rated = [row for row in rows if row.get("predicate")]
    bulk.insert(
        env,
        "asn_evaluation_rating",
        {
            "id": ("int", bulk.new_ids(env, "asn_evaluation_rating", len(rated))),
            "evaluation_id": ("int", [row["id"] for row in rated]),
            "result_rating": ("text", [row["result"] for row in rated]),
            "behaviour_rating": ("text", [row["behaviour"] for row in rated]),
            "predicate": ("text", [row["predicate"] for row in rated]),
            "reason": ("text", [row["reason"] for row in rated]),
            "recommendation": ("text", [row["recommendation"] for row in rated]),
        },
    )


def _write_feedback(env, rows):
    """Give each value of a rated person the impression that the rating of behaviour sums up."""
    rated = [row for row in rows if row.get("predicate")]
    env.cr.execute(
        SQL(
            """
            UPDATE asn_evaluation_behaviour AS line
               SET rating_aid = data.rating, feedback = data.feedback
              FROM unnest(%s::int[], %s::text[], %s::text[])
                   AS data(evaluation_id, rating, feedback)
             WHERE line.evaluation_id = data.evaluation_id
            """,
            [row["id"] for row in rated],
            [row["behaviour"] for row in rated],
            [FEEDBACK[row["behaviour"]] for row in rated],
        )
    )


def _log(env, rows):
    paths = {
        state: check_path(workflow.EVALUATION, "open", actions) for state, actions in PATHS.items()
    }
    steps = []
    for row in rows:
        employee, evaluator = row["user_id"], row["evaluator_user_id"]
        actors = {"submit": employee, "acknowledge": employee}
        for number, (action, when) in enumerate(zip(PATHS[row["state"]], _times(row), strict=True)):
            before, after = paths[row["state"]][number : number + 2]
            actor = actors.get(action, evaluator)
            steps.append((row["id"], action, before, after, actor, when, None))
    write_log(env, "evaluation_id", steps)
