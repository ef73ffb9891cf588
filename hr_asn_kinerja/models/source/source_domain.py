"""Conditions of a rule, read as plain values and checked against what is allowed."""

import ast
import re

from odoo.fields import Date, Domain

LONGEST = 4000
MOST_CONDITIONS = 50
MOST_VALUES = 1000
LOGIC = ("&", "|", "!")
COMPARISONS = ("=", "!=", "in", "not in")
ORDER = ("<", ">", "<=", ">=")
WORDS = ("like", "ilike", "not like", "not ilike", "=like", "=ilike")
# kind of field -> comparisons. A link is compared by number only: words would search the names of
# another model.
OPERATORS = {
    "many2one": COMPARISONS,
    "boolean": COMPARISONS,
    "selection": COMPARISONS,
    "char": COMPARISONS + WORDS,
    "text": COMPARISONS + WORDS,
    "integer": COMPARISONS + ORDER,
    "float": COMPARISONS + ORDER,
    "monetary": COMPARISONS + ORDER,
    "date": COMPARISONS + ORDER,
    "datetime": COMPARISONS + ORDER,
}


# Days as the editor writes them: of the calendar, or counted from today.
DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T][0-9]{2}:[0-9]{2}:[0-9]{2})?")
RELATIVE = re.compile(
    r"(today|now)?( ?([+-][0-9]{1,4}[dwmyHMS]|=[0-9]{1,4}[dwmyHMS]|=[a-z_]{1,20}))*"
)


class DomainProblem(Exception):
    """The conditions are refused; ``code`` and ``field`` say why."""

    def __init__(self, code, field=""):
        self.code = code
        self.field = field
        super().__init__(f"{code} {field}")


def parse(text, kinds):
    """Return the :class:`Domain` of a text that holds plain values only.

    :param text: a domain as the editor writes it, for example ``[("state", "=", "done")]``
    :param kinds: {field that is allowed: its kind}
    :raises DomainProblem: ``unreadable``, ``long``, ``path``, ``field``, ``operator``, ``value``
    """
    text = (text or "[]").strip() or "[]"
    if len(text) > LONGEST:
        raise DomainProblem("long")
    try:
        # Values only: names, calls and attributes are no literals.
        parts = ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise DomainProblem("unreadable") from error
    if not isinstance(parts, (list, tuple)):
        raise DomainProblem("unreadable")
    if len(parts) > 2 * MOST_CONDITIONS:
        raise DomainProblem("long")
    for part in parts:
        _check_part(part, kinds)
    try:
        return Domain([part if isinstance(part, str) else tuple(part) for part in parts])
    except (ValueError, TypeError) as error:
        raise DomainProblem("unreadable") from error


def _check_part(part, kinds):
    if isinstance(part, str):
        if part not in LOGIC:
            raise DomainProblem("unreadable")
        return
    if not isinstance(part, (list, tuple)) or len(part) != 3:
        raise DomainProblem("unreadable")
    name, operator, value = part
    if not isinstance(name, str) or not isinstance(operator, str):
        raise DomainProblem("unreadable")
    if "." in name:
        raise DomainProblem("path", name)
    if name not in kinds:
        raise DomainProblem("field", name)
    kind = kinds[name]
    if operator not in OPERATORS.get(kind, ()):
        raise DomainProblem("operator", name)
    _check_value(name, kind, operator, value)


def _check_value(name, kind, operator, value):
    is_list = operator in ("in", "not in")
    if is_list != isinstance(value, (list, tuple)):
        raise DomainProblem("value", name)
    values = value if is_list else (value,)
    if len(values) > MOST_VALUES:
        raise DomainProblem("long")
    for one in values:
        if one is False or (kind == "boolean" and one is True):
            continue
        wanted = {
            "many2one": int,
            "integer": int,
            "float": (int, float),
            "monetary": (int, float),
        }.get(kind, str)
        if kind == "boolean" or isinstance(one, bool) or not isinstance(one, wanted):
            raise DomainProblem("value", name)
        if isinstance(one, str) and ("\x00" in one or len(one) > 500):
            raise DomainProblem("value", name)
        if kind in ("date", "datetime") and not _is_day(one):
            raise DomainProblem("value", name)
        if not isinstance(one, str) and not abs(one) < 2**31:
            raise DomainProblem("value", name)


def _is_day(value):
    match = DAY.fullmatch(value)
    if not match:
        return bool(value and RELATIVE.fullmatch(value))
    try:
        return bool(Date.to_date(match.group(1)))
    except ValueError:
        return False
