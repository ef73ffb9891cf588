from odoo import api, fields, models
from odoo.exceptions import UserError


class AsnTransition(models.Model):
    """Append-only log: who took which step on which document, when and why.

    Discussion messages can be edited or deleted; this cannot, by nobody, so it is what an auditor
    reads.
    """

    _name = "asn.transition"
    _description = "Step of a Document"
    _order = "id desc"
    _log_access = False

    skp_id = fields.Many2one("asn.skp", index="btree_not_null", ondelete="restrict")
    evaluation_id = fields.Many2one("asn.evaluation", index="btree_not_null", ondelete="restrict")
    change_request_id = fields.Many2one(
        "asn.change.request", index="btree_not_null", ondelete="restrict"
    )
    coaching_id = fields.Many2one("asn.coaching", index="btree_not_null", ondelete="restrict")
    dialogue_id = fields.Many2one("asn.dialogue", index="btree_not_null", ondelete="restrict")
    round_id = fields.Many2one(
        "asn.feedback.round", string="360 Round", index="btree_not_null", ondelete="restrict"
    )
    period_id = fields.Many2one("asn.period", index="btree_not_null", ondelete="restrict")
    realisation_id = fields.Many2one(
        "asn.realisation", string="Entry", index="btree_not_null", ondelete="restrict"
    )
    action = fields.Selection(
        [
            ("propose", "Proposed"),
            ("withdraw", "Withdrawn"),
            ("send_back", "Returned"),
            ("agree", "Agreed"),
            ("reopen", "Reopened"),
            ("keep", "Kept as agreed"),
            ("cancel", "Cancelled"),
            ("restore", "Restored"),
            ("close", "Closed"),
            ("submit", "Submitted"),
            ("rate", "Rated"),
            ("revise", "Taken back for revision"),
            ("release", "Released"),
            ("acknowledge", "Acknowledged"),
            ("object", "Objected"),
            ("decide", "Decided"),
            ("open", "Opened"),
            ("hand_over", "Handed over"),
            ("fill_in", "Filled in"),
            ("undo_fill_in", "Filling in undone"),
            ("hand_back", "Handed back"),
            ("split", "Ended where another post begins"),
            ("continue", "Begun after another post"),
            ("merge", "Merged back"),
            ("end", "Ended early"),
            ("confirm", "Confirmed"),
            ("question", "Asked about"),
            ("answer", "Answered"),
            ("correct", "Corrected"),
            ("hold", "Begun"),
            ("call_off", "Called off"),
            ("finish", "Finished"),
            ("resume", "Resumed"),
            ("confirm_employee", "Confirmed by the employee"),
            ("confirm_evaluator", "Confirmed by the evaluator"),
            ("take_back", "Confirmation taken back"),
            ("start", "Started"),
            ("nominate", "Givers proposed"),
            ("approve", "Givers approved"),
            ("ask", "Asked"),
            ("accept", "Accepted"),
            ("refuse", "Refused"),
        ],
        string="Step",
        required=True,
    )
    state_from = fields.Char(string="From", export_string_translation=False)
    state_to = fields.Char(string="To", export_string_translation=False)
    user_id = fields.Many2one("res.users", string="By", required=True, ondelete="restrict")
    date = fields.Datetime(string="At", required=True, default=fields.Datetime.now)
    reason = fields.Text()

    @api.model
    def _log(self, document, field, transition, reason=None):
        """Add the line of one step. The caller has checked the step."""
        # sudo: nobody may write to this log directly
        return self.sudo().create(
            {
                field: document.id,
                "action": transition.action,
                "state_from": transition.state,
                "state_to": transition.next_state,
                "user_id": self.env.uid,
                "reason": (reason or "").strip() or False,
            }
        )

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The history of an appraisal cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The history of an appraisal cannot be deleted."))
