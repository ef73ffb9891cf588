"""No small group is found out by taking shown figures from each other."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.small_groups import OWN, WHOLE, longest_kind, to_show, units_to_show


@st.composite
def organisations(draw):
    """Return (people of each unit itself, path of each unit): up to seven units in any shape."""
    size = draw(st.integers(1, 7))
    paths = {}
    for unit in range(1, size + 1):
        upper = draw(st.integers(0, unit - 1))
        paths[unit] = (*paths.get(upper, ()), unit)
    own = {unit: draw(st.integers(0, 8)) for unit in paths}
    own[False] = draw(st.integers(0, 4))
    return own, paths


def members(node, own, paths):
    """Return the boxes of people that a figure is the sum of."""
    if node == WHOLE:
        return frozenset(own)
    if isinstance(node, tuple):
        return frozenset({node[1]})
    return frozenset(unit for unit in own if unit and node in paths[unit])


@given(organisations(), st.integers(3, 5), st.booleans())
def test_whatever_is_worked_out_is_of_enough_people(organisation, enough, has_whole):
    """Any shown figure less any shown ones inside it that do not overlap."""
    own, paths = organisation
    shown = units_to_show(own, paths, enough, has_whole)
    boxes = {node: members(node, own, paths) for node in shown}
    for node, whole in boxes.items():
        inside = [box for other, box in boxes.items() if other != node and box <= whole]
        for number in range(min(len(inside), 4) + 1):
            for taken in combinations(inside, number):
                if sum(map(len, taken)) == len(frozenset().union(*taken)):
                    rest = whole.difference(*taken)
                    people = sum(own[unit] for unit in rest)
                    assert people == 0 or people >= enough


@given(organisations(), st.integers(3, 5))
def test_where_every_group_is_large_enough_nothing_is_hidden(organisation, enough):
    own, paths = organisation
    own = {unit: number and number + enough for unit, number in own.items()}
    shown = units_to_show(own, paths, enough, True)
    for unit, number in own.items():
        assert ((OWN, unit) in shown) == bool(number)
    assert (WHOLE in shown) == any(own.values())


@given(organisations(), st.integers(3, 5))
def test_what_is_large_enough_and_under_nothing_shown_is_shown(organisation, enough):
    """The uppermost figure is never given up for one below it."""
    own, paths = organisation
    total = sum(own.values())
    assert (WHOLE in units_to_show(own, paths, enough, True)) == (total >= enough)


def test_the_smallest_is_given_up_and_those_below_it_take_its_place():
    """agency 20 = small 2 + large 18 (a 9, b 9): without large, a and b would still tell it."""
    above = {"agency": None, "small": "agency", "large": "agency", "a": "large", "b": "large"}
    people = {"agency": 20, "small": 2, "large": 18, "a": 9, "b": 9}
    assert to_show(people, above, 3) in ({"agency", "a"}, {"agency", "b"})


def test_a_hidden_unit_that_hides_enough_itself_costs_no_more():
    """Of large, four people are in no unit below it: its units may stay."""
    above = {"agency": None, "small": "agency", "large": "agency", "a": "large"}
    assert to_show({"agency": 15, "small": 2, "large": 13, "a": 9}, above, 3) == {"agency", "a"}


@pytest.mark.parametrize(("rest", "shown"), [(0, 2), (1, 1), (2, 1), (3, 2), (-5, 2)])
def test_remainder_of_nobody_or_of_enough_hides_nothing(rest, shown):
    above = {"agency": None, "clinic": "agency"}
    assert len(to_show({"agency": 9 + rest, "clinic": 9}, above, 3)) == shown


def test_a_unit_without_figures_between_two_others():
    above = {"agency": None, "division": "agency", "clinic": "division"}
    assert to_show({"agency": 8, "clinic": 6}, above, 3) == {"agency"}
    assert to_show({"agency": 9, "clinic": 6}, above, 3) == {"agency", "clinic"}


def test_nobody_at_all():
    assert to_show({}, {}, 3) == set()
    assert units_to_show({}, {}, 3, True) == set()


def test_one_kind_of_period_in_each_year():
    kinds = longest_kind([(1, "month"), (1, "half"), (1, "quarter"), (2, "month")])
    assert kinds == {1: "half", 2: "month"}
