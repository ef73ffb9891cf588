"""Decisions on objections and days off; values from PP 30/2019 Art. 59 and the calendar."""

from datetime import date, datetime
from itertools import product

import pytest
from rules import objection
from rules.deadline import WORKING, add_days
from rules.exceptions import InvalidInputError, UnknownValueError

RATINGS = ("above", "meets", "below")
PAIRS = tuple(product(RATINGS, RATINGS))


@pytest.mark.parametrize(
    ("received", "last"),
    [
        (date(2028, 2, 15), date(2028, 2, 29)),  # a leap year has the day
        (date(2026, 2, 15), date(2026, 3, 1)),
        (date(2028, 2, 29), date(2028, 3, 14)),
        (date(2026, 12, 20), date(2027, 1, 3)),
    ],
)
def test_the_last_day_over_the_ends_of_months(received, last):
    assert add_days(received, 14) == last


def test_working_days_leave_out_weekend_and_holidays():
    # 2 March 2026 is a Monday; 14 working days end on Friday 20 March, with two days off between
    # on Tuesday 24 March.
    assert add_days(date(2026, 3, 2), 14, WORKING) == date(2026, 3, 20)
    off = objection.days_off(
        [(datetime(2026, 3, 18, 17), datetime(2026, 3, 20, 16, 59, 59))], "Asia/Jakarta"
    )
    assert off == {date(2026, 3, 19), date(2026, 3, 20)}
    assert add_days(date(2026, 3, 2), 14, WORKING, off) == date(2026, 3, 24)


@pytest.mark.parametrize(
    ("zone", "days"),
    [
        ("Asia/Jakarta", {date(2026, 3, 19)}),  # 00:00 to 24:00 in the west
        ("Asia/Jayapura", {date(2026, 3, 19), date(2026, 3, 20)}),  # 02:00 to 02:00 in the east
        ("UTC", {date(2026, 3, 18), date(2026, 3, 19)}),
    ],
)
def test_a_day_off_is_counted_in_the_zone_of_the_region(zone, days):
    span = (datetime(2026, 3, 18, 17), datetime(2026, 3, 19, 17))
    assert objection.days_off([span], zone) == days


def test_no_spans_no_days_off():
    assert objection.days_off([], "Asia/Jakarta") == frozenset()
    moment = datetime(2026, 3, 19, 3)
    assert objection.days_off([(moment, moment)], "Asia/Jakarta") == {date(2026, 3, 19)}


@pytest.mark.parametrize("before", PAIRS)
def test_keeping_leaves_both_ratings_and_returning_decides_none(before):
    assert objection.decided_ratings("keep", before, ("above", "above")) == before
    assert objection.decided_ratings("return", before) is None


@pytest.mark.parametrize("before", PAIRS)
@pytest.mark.parametrize("wanted", tuple(product((None, *RATINGS), repeat=2)))
def test_changing_sets_what_was_chosen_and_must_change_something(before, wanted):
    expected = tuple(old if new is None else new for new, old in zip(wanted, before, strict=True))
    if expected == before:
        with pytest.raises(InvalidInputError) as refused:
            objection.decided_ratings("change", before, wanted)
        assert refused.value.code == "nothing_changes"
    else:
        assert objection.decided_ratings("change", before, wanted) == expected


def test_unknown_words_are_refused():
    for arguments in (
        ("maybe", ("meets", "meets")),
        ("change", ("meets", "meets"), ("superb", None)),
        ("change", (None, "meets"), (None, "above")),
    ):
        with pytest.raises(UnknownValueError):
            objection.decided_ratings(*arguments)


@pytest.mark.parametrize("people", tuple(product((1, 2, 3), repeat=3)))
def test_whoever_is_a_side_does_not_decide(people):
    employee, evaluator, superior = people
    expected = superior != employee and superior != evaluator
    assert objection.is_decided_by_superior(*people) == expected
    assert not objection.is_decided_by_superior(employee, evaluator, None)
