"""What a self-review points out before it is submitted."""

import pytest
from rules.self_review import Gap, Line, missing


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        (Line("l", "r", 0), "entries"),
        (Line("l", "r", 0, has_evidence=True), "entries"),
        (Line("l", "r", 4), "evidence"),
        (Line("l", "r", 4, has_evidence=True), None),
        (Line("l", "r", 4, is_automatic=True), None),
        (Line("l", "r", 0, is_automatic=True), "entries"),
    ],
)
def test_one_indicator(line, gap):
    found = missing([line], {"r": "Lancar."}, "Baik.")
    assert [g.kind for g in found] == ([gap] if gap else [])


@pytest.mark.parametrize("words", [None, "", "   ", "\n\t"])
def test_blank_words_are_none(words):
    full = Line("l", "r", 1, has_evidence=True)
    assert missing([full], {"r": words}, words) == (Gap("result", "r"), Gap("overall"))
    assert missing([full], {}, "Baik.") == (Gap("result", "r"),)


def test_gaps_stand_in_the_order_of_the_page():
    lines = [Line(1, "x", 0), Line(2, "y", 1), Line(3, "x", 1)]
    kinds = [(gap.kind, gap.key) for gap in missing(lines, {}, "")]
    assert kinds == [
        ("entries", 1),
        ("evidence", 3),
        ("result", "x"),
        ("evidence", 2),
        ("result", "y"),
        ("overall", None),
    ]


def test_nothing_planned():
    assert missing([], {}, "Baik.") == ()
