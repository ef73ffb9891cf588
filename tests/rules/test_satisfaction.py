"""The index of nine elements and its grades."""

from datetime import date
from decimal import Decimal as D
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.exceptions import InvalidInputError, NoRuleInForceError, UnknownValueError
from rules.satisfaction import BANDS, ELEMENTS, grade, index

YEAR_END = date(2026, 12, 31)
mean_values = st.decimals(1, 4, places=4)
all_means = st.fixed_dictionaries(dict.fromkeys(ELEMENTS, mean_values))


def _means(**changed):
    return {**{code: D(3) for code in ELEMENTS}, **changed}


def test_nine_elements_by_code():
    assert list(ELEMENTS) == [f"U{number}" for number in range(1, 10)]
    assert ELEMENTS["U8"].startswith("Penanganan Pengaduan")
    assert ELEMENTS["U9"] == "Sarana dan Prasarana"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, "75.00"),
        ({"U1": D(4)}, "77.78"),
        ({"U1": D(1), "U9": D(1)}, "63.89"),
        ({"U3": D("3.5"), "U4": D("3.25")}, "77.08"),
    ],
)
def test_index_by_hand(changed, expected):
    assert str(index(_means(**changed))) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("25.00", "D"),
        ("64.99", "D"),
        ("64.994", "D"),
        ("64.995", "C"),
        ("65.00", "C"),
        ("76.60", "C"),
        ("76.604", "C"),
        ("76.605", "B"),
        ("76.61", "B"),
        ("88.30", "B"),
        ("88.305", "A"),
        ("88.31", "A"),
        ("100.00", "A"),
    ],
)
def test_grades_meet_without_a_gap(value, expected):
    assert grade(D(value), YEAR_END).code == expected


@pytest.mark.parametrize("row", BANDS.rows, ids=lambda row: str(row.valid_from))
def test_bands_touch_at_a_hundredth(row):
    bands = sorted(row.value, key=lambda band: band.lowest)
    assert (bands[0].lowest, bands[-1].highest) == (D(25), D(100))
    for band, following in pairwise(bands):
        assert following.lowest - band.highest == D("0.01")
    assert [band.code for band in bands] == ["D", "C", "B", "A"]


@pytest.mark.parametrize("value", ["24.99", "100.01", "0", "-1"])
def test_values_off_the_scale_are_refused(value):
    with pytest.raises(InvalidInputError) as refused:
        grade(D(value), YEAR_END)
    assert refused.value.code == "index_out_of_range"


def test_incomplete_and_unknown_elements_are_refused():
    means = _means()
    del means["U4"]
    for broken in (means, _means(U4=None)):
        with pytest.raises(InvalidInputError, match="U4") as refused:
            index(broken)
        assert refused.value.code == "element_missing"
    with pytest.raises(UnknownValueError):
        index(_means(U10=D(3)))
    for wrong in (D("0.99"), D("4.01"), D("NaN"), 3.5):
        with pytest.raises(InvalidInputError):
            index(_means(U5=wrong))
    with pytest.raises(NoRuleInForceError):
        grade(D(80), date(2016, 12, 31))


def test_answers_are_not_rounded_on_the_way():
    # Nine times 2.6666...: 66.6666... and not 25 x 2.67 = 66.75.
    mean = Fraction(8, 3)  # answers of 2, 3 and 3
    assert str(index(dict.fromkeys(ELEMENTS, mean))) == "66.67"


@given(all_means)
def test_every_survey_gets_an_index_and_a_grade(means):
    found = index(means)
    assert min(means.values()) * 25 - D("0.005") <= found <= max(means.values()) * 25 + D("0.005")
    assert grade(found, YEAR_END).lowest <= found <= grade(found, YEAR_END).highest


@given(all_means, st.sampled_from(list(ELEMENTS)), mean_values)
def test_a_better_element_never_lowers_the_index(means, code, value):
    assert index({**means, code: max(value, means[code])}) >= index(means)


@given(mean_values)
def test_all_elements_alike(mean):
    assert abs(index(dict.fromkeys(ELEMENTS, mean)) - mean * 25) <= D("0.005")
