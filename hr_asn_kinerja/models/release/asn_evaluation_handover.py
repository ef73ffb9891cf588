import logging

from odoo import api, fields, models
from odoo.tools import SQL, format_date

_logger = logging.getLogger(__name__)

TELL_SIZE = 200
RECEIPT_SIZE = 1000


class AsnEvaluationHandover(models.Model):
    """Tells people of their results, reminds them, and notes what nobody opened or signed.

    Everything goes in batches in the background, and what was done stands on the evaluation in the
    same transaction: a second run on a day, or one after a broken run, does what is missing.
    """

    _inherit = "asn.evaluation"

    # ------------------------------------------------------------------
    # Telling (threat M05: never while the evaluator waits)
    # ------------------------------------------------------------------

    @api.model
    def _cron_tell_released(self):
        """Tell everybody whose result was released and who was not told yet."""
        while True:
            done, remaining = self._tell_batch()
            if not self.env["ir.cron"]._commit_progress(done, remaining=remaining) or not done:
                return

    @api.model
    def _tell_batch(self, size=TELL_SIZE):
        """Tell the next people; return (how many, how many are left at least)."""
        evaluations = self.search(
            [("state", "=", "released"), ("date_told", "=", False)], order="id", limit=size + 1
        )
        batch = evaluations[:size]
        if not batch:
            return 0, 0
        batch = batch.try_lock_for_update()
        for company, found in batch.grouped("company_id").items():
            if company.asn_receipt_mail:
                found._tell()
        # Not by write(): this is no change that anybody made to the evaluation
        self._stamp(batch, "date_told", fields.Datetime.now())
        return len(batch), len(evaluations) - len(batch)

    def _tell(self):
        """Send a message or an e-mail to each person, in the own language, without any rating."""
        for evaluation in self.filtered("user_id.active"):
            user = evaluation.user_id
            if user.notification_type == "email" and not user.email:
                continue
            lang = user.lang
            reader = evaluation.with_context(lang=lang, mail_notify_force_send=False)
            reader.message_notify(
                partner_ids=user.partner_id.ids,
                subject=reader.env._("Your result of %s is there", evaluation.period_id.name),
                body=reader.env._(
                    "Your evaluation of %s was released. Open it, read it and confirm that you "
                    "received it. If you see something differently, talk with your evaluator; you "
                    "may also object.",
                    evaluation.period_id.name,
                ),
                email_layout_xmlid="mail.mail_notification_light",
            )

    @api.model
    def _stamp(self, evaluations, name, value):
        if evaluations:
            self.env.flush_all()
            self.env.cr.execute(
                SQL(
                    "UPDATE asn_evaluation SET %s = %s WHERE id = ANY(%s)",
                    SQL.identifier(name),
                    value,
                    evaluations.ids,
                )
            )
            evaluations.invalidate_recordset([name])

    # ------------------------------------------------------------------
    # Nightly: receipt by rule, unsigned, reminders
    # ------------------------------------------------------------------

    @api.model
    def _cron_receipts(self):
        """Go through every region; what is done is kept batch by batch."""
        years = self.env["asn.period"].search([("kind", "=", "year"), ("state", "!=", "draft")])
        for company in years.company_id:
            today = self.env["asn.period"]._local_today(company)
            for step in self._receipt_steps():
                while True:
                    done = step(company, today)
                    if not self.env["ir.cron"]._commit_progress(done):
                        return
                    if done < RECEIPT_SIZE:
                        break

    @api.model
    def _receipt_steps(self):
        """Return what is done each night, in this order; for rooms that have more to do."""
        return [self._receive_batch, self._unsigned_batch, self._remind_batch]

    @api.model
    def _sql_released_day(self, company):
        return SQL(
            "(date_released AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
            company.asn_tz or "Asia/Jakarta",
        )

    @api.model
    def _receive_batch(self, company, today, size=RECEIPT_SIZE):
        """What nobody opened counts as received so many days after its release."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE asn_evaluation AS evaluation
                   SET date_received = %(day)s + %(days)s, received_how = 'rule'
                  FROM (SELECT id FROM asn_evaluation
                         WHERE company_id = %(company)s AND state = 'released'
                           AND date_received IS NULL AND %(day)s + %(days)s <= %(today)s
                      ORDER BY id LIMIT %(size)s FOR UPDATE SKIP LOCKED) AS found
                 WHERE evaluation.id = found.id
             RETURNING evaluation.id
                """,
                day=self._sql_released_day(company),
                days=company.asn_receipt_days,
                company=company.id,
                today=today,
                size=size,
            )
        )
        self.invalidate_model(["date_received", "received_how"])
        return len(rows)

    @api.model
    def _unsigned_batch(self, company, today, size=RECEIPT_SIZE):
        """What nobody signed in the days given stands with a note; the system takes the step."""
        if not company.asn_unsigned_days:
            return 0
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH found AS (
                    SELECT id FROM asn_evaluation
                     WHERE company_id = %(company)s AND state = 'released'
                       AND date_received + %(days)s <= %(today)s
                  ORDER BY id LIMIT %(size)s FOR UPDATE SKIP LOCKED),
                noted AS (
                    UPDATE asn_evaluation AS evaluation
                       SET state = 'acknowledged', date_unsigned = %(today)s,
                           write_uid = %(uid)s, write_date = %(now)s
                      FROM found
                     WHERE evaluation.id = found.id
                 RETURNING evaluation.id)
                INSERT INTO asn_transition (evaluation_id, action, state_from, state_to, user_id,
                                            date)
                SELECT id, 'stand_unsigned', 'released', 'acknowledged', %(uid)s, %(now)s
                  FROM noted
              ORDER BY id
             RETURNING evaluation_id
                """,
                company=company.id,
                days=company.asn_unsigned_days,
                today=today,
                size=size,
                uid=self.env.uid,
                now=fields.Datetime.now(),
            )
        )
        if rows:
            self.env.invalidate_all()
            kind = self.env.ref("hr_asn_kinerja.mail_activity_type_acknowledge")
            self.env["mail.activity"].search(
                [
                    ("res_model", "=", self._name),
                    ("res_id", "in", [row[0] for row in rows]),
                    ("activity_type_id", "=", kind.id),
                    ("automated", "=", True),
                ]
            ).unlink()
        return len(rows)

    @api.model
    def _remind_batch(self, company, today, size=RECEIPT_SIZE):
        """Write the reminder on the activity of those who have not acknowledged."""
        every = company.asn_receipt_reminder_days
        if not every:
            return 0
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE asn_evaluation AS evaluation SET date_receipt_reminded = %(today)s
                  FROM (SELECT id FROM asn_evaluation
                         WHERE company_id = %(company)s AND state = 'released'
                           AND COALESCE(date_receipt_reminded, %(day)s) + %(every)s <= %(today)s
                      ORDER BY id LIMIT %(size)s FOR UPDATE SKIP LOCKED) AS found
                 WHERE evaluation.id = found.id
             RETURNING evaluation.id
                """,
                day=self._sql_released_day(company),
                every=every,
                company=company.id,
                today=today,
                size=size,
            )
        )
        self.invalidate_model(["date_receipt_reminded"])
        if rows:
            self._remind_activities(self.browse(row[0] for row in rows), today)
        return len(rows)

    @api.model
    def _remind_activities(self, evaluations, today):
        """Say on the open activity, in each person's language, that the result still waits."""
        kind = self.env.ref("hr_asn_kinerja.mail_activity_type_acknowledge")
        installed = dict(self.env["res.lang"].get_installed())
        open_ones = self.env["mail.activity"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", evaluations.ids),
                ("activity_type_id", "=", kind.id),
            ]
        )
        # Marking the activity as done is no acknowledgement.
        self._add_acknowledge_activities(evaluations - self.browse(open_ones.mapped("res_id")))
        by_lang = {}
        for evaluation in evaluations.filtered("user_id"):
            lang = evaluation.user_id.lang
            key = lang if lang in installed else self.env.user.lang or "en_US"
            by_lang.setdefault(key, []).append(evaluation.id)
        for lang, ids in by_lang.items():
            env = self.with_context(lang=lang).env
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE mail_activity SET summary = %s
                     WHERE res_model = 'asn.evaluation' AND active AND activity_type_id = %s
                       AND res_id = ANY(%s)
                    """,
                    env._(
                        "Reminder of %s: read your result and confirm that you received it",
                        format_date(env, today),
                    ),
                    kind.id,
                    ids,
                )
            )
        self.env["mail.activity"].invalidate_model(["summary"])
