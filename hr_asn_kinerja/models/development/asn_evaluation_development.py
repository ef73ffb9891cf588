from odoo import api, fields, models

from ..base.actions import form_of


class AsnEvaluationDevelopment(models.Model):
    """One click from the evaluation to what follows from it."""

    _inherit = "asn.evaluation"

    can_start_development = fields.Boolean(
        compute="_compute_development", export_string_translation=False
    )
    development_state = fields.Selection(
        selection=lambda self: self.env["asn.development.plan"]._fields["state"].selection,
        string="Development Plan",
        compute="_compute_development",
    )
    has_development = fields.Boolean(
        compute="_compute_development", export_string_translation=False
    )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_development(self):
        """As the reader: who may not read a plan is not told that there is one."""
        plans = self.env["asn.development.plan"].search([("evaluation_id", "in", self.ids)])
        by_evaluation = {plan.evaluation_id.id: plan for plan in plans}
        for evaluation in self:
            plan = by_evaluation.get(evaluation._origin.id, plans.browse())
            evaluation.has_development = bool(plan)
            evaluation.development_state = plan.state
            evaluation.can_start_development = bool(
                not plan
                and evaluation.is_released
                and {"employee", "evaluator"} & evaluation._workflow_roles()
            )

    def action_open_development(self):
        """Open the development plan of this evaluation; employee or evaluator begin one."""
        self._check_one()
        plan = self.env["asn.development.plan"]._start(self)
        return form_of(plan)

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        # A release, or a decision on an objection that may have changed the ratings.
        if transition.next_state in ("released", "final"):
            self.env["asn.development.plan"]._start_required(self)
        return result
