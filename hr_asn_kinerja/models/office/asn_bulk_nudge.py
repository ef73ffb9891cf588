from markupsafe import Markup, escape

from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...imports import bulk
from .asn_unit_board import WAITING

NUDGE_TYPE = "hr_asn_kinerja.mail_activity_type_nudge"


class AsnBulkNudge(models.Model):
    """Reminds everybody a plan waits for: one message a person, however many plans.

    A draft or returned plan waits for the employee, a proposed one for the evaluator. Nobody is
    reminded twice on one day of the region, whoever reminds.
    """

    _inherit = "asn.bulk.run"

    text_employee = fields.Text(string="Message to those whose plan is not proposed")
    text_evaluator = fields.Text(string="Message to those who have plans to agree")
    own_person_count = fields.Integer(
        compute="_compute_person_counts", string="People who still propose"
    )
    agree_person_count = fields.Integer(
        compute="_compute_person_counts", string="People who still agree"
    )

    def _compute_person_counts(self):
        for run in self:
            lines = run.line_ids.filtered(lambda line: line.outcome in ("ready", "done"))
            run.own_person_count = len(lines.filtered("own_count"))
            run.agree_person_count = len(lines.filtered("agree_count"))

    def _nudge_sentences(self):
        return {
            "ready": self.env._("People who get a reminder: %(count)s."),
            "done": self.env._("%(count)s reminded."),
            "no_login": self.env._("%(count)s without a login: tell them yourself."),
            "reminded_today": self.env._("%(count)s reminded today already: not again."),
            "own": self.env._("%(count)s not in your care any more."),
        }

    def _nudge_prepare(self, plans):
        """Write one line for each person; the messages are there to be changed."""
        self.ensure_one()
        self.write(self._nudge_texts(plans))
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_bulk_line (run_id, employee_id, person_name, unit_id, user_id,
                                           skp_id, own_count, agree_count, outcome)
                SELECT %(run)s, person.id, person.name, min(waiting.unit_id),
                       login.id, min(waiting.skp_id),
                       count(*) FILTER (WHERE NOT waiting.agrees),
                       count(*) FILTER (WHERE waiting.agrees),
                       CASE WHEN login.id IS NULL THEN 'no_login' ELSE 'ready' END
                  FROM (
                      SELECT plan.id AS skp_id, plan.state = 'proposed' AS agrees, plan.unit_id,
                             CASE WHEN plan.state = 'proposed' THEN plan.evaluator_id
                                  ELSE plan.employee_id END AS employee_id
                        FROM asn_skp AS plan
                       WHERE plan.id = ANY(%(plans)s) AND plan.state IN %(states)s
                  ) AS waiting
                  JOIN hr_employee AS person ON person.id = waiting.employee_id
             LEFT JOIN res_users AS login ON login.id = person.user_id AND login.active
                 WHERE login.id IS DISTINCT FROM %(me)s
              GROUP BY person.id, person.name, login.id
             RETURNING 1
                """,
                run=self.id,
                plans=plans.ids,
                states=WAITING,
                me=self.env.uid,
            )
        )
        self._nudge_mark_reminded()
        self.env.invalidate_all()
        if not self.line_ids:
            raise UserError(self.env._("Nobody is to be reminded: these plans wait for nobody."))

    def _nudge_texts(self, plans):
        due = plans.period_id[:1].date_due
        day = self.env["ir.qweb.field.date"].value_to_html(due, {}) if due else ""
        values = {"day": day, "officer": self.env.user.name}
        return {
            "text_employee": self.env._(
                "Good day. Your performance plan for this year was due on %(day)s and is not "
                "proposed yet. Please open it, check your results and targets, and propose it. "
                "If something is unclear, ask me: I am glad to help.\n\n%(officer)s",
                **values,
            ),
            "text_evaluator": self.env._(
                "Good day. Plans of your team wait for you to read and agree them, or to return "
                "them with a reason. They were due on %(day)s. If something is unclear, ask me: "
                "I am glad to help.\n\n%(officer)s",
                **values,
            ),
        }

    def _nudge_check(self):
        """Raise when a message is missing; look again at who was reminded today."""
        lines = self.line_ids.filtered(lambda line: line.outcome == "ready")
        texts = {"text_employee": "own_count", "text_evaluator": "agree_count"}
        for text, count in texts.items():
            if any(lines.mapped(count)) and not (self[text] or "").strip():
                raise UserError(self.env._("Write the message first."))
        self._nudge_mark_reminded()

    def _nudge_mark_reminded(self):
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE asn_bulk_line AS line SET outcome = 'reminded_today'
                 WHERE line.run_id = %s AND line.outcome = 'ready'
                   AND EXISTS (SELECT FROM asn_bulk_line AS other
                                WHERE other.employee_id = line.employee_id
                                  AND other.remind_day = %s
                            UNION ALL
                               SELECT FROM asn_reminder AS nightly
                                WHERE nightly.user_id = line.user_id AND nightly.day = %s
                                  AND (nightly.propose_count > 0 OR nightly.agree_count > 0))
             RETURNING 1
                """,
                self.id,
                self._today(),
                self._today(),
            )
        )
        self.env["asn.bulk.line"].invalidate_model()

    def _nudge_apply(self, lines):
        """Give each person of ``lines`` one activity with the messages that concern him or her."""
        day = self._today()
        self._mark(lines.filtered(lambda line: not line.user_id.active), "no_login")
        lines = lines.filtered(lambda line: line.outcome == "ready")
        if not lines:
            return
        lines.write({"outcome": "done", "remind_day": day})
        self._nudge_note_reminded(lines, day)
        names = {plan.id: plan.display_name for plan in lines.skp_id}
        users = lines.user_id
        bulk.insert(
            self.env,
            "mail_activity",
            {
                "res_id": ("int", [line.skp_id.id for line in lines]),
                "res_name": ("varchar", [names[line.skp_id.id] for line in lines]),
                "user_id": ("int", [line.user_id.id for line in lines]),
                "user_tz": ("varchar", [line.user_id.tz or None for line in lines]),
                "note": ("text", [self._nudge_note(line) for line in lines]),
            },
            {
                "res_model": "asn.skp",
                "res_model_id": self.env["ir.model"]._get_id("asn.skp"),
                "activity_type_id": self.env.ref(NUDGE_TYPE).id,
                "summary": self.env._("Reminder from %s", self.user_id.name),
                "date_deadline": day,
                "automated": True,
                "active": True,
            },
        )
        self.env["mail.activity"].invalidate_model()
        for user in users:
            user._bus_send("mail.activity/updated", {"activity_created": True, "count_diff": 1})

    def _nudge_note_reminded(self, lines, day):
        """Note who is told today, and send one mail each where the region wants mails.

        The same note as that of the nightly job, so that nobody gets two mails on one day.
        """
        mailed = lines.filtered("user_id.email") if self.company_id.asn_reminder_mail else None
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_reminder (company_id, day, user_id, propose_count, agree_count,
                                          team_count, above_count, is_mailed)
                SELECT %(company)s, %(day)s, line.user_id, line.own_count, line.agree_count, 0, 0,
                       line.id = ANY(%(mailed)s)
                  FROM asn_bulk_line AS line
                 WHERE line.id = ANY(%(ids)s)
                ON CONFLICT DO NOTHING
             RETURNING user_id
                """,
                company=self.company_id.id,
                day=day,
                mailed=(mailed or lines.browse()).ids,
                ids=lines.ids,
            )
        )
        fresh = {row[0] for row in rows}
        sender = self.company_id.email_formatted or self.user_id.email_formatted
        self.env["mail.mail"].create(
            [
                {
                    "subject": self.env._("Reminder from %s", self.user_id.name),
                    "body_html": self._nudge_note(line),
                    "email_from": sender,
                    "recipient_ids": [Command.link(line.user_id.partner_id.id)],
                    "auto_delete": True,
                }
                for line in mailed or ()
                if line.user_id.id in fresh
            ]
        )

    def _nudge_note(self, line):
        parts = []
        if line.own_count:
            parts.append(self.text_employee)
        if line.agree_count:
            parts.append(self.text_evaluator)
        paragraphs = [escape(part.strip()).replace("\n", Markup("<br/>")) for part in parts]
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
