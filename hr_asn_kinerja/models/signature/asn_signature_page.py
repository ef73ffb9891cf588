from base64 import b64encode
from io import BytesIO

import qrcode
from babel.dates import format_date as babel_date

from odoo import api, fields, models
from odoo.tools import consteq

from ...rules import signature as signature_rules

# The page is Indonesian at the source, like the sheets that lead to it.
DOCUMENTS = {
    "plan_agreed": "Sasaran Kinerja Pegawai (SKP)",
    "evaluation_released": "Evaluasi Kinerja Pegawai",
    "evaluation_acknowledged": "Evaluasi Kinerja Pegawai (diterima pegawai)",
    "objection_decided": "Keputusan atas Keberatan",
}
LONGEST_TOKEN = 64


class AsnSignaturePage(models.Model):
    """What leads from a printed sheet to the page that proves it: address, QR code, short code."""

    _inherit = "asn.signature"

    verify_url = fields.Char(
        string="Verification Page", compute="_compute_verify_url", compute_sudo=True
    )
    # An address that holds the picture: the widget for binaries asks for a date of change, which
    # signatures do not have.
    qr_code = fields.Char(string="QR Code", compute="_compute_qr_code", compute_sudo=True)

    @api.depends("token")
    def _compute_verify_url(self):
        for signature in self:
            signature.verify_url = (
                f"{signature.company_id.get_base_url()}/asn/verify/{signature.token}"
            )

    def _compute_qr_code(self):
        for signature in self:
            picture = b64encode(signature._get_qr_png()).decode()
            signature.qr_code = f"data:image/png;base64,{picture}"

    def _get_qr_png(self):
        """Return the QR code of the verification page as a PNG, for printed sheets."""
        self.ensure_one()
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
        code.add_data(self.sudo().verify_url)  # sudo: the address is printed on the sheet anyhow
        picture = BytesIO()
        code.make_image().save(picture, format="PNG")
        return picture.getvalue()

    @api.model
    def _find_by_token(self, token):
        """Return the signature of a token, or nothing; every wrong one takes the same way.

        The row is looked up by the checksum of the token, and the token itself is compared in
        constant time.
        """
        token = token if isinstance(token, str) else ""
        is_possible = 0 < len(token) <= LONGEST_TOKEN
        wanted = token if is_possible else "-"
        # sudo: the token is the right to see what the page shows
        found = self.sudo().search([("token_digest", "=", signature_rules.digest(wanted))], limit=1)
        is_right = consteq((found.token or "-").encode(), wanted.encode("utf-8", "surrogatepass"))
        return found if found and is_right and is_possible else found.browse()

    def _get_page(self):
        """Return what everybody with the sheet may see: no rating, no NIP, no full name."""
        self.ensure_one()
        zone = self.company_id.asn_tz or "Asia/Jakarta"
        local = fields.Datetime.context_timestamp(self.with_context(tz=zone), self.date)
        return {
            "document": DOCUMENTS[self.kind],
            "region": self.company_id.name,
            "initials": signature_rules.initials(self.employee_name or ""),
            "period": self.period_name or "",
            "day": babel_date(local.date(), "d MMMM y", locale="id"),
            "code": self.code,
            "status": self._get_statuses()[self.id],
        }
