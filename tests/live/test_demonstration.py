"""The demonstration of the small region: in states that the workflow could have reached."""

import json
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = f"""
import json, sys
from pathlib import Path
from tempfile import TemporaryDirectory
sys.path.insert(0, {str(ROOT)!r})
from asn_tool.inside.demonstration import build
from asn_tool.region import write
told = []
with TemporaryDirectory() as folder:
    write(folder, "small")
    logins = build(env, Path(folder), "small", lambda *step: told.append(step))
env.cr.commit()
print(json.dumps({{"logins": logins, "steps": len(told)}}))
"""
PLANS = """
import json
rows = [
    {
        "state": plan.state,
        "login": plan.user_id.login or "",
        "evaluator": plan.evaluator_user_id.login or "",
        "results": len(plan.result_ids),
        "bare": len(plan.result_ids.filtered(lambda r: not r.indicator_ids)),
        "behaviours": len(plan.behaviour_ids.filtered("expectation")),
        "steps": [(s.state_from, s.state_to) for s in plan.transition_ids.sorted("id")],
        "dates": [str(plan.date_proposed or ""), str(plan.date_agreed or "")],
        "version": plan.version_number,
        "approach": plan.approach,
        "is_leader": plan.form == "senior_leader",
        "perspectives": plan.result_ids.mapped("perspective"),
        "appendices": sorted(set(plan.appendix_ids.mapped("kind"))),
    }
    for plan in env["asn.skp"].search([("period_id.state", "=", "open")])
]
print(json.dumps(rows))
"""
EVALUATIONS = """
import json
halves = [("kind", "=", "half"), ("state", "=", "open")]
first = env["asn.period"].search(halves, order="date_start", limit=1)
rows = []
for evaluation in env["asn.evaluation"].search([("period_id", "=", first.id)]):
    score = evaluation._get_score()
    rating = evaluation.rating_ids
    rows.append({
        "state": evaluation.state,
        "login": evaluation.user_id.login or "",
        "evaluator": evaluation.evaluator_user_id.login or "",
        "stored": [evaluation.has_score, evaluation.score],
        "computed": [score is not None, float(score or 0)],
        "suggested": evaluation.suggested_rating,
        # Heads of units: what follows from the achievement that was set for their unit.
        "head": bool(evaluation.head_of_unit_id) and evaluation.head_rating,
        "shown": [evaluation.result_rating, evaluation.behaviour_rating, evaluation.predicate],
        "rated": [rating.result_rating, rating.behaviour_rating, rating.predicate],
        "reason": evaluation.result_reason or rating.reason or "",
        "steps": [(s.state_from, s.state_to) for s in evaluation.transition_ids.sorted("id")],
        "dates": [str(evaluation[name] or "") for name in
                  ("date_submitted", "date_rated", "date_released", "date_acknowledged")],
        "activities": [(a.activity_type_id.id, a.user_id.login) for a in evaluation.activity_ids],
    })
print(json.dumps(rows))
"""
SOCIALISATION = """
import json
campaign = env["asn.socialisation"].search([])
people = campaign.participant_ids
units = {}
for person in people:
    counts = units.setdefault(person.unit_id.id, [0, 0])
    counts[0] += 1
    counts[1] += bool(person.date_understood)
print(json.dumps({
    "campaigns": len(campaign),
    "state": campaign.state,
    "people": len(people),
    "units": list(units.values()),
    "beginner": people.filtered(lambda p: p.user_id.login == "pegawai").mapped(
        lambda p: [len(p.read_material_ids), bool(p.date_understood)]),
    "attended": sum(bool(p.date_attended) for p in people),
    "sessions": [[s.listed_count, s.present_count] for s in campaign.session_ids],
    "asks": sorted(campaign.ask_ids.mapped("state")),
}))
"""
# PermenPANRB 6/2022, annex: (work results, behaviour) -> predicate
MATRIX = {
    ("above", "above"): "very_good",
    ("above", "meets"): "good",
    ("above", "below"): "poor",
    ("meets", "above"): "good",
    ("meets", "meets"): "good",
    ("meets", "below"): "poor",
    ("below", "above"): "needs_improvement",
    ("below", "meets"): "needs_improvement",
    ("below", "below"): "very_poor",
}
RELEASED = ("released", "acknowledged", "objected", "final")
LOGINS = {
    "pegawai",
    "penilai",
    "atasan",
    "pengelola",
    "bkpsdm",
    "auditor",
    "admin_asn",
    "rekan",
    "dukcapil",
}


