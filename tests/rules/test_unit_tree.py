"""The tree of units: against a slow and plain way of saying the same, and by hand."""

import random

from rules.unit_tree import Unit, bucket, common, shown

CITY = Unit(1, (1,), "Kota", "government")
HEALTH = Unit(2, (1, 2), "Dinas Kesehatan", "agency")
ARCHIVE = Unit(3, (1, 3), "Arsip", "agency")
CLINIC = Unit(4, (1, 2, 4), "Puskesmas", "technical_unit")
HALL = Unit(5, (1, 3, 5), "Depo", "section")
ROOM = Unit(6, (1, 3, 5, 6), "Ruang", "section")
UNITS = [ROOM, CLINIC, HALL, HEALTH, ARCHIVE, CITY]


def names(*arguments):
    return [unit.name for unit in shown(*arguments)]


def test_all_units_stand_below_their_own_in_order_of_names():
    assert [(unit.name, unit.depth) for unit in shown(UNITS, None, 6)] == [
        ("Kota", 0),
        ("Arsip", 1),
        ("Depo", 2),
        ("Ruang", 3),
        ("Dinas Kesehatan", 1),
        ("Puskesmas", 2),
    ]


def test_of_too_many_the_way_and_what_is_near():
    upper = ["Kota", "Arsip", "Dinas Kesehatan"]
    assert names(UNITS, None, 5) == upper
    assert names(UNITS, CITY, 5) == upper
    assert names(UNITS, HEALTH, 5) == [*upper, "Puskesmas"]
    # Beside the chosen unit, and right below it.
    assert names(UNITS, HALL, 5) == ["Kota", "Arsip", "Depo", "Ruang", "Dinas Kesehatan"]
    assert names(UNITS, ROOM, 5) == ["Kota", "Arsip", "Depo", "Ruang", "Dinas Kesehatan"]


def test_same_names_are_told_apart_by_their_key():
    twins = [Unit(9, (1, 9), "Seksi"), Unit(8, (1, 8), "Seksi"), CITY]
    assert [unit.key for unit in shown(twins, None, 9)] == [1, 8, 9]


def test_unit_under_which_something_is_added_up():
    governments = {1}
    assert [bucket(unit, None, governments) for unit in UNITS] == [3, 2, 3, 2, 3, 1]
    assert [bucket(unit, ARCHIVE, governments) for unit in UNITS] == [5, None, 5, None, 3, None]


def test_unit_above_all():
    assert common([ROOM, HALL]) == 5
    assert common([ROOM, HALL, CLINIC]) == 1
    assert common([CLINIC]) == 4
    assert common([CITY, Unit(7, (7,), "Lain")]) is None
    assert common([]) is None


def test_large_trees_against_walking_through_all():
    chance = random.Random(19)
    for _round in range(20):
        units = {1: Unit(1, (1,), "u1")}
        for key in range(2, 60):
            above = units[chance.randrange(1, key)]
            units[key] = Unit(key, (*above.path, key), f"u{chance.randrange(20)}")
        chosen = units[chance.randrange(1, 60)]
        near = set(chosen.path)
        expected = []

        def walk(parent, units=units, near=near, expected=expected):
            children = [unit for unit in units.values() if unit.parent == parent]
            for unit in sorted(children, key=lambda unit: (unit.name, unit.key)):
                if len(unit.path) < 3 or unit.parent in near:
                    expected.append((unit.key, len(unit.path) - 1))
                walk(unit.key)

        walk(None)
        found = [(unit.key, unit.depth) for unit in shown(list(units.values()), chosen, 59 - 1)]
        assert found == expected
