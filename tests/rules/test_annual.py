"""The year in several posts, the direction of figures, and the day an annual evaluation is due."""

from datetime import date
from decimal import Decimal

import pytest
from rules.annual import (
    DIRECTIONS,
    Stretch,
    annual_due,
    chart_points,
    direction,
    year_achievement,
)
from rules.exceptions import InvalidInputError


def test_moved_on_1_august_has_two_segments_and_one_year():
    """Vector 34: seven and five months; (7 * 80 + 5 * 110) / 12 = 92.5."""
    assert year_achievement([Stretch(7, Decimal(80)), Stretch(5, Decimal(110))]) == Decimal("92.50")


@pytest.mark.parametrize(
    ("stretches", "expected"),
    [
        ([], None),
        ([Stretch(12, None)], None),
        ([Stretch(0, Decimal(50)), Stretch(12, Decimal(90))], Decimal("90.00")),
        ([Stretch(0, Decimal(50))], None),
        ([Stretch(6, Decimal(0)), Stretch(6, Decimal(100))], Decimal("50.00")),
        ([Stretch(1, Decimal(40)), Stretch(11, Decimal(100))], Decimal("95.00")),
    ],
)
def test_months_weigh_and_nothing_counts_as_zero(stretches, expected):
    assert year_achievement(stretches) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([90], None),
        ([None, 90, None], None),
        ([90, 92], "rising"),
        ([90, 91], "steady"),
        ([90, 88], "falling"),
        ([90, 120, 90], "steady"),
    ],
)
def test_direction_from_first_to_last(values, expected):
    assert direction([None if v is None else Decimal(v) for v in values]) == expected


def test_due_day_over_the_leap_day():
    assert annual_due(date(2028, 2, 28), 1) == date(2028, 2, 29)
    assert annual_due(date(2027, 2, 28), 1) == date(2027, 3, 1)
    assert annual_due(date(2026, 12, 31), 0) == date(2026, 12, 31)
    # A year of 366 days at most: the 365 days of 2027, and one more.
    assert annual_due(date(2026, 12, 31), 366) == date(2028, 1, 1)


@pytest.mark.parametrize("days", [-1, 367, True, 1.5, "3", None])
def test_due_days_out_of_range(days):
    with pytest.raises(InvalidInputError):
        annual_due(date(2026, 12, 31), days)


def test_points_stay_inside_the_picture():
    points = chart_points([0, 60, 999, None], 300, 100, top=120, margin=20)
    assert points == [(20, 80), (107, 50), (193, 20), None]
    assert chart_points([120], 100, 100, top=120, margin=10) == [(50, 10)]
    assert chart_points([], 100, 100) == []
    # What lies below 0 stands where 0 stands.
    assert chart_points([-50, 1], 100, 100, top=100, margin=0) == [(0, 100), (100, 99)]
    # 120 percent, the most there is, stands at the upper margin of 12 points.
    assert chart_points([120], 100, 100) == [(50, 12)]
    # Two figures stand at the two margins.
    assert chart_points([120, 0], 100, 100, top=120, margin=10) == [(10, 10), (90, 90)]


def test_directions_are_all_that_is_answered():
    found = {direction([0, figure]) for figure in (5, 0, -5)}
    assert found == set(DIRECTIONS) and len(DIRECTIONS) == 3
