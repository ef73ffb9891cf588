from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...rules import objection as objection_rules
from ...rules import workflow


class AsnObjectionFile(models.Model):
    """A file or link that one side adds; kept, checked and handed out as all evidence.

    The other sides see it when what it belongs to was sent.
    """

    _name = "asn.objection.file"
    _description = "File of an Objection"
    _inherit = ["asn.evidence.mixin"]
    _order = "objection_id, id"

    _evidence_owner = "objection_id"
    _evidence_route = "/asn/objection/file"
    _guard_fields = dict.fromkeys(("objection_id", "name", "link", "upload"), "file")
    _guard_create_only = frozenset({"objection_id", "name", "link", "upload"})
    _guard_unlink_part = "file"

    objection_id = fields.Many2one(
        "asn.objection", required=True, readonly=True, index=True, ondelete="cascade"
    )
    side = fields.Selection(
        [
            (objection_rules.EMPLOYEE, "Employee"),
            (objection_rules.EVALUATOR, "Evaluator"),
            (objection_rules.DECIDER, "Decision"),
        ],
        string="Added by",
        required=True,
        readonly=True,
        default=lambda self: self._default_side(),
    )
    user_id = fields.Many2one(
        "res.users",
        string="Login",
        required=True,
        readonly=True,
        default=lambda self: self.env.uid,
    )

    _file_unique = models.UniqueIndex(
        "(objection_id, side, checksum) WHERE checksum IS NOT NULL", "This file is there already."
    )
    _link_unique = models.UniqueIndex(
        "(objection_id, side, link) WHERE link IS NOT NULL", "This link is there already."
    )
    _check_kind = models.Constraint(
        "CHECK ((kind = 'file') = (checksum IS NOT NULL) AND (kind = 'link') = (link IS NOT NULL))",
        "A file or a link is needed.",
    )

    @api.model
    def _default_side(self):
        return objection_rules.EMPLOYEE

    def _add_missing_default_values(self, values):
        """Note whose side the file is on, by the role on the objection."""
        values = super()._add_missing_default_values(values)
        objection = self.env["asn.objection"].browse(values.get("objection_id"))
        if objection:
            roles = objection._workflow_roles()
            if workflow.EMPLOYEE in roles:
                values["side"] = objection_rules.EMPLOYEE
            elif workflow.EVALUATOR in roles:
                values["side"] = objection_rules.EVALUATOR
            elif roles:
                values["side"] = objection_rules.DECIDER
        return values

    @api.model
    def _find_kept(self, owners):
        """What another side has added does not count as kept: the two cannot see each other's."""
        if not any(owners.ids):
            return {}
        kept = self.sudo().search_fetch(  # sudo: compares the own files, shows nothing
            [("objection_id", "in", owners.ids), ("user_id", "=", self.env.uid)],
            ["objection_id", "checksum", "link"],
        )
        return {(row.objection_id.id, row.checksum or row.link): row.id for row in kept}

    @api.model
    def _check_quota(self, owners, new):
        self._check_own_count(owners, new)
        return super()._check_quota(owners, new)

    def _guard_document(self):
        self.ensure_one()
        return self.objection_id

    def _guard_check(self, names, creating=True):
        for file in self:
            if names and not creating:
                raise AccessError(
                    self.env._("A file is not changed. Take it away and add another one.")
                )
            file._check_is_open()
        self._guard_hold()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_in_editable_state(self):
        if self.env.su:
            return
        for file in self:
            file._check_is_open()
        self._guard_hold()

    def _check_is_open(self):
        """Raise unless the caller added this file and may still change what it belongs to."""
        document = self.objection_id
        if (
            "file" not in document._workflow_editable_parts()
            or self.sudo().user_id != self.env.user  # sudo: compares who added it
        ):
            raise AccessError(self._guard_message(document, {"upload"}))
