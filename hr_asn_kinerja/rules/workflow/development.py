"""Workflow of a development plan, and of what the HR office decides after an evaluation."""

from .table import (
    ACTIONS_ENDED,
    COMPLETE_DEVELOPMENT,
    DECISION_DOCUMENT,
    EFFECT,
    EMPLOYEE,
    EVALUATOR,
    HR_OFFICE,
    REASON,
    SYSTEM,
    VOLUNTARY,
    Transition,
)

T = Transition

# Development instead of punishment: PermenPANRB 6/2022, stage 4 (follow-up). Both sides agree, each
# for himself or herself; nobody else decides. A plan that a low rating asks for is given up by the
# HR office alone. The effect is looked at when the next period was evaluated.
DEVELOPMENT_STATES = (
    "draft",
    "employee_agreed",
    "evaluator_agreed",
    "agreed",
    "running",
    "finished",
    "reviewed",
    "cancelled",
)
_BOTH = (EMPLOYEE, EVALUATOR)
DEVELOPMENT = (
    T("draft", "confirm_employee", (EMPLOYEE,), "employee_agreed", (COMPLETE_DEVELOPMENT,)),
    T("draft", "confirm_evaluator", (EVALUATOR,), "evaluator_agreed", (COMPLETE_DEVELOPMENT,)),
    T("draft", "end", _BOTH, "cancelled", (REASON, VOLUNTARY)),
    T("draft", "cancel", (HR_OFFICE,), "cancelled", (REASON,)),
    T("employee_agreed", "take_back", _BOTH, "draft"),
    T("employee_agreed", "confirm_evaluator", (EVALUATOR,), "agreed", (COMPLETE_DEVELOPMENT,)),
    T("evaluator_agreed", "take_back", _BOTH, "draft"),
    T("evaluator_agreed", "confirm_employee", (EMPLOYEE,), "agreed", (COMPLETE_DEVELOPMENT,)),
    T("agreed", "start", _BOTH, "running"),
    T("agreed", "reopen", (EVALUATOR,), "draft", (REASON,)),
    T("agreed", "end", _BOTH, "cancelled", (REASON, VOLUNTARY)),
    T("agreed", "cancel", (HR_OFFICE,), "cancelled", (REASON,)),
    T("running", "finish", _BOTH, "finished", (ACTIONS_ENDED,)),
    T("running", "reopen", (EVALUATOR,), "draft", (REASON,)),
    T("running", "end", _BOTH, "cancelled", (REASON, VOLUNTARY)),
    T("running", "cancel", (HR_OFFICE,), "cancelled", (REASON,)),
    T("finished", "resume", _BOTH, "running"),
    T("finished", "look", (EVALUATOR,), "reviewed", (EFFECT,)),
    T("cancelled", "restore", (EMPLOYEE, EVALUATOR, HR_OFFICE), "draft"),
)
# Neither given up nor at its end.
OPEN_DEVELOPMENT_STATES = ("draft", "employee_agreed", "evaluator_agreed", "agreed", "running")
UNAGREED_DEVELOPMENT_STATES = ("draft", "employee_agreed", "evaluator_agreed")

# Which part of the document which role may fill in, by state; what is not written is refused. The
# list of actions travels with every change of one of them, so it is a part of its own.
_WRITING = frozenset({"content", "actions"})
_WORKING = frozenset({"progress", "actions"})
_OFFICE = frozenset({"assignment"})
DEVELOPMENT_PARTS = {
    "draft": {EMPLOYEE: _WRITING, EVALUATOR: _WRITING, HR_OFFICE: _OFFICE},
    "employee_agreed": {HR_OFFICE: _OFFICE},
    "evaluator_agreed": {HR_OFFICE: _OFFICE},
    "agreed": {HR_OFFICE: _OFFICE},
    "running": {
        EMPLOYEE: _WORKING,
        EVALUATOR: _WORKING,
        HR_OFFICE: _OFFICE | _WORKING,
    },
    "finished": {
        EMPLOYEE: frozenset({"own_effect", "actions"}),
        EVALUATOR: frozenset({"effect", "actions"}),
        HR_OFFICE: _OFFICE,
    },
    "reviewed": {},
    "cancelled": {},
}

# A proposal to the HR office after an evaluation: a reward, or what PP 30/2019 article 56-58 names.
# Nothing of it ever happens by itself; a newer evaluation makes an undecided one void.
FOLLOW_UP_STATES = ("proposed", "accepted", "refused", "outdated")
FOLLOW_UP = (
    T("proposed", "accept", (HR_OFFICE,), "accepted", (DECISION_DOCUMENT,)),
    T("proposed", "refuse", (HR_OFFICE,), "refused", (REASON,)),
    T("proposed", "outdate", (SYSTEM,), "outdated"),
    T("accepted", "reopen", (HR_OFFICE,), "proposed", (REASON,)),
    T("refused", "reopen", (HR_OFFICE,), "proposed", (REASON,)),
)
# The person concerned reads it from here on.
DECIDED_FOLLOW_UP_STATES = ("accepted", "refused")
FOLLOW_UP_PARTS = {
    "proposed": {HR_OFFICE: frozenset({"decision"})},
    "accepted": {},
    "refused": {},
    "outdated": {},
}
