from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import workflow
from ..base import selections

PROPOSALS = [
    ("talent_pool", "Talent pool"),
    ("training", "Training or course"),
    ("study", "Study assignment"),
    ("promotion", "Priority for promotion"),
    ("special_promotion", "Special promotion in rank"),
    ("guidance", "Coaching, then another look"),
    ("competence_test", "Competence test"),
    ("reassignment", "Another fitting post"),
    ("counselling", "Coaching or counselling"),
    ("lower_post", "Lower post"),
    ("contract", "Looked at before the contract is renewed"),
]


class AsnFollowUp(models.Model):
    """What may follow from an evaluation: a proposal that the HR office decides on.

    Rewards for a high predicate, and what PP 30/2019 articles 56 to 58 and PermenPANRB 6/2022 name
    for a low one. A list, never an act: nothing is decided or changed by the software. HR office
    and auditor read it; the person concerned reads what was decided about him or her, and nobody
    else anything.
    """

    _name = "asn.follow.up"
    _description = "Follow-up of an Evaluation"
    _inherit = ["asn.workflow.mixin", "asn.snapshot.mixin"]
    _order = "period_id desc, kind, employee_name, id"
    _rec_names_search = ["employee_name"]

    _workflow_table = workflow.FOLLOW_UP
    _workflow_parts = workflow.FOLLOW_UP_PARTS
    _workflow_first_state = "proposed"
    _workflow_log_field = "follow_up_id"
    _guard_fields = dict.fromkeys(("document_number", "document_date", "note"), "decision")

    evaluation_id = fields.Many2one(
        "asn.evaluation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    predicate = fields.Selection(selections.PREDICATES, required=True, readonly=True)
    kind = fields.Selection(
        [("reward", "Reward"), ("consequence", "Follow-up by regulation")],
        required=True,
        readonly=True,
    )
    proposal = fields.Selection(PROPOSALS, required=True, readonly=True)
    article = fields.Char(string="Article", required=True, readonly=True)
    times = fields.Integer(
        string="Low Predicates in a Row",
        readonly=True,
        aggregator="max",
        help="Over periods of the same kind, up to and with this one.",
    )
    date_released = fields.Date(string="Released on", readonly=True)
    date_review = fields.Date(
        string="Latest Review", readonly=True, help="A low rating is looked at again by this day."
    )
    is_review_due = fields.Boolean(
        string="Review Due", compute="_compute_is_review_due", search="_search_is_review_due"
    )
    state = fields.Selection(
        [
            ("proposed", "To decide"),
            ("accepted", "Decided: yes"),
            ("refused", "Decided: no"),
            ("outdated", "Outdated"),
        ],
        default="proposed",
        required=True,
        index=True,
        copy=False,
    )
    document_number = fields.Char(string="Number of the Document")
    document_date = fields.Date(string="Date of the Document")
    note = fields.Text(help="The person concerned reads this once it is decided.")
    decided_on = fields.Date(readonly=True, copy=False)
    decided_by_name = fields.Char(string="Decided by", readonly=True, copy=False)
    transition_ids = fields.One2many(
        "asn.transition", "follow_up_id", string="History", readonly=True
    )

    _proposal_unique = models.UniqueIndex(
        "(evaluation_id, proposal) WHERE state <> 'outdated'", "This is proposed already."
    )
    _kind_index = models.Index("(company_id, kind, state, employee_name)")
    _review_index = models.Index("(date_review) WHERE state IN ('proposed', 'accepted')")
    _check_document_date = models.Constraint(
        "CHECK (document_date IS NULL OR"
        " (document_date >= '2000-01-01' AND document_date < '2101-01-01'))",
        "Choose a day from the year 2000 to 2100.",
    )

    @api.depends("employee_name", "proposal")
    def _compute_display_name(self):
        labels = dict(self._fields["proposal"]._description_selection(self.env))
        for row in self:
            row.display_name = f"{row.employee_name or ''} – {labels.get(row.proposal, '')}"

    @api.depends("date_review", "state")
    def _compute_is_review_due(self):
        today = self._today_of_region()
        for row in self:
            waits = row.state in ("proposed", "accepted")
            row.is_review_due = bool(waits and row.date_review and row.date_review <= today)

    @api.model
    def _search_is_review_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        due = [
            ("state", "in", ("proposed", "accepted")),
            ("date_review", "<=", self._today_of_region()),
        ]
        return due if True in value else ["!", "&", *due]

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_accept(self):
        """The HR office decides for it, with number and date of the document."""
        return self._workflow_run("accept")

    def action_refuse(self, reason=None):
        """The HR office decides against it, with a reason."""
        return self._workflow_run("refuse", reason)

    def action_reopen(self, reason=None):
        """The HR office takes a decision back, with a reason."""
        return self._workflow_run("reopen", reason)

    def action_ask_reason(self):
        """Open the dialog that asks for the reason of the step named in the context."""
        return self.env["asn.reason"]._open(self, self.env.context.get("asn_action"))

    def _require_decision_document(self, transition, reason):
        missing = [
            self._fields[name]._description_string(self.env)
            for name in ("document_number", "document_date")
            if not self[name]
        ]
        if missing:
            raise UserError(
                self.env._(
                    "%(name)s: fill in first: %(fields)s.",
                    name=self.display_name,
                    fields=", ".join(missing),
                )
            )

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        if transition.next_state in workflow.DECIDED_FOLLOW_UP_STATES:
            user = self.env.user
            values.update(decided_on=self._today_of_region(), decided_by_name=user.name)
        elif transition.action == "reopen":
            values.update(decided_on=False, decided_by_name=False)
        return values

    def _workflow_schedule(self):
        """Remind nobody: it is a list of the office."""

    def message_post(self, **kwargs):
        raise UserError(self.env._("There is no discussion here; use the note."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A proposal is decided on and never deleted."))
