"""When a released result counts as received, when to remind of it, and when it stands unsigned.

PP 30/2019 Art. 59 counts the days of an objection from the day on which the employee received the
result. That is the day on which it was first opened or acknowledged; of a result that nobody
opens, a number of days after its release, so that the clock starts for everybody. An employee who
does not sign does not hold up the result: it stays valid with a note.

>>> received_by_rule(date(2026, 7, 10), 14)
datetime.date(2026, 7, 24)
>>> received_by_rule(date(2028, 2, 15), 14)                     # 29 February counts
datetime.date(2028, 2, 29)
>>> unsigned_on(date(2026, 7, 24), 14)
datetime.date(2026, 8, 7)
>>> is_reminder_due(date(2026, 7, 10), None, date(2026, 7, 15), 5)
True
>>> is_reminder_due(date(2026, 7, 10), date(2026, 7, 15), date(2026, 7, 19), 5)
False
"""

from __future__ import annotations

from datetime import date, timedelta

from .exceptions import InvalidInputError

MAX_DAYS = 366


def _check(days: int) -> int:
    if not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= MAX_DAYS:
        raise InvalidInputError(f"{days!r} is not a number of days from 0 to {MAX_DAYS}")
    return days


def received_by_rule(released: date, days: int) -> date:
    """Return the day on which a result that nobody opened counts as received.

    >>> received_by_rule(date(2026, 12, 31), 1)
    datetime.date(2027, 1, 1)
    >>> received_by_rule(date(2026, 12, 31), -1)
    Traceback (most recent call last):
        ...
    rules.exceptions.InvalidInputError: -1 is not a number of days from 0 to 366
    """
    return released + timedelta(days=_check(days))


def unsigned_on(received: date, days: int) -> date | None:
    """Return the day from which a result stands without a signature; None: never noted.

    >>> unsigned_on(date(2026, 7, 24), 0) is None
    True
    """
    return received + timedelta(days=days) if _check(days) else None


def is_reminder_due(released: date, reminded: date | None, today: date, every: int) -> bool:
    """Tell whether somebody who has not acknowledged is reminded today; 0 days: never.

    >>> is_reminder_due(date(2026, 7, 10), None, date(2026, 7, 14), 5)
    False
    >>> is_reminder_due(date(2026, 7, 10), None, date(2026, 7, 30), 0)
    False
    """
    return bool(_check(every)) and today >= (reminded or released) + timedelta(days=every)
