"""Which week or month a report is for."""

from datetime import date, timedelta

import pytest
from rules.delivery import may_try_again, month_end, month_key, week_key


def test_seven_days_from_monday_are_one_week():
    monday = date(2026, 12, 28)
    assert {week_key(monday + timedelta(days=n)) for n in range(7)} == {"2026-W53"}
    assert week_key(monday - timedelta(days=1)) == "2026-W52"
    assert week_key(monday + timedelta(days=7)) == "2027-W01"


@pytest.mark.parametrize(
    ("day", "key", "last"),
    [
        (date(2026, 1, 1), "2025-12", date(2025, 12, 31)),
        (date(2026, 3, 31), "2026-02", date(2026, 2, 28)),
        (date(2028, 3, 1), "2028-02", date(2028, 2, 29)),
    ],
)
def test_a_month_is_told_about_when_it_is_over(day, key, last):
    assert month_key(day) == key
    assert month_end(day) == last


def test_a_report_is_tried_three_times():
    assert [may_try_again(failed) for failed in range(1, 5)] == [True, True, False, False]
