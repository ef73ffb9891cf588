"""The days over which an automatic figure is counted, and the values it then has.

A count or a sum may be added up, so it is written month by month. An average, a median or a
percentile may not: the mean of six monthly means is not the mean of the half-year. Such a figure
is written once for each evaluation, over all cases in it. A share is written with both its
counts, month by month, because a ratio adds up both.

>>> half = Window(date(2026, 1, 1), date(2026, 6, 30))
>>> [str(one.start) for one in pieces([half], date(2026, 3, 10), monthly=True)]
['2026-01-01', '2026-02-01', '2026-03-01']
>>> pieces([half], date(2026, 3, 10), monthly=False) == [Piece(half.start, half.end)]
True
>>> pieces([Window(half.start, half.end, is_open=False)], date(2026, 3, 10), monthly=False)
[]
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from .exceptions import InvalidInputError


@dataclass(frozen=True)
class Window:
    """The days of an evaluation, or of a period that has none yet; locked unless `is_open`.

    :raises InvalidInputError: ``window_reversed``
    """

    start: date
    end: date
    is_open: bool = True

    def __post_init__(self):
        if self.end < self.start:
            raise InvalidInputError(
                "A time ends (%(end)s) before it starts (%(start)s).",
                code="window_reversed",
                start=str(self.start),
                end=str(self.end),
            )


@dataclass(frozen=True)
class Piece:
    """Days over which one figure is counted."""

    start: date
    end: date


def pieces(windows, today, monthly):
    """Return the :class:`Piece` s that may be counted, in their order, without overlap.

    What is locked stays as it is and takes its days out; of the open windows the longest wins.
    Days that have not begun by ``today`` are left out.

    :param windows: iterable of :class:`Window`, which may overlap
    :param monthly: True to cut at the ends of calendar months
    """
    chosen = []
    # Locked ones first, then long before short.
    order = sorted(windows, key=lambda w: (w.is_open, (w.start - w.end).days, w.start))
    for window in order:
        if all(window.end < other.start or other.end < window.start for other in chosen):
            chosen.append(window)
    found = []
    for window in sorted(chosen, key=lambda w: w.start):
        if window.is_open:
            found += _months(window) if monthly else [Piece(window.start, window.end)]
    return [piece for piece in found if piece.start <= today]


def _months(window):
    start = window.start
    while start <= window.end:
        last = start.replace(day=monthrange(start.year, start.month)[1])
        yield Piece(start, min(last, window.end))
        start = date.fromordinal(last.toordinal() + 1)
