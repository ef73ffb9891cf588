"""Who may change what in a socialisation, and what it means to have understood."""

from datetime import datetime

import pytest
from rules import socialisation as rule
from rules import workflow

EVERYTHING = {"header", "content", "structure", "exemption"}


@pytest.mark.parametrize(
    ("table", "states"),
    [(rule.STEPS, rule.STATES), (rule.ASK_STEPS, rule.ASK_STATES)],
    ids=["campaign", "question"],
)
def test_every_state_is_reached_and_left(table, states):
    found, waiting = {states[0]}, [states[0]]
    while waiting:
        state = waiting.pop()
        for row in table:
            if row.state == state and row.next_state not in found:
                found.add(row.next_state)
                waiting.append(row.next_state)
    assert found == set(states)
    assert {row.state for row in table} == set(states)
    named = [(row.state, row.action) for row in table]
    assert len(named) == len(set(named))
    for row in table:
        assert set(row.roles) <= set(workflow.ROLES)


@pytest.mark.parametrize(
    ("parts", "states"),
    [
        (rule.PARTS, rule.STATES),
        (rule.SESSION_PARTS, rule.STATES),
        (rule.ASK_PARTS, rule.ASK_STATES),
    ],
)
def test_the_employee_changes_nothing(parts, states):
    assert set(parts) == set(states)
    for state in states:
        for role in (workflow.EMPLOYEE, workflow.EVALUATOR, workflow.SUPERIOR):
            assert not workflow.editable_parts(parts, state, {role})


def test_the_office_prepares_then_mends_words_then_leaves_it():
    office = {workflow.HR_OFFICE}
    assert workflow.editable_parts(rule.PARTS, "draft", office) == EVERYTHING
    assert workflow.editable_parts(rule.PARTS, "open", office) == EVERYTHING - {"structure"}
    assert not workflow.editable_parts(rule.PARTS, "closed", office)


def test_officers_keep_sessions_while_it_is_open():
    officer = {workflow.UNIT_OFFICER}
    both = {"session", "attendance"}
    for state, expected in (("draft", set()), ("open", both), ("closed", set())):
        assert workflow.editable_parts(rule.SESSION_PARTS, state, officer) == expected


@pytest.mark.parametrize(
    ("answers", "understood"),
    [
        ({1: "a", 2: "b", 3: "c"}, True),
        ({1: "a", 2: "b", 3: "a"}, False),
        ({1: "b", 2: "c", 3: "a"}, False),
        ({1: "a", 2: "b", 3: "c", 4: "x"}, True),  # a question that is not in the check
    ],
)
def test_all_three_must_be_right(answers, understood):
    assert rule.has_understood(answers, {1: "a", 2: "b", 3: "c"}) is understood


@pytest.mark.parametrize("wrong", [None, "", "d", "A", 1, ["a"], True])
def test_an_answer_is_one_of_the_choices(wrong):
    with pytest.raises(rule.AnswerMissingError):
        rule.has_understood({1: "a", 2: wrong, 3: "c"}, {1: "a", 2: "b", 3: "c"})


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ((False, False, False), ("employee",)),
        ((True, False, False), ("employee", "evaluator")),
        ((False, True, False), ("employee", "unit_officer")),
        ((True, True, True), ("employee", "evaluator", "unit_officer")),
    ],
)
def test_parts_of_the_check_follow_the_roles(roles, expected):
    present = {"employee", "evaluator", "unit_officer"}
    assert rule.checks_of(*roles, present) == expected


def test_leaders_have_a_part_where_there_are_questions_for_them():
    assert rule.checks_of(False, False, True, {"employee", "leader"}) == ("employee", "leader")
    assert rule.checks_of(False, False, False, {"leader"}) == ()


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 1, 5, 7, 59), False),
        (datetime(2026, 1, 5, 8, 0), True),  # an hour before nine
        (datetime(2026, 1, 6, 11, 0), True),  # a day after eleven
        (datetime(2026, 1, 6, 11, 1), False),
    ],
)
def test_a_code_is_good_from_an_hour_before_to_a_day_after(now, expected):
    start, end = datetime(2026, 1, 5, 9), datetime(2026, 1, 5, 11)
    assert rule.is_code_valid(start, end, now) is expected
