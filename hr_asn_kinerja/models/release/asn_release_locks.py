from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...rules import workflow

LOCKED_ENTRY = {"indicator_id", "date", "quantity", "denominator", "note", "review_state"}
LOCKED_FEEDBACK = {
    "kind",
    "visibility",
    "situation",
    "effect",
    "next_step",
    "value_id",
    "result_id",
}


class AsnRealisationLock(models.Model):
    """What a released evaluation rests on stays as it is, for everybody and for the server too.

    Who may write an entry at all is decided by its plan and evaluation; this stands below it and
    also holds for sources, imports and other code that runs with all rights.
    """

    _inherit = "asn.realisation"

    @api.model_create_multi
    def create(self, vals_list):
        entries = super().create(vals_list)
        entries._check_not_locked()
        return entries

    def write(self, vals):
        is_content = bool(LOCKED_ENTRY & set(vals))
        if is_content:
            self._check_not_locked()
        result = super().write(vals)
        if is_content and {"indicator_id", "date"} & set(vals):
            self._check_not_locked()  # nothing is moved into a released evaluation either
        return result

    def unlink(self):
        self._check_not_locked()
        return super().unlink()

    def _check_not_locked(self):
        """Raise when an entry lies in a released evaluation, a closed plan or a closed period."""
        if not self.ids:
            return
        self.flush_recordset(["indicator_id", "skp_id", "date"])
        self.env["asn.evaluation"].flush_model(["skp_id", "state", "date_start", "date_end"])
        self.env["asn.skp"].flush_model(["state"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT entry.date
                  FROM asn_realisation AS entry
                  JOIN asn_skp AS plan ON plan.id = entry.skp_id
             LEFT JOIN asn_evaluation AS evaluation
                    ON evaluation.skp_id = plan.id
                   AND entry.date BETWEEN evaluation.date_start AND evaluation.date_end
                 WHERE entry.id = ANY(%(ids)s)
                   AND (plan.state = 'closed' OR evaluation.state IN %(frozen)s
                        OR (evaluation.id IS NULL AND EXISTS (
                            SELECT FROM asn_period AS period
                             WHERE period.parent_id = plan.period_id AND period.state = 'closed'
                               AND entry.date BETWEEN period.date_start AND period.date_end)))
                 LIMIT 1
                """,
                ids=self.ids,
                frozen=tuple(workflow.FROZEN_STATES),
            )
        )
        if rows:
            raise UserError(
                self.env._(
                    "The evaluation that holds %s was released, or its period is closed: entries "
                    "and evidence stay as they are.",
                    rows[0][0],
                )
            )


class AsnEvidenceLock(models.Model):
    """Evidence goes the way of its entry."""

    _inherit = "asn.evidence"

    @api.model_create_multi
    def create(self, vals_list):
        evidence = super().create(vals_list)
        evidence.sudo().realisation_id._check_not_locked()  # sudo: states only
        return evidence

    def unlink(self):
        self.sudo().realisation_id._check_not_locked()  # sudo: states only
        return super().unlink()


class AsnFeedbackLock(models.Model):
    """Feedback that an evaluation was released with is not changed or taken back any more."""

    _inherit = "asn.feedback"

    def write(self, vals):
        if LOCKED_FEEDBACK & set(vals):
            self._check_not_locked()
        return super().write(vals)

    def unlink(self):
        self._check_not_locked()
        return super().unlink()

    def _check_not_locked(self):
        if not self.ids:
            return
        self.flush_recordset(["skp_id", "date"])
        self.env["asn.evaluation"].flush_model(["skp_id", "state", "date_start", "date_end"])
        if self.env.execute_query(
            SQL(
                """
                SELECT 1
                  FROM asn_feedback AS feedback
                  JOIN asn_evaluation AS evaluation
                    ON evaluation.skp_id = feedback.skp_id AND evaluation.state IN %s
                   AND feedback.date BETWEEN evaluation.date_start AND evaluation.date_end
                 WHERE feedback.id = ANY(%s)
                 LIMIT 1
                """,
                tuple(workflow.FROZEN_STATES),
                self.ids,
            )
        ):
            raise UserError(
                self.env._(
                    "An evaluation was released with this feedback: it is not changed any more."
                )
            )


class AsnEvaluationLock(models.Model):
    """A released evaluation and its lines are never deleted."""

    _inherit = "asn.evaluation"

    @api.ondelete(at_uninstall=False)
    def _unlink_never_released(self):
        self._check_not_released()

    def _check_not_released(self):
        if any(evaluation._is_frozen() for evaluation in self):
            raise UserError(self.env._("A released evaluation is not deleted."))


class AsnEvaluationIndicatorLock(models.Model):
    _inherit = "asn.evaluation.indicator"

    @api.ondelete(at_uninstall=False)
    def _unlink_never_released(self):
        self.evaluation_id._check_not_released()


class AsnEvaluationBehaviourLock(models.Model):
    _inherit = "asn.evaluation.behaviour"

    @api.ondelete(at_uninstall=False)
    def _unlink_never_released(self):
        self.evaluation_id._check_not_released()
