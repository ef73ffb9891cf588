"""Each step and each part by the second book, ``workflow_steps.txt``, and by the access matrix."""

import csv
from pathlib import Path

import pytest
from rules import round as rounds
from rules import socialisation, workflow

HERE = Path(__file__).resolve().parent
MATRIX = HERE.parents[1] / "security" / "access_matrix.csv"
# document -> (steps, states, parts, model of the access matrix)
DOCUMENTS = {
    "plan": (workflow.PLAN, workflow.PLAN_STATES, workflow.PLAN_PARTS, "asn.skp"),
    "evaluation": (
        workflow.EVALUATION,
        workflow.EVALUATION_STATES,
        workflow.EVALUATION_PARTS,
        "asn.evaluation",
    ),
    "objection": (
        workflow.OBJECTIONS,
        workflow.OBJECTION_STATES,
        workflow.OBJECTION_PARTS,
        "asn.objection",
    ),
    "change_request": (
        workflow.CHANGE_REQUEST,
        workflow.CHANGE_REQUEST_STATES,
        workflow.CHANGE_REQUEST_PARTS,
        "asn.change.request",
    ),
    "review": (workflow.REVIEW, workflow.REVIEW_STATES, {}, None),
    "dialogue": (
        workflow.DIALOGUE,
        workflow.DIALOGUE_STATES,
        workflow.DIALOGUE_PARTS,
        "asn.dialogue",
    ),
    "coaching": (
        workflow.COACHING,
        workflow.COACHING_STATES,
        workflow.COACHING_PARTS,
        "asn.coaching",
    ),
    "calibration": (
        workflow.CALIBRATION,
        workflow.CALIBRATION_STATES,
        workflow.CALIBRATION_PARTS,
        "asn.calibration",
    ),
    "development": (
        workflow.DEVELOPMENT,
        workflow.DEVELOPMENT_STATES,
        workflow.DEVELOPMENT_PARTS,
        "asn.development.plan",
    ),
    "follow_up": (
        workflow.FOLLOW_UP,
        workflow.FOLLOW_UP_STATES,
        workflow.FOLLOW_UP_PARTS,
        "asn.follow.up",
    ),
    "innovation": (
        workflow.INNOVATION,
        workflow.INNOVATION_STATES,
        workflow.INNOVATION_PARTS,
        "asn.innovation",
    ),
    "achievement": (
        workflow.ACHIEVEMENT,
        workflow.ACHIEVEMENT_STATES,
        workflow.ACHIEVEMENT_PARTS,
        "asn.unit.achievement",
    ),
    "round": (rounds.STEPS, rounds.STATES, rounds.PARTS, "asn.feedback.round"),
    "socialisation": (
        socialisation.STEPS,
        socialisation.STATES,
        socialisation.PARTS,
        "asn.socialisation",
    ),
    "socialisation_session": ((), socialisation.STATES, socialisation.SESSION_PARTS, None),
    "socialisation_ask": (
        socialisation.ASK_STEPS,
        socialisation.ASK_STATES,
        socialisation.ASK_PARTS,
        "asn.socialisation.ask",
    ),
}
# Column of the access matrix -> the relation that column stands for. Nobody else may take a step.
COLUMNS = {
    "owner": {"employee"},
    "evaluator": {"evaluator"},
    "superior": {"superior"},
    "unit_officer_own": {"unit_officer"},
    "hr_office": {"hr_office"},
    "administrator": {"hr_office"},
}
# In the world of the matrix the evaluator is the coach.
COACHING_COLUMNS = {**COLUMNS, "evaluator": {"coach"}}


def _book():
    """{document: (states, {(state, action): rest of the row}, {state: {role: parts}})}."""
    book = {}
    for line in (HERE / "workflow_steps.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            name, _, states = line[1:].partition("] ")
            book[name] = (tuple(states.split()), {}, {})
            continue
        _states, steps, fills = book[name]
        state, action, rest = line.split("  ", 2)
        if action == "fills":
            pairs = (part.split(": ") for part in rest.split("; "))
            fills[state] = {role: frozenset(parts.split()) for role, parts in pairs}
            continue
        roles, _, target = rest.partition("  -> ")
        target, _, needs = target.partition("  (")
        steps[state, action] = (tuple(roles.split()), target, tuple(needs.rstrip(")").split()))
    return book


BOOK = _book()
every_document = pytest.mark.parametrize("name", DOCUMENTS)


def test_every_document_is_in_the_book():
    assert set(BOOK) == set(DOCUMENTS)


