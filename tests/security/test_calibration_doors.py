"""Calibration: nobody finds the own rating, moves without right or changes what was kept.

Threats: A01 A03 A05 A07 B01 B03 B05 C03 D07 E01 G01.
"""

import json

import pytest

from .reading import is_empty, readings, secrets_in
from .world import ROLES, SECRETS

BOARD, CHANGE, KEPT = "asn.calibration", "asn.calibration.change", "asn.calibration.confirmation"
BEFORE = ("open", "submitted", "rated")
INSIDE = [role for role in ROLES if role not in ("portal", "public")]
MOVERS = ("evaluator", "superior")


@pytest.fixture
def evaluation(world):
    """The number of the evaluation of ``owner``, rated and not released; put back afterwards."""
    world.put("asn.evaluation", "rated")
    yield world.own["asn.evaluation"]
    world.put("asn.evaluation", "open")
    world.database.restore()


def board(world, role, *arguments):
    return world.logins[role].call(BOARD, "get_board", *arguments)


def people_of(answer):
    return {person["id"] for person in answer.value.get("people", [])}


@pytest.mark.parametrize("role", INSIDE)
def test_the_board_holds_whom_the_reader_may_read_and_never_the_reader(world, evaluation, role):
    place = (world.facts["clinic"], world.facts["calibrated_period"])
    answer = board(world, role, *place)
    if role in ("owner", "colleague", "unit_officer_other", "no_employee"):
        assert not answer.ok and world.logins[role].is_refusal(answer), answer
        answer = board(world, role)
        assert answer.ok and not answer.value["unit"], answer
        assert not secrets_in(answer)
        return
    assert answer.ok, answer
    both = {evaluation, world.peer["asn.evaluation"]}
    assert both <= people_of(answer), role
    counted = sum(answer.value["distribution"]["counts"].values())
    rated = [person for person in answer.value["people"] if person["result"]]
    assert counted == len(rated)
    mine = world.logins[role].uid
    own = world.database.rows("SELECT id FROM asn_evaluation WHERE user_id = %s", mine)
    assert not {row[0] for row in own} & people_of(answer)
    movable = {person["id"] for person in answer.value["people"] if person["can_move"]}
    assert (evaluation in movable) == (role in MOVERS)


@pytest.mark.parametrize(
    "arguments",
    [("x",), (-1,), (0,), (1.5,), (True,), (10**12,), (False, "x"), (False, 10**9), ([1],), ({},)],
)
def test_wrong_arguments_of_the_board_are_refused_in_words(world, arguments):
    for role in ("hr_office", "evaluator", "owner"):
        answer = board(world, role, *arguments)
        assert not answer.ok and world.logins[role].is_refusal(answer), (role, answer)
    assert not world.database.changed()


