"""Workflow of the request for another evaluator or unit."""

from .table import COMPLETE_REQUEST, EMPLOYEE, HR_OFFICE, REASON, UNIT_OFFICER, Transition

T = Transition

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

# Which part of the document which role may fill in, by state; what is not written is refused.
CHANGE_REQUEST_PARTS = {
    "draft": {EMPLOYEE: frozenset({"content"})},
    "asked": {},
    "accepted": {},
    "refused": {},
    "withdrawn": {},
}
