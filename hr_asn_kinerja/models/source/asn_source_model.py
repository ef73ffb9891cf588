import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

# Models that no rule may count: logins and rights, the machinery, messages, personal data of
# employees, and everything of an appraisal itself.
REFUSED = (
    "asn.",
    "auth",
    "base.",
    "base_import.",
    "bus.",
    "certificate.",
    "change.password",
    "digest.",
    "discuss.",
    "fetchmail.",
    "google.",
    "hr.applicant",
    "hr.candidate",
    "hr.contract",
    "hr.employee",
    "hr.payroll",
    "hr.payslip",
    "hr.version",
    "iap.",
    "ir.",
    "mail.",
    "microsoft.",
    "payment.",
    "res.config",
    "res.groups",
    "res.partner.bank",
    "res.users",
    "sms.",
    "survey.user_input",
    "web_",
)
# Of our own, what holds nobody's rating, feedback or note.
ALLOWED_OWN = frozenset({"asn.service.log", "asn.socialisation.attendance"})
KINDS = [
    ("char", "Text"),
    ("text", "Long text"),
    ("selection", "Choice"),
    ("boolean", "Yes or no"),
    ("integer", "Whole number"),
    ("float", "Number"),
    ("monetary", "Amount of money"),
    ("date", "Date"),
    ("datetime", "Date and time"),
    ("many2one", "Link"),
]
SECRET = re.compile(r"passw|token|secret|api_?key|access_key|otp|pin$|signature|private|hash")


class AsnSourceModel(models.Model):
    """A model of this Odoo that rules may count, with the fields they may look at.

    Kept by the administrator: nothing is allowed until it stands here.
    """

    _name = "asn.source.model"
    _description = "Model for Automatic Figures"
    _inherit = ["asn.guarded.mixin"]
    _order = "name, id"
    _guard_by_access_only = True

    model = fields.Selection(
        selection="_selection_models", string="Kind of Records", required=True, index=True
    )
    name = fields.Char(compute="_compute_name", store=True)
    active = fields.Boolean(default=True)
    note = fields.Char(string="Why it may be counted")
    field_ids = fields.One2many("asn.source.field", "source_model_id", string="Fields")
    allowed_count = fields.Integer(string="Allowed Fields", compute="_compute_allowed_count")

    _model_unique = models.UniqueIndex("(model)", "This kind of records is in the list already.")

    @api.model
    def _selection_models(self):
        # sudo: names of models are no secret; the ASN administrator may not read ir.model
        records = self.env["ir.model"].sudo().search([("transient", "=", False)])
        return sorted(
            (
                (record.model, f"{record.name} ({record.model})")
                for record in records
                if self._is_countable(record.model)
            ),
            key=lambda choice: choice[1],
        )

    @api.model
    def _is_countable(self, name):
        """Tell whether the records of a model may be counted at all."""
        if name in ALLOWED_OWN:
            return True
        if name.startswith(REFUSED) or name not in self.env:
            return False
        model = self.env[name]
        return not (model._abstract or model._transient)

    @api.depends("model")
    def _compute_name(self):
        for source in self:
            known = source.model and source.model in self.env
            source.name = self.env[source.model]._description if known else source.model

    @api.depends("model")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for source in self:
            # sudo: names of models are no secret
            known = self.env["ir.model"].sudo()._get(source.model) if source.model else False
            source.display_name = known and known.name or source.name

    def _compute_allowed_count(self):
        counts = dict(
            self.env["asn.source.field"]._read_group(
                [("source_model_id", "in", self.ids), ("is_allowed", "=", True)],
                ["source_model_id"],
                ["__count"],
            )
        )
        for source in self:
            source.allowed_count = counts.get(source, 0)

    @api.constrains("model")
    def _check_model(self):
        for source in self:
            if not self._is_countable(source.model or ""):
                raise ValidationError(
                    self.env._(
                        "%s holds rights, messages, personal data or parts of the appraisal. "
                        "It cannot be counted.",
                        source.model,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        sources = super().create(vals_list)
        sources._add_fields()
        return sources

    def write(self, vals):
        if "model" in vals and any(source.model != vals["model"] for source in self):
            raise ValidationError(
                self.env._("The kind of records cannot be changed. Add another one.")
            )
        return super().write(vals)

    def action_refresh_fields(self):
        """Add the fields that came with newly installed addons; none of them is allowed yet.

        :raises AccessError: for everybody but the administrator
        """
        self._check_one()
        self.check_access("write")
        self._add_fields()
        return True

    def _add_fields(self):
        """List the fields that could be looked at; the administrator then allows some."""
        values = []
        for source in self:
            known = set(source.field_ids.mapped("name"))
            model = self.env[source.model]
            descriptions = model.fields_get(attributes=["string"])
            values += [
                {
                    "source_model_id": source.id,
                    "name": name,
                    "label": descriptions.get(name, {}).get("string") or name,
                    "kind": field.type,
                    "relation": field.comodel_name if field.type == "many2one" else False,
                }
                for name, field in sorted(model._fields.items())
                if name not in known and self._is_countable_field(field)
            ]
        self.env["asn.source.field"].sudo().create(values)  # sudo: listed by the server only

    @api.model
    def _is_countable_field(self, field):
        """Tell whether a rule may look at a field: stored, plain, open to all, no secret."""
        return bool(
            field.store
            and field.type in dict(KINDS)
            and not field.groups
            and not getattr(field, "company_dependent", False)
            and not SECRET.search(field.name)
            and field.name != "id"
        )

    def _get_kinds(self):
        """Return {name: kind} of the fields that are allowed and still there."""
        self.ensure_one()
        known = self.env[self.model]._fields if self.model in self.env else {}
        return {
            field.name: field.kind
            for field in self.sudo().field_ids  # sudo: the list is read by everybody who counts
            if field.is_allowed
            and field.name in known
            and known[field.name].type == field.kind
            and self._is_countable_field(known[field.name])
        }


class AsnSourceField(models.Model):
    """A field of a countable model; rules may look at it when the administrator allows it."""

    _name = "asn.source.field"
    _description = "Field for Automatic Figures"
    _inherit = ["asn.guarded.mixin"]
    _order = "is_allowed desc, label, id"
    _rec_names_search = ["label", "name"]
    _guard_by_access_only = True

    source_model_id = fields.Many2one(
        "asn.source.model", required=True, index=True, ondelete="cascade", readonly=True
    )
    name = fields.Char(string="Technical Name", required=True, readonly=True)
    label = fields.Char(required=True, readonly=True, export_string_translation=False)
    title = fields.Char(string="Field", compute="_compute_title")
    kind = fields.Selection(KINDS, required=True, readonly=True)
    relation = fields.Char(string="Linked Model", readonly=True)
    is_allowed = fields.Boolean(string="Allowed")

    @api.depends("name", "source_model_id.model")
    @api.depends_context("lang")
    def _compute_title(self):
        # sudo: labels of fields are no secret; the caller may have no access to the records
        for model, lines in self.grouped(lambda line: line.source_model_id.sudo().model).items():
            known = {}
            if model in self.env:
                # sudo: labels of fields are no secret
                known = self.env[model].sudo().fields_get(attributes=["string"])
            for line in lines:
                line.title = known.get(line.name, {}).get("string") or line.label

    @api.depends("title")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.title

    _name_unique = models.UniqueIndex(
        "(source_model_id, name)", "This field is in the list already."
    )

    def write(self, vals):
        if not self.env.su and set(vals) - {"is_allowed"}:
            raise AccessError(self.env._("Of a field only “Allowed” can be changed."))
        return super().write(vals)
