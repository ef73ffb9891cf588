from odoo import fields, models

from ...rules import round as rules

SCORE_CHECK = f"CHECK (score IS NULL OR score BETWEEN {rules.LOWEST} AND {rules.HIGHEST})"


class AsnFeedbackRoundAnswer(models.Model):
    """What somebody without a name said on one value. No column, order or time leads to a giver.

    Each value is a row of its own, so nobody sees which rows came from one person. Ids are drawn by
    lot, there are no log columns, and closing the round writes all rows anew in one statement:
    PostgreSQL's own columns then tell nothing either. Nobody reads this model; see
    ``rules/round.py`` for what is let out of it.
    """

    _name = "asn.feedback.round.answer"
    _description = "Answer Without a Name"
    _inherit = ["asn.sealed.mixin"]
    _log_access = False
    _rec_name = "id"

    round_id = fields.Many2one(
        "asn.feedback.round", required=True, readonly=True, index=True, ondelete="cascade"
    )
    relation = fields.Selection(
        [("peer", "Peer"), ("subordinate", "Subordinate")], required=True, readonly=True
    )
    value_id = fields.Many2one(
        "asn.behaviour.value", string="Value", required=True, readonly=True, ondelete="restrict"
    )
    score = fields.Integer(string="Mark", readonly=True)
    reason = fields.Text(readonly=True)

    _check_score = models.Constraint(SCORE_CHECK, "A mark is from 1 to 5.")


class AsnFeedbackRoundAssessment(models.Model):
    """What the person and the superiors said on one value, with their names."""

    _name = "asn.feedback.round.assessment"
    _description = "Answer With a Name"
    _inherit = ["asn.sealed.mixin"]
    _log_access = False
    _rec_name = "id"

    round_id = fields.Many2one(
        "asn.feedback.round", required=True, readonly=True, index=True, ondelete="cascade"
    )
    nominee_id = fields.Many2one(
        "asn.feedback.round.nominee", required=True, readonly=True, index=True, ondelete="cascade"
    )
    value_id = fields.Many2one(
        "asn.behaviour.value", string="Value", required=True, readonly=True, ondelete="restrict"
    )
    score = fields.Integer(string="Mark", readonly=True)
    reason = fields.Text(readonly=True)

    _nominee_value_unique = models.UniqueIndex(
        "(nominee_id, value_id)", "This value was answered already."
    )
    _check_score = models.Constraint(SCORE_CHECK, "A mark is from 1 to 5.")


class AsnFeedbackRoundParticipation(models.Model):
    """Who has answered in a round that still runs, so that everybody answers once.

    Nobody reads it. It is taken away when the round closes; only the number of answers is left.
    """

    _name = "asn.feedback.round.participation"
    _description = "Taken Part in a 360 Round"
    _inherit = ["asn.sealed.mixin"]
    _log_access = False
    _rec_name = "id"

    nominee_id = fields.Many2one(
        "asn.feedback.round.nominee", required=True, readonly=True, ondelete="cascade"
    )

    _nominee_unique = models.UniqueIndex("(nominee_id)", "This person has answered already.")
