from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL, format_date

BATCH_SIZE = 1000


class AsnFeedbackReminder(models.Model):
    """Once a night: remind whoever was asked, and evaluators whose people hear nothing."""

    _inherit = "asn.feedback"

    @api.model
    def _cron_remind(self):
        """Remind of requests that are due, and of people without feedback; in batches."""
        for done, left in self._remind_steps():
            self.env["ir.cron"]._commit_progress(done, remaining=left)

    @api.model
    def _remind_steps(self):
        """Do one batch after the other; yield (done, whether another may follow)."""
        for remind in (self._remind_requests, self._nudge_evaluators):
            done = BATCH_SIZE
            while done == BATCH_SIZE:
                done = remind()
                yield done, int(done == BATCH_SIZE)

    @api.model
    def _remind_requests(self):
        """Remind, once each, of a batch of requests that are due tomorrow or before."""
        day = self.env["asn.period"]._local_today(self.env.company)
        # sudo: a job of the server
        requests = (
            self.env["asn.feedback.request"]
            .sudo()
            .search(
                [
                    ("state", "=", "asked"),
                    ("reminded_on", "=", False),
                    ("date_due", "<=", day + timedelta(days=1)),
                ],
                limit=BATCH_SIZE,
            )
        )
        requests.write({"reminded_on": day})
        kind = self.env.ref("hr_asn_kinerja.mail_activity_type_give_feedback")
        for lang, found in requests.grouped(lambda one: one.giver_user_id.lang or "en_US").items():
            for due, same_day in found.grouped("date_due").items():
                same_day.activity_ids.filtered(
                    lambda activity: activity.activity_type_id == kind
                ).write({"summary": self.with_context(lang=lang)._reminder_of_request(due)})
        return len(requests)

    @api.model
    def _reminder_of_request(self, due):
        return self.env._("Reminder: feedback was asked for by %s", format_date(self.env, due))

    @api.model
    def _nudge_evaluators(self):
        """Remind, once for each silence, of a batch of people without open feedback.

        What was given without a name does not count: else silence would tell of it.
        """
        plans = self._find_silent_plans()
        if plans:
            self.env["asn.skp"].sudo()._insert_activities(  # sudo: a job of the server
                SQL(
                    """
                    SELECT id AS plan, evaluator_user_id AS user_id, feedback_nudged_on AS due
                      FROM asn_skp WHERE id = ANY(%s)
                    """,
                    plans,
                ),
                SQL("%s", self.env.ref("hr_asn_kinerja.mail_activity_type_no_feedback").id),
            )
        return len(plans)

    @api.model
    def _find_silent_plans(self):
        """Mark and return the ids of a batch of plans whose person heard nothing for long."""
        # sudo: settings of the regions
        regions = self.env["res.company"].sudo().search([("asn_feedback_nudge_days", ">", 0)])
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE asn_skp AS plan SET feedback_nudged_on = silent.today
                  FROM (SELECT plan.id, region.today
                          FROM asn_skp AS plan
                          JOIN asn_period AS year ON year.id = plan.period_id
                          JOIN unnest(%(regions)s::int[], %(days)s::int[], %(today)s::date[])
                               AS region(id, days, today) ON region.id = plan.company_id
                     LEFT JOIN LATERAL (
                               SELECT max(date) AS date FROM asn_feedback AS given
                                WHERE given.skp_id = plan.id AND given.visibility = 'open'
                               ) AS last ON TRUE
                         WHERE plan.state = 'agreed' AND year.state = 'open'
                           AND region.today BETWEEN plan.date_start AND plan.date_end
                           AND plan.evaluator_user_id IS NOT NULL
                           AND GREATEST(plan.date_start, plan.date_agreed::date, last.date)
                               <= region.today - region.days
                           AND (plan.feedback_nudged_on IS NULL
                                OR plan.feedback_nudged_on <= last.date)
                         LIMIT %(limit)s) AS silent
                 WHERE silent.id = plan.id
             RETURNING plan.id
                """,
                regions=regions.ids,
                days=regions.mapped("asn_feedback_nudge_days"),
                today=[self.env["asn.period"]._local_today(region) for region in regions],
                limit=BATCH_SIZE,
            )
        )
        self.env["asn.skp"].invalidate_model(["feedback_nudged_on"])
        return [row[0] for row in rows]
