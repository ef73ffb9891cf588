"""Additional income: schemes as data, nothing below zero."""

from dataclasses import replace
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import allowance
from rules.allowance import SIXTY_FORTY, TOTAL, Scheme, monthly
from rules.exceptions import InvalidInputError, UnknownValueError
from rules.predicate import PREDICATES

CEILING = D(2000000)
ceilings = st.integers(0, 10**8).map(D)
absences = st.dictionaries(
    st.sampled_from([code for code, _percent in allowance.REGIONAL_DEDUCTIONS]),
    st.integers(0, 40),
)
schemes = st.sampled_from(
    [
        SIXTY_FORTY,
        replace(SIXTY_FORTY, base=TOTAL),
        Scheme(D(70), D(30), allowance.STEPPED_PERCENTS, D(50), allowance.MINISTRY_DEDUCTIONS),
    ]
)


@pytest.mark.parametrize(
    ("predicate", "gate", "stepped"),
    [
        ("very_good", 2000000, 2000000),
        ("good", 2000000, 2000000),
        ("needs_improvement", 1700000, 1760000),
        ("poor", 1400000, 1520000),
        ("very_poor", 1100000, 1280000),
    ],
)
def test_the_predicate_changes_the_productivity_part_only(predicate, gate, stepped):
    assert monthly(SIXTY_FORTY, CEILING, predicate).total == gate
    scheme = replace(SIXTY_FORTY, percents=allowance.STEPPED_PERCENTS)
    assert monthly(scheme, CEILING, predicate).total == stepped
    assert monthly(scheme, CEILING, predicate).discipline == 800000


def test_without_an_evaluation_the_productivity_part_is_held():
    assert monthly(SIXTY_FORTY, CEILING).total == 800000
    assert monthly(replace(SIXTY_FORTY, missing=D(50)), CEILING).total == 1400000


def test_payment_by_activity():
    assert monthly(SIXTY_FORTY, CEILING, "poor", progress=D(80)).total == 1760000
    for progress in (D("100.01"), D(-1)):
        with pytest.raises(InvalidInputError) as refused:
            monthly(SIXTY_FORTY, CEILING, progress=progress)
        assert refused.value.code == "progress_out_of_range"


@pytest.mark.parametrize(
    ("base", "absent", "deduction", "total"),
    [
        ("discipline", {"TL1": 2, "TL4": 1, "PSW3": 2}, 40000, 1960000),
        ("total", {"TL1": 2, "TL4": 1, "PSW3": 2}, 100000, 1900000),
        ("discipline", {"TK": 34}, 800000, 1200000),
        ("total", {"TK": 34}, 2000000, 0),
        ("discipline", {"TK": 0}, 0, 2000000),
    ],
)
def test_deductions_by_hand(base, absent, deduction, total):
    found = monthly(replace(SIXTY_FORTY, base=base), CEILING, "good", absent)
    assert (found.deduction, found.total) == (deduction, total)


def test_whole_rupiah_half_up():
    assert monthly(SIXTY_FORTY, D(1001), "needs_improvement").productivity == D(450)
    assert str(monthly(SIXTY_FORTY, D("0.5"), "good").total) == "1"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"productivity": D(60), "discipline": D(41)}, "shares_not_whole"),
        ({"productivity": D(101), "discipline": D(-1)}, "negative"),
        ({"percents": allowance.GATE_PERCENTS[1:]}, "percents_incomplete"),
        ({"percents": (*allowance.GATE_PERCENTS, ("good", D(1)))}, "percents_incomplete"),
        ({"missing": D(-1)}, "negative"),
        ({"deductions": (("TK", D(-3)),)}, "negative"),
        ({"base": "salary"}, "unknown_deduction_base"),
    ],
)
def test_schemes_that_make_no_sense_are_refused(arguments, code):
    with pytest.raises((InvalidInputError, UnknownValueError)) as refused:
        Scheme(**arguments)
    assert refused.value.code == code


def test_senseless_questions_are_refused():
    for arguments, kind in (
        ((D(-1), "good"), InvalidInputError),
        ((2000000.0, "good"), InvalidInputError),
        ((CEILING, "excellent"), UnknownValueError),
        ((CEILING, "good", {"TK": -1}), InvalidInputError),
        ((CEILING, "good", {"TK": D(1)}), InvalidInputError),
        ((CEILING, "good", {"TK": True}), InvalidInputError),
        ((CEILING, "good", {"SICK": 1}), UnknownValueError),
    ):
        with pytest.raises(kind):
            monthly(SIXTY_FORTY, *arguments)


@given(schemes, ceilings, st.none() | st.sampled_from(PREDICATES), absences)
def test_nothing_below_zero_or_above_the_ceiling(scheme, ceiling, predicate, absent):
    found = monthly(scheme, ceiling, predicate, absent)
    assert 0 <= found.total <= ceiling
    assert found.deduction >= 0
    parts = found.productivity + found.discipline - found.deduction
    assert abs(parts - found.total) <= 2  # each figure is rounded for itself


@given(schemes, ceilings, absences)
def test_a_better_predicate_never_pays_less(scheme, ceiling, absent):
    paid = [monthly(scheme, ceiling, predicate, absent).total for predicate in PREDICATES]
    assert paid == sorted(paid, reverse=True)


def test_all_or_nothing_of_the_activity():
    found = [monthly(SIXTY_FORTY, CEILING, progress=D(done)).productivity for done in (0, 100)]
    assert found == [0, 1200000]


@pytest.mark.parametrize(
    ("table", "percents"),
    [
        (allowance.REGIONAL_DEDUCTIONS, "3 0.5 1 1.25 1.5 0.5 1 1.25 1.5"),
        (allowance.MINISTRY_DEDUCTIONS, "4 0.5 1 1.5 2 0.5 1 1.5 2"),
    ],
)
def test_attendance_tables_as_published(table, percents):
    assert [code for code, _percent in table] == [
        "TK", "TL1", "TL2", "TL3", "TL4", "PSW1", "PSW2", "PSW3", "PSW4",
    ]  # fmt: skip
    assert [percent for _code, percent in table] == [D(percent) for percent in percents.split()]
