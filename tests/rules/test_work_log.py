"""Late entries and the days in which work may still be logged. (threat: I01)"""

from datetime import date

import pytest
from rules import work_log, workflow

HALF = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("day", "today", "late_days", "expected"),
    [
        (date(2026, 6, 10), date(2026, 6, 10), 0, False),
        (date(2026, 6, 10), date(2026, 6, 11), 0, True),
        (date(2026, 6, 10), date(2026, 6, 17), 7, False),
        (date(2026, 6, 10), date(2026, 6, 18), 7, True),
        (date(2026, 6, 30), date(2026, 6, 30), 7, False),
        (date(2026, 6, 30), date(2026, 7, 1), 7, True),  # the half-year is over
        (date(2024, 2, 29), date(2024, 3, 7), 7, False),
    ],
)
def test_late(day, today, late_days, expected):
    end = HALF if day.year == 2026 else date(2024, 6, 30)
    assert work_log.is_late(day, today, end, late_days) is expected


@pytest.mark.parametrize(
    ("work_days", "period_days", "expected"),
    [
        (0, 0, None),
        (30, 0, date(2026, 7, 10)),
        (0, 14, date(2026, 7, 14)),
        (30, 14, date(2026, 7, 10)),
        (60, 14, date(2026, 7, 14)),
    ],
)
def test_last_day_is_the_earlier_of_both_limits(work_days, period_days, expected):
    assert work_log.last_day(date(2026, 6, 10), HALF, work_days, period_days) == expected


def test_first_day_and_last_day_agree():
    today, start = date(2026, 11, 24), date(2026, 1, 1)
    first = work_log.first_day(today, start, 30)
    assert work_log.last_day(first, date(2026, 12, 31), 30, 0) == today
    assert work_log.first_day(today, start, 0) == start
    assert work_log.first_day(date(2026, 1, 9), start, 30) == start


def test_what_counts():
    """A question or a confirmation changes no figure; a return does."""
    assert set(work_log.REVIEW_COUNTED) == {"none", "confirmed", "questioned"}


@pytest.mark.parametrize("state", workflow.REVIEW_STATES)
def test_the_evaluator_reviews_and_the_employee_answers_or_corrects(state):
    """Nobody else does anything, and nobody reviews the own entry."""
    reviewing = workflow.actions(workflow.REVIEW, state, {workflow.EVALUATOR})
    answering = workflow.actions(workflow.REVIEW, state, {workflow.EMPLOYEE})
    assert reviewing and reviewing <= {"confirm", "question", "send_back"}
    assert answering <= {"answer", "correct"}
    assert ("correct" in answering) is (state != "none")
    assert ("answer" in answering) is (state in ("questioned", "returned"))
    others = set(workflow.ROLES) - {workflow.EVALUATOR, workflow.EMPLOYEE}
    assert not workflow.actions(workflow.REVIEW, state, others)


def test_only_a_confirmation_needs_no_words():
    for row in workflow.REVIEW:
        assert (workflow.REASON in row.requires) is (row.action not in ("confirm", "correct"))
