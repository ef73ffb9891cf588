from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import anonymity, feedback
from .asn_feedback import KINDS

NAMELESS_PARTS = ("situation", "effect", "next_step")


class AsnFeedbackAnonymous(models.Model):
    """Feedback without a name: a text about a person and a period, and nothing else.

    No giver, no day, no relation, no result of the plan (few people work on one), no follower, no
    message. When it is shown, and how: ``rules/anonymity.py``. The only way out of the table is
    ``_get_shown``, which gives what was let out in batches, in a fresh order by lot.
    """

    _name = "asn.feedback.anonymous"
    _description = "Feedback without a Name"
    _inherit = ["asn.sealed.mixin"]
    _log_access = False

    employee_id = fields.Many2one("hr.employee", required=True, ondelete="cascade")
    company_id = fields.Many2one("res.company", required=True, ondelete="cascade")
    period_id = fields.Many2one("asn.period", required=True, ondelete="cascade")
    kind = fields.Selection(KINDS, required=True)
    value_id = fields.Many2one("asn.behaviour.value", ondelete="set null")
    situation = fields.Text()
    effect = fields.Text()
    next_step = fields.Text()
    is_shown = fields.Boolean()

    _person_index = models.Index("(employee_id, period_id) WHERE is_shown IS TRUE")
    _waiting_index = models.Index("(period_id, employee_id) WHERE is_shown IS NOT TRUE")

    @api.model
    def _give(self, giver, plan, values):
        """Put down a text; return whether it was taken: each person counts once in a period.

        Nothing is returned that names the row. No error of the database can come up here: it
        would be written to the server's log with the text and the minute.
        """
        period = self._period_of(plan)
        if not self.env["asn.feedback.participation"]._take_part(giver, plan.employee_id, period):
            return False
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_feedback_anonymous (id, employee_id, company_id, period_id, kind,
                       value_id, situation, effect, next_step, is_shown)
                VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, FALSE)
             RETURNING 1
                """,
                self._draw_id(),
                plan.employee_id.id,
                plan.company_id.id,
                period.id,
                values["kind"],
                values.get("value_id") or None,
                *(values.get(part) or None for part in NAMELESS_PARTS),
            )
        )
        return True

    @api.model
    def _period_of(self, plan):
        """Return the evaluation period that runs: the longest one, else the plan's year."""
        plan = plan.sudo()  # sudo: periods are known to all; the plan is not
        today = plan.period_id.today()
        running = plan.period_id.child_ids.filtered(
            lambda period: period.date_start <= today <= period.date_end
        )
        longest = running.sorted(lambda period: period.date_start - period.date_end)
        return longest[:1] or plan.period_id

    @api.model
    def _get_shown(self, plan):
        """Return [{period, texts}] of what was let out about the plan's person in its year.

        The caller has checked that the reader is the person or stands in the line above.
        """
        plan = plan.sudo()  # sudo: see above
        periods = plan.period_id | plan.period_id.child_ids
        rows = self.env.execute_query(
            SQL(
                """
                SELECT period_id, kind, value_id, situation, effect, next_step
                  FROM asn_feedback_anonymous
                 WHERE employee_id = %s AND period_id = ANY(%s) AND is_shown
                """,
                plan.employee_id.id,
                periods.ids,
            )
        )
        values = self.env["asn.behaviour.value"].sudo().browse({row[2] for row in rows if row[2]})
        names = {value.id: value.name for value in values}
        shown = []
        for period in periods.sorted("date_start"):
            texts = [
                {
                    "kind": kind,
                    "about": names.get(value, ""),
                    "situation": situation or "",
                    "effect": effect or "",
                    "next_step": next_step or "",
                }
                for number, kind, value, situation, effect, next_step in rows
                if number == period.id
            ]
            if anonymity.may_show(len(texts), anonymity.MINIMUM):
                shown.append(
                    {
                        "id": period.id,
                        "period": period.name,
                        "texts": anonymity.shuffled(texts),
                        "counts": {
                            kind: sum(text["kind"] == kind for text in texts)
                            for kind in feedback.KINDS
                        },
                    }
                )
        return shown

    # ------------------------------------------------------------------
    # Once a week
    # ------------------------------------------------------------------

    @api.model
    def _cron_show(self):
        """Let out what has gathered to a batch; of periods that are over, forget the rest.

        Once a week, never when somebody gives: see ``rules/anonymity.py``.
        """
        groups = self.env.execute_query(
            SQL(
                """
                SELECT text.employee_id, text.period_id, company.asn_feedback_minimum, count(*)
                  FROM asn_feedback_anonymous AS text
                  JOIN res_company AS company ON company.id = text.company_id
                 WHERE text.is_shown IS NOT TRUE
              GROUP BY 1, 2, 3
                """
            )
        )
        # One text is one giver: each counts once for a person and period.
        ready = [
            (employee, period)
            for employee, period, minimum, givers in groups
            if anonymity.may_release(givers, minimum)
        ]
        if ready:
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE asn_feedback_anonymous AS text SET is_shown = TRUE
                      FROM unnest(%s::int[], %s::int[]) AS ready(employee, period)
                     WHERE text.employee_id = ready.employee AND text.period_id = ready.period
                    """,
                    *map(list, zip(*ready, strict=True)),
                )
            )
        self._forget_closed()

    @api.model
    def _forget_closed(self):
        """Delete what no batch will take any more, and the marks of who took part."""
        over = [
            row[0]
            for row in self.env.execute_query(
                SQL("SELECT DISTINCT period_id FROM asn_feedback_participation")
            )
        ]
        periods = self.env["asn.period"].sudo().browse(over)  # sudo: a job of the server
        ended = periods.filtered(lambda period: period.today() > period.date_end)
        if not ended:
            return
        self.env.cr.execute(
            SQL(
                "DELETE FROM asn_feedback_anonymous"
                " WHERE period_id = ANY(%s) AND is_shown IS NOT TRUE",
                ended.ids,
            )
        )
        self.env.cr.execute(
            SQL("DELETE FROM asn_feedback_participation WHERE period_id = ANY(%s)", ended.ids)
        )


class AsnFeedbackParticipation(models.Model):
    """That somebody has given feedback without a name, so that each person counts once.

    Instead of person and subject there is a mark from which neither can be read without trying
    all people with the secret of the database (``rules/anonymity.py``). There is no time and no
    link to the text. When the period is over, the marks are deleted.
    """

    _name = "asn.feedback.participation"
    _description = "Took Part without a Name"
    _inherit = ["asn.sealed.mixin"]
    _log_access = False

    period_id = fields.Many2one("asn.period", required=True, index=True, ondelete="cascade")
    mark = fields.Char(required=True)

    _mark_unique = models.UniqueIndex("(mark)", "Counted already.")

    @api.model
    def _take_part(self, giver, subject, period):
        """Return whether this is the first text of the giver about the subject in the period."""
        # sudo: the secret never leaves the server
        secret = self.env["ir.config_parameter"].sudo().get_param("database.secret")
        mark = anonymity.participation_key(secret, giver.id, subject.id, period.id)
        return bool(
            self.env.execute_query(
                SQL(
                    """
                    INSERT INTO asn_feedback_participation (id, period_id, mark)
                    VALUES (%s, %s, %s) ON CONFLICT (mark) DO NOTHING RETURNING 1
                    """,
                    self._draw_id(),
                    period.id,
                    mark,
                )
            )
        )
