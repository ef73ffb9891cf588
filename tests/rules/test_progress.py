"""How an indicator goes: worked by hand on the days that matter."""

from datetime import date
from decimal import Decimal as D

import pytest
from progress_samples import AFTER, BAND, HALF, MIDDLE, TWELVE, ZERO, numbers, text
from rules.exceptions import InvalidInputError, UnknownValueError
from rules.indicator import Target
from rules.progress import (
    COLOURS,
    STATUSES,
    Done,
    Measure,
    Progress,
    Span,
    Thresholds,
    progress,
    status_of,
)
from rules.standing import bar

# aggregation, polarity, target, realised, today -> status, due, pace, forecast
BY_HAND = [
    # A sum: half of it is due after half of the days.
    ("sum", "higher", TWELVE, D(6), MIDDLE, "on_track", "6", "100.00", "12"),
    ("sum", "higher", TWELVE, D("6.6"), MIDDLE, "ahead", "6", "110.00", "13.2"),
    ("sum", "higher", TWELVE, D("5.4"), MIDDLE, "on_track", "6", "90.00", "10.8"),
    ("sum", "higher", TWELVE, D(5), MIDDLE, "behind", "6", "83.33", "10"),
    ("sum", "higher", TWELVE, D("4.2"), MIDDLE, "behind", "6", "70.00", "8.4"),
    ("sum", "higher", TWELVE, D(4), MIDDLE, "far_behind", "6", "66.67", "8"),
    ("sum", "higher", TWELVE, D(12), AFTER, "on_track", "12", "100.00", "12"),
    ("sum", "higher", TWELVE, D(9), AFTER, "behind", "12", "75.00", "9"),
    ("sum", "higher", ZERO, D(3), MIDDLE, "no_target", None, None, None),
    # Two weeks nobody is behind and nothing is forecast; whoever is ahead may know it.
    ("sum", "higher", Target(D(184)), D(1), date(2026, 7, 14), "nothing_due", "13", None, None),
    ("sum", "higher", Target(D(184)), D(20), date(2026, 7, 14), "ahead", "13", "153.85", None),
    ("sum", "higher", Target(D(184)), D(7), date(2026, 7, 15), "far_behind", "14", "50.00", "92"),
    # A number to stay below: the allowance grows with the days.
    ("sum", "lower", TWELVE, D(3), MIDDLE, "ahead", "6", "150.00", "6"),
    ("sum", "lower", TWELVE, D(6), MIDDLE, "on_track", "6", "100.00", "12"),
    ("sum", "lower", TWELVE, D(9), MIDDLE, "far_behind", "6", "50.00", "18"),
    ("sum", "lower", ZERO, D(0), MIDDLE, "on_track", "0", "100.00", "0"),
    ("sum", "lower", ZERO, D(1), MIDDLE, "far_behind", "0", "0.00", "2"),
    # Exactly so many: earlier is not wrong, more than all of them is.
    ("sum", "exact", TWELVE, D(9), MIDDLE, "on_track", "6", "100.00", "18"),
    ("sum", "exact", TWELVE, D(3), MIDDLE, "far_behind", "6", "50.00", "6"),
    ("sum", "exact", TWELVE, D(15), MIDDLE, "behind", "6", "75.00", "30"),
    ("sum", "range", BAND, D(5), MIDDLE, "on_track", "5", "100.00", "10"),
    ("sum", "range", BAND, D(18), MIDDLE, "on_track", "5", "100.00", "36"),
    ("sum", "range", BAND, D(4), MIDDLE, "behind", "5", "80.00", "8"),
    ("sum", "range", BAND, D(25), MIDDLE, "behind", "5", "75.00", "50"),
    # What is to be right at any time.
    ("average", "lower", Target(D(60)), D(45), MIDDLE, "ahead", "60", "125.00", "45"),
    ("average", "lower", Target(D(60)), D(75), MIDDLE, "behind", "60", "75.00", "75"),
    ("ratio", "higher", Target(D(90)), D(81), MIDDLE, "on_track", "90", "90.00", "81"),
    ("ratio", "higher", Target(D(90)), D(60), date(2026, 7, 5), "nothing_due", "90", None, "60"),
    ("last", "higher", Target(D(80)), D(40), MIDDLE, "far_behind", "80", "50.00", "40"),
    ("maximum", "higher", Target(D(4)), D(5), MIDDLE, "ahead", "4", "125.00", "5"),
    ("minimum", "exact", Target(D(4)), D(4), MIDDLE, "on_track", "4", "100.00", "4"),
    ("average", "range", BAND, D(22), MIDDLE, "on_track", "10", "90.00", "22"),
]


