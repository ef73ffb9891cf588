from odoo import fields, models

from .asn_coaching import SCORES


class AsnCoachingSession(models.Model):
    """One meeting of a coaching: day, place, what was worked on."""

    _name = "asn.coaching.session"
    _description = "Session of a Coaching"
    _inherit = ["asn.guarded.mixin"]
    _order = "coaching_id, date, id"
    _rec_name = "coaching_id"

    _guard_fields = dict.fromkeys(("coaching_id", "date", "place", "note"), "session")
    _guard_create_only = frozenset({"coaching_id"})
    _guard_unlink_part = "session"

    coaching_id = fields.Many2one("asn.coaching", required=True, index=True, ondelete="cascade")
    date = fields.Date(required=True, default=fields.Date.context_today)
    place = fields.Char()
    note = fields.Text(string="What Was Worked on")

    def _guard_document(self):
        self.ensure_one()
        return self.coaching_id


class AsnCoachingFeedback(models.Model):
    """How far the coached person agrees with one statement (official form B.1.8)."""

    _name = "asn.coaching.feedback"
    _description = "Opinion on a Coaching"
    _inherit = ["asn.guarded.mixin"]
    _order = "coaching_id, sequence, id"
    _rec_name = "coaching_id"

    _guard_fields = {"score": "feedback", "note": "feedback"}

    coaching_id = fields.Many2one(
        "asn.coaching", required=True, readonly=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(readonly=True)
    name = fields.Char(string="Statement", required=True, readonly=True)
    score = fields.Selection(SCORES)
    note = fields.Char()

    def _guard_document(self):
        self.ensure_one()
        return self.coaching_id


class AsnCoachingCompetence(models.Model):
    """A competence of the coached person from 1 to 5, with a reason (official form B.1.9)."""

    _name = "asn.coaching.competence"
    _description = "Competence after a Coaching"
    _inherit = ["asn.guarded.mixin"]
    _order = "coaching_id, id"
    _rec_name = "coaching_id"

    _guard_fields = dict.fromkeys(("coaching_id", "name", "score", "reason"), "competence")
    _guard_create_only = frozenset({"coaching_id"})
    _guard_unlink_part = "competence"

    coaching_id = fields.Many2one("asn.coaching", required=True, index=True, ondelete="cascade")
    name = fields.Char(string="Competence", required=True)
    score = fields.Selection(SCORES, required=True)
    reason = fields.Text(required=True)

    def _guard_document(self):
        self.ensure_one()
        return self.coaching_id
