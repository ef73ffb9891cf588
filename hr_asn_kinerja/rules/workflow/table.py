"""Roles, conditions and rows of the workflow tables, and how they are read."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..exceptions import RuleError

# Roles: the relation of a person to one document.
EMPLOYEE = "employee"  # pegawai yang dinilai
EVALUATOR = "evaluator"  # pejabat penilai kinerja
SUPERIOR = "superior"  # atasan pejabat penilai kinerja
UNIT_OFFICER = "unit_officer"  # pengelola kinerja perangkat daerah
HR_OFFICE = "hr_office"  # BKPSDM
COACH = "coach"  # pembimbing, konselor
ON_BEHALF = "on_behalf"  # BKPSDM for the mayor, where nobody with a login stands above
SYSTEM = "system"  # a scheduled step, never a person
ROLES = (EMPLOYEE, EVALUATOR, SUPERIOR, UNIT_OFFICER, HR_OFFICE, COACH, ON_BEHALF, SYSTEM)

# What a transition needs before it may happen; the caller checks each by name.
REASON = "reason"
COMPLETE_PLAN = "complete_plan"
BOTH_RATINGS = "both_ratings"
DEVIATION_REASON = "deviation_reason"
OBJECTION = "objection"
EXPLANATION = "explanation"
DECISION = "decision"
HEARD = "heard"  # the evaluator has explained, or the time for it is over
NO_SUPERIOR = "no_superior"  # nobody stands above the evaluator who could decide
IN_WINDOW = "in_window"
WITHDRAWN_OBJECTION = "withdrawn_objection"
NOT_RETURNED = "not_returned"  # after an objection, only for a new rating
PERIOD_CLOSED = "period_closed"
YEAR_OPEN = "year_open"
NO_CONFLICT = "no_conflict"  # nobody rates himself or herself, or the own evaluator
UNDECIDED = "undecided"  # no objection was decided
UNDERSTOOD = "understood"  # what the appraisal is for, where the region wants it
COMPLETE_REQUEST = "complete_request"
OWN_REOPENING = "own_reopening"
MINUTES = "minutes"  # something of a dialogue was written down
COACHING_RESULT = "coaching_result"
COMPLETE_INNOVATION = "complete_innovation"
MEASURED_EFFECT = "measured_effect"
RECOMMENDATION = "recommendation"
ACHIEVEMENT_VALUE = "achievement_value"
OPEN_PERIOD = "open_period"
COMPLETE_DEVELOPMENT = "complete_development"  # something to do, by whom, until when
VOLUNTARY = "voluntary"  # no low rating asks for it
ACTIONS_ENDED = "actions_ended"
EFFECT = "effect"  # what came of it, in the evaluator's words
DECISION_DOCUMENT = "decision_document"
EXCEPTION_REASON = "exception_reason"  # only where a distribution leaves its pattern


class NoTransitionError(RuleError):
    """The action does not exist in this state."""


class RoleNotAllowedError(RuleError):
    """The action exists in this state, but for other roles."""


@dataclass(frozen=True)
class Transition:
    """One row: from ``state``, ``action`` by one of ``roles`` leads to ``next_state``."""

    state: str
    action: str
    roles: tuple[str, ...]
    next_state: str
    requires: tuple[str, ...] = ()


def find(
    table: tuple[Transition, ...], state: str, action: str, roles: Collection[str]
) -> Transition:
    """Return the transition of ``action`` from ``state`` for somebody with ``roles``.

    :raises NoTransitionError: the state has no such action
    :raises RoleNotAllowedError: the action is for other roles
    """
    for row in table:
        if row.state == state and row.action == action:
            if not set(row.roles) & set(roles):
                raise RoleNotAllowedError(
                    f"{action!r} in state {state!r} is for: {', '.join(row.roles)}"
                )
            return row
    raise NoTransitionError(f"no {action!r} from state {state!r}")


def find_by_states(
    table: tuple[Transition, ...], state: str, next_state: str, roles: Collection[str]
) -> Transition:
    """Return the transition that leads from ``state`` to ``next_state`` for ``roles``.

    The first row that ``roles`` may use is taken; see :func:`find` for the errors.

    >>> from rules.workflow import EVALUATION
    >>> find_by_states(EVALUATION, "rated", "released", {"hr_office"}).action
    'release'
    """
    rows = [row for row in table if row.state == state and row.next_state == next_state]
    if not rows:
        raise NoTransitionError(f"no way from state {state!r} to {next_state!r}")
    for row in rows:
        if set(row.roles) & set(roles):
            return row
    raise RoleNotAllowedError(f"{rows[0].action!r} is for: {', '.join(rows[0].roles)}")


def actions(table: tuple[Transition, ...], state: str, roles: Collection[str]) -> frozenset[str]:
    """Return the actions that somebody with ``roles`` may take from ``state``."""
    return frozenset(
        row.action for row in table if row.state == state and set(row.roles) & set(roles)
    )


def editable_parts(
    parts: dict[str, dict[str, frozenset[str]]], state: str, roles: Collection[str]
) -> frozenset[str]:
    """Return the parts of a document that somebody with ``roles`` may fill in, in ``state``.

    >>> from rules.workflow import PLAN_PARTS
    >>> sorted(editable_parts(PLAN_PARTS, "returned", {"employee"}))
    ['answer', 'content']
    """
    return frozenset().union(*(parts[state].get(role, frozenset()) for role in roles))
