"""What stands out before a release; every expected number is worked out by hand."""

from decimal import Decimal

import pytest
from rules import calibration
from rules.calibration import Rated
from rules.exceptions import UnknownValueError

TWO = Decimal(2)


def people(evaluator, *cells):
    return [
        Rated((evaluator, number), evaluator, result, behaviour)
        for number, (result, behaviour) in enumerate(cells)
    ]


@pytest.mark.parametrize(
    ("rating", "suggested", "steps"),
    [
        ("above", "below", 2),
        ("above", "meets", 1),
        ("meets", "below", 1),
        ("meets", "above", -1),
        ("below", "meets", -1),
        ("below", "above", -2),
    ],
)
def test_deviation_counts_steps(rating, suggested, steps):
    (found,) = calibration.deviations([Rated(1, 2, rating, "meets", suggested)])
    assert (found.key, found.steps) == (1, steps)


def test_no_suggestion_or_the_same_is_no_deviation():
    assert not calibration.deviations(
        [Rated(1, 2, "above", "meets", None), Rated(2, 2, "meets", "below", "meets")]
    )


def test_the_furthest_deviation_comes_first():
    found = calibration.deviations(
        [Rated(1, 2, "meets", "meets", "above"), Rated(2, 2, "below", "meets", "above")]
    )
    assert [one.key for one in found] == [2, 1]


def test_mean_by_hand():
    # (3 + 2 + 2 + 1 + 1) / 5 = 1.8
    assert calibration.mean_of({"above": 1, "meets": 2, "below": 2}) == Decimal("1.80")
    assert calibration.mean_of({}) is None


def test_lenient_from_half_a_step_and_five_people():
    # Results: 5 x 3 = 3.00, one step more; behaviour: the same as all; half a step in the mean.
    (found,) = calibration.leaning(people("a", *[("above", "meets")] * 5), TWO, TWO)
    assert (found.people, found.results, found.behaviour) == (5, Decimal("1.00"), Decimal("0.00"))
    assert found.direction == "lenient"
    (few,) = calibration.leaning(people("a", *[("above", "meets")] * 4), TWO, TWO)
    assert few.direction is None
    # One of five less: (4 x 3 + 2) / 5 = 2.8, 0.4 in the mean of both.
    mixed = people("a", *[("above", "meets")] * 4, ("meets", "meets"))
    (little,) = calibration.leaning(mixed, TWO, TWO)
    assert (little.results, little.direction) == (Decimal("0.80"), None)


def test_severe_from_half_a_step_and_five_people():
    (found,) = calibration.leaning(people("a", *[("below", "meets")] * 5), TWO, TWO)
    assert (found.results, found.direction) == (Decimal("-1.00"), "severe")
    (few,) = calibration.leaning(people("a", *[("below", "meets")] * 4), TWO, TWO)
    assert few.direction is None


def test_two_directions_that_outweigh_each_other_lean_nowhere():
    (found,) = calibration.leaning(people("a", *[("above", "below")] * 5), TWO, TWO)
    assert (found.results, found.behaviour) == (Decimal("1.00"), Decimal("-1.00"))
    assert found.direction is None


def test_severe_and_the_order():
    rated = people("a", *[("meets", "meets")] * 5) + people("b", *[("below", "below")] * 5)
    first, second = calibration.leaning(rated, TWO, TWO)
    assert (first.evaluator, first.direction) == ("b", "severe")
    assert (second.evaluator, second.direction) == ("a", None)


def test_all_the_same_from_three_people():
    rated = people("a", *[("meets", "meets")] * 3) + people("b", *[("meets", "meets")] * 2)
    rated += people("c", *[("meets", "meets")] * 3, ("meets", "above"))
    (found,) = calibration.all_the_same(rated)
    assert (found.evaluator, found.people) == ("a", 3)
    assert (found.result_rating, found.behaviour_rating) == ("meets", "meets")


def test_all_the_same_the_most_people_first():
    rated = people("a", *[("meets", "meets")] * 3) + people("b", *[("above", "meets")] * 4)
    assert [one.evaluator for one in calibration.all_the_same(rated)] == ["b", "a"]


def test_nobody_without_an_evaluator_leans():
    assert not calibration.leaning(people(None, *[("above", "above")] * 9), TWO, TWO)
    assert not calibration.all_the_same(people(False, *[("above", "above")] * 9))


@pytest.mark.parametrize("values", [("good", "meets"), ("meets", None), ("meets", "meets", "x")])
def test_unknown_ratings_are_refused(values):
    with pytest.raises(UnknownValueError):
        Rated(1, 2, *values)
    with pytest.raises(UnknownValueError):
        calibration.mean_of({"x": 1})
