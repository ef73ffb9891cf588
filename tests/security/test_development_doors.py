"""Development: what stays with the people concerned, and what nobody forges about a decision.

Threats: A01 A03 A07 B01 B03 B05 C01 E01 H01.
"""

import pytest

from .reading import is_empty, readings, secrets_in
from .world import SECRETS

PLAN, ACTION = "asn.development.plan", "asn.development.action"
OVERVIEW, FOLLOW_UP = "asn.development.overview", "asn.follow.up"
STRANGERS = ("colleague", "unit_officer_own", "unit_officer_other", "no_employee", "portal")


@pytest.fixture
def own(world):
    """The documents of ``owner``; everything is put back afterwards."""
    yield world.own
    world.put(PLAN, "draft")
    world.put(FOLLOW_UP, "proposed")
    world.database.restore()


@pytest.mark.parametrize("role", STRANGERS)
@pytest.mark.parametrize("model", [PLAN, ACTION])
def test_nothing_of_a_plan_is_read_by_others(world, own, model, role):
    login, wrong = world.logins[role], []
    for door, answer in readings(login, model, [own[model]]):
        if not is_empty(answer) or secrets_in(answer):
            wrong.append(f"{door}: {answer}")
    steps = login.call("asn.transition", "search_count", [("development_id", "!=", False)])
    assert not steps.ok or steps.value == 0
    assert not wrong, "\n".join(wrong)


def test_the_officer_reads_days_and_state_and_no_word(world, own):
    """threat: B03"""
    login = world.logins["unit_officer_own"]
    for door, answer in readings(login, OVERVIEW, [own[PLAN]], "employee_name"):
        assert not secrets_in(answer), door
    (row,) = login.call(OVERVIEW, "read", [own[PLAN]], ["state", "date_next", "cost"]).value
    assert row["state"] == "draft"
    for name in ("action_ids", "reason", "evaluation_id", "user_id", "plan_id"):
        for answer in (
            login.call(OVERVIEW, "read", [own[PLAN]], [name]),
            login.call(OVERVIEW, "search_count", [(name, "!=", False)]),
            login.call(OVERVIEW, "search", [], order=name),
        ):
            assert not secrets_in(answer), (name, answer)
            assert not answer.ok or not answer.value or name not in str(answer.value), name


@pytest.mark.parametrize("role", ["superior", "auditor"])
def test_counselling_is_read_by_nobody_else(world, own, role):
    """threat: B01"""
    login = world.logins[role]
    world.database.rows(
        "UPDATE asn_development_action SET kind = 'counselling' WHERE id = %s", own[ACTION]
    )
    for door, answer in readings(login, ACTION, [own[ACTION]]):
        assert is_empty(answer) and not secrets_in(answer), door
    answer = world.logins["owner"].call(ACTION, "read", [own[ACTION]], ["name"])
    assert answer.ok and answer.value[0]["name"] == SECRETS["development"]


