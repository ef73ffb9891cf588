"""Answers to results through every role's door: forged decisions, files, days, two clicks.

Threats: A01 A17 A07 B01 B05 D01 D09 D11 E01 G01 G09 H03.
"""

import json
from base64 import b64decode
from threading import Barrier, Thread

import pytest

from .reading import is_empty, readings, secrets_in
from .rpc import Login
from .world import ROLES, SECRETS

MODEL, FILES, ANSWERS = "asn.objection", "asn.objection.file", "asn.objection.answer"
READERS = {"owner", "evaluator", "superior", "hr_office", "auditor", "administrator"}
STRANGERS = ("colleague", "unit_officer_other", "no_employee", "portal", "public")
ABSENT = 2**31 - 1
FORGED = (
    {"outcome": "change"},
    {"state": "decided"},
    {"result_after": "above"},
    {"decision": "Diterima"},
    {"date_last": "2030-01-01"},
    {"date_decision_due": "2030-01-01"},
    {"is_late": False, "date_received": "2030-01-01"},
    {"is_decided_outside": True},
    {"superior_user_id": 2},
    {"answer_ids": [[0, 0, {"kind": "decision", "outcome": "change"}]]},
    {"evaluation_id": 1},
)


@pytest.fixture
def objection(world):
    """The number of the objection of ``owner``; everything is put back afterwards."""
    yield world.own[MODEL]
    world.put(MODEL, "draft")
    world.database.restore()


@pytest.mark.parametrize("state", ["draft", "filed", "explained", "decided", "withdrawn"])
@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_read_nothing_by_any_door(world, objection, role, state):
    """(threat: B01)"""
    login, wrong = world.logins[role], []
    world.put(MODEL, state)
    for model in (MODEL, FILES, ANSWERS):
        for door, answer in readings(login, model, [world.own[model]]):
            if not is_empty(answer) or secrets_in(answer):
                wrong.append(f"{model} {door}: {answer}")
    steps = login.call("asn.transition", "search_count", [("objection_id", "=", objection)])
    assert not (steps.ok and steps.value)
    assert not wrong, wrong


@pytest.mark.parametrize("role", [role for role in ROLES if role != "owner"])
def test_a_draft_is_known_to_its_person_alone(world, objection, role):
    """(threat: B01)"""
    login, wrong = world.logins[role], []
    world.put(MODEL, "draft")
    for door, answer in readings(login, MODEL, [objection]):
        if not is_empty(answer) or secrets_in(answer):
            wrong.append(f"{door}: {answer}")
    assert not wrong, wrong


@pytest.mark.parametrize("role", ROLES)
def test_files_open_for_readers_only(world, objection, role):
    """(threat: D11)"""
    login, picture = world.logins[role], b64decode(world.facts["png"])
    world.put(MODEL, "filed")
    address = f"/asn/objection/file/{world.own[FILES]}"
    status, headers, content = login.request("GET", address)
    if role in READERS:
        assert (status, content) == (200, picture)
        assert headers["Content-Disposition"].startswith("attachment")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
    else:
        assert status != 200 or b"\x89PNG" not in content
        absent = login.request("GET", f"/asn/objection/file/{ABSENT}")
        assert status == absent[0]  # whether it exists makes no difference
    status, _headers, content = login.request("GET", f"{address}/thumbnail")
    assert (status == 200 and content[:3] == b"\xff\xd8\xff") is (role in READERS)
    for field in ("file", "thumbnail", "upload"):
        _status, _headers, content = login.request(
            "GET", f"/web/content/{FILES}/{world.own[FILES]}/{field}"
        )
        assert b"\x89PNG" not in content and content[:3] != b"\xff\xd8\xff"


def test_no_loose_file_is_grafted_on(world, objection):
    """(threat: D09)"""
    world.put(MODEL, "draft")
    for role in ("owner", "evaluator", "colleague", "hr_office"):
        answer = world.logins[role].call(
            "ir.attachment",
            "create",
            [
                {
                    "name": "x.png",
                    "datas": world.facts["png"],
                    "res_model": FILES,
                    "res_id": world.own[FILES],
                }
            ],
        )
        assert not answer.ok, role


@pytest.mark.parametrize("state", ["draft", "filed", "explained", "decided"])
@pytest.mark.parametrize("role", ["owner", "evaluator", "superior", "hr_office", "auditor"])
def test_nobody_forges_days_line_or_decision(world, objection, role, state):
    """(threats: A01 A17)"""
    login = world.logins[role]
    world.put(MODEL, state)
    for values in FORGED:
        if "state" in values and state == "decided":
            continue
        if "state" in values and role == "superior":
            continue  # the button's own step
        for door, arguments in (
            ("write", ([objection], values)),
            ("web_save", ([objection], values, {})),
        ):
            answer = login.call(MODEL, door, *arguments)
            assert not answer.ok and login.is_refusal(answer), (door, values, answer)
    assert not world.database.changed()


