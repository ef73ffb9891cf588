"""How far the holder of a functional post is from the next rank and level.

PermenPANRB 1/2023 and Peraturan BKN 3/2023: points are summed per level and start at 0 on the
next one; a rank starts from its base points. Points alone promote nobody: the other conditions
are hints, and what no computer knows (vacancy, competency test) is left open.

>>> found = standing("expert_first", "III/a", Decimal("37.50"), date(2026, 12, 31))
>>> found.next_rank, found.rank_target, found.rank_shortage
('III/b', 50, Decimal('12.50'))
>>> found.next_level, found.level_target, found.level_shortage
('expert_junior', 100, Decimal('62.50'))
>>> standing("expert_first", "IV/a", Decimal("0"), date(2026, 12, 31)).rank_target is None
True
>>> standing("expert_last", "III/a", Decimal("0"), date(2026, 12, 31))
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'expert_last' is not a known functional level; expected one \
of: expert_first, expert_junior, expert_middle, expert_principal, skill_beginner, skill_skilled, \
skill_proficient, skill_supervisor.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from .credit import level_of, shortage
from .exceptions import InvalidInputError
from .predicate import GOOD, VERY_GOOD, check_predicate
from .tables import as_day

# Peraturan BKN 3/2023: predicate of at least good in the last two years.
GOOD_YEARS = 2

# Conditions; each is met, not met, or not known to the program.
POINTS = "points"
GOOD_PREDICATES = "good_predicates"
TIME_IN_RANK = "time_in_rank"
ONE_YEAR_IN_LEVEL = "one_year_in_level"
COMPETENCY_TEST = "competency_test"
VACANCY = "vacancy"


@dataclass(frozen=True)
class Standing:
    """Points against what the next rank and the next level need; None where there is no next."""

    base: "int | None"
    next_rank: "str | None"
    rank_target: "int | None"
    rank_shortage: "Decimal | None"
    next_level: "str | None"
    level_target: "int | None"
    level_shortage: "Decimal | None"


@dataclass(frozen=True)
class Stretch:
    """A level, and the rank on its first day, from ``start`` to ``end``."""

    start: date
    end: date
    level: str
    rank: "str | None"


def standing(level, rank, cumulative, on):
    """Return the :class:`Standing` of somebody with so many points on this level and rank.

    :param rank: code such as ``III/a``; one that the level does not have gives no next rank
    :raises UnknownValueError: unknown level
    """
    row = level_of(level, on)
    ranks = dict(row.ranks)
    base = ranks.get(rank)
    codes = list(ranks)
    following = None
    if base is not None:
        later = codes[codes.index(rank) + 1 :]
        if not later and row.next_level:
            later = [code for code, _base in level_of(row.next_level, on).ranks]
        following = later[0] if later else None
    rank_target = base + row.rank_need if following else None
    return Standing(
        base,
        following,
        rank_target,
        shortage(cumulative, rank_target),
        row.next_level,
        row.level_need,
        shortage(cumulative, row.level_need),
    )


def good_years(predicates):
    """Return how many of the latest years in a row were at least good.

    :param predicates: mapping from calendar year to annual predicate

    >>> good_years({2024: "poor", 2025: "good", 2026: "very_good"})
    2
    >>> good_years({2024: "good", 2026: "good"})
    1
    """
    count, year = 0, max(predicates, default=None)
    while year in predicates and check_predicate(predicates[year]) in (VERY_GOOD, GOOD):
        count, year = count + 1, year - 1
    return count


def conditions(found, good, years_in_level=None):
    """Return the conditions of the next rank and of the next level.

    :param found: a :class:`Standing`
    :param good: years in a row with at least good, see :func:`good_years`
    :param years_in_level: full years on the level; None when not known
    :return: (of the rank, of the level), each a tuple of (condition, True, False or None for not
        known to the program); empty where there is no next

    >>> ready = standing("expert_first", "III/a", Decimal("52"), date(2026, 12, 31))
    >>> conditions(ready, 2)[0]
    (('points', True), ('good_predicates', True), ('time_in_rank', None))
    """
    enough = good >= GOOD_YEARS
    of_rank = of_level = ()
    if found.rank_target is not None:
        of_rank = (
            (POINTS, not found.rank_shortage),
            (GOOD_PREDICATES, enough),
            (TIME_IN_RANK, None),
        )
    if found.level_target is not None:
        in_level = None if years_in_level is None else years_in_level >= 1
        of_level = (
            (POINTS, not found.level_shortage),
            (GOOD_PREDICATES, good >= 1),
            (ONE_YEAR_IN_LEVEL, in_level),
            (COMPETENCY_TEST, None),
            (VACANCY, None),
        )
    return of_rank, of_level


def stretches(start, end, changes):
    """Cut the days from ``start`` to ``end`` where the level changes.

    :param changes: iterable of (day, level or None, rank); what holds on ``start`` is the last
        one up to it. Days without a functional level are left out.
    :return: tuple of :class:`Stretch` in order of time

    >>> rows = [(date(2024, 1, 1), "expert_first", "III/b"),
    ...         (date(2026, 8, 1), "expert_junior", "III/c")]
    >>> [(str(part.end), part.level) for part in stretches(date(2026, 1, 1), date(2026, 12, 31),
    ...                                                    rows)]
    [('2026-07-31', 'expert_first'), ('2026-12-31', 'expert_junior')]
    """
    start, end = as_day(start, "first day"), as_day(end, "last day")
    if end < start:
        raise InvalidInputError(
            "The last day (%(end)s) is before the first (%(start)s).",
            code="dates_reversed",
            start=start.isoformat(),
            end=end.isoformat(),
        )
    current, cuts = (None, None), []
    for day, level, rank in sorted(changes, key=lambda change: change[0]):
        if day <= start:
            current = (level, rank)
        elif day <= end:
            cuts.append((day, level, rank))
    parts, first = [], start
    for day, level, rank in cuts:
        if level == current[0]:
            continue
        parts.append((first, day - timedelta(days=1), *current))
        first, current = day, (level, rank)
    parts.append((first, end, *current))
    return tuple(Stretch(*part) for part in parts if part[2])
