from odoo import api, models
from odoo.tools import SQL

from ...rules import retention as retention_rules

# The reason may go when the retention is over. What builds a year that never was (the
# demonstration) says so in its own transaction, and then the day alone may be set.
OBJECTS = """
    CREATE OR REPLACE FUNCTION asn_transition_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF to_jsonb(NEW) - 'reason' = to_jsonb(OLD) - 'reason'
               AND (NEW.reason IS NOT DISTINCT FROM OLD.reason OR NEW.reason = %s) THEN
                RETURN NEW;
            END IF;
            IF current_setting('asn.history', TRUE) = 'made up'
               AND to_jsonb(NEW) - 'date' = to_jsonb(OLD) - 'date' THEN
                RETURN NEW;
            END IF;
        END IF;
        RAISE insufficient_privilege USING MESSAGE =
            'The history of steps is append-only: no ' || TG_OP || ' on ' || TG_TABLE_NAME;
    END $$;
"""
TRIGGERS = {
    "asn_append_only_rows": (
        "BEFORE UPDATE OR DELETE ON asn_transition FOR EACH ROW"
        " EXECUTE FUNCTION asn_transition_refuse()"
    ),
    "asn_append_only_table": (
        "BEFORE TRUNCATE ON asn_transition FOR EACH STATEMENT"
        " EXECUTE FUNCTION asn_transition_refuse()"
    ),
}


class AsnTransitionDatabase(models.Model):
    """What keeps the history in the database itself: raw SQL changes and deletes no step either."""

    _inherit = "asn.transition"

    def init(self):
        result = super().init()
        self.env.cr.execute(SQL(OBJECTS, retention_rules.ERASED))
        for name, event in TRIGGERS.items():
            # Asked first: putting a trigger up anew would lock the table at every upgrade.
            found = self.env.execute_query(
                SQL(
                    "SELECT FROM pg_trigger WHERE tgname = %s"
                    " AND tgrelid = 'asn_transition'::regclass",
                    name,
                )
            )
            if not found:
                self.env.cr.execute(SQL("CREATE TRIGGER %s %s", SQL.identifier(name), SQL(event)))
        return result

    @api.model
    def _remove_database_objects(self):
        """Remove what Odoo does not know about, when the addon goes."""
        for name in TRIGGERS:
            self.env.cr.execute(
                SQL("DROP TRIGGER IF EXISTS %s ON asn_transition", SQL.identifier(name))
            )
        self.env.cr.execute(SQL("DROP FUNCTION IF EXISTS asn_transition_refuse()"))
