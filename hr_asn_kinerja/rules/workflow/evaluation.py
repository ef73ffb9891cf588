"""Workflow of the evaluation: who submits, rates, releases, acknowledges."""

from .table import (
    BOTH_RATINGS,
    DECISION,
    DEVIATION_REASON,
    EMPLOYEE,
    EVALUATOR,
    HR_OFFICE,
    IN_WINDOW,
    OBJECTION,
    PERIOD_CLOSED,
    REASON,
    SUPERIOR,
    SYSTEM,
    Transition,
)

T = Transition

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

# Which part of the document which role may fill in, by state; what is not written is refused.
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
