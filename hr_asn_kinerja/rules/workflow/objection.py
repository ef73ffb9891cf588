"""Workflow of the objection."""

from .table import (
    DECISION,
    EMPLOYEE,
    EVALUATOR,
    EXPLANATION,
    IN_WINDOW,
    REASON,
    SUPERIOR,
    Transition,
)

T = Transition

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
