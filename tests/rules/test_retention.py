"""Retention: the day on which records are due, and what is compared once words are gone."""

import copy
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import retention
from rules.exceptions import InvalidInputError


@pytest.mark.parametrize(
    ("today", "years", "expected"),
    [
        (date(2026, 11, 29), 5, date(2021, 11, 29)),
        (date(2026, 1, 1), 1, date(2025, 1, 1)),
        # 29 February: due on the last day of February, and not a day later
        (date(2025, 2, 27), 5, date(2020, 2, 27)),
        (date(2025, 2, 28), 5, date(2020, 2, 29)),
        (date(2025, 3, 1), 5, date(2020, 3, 1)),
        (date(2024, 2, 28), 4, date(2020, 2, 28)),
        (date(2024, 2, 29), 4, date(2020, 2, 29)),
        (date(2024, 2, 29), 1, date(2023, 2, 28)),
        (date(2026, 2, 28), 1, date(2025, 2, 28)),
        # 1900 had no 29 February, 2000 had one
        (date(1950, 2, 28), 50, date(1900, 2, 28)),
        (date(2050, 2, 28), 50, date(2000, 2, 29)),
        (date(2026, 11, 29), 0, None),
        (date(2026, 4, 30), 5, date(2021, 4, 30)),
        (date(2026, 12, 31), 50, date(1976, 12, 31)),
    ],
)
def test_day_by_which_somebody_must_have_left(today, years, expected):
    assert retention.left_by(today, years) == expected


@pytest.mark.parametrize("years", [-1, 51, 2.5, "5", None, True])
def test_other_numbers_of_years_are_refused(years):
    with pytest.raises(InvalidInputError):
        retention.left_by(date(2026, 11, 29), years)


@given(st.dates(date(2000, 1, 1), date(2090, 12, 31)), st.integers(1, 50))
def test_once_due_always_due_and_never_early(left_on, years):
    days = [left_on + timedelta(days=365 * years + late) for late in range(-2, 20)]
    found = [left_on <= retention.left_by(day, years) for day in days]
    assert found == sorted(found)
    assert not found[0]
    assert found[-1]


EVALUATION = {
    "ratings": {"results": "meets"},
    "score": "90",
    "reason": "Siti rajin",
    "behaviour_reason": "Siti ramah",
    "recommendation": "Latih Siti",
    "behaviour": [
        {"value": "a", "expectation": "Siti", "impression": "meets", "feedback": "Siti baik"}
    ],
    "lines": [{"name": "Pasien", "realised": "12"}],
}


def test_only_words_are_masked_and_the_text_itself_stays():
    before = copy.deepcopy(EVALUATION)
    masked = retention.masked("evaluation", EVALUATION)
    assert before == EVALUATION
    assert masked == {
        **EVALUATION,
        **dict.fromkeys(("reason", "behaviour_reason", "recommendation"), ""),
        "behaviour": [{"value": "a", "expectation": "", "impression": "meets", "feedback": ""}],
    }


def test_a_changed_rating_is_still_seen():
    other = {**EVALUATION, "ratings": {"results": "above"}, "reason": ""}
    words = {**EVALUATION, "reason": "", "recommendation": ""}
    masked = retention.masked("evaluation", EVALUATION)
    assert retention.masked("evaluation", other) != masked
    assert retention.masked("evaluation", words) == masked


def test_a_plan_keeps_what_was_planned():
    plan = {
        "results": [{"name": "Terlayaninya pasien", "source": "SK Siti", "indicators": [1]}],
        "behaviour": [{"value": "a", "expectation": "Siti"}],
        "appendix": [{"kind": "resource", "name": "Bantuan Siti"}],
    }
    masked = retention.masked("plan", plan)
    assert masked == {
        "results": [{"name": "Terlayaninya pasien", "source": "", "indicators": [1]}],
        "behaviour": [{"value": "a", "expectation": ""}],
        "appendix": "",
    }
    # What was not signed does not appear.
    assert retention.masked("plan", {"number": "1"}) == {"number": "1"}


def test_words_of_an_objection_go_and_what_was_decided_stays():
    words = ["reason_results", "reason_behaviour", "explanation", "decision"]
    words += ["decider_name", "document_number"]
    kept = {"outcome": "kept", "result_rating": "meets"}
    body = {**dict.fromkeys(words, "Siti"), **kept}
    assert retention.masked("objection", body) == {**dict.fromkeys(words, ""), **kept}
