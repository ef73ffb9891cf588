"""The 360-degree round: who gives, what a mark is, and what of it may be shown.

PermenPANRB 6/2022 asks for feedback on behaviour from superior, peers and subordinates and gives
no procedure; the choices here are ours. Self and superiors answer with their names. Peers and
subordinates answer without: a relation is shown by itself when at least ``minimum`` people of it
answered. Relations too small for that are put together as "others"; when even together they are
too few, nothing of them is shown. No number over all relations is ever made, so nothing can be
found out by taking one number from another. What is shown does not change with what is hidden.

>>> groups_of({"peer": 4, "subordinate": 3}, 3)
{'peer': 'peer', 'subordinate': 'subordinate'}
>>> groups_of({"peer": 2, "subordinate": 1}, 3)
{'peer': 'others', 'subordinate': 'others'}
>>> groups_of({"peer": 5, "subordinate": 2}, 3)
{'peer': 'peer', 'subordinate': None}
>>> groups_of({"peer": 2}, 3)
{'peer': None}
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from .anonymity import may_show, minimum_in_force
from .exceptions import InvalidInputError, UnknownValueError
from .workflow import EMPLOYEE, EVALUATOR, HR_OFFICE, REASON, SYSTEM, UNIT_OFFICER, Transition

SELF = "self"
SUPERIOR = "superior"
PEER = "peer"
SUBORDINATE = "subordinate"
RELATIONS = (SELF, SUPERIOR, PEER, SUBORDINATE)
NAMED = (SELF, SUPERIOR)
ANONYMOUS = (PEER, SUBORDINATE)
OTHERS = "others"  # small relations put together

LOWEST, HIGHEST = 1, 5
PLACES = Decimal("0.1")

# What a step needs before it may happen, checked by name.
RIGHT_GIVERS = "right_givers"
DUE_PASSED = "due_passed"

T = Transition
STATES = ("draft", "nominating", "answering", "closed", "released", "cancelled")
# The person proposes who gives, the evaluator decides. Once people answer, only the HR office may
# stop a round: an evaluator could otherwise drop one whose outcome is not welcome.
STEPS = (
    T("draft", "start", (EVALUATOR, UNIT_OFFICER, HR_OFFICE), "nominating"),
    T("draft", "cancel", (EVALUATOR, UNIT_OFFICER, HR_OFFICE), "cancelled", (REASON,)),
    T("nominating", "nominate", (EMPLOYEE,), "nominating", (RIGHT_GIVERS,)),
    T("nominating", "approve", (EVALUATOR, HR_OFFICE), "answering", (RIGHT_GIVERS,)),
    T("nominating", "cancel", (EVALUATOR, UNIT_OFFICER, HR_OFFICE), "cancelled", (REASON,)),
    T("answering", "cancel", (HR_OFFICE,), "cancelled", (REASON,)),
    T("answering", "close", (EVALUATOR, HR_OFFICE, SYSTEM), "closed", (DUE_PASSED,)),
    T("closed", "release", (EVALUATOR, HR_OFFICE), "released"),
)
PARTS = {
    "draft": {
        EVALUATOR: frozenset({"setting", "due"}),
        UNIT_OFFICER: frozenset({"setting", "due"}),
        HR_OFFICE: frozenset({"setting", "due"}),
    },
    "nominating": {
        EMPLOYEE: frozenset({"nomination"}),
        EVALUATOR: frozenset({"setting", "due", "nomination", "decision"}),
        UNIT_OFFICER: frozenset({"setting", "due"}),
        HR_OFFICE: frozenset({"setting", "due", "nomination", "decision"}),
    },
    "answering": {
        EVALUATOR: frozenset({"due"}),
        UNIT_OFFICER: frozenset({"due"}),
        HR_OFFICE: frozenset({"due"}),
    },
    "closed": {},
    "released": {},
    "cancelled": {},
}
# From here on there is something to see, for the evaluator; the person sees it once released.
CLOSED_STATES = ("closed", "released")


@dataclass(frozen=True)
class Summary:
    """Marks of one group on one value: mean and standard deviation, and how many marks."""

    mean: Decimal
    spread: Decimal
    count: int


@dataclass(frozen=True)
class Mark:
    """What one person said on one value; ``score`` None: could not observe."""

    relation: str
    value: int
    score: int | None
    reason: str = ""


def check_score(score) -> int | None:
    """Return the mark, or None for "could not observe".

    :raises InvalidInputError: neither None nor a whole number from 1 to 5

    >>> check_score(4), check_score(None)
    (4, None)
    >>> check_score(6)
    Traceback (most recent call last):
        ...
    rules.exceptions.InvalidInputError: 6 is not a mark from 1 to 5.
    """
    if score is None:
        return None
    if isinstance(score, bool) or not isinstance(score, int) or not LOWEST <= score <= HIGHEST:
        raise InvalidInputError(
            "%(score)r is not a mark from %(low)s to %(high)s.",
            score=score,
            low=LOWEST,
            high=HIGHEST,
        )
    return score


def needs_reason(score: int | None) -> bool:
    """Tell whether a mark must be explained: the lowest and the highest.

    >>> [needs_reason(score) for score in (1, 2, 5, None)]
    [True, False, True, False]
    """
    return score in (LOWEST, HIGHEST)


def is_named(relation: str) -> bool:
    """Tell whether answers of this relation carry the name of the giver.

    :raises UnknownValueError: no such relation

    >>> is_named("superior"), is_named("peer")
    (True, False)
    """
    if relation not in RELATIONS:
        raise UnknownValueError("relation", relation, RELATIONS)
    return relation in NAMED


def groups_of(givers: Mapping[str, int], minimum: int) -> dict[str, str | None]:
    """Return under which group each relation is shown; None: not at all.

    :param givers: relation without names -> number of people who answered
    :param minimum: the region's number; never less than 3 is applied
    """
    small = [key for key, number in givers.items() if not may_show(number, minimum)]
    together = sum(givers[key] for key in small)
    # One small relation cannot hide among others: with only itself in it, "others" has too few.
    fallback = OTHERS if may_show(together, minimum) else None
    return {key: fallback if key in small else key for key in givers}


def summarize(scores: Iterable[int]) -> Summary:
    """Return mean and standard deviation of marks, each to one place, half up.

    >>> summarize([3, 4, 4])
    Summary(mean=Decimal('3.7'), spread=Decimal('0.5'), count=3)
    >>> summarize([])
    Traceback (most recent call last):
        ...
    rules.exceptions.InvalidInputError: There is no mark to take the mean of.
    """
    scores = [Decimal(score) for score in scores]
    if not scores:
        raise InvalidInputError("There is no mark to take the mean of.")
    mean = sum(scores) / len(scores)
    variance = sum((score - mean) ** 2 for score in scores) / len(scores)
    return Summary(
        mean.quantize(PLACES, ROUND_HALF_UP),
        variance.sqrt().quantize(PLACES, ROUND_HALF_UP),
        len(scores),
    )


def disclose(
    marks: Sequence[Mark], givers: Mapping[str, int], minimum: int
) -> tuple[dict[tuple[str, int], Summary], list[tuple[str, int, str]]]:
    """Return what may be shown of the answers of people without names.

    A group is shown on a value when enough of it could observe that value. Reasons are shown with
    the group and the value, under the same condition; the caller shuffles them.

    :param marks: of relations without names only
    :param givers: relation -> number of people who answered
    :returns: {(group, value): Summary}, [(group, value, reason)]

    >>> marks = [Mark("peer", 1, score) for score in (3, 4, 5)] + [Mark("subordinate", 1, 1)]
    >>> disclose(marks, {"peer": 3, "subordinate": 1}, 3)[0]
    {('peer', 1): Summary(mean=Decimal('4.0'), spread=Decimal('0.8'), count=3)}
    """
    groups = groups_of(givers, minimum)
    scores, reasons = {}, {}
    for mark in marks:
        group = groups[mark.relation]
        if group is None or mark.score is None:
            continue
        scores.setdefault((group, mark.value), []).append(mark.score)
        if mark.reason:
            reasons.setdefault((group, mark.value), []).append(mark.reason)
    shown = {
        key: summarize(found) for key, found in scores.items() if may_show(len(found), minimum)
    }
    texts = [(*key, text) for key, found in reasons.items() if key in shown for text in found]
    return shown, texts


def shown_givers(givers: Mapping[str, int], minimum: int) -> int:
    """Return how many people stand behind what is shown; people of hidden relations not counted.

    >>> shown_givers({"peer": 4, "subordinate": 2}, 3), shown_givers({"peer": 2}, 3)
    (4, 0)
    """
    groups = groups_of(givers, minimum)
    return sum(number for key, number in givers.items() if groups[key])


def missing(chosen: Mapping[str, int], least: Mapping[str, int], most: Mapping[str, int]) -> list:
    """Return (relation, least, most) for each relation with too few or too many givers.

    >>> missing({"peer": 2}, {"peer": 3, "superior": 1}, {"peer": 5, "superior": 1})
    [('superior', 1, 1), ('peer', 3, 5)]
    """
    return [
        (key, least.get(key, 0), most[key])
        for key in RELATIONS
        if key in most and not least.get(key, 0) <= chosen.get(key, 0) <= most[key]
    ]


def too_few_to_show(chosen: Mapping[str, int], minimum: int) -> tuple[str, ...]:
    """Return the relations that cannot be shown by themselves even when all who are asked answer.

    >>> too_few_to_show({"peer": 4, "subordinate": 2}, 3), too_few_to_show({"peer": 0}, 3)
    (('subordinate',), ())
    """
    least = minimum_in_force(minimum)
    return tuple(key for key in ANONYMOUS if 0 < chosen.get(key, 0) < least)
