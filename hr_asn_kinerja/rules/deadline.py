"""Days by which a step must be done; "today" and the holidays are always arguments.

PP 30/2019 Art. 59: an objection is filed at the latest 14 days after the result was received,
with the superior of the evaluator. The article does not say which days; calendar days unless the
region decides for working days.

>>> last = add_days(date(2026, 3, 2), OBJECTION_DAYS)
>>> last, is_late(date(2026, 3, 16), last), is_late(date(2026, 3, 17), last)
(datetime.date(2026, 3, 16), False, True)
>>> add_days(date(2026, 3, 2), 14, WORKING, holidays={date(2026, 3, 19)})
datetime.date(2026, 3, 23)
>>> local_day(datetime(2026, 3, 16, 17, 30), "Asia/Jakarta")    # 00:30 on the next day there
datetime.date(2026, 3, 17)
>>> add_days(date(2026, 3, 2), 14, "business")
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'business' is not a known day kind; expected one of: \
calendar, working.
"""

from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .exceptions import InvalidInputError, UnknownValueError
from .tables import as_day

CALENDAR = "calendar"
WORKING = "working"

DAY_KINDS = (CALENDAR, WORKING)

# Monday is 0. Most offices work five days; some services six.
WEEKEND = frozenset({5, 6})

REMINDERS = (14, 7, 3, 0)

# PP 30/2019 Art. 59, from the receipt of the result.
OBJECTION_DAYS = 14


def is_working_day(day, holidays=frozenset(), weekend=WEEKEND):
    """Return whether `day` is neither on the weekend nor one of the `holidays`."""
    return as_day(day, "day").weekday() not in weekend and day not in holidays


def add_days(start, days, kind=CALENDAR, holidays=frozenset(), weekend=WEEKEND) -> date:
    """Return the day that lies `days` after `start`; `start` itself does not count.

    :param days: 0 to 3660
    :param kind: ``calendar`` counts every day, ``working`` only working days
    :param holidays: dates that are no working days (national holidays, cuti bersama)
    :param weekend: weekdays that are none, Monday is 0; at least one weekday must remain
    :raises UnknownValueError: unknown kind of day
    :raises InvalidInputError: ``days_out_of_range``, ``no_working_day``
    """
    if kind not in DAY_KINDS:
        raise UnknownValueError("day kind", kind, DAY_KINDS)
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= 3660:
        raise InvalidInputError(
            "A deadline lies 0 to 3660 days ahead, not %(days)s.",
            code="days_out_of_range",
            days=str(days),
        )
    start = as_day(start, "first day")
    if kind == CALENDAR:
        return _shift(start, days)
    if set(range(7)) <= set(weekend):
        raise InvalidInputError("A week needs a working day.", code="no_working_day")
    holidays = frozenset(holidays)
    day = start
    while days:
        day = _shift(day, 1)
        if is_working_day(day, holidays, weekend):
            days -= 1
    return day


def first_day_in_time(today, days, kind=CALENDAR, holidays=frozenset(), weekend=WEEKEND) -> date:
    """Return the earliest start from which `days` are not over on `today`.

    The other way round than :func:`add_days`, so that many can be compared with one day.

    >>> first_day_in_time(date(2026, 3, 16), 14)
    datetime.date(2026, 3, 2)
    >>> first_day_in_time(date(2026, 3, 23), 14, WORKING, holidays={date(2026, 3, 19)})
    datetime.date(2026, 3, 2)

    :param days: 1 to 3660
    :param kind: ``calendar`` or ``working``, as for :func:`add_days`
    :raises UnknownValueError: unknown kind of day
    :raises InvalidInputError: ``days_out_of_range``, ``no_working_day``
    """
    add_days(today, days, kind, holidays, weekend)  # asks the same of what it is given
    day = as_day(today, "day")
    left = days
    while left:
        day = _shift(day, -1)
        if kind == CALENDAR or is_working_day(day, holidays, weekend):
            left -= 1
    return day


def is_late(done, last_day):
    """Return whether something done on the day `done` missed `last_day`."""
    return as_day(done, "day") > as_day(last_day, "last day")


def _shift(day, days):
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise _out_of_calendar(day) from error


def _out_of_calendar(day):
    return InvalidInputError(
        "No deadline can be worked out from %(day)s; please check the year.",
        code="day_out_of_range",
        day=day.isoformat(),
    )


