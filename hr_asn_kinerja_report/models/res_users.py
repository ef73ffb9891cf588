from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    asn_no_digest = fields.Boolean(
        string="No weekly digest of Kinerja ASN",
        groups="base.group_erp_manager",
        help="You get no weekly e-mail about what is late or due. The lists stay as they are.",
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + ["asn_no_digest"]

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + ["asn_no_digest"]
