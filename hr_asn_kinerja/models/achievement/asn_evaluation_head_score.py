from odoo import api, models

from ...rules import workflow


class AsnEvaluationHeadScore(models.Model):
    """What is suggested for a head of unit follows from the unit's achievement, not from figures.

    Loaded after the year, whose figures it overrules for heads.
    """

    _inherit = "asn.evaluation"

    @api.depends("line_ids.achievement", "head_of_unit_id")
    def _compute_score(self):
        result = super()._compute_score()
        heads = self.filtered(
            lambda evaluation: (
                evaluation.head_of_unit_id and evaluation.state not in workflow.FROZEN_STATES
            )
        )
        for evaluation, found in heads._get_head_ratings().items():
            if found["rating"]:
                evaluation.suggested_rating = found["rating"]
        return result

    def _filter_scored_apart(self):
        """Heads, when figures are worked out for many at once."""
        return super()._filter_scored_apart() | self.filtered("head_of_unit_id")
