import hashlib
from base64 import b64decode
from binascii import Error as Base64Error
from urllib.parse import urlsplit

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError
from odoo.tools.mimetypes import guess_mimetype

# What a file really is, by its first bytes. Pages and drawings that can carry scripts are not here.
EVIDENCE_TYPES = {
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/webp",
    "image/gif",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
}


class AsnRealisation(models.Model):
    """A dated entry of work done against an indicator, with its evidence."""

    _name = "asn.realisation"
    _description = "Work Log Entry"
    _inherit = ["asn.guarded.mixin"]
    _order = "date desc, id desc"

    _guard_fields = dict.fromkeys(
        (
            "indicator_id",
            "date",
            "quantity",
            "denominator",
            "note",
            "evidence_file",
            "evidence_name",
            "evidence_link",
        ),
        "realisation",
    )
    _guard_create_only = frozenset({"indicator_id"})
    _guard_unlink_part = "realisation"

    indicator_id = fields.Many2one(
        "asn.skp.indicator",
        string="Indicator",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('skp_id.user_id', '=', uid), ('skp_id.state', '=', 'agreed')]",
    )
    skp_id = fields.Many2one(
        related="indicator_id.skp_id", store=True, index=True, precompute=True, string="Plan"
    )
    employee_name = fields.Char(related="skp_id.employee_name", string="Name")
    date = fields.Date(required=True, default=lambda self: self._default_date())
    quantity = fields.Float(string="Amount", digits=(16, 4), required=True)
    denominator = fields.Float(
        string="Out of", digits=(16, 4), help="Only for a ratio: the number of all cases."
    )
    unit = fields.Char(related="indicator_id.unit")
    aggregation = fields.Selection(related="indicator_id.aggregation")
    note = fields.Text(string="What was done")
    # Evidence: a file kept here, or a link that is shown and never fetched
    evidence_file = fields.Binary(string="Photo or File", attachment=True)
    evidence_name = fields.Char(string="File Name")
    evidence_link = fields.Char(string="Link")
    evidence_checksum = fields.Char(readonly=True, copy=False)
    has_evidence = fields.Boolean(compute="_compute_has_evidence", store=True)
    editable_parts = fields.Char(compute="_compute_editable_parts", export_string_translation=False)

    _indicator_date_index = models.Index("(indicator_id, date)")
    _skp_date_index = models.Index("(skp_id, date DESC, id DESC)")
    _check_numbers = models.Constraint(
        "CHECK (quantity >= 0 AND quantity < 1e12"
        " AND COALESCE(denominator, 0) >= 0 AND COALESCE(denominator, 0) < 1e12)",
        "An amount is a number from 0 to 999,999,999,999.",
    )

    @api.model
    def _default_date(self):
        return self.env["asn.period"]._local_today(self.env.company)

    @api.depends("evidence_checksum", "evidence_link")
    def _compute_has_evidence(self):
        for entry in self:
            entry.has_evidence = bool(entry.evidence_checksum or entry.evidence_link)

    @api.depends("indicator_id", "date")
    @api.depends_context("uid")
    def _compute_editable_parts(self):
        for entry in self:
            is_open = not entry.indicator_id or entry._is_open_for_user()
            entry.editable_parts = "realisation" if is_open else ""

    @api.depends("indicator_id.name", "date")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = entry.indicator_id.name or self.env._("New entry")

    @api.constrains("evidence_link")
    def _check_evidence_link(self):
        for entry in self.filtered("evidence_link"):
            parts = urlsplit(entry.evidence_link.strip())
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValidationError(
                    self.env._("A link starts with https:// and names a site. Correct it.")
                )

    @api.constrains("denominator", "quantity", "indicator_id")
    def _check_ratio(self):
        for entry in self:
            if entry.indicator_id.aggregation != "ratio":
                continue
            if not entry.denominator or entry.quantity > entry.denominator:
                raise ValidationError(
                    self.env._(
                        "%s is a ratio: fill in “Out of” with the number of all cases, "
                        "at least as many as the amount.",
                        entry.indicator_id.name,
                    )
                )

    @api.constrains("date", "indicator_id")
    def _check_date(self):
        """An entry lies in its plan and not in the future (day of the region)."""
        for entry in self:
            plan = entry.skp_id.sudo()  # sudo: reads the region's time zone
            if entry.date > plan.period_id.today():
                raise ValidationError(
                    self.env._("Work cannot be logged for a day that has not come yet.")
                )
            if not plan.date_start <= entry.date <= plan.date_end:
                raise ValidationError(
                    self.env._(
                        "The date must lie inside the plan, %(start)s to %(end)s.",
                        start=plan.date_start,
                        end=plan.date_end,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._prepare_evidence(dict(vals)) for vals in vals_list]
        entries = super().create(vals_list)
        entries._store_checksum(vals_list)
        return entries

    def write(self, vals):
        vals = self._prepare_evidence(dict(vals))
        result = super().write(vals)
        if "date" in vals and not self.env.su:
            self._guard_check(set())  # the new day must be open as well as the old one
        if "evidence_file" in vals:
            self._store_checksum([vals] * len(self))
        return result

    def _prepare_evidence(self, vals):
        """Check size and real type of a file; a name without folders and control characters."""
        if vals.get("evidence_name"):
            name = str(vals["evidence_name"]).replace("\\", "/").rsplit("/", 1)[-1]
            name = "".join(char for char in name if char.isprintable())
            vals["evidence_name"] = name[-120:].strip() or self.env._("evidence")
        if vals.get("evidence_file"):
            content = self._decode(vals["evidence_file"])
            limit = self.env.company.asn_evidence_max_mb
            if not content:
                raise ValidationError(self.env._("The file is empty. Choose another one."))
            if len(content) > limit * 1024 * 1024:
                raise ValidationError(
                    self.env._("The file is larger than %s MB. Choose a smaller one.", limit)
                )
            if guess_mimetype(content) not in EVIDENCE_TYPES:
                raise ValidationError(
                    self.env._(
                        "This kind of file cannot be kept as evidence. "
                        "Use a photo (JPG, PNG), a PDF or an office document."
                    )
                )
        return vals

    def _decode(self, value):
        try:
            return b64decode(value, validate=False)
        except (Base64Error, ValueError, TypeError) as error:
            raise ValidationError(
                self.env._("The file did not arrive whole. Try again.")
            ) from error

    def _store_checksum(self, vals_list):
        for entry, vals in zip(self, vals_list, strict=True):
            content = vals.get("evidence_file")
            digest = hashlib.sha256(self._decode(content)).hexdigest() if content else False
            if content or entry.evidence_checksum:
                entry.sudo().evidence_checksum = digest  # sudo: worked out here, not typed

    # ------------------------------------------------------------------
    # Who may write
    # ------------------------------------------------------------------

    def _guard_document(self):
        self.ensure_one()
        return self.skp_id

    def _guard_check(self, names, creating=True):
        for entry in self:
            if not creating and names & self._guard_create_only:
                raise AccessError(self._guard_message(entry.skp_id, names))
            if names - set(self._guard_fields) - set(models.MAGIC_COLUMNS):
                raise AccessError(self._guard_message(entry.skp_id, names))
            if not entry._is_open_for_user():
                raise AccessError(entry._closed_message())

    @api.ondelete(at_uninstall=False)
    def _unlink_only_in_editable_state(self):
        for entry in self:
            if not self.env.su and not entry._is_open_for_user():
                raise AccessError(entry._closed_message())

    def _is_open_for_user(self):
        """Tell whether the current user may write this entry: own, agreed plan, open evaluation."""
        self.ensure_one()
        plan = self.indicator_id.skp_id
        if "realisation" not in plan._workflow_editable_parts():
            return False
        evaluation = self._get_evaluations()
        return not evaluation or "realisation" in evaluation._workflow_editable_parts()

    def _get_evaluations(self):
        """Return the evaluation whose days hold this entry."""
        # sudo: the state of the period decides, whoever asks
        evaluations = self.indicator_id.skp_id.sudo().evaluation_ids
        found = evaluations.filtered(
            lambda e: self.date and e.date_start <= self.date <= e.date_end
        )
        return found[:1].sudo(False)

    def _closed_message(self):
        evaluation = self._get_evaluations()
        if evaluation and evaluation.state != "open":
            return self.env._(
                "The evaluation that holds %(date)s is %(state)s: its entries are locked. "
                "Ask your evaluator to return it if something is missing.",
                date=self.date,
                state=evaluation.sudo()._workflow_state_label(),
            )
        return self.env._(
            "Entries are written by the employee, while the plan is agreed and not closed."
        )
