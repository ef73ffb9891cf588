"""Nothing of a hidden record, and nothing unreleased of one's own, by any way of reading.

Threats: B01 B07 B11 B13 C03 E01 E11.
"""

import json

import pytest

from .reading import is_empty, readings, secrets_in
from .world import SECRETS

HIDDEN = (
    "asn.skp",
    "asn.skp.result",
    "asn.skp.indicator",
    "asn.skp.behaviour",
    "asn.skp.appendix",
    "asn.skp.revision",
    "asn.signature",
    "asn.signature.scan",
    "asn.access.log",
    "asn.skp.remark",
    "asn.skp.parent.change",
    "asn.skp.target",
    "asn.realisation",
    "asn.evaluation",
    "asn.evaluation.indicator",
    "asn.evaluation.behaviour",
    "asn.evaluation.rating",
    "asn.transition",
    "asn.change.request",
    "asn.dialogue",
    "asn.dialogue.agenda",
    "asn.dialogue.agreement",
    "asn.coaching",
    "asn.coaching.session",
    "asn.coaching.feedback",
    "asn.coaching.competence",
    "asn.feedback.round",
    "asn.feedback.round.nominee",
    "asn.innovation",
    "asn.calibration.change",
    "asn.objection",
    "asn.objection.file",
    "asn.development.plan",
    "asn.development.action",
    "asn.follow.up",
    "asn.absence",
    "asn.socialisation.participant",
    "asn.socialisation.attendance",
)
# What the employee must not find out about his or her own evaluation before release.
UNRELEASED = [SECRETS[key] for key in ("note", "reason", "feedback", "recommendation")]


@pytest.mark.parametrize("role", ["owner", "unit_officer_other", "no_employee", "portal"])
@pytest.mark.parametrize("model", HIDDEN)
def test_a_colleagues_record_is_not_read(world, model, role):
    login, wrong = world.logins[role], []
    for door, answer in readings(login, model, [world.peer[model]]):
        if not is_empty(answer) or secrets_in(answer):
            wrong.append(f"{door}: {answer}")
        if not answer.ok and not login.is_refusal(answer):
            wrong.append(f"{door}: raw error: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("model", HIDDEN)
def test_hidden_and_absent_look_alike_in_searches(world, model):
    login = world.logins["owner"]
    doors = ("search_read", "search_count", "web_search_read", "group", "name_search")
    hidden = dict(readings(login, model, [world.peer[model]]))
    absent = dict(readings(login, model, [999_999_999]))
    for door in doors:
        assert hidden[door].value == absent[door].value, door
        assert hidden[door].error == absent[door].error, door


@pytest.mark.parametrize("state", ["open", "submitted", "rated"])
def test_own_rating_is_not_read_before_release(world, state):
    own, login, wrong = world.own, world.logins["owner"], []
    world.put("asn.evaluation", state)
    for model in ("asn.evaluation.rating", "asn.evaluation.behaviour"):
        for door, answer in readings(login, model, [own[model]]):
            if not is_empty(answer):
                wrong.append(f"{model} {door}: {answer}")
    evaluation = "asn.evaluation"
    drafts = [
        "draft_result_rating",
        "draft_behaviour_rating",
        "draft_predicate",
        "draft_reason",
        "draft_note",
        "draft_recommendation",
        "result_rating",
        "behaviour_rating",
        "predicate",
        "result_reason",
        "recommendation",
        "rating_ids",
        "behaviour_ids",
    ]
    answer = login.call(evaluation, "read", [own[evaluation]], drafts)
    told = {key: value for key, value in answer.value[0].items() if value and key != "id"}
    if told:
        wrong.append(f"read: {told}")
    spec = {name: {} for name in drafts}
    for lines in ("rating_ids", "behaviour_ids"):
        spec[lines] = {"fields": {"display_name": {}, "evaluation_id": {}}}
    for values in ({}, {"rating_ids": [[4, own["asn.evaluation.rating"]]]}):
        answer = login.call(evaluation, "onchange", [own[evaluation]], values, list(values), spec)
        told = answer.ok and {k: v for k, v in answer.value.get("value", {}).items() if v}
        if told:
            wrong.append(f"onchange {values}: {told}")
    spec = {"skp_id": {"fields": {"evaluation_ids": {"fields": spec}}}}
    answer = login.call(evaluation, "web_read", [own[evaluation]], spec)
    if '"meets"' in json.dumps(answer.value) or set(UNRELEASED) & set(secrets_in(answer)):
        wrong.append(f"nested web_read: {answer}")
    everything = login.call(evaluation, "read", [own[evaluation]])
    if set(UNRELEASED) & set(secrets_in(everything)) - {SECRETS["reason"]}:
        wrong.append(f"read of all fields: {everything}")
    assert not wrong, "\n".join(wrong)


def test_own_rating_is_not_found_by_searching(world):
    login, own = world.logins["owner"], world.own
    world.put("asn.evaluation", "rated")
    wrong = []
    paths = {
        "asn.evaluation": ("", own["asn.evaluation"]),
        "asn.skp": ("evaluation_ids.", own["asn.skp"]),
        "asn.evaluation.indicator": ("evaluation_id.", own["asn.evaluation.indicator"]),
        "asn.period": ("skp_ids.evaluation_ids.", world.facts["year"]),
        "asn.transition": ("evaluation_id.", own["asn.transition"]),
        "asn.evaluation.report": ("id.", own["asn.evaluation"]),
    }
    leaves = [
        ("rating_ids.result_rating", "=", "meets"),
        ("rating_ids.predicate", "!=", False),
        ("rating_ids.note", "ilike", "RAHASIA"),
        ("behaviour_ids.feedback", "ilike", "RAHASIA"),
        ("draft_result_rating", "=", "meets"),
        ("draft_note", "ilike", "RAHASIA"),
        ("recommendation", "ilike", "RAHASIA"),
    ]
    for model, (prefix, record) in paths.items():
        for name, operator, value in leaves:
            domain = [("id", "=", record), (prefix + name, operator, value)]
            answer = login.call(model, "search_count", domain)
            if answer.ok and answer.value:
                wrong.append(f"{model} {domain}: {answer}")
    for operator in ("any", "any!"):
        domain = [("rating_ids", operator, [("result_rating", "=", "meets")])]
        answer = login.call("asn.evaluation", "search_count", domain)
        if answer.ok and answer.value:
            wrong.append(f"{operator}: {answer}")
    for group in ("rating_ids", "rating_ids.result_rating", "behaviour_ids.feedback"):
        answer = login.call("asn.evaluation", "formatted_read_group", [], [group], ["__count"])
        if answer.ok and set(UNRELEASED) & set(secrets_in(answer)):
            wrong.append(f"group by {group}: {answer}")
        if answer.ok and '"meets"' in json.dumps(answer.value):
            wrong.append(f"group by {group}: {answer}")
    progress = {"field": "draft_result_rating", "colors": {"meets": "success"}}
    answer = login.call("asn.evaluation", "read_progress_bar", [], "state", progress)
    if answer.ok and any(row.get("meets") for row in answer.value.values()):
        wrong.append(f"read_progress_bar: {answer}")
    for order in ("draft_result_rating", "rating_ids"):
        answer = login.call("asn.evaluation", "search", [], order=order)
        if answer.ok:
            wrong.append(f"order by {order}: {answer}")
    assert not wrong, "\n".join(wrong)
