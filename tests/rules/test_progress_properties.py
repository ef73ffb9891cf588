"""How an indicator goes: what holds on every day and for every number."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from progress_samples import hundredths, numbers
from rules import absence, indicator
from rules.indicator import Target
from rules.progress import STATUSES, Done, Span, progress
from rules.standing import bar

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
