"""Which figures of units may stand beside each other, so that no small group is found out.

A figure of fewer people than the minimum is hidden. That is not enough where the unit above is
shown too: the hidden figure is the one above less the others. Statistics offices call the remedy
complementary suppression; no article prescribes one, and Law 27/2022 on personal data wants
nobody to be found. The choice is ours and stands here once, for every screen, page and workbook:

1. A unit is shown when it has enough people.
2. *Remainder.* What is left of a shown unit after taking away the shown units below it is nobody,
   or enough people. Where it is not, the smallest shown unit below is hidden as well, and again.
3. What is shown does not depend on the screen: it is decided over the whole tree of units that
   the reader sees, once. Else one screen would tell what another one hides.

Units lie in each other like boxes, so whatever anybody works out from shown figures is one
remainder or several of them together: the second rule is all that is needed. It holds for one
period. Periods that lie in each other, as quarters in a half-year, are not shown together: see
:func:`longest_kind`.

The first clinic is too small; without the second rule it would be the agency less the second:

>>> above = {"agency": None, "clinic 1": "agency", "clinic 2": "agency", "clinic 3": "agency"}
>>> people = {"agency": 13, "clinic 1": 2, "clinic 2": 5, "clinic 3": 6}
>>> sorted(to_show(people, above, 3))
['agency', 'clinic 3']

Two that are small together hide each other, and the rest stays:

>>> sorted(to_show({"agency": 12, "clinic 1": 2, "clinic 2": 2, "clinic 3": 8}, above, 3))
['agency', 'clinic 3']
"""

from __future__ import annotations

import heapq
from collections.abc import Hashable, Iterable, Mapping

HARDLY = 0.000001  # a person in a unit other than the one where he or she counts
WHOLE = "whole"  # all units together
OWN = "own"  # ("own", unit): the people of a unit itself, without the units below it

# From the longest to the shortest; the year is evaluated by itself.
KINDS = ("half", "quarter", "month")


def to_show(people: Mapping, above: Mapping, enough: int) -> set:
    """Return the nodes of a tree that may be shown beside each other.

    :param people: node -> number of people behind its figure, with all nodes below it
    :param above: each node -> node right above, or None; without circles. A node that is not in
        ``people`` may stand between two others
    :param enough: how many people a figure needs, 1 or more
    :returns: nodes of ``people``

    Takes a time that grows with the number of nodes times its logarithm.

    A unit above that is no sum (a survey of its own, of fewer people than those below it) gives
    nothing away and hides nothing:

    >>> sorted(to_show({"agency": 4, "clinic": 9}, {"agency": None, "clinic": "agency"}, 3))
    ['agency', 'clinic']
    """
    below = {}
    for node in above:
        below.setdefault(above[node], []).append(node)
    shown = {node for node, number in people.items() if number >= enough}
    uppermost = {}  # node -> the shown nodes nearest below it
    for node in _from_below(below):
        near = []
        for child in below.get(node, ()):
            if child in shown:
                near.append(child)
            else:
                near += uppermost[child]
        uppermost[node] = near
        if node in shown and near:
            rest = people[node] - sum(map(people.__getitem__, near))
            if 0 < rest < enough:
                uppermost[node] = _close(rest, near, people, uppermost, enough, shown)
    return shown


def _close(rest, near, people, uppermost, enough, shown):
    """Hide the smallest of ``near`` until the remainder is nobody or enough; return what is left.

    When one is hidden, the shown nodes below it stand in its place. Of nodes of one size the
    first by name: a choice by chance would tell the others when somebody looks twice.
    """
    waiting = [(people[node], str(node), node) for node in near]
    heapq.heapify(waiting)
    while waiting and 0 < rest < enough:
        size, _name, node = heapq.heappop(waiting)
        shown.discard(node)
        rest += size
        for lower in uppermost[node]:
            rest -= people[lower]
            heapq.heappush(waiting, (people[lower], str(lower), lower))
    return [node for _size, _name, node in waiting]


def _from_below(below):
    """Return all nodes, each after those below it."""
    order, waiting = [], list(below.get(None, ()))
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting += below.get(node, ())
    return reversed(order)


def above_of(paths: Iterable[tuple]) -> dict:
    """Return {unit: unit right above or None} of paths from the top of the tree down to a unit.

    >>> above_of([(1, 4, 7), (1, 5)]) == {7: 4, 4: 1, 1: None, 5: 1}
    True
    """
    return {
        unit: upper for path in paths for unit, upper in zip(path, (None, *path[:-1]), strict=True)
    }


def people_of(number: int, again: int) -> float:
    """Return how many people ``number`` documents stand for.

    :param again: how many of them are of people who count by another document already, here or
        in another unit. They count for next to nothing: then a remainder never seems to be of
        more people than it is, nor of nobody

    >>> people_of(5, 0), people_of(3, 1) < 3, people_of(1, 1) > 0
    (5.0, True, True)
    """
    return number - again + again * HARDLY


def units_to_show(
    own: Mapping[Hashable, int],
    paths: Mapping[Hashable, tuple],
    enough: int,
    has_whole: bool = True,
    has_own: bool = True,
) -> set:
    """Return which figures may be shown when each unit stands with those below it, and alone.

    :param own: unit -> number of people of the unit itself; the key None or False: of no unit.
        Who belongs to several units counts as :func:`people_of` says
    :param paths: unit -> keys from the top of the organisation down to the unit itself
    :param has_whole: whether a figure of all units together is told, too
    :param has_own: whether figures of the units' own people are told, too
    :returns: units for their figure with all units below; (:data:`OWN`, unit) for their own
        people; :data:`WHOLE`

    >>> paths = {1: (1,), 2: (1, 2), 3: (1, 3)}
    >>> units_to_show({1: 1, 2: 4, 3: 7}, paths, 3, False) == {1, 3, ("own", 3)}
    True
    """
    above = above_of(paths[unit] for unit in own if unit)
    people = dict.fromkeys(above, 0)
    for unit, number in own.items():
        for key in paths[unit] if unit else ():
            people[key] += number
    alone = {}  # whose own people are all that it has
    for unit, number in own.items() if has_own else ():
        if unit and people[unit] == number:
            alone[OWN, unit] = unit
        else:
            people[OWN, unit] = number
            above[OWN, unit] = unit or None
    if has_whole:
        above = {node: WHOLE if upper is None else upper for node, upper in above.items()}
        above[WHOLE] = None
        people[WHOLE] = sum(own.values())
    shown = to_show(people, above, enough)
    return shown | {node for node, unit in alone.items() if unit in shown}


def longest_kind(periods: Iterable[tuple[Hashable, str]]) -> dict:
    """Return {year: the longest kind of period in it}.

    A half-year less its first quarter is its second: so figures are told of one kind only.

    :param periods: (year, kind) of each period; the kinds of :data:`KINDS`

    >>> longest_kind([(2026, "month"), (2026, "quarter"), (2025, "half")])
    {2026: 'quarter', 2025: 'half'}
    """
    longest = {}
    for year, kind in periods:
        longest[year] = min(longest.get(year, kind), kind, key=KINDS.index)
    return longest
