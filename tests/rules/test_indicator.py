"""Achievement and aggregation: by hand at the edges, by property in between."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rules import indicator
from rules.exceptions import InvalidInputError, UnknownValueError
from rules.indicator import Entry, Target, achievement, aggregate, period_target


def hundredths(lowest, highest):
    """Decimals with two places; from whole numbers they are drawn several times quicker."""
    return st.integers(lowest, highest).map(lambda number: D(number) / 100)


quantities = hundredths(0, 10**8)
targets = hundredths(1, 10**8)
caps = st.integers(1000, 2000).map(lambda number: D(number) / 10)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
entries = st.lists(st.builds(Entry, days, quantities, targets), max_size=6)
numeric = st.sampled_from(["higher", "lower", "range", "exact"])


@pytest.mark.parametrize(
    ("polarity", "target", "realised", "expected"),
    [
        ("higher", Target(D(300)), D(0), "0.00"),
        ("higher", Target(D(300)), D(300), "100.00"),
        ("higher", Target(D(300)), D(301), "100.33"),
        ("higher", Target(D(300)), D(900), "120.00"),
        ("higher", Target(D(300)), D(-5), "0.00"),
        ("higher", Target(D(3)), D(2), "66.67"),
        ("lower", Target(D(60)), D(60), "100.00"),
        ("lower", Target(D(60)), D(90), "50.00"),
        ("lower", Target(D(60)), D(120), "0.00"),
        ("lower", Target(D(60)), D(500), "0.00"),
        ("lower", Target(D(60)), D(0), "120.00"),
        ("lower", Target(D(0)), D(0), "100.00"),
        ("lower", Target(D(0)), D(1), "0.00"),
        ("range", Target(D(92), D(100)), D(92), "100.00"),
        ("range", Target(D(92), D(100)), D(100), "100.00"),
        ("range", Target(D(92), D(100)), D(46), "50.00"),
        ("range", Target(D(92), D(100)), D(105), "95.00"),
        ("range", Target(D(92), D(100)), D(250), "0.00"),
        ("range", Target(D(0), D(5)), D(-1), "0.00"),
        ("range", Target(D(24), D(24)), D(18), "75.00"),
        ("exact", Target(D(12)), D(12), "100.00"),
        ("exact", Target(D(12)), D(9), "75.00"),
        ("exact", Target(D(12)), D(15), "75.00"),
        ("exact", Target(D(12)), D(30), "0.00"),
        ("exact", Target(D(0)), D(0), "100.00"),
        ("exact", Target(D(0)), D("0.1"), "0.00"),
        ("exact", Target(D(-4)), D(-3), "75.00"),
        ("date", Target(due=date(2026, 2, 10)), date(2026, 1, 1), "100.00"),
        ("date", Target(due=date(2026, 2, 10)), date(2026, 2, 10), "100.00"),
        ("date", Target(due=date(2026, 2, 10)), date(2026, 2, 13), "85.00"),
        ("date", Target(due=date(2026, 2, 10)), date(2026, 12, 31), "0.00"),
    ],
)
def test_achievement_by_hand(polarity, target, realised, expected):
    assert str(achievement(polarity, target, realised)) == expected


@pytest.mark.parametrize(
    ("polarity", "target", "realised"),
    [
        ("higher", None, D(5)),
        ("higher", Target(), D(5)),
        ("higher", Target(D(5)), None),
        ("higher", Target(D(0)), D(5)),
        ("higher", Target(D(0)), D(0)),
        ("lower", Target(D(5)), None),
        ("range", Target(D(5), D(6)), None),
        ("exact", Target(), D(5)),
        ("date", Target(), date(2026, 2, 10)),
        ("date", Target(due=date(2026, 2, 10)), None),
    ],
)
def test_what_cannot_be_measured_is_none_and_not_zero(polarity, target, realised):
    assert achievement(polarity, target, realised) is None


def test_penalty_for_each_unit_over_a_target_of_zero():
    found = [achievement("lower", Target(D(0)), D(n), zero_penalty=D(25)) for n in range(6)]
    assert [str(value) for value in found] == [
        "100.00", "75.00", "50.00", "25.00", "0.00", "0.00",
    ]  # fmt: skip


def test_deduction_per_late_day_is_a_choice_of_the_office():
    target = Target(due=date(2026, 2, 10))
    assert achievement("date", target, date(2026, 2, 14), late_day=D(1)) == D("96.00")
    assert achievement("date", target, date(2026, 2, 14), late_day=D(0)) == D("100.00")


def test_what_was_due_and_not_delivered_counts_as_of_the_last_day():
    target = Target(due=date(2026, 6, 20))
    assert achievement("date", target, None, as_of=date(2026, 6, 30)) == D("50.00")
    assert achievement("date", target, None, as_of=date(2026, 6, 20)) is None
    assert achievement("date", target, date(2026, 6, 20), as_of=date(2026, 6, 30)) == D("100.00")


@pytest.mark.parametrize(
    ("polarity", "target", "realised", "cap", "code"),
    [
        ("higher", Target(D(-1)), D(5), D(120), "negative"),
        ("lower", Target(D(-1)), D(5), D(120), "negative"),
        ("range", Target(D(5)), D(5), D(120), "maximum_missing"),
        ("higher", Target(D(5)), D(5), D(99), "cap_too_low"),
        ("higher", Target(D(5)), D("NaN"), D(120), "not_finite"),
        ("higher", Target(D(5)), 5.0, D(120), "not_exact"),
        ("higher", Target(D(5)), date(2026, 1, 1), D(120), "not_exact"),
        ("date", Target(due=date(2026, 1, 1)), D(5), D(120), "not_a_day"),
    ],
)
def test_senseless_figures_are_refused(polarity, target, realised, cap, code):
    with pytest.raises(InvalidInputError) as refused:
        achievement(polarity, target, realised, cap)
    assert refused.value.code == code


def test_targets_are_checked_when_they_are_made():
    for arguments, code in (
        ((D(6), D(5)), "range_reversed"),
        ((5.0,), "not_exact"),
        ((D(5), 6.0), "not_exact"),
        ((D("Infinity"),), "not_finite"),
        ((None, None, "2026-01-01"), "not_a_day"),
    ):
        with pytest.raises(InvalidInputError) as refused:
            Target(*arguments)
        assert refused.value.code == code
    assert Target(None, D(5)).maximum == 5


def test_the_lowest_cap_is_a_fulfilled_target():
    assert achievement("higher", Target(D(5)), D(6), D(100)) == D("100.00")


def test_points_are_taken_off_and_never_added():
    for arguments in (
        {"polarity": "lower", "target": Target(D(0)), "realised": D(1), "zero_penalty": D(-1)},
        {
            "polarity": "date",
            "target": Target(due=date(2026, 1, 1)),
            "realised": date(2026, 1, 2),
            "late_day": D(-1),
        },
    ):
        with pytest.raises(InvalidInputError) as refused:
            achievement(**arguments)
        assert refused.value.code == "negative"


def test_unknown_words_are_refused():
    with pytest.raises(UnknownValueError):
        achievement("text", Target(D(5)), D(5))
    with pytest.raises(UnknownValueError):
        aggregate("median", [])
    with pytest.raises(UnknownValueError):
        period_target("median", D(5), 6, 12)


@given(targets, quantities, quantities, caps)
def test_more_is_never_worse_when_higher_is_better(target, one, other, cap):
    low, high = sorted((one, other))
    assert achievement("higher", Target(target), low, cap) <= achievement(
        "higher", Target(target), high, cap
    )


@given(st.one_of(st.just(D(0)), targets), quantities, quantities, caps)
def test_more_is_never_better_when_lower_is_better(target, one, other, cap):
    low, high = sorted((one, other))
    for penalty in (None, D(10)):
        assert achievement("lower", Target(target), low, cap, zero_penalty=penalty) >= achievement(
            "lower", Target(target), high, cap, zero_penalty=penalty
        )


@given(targets, quantities, quantities, st.sampled_from(["exact", "range"]))
def test_nearer_to_the_target_is_never_worse(target, one, other, polarity):
    # Both on the same side of the target, beyond its end.
    near, far = sorted((target + one, target + one + other))
    wanted = Target(target, target) if polarity == "range" else Target(target)
    assert achievement(polarity, wanted, near) >= achievement(polarity, wanted, far)


@given(numeric, targets, quantities, quantities, caps)
def test_achievement_lies_between_zero_and_the_cap(polarity, target, width, realised, cap):
    found = achievement(polarity, Target(target, target + width), realised, cap)
    assert 0 <= found <= cap
    assert -found.as_tuple().exponent == 2


@given(numeric, targets, quantities)
def test_the_target_itself_is_a_hundred_percent(polarity, target, width):
    assert achievement(polarity, Target(target, target + width), target) == 100


@given(targets, quantities)
def test_without_a_cap_the_ratio_is_exact(target, realised):
    found = achievement("higher", Target(target), realised, cap=None)
    assert abs(found * target - realised * 100) <= D("0.005") * target


@given(days, st.integers(-400, 400), st.integers(0, 400), caps)
def test_later_is_never_better(due, offset, more, cap):
    first = due + timedelta(days=offset)
    later = first + timedelta(days=more)
    one, other = (achievement("date", Target(due=due), day, cap) for day in (first, later))
    assert 0 <= other <= one <= 100


E = (
    Entry(date(2026, 3, 1), D(10), D(20)),
    Entry(date(2026, 1, 1), D(40), D(60)),
    Entry(date(2026, 2, 1), D(25), D(20)),
)


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("sum", D(75)),
        ("average", D(25)),
        ("last", D(10)),
        ("maximum", D(40)),
        ("minimum", D(10)),
        ("ratio", D(75)),
    ],
)
def test_aggregation_by_hand(mode, expected):
    assert aggregate(mode, E) == expected
    assert aggregate(mode, iter(E)) == expected


def test_nothing_realised():
    assert aggregate("sum", []) == D(0)
    for mode in ("average", "last", "maximum", "minimum", "ratio"):
        assert aggregate(mode, []) is None


def test_a_ratio_is_of_sums_and_not_the_mean_of_ratios():
    # 9 of 10 and 10 of 90: 19 of 100, while the mean of 90 % and 11.1 % would be 50.6 %.
    found = aggregate(
        "ratio", [Entry(date(2026, 1, 1), D(9), D(10)), Entry(date(2026, 2, 1), D(10), D(90))]
    )
    assert found == D(19)


def test_a_ratio_without_a_case_is_not_measurable():
    assert aggregate("ratio", [Entry(date(2026, 1, 1), D(0), D(0))]) is None


@pytest.mark.parametrize(
    ("denominator", "code"), [(None, "denominator_missing"), (D(-1), "negative")]
)
def test_a_ratio_needs_its_denominator(denominator, code):
    with pytest.raises(InvalidInputError) as refused:
        aggregate("ratio", [Entry(date(2026, 1, 1), D(1), denominator)])
    assert refused.value.code == code


def test_of_several_entries_on_the_last_day_the_one_given_last_counts():
    day = date(2026, 5, 1)
    assert aggregate("last", [Entry(day, D(1)), Entry(day, D(2))]) == D(2)
    assert aggregate("last", [Entry(day, D(2)), Entry(day, D(1))]) == D(1)


@given(st.sampled_from(["sum", "average", "maximum", "minimum", "ratio"]), entries, st.data())
def test_order_of_entries_does_not_matter(mode, rows, data):
    shuffled = data.draw(st.permutations(rows))
    assert aggregate(mode, shuffled) == aggregate(mode, rows)


@given(entries, st.data())
def test_last_ignores_the_order_of_different_days(rows, data):
    assume(len({row.date for row in rows}) == len(rows))
    shuffled = data.draw(st.permutations(rows))
    assert aggregate("last", shuffled) == aggregate("last", rows)


@given(entries)
def test_average_and_last_lie_between_the_extremes(rows):
    assume(rows)
    low, high = aggregate("minimum", rows), aggregate("maximum", rows)
    for mode in ("average", "last"):
        assert low <= aggregate(mode, rows) <= high


@given(entries, entries)
def test_sums_of_parts_make_the_sum_of_the_whole(one, other):
    assert aggregate("sum", one) + aggregate("sum", other) == aggregate("sum", one + other)


@pytest.mark.parametrize("mode", ["average", "last", "maximum", "minimum", "ratio"])
def test_only_sums_are_prorated(mode):
    assert period_target(mode, D("88.31"), 3, 12) == D("88.31")
    assert period_target("sum", D(3600), 3, 12) == D(900)
    assert period_target("sum", D(100), 1, 12) == D("8.333333")


def test_nothing_agreed_is_nothing_due():
    assert period_target("sum", None, 6, 12) is None
    assert period_target("sum", D(100), 0, 12) == D(0)
    assert achievement("higher", Target(period_target("sum", D(100), 0, 12)), D(3)) is None


@pytest.mark.parametrize(
    ("part", "whole", "code"),
    [(13, 12, "part_exceeds_whole"), (-1, 12, "negative"), (0, 0, "not_positive")],
)
def test_months_that_make_no_sense_are_refused(part, whole, code):
    with pytest.raises(InvalidInputError) as refused:
        period_target("sum", D(100), part, whole)
    assert refused.value.code == code


@given(quantities, st.lists(st.integers(1, 12), min_size=1, max_size=12))
def test_prorated_targets_add_up_to_the_target_of_the_plan(target, parts):
    found = sum(period_target("sum", target, part, sum(parts)) for part in parts)
    assert abs(found - target) <= D("0.0000005") * len(parts)


def test_lists_are_complete():
    assert indicator.POLARITIES == ("higher", "lower", "range", "exact", "date")
    assert indicator.AGGREGATIONS == ("sum", "average", "last", "maximum", "minimum", "ratio")
