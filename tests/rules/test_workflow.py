"""The tables of steps: nothing unreachable, no dead end, no unknown word."""

import pytest
from rules import workflow
from rules.exceptions import RuleError

# name -> (table, states, states in which a document may rest for good)
TABLES = {
    "calibration": (workflow.CALIBRATION, workflow.CALIBRATION_STATES, set()),
    "dialogue": (workflow.DIALOGUE, workflow.DIALOGUE_STATES, {"confirmed", "cancelled"}),
    "coaching": (workflow.COACHING, workflow.COACHING_STATES, {"closed", "cancelled"}),
    "plan": (workflow.PLAN, workflow.PLAN_STATES, {"closed"}),
    "evaluation": (workflow.EVALUATION, workflow.EVALUATION_STATES, set()),
    "objection": (workflow.OBJECTIONS, workflow.OBJECTION_STATES, {"decided", "withdrawn"}),
    "change request": (
        workflow.CHANGE_REQUEST,
        workflow.CHANGE_REQUEST_STATES,
        {"accepted", "refused", "withdrawn"},
    ),
    "innovation": (workflow.INNOVATION, workflow.INNOVATION_STATES, set()),
    "development": (workflow.DEVELOPMENT, workflow.DEVELOPMENT_STATES, {"reviewed"}),
    "follow-up": (workflow.FOLLOW_UP, workflow.FOLLOW_UP_STATES, {"outdated"}),
}
PARTS = {
    "calibration": (workflow.CALIBRATION_PARTS, workflow.CALIBRATION_STATES),
    "dialogue": (workflow.DIALOGUE_PARTS, workflow.DIALOGUE_STATES),
    "coaching": (workflow.COACHING_PARTS, workflow.COACHING_STATES),
    "achievement": (workflow.ACHIEVEMENT_PARTS, workflow.ACHIEVEMENT_STATES),
    "plan": (workflow.PLAN_PARTS, workflow.PLAN_STATES),
    "evaluation": (workflow.EVALUATION_PARTS, workflow.EVALUATION_STATES),
    "change request": (workflow.CHANGE_REQUEST_PARTS, workflow.CHANGE_REQUEST_STATES),
    "innovation": (workflow.INNOVATION_PARTS, workflow.INNOVATION_STATES),
    "development": (workflow.DEVELOPMENT_PARTS, workflow.DEVELOPMENT_STATES),
    "follow-up": (workflow.FOLLOW_UP_PARTS, workflow.FOLLOW_UP_STATES),
    "objection": (workflow.OBJECTION_PARTS, workflow.OBJECTION_STATES),
}
REQUIREMENTS = {
    value
    for name, value in vars(workflow).items()
    if name.isupper() and isinstance(value, str) and value not in workflow.ROLES
}

every_table = pytest.mark.parametrize(
    ("table", "states", "final"), TABLES.values(), ids=TABLES.keys()
)


def _reachable(table, start):
    found, waiting = {start}, [start]
    while waiting:
        state = waiting.pop()
        for row in table:
            if row.state == state and row.next_state not in found:
                found.add(row.next_state)
                waiting.append(row.next_state)
    return found


@every_table
def test_every_state_is_reached_from_the_first(table, states, final):
    assert _reachable(table, states[0]) == set(states)
    assert len(states) == len(set(states))


@every_table
def test_only_final_states_have_no_way_out(table, states, final):
    assert {state for state in states if all(row.state != state for row in table)} == final


@every_table
def test_every_state_leads_to_a_final_one(table, states, final):
    # Whatever state an innovation or an evaluation is in, something more can happen to it: a
    # closed evaluation is reopened while its year is open.
    last = final or set(states[-1:])
    for state in states:
        assert _reachable(table, state) & last, state


