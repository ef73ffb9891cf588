"""Credit points (angka kredit) of PNS in functional posts.

PermenPANRB 1/2023 Art. 37 and Peraturan BKN 3/2023: the predicate of the year times the
coefficient of the level, by twelfths for part of a year; two places, half up. Points are summed
per level and start at 0 on the next. Once the annual predicate exists it replaces what the
periods gave for the same months.

>>> points(EXPERT_FIRST, "very_good", 12, date(2023, 12, 31))
Decimal('18.75')
>>> points(EXPERT_FIRST, "good", 2, date(2024, 2, 29))
Decimal('2.08')
>>> points(EXPERT_FIRST, "good", 13, date(2024, 12, 31))
Traceback (most recent call last):
    ...
rules.exceptions.InvalidInputError: Credit points are worked out for 0 to 12 months, not 13.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from .decimals import exact, not_negative, round_half_up
from .exceptions import InvalidInputError, UnknownValueError
from .period import FULL, months_between
from .predicate import (
    GOOD,
    NEEDS_IMPROVEMENT,
    POOR,
    VERY_GOOD,
    VERY_POOR,
    check_predicate,
)
from .tables import Dated, DatedTable, as_day

POINT_PLACES = 2
MONTHS_OF_YEAR = 12

EXPERTISE = "expertise"
SKILL = "skill"

EXPERT_FIRST = "expert_first"
EXPERT_JUNIOR = "expert_junior"
EXPERT_MIDDLE = "expert_middle"
EXPERT_PRINCIPAL = "expert_principal"
SKILL_BEGINNER = "skill_beginner"
SKILL_SKILLED = "skill_skilled"
SKILL_PROFICIENT = "skill_proficient"
SKILL_SUPERVISOR = "skill_supervisor"

LEVELS = (
    EXPERT_FIRST,
    EXPERT_JUNIOR,
    EXPERT_MIDDLE,
    EXPERT_PRINCIPAL,
    SKILL_BEGINNER,
    SKILL_SKILLED,
    SKILL_PROFICIENT,
    SKILL_SUPERVISOR,
)

LABELS = {
    EXPERT_FIRST: "Ahli Pertama",
    EXPERT_JUNIOR: "Ahli Muda",
    EXPERT_MIDDLE: "Ahli Madya",
    EXPERT_PRINCIPAL: "Ahli Utama",
    SKILL_BEGINNER: "Pemula",
    SKILL_SKILLED: "Terampil",
    SKILL_PROFICIENT: "Mahir",
    SKILL_SUPERVISOR: "Penyelia",
}


@dataclass(frozen=True)
class Level:
    """A level of functional posts.

    ``ranks`` pairs each rank with the points it starts from; ``coefficient`` is points per
    year; ``rank_need`` and ``level_need`` are the points for the next rank and level.
    """

    code: str
    category: str
    ranks: "tuple[tuple[str, int], ...]"
    coefficient: Decimal
    rank_need: int
    level_need: "int | None"
    next_level: "str | None"


# The starting points of the first rank of every level and of III/d are those of Peraturan BKN
# 3/2023; the others follow the same step (Our choice, not printed in what could be read).
LEVEL_TABLE = DatedTable(
    "levels of functional posts",
    (
        Dated(
            date(2023, 1, 1),
            None,
            {
                EXPERT_FIRST: Level(
                    EXPERT_FIRST, EXPERTISE,
                    (("III/a", 0), ("III/b", 50)),
                    Decimal("12.5"), 50, 100, EXPERT_JUNIOR,
                ),
                EXPERT_JUNIOR: Level(
                    EXPERT_JUNIOR, EXPERTISE,
                    (("III/c", 0), ("III/d", 100)),
                    Decimal("25"), 100, 200, EXPERT_MIDDLE,
                ),
                EXPERT_MIDDLE: Level(
                    EXPERT_MIDDLE, EXPERTISE,
                    (("IV/a", 0), ("IV/b", 150), ("IV/c", 300)),
                    Decimal("37.5"), 150, 450, EXPERT_PRINCIPAL,
                ),
                EXPERT_PRINCIPAL: Level(
                    EXPERT_PRINCIPAL, EXPERTISE,
                    (("IV/d", 0), ("IV/e", 200)),
                    Decimal("50"), 200, None, None,
                ),
                SKILL_BEGINNER: Level(
                    SKILL_BEGINNER, SKILL,
                    (("II/a", 0),),
                    Decimal("3.75"), 15, 15, SKILL_SKILLED,
                ),
                SKILL_SKILLED: Level(
                    SKILL_SKILLED, SKILL,
                    (("II/b", 0), ("II/c", 20), ("II/d", 40)),
                    Decimal("5"), 20, 60, SKILL_PROFICIENT,
                ),
                SKILL_PROFICIENT: Level(
                    SKILL_PROFICIENT, SKILL,
                    (("III/a", 0), ("III/b", 50)),
                    Decimal("12.5"), 50, 100, SKILL_SUPERVISOR,
                ),
                SKILL_SUPERVISOR: Level(
                    SKILL_SUPERVISOR, SKILL,
                    (("III/c", 0), ("III/d", 100)),
                    Decimal("25"), 100, None, None,
                ),
            },
            "PermenPANRB 1/2023 annex A; Peraturan BKN 3/2023",
        ),
    ),
)  # fmt: skip

# Percent of the coefficient.
PERCENTS = DatedTable(
    "percent of the coefficient per predicate",
    (
        Dated(
            date(2023, 1, 1),
            None,
            {
                VERY_GOOD: Decimal(150),
                GOOD: Decimal(100),
                NEEDS_IMPROVEMENT: Decimal(75),
                POOR: Decimal(50),
                VERY_POOR: Decimal(25),
            },
            "PermenPANRB 1/2023 Art. 37",
        ),
    ),
)


def level_of(code, on):
    """Return the :class:`Level` with this code on the day `on`.

    :raises UnknownValueError: no such level
    :raises NoRuleInForceError: before 2023 (points were given for activities then)
    """
    table = LEVEL_TABLE.on(on)
    if code not in table:
        raise UnknownValueError("functional level", code, table)
    return table[code]


def percent_of(predicate, on):
    """Return the percent of the coefficient that a predicate earns on the day `on`."""
    return PERCENTS.on(on)[check_predicate(predicate)]


def points(level, predicate, months, on):
    """Return the points of a stretch of time on one level with one predicate.

    :param level: one of :data:`LEVELS`
    :param predicate: one of :data:`rules.predicate.PREDICATES`
    :param months: months that count, 0 to 12; see :func:`months`
    :param on: last day of the stretch
    :return: Decimal with two places, half up: months / 12 x percent x coefficient
    :raises UnknownValueError: unknown level or predicate
    :raises InvalidInputError: ``months_out_of_range``
    """
    count = exact(months, "months")
    if not 0 <= count <= MONTHS_OF_YEAR:
        raise InvalidInputError(
            "Credit points are worked out for 0 to %(most)d months, not %(months)s.",
            code="months_out_of_range",
            most=MONTHS_OF_YEAR,
            months=str(months),
        )
    coefficient = exact(level_of(level, on).coefficient, "coefficient")
    percent = exact(percent_of(predicate, on), "percent")
    return round_half_up(count / MONTHS_OF_YEAR * percent / 100 * coefficient, POINT_PLACES)


def months(start, end, part_month=FULL):
    """Return the months that count for credit points between two days, both included.

    Whole calendar months by default; what a month counts of which only some days are served is
    left open by Peraturan BKN 3/2023, see :func:`rules.period.months_between`.

    >>> months(date(2026, 8, 1), date(2026, 12, 31))
    Decimal('5')
    """
    return months_between(start, end, part_month)


@dataclass(frozen=True)
class Credit:
    """What earned points: first and last day, level, predicate; `annual` or of a period."""

    start: date
    end: date
    level: str
    predicate: str
    annual: bool

    def __post_init__(self):
        if as_day(self.end, "last day") < as_day(self.start, "first day"):
            raise InvalidInputError(
                "The last day (%(end)s) is before the first (%(start)s).",
                code="dates_reversed",
                start=self.start.isoformat(),
                end=self.end.isoformat(),
            )


def effective(credits):
    """Return the credits that count: periodic ones give way to annual ones of the same days.

    A periodic credit may be covered by several annual ones together (a year split by a change
    of level).

    :param credits: iterable of :class:`Credit`
    :return: tuple in order of time
    :raises InvalidInputError: ``credits_overlap`` when two annual or two periodic credits share
        a day, or an annual one covers only a part of a periodic one
    """
    ordered = sorted(credits, key=lambda credit: (credit.start, credit.end))
    annual = [credit for credit in ordered if credit.annual]
    periodic = [credit for credit in ordered if not credit.annual]
    for rows in (annual, periodic):
        for row, following in pairwise(rows):
            if following.start <= row.end:
                raise _overlap(row, following)
    kept = []
    for credit in periodic:
        covers = [row for row in annual if row.start <= credit.end and credit.start <= row.end]
        if not covers:
            kept.append(credit)
        elif not _covered(credit, covers):
            raise _overlap(credit, covers[0])
    return tuple(sorted(annual + kept, key=lambda credit: credit.start))


def _covered(credit, rows):
    day = credit.start
    for row in rows:
        if row.start > day:
            return False
        if row.end >= credit.end:
            return True
        day = row.end + timedelta(days=1)
    return False


def _overlap(one, other):
    return InvalidInputError(
        "Credits of %(one)s and %(other)s share days; end one before the other begins.",
        code="credits_overlap",
        one=f"{one.start} - {one.end}",
        other=f"{other.start} - {other.end}",
    )


def totals(credits, part_month=FULL):
    """Return the points per level, each credit rounded as it is printed, then added.

    :param credits: iterable of :class:`Credit`; :func:`effective` is applied
    :return: dict from level to Decimal; points of two levels are never mixed

    >>> year = [Credit(date(2026, 1, 1), date(2026, 7, 31), EXPERT_FIRST, "good", True),
    ...         Credit(date(2026, 8, 1), date(2026, 12, 31), EXPERT_JUNIOR, "good", True)]
    >>> totals(year)
    {'expert_first': Decimal('7.29'), 'expert_junior': Decimal('10.42')}
    """
    result = {}
    for credit in effective(credits):
        earned = points(
            credit.level,
            credit.predicate,
            months(credit.start, credit.end, part_month),
            credit.end,
        )
        result[credit.level] = result.get(credit.level, Decimal("0.00")) + earned
    return result


def base_points(level, rank, on):
    """Return the points a rank of this level starts from (angka kredit dasar).

    >>> base_points(EXPERT_JUNIOR, "III/d", date(2026, 12, 31))
    100

    :raises UnknownValueError: the level has no such rank
    """
    ranks = dict(level_of(level, on).ranks)
    if rank not in ranks:
        raise UnknownValueError("rank of this level", rank, ranks)
    return ranks[rank]


def shortage(cumulative, need):
    """Return the points still missing up to `need`, 0.00 when it is reached.

    :param cumulative: points on the level so far
    :param need: ``rank_need`` or ``level_need`` of the :class:`Level`; None (no next level)
        gives None

    >>> shortage(Decimal("37.50"), 50), shortage(Decimal("52.08"), 50)
    (Decimal('12.50'), Decimal('0.00'))
    """
    have = not_negative(cumulative, "cumulative points")
    if need is None:
        return None
    return round_half_up(max(not_negative(need, "need") - have, 0), POINT_PLACES)
