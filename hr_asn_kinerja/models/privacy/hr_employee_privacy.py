from odoo import api, fields, models
from odoo.exceptions import AccessError


class HrEmployeePrivacy(models.Model):
    """When the records about somebody who left were made nameless."""

    _inherit = "hr.employee"

    asn_anonymised_on = fields.Date(
        string="Made Nameless on",
        readonly=True,
        copy=False,
        groups="hr.group_hr_user",
        help="Names, NIP, texts and files went after the retention of the region.",
    )

    _asn_anonymised_index = models.Index("(asn_anonymised_on) WHERE asn_anonymised_on IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._asn_check_nameless(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._asn_check_nameless(vals)
        return super().write(vals)

    @api.model
    def _asn_check_nameless(self, vals):
        if "asn_anonymised_on" in vals and not self.env.su:
            raise AccessError(
                self.env._("Records are made nameless by the end of retention, never by hand.")
            )


class ResUsersPrivacy(models.Model):
    """When somebody read the notice about personal data."""

    _inherit = "res.users"

    asn_privacy_seen_on = fields.Datetime(
        readonly=True, copy=False, groups="base.group_system", export_string_translation=False
    )