@pytest.mark.parametrize("state", ["proposed", "outdated"])
@pytest.mark.parametrize("role", ["owner", "colleague", "evaluator", "superior", *STRANGERS[1:]])
def test_an_undecided_proposal_is_the_offices_alone(world, own, role, state):
    """threat: B05"""
    login, wrong = world.logins[role], []
    world.put(FOLLOW_UP, state)
    for door, answer in readings(login, FOLLOW_UP, [own[FOLLOW_UP]]):
        if not is_empty(answer) or secrets_in(answer):
            wrong.append(f"{door}: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["owner", "evaluator", "superior", "hr_office", "administrator"])
def test_nobody_forges_need_agreement_or_decision(world, own, role):
    """threat: A01 A03 H01"""
    login, database = world.logins[role], world.database
    for model, forgeries in (
        (
            PLAN,
            (
                {"is_required": False},
                {"is_required": True},
                {"date_agreed": "2024-01-01"},
                {"date_due": "2030-01-01"},
                {"user_id": login.uid},
                {"evaluator_user_id": login.uid},
                {"evaluation_id": world.peer["asn.evaluation"]},
                {"cost": 0},
                {"state": "reviewed"},
                {"state": "agreed"},
            ),
        ),
        (
            FOLLOW_UP,
            (
                {"predicate": "very_good"},
                {"proposal": "promotion"},
                {"decided_by_name": "Orang lain"},
                {"times": 9},
                {"user_id": login.uid},
                {"state": "outdated"},
                {"article": "-"},
            ),
        ),
        (
            ACTION,
            ({"taken_over_on": "2024-01-01"}, {"plan_id": world.peer[PLAN]}, {"date_done": False}),
        ),
    ):
        for values in forgeries:
            for door in (("write", [own[model]], values), ("web_save", [own[model]], values, {})):
                answer = login.call(model, *door)
                assert not answer.ok and login.is_refusal(answer), (model, values, answer)
    assert not database.changed()


def test_bad_values_are_refused_in_words(world, own):
    """threat: G01"""
    login, database = world.logins["owner"], world.database
    world.put(PLAN, "draft")
    for values in (
        {"cost": float("nan")},
        {"cost": float("inf")},
        {"cost": -1},
        {"cost": 1e15},
        {"cost": "banyak"},
        {"date_due": "2024-02-30"},
        {"date_due": "0001-01-01"},
        {"date_due": False},
        {"kind": "hukuman"},
        {"owner": "tetangga"},
        {"name": "x" * 1001},
        {"name": "a\x00b"},
        {"line_id": "x"},
        {"line_id": 999_999_999},
        {"skill_level_id": world.facts["skill_levels"][1], "skill_id": False},
    ):
        answer = login.call(ACTION, "write", [own[ACTION]], values)
        assert not answer.ok and login.is_refusal(answer), (values, answer)
    world.put(PLAN, "running")
    for values in (
        {"progress": -1},
        {"progress": 101},
        {"progress": "separuh"},
        {"evidence_link": "javascript:alert(1)"},
        {"evidence_link": "https://nama:sandi@contoh.go.id"},
        {"evidence_ids": [[4, world.peer["asn.evidence"]]]},
    ):
        answer = login.call(ACTION, "write", [own[ACTION]], values)
        assert not answer.ok and login.is_refusal(answer), (values, answer)
    changed = set(database.changed()) - {"asn_development_plan"}  # put into another state
    assert not changed


def test_a_form_tells_nothing_of_a_hidden_record(world, own):
    """threat: B11"""
    login = world.logins["owner"]
    for ids, values in (
        ([world.peer[PLAN]], {}),
        ([], {"action_ids": [[4, world.peer[ACTION]]]}),
        ([own[PLAN]], {"action_ids": [[4, world.peer[ACTION]]]}),
        ([own[PLAN]], {"action_ids": [[0, 0, {"plan_id": world.peer[PLAN]}]]}),
    ):
        fields = {"action_ids": {"fields": {"name": {}, "reason": {}}}, "employee_name": {}}
        answer = login.call(PLAN, "onchange", ids, values, [], fields)
        assert not secrets_in(answer) or ids == [own[PLAN]], answer
        assert "Nurul" not in str(answer), answer


def test_the_catalogue_names_no_field_of_a_hidden_plan(world, own):
    """What fits a plan is offered first to whoever may read it only. threat: B03"""
    login = world.logins["owner"]
    usual = login.call("asn.development.catalogue", "name_search", "")
    hidden = login.call(
        "asn.development.catalogue",
        "name_search",
        "",
        context={"asn_plan_id": world.peer[PLAN]},
    )
    assert usual.ok and usual.value == hidden.value


@pytest.mark.parametrize(
    "role", ["owner", "colleague", "evaluator", "superior", "unit_officer_own", "auditor"]
)
def test_only_the_office_collects_decides_and_takes_over(world, own, role):
    """threat: A07"""
    login, database = world.logins[role], world.database
    for model, method, arguments in (
        (FOLLOW_UP, "action_collect", ([],)),
        (FOLLOW_UP, "action_collect", ([own[FOLLOW_UP]],)),
        (FOLLOW_UP, "action_accept", ([own[FOLLOW_UP]],)),
        (FOLLOW_UP, "action_refuse", ([own[FOLLOW_UP]], "Tidak")),
        (FOLLOW_UP, "write", ([own[FOLLOW_UP]], {"note": SECRETS["development"]})),
        (ACTION, "action_take_over", ([own[ACTION]],)),
    ):
        answer = login.call(model, method, *arguments)
        assert not answer.ok and login.is_refusal(answer), (method, answer)
    assert not database.changed()
