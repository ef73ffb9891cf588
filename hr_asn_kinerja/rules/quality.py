"""Hints that help to word a plan; they warn and never block.

PermenPANRB 6/2022 wants a work result worded as a condition achieved ("Terwujudnya ...",
"Meningkatnya ...", "Tersusunnya ..."), with an indicator that has a number and a unit. What is
looked for, with which words and thresholds, is data of the office and comes in as an argument.

>>> words = (("melaksanakan", "terlaksananya"), ("mengikuti", ""))
>>> activity("Melaksanakan pelayanan rawat jalan", words)
('melaksanakan', 'Terlaksananya pelayanan rawat jalan')
>>> activity("Mengikuti rapat", words)
('mengikuti', '')
>>> activity("Meningkatnya kepuasan pasien", words) is None
True
>>> falls_behind("higher", 3000, 3600), falls_behind("lower", 45, 60), falls_behind("lower", 75, 60)
(True, False, True)
>>> falls_behind("faster", 1, 2)
Traceback (most recent call last):
    ...
rules.exceptions.UnknownValueError: 'faster' is not a known polarity; expected one of: \
higher, lower, range, exact, date.
"""

import re
from dataclasses import dataclass

from .exceptions import UnknownValueError
from .indicator import HIGHER, LOWER, POLARITIES

# What a rule looks for. Own words of the product; the regulation gives the aim, not the list.
ACTIVITY = "activity"  # a result that begins with what one does
VAGUE = "vague"  # words that say everything and nothing
TEXT_SHORT = "text_short"  # fewer words than the threshold
TEXT_LONG = "text_long"  # more characters than the threshold
NO_INDICATOR = "no_indicator"
NO_NUMBER = "no_number"
NO_UNIT = "no_unit"
SAME_AS_RESULT = "same_as_result"  # an indicator that repeats the result
BEHIND_LAST_YEAR = "behind_last_year"
WEIGHT_TOTAL = "weight_total"
SAME_TEXT = "same_text"  # as many people as the threshold have the same words
TOO_MANY = "too_many"  # more results than the threshold
NO_RESULT = "no_result"
CODES = (
    NO_RESULT,
    TOO_MANY,
    WEIGHT_TOTAL,
    ACTIVITY,
    VAGUE,
    TEXT_SHORT,
    TEXT_LONG,
    SAME_TEXT,
    NO_INDICATOR,
    NO_NUMBER,
    NO_UNIT,
    SAME_AS_RESULT,
    BEHIND_LAST_YEAR,
)

FULL_WEIGHT = 100.0
WEIGHT_TOLERANCE = 0.005


@dataclass(frozen=True)
class Rule:
    """What the office decided about one code: pairs (word, better word) and a threshold."""

    code: str
    words: tuple = ()
    threshold: float = 0.0

    def __post_init__(self):
        if self.code not in CODES:
            raise UnknownValueError("quality rule", self.code, CODES)


@dataclass(frozen=True)
class Indicator:
    """One indicator; ``last`` is what was realised a year before, None when nobody knows."""

    key: object
    name: str
    unit: str = ""
    target_kind: str = "number"
    value: float = 0.0
    polarity: str = HIGHER
    weight: float = 0.0
    last: "float | None" = None


@dataclass(frozen=True)
class Result:
    """One work result; ``people`` is the number of people with the same words, oneself included."""

    key: object
    name: str
    weight: float = 0.0
    indicators: tuple = ()
    people: int = 1


@dataclass(frozen=True)
class Hint:
    """Rule ``code`` speaks about ``key`` (None: the whole plan).

    ``better`` is a proposal, empty when there is none; ``count`` a number for the sentence.
    """

    code: str
    key: object = None
    better: str = ""
    count: float = 0


def plain(text):
    """Return a text in small letters, with single blanks and without a full stop at the end.

    >>> plain("  Terlayaninya   Pasien. ")
    'terlayaninya pasien'
    """
    return " ".join((text or "").lower().split()).rstrip(" .;,")


def parse_words(text):
    """Return the pairs of a list typed line by line as ``word`` or ``word = better word``.

    >>> parse_words("Membuat = tersusunnya\\n\\n mengikuti\\n= x")
    (('membuat', 'tersusunnya'), ('mengikuti', ''))
    """
    pairs = []
    for line in (text or "").splitlines():
        word, _sign, better = line.partition("=")
        if plain(word):
            pairs.append((plain(word), " ".join(better.split())))
    return tuple(pairs)


def activity(text, words):
    """Return (word, better wording) when a text begins with one of ``words``, else None."""
    start = plain(text)
    for word, better in words:
        if start == word or start.startswith(word + " "):
            rest = " ".join(text.split())[len(word) :].strip()
            proposal = f"{better} {rest}".strip() if better and rest else ""
            return word, proposal[:1].upper() + proposal[1:]
    return None


