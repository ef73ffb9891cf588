"""Workflow of the performance dialogue."""

from .table import EMPLOYEE, EVALUATOR, MINUTES, REASON, Transition

T = Transition

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
