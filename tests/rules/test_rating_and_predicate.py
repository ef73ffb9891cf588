"""Ratings, thresholds, the matrix and the leader rule."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import predicate, rating
from rules.exceptions import InvalidInputError, NoRuleInForceError, UnknownValueError

YEAR_END = date(2026, 12, 31)
ORDER = {rating.BELOW: 0, rating.MEETS: 1, rating.ABOVE: 2}
WORST_FIRST = tuple(reversed(predicate.PREDICATES))

scores = st.decimals(0, 120, places=2)


def test_constants_are_in_official_order_and_complete():
    assert rating.RATINGS == ("above", "meets", "below")
    assert [rating.CODES[value] for value in rating.RATINGS] == [1, 2, 3]
    assert [predicate.CODES[value] for value in predicate.PREDICATES] == [1, 2, 3, 4, 5]
    assert list(predicate.LABELS.values()) == [
        "Sangat Baik",
        "Baik",
        "Butuh Perbaikan",
        "Kurang",
        "Sangat Kurang",
    ]


@pytest.mark.parametrize("row", predicate.MATRIX.rows, ids=lambda row: str(row.valid_from))
def test_every_matrix_has_the_nine_cells_and_no_other(row):
    cells = {(results, behaviour) for results in ORDER for behaviour in ORDER}
    assert set(row.value) == cells
    assert set(row.value.values()) <= set(predicate.PREDICATES)


@pytest.mark.parametrize("row", predicate.MATRIX.rows, ids=lambda row: str(row.valid_from))
def test_a_better_rating_never_makes_a_worse_predicate(row):
    for (results, behaviour), found in row.value.items():
        for (other_results, other_behaviour), other in row.value.items():
            if (
                ORDER[other_results] >= ORDER[results]
                and ORDER[other_behaviour] >= ORDER[behaviour]
            ):
                assert WORST_FIRST.index(other) >= WORST_FIRST.index(found)


@pytest.mark.parametrize("results", rating.RATINGS)
def test_results_never_make_good_what_behaviour_spoiled(results):
    found = predicate.predicate_of(results, rating.BELOW, YEAR_END)
    assert found in (predicate.POOR, predicate.VERY_POOR)


@pytest.mark.parametrize("wrong", [None, "", "ABOVE", 1, False, "good", []])
def test_unknown_ratings_and_predicates_are_refused(wrong):
    with pytest.raises(UnknownValueError) as refused:
        predicate.predicate_of(wrong, rating.MEETS, YEAR_END)
    assert refused.value.code == "unknown_rating"
    with pytest.raises(UnknownValueError):
        predicate.predicate_of(rating.MEETS, wrong, YEAR_END)
    with pytest.raises(UnknownValueError) as refused:
        predicate.check_predicate(wrong if wrong != "good" else "fine")
    assert refused.value.code == "unknown_predicate"


def test_codes_of_the_national_system():
    assert [predicate.CODES[key] for key in predicate.PREDICATES] == [1, 2, 3, 4, 5]
    assert [rating.CODES[key] for key in rating.RATINGS] == [1, 2, 3]


@pytest.mark.parametrize(
    ("organisation", "expected"),
    [
        ("excellent", "above"),
        ("good", "meets"),
        ("needs_improvement", "below"),
        ("poor", "below"),
        ("very_poor", "below"),
    ],
)
def test_leader_rating(organisation, expected):
    assert predicate.leader_rating(organisation, YEAR_END) == expected


def test_leader_rating_knows_no_very_good_organisation():
    with pytest.raises(UnknownValueError) as refused:
        predicate.leader_rating("very_good", YEAR_END)
    assert refused.value.code == "unknown_organisation_predicate"


def test_nothing_is_answered_for_a_year_under_older_law():
    for ask in (
        lambda on: predicate.predicate_of("meets", "meets", on),
        lambda on: predicate.leader_rating("good", on),
        lambda on: rating.suggest_result(Decimal(95), on),
    ):
        with pytest.raises(NoRuleInForceError):
            ask(date(2021, 12, 31))
        ask(date(2022, 1, 1))


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ("120", "above"),
        ("100.01", "above"),
        ("100.00", "meets"),
        ("90.00", "meets"),
        ("89.99", "below"),
        ("0", "below"),
    ],
)
def test_suggestion_at_the_thresholds(score, expected):
    assert rating.suggest_result(Decimal(score), YEAR_END) == expected


def test_an_office_may_set_its_own_thresholds():
    own = rating.Thresholds(above=Decimal(110), meets=Decimal(80))
    asked = [rating.suggest_result(Decimal(score), YEAR_END, own) for score in (111, 110, 80, 79)]
    assert asked == ["above", "meets", "meets", "below"]


def test_thresholds_that_cross_are_refused():
    with pytest.raises(InvalidInputError) as refused:
        rating.Thresholds(above=Decimal(80), meets=Decimal(90))
    assert refused.value.code == "thresholds_reversed"
    with pytest.raises(InvalidInputError):
        rating.Thresholds(meets=Decimal(-1))


@pytest.mark.parametrize("score", [None, 95.0, "95", Decimal("NaN")])
def test_no_suggestion_without_an_exact_score(score):
    with pytest.raises(InvalidInputError):
        rating.suggest_result(score, YEAR_END)


@given(scores, scores)
def test_a_higher_score_never_suggests_a_lower_rating(one, other):
    low, high = sorted((one, other))
    assert (
        ORDER[rating.suggest_result(low, YEAR_END)] <= ORDER[rating.suggest_result(high, YEAR_END)]
    )


def test_default_thresholds():
    assert rating.Thresholds() == rating.THRESHOLDS.on(YEAR_END)
    assert (rating.Thresholds().above, rating.Thresholds().meets) == (100, 90)
    equal = rating.Thresholds(above=Decimal(95), meets=Decimal(95))
    found = [rating.suggest_result(Decimal(score), YEAR_END, equal) for score in (96, 95, 94)]
    assert found == ["above", "meets", "below"]
