from odoo import api, models
from odoo.tools import SQL

from ...rules import anonymity, workflow
from ...rules import round as rules

BATCH_SIZE = 50


class AsnFeedbackRoundClosing(models.Model):
    """Closes rounds whose day has passed, and seals what was said in them."""

    _inherit = "asn.feedback.round"

    @api.model
    def _cron_rounds(self):
        """Every night: open rounds by rule, close those whose day has passed, remind."""
        cron = self.env["ir.cron"]
        for done in self.env["asn.feedback.round.rule"]._open_due_rounds():
            if not cron._commit_progress(done):
                return
        for done, left in self._close_due_rounds():
            if not cron._commit_progress(done, remaining=left):
                return
        for done in self._remind_givers():
            if not cron._commit_progress(done):
                return

    @api.model
    def _close_due_rounds(self):
        """Close batch by batch; yield (closed, left) after each."""
        for company in self.env["res.company"].search([]):
            today = self.env["asn.period"]._local_today(company)
            due = self.with_company(company).search(
                [
                    ("company_id", "=", company.id),
                    ("state", "=", "answering"),
                    ("date_due", "<", today),
                ]
            )
            for start in range(0, len(due), BATCH_SIZE):
                batch = due[start : start + BATCH_SIZE].try_lock_for_update()
                batch._close_as_system()
                yield len(batch), max(len(due) - start - BATCH_SIZE, 0)

    def _close_as_system(self):
        step = workflow.find(rules.STEPS, "answering", "close", {workflow.SYSTEM})
        for record in self:
            record._workflow_apply(step, None)

    # ------------------------------------------------------------------
    # What is left of a round. Both run as superuser.
    # ------------------------------------------------------------------

    def _seal(self):
        """Write the answers anew in one statement, in an order by lot; forget who took part."""
        self.env.flush_all()
        names = ("round_id", "relation", "value_id", "score", "reason")
        rows = self.env.execute_query(
            SQL(
                "DELETE FROM asn_feedback_round_answer WHERE round_id = ANY(%s)"
                " RETURNING round_id, relation, value_id, score, reason",
                self.ids,
            )
        )
        rows = anonymity.shuffled(rows)
        if rows:
            columns = dict(zip(names, zip(*rows, strict=True), strict=True))
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO asn_feedback_round_answer
                           (id, round_id, relation, value_id, score, reason)
                    SELECT * FROM unnest(%s::int[], %s::int[], %s::varchar[], %s::int[],
                                         %s::int[], %s::text[])
                 RETURNING 1
                    """,
                    self._draw_ids("asn_feedback_round_answer", len(rows)),
                    *(list(columns[name]) for name in names),
                )
            )
        self._forget_participation()

    def _forget(self):
        """Take away all that was said in a round that is stopped."""
        self.env.flush_all()
        for table in ("asn_feedback_round_answer", "asn_feedback_round_assessment"):
            self.env.execute_query(
                SQL(
                    "DELETE FROM %s WHERE round_id = ANY(%s) RETURNING 1",
                    SQL.identifier(table),
                    self.ids,
                )
            )
        self._forget_participation()

    def _forget_participation(self):
        self.env.execute_query(
            SQL(
                "DELETE FROM asn_feedback_round_participation AS part"
                " USING asn_feedback_round_nominee AS nominee"
                " WHERE nominee.id = part.nominee_id AND nominee.round_id = ANY(%s) RETURNING 1",
                self.ids,
            )
        )

    def _count_givers(self):
        """Return {round: {relation: number of people without a name who answered}}.

        For the sums only; whoever shows it goes through ``rules/round.py``.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT round_id, relation, max(number)
                  FROM (SELECT round_id, relation, value_id, count(*) AS number
                          FROM asn_feedback_round_answer WHERE round_id = ANY(%s)
                      GROUP BY round_id, relation, value_id) AS per_value
              GROUP BY round_id, relation
                """,
                self.ids,
            )
        )
        found = {record.id: dict.fromkeys(rules.ANONYMOUS, 0) for record in self}
        for number, relation, count in rows:
            found[number][relation] = count
        return found
