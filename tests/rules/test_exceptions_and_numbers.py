"""Refusals that a program can act on, and numbers that are exact until the last step."""

import pickle
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import decimals, evaluation, exceptions

decimal_numbers = st.decimals(-(10**9), 10**9, allow_nan=False, allow_infinity=False, places=9)


@pytest.mark.parametrize(
    "error",
    [
        exceptions.RuleError("plain"),
        exceptions.RuleError("100 % of nothing"),
        exceptions.UnknownValueError("rating", "x", ("a", "b")),
        exceptions.InvalidInputError("%(name)s is odd", code="odd", name="it"),
        exceptions.NoRuleInForceError("fees", date(2020, 1, 2)),
        exceptions.NipError("The NIP is empty.", code="nip_empty"),
    ],
)
def test_refusals_survive_pickling_whole(error):
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert (str(again), again.code, again.template, again.values) == (
        str(error),
        error.code,
        error.template,
        error.values,
    )
    assert isinstance(again, exceptions.RuleError)
    assert isinstance(again, ValueError)


def test_template_can_be_filled_in_another_language():
    error = exceptions.NoRuleInForceError("fees", date(2020, 1, 2))
    sentence = "Tidak ada aturan '%(table)s' pada %(on)s."
    assert sentence % error.values == "Tidak ada aturan 'fees' pada 2020-01-02."


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.5, "not_exact"),
        ("1.5", "not_exact"),
        (None, "not_exact"),
        (True, "not_exact"),
        (Decimal("NaN"), "not_finite"),
        (Decimal("sNaN"), "not_finite"),
        (Decimal("-Infinity"), "not_finite"),
        (Decimal("1e999999"), "too_large"),
        (Decimal(10) ** 15 + 1, "too_large"),
        (-(10**16), "too_large"),
        (Decimal("1e-70"), "too_precise"),
        (Decimal("1e-999999"), "too_precise"),
    ],
)
def test_numbers_that_no_office_counts_are_refused(value, code):
    with pytest.raises(exceptions.InvalidInputError) as refused:
        decimals.exact(value, "figure")
    assert refused.value.code == code
    assert str(refused.value).startswith("figure")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal("1e-60"), Fraction(1, 10**60)),
        (Decimal(10) ** 15, Fraction(10**15)),
        (-(10**15), Fraction(-(10**15))),
        (Fraction(1, 3), Fraction(1, 3)),
    ],
)
def test_numbers_at_the_limits_are_taken(value, expected):
    assert decimals.exact(value, "figure") == expected


def test_numbers_that_must_not_fall_below_zero():
    assert (decimals.positive(1, "figure"), decimals.not_negative(0, "figure")) == (1, 0)
    for function, value, code in (
        (decimals.positive, 0, "not_positive"),
        (decimals.positive, -1, "not_positive"),
        (decimals.not_negative, -1, "negative"),
    ):
        with pytest.raises(exceptions.InvalidInputError) as refused:
            function(value, "figure")
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("0.125", 2, "0.13"),
        ("-0.125", 2, "-0.13"),
        ("0.1249999999", 2, "0.12"),
        ("-0.001", 2, "0.00"),
        ("2.5", 0, "3"),
        ("1e15", 2, "1000000000000000.00"),
    ],
)
def test_half_goes_up(value, places, expected):
    assert str(decimals.round_half_up(Decimal(value), places)) == expected


@given(decimal_numbers, st.integers(0, 6))
def test_rounding_agrees_with_the_decimal_module(value, places):
    expected = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, Context(prec=60))
    assert decimals.round_half_up(value, places) == expected


@given(st.lists(decimal_numbers, min_size=1, max_size=8))
def test_the_context_of_the_thread_does_not_matter(values):
    parts = [evaluation.Part(value) for value in values]
    usual = evaluation.weighted_mean(parts)
    with localcontext(Context(prec=3)):
        assert evaluation.weighted_mean(parts) == usual


@given(st.floats(-1e12, 1e12, allow_nan=False))
def test_floats_are_read_as_they_are_written(value):
    found = decimals.from_float(value)
    assert abs(Fraction(found) - Fraction(repr(value))) <= Fraction(1, 2 * 10**6)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_floats_without_a_value_are_refused(value):
    with pytest.raises(exceptions.InvalidInputError) as refused:
        decimals.from_float(value)
    assert refused.value.code == "not_finite"
