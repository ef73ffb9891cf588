"""Rating screen and self-review through RPC: who reads them, who saves, what a client may send.

Threats: A01 A05 A07 A09 B01 G05 H01 H03 H11.
"""

import json
import threading

import pytest

from .reading import secrets_in
from .rpc import Login
from .world import ROLES, SECRETS
from .wrong import ABSENT

MODEL = "asn.evaluation"
READERS = ("evaluator", "superior", "unit_officer_own", "hr_office", "auditor", "administrator")
RUNNING = ("open", "submitted")
BAD_NUMBERS = (0, -1, 2**40, "1", None, [1], {"id": 1}, True, 1.5)
BAD_TEXTS = ("a\x00b", "\ud800", 5, ["x"], {"a": 1}, "x" * 20001)


@pytest.fixture
def evaluation(world):
    """The number of the evaluation of ``owner``; everything is put back afterwards."""
    yield world.own[MODEL]
    world.put(MODEL, "open")
    world.database.restore()


@pytest.fixture(scope="module")
def stamp(world):
    """What the screen of that evaluation would send along."""
    return world.facts["rating_stamp"]


@pytest.mark.parametrize("state", ["open", "submitted", "rated"])
@pytest.mark.parametrize("role", list(ROLES))
def test_screen_is_for_whoever_reads_and_never_the_own(world, evaluation, role, state):
    # threat: A07 B01
    login = world.logins[role]
    world.put(MODEL, state)
    answer = login.call(MODEL, "get_rating_page", evaluation)
    if role in READERS:
        assert answer.ok, answer
        text = json.dumps(answer.value)
        assert SECRETS["note"] in text and SECRETS["feedback"] in text
        assert answer.value["can_rate"] is (role == "evaluator" and state in RUNNING)
        return
    assert not answer.ok and login.is_refusal(answer), answer
    assert not secrets_in(answer)
    if role != "owner":  # whether it exists makes no difference
        absent = login.call(MODEL, "get_rating_page", ABSENT)
        assert (answer.error, answer.message) == (absent.error, absent.message)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "evaluator"])
def test_nobody_else_saves_ratings(world, evaluation, stamp, role):
    # threat: A01
    login = world.logins[role]
    for state in ("open", "submitted", "rated", "released"):
        world.put(MODEL, state)
        before = world.database.rows("SELECT * FROM asn_evaluation_rating ORDER BY id")
        answer = login.call(MODEL, "save_rating", evaluation, stamp, {"result_rating": "below"})
        assert not answer.ok and login.is_refusal(answer), (state, answer)
        assert not secrets_in(answer)
        after = world.database.rows("SELECT * FROM asn_evaluation_rating ORDER BY id")
        assert before == after


def test_self_review_shows_no_rating(world, evaluation):
    # threat: A01
    for state in ("open", "submitted", "rated"):
        world.put(MODEL, state)
        answer = world.logins["owner"].call(MODEL, "get_self_review", evaluation)
        assert answer.ok, answer
        text = json.dumps(answer.value)
        for name in ("note", "reason", "recommendation", "feedback"):
            assert SECRETS[name] not in text
        assert "draft" not in text and "predicate" not in text and "rating_aid" not in text


def test_two_windows_at_once(world, evaluation, stamp):
    """One of two is saved; the other is told, and nothing is overwritten. (threat: G05)"""
    server = world.server
    windows = [Login(server.url, server.database, ROLES["evaluator"]) for _number in range(2)]
    ratings, answers = ("above", "below"), [None, None]
    start = threading.Barrier(2)

    def save(number):
        start.wait()
        answers[number] = windows[number].call(
            MODEL, "save_rating", evaluation, stamp, {"result_rating": ratings[number]}
        )

    threads = [threading.Thread(target=save, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = [n for n, answer in enumerate(answers) if answer.ok and answer.value["saved"]]
    assert len(done) == 1, answers
    other = answers[1 - done[0]]
    told = other.value or {}
    assert windows[0].is_refusal(other) or told.get("conflict") or told.get("busy"), other
    stored = world.database.one(
        "SELECT result_rating FROM asn_evaluation_rating WHERE evaluation_id = %s", evaluation
    )
    assert stored == ratings[done[0]]
    late = windows[0].call(MODEL, "save_rating", evaluation, stamp, {"note": "Terlambat"})
    assert late.ok and late.value["saved"] is False and late.value["conflict"]


def test_nothing_but_words_and_choices_gets_in(world, evaluation, stamp):
    """Every bad value is refused in words, and nothing is stored. (threat: H01 H03 H11)"""
    login, wrong = world.logins["evaluator"], []
    other = world.peer["asn.evaluation.behaviour"]
    own = world.own["asn.evaluation.behaviour"]
    calls = [("get_rating_page", (number,)) for number in BAD_NUMBERS]
    calls += [("save_rating", (number, stamp, {"note": "x"})) for number in BAD_NUMBERS]
    calls += [("save_rating", (evaluation, value, {"note": "x"})) for value in (None, "0", [], 1.5)]
    for name in ("note", "reason", "behaviour_reason", "recommendation"):
        calls += [("save_rating", (evaluation, stamp, {name: text})) for text in BAD_TEXTS]
    for name in ("result_rating", "behaviour_rating"):
        for choice in ("excellent", 1, ["above"], {"a": 1}):
            calls.append(("save_rating", (evaluation, stamp, {name: choice})))
    for line in (
        [{"id": other, "rating_aid": "below"}],
        [{"id": own, "evaluation_id": world.peer[MODEL]}],
        [{"id": own, "rating_aid": "superb"}],
        [{"id": own, "feedback": "a\x00b"}],
        [[1, own, {"rating_aid": "below"}]],
        {"id": own},
        "x",
    ):
        calls.append(("save_rating", (evaluation, stamp, {"values": line})))
    for values in ({"state": "released"}, {"predicate": "very_good"}, [], "x", None, 5):
        calls.append(("save_rating", (evaluation, stamp, values)))
    for method, arguments in calls:
        answer = login.call(MODEL, method, *arguments)
        if answer.ok or not login.is_refusal(answer):
            wrong.append(f"{method}{arguments!r:.120}: {answer}")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)


def test_bad_words_in_a_self_review(world, evaluation):
    """As above, for the person concerned. (threat: A05 H03 H11)"""
    login, wrong = world.logins["owner"], []
    result = str(world.own["asn.skp.result"])
    for values in (
        [],
        None,
        "x",
        {"state": "submitted"},
        {"results": []},
        {"results": {result: 5}},
        {"results": {str(world.peer["asn.skp.result"]): "Titipan"}},
        {"results": {"9" * 400: "x"}},
        {"values": {"0": "x"}},
        *({"reflection": text} for text in BAD_TEXTS),
        *({"results": {result: text}} for text in BAD_TEXTS),
    ):
        answer = login.call(MODEL, "save_self_review", evaluation, values)
        if answer.ok or not login.is_refusal(answer):
            wrong.append(f"{values!r:.120}: {answer}")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["unit_officer_own", "hr_office", "administrator"])
def test_circle_of_evaluators_is_refused(world, evaluation, role):
    """The nurse is evaluated by the head; nobody makes her the head's evaluator. (threat: A09)"""
    login, people = world.logins[role], world.facts["employees"]
    for evaluator in (people["nurse"], people["head"]):
        answer = login.call(
            "asn.skp", "write", [world.facts["boss_plan"]], {"evaluator_id": evaluator}
        )
        assert answer.error == "odoo.exceptions.ValidationError", answer
    assert not world.database.changed()
