from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..base import selections
from .asn_objection import OUTCOMES


class AsnObjectionAnswer(models.Model):
    """What the evaluator or the superior is writing, before it is sent.

    A model of its own, because rights on fields do not depend on the record: the employee may
    read the objection at any time, but not a decision that is being weighed.
    """

    _name = "asn.objection.answer"
    _description = "Answer to an Objection before It Is Sent"
    _inherit = ["asn.guarded.mixin"]
    _order = "objection_id, kind"

    _guard_create_only = frozenset({"objection_id", "kind"})

    objection_id = fields.Many2one(
        "asn.objection", required=True, readonly=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(
        [("explanation", "Explanation"), ("decision", "Decision")], required=True, readonly=True
    )
    text = fields.Text()
    outcome = fields.Selection(OUTCOMES, string="Decision")
    result_rating = fields.Selection(selections.RATINGS, string="New Rating of Work Results")
    behaviour_rating = fields.Selection(selections.RATINGS, string="New Rating of Work Behaviour")
    document_number = fields.Char(string="Number of the Document")

    _kind_unique = models.UniqueIndex(
        "(objection_id, kind)", "One explanation and one decision for each objection."
    )

    @api.depends("objection_id", "kind")
    def _compute_display_name(self):
        for answer in self:
            answer.display_name = answer.objection_id.display_name

    def _guard_document(self):
        self.ensure_one()
        return self.objection_id

    def _guard_check(self, names, creating=True):
        """Everything of an answer belongs to the part that it is."""
        names = names - set(models.MAGIC_COLUMNS)
        for answer in self:
            document = answer.objection_id
            parts = document._workflow_editable_parts()
            refused = set() if creating else names & self._guard_create_only
            if answer.kind not in parts:
                refused |= names
            if "record" not in parts:
                refused |= names & {"document_number"}
            if refused:
                raise AccessError(self._guard_message(document, refused))
        self._guard_hold()
