"""Rating of results of the head of a unit from the achievement of the unit."""

from datetime import date

import pytest
from rules.achievement import MappingRow, head_rating
from rules.exceptions import NoRuleInForceError, UnknownValueError

YEAR_END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("value", "rating"),
    [
        ("excellent", "above"),
        ("good", "meets"),
        ("needs_improvement", "below"),
        ("poor", "below"),
        ("very_poor", "below"),
    ],
)
def test_table_of_the_rules(value, rating):
    assert head_rating(value, YEAR_END) == rating


def test_latest_row_of_the_region_holds_from_its_day():
    rows = (
        MappingRow("poor", date(2026, 7, 1), "meets"),
        MappingRow("poor", date(2026, 10, 1), "below"),
        MappingRow("good", date(2026, 1, 1), "above"),
    )
    days = (date(2026, 6, 30), date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 1))
    assert [head_rating("poor", day, rows) for day in days] == ["below", "meets", "meets", "below"]
    assert head_rating("very_poor", YEAR_END, rows) == "below"


def test_refusals():
    with pytest.raises(UnknownValueError):
        head_rating("cukup", YEAR_END)
    with pytest.raises(UnknownValueError):
        head_rating("good", YEAR_END, (MappingRow("good", YEAR_END, "fine"),))
    with pytest.raises(NoRuleInForceError):
        head_rating("good", date(2020, 12, 31))
