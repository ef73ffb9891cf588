"""Explaining the appraisal to everybody before it begins (*sosialisasi*).

No article prescribes it; it is how the region prepares its people (PermenPANRB 6/2022 asks leaders
for dialogue on expectations). All choices here are ours: who may change a campaign, what a check
consists of, when the code of a session may be used.

>>> has_understood({1: "a", 2: "c", 3: "b"}, {1: "a", 2: "c", 3: "b"})
True
>>> has_understood({1: "a", 2: "a", 3: "b"}, {1: "a", 2: "c", 3: "b"})
False
>>> [row.next_state for row in STEPS if row.state == "draft"]
['open']
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from .exceptions import RuleError
from .workflow import HR_OFFICE, UNIT_OFFICER, Transition

# For whom a piece of material or a question is. Everybody reads what is for everybody.
EVERYBODY = "everybody"
EMPLOYEE = "employee"
EVALUATOR = "evaluator"
OFFICER = "unit_officer"
LEADER = "leader"
AUDIENCES = (EVERYBODY, EMPLOYEE, EVALUATOR, OFFICER, LEADER)
# The parts of the check, in the order in which they are taken. The first is everybody's.
CHECKS = (EMPLOYEE, EVALUATOR, OFFICER, LEADER)
CHECK_SIZE = 3
CHOICES = ("a", "b", "c")

T = Transition
STATES = ("draft", "open", "closed")
STEPS = (
    T("draft", "open", (HR_OFFICE,), "open"),
    T("open", "close", (HR_OFFICE,), "closed"),
    T("closed", "open", (HR_OFFICE,), "open"),
)
# Questions are neither added nor taken away while people answer them; wording may be improved.
PARTS = {
    "draft": {HR_OFFICE: frozenset({"header", "content", "structure", "exemption"})},
    "open": {HR_OFFICE: frozenset({"header", "content", "exemption"})},
    "closed": {},
}
# Sessions and their attendance lists; an officer keeps those of the own units only.
SESSION_PARTS = {
    "draft": {HR_OFFICE: frozenset({"session", "attendance"})},
    "open": {
        HR_OFFICE: frozenset({"session", "attendance"}),
        UNIT_OFFICER: frozenset({"session", "attendance"}),
    },
    "closed": {},
}

# A question that somebody asks; answered in public, or hidden with a reason.
ASK_STATES = ("new", "published", "hidden")
ASK_STEPS = (
    T("new", "publish", (UNIT_OFFICER, HR_OFFICE), "published"),
    T("new", "hide", (UNIT_OFFICER, HR_OFFICE), "hidden"),
    T("published", "hide", (UNIT_OFFICER, HR_OFFICE), "hidden"),
    T("hidden", "restore", (UNIT_OFFICER, HR_OFFICE), "new"),
)
ASK_PARTS = {
    state: {
        UNIT_OFFICER: frozenset({"answer"}),
        HR_OFFICE: frozenset({"answer"}),
    }
    for state in ASK_STATES
}

CODE_BEFORE = timedelta(hours=1)
CODE_AFTER = timedelta(hours=24)


class AnswerMissingError(RuleError):
    """A question of the check was not answered, or with something that is no choice."""


def checks_of(
    is_evaluator: bool, is_unit_officer: bool, is_leader: bool, present: Collection[str]
) -> tuple[str, ...]:
    """Return the parts of the check that concern a person.

    :param present: the parts for which the campaign has questions

    >>> checks_of(True, False, False, {"employee", "evaluator", "unit_officer"})
    ('employee', 'evaluator')
    """
    concerned = {
        EMPLOYEE: True,
        EVALUATOR: is_evaluator,
        OFFICER: is_unit_officer,
        LEADER: is_leader,
    }
    return tuple(part for part in CHECKS if concerned[part] and part in present)


def check_of(audience: str) -> str:
    """Return the part of the check that a question for ``audience`` belongs to.

    >>> check_of("everybody")
    'employee'
    """
    return EMPLOYEE if audience == EVERYBODY else audience


def has_understood(answers: Mapping[int, str], key: Mapping[int, str]) -> bool:
    """Tell whether every question was answered right; there are no points.

    :raises AnswerMissingError: a question without an answer, or an answer that is no choice

    >>> has_understood({1: "a"}, {1: "a", 2: "b"})
    Traceback (most recent call last):
        ...
    rules.socialisation.AnswerMissingError: question 2 has no answer
    """
    for question in key:
        if answers.get(question) not in CHOICES:
            raise AnswerMissingError(f"question {question} has no answer")
    return all(answers[question] == right for question, right in key.items())


def is_code_valid(start: datetime, end: datetime, now: datetime) -> bool:
    """Tell whether the code of a session may be used now.

    >>> start, end = datetime(2026, 1, 5, 9), datetime(2026, 1, 5, 11)
    >>> [is_code_valid(start, end, datetime(2026, 1, day, 9)) for day in (4, 5, 6, 7)]
    [False, True, True, False]
    """
    return start - CODE_BEFORE <= now <= end + CODE_AFTER
