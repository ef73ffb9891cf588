"""Releases, receipts, versions and locks through every role's door.

Threats: A01 A07 A13 A15 B01 B05 D05 D09 E01 G07.
"""

import json

import pytest

from .reading import is_empty, readings
from .world import ROLES

EVALUATION, VERSION, RUN, ENTRY, EVIDENCE = (
    "asn.evaluation",
    "asn.evaluation.version",
    "asn.bulk.run",
    "asn.realisation",
    "asn.evidence",
)
FROZEN = ("released", "acknowledged", "objected", "final", "closed")
PEOPLE = [role for role in ROLES if role != "public"]
RELEASERS = ("evaluator", "hr_office", "administrator")
READERS = (
    "owner",
    "evaluator",
    "superior",
    "unit_officer_own",
    "hr_office",
    "auditor",
    "administrator",
)


@pytest.fixture
def evaluation(world):
    """The number of the evaluation of ``owner``; everything is put back afterwards."""
    yield world.own[EVALUATION]
    world.put(EVALUATION, "open")
    world.database.restore()


def _row(world, evaluation):
    return world.server.sql(
        "SELECT state, predicate, result_rating, date_received, date_unsigned, received_how"
        f" FROM asn_evaluation WHERE id = {evaluation}"
    )


@pytest.mark.parametrize("role", PEOPLE)
def test_a_release_of_many_is_prepared_by_those_who_may_release(world, evaluation, role):
    """(threat: A07, E01)"""
    world.put(EVALUATION, "rated")
    before = _row(world, evaluation)
    answer = world.logins[role].call(EVALUATION, "action_release_many", [evaluation])
    assert answer.ok == (role in RELEASERS), answer
    assert _row(world, evaluation) == before, "a preview releases nothing"


@pytest.mark.parametrize("role", [role for role in PEOPLE if role != "evaluator"])
def test_nobody_confirms_the_run_of_another(world, evaluation, role):
    """(threat: A07, B01) Neither by the button nor by writing its state."""
    world.put(EVALUATION, "rated")
    prepared = world.logins["evaluator"].call(EVALUATION, "action_release_many", [evaluation])
    run = prepared.value["res_id"]
    login = world.logins[role]
    for answer in (
        login.call(RUN, "action_confirm", [run]),
        login.call(RUN, "action_preview", [run]),
        login.call(RUN, "action_undo", [run]),
        login.call(RUN, "write", [run], {"state": "done"}),
        login.call(RUN, "write", [run], {"undo_reason": "Sebab"}),
        login.call(RUN, "web_save", [run], {"release_unit_id": world.facts["clinic"]}, {}),
        login.call(RUN, "create", [{"kind": "release", "state": "running"}]),
        login.call("asn.bulk.line", "create", [{"run_id": run, "evaluation_id": evaluation}]),
    ):
        assert not answer.ok, answer
    assert _row(world, evaluation)[0][0] == "rated"


def test_a_run_confirmed_twice_releases_once(world, evaluation):
    """(threat: G07, G09)"""
    world.put(EVALUATION, "rated")
    login = world.logins["evaluator"]
    run = login.call(EVALUATION, "action_release_many", [evaluation]).value["res_id"]
    assert login.call(RUN, "action_confirm", [run]).ok
    assert not login.call(RUN, "action_confirm", [run]).ok
    steps = world.server.sql(
        f"SELECT count(*) FROM asn_transition WHERE evaluation_id = {evaluation}"
        " AND action = 'release'"
    )
    assert steps == [("1",)]


