"""Units of an organisation as a list to choose from, and what a unit is added up under.

>>> city = Unit(1, (1,), "Kota", "government")
>>> health = Unit(2, (1, 2), "Dinas Kesehatan", "agency")
>>> clinic = Unit(3, (1, 2, 3), "Puskesmas", "technical_unit")
>>> shown([clinic, health, city], None, 10)
[Shown(key=1, name='Kota', depth=0), Shown(key=2, name='Dinas Kesehatan', depth=1), \
Shown(key=3, name='Puskesmas', depth=2)]

Of more units than can be looked through, only the way to the chosen one and what is near it:

>>> [unit.name for unit in shown([clinic, health, city], None, 2)]
['Kota', 'Dinas Kesehatan']
>>> [unit.name for unit in shown([clinic, health, city], health, 2)]
['Kota', 'Dinas Kesehatan', 'Puskesmas']

>>> bucket(clinic, health, frozenset()), bucket(health, health, frozenset())
(3, 2)
>>> bucket(clinic, None, frozenset({1}))
2
"""

from typing import NamedTuple

TOP_LEVELS = 2


class Unit(NamedTuple):
    """A unit; ``path`` holds the keys from the top of the organisation down to the unit itself."""

    key: int
    path: tuple
    name: str
    kind: str | None = None
    is_used: bool = False

    @property
    def parent(self):
        """The key of the unit above, or None."""
        return self.path[-2] if len(self.path) > 1 else None


class Shown(NamedTuple):
    """One line of the list; ``depth`` counts the units above it."""

    key: int
    name: str
    depth: int


def shown(units, chosen, most):
    """Return the units as a tree in order of names, each below the one it belongs to.

    :param units: with each unit all those above it
    :param chosen: one of ``units``, or None
    :param most: of more units only the upper two levels are returned, and those right below the
        chosen unit or below one above it, and those beside it
    """
    if len(units) > most:
        near = set(chosen.path) if chosen else set()
        units = [unit for unit in units if len(unit.path) <= TOP_LEVELS or unit.parent in near]
    below = {}
    for unit in sorted(units, key=lambda unit: (unit.name, unit.key), reverse=True):
        below.setdefault(unit.parent, []).append(unit)
    found, waiting = [], below.get(None, [])
    while waiting:
        unit = waiting.pop()
        found.append(Shown(unit.key, unit.name, len(unit.path) - 1))
        waiting += below.get(unit.key, [])
    return found


def bucket(unit, chosen, governments):
    """Return the key of the unit under which ``unit`` is added up, or None when under none.

    :param chosen: then it is the unit right below it, or itself; None: the uppermost unit that is
        no government
    :param governments: keys of the units that stand for a whole region
    """
    if chosen is None:
        return next((key for key in unit.path if key not in governments), unit.path[0])
    level = len(chosen.path)
    if unit.path[:level] != chosen.path:
        return None
    return unit.path[level] if len(unit.path) > level else chosen.key


def common(units):
    """Return the key of the lowest unit that stands above all ``units`` or is one; None if none."""
    found = None
    for keys in zip(*(unit.path for unit in units), strict=False):
        if len(set(keys)) > 1:
            break
        found = keys[0]
    return found
