"""Workflow of the plan (SKP): who agrees it, who changes its days, who fills in what."""

from __future__ import annotations

from collections.abc import Collection

from .table import (
    COMPLETE_PLAN,
    EMPLOYEE,
    EVALUATOR,
    HR_OFFICE,
    OWN_REOPENING,
    PERIOD_CLOSED,
    REASON,
    SYSTEM,
    UNDERSTOOD,
    UNIT_OFFICER,
    NoTransitionError,
    RoleNotAllowedError,
    Transition,
)

T = Transition

# The plan (SKP): PermenPANRB 6/2022, stage 1. The employee drafts, the evaluator agrees. A plan
# that was agreed before and reopened may be kept as it was agreed, by whoever reopened it or by
# the evaluator.
PLAN_STATES = ("draft", "proposed", "returned", "agreed", "closed", "cancelled")
PLAN = (
    T("draft", "propose", (EMPLOYEE,), "proposed", (UNDERSTOOD, COMPLETE_PLAN)),
    T("draft", "cancel", (HR_OFFICE,), "cancelled", (REASON,)),
    T("draft", "keep", (EVALUATOR, HR_OFFICE), "agreed", (OWN_REOPENING,)),
    T("proposed", "withdraw", (EMPLOYEE,), "draft"),
    T("proposed", "send_back", (EVALUATOR,), "returned", (REASON,)),
    T("proposed", "agree", (EVALUATOR,), "agreed", (COMPLETE_PLAN,)),
    T("returned", "propose", (EMPLOYEE,), "proposed", (UNDERSTOOD, COMPLETE_PLAN)),
    T("returned", "cancel", (HR_OFFICE,), "cancelled", (REASON,)),
    T("returned", "keep", (EVALUATOR, HR_OFFICE), "agreed", (OWN_REOPENING,)),
    T("agreed", "reopen", (EVALUATOR, HR_OFFICE), "returned", (REASON,)),
    T("agreed", "close", (HR_OFFICE, SYSTEM), "closed", (PERIOD_CLOSED,)),
    T("cancelled", "restore", (HR_OFFICE,), "draft"),
)

# Steps that change the days of a plan and not its state: a second post in the year, a departure.
# Never by the person or the evaluator, who would choose the time they are judged on.
RUNNING_PLAN_STATES = ("draft", "proposed", "returned", "agreed")
PLAN_CHANGES = {
    "split": (RUNNING_PLAN_STATES, (UNIT_OFFICER, HR_OFFICE)),
    "end": (RUNNING_PLAN_STATES, (UNIT_OFFICER, HR_OFFICE)),
    "merge": (("draft",), (UNIT_OFFICER, HR_OFFICE)),
    # Somebody retires or leaves: the annual evaluation before the others have theirs.
    "open_annual": (("agreed",), (UNIT_OFFICER, HR_OFFICE)),
}

# Which part of the document which role may fill in, by state; what is not written is refused.
PLAN_PARTS = {
    "draft": {
        EMPLOYEE: frozenset({"content"}),
        EVALUATOR: frozenset({"content", "expectation"}),
        # An office may offer the usual lines of a post ("template"); it types none itself.
        UNIT_OFFICER: frozenset({"header", "assignment", "template"}),
        HR_OFFICE: frozenset({"header", "assignment", "template"}),
    },
    "proposed": {
        EVALUATOR: frozenset({"content", "expectation", "remark"}),
        UNIT_OFFICER: frozenset({"assignment"}),
        HR_OFFICE: frozenset({"assignment"}),
    },
    "returned": {
        EMPLOYEE: frozenset({"content", "answer"}),
        EVALUATOR: frozenset({"content", "expectation"}),
        UNIT_OFFICER: frozenset({"assignment"}),
        HR_OFFICE: frozenset({"assignment"}),
    },
    "agreed": {
        EMPLOYEE: frozenset({"realisation"}),
        EVALUATOR: frozenset({"review"}),
        UNIT_OFFICER: frozenset({"assignment"}),
        HR_OFFICE: frozenset({"assignment"}),
    },
    "closed": {},
    "cancelled": {},
}


def check_change(action: str, state: str, roles: Collection[str]) -> None:
    """Raise unless somebody with ``roles`` may change the days of a plan in ``state``.

    :raises NoTransitionError: not possible in this state
    :raises RoleNotAllowedError: it is for other roles

    >>> check_change("split", "agreed", {"unit_officer"})
    >>> check_change("merge", "agreed", {"unit_officer"})
    Traceback (most recent call last):
        ...
    rules.workflow.table.NoTransitionError: no 'merge' from state 'agreed'
    """
    states, allowed = PLAN_CHANGES[action]
    if state not in states:
        raise NoTransitionError(f"no {action!r} from state {state!r}")
    if not set(allowed) & set(roles):
        raise RoleNotAllowedError(f"{action!r} in state {state!r} is for: {', '.join(allowed)}")


def changes(state: str, roles: Collection[str]) -> frozenset[str]:
    """Return the changes of days that somebody with ``roles`` may make to a plan in ``state``.

    >>> sorted(changes("draft", {"hr_office"})), sorted(changes("draft", {"employee"}))
    (['end', 'merge', 'split'], [])
    """
    return frozenset(
        action
        for action, (states, allowed) in PLAN_CHANGES.items()
        if state in states and set(allowed) & set(roles)
    )
