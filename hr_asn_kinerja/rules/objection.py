"""What a decision on an objection makes of the two ratings, and which days do not count.

PP 30/2019 Art. 59: the superior of the evaluator examines the objection and may change the result;
that is final. Keeping leaves both ratings, changing sets at least one of them anew, returning asks
the evaluator to rate once more and decides no rating.

>>> decided_ratings(KEEP, ("meets", "below"))
('meets', 'below')
>>> decided_ratings(CHANGE, ("meets", "below"), (None, "meets"))
('meets', 'meets')
>>> decided_ratings(RETURN, ("meets", "below"), ("above", "above")) is None
True
>>> decided_ratings(CHANGE, ("meets", "below"), ("meets", None))
Traceback (most recent call last):
    ...
rules.exceptions.InvalidInputError: Nothing would change; choose to keep the ratings.
"""

from datetime import timedelta

from .deadline import local_day
from .exceptions import InvalidInputError, UnknownValueError
from .rating import RATINGS

KEEP = "keep"
CHANGE = "change"
RETURN = "return"

OUTCOMES = (KEEP, CHANGE, RETURN)

EMPLOYEE = "employee"
EVALUATOR = "evaluator"
DECIDER = "decider"


def decided_ratings(outcome, before, wanted=(None, None)):
    """Return (results, behaviour) after the decision; None when the evaluator rates again.

    :param before: the two released ratings
    :param wanted: the two new ratings; an empty one stays as it was
    :raises UnknownValueError: unknown outcome or rating
    :raises InvalidInputError: ``nothing_changes``
    """
    if outcome not in OUTCOMES:
        raise UnknownValueError("outcome", outcome, OUTCOMES)
    if outcome == RETURN:
        return None
    before = tuple(before)
    if outcome == KEEP:
        return before
    after = tuple(new or old for new, old in zip(wanted, before, strict=True))
    for rating in after:
        if rating not in RATINGS:
            raise UnknownValueError("rating", rating, RATINGS)
    if after == before:
        raise InvalidInputError(
            "Nothing would change; choose to keep the ratings.", code="nothing_changes"
        )
    return after


def is_decided_by_superior(employee, evaluator, superior):
    """Return whether the superior decides: somebody, and neither of the two sides.

    >>> is_decided_by_superior(1, 2, 3), is_decided_by_superior(1, 2, None)
    (True, False)
    >>> is_decided_by_superior(1, 2, 2), is_decided_by_superior(1, 2, 1)
    (False, False)
    """
    return bool(superior) and superior not in (employee, evaluator)


def days_off(spans, zone):
    """Return the days of a region that lie in ``spans`` of (first, last) instants.

    An end at midnight does not reach into the day that begins there.

    >>> from datetime import datetime
    >>> span = (datetime(2026, 3, 18, 17), datetime(2026, 3, 20, 17))    # 19 and 20 March in Aceh
    >>> [day.day for day in sorted(days_off([span], "Asia/Jakarta"))]
    [19, 20]
    """
    days = set()
    for first, last in spans:
        day = local_day(first, zone)
        end = local_day(max(first, last - timedelta(microseconds=1)), zone)
        while day <= end:
            days.add(day)
            day += timedelta(days=1)
    return frozenset(days)
