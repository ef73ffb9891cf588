"""Feedback during the period (*umpan balik berkelanjutan*): who may, how long, and its tone.

PermenPANRB 6/2022 wants feedback all year, from the superior and, where it helps, from colleagues
and subordinates. The three questions (situation, effect, next step) and the hints are ours; hints
warn and never block. The words that a hint looks for are data of the office.

>>> rules = {INSULT: Rule(("bodoh", "tidak berguna")), SHORT: Rule(threshold=4)}
>>> hints("Kamu bodoh sekali hari ini", rules)
('insult',)
>>> hints("Bagus", rules), hints("Laporan Senin lengkap dan rapi", rules)
(('short',), ())
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

APPRECIATION, SUGGESTION, CORRECTION = KINDS = ("appreciation", "suggestion", "correction")
OPEN, PRIVATE, ANONYMOUS = VISIBILITIES = ("open", "private", "anonymous")
SUPERIOR, PEER, SUBORDINATE, OTHER = RELATIONS = ("superior", "peer", "subordinate", "other")

SHORT = "short"  # fewer words than the threshold
INSULT = "insult"
SWEEPING = "sweeping"  # "always", "never": judges the person, not what happened
TONES = (SHORT, INSULT, SWEEPING)


@dataclass(frozen=True)
class Rule:
    """What the office decided about one hint: words and a threshold."""

    words: tuple[str, ...] = ()
    threshold: int = 0


def parse_words(text: str | None) -> tuple[str, ...]:
    """Return the words of a list with one word or phrase a line, in small letters.

    >>> parse_words("Bodoh\\n\\n tidak  berguna ")
    ('bodoh', 'tidak berguna')
    """
    lines = (" ".join(line.lower().split()) for line in (text or "").splitlines())
    return tuple(line for line in lines if line)


def hints(text: str, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """Return the hints that a text calls for, in the order of ``TONES``."""
    words = _words(text)
    plain = f" {' '.join(words)} "
    found = []
    for code in TONES:
        rule = rules.get(code)
        if rule is None:
            continue
        if code == SHORT:
            is_found = len(words) < rule.threshold
        else:
            is_found = any(f" {' '.join(_words(word))} " in plain for word in rule.words)
        if is_found:
            found.append(code)
    return tuple(found)


def _words(text):
    return re.findall(r"\w+", (text or "").lower())


def relation(
    giver: int,
    subject: int,
    lines: Mapping[int, tuple[int, ...]],
    units: Mapping[int, int | None],
) -> str:
    """Return what the giver is to the subject.

    :param lines: person -> those above, the nearest first
    :param units: person -> unit

    >>> lines, units = {1: (2, 3), 4: (2, 3), 2: (3,), 5: (6,)}, {1: 10, 4: 11, 2: 10, 5: 10, 6: 12}
    >>> [relation(giver, 1, lines, units) for giver in (3, 4, 5, 6)]
    ['superior', 'peer', 'peer', 'other']
    >>> relation(1, 3, lines, units)
    'subordinate'
    """
    above, below = lines.get(subject, ()), lines.get(giver, ())
    if giver in above:
        return SUPERIOR
    if subject in below:
        return SUBORDINATE
    same_unit = units.get(giver) and units.get(giver) == units.get(subject)
    same_evaluator = above and below and above[0] == below[0]
    return PEER if same_unit or same_evaluator else OTHER


def may_be_anonymous(relation_to_subject: str, was_asked: bool) -> bool:
    """Tell whether somebody may give without a name: only whoever works with the person.

    Else the minimum number of givers would be reached by people who cannot know.
    """
    return was_asked or relation_to_subject != OTHER


def may_change(given: datetime, now: datetime, hours: int, is_answered: bool) -> bool:
    """Tell whether the giver may still change or take back an open feedback.

    >>> given = datetime(2026, 11, 2, 8)
    >>> may_change(given, datetime(2026, 11, 3, 7), 24, False)
    True
    >>> may_change(given, datetime(2026, 11, 3, 9), 24, False)
    False
    >>> may_change(given, datetime(2026, 11, 2, 9), 24, True)
    False
    """
    return not is_answered and now < given + timedelta(hours=hours)


def months(first: date, last: date) -> list[date]:
    """Return the first day of every month from ``first`` to ``last``, empty months too.

    >>> [day.isoformat() for day in months(date(2026, 11, 24), date(2027, 1, 2))]
    ['2026-11-01', '2026-12-01', '2027-01-01']
    """
    found, day = [], first.replace(day=1)
    while day <= last:
        found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found
