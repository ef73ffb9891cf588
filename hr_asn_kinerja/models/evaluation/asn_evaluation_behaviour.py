from odoo import api, fields, models

from ..base import selections


class AsnEvaluationBehaviour(models.Model):
    """A BerAKHLAK value in an evaluation, with the evaluator's feedback on it.

    A rating per value is an aid for the evaluator; the official rating of behaviour is one. The
    employee reads this when the evaluation is released.
    """

    _name = "asn.evaluation.behaviour"
    _description = "Behaviour in an Evaluation"
    _inherit = ["asn.guarded.mixin"]
    _order = "evaluation_id, sequence, id"
    _log_access = False

    _guard_fields = {"rating_aid": "rating", "feedback": "rating"}

    evaluation_id = fields.Many2one(
        "asn.evaluation", required=True, index=True, ondelete="cascade", readonly=True
    )
    value_id = fields.Many2one(
        "asn.behaviour.value", string="Value", required=True, ondelete="restrict", readonly=True
    )
    sequence = fields.Integer(readonly=True)
    expectation = fields.Text(string="Expectation", readonly=True)
    rating_aid = fields.Selection(selections.RATINGS, string="Impression")
    feedback = fields.Text()
    editable_parts = fields.Char(
        related="evaluation_id.editable_parts", related_sudo=False, export_string_translation=False
    )

    _evaluation_value_unique = models.UniqueIndex(
        "(evaluation_id, value_id)", "This value is in the evaluation already."
    )

    def write(self, vals):
        result = super().write(vals)
        if {"rating_aid", "feedback"} & set(vals):
            self.evaluation_id._count_rating_change()
        return result

    @api.model
    def _prepare_from_expectation(self, evaluation, expected):
        return {
            "evaluation_id": evaluation.id,
            "value_id": expected.value_id.id,
            "sequence": expected.sequence,
            "expectation": expected.expectation,
        }

    def _guard_document(self):
        self.ensure_one()
        return self.evaluation_id
