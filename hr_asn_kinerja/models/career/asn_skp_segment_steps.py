from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ...rules import indicator as indicator_rules
from ...rules import workflow


class AsnSkpSegmentSteps(models.Model):
    """The steps that change the days of a plan: split, end early, merge back."""

    _inherit = "asn.skp"

    def _split(self, on, results=None, reason=None):
        """End this plan the day before ``on`` and start the plan of the new post there.

        :param on: first day in the new post
        :param results: the work results that go along; by default the individual ones
        :return: the new plan, a draft
        :raises AccessError, UserError, ValidationError: not allowed, frozen, or a wrong date
        """
        self.ensure_one()
        self._check_change("split")
        problem = self._get_split_problem(on)
        if problem:
            raise ValidationError(problem)
        # sudo: the office may split; what follows are copies and sums, not somebody's words
        plan = self.sudo()
        if results is None:
            results = plan.result_ids.filtered(lambda r: r.classification != "organisation")
        if results - plan.result_ids:
            raise ValidationError(self.env._("Choose results of this plan only."))
        date_end, months = plan.date_end, plan.target_months or plan.months
        later = plan._cut(on, self.env._("another post from %s", format_date(self.env, on)))
        values = plan._prepare_next_plan(on, date_end)
        new = self.env["asn.skp"].sudo().create(values)  # sudo: as above
        plan._copy_results_to(new, results.sudo(), months)
        plan._copy_expectations_to(new)
        later._move_to(new)
        plan._log_change("split", reason or new.headline)
        new._log_change("continue", reason or plan.headline)
        for document in later:  # the new plan has its reminder, the earlier one keeps its own
            document._workflow_schedule()
        return new.sudo(False).with_user(self.env.user)

    def _cut(self, on, why):
        """End the plan the day before ``on``; return the evaluations that lie after it."""
        self.ensure_one()
        last = on - timedelta(days=1)
        months = self.target_months or self.months
        evaluations = self.evaluation_ids.filtered(lambda e: e.state not in workflow.FROZEN_STATES)
        later = evaluations.filtered(lambda e: e.date_start >= on)
        cut = evaluations.filtered(lambda e: e.date_start < on <= e.date_end)
        duty = evaluations._get_duty()
        is_new_post = self.version_id and self.version_id.date_version >= on
        self.write({"date_end": last, "target_months": months})
        if is_new_post:
            # The copy was taken later in the year: the earlier part belongs to the earlier post.
            moved = self.version_id.asn_evaluator_id == self.evaluator_id
            self._take_snapshot_of(last, keep_evaluator=not moved)
            for evaluation in evaluations - later:
                evaluation.write(self._copy_snapshot())
        cut._cut(
            last,
            self.env._(
                "Evaluated up to %(day)s: %(why)s.", day=format_date(self.env, last), why=why
            ),
        )
        (evaluations - later)._refresh_targets(duty)
        return later

    def _prepare_next_plan(self, on, date_end):
        """Return the values of the plan that follows this one from the day ``on``."""
        return {
            "employee_id": self.employee_id.id,
            "period_id": self.period_id.id,
            "date_start": on,
            "date_end": date_end,
            "approach": self.approach,
            "previous_skp_id": self.id,
        }

    def _take_snapshot_of(self, on, keep_evaluator=False):
        """Copy person, post, unit and evaluator as they are on the day ``on``."""
        for plan in self:
            evaluator = plan.evaluator_id if keep_evaluator else None
            values = plan._prepare_snapshot(plan.employee_id, on, evaluator)
            values["version_id"] = plan.employee_id._get_version(on).id
            is_leader = values["position_kind"] == "senior_leader"
            values["form"] = "senior_leader" if is_leader else "administrator"
            plan.write(values)

    def _copy_results_to(self, new, results, months):
        """Copy work results with their indicators; sums take the share of the new plan's months.

        The superior's results are linked only while the evaluator stays the same.
        """
        keeps_line = bool(new.evaluator_id) and new.evaluator_id == self.evaluator_id
        data = []
        for result in results:
            values = result.copy_data({"skp_id": new.id})[0]
            if not keeps_line:
                values["parent_result_ids"] = [fields.Command.clear()]
            data.append(values)
        lines = []
        for result, copied in zip(results, results.create(data), strict=True):
            for indicator in result.indicator_ids:
                share = self._prepare_share(indicator, new.months, months)
                values = indicator.copy_data({"result_id": copied.id, **share})[0]
                if not keeps_line:
                    values["parent_indicator_id"] = False
                lines.append(values)
        results.indicator_ids.create(lines)

    def _copy_expectations_to(self, new):
        """Copy what the leader expects of the behaviour, while the leader stays the same."""
        if not new.evaluator_id or new.evaluator_id != self.evaluator_id:
            return
        expected = {line.value_id: line.expectation for line in self.behaviour_ids}
        for line in new.behaviour_ids:
            line.expectation = expected.get(line.value_id)

    @api.model
    def _prepare_share(self, indicator, part, whole):
        """Return the targets of ``indicator`` for ``part`` of the ``whole`` months."""
        values = {"distribution": "prorated"}
        if indicator.target_kind not in ("number", "range"):
            return values
        for name in ("target_value", "target_max"):
            share = indicator_rules.period_target(
                indicator.aggregation, Decimal(str(indicator[name] or 0)), min(part, whole), whole
            )
            values[name] = float(share)
        return values

    def _end(self, last, reason=None):
        """End the plan on the day ``last``: retirement, departure. Nothing follows it.

        :raises AccessError, UserError, ValidationError: not allowed, frozen, or a wrong date
        """
        self.ensure_one()
        self._check_change("end")
        problem = self._get_end_problem(last)
        if problem:
            raise ValidationError(problem)
        # sudo: the office may end it; days and sums follow
        plan = self.sudo()
        later = plan.evaluation_ids.filtered(lambda e: e.date_start > last)
        used = later.filtered(lambda e: e.transition_ids or e.rating_ids)
        if used:
            raise UserError(
                self.env._(
                    "%s was worked on already: it cannot be taken away. Choose a later day.",
                    used[0].display_name,
                )
            )
        later.unlink()
        plan._cut(last + timedelta(days=1), reason or self.env._("end of service"))
        plan._log_change("end", reason or format_date(self.env, last))

    def action_merge(self):
        """Take a split back: the earlier plan runs on, the new draft is cancelled."""
        self._check_change("merge")
        for plan in self:
            plan._merge()
        return True

    def _merge(self):
        self.ensure_one()
        # sudo: checked by the caller; days and copies only
        plan = self.sudo()
        before = plan.previous_skp_id
        if not before or before.date_end != plan.date_start - timedelta(days=1):
            raise UserError(self.env._("%s does not follow another plan.", self.display_name))
        if before.state not in workflow.RUNNING_PLAN_STATES:
            raise UserError(
                self.env._(
                    "%(plan)s is %(state)s and cannot run on.",
                    plan=before.display_name,
                    state=before._workflow_state_label(),
                )
            )
        if plan.result_ids.indicator_ids.realisation_ids:
            raise UserError(self.env._("Work was logged against the new plan already."))
        touching = before.evaluation_ids.filtered(
            lambda e: (
                e.date_end == before.date_end
                and e.date_end < min(e.period_id.date_end, plan.date_end)
            )
        )
        if touching.filtered(lambda e: e.state in workflow.FROZEN_STATES):
            raise UserError(
                self.env._(
                    "The earlier post was released up to the day of the change: it stays as it is."
                )
            )
        date_end, moved = plan.date_end, plan.evaluation_ids
        duty = before.evaluation_ids._get_duty()
        plan.write({"state": "cancelled"})
        before.write({"date_end": date_end})
        if before.months >= before.target_months:
            before.target_months = 0
        for evaluation in touching:
            end = min(evaluation.period_id.date_end, date_end)
            evaluation._set_days(evaluation.date_start, end)
            evaluation.remark = False
        moved._move_to(before)
        if before.state == "agreed":
            before._sync_evaluations()
        before.evaluation_ids.filtered(
            lambda e: e.state not in workflow.FROZEN_STATES
        )._refresh_targets(duty)
        plan._log_change("merge", before.headline, "draft")
        before._log_change("merge", plan.headline)
        for document in (plan, before, *moved):
            document._workflow_schedule()

    def _log_change(self, action, reason=None, state_from=None):
        """Add the line of a change of days to the history."""
        for plan in self:
            step = workflow.Transition(state_from or plan.state, action, (), plan.state)
            self.env["asn.transition"]._log(plan, "skp_id", step, reason)
