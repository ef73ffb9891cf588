"""Distribution of predicates in a unit against the pattern of its organisation predicate.

SE MenPANRB 3/2023: the achievement of the organisation sets a pattern that the leader considers
when rating people. It guides and never blocks; somebody authorised may confirm an exception.
Permitted heads are rounded down for a maximum and up for a minimum.

>>> found = check("good", {"very_good": 5, "good": 15}, date(2026, 12, 31))
>>> [(warning.code, warning.predicates, warning.limit, warning.actual) for warning in found]
[('above_maximum', ('good',), 14, 15), ('below_minimum', ('needs_improvement', 'poor'), 1, 0)]
>>> check("good", {"very_good": 3, "good": 14, "needs_improvement": 2, "poor": 1},
...       date(2026, 12, 31))
()
>>> check("fair", {}, date(2026, 12, 31))
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'fair' is not a known organisation predicate; expected one \
of: excellent, good, needs_improvement, poor, very_poor.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .evaluation import share_of
from .exceptions import InvalidInputError
from .predicate import (
    EXCELLENT,
    GOOD,
    NEEDS_IMPROVEMENT,
    POOR,
    PREDICATES,
    VERY_GOOD,
    VERY_POOR,
    check_organisation_predicate,
    check_predicate,
)
from .tables import Dated, DatedTable

ABOVE_MAXIMUM = "above_maximum"
BELOW_MINIMUM = "below_minimum"
NOT_PEAK = "not_peak"

# Our choice: below ten people a percentage of heads means little; the unit sees the comparison
# as information and the pattern is judged one level up.
SMALL_UNIT = 10

# Left to right as on the printed curve.
CURVE = (VERY_POOR, POOR, NEEDS_IMPROVEMENT, GOOD, VERY_GOOD)


@dataclass(frozen=True)
class Limit:
    """How many people may or must have one of `predicates` together.

    Percent of all rated people, whole numbers as in the circular; ``heads`` is a minimum in
    persons ("somebody must"), None where there is no such limit.
    """

    predicates: "tuple[str, ...]"
    minimum: "int | None" = None
    maximum: "int | None" = None
    heads: "int | None" = None


@dataclass(frozen=True)
class Pattern:
    """The pattern of one organisation predicate: where most people are, and its limits."""

    peak: str
    limits: "tuple[Limit, ...]"


PATTERNS = DatedTable(
    "distribution patterns",
    (
        Dated(
            date(2023, 1, 31),
            None,
            {
                EXCELLENT: Pattern(
                    VERY_GOOD,
                    (Limit((VERY_GOOD,), maximum=70),),
                ),
                GOOD: Pattern(
                    GOOD,
                    (
                        Limit((GOOD,), maximum=70),
                        Limit((NEEDS_IMPROVEMENT, POOR), heads=1),
                    ),
                ),
                NEEDS_IMPROVEMENT: Pattern(
                    NEEDS_IMPROVEMENT,
                    (
                        Limit((NEEDS_IMPROVEMENT,), minimum=60),
                        Limit((VERY_GOOD,), maximum=10),
                    ),
                ),
                POOR: Pattern(
                    POOR,
                    (
                        Limit((POOR,), minimum=60),
                        Limit((NEEDS_IMPROVEMENT,), minimum=10),
                        Limit((VERY_GOOD,), maximum=10),
                    ),
                ),
                VERY_POOR: Pattern(
                    VERY_POOR,
                    (
                        Limit((VERY_POOR,), minimum=60),
                        Limit((POOR, NEEDS_IMPROVEMENT), minimum=10),
                        Limit((VERY_GOOD,), maximum=0),
                    ),
                ),
            },
            "SE MenPANRB 3/2023",
        ),
    ),
)


@dataclass(frozen=True)
class Allowed:
    """Heads that `predicates` together must (minimum) and may (maximum) have; None: no limit."""

    predicates: "tuple[str, ...]"
    minimum: "int | None"
    maximum: "int | None"


@dataclass(frozen=True)
class DistributionWarning:
    """Where a distribution leaves the pattern.

    ``limit`` and ``actual`` count heads of ``predicates`` together (for ``not_peak``: those of
    the largest other predicate and of the expected one); ``share`` is the actual percentage.
    ``information`` marks a unit too small to be judged by percentages.
    """

    code: str
    predicates: "tuple[str, ...]"
    limit: int
    actual: int
    share: Decimal
    total: int
    information: bool

    @property
    def predicate(self):
        """The first predicate concerned; the only one except for a joint minimum."""
        return self.predicates[0]


def pattern_of(organisation_predicate, on):
    """Return the :class:`Pattern` of an organisation predicate on the day `on`.

    :raises UnknownValueError: unknown organisation predicate
    :raises NoRuleInForceError: before the circular of 31 January 2023
    """
    return PATTERNS.on(on)[check_organisation_predicate(organisation_predicate)]


def allowed_heads(organisation_predicate, total, on):
    """Return the limits in heads for a unit of `total` people, as :class:`Allowed` rows.

    >>> allowed_heads("needs_improvement", 15, date(2026, 12, 31))[0].minimum    # 60 % of 15
    9
    >>> allowed_heads("needs_improvement", 15, date(2026, 12, 31))[1].maximum    # 10 % of 15
    1
    """
    total = _heads(total, "number of people")
    return tuple(_allowed(limit, total) for limit in pattern_of(organisation_predicate, on).limits)


def check(organisation_predicate, counts, on, small_unit=SMALL_UNIT):
    """Compare a unit's predicates with the pattern of its organisation predicate.

    :param organisation_predicate: one of
        :data:`rules.predicate.ORGANISATION_PREDICATES`
    :param counts: mapping from predicate to number of people; those missing count 0
    :param on: last day of the period
    :param small_unit: units with fewer people get their warnings as information only
    :return: tuple of :class:`DistributionWarning`, empty when nothing leaves the pattern or
        nobody is rated. Codes: ``above_maximum``, ``below_minimum``, ``not_peak`` (another
        predicate has more people than the one at the peak of the curve)
    :raises UnknownValueError: unknown predicate
    :raises InvalidInputError: ``not_a_count`` for a number of people that is no whole number or
        is below 0
    """
    pattern = pattern_of(organisation_predicate, on)
    heads = dict.fromkeys(PREDICATES, 0)
    for predicate, count in dict(_mapping(counts)).items():
        heads[check_predicate(predicate)] = _heads(count, "number of people")
    total = sum(heads.values())
    if not total:
        return ()

    def warn(code, predicates, limit, actual):
        return DistributionWarning(
            code, predicates, limit, actual, share_of(actual, total), total, total < small_unit
        )

    found = []
    for limit in pattern.limits:
        allowed = _allowed(limit, total)
        actual = sum(heads[predicate] for predicate in allowed.predicates)
        if allowed.maximum is not None and actual > allowed.maximum:
            found.append(warn(ABOVE_MAXIMUM, allowed.predicates, allowed.maximum, actual))
        if allowed.minimum is not None and actual < allowed.minimum:
            found.append(warn(BELOW_MINIMUM, allowed.predicates, allowed.minimum, actual))
    most = max(heads.values())
    if heads[pattern.peak] < most:
        found.append(warn(NOT_PEAK, (pattern.peak,), most, heads[pattern.peak]))
    return tuple(found)


def _allowed(limit, total):
    minimum = limit.heads
    if limit.minimum is not None:
        minimum = -(-total * limit.minimum // 100)
    maximum = None if limit.maximum is None else total * limit.maximum // 100
    return Allowed(limit.predicates, minimum, maximum)


def _heads(value, name):
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidInputError(
            "The %(name)s must be a whole number from 0: %(value)r.",
            code="not_a_count",
            name=name,
            value=value,
        )
    return value


def _mapping(counts):
    if not isinstance(counts, Mapping):
        raise InvalidInputError(
            "The distribution must map each predicate to a number of people.", code="not_a_mapping"
        )
    return counts
