from collections import namedtuple

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ...rules import deadline

BATCH_SIZE = 500
# Why somebody is told: the own plan, plans to agree, late drafts of the team, and plans that lie
# with an evaluator who reports to this person.
PROPOSE, AGREE, TEAM, ABOVE = ("propose", "agree", "team", "above")

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
        offsets = deadline.parse_offsets(company.asn_reminder_days)
        reminded, escalated = [], []
        for start, due in self._waiting_due_days(year):
            last = offsets and deadline.last_reminder(due, today, offsets)
            if last:
                reminded.append((start, due, last[1]))
            if deadline.is_escalated(due, today, company.asn_escalation_days):
                escalated.append((start, due, today))
        return [
            *(self._find_reminders(year, reminded) if reminded else ()),
            *(self._find_escalations(year, escalated) if escalated else ()),
        ]

    @api.model
    def _waiting_due_days(self, year):
        """Return (first day, due day) of the plans that wait: those of one first day share it."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT date_start, min(id) FROM asn_skp
                 WHERE period_id = %s AND state IN ('draft', 'proposed', 'returned')
                   AND version_number = 0
              GROUP BY date_start
                """,
                year.id,
            )
        )
        plans = self.browse(row[1] for row in rows)
        return [(start, plan._get_due()) for (start, _id), plan in zip(rows, plans, strict=True)]

    @api.model
    def _find_reminders(self, year, waves):
        """Whom a plan waits for, where nobody was reminded since the last day of reminding."""
        return self._find_notices(
            year,
            waves,
            SQL(
                "CASE WHEN plan.state = 'proposed' THEN %s ELSE %s END",
                AGREE,
                PROPOSE,
            ),
            SQL(
                "plan.state IN ('draft', 'proposed', 'returned')"
                " AND (plan.reminded_on IS NULL OR plan.reminded_on < wave.day)"
            ),
        )

    @api.model
    def _find_escalations(self, year, waves):
        """The evaluator of a late draft, the superior of an evaluator who has not answered."""
        return self._find_notices(
            year,
            waves,
            SQL("CASE WHEN plan.state = 'proposed' THEN %s ELSE %s END", ABOVE, TEAM),
            SQL(
                "((plan.state = 'proposed' AND plan.escalated_to IS DISTINCT FROM 'superior')"
                " OR (plan.state IN ('draft', 'returned') AND plan.escalated_to IS NULL))"
            ),
        )

    @api.model
    def _find_notices(self, year, waves, kind, condition):
        """One query for the whole region; people who left or have no login are left out.

        :param waves: (first day of a plan, due day, day of reminding) of those to look at
        """
        starts, dues, days = zip(*waves, strict=True)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT plan.id, plan.kind, login.id, partner.id, partner.name, partner.lang,
                       partner.email, plan.due
                  FROM (
                       SELECT plan.*, %(kind)s AS kind, wave.due
                         FROM asn_skp AS plan
                         JOIN unnest(%(starts)s::date[], %(dues)s::date[], %(days)s::date[])
                              AS wave(start, due, day) ON wave.start = plan.date_start
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
                starts=list(starts),
                dues=list(dues),
                days=list(days),
                condition=condition,
                propose=PROPOSE,
                above=ABOVE,
            )
        )
        return [Notice(*row) for row in rows]

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
                SELECT wanted.*
                  FROM unnest(%s::int[], %s::int[], %s::date[]) AS wanted(plan, user_id, due)
                 WHERE NOT EXISTS (
                       SELECT FROM mail_activity AS activity
                        WHERE activity.res_model = 'asn.skp' AND activity.res_id = wanted.plan
                          AND activity.active AND activity.activity_type_id = ANY(%s))
                """,
                [notice.plan for notice in notices],
                [notice.user for notice in notices],
                [notice.due for notice in notices],
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
        """Insert an activity for each (plan, user_id, due) of the query ``wanted``."""
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO mail_activity (
                       res_model_id, res_model, res_id, res_name, activity_type_id,
                       user_id, date_deadline, automated, active,
                       create_uid, create_date, write_uid, write_date)
                SELECT %(model)s, 'asn.skp', plan.id, plan.employee_name || ' – ' || year.name,
                       %(kind)s, wanted.user_id, wanted.due, TRUE, TRUE,
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
