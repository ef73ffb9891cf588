from collections import namedtuple

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ..rules import deadline

BATCH_SIZE = 500
ESCALATION_TYPE = "hr_asn_kinerja.mail_activity_type_escalate"
# Why somebody is told: the own plan, plans to agree, late drafts of the team, and plans that lie
# with an evaluator who reports to this person.
PROPOSE, AGREE, TEAM, ABOVE = KINDS = ("propose", "agree", "team", "above")

Notice = namedtuple("Notice", "plan kind user partner name lang email due")


class AsnSkpReminder(models.Model):
    """Reminds of plans that are not agreed as the date comes near, and tells the next level after.

    Only plans that were never agreed: a reopened one has its agreed version. Each kind of reminder
    is one query for the whole region; people are then told in batches. What was sent stands on the
    plan (``reminded_on``, ``escalated_to``) and in ``asn.reminder``, so that a second run on a day,
    or one after a broken run, sends only what is missing.
    """

    _inherit = "asn.skp"

    reminded_on = fields.Date(readonly=True, copy=False)
    escalated_on = fields.Date(readonly=True, copy=False)
    escalated_to = fields.Selection(
        [("evaluator", "Evaluator"), ("superior", "Evaluator's Superior")],
        string="Late, Told to",
        readonly=True,
        copy=False,
    )

    _waiting_index = models.Index(
        "(period_id, reminded_on) WHERE state IN ('draft', 'proposed', 'returned')"
    )

    def _workflow_schedule(self):
        result = super()._workflow_schedule()
        self.activity_unlink([ESCALATION_TYPE])
        return result

    # ------------------------------------------------------------------
    # The nightly job
    # ------------------------------------------------------------------

    @api.model
    def _cron_remind(self):
        """Remind every region; what is done is kept batch by batch."""
        for done, remaining in self._remind_batches():
            if not self.env["ir.cron"]._commit_progress(done, remaining=remaining):
                return

    @api.model
    def _remind_batches(self):
        """Remind batch by batch; yield (people told, people left) after each."""
        years = self.env["asn.period"].search(
            [
                ("kind", "=", "year"),
                ("state", "in", ("opening", "open")),
                ("date_due", "!=", False),
            ]
        )
        for company, open_years in years.grouped("company_id").items():
            by_person = {}
            for year in open_years:
                for notice in self._collect_notices(year):
                    by_person.setdefault(notice.user, []).append(notice)
            people = sorted(by_person)
            for start in range(0, len(people), BATCH_SIZE):
                batch = people[start : start + BATCH_SIZE]
                self._remind_people(company, {user: by_person[user] for user in batch})
                yield len(batch), len(people) - start - len(batch)
            self._refresh_escalations(company, open_years)
            yield 0, 0

    @api.model
    def _collect_notices(self, year):
        """Return the Notice of each plan of the year of which somebody must be told today."""
        company = year.company_id
        today = year.today()
        self.env.flush_all()
        notices = []
        due = year.date_due
        offsets = deadline.parse_offsets(company.asn_reminder_days)
        last = offsets and deadline.last_reminder(due, today, offsets)
        if last:
            notices += self._find_reminders(year, last[1])
        if deadline.is_escalated(due, today, company.asn_escalation_days):
            notices += self._find_escalations(year)
        return notices

    @api.model
    def _find_reminders(self, year, day):
        """Whom a plan waits for, where nobody was reminded since ``day``."""
        return self._find_notices(
            year,
            SQL(
                "CASE WHEN plan.state = 'proposed' THEN %s ELSE %s END",
                AGREE,
                PROPOSE,
            ),
            SQL(
                "plan.state IN ('draft', 'proposed', 'returned')"
                " AND (plan.reminded_on IS NULL OR plan.reminded_on < %s)",
                day,
            ),
        )

    @api.model
    def _find_escalations(self, year):
        """The evaluator of a late draft, the superior of an evaluator who has not answered."""
        return self._find_notices(
            year,
            SQL("CASE WHEN plan.state = 'proposed' THEN %s ELSE %s END", ABOVE, TEAM),
            SQL(
                "((plan.state = 'proposed' AND plan.escalated_to IS DISTINCT FROM 'superior')"
                " OR (plan.state IN ('draft', 'returned') AND plan.escalated_to IS NULL))"
            ),
        )

    @api.model
    def _find_notices(self, year, kind, condition):
        """One query for the whole region; people who left or have no login are left out."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT plan.id, plan.kind, login.id, partner.id, partner.name, partner.lang,
                       partner.email
                  FROM (
                       SELECT plan.*, %(kind)s AS kind
                         FROM asn_skp AS plan
                        WHERE plan.period_id = %(year)s AND plan.version_number = 0
                          AND %(condition)s
                       ) AS plan
                  JOIN hr_employee AS employee
                    ON employee.id = plan.employee_id AND employee.active
            CROSS JOIN LATERAL (
                       SELECT CASE plan.kind WHEN %(propose)s THEN plan.employee_id
                                             WHEN %(above)s THEN plan.superior_id
                                             ELSE plan.evaluator_id END AS employee_id,
                              CASE plan.kind WHEN %(propose)s THEN plan.user_id
                                             WHEN %(above)s THEN plan.superior_user_id
                                             ELSE plan.evaluator_user_id END AS user_id
                       ) AS next
                  JOIN hr_employee AS person ON person.id = next.employee_id AND person.active
                  JOIN res_users AS login ON login.id = next.user_id AND login.active
                  JOIN res_partner AS partner ON partner.id = login.partner_id
              ORDER BY plan.id
                """,
                kind=kind,
                year=year.id,
                condition=condition,
                propose=PROPOSE,
                above=ABOVE,
            )
        )
        return [Notice(*row, year.date_due) for row in rows]

    # ------------------------------------------------------------------
    # Telling people
    # ------------------------------------------------------------------

    @api.model
    def _remind_people(self, company, by_person):
        """Note on the plans, in the activities and by one mail each what these people are told."""
        day = self.env["asn.period"]._local_today(company)
        notices = [notice for found in by_person.values() for notice in found]
        self._mark_reminded([n.plan for n in notices if n.kind in (PROPOSE, AGREE)], day)
        self._mark_escalated([n.plan for n in notices if n.kind == TEAM], "evaluator", day)
        self._mark_escalated([n.plan for n in notices if n.kind == ABOVE], "superior", day)
        self._annotate_activities([n for n in notices if n.kind in (PROPOSE, AGREE)], day)
        self.env["asn.skp.digest"]._send(company, day, by_person)
        self.invalidate_model(["reminded_on", "escalated_on", "escalated_to"])

    @api.model
    def _mark_reminded(self, plan_ids, day):
        if plan_ids:
            self.env.cr.execute(
                SQL("UPDATE asn_skp SET reminded_on = %s WHERE id = ANY(%s)", day, plan_ids)
            )

    @api.model
    def _mark_escalated(self, plan_ids, level, day):
        if plan_ids:
            self.env.cr.execute(
                SQL(
                    "UPDATE asn_skp SET escalated_to = %s, escalated_on = %s WHERE id = ANY(%s)",
                    level,
                    day,
                    plan_ids,
                )
            )

    @api.model
    def _annotate_activities(self, notices, day):
        """Write the reminder on the activity that the plan has; make one where there is none."""
        if not notices:
            return
        types = [self.env.ref(xmlid) for xmlid, _field in self._workflow_activities.values()]
        type_ids = [kind.id for kind in types]
        self._add_missing_activities(notices, type_ids)
        groups = {}
        for notice in notices:
            key = (self._reader_lang(notice.lang), notice.kind, notice.due)
            groups.setdefault(key, []).append(notice.plan)
        for (lang, kind, due), plan_ids in groups.items():
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE mail_activity SET summary = %s
                     WHERE res_model = 'asn.skp' AND active AND activity_type_id = ANY(%s)
                       AND res_id = ANY(%s)
                    """,
                    self.with_context(lang=lang)._reminder_summary(kind, due, day),
                    type_ids,
                    plan_ids,
                )
            )
        self.env["mail.activity"].invalidate_model(["summary"])

    @api.model
    def _add_missing_activities(self, notices, type_ids):
        """Give plans without an activity one for whoever acts next, as opening the year does."""
        kinds = {
            state: self.env.ref(xmlid).id
            for state, (xmlid, _f) in self._workflow_activities.items()
        }
        self._insert_activities(
            SQL(
                """
                SELECT wanted.* FROM unnest(%s, %s) AS wanted(plan, user_id)
                 WHERE NOT EXISTS (
                       SELECT FROM mail_activity AS activity
                        WHERE activity.res_model = 'asn.skp' AND activity.res_id = wanted.plan
                          AND activity.active AND activity.activity_type_id = ANY(%s))
                """,
                [notice.plan for notice in notices],
                [notice.user for notice in notices],
                type_ids,
            ),
            SQL(
                "CASE plan.state WHEN 'proposed' THEN %s WHEN 'returned' THEN %s ELSE %s END",
                kinds["proposed"],
                kinds["returned"],
                kinds["draft"],
            ),
        )

    @api.model
    def _insert_activities(self, wanted, kind):
        """Insert an activity for each (plan, user_id) of the query ``wanted``; kind: its type."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO mail_activity (
                       res_model_id, res_model, res_id, res_name, activity_type_id,
                       user_id, date_deadline, automated, active,
                       create_uid, create_date, write_uid, write_date)
                SELECT %(model)s, 'asn.skp', plan.id, plan.employee_name || ' – ' || year.name,
                       %(kind)s, wanted.user_id, year.date_due, TRUE, TRUE,
                       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM (%(wanted)s) AS wanted
                  JOIN asn_skp AS plan ON plan.id = wanted.plan
                  JOIN asn_period AS year ON year.id = plan.period_id
                """,
                model=self.env["ir.model"]._get_id("asn.skp"),
                kind=kind,
                wanted=wanted,
                uid=self.env.uid,
            )
        )
        self.env["mail.activity"].invalidate_model()
        self.invalidate_model(["activity_ids"])

    @api.model
    def _reader_lang(self, lang):
        """Return a language that the system speaks: the person's own, or else the server's."""
        installed = dict(self.env["res.lang"].get_installed())
        return lang if lang in installed else self.env.user.lang or "en_US"

    @api.model
    def _reminder_summary(self, kind, due, day):
        date_text = format_date(self.env, due)
        if day > due:
            if kind == AGREE:
                return self.env._("Overdue since %s: agree or return the plan", date_text)
            return self.env._("Overdue since %s: propose your plan", date_text)
        if kind == AGREE:
            return self.env._("Reminder: agree or return the plan by %s", date_text)
        return self.env._("Reminder: propose your plan by %s", date_text)

    # ------------------------------------------------------------------
    # One activity for all that is late below a person
    # ------------------------------------------------------------------

    @api.model
    def _refresh_escalations(self, company, years):
        """Give each person with late plans below one activity with their number, and no more."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT CASE plan.escalated_to WHEN 'superior' THEN plan.superior_user_id
                                              ELSE plan.evaluator_user_id END AS user_id,
                       count(*), min(plan.id)
                  FROM asn_skp AS plan
                 WHERE plan.period_id = ANY(%(years)s) AND plan.version_number = 0
                   AND ((plan.escalated_to = 'superior' AND plan.state = 'proposed')
                     OR (plan.escalated_to = 'evaluator' AND plan.state IN ('draft', 'returned')))
              GROUP BY 1
                """,
                years=years.ids,
            )
        )
        late = {user: (count, first) for user, count, first in rows if user}
        kind = self.env.ref(ESCALATION_TYPE)
        users = self.env["res.users"].browse(late).filtered("active")
        present = self.env["mail.activity"].search(
            [
                ("res_model", "=", "asn.skp"),
                ("activity_type_id", "=", kind.id),
                ("automated", "=", True),
                ("res_id", "in", self._search([("company_id", "=", company.id)])),
            ]
        )
        kept = self.env["mail.activity"]
        for user, activities in present.grouped("user_id").items():
            if user in users:
                kept |= activities[0]
        (present - kept).unlink()
        missing = users - kept.user_id
        if missing:
            # As with the opening of a year: no mail goes out, and nobody is made to follow.
            self._insert_activities(
                SQL(
                    "SELECT * FROM unnest(%s, %s) AS wanted(plan, user_id)",
                    [late[user.id][1] for user in missing],
                    missing.ids,
                ),
                SQL("%s", kind.id),
            )
        self._number_escalations(kind, {user: late[user.id][0] for user in users})

    @api.model
    def _number_escalations(self, kind, counts):
        """Write the number of late plans on each person's activity: one statement a wording."""
        groups = {}
        for user, count in counts.items():
            groups.setdefault((self._reader_lang(user.lang), count), []).append(user.id)
        for (lang, count), user_ids in groups.items():
            env = self.with_context(lang=lang).env
            self.env.cr.execute(
                SQL(
                    """
                    UPDATE mail_activity SET summary = %s
                     WHERE activity_type_id = %s AND active AND automated AND user_id = ANY(%s)
                    """,
                    env._("Late plans below you: %s. Help so that they are agreed", count),
                    kind.id,
                    user_ids,
                )
            )
        self.env["mail.activity"].invalidate_model(["summary"])