@pytest.mark.parametrize(
    ("mode", "polarity", "target", "realised", "today", "status", "due", "pace", "forecast"),
    BY_HAND,
)
def test_numbers_by_hand(mode, polarity, target, realised, today, status, due, pace, forecast):
    stand = progress(numbers(mode, polarity, target), Done(3, realised), HALF, today)
    found = [text(v) for v in (stand.due, stand.pace, stand.forecast)]
    assert (stand.status, *found) == (status, due, pace, forecast)


@pytest.mark.parametrize(
    ("measure", "today", "status", "pace", "is_short"),
    [
        (numbers(), date(2026, 6, 1), "nothing_due", None, False),
        (numbers(), date(2026, 7, 1), "nothing_due", None, False),
        (numbers(), date(2026, 7, 14), "nothing_due", None, False),
        (numbers(), date(2026, 7, 15), "no_entry", "0.00", True),
        (numbers("sum", "lower"), MIDDLE, "no_entry", None, False),
        (numbers("average"), MIDDLE, "no_entry", None, False),
        (numbers("sum", "range", BAND), MIDDLE, "no_entry", "0.00", True),
        (numbers("sum", "range", Target(D(0), D(5))), MIDDLE, "no_entry", None, False),
        (numbers("sum", "higher", Target()), MIDDLE, "no_target", None, False),
        (Measure("sum", "higher", "text", Target()), MIDDLE, "no_entry", None, False),
        (Measure("sum", "higher", "text", Target()), date(2026, 7, 9), "nothing_due", None, False),
    ],
)
def test_without_entries_by_hand(measure, today, status, pace, is_short):
    stand = progress(measure, Done(0), HALF, today)
    assert (stand.status, text(stand.pace)) == (status, pace)
    assert stand.is_short is is_short
    assert stand.forecast is None


def test_ratio_over_nothing_says_nothing():
    assert progress(numbers("ratio"), Done(2, None), HALF, MIDDLE).status == "no_entry"


def test_words_are_read_and_not_counted():
    stand = progress(Measure("sum", "higher", "text", Target()), Done(1, D(1)), HALF, MIDDLE)
    assert stand == Progress("described")


@pytest.mark.parametrize(
    ("delivered", "today", "status", "pace"),
    [
        (None, date(2026, 9, 30), "nothing_due", None),
        (None, date(2026, 10, 1), "behind", "100.00"),  # due yesterday
        (None, date(2026, 10, 2), "behind", "95.00"),
        (None, date(2026, 10, 8), "far_behind", "65.00"),
        (date(2026, 9, 1), MIDDLE, "on_track", "100.00"),
        (date(2026, 9, 30), MIDDLE, "on_track", "100.00"),
        (date(2026, 10, 2), date(2026, 12, 1), "on_track", "90.00"),
        (date(2026, 10, 5), date(2026, 12, 1), "behind", "75.00"),
    ],
)
def test_delivery_by_hand(delivered, today, status, pace):
    measure = Measure("sum", "date", "date", Target(due=date(2026, 9, 30)))
    done = Done(1, D(1), delivered) if delivered else Done(0)
    stand = progress(measure, done, HALF, today)
    assert (stand.status, text(stand.pace)) == (status, pace)
    assert bar(measure, done, stand) is None


