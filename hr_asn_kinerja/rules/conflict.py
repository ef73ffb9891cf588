"""Conflicts of interest: nobody rates himself or herself, and no two people rate each other.

PermenPANRB 6/2022 lets the direct superior rate (*pejabat penilai kinerja*). Whoever rates the
own work, or the work of the person who rates him or her in the same period, is no superior.

>>> find("ani", "ani", ())
'self'
>>> find("ani", "budi", ("ani", "citra"))
'circular'
>>> find("ani", "budi", ("citra",)) is None
True
>>> find("ani", None, ("ani",)) is None  # nobody evaluates yet
True
"""

from .exceptions import InvalidInputError

SELF = "self"
CIRCULAR = "circular"

KINDS = (SELF, CIRCULAR)


def find(person, evaluator, evaluators_of_evaluator=()):
    """Return which conflict of interest stands against `evaluator` rating `person`, or None.

    :param person: who is rated; anything that can be compared
    :param evaluator: who would rate; None when there is nobody yet
    :param evaluators_of_evaluator: who rates `evaluator` in the same period
    :return: one of :data:`KINDS`, or None
    """
    if evaluator is None:
        return None
    if person == evaluator:
        return SELF
    return CIRCULAR if person in evaluators_of_evaluator else None


def overlap(start, end, other_start, other_end):
    """Tell whether two stretches of days share a day; None as an end: it goes on.

    >>> from datetime import date
    >>> overlap(date(2026, 1, 1), date(2026, 6, 30), date(2026, 6, 30), None)
    True
    >>> overlap(date(2026, 1, 1), date(2026, 6, 29), date(2026, 6, 30), None)
    False

    :raises InvalidInputError: ``dates_reversed``
    """
    for first, last in ((start, end), (other_start, other_end)):
        if last is not None and last < first:
            raise InvalidInputError(
                "The last day (%(end)s) is before the first (%(start)s).",
                code="dates_reversed",
                start=first.isoformat(),
                end=last.isoformat(),
            )
    return (other_end is None or start <= other_end) and (end is None or other_start <= end)
