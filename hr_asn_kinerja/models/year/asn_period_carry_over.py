from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import workflow


class AsnPeriodCarryOver(models.Model):
    """What is not done at the end of a year goes on: actions of development.

    They have their own days and their own people, so closing the year locks none of them. Their
    plans keep a line that says so, and the reminders of their due days run on.
    """

    _inherit = "asn.period"

    def _closing_development_domain(self):
        """Return the condition of actions that follow from this year and are not done."""
        return Domain(
            "plan_id",
            "any",
            [
                ("state", "in", workflow.OPEN_DEVELOPMENT_STATES),
                ("evaluation_id.period_id", "in", (self | self.child_ids).ids),
            ],
        ) & Domain("state", "in", ("planned", "running"))

    def _carry_over(self):
        """Write to each open plan of development that it goes on; one statement for all."""
        result = super()._carry_over()
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_transition (
                       development_id, action, state_from, state_to, user_id, date, reason)
                SELECT plan.id, 'carry_over', plan.state, plan.state, %(uid)s,
                       now() AT TIME ZONE 'UTC', %(reason)s
                  FROM asn_development_plan AS plan
                  JOIN asn_evaluation AS evaluation ON evaluation.id = plan.evaluation_id
                 WHERE evaluation.period_id = ANY(%(periods)s) AND plan.state IN %(open)s
                   AND EXISTS (SELECT FROM asn_development_action AS action
                                WHERE action.plan_id = plan.id
                                  AND action.state IN ('planned', 'running'))
              ORDER BY plan.id
             RETURNING 1
                """,
                uid=self.env.uid,
                reason=self.env._("%s is closed; what is not done goes on.", self.name),
                periods=(self | self.child_ids).ids,
                open=workflow.OPEN_DEVELOPMENT_STATES,
            )
        )
        self.env["asn.transition"].invalidate_model()
        return result
