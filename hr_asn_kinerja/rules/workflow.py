"""Who may do what in which state: plan (SKP), evaluation and objection.

The order of the steps follows PermenPANRB 6/2022 (planning, execution, appraisal, follow-up)
and, for objections, PP 30/2019 article 59. These tables are the only place that says so:
buttons, writes, views and tests read them.

A role is always a relation to one document, worked out by the caller: a person who is the
appraised employee has the role ``employee`` and no other on that document, whatever groups he or
she is in. That is how nobody can agree, rate or release his or her own document.

>>> find(PLAN, "draft", "propose", {"employee"}).next_state
'proposed'
>>> sorted(actions(EVALUATION, "rated", {"evaluator"}))
['release', 'revise']
>>> find(PLAN, "draft", "propose", {"evaluator"})
Traceback (most recent call last):
    ...
rules.workflow.RoleNotAllowedError: 'propose' in state 'draft' is for: employee
>>> find(PLAN, "agreed", "propose", {"employee"})
Traceback (most recent call last):
    ...
rules.workflow.NoTransitionError: no 'propose' from state 'agreed'
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .exceptions import RuleError

# Roles: the relation of a person to one document.
EMPLOYEE = "employee"  # pegawai yang dinilai
EVALUATOR = "evaluator"  # pejabat penilai kinerja
SUPERIOR = "superior"  # atasan pejabat penilai kinerja
UNIT_OFFICER = "unit_officer"  # pengelola kinerja perangkat daerah
HR_OFFICE = "hr_office"  # BKPSDM
COACH = "coach"  # pembimbing, konselor
SYSTEM = "system"  # a scheduled step, never a person
ROLES = (EMPLOYEE, EVALUATOR, SUPERIOR, UNIT_OFFICER, HR_OFFICE, COACH, SYSTEM)

# What a transition needs before it may happen; the caller checks each by name.
REASON = "reason"
COMPLETE_PLAN = "complete_plan"
BOTH_RATINGS = "both_ratings"
DEVIATION_REASON = "deviation_reason"
OBJECTION = "objection"
EXPLANATION = "explanation"
DECISION = "decision"
IN_WINDOW = "in_window"
PERIOD_CLOSED = "period_closed"
UNDERSTOOD = "understood"  # what the appraisal is for, where the region wants it
COMPLETE_REQUEST = "complete_request"
OWN_REOPENING = "own_reopening"
MINUTES = "minutes"  # something of a dialogue was written down
COACHING_RESULT = "coaching_result"
COMPLETE_INNOVATION = "complete_innovation"
MEASURED_EFFECT = "measured_effect"


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

# The evaluation: PermenPANRB 6/2022, stage 3. A late self-review never blocks the evaluator, so
# rating starts from "open" too.
EVALUATION_STATES = (
    "open",
    "submitted",
    "rated",
    "released",
    "acknowledged",
    "objected",
    "final",
    "closed",
)
EVALUATION = (
    T("open", "submit", (EMPLOYEE,), "submitted"),
    T("open", "rate", (EVALUATOR,), "rated", (BOTH_RATINGS, DEVIATION_REASON)),
    T("submitted", "withdraw", (EMPLOYEE,), "open"),
    T("submitted", "send_back", (EVALUATOR,), "open", (REASON,)),
    T("submitted", "rate", (EVALUATOR,), "rated", (BOTH_RATINGS, DEVIATION_REASON)),
    T("rated", "revise", (EVALUATOR,), "submitted"),
    T("rated", "release", (EVALUATOR, HR_OFFICE), "released", (BOTH_RATINGS, DEVIATION_REASON)),
    T("released", "acknowledge", (EMPLOYEE,), "acknowledged"),
    T("released", "object", (EMPLOYEE,), "objected", (OBJECTION, IN_WINDOW)),
    T("released", "reopen", (HR_OFFICE,), "rated", (REASON,)),
    T("released", "close", (HR_OFFICE, SYSTEM), "closed", (PERIOD_CLOSED,)),
    T("acknowledged", "object", (EMPLOYEE,), "objected", (OBJECTION, IN_WINDOW)),
    T("acknowledged", "reopen", (HR_OFFICE,), "rated", (REASON,)),
    T("acknowledged", "close", (HR_OFFICE, SYSTEM), "closed", (PERIOD_CLOSED,)),
    T("objected", "decide", (SUPERIOR,), "final", (DECISION,)),
    T("final", "close", (HR_OFFICE, SYSTEM), "closed", (PERIOD_CLOSED,)),
)
# The employee sees the ratings from here on, and nobody changes a figure any more.
RELEASED_STATES = ("released", "acknowledged", "objected", "final", "closed")
FROZEN_STATES = RELEASED_STATES

# Steps that change the days of a plan and not its state: a second post in the year, a departure.
# Never by the person or the evaluator, who would choose the time they are judged on.
RUNNING_PLAN_STATES = ("draft", "proposed", "returned", "agreed")
PLAN_CHANGES = {
    "split": (RUNNING_PLAN_STATES, (UNIT_OFFICER, HR_OFFICE)),
    "end": (RUNNING_PLAN_STATES, (UNIT_OFFICER, HR_OFFICE)),
    "merge": (("draft",), (UNIT_OFFICER, HR_OFFICE)),
}

# The objection: PP 30/2019 article 59. The superior of the evaluator decides, finally.
OBJECTION_STATES = ("draft", "filed", "explained", "decided", "withdrawn")
OBJECTIONS = (
    T("draft", "file", (EMPLOYEE,), "filed", (REASON, IN_WINDOW)),
    T("draft", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("filed", "explain", (EVALUATOR,), "explained", (EXPLANATION,)),
    T("filed", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("filed", "decide", (SUPERIOR,), "decided", (DECISION,)),
    T("explained", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("explained", "decide", (SUPERIOR,), "decided", (DECISION,)),
)

# A request of the employee for another evaluator or unit. The office decides, never the person;
# the evaluator has no part in it.
CHANGE_REQUEST_STATES = ("draft", "asked", "accepted", "refused", "withdrawn")
CHANGE_REQUEST = (
    T("draft", "ask", (EMPLOYEE,), "asked", (COMPLETE_REQUEST,)),
    T("draft", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("asked", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("asked", "accept", (UNIT_OFFICER, HR_OFFICE), "accepted", (COMPLETE_REQUEST,)),
    T("asked", "refuse", (UNIT_OFFICER, HR_OFFICE), "refused", (REASON,)),
)

# An innovation: an employee's proposal. The evaluator or the evaluator's superior endorses it,
# never who proposed it. It can be withdrawn at any time by the employee, whose name stands on it.
INNOVATION_STATES = (
    "draft",
    "proposed",
    "returned",
    "endorsed",
    "running",
    "measured",
    "ended",
    "withdrawn",
)
INNOVATION = (
    T("draft", "propose", (EMPLOYEE,), "proposed", (COMPLETE_INNOVATION,)),
    T("draft", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("proposed", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("proposed", "send_back", (EVALUATOR, SUPERIOR), "returned", (REASON,)),
    T("proposed", "endorse", (EVALUATOR, SUPERIOR), "endorsed", (COMPLETE_INNOVATION,)),
    T("returned", "propose", (EMPLOYEE,), "proposed", (COMPLETE_INNOVATION,)),
    T("returned", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("endorsed", "begin", (EMPLOYEE,), "running"),
    T("endorsed", "end", (EMPLOYEE, EVALUATOR), "ended", (REASON,)),
    T("endorsed", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("endorsed", "cancel", (HR_OFFICE,), "withdrawn", (REASON,)),
    T("running", "measure", (EMPLOYEE,), "measured", (MEASURED_EFFECT,)),
    T("running", "end", (EMPLOYEE, EVALUATOR), "ended", (REASON,)),
    T("running", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("running", "cancel", (HR_OFFICE,), "withdrawn", (REASON,)),
    T("measured", "remeasure", (EMPLOYEE, EVALUATOR, SUPERIOR), "running", (REASON,)),
    T("measured", "end", (EMPLOYEE, EVALUATOR), "ended", (REASON,)),
    T("measured", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("measured", "cancel", (HR_OFFICE,), "withdrawn", (REASON,)),
    T("ended", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("ended", "cancel", (HR_OFFICE,), "withdrawn", (REASON,)),
    T("withdrawn", "restore", (EMPLOYEE,), "draft"),
)
# Everybody of the region sees it from here on.
SHOWN_INNOVATION_STATES = ("endorsed", "running", "measured", "ended")

# What the evaluator says about one entry of the work log. A returned entry does not count in the
# achievement until the employee corrects it; a question or an answer changes no figure. Whoever
# corrects an entry puts it back to where nobody has looked at it.
REVIEW_STATES = ("none", "confirmed", "questioned", "returned")
REVIEW = (
    T("none", "confirm", (EVALUATOR,), "confirmed"),
    T("none", "question", (EVALUATOR,), "questioned", (REASON,)),
    T("none", "send_back", (EVALUATOR,), "returned", (REASON,)),
    T("confirmed", "question", (EVALUATOR,), "questioned", (REASON,)),
    T("confirmed", "send_back", (EVALUATOR,), "returned", (REASON,)),
    T("confirmed", "correct", (EMPLOYEE,), "none"),
    T("questioned", "confirm", (EVALUATOR,), "confirmed"),
    T("questioned", "question", (EVALUATOR,), "questioned", (REASON,)),
    T("questioned", "send_back", (EVALUATOR,), "returned", (REASON,)),
    T("questioned", "answer", (EMPLOYEE,), "questioned", (REASON,)),
    T("questioned", "correct", (EMPLOYEE,), "none"),
    T("returned", "confirm", (EVALUATOR,), "confirmed"),
    T("returned", "question", (EVALUATOR,), "questioned", (REASON,)),
    T("returned", "answer", (EMPLOYEE,), "returned", (REASON,)),
    T("returned", "correct", (EMPLOYEE,), "none"),
)

# The performance dialogue (dialog kinerja): PermenPANRB 6/2022, stage 2. Either side plans it and
# writes; each confirms for himself or herself. Whoever has confirmed writes no more; when the other
# one changes a word, the confirmation is taken back. Our choice: it needs nobody's approval.
DIALOGUE_STATES = (
    "planned",
    "held",
    "employee_confirmed",
    "evaluator_confirmed",
    "confirmed",
    "cancelled",
)
DIALOGUE = (
    T("planned", "hold", (EMPLOYEE, EVALUATOR), "held"),
    T("planned", "cancel", (EMPLOYEE, EVALUATOR), "cancelled", (REASON,)),
    T("held", "confirm_employee", (EMPLOYEE,), "employee_confirmed", (MINUTES,)),
    T("held", "confirm_evaluator", (EVALUATOR,), "evaluator_confirmed", (MINUTES,)),
    T("employee_confirmed", "take_back", (EMPLOYEE, EVALUATOR), "held"),
    T("employee_confirmed", "confirm_evaluator", (EVALUATOR,), "confirmed", (MINUTES,)),
    T("evaluator_confirmed", "take_back", (EMPLOYEE, EVALUATOR), "held"),
    T("evaluator_confirmed", "confirm_employee", (EMPLOYEE,), "confirmed", (MINUTES,)),
)

# Coaching and counselling (bimbingan kinerja, konseling kinerja): PermenPANRB 6/2022, stage 2. No
# step asks for a reason: a reason would stand in the history, and what is said stays in the room.
COACHING_STATES = ("planned", "running", "finished", "closed", "cancelled")
COACHING = (
    T("planned", "start", (COACH,), "running"),
    T("planned", "call_off", (COACH, HR_OFFICE), "cancelled"),
    T("running", "finish", (COACH,), "finished", (COACHING_RESULT,)),
    T("finished", "resume", (COACH,), "running"),
    T("finished", "close", (COACH, HR_OFFICE), "closed"),
)

# Which part of a document which role may fill in, by state. What is not written here is refused.
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
EVALUATION_PARTS = {
    "open": {
        EMPLOYEE: frozenset({"reflection", "realisation"}),
        EVALUATOR: frozenset({"rating", "recommendation", "review"}),
    },
    "submitted": {EVALUATOR: frozenset({"rating", "recommendation"})},
    "rated": {EVALUATOR: frozenset({"recommendation"})},
    "released": {},
    "acknowledged": {},
    "objected": {},
    "final": {},
    "closed": {},
}

INNOVATION_PARTS = {
    "draft": {EMPLOYEE: frozenset({"content"})},
    "proposed": {},
    "returned": {EMPLOYEE: frozenset({"content"})},
    "endorsed": {},
    "running": {EMPLOYEE: frozenset({"effect"})},
    "measured": {},
    "ended": {},
    "withdrawn": {},
}
_DIALOGUE_WRITING = frozenset({"agenda", "minutes", "agreement"})
DIALOGUE_PARTS = {
    "planned": {
        EMPLOYEE: frozenset({"plan", "agenda"}),
        EVALUATOR: frozenset({"plan", "agenda"}),
    },
    "held": {EMPLOYEE: _DIALOGUE_WRITING, EVALUATOR: _DIALOGUE_WRITING},
    "employee_confirmed": {EVALUATOR: _DIALOGUE_WRITING},
    "evaluator_confirmed": {EMPLOYEE: _DIALOGUE_WRITING},
    "confirmed": {},
    "cancelled": {},
}
COACHING_PARTS = {
    "planned": {
        COACH: frozenset({"plan", "content", "session"}),
        HR_OFFICE: frozenset({"assignment"}),
        EMPLOYEE: frozenset({"view"}),
    },
    "running": {
        COACH: frozenset({"content", "session", "result"}),
        HR_OFFICE: frozenset({"assignment"}),
        EMPLOYEE: frozenset({"view"}),
    },
    "finished": {COACH: frozenset({"competence"}), EMPLOYEE: frozenset({"feedback"})},
    "closed": {},
    "cancelled": {},
}
CHANGE_REQUEST_PARTS = {
    "draft": {EMPLOYEE: frozenset({"content"})},
    "asked": {},
    "accepted": {},
    "refused": {},
    "withdrawn": {},
}


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


def check_change(action: str, state: str, roles: Collection[str]) -> None:
    """Raise unless somebody with ``roles`` may change the days of a plan in ``state``.

    :raises NoTransitionError: not possible in this state
    :raises RoleNotAllowedError: it is for other roles

    >>> check_change("split", "agreed", {"unit_officer"})
    >>> check_change("merge", "agreed", {"unit_officer"})
    Traceback (most recent call last):
        ...
    rules.workflow.NoTransitionError: no 'merge' from state 'agreed'
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


def editable_parts(
    parts: dict[str, dict[str, frozenset[str]]], state: str, roles: Collection[str]
) -> frozenset[str]:
    """Return the parts of a document that somebody with ``roles`` may fill in, in ``state``.

    >>> sorted(editable_parts(PLAN_PARTS, "returned", {"employee"}))
    ['answer', 'content']
    """
    return frozenset().union(*(parts[state].get(role, frozenset()) for role in roles))
