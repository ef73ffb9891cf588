"""Rating of results of a head of unit, taken from the achievement of the unit.

SE MenPANRB 3/2023: for the head of an organisation its achievement is the rating of results. How
five values meet three ratings is not printed (see :data:`rules.predicate.LEADER_RATINGS`), so a
region may keep dated rows of its own; the row that began last holds.

>>> head_rating("good", date(2026, 12, 31))
'meets'
>>> own = (MappingRow("poor", date(2026, 7, 1), "meets"),)
>>> head_rating("poor", date(2026, 6, 30), own), head_rating("poor", date(2026, 7, 1), own)
('below', 'meets')
>>> head_rating("fair", date(2026, 12, 31))
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'fair' is not a known organisation predicate; expected one \
of: excellent, good, needs_improvement, poor, very_poor.
"""

from dataclasses import dataclass
from datetime import date

from .predicate import check_organisation_predicate, leader_rating
from .rating import check_rating
from .tables import as_day


@dataclass(frozen=True)
class MappingRow:
    """From ``valid_from`` on, ``value`` of the organisation means ``rating`` for its head."""

    value: str
    valid_from: date
    rating: str


def head_rating(value, on, rows=()):
    """Return the rating of results of the head of an organisation with this achievement.

    :param value: one of :data:`rules.predicate.ORGANISATION_PREDICATES`
    :param on: last day of the period
    :param rows: the region's own :class:`MappingRow` rows; without one for this value and day
        the table of the rules holds
    :raises UnknownValueError: unknown value, or an unknown rating in a row
    """
    value, on = check_organisation_predicate(value), as_day(on, "The day in question")
    own = [row for row in rows if row.value == value and row.valid_from <= on]
    if own:
        return check_rating(max(own, key=lambda row: row.valid_from).rating)
    return leader_rating(value, on)
