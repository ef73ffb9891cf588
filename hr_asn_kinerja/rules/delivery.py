"""Which week or month a report that is sent by itself is for, so that nobody gets it twice.

Days are those of the region. A week is that of ISO 8601: it begins on Monday, and the first one of
a year is the one with the first Thursday.

>>> week_key(date(2026, 11, 29)), week_key(date(2026, 11, 30))
('2026-W48', '2026-W49')
>>> month_key(date(2027, 1, 15)), month_end(date(2027, 1, 15))
('2026-12', datetime.date(2026, 12, 31))

What cannot be sent is tried again after a pause, some times. Both numbers are our choice: three
days outlast a full disk or a server of mails that is away, and still lie within the week told
about.

>>> [may_try_again(attempts) for attempts in (1, 2, 3)]
[True, True, False]
"""

from __future__ import annotations

from datetime import date, timedelta

MOST_ATTEMPTS = 3
PAUSE = timedelta(hours=12)  # the job runs once a day


def week_key(day: date) -> str:
    """Return the name of the week of ``day``.

    >>> week_key(date(2027, 1, 1))
    '2026-W53'
    """
    year, week, _weekday = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_end(day: date) -> date:
    """Return the last day of the month before that of ``day``."""
    return day.replace(day=1) - timedelta(days=1)


def month_key(day: date) -> str:
    """Return the name of the month that is told about on ``day``: the one before."""
    return f"{month_end(day):%Y-%m}"


def may_try_again(attempts: int) -> bool:
    """Tell whether what failed ``attempts`` times is tried once more."""
    return attempts < MOST_ATTEMPTS
