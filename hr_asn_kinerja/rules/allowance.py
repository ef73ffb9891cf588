"""Additional income (TPP): what performance and discipline leave of a ceiling.

PP 12/2019 Art. 58 lets every region decide; the usual split is 60 percent for productivity and
40 for discipline. The predicate changes the productivity part only. All figures are one
:class:`Scheme`, which a region replaces by its own regulation (Perwal). Whole rupiah, half up.

>>> from dataclasses import replace
>>> monthly(SIXTY_FORTY, Decimal(2000000), "good", {"TK": 1}).total
Decimal('1976000')
>>> monthly(replace(SIXTY_FORTY, base=TOTAL), Decimal(2000000), "poor", {"TK": 1}).total
Decimal('1340000')
>>> monthly(SIXTY_FORTY, Decimal(2000000), "good", {"XX": 1})
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'XX' is not a known attendance code; expected one of: TK, \
TL1, TL2, TL3, TL4, PSW1, PSW2, PSW3, PSW4.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .decimals import MONEY_PLACES, exact, not_negative, round_half_up
from .exceptions import InvalidInputError, UnknownValueError
from .predicate import (
    GOOD,
    NEEDS_IMPROVEMENT,
    POOR,
    PREDICATES,
    VERY_GOOD,
    VERY_POOR,
    check_predicate,
)

# What an attendance percentage is taken of.
DISCIPLINE = "discipline"
TOTAL = "total"

BASES = (DISCIPLINE, TOTAL)

# Predicate -> percent of the productivity part. Gate: good or better earns all of it.
GATE_PERCENTS = (
    (VERY_GOOD, Decimal(100)),
    (GOOD, Decimal(100)),
    (NEEDS_IMPROVEMENT, Decimal(75)),
    (POOR, Decimal(50)),
    (VERY_POOR, Decimal(25)),
)
STEPPED_PERCENTS = (
    (VERY_GOOD, Decimal(100)),
    (GOOD, Decimal(100)),
    (NEEDS_IMPROVEMENT, Decimal(80)),
    (POOR, Decimal(60)),
    (VERY_POOR, Decimal(40)),
)

# Absent without reason (per day), late in four brackets, left early in the same brackets:
# the common regional figures.
REGIONAL_DEDUCTIONS = (
    ("TK", Decimal("3")),
    ("TL1", Decimal("0.5")),
    ("TL2", Decimal("1")),
    ("TL3", Decimal("1.25")),
    ("TL4", Decimal("1.5")),
    ("PSW1", Decimal("0.5")),
    ("PSW2", Decimal("1")),
    ("PSW3", Decimal("1.25")),
    ("PSW4", Decimal("1.5")),
)
# Permentan 68/2012, a ministry's published example.
MINISTRY_DEDUCTIONS = (
    ("TK", Decimal("4")),
    ("TL1", Decimal("0.5")),
    ("TL2", Decimal("1")),
    ("TL3", Decimal("1.5")),
    ("TL4", Decimal("2")),
    ("PSW1", Decimal("0.5")),
    ("PSW2", Decimal("1")),
    ("PSW3", Decimal("1.5")),
    ("PSW4", Decimal("2")),
)


@dataclass(frozen=True)
class Scheme:
    """The figures of one regional regulation, in percent.

    ``productivity`` and ``discipline`` share the ceiling and add up to 100; ``percents`` says
    what each predicate earns of the productivity part, ``missing`` what is paid of it while
    there is no evaluation; ``deductions`` are per occurrence, taken of ``base``.

    :raises InvalidInputError: ``shares_not_whole`` when the two shares are not 100 together,
        ``percents_incomplete`` when a predicate is missing or doubled
    """

    productivity: Decimal = Decimal(60)
    discipline: Decimal = Decimal(40)
    percents: "tuple[tuple[str, Decimal], ...]" = GATE_PERCENTS
    missing: Decimal = Decimal(0)
    deductions: "tuple[tuple[str, Decimal], ...]" = REGIONAL_DEDUCTIONS
    base: str = DISCIPLINE

    def __post_init__(self):
        shares = (
            not_negative(self.productivity, "productivity share"),
            not_negative(self.discipline, "discipline share"),
        )
        if sum(shares) != 100:
            raise InvalidInputError(
                "Productivity and discipline must share the ceiling: 100 percent together.",
                code="shares_not_whole",
            )
        if sorted(predicate for predicate, _percent in self.percents) != sorted(PREDICATES):
            raise InvalidInputError(
                "A scheme needs one percentage for each of the five predicates.",
                code="percents_incomplete",
            )
        not_negative(self.missing, "percent without an evaluation")
        for _code, percent in (*self.percents, *self.deductions):
            not_negative(percent, "percent")
        if self.base not in BASES:
            raise UnknownValueError("deduction base", self.base, BASES)


# Our choice of default until the region gives its own: see the figures above.
SIXTY_FORTY = Scheme()


@dataclass(frozen=True)
class Allowance:
    """A month's result in whole rupiah: the two parts, what attendance costs, what is left."""

    productivity: Decimal
    discipline: Decimal
    deduction: Decimal
    total: Decimal


def monthly(scheme, ceiling, predicate=None, absences=None, progress=None):
    """Return the allowance of one month before tax and contributions.

    :param scheme: :class:`Scheme`
    :param ceiling: the most that the job pays in a month, rupiah, 0 or more
    :param predicate: the predicate of the latest period; None while it is missing, which pays
        ``scheme.missing`` percent of the productivity part
    :param absences: mapping from attendance code to number of occurrences
    :param progress: percent 0 to 100 of the agreed activity that was done; where a region pays
        by activity it takes the place of the predicate
    :return: :class:`Allowance`. A deduction from the discipline part stops at that part, one
        from the total at the whole amount: nothing falls below 0
    :raises InvalidInputError: ``progress_out_of_range``, ``not_a_count``, ``negative``
    :raises UnknownValueError: unknown predicate or attendance code
    """
    amount = not_negative(ceiling, "ceiling")
    productive = amount * Fraction(scheme.productivity) / 100
    productive = productive * _productivity_percent(scheme, predicate, progress) / 100
    discipline = amount * Fraction(scheme.discipline) / 100
    percent = _deduction_percent(scheme, absences or {})
    if scheme.base == DISCIPLINE:
        deduction = min(discipline * percent / 100, discipline)
    else:
        deduction = min(amount * percent / 100, productive + discipline)
    return Allowance(
        round_half_up(productive, MONEY_PLACES),
        round_half_up(discipline, MONEY_PLACES),
        round_half_up(deduction, MONEY_PLACES),
        round_half_up(productive + discipline - deduction, MONEY_PLACES),
    )


def _productivity_percent(scheme, predicate, progress):
    if progress is not None:
        done = exact(progress, "progress")
        if not 0 <= done <= 100:
            raise InvalidInputError(
                "Progress lies from 0 to 100 percent, not at %(progress)s.",
                code="progress_out_of_range",
                progress=str(progress),
            )
        return done
    if predicate is None:
        return Fraction(scheme.missing)
    return Fraction(dict(scheme.percents)[check_predicate(predicate)])


def _deduction_percent(scheme, absences):
    table = dict(scheme.deductions)
    total = Fraction(0)
    for code, count in absences.items():
        if code not in table:
            raise UnknownValueError("attendance code", code, table)
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            raise InvalidInputError(
                "Occurrences of %(name)s must be a whole number from 0: %(count)r.",
                code="not_a_count",
                name=code,
                count=count,
            )
        total += count * Fraction(table[code])
    return total
