from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...rules import retention as retention_rules

# Indonesian at the source: the region's own words, which it may change.
PURPOSE = (
    "Data kinerja Anda dipakai untuk merencanakan, membina, menilai, dan menindaklanjuti kinerja "
    "pegawai menurut PP 30/2019 dan PermenPANRB 6/2022: menyepakati SKP, memberi umpan balik, "
    "menetapkan predikat kinerja, serta menyusun pengembangan kompetensi dan karier. Data tidak "
    "dipakai untuk keperluan lain."
)
# A change of one of these is shown to everybody once more.
SHOWN = {"asn_privacy_purpose", "asn_privacy_contact", "asn_retention_years"}


class ResCompanyPrivacy(models.Model):
    """What a region says about personal data, and how long it keeps them (UU 27/2022).

    The law asks for purpose, retention, rights and a contact (articles 21 and 53); it names no
    number of years. The default of five years is our choice.
    """

    _inherit = "res.company"

    asn_privacy_purpose = fields.Text(
        string="Purpose of the Data",
        default=PURPOSE,
        help="Shown to everybody: why the region keeps data about performance.",
    )
    asn_privacy_contact = fields.Char(
        string="Data Protection Officer",
        help="Name or office, e-mail and telephone. Shown to everybody.",
    )
    asn_privacy_changed_on = fields.Datetime(readonly=True, export_string_translation=False)
    asn_retention_years = fields.Integer(
        string="Years kept after somebody left",
        default=5,
        help="Whole years from 0 to 50 after the last day of service. Then names, NIP, texts and "
        "files go, and ratings stay for the statistics. 0: never.",
    )
    asn_retention_auto = fields.Boolean(
        string="Make nameless by itself",
        help="Every night. Otherwise the HR office looks at a preview and confirms it.",
    )

    _check_asn_retention = models.Constraint(
        f"CHECK (asn_retention_years BETWEEN 0 AND {retention_rules.YEARS_AT_MOST})",
        "Data are kept for 1 to 50 years after somebody left; 0 means for ever.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._asn_check_retention(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._asn_check_retention(vals)
        if SHOWN & set(vals):
            vals = {**vals, "asn_privacy_changed_on": fields.Datetime.now()}
        return super().write(vals)

    @api.model
    def _asn_check_retention(self, vals):
        """Refuse half years: they would be cut off without a word."""
        years = vals.get("asn_retention_years")
        if isinstance(years, float) and not years.is_integer():
            raise ValidationError(self.env._("Years of retention: write a whole number."))


class ResConfigSettingsPrivacy(models.TransientModel):
    _inherit = "res.config.settings"

    asn_privacy_purpose = fields.Text(related="company_id.asn_privacy_purpose", readonly=False)
    asn_privacy_contact = fields.Char(related="company_id.asn_privacy_contact", readonly=False)
    asn_retention_years = fields.Integer(related="company_id.asn_retention_years", readonly=False)
    asn_retention_auto = fields.Boolean(related="company_id.asn_retention_auto", readonly=False)
