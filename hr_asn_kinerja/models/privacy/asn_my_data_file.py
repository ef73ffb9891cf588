import json
import re
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from odoo import api, fields, models

UNSAFE = re.compile(r"[^\w.() -]+")
LONGEST_NAME = 80
FILES = {
    "bukti": "asn.evidence",
    "berkas_keberatan": "asn.objection.file",
    "pindaian": "asn.signature.scan",
}
LOST = (
    "Berkas ini tercatat di Kinerja ASN, tetapi tidak ada di server atau tidak utuh. Jika "
    "seharusnya ada, mintalah pengelola server memulihkannya dari cadangan.\n"
)


class AsnMyDataFile(models.AbstractModel):
    """The file of one's own data: one page to read, the same as JSON, and the own files."""

    _inherit = "asn.my.data"

    @api.model
    def _make_file(self):
        """Return an open temporary file with the ZIP, placed at its beginning.

        On the disk and file by file: evidence of years does not fit into the memory of a worker.
        """
        sections = self._collect()
        moment = fields.Datetime.to_string(fields.Datetime.now())
        head = {
            "nama": self.env.user.name,
            "instansi": self.env.company.name,
            "diunduh_pada_utc": moment,
        }
        target = TemporaryFile()  # noqa: SIM115 (the answer closes it)
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            archive.writestr("data-saya.html", self._make_page(head, sections))
            archive.writestr(
                "data-saya.json",
                json.dumps({**head, "data": sections}, ensure_ascii=False, indent=1, default=str),
            )
            for section, model in FILES.items():
                rows = sections.get(section, {"rows": []})["rows"]
                self._add_files(archive, section, self.env[model].browse(r["id"] for r in rows))
        target.seek(0)
        return target

    @api.model
    def _add_files(self, archive, folder, records):
        """Add the files of records to the archive, one after the other; a word for a lost one."""
        for record in records:
            if record.kind != "file":
                continue
            path = f"{folder}/{record.id}-{self._get_name(record)}"
            content = record._read_content()
            archive.writestr(path if content else f"{path}.txt", content or LOST)

    @api.model
    def _get_name(self, record):
        """Return a name that leads nowhere else when the archive is unpacked."""
        name = UNSAFE.sub("_", record.name or "").strip(". ") or "berkas"
        stem, dot, ending = name.rpartition(".")
        return f"{stem[:LONGEST_NAME]}{dot}{ending[:10]}" if dot else name[:LONGEST_NAME]
