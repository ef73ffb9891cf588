"""Working time of a service, worked out by hand; its figures; the days they are counted over."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from rules import service_time as rule
from rules.exceptions import InvalidInputError, UnknownValueError
from rules.source_span import Piece, Window, pieces

# A registry: Monday to Thursday 07:45-12:00 and 13:00-16:15, Friday 07:45-12:00 and 14:00-16:30.
WEEK = rule.working_week(
    [(day, 7.75, 12) for day in range(5)] + [(day, 13, 16.25) for day in range(4)] + [(4, 14, 16.5)]
)
LONG_DAY = 7 * 3600 + 1800  # 4:15 and 3:15
FRIDAY = 6 * 3600 + 2700  # 4:15 and 2:30
HOLIDAYS = [rule.holiday(date(2026, 1, 16))]  # a Friday: Isra Mikraj


def at(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M")


# Monday 5, Tuesday 6 ... Friday 9, Monday 12 January 2026
BY_HAND = (
    ("same morning", "2026-01-05 08:00", "2026-01-05 09:30", 90),
    ("to the minute", "2026-01-05 08:00", "2026-01-05 08:01", 1),
    ("no time at all", "2026-01-05 08:00", "2026-01-05 08:00", 0),
    ("over lunch", "2026-01-05 11:30", "2026-01-05 13:30", 60),
    ("inside lunch", "2026-01-05 12:10", "2026-01-05 12:50", 0),
    ("opened inside lunch", "2026-01-05 12:10", "2026-01-05 13:10", 10),
    ("Friday prayer", "2026-01-09 11:00", "2026-01-09 15:00", 120),
    ("at one on Friday nobody works", "2026-01-09 13:00", "2026-01-09 14:15", 15),
    ("at one on Thursday they do", "2026-01-08 13:00", "2026-01-08 14:15", 75),
    ("overnight", "2026-01-05 16:00", "2026-01-06 08:00", 30),
    ("a whole Tuesday between", "2026-01-05 16:00", "2026-01-07 08:00", 30 + 450),
    ("weekend", "2026-01-09 16:00", "2026-01-12 08:00", 45),
    ("opened before the office opens", "2026-01-05 05:00", "2026-01-05 08:00", 15),
    ("opened after it closed", "2026-01-05 20:00", "2026-01-06 08:00", 15),
    ("opened and finished at night", "2026-01-05 20:00", "2026-01-05 23:00", 0),
    ("opened on Saturday", "2026-01-10 10:00", "2026-01-12 09:00", 75),
    ("finished after hours", "2026-01-05 16:00", "2026-01-05 19:00", 15),
    ("holiday on a Friday", "2026-01-15 16:00", "2026-01-19 08:00", 30),
    ("opened on the holiday", "2026-01-16 09:00", "2026-01-19 07:45", 0),
    ("one week", "2026-01-05 08:00", "2026-01-12 08:00", 4 * 450 + 405),
    ("over the end of the year", "2025-12-31 16:00", "2026-01-02 07:45", 15 + 450),
)


@pytest.mark.parametrize(
    ("opened", "finished", "minutes"), [case[1:] for case in BY_HAND], ids=[c[0] for c in BY_HAND]
)
def test_working_minutes_by_hand(opened, finished, minutes):
    clock = rule.Clock(WEEK, HOLIDAYS)
    assert clock.seconds(at(opened), at(finished)) == minutes * 60


def test_one_clock_counts_tickets_in_any_order():
    clock = rule.Clock(WEEK, HOLIDAYS)
    for _name, opened, finished, minutes in reversed(BY_HAND):
        assert clock.seconds(at(opened), at(finished)) == minutes * 60
    # Years before and after what it knows already.
    assert clock.seconds(at("2023-01-02 08:00"), at("2023-01-02 09:00")) == 3600
    assert clock.seconds(at("2028-01-03 08:00"), at("2028-01-03 09:00")) == 3600


def test_part_of_a_day_may_be_closed():
    meeting = rule.Closed(at("2026-01-05 10:00"), at("2026-01-05 14:00"))
    clock = rule.Clock(WEEK, [meeting])
    assert clock.seconds(at("2026-01-05 09:00"), at("2026-01-05 15:00")) == 2 * 3600
    assert clock.open_parts(date(2026, 1, 5)) == ((27900, 36000), (50400, 58500))


def test_closed_time_may_last_for_days():
    joint_leave = rule.Closed(at("2026-03-18 00:00"), at("2026-03-24 00:00"))  # Wednesday-Monday
    clock = rule.Clock(WEEK, [joint_leave])
    assert clock.seconds(at("2026-03-17 16:00"), at("2026-03-24 08:00")) == 30 * 60


def test_two_weeks_take_turns():
    even = rule.working_week([(0, 8, 12)])
    odd = rule.working_week([(0, 8, 16)])
    clock = rule.Clock(even, second_week=odd)
    monday = date(2026, 1, 5)
    parity = (monday.toordinal() - 1) // 7 % 2
    first, second = (
        clock.seconds(at(f"2026-01-{d:02} 00:00"), at(f"2026-01-{d:02} 23:00")) for d in (5, 12)
    )
    assert (first, second) == ((8 * 3600, 4 * 3600) if parity else (4 * 3600, 8 * 3600))


def test_a_sunday_belongs_to_the_week_of_its_monday():
    weeks = [rule.working_week([(0, 8, hour), (6, 8, hour)]) for hour in (12, 16)]
    clock = rule.Clock(weeks[0], second_week=weeks[1])
    days = [
        (clock.seconds(at(f"2026-01-{d:02} 00:00"), at(f"2026-01-{d:02} 23:00")))
        for d in (5, 11, 12, 18)
    ]
    assert days[0] == days[1] != days[2] == days[3]


def test_seconds_count():
    morning = at("2026-01-05 08:00")
    clock = rule.Clock(WEEK)
    assert clock.seconds(morning, morning.replace(second=30)) == 30
    assert clock.seconds(morning.replace(second=10), morning.replace(minute=1)) == 50


def test_a_day_may_be_open_from_midnight_to_midnight():
    assert rule.working_week([(0, 0, 24)]) == {0: ((0, 86400),)}


def test_an_office_that_never_opens_takes_no_time():
    assert rule.Clock({}).seconds(at("2026-01-05 08:00"), at("2026-02-05 08:00")) == 0


def test_finished_before_opened_is_refused():
    with pytest.raises(InvalidInputError) as caught:
        rule.Clock(WEEK).seconds(at("2026-01-05 08:01"), at("2026-01-05 08:00"))
    assert caught.value.code == "service_reversed"


def test_a_ticket_of_many_years_is_refused():
    with pytest.raises(InvalidInputError) as caught:
        rule.Clock(WEEK).seconds(at("1999-01-05 08:00"), at("2026-01-05 08:00"))
    assert caught.value.code == "service_long"


@pytest.mark.parametrize("hours", [(12, 8), (8, 8), (-1, 4), (20, 25)])
def test_impossible_hours_are_refused(hours):
    with pytest.raises(InvalidInputError) as caught:
        rule.working_week([(0, *hours)])
    assert caught.value.code == "hours_reversed"


def test_touching_parts_are_joined():
    assert rule.working_week([(0, 8, 12), (0, 12, 16)]) == {0: ((28800, 57600),)}


def test_units_of_time():
    assert rule.unit_seconds("minutes", LONG_DAY) == 60
    assert rule.unit_seconds("hours", LONG_DAY) == 3600
    assert rule.unit_seconds("days", LONG_DAY) == 27000
    assert rule.unit_seconds("days", 1) == 1
    with pytest.raises(UnknownValueError):
        rule.unit_seconds("weeks", LONG_DAY)
    with pytest.raises(InvalidInputError):
        rule.unit_seconds("days", 0)


def test_the_mean_is_that_of_tickets_not_of_months():
    january, february = [3600], [7200, 7200, 7200]
    assert rule.figure("mean", january + february) == 6300
    by_month = [rule.figure("mean", january), rule.figure("mean", february)]
    assert sum(by_month) / 2 == 5400  # what must not come out


@pytest.mark.parametrize(
    ("kind", "times", "expected"),
    [
        ("count", [5, 6], "2"),
        ("count", [], "0"),
        ("mean", [10, 20, 40], "23.333333"),
        ("median", [10, 20, 40], "20"),
        ("median", [40, 10, 20, 30], "25"),
        ("p90", [10], "10"),
        ("p90", [10, 20], "19"),
        ("p90", [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], "90"),
    ],
)
def test_figures_by_hand(kind, times, expected):
    assert rule.figure(kind, times) == Decimal(expected)


def test_share_within_the_standard_counts_its_edge():
    assert rule.figure("share", [100, 200, 201, 300], standard=200) == 50
    assert rule.figure("share", [], standard=200) is None
    assert rule.figure("mean", []) is None
    with pytest.raises(UnknownValueError):
        rule.figure("mode", [1])


HALF = Window(date(2026, 7, 1), date(2026, 12, 31))
TODAY = date(2026, 11, 24)


def test_months_are_cut_at_the_window_and_end_with_today():
    late = Window(date(2026, 9, 15), date(2026, 12, 31))
    assert pieces([late], TODAY, monthly=True) == [
        Piece(date(2026, 9, 15), date(2026, 9, 30)),
        Piece(date(2026, 10, 1), date(2026, 10, 31)),
        Piece(date(2026, 11, 1), date(2026, 11, 30)),
    ]


def test_a_locked_window_takes_its_days_out():
    january = Window(date(2026, 7, 1), date(2026, 7, 31), is_open=False)
    august = Window(date(2026, 8, 1), date(2026, 8, 31))
    assert pieces([HALF, january, august], TODAY, monthly=False) == [
        Piece(august.start, august.end)
    ]


def test_of_open_windows_the_longest_is_counted_once():
    august = Window(date(2026, 8, 1), date(2026, 8, 31))
    assert pieces([august, HALF], TODAY, monthly=False) == [Piece(HALF.start, HALF.end)]


def test_windows_that_share_one_day_are_not_both_counted():
    june = Window(date(2026, 6, 1), HALF.start)
    assert pieces([june, HALF], date(2027, 1, 31), monthly=False) == [Piece(HALF.start, HALF.end)]
    january = Window(HALF.end, date(2027, 1, 15))
    assert pieces([january, HALF], date(2027, 1, 31), monthly=False) == [
        Piece(HALF.start, HALF.end)
    ]


def test_a_window_of_one_day_is_counted_on_that_day():
    assert pieces([Window(TODAY, TODAY)], TODAY, monthly=True) == [Piece(TODAY, TODAY)]


def test_what_has_not_begun_is_left_out():
    assert pieces([Window(date(2027, 1, 1), date(2027, 6, 30))], TODAY, monthly=False) == []
    with pytest.raises(InvalidInputError):
        Window(date(2026, 2, 1), date(2026, 1, 1))
