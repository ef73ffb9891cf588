"""Deadlines: calendar and working days, reminders, local days."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import deadline
from rules.deadline import CALENDAR, WORKING, add_days, local_day, reminder_due, reminders
from rules.exceptions import InvalidInputError, UnknownValueError

days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
holiday_sets = st.frozensets(days, max_size=30)
DAY = timedelta(days=1)
# Monday, 2 March 2026; Nyepi is on Thursday the 19th, Idulfitri on the 20th and 21st.
MONDAY = date(2026, 3, 2)
HOLIDAYS = frozenset({date(2026, 3, 19), date(2026, 3, 20), date(2026, 3, 21)})


@pytest.mark.parametrize(
    ("count", "kind", "holidays", "expected"),
    [
        (0, CALENDAR, (), MONDAY),
        (0, WORKING, (), MONDAY),
        (14, CALENDAR, HOLIDAYS, date(2026, 3, 16)),
        (4, WORKING, (), date(2026, 3, 6)),
        (5, WORKING, (), date(2026, 3, 9)),
        (14, WORKING, (), date(2026, 3, 20)),
        (14, WORKING, HOLIDAYS, date(2026, 3, 24)),
    ],
)
def test_days_by_hand(count, kind, holidays, expected):
    assert add_days(MONDAY, count, kind, holidays) == expected


def test_the_longest_time_is_ten_years_and_a_week():
    # from 2 March 2026 to 2 March 2036 3,653 days, with three leap days
    assert add_days(MONDAY, 3660) == date(2036, 3, 9)


def test_offices_with_six_days():
    assert add_days(MONDAY, 5, WORKING, weekend={6}) == date(2026, 3, 7)


@pytest.mark.parametrize("count", [-1, 3661, 1.0, None, True])
def test_days_out_of_range_are_refused(count):
    with pytest.raises(InvalidInputError) as refused:
        add_days(MONDAY, count)
    assert refused.value.code == "days_out_of_range"


@given(days, st.integers(1, 40), st.sampled_from(deadline.DAY_KINDS), holiday_sets)
def test_the_first_day_in_time_is_the_last_day_backwards(today, count, kind, holidays):
    first = deadline.first_day_in_time(today, count, kind, holidays)
    assert add_days(first, count, kind, holidays) >= today
    assert add_days(first - DAY, count, kind, holidays) < today


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((3661,), "days_out_of_range"),
        ((1, "office"), "unknown_day_kind"),
        ((1, WORKING, frozenset(), range(7)), "no_working_day"),
    ],
)
def test_the_first_day_in_time_asks_the_same(arguments, code):
    with pytest.raises((InvalidInputError, UnknownValueError)) as refused:
        deadline.first_day_in_time(MONDAY, *arguments)
    assert refused.value.code == code


def test_deadlines_without_an_answer_are_refused():
    with pytest.raises(InvalidInputError) as refused:
        add_days(MONDAY, 1, WORKING, weekend=range(7))
    assert refused.value.code == "no_working_day"
    with pytest.raises(InvalidInputError) as refused:
        add_days(date(9999, 12, 31), 1)
    assert refused.value.code == "day_out_of_range"
    with pytest.raises(InvalidInputError):
        add_days(datetime(2026, 3, 2, 9), 1)


@given(days, st.integers(0, 60), holiday_sets)
def test_working_days_are_counted_and_end_on_one(start, count, holidays):
    end = add_days(start, count, WORKING, holidays)
    passed = (start + n * DAY for n in range(1, (end - start).days + 1))
    assert sum(deadline.is_working_day(day, holidays) for day in passed) == count
    assert count == 0 or deadline.is_working_day(end, holidays)
    assert end >= add_days(start, count)


@given(days, st.integers(0, 30), st.integers(0, 30), holiday_sets)
def test_counting_in_two_steps_is_counting_in_one(start, one, other, holidays):
    for kind in deadline.DAY_KINDS:
        middle = add_days(start, one, kind, holidays)
        assert add_days(middle, other, kind, holidays) == add_days(
            start, one + other, kind, holidays
        )


@given(days)
def test_the_last_day_itself_is_in_time(received):
    last = add_days(received, 14)
    assert not deadline.is_late(last, last)
    assert deadline.is_late(last + DAY, last)


DUE = date(2026, 7, 31)


@pytest.mark.parametrize(
    ("today", "last_sent", "expected"),
    [
        (date(2026, 7, 16), None, None),
        (date(2026, 7, 17), None, 14),
        (date(2026, 7, 18), date(2026, 7, 17), None),
        (date(2026, 7, 24), date(2026, 7, 17), 7),
        (date(2026, 7, 29), date(2026, 7, 17), 3),
        (date(2026, 7, 31), date(2026, 7, 29), 0),
        (date(2026, 8, 5), date(2026, 7, 29), 0),
        (date(2026, 8, 5), date(2026, 7, 31), None),
    ],
)
def test_reminders_by_hand(today, last_sent, expected):
    assert reminder_due(DUE, today, last_sent) == expected


@given(st.sets(st.integers(-30, 10), max_size=25))
def test_whatever_days_the_job_runs_each_reminder_comes_at_most_once(offsets):
    sent, last = [], None
    for today in sorted(DUE + offset * DAY for offset in offsets):
        found = reminder_due(DUE, today, last)
        if found is not None:
            sent.append(found)
            last = today
    assert sent == sorted(set(sent), reverse=True)
    if any(offset >= 0 for offset in offsets):
        assert sent[-1] == 0


@given(days)
def test_reminders_end_on_the_due_day(due):
    found = reminders(due)
    assert found == tuple(sorted(found))
    assert [(due - day).days for day in found] == [14, 7, 3, 0]


@pytest.mark.parametrize(
    ("instant", "zone", "expected"),
    [
        (datetime(2026, 3, 16, 16, 59), "Asia/Jakarta", date(2026, 3, 16)),
        (datetime(2026, 3, 16, 17, 0), "Asia/Jakarta", date(2026, 3, 17)),
        (datetime(2026, 3, 16, 15, 0), "Asia/Jayapura", date(2026, 3, 17)),
        (datetime(2026, 3, 16, 15, 0), "Asia/Makassar", date(2026, 3, 16)),
        (datetime(2026, 12, 31, 18, 0), "Asia/Jakarta", date(2027, 1, 1)),
        (
            datetime(2026, 3, 17, 0, 30, tzinfo=timezone(timedelta(hours=9))),
            "Asia/Jakarta",
            date(2026, 3, 16),
        ),
    ],
)
def test_local_days_by_hand(instant, zone, expected):
    assert local_day(instant, zone) == expected


@pytest.mark.parametrize("zone", ["Asia/Subulussalam", "", None, "../etc/passwd", "Asia", 7])
def test_unknown_time_zones_are_refused(zone):
    with pytest.raises(UnknownValueError) as refused:
        local_day(datetime(2026, 3, 16), zone)
    assert refused.value.code == "unknown_time_zone"


def test_a_day_is_no_instant():
    with pytest.raises(InvalidInputError) as refused:
        local_day(date(2026, 3, 16), "Asia/Jakarta")
    assert refused.value.code == "not_an_instant"
    with pytest.raises(InvalidInputError):
        local_day(datetime(9999, 12, 31, 23), "Asia/Jakarta")


@pytest.mark.parametrize(
    ("text", "offsets"),
    [
        ("14,7,3,0", (14, 7, 3, 0)),
        (" 0 , 3,3 ,366", (366, 3, 0)),
        ("", ()),
        (None, ()),
        (False, ()),
        ("5", (5,)),
        ("0,1,2,3,4,5,6,7,8,9", (9, 8, 7, 6, 5, 4, 3, 2, 1, 0)),
    ],
)
def test_reminder_days_are_read(text, offsets):
    assert deadline.parse_offsets(text) == offsets


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("14,abc", "reminder_days_unreadable"),
        ("14,,7", "reminder_days_unreadable"),
        (",", "reminder_days_unreadable"),
        ("-3", "reminder_days_unreadable"),
        ("7.5", "reminder_days_unreadable"),
        ("nan", "reminder_days_unreadable"),
        ("١٤", "reminder_days_unreadable"),
        ("²", "reminder_days_unreadable"),
        ("367", "reminder_days_out_of_range"),
        ("9" * 5000, "reminder_days_out_of_range"),
        ("0007", "reminder_days_out_of_range"),  # three digits are enough for any day
        ("0,1,2,3,4,5,6,7,8,9,10", "reminder_days_too_many"),
    ],
)
def test_reminder_days_that_mean_nothing_are_refused(text, code):
    with pytest.raises(InvalidInputError) as caught:
        deadline.parse_offsets(text)
    assert caught.value.code == code


def test_latest_reminder_agrees_with_the_one_that_is_due():
    due = date(2026, 1, 31)
    for day in range(40):
        today = date(2026, 1, 10) + timedelta(days=day)
        found = deadline.last_reminder(due, today)
        for last_sent in (None, date(2026, 1, 17), date(2026, 1, 24), date(2026, 1, 31)):
            expected = deadline.reminder_due(due, today, last_sent)
            fresh = found and (last_sent is None or found[1] > last_sent)
            assert (found[0] if fresh else None) == expected, (today, last_sent)


def test_escalation_starts_so_many_days_after_the_deadline():
    due = date(2026, 1, 31)
    assert not deadline.is_escalated(due, date(2026, 1, 31), 1)
    assert deadline.is_escalated(due, date(2026, 2, 1), 1)
    assert not deadline.is_escalated(due, date(2030, 1, 1), 0)