def vague(text, words):
    """Return the first of ``words`` that stands in a text as words of its own, else None.

    >>> vague("Terlaksananya tugas lain dari pimpinan", (("tugas lain", ""),))
    'tugas lain'
    >>> vague("Terlayaninya petugas lainnya", (("tugas lain", ""),)) is None
    True
    """
    for word, _better in words:
        if re.search(rf"\b{re.escape(word)}\b", plain(text)):
            return word
    return None


def falls_behind(polarity, target, last):
    """Return whether a target asks for less than was realised the year before.

    A range, an exact value and a date have no "less": never.
    """
    if polarity not in POLARITIES:
        raise UnknownValueError("polarity", polarity, POLARITIES)
    if not last:
        return False
    return (polarity == HIGHER and target < last) or (polarity == LOWER and target > last)


def is_weighted_badly(weights):
    """Return whether weights are used and do not make 100 together.

    >>> is_weighted_badly([0, 0]), is_weighted_badly([60, 40]), is_weighted_badly([60, 30])
    (False, False, True)
    """
    total = sum(weights)
    return total > 0 and abs(total - FULL_WEIGHT) > WEIGHT_TOLERANCE


def check_indicator(indicator, rules, result_name=None):
    """Return the hints about one indicator.

    :param rules: {code: Rule} of the rules that are switched on
    :param result_name: the words of the result it measures
    """
    hints = []
    measured = indicator.target_kind in ("number", "range")
    # Zero is a good target where less is better: no complaint at all.
    needs_number = indicator.polarity not in (LOWER, "exact")
    if NO_NUMBER in rules and measured and needs_number and not indicator.value:
        hints.append(Hint(NO_NUMBER, indicator.key))
    if NO_UNIT in rules and measured and not (indicator.unit or "").strip():
        hints.append(Hint(NO_UNIT, indicator.key))
    if SAME_AS_RESULT in rules and result_name and plain(indicator.name) == plain(result_name):
        hints.append(Hint(SAME_AS_RESULT, indicator.key))
    compared = BEHIND_LAST_YEAR in rules and measured and indicator.value
    if compared and falls_behind(indicator.polarity, indicator.value, indicator.last):
        hints.append(Hint(BEHIND_LAST_YEAR, indicator.key, count=indicator.last))
    return hints


def check_text(result, rules):
    """Return the hints about the words of one result."""
    hints = []
    text = plain(result.name)
    if not text:
        return hints
    found = ACTIVITY in rules and activity(result.name, rules[ACTIVITY].words)
    is_vague = VAGUE in rules and vague(result.name, rules[VAGUE].words)
    if found:
        # Other words for something vague would be no better.
        hints.append(Hint(ACTIVITY, result.key, "" if is_vague else found[1]))
    if is_vague:
        hints.append(Hint(VAGUE, result.key))
    if TEXT_SHORT in rules and len(text.split()) < rules[TEXT_SHORT].threshold:
        hints.append(Hint(TEXT_SHORT, result.key))
    if TEXT_LONG in rules and len(text) > rules[TEXT_LONG].threshold:
        hints.append(Hint(TEXT_LONG, result.key, count=len(text)))
    if SAME_TEXT in rules and result.people >= rules[SAME_TEXT].threshold:
        hints.append(Hint(SAME_TEXT, result.key, count=result.people))
    return hints


def check_result(result, rules):
    """Return the hints about one result and its indicators."""
    hints = check_text(result, rules)
    if NO_INDICATOR in rules and plain(result.name) and not result.indicators:
        hints.append(Hint(NO_INDICATOR, result.key))
    weights = [indicator.weight for indicator in result.indicators]
    if WEIGHT_TOTAL in rules and is_weighted_badly(weights):
        hints.append(Hint(WEIGHT_TOTAL, result.key, count=sum(weights)))
    for indicator in result.indicators:
        hints += check_indicator(indicator, rules, result.name)
    return hints


def check_plan(results, rules):
    """Return all hints about a plan: first what concerns the whole, then result by result.

    >>> rules = {code: Rule(code, threshold=7) for code in (NO_RESULT, TOO_MANY)}
    >>> [hint.code for hint in check_plan([], rules)]
    ['no_result']
    >>> many = [Result(n, f"Hasil {n}") for n in range(8)]
    >>> check_plan(many, rules)
    [Hint(code='too_many', key=None, better='', count=8)]
    >>> check_plan(many[:7], rules)
    []
    """
    hints = []
    if NO_RESULT in rules and not results:
        hints.append(Hint(NO_RESULT))
    if TOO_MANY in rules and len(results) > rules[TOO_MANY].threshold:
        hints.append(Hint(TOO_MANY, count=len(results)))
    weights = [result.weight for result in results]
    if WEIGHT_TOTAL in rules and is_weighted_badly(weights):
        hints.append(Hint(WEIGHT_TOTAL, count=sum(weights)))
    for result in results:
        hints += check_result(result, rules)
    return hints
