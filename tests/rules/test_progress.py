"""Where somebody stands: worked by hand on the days that matter, by property in between."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules import absence, indicator
from rules.evaluation import Part, result_score, weighted_mean
from rules.exceptions import InvalidInputError, UnknownValueError
from rules.indicator import Target
from rules.progress import (
    COLOURS,
    STATUSES,
    Done,
    Measure,
    Progress,
    Span,
    Thresholds,
    progress,
    status_of,
)
from rules.standing import Line, bar, overall

HALF = Span(date(2026, 7, 1), date(2026, 12, 31))  # 184 days
MIDDLE = date(2026, 10, 1)  # 92 days are over: exactly the half
AFTER = date(2027, 1, 1)
TWELVE = Target(D(12))
ZERO = Target(D(0))
BAND = Target(D(10), D(20))


def numbers(aggregation="sum", polarity="higher", target=TWELVE):
    kind = "number" if target.maximum is None else "range"
    return Measure(aggregation, polarity, kind, target)


def text(value):
    """A figure as it is printed, with its zeros; None stays None."""
    return None if value is None else str(value)


# aggregation, polarity, target, realised, today -> status, due, pace, forecast
BY_HAND = [
    # A sum: half of it is due after half of the days.
    ("sum", "higher", TWELVE, D(6), MIDDLE, "on_track", "6", "100.00", "12"),
    ("sum", "higher", TWELVE, D("6.6"), MIDDLE, "ahead", "6", "110.00", "13.2"),
    ("sum", "higher", TWELVE, D("5.4"), MIDDLE, "on_track", "6", "90.00", "10.8"),
    ("sum", "higher", TWELVE, D(5), MIDDLE, "behind", "6", "83.33", "10"),
    ("sum", "higher", TWELVE, D("4.2"), MIDDLE, "behind", "6", "70.00", "8.4"),
    ("sum", "higher", TWELVE, D(4), MIDDLE, "far_behind", "6", "66.67", "8"),
    ("sum", "higher", TWELVE, D(12), AFTER, "on_track", "12", "100.00", "12"),
    ("sum", "higher", TWELVE, D(9), AFTER, "behind", "12", "75.00", "9"),
    ("sum", "higher", ZERO, D(3), MIDDLE, "no_target", None, None, None),
    # Two weeks nobody is behind and nothing is forecast; whoever is ahead may know it.
    ("sum", "higher", Target(D(184)), D(1), date(2026, 7, 14), "nothing_due", "13", None, None),
    ("sum", "higher", Target(D(184)), D(20), date(2026, 7, 14), "ahead", "13", "153.85", None),
    ("sum", "higher", Target(D(184)), D(7), date(2026, 7, 15), "far_behind", "14", "50.00", "92"),
    # A number to stay below: the allowance grows with the days.
    ("sum", "lower", TWELVE, D(3), MIDDLE, "ahead", "6", "150.00", "6"),
    ("sum", "lower", TWELVE, D(6), MIDDLE, "on_track", "6", "100.00", "12"),
    ("sum", "lower", TWELVE, D(9), MIDDLE, "far_behind", "6", "50.00", "18"),
    ("sum", "lower", ZERO, D(0), MIDDLE, "on_track", "0", "100.00", "0"),
    ("sum", "lower", ZERO, D(1), MIDDLE, "far_behind", "0", "0.00", "2"),
    # Exactly so many: earlier is not wrong, more than all of them is.
    ("sum", "exact", TWELVE, D(9), MIDDLE, "on_track", "6", "100.00", "18"),
    ("sum", "exact", TWELVE, D(3), MIDDLE, "far_behind", "6", "50.00", "6"),
    ("sum", "exact", TWELVE, D(15), MIDDLE, "behind", "6", "75.00", "30"),
    ("sum", "range", BAND, D(5), MIDDLE, "on_track", "5", "100.00", "10"),
    ("sum", "range", BAND, D(18), MIDDLE, "on_track", "5", "100.00", "36"),
    ("sum", "range", BAND, D(4), MIDDLE, "behind", "5", "80.00", "8"),
    ("sum", "range", BAND, D(25), MIDDLE, "behind", "5", "75.00", "50"),
    # What is to be right at any time.
    ("average", "lower", Target(D(60)), D(45), MIDDLE, "ahead", "60", "125.00", "45"),
    ("average", "lower", Target(D(60)), D(75), MIDDLE, "behind", "60", "75.00", "75"),
    ("ratio", "higher", Target(D(90)), D(81), MIDDLE, "on_track", "90", "90.00", "81"),
    ("ratio", "higher", Target(D(90)), D(60), date(2026, 7, 5), "nothing_due", "90", None, "60"),
    ("last", "higher", Target(D(80)), D(40), MIDDLE, "far_behind", "80", "50.00", "40"),
    ("maximum", "higher", Target(D(4)), D(5), MIDDLE, "ahead", "4", "125.00", "5"),
    ("minimum", "exact", Target(D(4)), D(4), MIDDLE, "on_track", "4", "100.00", "4"),
    ("average", "range", BAND, D(22), MIDDLE, "on_track", "10", "90.00", "22"),
]


@pytest.mark.parametrize(
    ("mode", "polarity", "target", "realised", "today", "status", "due", "pace", "forecast"),
    BY_HAND,
)
def test_numbers_by_hand(mode, polarity, target, realised, today, status, due, pace, forecast):
    stand = progress(numbers(mode, polarity, target), Done(3, realised), HALF, today)
    found = [text(v) for v in (stand.due, stand.pace, stand.forecast)]
    assert (stand.status, *found) == (status, due, pace, forecast)


@pytest.mark.parametrize(
    ("measure", "today", "status", "pace", "is_short"),
    [
        (numbers(), date(2026, 6, 1), "nothing_due", None, False),
        (numbers(), date(2026, 7, 1), "nothing_due", None, False),
        (numbers(), date(2026, 7, 14), "nothing_due", None, False),
        (numbers(), date(2026, 7, 15), "no_entry", "0.00", True),
        (numbers("sum", "lower"), MIDDLE, "no_entry", None, False),
        (numbers("average"), MIDDLE, "no_entry", None, False),
        (numbers("sum", "range", BAND), MIDDLE, "no_entry", "0.00", True),
        (numbers("sum", "range", Target(D(0), D(5))), MIDDLE, "no_entry", None, False),
        (numbers("sum", "higher", Target()), MIDDLE, "no_target", None, False),
        (Measure("sum", "higher", "text", Target()), MIDDLE, "no_entry", None, False),
        (Measure("sum", "higher", "text", Target()), date(2026, 7, 9), "nothing_due", None, False),
    ],
)
def test_without_entries_by_hand(measure, today, status, pace, is_short):
    stand = progress(measure, Done(0), HALF, today)
    assert (stand.status, text(stand.pace)) == (status, pace)
    assert stand.is_short is is_short
    assert stand.forecast is None


def test_ratio_over_nothing_says_nothing():
    assert progress(numbers("ratio"), Done(2, None), HALF, MIDDLE).status == "no_entry"


def test_words_are_read_and_not_counted():
    stand = progress(Measure("sum", "higher", "text", Target()), Done(1, D(1)), HALF, MIDDLE)
    assert stand == Progress("described")


@pytest.mark.parametrize(
    ("delivered", "today", "status", "pace"),
    [
        (None, date(2026, 9, 30), "nothing_due", None),
        (None, date(2026, 10, 1), "behind", "100.00"),  # due yesterday
        (None, date(2026, 10, 2), "behind", "95.00"),
        (None, date(2026, 10, 8), "far_behind", "65.00"),
        (date(2026, 9, 1), MIDDLE, "on_track", "100.00"),
        (date(2026, 9, 30), MIDDLE, "on_track", "100.00"),
        (date(2026, 10, 2), date(2026, 12, 1), "on_track", "90.00"),
        (date(2026, 10, 5), date(2026, 12, 1), "behind", "75.00"),
    ],
)
def test_delivery_by_hand(delivered, today, status, pace):
    measure = Measure("sum", "date", "date", Target(due=date(2026, 9, 30)))
    done = Done(1, D(1), delivered) if delivered else Done(0)
    stand = progress(measure, done, HALF, today)
    assert (stand.status, text(stand.pace)) == (status, pace)
    assert bar(measure, done, stand) is None


def test_months_of_leave_are_no_days_of_work():
    """Of 184 days 61 are leave (October, November); of the 92 until the middle none, 92 of 123."""
    span = Span(HALF.start, HALF.end, ((date(2026, 10, 1), date(2026, 11, 30)),))
    stand = progress(numbers(target=Target(D(123))), Done(1, D(92)), span, MIDDLE)
    assert (stand.due, stand.pace, stand.forecast) == (D(92), D("100.00"), D(123))
    # During the leave nothing more becomes due.
    assert progress(numbers(target=Target(D(123))), Done(0), span, date(2026, 12, 1)).due == 92


def test_absent_throughout_is_never_behind():
    span = Span(HALF.start, HALF.end, ((HALF.start, HALF.end),))
    assert progress(numbers(target=ZERO), Done(0), span, AFTER).status == "no_target"
    assert progress(numbers(), Done(0), span, AFTER).status == "nothing_due"


def test_short_part_of_a_period_is_judged_at_its_end():
    span = Span(date(2026, 7, 1), date(2026, 7, 10))
    assert progress(numbers(), Done(1, D(3)), span, date(2026, 7, 10)).status == "nothing_due"
    assert progress(numbers(), Done(1, D(3)), span, date(2026, 7, 11)).status == "far_behind"


@pytest.mark.parametrize(
    ("build", "error"),
    [
        (lambda: Span(date(2026, 2, 1), date(2026, 1, 1)), InvalidInputError),
        (
            lambda: Span(HALF.start, HALF.end, ((HALF.end, HALF.start),)),
            InvalidInputError,
        ),
        (lambda: Measure("total", "higher", "number", TWELVE), UnknownValueError),
        (lambda: Measure("sum", "more", "number", TWELVE), UnknownValueError),
        (lambda: Measure("sum", "higher", "money", TWELVE), UnknownValueError),
        (lambda: Thresholds(D(110), D(60), D(70)), InvalidInputError),
        (lambda: Thresholds(D(110), D(70), D(70)), InvalidInputError),
        (lambda: Thresholds(D(110), D(90), D(0)), InvalidInputError),
        (lambda: Thresholds(D(80), D(90), D(70)), InvalidInputError),
        (lambda: progress(numbers(), Done(0), HALF, "2026-10-01"), InvalidInputError),
    ],
)
def test_wrong_figures_are_refused(build, error):
    with pytest.raises(error):
        build()


def test_nobody_has_to_be_ahead_to_be_told_so():
    """The upper threshold may be that of "on track"."""
    assert progress(numbers(), Done(1, D("5.4")), HALF, MIDDLE, Thresholds(D(90))).status == "ahead"


def test_without_a_pace_there_is_no_target():
    assert status_of(None) == "no_target"


def test_days_that_count():
    leave = Span(HALF.start, HALF.end, ((date(2026, 10, 1), date(2026, 11, 30)),))
    days = (date(2026, 6, 1), date(2026, 6, 30), HALF.start, date(2026, 9, 30))
    assert [leave.count(day) for day in days] == [0, 0, 1, 92]
    later = (date(2026, 10, 1), date(2026, 11, 30), date(2026, 12, 1), AFTER)
    assert [leave.count(day) for day in later] == [92, 92, 93, 123]
    # a leave that began before the period
    assert Span(HALF.start, HALF.end, ((date(2026, 6, 1), date(2026, 7, 31)),)).count(AFTER) == 153


def test_a_range_that_is_to_be_met_exactly_keeps_its_upper_end():
    measure = Measure("sum", "exact", "range", BAND)
    stand = progress(measure, Done(1, D(18)), HALF, MIDDLE)
    assert (stand.due, stand.due_maximum, stand.pace) == (D(5), D(20), D("100.00"))


def test_every_status_has_a_colour():
    assert set(COLOURS) == set(STATUSES)


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


def hundredths(lowest, highest):
    """Decimals with two places; from whole numbers they are drawn several times quicker."""
    return st.integers(lowest, highest).map(lambda number: D(number) / 100)


amounts = hundredths(0, 10**8)
targets = hundredths(1, 10**8)
days = st.dates(date(2026, 6, 1), date(2027, 1, 31))
modes = st.sampled_from(indicator.AGGREGATIONS)
polarities = st.sampled_from(["higher", "lower", "range", "exact"])
spans = st.builds(
    lambda start, length: Span(start, start + timedelta(days=length)),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(0, 400),
)


@st.composite
def measures(draw):
    low = draw(targets)
    polarity = draw(polarities)
    target = Target(low, low + draw(amounts)) if polarity == "range" else Target(low)
    return numbers(draw(modes), polarity, target)


@given(measures(), amounts, spans, days)
def test_due_lies_between_nothing_and_the_target(measure, realised, span, today):
    stand = progress(measure, Done(1, realised), span, today)
    assert 0 <= stand.due <= measure.target.value


@given(measures(), spans, days, days)
def test_what_is_due_never_shrinks_with_the_days(measure, span, one, other):
    first, second = sorted((one, other))
    before = progress(measure, Done(0), span, first)
    after = progress(measure, Done(0), span, second)
    assert before.due <= after.due


@given(targets, amounts, amounts, spans, days)
def test_more_is_never_worse_where_more_is_wanted(target, one, other, span, today):
    less, more = sorted((one, other))
    paces = [
        progress(numbers(target=Target(target)), Done(1, amount), span, today).pace
        for amount in (less, more)
    ]
    if None not in paces:
        assert paces[0] <= paces[1]


@given(measures(), amounts, spans)
def test_after_the_end_progress_is_achievement_and_forecast_is_realised(measure, realised, span):
    """On the day after the period both pages and the evaluation say the same."""
    stand = progress(measure, Done(1, realised), span, span.end + timedelta(days=1))
    assert stand.forecast == realised
    # Of an exact number there may be less than all on the way, but not at the end.
    assert (
        stand.pace
        == stand.forecast_pace
        == indicator.achievement(measure.polarity, measure.target, realised, cap=None)
    )


@given(measures(), st.integers(0, 5), amounts, spans, days)
def test_status_is_known_and_bar_stays_inside(measure, entries, realised, span, today):
    done = Done(entries, realised if entries else None)
    stand = progress(measure, done, span, today)
    assert stand.status in STATUSES
    shown = bar(measure, done, stand)
    for part in (shown.filled, shown.due, shown.target, shown.target_from):
        assert part is None or 0 <= part <= 100


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


@given(
    spans,
    st.lists(
        st.tuples(st.dates(date(2026, 1, 1), date(2027, 12, 1)), st.integers(0, 90)), max_size=3
    ),
)
def test_months_left_out_of_the_target_do_not_count(span, leaves):
    leaves = [(first, first + timedelta(days=length)) for first, length in leaves]
    parts = absence.absent_parts(span.start, span.end, leaves)
    whole = Span(span.start, span.end, parts)
    gone = sum((last - first).days + 1 for first, last in parts)
    assert whole.count(span.end) == span.count(span.end) - gone
