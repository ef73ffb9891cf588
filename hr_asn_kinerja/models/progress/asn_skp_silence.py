from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

BATCH_SIZE = 500
SILENCE_TYPE = "hr_asn_kinerja.mail_activity_type_silence"
TEAM_TYPE = "hr_asn_kinerja.mail_activity_type_team_silence"


class ResCompanySilence(models.Model):
    _inherit = "res.company"

    # The Monday up to which evaluators were told
    asn_silence_told_on = fields.Date(readonly=True, export_string_translation=False)


class AsnSkpSilence(models.Model):
    """Speaks to whoever has logged nothing for a while: once for each silence, in the activities.

    Evaluators learn on Mondays how many of their people are silent. Nobody is silent who is on
    leave, whose plan is not agreed or whose evaluation is submitted.
    """

    _inherit = "asn.skp"

    silence_nudged_on = fields.Date(readonly=True, copy=False, export_string_translation=False)

    # ------------------------------------------------------------------
    # The nightly job
    # ------------------------------------------------------------------

    @api.model
    def _cron_silence(self):
        """Speak to silent people of every region; what is done is kept batch by batch."""
        for done, remaining in self._silence_steps():
            if not self.env["ir.cron"]._commit_progress(done, remaining=remaining):
                return

    @api.model
    def _silence_steps(self):
        """Do one batch after the other; yield (done, whether another may follow)."""
        for company in self.env["res.company"].search([]):
            today = self.env["asn.period"]._local_today(company)
            self._end_nudges(company, today)
            done = BATCH_SIZE
            while done == BATCH_SIZE:
                done = self._nudge_silent(company, today)
                yield done, int(done == BATCH_SIZE)
            self._tell_evaluators(company, today)
            yield 0, 0

    @api.model
    def _sql_silent(self, company, today):
        """Return the query of silent plans of a region: id, user_id, evaluator_user_id, since."""
        return SQL(
            """
            SELECT plan.id, plan.user_id, plan.evaluator_user_id, plan.silence_nudged_on,
                   quiet.since
              FROM asn_skp AS plan
         LEFT JOIN asn_evaluation AS evaluation
                ON evaluation.skp_id = plan.id AND evaluation.period_kind <> 'year'
               AND %(today)s BETWEEN evaluation.date_start AND evaluation.date_end
        CROSS JOIN LATERAL (
                   SELECT GREATEST(
                          (SELECT entry.date FROM asn_realisation AS entry
                            WHERE entry.skp_id = plan.id
                         ORDER BY entry.date DESC, entry.id DESC LIMIT 1),
                          (SELECT max(absence.date_end) FROM asn_absence AS absence
                            WHERE absence.employee_id = plan.employee_id
                              AND absence.date_start <= %(today)s),
                          COALESCE(evaluation.date_start, plan.date_start),
                          (plan.date_agreed AT TIME ZONE 'UTC' AT TIME ZONE %(zone)s)::date
                          ) AS since) AS quiet
             WHERE plan.company_id = %(company)s AND plan.state = 'agreed'
               AND %(today)s BETWEEN plan.date_start AND plan.date_end
               AND (evaluation.id IS NULL OR evaluation.state = 'open')
               AND quiet.since <= %(limit)s
            """,
            company=company.id,
            zone=company.asn_tz,
            today=today,
            limit=today - timedelta(days=company.asn_silence_days),
        )

    # ------------------------------------------------------------------
    # The person
    # ------------------------------------------------------------------

    @api.model
    def _nudge_silent(self, company, today):
        """Remind a batch of silent people who were not reminded in this silence; return how many.

        The mark on the plan is set with the same statement, so a second run finds nobody.
        """
        if not (company.asn_silence_nudge and company.asn_silence_days):
            return 0
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE asn_skp AS plan SET silence_nudged_on = %(today)s
                  FROM (SELECT id FROM (%(silent)s) AS silent
                         WHERE user_id IS NOT NULL
                           AND (silence_nudged_on IS NULL OR silence_nudged_on < since)
                      ORDER BY id LIMIT %(batch)s) AS silent
                 WHERE plan.id = silent.id
             RETURNING plan.id, plan.user_id
                """,
                today=today,
                silent=self._sql_silent(company, today),
                batch=BATCH_SIZE,
            )
        )
        self.invalidate_model(["silence_nudged_on"])
        if rows:
            kind = self.env.ref(SILENCE_TYPE)
            self._insert_silence(rows, kind, today)
            self._word_nudges([plan for plan, _user in rows], kind, company)
        return len(rows)

    @api.model
    def _insert_silence(self, rows, kind, today):
        self._insert_activities(
            SQL(
                "SELECT wanted.*, %s::date AS due"
                " FROM unnest(%s::int[], %s::int[]) AS wanted(plan, user_id)",
                today,
                [plan for plan, _user in rows],
                [user for _plan, user in rows],
            ),
            SQL("%s", kind.id),
        )

    @api.model
    def _word_nudges(self, plan_ids, kind, company):
        """Write the words of new reminders: one statement for each language."""
        languages = self.browse(plan_ids).user_id.grouped("lang")
        for lang, users in languages.items():
            env = self.with_context(lang=self._reader_lang(lang)).env
            text = env._(
                "No entry for %s days: a short one keeps your work visible",
                company.asn_silence_days,
            )
            self._write_summaries(kind, users.ids, text, plan_ids)

    @api.model
    def _write_summaries(self, kind, user_ids, text, plan_ids):
        self.env.cr.execute(
            SQL(
                """
                UPDATE mail_activity SET summary = %s
                 WHERE activity_type_id = %s AND active AND automated
                   AND user_id = ANY(%s) AND res_id = ANY(%s)
                """,
                text,
                kind.id,
                user_ids,
                plan_ids,
            )
        )
        self.env["mail.activity"].invalidate_model(["summary"])

    @api.model
    def _end_nudges(self, company, today):
        """Take away the reminders of people who are not silent any more."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT activity.id
                  FROM mail_activity AS activity
                  JOIN asn_skp AS plan ON plan.id = activity.res_id
                 WHERE activity.res_model = 'asn.skp' AND activity.active AND activity.automated
                   AND activity.activity_type_id = %s AND plan.company_id = %s
                   AND plan.id NOT IN (SELECT id FROM (%s) AS silent)
                """,
                self.env.ref(SILENCE_TYPE).id,
                company.id,
                self._sql_silent(company, today),
            )
        )
        self.env["mail.activity"].browse(row[0] for row in rows).unlink()

    # ------------------------------------------------------------------
    # The evaluator
    # ------------------------------------------------------------------

    @api.model
    def _tell_evaluators(self, company, today):
        """Give each evaluator with silent people one activity with their number, once a week."""
        monday = today - timedelta(days=today.weekday())
        told = company.asn_silence_told_on
        is_wanted = company.asn_silence_weekly and company.asn_silence_days
        if not is_wanted or (told and told >= monday):
            return
        company.asn_silence_told_on = monday
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT silent.evaluator_user_id, count(*), min(silent.id)
                  FROM (%s) AS silent
                  JOIN res_users AS login ON login.id = silent.evaluator_user_id AND login.active
              GROUP BY silent.evaluator_user_id
                """,
                self._sql_silent(company, today),
            )
        )
        kind = self.env.ref(TEAM_TYPE)
        self.env["mail.activity"].search(
            [
                ("res_model", "=", "asn.skp"),
                ("activity_type_id", "=", kind.id),
                ("automated", "=", True),
                ("res_id", "in", self._search([("company_id", "=", company.id)])),
            ]
        ).unlink()
        if not rows:
            return
        self._insert_silence([(plan, user) for user, _count, plan in rows], kind, today)
        self._word_weekly(rows, kind)

    @api.model
    def _word_weekly(self, rows, kind):
        """Write the number of silent people: one statement for each language and number."""
        logins = self.env["res.users"].browse(user for user, _count, _plan in rows)
        languages = {login.id: self._reader_lang(login.lang) for login in logins}
        groups = {}
        for user, count, plan in rows:
            groups.setdefault((languages[user], count), []).append((user, plan))
        for (lang, count), members in groups.items():
            env = self.with_context(lang=lang).env
            text = env._("%s of your people have had no entry for a while: ask how it goes", count)
            if count == 1:
                text = env._("1 of your people has had no entry for a while: ask how it goes")
            users, plans = zip(*members, strict=True)
            self._write_summaries(kind, list(users), text, list(plans))
