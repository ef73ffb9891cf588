from odoo import fields, models
from odoo.exceptions import UserError

from ...rules import deadline
from ...rules import objection as objection_rules
from ...rules.exceptions import RuleError


class AsnObjectionWorkflow(models.Model):
    """The steps of an objection, what each needs, and what it does to the evaluation."""

    _inherit = "asn.objection"

    def action_file(self):
        """The employee sends the objection to the evaluator's superior."""
        return self._workflow_run("file")

    def action_withdraw(self):
        """The employee takes the objection back; the result stands."""
        return self._workflow_run("withdraw")

    def action_explain(self):
        """The evaluator sends the explanation: from now on everybody concerned reads it."""
        return self._workflow_run("explain")

    def action_decide(self):
        """The evaluator's superior decides, finally."""
        return self._workflow_run("decide")

    def action_record(self):
        """The HR office records a decision that was taken outside."""
        return self._workflow_run("record")

    # ------------------------------------------------------------------
    # What a step needs
    # ------------------------------------------------------------------

    def _require_objection(self, transition, reason):
        if not any((self[name] or "").strip() for name in ("reason_results", "reason_behaviour")):
            raise UserError(
                self.env._(
                    "Write your reasons: about the work results, about the work behaviour, or both."
                )
            )

    def _require_in_window(self, transition, reason):
        self.evaluation_id._check_objection_window()

    def _require_explanation(self, transition, reason):
        if not (self._get_answer("explanation").text or "").strip():
            raise UserError(self.env._("Write your explanation first."))

    def _require_heard(self, transition, reason):
        # sudo: whether the evaluator can still be asked
        evaluator = self.sudo().evaluator_user_id
        if evaluator.active and self.period_id.today() <= self.date_explanation_due:
            raise UserError(
                self.env._(
                    "%(name)s has until %(day)s to explain. Decide after the explanation, or after "
                    "that day.",
                    name=self.evaluator_name or "",
                    day=self._show_day(self.date_explanation_due),
                )
            )

    def _require_no_superior(self, transition, reason):
        # sudo: who decides
        if not self.sudo().is_decided_outside:
            raise UserError(self.env._("The evaluator's superior decides on this objection."))

    def _require_decision(self, transition, reason):
        answer = self._get_answer("decision")
        if not answer.outcome:
            raise UserError(self.env._("Choose a decision: keep, change or rate again."))
        if not (answer.text or "").strip():
            raise UserError(self.env._("Write the reasons of the decision; both sides read them."))
        if transition.action == "record" and not (answer.document_number or "").strip():
            raise UserError(self.env._("Write the number of the document that holds the decision."))
        try:
            self._get_decided_ratings(answer)
        except RuleError as error:
            raise UserError(
                self.env._("Choose a new rating that differs, or “%s”.", self._keep_label())
            ) from error

    def _keep_label(self):
        return dict(self._fields["outcome"]._description_selection(self.env))["keep"]

    def _get_answer(self, kind):
        """Return what is about to be sent."""
        # sudo: the table has allowed the step, and it copies this text to the objection
        return self.sudo().answer_ids.filtered(lambda answer: answer.kind == kind)

    def _get_decided_ratings(self, answer):
        return objection_rules.decided_ratings(
            answer.outcome,
            (self.result_before, self.behaviour_before),
            (answer.result_rating, answer.behaviour_rating),
        )

    def _show_day(self, day):
        return self.env["asn.evaluation"]._show_day(day)

    # ------------------------------------------------------------------
    # What is written
    # ------------------------------------------------------------------

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        if transition.action == "file":
            values.update(self._prepare_filing())
        elif transition.action == "explain":
            answer = self._get_answer("explanation")
            values.update(date_explained=fields.Datetime.now(), explanation=answer.text.strip())
        elif transition.action in ("decide", "record"):
            values.update(self._prepare_decision(transition))
        return values

    def _prepare_filing(self):
        """Return the days, the line and the ratings as they are on the day of filing."""
        evaluation, company = self.evaluation_id, self.company_id
        today = self.period_id.today()
        last = evaluation._get_objection_last_day()
        return {
            **evaluation._copy_snapshot(),
            "date_filed": fields.Datetime.now(),
            "date_received": evaluation._get_received_day(),
            "date_last": last,
            "is_late": deadline.is_late(today, last),
            "date_explanation_due": company._asn_add_days(
                today, company.asn_objection_explain_days
            ),
            "date_decision_due": company._asn_add_days(today, company.asn_objection_decide_days),
            "result_before": evaluation.result_rating,
            "behaviour_before": evaluation.behaviour_rating,
            "predicate_before": evaluation.predicate,
        }

    def _prepare_decision(self, transition):
        answer = self._get_answer("decision")
        after = self._get_decided_ratings(answer) or (False, False)
        outside = transition.action == "record"
        return {
            "date_decided": fields.Datetime.now(),
            "outcome": answer.outcome,
            "decision": answer.text.strip(),
            "decider_name": self.env._("Recorded by the HR office")
            if outside
            else self.superior_id.name,
            "document_number": outside and answer.document_number.strip(),
            "result_after": after[0],
            "behaviour_after": after[1],
            "predicate_after": self.env["asn.evaluation.rating"]._get_predicate(
                *after, self.evaluation_id
            ),
        }

    # ------------------------------------------------------------------
    # What follows
    # ------------------------------------------------------------------

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        evaluation = self.evaluation_id
        if transition.action == "file":
            evaluation._workflow_run("object")
            self._tell_superior()
        elif transition.action == "withdraw" and evaluation.state == "objected":
            evaluation._workflow_run("withdraw_objection")
        elif transition.action in ("decide", "record"):
            self._carry_out(transition)
        return result

    def _carry_out(self, transition):
        """Bring the decision to the evaluation; what was released before is kept as a version."""
        evaluation = self.evaluation_id
        if self.outcome != objection_rules.KEEP:
            self.env["asn.evaluation.version"]._keep(evaluation, self.decision)
        returned = self.outcome == objection_rules.RETURN
        evaluation._workflow_run("return" if returned else transition.action)

    def _tell_superior(self):
        """Tell the superior early: the time to decide has begun."""
        if self.superior_user_id and not self.is_decided_outside:
            self.activity_schedule(
                "hr_asn_kinerja.mail_activity_type_objection_filed",
                user_id=self.superior_user_id.id,
                date_deadline=self.date_decision_due,
            )

    def _workflow_schedule(self):
        result = super()._workflow_schedule()
        if self.state != "filed":
            self.activity_unlink(["hr_asn_kinerja.mail_activity_type_objection_filed"])
        if self.state == "filed" and not self.evaluator_user_id:
            # Nobody can be asked: whoever decides is next.
            self._schedule_decision()
        return result

    def _schedule_decision(self):
        if self.superior_user_id and not self.is_decided_outside:
            self.activity_schedule(
                "hr_asn_kinerja.mail_activity_type_decide",
                user_id=self.superior_user_id.id,
                date_deadline=self.date_decision_due,
            )

    def _workflow_deadline(self):
        if self.state == "filed":
            return self.date_explanation_due
        if self.state == "explained":
            return self.date_decision_due
        return fields.Date.add(self.period_id.today(), days=7)
