"""The pages of progress through RPC: own plans only, and of a team what the reader may read.

Threats: B01 B05 B07 E01 E11.
"""

import json

import pytest

from .rpc import REFUSALS
from .test_screens import OWNER, READERS, WRONG
from .world import ROLES, SECRETS
from .wrong import ABSENT

MINE, TEAM = "get_my_performance", "get_team"
INTERNAL = [role for role in ROLES if role not in ("portal", "public")]
# Ratings before release, private notes, and words that no figure needs.
HIDDEN = [
    SECRETS[name] for name in ("note", "reason", "recommendation", "feedback", "entry", "request")
]


def people(login, scope):
    """Return the names that a page of a team shows, and its text."""
    answer = login.call("asn.skp", TEAM, False, scope)
    assert answer.ok or login.is_refusal(answer), answer
    return json.dumps(answer.value) if answer.ok else ""


@pytest.mark.parametrize("role", INTERNAL)
def test_own_page_is_for_the_own_plan_only(world, role):
    login, plan = world.logins[role], world.own["asn.skp"]
    answer = login.call("asn.skp", MINE, plan)
    if role == "owner":
        assert answer.ok, answer
        assert answer.value["plan_id"] == plan
        assert SECRETS["result"] in json.dumps(answer.value)
        return
    # Whether it exists or may be read elsewhere makes no difference.
    absent = login.call("asn.skp", MINE, ABSENT)
    assert not answer.ok and answer.error in REFUSALS, answer
    assert (answer.error, answer.message) == (absent.error, absent.message)
    own = login.call("asn.skp", MINE)
    assert own.ok, own
    assert OWNER not in json.dumps(own.value)


@pytest.mark.parametrize("role", INTERNAL)
def test_team_shows_plans_that_the_reader_may_read(world, role):
    login = world.logins[role]
    shown = {scope: people(login, scope) for scope in ("team", "below", "all")}
    told = {scope for scope, text in shown.items() if OWNER in text}
    if role == "owner" or role not in READERS:
        assert not told, told
        return
    assert "all" in told
    assert ("team" in told) is (role == "evaluator")
    assert ("below" in told) is (role == "superior")


@pytest.mark.parametrize("state", ["open", "submitted", "rated"])
def test_nothing_unreleased_comes_back(world, state):
    world.put("asn.evaluation", state)
    wrong = []
    for role in INTERNAL:
        login = world.logins[role]
        answers = [login.call("asn.skp", MINE)]
        answers += [login.call("asn.skp", TEAM, False, s) for s in ("team", "below", "all")]
        for answer in answers:
            text = json.dumps(answer.value) if answer.ok else ""
            wrong += [f"{role}: {word}" for word in HIDDEN if word in text]
            wrong += [
                f"{role}: {word}" for word in ("rating", "predicate", "1990031220") if word in text
            ]
    world.database.restore()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["portal", "public"])
def test_outside_nobody_is_answered(world, role):
    login = world.logins[role]
    for method in (MINE, TEAM):
        answer = login.call("asn.skp", method)
        assert not answer.ok and login.is_refusal(answer), answer


@pytest.mark.parametrize("role", ["owner", "evaluator", "hr_office", "auditor"])
def test_made_up_arguments_are_refused_in_words(world, role):
    login, wrong = world.logins[role], []
    for value in WRONG:
        for method, *arguments in (
            (MINE, value),
            (TEAM, value),
            (TEAM, False, value),
            (TEAM, False, False, value),
        ):
            answer = login.call("asn.skp", method, *arguments)
            if not answer.ok and answer.error not in REFUSALS:
                wrong.append(f"{method} {str(arguments)[:60]}: {answer}")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)
