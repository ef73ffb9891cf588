from odoo import api, fields, models

from ...rules import feedback

KINDS = [
    (feedback.APPRECIATION, "Appreciation"),
    (feedback.SUGGESTION, "Suggestion"),
    (feedback.CORRECTION, "Correction"),
]
RELATIONS = [
    (feedback.SUPERIOR, "Superior"),
    (feedback.PEER, "Colleague"),
    (feedback.SUBORDINATE, "Team member"),
    (feedback.OTHER, "From another unit"),
]
# What the giver writes; at least one of the three.
PARTS = ("situation", "effect", "next_step")
PART_LIMIT = 1000


class AsnFeedback(models.Model):
    """Feedback that somebody gave under the own name (*umpan balik berkelanjutan*).

    Open: the person reads it. Private: the evaluator and the evaluator's superior read it, the
    person does not. Everything is written through the steps of the page (``asn_feedback_steps``);
    after a short time nothing changes any more.
    """

    _name = "asn.feedback"
    _description = "Feedback"
    _inherit = ["asn.guarded.mixin"]
    _order = "date desc, id desc"
    _guard_by_access_only = True

    # Whom it is about
    skp_id = fields.Many2one(
        "asn.skp", string="Plan", required=True, readonly=True, index=True, ondelete="cascade"
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Person", required=True, readonly=True, index=True, ondelete="cascade"
    )
    employee_name = fields.Char(string="Name", readonly=True)
    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, index=True
    )
    # Who gave it; what the giver is to the person is worked out by the server
    giver_id = fields.Many2one(
        "hr.employee", string="Giver", required=True, readonly=True, index=True, ondelete="cascade"
    )
    giver_name = fields.Char(string="Given by", readonly=True)
    giver_user_id = fields.Many2one(
        "res.users", string="Login of the Giver", readonly=True, index="btree_not_null"
    )
    relation = fields.Selection(RELATIONS, required=True, readonly=True)
    request_id = fields.Many2one(
        "asn.feedback.request",
        string="Asked for",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    # What it says
    kind = fields.Selection(KINDS, required=True, readonly=True)
    visibility = fields.Selection(
        [(feedback.OPEN, "Open to the person"), (feedback.PRIVATE, "For the evaluator only")],
        required=True,
        readonly=True,
        default=feedback.OPEN,
    )
    result_id = fields.Many2one(
        "asn.skp.result",
        string="About the Result",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
    )
    value_id = fields.Many2one(
        "asn.behaviour.value", string="About the Value", readonly=True, ondelete="set null"
    )
    situation = fields.Text(readonly=True, help="What happened, when and where.")
    effect = fields.Text(readonly=True, help="What it did for the work, the team or the citizen.")
    next_step = fields.Text(readonly=True, help="What to keep or to do next time.")
    date = fields.Date(required=True, readonly=True)
    given_at = fields.Datetime(readonly=True, required=True)
    client_token = fields.Char(readonly=True, copy=False)
    # What the person answered, once
    thanks = fields.Text(string="Answer", readonly=True)
    date_thanked = fields.Date(string="Answered on", readonly=True)
    summary = fields.Char(compute="_compute_summary", export_string_translation=False)

    _timeline_index = models.Index("(skp_id, date DESC)")
    _received_index = models.Index("(employee_id, date DESC) WHERE visibility = 'open'")
    _token_unique = models.UniqueIndex(
        "(giver_id, client_token) WHERE client_token IS NOT NULL", "This was sent already."
    )
    _check_not_self = models.Constraint(
        "CHECK (giver_id <> employee_id)", "Nobody gives feedback to himself or herself."
    )
    _check_text = models.Constraint(
        "CHECK (COALESCE(situation, '') <> '' OR COALESCE(effect, '') <> ''"
        " OR COALESCE(next_step, '') <> '')",
        "Write at least one of situation, effect and next step.",
    )

    @api.depends("kind", "employee_name")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for record in self:
            parts = (labels.get(record.kind), record.employee_name)
            record.display_name = " – ".join(part for part in parts if part)

    @api.depends("situation", "effect", "next_step")
    def _compute_summary(self):
        for record in self:
            text = " ".join(record[part] for part in PARTS if record[part])
            record.summary = text if len(text) <= 120 else text[:119] + "…"

    def _may_change(self):
        """Whether the current user may still correct or take back this feedback."""
        self.ensure_one()
        if self.giver_user_id != self.env.user:
            return False
        # sudo: a setting of the region
        hours = self.company_id.sudo().asn_feedback_edit_hours
        return feedback.may_change(
            self.given_at, fields.Datetime.now(), hours, bool(self.date_thanked)
        )

    def _may_thank(self):
        """Whether the current user is the person and has not answered yet."""
        self.ensure_one()
        plan = self.skp_id.sudo()  # sudo: compares logins only
        return (
            plan.user_id == self.env.user
            and self.visibility == feedback.OPEN
            and not self.date_thanked
        )

    @api.model
    def _own_employee(self):
        return self.env.user._get_asn_employee(self.env.company)

    @api.model
    def _plan_of(self, employee):
        """Return the plan of ``employee`` that runs today, or an empty one; as superuser."""
        today = self.env["asn.period"]._local_today(employee.company_id)
        # sudo: whoever gives feedback cannot read the plan; only its number is kept
        return (
            self.env["asn.skp"]
            .sudo()
            .search(
                [
                    ("employee_id", "=", employee.id),
                    ("state", "!=", "cancelled"),
                    ("date_start", "<=", today),
                    ("date_end", ">=", today),
                ],
                limit=1,
            )
        )
