"""What citizens may see of services: figures of a unit and period that rest on enough answers.

UU 25/2009 (public services) and PermenPANRB 14/2017 want the results of satisfaction surveys and
the standards of services made known; Law 27/2022 wants nobody to be found in them. Our choices:

1. Only periods that are over. A figure that moves every day tells who came in between.
2. A figure needs ``minimum`` answers (surveys) or tickets (times). The region sets it; fewer than
   :data:`LOWEST_MINIMUM` is never possible.
3. No totals over units, services or periods: a hidden figure would be the total less the others.
   A unit above may have surveys that hold those of the units below it, so answers follow
   ``small_groups.py``; and of periods that lie in each other one kind is shown.

>>> [minimum_in_force(setting) for setting in (None, 0, 9, 30, 5000)]
[30, 10, 10, 30, 1000]
>>> open_points([Point("a", Decimal(80), 9), Point("b", Decimal(82), 30)], 30)
(Point(period='b', value=Decimal('82'), answers=30, share=None),)
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from .small_groups import to_show

DEFAULT_MINIMUM = 30
LOWEST_MINIMUM = 10
HIGHEST_MINIMUM = 1000

BETTER = "better"
WORSE = "worse"
SAME = "same"


class Point(NamedTuple):
    """A figure of one period: its value, how many answers or tickets, share within the standard."""

    period: Hashable
    value: Decimal
    answers: int
    share: Decimal | None = None


def minimum_in_force(setting: int | None) -> int:
    """Return how many answers a figure needs: the region's number, within 10 to 1,000."""
    if setting is None:
        return DEFAULT_MINIMUM
    return min(max(setting, LOWEST_MINIMUM), HIGHEST_MINIMUM)


def open_points(points: Iterable[Point], minimum: int | None) -> tuple[Point, ...]:
    """Return the points that may be shown, in the order given."""
    enough = minimum_in_force(minimum)
    return tuple(point for point in points if point.answers >= enough)


def without_differences(
    points: Mapping[Hashable, Iterable[Point]], above: Mapping, minimum: int | None
) -> dict:
    """Return the points of units without those that tell, less others, of too few answers.

    What a unit above has is taken to hold what those below it have: nobody knows whether it does.

    :param points: unit -> its points, one for each period
    :param above: unit -> unit right above, or None; with all units of ``points``

    >>> points = {"agency": [Point("a", Decimal(80), 60)], "clinic": [Point("a", Decimal(82), 55)]}
    >>> shown = without_differences(points, {"agency": None, "clinic": "agency"}, 30)
    >>> [(unit, len(found)) for unit, found in shown.items()]
    [('agency', 1), ('clinic', 0)]
    """
    answers = {}
    for unit, found in points.items():
        for point in found:
            answers.setdefault(point.period, {})[unit] = point.answers
    enough = minimum_in_force(minimum)
    shown = {period: to_show(people, above, enough) for period, people in answers.items()}
    return {
        unit: [point for point in found if unit in shown[point.period]]
        for unit, found in points.items()
    }


def weighted_mean(parts: Iterable[tuple]) -> Fraction | None:
    """Return the mean of (value, count) over single answers, exactly; None without any.

    >>> weighted_mean([(Decimal(80), 10), (Decimal(90), 30)])
    Fraction(175, 2)
    """
    parts = [(Fraction(value), count) for value, count in parts if count > 0]
    whole = sum(count for _value, count in parts)
    return sum(value * count for value, count in parts) / whole if whole else None


def trend(points: Iterable[Point], lower_is_better: bool = False) -> str | None:
    """Return how the last point compares with the one before it; None for fewer than two.

    >>> points = [Point("a", Decimal(60), 40), Point("b", Decimal(45), 40)]
    >>> trend(points), trend(points, lower_is_better=True), trend(points[:1])
    ('worse', 'better', None)
    """
    values = [point.value for point in points]
    if len(values) < 2:
        return None
    before, last = values[-2:]
    if before == last:
        return SAME
    return BETTER if (last < before) == lower_is_better else WORSE
