"""Credit points: the table of levels, split years, periods replaced by the year."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import credit
from rules.credit import Credit, effective, points, totals
from rules.exceptions import InvalidInputError, NoRuleInForceError, UnknownValueError
from rules.predicate import PREDICATES

YEAR_END = date(2026, 12, 31)
DAY = timedelta(days=1)
levels = st.sampled_from(credit.LEVELS)
predicates = st.sampled_from(PREDICATES)


def _credit(start, end, level=credit.EXPERT_FIRST, predicate="good", annual=True):
    return Credit(date(2026, *start), date(2026, *end), level, predicate, annual)


@pytest.mark.parametrize(
    ("label", "ranks", "coefficient", "rank_need", "level_need", "following"),
    [
        ("Ahli Pertama", "III/a III/b", "12.5", 50, 100, "Ahli Muda"),
        ("Ahli Muda", "III/c III/d", "25", 100, 200, "Ahli Madya"),
        ("Ahli Madya", "IV/a IV/b IV/c", "37.5", 150, 450, "Ahli Utama"),
        ("Ahli Utama", "IV/d IV/e", "50", 200, None, None),
        ("Pemula", "II/a", "3.75", 15, 15, "Terampil"),
        ("Terampil", "II/b II/c II/d", "5", 20, 60, "Mahir"),
        ("Mahir", "III/a III/b", "12.5", 50, 100, "Penyelia"),
        ("Penyelia", "III/c III/d", "25", 100, None, None),
    ],
)
def test_levels_as_in_the_annex(label, ranks, coefficient, rank_need, level_need, following):
    (code,) = (code for code, name in credit.LABELS.items() if name == label)
    level = credit.level_of(code, YEAR_END)
    assert level.code == code
    assert [rank for rank, _base in level.ranks] == ranks.split()
    assert level.coefficient == D(coefficient)
    assert (level.rank_need, level.level_need) == (rank_need, level_need)
    assert credit.LABELS.get(level.next_level) == following


def test_base_points_of_the_ranks():
    assert credit.base_points(credit.EXPERT_JUNIOR, "III/d", YEAR_END) == 100
    for code in credit.LEVELS:
        level = credit.level_of(code, YEAR_END)
        assert [base for _rank, base in level.ranks] == [
            step * level.rank_need for step in range(len(level.ranks))
        ]
    with pytest.raises(UnknownValueError):
        credit.base_points(credit.EXPERT_JUNIOR, "III/a", YEAR_END)


@pytest.mark.parametrize(
    ("predicate", "percent"),
    [("very_good", 150), ("good", 100), ("needs_improvement", 75), ("poor", 50), ("very_poor", 25)],
)
def test_percent_of_the_coefficient(predicate, percent):
    assert credit.percent_of(predicate, YEAR_END) == percent
    found = points(credit.EXPERT_PRINCIPAL, predicate, 12, YEAR_END)
    assert found == D(percent) / 2


@pytest.mark.parametrize(
    ("level", "predicate", "months", "expected"),
    [
        (credit.EXPERT_FIRST, "good", 0, "0.00"),
        (credit.EXPERT_FIRST, "good", D("6.5"), "6.77"),
        (credit.SKILL_BEGINNER, "very_poor", 1, "0.08"),
        (credit.SKILL_BEGINNER, "needs_improvement", 12, "2.81"),
        (credit.EXPERT_MIDDLE, "very_good", 12, "56.25"),
    ],
)
def test_points_by_hand(level, predicate, months, expected):
    assert str(points(level, predicate, months, YEAR_END)) == expected


def test_sum_of_two_years_as_in_the_circular():
    earned = totals(
        [
            Credit(date(2023, 1, 1), date(2023, 12, 31), credit.EXPERT_FIRST, "very_good", True),
            Credit(date(2024, 1, 1), date(2024, 2, 29), credit.EXPERT_FIRST, "good", False),
        ]
    )
    assert earned == {credit.EXPERT_FIRST: D("20.83")}


def test_the_annual_credit_replaces_the_periodic_ones():
    halves = [
        _credit((1, 1), (6, 30), annual=False, predicate="very_good"),
        _credit((7, 1), (12, 31), annual=False, predicate="poor"),
    ]
    assert totals(halves) == {credit.EXPERT_FIRST: D("12.51")}  # 9.38 + 3.13 as printed
    year = _credit((1, 1), (12, 31))
    assert effective([*halves, year]) == (year,)
    assert totals([*halves, year]) == {credit.EXPERT_FIRST: D("12.50")}


def test_annual_credits_of_a_split_year_replace_a_quarter_across_the_split():
    quarter = _credit((7, 1), (9, 30), annual=False)
    split = [
        _credit((1, 1), (7, 31)),
        _credit((8, 1), (12, 31), level=credit.EXPERT_JUNIOR),
    ]
    assert effective([quarter, *split]) == tuple(split)


def test_a_period_outside_the_annual_credit_stays():
    early = _credit((1, 1), (3, 31), annual=False, level=credit.SKILL_SKILLED)
    rest = _credit((4, 1), (12, 31))
    assert effective([rest, early]) == (early, rest)
    assert totals([rest, early]) == {
        credit.SKILL_SKILLED: D("1.25"),
        credit.EXPERT_FIRST: D("9.38"),
    }


@pytest.mark.parametrize(
    "rows",
    [
        [_credit((1, 1), (6, 30)), _credit((6, 30), (12, 31))],
        [_credit((1, 1), (6, 30), annual=False), _credit((6, 1), (8, 31), annual=False)],
        [_credit((1, 1), (6, 30), annual=False), _credit((4, 1), (12, 31))],
        [_credit((4, 1), (9, 30), annual=False), _credit((1, 1), (6, 30))],
        [
            _credit((1, 1), (12, 31), annual=False),
            _credit((1, 1), (5, 31)),
            _credit((7, 1), (12, 31)),
        ],
    ],
)
def test_days_that_would_count_twice_are_refused(rows):
    with pytest.raises(InvalidInputError) as refused:
        effective(rows)
    assert refused.value.code == "credits_overlap"


@pytest.mark.parametrize("months", [-1, 12.5, D("12.01"), None, D("NaN")])
def test_months_outside_a_year_are_refused(months):
    with pytest.raises(InvalidInputError):
        points(credit.EXPERT_FIRST, "good", months, YEAR_END)


def test_unknown_words_and_older_years_are_refused():
    with pytest.raises(UnknownValueError):
        points("Ahli Pertama", "good", 12, YEAR_END)
    with pytest.raises(UnknownValueError):
        points(credit.EXPERT_FIRST, "excellent", 12, YEAR_END)
    with pytest.raises(NoRuleInForceError):
        points(credit.EXPERT_FIRST, "good", 12, date(2022, 12, 31))
    with pytest.raises(InvalidInputError) as refused:
        _credit((2, 1), (1, 1))
    assert refused.value.code == "dates_reversed"


def test_part_months_are_a_choice():
    start, end = date(2026, 8, 16), date(2026, 12, 31)
    assert [credit.months(start, end, mode) for mode in ("full", "started", "middle")] == [4, 5, 4]


def test_shortage():
    assert credit.shortage(D("120.00"), 100) == D("0.00")
    assert credit.shortage(D("0.00"), 100) == D("100.00")
    assert credit.shortage(D("10.00"), None) is None
    with pytest.raises(InvalidInputError):
        credit.shortage(D("-1"), 100)


@given(levels, predicates, st.lists(st.integers(2, 12), max_size=5, unique=True))
def test_a_split_year_of_one_level_earns_what_the_whole_year_earns(level, predicate, months):
    firsts = [date(2026, 1, 1), *(date(2026, month, 1) for month in sorted(months))]
    lasts = [*(first - DAY for first in firsts[1:]), YEAR_END]
    pieces = [
        Credit(first, last, level, predicate, True)
        for first, last in zip(firsts, lasts, strict=True)
    ]
    whole = points(level, predicate, 12, YEAR_END)
    # Each piece is rounded as it is printed: at most half a hundredth each, and of the whole.
    assert abs(totals(pieces)[level] - whole) <= D("0.005") * (len(pieces) + 1)


@given(levels, st.integers(0, 12), st.integers(0, 12))
def test_more_months_and_better_predicates_never_earn_less(level, one, other):
    low, high = sorted((one, other))
    earned = [points(level, predicate, high, YEAR_END) for predicate in PREDICATES]
    assert earned == sorted(earned, reverse=True)
    assert points(level, "good", low, YEAR_END) <= points(level, "good", high, YEAR_END)


@given(st.lists(st.sampled_from(credit.LEVELS), min_size=1, max_size=8), st.data())
def test_order_of_credits_does_not_matter(used, data):
    rows = [
        Credit(date(2023 + n, 1, 1), date(2023 + n, 12, 31), level, "good", True)
        for n, level in enumerate(used)
    ]
    assert totals(data.draw(st.permutations(rows))) == totals(rows)


def test_a_gap_of_one_day_between_annual_credits_is_noticed():
    quarter = _credit((7, 1), (9, 30), annual=False)
    with pytest.raises(InvalidInputError) as refused:
        effective([quarter, _credit((1, 1), (7, 31)), _credit((8, 2), (12, 31))])
    assert refused.value.code == "credits_overlap"


def test_a_single_shared_day_is_an_overlap_and_a_single_day_a_credit():
    one_day = _credit((6, 30), (6, 30), annual=False)
    assert effective([one_day]) == (one_day,)
    half = _credit((1, 1), (6, 30), annual=False)
    with pytest.raises(InvalidInputError):
        effective([half, _credit((6, 30), (12, 31))])
    later = _credit((6, 30), (12, 31), annual=False)
    with pytest.raises(InvalidInputError):
        effective([later, _credit((1, 1), (6, 30))])
