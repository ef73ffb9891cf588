"""Triggers that keep rows in the database itself, whoever would change them there."""

from odoo.tools import SQL

ROWS, TABLE = "asn_append_only_rows", "asn_append_only_table"


def guard(table, function, operations="UPDATE OR DELETE"):
    """Return the triggers of a table whose rows are only added, as :func:`put_up` takes them."""
    call = f"EXECUTE FUNCTION {function}()"
    return {
        (table, ROWS): f"BEFORE {operations} ON {table} FOR EACH ROW {call}",
        (table, TABLE): f"BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}",
    }


def put_up(env, triggers):
    """Put triggers up that are not there yet: {(table, name): event and function, as SQL}."""
    for (table, name), event in triggers.items():
        # Asked first: putting a trigger up anew would lock the table at every upgrade.
        found = env.execute_query(
            SQL("SELECT FROM pg_trigger WHERE tgname = %s AND tgrelid = %s::regclass", name, table)
        )
        if not found:
            env.cr.execute(SQL("CREATE TRIGGER %s %s", SQL.identifier(name), SQL(event)))


def take_down(env, triggers, functions):
    """Remove triggers, and then the functions they called: Odoo does not know about either."""
    for table, name in triggers:
        env.cr.execute(
            SQL("DROP TRIGGER IF EXISTS %s ON %s", SQL.identifier(name), SQL.identifier(table))
        )
    for name in functions:
        env.cr.execute(SQL("DROP FUNCTION IF EXISTS %s()", SQL.identifier(name)))
