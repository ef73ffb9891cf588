"""Feedback during the period: relation, hints, hours of changing, months."""

from datetime import date, datetime

import pytest
from rules import feedback as rule

LINES = {1: (2, 3), 2: (3,), 4: (2, 3), 5: (6, 3), 7: ()}
UNITS = {1: 10, 2: 10, 3: 99, 4: 11, 5: 12, 6: 12, 7: None, 8: None}


@pytest.mark.parametrize(
    ("giver", "subject", "expected"),
    [
        (2, 1, "superior"),
        (3, 1, "superior"),
        (1, 2, "subordinate"),
        (1, 3, "subordinate"),
        (4, 1, "peer"),  # the same evaluator, another unit
        (1, 4, "peer"),
        (6, 1, "other"),
        (5, 1, "other"),  # meets far above only
        (7, 8, "other"),  # no unit is no common unit
    ],
)
def test_relation(giver, subject, expected):
    assert rule.relation(giver, subject, LINES, UNITS) == expected


def test_same_unit_is_enough():
    assert rule.relation(21, 22, {}, {21: 5, 22: 5}) == "peer"
    assert rule.relation(21, 22, {}, {21: 5, 22: 6}) == "other"


def test_somebody_with_nobody_above_is_a_peer_of_nobody():
    lines = {1: (2,)}
    assert rule.relation(1, 9, lines, {}) == rule.relation(9, 1, lines, {}) == "other"


@pytest.mark.parametrize(
    ("relation", "asked", "may"),
    [
        ("superior", False, True),
        ("peer", False, True),
        ("subordinate", False, True),
        ("other", False, False),
        ("other", True, True),
    ],
)
def test_who_may_stay_unknown(relation, asked, may):
    assert rule.may_be_anonymous(relation, asked) is may


RULES = {
    "short": rule.Rule(threshold=3),
    "insult": rule.Rule(("malas", "tidak becus")),
    "sweeping": rule.Rule(("tidak pernah",)),
}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Bagus!", ("short",)),
        ("", ("short",)),
        ("Anda MALAS, sungguh.", ("insult",)),
        ("kerja   tidak\nbecus lagi", ("insult",)),
        ("Pemalasan itu kata lain", ()),  # part of another word
        ("Tidak pernah hadir, malas", ("insult", "sweeping")),
        ("Rapat Senin dimulai tepat waktu", ()),
    ],
)
def test_hints(text, found):
    assert rule.hints(text, RULES) == found


def test_a_hint_that_is_off_says_nothing():
    assert rule.hints("malas", {}) == ()


def test_words_of_the_office():
    assert rule.parse_words(" Malas \n\nTidak   Becus\n") == ("malas", "tidak becus")
    assert rule.parse_words(None) == ()


@pytest.mark.parametrize(
    ("now", "hours", "answered", "may"),
    [
        (datetime(2026, 11, 2, 8, 0), 24, False, True),
        (datetime(2026, 11, 3, 7, 59), 24, False, True),
        (datetime(2026, 11, 3, 8, 0), 24, False, False),
        (datetime(2026, 11, 2, 8, 0), 0, False, False),
        (datetime(2026, 11, 2, 9, 0), 24, True, False),
    ],
)
def test_hours_of_changing(now, hours, answered, may):
    assert rule.may_change(datetime(2026, 11, 2, 8), now, hours, answered) is may


def test_months_without_feedback_stand_there():
    assert rule.months(date(2026, 1, 31), date(2026, 3, 1)) == [
        date(2026, 1, 1),
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]
    assert len(rule.months(date(2026, 1, 1), date(2026, 12, 31))) == 12
