from odoo import api, fields, models
from odoo.exceptions import UserError


class AsnSkpSocialisation(models.Model):
    """Where a region wants it, a plan is proposed once its employee knows what it is for."""

    _inherit = "asn.skp"

    waits_for_socialisation = fields.Boolean(
        compute="_compute_waits_for_socialisation", export_string_translation=False
    )

    @api.depends("employee_id", "period_id", "state", "company_id")
    @api.depends_context("uid")
    def _compute_waits_for_socialisation(self):
        waiting = self.filtered(
            lambda plan: plan.state in ("draft", "returned") and plan.user_id == self.env.user
        )._filter_not_understood()
        for plan in self:
            plan.waits_for_socialisation = plan in waiting

    def _filter_not_understood(self):
        """Return the plans whose employee has not understood yet, where the region waits for it.

        A campaign that is not open keeps nobody waiting: there would be no way to do it.
        """
        # sudo: a setting of the region, the state of a campaign, and whether a day is filled in
        plans = self.filtered(lambda plan: plan.sudo().company_id.asn_plan_after_socialisation)
        if not plans:
            return plans
        campaigns = (
            self.env["asn.socialisation"]
            .sudo()
            .search([("period_id", "in", plans.period_id.ids), ("state", "=", "open")])
        )
        done = {
            (campaign.period_id.id, employee.id)
            for campaign, employee in self.env["asn.socialisation.participant"]
            .sudo()
            .with_context(active_test=False)
            ._read_group(
                [
                    ("socialisation_id", "in", campaigns.ids),
                    ("employee_id", "in", plans.employee_id.ids),
                    "|",
                    ("date_understood", "!=", False),
                    ("exempt_reason", "!=", False),
                ],
                ["socialisation_id", "employee_id"],
            )
        }
        return plans.filtered(
            lambda plan: (
                plan.period_id in campaigns.period_id
                and (plan.period_id.id, plan.employee_id.id) not in done
            )
        )

    def _require_understood(self, transition, reason):
        """The employee has read what the appraisal is for, or is exempt (setting of the region)."""
        if self._filter_not_understood():
            raise UserError(
                self.env._(
                    "Before you propose your plan, take ten minutes for My Performance > Getting "
                    "to know: read the cards and answer three questions, as often as you like. "
                    "Your draft is kept. On long leave? The HR office can exempt you."
                )
            )

    def action_open_socialisation(self):
        """Open the page "Getting to know"."""
        self.check_access("read")
        return self.env["ir.actions.client"]._for_xml_id(
            "hr_asn_kinerja.asn_socialisation_action_page"
        )
