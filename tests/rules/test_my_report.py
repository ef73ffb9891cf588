"""Which sentences a released result says to its person, and in which order."""

from datetime import date
from decimal import Decimal

import pytest
from rules import my_report
from rules.exceptions import UnknownValueError
from rules.my_report import Line, Next, Numbers, Value, how_numbers, to_grow, went_well, what_next

MARK = Decimal(90)


def codes(sentences):
    return [sentence.code for sentence in sentences]


@pytest.mark.parametrize(
    ("percent", "good", "low"),
    [
        ("100.01", ["exceeded"], ["nothing_low"]),
        ("100", ["reached"], ["nothing_low"]),
        ("99.99", ["nearly"], ["nothing_low"]),
        ("90", ["nearly"], ["nothing_low"]),
        ("89.99", ["visible"], ["below"]),
        ("0", ["visible"], ["below"]),
        (None, ["visible"], []),
    ],
)
def test_every_indicator_is_on_one_side(percent, good, low):
    line = Line("Pasien", percent and Decimal(percent), 3)
    assert codes(went_well([line], [], MARK)) == good
    assert codes(to_grow([line], [], MARK)) == (low or ["nothing_low"])


def test_best_first_and_furthest_first():
    lines = [Line(str(n), Decimal(n), 1) for n in (95, 120, 40, 70, 101)]
    assert [s.values["name"] for s in went_well(lines, [], MARK)] == ["120", "101", "95"]
    assert [s.values["name"] for s in to_grow(lines, [], MARK)] == ["40", "70"]


def test_without_any_figure_the_words_count():
    assert codes(went_well([Line("x", None, 0)], [Value("y", "meets")], MARK)) == ["words"]


def test_long_lists_are_cut_and_counted():
    high = [Line("x", Decimal(110), 1)] * 8
    assert codes(went_well(high, [], MARK)) == ["exceeded"] * 5 + ["more_good"]
    assert went_well(high, [], MARK)[-1].values == {"count": 3}
    low = [Line("x", Decimal(10), 1)] * 6
    assert to_grow(low, [], MARK)[-1] == ("more_low", {"count": 1})
    # Five are told, so five are not cut.
    assert codes(went_well(high[:5], [], MARK)) == ["exceeded"] * 5
    assert codes(to_grow(low[:5], [], MARK)) == ["below"] * 5
    silent = [Line("x", None, 0)] * 6
    assert codes(to_grow(silent, [], MARK)) == ["no_entry"] * 5


def test_a_figure_without_an_entry_is_a_figure():
    """A percentage may be set from elsewhere: then nothing is missing."""
    assert codes(to_grow([Line("x", Decimal(95), 0)], [], MARK)) == ["nothing_low"]


def test_lines_are_told_with_target_and_realisation():
    line = Line("Pasien", Decimal(110), 3, "12 orang", "13 orang")
    told = {"name": "Pasien", "target": "12 orang", "realised": "13 orang"}
    assert went_well([line], [], MARK) == (("exceeded", told),)
    bare = {"name": "x", "target": "", "realised": ""}
    assert to_grow([Line("x", None, 0)], [], MARK) == (("no_entry", bare),)


def test_what_was_not_logged_comes_after_what_was_measured():
    lines = [Line("sunyi", None, 0), Line("kurang", Decimal(50), 2)]
    assert codes(to_grow(lines, [], MARK)) == ["below", "no_entry"]


def test_behaviour_is_told_by_impression():
    values = [Value("Akuntabel", "above", " Tepat janji. "), Value("Adaptif", "below"), Value("x")]
    assert went_well([], values, MARK) == (
        ("value_above_why", {"name": "Akuntabel", "why": "Tepat janji."}),
    )
    assert to_grow([], values, MARK) == (("value_below", {"name": "Adaptif"}),)


def numbers(**changes):
    usual = {
        "indicators": 2,
        "measured": 1,
        "entries": 7,
        "score": Decimal("95.5"),
        "above": Decimal(100),
        "meets": Decimal(90),
        "result_rating": "meets",
        "behaviour_rating": "above",
        "suggested": "meets",
    }
    return Numbers(**{**usual, **changes})


