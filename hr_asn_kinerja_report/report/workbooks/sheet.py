"""What a sheet of a workbook holds: where its rows come from, and how they are written."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import SQL

# Rows that travel from PostgreSQL at once: enough to hide the round trips, little memory.
CHUNK = 2000
# A worksheet ends at row 1,048,576; the first one holds the titles.
MAX_ROWS = 1_048_575
# A chart of more bars than this is a wall, not a picture.
MAX_BARS = 60

# Traffic lights for what is rated, greys for what is on its way.
GREEN, LIGHT_GREEN, YELLOW, ORANGE, RED = "#1B7F4B", "#7BC47F", "#F2C14E", "#E8833A", "#C0392B"
GREYS = ("#D9D9D9", "#BFBFBF", "#8C8C8C")
PREDICATE_COLOURS = {
    "very_good": GREEN,
    "good": LIGHT_GREEN,
    "needs_improvement": YELLOW,
    "poor": ORANGE,
    "very_poor": RED,
}
RATING_COLOURS = {"above": GREEN, "meets": LIGHT_GREEN, "below": ORANGE}


class Column(NamedTuple):
    """One column: its title, how to write it, and where it comes from."""

    title: str
    kind: str  # text, integer, number or date
    width: int  # in characters
    sql: SQL
    labels: dict | None = None  # text for each stored key
    colours: dict | None = None  # colour for each stored key; other keys stay white
    bar: bool = False  # a bar behind the number


@dataclass
class Summary:
    """A sheet that counts the rows of another one by one of its columns, with a chart."""

    name: str
    by: str  # title of the column that groups
    split: str = ""  # title of a labelled column: one count for each of its keys
    mean: str = ""  # title of a number column: its mean


@dataclass
class Sheet:
    """A sheet with one row for each row of a query that is narrowed by the reader's rights."""

    name: str
    query: Any  # odoo.tools.Query
    columns: list
    order: SQL
    empty: str  # sentence that stands in a sheet without rows
    numbered: bool = True  # a first column counts the rows
    summary: Summary | None = None
    # A chart below the rows: number columns by colour, and the title of the column of names
    stacked: dict = field(default_factory=dict)
    stacked_by: str = ""
    # Where rows carry ratings: the evaluation they are of, and when they do
    evaluation: SQL | None = None
    rated: SQL | None = None


@dataclass
class Scope:
    """What a workbook is about: rows picked in a list, or periods and units."""

    ids: list | None = None
    periods: Any = None
    units: Any = None
    facts: list = field(default_factory=list)  # for the cover


def stream(env, select, name):
    """Yield the rows of ``select`` through a cursor on the server, a chunk at a time."""
    cursor = SQL.identifier(name)
    env.flush_all()
    env.cr.execute(SQL("DECLARE %s NO SCROLL CURSOR FOR %s", cursor, select))
    while True:
        env.cr.execute(SQL("FETCH %s FROM %s", CHUNK, cursor))
        rows = env.cr.fetchall()
        if not rows:
            break
        yield from rows
    env.cr.execute(SQL("CLOSE %s", cursor))


def iter_rows(env, select, columns, name, lead=0):
    """Yield (leading values, stored values, shown values) of each row of ``select``.

    :param list columns: of the sheet; labels stand in the place of the stored keys
    :param str name: of the cursor
    :param int lead: so many values come before those of the columns
    :raise UserError: there are more rows than a sheet holds
    """
    labelled = [(i, column.labels) for i, column in enumerate(columns) if column.labels]
    for number, values in enumerate(stream(env, select, name), 1):
        if number > MAX_ROWS:
            raise UserError(
                env._(
                    "A sheet holds %(count)s rows. Choose fewer, or a shorter period.",
                    count=MAX_ROWS,
                )
            )
        stored = values[lead:]
        shown = list(stored)
        for index, labels in labelled:
            shown[index] = labels.get(shown[index])
        yield values[:lead], stored, shown


def zone_of(company):
    """Return the time zone of a region."""
    # sudo: a setting of the region, not personal
    return ZoneInfo(company.sudo().asn_tz or "Asia/Jakarta")


def made_facts(env, zone):
    """Return how each cover ends: when, in which time zone and by whom it was made."""
    now = fields.Datetime.now().replace(tzinfo=ZoneInfo("UTC")).astimezone(zone)
    return [
        (env._("Made on"), now.replace(tzinfo=None, microsecond=0)),
        (env._("Time Zone"), zone.key),
        (env._("Made by"), env.user.name),
    ]
