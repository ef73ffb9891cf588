from odoo import api, models
from odoo.tools import SQL

from ..base import append_only

# Rows that one step of the clean-up removes; it is called again while there are more.
BATCH = 50000

# A row may be counted on, may lose the login of somebody who was deleted, may follow the login of
# the person it is about, and may take over what its evaluation says as the name: no name any more
# once the retention of that is over. It goes when the time of its region is over, not before.
OBJECTS = """
    CREATE OR REPLACE FUNCTION asn_access_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            IF NEW.count >= OLD.count AND NEW.date_last >= OLD.date_last
               AND (NEW.reader_id IS NULL OR NEW.reader_id = OLD.reader_id)
               AND (NEW.user_id IS NULL OR NEW.user_id = OLD.user_id OR NEW.user_id =
                    (SELECT user_id FROM hr_employee WHERE id = OLD.employee_id))
               AND (NEW.employee_name IS NOT DISTINCT FROM OLD.employee_name OR NEW.employee_name =
                    (SELECT employee_name FROM asn_evaluation WHERE id = OLD.evaluation_id))
               AND (NEW.id, NEW.evaluation_id, NEW.employee_id, NEW.unit_id, NEW.period_id,
                    NEW.company_id, NEW.reader_name, NEW.reader_role, NEW.kind,
                    NEW.day, NEW.date_first)
                   IS NOT DISTINCT FROM
                   (OLD.id, OLD.evaluation_id, OLD.employee_id, OLD.unit_id, OLD.period_id,
                    OLD.company_id, OLD.reader_name, OLD.reader_role, OLD.kind,
                    OLD.day, OLD.date_first) THEN
                RETURN NEW;
            END IF;
        ELSIF TG_OP = 'DELETE' THEN
            IF OLD.day < CURRENT_DATE - make_interval(months => COALESCE(
                   (SELECT asn_access_log_months FROM res_company WHERE id = OLD.company_id), 24))
            THEN
                RETURN OLD;
            END IF;
        END IF;
        RAISE insufficient_privilege USING MESSAGE =
            'Who read ratings is append-only: no ' || TG_OP || ' on ' || TG_TABLE_NAME;
    END $$;
"""
TRIGGERS = append_only.guard("asn_access_log", "asn_access_log_refuse")


class AsnAccessLogDatabase(models.Model):
    """What keeps the rows in the database itself, and what removes those whose time is over."""

    _inherit = "asn.access.log"

    def init(self):
        result = super().init()
        self.env.cr.execute(SQL(OBJECTS))
        append_only.put_up(self.env, TRIGGERS)
        return result

    @api.model
    def _remove_database_objects(self):
        """Remove what Odoo does not know about, when the addon goes."""
        append_only.take_down(self.env, TRIGGERS, ["asn_access_log_refuse"])

    @api.autovacuum
    def _gc_access_log(self):
        """Remove the rows whose time is over, by the setting of their region."""
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM asn_access_log WHERE id IN (
                    SELECT log.id
                      FROM res_company AS region
                      JOIN asn_access_log AS log ON log.company_id = region.id
                       AND log.day < CURRENT_DATE - make_interval(
                               months => COALESCE(region.asn_access_log_months, 24))
                     LIMIT %s)
                """,
                BATCH,
            )
        )
        count = self.env.cr.rowcount
        self.invalidate_model(flush=False)
        return count, count == BATCH
