"""Patterns of SE 3/2023, limit by limit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import distribution
from rules.distribution import Allowed, allowed_heads, check
from rules.exceptions import InvalidInputError, NoRuleInForceError, UnknownValueError
from rules.predicate import ORGANISATION_PREDICATES, PREDICATES

YEAR_END = date(2026, 12, 31)
counts = st.fixed_dictionaries({predicate: st.integers(0, 40) for predicate in PREDICATES})
organisations = st.sampled_from(ORGANISATION_PREDICATES)


def _found(organisation, very_good=0, good=0, needs_improvement=0, poor=0, very_poor=0):
    heads = {
        "very_good": very_good,
        "good": good,
        "needs_improvement": needs_improvement,
        "poor": poor,
        "very_poor": very_poor,
    }
    return [(w.code, w.predicate, w.limit, w.actual) for w in check(organisation, heads, YEAR_END)]


@pytest.mark.parametrize(
    ("organisation", "heads", "expected"),
    [
        ("excellent", {"very_good": 14, "good": 6}, []),
        ("excellent", {"very_good": 15, "good": 5}, [("above_maximum", "very_good", 14, 15)]),
        ("excellent", {"very_good": 9, "good": 11}, [("not_peak", "very_good", 11, 9)]),
        ("good", {"very_good": 5, "good": 14, "poor": 1}, []),
        ("good", {"good": 14, "needs_improvement": 6}, []),
        (
            "good",
            {"very_good": 6, "good": 14},
            [("below_minimum", "needs_improvement", 1, 0)],
        ),
        (
            "good",
            {"very_good": 11, "good": 8, "poor": 1},
            [("not_peak", "good", 11, 8)],
        ),
        ("needs_improvement", {"needs_improvement": 12, "very_good": 2, "good": 6}, []),
        (
            "needs_improvement",
            {"needs_improvement": 11, "very_good": 3, "good": 6},
            [
                ("below_minimum", "needs_improvement", 12, 11),
                ("above_maximum", "very_good", 2, 3),
            ],
        ),
        ("poor", {"poor": 12, "needs_improvement": 2, "very_good": 2, "good": 4}, []),
        (
            "poor",
            {"poor": 11, "needs_improvement": 1, "very_good": 3, "good": 5},
            [
                ("below_minimum", "poor", 12, 11),
                ("below_minimum", "needs_improvement", 2, 1),
                ("above_maximum", "very_good", 2, 3),
            ],
        ),
        ("very_poor", {"very_poor": 12, "poor": 1, "needs_improvement": 1, "good": 6}, []),
        (
            "very_poor",
            {"very_poor": 11, "poor": 1, "good": 7, "very_good": 1},
            [
                ("below_minimum", "very_poor", 12, 11),
                ("below_minimum", "poor", 2, 1),
                ("above_maximum", "very_good", 0, 1),
            ],
        ),
    ],
)
def test_each_limit_at_twenty_people(organisation, heads, expected):
    assert _found(organisation, **heads) == expected


def test_heads_are_rounded_in_favour_of_a_reachable_limit():
    # 17 people: 60 % is 10.2 and needs 11; 10 % is 1.7 and allows 1.
    assert allowed_heads("needs_improvement", 17, YEAR_END) == (
        Allowed(("needs_improvement",), 11, None),
        Allowed(("very_good",), None, 1),
    )
    # Exact shares stay exact.
    assert [row.minimum for row in allowed_heads("very_poor", 10, YEAR_END)] == [6, 1, None]
    assert allowed_heads("excellent", 0, YEAR_END) == (Allowed(("very_good",), None, 0),)


def test_small_units_are_informed_and_not_judged():
    heads = {"good": 4}
    assert {w.information for w in check("good", heads, YEAR_END)} == {True}
    assert {w.information for w in check("good", heads, YEAR_END, small_unit=4)} == {False}
    assert {w.information for w in check("good", {"good": 10}, YEAR_END)} == {False}


def test_nobody_rated_nothing_to_say():
    assert check("good", {}, YEAR_END) == ()
    assert check("good", dict.fromkeys(PREDICATES, 0), YEAR_END) == ()


def test_warnings_show_share_and_total():
    (warning,) = check("excellent", {"very_good": 25, "good": 7}, YEAR_END)
    assert (warning.total, str(warning.share)) == (32, "78.13")


def test_senseless_questions_are_refused():
    with pytest.raises(UnknownValueError) as refused:
        check("very_good", {}, YEAR_END)
    assert refused.value.code == "unknown_organisation_predicate"
    with pytest.raises(UnknownValueError):
        check("good", {"fair": 1}, YEAR_END)
    for count in (-1, 1.0, None, True, "3"):
        with pytest.raises(InvalidInputError) as refused:
            check("good", {"good": count}, YEAR_END)
        assert refused.value.code == "not_a_count"
    with pytest.raises(InvalidInputError) as refused:
        check("good", ["good"], YEAR_END)
    assert refused.value.code == "not_a_mapping"
    with pytest.raises(NoRuleInForceError):
        check("good", {"good": 1}, date(2023, 1, 30))


@pytest.mark.parametrize("row", distribution.PATTERNS.rows, ids=lambda row: str(row.valid_from))
def test_every_organisation_predicate_has_a_pattern(row):
    assert set(row.value) == set(ORGANISATION_PREDICATES)
    for pattern in row.value.values():
        assert pattern.peak in PREDICATES
        for limit in pattern.limits:
            assert set(limit.predicates) <= set(PREDICATES)
            given_limits = (limit.minimum, limit.maximum, limit.heads)
            assert sum(value is not None for value in given_limits) == 1


def test_the_curve_runs_from_left_to_right():
    assert tuple(reversed(distribution.CURVE)) == PREDICATES


@given(organisations, counts)
def test_a_warning_states_a_limit_that_is_really_broken(organisation, heads):
    for warning in check(organisation, heads, YEAR_END):
        actual = sum(heads[predicate] for predicate in warning.predicates)
        assert warning.actual == actual
        assert warning.total == sum(heads.values())
        if warning.code == "above_maximum":
            assert actual > warning.limit
        else:
            assert actual < warning.limit


@given(organisations, counts)
def test_no_warning_means_inside_every_limit_in_percent(organisation, heads):
    total = sum(heads.values())
    if not total or check(organisation, heads, YEAR_END):
        return
    for limit in distribution.pattern_of(organisation, YEAR_END).limits:
        actual = sum(heads[predicate] for predicate in limit.predicates)
        if limit.maximum is not None:
            assert actual * 100 <= limit.maximum * total
        if limit.minimum is not None:
            assert actual * 100 >= limit.minimum * total
        if limit.heads is not None:
            assert actual >= limit.heads


@given(organisations, st.integers(10, 500))
def test_every_pattern_can_be_met(organisation, total):
    """Fill the minimums, then the peak up to its maximum, the rest just below the peak."""
    limits = allowed_heads(organisation, total, YEAR_END)
    heads = dict.fromkeys(PREDICATES, 0)
    for row in limits:
        if row.minimum:
            heads[row.predicates[0]] = row.minimum
    pattern = distribution.pattern_of(organisation, YEAR_END)
    rest = total - sum(heads.values())
    most = next(
        (row.maximum for row in limits if row.predicates == (pattern.peak,) and row.maximum), total
    )
    add = min(rest, most - heads[pattern.peak])
    heads[pattern.peak] += add
    beside = "good" if pattern.peak == "very_good" else "needs_improvement"
    heads[beside] += rest - add
    assert check(organisation, heads, YEAR_END) == ()


@pytest.mark.parametrize(
    ("organisation", "expected"),
    [
        ("excellent", [("very_good", None, 700)]),
        ("good", [("good", None, 700), ("needs_improvement poor", 1, None)]),
        ("needs_improvement", [("needs_improvement", 600, None), ("very_good", None, 100)]),
        ("poor", [("poor", 600, None), ("needs_improvement", 100, None), ("very_good", None, 100)]),
        (
            "very_poor",
            [
                ("very_poor", 600, None),
                ("poor needs_improvement", 100, None),
                ("very_good", None, 0),
            ],
        ),
    ],
)
def test_percentages_of_the_circular_for_a_thousand_people(organisation, expected):
    assert allowed_heads(organisation, 1000, YEAR_END) == tuple(
        Allowed(tuple(names.split()), minimum, maximum) for names, minimum, maximum in expected
    )
