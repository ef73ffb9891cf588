from odoo import api, fields, models

from .asn_socialisation_material import AUDIENCES

CHOICES = [("a", "A"), ("b", "B"), ("c", "C")]
KEY_GROUPS = "hr_asn_kinerja.group_asn_hr_office"


class AsnSocialisationQuestion(models.Model):
    """A question of the check of having understood, with three choices in a fixed order.

    The right answer is not here: whoever reads a record reads all its columns.
    """

    _name = "asn.socialisation.question"
    _description = "Question of a Check"
    _inherit = ["asn.socialisation.mixin"]
    _order = "sequence, id"

    _guard_fields = {
        "socialisation_id": "structure",
        "audience": "structure",
        **dict.fromkeys(
            ("sequence", "name", "choice_a", "choice_b", "choice_c", "right", "explanation"),
            "content",
        ),
    }
    _guard_create_only = frozenset({"socialisation_id"})
    _guard_unlink_part = "structure"

    socialisation_id = fields.Many2one("asn.socialisation", index=True, ondelete="cascade")
    audience = fields.Selection(AUDIENCES, string="For", required=True, default="everybody")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Question", required=True, translate=True)
    choice_a = fields.Char(string="Answer A", required=True, translate=True)
    choice_b = fields.Char(string="Answer B", required=True, translate=True)
    choice_c = fields.Char(string="Answer C", required=True, translate=True)
    key_ids = fields.One2many(
        "asn.socialisation.key", "question_id", groups=KEY_GROUPS, copy=True, string="Key"
    )
    right = fields.Selection(
        CHOICES,
        string="Right Answer",
        compute="_compute_key",
        inverse="_inverse_key",
        groups=KEY_GROUPS,
    )
    explanation = fields.Text(
        compute="_compute_key",
        inverse="_inverse_key",
        groups=KEY_GROUPS,
        help="Shown after somebody has answered, whatever was chosen. Write it kindly.",
    )

    @api.depends("key_ids.right", "key_ids.explanation")
    def _compute_key(self):
        for question in self:
            key = question.key_ids[:1]
            question.right = key.right
            question.explanation = key.explanation

    def _inverse_key(self):
        for question in self.filtered("right"):
            values = {"right": question.right, "explanation": question.explanation}
            # sudo: the guard has allowed the content to the caller; the key is part of it
            keys = question.sudo().key_ids
            if keys:
                keys.write(values)
            else:
                keys.create({"question_id": question.id, **values})


class AsnSocialisationKey(models.Model):
    """The right answer of a question with a kind word on it. Employees read it by no door."""

    _name = "asn.socialisation.key"
    _description = "Key of a Question"
    _inherit = ["asn.guarded.mixin"]
    _rec_name = "question_id"

    question_id = fields.Many2one(
        "asn.socialisation.question", required=True, index=True, ondelete="cascade"
    )
    right = fields.Selection(CHOICES, string="Right Answer", required=True)
    explanation = fields.Text(translate=True)

    _question_unique = models.UniqueIndex("(question_id)", "This question has its answer already.")

    def _guard_document(self):
        return self.question_id
