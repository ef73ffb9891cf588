"""Where a plan stands as a whole, and the bar that shows an indicator."""

from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st
from progress_samples import BAND, TWELVE, ZERO, hundredths, numbers, text
from rules.evaluation import Part, result_score, weighted_mean
from rules.progress import Done, Progress
from rules.standing import Line, bar, overall


@pytest.mark.parametrize(
    ("lines", "status", "pace", "short", "judged"),
    [
        # One far ahead does not make up for everything: it counts up to 120.
        ([("ahead", 400), ("far_behind", 40)], "behind", "80.00", 1, 2),
        ([("on_track", 95), ("nothing_due", None)], "on_track", "95.00", 0, 1),
        ([("no_entry", 0), ("no_entry", None)], "no_entry", "0.00", 1, 1),
        ([("described", None)], "described", None, 0, 0),
        ([("no_target", None)], "no_target", None, 0, 0),
        ([("no_entry", None), ("described", None)], "no_entry", None, 0, 0),
        ([("ahead", 120), ("ahead", 115)], "ahead", "117.50", 0, 2),
        ([("ahead", 400)], "ahead", "120.00", 0, 1),
    ],
)
def test_overall_by_hand(lines, status, pace, short, judged):
    found = overall(
        [
            Line(place, True, Progress(key, pace=None if number is None else D(number)))
            for place, (key, number) in enumerate(lines)
        ]
    )
    assert (found.status, text(found.pace)) == (status, pace)
    assert (found.short, found.judged) == (short, judged)


def test_additional_work_alone_says_nothing_about_the_plan():
    main = Line("a", True, Progress("no_entry"))
    extra = Line("b", False, Progress("behind", pace=D(80)))
    found = overall([main, extra])
    assert (found.status, found.pace, found.short, found.judged) == ("no_entry", None, 1, 1)


def test_overall_weighs_results_and_lets_additional_ones_only_lift():
    main = [
        Line("a", True, Progress("on_track", pace=D(100)), D(1), D(3)),
        Line("b", True, Progress("far_behind", pace=D(60)), D(1), D(1)),
    ]
    # (100 x 3 + 60) / 4 = 90
    assert overall(main).pace == D("90.00")
    weak = Line("c", False, Progress("far_behind", pace=D(10)))
    assert overall([*main, weak]).pace == D("90.00")
    strong = Line("c", False, Progress("ahead", pace=D(110)))  # 90 x 0.9 + 110 x 0.1
    assert overall([*main, strong]).pace == D("92.00")


@pytest.mark.parametrize(
    ("target", "realised", "due", "expected"),
    [
        (TWELVE, D(6), D(3), ("50.0", "25.0", "100.0", None)),
        (TWELVE, D(24), D(12), ("100.0", "50.0", "50.0", None)),
        (BAND, D(5), D(5), ("25.0", "25.0", "100.0", "50.0")),
        (TWELVE, None, D(3), ("0.0", "25.0", "100.0", None)),
    ],
)
def test_bar_by_hand(target, realised, due, expected):
    found = bar(
        numbers(target=target), Done(int(realised is not None), realised), Progress("behind", due)
    )
    parts = (found.filled, found.due, found.target, found.target_from)
    assert tuple(text(part) for part in parts) == expected


def test_bar_of_nothing_is_no_bar():
    # a ratio over nothing: entries, and no figure
    assert bar(numbers("ratio"), Done(2, None), Progress("no_entry")).filled == D("0.0")
    assert bar(numbers(target=ZERO), Done(0), Progress("no_entry")) is None
    assert bar(numbers("average"), Done(1, D(6)), Progress("behind", D(12))).due is None


@given(st.lists(st.tuples(hundredths(0, 30000), st.booleans()), min_size=1, max_size=9))
def test_overall_is_the_score_of_the_evaluation(values):
    lines = [
        Line(place, is_main, Progress("on_track", pace=value))
        for place, (value, is_main) in enumerate(values)
    ]
    capped = [(min(value, D(120)), is_main) for value, is_main in values]
    expected = result_score(
        [Part(weighted_mean([Part(v)])) for v, is_main in capped if is_main],
        [Part(weighted_mean([Part(v)])) for v, is_main in capped if not is_main],
    )
    assert overall(lines).pace == expected
