"""Indicators: what was realised over time, and how far that achieves the target.

Neither PP 30/2019 nor PermenPANRB 6/2022 prescribes a formula; these are the ones in use.
Percentages have two places, half up, between 0 and the cap (120 unless told otherwise).
None means "not measurable" (no target, nothing due, nothing realised yet): such an indicator
is left out of every mean and never counts as zero.

>>> achievement(HIGHER, Target(Decimal(3600)), Decimal(3240))
Decimal('90.00')
>>> achievement(LOWER, Target(Decimal(60)), Decimal(45))             # 125 without the cap
Decimal('120.00')
>>> achievement(LOWER, Target(Decimal(0)), Decimal(0))               # no complaint at all
Decimal('100.00')
>>> achievement(RANGE, Target(Decimal(95), Decimal(100)), Decimal(97))
Decimal('100.00')
>>> achievement(DATE, Target(due=date(2026, 2, 10)), date(2026, 2, 12))
Decimal('90.00')
>>> achievement(HIGHER, None, Decimal(7)) is None
True
>>> achievement("faster", Target(Decimal(1)), Decimal(1))
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'faster' is not a known polarity; expected one of: \
higher, lower, range, exact, date.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from .decimals import (
    HUNDRED,
    PERCENT_PLACES,
    QUANTITY_PLACES,
    exact,
    not_negative,
    positive,
    round_half_up,
    trim,
)
from .exceptions import InvalidInputError, UnknownValueError
from .tables import as_day

HIGHER = "higher"
LOWER = "lower"
RANGE = "range"
EXACT = "exact"
DATE = "date"

POLARITIES = (HIGHER, LOWER, RANGE, EXACT, DATE)

SUM = "sum"
AVERAGE = "average"
LAST = "last"
MAXIMUM = "maximum"
MINIMUM = "minimum"
RATIO = "ratio"

AGGREGATIONS = (SUM, AVERAGE, LAST, MAXIMUM, MINIMUM, RATIO)

# A plan with more can neither be worked for nor evaluated; our choice, the regulation has none.
MOST_PER_PLAN = 120
CAP = Decimal(120)

# Our choice: five points for each late calendar day. Two late days then still meet the
# expectation (90), three do not; an office may pass its own.
LATE_DAY = Decimal(5)


@dataclass(frozen=True)
class Entry:
    """One realisation: on `date` the `quantity`; for a ratio also the `denominator`."""

    date: date
    quantity: Decimal
    denominator: "Decimal | None" = None


@dataclass(frozen=True)
class Target:
    """What was agreed: a `value`, a range from `value` to `maximum`, or a `due` day.

    :raises InvalidInputError: ``range_reversed`` when `maximum` is below `value`
    """

    value: "Decimal | None" = None
    maximum: "Decimal | None" = None
    due: "date | None" = None

    def __post_init__(self):
        if self.value is not None:
            exact(self.value, "target")
        if self.maximum is not None:
            exact(self.maximum, "upper end of the target")
            if self.value is not None and self.maximum < self.value:
                raise InvalidInputError(
                    "The target range ends (%(maximum)s) below its beginning (%(value)s).",
                    code="range_reversed",
                    value=str(self.value),
                    maximum=str(self.maximum),
                )
        if self.due is not None:
            as_day(self.due, "due day of the target")


def check_aggregation(mode):
    """Return `mode` when it is one of :data:`AGGREGATIONS`, else raise UnknownValueError."""
    if mode not in AGGREGATIONS:
        raise UnknownValueError("aggregation", mode, AGGREGATIONS)
    return mode


def aggregate(mode, entries):
    """Return what the entries of a period amount to.

    :param mode: one of :data:`AGGREGATIONS`. ``last`` takes the entry of the latest day, and of
        several on that day the one given last; all other modes ignore the order
    :param entries: iterable of :class:`Entry`
    :return: Decimal in the unit of the indicator; a ratio in percent, from the sum of all
        quantities over the sum of all denominators (not the mean of single ratios). The sum of
        no entries is 0, any other mode of no entries None, a ratio over zero None. An average
        and a ratio have six places, half up: the figure that is stored is the one used further
    :raises InvalidInputError: ``denominator_missing`` when a ratio's entry has none,
        ``negative`` when one is below zero, or a number that is not exact and finite
    """
    check_aggregation(mode)
    entries = tuple(entries)
    quantities = [exact(entry.quantity, "quantity") for entry in entries]
    if mode == SUM:
        return _shortest(sum(quantities, Fraction(0)))
    if not entries:
        return None
    if mode == AVERAGE:
        return _shortest(sum(quantities) / len(quantities))
    if mode == MAXIMUM:
        return _shortest(max(quantities))
    if mode == MINIMUM:
        return _shortest(min(quantities))
    if mode == LAST:
        days = [as_day(entry.date, "day of the entry") for entry in entries]
        latest = max(range(len(entries)), key=lambda index: (days[index], index))
        return _shortest(quantities[latest])
    return _ratio(entries, quantities)


def _ratio(entries, quantities):
    denominators = []
    for entry in entries:
        if entry.denominator is None:
            raise InvalidInputError(
                "A ratio needs the number of all cases; the entry of %(day)s has none.",
                code="denominator_missing",
                day=str(entry.date),
            )
        denominators.append(not_negative(entry.denominator, "number of all cases"))
    total = sum(denominators)
    if total == 0:
        return None
    return _shortest(sum(quantities) / total * 100)


def _shortest(number):
    return trim(round_half_up(number, QUANTITY_PLACES))


def period_target(aggregation, target, part, whole):
    """Return the target of a period from the target of the whole plan.

    A sum is prorated by months (300 of 3,600 for one month of twelve); an average, a last
    value, an extreme and a ratio are the same in every period.

    :param target: Decimal, or None when no number was agreed (returned as it is). Of a range
        both ends are asked one by one
    :param part: months of the period that belong to the plan, 0 up to `whole`
    :param whole: months of the plan, more than 0
    :return: Decimal with at most six places, half up, or None
    :raises InvalidInputError: ``part_exceeds_whole``, ``negative``, ``not_positive``

    >>> period_target(SUM, Decimal(3600), 6, 12), period_target(AVERAGE, Decimal(60), 6, 12)
    (Decimal('1800'), Decimal('60'))
    """
    check_aggregation(aggregation)
    months, all_months = (
        not_negative(part, "months of the period"),
        positive(whole, "months of the plan"),
    )
    if months > all_months:
        raise InvalidInputError(
            "The period has more months (%(part)s) than the plan (%(whole)s).",
            code="part_exceeds_whole",
            part=str(part),
            whole=str(whole),
        )
    if target is None:
        return None
    number = exact(target, "target")
    if aggregation == SUM:
        number = number * months / all_months
    return _shortest(number)


def achievement(
    polarity,
    target,
    realised,
    cap=CAP,
    *,
    late_day=LATE_DAY,
    zero_penalty=None,
    as_of=None,
):
    """Return how far `realised` achieves `target`, in percent.

    - ``higher``: realised / target x 100. A target of 0 asks for nothing: None.
    - ``lower``: (2 x target - realised) / target x 100. With a target of 0: 100 when nothing
      was realised, else 0, or 100 less `zero_penalty` for each unit.
    - ``range``: 100 from `value` to `maximum`; outside, the distance to the nearer end in
      percent of that end is taken off.
    - ``exact``: 100 less the distance to the target in percent of the target.
    - ``date``: 100 on or before the due day, less `late_day` for each calendar day after it.

    :param polarity: one of :data:`POLARITIES`
    :param target: :class:`Target`, or None
    :param realised: Decimal in the unit of the target, for ``date`` the day of delivery, or None
    :param cap: highest result, 100 or more; None for no cap
    :param late_day: points taken off for each late day (``date``)
    :param zero_penalty: points taken off for each unit over a target of 0 (``lower``)
    :param as_of: last day of the period (``date``): what is not delivered counts as if
        delivered on that day, provided that it was due by then; without it: None
    :return: Decimal from 0.00 up to the cap with two places, half up; None when not measurable
    :raises UnknownValueError: unknown polarity
    :raises InvalidInputError: ``cap_too_low``; ``negative`` for a target below 0 of ``higher``
        or ``lower``; ``maximum_missing`` for a range without its upper end; ``not_exact``,
        ``not_a_day`` for the wrong kind of figure
    """
    if polarity not in POLARITIES:
        raise UnknownValueError("polarity", polarity, POLARITIES)
    if cap is not None and exact(cap, "cap") < HUNDRED:
        raise InvalidInputError(
            "The cap must be at least 100, or a fulfilled target would not count: %(cap)s.",
            code="cap_too_low",
            cap=str(cap),
        )
    if target is None:
        return None
    if polarity == DATE:
        percent = _punctuality(target, realised, as_of, not_negative(late_day, "late day"))
    elif target.value is None or realised is None:
        return None
    else:
        done = exact(realised, "realised quantity")
        if polarity == HIGHER:
            percent = _higher(target, done)
        elif polarity == LOWER:
            percent = _lower(target, done, zero_penalty)
        elif polarity == RANGE:
            percent = _range(target, done)
        else:
            percent = _distance(exact(target.value, "target"), done)
    if percent is None:
        return None
    percent = max(percent, Fraction(0))
    if cap is not None:
        percent = min(percent, Fraction(cap))
    return round_half_up(percent, PERCENT_PLACES)


def _higher(target, done):
    wanted = not_negative(target.value, "target")
    return done / wanted * 100 if wanted else None


def _lower(target, done, zero_penalty):
    wanted = not_negative(target.value, "target")
    if wanted:
        return (2 * wanted - done) / wanted * 100
    if done <= 0:
        return Fraction(100)
    if zero_penalty is None:
        return Fraction(0)
    return 100 - done * not_negative(zero_penalty, "penalty")


def _range(target, done):
    if target.maximum is None:
        raise InvalidInputError(
            "A range needs its upper end beside %(value)s.",
            code="maximum_missing",
            value=str(target.value),
        )
    low, high = exact(target.value, "target"), exact(target.maximum, "upper end of the target")
    return _distance(min(max(done, low), high), done)


def _distance(wanted, done):
    """100 less the distance in percent of what was wanted; all or nothing when that is 0."""
    if wanted == 0:
        return Fraction(100 if done == 0 else 0)
    return 100 - abs(done - wanted) / abs(wanted) * 100


def _punctuality(target, delivered, as_of, late_day):
    if target.due is None:
        return None
    if delivered is None:
        if as_of is None or as_day(as_of, "last day of the period") <= target.due:
            return None
        delivered = as_of
    late = (as_day(delivered, "day of delivery") - target.due).days
    return 100 - max(late, 0) * late_day
