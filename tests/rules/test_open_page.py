"""Which figures of services may be shown to everybody."""

from decimal import Decimal
from fractions import Fraction

import pytest
from rules.open_page import Point, minimum_in_force, open_points, trend, weighted_mean


def points(*values, answers=50):
    return [Point(number, Decimal(value), answers) for number, value in enumerate(values)]


@pytest.mark.parametrize("setting", [-5, 0, 1, 10])
def test_fewer_than_ten_is_never_possible(setting):
    nine, ten = Point("a", Decimal(80), 9), Point("b", Decimal(80), 10)
    assert open_points([nine, ten], setting) == (ten,)


def test_the_region_may_ask_for_more():
    assert open_points(points(80, answers=99), 100) == ()
    assert len(open_points(points(80, answers=100), 100)) == 1
    assert open_points(points(80, answers=29), None) == ()
    assert minimum_in_force(10**9) == 1000


def test_a_mean_is_over_single_answers_never_over_means():
    assert weighted_mean([(60, 1), (90, 2), (0, 0)]) == Fraction(80)
    assert weighted_mean([(60, 0)]) is None
    # no answers have no mean
    assert weighted_mean([(None, 0), (80, 10)]) == Fraction(80)
    assert weighted_mean([]) is None


@pytest.mark.parametrize(
    ("values", "lower", "expected"),
    [
        ((80, 85), False, "better"),
        ((85, 80), False, "worse"),
        ((30, 20), True, "better"),
        ((20, 30), True, "worse"),
        ((10, 80, 80), False, "same"),
        ((80,), False, None),
        ((), True, None),
    ],
)
def test_trend_compares_the_last_two(values, lower, expected):
    assert trend(points(*values), lower) == expected
