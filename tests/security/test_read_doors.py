"""Nothing of a hidden record, and nothing unreleased of one's own, by any way of reading.

Threats: B01 B03 B05 B07 B11 B13 C03 D07 D09 D15 E01 E11.
"""

import json

import pytest

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


def secrets_in(answer):
    """The secret words in an answer, also in an error's message."""
    text = json.dumps([answer.value, answer.message], ensure_ascii=False, default=str)
    return [word for word in SECRETS.values() if word in text]


def readings(login, model, ids, field="display_name"):
    """Every way of reading that takes ids or a domain; (name, Answer)."""
    domain = [("id", "in", ids)]
    yield "read", login.call(model, "read", ids)
    yield "web_read", login.call(model, "web_read", ids, {field: {}})
    yield "export_data", login.call(model, "export_data", ids, [".id", field])
    yield "get_metadata", login.call(model, "get_metadata", ids)
    yield "copy_data", login.call(model, "copy_data", ids)
    yield "onchange", login.call(model, "onchange", ids, {}, [], {field: {}})
    yield "search_read", login.call(model, "search_read", domain)
    yield "search_count", login.call(model, "search_count", domain)
    yield "web_search_read", login.call(model, "web_search_read", domain, {field: {}})
    yield "web_read_group", login.call(model, "web_read_group", domain, ["id"], ["__count"])
    yield "group", login.call(model, "formatted_read_group", domain, ["id"], ["__count"])
    yield "name_search", login.call(model, "name_search", "", domain)


def is_empty(answer):
    """Whether an answer tells nothing: refused, or no rows."""
    value = answer.value
    if not answer.ok:
        return True
    if isinstance(value, dict):
        return not any(value.get(key) for key in ("records", "groups", "length", "datas"))
    if isinstance(value, list) and all(isinstance(row, dict) for row in value):
        # An id that was sent comes back with nothing beside it, whether there is a record or not.
        return not any(cell for row in value for key, cell in row.items() if key != "id")
    return not value


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


def test_relations_of_the_mail_tables_tell_nothing(world):
    login, peer, wrong = world.logins["owner"], world.peer, []
    for model in ("asn.skp", "asn.evaluation"):
        for table, field in (
            ("mail.activity", "res_model"),
            ("mail.message", "model"),
            ("ir.attachment", "res_model"),
        ):
            domain = [(field, "=", model), ("res_id", "=", peer[model])]
            answer = login.call(table, "search_read", domain)
            if answer.ok and answer.value:
                wrong.append(f"{table}: {answer}")
    domain = [
        ("res_model", "=", "asn.evidence"),
        ("res_field", "in", ("file", "thumbnail", "upload")),
        ("res_id", "=", peer["asn.evidence"]),
    ]
    answer = login.call("ir.attachment", "search_read", domain, ["name", "datas"])
    if answer.ok and answer.value:
        wrong.append(f"evidence: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["owner", "portal", "public"])
def test_files_of_a_colleague_are_not_served(world, role):
    login = world.logins[role]
    record = world.peer["asn.evidence"]
    for path in (
        f"/asn/evidence/{record}",
        f"/asn/evidence/{record}/thumbnail",
        f"/web/content/asn.evidence/{record}/file",
        f"/web/content?model=asn.evidence&id={record}&field=file&filename=a.png",
        f"/web/image/asn.evidence/{record}/thumbnail",
    ):
        _status, _headers, content = login.request("GET", path)
        evidence = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06"
        assert not content.startswith(evidence), path


def test_hidden_documents_are_not_acted_on_by_mail(world):
    login, wrong, peer = world.logins["owner"], [], world.peer
    for model in ("asn.skp", "asn.evaluation"):
        record = peer[model]
        for method, args, kwargs in (
            ("message_subscribe", [[record], [1]], {}),
            ("message_post", [[record]], {"body": "x"}),
            ("activity_schedule", [[record]], {"summary": "x", "user_id": login.uid}),
            ("message_process", [model, "From: a@example.com\n\nx"], {}),
        ):
            answer = login.call(model, method, *args, **kwargs)
            if answer.ok and answer.value:
                wrong.append(f"{model}.{method}: {answer}")
        made = login.call(
            "ir.attachment", "create", [{"name": "x", "res_model": model, "res_id": record}]
        )
        if made.ok:
            wrong.append(f"attachment on {model}: {made}")
        data = login.post(
            "/mail/thread/data",
            {"thread_model": model, "thread_id": record, "request_list": ["followers"]},
        )
        if "Nurul Huda" in json.dumps(data.value, default=str):
            wrong.append(f"thread of {model}: {data}")
    answer = login.call(
        "mail.activity",
        "search_count",
        [("res_model", "=", "asn.evaluation"), ("res_id", "=", peer["asn.evaluation"])],
    )
    assert not answer.value
    assert not wrong, "\n".join(wrong)


def test_own_evidence_is_not_replaced_beside_its_entry(world):
    """The attachment itself is a door, too: no state, size or type is checked there."""
    world.put("asn.realisation", "open")
    kept = world.database.rows(
        "SELECT id, checksum FROM ir_attachment WHERE res_model = 'asn.evidence'"
        " AND res_field = 'file' ORDER BY id"
    )
    assert kept  # a walk before this one may have deleted evidence, and its file with it
    ids = [int(found) for found, _checksum in kept]
    for role in ("owner", "evaluator", "hr_office", "administrator"):
        login = world.logins[role]
        for method, args in (
            ("read", [ids, ["datas"]]),
            ("write", [ids, {"datas": "QUFB"}]),
            ("unlink", [ids]),
            ("copy", [ids]),
        ):
            answer = login.call("ir.attachment", method, *args)
            assert not answer.ok and login.is_refusal(answer), f"{role} {method}: {answer}"
    assert kept == world.database.rows(
        "SELECT id, checksum FROM ir_attachment WHERE res_model = 'asn.evidence'"
        " AND res_field = 'file' ORDER BY id"
    )
