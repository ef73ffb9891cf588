"""Means, scores, periods, and the months of a year that is cut."""

from calendar import isleap
from datetime import date, timedelta
from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import evaluation, period
from rules.evaluation import Part, result_score, weighted_mean
from rules.exceptions import InvalidInputError, UnknownValueError


def hundredths(lowest, highest):
    """Decimals with two places; from whole numbers they are drawn several times quicker."""
    return st.integers(lowest, highest).map(lambda number: D(number) / 100)


percents = hundredths(0, 12000)
weights = hundredths(0, 10000)
parts = st.lists(st.builds(Part, st.none() | percents, st.none() | weights), max_size=10)
weighted = st.lists(st.builds(Part, percents, hundredths(100, 10000)), min_size=1, max_size=8)
DAY = timedelta(days=1)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([], None),
        ([(None, None)], None),
        ([(None, D(5)), (D(80), D(0))], None),
        ([(D(80), None)], "80.00"),
        ([(D(80), None), (D(100), None), (D(105), None)], "95.00"),
        ([(D(80), D(60)), (D(100), D(40))], "88.00"),
        ([(D(80), D(60)), (None, D(40))], "80.00"),
        ([(D(80), D(50)), (None, D(30)), (D(100), D(20))], "85.71"),
        ([(D(0), D(50)), (D(100), D(50))], "50.00"),
        ([(D(80), D(60)), (D(100), None)], "90.00"),
        ([(D(80), D(10)), (D(90), D(30)), (D(100), None)], "91.67"),
        ([(D("89.995"), None)], "90.00"),
    ],
)
def test_weighted_mean_by_hand(values, expected):
    found = weighted_mean(Part(value, weight) for value, weight in values)
    assert (None if found is None else str(found)) == expected


def test_a_negative_weight_is_refused():
    with pytest.raises(InvalidInputError) as refused:
        weighted_mean([Part(D(80), D(-1))])
    assert refused.value.code == "negative"


@given(parts, st.data())
def test_order_does_not_matter(rows, data):
    assert weighted_mean(data.draw(st.permutations(rows))) == weighted_mean(rows)


@given(parts)
def test_mean_lies_between_the_measured_values(rows):
    measured = [part.value for part in rows if part.value is not None]
    found = weighted_mean(rows)
    if found is None:
        assert not measured or any(part.weight == 0 for part in rows)
    else:
        assert min(measured) <= found <= max(measured)


@given(weighted, hundredths(1, 100_000))
def test_only_the_proportion_of_weights_counts(rows, factor):  # threat: A11
    scaled = [Part(part.value, part.weight * factor) for part in rows]
    assert weighted_mean(scaled) == weighted_mean(rows)


@given(weighted, hundredths(100, 10000))
def test_a_part_that_could_not_be_measured_changes_nothing(rows, weight):
    assert weighted_mean([*rows, Part(None, weight)]) == weighted_mean(rows)


@given(st.lists(percents, min_size=1, max_size=8), weights.filter(bool))
def test_equal_weights_are_no_weights(values, weight):
    assert weighted_mean([Part(value, weight) for value in values]) == weighted_mean(
        [Part(value) for value in values]
    )


def test_additional_results_lift_by_their_share():
    main, good, bad = [Part(D(90))], [Part(D(110))], [Part(D(40))]
    assert result_score(main) == D("90.00")
    assert result_score(main, good) == D("92.00")
    assert result_score(main, bad) == D("90.00")
    assert result_score(main, good, share=D("0.5")) == D("100.00")
    assert result_score(main, good, mode=evaluation.MEAN) == D("100.00")
    assert result_score(main, bad, mode=evaluation.MEAN) == D("65.00")
    assert result_score(main, good, mode=evaluation.IGNORE) == D("90.00")


def test_additional_results_do_not_stand_in_for_the_main_ones():
    assert result_score([], [Part(D(110))]) is None
    assert result_score([Part(None)], [Part(D(110))]) is None
    assert result_score([Part(D(95))], [Part(None)]) == D("95.00")


@given(weighted, weighted)
def test_additional_work_never_lowers_a_score(main, additional):
    base, lifted = weighted_mean(main), result_score(main, additional)
    extra = weighted_mean(additional)
    assert base <= lifted <= max(base, extra)
    assert lifted - base <= D("0.10") * max(extra - base, 0) + D("0.01")


def test_a_share_above_one_and_an_unknown_mode_are_refused():
    with pytest.raises(InvalidInputError) as refused:
        result_score([Part(D(90))], share=D("1.01"))
    assert refused.value.code == "share_out_of_range"
    with pytest.raises(UnknownValueError):
        result_score([Part(D(90))], mode="max")