@every_document
def test_states_and_steps_are_those_of_the_book(name):
    table, states, _parts, _model = DOCUMENTS[name]
    assert states == BOOK[name][0]
    assert len(table) == len(BOOK[name][1])
    for row in table:
        roles, target, needs = BOOK[name][1][row.state, row.action]
        assert (set(row.roles), row.next_state) == (set(roles), target), row
        assert set(row.requires) == set(needs), row


@every_document
def test_parts_are_those_of_the_book(name):
    _table, _states, parts, _model = DOCUMENTS[name]
    assert {state: by_role for state, by_role in parts.items() if by_role} == BOOK[name][2]


def _matrix():
    with open(MATRIX, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _columns(name):
    return COACHING_COLUMNS if name == "coaching" else COLUMNS


# Where the world of the matrix has not what the book asks for besides the role, or the other way
# round; document -> (states, action or part, columns).
OFFICE = {"hr_office", "administrator"}
NOT_IN_THE_WORLD = {
    # An office writes the decision only where nobody stands above the evaluator.
    "objection": [
        ({"filed", "explained"}, {"decision", "file", "record"}, OFFICE),
    ],
    # Writing the state itself is the step by another door, and no part of the document.
    "calibration": [({"open"}, {"step"}, {"superior", *OFFICE})],
    # The effect is looked at after the next evaluation, which that world does not have; the
    # evaluator's own words stand at an action, which the row of the plan does not try.
    "development": [({"finished"}, {"actions", "look"}, {"evaluator"})],
    # A round is closed when its day has passed, which it has not in that world.
    "round": [({"answering"}, {"close"}, {"evaluator", *OFFICE})],
    # Unit and period are chosen as it is made, and a write afterwards is refused.
    "achievement": [({"draft"}, {"link"}, OFFICE)],
}


def test_real_logins_do_what_the_book_says():
    seen, wrong = 0, []
    for row in _matrix():
        for name, (states, steps, fills) in BOOK.items():
            if row["model"] != DOCUMENTS[name][3]:
                continue
            kind, _, what = row["operation"].replace("action_", "action ").partition(" ")
            if kind not in ("action", "write") or (
                kind == "action" and what not in {action for _state, action in steps}
            ):
                continue
            everywhere = row["state"] in ("*", "any")
            for state in states if everywhere else row["state"].split():
                if kind == "action":
                    allowed = set(steps.get((state, what), ((),))[0])
                else:
                    by_role = fills.get(state, {})
                    allowed = {role for role, parts in by_role.items() if what in parts}
                for column, roles in _columns(name).items():
                    seen += 1
                    if (row[column] == "y") != bool(roles & allowed):
                        wrong.append((name, state, what, column))
    excused = {
        (name, state, what, column)
        for name, cases in NOT_IN_THE_WORLD.items()
        for case_states, names, columns in cases
        for state in case_states
        for what in names
        for column in columns
    }
    assert not set(wrong) - excused
    assert seen > 2000


def test_named_groups_of_states():
    assert set(rounds.CLOSED_STATES) == {"closed", "released"}
    after_release = ["released", "acknowledged", "objected", "final", "closed"]
    assert list(workflow.RELEASED_STATES) == list(workflow.FROZEN_STATES) == after_release
    assert set(workflow.OPEN_OBJECTION_STATES) == {"draft", "filed", "explained"}
    assert set(workflow.SHOWN_INNOVATION_STATES) == {"endorsed", "running", "measured", "ended"}
    unagreed = {"draft", "employee_agreed", "evaluator_agreed"}
    assert set(workflow.UNAGREED_DEVELOPMENT_STATES) == unagreed
    assert set(workflow.OPEN_DEVELOPMENT_STATES) == {*unagreed, "agreed", "running"}
    assert set(workflow.DECIDED_FOLLOW_UP_STATES) == {"accepted", "refused"}
    assert set(workflow.LATE_OBJECTION_STATES) == {"released", "acknowledged"}
    assert set(workflow.RUNNING_PLAN_STATES) == {"draft", "proposed", "returned", "agreed"}
    assert {action: set(states) for action, (states, _roles) in workflow.PLAN_CHANGES.items()} == {
        "split": {"draft", "proposed", "returned", "agreed"},
        "end": {"draft", "proposed", "returned", "agreed"},
        "merge": {"draft"},
        "open_annual": {"agreed"},
    }


def test_every_role_is_known():
    people = {"employee", "evaluator", "superior", "unit_officer", "hr_office", "coach"}
    assert set(workflow.ROLES) == {*people, "on_behalf", "system"}
