"""Appraisal periods: the year and its halves, quarters or months.

PermenPANRB 6/2022 Art. 24: periodic evaluation in an interval that the region chooses, and the
annual one. The periods of a year follow one another without a gap or an overlap.

>>> [(period.code, period.name, str(period.end)) for period in generate(2026, HALF)]
[('2026-H1', 'Semester I 2026', '2026-06-30'), ('2026-H2', 'Semester II 2026', '2026-12-31')]
>>> generate(2028, MONTH)[1].end
datetime.date(2028, 2, 29)
>>> months_between(date(2026, 3, 1), date(2026, 12, 31))
Decimal('10')
>>> generate(2026, "week")
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'week' is not a known period kind; expected one of: \
year, half, quarter, month.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from fractions import Fraction

from .decimals import QUANTITY_PLACES, round_half_up, trim
from .exceptions import InvalidInputError, UnknownValueError
from .tables import as_day

YEAR = "year"
HALF = "half"
QUARTER = "quarter"
MONTH = "month"

PERIOD_KINDS = (YEAR, HALF, QUARTER, MONTH)

LABELS = {YEAR: "Tahunan", HALF: "Semester", QUARTER: "Triwulan", MONTH: "Bulanan"}

# Codes of BKN (periodikId); it names no other interval.
CODES = {MONTH: 1, QUARTER: 2}

MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)

# kind -> (code, name, first month, last month), {year} stands for the year.
_SHAPES = {
    YEAR: (("{year}", "Tahun {year}", 1, 12),),
    HALF: (
        ("{year}-H1", "Semester I {year}", 1, 6),
        ("{year}-H2", "Semester II {year}", 7, 12),
    ),
    QUARTER: (
        ("{year}-Q1", "Triwulan I {year}", 1, 3),
        ("{year}-Q2", "Triwulan II {year}", 4, 6),
        ("{year}-Q3", "Triwulan III {year}", 7, 9),
        ("{year}-Q4", "Triwulan IV {year}", 10, 12),
    ),
    MONTH: tuple(
        (f"{{year}}-M{number:02}", name + " {year}", number, number)
        for number, name in enumerate(MONTHS, start=1)
    ),
}

# How a calendar month counts of which only some days are covered.
FULL = "full"
STARTED = "started"
MIDDLE = "middle"
DAYS = "days"

PART_MONTHS = (FULL, STARTED, MIDDLE, DAYS)

MIDDLE_DAY = 15


@dataclass(frozen=True)
class Period:
    """A period: kind, code (stable, sorts by time), official name, first and last day."""

    kind: str
    code: str
    name: str
    start: date
    end: date


def generate(year, kind):
    """Return the periods of one kind that make up `year`, in order of time.

    :param year: calendar year, 1 to 9999
    :param kind: one of :data:`PERIOD_KINDS`
    :return: tuple of :class:`Period`
    :raises UnknownValueError: unknown kind
    :raises InvalidInputError: ``not_a_year``
    """
    if kind not in PERIOD_KINDS:
        raise UnknownValueError("period kind", kind, PERIOD_KINDS)
    if isinstance(year, bool) or not isinstance(year, int) or not MINYEAR <= year <= MAXYEAR:
        raise InvalidInputError("%(year)r is not a calendar year.", code="not_a_year", year=year)
    return tuple(
        Period(
            kind,
            code.format(year=year),
            name.format(year=year),
            date(year, first, 1),
            date(year, last, monthrange(year, last)[1]),
        )
        for code, name, first, last in _SHAPES[kind]
    )


def year_period(year):
    """Return the :class:`Period` of the whole `year`.

    >>> year_period(2026).name
    'Tahun 2026'
    """
    return generate(year, YEAR)[0]


def months_between(start, end, part_month=FULL):
    """Return how many months the days from `start` to `end` (both included) count.

    A calendar month covered in full counts 1. For one covered in part `part_month` decides:
    ``full`` counts 0 (Peraturan BKN 3/2023 takes whole calendar months), ``started`` counts 1,
    ``middle`` counts 1 when its 15th day is covered, ``days`` counts the share of its days.

    :return: Decimal; whole, except with ``days`` (at most six places, half up)
    :raises InvalidInputError: ``dates_reversed``
    :raises UnknownValueError: unknown `part_month`

    >>> leave = date(2026, 1, 1), date(2026, 3, 15)
    >>> [str(months_between(*leave, mode)) for mode in PART_MONTHS]
    ['2', '3', '3', '2.483871']
    """
    if part_month not in PART_MONTHS:
        raise UnknownValueError("part month", part_month, PART_MONTHS)
    start, end = as_day(start, "first day"), as_day(end, "last day")
    if end < start:
        raise InvalidInputError(
            "The last day (%(end)s) is before the first (%(start)s).",
            code="dates_reversed",
            start=start.isoformat(),
            end=end.isoformat(),
        )
    total = sum(
        (
            _month_value(max(start, first), min(end, last), first, last, part_month)
            for first, last in calendar_months(start, end)
        ),
        Fraction(0),
    )
    return trim(round_half_up(total, QUANTITY_PLACES))


def _month_value(covered_from, covered_to, first, last, part_month):
    covered = (covered_to - covered_from).days + 1
    days = (last - first).days + 1
    if covered == days or part_month == STARTED:
        return Fraction(1)
    if part_month == MIDDLE:
        return Fraction(int(covered_from.day <= MIDDLE_DAY <= covered_to.day))
    if part_month == DAYS:
        return Fraction(covered, days)
    return Fraction(0)


def calendar_months(start, end):
    """Yield first and last day of each calendar month that the days touch."""
    first = start.replace(day=1)
    while True:
        last = first.replace(day=monthrange(first.year, first.month)[1])
        yield first, last
        if last >= end:
            return
        first = last + timedelta(days=1)
