from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ...rules import workflow
from ..base import selections


class AsnEvaluationMove(models.Model):
    """Moving somebody in the nine-box before release, and what the nine-box asks about."""

    _inherit = "asn.evaluation"

    @api.model
    def _calibration_domain(self, period, unit):
        """Return the condition of the evaluations of ``unit`` and the units below it."""
        domain = Domain("period_id", "=", period.id)
        return domain & Domain("unit_id", "child_of", unit.id) if unit else domain

    @api.model
    def _calibration_own(self, user):
        """Return the condition of the evaluations of ``user`` himself or herself."""
        # sudo: which employees the login belongs to
        mine = user.sudo().employee_ids.ids
        return Domain("user_id", "=", user.id) | Domain("employee_id", "in", mine)

    @api.model
    def _calibration_logins(self):
        return Domain("user_id", "!=", False)

    def _get_move_stamp(self, draft):
        """Return what changes when somebody changes the ratings; ``draft`` may be empty."""
        return draft.revision or 0

    def _filter_result_fixed(self):
        """Return the heads of units whose rating of results follows from the achievement."""
        found = self._get_head_ratings()
        return self.filtered(lambda evaluation: found.get(evaluation, {}).get("rating"))

    def _may_move(self):
        """Tell whether the current user moves this person now."""
        if "calibration" not in self._workflow_editable_parts():
            return False
        # sudo: a setting of the region is read
        return self._is_moved_by_evaluator() or self.sudo().company_id.asn_superior_moves

    def _is_moved_by_evaluator(self):
        return workflow.EVALUATOR in self._workflow_roles()

    def action_move(self, result_rating, behaviour_rating, reason, stamp):
        """Give one person other ratings before release; the evaluator, or the superior.

        The predicate follows. The change is kept with both sides and the reason, and the evaluator
        is told when it was the superior. Where the rating of results then differs from the
        suggested one, the person reads the reason on release.

        :param int stamp: what the screen knew of the ratings; a later change refuses
        :raises AccessError: hidden, released, or for somebody else
        :raises UserError: nothing to move, no reason, or changed in between
        """
        self._check_one()
        self._check_move(result_rating, behaviour_rating, reason)
        self._lock_or_refuse()
        self.invalidate_recordset(["state"])
        if not self._may_move():
            raise AccessError(self._move_refusal())
        draft = self.sudo().rating_ids  # sudo: the check above is the right to change both ratings
        draft.invalidate_recordset()
        if not draft.result_rating or not draft.behaviour_rating:
            raise UserError(
                self.env._(
                    "%s: choose a rating for work results and one for work behaviour.",
                    self.display_name,
                )
            )
        is_number = isinstance(stamp, int) and not isinstance(stamp, bool)
        if not is_number or stamp != self._get_move_stamp(draft):
            raise UserError(
                self.env._(
                    "The rating of %s was changed in the meantime. Load the page again and look.",
                    self.employee_name,
                )
            )
        if draft.result_rating != result_rating and self.sudo()._filter_result_fixed():
            raise UserError(
                self.env._(
                    "%s heads a unit: the rating of work results follows from the achievement of "
                    "the unit.",
                    self.employee_name,
                )
            )
        if (draft.result_rating, draft.behaviour_rating) == (result_rating, behaviour_rating):
            return True  # asked twice: nothing changes
        self._apply_move(draft, result_rating, behaviour_rating, reason.strip())
        return True

    def _check_move(self, result_rating, behaviour_rating, reason):
        ratings = dict(selections.RATINGS)
        for value in (result_rating, behaviour_rating):
            if not isinstance(value, str) or value not in ratings:
                raise ValidationError(self.env._("Choose one of the listed ratings."))
        problem = self._guard_text_problem(self._fields["reflection"], reason or "")
        if problem:
            raise ValidationError(self.env._("Reason: %s", problem))
        if not (reason or "").strip():
            raise UserError(self.env._("Write the reason for the change; it is kept with it."))

    def _move_refusal(self):
        if self.state in workflow.RELEASED_STATES:
            return self.env._(
                "%s was released. Only an objection or a reopening changes the rating now.",
                self.display_name,
            )
        return self.env._(
            "%s is moved by the evaluator, or by the evaluator's superior where the region allows "
            "it.",
            self.display_name,
        )

    def _apply_move(self, draft, result_rating, behaviour_rating, reason):
        """Write the ratings and keep the change. ``draft`` is read as superuser."""
        before = {
            "result_before": draft.result_rating,
            "behaviour_before": draft.behaviour_rating,
            "predicate_before": draft.predicate,
        }
        values = {"result_rating": result_rating, "behaviour_rating": behaviour_rating}
        if self._needs_reason(draft, result_rating):
            values["reason"] = "\n".join(filter(None, (draft.reason, reason)))
        draft.write(values)
        # sudo: nobody writes to this log directly
        change = (
            self.env["asn.calibration.change"]
            .sudo()
            .with_context(mail_create_nolog=True, mail_create_nosubscribe=True)
            .create(
                {
                    **before,
                    "evaluation_id": self.id,
                    "company_id": self.sudo().company_id.id,
                    "employee_name": self.employee_name,
                    "user_id": self.env.uid,
                    "user_name": self.env.user.name,
                    "result_after": result_rating,
                    "behaviour_after": behaviour_rating,
                    "predicate_after": draft.predicate,
                    "reason": reason,
                }
            )
        )
        evaluator = self.sudo().evaluator_user_id
        if evaluator and evaluator != self.env.user:
            # Without a message: the activity says it, and only to the evaluator.
            change.with_context(mail_activity_quick_update=True).activity_schedule(
                "hr_asn_kinerja.mail_activity_type_calibrated", user_id=evaluator.id
            )

    def _needs_reason(self, draft, result_rating):
        """Tell whether the person is owed the reason for a result that was not suggested."""
        return (
            self.has_score
            and draft.result_rating != result_rating
            and result_rating != self.suggested_rating
        )
