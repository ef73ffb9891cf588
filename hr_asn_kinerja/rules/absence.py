"""Absence: how many months of an evaluation are left out of its targets.

Long leave, maternity and sickness take whole months out of the targets and never force a
realisation of zero; unpaid leave, suspension, the time before retirement and a state office are no
time of appraisal at all (PermenPANRB 6/2022 leaves both to the region; our choice: a month counts
as absent when every day of it is, as far as it lies in the evaluation).

>>> from datetime import date
>>> half = date(2026, 1, 1), date(2026, 6, 30)
>>> absent_months(*half, [(date(2026, 2, 1), date(2026, 4, 30))])
3
>>> absent_months(*half, [(date(2026, 2, 2), date(2026, 4, 29))])
1
>>> absent_months(*half, [(date(2026, 2, 1), date(2026, 2, 10)), (date(2026, 2, 11), \
date(2026, 3, 20))])
1
>>> absent_months(*half, [])
0
>>> covers(*half, [(date(2025, 11, 1), date(2026, 6, 30))])
True
>>> absent_months(*half, [(date(2026, 3, 2), date(2026, 3, 1))])
Traceback (most recent call last):
    ...
rules.exceptions.InvalidInputError: The last day (2026-03-01) is before the first (2026-03-02).
"""

from datetime import timedelta

from .exceptions import InvalidInputError
from .period import MIDDLE_DAY, calendar_months
from .tables import as_day


def absent_months(start, end, spans):
    """Return the whole months absent between two days, both included.

    :param start: first day of the evaluation
    :param end: last day of the evaluation
    :param spans: (first day, last day) of each absence, in any order; they may overlap
    :return: int, 0 up to the months that count for the evaluation; a month that the evaluation
        holds in part counts when its 15th day is inside
    :raises InvalidInputError: ``dates_reversed``
    """
    return len(absent_parts(start, end, spans))


def absent_parts(start, end, spans):
    """Return the months that :func:`absent_months` counts, as (first day, last day).

    A shorter absence is no part: it changes neither the target nor what is due.

    >>> from datetime import date
    >>> absent_parts(date(2026, 7, 1), date(2026, 12, 31), [(date(2026, 8, 1), date(2026, 9, 12))])
    ((datetime.date(2026, 8, 1), datetime.date(2026, 8, 31)),)
    """
    start, end = _checked(start, end)
    merged = _merge(spans)
    months = [(max(first, start), min(last, end)) for first, last in calendar_months(start, end)]
    return tuple(
        (first, last)
        for first, last in months
        if first.day <= MIDDLE_DAY <= last.day and _inside(first, last, merged)
    )


def covers(start, end, spans):
    """Tell whether every day from ``start`` to ``end`` is a day of absence.

    :raises InvalidInputError: ``dates_reversed``
    """
    start, end = _checked(start, end)
    return _inside(start, end, _merge(spans))


def _inside(first, last, merged):
    return any(begin <= first and last <= finish for begin, finish in merged)


def _merge(spans):
    """Return the spans in order of time, those that touch or overlap as one."""
    merged = []
    for start, end in sorted(_checked(*span) for span in spans):
        if merged and start <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _checked(start, end):
    start, end = as_day(start, "first day"), as_day(end, "last day")
    if end < start:
        raise InvalidInputError(
            "The last day (%(end)s) is before the first (%(start)s).",
            code="dates_reversed",
            start=start.isoformat(),
            end=end.isoformat(),
        )
    return start, end