def test_names_and_codes_of_periods():
    assert [p.name for p in period.generate(2026, period.QUARTER)] == [
        "Triwulan I 2026",
        "Triwulan II 2026",
        "Triwulan III 2026",
        "Triwulan IV 2026",
    ]
    assert [p.code for p in period.generate(2026, period.MONTH)][::11] == ["2026-M01", "2026-M12"]
    assert period.generate(2026, period.MONTH)[7].name == "Agustus 2026"
    assert period.year_period(2026) == period.Period(
        "year", "2026", "Tahun 2026", date(2026, 1, 1), date(2026, 12, 31)
    )


def test_all_names_and_codes_of_a_year():
    names = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
    months = period.generate(2026, period.MONTH)
    assert [p.name for p in months] == [f"{name} 2026" for name in names.split()]
    assert [p.code for p in months] == [f"2026-M{number:02}" for number in range(1, 13)]
    halves = [(p.code, p.name) for p in period.generate(2026, period.HALF)]
    assert halves == [("2026-H1", "Semester I 2026"), ("2026-H2", "Semester II 2026")]
    quarters = [p.code for p in period.generate(2026, period.QUARTER)]
    assert quarters == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]


@given(st.integers(1, 9999), st.sampled_from(period.PERIOD_KINDS))
def test_periods_fill_the_year_without_gap_or_overlap(year, kind):
    rows = period.generate(year, kind)
    assert len(rows) == {"year": 1, "half": 2, "quarter": 4, "month": 12}[kind]
    assert rows[0].start == date(year, 1, 1)
    assert rows[-1].end == date(year, 12, 31)
    for row, following in pairwise(rows):
        assert following.start == row.end + DAY
    assert sum((row.end - row.start).days + 1 for row in rows) == 365 + isleap(year)
    assert [row.code for row in rows] == sorted({row.code for row in rows})
    assert sum(period.months_between(row.start, row.end) for row in rows) == 12


@pytest.mark.parametrize("year", [0, 10000, 2026.0, "2026", None, True])
def test_only_years_have_periods(year):
    with pytest.raises(InvalidInputError) as refused:
        period.generate(year, period.HALF)
    assert refused.value.code == "not_a_year"


@pytest.mark.parametrize(
    ("start", "end", "full", "started", "middle", "days"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), 12, 12, 12, D(12)),
        (date(2026, 3, 15), date(2026, 4, 14), 0, 2, 1, D("1.015054")),
        (date(2026, 3, 16), date(2026, 3, 31), 0, 1, 0, D("0.516129")),
        (date(2028, 2, 1), date(2028, 2, 28), 0, 1, 1, D("0.965517")),
        (date(2026, 5, 15), date(2026, 5, 15), 0, 1, 1, D("0.032258")),
        (date(2025, 12, 1), date(2026, 1, 31), 2, 2, 2, D(2)),
    ],
)
def test_months_by_hand(start, end, full, started, middle, days):
    found = [period.months_between(start, end, mode) for mode in period.PART_MONTHS]
    assert found == [full, started, middle, days]


def test_reversed_days_and_unknown_modes_are_refused():
    with pytest.raises(InvalidInputError) as refused:
        period.months_between(date(2026, 2, 1), date(2026, 1, 1))
    assert refused.value.code == "dates_reversed"
    with pytest.raises(UnknownValueError):
        period.months_between(*YEAR, "rounded")


def months_of_pieces(changes, part_month):
    """Months of each piece of the year, cut at the first days in a new post."""
    starts = [YEAR[0], *sorted(set(changes))]
    ends = [day - DAY for day in starts[1:]] + [YEAR[1]]
    return [
        period.months_between(start, end, part_month)
        for start, end in zip(starts, ends, strict=True)
    ]


@given(
    st.lists(st.dates(date(2026, 1, 2), date(2026, 12, 31)), max_size=6),
    st.sampled_from([period.MIDDLE, period.DAYS]),
)
def test_a_split_year_stays_a_year(changes, part_month):
    total = sum(months_of_pieces(changes, part_month))
    assert abs(total - 12) <= (D("0.00001") if part_month == period.DAYS else 0)


def test_a_month_belongs_to_the_post_held_on_its_fifteenth():
    for day, expected in ((15, [7, 5]), (16, [8, 4])):
        assert months_of_pieces([date(2026, 8, day)], period.MIDDLE) == expected


def test_share_of_nothing_is_none():
    assert evaluation.share_of(0, 0) is None
    assert str(evaluation.share_of(1, 3)) == "33.33"


def test_additional_results_may_weigh_everything():
    assert result_score([Part(D(90))], [Part(D(110))], share=D(1)) == D("110.00")


def test_a_post_of_the_last_day_counts_no_month():
    assert months_of_pieces([YEAR[1]], period.MIDDLE) == [12, 0]


def test_codes_of_the_intervals_at_bkn():
    assert period.CODES == {period.MONTH: 1, period.QUARTER: 2}
