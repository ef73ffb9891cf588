"""Workflow of the objection.

Filing and deciding take the evaluation along; its rows stand in ``evaluation.py``.

>>> may_allow_late("released", {"hr_office"}), may_allow_late("released", {"superior"})
(True, False)
>>> may_allow_late("final", {"hr_office"})
False
"""

from collections.abc import Collection

from .table import (
    DECISION,
    EMPLOYEE,
    EVALUATOR,
    EXPLANATION,
    HEARD,
    HR_OFFICE,
    IN_WINDOW,
    NO_SUPERIOR,
    OBJECTION,
    SUPERIOR,
    Transition,
)

T = Transition

# The objection: PP 30/2019 article 59. The superior of the evaluator hears both sides and decides,
# finally. Nobody stands above an evaluator who heads the region: that decision is taken outside,
# and the HR office records it with its document.
# A draft is deleted by its person, who alone knows of it.
OBJECTION_STATES = ("draft", "filed", "explained", "decided", "withdrawn")
OBJECTIONS = (
    T("draft", "file", (EMPLOYEE,), "filed", (OBJECTION, IN_WINDOW)),
    T("filed", "explain", (EVALUATOR,), "explained", (EXPLANATION,)),
    T("filed", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("filed", "decide", (SUPERIOR,), "decided", (HEARD, DECISION)),
    T("filed", "record", (HR_OFFICE,), "decided", (NO_SUPERIOR, HEARD, DECISION)),
    T("explained", "withdraw", (EMPLOYEE,), "withdrawn"),
    T("explained", "decide", (SUPERIOR,), "decided", (DECISION,)),
    T("explained", "record", (HR_OFFICE,), "decided", (NO_SUPERIOR, DECISION)),
)
# Waiting for somebody; one at a time for each evaluation.
OPEN_OBJECTION_STATES = ("draft", "filed", "explained")

# Which part of the document which role may fill in, by state; what is not written is refused.
OBJECTION_PARTS = {
    "draft": {EMPLOYEE: frozenset({"content", "file"})},
    "filed": {
        EVALUATOR: frozenset({"explanation", "file"}),
        SUPERIOR: frozenset({"decision", "file"}),
        HR_OFFICE: frozenset({"decision", "record", "file"}),
    },
    "explained": {
        SUPERIOR: frozenset({"decision", "file"}),
        HR_OFFICE: frozenset({"decision", "record", "file"}),
    },
    "decided": {},
    "withdrawn": {},
}

# A late objection is refused, unless the HR office has allowed it with a reason: in which states
# of the evaluation, and by whom.
LATE_OBJECTION_STATES = ("released", "acknowledged")
LATE_OBJECTION_ROLES = (HR_OFFICE,)


def may_allow_late(state: str, roles: Collection[str]) -> bool:
    """Return whether somebody with ``roles`` may allow a late objection to an evaluation."""
    return state in LATE_OBJECTION_STATES and bool(set(LATE_OBJECTION_ROLES) & set(roles))