@every_table
def test_rows_use_known_states_roles_and_requirements(table, states, final):
    for row in table:
        assert {row.state, row.next_state} <= set(states), row
        assert row.state != row.next_state, row
        assert row.roles, row
        assert set(row.roles) <= set(workflow.ROLES), row
        assert len(row.roles) == len(set(row.roles)), row
        assert set(row.requires) <= REQUIREMENTS, row


@every_table
def test_an_action_means_one_thing_in_a_state(table, states, final):
    named = [(row.state, row.action) for row in table]
    assert len(named) == len(set(named))
    # A direct write of the state must know which step it is: two steps between the same states
    # are for different roles.
    ways = [(row.state, row.next_state, role) for row in table for role in row.roles]
    assert len(ways) == len(set(ways))


@every_table
def test_find_answers_for_every_row_and_each_of_its_roles(table, states, final):
    for row in table:
        for role in row.roles:
            assert workflow.find(table, row.state, row.action, {role}) == row
            assert workflow.find_by_states(table, row.state, row.next_state, {role}) == row
            assert row.action in workflow.actions(table, row.state, {role})


@every_table
def test_everybody_else_is_refused(table, states, final):
    for row in table:
        others = set(workflow.ROLES) - set(row.roles)
        for roles in (others, set()):
            with pytest.raises(workflow.RoleNotAllowedError):
                workflow.find(table, row.state, row.action, roles)
            assert row.action not in workflow.actions(table, row.state, roles)
        same_way = [
            other
            for other in table
            if (other.state, other.next_state) == (row.state, row.next_state)
        ]
        outsiders = set(workflow.ROLES).difference(*(other.roles for other in same_way))
        with pytest.raises(workflow.RoleNotAllowedError):
            workflow.find_by_states(table, row.state, row.next_state, outsiders)


@every_table
def test_steps_that_are_not_in_the_table_do_not_exist(table, states, final):
    everybody = set(workflow.ROLES)
    allowed_actions = {(row.state, row.action) for row in table}
    allowed_ways = {(row.state, row.next_state) for row in table}
    names = {row.action for row in table}
    for state in states:
        for action in names | {"no_such_action"}:
            if (state, action) not in allowed_actions:
                with pytest.raises(workflow.NoTransitionError):
                    workflow.find(table, state, action, everybody)
        for target in states:
            if (state, target) not in allowed_ways:
                with pytest.raises(workflow.NoTransitionError):
                    workflow.find_by_states(table, state, target, everybody)
    assert workflow.actions(table, "no_such_state", everybody) == frozenset()


def test_refusals_are_refusals_of_the_rules_with_a_code_each():
    codes = set()
    for kind in (workflow.NoTransitionError, workflow.RoleNotAllowedError):
        assert issubclass(kind, RuleError)
        codes.add(kind("sentence").code)
    with pytest.raises(RuleError, match="propose"):
        workflow.find(workflow.PLAN, "agreed", "propose", {workflow.EMPLOYEE})


@pytest.mark.parametrize(("parts", "states"), PARTS.values(), ids=PARTS.keys())
def test_parts_are_told_for_every_state_and_known_roles(parts, states):
    assert set(parts) == set(states)
    for state, by_role in parts.items():
        assert set(by_role) <= set(workflow.ROLES)
        for role, names in by_role.items():
            assert names, (state, role)
            assert workflow.editable_parts(parts, state, {role}) == names
        assert workflow.editable_parts(parts, state, set()) == frozenset()


def test_nothing_is_filled_in_once_it_is_final_or_released():
    everybody = set(workflow.ROLES)
    for state in ("closed", "cancelled"):
        assert workflow.editable_parts(workflow.PLAN_PARTS, state, everybody) == frozenset()
    for state in workflow.FROZEN_STATES:
        assert workflow.editable_parts(workflow.EVALUATION_PARTS, state, everybody) == frozenset()
    assert set(workflow.RELEASED_STATES) <= set(workflow.EVALUATION_STATES)


