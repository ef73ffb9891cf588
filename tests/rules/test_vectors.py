"""The worked examples that everybody agreed on before the code was written.

Each has its number; the figures are from the regulation or worked out by hand.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest
from rules import (
    allowance,
    credit,
    deadline,
    distribution,
    indicator,
    nip,
    period,
    predicate,
    rating,
    satisfaction,
)

YEAR_END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("number", "results", "behaviour", "label", "code"),
    [
        (1, 1, 1, "Sangat Baik", 1),
        (2, 1, 2, "Baik", 2),
        (3, 1, 3, "Kurang", 4),
        (4, 2, 1, "Baik", 2),
        (5, 2, 2, "Baik", 2),
        (6, 2, 3, "Kurang", 4),
        (7, 3, 1, "Butuh Perbaikan", 3),
        (8, 3, 2, "Butuh Perbaikan", 3),
        (9, 3, 3, "Sangat Kurang", 5),
    ],
)
def test_1_to_9_nine_cells(number, results, behaviour, label, code):
    by_code = {code: key for key, code in rating.CODES.items()}
    found = predicate.predicate_of(by_code[results], by_code[behaviour], YEAR_END)
    assert predicate.LABELS[found] == label
    assert predicate.CODES[found] == code


@pytest.mark.parametrize(
    ("number", "level", "grade", "months", "expected"),
    [
        (10, "Ahli Pertama", "Sangat Baik", 12, "18.75"),
        (11, "Ahli Pertama", "Baik", 2, "2.08"),
        (12, "Ahli Muda", "Butuh Perbaikan", 12, "18.75"),
        (13, "Terampil", "Kurang", 6, "1.25"),
        (14, "Ahli Madya", "Sangat Kurang", 12, "9.38"),
    ],
)
def test_10_to_14_credit_points(number, level, grade, months, expected):
    by_label = {label: code for code, label in credit.LABELS.items()}
    by_grade = {label: code for code, label in predicate.LABELS.items()}
    found = credit.points(by_label[level], by_grade[grade], months, YEAR_END)
    assert str(found) == expected


def test_15_split_year_is_never_mixed():
    found = credit.totals(
        [
            credit.Credit(
                date(2026, 1, 1), date(2026, 7, 31), credit.EXPERT_FIRST, "good", annual=True
            ),
            credit.Credit(
                date(2026, 8, 1), date(2026, 12, 31), credit.EXPERT_JUNIOR, "good", annual=True
            ),
        ]
    )
    assert found == {credit.EXPERT_FIRST: D("7.29"), credit.EXPERT_JUNIOR: D("10.42")}


@pytest.mark.parametrize(
    ("number", "mean", "index", "grade"),
    [
        (16, "4", "100.00", "A"),
        (17, "3", "75.00", "C"),
        (18, "3.0644", "76.61", "B"),
        (19, "3.5324", "88.31", "A"),
    ],
)
def test_16_to_19_satisfaction(number, mean, index, grade):
    found = satisfaction.index({code: D(mean) for code in satisfaction.ELEMENTS})
    assert str(found) == index
    assert satisfaction.grade(found, YEAR_END).code == grade


def _warnings(organisation, **counts):
    return [
        (warning.code, warning.predicates)
        for warning in distribution.check(organisation, counts, YEAR_END)
    ]


def test_20_good_unit_inside_its_pattern():
    assert _warnings("good", very_good=3, good=14, needs_improvement=2, poor=1) == []


def test_21_good_unit_with_too_many_good_and_nobody_lower():
    assert _warnings("good", very_good=5, good=15) == [
        ("above_maximum", ("good",)),
        ("below_minimum", ("needs_improvement", "poor")),
    ]


def test_22_excellent_unit_with_too_many_very_good():
    found = distribution.check("excellent", {"very_good": 8, "good": 2}, YEAR_END)
    assert [(w.code, w.limit, w.actual, w.share, w.information) for w in found] == [
        ("above_maximum", 7, 8, D("80.00"), False)
    ]


def test_23_very_poor_unit_with_anybody_very_good():
    assert _warnings("very_poor", very_good=1, poor=2, very_poor=17) == [
        ("above_maximum", ("very_good",))
    ]


def test_24_objection_window():
    last = deadline.add_days(date(2026, 3, 2), deadline.OBJECTION_DAYS)
    assert last == date(2026, 3, 16)
    assert not deadline.is_late(date(2026, 3, 16), last)
    assert deadline.is_late(date(2026, 3, 17), last)


def test_25_nip_of_a_pns():
    found = nip.parse("196804111993031009")
    assert found.kind == nip.PNS
    assert found.birth_date == date(1968, 4, 11)
    assert found.appointment == (1993, 3)
    assert (found.sex, found.sequence, found.code) == ("male", 9, None)


def test_26_ni_of_a_pppk():
    found = nip.parse("199009132025242014")
    assert found.kind == nip.PPPK
    assert found.birth_date == date(1990, 9, 13)
    assert found.appointment == (2025, None)
    assert (found.sex, found.sequence, found.code) == ("female", 14, "24")


def test_27_month_13_is_no_birth():
    with pytest.raises(nip.NipError, match="month 13") as refused:
        nip.parse("199013011993031009")
    assert refused.value.code == "nip_birth_date"


def test_28_lower_is_better_and_capped():
    target = indicator.Target(D(60))
    assert indicator.achievement("lower", target, D(45), cap=None) == D("125.00")
    assert indicator.achievement("lower", target, D(45)) == D("120.00")


def test_29_no_complaint_where_none_was_the_target():
    assert indicator.achievement("lower", indicator.Target(D(0)), D(0)) == D("100.00")


def test_30_higher_is_better():
    assert indicator.achievement("higher", indicator.Target(D(3600)), D(3240)) == D("90.00")


def test_31_leader_takes_the_achievement_of_the_organisation():
    results = predicate.leader_rating("good", YEAR_END)
    assert results == rating.MEETS
    assert predicate.predicate_of(results, rating.MEETS, YEAR_END) == predicate.GOOD


def test_32_allowance_with_one_absence_from_the_discipline_part():
    found = allowance.monthly(allowance.SIXTY_FORTY, D(2000000), "good", {"TK": 1})
    assert (found.productivity, found.discipline) == (D(1200000), D(800000))
    assert (found.deduction, found.total) == (D(24000), D(1976000))


def test_33_allowance_of_a_poor_period_with_the_absence_from_the_total():
    scheme = replace(allowance.SIXTY_FORTY, base=allowance.TOTAL)
    found = allowance.monthly(scheme, D(2000000), "poor", {"TK": 1})
    assert (found.productivity, found.discipline) == (D(600000), D(800000))
    assert (found.deduction, found.total) == (D(60000), D(1340000))


def test_34_move_on_1_august_leaves_seven_and_five_months():
    assert period.months_between(date(2026, 1, 1), date(2026, 7, 31), period.MIDDLE) == 7
    assert period.months_between(date(2026, 8, 1), YEAR_END, period.MIDDLE) == 5
