from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ...rules import round as rules
from ...rules import workflow


class AsnFeedbackRoundNominee(models.Model):
    """Somebody who is to say what he or she sees, and as what: superior, peer, subordinate, self.

    Who is asked is known; whether a peer or subordinate answered is not, and stands nowhere here.
    """

    _name = "asn.feedback.round.nominee"
    _description = "Giver in a 360 Round"
    _inherit = ["asn.guarded.mixin"]
    _order = "round_id, sequence, employee_name, id"
    _rec_name = "employee_name"

    _guard_fields = {
        "round_id": "nomination",
        "employee_id": "nomination",
        "relation": "nomination",
        "is_left_out": "decision",
        "reason": "decision",
    }
    _guard_create_only = frozenset({"round_id", "employee_id"})
    _guard_unlink_part = "nomination"

    round_id = fields.Many2one("asn.feedback.round", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(
        related="round_id.company_id", store=True, index=True, precompute=True, string="Region"
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Person", required=True, ondelete="restrict", check_company=True
    )
    relation = fields.Selection(
        [
            ("self", "Self"),
            ("superior", "Superior"),
            ("peer", "Peer"),
            ("subordinate", "Subordinate"),
        ],
        string="As",
        required=True,
        default="peer",
        help="Self and superiors answer with their names. Peers and subordinates answer without: "
        "only sums are shown, from three people on.",
    )
    sequence = fields.Integer(compute="_compute_sequence", store=True, precompute=True)
    employee_name = fields.Char(
        string="Name", compute="_compute_person", store=True, precompute=True, compute_sudo=True
    )
    job_title = fields.Char(
        string="Post", compute="_compute_person", store=True, precompute=True, compute_sudo=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Login",
        compute="_compute_person",
        store=True,
        precompute=True,
        compute_sudo=True,
        index="btree_not_null",
    )
    proposed_by = fields.Selection(
        [("subject", "The person"), ("evaluator", "Evaluator or office"), ("system", "The round")],
        readonly=True,
        required=True,
        default="system",
    )
    is_left_out = fields.Boolean(string="Leave out")
    reason = fields.Char(
        string="Reason of the Change", help="Why somebody is left out, or was added. All read it."
    )
    state = fields.Selection(
        [
            ("proposed", "Proposed"),
            ("asked", "Asked"),
            ("left_out", "Left out"),
            ("declined", "Declined"),
        ],
        default="proposed",
        required=True,
        readonly=True,
    )
    editable_parts = fields.Char(
        related="round_id.editable_parts", related_sudo=False, export_string_translation=False
    )

    _person_unique = models.UniqueIndex(
        "(round_id, employee_id)", "This person is among the givers already."
    )
    _asked_index = models.Index("(user_id, round_id) WHERE state = 'asked'")

    def _guard_document(self):
        self.ensure_one()
        return self.round_id

    @api.depends("relation")
    def _compute_sequence(self):
        for nominee in self:
            nominee.sequence = rules.RELATIONS.index(nominee.relation or rules.PEER)

    @api.depends("employee_id")
    def _compute_person(self):
        for nominee in self:
            employee = nominee.employee_id
            nominee.employee_name = employee.name
            nominee.job_title = employee.job_title
            nominee.user_id = employee.user_id

    # ------------------------------------------------------------------
    # Saving
    # ------------------------------------------------------------------

    @api.constrains("employee_id", "relation", "round_id")
    def _check_relation(self):
        for nominee in self.sudo():  # sudo: compares two links
            is_subject = nominee.employee_id == nominee.round_id.employee_id
            if is_subject != (nominee.relation == rules.SELF):
                raise ValidationError(
                    self.env._("The person answers as “self” and nobody else does.")
                )

    @api.constrains("is_left_out", "reason", "proposed_by")
    def _check_reason(self):
        for nominee in self:
            changed = nominee.is_left_out or nominee.proposed_by == "evaluator"
            if changed and not (nominee.reason or "").strip():
                raise ValidationError(
                    self.env._(
                        "Write why %s is left out or was added: the person reads it.",
                        nominee.employee_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        proposers = []
        for vals in vals_list:
            # An id that is not there is refused by the guard below.
            record = self.env["asn.feedback.round"].browse(vals.get("round_id") or 0).exists()
            roles = record._workflow_roles() if record else set()
            proposers.append("subject" if workflow.EMPLOYEE in roles else "evaluator")
        nominees = super().create(vals_list)
        for nominee, proposer in zip(nominees, proposers, strict=True):
            nominee.sudo().proposed_by = proposer  # sudo: who proposed is not typed
        return nominees

    def write(self, vals):
        if not self.env.su:
            self._check_own_changes(vals)
        return super().write(vals)

    def _check_own_changes(self, vals):
        """The relation decides whether a name is shown: only the proposer sets it."""
        for nominee in self:
            if nominee.relation == rules.SELF:
                raise AccessError(self.env._("Everybody answers about himself or herself, too."))
            is_subject = workflow.EMPLOYEE in nominee.round_id._workflow_roles()
            if "relation" in vals and is_subject and nominee.proposed_by != "subject":
                raise AccessError(self.env._("This giver was not proposed by you."))

    @api.ondelete(at_uninstall=False)
    def _unlink_only_own(self):
        if self.env.su:
            return
        for nominee in self:
            if nominee.relation == rules.SELF:
                raise UserError(self.env._("Everybody answers about himself or herself, too."))
            is_subject = workflow.EMPLOYEE in nominee.round_id._workflow_roles()
            if is_subject and nominee.proposed_by != "subject":
                raise UserError(self.env._("This giver was not proposed by you."))
            if not is_subject and nominee.proposed_by == "subject":
                raise UserError(
                    self.env._("Leave %s out with a reason instead.", nominee.employee_name)
                )

    # ------------------------------------------------------------------
    # Steps, taken by the round and by the giver's page. All run as superuser.
    # ------------------------------------------------------------------

    def _ask(self):
        """Ask everybody who is not left out."""
        without = self.filtered(lambda n: not n.is_left_out and not n.user_id)
        if without:
            raise UserError(
                self.env._(
                    "%s cannot log in and so cannot answer. Leave that person out.",
                    without[0].employee_name,
                )
            )
        self.filtered("is_left_out").write({"state": "left_out"})
        self.filtered(lambda nominee: not nominee.is_left_out).write({"state": "asked"})

    def _decline(self, reason):
        """Take a giver out who must not or does not want to answer."""
        self.ensure_one()
        self.write({"state": "declined", "reason": reason})
