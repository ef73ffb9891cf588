"""Innovations: what a value was before, what it is afterwards, and whether that is better.

No regulation prescribes a figure here; an innovation counts nowhere by itself (PP 30/2019 rates
agreed results only). So these functions tell a change in honest words and never a score.

>>> compare("lower", Decimal(75), Decimal(30))          # waiting time in minutes
Change(difference=Decimal('-45'), percent=Decimal('-60.0'), effect='better')
>>> compare("higher", Decimal(0), Decimal(12))          # from nothing: no percentage exists
Change(difference=Decimal('12'), percent=None, effect='better')
>>> compare("date", Decimal(1), Decimal(2))
Traceback (most recent call last):
    ...
rules.exceptions.InvalidInputError: A day has no value before and after; choose a measure with \
a number.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .decimals import QUANTITY_PLACES, exact, not_negative, round_half_up, trim
from .exceptions import InvalidInputError, UnknownValueError
from .indicator import DATE, EXACT, HIGHER, LOWER, POLARITIES, RANGE
from .tables import as_day

BETTER = "better"
SAME = "same"
WORSE = "worse"
UNCLEAR = "unclear"  # a target is needed to say which value is nearer, and there is none
EFFECTS = (BETTER, SAME, WORSE, UNCLEAR)

CHANGE_PLACES = 1  # our choice: "60.0 %" says enough about a change
DAYS_OF_A_MONTH = 30  # our choice: sums of times of different length are told per 30 days


@dataclass(frozen=True)
class Change:
    """The step from before to after.

    ``difference``: after less before, in the unit of the measure (percentage points for a
    ratio); ``percent``: the same in percent of the value before, None where that was 0;
    ``effect``: one of :data:`EFFECTS`.
    """

    difference: Decimal
    percent: "Decimal | None"
    effect: str


def compare(polarity, before, after, target=None, maximum=None):
    """Return the :class:`Change` from ``before`` to ``after``.

    :param polarity: one of ``indicator.POLARITIES``; a date cannot be compared
    :param target: what is aimed at, for ``exact``; the lower end for ``range``
    :param maximum: the upper end, for ``range``
    :raises UnknownValueError: unknown polarity
    :raises InvalidInputError: ``not_measurable`` for a date; a number that is not exact and finite

    >>> compare("exact", Decimal(4), Decimal(6), target=Decimal(5)).effect   # one off, each time
    'same'
    >>> compare("range", Decimal(90), Decimal(97), Decimal(95), Decimal(100)).effect
    'better'
    """
    old, new = exact(before, "value before"), exact(after, "value after")
    effect = _effect(polarity, old, new, target, maximum)
    percent = round_half_up((new - old) / abs(old) * 100, CHANGE_PLACES) if old else None
    return Change(trim(round_half_up(new - old, QUANTITY_PLACES)), percent, effect)


def _effect(polarity, old, new, target, maximum):
    if polarity not in POLARITIES:
        raise UnknownValueError("polarity", polarity, POLARITIES)
    if polarity == DATE:
        raise InvalidInputError(
            "A day has no value before and after; choose a measure with a number.",
            code="not_measurable",
        )
    if polarity in (HIGHER, LOWER):
        gain = new - old if polarity == HIGHER else old - new
    else:
        ends = _ends(polarity, target, maximum)
        if ends is None:
            return SAME if new == old else UNCLEAR
        gain = _distance(old, *ends) - _distance(new, *ends)
    return BETTER if gain > 0 else WORSE if gain < 0 else SAME


def _ends(polarity, target, maximum):
    if target is None or (polarity == RANGE and maximum is None):
        return None
    low = exact(target, "target")
    return low, low if polarity == EXACT else exact(maximum, "upper end of the target")


def _distance(value, low, high):
    return max(low - value, value - high, Fraction(0))


def per_month(value, start, end):
    """Return a sum of the days from ``start`` to ``end`` as the sum of 30 such days.

    Two sums are compared this way, or a longer time would look like a better one.

    :param value: Decimal, not below 0
    :raises InvalidInputError: ``days_reversed`` when the end lies before the start

    >>> from datetime import date
    >>> per_month(Decimal(180), date(2026, 1, 1), date(2026, 3, 31))     # 90 days
    Decimal('60')
    """
    first, last = as_day(start, "first day"), as_day(end, "last day")
    if last < first:
        raise InvalidInputError(
            "The time ends (%(end)s) before it begins (%(start)s).",
            code="days_reversed",
            start=str(first),
            end=str(last),
        )
    days = (last - first).days + 1
    month = not_negative(value, "sum") * DAYS_OF_A_MONTH / days
    return trim(round_half_up(month, QUANTITY_PLACES))


def widths(*values):
    """Return how long the bar of each value is, 0 to 100: the largest is 100.

    :param values: Decimals or None; None and values below 0 have no bar

    >>> widths(Decimal(75), Decimal(30), None)
    (100, 40, 0)
    """
    numbers = [max(exact(v, "value"), Fraction(0)) if v is not None else None for v in values]
    largest = max((n for n in numbers if n), default=None)
    return tuple(int(round_half_up(n / largest * 100, 0)) if n else 0 for n in numbers)
