"""Innovations: what the gallery keeps back, and what nobody forges about an improvement.

Threats: A01 A03 A07 B01 B03 B05 C01 E01 H01 J01.
"""

import json

import pytest

from .reading import is_empty, readings, secrets_in
from .world import ROLES, SECRETS

MODEL, GALLERY = "asn.innovation", "asn.innovation.gallery"
SHOWN = ("endorsed", "running", "measured", "ended")
HIDDEN = ("draft", "proposed", "returned", "withdrawn")
STRANGERS = ("colleague", "unit_officer_other", "no_employee")
# Columns of the document that the gallery has not got, and ways to ask for them all the same.
KEPT_BACK = (
    "evidence_name",
    "evidence_file",
    "after_source",
    "before_source",
    "after_file",
    "transition_ids",
    "message_ids",
    "evaluator_user_id",
    "employee_id",
    "user_id",
    "indicator_id",
    "result_ids",
    "member_ids",
)


@pytest.fixture
def innovation(world):
    """The number of the innovation of ``owner``; everything is put back afterwards."""
    yield world.own[MODEL]
    world.put(MODEL, "draft")
    world.database.restore()


@pytest.mark.parametrize("state", SHOWN)
@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_read_the_card_and_never_the_document(world, innovation, role, state):
    login, wrong = world.logins[role], []
    world.put(MODEL, state)
    for door, answer in readings(login, MODEL, [innovation]):
        if not is_empty(answer) or secrets_in(answer):
            wrong.append(f"{door}: {answer}")
    for door, answer in readings(login, GALLERY, [innovation]):
        if secrets_in(answer):
            wrong.append(f"gallery {door}: {answer}")
    (card,) = login.call(GALLERY, "read", [innovation], ["name", "employee_name"]).value
    assert (card["name"], card["employee_name"]) == ("Antrian daring", "Siti Rahmah")
    for name in KEPT_BACK:
        for answer in (
            login.call(GALLERY, "read", [innovation], [name]),
            login.call(GALLERY, "search_count", [(name, "!=", False)]),
            login.call(GALLERY, "search", [], order=name),
            login.call(GALLERY, "formatted_read_group", [], [name], ["__count"]),
        ):
            if answer.ok and answer.value and name in json.dumps(answer.value):
                wrong.append(f"{name}: {answer}")
            if secrets_in(answer):
                wrong.append(f"{name}: {answer}")
    steps = login.call("asn.transition", "search_count", [("innovation_id", "=", innovation)])
    assert steps.value == 0
    for field in ("evidence_file", "after_file", "cover"):
        _status, _headers, body = login.request("GET", f"/web/content/{MODEL}/{innovation}/{field}")
        assert b"PNG" not in body[:8], field
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("role", [role for role in ROLES if role != "public"])
def test_the_gallery_is_empty_before_and_after(world, innovation, role, state):
    login, wrong = world.logins[role], []
    world.put(MODEL, state)
    for door, answer in readings(login, GALLERY, [innovation]):
        if not is_empty(answer):
            wrong.append(f"{door}: {answer}")
    for method in ("action_appreciate", "action_take_back", "action_use_idea"):
        answer = login.call(GALLERY, method, [innovation])
        if answer.ok or not login.is_refusal(answer):
            wrong.append(f"{method}: {answer}")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "colleague"])