@pytest.mark.parametrize("state", BEFORE)
def test_the_person_finds_no_trace_of_a_move(world, evaluation, state):
    world.put("asn.evaluation", state)
    login, wrong = world.logins["owner"], []
    for model in (CHANGE, KEPT, BOARD):
        for door, answer in readings(login, model, [world.own[model]]):
            if not is_empty(answer) or secrets_in(answer):
                wrong.append(f"{model} {door}: {answer}")
    for model, domain in (
        ("mail.activity", [("res_model", "=", CHANGE)]),
        ("mail.message", [("model", "in", [CHANGE, BOARD])]),
        ("mail.followers", [("res_model", "=", CHANGE)]),
        ("asn.transition", [("calibration_id", "!=", False)]),
        ("asn.evaluation", [("transition_ids.reason", "=like", SECRETS["calibration"])]),
    ):
        answer = login.call(model, "search_count", domain)
        if answer.ok and answer.value:
            wrong.append(f"{model} {domain}: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["evaluator", "unit_officer_own", "unit_officer_other"])
def test_numbers_of_a_confirmation_stay_with_who_confirmed(world, evaluation, role):
    login, wrong = world.logins[role], []
    for door, answer in readings(login, KEPT, [world.own[KEPT]]):
        if not is_empty(answer) or secrets_in(answer):
            wrong.append(f"{door}: {answer}")
    if role != "unit_officer_other":
        kept = login.call(BOARD, "read", [world.own[BOARD]], ["confirmation_ids"])
        assert kept.ok and not kept.value[0]["confirmation_ids"], kept
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", list(ROLES))
def test_only_the_line_moves_and_only_before_release(world, evaluation, role):
    login, database = world.logins[role], world.database
    stamp = world.facts["rating_stamp"]
    call = ("asn.evaluation", "action_move", [evaluation], "below", "below", "Sebab.", stamp)
    if role not in MOVERS:
        answer = login.call(*call)
        assert not answer.ok and login.is_refusal(answer), answer
        assert not database.changed()
    for state in ("released", "acknowledged", "objected", "final", "closed"):
        world.put("asn.evaluation", state)
        answer = login.call(*call)
        assert not answer.ok and login.is_refusal(answer), (state, answer)
        assert not database.changed()


@pytest.mark.parametrize("role", MOVERS)
def test_a_move_takes_no_wrong_value_and_no_old_stamp(world, evaluation, role):
    login, database = world.logins[role], world.database
    stamp = world.facts["rating_stamp"]
    for arguments in (
        ("very_good", "meets", "Sebab.", stamp),
        (None, "meets", "Sebab.", stamp),
        (["above"], "meets", "Sebab.", stamp),
        ("above", {"x": 1}, "Sebab.", stamp),
        ("above", "above", "", stamp),
        ("above", "above", "   ", stamp),
        ("above", "above", None, stamp),
        ("above", "above", "a\x00b", stamp),
        ("above", "above", "x" * 20001, stamp),
        ("above", "above", 7, stamp),
        ("above", "above", "Sebab.", stamp + 1),
        ("above", "above", "Sebab.", None),
        ("above", "above", "Sebab.", True),
        ("above", "above", "Sebab.", str(stamp)),
    ):
        answer = login.call("asn.evaluation", "action_move", [evaluation], *arguments)
        assert not answer.ok and login.is_refusal(answer), (arguments, answer)
    for ids in ([], [evaluation, world.peer["asn.evaluation"]], [10**8]):
        answer = login.call("asn.evaluation", "action_move", ids, "above", "above", "Sebab.", stamp)
        assert not answer.ok and login.is_refusal(answer), (ids, answer)
    assert not database.changed()


def test_two_who_saw_the_same_do_not_overwrite_each_other(world, evaluation):
    stamp = world.facts["rating_stamp"]
    call = ("asn.evaluation", "action_move", [evaluation])
    first = world.logins["superior"].call(*call, "below", "meets", "Bukti kurang.", stamp)
    assert first.ok, first
    second = world.logins["evaluator"].call(*call, "above", "above", "Bukti baru.", stamp)
    assert not second.ok and world.logins["evaluator"].is_refusal(second), second
    (row,) = world.database.rows(
        "SELECT result_rating, behaviour_rating, predicate FROM asn_evaluation_rating"
        " WHERE evaluation_id = %s",
        evaluation,
    )
    assert tuple(row) == ("below", "meets", "needs_improvement")
    told = world.database.one(
        "SELECT user_id FROM mail_activity WHERE res_model = %s ORDER BY id DESC LIMIT 1", CHANGE
    )
    assert told == world.facts["users"]["asn_head"]


@pytest.mark.parametrize("role", ["evaluator", "superior", "hr_office", "administrator"])
def test_nobody_forges_a_confirmation_or_a_change(world, evaluation, role):
    login, wrong = world.logins[role], []
    for model, values in (
        (BOARD, {"confirmed_by_name": "Wali Kota"}),
        (BOARD, {"superior_user_id": login.uid}),
        (BOARD, {"head_user_id": login.uid}),
        (BOARD, {"unit_id": world.facts["agency"]}),
        (CHANGE, {"reason": "Lain"}),
        (CHANGE, {"user_id": login.uid}),
        (KEPT, {"total": 1}),
        (KEPT, {"rated_user_ids": [[5, 0, 0]]}),
    ):
        for name, extra in (("write", ()), ("web_save", ({},))):
            answer = login.call(model, name, [world.own[model]], values, *extra)
            if answer.ok or not login.is_refusal(answer):
                wrong.append(f"{model} {name} {values}: {answer}")
    for model in (CHANGE, KEPT, BOARD):
        answer = login.call(model, "unlink", [world.own[model]])
        if answer.ok or not login.is_refusal(answer):
            wrong.append(f"{model} unlink: {answer}")
    assert not world.database.changed()
    assert not wrong, json.dumps(wrong)
