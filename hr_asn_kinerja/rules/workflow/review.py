"""Workflow of what the evaluator says about one entry of the work log."""

from .table import EMPLOYEE, EVALUATOR, REASON, Transition

T = Transition

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