def reminders(due, offsets=REMINDERS):
    """Return the days on which to remind of `due`, earliest first.

    >>> [str(day) for day in reminders(date(2026, 7, 31))]
    ['2026-07-17', '2026-07-24', '2026-07-28', '2026-07-31']
    """
    due = as_day(due, "due day")
    return tuple(_shift(due, -offset) for offset in sorted(set(offsets), reverse=True))


def reminder_due(due, today, last_sent=None, offsets=REMINDERS):
    """Return which reminder to send today: the offset in days before `due`, or None.

    A run that was missed is made up for once: of several reminders whose day has passed since
    `last_sent`, only the latest is sent.

    :param last_sent: day of the last reminder, or None

    >>> reminder_due(date(2026, 7, 31), date(2026, 7, 25), date(2026, 7, 17))
    7
    >>> reminder_due(date(2026, 7, 31), date(2026, 7, 25), date(2026, 7, 24)) is None
    True
    """
    due, today = as_day(due, "due day"), as_day(today, "today")
    passed = [
        offset
        for offset in offsets
        if _shift(due, -offset) <= today and (last_sent is None or _shift(due, -offset) > last_sent)
    ]
    return min(passed) if passed else None


def parse_offsets(text):
    """Return the days before a deadline that a text such as ``14,7,3,0`` names, largest first.

    An empty text means no reminder.

    :raises InvalidInputError: ``reminder_days_unreadable``, ``reminder_days_out_of_range`` (0 to
        366), ``reminder_days_too_many`` (at most 10)

    >>> parse_offsets(" 3, 14,7 ,0,7"), parse_offsets("")
    ((14, 7, 3, 0), ())
    >>> parse_offsets("14,abc")
    Traceback (most recent call last):
        ...
    rules.exceptions.InvalidInputError: 'abc' is not a number of days; write for example 14,7,3,0.
    """
    text = str(text or "").strip()
    offsets = set()
    for part in text.split(",") if text else ():
        word = part.strip()
        if not (word.isascii() and word.isdigit()):
            raise InvalidInputError(
                "%(part)r is not a number of days; write for example 14,7,3,0.",
                code="reminder_days_unreadable",
                part=word[:20],
            )
        if len(word) > 3 or int(word) > 366:
            raise InvalidInputError(
                "A reminder comes 0 to 366 days before, not %(days)s.",
                code="reminder_days_out_of_range",
                days=word[:20],
            )
        offsets.add(int(word))
    if len(offsets) > 10:
        raise InvalidInputError("At most 10 reminders are sent.", code="reminder_days_too_many")
    return tuple(sorted(offsets, reverse=True))


def last_reminder(due, today, offsets=REMINDERS):
    """Return (offset, day) of the latest reminder whose day has come, or None.

    Whoever was reminded on that day or later needs no other; see :func:`reminder_due`.

    >>> last_reminder(date(2026, 7, 31), date(2026, 7, 26))
    (7, datetime.date(2026, 7, 24))
    >>> last_reminder(date(2026, 7, 31), date(2026, 7, 16)) is None
    True
    """
    offset = reminder_due(due, today, None, offsets)
    return None if offset is None else (offset, _shift(due, -offset))


def is_escalated(due, today, days):
    """Return whether what is still waiting goes to the next level: ``days`` after ``due``.

    :param days: 0 to 366; 0 means never

    >>> is_escalated(date(2026, 1, 31), date(2026, 2, 6), 7)
    False
    >>> is_escalated(date(2026, 1, 31), date(2026, 2, 7), 7)
    True
    >>> is_escalated(date(2026, 1, 31), date(2026, 12, 31), 0)
    False
    """
    return bool(days) and as_day(today, "today") >= add_days(due, days)


def local_day(instant, zone) -> date:
    """Return the calendar day on which `instant` falls in a region.

    :param instant: a datetime; without a time zone it is taken as UTC, the way the database
        stores instants
    :param zone: name of the time zone, such as ``Asia/Jakarta``
    :raises InvalidInputError: ``not_an_instant``
    :raises UnknownValueError: ``unknown_time_zone``: no such name, or no time zone data here
    """
    if not isinstance(instant, datetime):
        raise InvalidInputError(
            "A point in time is expected, not %(type)s.",
            code="not_an_instant",
            type=type(instant).__name__,
        )
    try:
        region = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
        raise UnknownValueError("time zone", zone, ("names such as Asia/Jakarta",)) from error
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=timezone.utc)
    try:
        return instant.astimezone(region).date()
    except OverflowError as error:
        raise _out_of_calendar(instant.date()) from error
