"""Retention: when records about a person who left are made nameless, and what then is the same.

UU 27/2022 on personal data: they are erased or destroyed once the time they are kept for is over
(article 16 paragraph 2 letter g, article 43). How long a region keeps them is its own setting.

>>> from datetime import date
>>> left_by(date(2026, 11, 29), 5)
datetime.date(2021, 11, 29)
"""

from __future__ import annotations

from calendar import monthrange

from .exceptions import InvalidInputError

NEVER = 0
YEARS_AT_MOST = 50
# Stands where a text must not be empty. Indonesian at the source, as it ends on printed sheets.
ERASED = "[dihapus sesuai masa retensi]"

# Free texts in what was signed; they are emptied later, so nothing can be said about them.
_PLAN_TEXTS = ("results", "source"), ("behaviour", "expectation")
_EVALUATION_TEXTS = ("behaviour", "expectation"), ("behaviour", "feedback")
_TEXTS = {
    "plan": ("appendix",),
    "evaluation": ("reason", "behaviour_reason", "recommendation"),
    "objection": (
        "reason_results",
        "reason_behaviour",
        "explanation",
        "decision",
        "decider_name",
        "document_number",
    ),
}
_LISTS = {"plan": _PLAN_TEXTS, "evaluation": _EVALUATION_TEXTS, "objection": ()}


def left_by(today, years):
    """Return the last day of service whose records are due today, or None for never.

    :param today: the day in the region
    :param years: whole years from 0 (never) to 50 that records are kept after somebody left
    :raises InvalidInputError: another number of years

    Who left on 29 February is due on 28 February of a year without that day.

    >>> from datetime import date
    >>> left_by(date(2025, 2, 28), 5), left_by(date(2025, 2, 27), 5)
    (datetime.date(2020, 2, 29), datetime.date(2020, 2, 27))
    >>> left_by(date(2024, 2, 29), 5), left_by(date(2026, 1, 1), 0)
    (datetime.date(2019, 2, 28), None)
    """
    if isinstance(years, bool) or not isinstance(years, int) or not NEVER <= years <= YEARS_AT_MOST:
        raise InvalidInputError(
            "Years of retention: %(years)s", code="retention_out_of_range", years=years
        )
    if years == NEVER:
        return None
    year = today.year - years
    if today.day == monthrange(today.year, today.month)[1]:
        return today.replace(year=year, day=monthrange(year, today.month)[1])
    return today.replace(year=year)


def nameless(number):
    """Return what a person is called afterwards.

    >>> nameless(417)
    'Pegawai 417'
    """
    return f"Pegawai {number}"


def masked(document, body):
    """Return the text of what was signed without what is erased after retention.

    Numbers, ratings, names of results and indicators stay, so that a rating changed behind the
    back of the program is still found when the words are gone.

    :param document: ``plan``, ``evaluation`` or ``objection``
    :param body: the signed body, as a dict; it is not changed

    >>> masked("evaluation", {"reason": "Siti rajin", "score": "90", "behaviour": []})
    {'reason': '', 'score': '90', 'behaviour': []}
    >>> masked("plan", {"behaviour": [{"value": "A", "expectation": "Siti ramah"}]})
    {'behaviour': [{'value': 'A', 'expectation': ''}]}
    """
    found = dict(body)
    for name in _TEXTS[document]:
        if name in found:
            found[name] = ""
    for name, text in _LISTS[document]:
        if name in found:
            found[name] = [{**row, text: ""} for row in found[name]]
    return found
