from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import NO_ACCESS

from ...rules import signature as signature_rules
from ...rules import workflow

KINDS = [
    ("plan_agreed", "Plan agreed"),
    ("evaluation_released", "Evaluation released"),
    ("evaluation_acknowledged", "Evaluation received"),
    ("objection_decided", "Objection decided"),
]
ROLES = [
    (workflow.EMPLOYEE, "Employee"),
    (workflow.EVALUATOR, "Evaluator"),
    (workflow.SUPERIOR, "Evaluator's superior"),
    (workflow.UNIT_OFFICER, "Performance officer of the unit"),
    (workflow.HR_OFFICE, "HR office"),
    (workflow.SYSTEM, "Scheduled job"),
]
STATUSES = [
    (signature_rules.GENUINE, "Genuine"),
    (signature_rules.REPLACED, "Replaced"),
    (signature_rules.BROKEN, "Broken"),
    (signature_rules.ANONYMISED, "Made nameless"),
]
OFFICES = "hr_asn_kinerja.group_asn_hr_office,hr_asn_kinerja.group_asn_auditor"


class AsnSignature(models.Model):
    """One signature: who put the name to which document when, and the exact text of it.

    Append-only for everybody, also for the database user of the application
    (``asn_signature_database.py``). The rows of a region form a chain of checksums; see
    ``rules/signature.py``. PermenPANRB 6/2022 (plan, evaluation), PP 30/2019 article 59
    (objection).
    """

    _name = "asn.signature"
    _description = "Signature"
    _inherit = ["asn.guarded.mixin"]
    _order = "id desc"
    _log_access = False

    company_id = fields.Many2one(
        "res.company", string="Region", required=True, ondelete="restrict", readonly=True
    )
    sequence = fields.Integer(
        string="Number in the Chain", required=True, readonly=True, aggregator=None
    )
    form = fields.Integer(string="Form of the Text", required=True, readonly=True, aggregator=None)
    kind = fields.Selection(KINDS, string="Step", required=True, readonly=True)
    # The document: links decide who may read this, copies say what it was.
    skp_id = fields.Many2one(
        "asn.skp", string="Plan", ondelete="restrict", readonly=True, index="btree_not_null"
    )
    evaluation_id = fields.Many2one(
        "asn.evaluation", ondelete="restrict", readonly=True, index="btree_not_null"
    )
    record = fields.Integer(
        string="Number of the Document", required=True, readonly=True, aggregator=None
    )
    employee_name = fields.Char(string="Name", readonly=True)
    period_name = fields.Char(string="Period", readonly=True)
    # Who signed, in which role, when
    user_id = fields.Many2one(
        "res.users", string="Login", required=True, ondelete="restrict", readonly=True
    )
    signer_name = fields.Char(string="Signed by", required=True, readonly=True)
    signer_nip = fields.Char(string="NIP of the Signer", readonly=True, groups=OFFICES)
    signer_role = fields.Selection(ROLES, string="As", required=True, readonly=True)
    date = fields.Datetime(string="Signed on", required=True, readonly=True)
    # What was signed, and the chain
    content = fields.Text(
        required=True, readonly=True, groups=OFFICES, export_string_translation=False
    )
    content_hash = fields.Char(
        string="Checksum of the Text (SHA-256)", required=True, readonly=True, groups=OFFICES
    )
    previous_hash = fields.Char(
        string="Checksum of the Row Before", required=True, readonly=True, groups=OFFICES
    )
    hash = fields.Char(string="Checksum of the Row", required=True, readonly=True, groups=OFFICES)
    salt = fields.Char(
        required=True, readonly=True, groups=NO_ACCESS, export_string_translation=False
    )
    token = fields.Char(
        required=True, readonly=True, groups=NO_ACCESS, export_string_translation=False
    )
    token_digest = fields.Char(
        required=True, readonly=True, groups=NO_ACCESS, export_string_translation=False
    )
    # For the screen
    code = fields.Char(
        compute="_compute_code", compute_sudo=True, help="Also printed below the QR code."
    )
    status = fields.Selection(STATUSES, compute="_compute_status", compute_sudo=True)

    _region_sequence_unique = models.UniqueIndex(
        "(company_id, sequence)", "This number of the chain is taken."
    )
    _token_unique = models.UniqueIndex("(token_digest)", "This token exists already.")

    @api.depends("hash")
    def _compute_code(self):
        for signature in self:
            signature.code = signature.hash and signature_rules.short_code(signature.hash)

    @api.depends("kind", "sequence")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for signature in self:
            signature.display_name = f"{labels.get(signature.kind, '')} · {signature.sequence}"

    # ------------------------------------------------------------------
    # Append-only, and written by the server alone
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):  # pylint: disable=method-required-super
        raise UserError(self.env._("A signature is written by the step that it belongs to."))

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A signature cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A signature cannot be deleted."))

    def copy_data(self, default=None):
        raise UserError(self.env._("A signature cannot be duplicated."))
