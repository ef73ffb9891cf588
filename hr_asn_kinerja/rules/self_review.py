"""What is still missing in a self-review, before it is submitted.

PermenPANRB 6/2022, stage 3: the evaluator rates with evidence, feedback and the employee's own
view at hand. Missing things are pointed out, each at its place; nothing is ever blocked, since a
late or thin self-review does not keep the evaluator from rating.

>>> missing([Line("l1", "r1", 0), Line("l2", "r1", 3), Line("l3", "r2", 2, True)],
...         {"r1": "Antrean turun.", "r2": ""}, "")
(Gap(kind='entries', key='l1'), Gap(kind='evidence', key='l2'), Gap(kind='result', key='r2'), \
Gap(kind='overall', key=None))
>>> missing([Line("l3", "r2", 2, True)], {"r2": "Lancar."}, "Semester yang baik.")
()
"""

from dataclasses import dataclass

ENTRIES = "entries"
EVIDENCE = "evidence"
RESULT = "result"
OVERALL = "overall"

KINDS = (ENTRIES, EVIDENCE, RESULT, OVERALL)


@dataclass(frozen=True)
class Line:
    """An indicator of the period: its entries, and whether any of them has evidence.

    ``is_automatic``: the figures come from another system, which is its own evidence.
    """

    key: object
    result: object
    entries: int
    has_evidence: bool = False
    is_automatic: bool = False


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: its kind, and the indicator or result it is missing at."""

    kind: str
    key: object = None


def missing(lines, reflections, overall):
    """Return the gaps of a self-review in the order in which the page shows their places.

    The seven values are not asked for one by one: a word on those that mattered is enough.

    :param lines: iterable of :class:`Line`, in the order of the plan
    :param reflections: {result: the employee's words on it}
    :param overall: the words on the period as a whole
    :return: tuple of :class:`Gap`: for each result its indicators, then its reflection; at the
        end the period as a whole
    """
    by_result = {}
    for line in lines:
        by_result.setdefault(line.result, []).append(line)
    gaps = []
    for result, own in by_result.items():
        for line in own:
            if not line.entries:
                gaps.append(Gap(ENTRIES, line.key))
            elif not line.has_evidence and not line.is_automatic:
                gaps.append(Gap(EVIDENCE, line.key))
        if not (reflections.get(result) or "").strip():
            gaps.append(Gap(RESULT, result))
    if not (overall or "").strip():
        gaps.append(Gap(OVERALL))
    return tuple(gaps)
