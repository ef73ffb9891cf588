"""Achievements of units: who finds out before they are set, and what nobody forges.

Threats: A01 A03 A07 B01 B03 B05 G01 H01.
"""

import pytest

from .reading import is_empty, readings, secrets_in
from .world import SECRETS

MODEL = "asn.unit.achievement"
BEFORE = ("draft", "recommended", "reopened")
# The head of the unit (evaluator) waits as everybody does who has nothing to decide.
STRANGERS = ("owner", "colleague", "evaluator", "unit_officer_other", "no_employee", "portal")


@pytest.fixture
def achievement(world):
    """The number of the achievement of the owner's unit; everything is put back afterwards."""
    yield world.own[MODEL]
    world.put(MODEL, "draft")
    world.database.restore()


@pytest.mark.parametrize("state", BEFORE)
@pytest.mark.parametrize("role", STRANGERS)
def test_nothing_is_read_before_it_is_set(world, achievement, role, state):
    login, wrong = world.logins[role], []
    world.put(MODEL, state)
    for door, answer in readings(login, MODEL, [achievement]):
        if not is_empty(answer) or secrets_in(answer):
            wrong.append(f"{door}: {answer}")
        if not answer.ok and not login.is_refusal(answer):
            wrong.append(f"{door}: raw error: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", ["value", "rationale", "recommended_value", "head_user_id"])
def test_a_search_tells_the_head_nothing(world, achievement, name):
    login = world.logins["evaluator"]
    world.put(MODEL, "recommended")
    for operator, value in (("!=", False), ("=", "good"), ("ilike", SECRETS["achievement"])):
        answer = login.call(MODEL, "search_count", [(name, operator, value)])
        assert not answer.ok or answer.value == 0, answer
    steps = login.call("asn.transition", "search_count", [("achievement_id", "=", achievement)])
    assert steps.value == 0


def test_the_head_reads_what_is_set_and_never_what_was_recommended_elsewhere(world, achievement):
    world.put(MODEL, "set")
    (row,) = world.logins["evaluator"].call(MODEL, "read", [achievement], ["value"]).value
    assert row["value"] == "good"


@pytest.mark.parametrize(
    "role", ["owner", "colleague", "evaluator", "unit_officer_own", "hr_office", "administrator"]
)
def test_nobody_else_sets_or_moves_it(world, achievement, role):
    login, wrong = world.logins[role], []
    for state in BEFORE:
        world.put(MODEL, state)
        for method, arguments in (
            ("action_set", [[achievement]]),
            ("action_set_on_behalf", [[achievement], "Nota dinas"]),
            ("write", [[achievement], {"state": "set"}]),
            ("write", [[achievement], {"value": "excellent"}]),
            ("write", [[achievement], {"setter_user_id": world.facts["users"]["asn_nurse"]}]),
            ("write", [[achievement], {"head_user_id": False}]),
            ("write", [[achievement], {"is_top": True}]),
            ("web_save", [[achievement], {"state": "set"}, {}]),
        ):
            answer = login.call(MODEL, method, *arguments)
            if answer.ok or not login.is_refusal(answer):
                wrong.append(f"{state} {method} {arguments[1:]}: {answer}")
    assert not wrong, "\n".join(wrong)
    assert not world.database.changed()


def test_bad_values_are_refused_in_words(world, achievement):
    login = world.logins["superior"]
    for values in (
        {"value": "cukup"},
        {"value": 3},
        {"value": ["good"]},
        {"rationale": "x" * 20001},
        {"rationale": "\x00"},
        {"rationale": {"a": 1}},
        {"unit_id": world.facts["other_agency"]},
        {"period_id": "x"},
        {"state": "final"},
    ):
        answer = login.call(MODEL, "write", [achievement], values)
        assert not answer.ok and login.is_refusal(answer), f"{values}: {answer}"
    for arguments in ([], [999_999_999], [achievement, achievement, 0], ["x"]):
        answer = login.call(MODEL, "action_set", arguments)
        assert answer.ok or login.is_refusal(answer), f"{arguments}: {answer}"


@pytest.mark.parametrize("role", ["superior", "hr_office"])
def test_private_methods_stay_closed(world, achievement, role):
    login = world.logins[role]
    for method, arguments in (
        ("_get_values", [[world.facts["clinic"]], world.facts["half"]]),
        ("_sync_people", []),
        ("_open_period", [world.facts["half"]]),
        ("_update_heads", [[achievement]]),
    ):
        assert not login.call(MODEL, method, *arguments).ok, method
    for method in ("_follow_achievement", "_get_head_ratings"):
        answer = login.call("asn.evaluation", method, [world.own["asn.evaluation"]])
        assert not answer.ok, method


def test_only_the_administrator_changes_the_table_of_heads(world, achievement):
    row = world.own["asn.achievement.mapping"]
    for role in ("owner", "evaluator", "superior", "unit_officer_own", "hr_office", "auditor"):
        login = world.logins[role]
        for method, arguments in (
            ("write", [[row], {"rating": "above"}]),
            ("unlink", [[row]]),
            ("create", [{"value": "poor", "rating": "above", "date_from": "2024-01-01"}]),
        ):
            answer = login.call("asn.achievement.mapping", method, *arguments)
            assert not answer.ok and login.is_refusal(answer), f"{role} {method}: {answer}"
