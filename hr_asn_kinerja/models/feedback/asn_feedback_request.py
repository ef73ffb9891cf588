from odoo import api, fields, models
from odoo.exceptions import AccessError


class AsnFeedbackRequest(models.Model):
    """Somebody asks a named person for feedback: on himself or herself, or on a team member.

    One row for each person who is asked. Asked, answered, declined and taken back through the
    steps of the page; answering is done under the own name.
    """

    _name = "asn.feedback.request"
    _description = "Request for Feedback"
    _inherit = ["asn.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date_due desc, id desc"
    _guard_by_access_only = True

    employee_id = fields.Many2one(
        "hr.employee", string="About", required=True, readonly=True, index=True, ondelete="cascade"
    )
    employee_name = fields.Char(string="Name", readonly=True)
    skp_id = fields.Many2one(
        "asn.skp", string="Plan", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, index=True
    )
    requester_id = fields.Many2one(
        "hr.employee", string="Asked by", required=True, readonly=True, ondelete="cascade"
    )
    requester_name = fields.Char(string="Name of Who Asks", readonly=True)
    requester_user_id = fields.Many2one(
        "res.users", string="Login of Who Asks", readonly=True, index="btree_not_null"
    )
    giver_id = fields.Many2one(
        "hr.employee", string="Asked", required=True, readonly=True, index=True, ondelete="cascade"
    )
    giver_name = fields.Char(string="Person Asked", readonly=True)
    giver_user_id = fields.Many2one(
        "res.users", string="Login of Who Is Asked", readonly=True, index="btree_not_null"
    )
    question = fields.Text(readonly=True, help="What to look at; empty: in general.")
    result_id = fields.Many2one(
        "asn.skp.result",
        string="About the Result",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    result_name = fields.Char(string="Result", readonly=True)
    date_asked = fields.Date(string="Asked on", required=True, readonly=True)
    date_due = fields.Date(string="Due Date", required=True, readonly=True)
    state = fields.Selection(
        [
            ("asked", "Waits"),
            ("answered", "Answered"),
            ("declined", "Declined"),
            ("cancelled", "Taken back"),
        ],
        default="asked",
        required=True,
        readonly=True,
        index=True,
    )
    date_closed = fields.Date(string="Answered or Declined on", readonly=True)
    decline_reason = fields.Char(string="Why not", readonly=True)
    reminded_on = fields.Date(readonly=True)
    feedback_ids = fields.One2many("asn.feedback", "request_id", string="Feedback", readonly=True)
    is_asked_of_me = fields.Boolean(compute="_compute_is_mine", export_string_translation=False)
    is_asked_by_me = fields.Boolean(compute="_compute_is_mine", export_string_translation=False)

    _open_unique = models.UniqueIndex(
        "(requester_id, employee_id, giver_id) WHERE state = 'asked'",
        "This person was asked already and has not answered yet.",
    )
    _due_index = models.Index("(date_due) WHERE state = 'asked' AND reminded_on IS NULL")
    _check_not_self = models.Constraint(
        "CHECK (giver_id <> employee_id)", "Nobody gives feedback to himself or herself."
    )

    @api.depends("employee_name", "giver_name")
    def _compute_display_name(self):
        for request in self:
            request.display_name = self.env._(
                "Feedback on %(person)s from %(giver)s",
                person=request.employee_name or "",
                giver=request.giver_name or "",
            )

    @api.depends("giver_user_id", "requester_user_id", "state")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        user = self.env.user
        for request in self:
            waits = request.state == "asked"
            request.is_asked_of_me = waits and request.giver_user_id == user
            request.is_asked_by_me = waits and request.requester_user_id == user

    def action_answer(self):
        """Open the page on which the request is answered.

        :raises AccessError: somebody else was asked
        """
        self._check_one()
        if not self.is_asked_of_me:
            raise AccessError(self.env._("This request is not waiting for you."))
        action = self.env["ir.actions.client"]._for_xml_id(
            "hr_asn_kinerja.asn_feedback_action_give"
        )
        return {**action, "context": {"default_request_id": self.id}}

    def _schedule(self):
        """Put the request on the desk of whoever is asked."""
        for request in self.filtered("giver_user_id"):
            request.activity_schedule(
                "hr_asn_kinerja.mail_activity_type_give_feedback",
                date_deadline=request.date_due,
                user_id=request.giver_user_id.id,
            )

    def _close(self, state, day, **values):
        self.write({"state": state, "date_closed": day, **values})
        self.activity_unlink(["hr_asn_kinerja.mail_activity_type_give_feedback"])

    # E-mail and comments: the answer is the only word on a request. Nobody follows it: everybody
    # who works here can read who follows what, and so who was asked by whom.

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        self.check_access("read")
        return True

    def message_post(self, **kwargs):
        if not self.env.su:
            raise AccessError(self.env._("Answer the request instead of commenting on it."))
        return super().message_post(**kwargs)

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        raise AccessError(self.env._("Appraisals are not created or changed by e-mail."))

    def message_update(self, msg_dict, update_vals=None):
        raise AccessError(self.env._("Appraisals are not created or changed by e-mail."))
