"""A link to a document tells no more than may be read of it, made up or to the superior's plan.

Threats: B01 B03 B05.
"""

import json

import pytest

from .reading import is_empty, readings, secrets_in

LINKS = [
    ("asn.realisation", {"indicator_id": "asn.skp.indicator"}),
    ("asn.skp.indicator", {"result_id": "asn.skp.result"}),
    ("asn.skp.result", {"skp_id": "asn.skp"}),
    ("asn.skp.result", {"parent_result_ids": "asn.skp.result"}),
    ("asn.skp.appendix", {"skp_id": "asn.skp"}),
    ("asn.skp.target", {"indicator_id": "asn.skp.indicator"}),
    ("asn.skp.behaviour", {"skp_id": "asn.skp"}),
    ("asn.skp.remark", {"skp_id": "asn.skp"}),
    ("asn.skp.remark", {"result_id": "asn.skp.result"}),
    ("asn.skp.revision", {"skp_id": "asn.skp"}),
    ("asn.reason.line", {"result_id": "asn.skp.result"}),
    ("asn.reason.line", {"indicator_id": "asn.skp.indicator"}),
    ("asn.skp.compare", {"skp_id": "asn.skp"}),
    ("asn.skp.compare", {"old_id": "asn.skp.revision"}),
    ("asn.skp.compare", {"new_id": "asn.skp.revision"}),
    ("asn.evaluation", {"skp_id": "asn.skp"}),
    ("asn.evaluation", {"line_ids": "asn.evaluation.indicator"}),
    ("asn.evaluation.rating", {"evaluation_id": "asn.evaluation"}),
    ("asn.evaluation.behaviour", {"evaluation_id": "asn.evaluation"}),
    ("asn.evaluation.indicator", {"evaluation_id": "asn.evaluation"}),
    ("asn.evaluation.indicator", {"indicator_id": "asn.skp.indicator"}),
    ("asn.skp", {"result_ids": "asn.skp.result"}),
    ("asn.skp", {"evaluation_ids": "asn.evaluation"}),
    ("asn.period", {"skp_ids": "asn.skp"}),
    ("asn.socialisation.attendance", {"participant_id": "asn.socialisation.participant"}),
]


@pytest.mark.parametrize(("model", "link"), LINKS)
def test_onchange_with_a_made_up_link_answers_nothing(world, model, link):
    login = world.logins["owner"]
    ((name, target),) = link.items()
    fields = login.call(model, "fields_get", [], ["type"]).value
    spec = {key: {} for key, field in fields.items() if not field["type"].endswith("2many")}
    for key, field in fields.items():
        if field["type"] == "many2one":
            spec[key] = {"fields": {"display_name": {}}}
    record = world.peer[target]
    value = [[4, record]] if fields[name]["type"].endswith("2many") else record
    answer = login.call(model, "onchange", [], {name: value}, [name], spec)
    values = answer.value["value"] if answer.ok else {}
    told = {key: value for key, value in values.items() if value and key != name}
    assert not secrets_in(answer), answer
    assert "Nurul Huda" not in json.dumps(told), told
    assert answer.ok or login.is_refusal(answer), answer


def test_of_the_superiors_plan_results_and_indicators_are_read_and_nothing_else(world):
    """Whoever supports them has to know them; the rest of the plan stays the superior's."""
    login, facts, wrong = world.logins["owner"], world.facts, []
    plan, result, indicator = (facts[key] for key in ("boss_plan", "boss_result", "boss_indicator"))
    assert login.call("asn.skp.result", "read", [result], ["name"]).value[0]["name"]
    assert login.call("asn.skp.indicator", "read", [indicator], ["target_value"]).ok
    for door, answer in readings(login, "asn.skp", [plan], "nip"):
        if not is_empty(answer):
            wrong.append(f"{door}: {answer}")
    spec = {"skp_id": {"fields": {"nip": {}, "state": {}, "job_title": {}}}}
    for model, record in (("asn.skp.result", result), ("asn.skp.indicator", indicator)):
        answer = login.call(model, "web_read", [record], spec)
        if answer.ok and "nip" in json.dumps(answer.value):
            wrong.append(f"{model} web_read: {answer}")
        for leaf in (("skp_id.nip", "!=", False), ("skp_id.state", "=", "draft")):
            answer = login.call(model, "search_count", [("id", "=", record), leaf])
            if answer.ok and answer.value:
                wrong.append(f"{model} {leaf}: {answer}")
        for call in (("write", [record], {"name": "X"}), ("unlink", [record]), ("copy", [record])):
            answer = login.call(model, *call)
            if answer.ok or not login.is_refusal(answer):
                wrong.append(f"{model} {call}: {answer}")
    for model in ("asn.skp.behaviour", "asn.skp.appendix", "asn.evaluation", "asn.transition"):
        answer = login.call(model, "search_count", [("skp_id", "=", plan)])
        if answer.ok and answer.value:
            wrong.append(f"{model}: {answer}")
    for role in ("unit_officer_other", "no_employee", "portal"):
        answer = world.logins[role].call("asn.skp.result", "read", [result], ["name"])
        if answer.ok:
            wrong.append(f"{role}: {answer}")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("model", "name", "target"),
    [
        ("asn.realisation", "indicator_id", "boss_indicator"),
        ("asn.skp.indicator", "result_id", "boss_result"),
        ("asn.skp.indicator", "parent_indicator_id", "boss_indicator"),
        ("asn.cascade.take.line", "parent_id", "boss_result"),
        ("asn.cascade.take", "skp_id", "boss_plan"),
    ],
)
def test_onchange_with_a_link_to_the_superior_tells_no_header(world, model, name, target):
    login = world.logins["owner"]
    fields = login.call(model, "fields_get", [], ["type"]).value
    spec = {key: {} for key, field in fields.items() if not field["type"].endswith("2many")}
    for key, field in fields.items():
        if field["type"] == "many2one":
            spec[key] = {"fields": {"display_name": {}}}
    if "skp_id" in spec:
        spec["skp_id"] = {"fields": {"nip": {}, "state": {}, "rank_name": {}, "job_title": {}}}
    answer = login.call(model, "onchange", [], {name: world.facts[target]}, [name], spec)
    told = json.dumps([answer.value, answer.message], default=str)
    assert "197906152003121903" not in told and "III/b" not in told, answer
    assert answer.ok or login.is_refusal(answer), answer