@pytest.mark.parametrize("state", FROZEN)
@pytest.mark.parametrize("role", PEOPLE)
def test_what_was_released_rests_on_what_is_locked(world, evaluation, role, state):
    """(threat: A15, D09, E01) Entries, evidence and files, by every door."""
    world.put(EVALUATION, state)
    login, entry, evidence = world.logins[role], world.own[ENTRY], world.own[EVIDENCE]
    files = world.server.sql(
        "SELECT id FROM ir_attachment WHERE res_model = 'asn.evidence'"
        f" AND res_id = {evidence} AND res_field IS NOT NULL"
    )
    attachments = [int(row[0]) for row in files]
    before = world.server.sql(
        f"SELECT quantity, note, date FROM asn_realisation WHERE id = {entry}"
    )
    for door, answer in {
        "write": login.call(ENTRY, "write", [entry], {"quantity": 1}),
        "save": login.call(ENTRY, "web_save", [entry], {"note": "Lain"}, {}),
        "day": login.call(ENTRY, "write", [entry], {"date": "2024-08-05"}),
        "unlink": login.call(ENTRY, "unlink", [entry]),
        "command": login.call(ENTRY, "write", [entry], {"evidence_ids": [[2, evidence, 0]]}),
        "evidence": login.call(EVIDENCE, "unlink", [evidence]),
        "evidence name": login.call(EVIDENCE, "write", [evidence], {"name": "lain.png"}),
        "another": login.call(
            EVIDENCE, "create", [{"realisation_id": entry, "link": "https://a.go.id/x"}]
        ),
        "file": login.call("ir.attachment", "unlink", attachments),
        "content": login.call("ir.attachment", "write", attachments, {"datas": "eA=="}),
        "line": login.call(EVALUATION, "write", [evaluation], {"line_ids": [[5, 0, 0]]}),
        "words": login.call(EVALUATION, "write", [evaluation], {"recommendation": "Lain"}),
        "copy": login.call(EVALUATION, "copy", [evaluation]),
        "delete": login.call(EVALUATION, "unlink", [evaluation]),
    }.items():
        assert not answer.ok, f"{door}: {answer}"
    assert (
        world.server.sql(f"SELECT quantity, note, date FROM asn_realisation WHERE id = {entry}")
        == before
    )
    kept = world.server.sql(f"SELECT count(*) FROM asn_evidence WHERE id = {evidence}")
    assert kept == [("1",)]


@pytest.mark.parametrize("role", PEOPLE)
def test_nobody_writes_when_a_result_was_received(world, evaluation, role):
    """(threat: A01) The clock of the objection is the server's."""
    world.put(EVALUATION, "released")
    login = world.logins[role]
    before = _row(world, evaluation)
    values = {"date_received": "2030-01-01", "received_how": "opened", "date_unsigned": False}
    for name, value in values.items():
        assert not login.call(EVALUATION, "write", [evaluation], {name: value}).ok, name
        assert not login.call(EVALUATION, "web_save", [evaluation], {name: value}, {}).ok, name
    assert _row(world, evaluation) == before


@pytest.mark.parametrize("role", PEOPLE)
def test_only_the_person_receives_by_opening(world, evaluation, role):
    world.put(EVALUATION, "released")
    world.logins[role].call(EVALUATION, "web_read", [evaluation], {"predicate": {}})
    received = _row(world, evaluation)[0][3]
    assert bool(received) == (role == "owner")


@pytest.mark.parametrize("role", PEOPLE)
def test_versions_are_read_by_the_line_and_changed_by_nobody(world, evaluation, role):
    """(threat: B01, D05)"""
    login, version = world.logins[role], world.own[VERSION]
    if role in READERS:
        assert login.call(VERSION, "read", [version], ["predicate", "comparison"]).ok
    else:
        wrong = [
            f"{door}: {answer}"
            for door, answer in readings(login, VERSION, [version])
            if not is_empty(answer)
        ]
        assert not wrong, "\n".join(wrong)
    for answer in (
        login.call(VERSION, "write", [version], {"why": "Lain"}),
        login.call(VERSION, "unlink", [version]),
        login.call(VERSION, "copy", [version]),
        login.call(VERSION, "create", [{"evaluation_id": evaluation, "number": 5}]),
    ):
        assert not answer.ok, answer


@pytest.mark.parametrize("role", ["colleague", "unit_officer_other", "no_employee", "portal"])
def test_a_form_names_no_hidden_evaluation(world, evaluation, role):
    """(threat: B05) Neither a version nor a run answers for an id that is made up."""
    login = world.logins[role]
    for model, field in ((VERSION, "evaluation_id"), ("asn.bulk.line", "evaluation_id")):
        answer = login.call(
            model,
            "onchange",
            [],
            {field: evaluation},
            [field],
            {"display_name": {}, field: {"fields": {"display_name": {}, "predicate": {}}}},
        )
        assert "Siti" not in json.dumps(answer.value) if answer.ok else True, answer


@pytest.mark.parametrize("role", [role for role in PEOPLE if role not in RELEASERS[1:]])
def test_only_the_hr_office_releases_a_period(world, role):
    login, half = world.logins[role], world.facts["half"]
    for answer in (
        login.call("asn.period", "action_release_results", [half]),
        login.call("asn.period", "action_close", [half]),
    ):
        assert not answer.ok, answer
