"""What a released result says to its person: which sentences, in which order.

Stage 4 of PermenPANRB 6/2022 wants the result to be used for development, so what went well comes
first, and what is below the mark is named as the next thing to grow in. Our choice: an indicator
"went well" from the mark on at which the scheme of the region takes results for as expected
(default 90 percent), and at most :data:`MOST` of a kind are told; the table holds all of them.

Here only codes and values are chosen. The words stand where they can be translated.

>>> lines = [Line("Pasien", Decimal(104), 6), Line("Waktu", Decimal(71), 2), Line("Mutu", None, 0)]
>>> [(s.code, s.values["name"]) for s in went_well(lines, [], Decimal(90))]
[('exceeded', 'Pasien')]
>>> [(s.code, s.values["name"]) for s in to_grow(lines, [], Decimal(90))]
[('below', 'Waktu'), ('no_entry', 'Mutu')]
>>> went_well(lines[1:], [], Decimal(90))
(Sentence(code='visible', values={'entries': 2}),)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from .exceptions import UnknownValueError
from .rating import ABOVE, BELOW, MEETS, RATINGS

MOST = 5
FULL = Decimal(100)

# How an objection stands.
NO_WAY = "no_way"  # the region takes objections to the year only, or one was decided
OPEN_WAY = "open"
TOO_LATE = "late"
RUNNING = "running"
DECIDED = "decided"
OBJECTIONS = (NO_WAY, OPEN_WAY, TOO_LATE, RUNNING, DECIDED)

# How the development plan stands; None: the reader knows of none.
TO_AGREE = "to_agree"
DEVELOPING = "developing"
DEVELOPED = "developed"
DEVELOPMENTS = (None, TO_AGREE, DEVELOPING, DEVELOPED)


class Sentence(NamedTuple):
    """What is said, by code, and what is put into the words."""

    code: str
    values: dict


@dataclass(frozen=True)
class Line:
    """An indicator: achievement in percent (None: nothing to compare), number of entries."""

    name: str
    achievement: Decimal | None
    entries: int
    target: str = ""
    realised: str = ""

    def _values(self) -> dict:
        return {"name": self.name, "target": self.target, "realised": self.realised}


@dataclass(frozen=True)
class Value:
    """A behaviour value: the evaluator's impression (a rating or None) and words."""

    name: str
    impression: str | None = None
    feedback: str = ""


def went_well(lines, values, mark: Decimal) -> tuple[Sentence, ...]:
    """Return what went well, the best first; never empty.

    :param lines: :class:`Line` of every indicator
    :param values: :class:`Value` of every behaviour value
    :param mark: percent from which a result is as expected
    """
    good = [line for line in lines if line.achievement is not None and line.achievement >= mark]
    good.sort(key=lambda line: -line.achievement)
    found = [Sentence(_code_of_good(line.achievement), line._values()) for line in good[:MOST]]
    if len(good) > MOST:
        found.append(Sentence("more_good", {"count": len(good) - MOST}))
    found += [_of_value("value_above", value) for value in values if value.impression == ABOVE]
    entries = sum(line.entries for line in lines)
    if not found:
        found.append(
            Sentence("visible", {"entries": entries}) if entries else Sentence("words", {})
        )
    return tuple(found)


def _of_value(code: str, value: Value) -> Sentence:
    """With the evaluator's words where there are some: the code ends in ``_why``."""
    why = value.feedback.strip()
    if not why:
        return Sentence(code, {"name": value.name})
    return Sentence(f"{code}_why", {"name": value.name, "why": why})


def _code_of_good(achievement: Decimal) -> str:
    if achievement > FULL:
        return "exceeded"
    return "reached" if achievement == FULL else "nearly"


def to_grow(lines, values, mark: Decimal) -> tuple[Sentence, ...]:
    """Return where to grow, the furthest first; ``nothing_low`` when there is nothing.

    What was not logged comes after what was measured: it says nothing about the work. What has
    entries but cannot be compared (a target in words) is not named at all.
    """
    low = [line for line in lines if line.achievement is not None and line.achievement < mark]
    low.sort(key=lambda line: line.achievement)
    found = [Sentence("below", line._values()) for line in low[:MOST]]
    if len(low) > MOST:
        found.append(Sentence("more_low", {"count": len(low) - MOST}))
    silent = [line for line in lines if line.achievement is None and not line.entries]
    found += [Sentence("no_entry", line._values()) for line in silent[:MOST]]
    found += [_of_value("value_below", value) for value in values if value.impression == BELOW]
    return tuple(found) or (Sentence("nothing_low", {}),)


