from odoo import api, fields, models, tools

from ...rules import feedback


class AsnFeedbackTone(models.Model):
    """What the hints on the wording of feedback look for; the HR office changes words and
    sentences or turns a hint off. A hint warns and never blocks."""

    _name = "asn.feedback.tone"
    _description = "Hint on Feedback"
    _inherit = ["asn.guarded.mixin"]
    _order = "sequence, id"
    _guard_by_access_only = True

    sequence = fields.Integer(default=10)
    code = fields.Selection(
        [
            (feedback.SHORT, "Too short"),
            (feedback.INSULT, "Words that hurt"),
            (feedback.SWEEPING, "Always and never"),
        ],
        string="Looks for",
        required=True,
        readonly=True,
    )
    message = fields.Text(
        required=True, translate=True, help="What the giver reads before the feedback is sent."
    )
    words = fields.Text(help="One word or phrase a line, in small letters.")
    threshold = fields.Integer(
        string="Fewest Words", help="The hint appears when there are fewer words than this."
    )
    active = fields.Boolean(default=True)

    _code_unique = models.UniqueIndex("(code)", "There is a hint for this already.")
    _check_threshold = models.Constraint(
        "CHECK (threshold BETWEEN 0 AND 100)", "A number of words is from 0 to 100."
    )

    @api.depends("code")
    def _compute_display_name(self):
        labels = dict(self._fields["code"]._description_selection(self.env))
        for tone in self:
            tone.display_name = labels.get(tone.code, "")

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    @api.model
    @tools.ormcache("self.env.lang")
    def _in_force(self):
        """Return ({code: rule for rules/feedback.py}, {code: sentence}) of hints that are on."""
        checks, sentences = {}, {}
        # sudo: reference data that everybody reads; the cache is shared by all users
        for tone in self.sudo().search([]):
            checks[tone.code] = feedback.Rule(feedback.parse_words(tone.words), tone.threshold)
            sentences[tone.code] = tone.message or ""
        return checks, sentences

    @api.model
    def _hints(self, text):
        """Return the hints for a text: [{code, message}]."""
        checks, sentences = self._in_force()
        return [{"code": code, "message": sentences[code]} for code in feedback.hints(text, checks)]
