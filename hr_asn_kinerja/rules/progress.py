"""Where somebody stands inside a period: what is due by now, how far it got, where it leads.

Our own aid: the regulation asks for monitoring during the year (PermenPANRB 6/2022, stage 2) and
leaves open how. Nothing here is a rating. A sum is due in proportion to the days that are over;
today counts from tomorrow on, for today's work is not late while the day lasts. An average, a last
value, an extreme and a ratio are to be right at any time, so their target is due as it is.

>>> half = Span(date(2026, 7, 1), date(2026, 12, 31))                        # 184 days
>>> patients = Measure(SUM, HIGHER, NUMBER, Target(Decimal(1840)))
>>> stand = progress(patients, Done(40, Decimal(900)), half, date(2026, 10, 9))
>>> stand.due, stand.pace, stand.status                                      # 100 days are over
(Decimal('1000'), Decimal('90.00'), 'on_track')
>>> stand.forecast, stand.forecast_pace
(Decimal('1656'), Decimal('90.00'))
>>> progress(patients, Done(0), half, date(2026, 7, 1)).status               # the first day
'nothing_due'
>>> progress(patients, Done(0), half, date(2026, 10, 9)).status
'no_entry'
>>> wait = Measure("average", LOWER, NUMBER, Target(Decimal(60)))
>>> progress(wait, Done(8, Decimal(75)), half, date(2026, 10, 9)).status     # 75 % of the target
'behind'
>>> report = Measure(SUM, DATE, DAY, Target(due=date(2026, 9, 30)))
>>> progress(report, Done(0), half, date(2026, 9, 30)).status
'nothing_due'
>>> Span(date(2026, 7, 1), date(2026, 6, 30))
Traceback (most recent call last):
    ...
rules.exceptions.InvalidInputError: The last day (2026-06-30) is before the first (2026-07-01).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from .decimals import QUANTITY_PLACES, exact, round_half_up, trim
from .exceptions import InvalidInputError, UnknownValueError
from .indicator import (
    DATE,
    EXACT,
    HIGHER,
    LOWER,
    POLARITIES,
    RANGE,
    SUM,
    Target,
    achievement,
    check_aggregation,
)
from .tables import as_day

# Kinds of target
NUMBER = "number"
BETWEEN = "range"
DAY = "date"
WORDS = "text"

KINDS = (NUMBER, BETWEEN, DAY, WORDS)

AHEAD = "ahead"
ON_TRACK = "on_track"
BEHIND = "behind"
FAR_BEHIND = "far_behind"
NOTHING_DUE = "nothing_due"
NO_TARGET = "no_target"
NO_ENTRY = "no_entry"
DESCRIBED = "described"  # a target in words, with entries: people read it, nothing is worked out

STATUSES = (
    AHEAD,
    ON_TRACK,
    BEHIND,
    FAR_BEHIND,
    NOTHING_DUE,
    NO_TARGET,
    NO_ENTRY,
    DESCRIBED,
)
# A name for a colour; which colour it is, is a matter of the screen.
COLOURS = {
    AHEAD: "strong",
    ON_TRACK: "good",
    BEHIND: "watch",
    FAR_BEHIND: "help",
    NOTHING_DUE: "calm",
    NO_TARGET: "calm",
    NO_ENTRY: "watch",
    DESCRIBED: "good",
}
# What somebody may help with; no entry counts when something is due by now.
SHORT = (BEHIND, FAR_BEHIND)

# Our choice: two weeks say something about half a year; before, one good day would forecast a lot.
FIRST_DAYS = 14


@dataclass(frozen=True)
class Thresholds:
    """From how many percent of what is due somebody is ahead, on track or a little behind.

    Our choice: on track from 90 as for "meets the expectation"; an office may pass its own.

    :raises InvalidInputError: ``thresholds_unordered`` unless 0 < behind < on_track <= ahead
    """

    ahead: Decimal = Decimal(110)
    on_track: Decimal = Decimal(90)
    behind: Decimal = Decimal(70)

    def __post_init__(self):
        if not 0 < self.behind < self.on_track <= self.ahead:
            raise InvalidInputError(
                "Thresholds must rise: %(behind)s, %(on_track)s, %(ahead)s.",
                code="thresholds_unordered",
                behind=str(self.behind),
                on_track=str(self.on_track),
                ahead=str(self.ahead),
            )


THRESHOLDS = Thresholds()


@dataclass(frozen=True)
class Span:
    """The person's part of a period, both days included, and the days in it that do not count.

    :raises InvalidInputError: ``dates_reversed``
    """

    start: date
    end: date
    absent: "tuple[tuple[date, date], ...]" = ()

    def __post_init__(self):
        for first, last in ((self.start, self.end), *self.absent):
            if as_day(last, "last day") < as_day(first, "first day"):
                raise InvalidInputError(
                    "The last day (%(end)s) is before the first (%(start)s).",
                    code="dates_reversed",
                    start=first.isoformat(),
                    end=last.isoformat(),
                )

    def count(self, last):
        """Return the days that count from the first one to `last`, both included; 0 before."""
        last = min(last, self.end)
        gone = max((last - self.start).days + 1, 0)
        for first, until in self.absent:
            both = (min(until, last) - max(first, self.start)).days + 1
            gone -= max(both, 0)
        return gone


@dataclass(frozen=True)
class Measure:
    """How an indicator is measured: aggregation, polarity, kind of target and target."""

    aggregation: str
    polarity: str
    kind: str
    target: Target

    def __post_init__(self):
        check_aggregation(self.aggregation)
        for name, value, known in (
            ("polarity", self.polarity, POLARITIES),
            ("kind of target", self.kind, KINDS),
        ):
            if value not in known:
                raise UnknownValueError(name, value, known)

    @property
    def adds_up(self):
        return self.aggregation == SUM


@dataclass(frozen=True)
class Done:
    """What was logged so far: number of entries, what they amount to, day of the last one."""

    entries: int
    realised: "Decimal | None" = None
    last: "date | None" = None


@dataclass(frozen=True)
class Progress:
    """Where an indicator stands.

    ``due`` (of a range its lower end, with ``due_maximum``) and ``forecast`` are in the unit of the
    indicator; ``pace`` compares what was realised with what is due, ``forecast_pace`` the forecast
    with the period's target, both in percent without a cap. None where nothing can be said.
    """

    status: str
    due: "Decimal | None" = None
    due_maximum: "Decimal | None" = None
    pace: "Decimal | None" = None
    forecast: "Decimal | None" = None
    forecast_pace: "Decimal | None" = None

    @property
    def colour(self):
        return COLOURS[self.status]

    @property
    def is_short(self):
        """Tell whether less was done than is due by now."""
        return self.status in SHORT or (self.status == NO_ENTRY and self.pace is not None)


def progress(measure, done, span, today, thresholds=THRESHOLDS, first_days=FIRST_DAYS):
    """Return where an indicator stands on the day `today`, as :class:`Progress`.

    :param measure: :class:`Measure` with the target of the whole span
    :param done: :class:`Done`, the entries inside the span
    :param span: :class:`Span`
    :param today: the day in the region; it counts from tomorrow on
    :param first_days: so many days nothing is forecast and nobody is behind (never more than the
        span has)
    :raises InvalidInputError: ``not_a_day``, and as :func:`rules.indicator.achievement`
    """
    today = as_day(today, "today")
    if measure.kind == DAY:
        return _delivery(measure, done, today, thresholds)
    gone, whole = span.count(today - timedelta(days=1)), span.count(span.end)
    is_early = gone < min(first_days, whole) or not gone
    if measure.kind == WORDS:
        if done.entries:
            return Progress(DESCRIBED)
        return Progress(NOTHING_DUE if is_early else NO_ENTRY)
    if _asks_for_nothing(measure):
        return Progress(NO_TARGET)
    due = _due(measure, gone, whole)
    if not done.entries or done.realised is None:
        return _without_entries(measure, due, is_early)
    forecast = _forecast(measure, done.realised, gone, whole, is_early)
    pace = _compare(measure, due, done.realised)
    status = status_of(pace, thresholds)
    if is_early and status in (*SHORT, NO_TARGET):
        status, pace = NOTHING_DUE, None
    return Progress(
        status,
        due.value,
        due.maximum,
        pace,
        forecast,
        None if forecast is None else _compare(measure, measure.target, forecast),
    )


def _asks_for_nothing(measure):
    value = measure.target.value
    return value is None or (measure.polarity == HIGHER and not value)


def _due(measure, gone, whole):
    """Return the target as far as it is due after `gone` of `whole` days.

    Of a sum that must not be exceeded (range, exact) only the lower end grows with the days: who
    has done more already is not late.
    """
    target = measure.target
    if not measure.adds_up:
        return target
    share = Fraction(gone, whole) if whole else Fraction(0)
    value = _shortest(exact(target.value, "target") * share)
    if measure.polarity == EXACT and measure.kind == NUMBER:
        return Target(value, target.value)
    return Target(value, target.maximum)


def _compare(measure, target, realised):
    polarity = measure.polarity
    if polarity == EXACT and target.maximum is not None:
        polarity = RANGE
    elif polarity == RANGE and target.maximum is None:
        polarity = EXACT
    elif polarity == DATE:  # a number measured by a day of delivery has no other sense
        polarity = HIGHER
    return achievement(polarity, target, realised, cap=None)


def _without_entries(measure, due, is_early):
    if is_early:
        return Progress(NOTHING_DUE, due.value, due.maximum)
    # Nothing logged is nothing done where a number adds up, and unknown everywhere else.
    is_zero = measure.adds_up and measure.polarity != LOWER and due.value > 0
    return Progress(NO_ENTRY, due.value, due.maximum, Decimal("0.00") if is_zero else None)


def _forecast(measure, realised, gone, whole, is_early):
    if not measure.adds_up:
        return realised
    if is_early:
        return None
    return _shortest(exact(realised, "realised quantity") * whole / gone)


def _delivery(measure, done, today, thresholds):
    """A day of delivery: late days take points off; until the day has come nothing is due."""
    due = measure.target.due
    if due is None:
        return Progress(NO_TARGET)
    if not done.entries and today <= due:
        return Progress(NOTHING_DUE)
    delivered = as_day(done.last, "day of delivery") if done.entries else None
    yesterday = today - timedelta(days=1)
    pace = achievement(DATE, measure.target, delivered, cap=None, as_of=max(yesterday, due))
    if pace is None:  # due yesterday: not a day late yet
        pace = Decimal("100.00")
    status = status_of(pace, thresholds)
    if delivered is None and status == ON_TRACK:
        status = BEHIND  # a day late or two, and not there: to be looked at
    return Progress(status, pace=pace)


def status_of(pace, thresholds=THRESHOLDS):
    """Return the status of a pace in percent; without one ``no_target``."""
    if pace is None:
        return NO_TARGET
    if pace >= thresholds.ahead:
        return AHEAD
    if pace >= thresholds.on_track:
        return ON_TRACK
    return BEHIND if pace >= thresholds.behind else FAR_BEHIND


def _shortest(number):
    return trim(round_half_up(number, QUANTITY_PLACES))
