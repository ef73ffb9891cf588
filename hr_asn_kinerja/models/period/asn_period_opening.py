import logging

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

BATCH_SIZE = 2000


class AsnPeriodOpening(models.Model):
    """Opens a period for everybody: a draft plan each for a year, an evaluation each otherwise.

    One statement per table and batch. A batch takes the people who have no document yet, so it can
    be stopped at any moment and started again; the unique indexes make a second document
    impossible even when two batches run at once.
    """

    _inherit = "asn.period"

    def action_open(self):
        """Open the periods; what does not fit into the first batch goes on in the background."""
        self._check_manage()
        # sudo: asked above: only the HR office gets here
        for period in self.sudo():
            if period.state == "open":
                continue
            if period.state == "closed":
                raise UserError(self.env._("%s is closed and cannot be opened again.", period.name))
            if period.parent_id and period.parent_id.state != "open":
                raise UserError(
                    self.env._("Open %s first: evaluations need its plans.", period.parent_id.name)
                )
            total = period._opening_pending()
            if period.state == "draft":
                period._log_step("open", "draft", "open")
            period.write({"state": "opening", "opening_total": total, "opening_done": 0})
            period._open_batch()
        # sudo: asked above: only the HR office gets here
        waiting = self.sudo().filtered(lambda period: period.state == "opening")
        if waiting:
            self.env.ref("hr_asn_kinerja.ir_cron_open_periods")._trigger()
        return True

    def action_complete(self):
        """Add the documents of people who came later, for example after an import."""
        self._check_manage()
        # sudo: asked above: only the HR office gets here
        for period in self.sudo().filtered(lambda p: p.state == "open"):
            if period._opening_pending():
                period.write(
                    {
                        "state": "opening",
                        "opening_total": period._opening_pending(),
                        "opening_done": 0,
                    }
                )
                period._open_batch()
        # sudo: asked above: only the HR office gets here
        if self.sudo().filtered(lambda period: period.state == "opening"):
            self.env.ref("hr_asn_kinerja.ir_cron_open_periods")._trigger()
        return True

    def _check_manage(self):
        if not self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            raise AccessError(self.env._("Only the HR office opens and closes periods."))
        if not all(self._ids):
            raise UserError(self.env._("Choose one record."))
        self.check_access("write")

    def _log_step(self, action, state_from, state_to):
        for period in self:
            self.env["asn.transition"].create(
                {
                    "period_id": period.id,
                    "action": action,
                    "state_from": state_from,
                    "state_to": state_to,
                    "user_id": self.env.uid,
                }
            )

    @api.model
    def _cron_open_periods(self):
        """Go on with the openings that wait, batch by batch; a killed run loses one batch."""
        for period in self.search([("state", "=", "opening")]):
            while period.state == "opening":
                done = period._open_batch()
                remaining = period.opening_total - period.opening_done
                if not self.env["ir.cron"]._commit_progress(done, remaining=max(remaining, 0)):
                    return

    def _opening_pending(self):
        """Return how many people still lack the document of this period."""
        self.ensure_one()
        self.env.flush_all()
        source = (
            self._sql_missing_plans() if self.kind == "year" else self._sql_missing_evaluations()
        )
        return self.env.execute_query(SQL("SELECT count(*) FROM (%s) AS missing", source))[0][0]

    def _open_batch(self, size=BATCH_SIZE):
        """Make the documents of the next ``size`` people; return how many were made."""
        self.ensure_one()
        self.env.flush_all()
        ids = self._insert_plans(size) if self.kind == "year" else self._insert_evaluations(size)
        self.env.invalidate_all()
        values = {"opening_done": self.opening_done + len(ids)}
        if len(ids) < size:
            values["state"] = "open"
            values["opening_total"] = values["opening_done"]
        self.write(values)
        _logger.info("%s: %s documents opened", self.name, values["opening_done"])
        return len(ids)

    # ------------------------------------------------------------------
    # A year: one draft plan for each civil servant
    # ------------------------------------------------------------------

    def _sql_missing_plans(self):
        """The people who are to have a plan this year and have none, with their present post."""
        return SQL(
            """
            SELECT employee.id AS employee_id, duty.first_day, version.*
              FROM hr_employee AS employee
              JOIN LATERAL (
                   SELECT v.id AS version_id, v.department_id, v.job_title, v.asn_rank_id,
                          v.asn_position_kind, v.asn_functional_level, v.asn_is_unit_head,
                          v.asn_evaluator_id, v.asn_status, v.asn_additional_duty
                     FROM hr_version AS v
                    WHERE v.employee_id = employee.id AND v.active
                 ORDER BY (v.date_version <= %(today)s) DESC,
                          CASE WHEN v.date_version <= %(today)s THEN v.date_version END DESC,
                          v.date_version
                    LIMIT 1
                   ) AS version ON TRUE
              JOIN LATERAL (%(duty)s) AS duty ON duty.first_day <= %(end)s
             WHERE employee.active AND employee.company_id = %(company)s
               AND version.asn_status IN ('cpns', 'pns', 'pppk', 'pppk_part_time')
               AND NOT EXISTS (
                   SELECT FROM asn_skp AS plan
                    WHERE plan.employee_id = employee.id AND plan.period_id = %(period)s)
               AND NOT %(excluded)s
            """,
            excluded=self._sql_excluded(
                SQL("employee.id"), SQL("%s::date", self.date_start), SQL("%s::date", self.date_end)
            ),
            duty=self._sql_first_day(),
            end=self.date_end,
            today=self._opening_day(),
            company=self.company_id.id,
            period=self.id,
        )

    def _opening_day(self):
        """The day for which posts are read: today, kept inside the period."""
        return min(max(self.today(), self.date_start), self.date_end)

    def _insert_plans_of(self, employee_ids):
        """Make the plans of these people only, of those who have none."""
        missing = SQL(
            "SELECT * FROM (%s) AS missing WHERE employee_id = ANY(%s)",
            self._sql_missing_plans(),
            employee_ids,
        )
        return self._insert_plans(len(employee_ids), missing)

    def _insert_plans(self, size, missing=None):
        plan = self.env["asn.skp"]
        rows = self.env.execute_query(
            SQL(
                """
                WITH missing AS (%(missing)s ORDER BY employee_id LIMIT %(size)s)
                INSERT INTO asn_skp (
                       employee_id, period_id, company_id, date_start, date_end, months,
                       approach, form, state,
                       employee_name, nip, rank_id, rank_name, job_title, position_kind,
                       functional_level, is_unit_head, additional_duty, unit_id, version_id,
                       evaluator_id, superior_id, user_id, evaluator_user_id, superior_user_id,
                       evaluator_name, result_count, indicator_count,
                       create_uid, create_date, write_uid, write_date)
                SELECT missing.employee_id, %(period)s, %(company)s, missing.first_day, %(end)s,
                       GREATEST(%(months)s, 1), 'quantitative',
                       CASE WHEN missing.asn_position_kind = 'senior_leader'
                            THEN 'senior_leader' ELSE 'administrator' END,
                       'draft',
                       employee.name, employee.asn_nip, missing.asn_rank_id,
                       CASE WHEN rank.scheme = 'pns'
                            THEN rank.name || ' (' || rank.code || ')' ELSE rank.name END,
                       missing.job_title, missing.asn_position_kind,
                       missing.asn_functional_level, COALESCE(missing.asn_is_unit_head, FALSE),
                       missing.asn_additional_duty,
                       missing.department_id, missing.version_id,
                       evaluator.id, superior.id,
                       employee.user_id, evaluator.user_id, superior.user_id,
                       evaluator.name, 0, 0,
                       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM missing
                  JOIN hr_employee AS employee ON employee.id = missing.employee_id
             LEFT JOIN asn_rank AS rank ON rank.id = missing.asn_rank_id
             LEFT JOIN hr_employee AS evaluator ON evaluator.id = missing.asn_evaluator_id
             LEFT JOIN hr_version AS above ON above.id = evaluator.current_version_id
             LEFT JOIN hr_employee AS superior ON superior.id = above.asn_evaluator_id
                ON CONFLICT DO NOTHING
             RETURNING id
                """,
                missing=missing or self._sql_missing_plans(),
                size=size,
                period=self.id,
                company=self.company_id.id,
                end=self.date_end,
                months=plan._sql_months(SQL("missing.first_day"), SQL("%s::date", self.date_end)),
                uid=self.env.uid,
            )
        )
        ids = [row[0] for row in rows]
        if ids:
            self._insert_plan_behaviours(ids)
            self._insert_activities("asn.skp", ids, "user_id")
        return ids

    def _insert_plan_behaviours(self, plan_ids):
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_skp_behaviour (skp_id, value_id, sequence)
                SELECT plan.id, value.id, value.sequence
                  FROM unnest(%s) AS plan(id)
            CROSS JOIN asn_behaviour_value AS value
                 WHERE value.active
                ON CONFLICT DO NOTHING
             RETURNING 1
                """,
                plan_ids,
            )
        )

    def _get_activity_deadline(self, model):
        """Return by when whoever gets a document of ``model`` is to act."""
        return self.date_due or self.date_end

    def _insert_activities(self, model, ids, user_field):
        """One activity for each document whose next actor has a login; no mail is sent."""
        documents = self.env[model]
        xmlid, _field = documents._workflow_activities[documents._workflow_first_state]
        activity_type = self.env.ref(xmlid)
        self.env.execute_query(
            SQL(
                """
                INSERT INTO mail_activity (
                       res_model_id, res_model, res_id, res_name, activity_type_id, summary,
                       user_id, date_deadline, automated, active,
                       create_uid, create_date, write_uid, write_date)
                SELECT %(model_id)s, %(model)s, document.id,
                       document.employee_name || ' – ' || %(period)s, %(type)s, NULL,
                       document.%(user)s, %(deadline)s, TRUE, TRUE,
                       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM %(table)s AS document
                 WHERE document.id = ANY(%(ids)s) AND document.%(user)s IS NOT NULL
             RETURNING 1
                """,
                model_id=self.env["ir.model"]._get_id(model),
                model=model,
                period=self.name,
                type=activity_type.id,
                user=SQL.identifier(user_field),
                deadline=self._get_activity_deadline(model),
                uid=self.env.uid,
                table=SQL.identifier(documents._table),
                ids=ids,
            )
        )
