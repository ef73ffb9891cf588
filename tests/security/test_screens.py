"""The matrix and the alignment tree through RPC: no role gets or counts what it may not read.

Threats: B01 B05 B07 B13 B17 E01 E11.
"""

import json

import pytest

from .rpc import REFUSALS
from .world import ROLES, SECRETS
from .wrong import ABSENT

# Who reads the plan of ``owner``; the colleague reads one of the same kind, but not this one.
READERS = (
    "owner",
    "evaluator",
    "superior",
    "unit_officer_own",
    "hr_office",
    "auditor",
    "administrator",
)
STRANGERS = ("colleague", "unit_officer_other", "no_employee")
OWNER = "Siti Rahmah"
# A made-up argument of every kind that a program may send in place of an id or a text.
WRONG = ("x", -1, 1.5, [1], {"id": 1}, True, 2**40, "a\x00b", "\ud800", "x" * 30_000)


@pytest.fixture
def linked(world):
    """The results of owner and colleague support the one of their evaluator."""
    database, boss = world.database, world.facts["boss_result"]
    children = [world.own["asn.skp.result"], world.peer["asn.skp.result"]]
    for child in children:
        database.rows("INSERT INTO asn_skp_result_parent_rel VALUES (%s, %s)", child, boss)
    yield world
    database.restore()


def calls(world):
    """Every method of the screens, asked for what belongs to ``owner``."""
    facts, result = world.facts, world.own["asn.skp.result"]
    year, head = facts["year"], facts["employees"]["head"]
    skp, results = "asn.skp", "asn.skp.result"
    return {
        "matrix": (skp, "get_role_matrix", head, year),
        "own matrix": (skp, "get_role_matrix", facts["employees"]["nurse"], year),
        "choices": (skp, "get_role_matrix_choices", year, ""),
        "top": (results, "get_alignment", "top", year),
        "mine": (results, "get_alignment", "mine", year),
        "group": (results, "get_alignment_branch", "group", head, year),
        "unlinked": (results, "get_alignment_branch", "unlinked", "top", year),
        "children": (results, "get_alignment_children", [facts["boss_result"]]),
        "below": (results, "get_alignment_children", [result]),
        "chain": (results, "get_alignment_chain", result, year),
        "search": (results, "search_alignment", "RAHASIA", year),
        "search name": (results, "search_alignment", OWNER, year),
    }


def test_nothing_hidden_comes_back(linked):
    secret = f"{SECRETS['result']} {OWNER}"
    wrong, told = [], set()
    for role in ROLES:
        for name, (model, method, *arguments) in calls(linked).items():
            answer = linked.logins[role].call(model, method, *arguments)
            if not answer.ok and not linked.logins[role].is_refusal(answer):
                wrong.append(f"{role} {name}: {answer}")
            text = json.dumps(answer.value) if answer.ok else ""
            if secret in text:
                told.add((role, name))
                if role not in READERS:
                    wrong.append(f"{role} {name}: told the hidden result")
            if role in STRANGERS and (OWNER in text or "1990031220" in text):
                wrong.append(f"{role} {name}: told the person")
    assert not wrong, "\n".join(wrong)
    assert not linked.database.changed() or set(linked.database.changed()) <= {
        "asn_skp_result_parent_rel"
    }
    # The same calls do tell it to those who may read it, so silence above means something.
    for role in ("evaluator", "superior", "unit_officer_own", "hr_office", "auditor"):
        assert {(role, "matrix"), (role, "children"), (role, "chain"), (role, "search")} <= told


def test_children_are_counted_for_their_readers_only(linked):
    boss = linked.facts["boss_result"]
    for role, expected in (("evaluator", 2), ("superior", 2), ("hr_office", 2), ("auditor", 2)):
        answer = linked.logins[role].call("asn.skp.result", "get_alignment_children", [boss])
        assert answer.value[str(boss)]["count"] == expected, role
    for role in ("owner", "colleague", "unit_officer_other", "no_employee"):
        answer = linked.logins[role].call("asn.skp.result", "get_alignment_children", [boss])
        assert not answer.ok and linked.logins[role].is_refusal(answer), f"{role}: {answer}"


def test_employee_is_told_wording_name_and_post_of_those_above_and_no_more(linked):
    owner = linked.logins["owner"]
    chain = owner.call("asn.skp.result", "get_alignment_chain", linked.own["asn.skp.result"]).value
    above = chain["levels"][1][0]
    assert above == {"id": False, "name": "Hasil atasan", "person": "Teuku Rizal", "post": "Staf"}
    answer = owner.call("asn.skp.result", "get_alignment_chain", linked.peer["asn.skp.result"])
    assert owner.is_refusal(answer)


@pytest.mark.parametrize("role", ["owner", "hr_office", "auditor", "portal"])
def test_made_up_arguments_are_refused_in_words(world, role):
    login, wrong = world.logins[role], []
    own = world.own["asn.skp.result"]
    for value in WRONG:
        for model, method, *arguments in (
            ("asn.skp", "get_role_matrix", value, False),
            ("asn.skp", "get_role_matrix", False, value),
            ("asn.skp", "get_role_matrix_choices", value, ""),
            ("asn.skp", "get_role_matrix_choices", False, value),
            ("asn.skp.result", "get_alignment", value, False),
            ("asn.skp.result", "get_alignment", "top", value),
            ("asn.skp.result", "get_alignment_branch", value),
            ("asn.skp.result", "get_alignment_branch", "group", value),
            ("asn.skp.result", "get_alignment_branch", "unlinked", value),
            ("asn.skp.result", "get_alignment_branch", "mine", False, value),
            ("asn.skp.result", "get_alignment_branch", "mine", False, False, value),
            ("asn.skp.result", "get_alignment_children", [own], value),
            ("asn.skp.result", "get_alignment_chain", value),
            ("asn.skp.result", "get_alignment_chain", False, value),
            ("asn.skp.result", "search_alignment", value),
            ("asn.skp.result", "search_alignment", "x", value),
        ):
            answer = login.call(model, method, *arguments)
            if not answer.ok and answer.error not in REFUSALS:
                wrong.append(f"{method} {str(arguments)[:60]}: {answer}")
    for ids in ([], [ABSENT], [own, ABSENT], [0], [-1], [own] * 200):
        answer = login.call("asn.skp.result", "get_alignment_children", ids)
        if answer.ok or answer.error not in REFUSALS:
            wrong.append(f"children of {str(ids)[:40]}: {answer}")
        for method in ("action_open_matrix", "action_open_alignment"):
            answer = login.call("asn.skp", method, ids)
            if answer.ok or answer.error not in REFUSALS:
                wrong.append(f"{method} {str(ids)[:40]}: {answer}")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)
