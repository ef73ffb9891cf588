"""Thousands of rows in one statement."""

import json

from psycopg2.extras import Json

from odoo.tools import SQL

CHUNK = 20000
# After so many new rows the database looks at the table again. It keeps the way in which it checks
# references from the first row on, and in a small table that is to read all of it.
FIRST_CHUNK = 1000


def new_ids(env, table, count):
    """Return ``count`` unused ids of a table."""
    rows = env.execute_query(
        SQL(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            table,
            count,
        )
    )
    return [row[0] for row in rows]


def insert(env, table, columns, pattern=None):
    """Insert rows given column by column, with author and time where the table has them.

    :param columns: {column: (type in PostgreSQL, list of values)}
    :param pattern: {column: value as JSON} for all other columns of the table
    """
    size = len(next(iter(columns.values()))[1])
    stamps = _stamps(env, table)
    start = 0
    while start < size:
        end = start + (CHUNK if start or size <= 2 * FIRST_CHUNK else FIRST_CHUNK)
        _insert(env, table, columns, slice(start, end), pattern or {}, stamps)
        if end == FIRST_CHUNK or (end >= size > FIRST_CHUNK):
            analyze(env, table)
        start = end


def analyze(env, table):
    """Let the database count the rows of a table that were written but not yet committed."""
    env.cr.execute(SQL("ANALYZE %s", SQL.identifier(table)))


def _insert(env, table, columns, part, pattern, stamps):
    others = [name for name in pattern if name not in columns and name not in stamps]
    env.cr.execute(
        SQL(
            """
            INSERT INTO %(table)s (%(names)s)
            SELECT %(values)s
              FROM unnest(%(arrays)s) AS data(%(own)s)
        CROSS JOIN jsonb_populate_record(NULL::%(table)s, %(pattern)s::jsonb) AS pattern
            """,
            table=SQL.identifier(table),
            names=SQL(", ").join(SQL.identifier(name) for name in (*columns, *stamps, *others)),
            values=SQL(", ").join(
                [
                    *(SQL.identifier("data", name) for name in columns),
                    *stamps.values(),
                    *(SQL.identifier("pattern", name) for name in others),
                ]
            ),
            arrays=SQL(", ").join(
                # sql: the type of a column, a constant of the calling code
                SQL("%s::" + kind + "[]", values[part])
                for kind, values in columns.values()
            ),
            own=SQL(", ").join(SQL.identifier(name) for name in columns),
            pattern=Json(pattern, dumps=lambda value: json.dumps(value, default=str)),
        )
    )


def update(env, table, columns):
    """Set columns of many rows; the first column is the key.

    :param columns: {column: (type in PostgreSQL, list of values)}
    """
    key, *names = columns
    size = len(columns[key][1])
    for start in range(0, size, CHUNK):
        part = slice(start, start + CHUNK)
        env.cr.execute(
            SQL(
                "UPDATE %(table)s AS target SET %(sets)s"
                " FROM unnest(%(arrays)s) AS data(%(own)s) WHERE target.%(key)s = data.%(key)s",
                table=SQL.identifier(table),
                sets=SQL(", ").join(
                    SQL("%s = %s", SQL.identifier(name), SQL.identifier("data", name))
                    for name in names
                ),
                arrays=SQL(", ").join(
                    # sql: the type of a column, a constant of the calling code
                    SQL("%s::" + kind + "[]", values[part])
                    for kind, values in columns.values()
                ),
                own=SQL(", ").join(SQL.identifier(name) for name in columns),
                key=SQL.identifier(key),
            )
        )


def _stamps(env, table):
    names = {
        row[0]
        for row in env.execute_query(
            SQL(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
                " AND NOT attisdropped",
                table,
            )
        )
    }
    stamps = {
        "create_uid": SQL("%s", env.uid),
        "create_date": SQL("(now() AT TIME ZONE 'UTC')"),
        "write_uid": SQL("%s", env.uid),
        "write_date": SQL("(now() AT TIME ZONE 'UTC')"),
    }
    return {name: value for name, value in stamps.items() if name in names}
