from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...rules import workflow
from ..base.actions import form_of


class AsnSkpAnnual(models.Model):
    """What the annual evaluation follows of its plan: lines, days, evaluator, change of post.

    ``evaluation_ids`` stays the periodic evaluations: work of a day belongs to one of those, and
    whatever counts evaluations of a plan must not meet the year a second time.
    """

    _inherit = "asn.skp"

    evaluation_ids = fields.One2many(domain=[("period_kind", "!=", "year")])
    annual_evaluation_ids = fields.One2many(
        "asn.evaluation",
        "skp_id",
        string="Annual Evaluation",
        domain=[("period_kind", "=", "year")],
        readonly=True,
    )

    # ------------------------------------------------------------------
    # One person
    # ------------------------------------------------------------------

    def action_open_annual(self):
        """Make the annual evaluation of these people now, who retire or leave during the year."""
        self._check_annual_opening()
        annual = self.env["asn.evaluation"]
        for plan in self.sudo():  # sudo: the office may open it; it holds copies and sums
            annual |= plan._find_annual() or plan._make_annual()
        if len(annual) != 1:
            return True
        return form_of(annual)

    def _check_annual_opening(self):
        if not self or not all(self._ids):
            raise UserError(self.env._("Choose at least one plan."))
        self.check_access("read")
        for plan in self:
            try:
                workflow.check_change("open_annual", plan.state, plan._workflow_roles())
            except workflow.RoleNotAllowedError as error:
                raise AccessError(
                    self.env._(
                        "The annual evaluation of %s is opened by the unit's performance officer "
                        "or the HR office.",
                        plan.display_name,
                    )
                ) from error
            except workflow.NoTransitionError as error:
                raise UserError(
                    self.env._(
                        "%(document)s is %(state)s. The annual evaluation rests on an agreed plan.",
                        document=plan.display_name,
                        state=plan._workflow_state_label(),
                    )
                ) from error
            if plan.sudo().period_id.state != "open":  # sudo: state of the year
                raise UserError(self.env._("%s is not open.", plan.period_id.name))
            if not plan._is_last_segment():
                raise UserError(
                    self.env._(
                        "%s is not the last plan of this person in the year. The annual evaluation "
                        "belongs to the last post: open it there.",
                        plan.display_name,
                    )
                )

    def _is_last_segment(self):
        """Tell whether the person has no later plan in the year."""
        self.ensure_one()
        return not self.sudo().search_count(  # sudo: days of the same person's plans
            [
                ("employee_id", "=", self.employee_id.id),
                ("period_id", "=", self.period_id.id),
                ("state", "!=", "cancelled"),
                ("date_start", ">", self.date_start),
            ],
            limit=1,
        )

    def _find_annual(self):
        """Return the annual evaluation of this person and year, whichever plan it belongs to."""
        self.ensure_one()
        return self.env["asn.evaluation"].search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("period_id", "=", self.period_id.id),
                ("period_kind", "=", "year"),
            ],
            limit=1,
        )

    def _make_annual(self):
        """Make the annual evaluation with its lines and the reminder. Runs as superuser."""
        self.ensure_one()
        evaluation = self.env["asn.evaluation"]
        annual = evaluation.create(evaluation._prepare_from_plan(self, self.period_id))
        annual._sync_lines()
        annual._workflow_schedule()
        return annual

    # ------------------------------------------------------------------
    # What the plan does, the annual evaluation follows
    # ------------------------------------------------------------------

    def _sync_evaluations(self):
        """Bring the annual evaluation up to date as well, or over to the plan of the last post."""
        result = super()._sync_evaluations()
        for plan in self:
            plan._sync_annual()
        return result

    def _sync_annual(self):
        annual = self._find_annual()
        if annual.state in workflow.FROZEN_STATES:
            return
        if not annual:
            is_opened = self.period_id.annual_state in ("opening", "open")
            if is_opened and self._is_appraised_in(self.period_id) and self._is_last_segment():
                self._make_annual()
            return
        if annual.skp_id != self:
            if annual.state == "rated" or not self._is_last_segment():
                return
            before = annual.evaluator_name
            annual._move_to(self)
            annual.date_due = self.period_id._get_annual_due(annual.date_end)
            if before and before != annual.evaluator_name:
                annual._add_remark(
                    self.env._(
                        "The last post of the year decides: %(name)s evaluates from %(day)s.",
                        name=annual.evaluator_name or "–",
                        day=format_date(self.env, self.date_start),
                    )
                )
            annual._workflow_schedule()
        annual._sync_lines()

    def _hand_over(self):
        result = super()._hand_over()
        # sudo: the officer may set the evaluator; the copies follow from that
        plan = self.sudo()
        annual = plan.annual_evaluation_ids.filtered(
            lambda e: e.state not in workflow.RELEASED_STATES
        )
        if annual:
            before, on = annual.evaluator_name, plan.period_id.today()
            annual.write(
                {
                    "evaluator_id": plan.evaluator_id.id,
                    "evaluator_name": plan.evaluator_name,
                    "superior_id": plan.superior_id.id,
                    "evaluator_user_id": plan.evaluator_user_id.id,
                    "superior_user_id": plan.superior_user_id.id,
                }
            )
            if before and before != plan.evaluator_name:
                annual._remark_evaluator(before, on)
            annual._workflow_schedule()
        return result

    def _get_cut_problem(self, on):
        problem = super()._get_cut_problem(on)
        # sudo: only state and days of the annual evaluation of this plan
        annual = self.sudo().annual_evaluation_ids.filtered(lambda e: e.date_end >= on)
        if problem or annual.state not in ("rated", *workflow.FROZEN_STATES):
            return problem
        return self.env._(
            "The annual evaluation is %s already. Ask the evaluator or the HR office to take it "
            "back first.",
            annual._workflow_state_label(),
        )

    def _cut(self, on, why):
        annual = self.annual_evaluation_ids.filtered(
            lambda e: e.state not in workflow.FROZEN_STATES and e.date_end >= on
        )
        duty = annual._get_duty()
        later = super()._cut(on, why)
        for evaluation in annual:
            evaluation.write(self._copy_snapshot())
            evaluation._set_days(evaluation.date_start, on - timedelta(days=1))
            evaluation.date_due = self.period_id._get_annual_due(evaluation.date_end)
        annual._refresh_targets(duty)
        return later

    def _merge(self):
        before = self.sudo().previous_skp_id  # sudo: checked by the caller; days and copies only
        annual = before.annual_evaluation_ids.filtered(
            lambda e: e.state not in workflow.FROZEN_STATES
        )
        duty = annual._get_duty()
        result = super()._merge()
        for evaluation in annual:
            evaluation._set_days(evaluation.date_start, before.date_end)
            evaluation.date_due = before.period_id._get_annual_due(evaluation.date_end)
        annual._refresh_targets(duty)
        return result
