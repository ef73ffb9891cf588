"""Shares of a superior's target: what one gets, how it follows, whether all is covered."""

from decimal import Decimal

import pytest
from rules.cascade import DIRECT, coverage, is_shared, rescale, share_of
from rules.exceptions import InvalidInputError

D = Decimal


@pytest.mark.parametrize(
    ("cascade", "aggregation", "kind", "expected"),
    [
        ("split", "sum", "number", True),
        ("split", "sum", "range", True),
        ("split", "sum", "date", False),
        ("split", "sum", "text", False),
        ("split", "average", "number", False),
        ("split", "last", "number", False),
        ("split", "maximum", "number", False),
        ("split", "minimum", "number", False),
        ("split", "ratio", "number", False),
        ("same", "sum", "number", False),
        ("indirect", "sum", "number", False),
    ],
)
def test_only_sums_are_divided(cascade, aggregation, kind, expected):
    assert is_shared(cascade, aggregation, kind) is expected


def test_direct_ways():
    assert DIRECT == ("same", "split")


@pytest.mark.parametrize(
    ("target", "percent", "expected"),
    [
        ("3600", "25", "900"),
        ("3600", "100", "3600"),
        ("100", "33.33", "33"),  # whole things stay whole
        ("10", "25", "3"),  # 2.5, half up
        ("12.5", "50", "6.2500"),
        ("0", "40", "0"),
        ("1", "0.01", "0"),
    ],
)
def test_share(target, percent, expected):
    assert share_of(D(target), D(percent)) == D(expected)


@pytest.mark.parametrize("percent", ["0", "-1", "100.01", "1000", "NaN", "Infinity"])
def test_share_that_is_none(percent):
    with pytest.raises(InvalidInputError):
        share_of(D(100), D(percent))


@pytest.mark.parametrize(
    ("mine", "old", "new", "expected"),
    [
        ("900", "3600", "4000", "1000"),
        ("1200", "3600", "4000", "1333"),  # 1333.33
        ("1", "2", "3", "2"),  # 1.5, half up
        ("12.5", "50", "40", "10"),
        ("900", "3600", "0", "0"),
        ("0", "3600", "4000", "0"),
        ("5000", "3600", "7200", "10000"),  # more than all stays more than all
    ],
)
def test_share_follows_in_proportion(mine, old, new, expected):
    assert rescale(D(mine), D(old), D(new)) == D(expected)


def test_nothing_has_no_shares():
    with pytest.raises(InvalidInputError):
        rescale(D(1), D(0), D(10))


@pytest.mark.parametrize(
    ("aggregation", "shares", "same", "total", "difference", "unequal"),
    [
        ("sum", ["30", "50"], [], "80", "-20", 0),
        ("sum", ["30", "70"], [], "100", "0", 0),
        ("sum", ["60", "70"], [], "130", "30", 0),
        ("sum", ["30"], ["100", "90"], "30", "-70", 1),
        ("sum", [], ["100"], None, None, 0),
        ("ratio", [], ["100", "100"], None, None, 0),
        ("ratio", ["50"], ["100"], None, None, 1),
        ("last", ["100"], ["99", "101"], None, None, 2),
        ("average", [], [], None, None, 0),
    ],
)
def test_coverage(aggregation, shares, same, total, difference, unequal):
    found = coverage(aggregation, D(100), [D(v) for v in shares], [D(v) for v in same])
    assert found.total == (None if total is None else D(total))
    assert found.difference == (None if difference is None else D(difference))
    assert found.unequal == unequal
