"""Workflow of an innovation, from the proposal to its effect."""

from .table import (
    COMPLETE_INNOVATION,
    EMPLOYEE,
    EVALUATOR,
    HR_OFFICE,
    MEASURED_EFFECT,
    REASON,
    SUPERIOR,
    Transition,
)

T = Transition

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

# Which part of the document which role may fill in, by state; what is not written is refused.
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
