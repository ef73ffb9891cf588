from markupsafe import Markup, escape

from odoo import Command, api, models
from odoo.tools import SQL, format_date

ANSWER = "hr_asn_kinerja.mail_activity_type_round_answer"
REMIND_DAYS = (3, 0)
MAILS_AT_ONCE = 200


class AsnFeedbackRoundNotice(models.Model):
    """Tells givers that they are asked: one activity each, and a mail before the day.

    The activity belongs to no document, so nobody but the giver finds it. The mail goes to
    everybody who was asked, whether he or she has answered or not: it tells nothing about that.
    """

    _inherit = "asn.feedback.round"

    def _refresh_notices(self):
        """Give the givers of these rounds the activity that fits now. Runs as superuser."""
        nominees = self.env["asn.feedback.round.nominee"].search([("round_id", "in", self.ids)])
        self._renew_activities(nominees.user_id)

    @api.model
    def _renew_activities(self, users):
        """Replace the activity of each of ``users`` by one that counts what is left to answer."""
        if not users:
            return
        self.env.flush_all()
        kind = self.env.ref(ANSWER)
        # sudo: the own reminders of these users, kept by the server
        activities = self.env["mail.activity"].sudo()
        activities.search(
            [("user_id", "in", users.ids), ("activity_type_id", "=", kind.id)]
        ).unlink()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT nominee.user_id, count(*), min(record.date_due)
                  FROM asn_feedback_round_nominee AS nominee
                  JOIN asn_feedback_round AS record
                    ON record.id = nominee.round_id AND record.state = 'answering'
                 WHERE nominee.user_id = ANY(%s) AND nominee.state = 'asked'
                   AND NOT EXISTS (SELECT FROM asn_feedback_round_participation AS part
                                    WHERE part.nominee_id = nominee.id)
              GROUP BY nominee.user_id
              ORDER BY nominee.user_id
                """,
                users.ids,
            )
        )
        note = Markup('<p><a href="/odoo/round-answers">%s</a></p>')
        values = []
        for number, count, due in rows:
            # sudo: the language of whoever is asked
            user = self.env["res.users"].sudo().browse(number)
            told = self.with_context(lang=user.lang or self.env.lang)
            values.append(
                {
                    "activity_type_id": kind.id,
                    "user_id": number,
                    "date_deadline": due,
                    "automated": True,
                    "summary": told.env._("360 round: %s to answer", count),
                    "note": note % told.env._("Open “To Answer”"),
                }
            )
        activities.create(values)

    @api.model
    def _remind_givers(self):
        """Send one mail to everybody who is asked and whose day is near; yield how many."""
        self.env.flush_all()
        for company in self.env["res.company"].search([("asn_reminder_mail", "=", True)]):
            today = self.env["asn.period"]._local_today(company)
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT login.id, min(record.date_due)
                      FROM asn_feedback_round AS record
                      JOIN asn_feedback_round_nominee AS nominee
                        ON nominee.round_id = record.id AND nominee.state = 'asked'
                      JOIN res_users AS login ON login.id = nominee.user_id AND login.active
                     WHERE record.state = 'answering' AND record.company_id = %(company)s
                       AND record.date_due - %(today)s::date = ANY(%(days)s)
                  GROUP BY login.id
                  ORDER BY login.id
                    """,
                    company=company.id,
                    today=today,
                    days=list(REMIND_DAYS),
                )
            )
            for start in range(0, len(rows), MAILS_AT_ONCE):
                part = rows[start : start + MAILS_AT_ONCE]
                self._send_reminders(company, part)
                yield len(part)

    @api.model
    def _send_reminders(self, company, rows):
        users = self.env["res.users"].browse(row[0] for row in rows)
        due = dict(rows)
        link = Markup('<p><a href="%s/odoo/round-answers">%s</a></p>')
        base = self.get_base_url()
        mails = []
        for user in users.filtered("email"):
            told = self.with_context(lang=user.lang or self.env.lang)
            text = told.env._(
                "You are asked in a 360 round how you experience people at work. The answers close "
                "after %s. If you have answered already: thank you, there is nothing more to do. "
                "This reminder goes to everybody who is asked; who has answered is known to "
                "nobody.",
                format_date(told.env, due[user.id]),
            )
            mails.append(
                {
                    "subject": told.env._("360 round: your view is asked for"),
                    "body_html": Markup("<p>%s</p>") % escape(text)
                    + link % (base, told.env._("Open “To Answer”")),
                    "email_from": company.email_formatted or user.email_formatted,
                    "recipient_ids": [Command.link(user.partner_id.id)],
                    "auto_delete": True,
                }
            )
        self.env["mail.mail"].create(mails)
