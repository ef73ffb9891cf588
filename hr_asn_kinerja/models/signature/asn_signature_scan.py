from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...rules import workflow

ADDED_BY = {workflow.EMPLOYEE, workflow.EVALUATOR, workflow.HR_OFFICE}


class AsnSignatureScan(models.Model):
    """The sheet that was printed and signed with a pen, scanned; kept beside the signature.

    Some offices still sign on paper. The scan is a copy to look at: what counts, and what the
    verification page compares, is the signature. The employee, the evaluator or the HR office adds
    it; the HR office alone takes away a wrong one.
    """

    _name = "asn.signature.scan"
    _description = "Scan of a Signed Sheet"
    _inherit = ["asn.evidence.mixin"]
    _order = "signature_id, id"

    _evidence_owner = "signature_id"
    _evidence_route = "/asn/signature/scan"
    _guard_fields = dict.fromkeys(("signature_id", "name", "upload"), "scan")
    _guard_create_only = frozenset({"signature_id", "name", "upload"})
    _guard_unlink_part = "scan"

    signature_id = fields.Many2one(
        "asn.signature", required=True, readonly=True, index=True, ondelete="restrict"
    )
    skp_id = fields.Many2one(
        "asn.skp", string="Plan", readonly=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Added by",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
    )

    _file_unique = models.UniqueIndex("(signature_id, checksum)", "This scan is there already.")

    @api.depends("name")
    def _compute_display_name(self):
        for scan in self:
            scan.display_name = scan.name or self.env._("Scan")

    def _add_missing_default_values(self, values):
        """Note whose plan it belongs to, for the file of one's own data and the retention."""
        values = super()._add_missing_default_values(values)
        # sudo: the link only; who may add a scan is asked in _guard_check
        signature = self.env["asn.signature"].sudo().browse(values.get("signature_id"))
        values["skp_id"] = (signature.evaluation_id.skp_id or signature.skp_id).id
        return values

    @api.model
    def _check_quota(self, owners, new):
        self._check_own_count(owners, new)
        return super()._check_quota(owners, new)

    def _guard_document(self):
        """Return the plan or evaluation that was signed."""
        self.ensure_one()
        # sudo: which document it is; what the caller may do with it is asked of the document
        signature = self.signature_id.sudo()
        return (signature.evaluation_id or signature.skp_id).sudo(False)

    def _guard_check(self, names, creating=True):
        for scan in self:
            if names and not creating:
                raise AccessError(
                    self.env._("A scan is not changed. The HR office takes away a wrong one.")
                )
            if not ADDED_BY & set(scan._guard_document()._workflow_roles()):
                raise AccessError(
                    self.env._(
                        "The scan of a signed sheet is added by the employee, the evaluator or "
                        "the HR office."
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_in_editable_state(self):
        if self.env.su:
            return
        for scan in self:
            if workflow.HR_OFFICE not in scan._guard_document()._workflow_roles():
                raise AccessError(self.env._("The HR office alone takes away a wrong scan."))


class AsnSignatureScanned(models.Model):
    _inherit = "asn.signature"

    scan_ids = fields.One2many("asn.signature.scan", "signature_id", string="Scans", readonly=True)
    scan_count = fields.Integer(string="Scans of the Sheet", compute="_compute_scan_count")

    @api.depends("scan_ids")
    def _compute_scan_count(self):
        for signature in self:
            signature.scan_count = len(signature.scan_ids)
