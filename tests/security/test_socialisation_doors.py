"""Right answers, session codes and askers: what the socialisation keeps from everybody.

Threats: C01 C03 C07 E01.
"""

import json

import pytest

from .reading import is_empty, readings
from .world import ROLES, SECRETS

LEARNERS = [role for role in ROLES if role not in ("hr_office", "administrator")]
NOT_SHOWN_THE_CODE = [role for role in LEARNERS if not role.startswith("unit_officer")]


@pytest.fixture
def campaign(world):
    """The number of the open campaign."""
    world.put("asn.socialisation", "open")
    return world.own["asn.socialisation"]


@pytest.mark.parametrize("role", LEARNERS)
def test_the_key_is_read_by_no_door(world, campaign, role):
    login, wrong = world.logins[role], []
    own = world.own
    for door, answer in readings(login, "asn.socialisation.key", [own["asn.socialisation.key"]]):
        if not is_empty(answer):
            wrong.append(f"key {door}: {answer}")
    question = own["asn.socialisation.question"]
    for field in ("right", "explanation", "key_ids"):
        for door, answer in readings(login, "asn.socialisation.question", [question], field):
            if SECRETS["key"] in json.dumps([answer.value, answer.message], default=str):
                wrong.append(f"question {field} {door}: {answer}")
    for leaf in (
        ("right", "=", "a"),
        ("explanation", "ilike", "RAHASIA"),
        ("key_ids.right", "=", "a"),
        ("key_ids.explanation", "ilike", "RAHASIA"),
        ("key_ids", "any", [("right", "=", "a")]),
        ("key_ids", "any!", [("right", "=", "a")]),
    ):
        for model, path in (
            ("asn.socialisation.question", ""),
            ("asn.socialisation", "question_ids."),
            ("asn.socialisation.participant", "socialisation_id.question_ids."),
        ):
            domain = [(path + leaf[0], *leaf[1:])]
            answer = login.call(model, "search_count", domain)
            if answer.ok and answer.value:
                wrong.append(f"{model} {domain}: {answer}")
    for order in ("right", "key_ids", "explanation"):
        answer = login.call("asn.socialisation.question", "search", [], order=order)
        if answer.ok and answer.value:
            wrong.append(f"order by {order}: {answer}")
    for group in ("right", "key_ids", "key_ids.right"):
        answer = login.call(
            "asn.socialisation.question", "formatted_read_group", [], [group], ["__count"]
        )
        if answer.ok and answer.value:
            wrong.append(f"group by {group}: {answer}")
    key = {"fields": {"right": {}, "explanation": {}}}
    line = {"fields": {"name": {}, "right": {}, "key_ids": key}}
    for model, record, spec in (
        ("asn.socialisation.question", question, {"explanation": {}, "key_ids": key}),
        ("asn.socialisation", campaign, {"question_ids": line}),
    ):
        for method, args in (
            ("web_read", [[record], spec]),
            ("onchange", [[record], {}, [], spec]),
        ):
            answer = login.call(model, method, *args)
            if SECRETS["key"] in json.dumps([answer.value, answer.message], default=str):
                wrong.append(f"{model} {method}: {answer}")
    page = login.call("asn.socialisation", "action_page")
    assert SECRETS["key"] not in json.dumps(page.value, default=str)
    assert not wrong, "\n".join(wrong)


def test_the_explanation_comes_after_answering_only(world, campaign):
    login, database = world.logins["owner"], world.database
    page = login.call("asn.socialisation", "action_page").value
    (check,) = page["checks"]
    numbers = [str(question["id"]) for question in check["questions"]]
    for answers in ({}, {numbers[0]: "a"}, dict.fromkeys(numbers, "x"), dict.fromkeys(numbers, 1)):
        values = {"part": "employee", "answers": answers}
        answer = login.call("asn.socialisation", "action_step", [campaign], "check", values)
        assert not answer.ok and login.is_refusal(answer), answer
        assert SECRETS["key"] not in answer.message
    values["answers"] = dict.fromkeys(numbers, "c")
    answer = login.call("asn.socialisation", "action_step", [campaign], "check", values)
    assert SECRETS["key"] in json.dumps(answer.value)
    assert not answer.value["understood"]
    assert not database.changed()  # a wrong answer leaves no row behind


@pytest.mark.parametrize("role", NOT_SHOWN_THE_CODE)
def test_a_session_code_is_not_found_out(world, campaign, role):
    login, session = world.logins[role], world.own["asn.socialisation.session"]
    code, model = world.facts["session_code"], "asn.socialisation.session"
    for door, answer in readings(login, model, [session], "code"):
        assert code not in json.dumps([answer.value, answer.message], default=str), door
    for operator, value in (("=", code), ("=like", code[0] + "%"), ("!=", False)):
        for owner, path in ((model, ""), ("asn.socialisation.attendance", "session_id.")):
            answer = login.call(owner, "search_count", [(path + "code", operator, value)])
            assert not answer.ok or not answer.value, answer
    assert not login.call(model, "search", [], order="code").ok
    page = login.call("asn.socialisation", "action_page")
    assert code not in json.dumps(page.value, default=str)


@pytest.mark.parametrize("role", ["unit_officer_own", "hr_office", "auditor", "administrator"])
def test_nothing_leads_from_a_question_to_who_asked(world, campaign, role):
    owner, reader, database = world.logins["owner"], world.logins[role], world.database
    model = "asn.socialisation.ask"
    text = "Siapa yang membaca catatan saya?"
    answer = owner.call("asn.socialisation", "action_step", [campaign], "ask", {"text": text})
    assert answer.value == {"is_asked": True}
    assert database.changed() == ["asn_socialisation_ask"]
    (record,) = reader.call(model, "search", [("question", "=", text)]).value
    told = json.dumps(
        [
            reader.call(model, "read", [record]).value,
            reader.call(model, "get_metadata", [record]).value,
            reader.call(model, "fields_get").value,
        ],
        default=str,
    )
    for word in ("Siti", "asn_nurse", "create_uid", "write_uid", "create_date", "write_date"):
        assert word not in told, word
    for table, field in (
        ("mail.message", "model"),
        ("mail.followers", "res_model"),
        ("mail.activity", "res_model"),
        ("ir.attachment", "res_model"),
    ):
        answer = reader.call(table, "search_count", [(field, "=", model)])
        assert not answer.ok or not answer.value, table
    database.restore()
