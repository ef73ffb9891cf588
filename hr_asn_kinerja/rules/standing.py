"""Where a whole plan stands, and the bar that shows an indicator.

Puts together what :mod:`rules.progress` says of single indicators.

>>> from rules.indicator import HIGHER, SUM, Target
>>> from rules.progress import BEHIND, Done, Measure
>>> overall([Line(1, True, Progress(ON_TRACK, pace=Decimal(100))),
...          Line(2, True, Progress(NO_ENTRY, pace=Decimal(0)))])
Overall(status='far_behind', pace=Decimal('50.00'), short=1, judged=2)
>>> overall([]).status
'no_target'
>>> overall([Line(1, True, Progress(NOTHING_DUE))]).status
'nothing_due'
>>> patients = Measure(SUM, HIGHER, NUMBER, Target(Decimal(200)))
>>> bar(patients, Done(3, Decimal(50)), Progress(BEHIND, Decimal(80)))
Bar(filled=Decimal('25.0'), due=Decimal('40.0'), target=Decimal('100.0'), target_from=None)
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .decimals import exact, round_half_up
from .evaluation import Part, result_score, weighted_mean
from .indicator import CAP
from .progress import (
    AHEAD,
    BETWEEN,
    COLOURS,
    DESCRIBED,
    NO_ENTRY,
    NO_TARGET,
    NOTHING_DUE,
    NUMBER,
    ON_TRACK,
    SHORT,
    THRESHOLDS,
    Progress,
    status_of,
)


@dataclass(frozen=True)
class Line:
    """An indicator inside a plan: its result, whether that is a main one, weights, progress."""

    result: object
    is_main: bool
    progress: Progress
    weight: "Decimal | None" = None
    result_weight: "Decimal | None" = None


@dataclass(frozen=True)
class Overall:
    """Where a plan stands: status, pace in percent (or None), indicators short and looked at."""

    status: str
    pace: "Decimal | None"
    short: int
    judged: int

    @property
    def colour(self):
        return COLOURS[self.status]


def overall(lines, thresholds=THRESHOLDS, cap=CAP):
    """Return where a plan stands: the weighted mean of its paces, each counted up to `cap`.

    Weighted as the score of an evaluation (:func:`rules.evaluation.result_score`), so that on the
    last day both say the same.

    :param lines: iterable of :class:`Line`

    """
    lines = tuple(lines)
    results = {}
    for line in lines:
        results.setdefault((line.result, line.is_main, line.result_weight), []).append(line)
    parts = {True: [], False: []}
    for (_result, is_main, weight), members in results.items():
        value = weighted_mean([Part(_capped(m.progress.pace, cap), m.weight) for m in members])
        parts[is_main].append(Part(value, weight))
    pace = result_score(parts[True], parts[False])
    statuses = {line.progress.status for line in lines}
    judged = sum(1 for line in lines if line.progress.pace is not None)
    short = sum(1 for line in lines if line.progress.is_short)
    if statuses & {AHEAD, ON_TRACK, *SHORT} and pace is not None:
        status = status_of(pace, thresholds)
    else:
        status = next((s for s in (NO_ENTRY, DESCRIBED, NOTHING_DUE) if s in statuses), NO_TARGET)
    return Overall(status, pace, short, judged)


def _capped(pace, cap):
    return None if pace is None else min(pace, cap)


@dataclass(frozen=True)
class Bar:
    """A bar in percent of its length: how far it is filled, and where the marks stand."""

    filled: Decimal
    due: "Decimal | None"
    target: Decimal
    target_from: "Decimal | None" = None


def bar(measure, done, stand):
    """Return the :class:`Bar` of an indicator with a number to reach, else None.

    The bar is as long as the larger of target and realised; of a range, ``target_from`` is where
    its lower end stands.

    """
    target = measure.target
    if measure.kind not in (NUMBER, BETWEEN) or stand.status == NO_TARGET:
        return None
    end = exact(target.value if target.maximum is None else target.maximum, "target")
    realised = exact(done.realised or 0, "realised quantity") if done.entries else Fraction(0)
    length = max(end, realised)
    if length <= 0:
        return None

    def place(value):
        return round_half_up(max(Fraction(value), Fraction(0)) * 100 / length, 1)

    return Bar(
        place(realised),
        place(stand.due) if measure.adds_up and stand.due is not None else None,
        place(end),
        None if target.maximum is None else place(target.value),
    )
