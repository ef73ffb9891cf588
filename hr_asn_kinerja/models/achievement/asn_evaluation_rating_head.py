from odoo import api, models
from odoo.exceptions import ValidationError

from ...rules import workflow


class AsnEvaluationRatingHead(models.Model):
    _inherit = "asn.evaluation.rating"

    @api.constrains("result_rating", "evaluation_id")
    def _check_head_rating(self):
        """The rating of results of a head of unit is the one of the unit's achievement."""
        drafts = self.sudo().filtered(  # sudo: reads what the unit achieved
            lambda draft: (
                draft.result_rating
                and draft.evaluation_id.head_of_unit_id
                and draft.evaluation_id.state not in workflow.FROZEN_STATES
            )
        )
        found = drafts.evaluation_id._get_head_ratings()
        for draft in drafts:
            evaluation = draft.evaluation_id
            info = found[evaluation]
            if not info["rating"] or info["rating"] == draft.result_rating:
                continue
            values = dict(evaluation._fields["head_value"]._description_selection(self.env))
            ratings = dict(evaluation._fields["head_rating"]._description_selection(self.env))
            raise ValidationError(
                self.env._(
                    "%(name)s heads %(unit)s. Its achievement in %(period)s is “%(value)s”, so "
                    "work results are “%(rating)s” and nothing else. Choose that rating; the "
                    "achievement itself can be set again by the head of the superior "
                    "organisation.",
                    name=evaluation.employee_name,
                    unit=evaluation.head_of_unit_id.name,
                    period=evaluation.period_id.name,
                    value=values[info["value"]],
                    rating=ratings[info["rating"]],
                )
            )