@pytest.fixture(scope="module")
def demonstration(live_server):
    """The server with the demonstration in it, and what building it returned."""
    return live_server, live_server.json(BUILD)


@pytest.fixture(scope="module")
def plans(demonstration):
    """All plans as dicts."""
    return demonstration[0].json(PLANS)


@pytest.fixture(scope="module")
def evaluations(demonstration):
    """The evaluations of the first half-year as dicts."""
    return demonstration[0].json(EVALUATIONS)


def _authenticate(server, login, password):
    request = urllib.request.Request(
        server.url + "/web/session/authenticate",
        json.dumps(
            {
                "jsonrpc": "2.0",
                "params": {"db": server.database, "login": login, "password": password},
            }
        ).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.loads(response.read()).get("result", {}).get("uid")


def _are_linked(steps, state, first):
    """Whether the steps lead from the first state to the present one without a gap."""
    states = [first, *(after for _before, after in steps)]
    return states[-1] == state and [b for b, _a in steps] == states[:-1]


def test_every_login_works_and_odoos_own_does_not(demonstration):
    server, built = demonstration
    assert {row["login"] for row in built["logins"]} == LOGINS
    assert built["steps"] >= 8
    for row in built["logins"]:
        assert row["role"] and row["name"]
        assert _authenticate(server, row["login"], row["password"]), row["login"]
    assert not _authenticate(server, "admin", "admin")


def test_plans_are_complete_and_nearly_all_agreed(plans):
    assert len(plans) == 300
    assert sum(plan["state"] == "agreed" for plan in plans) >= 270
    assert {plan["state"] for plan in plans} == {"draft", "proposed", "returned", "agreed"}
    for plan in plans:
        assert plan["results"] and not plan["bare"] and plan["behaviours"] == 7
        assert _are_linked(plan["steps"], plan["state"], "draft"), plan
        assert bool(plan["dates"][0]) == (plan["state"] != "draft")
        assert bool(plan["dates"][1]) == (plan["state"] == "agreed")
        if plan["state"] == "agreed":
            # One plan was changed in July and agreed again.
            last = "2026-07-31" if plan["version"] == 2 else "2026-01-31"
            assert plan["dates"][0] < plan["dates"][1] < last
    assert sum(plan["version"] == 2 for plan in plans) == 1


def test_logins_have_agreed_plans_and_the_evaluator_has_one_to_agree(plans):
    assert {plan["login"]: plan["state"] for plan in plans if plan["login"]} == dict.fromkeys(
        LOGINS, "agreed"
    )
    team = [plan["state"] for plan in plans if plan["evaluator"] == "penilai"]
    assert "proposed" in team and "returned" in team


def test_one_login_has_the_qualitative_form_and_all_have_appendices(plans):
    found = {plan["login"]: plan["approach"] for plan in plans if plan["login"]}
    assert {login for login, approach in found.items() if approach == "qualitative"} == {
        "pengelola"
    }
    kinds = ["accountability", "consequence", "resource"]
    assert all(plan["appendices"] == kinds for plan in plans if plan["login"] in LOGINS)


def test_results_of_leaders_and_of_nobody_else_have_a_perspective(plans):
    leaders = [plan for plan in plans if plan["is_leader"]]
    assert {key for plan in leaders for key in plan["perspectives"]} == {
        "service",
        "process",
        "strengthening",
        "budget",
    }
    assert not any(key for plan in plans if not plan["is_leader"] for key in plan["perspectives"])


def test_scores_are_those_of_the_rules(evaluations):
    assert len(evaluations) >= 270
    for row in evaluations:
        assert row["stored"][0] == row["computed"][0]
        assert abs(row["stored"][1] - row["computed"][1]) < 0.005
        score, suggested = row["stored"][1], row["suggested"]
        if row["head"] and row["state"] not in RELEASED:
            assert suggested == row["head"]
        elif row["head"] and suggested == row["head"]:
            continue  # set before the release; one set later changes nothing
        elif not row["stored"][0]:
            assert not suggested
        else:
            assert suggested == ("above" if score > 100 else "meets" if score >= 90 else "below")


def test_released_ratings_follow_the_matrix(evaluations):
    predicates, prepared = set(), 0
    for row in evaluations:
        if row["state"] in RELEASED:
            # What the superior decided on an objection stands; the first rating is kept beside it.
            assert row["state"] == "final" or row["shown"] == row["rated"]
            results, behaviour, predicate = row["shown"]
            assert MATRIX[results, behaviour] == predicate
            predicates.add(predicate)
        else:
            assert row["shown"] == [False] * 3
        is_waiting = row["state"] in ("open", "submitted")
        if is_waiting and not all(row["rated"]):
            # What the achievement of a unit makes of its head stands there before anybody rates.
            assert row["rated"] == [row["head"], False, False]
        else:
            results, behaviour, predicate = row["rated"]
            assert MATRIX[results, behaviour] == predicate
            prepared += is_waiting
            if row["stored"][0] and results != row["suggested"]:
                assert row["reason"]
    assert predicates == set(MATRIX.values())
    assert prepared < 10  # an evaluator has begun, or rates anew after an objection
    released = sum(row["state"] in RELEASED for row in evaluations)
    assert released > len(evaluations) / 2


def test_steps_of_evaluations_are_linked_and_dated(evaluations):
    order = {"open": 0, "submitted": 1, "rated": 2, "released": 3, "acknowledged": 4}
    # Whether a result was received before it was answered is for its person to say.
    answered = {"objected": (3, 4), "final": (3, 4)}
    assert {row["state"] for row in evaluations} == {*order, *answered}
    for row in evaluations:
        assert _are_linked(row["steps"], row["state"], "open"), row
        dates = [day for day in row["dates"] if day]
        assert len(dates) in answered.get(row["state"], (order.get(row["state"]),)), row
        assert dates == sorted(dates)


def test_the_walk_can_begin(evaluations):
    by_login = {row["login"]: row for row in evaluations if row["login"]}
    assert by_login["pegawai"]["state"] == "open"
    assert by_login["pegawai"]["evaluator"] == "penilai"
    assert by_login["rekan"]["state"] == "objected"
    assert [who for _kind, who in by_login["pegawai"]["activities"]] == ["pegawai"]
    assert not by_login["rekan"]["activities"]  # it is the evaluator's turn, at the objection
    waiting = [
        row["state"]
        for row in evaluations
        if ("penilai" in [who for _kind, who in row["activities"]]) and row["login"] != "penilai"
    ]
    assert {"submitted", "rated"} <= set(waiting)


def test_nearly_everybody_came_along_before_planning(demonstration):
    found = demonstration[0].json(SOCIALISATION)
    assert (found["campaigns"], found["state"], found["people"]) == (1, "open", 300)
    # One card read, nothing understood yet: the walk goes on from there.
    assert found["beginner"] == [[1, False]]
    large = [counts for counts in found["units"] if counts[0] >= 10]
    assert large
    for total, understood in large:
        # 85 to 95 of a hundred; rounding and the beginner move one person each.
        assert 0.85 * total - 2 <= understood <= 0.95 * total + 1
    understood = sum(counts[1] for counts in found["units"])
    assert 0.85 * 300 <= understood <= 0.97 * 300
    assert 100 < found["attended"] < 300
    assert len(found["sessions"]) >= 4
    for listed, present in found["sessions"][:-1]:
        assert 0 < present <= listed
    assert found["sessions"][-1][1] == 0  # still to come
    assert found["asks"] == ["new", "published", "published", "published", "published"]
