from odoo import api, models
from odoo.tools import SQL

from ...rules import retention as retention_rules
from ..base import append_only

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
TRIGGERS = append_only.guard("asn_transition", "asn_transition_refuse")


class AsnTransitionDatabase(models.Model):
    """What keeps the history in the database itself: raw SQL changes and deletes no step either."""

    _inherit = "asn.transition"

    def init(self):
        result = super().init()
        self.env.cr.execute(SQL(OBJECTS, retention_rules.ERASED))
        append_only.put_up(self.env, TRIGGERS)
        return result

    @api.model
    def _remove_database_objects(self):
        """Remove what Odoo does not know about, when the addon goes."""
        append_only.take_down(self.env, TRIGGERS, ["asn_transition_refuse"])
