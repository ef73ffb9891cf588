"""The year as one: its achievement over several posts, and how things went from period to period.

PermenPANRB 6/2022 articles 24 and 25: besides the periodic evaluations there is an annual one. Its
predicate is set by the evaluator of the last day of the year, with all segments and periods in
view. It is never worked out from the predicates of the periods; only achievements, which are
numbers, are put together here, and only to suggest a rating of results.

Seven months at 80 % and five at 104 % (a change of post on 1 August):

>>> year_achievement([Stretch(7, Decimal(80)), Stretch(5, Decimal(104))])
Decimal('90.00')
>>> year_achievement([Stretch(7, None), Stretch(5, Decimal(104))])  # nothing was released there
Decimal('104.00')
>>> year_achievement([]) is None
True
>>> direction([Decimal(80), None, Decimal(92)])
'rising'
>>> from datetime import date
>>> annual_due(date(2027, 12, 31), 31)
datetime.date(2028, 1, 31)
"""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from .evaluation import Part, weighted_mean
from .exceptions import InvalidInputError
from .tables import as_day

RISING = "rising"
FALLING = "falling"
STEADY = "steady"
DIRECTIONS = (RISING, FALLING, STEADY)

# Our choice: less than two points of a hundred between first and last is no change to speak of.
STEADY_BAND = Decimal(2)

LONGEST_DUE = 366


@dataclass(frozen=True)
class Stretch:
    """Months in one post, and what was achieved there in percent; None: nothing to go by."""

    months: int
    value: "Decimal | None"


def year_achievement(stretches):
    """Return the achievement of a year in several posts: the mean, each month counting alike.

    Our choice, as the regulation leaves the figure open. It suggests a rating of results and
    decides nothing. Stretches without a figure are left out; one without a month on duty has no
    weight.

    :param stretches: iterable of :class:`Stretch`
    :return: Decimal with two places; None when nothing was measured
    """
    return weighted_mean(Part(stretch.value, Decimal(stretch.months)) for stretch in stretches)


def direction(values):
    """Return whether figures rose, fell or stayed, from the first to the last that is known.

    :param values: figures in the order of time; None where there is none
    :return: one of :data:`DIRECTIONS`; None with fewer than two figures

    >>> direction([Decimal(95), Decimal(94)]), direction([Decimal(95)]), direction([100, 90])
    ('steady', None, 'falling')
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return None
    change = known[-1] - known[0]
    if change >= STEADY_BAND:
        return RISING
    return FALLING if change <= -STEADY_BAND else STEADY


def annual_due(last_day, days):
    """Return the day by which an annual evaluation is to be released.

    :param last_day: last day of the year, or of service in it
    :param days: how many days the region gives (local choice; usually until the end of January)
    :raises InvalidInputError: ``days_out_of_range``
    """
    if isinstance(days, bool) or not isinstance(days, int) or not 0 <= days <= LONGEST_DUE:
        raise InvalidInputError(
            "The days are 0 to %(most)s, not %(days)r.",
            code="days_out_of_range",
            days=days,
            most=LONGEST_DUE,
        )
    return as_day(last_day, "last day") + timedelta(days=days)


def chart_points(values, width, height, top=Decimal(120), margin=12):
    """Return (x, y) of figures in a picture of ``width`` by ``height``; None where there is none.

    The first stands at the left margin, the last at the right one; 0 lies on the lower margin and
    ``top`` and more on the upper one.

    >>> chart_points([60, None, 120], 120, 84, top=120, margin=12)
    [(12, 42), None, (108, 12)]
    """
    values = list(values)
    inner, tall = width - 2 * margin, height - 2 * margin
    step = Decimal(inner) / max(len(values) - 1, 1)
    start = margin if len(values) > 1 else Decimal(width) / 2
    points = []
    for place, value in enumerate(values):
        if value is None:
            points.append(None)
            continue
        share = min(max(Decimal(str(value)), Decimal(0)), Decimal(top)) / Decimal(top)
        points.append((round(start + step * place), round(height - margin - share * tall)))
    return points
