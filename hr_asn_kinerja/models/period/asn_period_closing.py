from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class AsnPeriodClosing(models.Model):
    """Closes a period: its documents are locked for good, in one statement."""

    _inherit = "asn.period"

    def action_close(self):
        """Close the periods: their documents are locked for good."""
        self._check_manage()
        for period in self.sudo():
            if period.state == "closed":
                continue
            if period.state != "open":
                raise UserError(self.env._("Only an open period can be closed."))
            if period.child_ids.filtered(lambda child: child.state != "closed"):
                raise UserError(
                    self.env._("Close the evaluation periods of %s first.", period.name)
                )
            period._log_step("close", "open", "closed")
            period.write({"state": "closed"})
            period._close_documents()
        return True

    def _close_documents(self):
        """Lock the documents of a closed period in one statement per table."""
        self.env.flush_all()
        table, states = (
            ("asn_skp", ["agreed"])
            if self.kind == "year"
            else ("asn_evaluation", ["released", "acknowledged", "final"])
        )
        field = SQL("skp_id" if self.kind == "year" else "evaluation_id")
        self.env.execute_query(
            SQL(
                """
                WITH locked AS (
                    UPDATE %(table)s AS document
                       SET state = 'closed', write_uid = %(uid)s,
                           write_date = now() AT TIME ZONE 'UTC'
                      FROM %(table)s AS before
                     WHERE document.period_id = %(period)s AND document.state = ANY(%(states)s)
                       AND before.id = document.id
                 RETURNING document.id, before.state)
                INSERT INTO asn_transition (%(field)s, action, state_from, state_to, user_id, date)
                SELECT id, 'close', state, 'closed', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM locked
             RETURNING 1
                """,
                table=SQL.identifier(table),
                uid=self.env.uid,
                period=self.id,
                states=states,
                field=field,
            )
        )
        self.env.invalidate_all()
