from base64 import b64decode
from binascii import Error as Base64Error

from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools.mimetypes import guess_mimetype

from ...rules.evidence import clean_name

# What a file really is, by its first bytes. Nothing that can carry a script is here.
PICTURES = {"image/png", "image/jpeg", "image/webp", "image/gif"}
FILES = PICTURES | {
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
}
KINDS = {"cover": PICTURES, "evidence_file": FILES, "after_file": FILES}
NAMES = ("evidence_name", "after_file_name")


class AsnInnovationFiles(models.Model):
    """Picture and files of an innovation: size, real kind, a name without folders."""

    _inherit = "asn.innovation"

    @api.model
    def _prepare_files(self, vals):
        """Return ``vals`` with tidy names, or raise for a file that cannot be kept."""
        for name in NAMES:
            if vals.get(name):
                vals[name] = clean_name(vals[name], self.env._("evidence"))
        for name, kinds in KINDS.items():
            if vals.get(name):
                self._check_file(self._decode_file(vals[name]), kinds)
        return vals

    @api.model
    def _check_file(self, content, kinds):
        limit = self.env.company.asn_evidence_max_mb
        if not content:
            raise ValidationError(self.env._("The file is empty. Choose another one."))
        if len(content) > limit * 1024 * 1024:
            raise ValidationError(
                self.env._("The file is larger than %s MB. Choose a smaller one.", limit)
            )
        if guess_mimetype(content) in kinds:
            return
        if kinds == PICTURES:
            raise ValidationError(self.env._("The cover is a photo: JPG, PNG, WebP or GIF."))
        raise ValidationError(
            self.env._(
                "This kind of file cannot be kept as evidence. "
                "Use a photo (JPG, PNG), a PDF or an office document."
            )
        )

    @api.model
    def _decode_file(self, value):
        try:
            return b64decode(value, validate=False)
        except (Base64Error, ValueError, TypeError) as error:
            raise ValidationError(
                self.env._("The file did not arrive whole. Try again.")
            ) from error

    def _note_cover(self, vals_list):
        """Keep whether there is a cover, so that lists need not load the pictures."""
        for innovation, vals in zip(self, vals_list, strict=True):
            if "cover" in vals:
                # sudo: worked out here, not typed
                innovation.sudo().has_cover = bool(vals["cover"])
