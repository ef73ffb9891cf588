"""The three ratings, used for the results of work and for behaviour alike.

PermenPANRB 6/2022 rates both axes in three steps and gives no formula from a percentage to a
step; the evaluator decides. The suggestion below follows the scheme of KMK 127/2026 (more than
100 above, 90 to 100 meets, less than 90 below), which an office may replace.

>>> suggest_result(Decimal("100.01"), date(2026, 6, 30))
'above'
>>> suggest_result(Decimal("100.00"), date(2026, 6, 30))
'meets'
>>> suggest_result(Decimal("90"), date(2026, 6, 30))
'meets'
>>> suggest_result(Decimal("89.99"), date(2026, 6, 30))
'below'
>>> suggest_result(Decimal("89.99"), date(2026, 6, 30), Thresholds(meets=Decimal(85)))
'meets'
>>> suggest_result(Decimal("NaN"), date(2026, 6, 30))
Traceback (most recent call last):
    ...
rules.exceptions.InvalidInputError: score must be a finite number, not NaN.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .decimals import exact, not_negative
from .exceptions import InvalidInputError, UnknownValueError
from .tables import Dated, DatedTable

ABOVE = "above"
MEETS = "meets"
BELOW = "below"

RATINGS = (ABOVE, MEETS, BELOW)

# Codes of BKN (hasilKerjaNilai, perilakuKerjaNilai).
CODES = {ABOVE: 1, MEETS: 2, BELOW: 3}

# As printed on the evaluation sheet (annex of PermenPANRB 6/2022).
LABELS = {
    ABOVE: "Di Atas Ekspektasi",
    MEETS: "Sesuai Ekspektasi",
    BELOW: "Di Bawah Ekspektasi",
}


@dataclass(frozen=True)
class Thresholds:
    """Scores in percent: over `above` is above, from `meets` up to `above` meets, else below.

    :raises InvalidInputError: ``thresholds_reversed`` when `meets` exceeds `above`
    """

    above: Decimal = Decimal(100)
    meets: Decimal = Decimal(90)

    def __post_init__(self):
        if not_negative(self.meets, "threshold 'meets'") > exact(self.above, "threshold 'above'"):
            raise InvalidInputError(
                "The threshold 'meets' (%(meets)s) must not exceed 'above' (%(above)s).",
                code="thresholds_reversed",
                meets=str(self.meets),
                above=str(self.above),
            )


# Our choice: the scheme of KMK 127/2026 as default for every year of PermenPANRB 6/2022, which
# itself names no threshold; an office may pass its own.
THRESHOLDS = DatedTable(
    "thresholds of the suggested rating",
    (
        Dated(
            date(2022, 1, 1),
            None,
            Thresholds(above=Decimal(100), meets=Decimal(90)),
            "PermenPANRB 6/2022 Art. 24-25; figures of KMK 127/2026",
        ),
    ),
)


def check_rating(value):
    """Return `value` when it is one of :data:`RATINGS`, else raise UnknownValueError."""
    if value not in RATINGS:
        raise UnknownValueError("rating", value, RATINGS)
    return value


def suggest_result(score, on, thresholds=None):
    """Suggest the rating of results for a score in percent.

    :param score: weighted achievement in percent, Decimal or int, as
        :func:`rules.evaluation.result_score` returns it
    :param on: last day of the period; chooses the default thresholds
    :param thresholds: the office's own :class:`Thresholds` instead of the default
    :raises InvalidInputError: when the score is not an exact, finite number. No score, no
        suggestion: the caller does not ask for None
    :raises NoRuleInForceError: for a period before PermenPANRB 6/2022
    """
    limits = THRESHOLDS.on(on) if thresholds is None else thresholds
    number = exact(score, "score")
    if number > limits.above:
        return ABOVE
    if number >= limits.meets:
        return MEETS
    return BELOW
