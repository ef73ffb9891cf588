import re
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...rules import socialisation

TEXT_LIMIT = 2000
HIGHEST_ID = 2**31 - 2


class AsnSocialisationAsk(models.Model):
    """A question that somebody asked, with its answer: everybody reads what is published.

    Whoever asks "without my name" stays unknown: the row has no author, no time finer than the
    day, no follower, no unit, and its number is drawn by lot, so it tells no order either.
    """

    _name = "asn.socialisation.ask"
    _description = "Question from People"
    _inherit = ["asn.socialisation.mixin"]
    _order = "date_asked desc, id"
    _rec_name = "question"
    _log_access = False

    _socialisation_parts = socialisation.PARTS | {
        state: socialisation.ASK_PARTS["new"] for state in ("open", "closed")
    }
    _socialisation_steps = socialisation.ASK_STEPS
    _guard_fields = {"answer": "answer", "hidden_reason": "answer"}

    socialisation_id = fields.Many2one(
        "asn.socialisation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", string="Region", required=True, readonly=True)
    question = fields.Text(required=True, readonly=True)
    asker_name = fields.Char(
        string="Asked by", readonly=True, help="Empty: the person asked without a name."
    )
    date_asked = fields.Date(string="Asked on", required=True, readonly=True)
    state = fields.Selection(
        [("new", "To answer"), ("published", "Published"), ("hidden", "Hidden")],
        default="new",
        required=True,
        readonly=True,
        index=True,
    )
    answer = fields.Text(help="Everybody reads it together with the question.")
    answered_by = fields.Char(readonly=True)
    date_answered = fields.Date(string="Answered on", readonly=True)
    hidden_reason = fields.Char(
        string="Why it is hidden",
        help="Only for what insults somebody or names a person. The reason stays on file.",
    )

    _list_index = models.Index("(socialisation_id, state, date_asked DESC)")

    @api.model
    def _ask(self, campaign, text, asker_name=False):
        """Put down a question; ``asker_name`` False: without a name. Returns nothing on purpose.

        :raises UserError: no text, or too long
        """
        text = self._clean_question(text)
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_socialisation_ask (
                       id, socialisation_id, company_id, question, asker_name, date_asked, state)
                VALUES (%s, %s, %s, %s, %s, %s, 'new')
             RETURNING 1
                """,
                self._draw_id(),
                campaign.id,
                campaign.company_id.id,
                text,
                asker_name or None,
                campaign.period_id.today(),
            )
        )
        self.invalidate_model()

    @api.model
    def _clean_question(self, text):
        problem = self._guard_text_problem(self._fields["question"], text)
        text = "" if problem else text.strip()
        if problem or len(text) < 5:
            raise UserError(self.env._("Write your question in a few words."))
        if len(text) > TEXT_LIMIT:
            raise UserError(
                self.env._("Please ask in at most %s characters; ask twice if need be.", TEXT_LIMIT)
            )
        return text

    @api.model
    def _draw_id(self):
        """Return an unused number by lot: numbers in a row would tell who asked when."""
        while True:
            number = secrets.randbelow(HIGHEST_ID) + 1
            if not self.sudo().browse(number).exists():  # sudo: only looks whether it is taken
                return number

    @api.model
    def _betrays(self, text, employee):
        """Tell whether a text names the person who asks: the own NIP, or two words of the name."""
        words = re.findall(r"\w+", (employee.name or "").lower())
        found = set(re.findall(r"\w+", text.lower()))
        named = sum(word in found for word in words if len(word) > 2)
        digits = re.sub(r"\D", "", text)
        return named >= 2 or bool(employee.asn_nip and employee.asn_nip in digits)

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        if "answer" in vals and not self.env.su:
            published = self.filtered(lambda ask: ask.state == "published")
            if any(not (ask.answer or "").strip() for ask in published):
                raise UserError(self.env._("A published question keeps an answer."))
            published.sudo().write(self._answer_values())  # sudo: who answered is not typed
        return result

    def action_publish(self):
        """Publish question and answer for everybody."""
        return self._take_step("publish")

    def action_hide(self):
        """Hide a question that insults somebody; the reason must be there."""
        return self._take_step("hide")

    def action_restore(self):
        """Take a hidden question back among those to answer."""
        return self._take_step("restore")

    def _before_step(self, step):
        if step.action == "publish" and not (self.answer or "").strip():
            raise UserError(self.env._("Write an answer first."))
        if step.action == "hide" and not (self.hidden_reason or "").strip():
            raise UserError(self.env._("Write first why the question is hidden."))

    def _step_values(self, step):
        if step.action == "publish":
            return self._answer_values()
        return {"hidden_reason": False} if step.action == "restore" else {}

    def _answer_values(self):
        return {
            "answered_by": self.env.user.name,
            "date_answered": self.env["asn.period"]._local_today(self.env.company),
        }

    @api.depends("question")
    def _compute_display_name(self):
        for ask in self:
            text = " ".join((ask.question or "").split())
            ask.display_name = text if len(text) <= 60 else text[:60] + "…"
