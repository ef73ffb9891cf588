import contextlib
import hashlib
import os
import tempfile
from io import BytesIO

from PIL import Image, ImageOps

from odoo import models
from odoo.exceptions import UserError, ValidationError

from ...rules import evidence as evidence_rules

THUMBNAIL_SIZE = (320, 320)


class AsnEvidenceFile(models.AbstractModel):
    """How a file is kept, looked at and handed out."""

    _inherit = "asn.evidence.mixin"

    # ------------------------------------------------------------------
    # Keeping
    # ------------------------------------------------------------------

    def _store_files(self, contents):
        """Keep the bytes of new evidence, and a thumbnail of each picture."""
        # A picture is kept as it came: Odoo would scale it, and the checksum would not fit.
        # sudo: files of evidence belong to nobody; the entry was checked by its own create
        attachments = self.env["ir.attachment"].sudo().with_context(image_no_postprocess=True)
        values = []
        for evidence, content in zip(self, contents, strict=True):
            if content is None:
                continue
            thumbnail = self._make_thumbnail(content, evidence.mimetype)
            for field, data, mimetype in (
                ("file", content, evidence.mimetype),
                ("thumbnail", thumbnail, "image/jpeg"),
            ):
                if data:
                    self._store_whole(data)
                    values.append(
                        {
                            "name": evidence.name,
                            "res_model": self._name,
                            "res_field": field,
                            "res_id": evidence.id,
                            "type": "binary",
                            "raw": data,
                            "mimetype": mimetype,
                        }
                    )
            if thumbnail:
                evidence.sudo().has_thumbnail = True  # sudo: worked out here
        if values:
            attachments.create(values)

    def _store_whole(self, content):
        """See that the file of ``content`` in the filestore is whole, before Odoo uses it.

        Odoo names a file by its SHA-1 and writes it in place: when the disk was full or the
        server stopped, half a file stays, and the same content is refused for ever after
        ("collides with an existing file"). Here a wrong file is replaced in one step by the
        content that its name stands for.

        :raises UserError: the disk takes no file now
        """
        # sudo: where files are kept is a setting; no attachment is read
        attachments = self.env["ir.attachment"].sudo()
        if attachments._storage() != "file":
            return
        digest = attachments._compute_checksum(content)
        name = f"{digest[:2]}/{digest}"
        path = attachments._full_path(name)
        if os.path.isfile(path) and self._is_whole(path, content):
            return
        part = None
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            # The list of files to look at comes first: what is left over is found and removed.
            attachments._mark_for_gc(name)
            with tempfile.NamedTemporaryFile(dir=os.path.dirname(path), delete=False) as file:
                part = file.name
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.replace(part, path)
        except OSError as error:
            if part:
                with contextlib.suppress(OSError):
                    os.unlink(part)
            raise UserError(
                self.env._(
                    "The file could not be stored: the disk of the server is full or cannot be "
                    "written. Nothing was saved; try again later."
                )
            ) from error

    def _is_whole(self, path, content):
        if os.path.getsize(path) != len(content):
            return False
        return self.env["ir.attachment"]._same_content(content, path)

    # ------------------------------------------------------------------
    # Pictures
    # ------------------------------------------------------------------

    def _check_points(self, content, mimetype):
        """Refuse a picture that would fill the memory; only its header is read."""
        if not evidence_rules.is_picture(mimetype):
            return
        points = evidence_rules.png_points(content) if mimetype == "image/png" else None
        if points is None:
            size = self._read_picture_size(content)
            if size is None:
                raise ValidationError(
                    self.env._("The picture cannot be read. Take it again or choose another one.")
                )
            points = size[0] * size[1]
        if not points or points > evidence_rules.PICTURE_POINTS:
            raise ValidationError(
                self.env._("The picture has too many points. Choose a smaller one.")
            )

    def _read_picture_size(self, content):
        """Return (width, height) from the header of a picture, or None; nothing is decoded."""
        try:
            with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
                return picture.size
        except Image.DecompressionBombError:
            return (2**16, 2**16)  # larger than any limit of ours
        except Exception:  # Pillow raises whatever a broken header leads to
            return None

    def _make_thumbnail(self, content, mimetype):
        """Return a small JPEG of a picture without its metadata, or None when there is none."""
        if not evidence_rules.is_picture(mimetype):
            return None
        size = self._read_picture_size(content)
        if size is None:
            return None
        is_large = size[0] * size[1] > evidence_rules.THUMBNAIL_POINTS
        if is_large and mimetype != "image/jpeg":  # a JPEG is decoded at an eighth of its size
            return None
        try:
            with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as picture:
                picture.draft("RGB", THUMBNAIL_SIZE)
                small = ImageOps.exif_transpose(picture)
                small.thumbnail(THUMBNAIL_SIZE)
                flat = Image.new("RGB", small.size, "white")
                flat.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
                out = BytesIO()
                flat.save(out, "JPEG", quality=80)
                return out.getvalue()
        except Exception:  # a broken picture has no thumbnail; the file itself stays as it came
            return None

    # ------------------------------------------------------------------
    # Out
    # ------------------------------------------------------------------

    def _read_content(self, field="file"):
        """Return the bytes of a file or thumbnail that the caller may see, or None.

        A file that is not what was uploaded (cut off on the disk, changed) is not handed out.
        """
        self.ensure_one()
        self.check_access("read")
        attachment = (
            self.env["ir.attachment"]
            .sudo()  # sudo: the right to read was checked
            .search(
                [
                    ("res_model", "=", self._name),
                    ("res_field", "=", field),
                    ("res_id", "=", self.id),
                ],
                limit=1,
            )
        )
        content = attachment.raw
        if not content:
            return None
        if field == "file" and hashlib.sha256(content).hexdigest() != self.checksum:
            return None
        return content
