"""Workflow of the evaluation: who submits, rates, releases, acknowledges."""

from .table import (
    BOTH_RATINGS,
    DECISION,
    DEVIATION_REASON,
    EMPLOYEE,
    EVALUATOR,
    HR_OFFICE,
    IN_WINDOW,
    NO_CONFLICT,
    NOT_RETURNED,
    OBJECTION,
    PERIOD_CLOSED,
    REASON,
    SUPERIOR,
    SYSTEM,
    UNDECIDED,
    WITHDRAWN_OBJECTION,
    YEAR_OPEN,
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
    T("submitted", "withdraw", (EMPLOYEE,), "open", (NOT_RETURNED,)),
    T("submitted", "send_back", (EVALUATOR,), "open", (REASON, NOT_RETURNED)),
    T("submitted", "rate", (EVALUATOR,), "rated", (BOTH_RATINGS, DEVIATION_REASON)),
    T("rated", "revise", (EVALUATOR,), "submitted"),
    T(
        "rated",
        "release",
        (EVALUATOR, HR_OFFICE),
        "released",
        (BOTH_RATINGS, DEVIATION_REASON, NO_CONFLICT),
    ),
    T("released", "acknowledge", (EMPLOYEE,), "acknowledged"),
    # Whoever does not sign does not hold up the result: it stays valid with a note.
    T("released", "stand_unsigned", (SYSTEM,), "acknowledged"),
    T("released", "object", (EMPLOYEE,), "objected", (OBJECTION, IN_WINDOW)),
    T("released", "reopen", (HR_OFFICE,), "rated", (REASON, YEAR_OPEN)),
    T("released", "close", (HR_OFFICE, SYSTEM), "closed", (PERIOD_CLOSED,)),
    T("acknowledged", "object", (EMPLOYEE,), "objected", (OBJECTION, IN_WINDOW)),
    T("acknowledged", "reopen", (HR_OFFICE,), "rated", (REASON, YEAR_OPEN)),
    T("acknowledged", "close", (HR_OFFICE, SYSTEM), "closed", (PERIOD_CLOSED,)),
    T("objected", "withdraw_objection", (EMPLOYEE,), "acknowledged", (WITHDRAWN_OBJECTION,)),
    T("objected", "decide", (SUPERIOR,), "final", (DECISION,)),
    T("objected", "record", (HR_OFFICE,), "final", (DECISION,)),
    T("objected", "return", (SUPERIOR, HR_OFFICE), "submitted", (DECISION,)),
    T("final", "close", (HR_OFFICE, SYSTEM), "closed", (PERIOD_CLOSED,)),
    # Of a closed period while its year is open; what an objection decided stays decided.
    T("closed", "reopen", (HR_OFFICE,), "rated", (REASON, YEAR_OPEN, UNDECIDED)),
)
# The employee sees the ratings from here on, and nobody changes a figure any more.
RELEASED_STATES = ("released", "acknowledged", "objected", "final", "closed")
FROZEN_STATES = RELEASED_STATES

# Which part of the document which role may fill in, by state; what is not written is refused.
# "calibration": moving a rated person in the nine-box, with a reason; the offices look and confirm.
EVALUATION_PARTS = {
    "open": {
        EMPLOYEE: frozenset({"reflection", "realisation"}),
        EVALUATOR: frozenset({"rating", "recommendation", "review", "calibration"}),
        SUPERIOR: frozenset({"calibration"}),
    },
    "submitted": {
        EVALUATOR: frozenset({"rating", "recommendation", "calibration"}),
        SUPERIOR: frozenset({"calibration"}),
    },
    "rated": {
        EVALUATOR: frozenset({"recommendation", "calibration"}),
        SUPERIOR: frozenset({"calibration"}),
    },
    "released": {},
    "acknowledged": {},
    "objected": {},
    "final": {},
    "closed": {},
}
