"""360 rounds through real logins: nobody finds out who said what, or whether somebody answered.

Threats: C01 C03 C05 C07 C09 C11 C13 E01.
"""

import json

import pytest

from .reading import is_empty
from .rpc import Login
from .test_feedback_anonymity import doors
from .world import ROLES, running_world

ROUND = "asn.feedback.round"
SEALED = (f"{ROUND}.answer", f"{ROUND}.assessment", f"{ROUND}.participation")
MATES = 5
# Peers and subordinates who answer in each round, and what of it may be shown.
SIZES = (
    ((0, 5), {"subordinate"}),
    ((1, 4), {"subordinate"}),
    ((2, 3), {"subordinate"}),
    ((3, 2), {"peer"}),
    ((4, 1), {"peer"}),
    ((5, 0), {"peer"}),
    ((2, 2), {"others"}),
    ((1, 2), {"others"}),
    ((1, 1), set()),
    ((5, 5), {"peer", "subordinate"}),
)
WORDS = {"peer": "RAHASIA-REKAN", "subordinate": "RAHASIA-BAWAHAN"}
# One subject for each size; five people who are peers and five who are subordinates in all rounds.
BUILD = r"""
import json
from datetime import date, timedelta
from odoo.tests import new_test_user
today = date.today()
head = env["hr.employee"].search([("user_id.login", "=", "asn_head")])
year = env["asn.period"].browse(env["asn.period"].action_generate(today.year)["res_id"])
half = year.child_ids.filtered(lambda p: p.date_start <= today <= p.date_end)
def person(login, number):
    user = new_test_user(env, login=login, password=login, name=login.replace("_", " ").title(),
                         context={"no_reset_password": True})
    return env["hr.employee"].create({
        "name": user.name, "department_id": head.department_id.id, "user_id": user.id,
        "asn_evaluator_id": head.id, "date_version": "2020-01-01",
        "asn_nip": "199001022015031%%03d" %% number,
    })
givers = {
    relation: [person(f"asn_{relation}_{n}", 300 + offset + n) for n in range(%(mates)d)]
    for relation, offset in (("peer", 0), ("subordinate", 10))
}
rounds = []
for number, sizes in enumerate(%(sizes)r):
    subject = person(f"asn_subject_{number}", 400 + number)
    plan = env["asn.skp"].create({"employee_id": subject.id, "period_id": year.id})
    record = env["asn.feedback.round"]._open(plan, half, {
        "date_nominate": today + timedelta(days=5), "date_due": today + timedelta(days=9),
        "superior_min": 1, "superior_max": 2, "peer_min": 0, "peer_max": 6,
        "subordinate_min": 0, "subordinate_max": 6,
    })
    record.subordinate_max = 6
    env["asn.feedback.round.nominee"].create([
        {"round_id": record.id, "employee_id": giver.id, "relation": relation}
        for relation, people in givers.items() for giver in people
    ])
    record.with_user(head.user_id).action_approve()
    rounds.append(record.id)
env.cr.commit()
print(json.dumps({"rounds": rounds}))
"""
CLOSE = r"""
from datetime import date, timedelta
rounds = env["asn.feedback.round"].browse(%(rounds)r)
past = date.today() - timedelta(days=1)
rounds.write({"date_nominate": past, "date_due": past})
list(env["asn.feedback.round"]._close_due_rounds())
env.cr.commit()
print("null")
"""


@pytest.fixture(scope="module")
def world():
    """A world of its own: this walk leaves people and rounds behind."""
    with running_world() as world:
        yield world


@pytest.fixture(scope="module")
def answered(world):
    """Rounds in which as many people of each relation have answered as SIZES says."""
    facts = world.server.json(BUILD % {"mates": MATES, "sizes": [s for s, _shown in SIZES]})
    names = [f"asn_{relation}_{n}" for relation in WORDS for n in range(MATES)]
    names += [f"asn_subject_{n}" for n in range(len(SIZES))]
    facts["logins"] = {name: Login(world.server.url, world.server.database, name) for name in names}
    facts["before"] = seen_by_all(world, facts)
    for number, (sizes, _shown) in enumerate(SIZES):
        for relation, size in zip(WORDS, sizes, strict=True):
            for giver in range(size):
                answer = send(facts, number, relation, giver)
                assert answer.ok and answer.value["is_sent"], answer
    return facts


def send(facts, number, relation, giver):
    """Answer in round ``number`` as its ``giver``; return the server's answer."""
    login = facts["logins"][f"asn_{relation}_{giver}"]
    page = login.call(ROUND, "action_page").value
    name = f"Asn Subject {number}"
    (request,) = [one for one in page["requests"] if one["name"] == name]
    mark = {"score": 1 + giver, "reason": f"{WORDS[relation]} terlihat di loket"}
    values = {
        "nominee": request["id"],
        "marks": {str(value["id"]): mark for value in page["values"]},
        "is_sure": True,
    }
    return login.call(ROUND, "action_page", "answer", values)