def test_months_of_leave_are_no_days_of_work():
    """Of 184 days 61 are leave (October, November); of the 92 until the middle none, 92 of 123."""
    span = Span(HALF.start, HALF.end, ((date(2026, 10, 1), date(2026, 11, 30)),))
    stand = progress(numbers(target=Target(D(123))), Done(1, D(92)), span, MIDDLE)
    assert (stand.due, stand.pace, stand.forecast) == (D(92), D("100.00"), D(123))
    # During the leave nothing more becomes due.
    assert progress(numbers(target=Target(D(123))), Done(0), span, date(2026, 12, 1)).due == 92


def test_absent_throughout_is_never_behind():
    span = Span(HALF.start, HALF.end, ((HALF.start, HALF.end),))
    assert progress(numbers(target=ZERO), Done(0), span, AFTER).status == "no_target"
    assert progress(numbers(), Done(0), span, AFTER).status == "nothing_due"


def test_short_part_of_a_period_is_judged_at_its_end():
    span = Span(date(2026, 7, 1), date(2026, 7, 10))
    assert progress(numbers(), Done(1, D(3)), span, date(2026, 7, 10)).status == "nothing_due"
    assert progress(numbers(), Done(1, D(3)), span, date(2026, 7, 11)).status == "far_behind"


@pytest.mark.parametrize(
    ("build", "error"),
    [
        (lambda: Span(date(2026, 2, 1), date(2026, 1, 1)), InvalidInputError),
        (
            lambda: Span(HALF.start, HALF.end, ((HALF.end, HALF.start),)),
            InvalidInputError,
        ),
        (lambda: Measure("total", "higher", "number", TWELVE), UnknownValueError),
        (lambda: Measure("sum", "more", "number", TWELVE), UnknownValueError),
        (lambda: Measure("sum", "higher", "money", TWELVE), UnknownValueError),
        (lambda: Thresholds(D(110), D(60), D(70)), InvalidInputError),
        (lambda: Thresholds(D(110), D(70), D(70)), InvalidInputError),
        (lambda: Thresholds(D(110), D(90), D(0)), InvalidInputError),
        (lambda: Thresholds(D(80), D(90), D(70)), InvalidInputError),
        (lambda: progress(numbers(), Done(0), HALF, "2026-10-01"), InvalidInputError),
    ],
)
def test_wrong_figures_are_refused(build, error):
    with pytest.raises(error):
        build()


def test_nobody_has_to_be_ahead_to_be_told_so():
    """The upper threshold may be that of "on track"."""
    assert progress(numbers(), Done(1, D("5.4")), HALF, MIDDLE, Thresholds(D(90))).status == "ahead"


def test_without_a_pace_there_is_no_target():
    assert status_of(None) == "no_target"


def test_days_that_count():
    leave = Span(HALF.start, HALF.end, ((date(2026, 10, 1), date(2026, 11, 30)),))
    days = (date(2026, 6, 1), date(2026, 6, 30), HALF.start, date(2026, 9, 30))
    assert [leave.count(day) for day in days] == [0, 0, 1, 92]
    later = (date(2026, 10, 1), date(2026, 11, 30), date(2026, 12, 1), AFTER)
    assert [leave.count(day) for day in later] == [92, 92, 93, 123]
    # a leave that began before the period
    assert Span(HALF.start, HALF.end, ((date(2026, 6, 1), date(2026, 7, 31)),)).count(AFTER) == 153


def test_a_range_that_is_to_be_met_exactly_keeps_its_upper_end():
    measure = Measure("sum", "exact", "range", BAND)
    stand = progress(measure, Done(1, D(18)), HALF, MIDDLE)
    assert (stand.due, stand.due_maximum, stand.pace) == (D(5), D(20), D("100.00"))


def test_every_status_has_a_colour():
    assert set(COLOURS) == set(STATUSES)