def test_nobody_finds_out_who_appreciates(world, innovation, role):
    login, wrong = world.logins[role], []
    world.put(MODEL, "endorsed")
    row, model = world.own["asn.innovation.appreciation"], "asn.innovation.appreciation"
    for door, answer in readings(login, model, [row]):
        if not is_empty(answer):
            wrong.append(f"{door}: {answer}")
    for domain in (
        [("user_id.login", "=", "asn_colleague")],
        [("employee_id.name", "ilike", "Nurul")],
        [("innovation_id", "=", innovation)],
    ):
        answer = login.call(model, "search_count", domain)
        if answer.ok and answer.value:
            wrong.append(f"{domain}: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["owner", "evaluator", "superior", "hr_office", "administrator"])
def test_nobody_forges_endorsement_effect_or_count(world, innovation, role):
    login, database = world.logins[role], world.database
    for state in ("draft", "proposed", "endorsed", "running"):
        world.put(MODEL, state)
        for values in (
            {"appreciation_count": 999},
            {"effect": "better", "is_measured": True},
            {"date_measured": "2024-12-01"},
            {"endorsed_by_id": login.uid},
            {"evaluator_user_id": login.uid},
            {"user_id": login.uid},
            {"employee_name": "Orang lain"},
            {"origin_id": world.peer[MODEL]},
            {"year": "2020"},
        ):
            answer = login.call(MODEL, "write", [innovation], values)
            assert not answer.ok and login.is_refusal(answer), (state, values, answer)
        assert not database.changed()
    world.put(MODEL, "proposed")
    if role in ("owner", "hr_office", "administrator"):
        for call in (
            ("action_endorse", [innovation]),
            ("write", [innovation], {"state": "endorsed"}),
            ("web_save", [innovation], {"state": "endorsed"}, {}),
        ):
            answer = login.call(MODEL, *call)
            assert not answer.ok and login.is_refusal(answer), (call, answer)
        assert not database.changed()


def test_bad_values_are_refused_in_words(world, innovation):
    login, database = world.logins["owner"], world.database
    world.put(MODEL, "draft")
    for values in (
        {"before_value": float("nan")},
        {"before_value": float("inf")},
        {"target_value": 1e15},
        {"before_value": -1},
        {"before_date": "2024-02-30"},
        {"before_date": "2999-01-01"},
        {"before_from": "2024-12-31"},
        {"name": "a\x00b"},
        {"name": "x" * 1001},
        {"problem": "\ud800"},
        {"field": "magic"},
        {"cover": "PHN2ZyB4bWxucz0naHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmcnLz4="},
        {"evidence_file": "PGh0bWw+PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0PjwvaHRtbD4="},
        {"evidence_file": 7},
        {"indicator_id": world.peer["asn.skp.indicator"]},
        {"library_id": 99999999},
        {"member_ids": [[0, 0, {"employee_id": world.facts["employees"]["nurse"]}]]},
        {"member_ids": [[0, 0, {"employee_id": 1, "is_agreed": True}]]},
    ):
        answer = login.call(MODEL, "write", [innovation], values)
        assert not answer.ok and login.is_refusal(answer), (values, answer)
    assert not database.changed()


def test_a_form_tells_nothing_of_a_hidden_record(world, innovation):
    login = world.logins["colleague"]
    world.put(MODEL, "proposed")
    spec = {"name": {}, "before_value": {}, "before_source": {}, "indicator_name": {}}
    for ids, values in (
        ([innovation], {}),
        ([], {"indicator_id": world.own["asn.skp.indicator"]}),
        ([], {"indicator_id": {"id": world.own["asn.skp.indicator"]}}),
        ([], {"member_ids": [[4, world.own["asn.innovation.member"]]]}),
    ):
        answer = login.call(MODEL, "onchange", ids, values, list(values), spec)
        text = json.dumps([answer.value, answer.message], default=str)
        assert not answer.ok or "1800" not in text, answer
        assert SECRETS["innovation"] not in text and "Antrian" not in text, answer


def test_only_the_person_named_says_yes(world, innovation):
    world.put(MODEL, "proposed")
    member = world.own["asn.innovation.member"]
    for role in ROLES:
        login = world.logins[role]
        for call in (
            ("action_agree", [member]),
            ("write", [member], {"is_agreed": True}),
        ):
            answer = login.call("asn.innovation.member", *call)
            assert not answer.ok and login.is_refusal(answer), (role, call, answer)
    assert not world.database.changed()


def test_a_thank_you_counts_once(world, innovation):
    world.put(MODEL, "endorsed")
    login, count = world.logins["superior"], "SELECT appreciation_count FROM asn_innovation"
    before = world.database.one(f"{count} WHERE id = %s", innovation)
    for _number in range(3):
        assert login.call(GALLERY, "action_appreciate", [innovation]).ok
    assert world.database.one(f"{count} WHERE id = %s", innovation) == before + 1
    for _number in range(2):
        assert login.call(GALLERY, "action_take_back", [innovation]).ok
    assert world.database.one(f"{count} WHERE id = %s", innovation) == before
    own = world.logins["owner"].call(GALLERY, "action_appreciate", [innovation])
    assert not own.ok