def test_numbers_in_the_order_in_which_they_come_about():
    assert codes(how_numbers(numbers())) == [
        "counted",
        "mean",
        "thresholds",
        "as_suggested",
        "behaviour",
        "both",
    ]


def test_numbers_are_told_with_their_values():
    assert how_numbers(numbers(absent_months=2)) == (
        ("counted", {"entries": 7, "indicators": 2, "measured": 1}),
        ("absent", {"months": 2}),
        ("mean", {"score": Decimal("95.5"), "cap": Decimal(120)}),
        ("thresholds", {"above": Decimal(100), "meets": Decimal(90)}),
        ("as_suggested", {"suggested": "meets", "result": "meets"}),
        ("behaviour", {"behaviour": "above"}),
        ("both", {}),
    )
    assert ("head", {"result": "meets"}) in how_numbers(numbers(is_head=True))
    unmeasured = how_numbers(numbers(score=None, suggested=None))
    assert ("not_measured", {"result": "meets"}) in unmeasured


@pytest.mark.parametrize(
    ("changes", "said", "unsaid"),
    [
        ({"result_rating": "above"}, "otherwise", "as_suggested"),
        ({"suggested": None}, "as_suggested", "otherwise"),
        ({"score": None, "suggested": None}, "not_measured", "mean"),
        ({"is_head": True}, "head", "thresholds"),
        ({"absent_months": 2}, "absent", "head"),
        ({"indicators": 0}, "mean", "counted"),
    ],
)
def test_numbers_say_what_is_special(changes, said, unsaid):
    found = codes(how_numbers(numbers(**changes)))
    assert said in found
    assert unsaid not in found


DAY = date(2026, 7, 10)


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (date(2026, 7, 23), ("object_days", {"days": 14, "until": date(2026, 7, 23)})),
        (date(2026, 7, 11), ("object_days", {"days": 2, "until": date(2026, 7, 11)})),
        (DAY, ("object_today", {"until": DAY})),
    ],
)
def test_days_left_count_today_and_the_last_day(until, expected):
    facts = Next(DAY, objection=my_report.OPEN_WAY, objection_until=until)
    assert what_next(facts) == (expected,)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Next(DAY), ["nothing_next"]),
        (Next(DAY, objection="late", objection_until=date(2026, 7, 9)), ["object_over"]),
        (Next(DAY, objection="late"), ["nothing_next"]),
        (Next(DAY, objection="open"), ["nothing_next"]),
        (Next(DAY, objection_until=DAY), ["nothing_next"]),
        (Next(DAY, objection="running", objection_until=DAY), ["object_running"]),
        (Next(DAY, objection="running"), ["object_running"]),
        (Next(DAY, objection="decided"), ["object_decided"]),
        (Next(DAY, development="to_agree"), ["develop_agree"]),
        (Next(DAY, development="developing"), ["develop"]),
        (Next(DAY, development="developing", date_next=DAY), ["develop_next"]),
        (Next(DAY, development="developed"), ["developed"]),
        (Next(DAY, can_start_development=True), ["develop_start"]),
        (Next(DAY, development="developed", can_start_development=True), ["developed"]),
        (Next(DAY, True, has_recommendation=True), ["acknowledge", "recommendation"]),
    ],
)
def test_next_steps(facts, expected):
    assert codes(what_next(facts)) == expected


def test_next_steps_are_told_with_their_values():
    late = date(2026, 7, 9)
    assert what_next(Next(DAY, objection="late", objection_until=late)) == (
        ("object_over", {"until": late}),
    )
    facts = Next(DAY, development="developing", actions_open=1, actions=3, date_next=DAY)
    assert what_next(facts) == (("develop_next", {"open": 1, "all": 3, "day": DAY}),)
    facts = Next(DAY, development="developed", actions=3)
    assert what_next(facts) == (("developed", {"all": 3}),)


def test_unknown_words_are_refused():
    for make in (
        lambda: how_numbers(numbers(result_rating="good")),
        lambda: how_numbers(numbers(suggested="good")),
        lambda: what_next(Next(DAY, objection="filed")),
        lambda: what_next(Next(DAY, development="draft")),
    ):
        with pytest.raises(UnknownValueError):
            make()
