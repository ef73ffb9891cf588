from odoo import Command, api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...rules import indicator as indicator_rules
from ...rules import workflow
from ..base.actions import form_of


class AsnInnovationPlan(models.Model):
    """An endorsed innovation becomes an additional result of the employee's plan.

    Only by the ways a plan has: the employee adds it to a plan that is being drafted. A plan that
    was agreed is reopened by its evaluator; both then agree on the new version.
    """

    _inherit = "asn.innovation"

    result_ids = fields.One2many(
        "asn.skp.result", "innovation_id", string="Results of the Plan", readonly=True
    )
    can_add_to_plan = fields.Boolean(compute="_compute_plan_step", export_string_translation=False)
    plan_note = fields.Char(compute="_compute_plan_step", export_string_translation=False)

    @api.depends("state", "result_ids")
    @api.depends_context("uid")
    def _compute_plan_step(self):
        for innovation in self:
            innovation.can_add_to_plan, innovation.plan_note = innovation._get_plan_step()

    def _get_plan_step(self):
        """Return (whether the reader may add it to the plan now, what that means)."""
        if self.state not in ("endorsed", "running"):
            return False, False
        # sudo: whether there is a plan, and in which state; its readers are the same line
        plan = self.sudo()._find_plan(self.sudo().employee_id)
        if not plan:
            return False, self.env._("There is no running plan to add it to.")
        if self.sudo().result_ids.filtered(lambda result: result.skp_id == plan):
            return False, self.env._("It is an additional result of %s.", plan.display_name)
        roles = self._workflow_roles()
        if plan.state == "agreed":
            if workflow.EVALUATOR in roles and plan.evaluator_user_id == self.env.user:
                return True, self.env._(
                    "The plan is agreed: adding the result reopens it, and both agree on the new "
                    "version."
                )
            return False, self.env._(
                "The plan is agreed: %s adds the result by reopening it.", plan.evaluator_name
            )
        if "content" in plan.with_user(self.env.user)._workflow_editable_parts():
            return True, self.env._("The plan is being worked out: the result is added to it.")
        return False, self.env._("The plan waits for the other side; add the result afterwards.")

    def action_add_to_plan(self):
        """Add the innovation to the employee's plan as an additional result, and open it.

        :raises AccessError: the caller may not change the plan
        :raises UserError: it is not endorsed, is in the plan already, or there is no plan
        """
        self._check_one()
        if self.state not in ("endorsed", "running"):
            raise UserError(self.env._("Only an endorsed innovation becomes a result of a plan."))
        # sudo: finds the plan; what the caller may do with it is asked as the caller below
        plan = self.sudo()._find_plan(self.sudo().employee_id)
        if not plan:
            raise UserError(self.env._("There is no running plan to add it to."))
        if self.sudo().result_ids.filtered(lambda result: result.skp_id == plan):
            raise UserError(self.env._("It is a result of this plan already."))
        plan = plan.with_user(self.env.user).sudo(False)
        plan.check_access("read")
        if not {workflow.EMPLOYEE, workflow.EVALUATOR} & plan._workflow_roles():
            raise AccessError(self.env._("The employee or the evaluator adds it to the plan."))
        if plan.state == "agreed":
            plan.action_reopen(
                self.env._("The innovation “%s” becomes an additional result.", self.name)
            )
        result = self.env["asn.skp.result"].create(self._prepare_result(plan))
        # sudo: the link is set by the server alone, on the line that the caller was allowed to add
        result.sudo().innovation_id = self
        return self.action_view_plan()

    def _prepare_result(self, plan):
        """Return the values of the additional result with its indicator."""
        source = self.sudo()._get_measure()  # sudo: the measure that was proposed
        kinds = {indicator_rules.RANGE: "range"}
        day = self.date_endorsed and format_date(self.env, self.date_endorsed)
        return {
            "skp_id": plan.id,
            "kind": "additional",
            "name": self.expected_effect,
            "assignment_source": self.env._(
                "Innovation “%(name)s”, endorsed on %(date)s", name=self.name[:200], date=day
            ),
            "indicator_ids": [
                Command.create(
                    {
                        "library_id": self.library_id.id if self.indicator_kind != "own" else False,
                        "name": self.indicator_name,
                        "aspect": source.aspect,
                        "unit": self.measure_unit,
                        "polarity": self.polarity,
                        "aggregation": self.aggregation,
                        "target_kind": kinds.get(self.polarity, "number"),
                        "target_value": self.target_value,
                        "target_max": self.target_max,
                        "baseline": self.before_value,
                    }
                )
            ],
        }

    def action_view_plan(self):
        """Open the plan that holds the innovation as a result."""
        self._check_one()
        # sudo: the plan is opened below for those only who may read it
        plan = self.sudo().result_ids.skp_id.sorted("id", reverse=True)[:1]
        if not plan:
            raise UserError(self.env._("It is no result of a plan yet."))
        plan.sudo(False).check_access("read")
        return form_of(plan)


class AsnSkpResultInnovation(models.Model):
    _inherit = "asn.skp.result"

    innovation_id = fields.Many2one(
        "asn.innovation",
        string="From the Innovation",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    _innovation_plan_unique = models.UniqueIndex(
        "(innovation_id, skp_id) WHERE innovation_id IS NOT NULL AND active",
        "It is a result of this plan already.",
    )


class AsnSkpInnovation(models.Model):
    _inherit = "asn.skp"

    def _hand_over(self):
        """Pass innovations that wait for an endorsement to the new evaluator as well."""
        result = super()._hand_over()
        # sudo: the officer may set the evaluator; what waits for the evaluator follows
        waiting = (
            self.env["asn.innovation"]
            .sudo()
            .search([("employee_id", "in", self.employee_id.ids), ("state", "=", "proposed")])
        )
        for innovation in waiting:
            innovation.write(innovation._prepare_line(innovation.employee_id))
            innovation.endorser_user_id = innovation._find_endorser()
            innovation._workflow_schedule()
        return result
