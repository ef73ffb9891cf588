"""Conflicts of interest, found in another way than the rule does. (threat: A07 A09)"""

from datetime import date, timedelta
from itertools import product

import pytest
from rules import conflict
from rules.exceptions import InvalidInputError

PEOPLE = "abc"


@pytest.mark.parametrize(
    ("person", "evaluator", "others", "expected"),
    [
        ("a", "a", (), "self"),
        ("a", "a", ("a",), "self"),
        ("a", "b", (), None),
        ("a", "b", ("c",), None),
        ("a", "b", ("c", "a"), "circular"),
        ("a", None, ("a",), None),
    ],
)
def test_one_pair(person, evaluator, others, expected):
    assert conflict.find(person, evaluator, others) == expected
    assert expected is None or expected in conflict.KINDS


def test_every_small_office():
    """All ways in which three people can have an evaluator or none: a walk along the arrows."""
    for choice in product([None, *PEOPLE], repeat=len(PEOPLE)):
        evaluator = dict(zip(PEOPLE, choice, strict=True))
        for person in PEOPLE:
            first = evaluator[person]
            second = evaluator.get(first)
            if first == person:
                expected = "self"
            elif first is not None and second == person:
                expected = "circular"
            else:
                expected = None
            assert conflict.find(person, first, (second,)) == expected, evaluator


def test_stretches_share_a_day_or_not():
    first = date(2026, 2, 27)
    days = [first + timedelta(days=number) for number in range(4)]
    spans = [(s, e) for s in days for e in days if s <= e]
    for (start, end), (other_start, other_end) in product(spans, repeat=2):
        shared = {d for d in days if start <= d <= end} & {
            d for d in days if other_start <= d <= other_end
        }
        assert conflict.overlap(start, end, other_start, other_end) is bool(shared)
    assert conflict.overlap(days[0], None, days[3], None)
    assert not conflict.overlap(days[3], None, days[0], days[2])
    with pytest.raises(InvalidInputError):
        conflict.overlap(days[1], days[0], days[0], None)
