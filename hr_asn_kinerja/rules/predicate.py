"""The predicate of a person (predikat kinerja) from two ratings, and of an organisation.

PermenPANRB 6/2022 Art. 25 and annex: the rating of results and the rating of behaviour meet in
a matrix of nine cells. Bad behaviour is never made good by results. For the head of an
organisation its achievement is the rating of results (SE MenPANRB 3/2023).

>>> year_end = date(2026, 12, 31)
>>> predicate_of("above", "above", year_end)
'very_good'
>>> predicate_of("above", "below", year_end)
'poor'
>>> LABELS[predicate_of("below", "below", year_end)]
'Sangat Kurang'
>>> leader_rating("good", year_end)
'meets'
>>> predicate_of("above", "average", year_end)
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'average' is not a known rating; expected one of: \
above, meets, below.
"""

from datetime import date

from .exceptions import UnknownValueError
from .rating import ABOVE, BELOW, MEETS, check_rating
from .tables import Dated, DatedTable

VERY_GOOD = "very_good"
GOOD = "good"
NEEDS_IMPROVEMENT = "needs_improvement"
POOR = "poor"
VERY_POOR = "very_poor"

PREDICATES = (VERY_GOOD, GOOD, NEEDS_IMPROVEMENT, POOR, VERY_POOR)

# Codes of BKN (kuadranKinerjaNilai).
CODES = {VERY_GOOD: 1, GOOD: 2, NEEDS_IMPROVEMENT: 3, POOR: 4, VERY_POOR: 5}

LABELS = {
    VERY_GOOD: "Sangat Baik",
    GOOD: "Baik",
    NEEDS_IMPROVEMENT: "Butuh Perbaikan",
    POOR: "Kurang",
    VERY_POOR: "Sangat Kurang",
}

EXCELLENT = "excellent"

ORGANISATION_PREDICATES = (EXCELLENT, GOOD, NEEDS_IMPROVEMENT, POOR, VERY_POOR)

# (rating of results, rating of behaviour) -> predicate, in the order of the printed matrix.
MATRIX = DatedTable(
    "matrix of predicates",
    (
        Dated(
            date(2022, 1, 1),
            None,
            {
                (ABOVE, BELOW): POOR,
                (ABOVE, MEETS): GOOD,
                (ABOVE, ABOVE): VERY_GOOD,
                (MEETS, BELOW): POOR,
                (MEETS, MEETS): GOOD,
                (MEETS, ABOVE): GOOD,
                (BELOW, BELOW): VERY_POOR,
                (BELOW, MEETS): NEEDS_IMPROVEMENT,
                (BELOW, ABOVE): NEEDS_IMPROVEMENT,
            },
            "PermenPANRB 6/2022 Art. 25 and annex",
        ),
    ),
)

# Our choice: the circular says that the organisation's achievement is the leader's rating of
# results, but five values meet three ratings; the three lower ones become "below".
LEADER_RATINGS = DatedTable(
    "rating of results of a head of organisation",
    (
        Dated(
            date(2022, 1, 1),
            None,
            {
                EXCELLENT: ABOVE,
                GOOD: MEETS,
                NEEDS_IMPROVEMENT: BELOW,
                POOR: BELOW,
                VERY_POOR: BELOW,
            },
            "PermenPANRB 6/2022; SE MenPANRB 3/2023",
        ),
    ),
)


def check_predicate(value):
    """Return `value` when it is one of :data:`PREDICATES`, else raise UnknownValueError."""
    if value not in PREDICATES:
        raise UnknownValueError("predicate", value, PREDICATES)
    return value


def check_organisation_predicate(value):
    """Return `value` when it is one of :data:`ORGANISATION_PREDICATES`, else raise."""
    if value not in ORGANISATION_PREDICATES:
        raise UnknownValueError("organisation predicate", value, ORGANISATION_PREDICATES)
    return value


def predicate_of(result_rating, behaviour_rating, on):
    """Return the predicate of a person.

    :param result_rating: rating of results, one of :data:`rules.rating.RATINGS`
    :param behaviour_rating: rating of behaviour, one of the same
    :param on: last day of the period
    :raises UnknownValueError: for any other rating, None included
    :raises NoRuleInForceError: for a period before PermenPANRB 6/2022
    """
    cell = (check_rating(result_rating), check_rating(behaviour_rating))
    return MATRIX.on(on)[cell]


def leader_rating(organisation_predicate, on):
    """Return the rating of results of the head of an organisation with this achievement.

    :param organisation_predicate: one of :data:`ORGANISATION_PREDICATES`
    :param on: last day of the period
    :raises UnknownValueError: for any other value
    """
    return LEADER_RATINGS.on(on)[check_organisation_predicate(organisation_predicate)]
