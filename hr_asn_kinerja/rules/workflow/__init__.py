"""Who may do what in which state, one file for each kind of document.

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
rules.workflow.table.RoleNotAllowedError: 'propose' in state 'draft' is for: employee
>>> find(PLAN, "agreed", "propose", {"employee"})
Traceback (most recent call last):
    ...
rules.workflow.table.NoTransitionError: no 'propose' from state 'agreed'
"""

from .table import (
    COACH,
    EMPLOYEE,
    EVALUATOR,
    HR_OFFICE,
    ON_BEHALF,
    ROLES,
    SUPERIOR,
    SYSTEM,
    UNIT_OFFICER,
    NoTransitionError,
    RoleNotAllowedError,
    Transition,
    actions,
    editable_parts,
    find,
    find_by_states,
)

# Conditions, checked by their names.
from .table import (
    ACHIEVEMENT_VALUE,
    ACTIONS_ENDED,
    BOTH_RATINGS,
    COACHING_RESULT,
    COMPLETE_DEVELOPMENT,
    COMPLETE_INNOVATION,
    COMPLETE_PLAN,
    COMPLETE_REQUEST,
    DECISION,
    DECISION_DOCUMENT,
    DEVIATION_REASON,
    EFFECT,
    EXCEPTION_REASON,
    EXPLANATION,
    HEARD,
    IN_WINDOW,
    MEASURED_EFFECT,
    MINUTES,
    NO_CONFLICT,
    NOT_RETURNED,
    NO_SUPERIOR,
    OBJECTION,
    OPEN_PERIOD,
    OWN_REOPENING,
    PERIOD_CLOSED,
    REASON,
    UNDECIDED,
    UNDERSTOOD,
    VOLUNTARY,
    WITHDRAWN_OBJECTION,
    YEAR_OPEN,
)
from .plan import (
    PLAN,
    PLAN_CHANGES,
    PLAN_PARTS,
    PLAN_STATES,
    RUNNING_PLAN_STATES,
    changes,
    check_change,
)
from .evaluation import (
    EVALUATION,
    EVALUATION_PARTS,
    EVALUATION_STATES,
    FROZEN_STATES,
    RELEASED_STATES,
)
from .objection import (
    LATE_OBJECTION_STATES,
    OBJECTION_PARTS,
    OBJECTION_STATES,
    OBJECTIONS,
    OPEN_OBJECTION_STATES,
    may_allow_late,
)
from .change_request import CHANGE_REQUEST, CHANGE_REQUEST_PARTS, CHANGE_REQUEST_STATES
from .innovation import (
    INNOVATION,
    INNOVATION_PARTS,
    INNOVATION_STATES,
    SHOWN_INNOVATION_STATES,
)
from .review import REVIEW, REVIEW_STATES
from .dialogue import DIALOGUE, DIALOGUE_PARTS, DIALOGUE_STATES
from .coaching import COACHING, COACHING_PARTS, COACHING_STATES
from .calibration import CALIBRATION, CALIBRATION_PARTS, CALIBRATION_STATES
from .development import (
    DECIDED_FOLLOW_UP_STATES,
    DEVELOPMENT,
    DEVELOPMENT_PARTS,
    DEVELOPMENT_STATES,
    FOLLOW_UP,
    FOLLOW_UP_PARTS,
    FOLLOW_UP_STATES,
    OPEN_DEVELOPMENT_STATES,
    UNAGREED_DEVELOPMENT_STATES,
)
from .achievement import ACHIEVEMENT, ACHIEVEMENT_PARTS, ACHIEVEMENT_STATES
