"""When work may be logged, and when an entry is late.

Days are days of the region; the caller works out today. Settings of a region: after how many days
an entry counts as late, and how long late entries are taken at all (0: until the evaluation is
submitted).

>>> from datetime import date
>>> half_end = date(2026, 6, 30)
>>> is_late(date(2026, 6, 10), date(2026, 6, 17), half_end, 7)
False
>>> is_late(date(2026, 6, 10), date(2026, 6, 18), half_end, 7)
True
>>> is_late(date(2026, 6, 30), date(2026, 7, 1), half_end, 7)
True
>>> last_day(date(2026, 6, 10), half_end, 0, 14), last_day(date(2026, 6, 10), half_end, 30, 14)
(datetime.date(2026, 7, 14), datetime.date(2026, 7, 10))
"""

from __future__ import annotations

from datetime import date, timedelta

REVIEW_COUNTED = ("none", "confirmed", "questioned")  # a returned entry counts once corrected


def is_late(day: date, today: date, period_end: date, late_days: int) -> bool:
    """Tell whether work of ``day`` logged on ``today`` is late.

    Late is what comes more than ``late_days`` after the work, or after the period has ended.
    """
    return today > period_end or (today - day).days > late_days


def last_day(day: date, period_end: date, work_days: int, period_days: int) -> date | None:
    """Return the last day on which work of ``day`` may be logged; None: no limit.

    :param work_days: days after the work; 0: no limit
    :param period_days: days after the end of the period; 0: no limit
    """
    ends = []
    if work_days:
        ends.append(day + timedelta(days=work_days))
    if period_days:
        ends.append(period_end + timedelta(days=period_days))
    return min(ends, default=None)


def first_day(today: date, plan_start: date, work_days: int) -> date:
    """Return the earliest day that may still be written by the limit after the work.

    >>> first_day(date(2026, 11, 24), date(2026, 1, 1), 30), first_day(
    ...     date(2026, 11, 24), date(2026, 1, 1), 0)
    (datetime.date(2026, 10, 25), datetime.date(2026, 1, 1))
    """
    return max(plan_start, today - timedelta(days=work_days)) if work_days else plan_start
