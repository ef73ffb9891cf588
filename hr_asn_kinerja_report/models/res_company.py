from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.hr_asn_kinerja.rules import open_page as rules

from ..groups import REGION_OFFICES


class ResCompany(models.Model):
    """What a region shows to everybody, and what it sends by itself."""

    _inherit = "res.company"

    asn_open_page = fields.Boolean(
        string="Open page of services",
        help="Everybody can see satisfaction and waiting time of service units at /asn/layanan, "
        "without a login. No personal data; only periods that are over.",
    )
    asn_open_page_minimum = fields.Integer(
        string="Answers that a figure needs",
        default=rules.DEFAULT_MINIMUM,
        help="A figure that rests on fewer answers or tickets is not shown. 10 to 1,000.",
    )
    asn_weekly_digest = fields.Boolean(
        string="Weekly digest",
        default=True,
        help="Once a week an e-mail to performance officers, evaluators and the HR office: how "
        "much is late or due, with links. No rating is in it. Each person can switch it off in "
        "the own preferences.",
    )
    asn_recap_reader_ids = fields.Many2many(
        "res.users",
        "res_company_asn_recap_reader_rel",
        "company_id",
        "user_id",
        string="Monthly recap to",
        groups="hr_asn_kinerja.group_asn_administrator,base.group_system",
        help="Members of the HR office and auditors who get the recap of the period as a workbook "
        "at the start of each month. It is made with the rights of each reader.",
    )

    _check_asn_open_page = models.Constraint(
        "CHECK (COALESCE(asn_open_page_minimum, 30) BETWEEN 10 AND 1000)",
        "A figure on the open page needs 10 to 1,000 answers.",
    )

    @api.constrains("asn_recap_reader_ids")
    def _check_asn_recap_readers(self):
        for company in self:
            for user in company.asn_recap_reader_ids:
                if not company._asn_may_get_recap(user):
                    raise ValidationError(
                        self.env._(
                            "%(name)s cannot get the monthly recap: choose members of the HR "
                            "office or auditors of this region.",
                            name=user.name,
                        )
                    )

    def _asn_may_get_recap(self, user):
        """Tell whether a user works in an office that may read the recap of this region."""
        self.ensure_one()
        is_office = any(map(user.has_group, REGION_OFFICES))
        return user.active and is_office and self in user.company_ids


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    asn_open_page = fields.Boolean(related="company_id.asn_open_page", readonly=False)
    asn_open_page_minimum = fields.Integer(
        related="company_id.asn_open_page_minimum", readonly=False
    )
    asn_weekly_digest = fields.Boolean(related="company_id.asn_weekly_digest", readonly=False)
    asn_recap_reader_ids = fields.Many2many(
        related="company_id.asn_recap_reader_ids", readonly=False
    )
