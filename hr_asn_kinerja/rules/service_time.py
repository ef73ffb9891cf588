"""How long a service took, in working time, and what many such times amount to.

A ticket waits only while the office is open: nights, weekends, public holidays, the lunch break
and the Friday prayer do not count. Service standards (*standar pelayanan*, UU 25/2009 Art. 21;
PermenPANRB 15/2014) promise working hours or working days, so the time is counted the same way.

Times are wall-clock times of the region, without a zone. A week is a dict from weekday
(Monday 0) to the parts of the day that are open, in seconds from midnight.

>>> week = working_week([(day, 8, 12) for day in range(5)] + [(day, 13, 16) for day in range(5)])
>>> clock = Clock(week)
>>> friday, monday = datetime(2026, 1, 9, 15, 0), datetime(2026, 1, 12, 9, 30)
>>> clock.seconds(friday, monday) / 3600              # one hour on Friday, 1.5 on Monday
2.5
>>> Clock(week, [holiday(date(2026, 1, 12))]).seconds(friday, datetime(2026, 1, 13, 9, 0)) / 3600
2.0
>>> clock.seconds(monday, friday)
Traceback (most recent call last):
    ...
rules.exceptions.InvalidInputError: The service was finished (2026-01-09 15:00:00) before it was \
opened (2026-01-12 09:30:00).
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

from .decimals import QUANTITY_PLACES, round_half_up, trim
from .exceptions import InvalidInputError, UnknownValueError

DAY = 24 * 3600
MINUTES = "minutes"
HOURS = "hours"
DAYS = "days"
TIME_UNITS = (MINUTES, HOURS, DAYS)

COUNT = "count"
MEAN = "mean"
MEDIAN = "median"
P90 = "p90"
SHARE = "share"
FIGURES = (COUNT, MEAN, MEDIAN, P90, SHARE)
_QUANTILES = {MEDIAN: Fraction(1, 2), P90: Fraction(9, 10)}

# Our choice: a longer time is a slip in the file, not a service.
LONGEST_YEARS = 5


@dataclass(frozen=True)
class Closed:
    """Time in which the office is closed although the week says open."""

    start: datetime
    end: datetime


def holiday(day):
    """Return the whole of ``day`` as :class:`Closed`."""
    start = datetime.combine(day, time())
    return Closed(start, start + timedelta(days=1))


def working_week(attendances):
    """Return the open parts of each weekday, joined where they touch or overlap.

    :param attendances: iterable of (weekday, hour from, hour to); hours may have decimals
    :return: {weekday: ((start, end), ...)} in whole seconds from midnight
    :raises InvalidInputError: ``hours_reversed`` when an end is not after its start, or lies
        outside the day

    >>> working_week([(4, 7.75, 12), (4, 14, 16.5), (4, 11.5, 12.25)])
    {4: ((27900, 44100), (50400, 59400))}
    """
    found = {}
    for weekday, start, end in attendances:
        if not 0 <= start < end <= 24:
            raise InvalidInputError(
                "Working hours from %(start)s to %(end)s make no sense.",
                code="hours_reversed",
                start=str(start),
                end=str(end),
            )
        found.setdefault(int(weekday), []).append((round(start * 3600), round(end * 3600)))
    return {weekday: tuple(_joined(parts)) for weekday, parts in sorted(found.items())}


def _joined(parts):
    joined = []
    for start, end in sorted(parts):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


class Clock:
    """Counts working time between two moments; made once for thousands of tickets.

    The working seconds before each day are added up once, so a ticket costs two look-ups
    however long it took.
    """

    def __init__(self, week, closed=(), second_week=None):
        """
        :param week: as :func:`working_week` returns it
        :param closed: iterable of :class:`Closed`
        :param second_week: the other week where two take turns; weeks are counted from
            1 January of the year 1, and ``week`` is the even one, as Odoo does
        """
        self._weeks = (week, week if second_week is None else second_week)
        self._closed = {}
        for one in closed:
            self._close(one)
        self._first = None
        self._before = [0]  # working seconds before the day first + index
        self._parts = []  # the open parts of that day

    def _close(self, closed):
        day = closed.start.date()
        while datetime.combine(day, time()) < closed.end:
            midnight = datetime.combine(day, time())
            start = max(int((closed.start - midnight).total_seconds()), 0)
            end = min(int((closed.end - midnight).total_seconds()), DAY)
            self._closed.setdefault(day, []).append((start, end))
            day += timedelta(days=1)

    def open_parts(self, day):
        """Return the parts of ``day`` in which the office is open, in seconds from midnight."""
        parts = self._weeks[(day.toordinal() - 1) // 7 % 2].get(day.weekday(), ())
        for start, end in self._closed.get(day, ()):
            cut = []
            for first, last in parts:
                cut += [(first, min(last, start)), (max(first, end), last)]
            parts = [(first, last) for first, last in cut if first < last]
        return tuple(parts)

    def seconds(self, opened, finished):
        """Return the working seconds between two wall-clock times, 0 when all of it was closed.

        :raises InvalidInputError: ``service_reversed`` when finished before opened,
            ``service_long`` when more than :data:`LONGEST_YEARS` years lie between
        """
        if finished < opened:
            raise InvalidInputError(
                "The service was finished (%(finished)s) before it was opened (%(opened)s).",
                code="service_reversed",
                opened=str(opened),
                finished=str(finished),
            )
        if (finished - opened).days > LONGEST_YEARS * 366:
            raise InvalidInputError(
                "More than %(years)s years lie between %(opened)s and %(finished)s.",
                code="service_long",
                years=LONGEST_YEARS,
                opened=str(opened),
                finished=str(finished),
            )
        self._reach(opened.date().toordinal())  # both are counted from the same first day
        return self._until(finished) - self._until(opened)

    def _until(self, moment):
        """Working seconds from the first known day up to ``moment``."""
        day = moment.date().toordinal()
        self._reach(day)
        index = day - self._first
        clock = moment.hour * 3600 + moment.minute * 60 + moment.second
        worked = self._before[index]
        for start, end in self._parts[index]:
            if clock <= start:
                break
            worked += min(clock, end) - start
        return worked

    def _reach(self, day):
        if self._first is None:
            self._first = day
        if day < self._first:
            # Tickets come in any order: begin earlier, with some room.
            start = max(day - 366, 1)
            parts = [self.open_parts(date.fromordinal(n)) for n in range(start, self._first)]
            self._parts = parts + self._parts
            self._first = start
            self._before = [0]
            for one in self._parts:
                self._before.append(self._before[-1] + _length(one))
        while day - self._first >= len(self._parts):
            number = self._first + len(self._parts)
            one = self.open_parts(date.fromordinal(number))
            self._parts.append(one)
            self._before.append(self._before[-1] + _length(one))


def _length(parts):
    return sum(end - start for start, end in parts)


def unit_seconds(unit, day_seconds):
    """Return the working seconds of one ``unit``; of a day as many as the office is open.

    :raises UnknownValueError: unknown unit of time
    :raises InvalidInputError: ``day_empty`` when a working day has no seconds
    """
    if unit not in TIME_UNITS:
        raise UnknownValueError("unit of time", unit, TIME_UNITS)
    if unit == DAYS and day_seconds <= 0:
        raise InvalidInputError("A working day needs opening hours.", code="day_empty")
    return {MINUTES: 60, HOURS: 3600, DAYS: day_seconds}[unit]


def figure(kind, times, standard=None):
    """Return one figure over the times of single tickets, exactly; never a mean of means.

    A percentile lies between two tickets where none lies on it (linear, as PostgreSQL's
    ``percentile_cont``): the median of 1 and 2 is 1.5.

    :param kind: one of :data:`FIGURES`
    :param times: iterable of whole seconds
    :param standard: for ``share``: the most seconds that keep the standard
    :return: Decimal; times in seconds, a share in percent, with at most six places. None when
        there is no ticket (a count is then 0)
    :raises UnknownValueError: unknown figure

    >>> figure(MEAN, [60, 60, 600]), figure(MEDIAN, [60, 600]), figure(P90, range(1, 11))
    (Decimal('240'), Decimal('330'), Decimal('9.1'))
    >>> figure(SHARE, [100, 200, 300], standard=200)
    Decimal('66.666667')
    """
    if kind not in FIGURES:
        raise UnknownValueError("figure", kind, FIGURES)
    times = sorted(times)
    if kind == COUNT:
        return Decimal(len(times))
    if not times:
        return None
    if kind == MEAN:
        value = Fraction(sum(times), len(times))
    elif kind == SHARE:
        value = Fraction(100 * bisect_right(times, standard), len(times))
    else:
        place = _QUANTILES[kind] * (len(times) - 1)
        below = int(place)
        above = min(below + 1, len(times) - 1)
        value = times[below] + (place - below) * (times[above] - times[below])
    return trim(round_half_up(value, QUANTITY_PLACES))
