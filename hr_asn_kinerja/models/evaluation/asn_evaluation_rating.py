from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import predicate as predicate_rules
from ..base import selections

COUNTED = {
    "result_rating",
    "behaviour_rating",
    "reason",
    "behaviour_reason",
    "note",
    "recommendation",
}


class AsnEvaluationRating(models.Model):
    """The evaluator's ratings before they are released.

    A model of its own, because rights on fields do not depend on the record: the employee may
    read the evaluation at any time, but not this.
    """

    _name = "asn.evaluation.rating"
    _description = "Rating before Release"
    _inherit = ["asn.guarded.mixin"]

    _guard_fields = {
        **dict.fromkeys(
            (
                "evaluation_id",
                "result_rating",
                "behaviour_rating",
                "reason",
                "behaviour_reason",
                "note",
            ),
            "rating",
        ),
        "recommendation": "recommendation",
    }
    _guard_create_only = frozenset({"evaluation_id"})
    _guard_unlink_part = "rating"

    evaluation_id = fields.Many2one("asn.evaluation", required=True, index=True, ondelete="cascade")
    result_rating = fields.Selection(selections.RATINGS, string="Work Results")
    behaviour_rating = fields.Selection(selections.RATINGS, string="Work Behaviour")
    predicate = fields.Selection(
        selections.PREDICATES, compute="_compute_predicate", store=True, index=True
    )
    reason = fields.Text()
    behaviour_reason = fields.Text(string="Reason (Behaviour)")
    note = fields.Text(string="Private Note")
    recommendation = fields.Text(string="Notes and Recommendation")

    # Counts the changes of the ratings and of the impressions behind them: whoever saves says which
    # count he or she saw, so that two windows never overwrite each other unseen.
    revision = fields.Integer(readonly=True, default=1, export_string_translation=False)

    _evaluation_unique = models.UniqueIndex("(evaluation_id)", "One rating for each evaluation.")

    def write(self, vals):
        result = super().write(vals)
        if set(vals) & COUNTED:
            self._count_change()
        return result

    def _count_change(self):
        """Let the next writer see that something has changed since."""
        if not self.ids:
            return
        self.flush_recordset()
        self.env.execute_query(
            SQL(
                """
                UPDATE asn_evaluation_rating SET revision = COALESCE(revision, 0) + 1
                 WHERE id = ANY(%s) RETURNING 1
                """,
                self.ids,
            )
        )
        self.invalidate_recordset(["revision"])

    @api.depends("result_rating", "behaviour_rating", "evaluation_id.date_end")
    def _compute_predicate(self):
        for draft in self:
            draft.predicate = self._get_predicate(
                draft.result_rating, draft.behaviour_rating, draft.evaluation_id
            )

    @api.model
    def _get_predicate(self, result_rating, behaviour_rating, evaluation):
        """Return the cell of both ratings (PermenPANRB 6/2022, annex); it is never typed."""
        if not result_rating or not behaviour_rating:
            return False
        return predicate_rules.predicate_of(result_rating, behaviour_rating, evaluation.date_end)

    @api.depends("evaluation_id")
    def _compute_display_name(self):
        for draft in self:
            draft.display_name = draft.evaluation_id.display_name

    def _guard_document(self):
        self.ensure_one()
        return self.evaluation_id
