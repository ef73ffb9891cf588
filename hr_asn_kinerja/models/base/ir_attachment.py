from odoo import api, models
from odoo.exceptions import AccessError

# Their files come in and go out through checked doors only, never as loose attachments.
CLOSED_MODELS = {"asn.realisation", "asn.evidence", "asn.objection.file", "asn.signature.scan"}


class IrAttachment(models.Model):
    """Evidence is changed through its entry only, where state, size and kind are checked.

    A file in the discussion of an appraisal is changed by the person who put it there.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create(vals_list)
        attachments._check_asn_owner()
        return attachments

    def write(self, vals):
        self._check_asn_owner()
        result = super().write(vals)
        self._check_asn_owner()
        return result

    def unlink(self):
        self._check_asn_owner()
        return super().unlink()

    def _check_asn_owner(self):
        if self.env.su:
            return
        for attachment in self.sudo():  # sudo: looks at what the file belongs to, returns nothing
            if not self._is_asn_document(attachment.res_model):
                continue
            if (
                attachment.res_field
                or attachment.res_model in CLOSED_MODELS
                or attachment.create_uid.id != self.env.uid
            ):
                raise AccessError(
                    self.env._("This file belongs to an appraisal. Change it in its entry.")
                )

    @api.model
    def _is_asn_document(self, name):
        model = self.env.registry.get(name)
        return hasattr(model, "_guard_fields") and not model._guard_by_access_only