@dataclass(frozen=True)
class Numbers:
    """What the ratings rest on; ratings by key, percents as Decimal."""

    indicators: int
    measured: int
    entries: int
    score: Decimal | None
    above: Decimal
    meets: Decimal
    result_rating: str
    behaviour_rating: str
    suggested: str | None = None
    is_head: bool = False
    absent_months: int = 0
    cap: Decimal = Decimal(120)


def how_numbers(numbers: Numbers) -> tuple[Sentence, ...]:
    """Return how the numbers came about, in the order in which they do.

    :raises UnknownValueError: a rating that is none
    """
    for rating in (numbers.result_rating, numbers.behaviour_rating, numbers.suggested or MEETS):
        if rating not in RATINGS:
            raise UnknownValueError("rating", rating, RATINGS)
    found = []
    if numbers.indicators:
        counts = {
            "entries": numbers.entries,
            "indicators": numbers.indicators,
            "measured": numbers.measured,
        }
        found.append(Sentence("counted", counts))
    if numbers.absent_months:
        found.append(Sentence("absent", {"months": numbers.absent_months}))
    if numbers.is_head:
        found.append(Sentence("head", {"result": numbers.result_rating}))
    elif numbers.score is None:
        found.append(Sentence("not_measured", {"result": numbers.result_rating}))
    else:
        found.append(Sentence("mean", {"score": numbers.score, "cap": numbers.cap}))
        found.append(Sentence("thresholds", {"above": numbers.above, "meets": numbers.meets}))
        same = numbers.suggested in (None, numbers.result_rating)
        ratings = {"suggested": numbers.suggested, "result": numbers.result_rating}
        found.append(Sentence("as_suggested" if same else "otherwise", ratings))
    found.append(Sentence("behaviour", {"behaviour": numbers.behaviour_rating}))
    found.append(Sentence("both", {}))
    return tuple(found)


@dataclass(frozen=True)
class Next:
    """What the next steps depend on; days are those of the region."""

    day: date
    can_acknowledge: bool = False
    objection: str = NO_WAY
    objection_until: date | None = None
    development: str | None = None
    actions_open: int = 0
    actions: int = 0
    date_next: date | None = None
    can_start_development: bool = False
    has_recommendation: bool = False


def what_next(facts: Next) -> tuple[Sentence, ...]:
    """Return what happens next, the most pressing first.

    :raises UnknownValueError: a state of objection or development that is none

    >>> day = date(2026, 7, 10)
    >>> [s.code for s in what_next(Next(day, True, OPEN_WAY, date(2026, 7, 24)))]
    ['acknowledge', 'object_days']
    >>> what_next(Next(day, objection=OPEN_WAY, objection_until=day))[0]
    Sentence(code='object_today', values={'until': datetime.date(2026, 7, 10)})
    """
    if facts.objection not in OBJECTIONS:
        raise UnknownValueError("state of an objection", facts.objection, OBJECTIONS)
    if facts.development not in DEVELOPMENTS:
        raise UnknownValueError("state of a development plan", facts.development, DEVELOPMENTS[1:])
    found = [Sentence("acknowledge", {})] if facts.can_acknowledge else []
    found += _next_of_objection(facts)
    found += _next_of_development(facts)
    if facts.has_recommendation:
        found.append(Sentence("recommendation", {}))
    return tuple(found) or (Sentence("nothing_next", {}),)


def _next_of_objection(facts: Next) -> list[Sentence]:
    until = facts.objection_until
    if facts.objection == OPEN_WAY and until:
        # The last day is a day on which an objection is still taken.
        days = (until - facts.day).days + 1
        if days > 1:
            return [Sentence("object_days", {"days": days, "until": until})]
        return [Sentence("object_today", {"until": until})]
    if facts.objection == TOO_LATE and until:
        return [Sentence("object_over", {"until": until})]
    if facts.objection in (RUNNING, DECIDED):
        return [Sentence(f"object_{facts.objection}", {})]
    return []


def _next_of_development(facts: Next) -> list[Sentence]:
    if facts.development == TO_AGREE:
        return [Sentence("develop_agree", {})]
    if facts.development == DEVELOPING:
        values = {"open": facts.actions_open, "all": facts.actions, "day": facts.date_next}
        return [Sentence("develop_next" if facts.date_next else "develop", values)]
    if facts.development == DEVELOPED:
        return [Sentence("developed", {"all": facts.actions})]
    return [Sentence("develop_start", {})] if facts.can_start_development else []
