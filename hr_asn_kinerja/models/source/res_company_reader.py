from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .asn_indicator_source_rule import TOO_MIGHTY


class ResCompanyReader(models.Model):
    _inherit = "res.company"

    asn_reader_id = fields.Many2one(
        "res.users",
        string="Reader for automatic figures",
        groups="base.group_system,hr_asn_kinerja.group_asn_administrator",
        help="A user of its own, without other rights and without an employee. Rules count with "
        "the access that the administrator grants to this user, and with nothing more.",
    )

    @api.constrains("asn_reader_id")
    def _check_asn_reader(self):
        for company in self:
            if company.asn_reader_id:
                company._check_asn_reader_user(company.asn_reader_id)

    @api.model
    def _check_asn_reader_user(self, reader):
        """Raise ValidationError when the reader could see more than was granted on purpose."""
        reader = reader.sudo()  # sudo: groups of the reader are looked at, not shown
        mighty = reader._is_superuser() or any(reader.has_group(group) for group in TOO_MIGHTY)
        if mighty or reader.employee_ids or not reader._is_internal():
            raise ValidationError(
                self.env._(
                    "%s cannot be the reader for automatic figures: choose a user of its own, who "
                    "is no administrator, has no other role here, and is no employee.",
                    reader.name,
                )
            )


class ResConfigSettingsReader(models.TransientModel):
    _inherit = "res.config.settings"

    asn_reader_id = fields.Many2one(related="company_id.asn_reader_id", readonly=False)