def test_the_person_never_explains_or_decides(world, objection):
    """(threat: A07)"""
    login = world.logins["owner"]
    for state in ("filed", "explained"):
        world.put(MODEL, state)
        for method in ("action_explain", "action_decide", "action_record"):
            answer = login.call(MODEL, method, [objection])
            assert not answer.ok and login.is_refusal(answer), (method, answer)
        for values in ({"draft_outcome": "change"}, {"draft_explanation": "Setuju"}):
            answer = login.call(MODEL, "write", [objection], values)
            assert not answer.ok and login.is_refusal(answer), (values, answer)
        made = login.call(
            ANSWERS, "create", [{"objection_id": objection, "kind": "decision", "outcome": "keep"}]
        )
        assert not made.ok and login.is_refusal(made), made
    assert not world.database.changed()


def test_a_form_tells_nothing_of_a_hidden_record(world, objection):
    """(threat: B05)"""
    login = world.logins["colleague"]
    world.put(MODEL, "filed")
    fields = {"reason_results": {}, "draft_outcome": {}, "explanation": {}, "timeline": {}}
    for ids, values in (
        ([objection], {}),
        ([], {"evaluation_id": world.own["asn.evaluation"]}),
        ([], {"file_ids": [[4, world.own[FILES]]]}),
    ):
        answer = login.call(MODEL, "onchange", ids, values, list(values), fields)
        text = json.dumps([answer.value, answer.message], default=str)
        assert SECRETS["objection"] not in text, answer


def test_filing_twice_at_once_is_filing_once(world, objection):
    """(threats: A17 G09)"""
    world.put(MODEL, "draft")
    gate, answers = Barrier(2), []

    def file():
        login = Login(world.server.url, world.server.database, ROLES["owner"])
        gate.wait()
        answers.append(login.call(MODEL, "action_file", [objection]))

    threads = [Thread(target=file) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert any(answer.ok for answer in answers), answers
    count = "SELECT count(*) FROM asn_transition WHERE objection_id = %s AND action = 'file'"
    assert world.database.one(count, objection) == 1
    taken = "SELECT count(*) FROM asn_transition WHERE evaluation_id = %s AND action = 'object'"
    assert world.database.one(taken, world.own["asn.evaluation"]) == 1
    world.database.forget("asn_transition", "objection_id = %s", objection)


def test_two_tabs_begin_one_answer(world, objection):
    """(threats: A17 G03)"""
    evaluation = world.own["asn.evaluation"]
    world.put(MODEL, "draft")
    world.database.rows("DELETE FROM asn_objection_file WHERE objection_id = %s", objection)
    world.database.rows("DELETE FROM asn_objection WHERE id = %s", objection)
    gate, answers = Barrier(3), []

    def begin():
        login = Login(world.server.url, world.server.database, ROLES["owner"])
        gate.wait()
        answers.append(login.call("asn.evaluation", "action_answer_result", [evaluation]))

    threads = [Thread(target=begin) for _number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    opened = {answer.value["res_id"] for answer in answers if answer.ok}
    assert len(opened) == 1, answers
    count = "SELECT count(*) FROM asn_objection WHERE evaluation_id = %s"
    assert world.database.one(count, evaluation) == 1


@pytest.mark.parametrize("role", ROLES)
def test_only_the_person_begins_and_only_the_hr_office_allows(world, objection, role):
    """(threats: A17 E01)"""
    login, evaluation = world.logins[role], world.own["asn.evaluation"]
    world.put(MODEL, "draft")
    answer = login.call("asn.evaluation", "action_answer_result", [evaluation])
    assert answer.ok is (role == "owner"), answer
    for reason in (None, "", 5, ["x"], {"a": 1}, "Sebab\x00"):
        answer = login.call("asn.evaluation", "action_allow_late", [evaluation], reason)
        assert not answer.ok and login.is_refusal(answer), (reason, answer)
    made = login.call(MODEL, "create", [{"evaluation_id": evaluation, "reason_results": "x"}])
    assert not made.ok and login.is_refusal(made), made
    assert not world.database.changed()


def test_bad_values_are_refused_in_words(world, objection):
    """(threat: H03)"""
    login = world.logins["owner"]
    world.put(MODEL, "draft")
    for values in (
        {"reason_results": "a\x00b"},
        {"reason_results": ["x"]},
        {"reason_behaviour": "x" * 20001},
        {"file_ids": [[0, 0, {"link": "javascript:alert(1)"}]]},
        {"file_ids": [[0, 0, {"name": "x.exe", "upload": "TVqQAAMAAAA="}]]},
        {"file_ids": [[0, 0, {"name": "x.png", "upload": "???"}]]},
        {"file_ids": [[0, 0, {"upload": 5}]]},
        {"file_ids": [[4, world.peer[FILES]]]},
        {"file_ids": [[1, world.peer[FILES], {"name": "lain"}]]},
    ):
        answer = login.call(MODEL, "write", [objection], values)
        assert not answer.ok and login.is_refusal(answer), (values, answer)
    assert not world.database.changed()
