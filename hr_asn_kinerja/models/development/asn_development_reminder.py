from odoo import api, models
from odoo.tools import SQL, format_date

from ...imports import bulk

BATCH_SIZE = 1000
REMINDER = "hr_asn_kinerja.mail_activity_type_development_due"


class AsnDevelopmentReminder(models.Model):
    """Once a night: remind whoever is in charge of an action, before its day and once after it.

    The activity stands on the plan and names no action: what is agreed on stays with those who may
    read it. ``reminded_on`` keeps a second run of a day from reminding twice.
    """

    _inherit = "asn.development.plan"

    @api.model
    def _cron_remind(self):
        """Remind batch by batch; what is done is kept."""
        done = BATCH_SIZE
        while done == BATCH_SIZE:
            done = self._remind_batch()
            left = int(done == BATCH_SIZE)
            if not self.env["ir.cron"]._commit_progress(done, remaining=left):
                return

    @api.model
    def _remind_batch(self):
        """Mark a batch of actions as reminded and tell the people; return how many there were."""
        notices = {}
        rows = self._find_due_actions()
        for plan, user, due in rows:
            if user:
                key = (plan, user)
                notices[key] = min(due, notices.get(key, due))
        self._tell(notices)
        return len(rows)

    @api.model
    def _find_due_actions(self):
        """Return (plan, login, due day) of a batch of actions that are due, marked as reminded."""
        # sudo: settings of the regions, for a job of the server
        regions = self.env["res.company"].sudo().search([])
        today = [self.env["asn.period"]._local_today(region) for region in regions]
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE asn_development_action AS action SET reminded_on = due.today
                  FROM (SELECT action.id, region.today, plan.id AS plan,
                               CASE action.owner WHEN 'employee' THEN plan.user_id
                                    ELSE plan.evaluator_user_id END AS login
                          FROM asn_development_action AS action
                          JOIN asn_development_plan AS plan ON plan.id = action.plan_id
                          JOIN unnest(%(regions)s::int[], %(days)s::int[], %(today)s::date[])
                               AS region(id, days, today) ON region.id = plan.company_id
                         WHERE action.state IN ('planned', 'running')
                           AND plan.state IN ('agreed', 'running')
                           AND action.date_due <= region.today + region.days
                           AND (action.reminded_on IS NULL
                                OR (action.date_due < region.today
                                    AND action.reminded_on <= action.date_due))
                      ORDER BY action.date_due, action.id
                         LIMIT %(limit)s) AS due
             LEFT JOIN res_users AS login ON login.id = due.login AND login.active
                 WHERE action.id = due.id
             RETURNING due.plan, login.id, action.date_due
                """,
                regions=regions.ids,
                days=regions.mapped("asn_development_remind_days"),
                today=today,
                limit=BATCH_SIZE,
            )
        )
        self.env["asn.development.action"].invalidate_model(["reminded_on"])
        return rows

    @api.model
    def _tell(self, notices):
        """Keep one activity for each plan and login, with the earliest day.

        :param notices: {(plan id, login id): due day}
        """
        if not notices:
            return
        # sudo: a job of the server
        activities = self.env["mail.activity"].sudo()
        kind = self.env.ref(REMINDER)
        there = activities.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", [plan for plan, _user in notices]),
                ("activity_type_id", "=", kind.id),
            ]
        )
        for activity in there:
            due = notices.pop((activity.res_id, activity.user_id.id), None)
            if due:
                activity.write(
                    {
                        "date_deadline": due,
                        "summary": self._remind_in_words(activity.user_id, due),
                    }
                )
        if notices:
            self._insert_due_activities(notices, kind)

    @api.model
    def _insert_due_activities(self, notices, kind):
        plans = self.sudo().browse(plan for plan, _user in notices)  # sudo: a job of the server
        users = self.env["res.users"].sudo().browse(user for _plan, user in notices)
        plans.mapped("display_name"), users.mapped("lang")  # read once for all
        bulk.insert(
            self.env,
            "mail_activity",
            {
                "res_id": ("int", plans.ids),
                "res_name": ("varchar", [plan.display_name for plan in plans]),
                "user_id": ("int", users.ids),
                "user_tz": ("varchar", [user.tz or None for user in users]),
                "date_deadline": ("date", list(notices.values())),
                "summary": (
                    "varchar",
                    [
                        self._remind_in_words(user, due)
                        for user, due in zip(users, notices.values(), strict=True)
                    ],
                ),
            },
            {
                "res_model": self._name,
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "activity_type_id": kind.id,
                "automated": True,
                "active": True,
            },
        )
        self.env["mail.activity"].invalidate_model()
        self.invalidate_model(["activity_ids"])

    @api.model
    def _remind_in_words(self, user, due):
        speaking = self.with_context(lang=user.lang or "en_US")
        day = format_date(speaking.env, due)
        return speaking.env._("An action of the development plan is due on %s", day)
