from odoo import api, fields, models
from odoo.exceptions import UserError

from ..base.actions import form_of

MOST_LINES = 60
SOURCES = [
    ("asn.skp.indicator", "Indicator"),
    ("asn.realisation", "Work Log Entry"),
    ("asn.feedback", "Feedback"),
    ("asn.dialogue.agreement", "Agreement"),
]


class AsnDialogueAgenda(models.Model):
    """A point of the agenda, with what was said about it and what it comes from."""

    _name = "asn.dialogue.agenda"
    _description = "Point of a Dialogue"
    _inherit = ["asn.guarded.mixin"]
    _order = "dialogue_id, sequence, id"

    _guard_fields = {
        "dialogue_id": "agenda",
        "sequence": "agenda",
        "name": "agenda",
        "minutes": "minutes",
    }
    _guard_create_only = frozenset({"dialogue_id"})
    _guard_unlink_part = "agenda"

    dialogue_id = fields.Many2one("asn.dialogue", required=True, index=True, ondelete="cascade")
    sequence = fields.Integer(default=100)
    name = fields.Char(string="Point", required=True)
    kind = fields.Selection(
        [
            ("own", "Own point"),
            ("agreement", "Open agreement"),
            ("behind", "Behind"),
            ("question", "Question"),
            ("evidence", "Evidence missing"),
            ("feedback", "Feedback"),
            ("suggestion", "Suggestion not read"),
        ],
        default="own",
        required=True,
        readonly=True,
    )
    # What it comes from: opened with the rights of whoever clicks
    source_model = fields.Selection(SOURCES, readonly=True, export_string_translation=False)
    source_id = fields.Many2oneReference(
        model_field="source_model", string="Comes from", readonly=True
    )
    minutes = fields.Text(string="What Was Said")
    editable_parts = fields.Char(compute="_compute_editable_parts", export_string_translation=False)

    _source_unique = models.UniqueIndex(
        "(dialogue_id, kind, source_model, source_id) WHERE source_id IS NOT NULL",
        "This point is on the agenda already.",
    )

    @api.depends("dialogue_id.state")
    @api.depends_context("uid")
    def _compute_editable_parts(self):
        for line in self:
            line.editable_parts = line.dialogue_id.editable_parts

    def _guard_document(self):
        self.ensure_one()
        return self.dialogue_id

    @api.model_create_multi
    def create(self, vals_list):
        # A form sends empty minutes along with a new point, also where none may be written yet.
        vals_list = [
            {key: val for key, val in vals.items() if key != "minutes" or val} for vals in vals_list
        ]
        lines = super().create(vals_list)
        for dialogue in lines.dialogue_id:
            if len(dialogue.sudo().agenda_ids) > MOST_LINES:  # sudo: counted only
                raise UserError(
                    self.env._("An agenda has at most %s points. Leave some out.", MOST_LINES)
                )
        lines._touch_dialogue()
        return lines

    def write(self, vals):
        result = super().write(vals)
        self._touch_dialogue()
        return result

    def unlink(self):
        dialogues = self.dialogue_id
        result = super().unlink()
        if not self.env.su:
            dialogues._touch()
        return result

    def _touch_dialogue(self):
        if not self.env.su:
            self.dialogue_id._touch()

    def action_open_source(self):
        """Open what the point comes from, if the caller may read it."""
        self._check_one()
        model, record_id = self.source_model, self.source_id
        if not model or not record_id or model not in self.env:
            raise UserError(self.env._("This point was written by hand; it comes from nothing."))
        record = self.env[model].browse(record_id).exists()
        if not record:
            raise UserError(self.env._("What this point came from has been deleted since."))
        record.check_access("read")
        return form_of(record, target="new", context={"create": False, "edit": False})