def seen_by_all(world, facts):
    """What each role reads of the rounds, their givers, steps and activities."""
    seen = {}
    for role, login in world.logins.items():
        for model, domain in (
            (ROUND, [("id", "in", facts["rounds"])]),
            (f"{ROUND}.nominee", [("round_id", "in", facts["rounds"])]),
            ("asn.transition", [("round_id", "in", facts["rounds"])]),
            ("mail.activity", [("user_id", "!=", getattr(login, "uid", 0))]),
            ("mail.message", [("model", "like", ROUND)]),
            ("mail.followers", [("res_model", "like", ROUND)]),
            ("mail.notification", [("mail_message_id.model", "like", ROUND)]),
        ):
            answer = login.call(model, "search_read", domain)
            seen[role, model] = (answer.value, answer.error)
    return seen


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize("model", SEALED)
def test_no_door_of_the_framework_opens_for_any_role(world, answered, role, model):
    login, wrong = world.logins[role], []
    rows = world.database.rows(f"SELECT id FROM {model.replace('.', '_')} LIMIT 50")
    assert rows
    ids = [row[0] for row in rows]
    for door, answer in doors(login, model, ids):
        if answer.ok and answer.value and not is_empty(answer):
            wrong.append(f"{door}: {answer}")
        if "RAHASIA" in json.dumps([answer.value, answer.message], default=str):
            wrong.append(f"{door} tells the text")
    for method, values in (
        ("write", [ids, {"score": 1}]),
        ("unlink", [ids]),
        ("create", [[{"round_id": answered["rounds"][0]}]]),
    ):
        answer = login.call(model, method, *values)
        if answer.ok or not login.is_refusal(answer):
            wrong.append(f"{method}: {answer}")
    assert not wrong, "\n".join(wrong)


def test_nothing_that_anybody_reads_changed_while_people_answered(world, answered):
    after = seen_by_all(world, answered)
    for key, seen in answered["before"].items():
        if key[1] == "mail.activity":  # whoever may read activities of others sees none of these
            assert not any("360" in str(row.get("summary")) for row in seen[0] or []), key
        assert after[key] == seen, key


@pytest.mark.parametrize("role", list(ROLES))
def test_nothing_is_shown_before_the_end(world, answered, role):
    login = world.logins[role]
    fields = ["report", "has_report", "answered_display", "hint", "next_step"]
    answer = login.call(ROUND, "search_read", [("id", "in", answered["rounds"])], fields)
    assert "RAHASIA" not in json.dumps(answer.value, default=str)
    for row in answer.value or []:
        assert not row["report"] and not row["has_report"] and not row["answered_display"]


def test_a_giver_finds_the_own_requests_only_and_answers_once(world, answered):
    login = answered["logins"]["asn_peer_0"]
    page = login.call(ROUND, "action_page").value
    assert len(page["requests"]) == len(SIZES)
    done = {one["name"] for one in page["requests"] if one["is_done"]}
    assert done == {f"Asn Subject {n}" for n, (sizes, _s) in enumerate(SIZES) if sizes[0]}
    assert "RAHASIA" not in json.dumps(page)  # not even the own answer
    again = send(answered, 9, "peer", 0)
    assert not again.ok and login.is_refusal(again)
    others = [one["id"] for one in page["requests"]]
    stranger = world.logins["colleague"]
    for nominee in [*others, -1, 0, None, "1", 2**40]:
        for step in ("answer", "decline"):
            values = {"nominee": nominee, "marks": {}, "reason": "Sebab", "is_sure": True}
            answer = stranger.call(ROUND, "action_page", step, values)
            assert not answer.ok and stranger.is_refusal(answer), answer
    assert stranger.call(ROUND, "action_page").value["requests"] == []


def test_only_what_enough_people_said_is_shown(world, answered):
    """After the end: each role, each size; the person sees what the evaluator sees."""
    server, rounds = world.server, answered["rounds"]
    server.json(CLOSE % {"rounds": rounds})
    assert not world.database.rows(
        "SELECT p.id FROM asn_feedback_round_participation p JOIN asn_feedback_round_nominee n"
        " ON n.id = p.nominee_id WHERE n.round_id = ANY(%s)",
        rounds,
    )
    evaluator = world.logins["evaluator"]
    for role, login in world.logins.items():
        told = login.call(ROUND, "search_read", [("id", "in", rounds)])
        has_words = "RAHASIA" in json.dumps([told.value, told.message], default=str)
        assert has_words == (role in ("evaluator", "hr_office", "administrator")), role
    for number, ((peers, subordinates), shown) in enumerate(SIZES):
        record = rounds[number]
        what = (number, peers, subordinates)
        subject = answered["logins"][f"asn_subject_{number}"]
        (before,) = subject.call(ROUND, "read", [record], ["report"]).value
        assert not before["report"], what
        (row,) = evaluator.call(ROUND, "read", [record], ["report", "answered_display"]).value
        report = row["report"]
        assert {g["key"] for g in report["groups"] if g["is_shown"]} == shown, what
        text = json.dumps(report)
        for relation in WORDS:
            is_told = relation in shown or "others" in shown
            is_told &= {"peer": peers, "subordinate": subordinates}[relation] > 0
            assert (WORDS[relation] in text) == is_told, what
        counts = {cell["count"] for cell in report["cells"].values()}
        assert all(count >= 3 for count in counts), what
        assert evaluator.call(ROUND, "action_release", [record]).ok
        (after,) = subject.call(ROUND, "read", [record], ["report"]).value
        assert after["report"]["cells"] == report["cells"], what
        assert sorted(t["text"] for t in after["report"]["texts"]) == sorted(
            t["text"] for t in report["texts"]
        )


@pytest.mark.parametrize("role", ["colleague", "superior", "unit_officer_own", "auditor"])
def test_other_readers_see_numbers_at_most(world, answered, role):
    login = world.logins[role]
    for door, answer in doors(login, ROUND, answered["rounds"]):
        assert "RAHASIA" not in json.dumps([answer.value, answer.message], default=str), door
    spec = {"report": {}, "nominee_ids": {"fields": {"display_name": {}, "state": {}}}}
    answer = login.call(ROUND, "web_read", answered["rounds"], spec)
    assert "RAHASIA" not in json.dumps([answer.value, answer.message], default=str)
