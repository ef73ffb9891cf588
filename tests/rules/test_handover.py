"""Handing over a result: the day it counts from, reminders, and a result that nobody signs."""

from datetime import date

import pytest
from rules import handover
from rules.exceptions import InvalidInputError


@pytest.mark.parametrize(
    ("released", "days", "received"),
    [
        (date(2026, 7, 10), 0, date(2026, 7, 10)),
        (date(2026, 7, 10), 14, date(2026, 7, 24)),
        (date(2028, 2, 15), 14, date(2028, 2, 29)),  # leap year
        (date(2026, 2, 15), 14, date(2026, 3, 1)),  # no leap year
        (date(2026, 12, 20), 14, date(2027, 1, 3)),  # over New Year
    ],
)
def test_a_result_that_nobody_opens_is_received_by_rule(released, days, received):
    assert handover.received_by_rule(released, days) == received


def test_a_result_that_nobody_signs_stands_after_so_many_days():
    assert handover.unsigned_on(date(2026, 7, 24), 14) == date(2026, 8, 7)
    assert handover.unsigned_on(date(2026, 7, 24), 0) is None


@pytest.mark.parametrize(
    ("reminded", "today", "due"),
    [
        (None, date(2026, 7, 14), False),
        (None, date(2026, 7, 15), True),
        (date(2026, 7, 15), date(2026, 7, 15), False),  # never twice on a day
        (date(2026, 7, 15), date(2026, 7, 20), True),
    ],
)
def test_reminders_come_every_five_days(reminded, today, due):
    assert handover.is_reminder_due(date(2026, 7, 10), reminded, today, 5) is due
    assert not handover.is_reminder_due(date(2026, 7, 10), reminded, today, 0)


def test_a_year_of_366_days_is_the_longest():
    # the 365 days of 2027, and one more
    assert handover.received_by_rule(date(2026, 12, 31), 366) == date(2028, 1, 1)


@pytest.mark.parametrize("days", [-1, 367, 1.5, True, None, "7"])
def test_only_numbers_of_days_are_taken(days):
    for ask in (
        lambda: handover.received_by_rule(date(2026, 7, 10), days),
        lambda: handover.unsigned_on(date(2026, 7, 10), days),
        lambda: handover.is_reminder_due(date(2026, 7, 10), None, date(2026, 7, 20), days),
    ):
        with pytest.raises(InvalidInputError):
            ask()
