"""Results that were answered: one on its way, one to decide, two decided.

Whoever has a login takes the steps through the own doors; what happened to people without one is
put down as those doors would have left it.
"""

from base64 import b64encode
from datetime import datetime, timedelta
from io import BytesIO

from .objection_words import OPEN, PAST
from .steps import write_log

# Of each state: the steps of the objection, and those of its evaluation.
STEPS = {
    "explained": (("file", "explain"), ("object",)),
    "decided": (("file", "explain", "decide"), ("object", "decide")),
}
STATES = {"file": "filed", "explain": "explained", "decide": "decided"}


def settle(env, period, users):
    """Answer some results of ``period``; once only.

    :param users: {role: user}, see ``demonstration.ROLES``
    """
    if env["asn.objection"].search_count([], limit=1):
        return
    _answer_today(env, period, users)
    for facts, evaluation in zip(PAST, _find_evaluations(env, period, users), strict=False):
        _put_down(env, evaluation, facts)
    env.invalidate_all()


def _answer_today(env, period, users):
    evaluation = env["asn.evaluation"].search(
        [
            ("period_id", "=", period.id),
            ("user_id", "=", users["rekan"].id),
            ("state", "in", ("released", "acknowledged")),
        ],
        limit=1,
    )
    if not evaluation:
        return
    received = period.today() - timedelta(days=3)
    evaluation.write({"date_received": received, "received_how": "opened"})
    action = evaluation.with_user(users["rekan"]).action_answer_result()
    objection = env["asn.objection"].with_user(users["rekan"]).browse(action["res_id"])
    objection.write(
        {
            "reason_results": OPEN["reason_results"],
            "file_ids": [(0, 0, {"name": OPEN["file"], "upload": _draw()})],
        }
    )
    objection.action_file()


def _find_evaluations(env, period, users):
    """Return acknowledged evaluations of people without a login, the lower ratings first."""
    found = env["asn.evaluation"].search(
        [
            ("period_id", "=", period.id),
            ("user_id", "=", False),
            ("state", "=", "acknowledged"),
            ("evaluator_user_id", "=", users["penilai"].id),
            ("superior_user_id", "=", users["atasan"].id),
        ]
    )
    ratings = ("below", "meets", "above")
    return found.sorted(lambda one: (ratings.index(one.result_rating), one.id))


def _put_down(env, evaluation, facts):
    company, today = evaluation.company_id, evaluation.period_id.today()
    received = today - timedelta(days=16)
    filed = datetime.combine(received + timedelta(days=4), datetime.min.time()).replace(hour=3)
    evaluation.write({"date_received": received, "received_how": "acknowledged"})
    filed_day = filed.date()
    values = {
        **evaluation._copy_snapshot(),
        "evaluation_id": evaluation.id,
        "period_id": evaluation.period_id.id,
        "date_received": received,
        "date_last": evaluation._get_objection_last_day(),
        "date_filed": filed,
        "date_explanation_due": company._asn_add_days(
            filed_day, company.asn_objection_explain_days
        ),
        "date_decision_due": company._asn_add_days(filed_day, company.asn_objection_decide_days),
        "date_explained": filed + timedelta(days=3),
        "result_before": evaluation.result_rating,
        "behaviour_before": evaluation.behaviour_rating,
        "predicate_before": evaluation.predicate,
    }
    values.update(facts)
    if facts["state"] == "decided":
        values.update(_decide(env, evaluation, facts, filed + timedelta(days=7)))
    objection = env["asn.objection"].create(values)
    evaluation.state = {"explained": "objected", "decided": "final"}[facts["state"]]
    objection._workflow_schedule()
    _log(env, objection, evaluation, facts["state"], filed)


def _decide(env, evaluation, facts, when):
    """Return what a decision leaves on the objection; a change goes to the evaluation."""
    after = (facts.get("result_after") or evaluation.result_rating, evaluation.behaviour_rating)
    predicate = env["asn.evaluation.rating"]._get_predicate(*after, evaluation)
    if facts["outcome"] == "change":
        if after[0] == evaluation.result_rating:
            after = ("above", after[1])
            predicate = env["asn.evaluation.rating"]._get_predicate(*after, evaluation)
        env["asn.evaluation.version"]._keep(evaluation, facts["decision"])
        evaluation.write(
            {
                "result_rating": after[0],
                "behaviour_rating": after[1],
                "predicate": predicate,
            }
        )
    return {
        "date_decided": when,
        "decider_name": evaluation.superior_id.name,
        "result_after": after[0],
        "behaviour_after": after[1],
        "predicate_after": predicate,
    }


def _log(env, objection, evaluation, state, filed):
    own, taken_along = STEPS[state]
    employee = objection.user_id.id or None
    actors = {"file": employee, "object": employee, "explain": objection.evaluator_user_id.id}
    days = {"file": 0, "object": 0, "explain": 3, "decide": 7}
    superior = objection.superior_user_id.id
    for field, document, actions, before in (
        ("objection_id", objection, own, "draft"),
        ("evaluation_id", evaluation, taken_along, "acknowledged"),
    ):
        steps = []
        for action in actions:
            after = {"object": "objected", "decide": "final"}.get(action)
            after = STATES[action] if field == "objection_id" else after
            when = filed + timedelta(days=days[action])
            actor = actors.get(action, superior)
            steps.append((document.id, action, before, after, actor, when, None))
            before = after
        write_log(env, field, steps)


def _draw():
    """Return a small drawn page of a register as base64."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (420, 560), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((20, 20, 400, 60), fill=(31, 95, 139))
    for line in range(14):
        top = 90 + line * 32
        draw.line((20, top, 400, top), fill=(150, 150, 150), width=2)
        draw.line((40, top - 12, 120 + (line * 37) % 220, top - 12), fill=(60, 60, 60), width=4)
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return b64encode(buffer.getvalue()).decode()
