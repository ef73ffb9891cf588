from odoo import api, models
from odoo.tools import SQL

from ...rules import signature as signature_rules
from ..base import append_only

# The heads of each chain stand in a table of their own: they show that rows at the end are gone.
# Each transaction that signs adds one (changing the last one would refuse everybody who waited);
# number 0 also holds how far the scheduled check came. It has no model: nobody reads or writes it
# by the ORM.
OBJECTS = """
    CREATE TABLE IF NOT EXISTS asn_signature_head (
        company_id integer NOT NULL,
        sequence integer NOT NULL DEFAULT 0,
        hash varchar NOT NULL,
        checked_sequence integer NOT NULL DEFAULT 0,
        checked_hash varchar NOT NULL DEFAULT '',
        PRIMARY KEY (company_id, sequence)
    );
    CREATE OR REPLACE FUNCTION asn_signature_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE insufficient_privilege USING MESSAGE =
            'Signatures are append-only: no ' || TG_OP || ' on ' || TG_TABLE_NAME;
    END $$;
    CREATE OR REPLACE FUNCTION asn_signature_head_forward() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (NEW.company_id, NEW.sequence, NEW.hash) IS DISTINCT FROM
           (OLD.company_id, OLD.sequence, OLD.hash) THEN
            RAISE insufficient_privilege USING MESSAGE =
                'The heads of a chain of signatures are append-only';
        END IF;
        RETURN NEW;
    END $$;
"""
# A chain of an earlier version had one head, which moved on.
ONE_HEAD = """
    SELECT FROM pg_constraint
     WHERE conrelid = 'asn_signature_head'::regclass AND contype = 'p'
       AND array_length(conkey, 1) = 1
"""
MANY_HEADS = """
    ALTER TABLE asn_signature_head DROP CONSTRAINT asn_signature_head_pkey;
    ALTER TABLE asn_signature_head ADD PRIMARY KEY (company_id, sequence);
    INSERT INTO asn_signature_head (company_id, sequence, hash)
    SELECT company_id, 0, %s FROM asn_signature_head WHERE sequence > 0
"""
TRIGGERS = {
    **append_only.guard("asn_signature", "asn_signature_refuse"),
    **append_only.guard("asn_signature_head", "asn_signature_refuse", "DELETE"),
    ("asn_signature_head", "asn_append_only_forward"): (
        "BEFORE UPDATE ON asn_signature_head FOR EACH ROW"
        " EXECUTE FUNCTION asn_signature_head_forward()"
    ),
}


class AsnSignatureDatabase(models.Model):
    """What keeps the chain in the database itself: also raw SQL cannot change or delete a row."""

    _inherit = "asn.signature"

    def init(self):
        result = super().init()
        self.env.cr.execute(SQL(OBJECTS))
        if self.env.execute_query(SQL(ONE_HEAD)):
            self.env.cr.execute(SQL(MANY_HEADS, signature_rules.GENESIS))
        append_only.put_up(self.env, TRIGGERS)
        return result

    @api.model
    def _remove_database_objects(self):
        """Remove what Odoo does not know about, when the addon goes."""
        append_only.take_down(
            self.env, TRIGGERS, ["asn_signature_refuse", "asn_signature_head_forward"]
        )
        self.env.cr.execute(SQL("DROP TABLE IF EXISTS asn_signature_head"))
