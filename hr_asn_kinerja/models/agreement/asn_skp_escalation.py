from odoo import api, models
from odoo.tools import SQL

ESCALATION_TYPE = "hr_asn_kinerja.mail_activity_type_escalate"


class AsnSkpEscalation(models.Model):
    """One activity for all that is late below a person, with its number, however many plans."""

    _inherit = "asn.skp"

    def _workflow_schedule(self):
        result = super()._workflow_schedule()
        self.activity_unlink([ESCALATION_TYPE])
        return result

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
                    "SELECT wanted.*, %s::date AS due"
                    " FROM unnest(%s::int[], %s::int[]) AS wanted(plan, user_id)",
                    self.env["asn.period"]._local_today(company),
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
