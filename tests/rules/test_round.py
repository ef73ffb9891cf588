"""The 360-degree round: what is shown, and that nothing of the hidden shows through."""

import statistics
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import round as rounds
from rules.exceptions import InvalidInputError, UnknownValueError

MINIMUMS = st.integers(0, 7)
# What a group of givers said on two values: each giver one mark (or none) on each.
SHEET = st.tuples(*[st.none() | st.integers(1, 5)] * 2)
SHEETS = st.lists(SHEET, max_size=8)


def marks_of(relation, sheets):
    return [
        rounds.Mark(relation, value, score, f"{relation} {number} {value}")
        for number, sheet in enumerate(sheets)
        for value, score in enumerate(sheet)
    ]


def show(peers, subordinates, minimum):
    marks = marks_of("peer", peers) + marks_of("subordinate", subordinates)
    givers = {"peer": len(peers), "subordinate": len(subordinates)}
    return rounds.disclose(marks, givers, minimum)


@pytest.mark.parametrize(
    ("peers", "subordinates", "shown"),
    [
        (0, 0, (None, None)),
        (0, 2, (None, None)),
        (0, 3, (None, "subordinate")),
        (1, 1, (None, None)),
        (1, 2, ("others", "others")),
        (2, 2, ("others", "others")),
        (2, 3, (None, "subordinate")),
        (3, 0, ("peer", None)),
        (3, 2, ("peer", None)),
        (3, 3, ("peer", "subordinate")),
        (5, 1, ("peer", None)),
        (5, 5, ("peer", "subordinate")),
    ],
)
def test_under_which_group_a_relation_is_shown(peers, subordinates, shown):
    groups = rounds.groups_of({"peer": peers, "subordinate": subordinates}, 3)
    assert (groups["peer"], groups["subordinate"]) == shown


def test_three_small_relations_are_put_together():
    # A third kind of giver without a name, for example service users, follows the same rule.
    groups = rounds.groups_of({"peer": 5, "subordinate": 2, "user": 1}, 3)
    assert groups == {"peer": "peer", "subordinate": "others", "user": "others"}


def test_a_lower_minimum_than_three_does_not_count():
    assert rounds.groups_of({"peer": 2}, 1) == {"peer": None}
    assert rounds.groups_of({"peer": 4}, 5) == {"peer": None}


def test_worked_example():
    # Value 0: 3, 4, 5, 4: mean 4, deviations 1 0 1 0: sqrt(2/4) = 0.707. Value 1: two marks only.
    shown, texts = show([(3, 2), (4, None), (5, 2), (4, None)], [(1, 1), (1, 1)], 3)
    assert shown == {("peer", 0): rounds.Summary(Decimal("4.0"), Decimal("0.7"), 4)}
    assert sorted(texts) == [("peer", 0, f"peer {number} 0") for number in range(4)]


def test_small_groups_together():
    # 2, 4 of peers and 5 of a subordinate: mean 3.67, spread sqrt((2.78+0.11+1.78)/3) = 1.25
    shown, texts = show([(2, None), (4, None)], [(5, None)], 3)
    assert shown == {("others", 0): rounds.Summary(Decimal("3.7"), Decimal("1.2"), 3)}
    assert {group for group, _value, _text in texts} == {"others"}


@given(SHEETS, SHEETS, MINIMUMS)
def test_every_number_comes_from_enough_people(peers, subordinates, minimum):
    shown, texts = show(peers, subordinates, minimum)
    least = max(minimum, 3)
    assert all(summary.count >= least for summary in shown.values())
    assert {(group, value) for group, value, _text in texts} <= set(shown)


@given(SHEETS, SHEETS, MINIMUMS)
def test_numbers_are_those_of_the_statistics_module(peers, subordinates, minimum):
    shown, _texts = show(peers, subordinates, minimum)
    groups = rounds.groups_of({"peer": len(peers), "subordinate": len(subordinates)}, minimum)
    for (group, value), summary in shown.items():
        sheets = [
            *(peers if groups["peer"] == group else []),
            *(subordinates if groups["subordinate"] == group else []),
        ]
        scores = [sheet[value] for sheet in sheets if sheet[value] is not None]
        exact = Decimal(sum(scores)) / len(scores)
        assert summary.mean == exact.quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert abs(float(summary.spread) - statistics.pstdev(scores)) <= 0.0500001
        assert summary.count == len(scores)


@given(SHEETS, SHEETS, SHEETS, MINIMUMS)
def test_what_is_hidden_changes_nothing_that_is_shown(peers, hidden, other, minimum):
    """Neither what a hidden relation said nor how many of it spoke can be worked out."""
    before, after = {}, {}
    for found, sheets in ((before, hidden), (after, other)):
        groups = rounds.groups_of({"peer": len(peers), "subordinate": len(sheets)}, minimum)
        found["groups"] = groups
        found["shown"] = show(peers, sheets, minimum)
    if before["groups"]["subordinate"] is None and after["groups"]["subordinate"] is None:
        assert before["shown"] == after["shown"]


@given(SHEETS, SHEETS, MINIMUMS)
def test_each_answer_is_in_one_number_only(peers, subordinates, minimum):
    """No two numbers overlap, so their difference is nobody's mark."""
    shown, _texts = show(peers, subordinates, minimum)
    for value in (0, 1):
        counted = sum(summary.count for (_g, v), summary in shown.items() if v == value)
        assert counted <= sum(s[value] is not None for s in [*peers, *subordinates])
    groups = {group for group, _value in shown}
    if "others" in groups:
        assert groups == {"others"}


@given(st.lists(st.integers(1, 5), min_size=1, max_size=30))
def test_mean_and_spread_stay_in_range(scores):
    summary = rounds.summarize(scores)
    assert min(scores) <= summary.mean <= max(scores)
    assert 0 <= summary.spread <= 2


def test_marks():
    assert [rounds.check_score(score) for score in (1, 5, None)] == [1, 5, None]
    for wrong in (0, 6, 2.5, "3", True, -1):
        with pytest.raises(InvalidInputError):
            rounds.check_score(wrong)
    with pytest.raises(InvalidInputError):
        rounds.summarize([])


def test_names():
    assert [rounds.is_named(relation) for relation in rounds.RELATIONS] == [
        True,
        True,
        False,
        False,
    ]
    with pytest.raises(UnknownValueError):
        rounds.is_named("others")


def test_numbers_to_choose():
    least, most = {"superior": 1, "peer": 3, "subordinate": 0}, {"superior": 2, "peer": 5}
    most["subordinate"] = 5
    chosen = {"self": 1, "superior": 1, "peer": 3}
    assert rounds.missing(chosen, least, most) == []
    assert rounds.missing({**chosen, "peer": 6}, least, most) == [("peer", 3, 5)]
    assert rounds.missing({"subordinate": 6}, least, most) == [
        ("superior", 1, 2),
        ("peer", 3, 5),
        ("subordinate", 0, 5),
    ]
    assert rounds.too_few_to_show({"peer": 2, "subordinate": 3}, 3) == ("peer",)
    assert rounds.too_few_to_show({"peer": 1, "subordinate": 0}, 3) == ("peer",)


@given(SHEETS, SHEETS, MINIMUMS)
def test_the_number_of_givers_counts_nobody_hidden(peers, subordinates, minimum):
    givers = {"peer": len(peers), "subordinate": len(subordinates)}
    shown = rounds.shown_givers(givers, minimum)
    assert shown == 0 or shown >= max(minimum, 3)
    if rounds.groups_of(givers, minimum)["subordinate"] is None:
        assert shown == rounds.shown_givers({**givers, "subordinate": 0}, minimum)
