from odoo import api, models
from odoo.tools import SQL

from ...rules import workflow


class AsnSkpDevelopment(models.Model):
    """Another evaluator takes along what is being developed.

    Only what the evaluator before accompanied: whom the HR office has named stays.
    """

    _inherit = "asn.skp"

    def write(self, vals):
        if "evaluator_id" not in vals or self.env.su:
            return super().write(vals)
        before = [
            (plan.id, evaluator.id)
            for plan in self
            for evaluator in plan.evaluator_id | plan.previous_skp_id.sudo().evaluator_id
        ]  # sudo: the plan of the post before may belong to another unit; compared, not shown
        result = super().write(vals)
        self._hand_over_development(before)
        return result

    @api.model
    def _hand_over_plans(self, changes):
        before = super()._hand_over_plans(changes)
        self._hand_over_development([(plan, old) for plan, old, *_new in changes if plan in before])
        return before

    def _split(self, on, results=None, reason=None):
        before = self.evaluator_id
        new = super()._split(on, results, reason)
        self._hand_over_development([(new.id, before.id)])
        return new

    @api.model
    def _hand_over_development(self, before):
        """Pass running development plans on to the evaluator that the plan has now.

        :param before: list of (plan id, evaluator who accompanied until now)
        """
        before = [(plan, evaluator) for plan, evaluator in before if evaluator]
        if not before:
            return
        self.env.flush_all()
        plans, evaluators = zip(*before, strict=True)
        rows = self.env.execute_query(
            SQL(
                """
                WITH moved AS (
                    UPDATE asn_development_plan AS development
                       SET evaluator_id = plan.evaluator_id,
                           evaluator_name = plan.evaluator_name,
                           superior_id = plan.superior_id,
                           evaluator_user_id = plan.evaluator_user_id,
                           superior_user_id = plan.superior_user_id,
                           write_uid = %(uid)s, write_date = now() AT TIME ZONE 'UTC'
                      FROM unnest(%(plans)s::int[], %(evaluators)s::int[])
                           AS before (skp_id, evaluator_id)
                      JOIN asn_skp AS plan ON plan.id = before.skp_id
                      JOIN hr_employee AS earlier ON earlier.id = before.evaluator_id
                     WHERE development.employee_id = plan.employee_id
                       AND development.evaluator_id = before.evaluator_id
                       AND development.state = ANY(%(running)s)
                       AND plan.evaluator_id NOT IN (before.evaluator_id, plan.employee_id)
                 RETURNING development.id, development.state, earlier.name AS earlier,
                           plan.evaluator_name AS later)
                INSERT INTO asn_transition (development_id, action, state_from, state_to, user_id,
                                            date, reason)
                SELECT id, 'hand_over', state, state, %(uid)s, now() AT TIME ZONE 'UTC',
                       COALESCE(earlier, '–') || ' → ' || COALESCE(later, '–')
                  FROM moved
             RETURNING development_id
                """,
                uid=self.env.uid,
                plans=list(plans),
                evaluators=list(evaluators),
                running=list(workflow.OPEN_DEVELOPMENT_STATES),
            )
        )
        if rows:
            self.env.invalidate_all()
            # sudo: reminders of the plans that were passed on
            developments = self.env["asn.development.plan"].sudo()
            developments.browse(row[0] for row in rows)._hand_over_activities()