def test_the_appraised_employee_never_agrees_rates_releases_or_decides():
    forbidden = {"agree", "rate", "release", "decide", "close", "send_back", "reopen"}
    for table, states, _final in TABLES.values():
        for state in states:
            assert not workflow.actions(table, state, {workflow.EMPLOYEE}) & forbidden


def test_the_employee_never_fills_in_a_rating():
    for by_role in workflow.EVALUATION_PARTS.values():
        assert "rating" not in by_role.get(workflow.EMPLOYEE, frozenset())


def test_only_the_superior_decides_an_objection():
    for table in (workflow.EVALUATION, workflow.OBJECTIONS):
        deciding = [row for row in table if row.action == "decide"]
        assert deciding
        for row in deciding:
            assert row.roles == (workflow.SUPERIOR,)
            assert workflow.DECISION in row.requires
    # From the decision only the closing follows: it is final (PP 30/2019 Art. 59).
    assert [row.action for row in workflow.EVALUATION if row.state == "final"] == ["close"]


def test_objections_keep_to_their_window_and_bring_reasons():
    for row in workflow.EVALUATION:
        if row.action == "object":
            assert {workflow.OBJECTION, workflow.IN_WINDOW} <= set(row.requires)
    filing = workflow.find(workflow.OBJECTIONS, "draft", "file", {workflow.EMPLOYEE})
    assert {workflow.OBJECTION, workflow.IN_WINDOW} <= set(filing.requires)


def test_an_objection_is_decided_by_the_superior_or_recorded_where_there_is_none():
    deciding = [row for row in workflow.OBJECTIONS if row.next_state == "decided"]
    assert {(row.action, row.roles) for row in deciding} == {
        ("decide", (workflow.SUPERIOR,)),
        ("record", (workflow.HR_OFFICE,)),
    }
    for row in deciding:
        assert workflow.DECISION in row.requires
        assert (workflow.NO_SUPERIOR in row.requires) == (row.action == "record")
        # The evaluator is heard first; from "explained" that has happened.
        assert (workflow.HEARD in row.requires) == (row.state == "filed")


def test_only_the_employee_takes_an_objection_back():
    for table in (workflow.OBJECTIONS, workflow.EVALUATION):
        for row in table:
            if row.action == "withdraw":
                assert row.roles == (workflow.EMPLOYEE,)


def test_a_late_objection_is_allowed_by_the_hr_office_alone():
    for state in workflow.EVALUATION_STATES:
        for role in workflow.ROLES:
            expected = state in ("released", "acknowledged") and role == workflow.HR_OFFICE
            assert workflow.may_allow_late(state, {role}) == expected
        assert not workflow.may_allow_late(state, set())


def test_whatever_undoes_a_step_of_somebody_else_gives_a_reason():
    for table, _states, _final in TABLES.values():
        for row in table:
            if row.action in {"send_back", "reopen", "cancel"}:
                assert workflow.REASON in row.requires, row


def test_days_of_a_plan_are_changed_by_the_offices_alone():
    offices = {workflow.UNIT_OFFICER, workflow.HR_OFFICE}
    for action, (states, roles) in workflow.PLAN_CHANGES.items():
        assert set(roles) == offices
        assert set(states) <= set(workflow.RUNNING_PLAN_STATES) < set(workflow.PLAN_STATES)
        for state in workflow.PLAN_STATES:
            for role in workflow.ROLES:
                allowed = action in workflow.changes(state, {role})
                assert allowed == (state in states and role in offices)
                if allowed:
                    workflow.check_change(action, state, {role})
                    continue
                with pytest.raises((workflow.NoTransitionError, workflow.RoleNotAllowedError)):
                    workflow.check_change(action, state, {role})


def test_nobody_decides_the_own_request():
    for row in workflow.CHANGE_REQUEST:
        decides = row.next_state in ("accepted", "refused")
        assert decides == (workflow.EMPLOYEE not in row.roles)
        assert workflow.EVALUATOR not in row.roles
