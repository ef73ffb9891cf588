"""The annual evaluation and the closed year through RPC: nothing early, nothing afterwards.

Threats: A01 B01 B03 E01 I03 I05.
"""

import json

import pytest

from .rpc import REFUSALS
from .world import ROLES, SECRETS

MODEL = "asn.evaluation"
INTERNAL = [role for role in ROLES if role not in ("portal", "public")]
STRANGERS = ("colleague", "unit_officer_other", "no_employee")
OFFICE = ("hr_office", "administrator")
# Written about ratings before they are released.
HIDDEN = [SECRETS[name] for name in ("note", "reason", "recommendation")]


@pytest.fixture
def annual(world):
    """The number of the annual evaluation of ``owner``, rated and not released."""
    year = world.facts["year"]
    world.put("asn.skp", "agreed")  # whatever the walk before has left
    assert world.logins["hr_office"].call("asn.period", "action_open_annual", [year]).ok
    number = world.database.one(
        "SELECT id FROM asn_evaluation WHERE period_id = %s AND skp_id = %s",
        year,
        world.own["asn.skp"],
    )
    assert number
    answer = world.logins["evaluator"].call(
        MODEL,
        "write",
        [number],
        {
            "draft_result_rating": "below",
            "draft_behaviour_rating": "below",
            "draft_reason": SECRETS["reason"],
            "draft_note": SECRETS["note"],
        },
    )
    assert answer.ok, answer
    yield number
    world.database.restore()


@pytest.fixture
def closed(world):
    """The year of ``owner`` is closed; what was not released stands as it was."""
    world.put(MODEL, "open")
    world.database.set_state("asn_period", [world.facts["year"]], "closed")
    yield world.own
    world.database.set_state("asn_period", [world.facts["year"]], "open")
    world.database.restore()


@pytest.mark.parametrize("role", [role for role in INTERNAL if role not in OFFICE])
def test_only_the_hr_office_opens_and_closes_a_year(world, role):
    login, year = world.logins[role], world.facts["year"]
    for method in ("action_open_annual", "action_ask_close", "action_close"):
        answer = login.call("asn.period", method, [year])
        assert answer.error in REFUSALS, (method, answer)
    for field in ("annual_state", "annual_total", "annual_done", "state"):
        value = 1 if field.startswith("annual_") and field != "annual_state" else "open"
        answer = login.call("asn.period", "write", [year], {field: value})
        assert answer.error in REFUSALS, (field, answer)
    assert login.call("asn.period", "action_propose_plans", [year]).error in REFUSALS


@pytest.mark.parametrize("role", INTERNAL)
def test_the_page_of_the_year_tells_nothing_early(world, annual, role):
    login = world.logins[role]
    answer = login.call(MODEL, "read", [annual], ["year_html", "predicate", "result_rating"])
    text = json.dumps(answer.value) if answer.ok else answer.message
    assert not [secret for secret in HIDDEN if secret in text], answer
    if role in STRANGERS:
        assert answer.error in REFUSALS, answer
        return
    assert answer.ok, answer
    assert not answer.value[0]["predicate"]
    if role == "owner":
        drafts = ["draft_result_rating", "draft_behaviour_rating", "draft_reason", "draft_note"]
        own = login.call(MODEL, "read", [annual], drafts).value[0]
        assert not any(own[name] for name in drafts), own


@pytest.mark.parametrize("role", INTERNAL)
def test_the_kind_of_an_evaluation_is_not_typed(world, annual, role):
    login = world.logins[role]
    for ids in ([annual], [world.own[MODEL]]):
        for values in ({"period_kind": "half"}, {"period_id": world.facts["half"]}):
            answer = login.call(MODEL, "write", ids, values)
            assert answer.error in REFUSALS, (values, answer)
    answer = login.call(MODEL, "_get_year_view", [annual])
    assert not answer.ok


@pytest.mark.parametrize("role", INTERNAL)
def test_nothing_of_a_closed_year_changes(world, closed, role):
    login, wrong = world.logins[role], []
    evaluation, plan = closed[MODEL], closed["asn.skp"]
    tries = [
        (MODEL, "write", [evaluation], {"reflection": "Susulan"}),
        (MODEL, "write", [evaluation], {"draft_result_rating": "above"}),
        (MODEL, "write", [evaluation], {"draft_recommendation": "Susulan"}),
        (MODEL, "write", [evaluation], {"state": "submitted"}),
        (MODEL, "action_submit", [evaluation]),
        (MODEL, "action_rate", [evaluation]),
        (MODEL, "action_release", [evaluation]),
        (MODEL, "unlink", [evaluation]),
        ("asn.evaluation.rating", "write", [closed["asn.evaluation.rating"]], {"note": "x"}),
        ("asn.evaluation.rating", "unlink", [closed["asn.evaluation.rating"]]),
        ("asn.realisation", "write", [closed["asn.realisation"]], {"quantity": 9}),
        ("asn.realisation", "unlink", [closed["asn.realisation"]]),
        ("asn.evidence", "unlink", [closed["asn.evidence"]]),
        ("asn.skp", "write", [plan], {"approach": "qualitative"}),
        ("asn.skp", "write", [plan], {"evaluator_id": world.facts["employees"]["chief"]}),
        ("asn.skp", "write", [plan], {"state": "draft"}),
        ("asn.skp", "action_reopen", [plan], "Susulan"),
        ("asn.skp", "action_open_annual", [plan]),
        ("asn.skp", "action_ask_split", [plan]),
        ("asn.period", "action_open_annual", [world.facts["year"]]),
        ("asn.period", "action_open", [world.facts["year"]]),
        ("asn.period", "write", [world.facts["year"]], {"date_end": "2024-12-30"}),
        ("asn.period", "unlink", [world.facts["year"]]),
        (
            "asn.realisation",
            "create",
            [{"indicator_id": closed["asn.skp.indicator"], "date": "2024-04-02", "quantity": 1}],
        ),
    ]
    for model, method, *arguments in tries:
        answer = login.call(model, method, *arguments)
        if answer.error not in REFUSALS:
            wrong.append(f"{model} {method} {arguments}: {answer}")
    assert not wrong, "\n".join(wrong)


def test_a_figure_of_the_closing_is_named_in_words(world):
    """Whatever the context says, the answer is a list or a sentence."""
    login, year = world.logins["hr_office"], world.facts["year"]
    for kind in ("plan", "missing", "evaluation", "unread", "objection", "x", 7, None, ["plan"]):
        answer = login.call(
            "asn.period", "action_view_unfinished", [year], context={"asn_unfinished": kind}
        )
        assert answer.ok or answer.error in REFUSALS, (kind, answer)
