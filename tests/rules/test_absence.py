"""Whole months of absence inside an evaluation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import absence, period
from rules.exceptions import InvalidInputError

FIRST_HALF = (date(2026, 1, 1), date(2026, 6, 30))
days = st.dates(date(2025, 6, 1), date(2027, 6, 30))
spans = st.lists(st.tuples(days, days).map(lambda pair: tuple(sorted(pair))), max_size=5)


def _absent(*pieces):
    return absence.absent_months(*FIRST_HALF, [tuple(map(date.fromisoformat, p)) for p in pieces])


@pytest.mark.parametrize(
    ("pieces", "months"),
    [
        ([("2026-02-01", "2026-04-30")], 3),
        ([("2026-02-01", "2026-04-29")], 2),
        ([("2026-02-02", "2026-02-28")], 0),
        ([("2025-01-01", "2027-12-31")], 6),
        ([("2026-06-01", "2026-08-31")], 1),
        ([("2026-07-01", "2026-08-31")], 0),
        # two that touch, in either order, make one
        ([("2026-03-16", "2026-03-31"), ("2026-03-01", "2026-03-15")], 1),
        ([("2026-03-16", "2026-03-31"), ("2026-03-01", "2026-03-14")], 0),
        # overlapping ones count once
        ([("2026-01-01", "2026-03-31"), ("2026-02-01", "2026-04-30")], 4),
    ],
)
def test_by_hand(pieces, months):
    assert _absent(*pieces) == months


def test_month_that_the_evaluation_holds_in_part():
    """From 10 March the month counts (its 15th day is inside), from 16 March it does not."""
    away = [(date(2026, 3, 1), date(2026, 3, 31))]
    assert absence.absent_months(date(2026, 3, 10), date(2026, 6, 30), away) == 1
    assert absence.absent_months(date(2026, 3, 15), date(2026, 6, 30), away) == 1
    assert absence.absent_months(date(2026, 3, 16), date(2026, 6, 30), away) == 0
    assert absence.absent_months(date(2026, 1, 1), date(2026, 3, 15), away) == 1
    assert absence.absent_months(date(2026, 1, 1), date(2026, 3, 14), away) == 0


def test_parts_are_the_days_inside_the_evaluation():
    away = [(date(2026, 3, 1), date(2026, 4, 30))]
    march, april = (date(2026, 3, 15), date(2026, 3, 31)), (date(2026, 4, 1), date(2026, 4, 20))
    assert absence.absent_parts(march[0], april[1], away) == (march, april)


def test_days_in_the_wrong_order_are_refused():
    with pytest.raises(InvalidInputError) as caught:
        absence.absent_months(*FIRST_HALF, [(date(2026, 4, 1), date(2026, 3, 1))])
    assert caught.value.code == "dates_reversed"
    with pytest.raises(InvalidInputError):
        absence.covers(date(2026, 4, 1), date(2026, 3, 1), [])


@given(days, days, spans)
def test_never_more_than_the_months_that_count(one, other, pieces):
    start, end = sorted((one, other))
    months = absence.absent_months(start, end, pieces)
    assert 0 <= months <= period.months_between(start, end, period.MIDDLE)


@given(days, days, spans)
def test_covered_is_every_day_one_by_one(one, other, pieces):
    start, end = sorted((one, other))
    each = (start + timedelta(days=number) for number in range((end - start).days + 1))
    expected = all(any(first <= day <= last for first, last in pieces) for day in each)
    assert absence.covers(start, end, pieces) == expected
