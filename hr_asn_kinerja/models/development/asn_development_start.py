from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...rules import rating as rating_rules
from ...rules import workflow
from ..base.asn_snapshot_mixin import SNAPSHOT_FIELDS


class AsnDevelopmentStart(models.Model):
    """How a plan begins: by a rating below expectation, or because one of the two wants it."""

    _inherit = "asn.development.plan"

    @api.model
    def _prepare_from_evaluation(self, evaluation, is_required=False):
        """Return the values of the plan that follows from ``evaluation``."""
        return {
            **evaluation._copy_snapshot(),
            "evaluation_id": evaluation.id,
            "period_id": evaluation.period_id.id,
            "is_required": is_required,
            "date_due": self._get_due_day(evaluation.company_id),
        }

    @api.model
    def _get_due_day(self, company):
        company = company.sudo()  # sudo: a setting of the region
        today = self.env["asn.period"]._local_today(company)
        return fields.Date.add(today, days=company.asn_development_due_days)

    @api.model
    def _start(self, evaluation):
        """Return the plan of a released evaluation; begin one where the caller may.

        :raises AccessError: for others than employee and evaluator
        :raises UserError: the evaluation is not released
        """
        plan = self.search([("evaluation_id", "=", evaluation.id)])
        if plan:
            return plan
        # sudo: whether there is one, so that no second is begun; it is not returned
        if self.sudo().search_count([("evaluation_id", "=", evaluation.id)], limit=1):
            raise AccessError(self.env._("You may not read this development plan."))
        if not {workflow.EMPLOYEE, workflow.EVALUATOR} & evaluation._workflow_roles():
            raise AccessError(self.env._("Employee or evaluator begin a development plan."))
        if evaluation.state not in workflow.RELEASED_STATES:
            raise UserError(self.env._("A development plan starts from a released evaluation."))
        # sudo: the two may begin; everything is copied from the evaluation
        plan = self.sudo().with_context(mail_create_nosubscribe=True)
        values = self.sudo()._prepare_from_evaluation(evaluation.sudo())
        plan = plan.create(values)
        plan._workflow_schedule()
        return plan.with_env(self.env)

    # ------------------------------------------------------------------
    # After a release, for one or for ten thousand
    # ------------------------------------------------------------------

    @api.model
    def _start_required(self, evaluations):
        """Begin a plan for each released evaluation with a rating below expectation.

        Runs as superuser, set-based; a second call changes nothing. A plan that exists learns
        whether it is needed now (a decision on an objection may change that); a cancelled one that
        becomes needed is taken up again. Finished plans of the same people wait for a look at
        their effect from now on.

        :return: the plans that were begun
        """
        if not evaluations:
            return self.browse()
        # sudo: a consequence of the release, which was allowed to the caller
        self = self.sudo()  # pylint: disable=self-cls-assignment
        self.env["asn.evaluation"].flush_model()
        self.flush_model()
        self._refresh_required(evaluations.ids)
        new = self.browse(self._insert_required(evaluations.ids, evaluations.company_id.sudo()))
        new._insert_activity("hr_asn_kinerja.mail_activity_type_develop")
        self._announce_effect(evaluations.ids)
        return new

    @api.model
    def _is_low(self):
        """Return the SQL condition of a released evaluation with a rating below expectation."""
        return SQL(
            "(evaluation.state = ANY(%s) AND %s IN (evaluation.result_rating,"
            " evaluation.behaviour_rating))",
            list(workflow.RELEASED_STATES),
            rating_rules.BELOW,
        )

    @api.model
    def _refresh_required(self, evaluation_ids):
        rows = self.env.execute_query(
            SQL(
                """
                UPDATE asn_development_plan AS plan SET is_required = %(low)s
                  FROM asn_evaluation AS evaluation
                 WHERE evaluation.id = plan.evaluation_id AND evaluation.id = ANY(%(ids)s)
                   AND plan.is_required IS DISTINCT FROM %(low)s
             RETURNING plan.id, plan.is_required AND plan.state = 'cancelled'
                """,
                low=self._is_low(),
                ids=evaluation_ids,
            )
        )
        if not rows:
            return
        self.invalidate_model(["is_required"])
        restore = next(row for row in self._workflow_table if row.action == "restore")
        for plan in self.browse(key for key, given_up in rows if given_up):
            plan._workflow_apply(restore, None)

    @api.model
    def _insert_required(self, evaluation_ids, companies):
        """Insert what ``_prepare_from_evaluation`` gives for each; return the new ids."""
        copied = SQL(", ").join(SQL.identifier(name) for name in SNAPSHOT_FIELDS)
        source = SQL(", ").join(SQL.identifier("evaluation", name) for name in SNAPSHOT_FIELDS)
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_development_plan (
                       %(copied)s, evaluation_id, period_id, is_required, date_due, state,
                       action_count, open_count, progress, cost,
                       create_uid, create_date, write_uid, write_date)
                SELECT %(source)s, evaluation.id, evaluation.period_id, TRUE, region.due, 'draft',
                       0, 0, 0, 0,
                       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM asn_evaluation AS evaluation
                  JOIN unnest(%(regions)s::int[], %(days)s::date[]) AS region(id, due)
                    ON region.id = evaluation.company_id
                 WHERE evaluation.id = ANY(%(ids)s) AND %(low)s
              ORDER BY evaluation.id
           ON CONFLICT (evaluation_id) DO NOTHING
             RETURNING id
                """,
                copied=copied,
                source=source,
                uid=self.env.uid,
                regions=companies.ids,
                days=[self._get_due_day(company) for company in companies],
                ids=evaluation_ids,
                low=self._is_low(),
            )
        )
        if rows:
            self.invalidate_model()
        return [row[0] for row in rows]

    def _insert_activity(self, xmlid, field="evaluator_user_id"):
        """Insert one activity of a kind on each plan that has none of it yet."""
        if not self:
            return
        self.env["mail.activity"].flush_model()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO mail_activity (
                       res_model_id, res_model, res_id, res_name, activity_type_id,
                       user_id, user_tz, date_deadline, automated, active,
                       create_uid, create_date, write_uid, write_date)
                SELECT %(model)s, 'asn.development.plan', plan.id,
                       plan.employee_name || ' – ' || period.name, %(kind)s,
                       login.id, contact.tz, GREATEST(plan.date_due, %(today)s), TRUE, TRUE,
                       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM asn_development_plan AS plan
                  JOIN asn_period AS period ON period.id = plan.period_id
                  JOIN res_users AS login ON login.id = plan.%(field)s AND login.active
                  JOIN res_partner AS contact ON contact.id = login.partner_id
                 WHERE plan.id = ANY(%(ids)s)
                   AND NOT EXISTS (
                       SELECT FROM mail_activity AS activity
                        WHERE activity.res_model = 'asn.development.plan'
                          AND activity.res_id = plan.id AND activity.active
                          AND activity.activity_type_id = %(kind)s)
                """,
                model=self.env["ir.model"]._get_id("asn.development.plan"),
                kind=self.env.ref(xmlid).id,
                today=self._today_of_region(),
                uid=self.env.uid,
                field=SQL.identifier(field),
                ids=self.ids,
            )
        )
        self.env["mail.activity"].invalidate_model()
        self.invalidate_model(["activity_ids"])

    @api.model
    def _announce_effect(self, evaluation_ids):
        """Ask the evaluators of finished plans of these people for a look at the effect."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT plan.id
                  FROM asn_evaluation AS evaluation
                  JOIN asn_development_plan AS plan
                    ON plan.employee_id = evaluation.employee_id AND plan.state = 'finished'
                  JOIN asn_evaluation AS earlier ON earlier.id = plan.evaluation_id
                 WHERE evaluation.id = ANY(%s) AND evaluation.state = ANY(%s)
                   AND earlier.date_end < evaluation.date_start
                """,
                evaluation_ids,
                list(workflow.RELEASED_STATES),
            )
        )
        plans = self.browse(row[0] for row in rows)
        plans._insert_activity("hr_asn_kinerja.mail_activity_type_look_development")
