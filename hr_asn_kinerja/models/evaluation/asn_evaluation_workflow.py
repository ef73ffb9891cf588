from odoo import fields, models
from odoo.exceptions import UserError


class AsnEvaluationWorkflow(models.Model):
    """The steps of an evaluation: submit, rate, release, acknowledge; what each needs."""

    _inherit = "asn.evaluation"

    def action_submit(self):
        """The employee submits the period for rating."""
        return self._workflow_run("submit")

    def action_withdraw(self):
        """The employee takes a submitted period back."""
        return self._workflow_run("withdraw")

    def action_send_back(self, reason=None):
        """The evaluator returns a submitted period, with a reason."""
        return self._workflow_run("send_back", reason)

    def action_rate(self):
        """The evaluator confirms both ratings."""
        return self._workflow_run("rate")

    def action_revise(self):
        """The evaluator takes a rating back before it is released."""
        return self._workflow_run("revise")

    def action_release(self):
        """Release the ratings: the employee sees them, and they are frozen."""
        return self._workflow_run("release")

    def action_acknowledge(self):
        """The employee confirms having received the result."""
        return self._workflow_run("acknowledge")

    def action_reopen(self, reason=None):
        """The HR office takes a release back, with a reason."""
        return self._workflow_run("reopen", reason)

    def _workflow_deadline(self):
        return self.date_due or super()._workflow_deadline()

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        stamps = {
            "submit": "date_submitted",
            "rate": "date_rated",
            "release": "date_released",
            "acknowledge": "date_acknowledged",
        }
        if transition.action in stamps:
            values[stamps[transition.action]] = fields.Datetime.now()
        if transition.action == "release":
            values.update(self._prepare_release())
        elif transition.action == "reopen":
            empty = ("result_rating", "behaviour_rating", "predicate", "result_reason")
            empty += ("recommendation", "date_released", "date_acknowledged")
            values.update(dict.fromkeys(empty, False))
        return values

    def _prepare_release(self):
        """Return what the employee sees from now on: ratings, predicate, and the post of today."""
        draft = self.rating_ids
        on = min(max(self.period_id.today(), self.date_start), self.date_end)
        person = self._prepare_snapshot(self.employee_id, on, self.evaluator_id)
        keep = ("employee_name", "nip", "rank_id", "rank_name", "job_title", "functional_level")
        return {
            "result_rating": draft.result_rating,
            "behaviour_rating": draft.behaviour_rating,
            "predicate": draft.predicate,
            "result_reason": draft.reason,
            "recommendation": draft.recommendation,
            **{name: person[name] for name in keep},
        }

    def _require_both_ratings(self, transition, reason):
        # sudo: the HR office releases for others and may read the ratings anyhow
        draft = self.sudo().rating_ids
        if not draft.result_rating or not draft.behaviour_rating:
            raise UserError(
                self.env._(
                    "%s: choose a rating for work results and one for work behaviour.",
                    self.display_name,
                )
            )

    def _require_deviation_reason(self, transition, reason):
        draft = self.sudo().rating_ids  # sudo: as above
        deviates = self.has_score and draft.result_rating != self.suggested_rating
        if deviates and not (draft.reason or "").strip():
            raise UserError(
                self.env._(
                    "%(name)s: the rating of work results differs from the suggested one. "
                    "Write the reason; the employee will read it.",
                    name=self.display_name,
                )
            )

    def _require_period_closed(self, transition, reason):
        if self.period_id.state != "closed":
            raise UserError(self.env._("Close %s first.", self.period_id.name))

    def _require_objection(self, transition, reason):
        raise UserError(self.env._("An objection is filed with its reasons."))

    def _require_in_window(self, transition, reason):
        raise UserError(self.env._("An objection is filed with its reasons."))

    def _require_decision(self, transition, reason):
        raise UserError(self.env._("The superior decides on a filed objection."))

    def _require_no_conflict(self, transition, reason):
        """Nobody rates himself or herself, nor the person who rates him or her (threat A09)."""
        evaluation = self.sudo()  # sudo: compares who evaluates whom, shows nothing
        if evaluation._has_conflict():
            raise UserError(
                self.env._(
                    "%s: employee and evaluator are the same person, or evaluate each other. "
                    "Choose another evaluator first.",
                    self.display_name,
                )
            )

    def _has_conflict(self):
        """Tell whether employee and evaluator are one person or evaluate each other."""
        self.ensure_one()
        if not self.evaluator_id:
            return False
        same_login = self.user_id and self.user_id == self.evaluator_user_id
        if self.evaluator_id == self.employee_id or same_login:
            return True
        return bool(
            self.search_count(
                [
                    ("employee_id", "=", self.evaluator_id.id),
                    ("evaluator_id", "=", self.employee_id.id),
                    ("period_id", "=", self.period_id.id),
                ],
                limit=1,
            )
        )

    def _require_year_open(self, transition, reason):
        year = self.period_id.parent_id or self.period_id
        if year.sudo().state == "closed":  # sudo: the state of a period is no secret
            # sudo: the name of a period is no secret
            raise UserError(
                self.env._("%s is closed: its evaluations stand for good.", year.sudo().name)
            )

    def _require_undecided(self, transition, reason):
        # sudo: looks into the history only
        steps = self.sudo().transition_ids
        if {"decide", "record"} & set(steps.mapped("action")):
            raise UserError(
                self.env._(
                    "%s: the decision on the objection is final. It cannot be reopened.",
                    self.display_name,
                )
            )

    def action_ask_reason(self):
        """Open the dialog that asks for the reason of the step named in the context."""
        return self.env["asn.reason"]._open(self, self.env.context.get("asn_action"))
