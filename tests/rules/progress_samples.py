"""Half a year, days in it and targets that the tests of progress and standing share."""

from datetime import date
from decimal import Decimal as D

from hypothesis import strategies as st
from rules.indicator import Target
from rules.progress import Measure, Span

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


def hundredths(lowest, highest):
    """Decimals with two places; from whole numbers they are drawn several times quicker."""
    return st.integers(lowest, highest).map(lambda number: D(number) / 100)
