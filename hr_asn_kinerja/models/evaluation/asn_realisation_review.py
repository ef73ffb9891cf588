from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import workflow
from ..base import selections


class AsnRealisationReview(models.Model):
    """What the evaluator says about an entry: confirmed, a question, or returned.

    A returned entry does not count in the achievement until the employee corrects it. Every word
    stands in ``asn.transition``, which nobody can change.
    """

    _inherit = "asn.realisation"

    _workflow_table = workflow.REVIEW  # which steps ask for words

    review_state = fields.Selection(
        selections.REVIEWS,
        string="Review",
        default="none",
        required=True,
        readonly=True,
        copy=False,
        help="A returned entry does not count until it is corrected.",
    )
    review_comment = fields.Text(string="Evaluator's Comment", readonly=True, copy=False)
    review_user_id = fields.Many2one(
        "res.users", string="Reviewed by", readonly=True, copy=False, ondelete="restrict"
    )
    review_date = fields.Datetime(string="Reviewed on", readonly=True, copy=False)
    review_answer = fields.Text(string="Answer", readonly=True, copy=False)
    transition_ids = fields.One2many(
        "asn.transition", "realisation_id", string="History", readonly=True
    )
    allowed_actions = fields.Char(
        compute="_compute_allowed_actions", export_string_translation=False
    )

    # The evaluator's list: what nobody has looked at, and what was answered
    _review_index = models.Index("(skp_id, review_state) WHERE review_state <> 'confirmed'")

    @api.depends("review_state", "date", "indicator_id")
    @api.depends_context("uid")
    def _compute_allowed_actions(self):
        for entry in self:
            names = set()
            if entry.indicator_id:
                roles = entry.skp_id._workflow_roles()
                names = {
                    name
                    for name in workflow.actions(workflow.REVIEW, entry.review_state, roles)
                    if name != "correct" and entry._is_open_for_user(entry._review_part(name))
                }
            entry.allowed_actions = ",".join(sorted(names))

    @api.model
    def _review_part(self, action):
        """Return the part of the plan and evaluation that must be open for a step."""
        return "realisation" if action in ("answer", "correct") else "review"

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_confirm(self):
        """Say that these entries are right; one step for any number of them.

        :raises AccessError: hidden entry, or not its evaluator
        :raises UserError: the period is locked
        """
        return self._review_run("confirm")

    def action_question(self, reason=None):
        """Ask the employee about an entry; it goes on counting."""
        return self._review_run("question", reason)

    def action_return(self, reason=None):
        """Return an entry: it does not count until the employee corrects it."""
        return self._review_run("send_back", reason)

    def action_answer(self, text=None):
        """Answer the evaluator's question or return, in words. Correcting is done in the entry."""
        return self._review_run("answer", text)

    def action_ask_reason(self):
        """Open the dialog that asks for the words of the step named in the context."""
        return self.env["asn.reason"]._open(self, self.env.context.get("asn_action"))

    def _workflow_run(self, action, reason=None):
        """Take a step with the words of the dialog; see ``_review_run``."""
        return self._review_run(action, reason)

    def _review_run(self, action, words=None):
        """Take ``action`` on every entry; all or none. What was done already is left alone."""
        if not self or len(self.ids) != len(self):
            raise UserError(self.env._("Choose one entry or several."))
        self.check_access("read")
        words = self._review_words(action, words)
        self._lock_or_refuse()
        steps = {}
        for entry in self:
            row = entry._review_find(action)
            if not entry._is_review_done(row, words):
                steps.setdefault(row, self.browse())
                steps[row] |= entry
        for row, entries in steps.items():
            entries._review_apply(row, words)
        return True

    def _review_words(self, action, words):
        """Return the words of a step, checked: needed for all but a confirmation."""
        if action == "confirm":
            return False
        problem = words and self._guard_text_problem(self._fields["review_comment"], words)
        if problem:
            raise UserError(self.env._("Reason: %s", problem))
        words = (words or "").strip()
        if not words:
            raise UserError(self.env._("Write the reason, so that the other side can act on it."))
        return words

    def _review_find(self, action):
        """Return the row of the table; None when a repeated request finds it done already."""
        roles = self.skp_id._workflow_roles()
        state = self.review_state
        try:
            row = workflow.find(workflow.REVIEW, state, action, roles)
        except workflow.RoleNotAllowedError as error:
            raise AccessError(self._review_refusal(action)) from error
        except workflow.NoTransitionError as error:
            done = [r for r in workflow.REVIEW if r.action == action and r.next_state == state]
            if any(set(done_row.roles) & roles for done_row in done):
                return None
            if not any(set(r.roles) & roles for r in workflow.REVIEW if r.action == action):
                raise AccessError(self._review_refusal(action)) from error
            raise UserError(self.env._("The evaluator has not asked about this entry.")) from error
        if not self._is_open_for_user(self._review_part(action)):
            raise UserError(self._closed_message())
        return row

    def _review_refusal(self, action):
        if action == "answer":
            return self.env._("The employee answers about the own entry.")
        return self.env._("Only the evaluator of the plan reviews its entries.")

    def _is_review_done(self, row, words):
        """Tell whether this step was taken before with the same words: a second tap."""
        if row is None:
            return True
        if row.action == "answer":
            return self.review_answer == words
        return row.state == row.next_state and self.review_comment == words

    def _review_apply(self, row, words=False):
        """Write a step and its line in the history, for all entries at once."""
        values = {"review_state": row.next_state}
        if row.action == "answer":
            values["review_answer"] = words
        elif row.action == "correct":
            pass  # the words stay: they say what was corrected
        else:
            values.update(
                review_comment=words,
                review_answer=False,
                review_user_id=self.env.uid,
                review_date=fields.Datetime.now(),
            )
        # sudo: the table has allowed this step to the caller; nothing else is written
        self.sudo().write(values)
        self.env["asn.transition"].sudo().create(
            [
                {
                    "realisation_id": entry.id,
                    "action": row.action,
                    "state_from": row.state,
                    "state_to": row.next_state,
                    "user_id": self.env.uid,
                    "reason": words,
                }
                for entry in self
            ]
        )

    def _review_corrected(self):
        """An entry that was changed is looked at anew, whatever was said about it."""
        for entry in self.filtered(lambda entry: entry.review_state != "none"):
            row = workflow.find(workflow.REVIEW, entry.review_state, "correct", {workflow.EMPLOYEE})
            entry._review_apply(row)

    @api.ondelete(at_uninstall=False)
    def _unlink_never_after_review(self):
        # sudo: looks whether there is a history, shows nothing
        reviewed = self.sudo().filtered("transition_ids")
        if reviewed:
            raise UserError(
                self.env._(
                    "Your evaluator has looked at this entry, so it stays. Correct it instead; an "
                    "amount of 0 counts for nothing."
                )
            )
