"""Lets people of the demonstration give each other feedback, with and without a name.

Set to what the pages would have left: days of the year 2026, and two requests that wait.
"""

from datetime import date, datetime, time, timedelta

from odoo.tools import SQL

from .feedback_words import NAMELESS, QUESTIONS, THANKS, TO_OTHERS, TO_THE_NURSE

HOUR = time(3, 30)  # half past ten in western Indonesia
FIRST_DAY = date(2026, 2, 3)
STEP = timedelta(days=59)
RELATIONS = {"penilai": "superior", "atasan": "superior", "rekan": "peer"}


def settle(env, year, users):
    """Give the health centre of ``pegawai`` a year of feedback; once only."""
    plans = env["asn.skp"].search([("period_id", "=", year.id), ("state", "=", "agreed")])
    own = plans.filtered(lambda plan: plan.user_id == users["pegawai"])[:1]
    if not own or env["asn.feedback"].search_count([("skp_id", "=", own.id)], limit=1):
        return
    rows = [
        _answer(_row(own, users[role].employee_id, RELATIONS[role], day, words, visibility))
        for day, role, visibility, words in TO_THE_NURSE
    ]
    evaluator = own.evaluator_id
    team = plans.filtered(lambda plan: plan.evaluator_id == evaluator and plan != own)
    for place, plan in enumerate(team.sorted("id")):
        for number in range(1 + place % 3):
            day = FIRST_DAY + STEP * number + timedelta(days=place % 11)
            words = TO_OTHERS[(place + number) % len(TO_OTHERS)]
            rows.append(_row(plan, evaluator, "superior", day.isoformat(), words, "open"))
    env["asn.feedback"].create(rows)
    _give_nameless(env, own, year)
    _ask(env, own, users)
    env.invalidate_all()


def _row(plan, giver, relation, day, words, visibility):
    kind, situation, effect, next_step = words
    return {
        "skp_id": plan.id,
        "employee_id": plan.employee_id.id,
        "employee_name": plan.employee_name,
        "company_id": plan.company_id.id,
        "giver_id": giver.id,
        "giver_name": giver.name,
        "giver_user_id": giver.user_id.id,
        "relation": relation,
        "kind": kind,
        "visibility": visibility,
        "situation": situation,
        "effect": effect,
        "next_step": next_step,
        "date": day,
        "given_at": datetime.combine(date.fromisoformat(day), HOUR),
    }


def _answer(row):
    """The person has thanked for some of it on the day after."""
    if row["date"] not in THANKS:
        return row
    thanked = date.fromisoformat(row["date"]) + timedelta(days=1)
    return {**row, "thanks": THANKS[row["date"]], "date_thanked": thanked}


def _give_nameless(env, plan, year):
    """Texts that a weekly job has let out; no row says who wrote them."""
    half = year.child_ids.filtered(lambda period: period.kind == "half").sorted("date_start")[-1:]
    nameless = env["asn.feedback.anonymous"]
    for kind, situation, effect, next_step in NAMELESS if half else ():
        env.execute_query(
            SQL(
                """
                INSERT INTO asn_feedback_anonymous (id, employee_id, company_id, period_id, kind,
                       situation, effect, next_step, is_shown)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, TRUE) RETURNING 1
                """,
                nameless._draw_id(),
                plan.employee_id.id,
                plan.company_id.id,
                half.id,
                kind,
                situation,
                effect or None,
                next_step or None,
            )
        )


def _ask(env, plan, users):
    """``pegawai`` has asked the evaluator and a colleague; both requests wait."""
    requests = env["asn.feedback.request"].create(
        [
            {
                "skp_id": plan.id,
                "employee_id": plan.employee_id.id,
                "employee_name": plan.employee_name,
                "company_id": plan.company_id.id,
                "requester_id": plan.employee_id.id,
                "requester_name": plan.employee_name,
                "requester_user_id": plan.user_id.id,
                "giver_id": users[role].employee_id.id,
                "giver_name": users[role].employee_id.name,
                "giver_user_id": users[role].id,
                "question": question,
                "date_asked": "2026-11-18",
                "date_due": "2026-12-04",
            }
            for role, question in zip(("penilai", "rekan"), QUESTIONS, strict=True)
        ]
    )
    requests._schedule()
