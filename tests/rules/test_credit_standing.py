"""Shortage to the next rank and level, conditions as words, years split by a change of level."""

from datetime import date
from decimal import Decimal as D

import pytest
from rules import credit
from rules.credit_standing import conditions, good_years, standing, stretches
from rules.exceptions import InvalidInputError, UnknownValueError

YEAR_END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("level", "rank", "points", "next_rank", "rank_short", "level_short"),
    [
        # Base points as in the regulation: III/d of Ahli Muda starts from 100.
        ("expert_first", "III/a", "0", "III/b", "50.00", "100.00"),
        ("expert_first", "III/b", "50", "III/c", "50.00", "50.00"),
        ("expert_junior", "III/d", "118.75", "IV/a", "81.25", "81.25"),
        ("expert_middle", "IV/a", "150", "IV/b", "0.00", "300.00"),
        ("expert_principal", "IV/d", "20", "IV/e", "180.00", None),
        ("expert_principal", "IV/e", "250", None, None, None),
        ("skill_beginner", "II/a", "3.75", "II/b", "11.25", "11.25"),
        ("skill_skilled", "II/d", "45", "III/a", "15.00", "15.00"),
        ("skill_supervisor", "III/d", "120", None, None, None),
    ],
)
def test_shortage(level, rank, points, next_rank, rank_short, level_short):
    found = standing(level, rank, D(points), YEAR_END)
    assert found.next_rank == next_rank
    assert found.rank_shortage == (None if rank_short is None else D(rank_short))
    assert found.level_shortage == (None if level_short is None else D(level_short))


def test_rank_that_the_level_does_not_have():
    found = standing("expert_first", "II/a", D("10"), YEAR_END)
    assert (found.base, found.next_rank, found.rank_shortage) == (None, None, None)
    assert found.level_shortage == D("90.00")
    with pytest.raises(UnknownValueError):
        standing("expert", "III/a", D(0), YEAR_END)


@pytest.mark.parametrize(
    ("predicates", "expected"),
    [
        ({}, 0),
        ({2026: "good"}, 1),
        ({2025: "very_good", 2026: "good"}, 2),
        ({2025: "good", 2026: "needs_improvement"}, 0),
        ({2023: "good", 2025: "good", 2026: "good"}, 2),
    ],
)
def test_years_that_were_good_in_a_row(predicates, expected):
    assert good_years(predicates) == expected


def test_conditions_name_what_is_missing():
    found = standing("expert_first", "III/b", D("99.99"), YEAR_END)
    of_rank, of_level = conditions(found, 1, 0)
    assert dict(of_rank) == {"points": False, "good_predicates": False, "time_in_rank": None}
    assert dict(of_level)["points"] is False
    assert dict(of_level)["good_predicates"] is True
    assert dict(of_level)["one_year_in_level"] is False
    # one full year on the level is enough, and so is one good year
    assert dict(conditions(found, 1, 1)[1])["one_year_in_level"] is True
    assert conditions(standing("expert_principal", "IV/e", D(0), YEAR_END), 2) == ((), ())


def test_vector_15_a_year_split_by_a_change_of_level():
    changes = [
        (date(2020, 1, 1), "expert_first", "III/b"),
        (date(2026, 8, 1), "expert_junior", "III/c"),
    ]
    parts = stretches(date(2026, 1, 1), YEAR_END, changes)
    points = [
        credit.points(part.level, "good", credit.months(part.start, part.end), part.end)
        for part in parts
    ]
    assert points == [D("7.29"), D("10.42")]


def test_a_change_on_the_last_day_makes_a_stretch_of_that_day():
    changes = [(date(2020, 1, 1), "expert_first", "III/b"), (YEAR_END, "expert_junior", "III/c")]
    first, last = stretches(date(2026, 1, 1), YEAR_END, changes)
    assert (first.start, first.end) == (date(2026, 1, 1), date(2026, 12, 30))
    assert (last.start, last.end, last.level) == (YEAR_END, YEAR_END, "expert_junior")
    # and a year that is one day long holds it alone
    assert stretches(YEAR_END, YEAR_END, changes) == (last,)


def test_a_change_on_the_first_day_holds_from_then_on():
    first = date(2026, 1, 1)
    changes = [(date(2020, 1, 1), "expert_first", "III/b"), (first, "expert_junior", "III/c")]
    (part,) = stretches(first, YEAR_END, changes)
    assert (part.start, part.end, part.level) == (first, YEAR_END, "expert_junior")


def test_a_level_without_a_known_rank_is_a_stretch():
    (part,) = stretches(date(2026, 1, 1), YEAR_END, [(date(2020, 1, 1), "expert_first", None)])
    assert (part.level, part.rank) == ("expert_first", None)


def test_a_change_of_rank_alone_cuts_nothing():
    changes = [
        (date(2020, 1, 1), "expert_first", "III/a"),
        (date(2026, 4, 1), "expert_first", "III/b"),
    ]
    (part,) = stretches(date(2026, 1, 1), YEAR_END, changes)
    assert (part.rank, part.end) == ("III/a", YEAR_END)


def test_days_outside_functional_posts_are_left_out():
    changes = [(date(2020, 1, 1), None, None), (date(2026, 3, 1), "skill_skilled", "II/b")]
    (part,) = stretches(date(2026, 1, 1), YEAR_END, changes)
    assert part.start == date(2026, 3, 1)
    assert stretches(date(2019, 1, 1), date(2019, 12, 31), changes) == ()
    with pytest.raises(InvalidInputError):
        stretches(YEAR_END, date(2026, 1, 1), changes)
