from odoo import api, models
from odoo.exceptions import ValidationError

from ...rules import conflict


class AsnEvaluationConflict(models.Model):
    """Conflicts of interest, refused when an evaluator is set and again when somebody rates.

    The rule is ``rules/conflict.py``; plans and posts ask the same one. Evaluations take their
    evaluator from the plan, so this is the last line: whatever path set an evaluator.
    """

    _inherit = "asn.evaluation"

    _check_evaluator_not_self = models.Constraint(
        "CHECK (evaluator_id IS NULL OR evaluator_id <> employee_id)",
        "Nobody evaluates himself or herself. Choose the direct superior.",
    )

    def _get_conflicts(self):
        """Return {evaluation id: kind of conflict} of those with one; one query."""
        # sudo: who evaluates whom, to compare; only the kind of conflict comes out
        evaluators = {}
        known = self.sudo()
        for other in known.search_fetch(
            [
                ("employee_id", "in", known.evaluator_id.ids),
                ("period_id", "in", known.period_id.ids),
                ("evaluator_id", "in", known.employee_id.ids),
            ],
            ["employee_id", "evaluator_id", "period_id"],
        ):
            key = (other.employee_id.id, other.period_id.id)
            evaluators.setdefault(key, set()).add(other.evaluator_id.id)
        found = {}
        for evaluation in known:
            evaluator = evaluation.evaluator_id.id or None
            kind = conflict.find(
                evaluation.employee_id.id,
                evaluator,
                evaluators.get((evaluator, evaluation.period_id.id), ()),
            )
            if kind:
                found[evaluation.id] = kind
        return found

    def _get_conflict_message(self):
        """Return what stands against this evaluator rating this person; "" when nothing does."""
        self.ensure_one()
        kind = self._get_conflicts().get(self.id)
        return self._describe_conflict(kind, self.employee_name, self.evaluator_name)

    @api.model
    def _describe_conflict(self, kind, name, evaluator):
        if kind == conflict.SELF:
            return self.env._(
                "%s cannot be his or her own evaluator. Choose the direct superior.", name
            )
        if kind == conflict.CIRCULAR:
            return self.env._(
                "%(a)s and %(b)s would evaluate each other. Choose another evaluator.",
                a=name,
                b=evaluator,
            )
        return ""

    @api.constrains("evaluator_id", "employee_id", "period_id")
    def _check_conflict(self):
        for evaluation in self:
            if evaluation.evaluator_id and evaluation.evaluator_id == evaluation.employee_id:
                # Said before the database would: its search writes what is pending.
                raise ValidationError(
                    self._describe_conflict(conflict.SELF, evaluation.employee_name, "")
                )
        for evaluation in self.browse(self._get_conflicts()):
            raise ValidationError(evaluation._get_conflict_message())

    def _require_both_ratings(self, transition, reason):
        message = self._get_conflict_message()
        if message:
            raise ValidationError(message)
        return super()._require_both_ratings(transition, reason)
