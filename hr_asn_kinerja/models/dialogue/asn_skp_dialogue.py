from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .asn_dialogue import HELD_STATES


class AsnSkpDialogue(models.Model):
    """The dialogues of a plan: one click to them, and a hint when there was none for long."""

    _inherit = "asn.skp"

    dialogue_hint = fields.Char(compute="_compute_dialogue_hint", export_string_translation=False)
    needs_dialogue = fields.Boolean(
        string="No dialogue for long",
        compute="_compute_needs_dialogue",
        search="_search_needs_dialogue",
    )

    @api.model
    def _dialogue_cutoff(self):
        """Return the first day that is not too long ago, or None where no hint is wanted."""
        months = self.env.company.sudo().asn_dialogue_months  # sudo: a setting of the region
        return self._today_of_region() - relativedelta(months=months) if months else None

    def _search_needs_dialogue(self, operator, value):
        """Agreed plans that began long ago, without a dialogue since or one that is planned."""
        if operator != "in":
            return NotImplemented
        cutoff = self._dialogue_cutoff()
        if cutoff is None:
            return Domain.FALSE if True in value else Domain.TRUE
        now = fields.Datetime.now()
        # sudo: whether there was one, and nothing of it
        talked = (
            self.env["asn.dialogue"]
            .sudo()
            ._search(
                Domain("state", "in", HELD_STATES) & Domain("date_start", ">=", cutoff)
                | Domain("state", "=", "planned") & Domain("date_start", ">=", now)
            )
        )
        needs = (
            Domain("state", "=", "agreed")
            & Domain("date_start", "<", cutoff)
            & Domain("date_end", ">=", self._today_of_region())
            & Domain("employee_id", "not in", talked.subselect("employee_id"))
        )
        return needs if True in value else ~needs

    def _compute_needs_dialogue(self):
        found = self.search([("id", "in", self.ids), ("needs_dialogue", "=", True)])
        for plan in self:
            plan.needs_dialogue = plan in found

    @api.depends_context("uid")
    def _compute_dialogue_hint(self):
        mine = self.filtered(lambda plan: plan.evaluator_user_id == self.env.user)
        quiet = mine.filtered("needs_dialogue") if mine else mine
        months = self.env.company.sudo().asn_dialogue_months  # sudo: a setting of the region
        for plan in self:
            plan.dialogue_hint = (
                self.env._(
                    "No dialogue with %(name)s for %(months)s months. Half an hour often helps "
                    "more than a reminder.",
                    name=plan.employee_name,
                    months=months,
                )
                if plan in quiet
                else False
            )

    def action_plan_dialogue(self):
        """Open an empty dialogue about this plan."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_dialogue_action_new"
        )
        return {**action, "context": {"default_skp_id": self.id}}

    def action_view_dialogues(self):
        """Open the dialogues about this plan."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_dialogue_action_of_plan"
        )
        return {
            **action,
            "domain": [("skp_id", "=", self.id)],
            "context": {"default_skp_id": self.id},
        }

    # ------------------------------------------------------------------
    # Another evaluator takes planned dialogues over; those that were held keep theirs
    # ------------------------------------------------------------------

    def _hand_over(self):
        result = super()._hand_over()
        self._hand_over_dialogues()
        return result

    @api.model
    def _hand_over_plans(self, changes):
        before = super()._hand_over_plans(changes)
        if before:
            plans = self.browse(before)
            plans.invalidate_recordset()
            plans._hand_over_dialogues()
        return before

    def _hand_over_dialogues(self):
        # sudo: the change of evaluator was allowed; its planned dialogues follow
        dialogues = self.env["asn.dialogue"].sudo()
        for dialogue in dialogues.search([("skp_id", "in", self.ids), ("state", "=", "planned")]):
            plan = dialogue.skp_id
            if dialogue.evaluator_id == plan.evaluator_id or not plan.evaluator_id:
                continue
            dialogue.write(plan._prepare_evaluator(plan.evaluator_id, plan.superior_id))
            dialogue._leave_calendar()
            dialogue._meet()
            dialogue._workflow_schedule()
