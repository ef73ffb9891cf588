"""Cells of a file as values. What is not understood raises a :class:`CellError`, never a guess."""

import re
from datetime import date
from decimal import Decimal

from .problems import CellError

# As in models/base/asn_guarded_mixin.py: above this a number is a slip of the keyboard.
NUMBER_LIMIT = Decimal("1e12")
# [0-9] and not \d, which digits of other scripts match too; no exponent, no separators.
NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
NOT_FINITE = re.compile(r"[+-]?(nan|inf|infinity)", re.IGNORECASE)
WHOLE = re.compile(r"[+-]?[0-9]{1,9}")
DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
# What no cell may hold: control characters other than tab and line ends, and halves of characters.
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def text(value, limit, required=True):
    """Return the text without outer spaces, or None for an empty cell that may be empty.

    :raises CellError: ``text_empty``, ``text_long``, ``text_characters``
    """
    if UNSTORABLE.search(value):
        raise CellError("text_characters")
    value = value.strip()
    if not value:
        if required:
            raise CellError("text_empty")
        return None
    if len(value) > limit:
        raise CellError("text_long", length=len(value), limit=limit)
    return value


def line(value, limit, required=True):
    """Return a text of one line: line ends and tabs inside become spaces."""
    value = text(value, limit, required)
    return " ".join(value.split()) if value else value


def choice(value, words, required=True):
    """Return the key of one of ``words``; upper and lower case do not matter.

    :raises CellError: ``text_empty``, ``choice_unknown``
    """
    value = line(value, 100, required)
    if value is None:
        return None
    if value in words:
        return words[value]
    for word, key in words.items():
        if word.casefold() == value.casefold():
            return key
    raise CellError("choice_unknown", choices=", ".join(words))


def number(value, required=True, largest=None):
    """Return a Decimal from 0 up to ``largest``, by default below 1,000,000,000,000.

    >>> number("88.31"), number("", required=False)
    (Decimal('88.31'), None)

    :raises CellError: ``number_empty``, ``number_not_finite``, ``number_bad``,
        ``number_negative``, ``number_large``, ``number_over``
    """
    value = value.strip()
    if not value:
        if required:
            raise CellError("number_empty")
        return None
    if NOT_FINITE.fullmatch(value):
        raise CellError("number_not_finite")
    if len(value) > 40:
        raise CellError("number_large" if NUMBER.fullmatch(value) else "number_bad")
    if not NUMBER.fullmatch(value):
        raise CellError("number_bad")
    result = Decimal(value)
    if result < 0:
        raise CellError("number_negative")
    if result >= NUMBER_LIMIT:
        raise CellError("number_large")
    if largest is not None and result > largest:
        raise CellError("number_over", limit=largest)
    return result


def whole(value, smallest, largest, required=True):
    """Return an int within the limits.

    :raises CellError: ``number_empty``, ``whole_bad``
    """
    value = value.strip()
    if not value:
        if required:
            raise CellError("number_empty")
        return None
    if not WHOLE.fullmatch(value) or not smallest <= int(value) <= largest:
        raise CellError("whole_bad", smallest=smallest, largest=largest)
    return int(value)


def day(value, required=True):
    """Return a date written YYYY-MM-DD, from 1900 on.

    :raises CellError: ``date_empty``, ``date_form``, ``date_calendar``
    """
    value = value.strip()
    if not value:
        if required:
            raise CellError("date_empty")
        return None
    match = DAY.fullmatch(value)
    if not match:
        raise CellError("date_form")
    try:
        result = date(*map(int, match.groups()))
    except ValueError as error:
        raise CellError("date_calendar") from error
    if result.year < 1900:
        raise CellError("date_calendar")
    return result


def email(value):
    """Return an e-mail address in lower case, or None for an empty cell.

    :raises CellError: ``email_bad``, and those of :func:`text`
    """
    value = text(value, 254, required=False)
    if value and not EMAIL.fullmatch(value):
        raise CellError("email_bad")
    return value.lower() if value else value
