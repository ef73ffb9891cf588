"""Tables that hold from one day to another.

A regulation that changes leaves old years as they were: the old row stays, a new one follows
it, and the day in question chooses. A table with a gap or an overlap cannot be made.

>>> fee = DatedTable("fee", (
...     Dated(date(2020, 1, 1), date(2022, 12, 31), 5, "Perwal 1/2020"),
...     Dated(date(2023, 1, 1), None, 7, "Perwal 9/2022"),
... ))
>>> fee.on(date(2022, 12, 31)), fee.on(date(2023, 1, 1))
(5, 7)
>>> fee.on(date(2019, 12, 31))
Traceback (most recent call last):
    ...
rules.exceptions.NoRuleInForceError: No rule of the table 'fee' is in force on 2019-12-31.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

from .exceptions import InvalidInputError, NoRuleInForceError, TableError


@dataclass(frozen=True)
class Dated:
    """One row: `value` holds from `valid_from` to `valid_to`, both days included.

    ``valid_to`` is None while no end is known; ``source`` names the article.
    """

    valid_from: date
    valid_to: "date | None"
    value: Any
    source: str


@dataclass(frozen=True)
class DatedTable:
    """Rows in order of time that follow one another without a gap or an overlap.

    :raises TableError: ``table_empty``, ``table_reversed`` (a row ends before it begins),
        ``table_gap``, ``table_overlap`` (also: a row after one without an end)
    """

    name: str
    rows: "tuple[Dated, ...]"

    def __post_init__(self):
        if not self.rows:
            raise TableError(
                "The table '%(table)s' has no row.", code="table_empty", table=self.name
            )
        for row in self.rows:
            if row.valid_to is not None and row.valid_to < row.valid_from:
                raise self._fault(
                    "In '%(table)s' the row of %(day)s ends before it begins.",
                    "table_reversed",
                    row.valid_from,
                )
        for row, following in pairwise(self.rows):
            if row.valid_to is None or following.valid_from <= row.valid_to:
                raise self._fault(
                    "In '%(table)s' two rows hold on %(day)s.",
                    "table_overlap",
                    following.valid_from,
                )
            if following.valid_from > row.valid_to + timedelta(days=1):
                raise self._fault(
                    "In '%(table)s' no row holds on %(day)s.",
                    "table_gap",
                    row.valid_to + timedelta(days=1),
                )

    def _fault(self, template, code, day):
        return TableError(template, code=code, table=self.name, day=day.isoformat())

    def row_on(self, on):
        """Return the row in force on the day `on`.

        :raises NoRuleInForceError: before the first or after the last row
        :raises InvalidInputError: ``not_a_day`` when `on` is no plain date
        """
        on = as_day(on, "The day in question")
        for row in self.rows:
            if row.valid_from <= on and (row.valid_to is None or on <= row.valid_to):
                return row
        raise NoRuleInForceError(self.name, on)

    def on(self, on):
        """Return the value in force on the day `on`; see :meth:`row_on`."""
        return self.row_on(on).value


def as_day(value, name):
    """Return `value` when it is a plain calendar day.

    An instant is refused (``not_a_day``): which day it falls on depends on the time zone, see
    :func:`rules.deadline.local_day`.
    """
    if isinstance(value, datetime) or not isinstance(value, date):
        raise InvalidInputError(
            "%(name)s must be a calendar day, not %(type)s.",
            code="not_a_day",
            name=name,
            type=type(value).__name__,
        )
    return value
