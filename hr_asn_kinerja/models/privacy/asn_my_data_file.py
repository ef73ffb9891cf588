import json
import re
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from markupsafe import Markup

from odoo import api, fields, models

UNSAFE = re.compile(r"[^\w.() -]+")
LONGEST_NAME = 80
# A zero says something here; elsewhere it stands for "nothing entered" and only takes space.
COUNTED = {"quantity", "realised", "achievement", "score", "entry_count"}
FILES = {
    "bukti": "asn.evidence",
    "berkas_keberatan": "asn.objection.file",
    "pindaian": "asn.signature.scan",
}
LOST = (
    "Berkas ini tercatat di Kinerja ASN, tetapi tidak ada di server atau tidak utuh. Jika "
    "seharusnya ada, mintalah pengelola server memulihkannya dari cadangan.\n"
)
PAGE = Markup(
    """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>Data saya</title><style>
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 900px; margin: 0 auto; padding: 16px; }}
h2 {{ margin: 28px 0 8px; border-bottom: 2px solid #ced4da; }}
dl {{ display: grid; grid-template-columns: minmax(120px, 32%) 1fr; gap: 2px 12px; margin: 0 0 12px;
 padding: 8px; border: 1px solid #dee2e6; border-radius: 6px; break-inside: avoid; }}
dt {{ color: #495057; }} dd {{ margin: 0; overflow-wrap: anywhere; white-space: pre-line; }}
</style></head><body><h1>Data saya</h1>
<p>{name} · {region} · diunduh pada {moment} (UTC)</p>
<p>Berkas ini memuat semua data kinerja tentang Anda yang dapat Anda baca di Kinerja ASN. Simpan di
tempat yang aman.</p>{sections}</body></html>"""
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

    @api.model
    def _make_page(self, head, sections):
        """Return the page to read; every value is escaped."""
        parts = []
        for section in sections.values():
            parts.append(Markup("<h2>%s (%s)</h2>") % (section["title"], len(section["rows"])))
            parts += [self._make_row(section["labels"], row) for row in section["rows"]]
        return PAGE.format(
            name=head["nama"],
            region=head["instansi"],
            moment=head["diunduh_pada_utc"],
            sections=Markup("\n").join(parts),
        )

    @api.model
    def _make_row(self, labels, row):
        lines = []
        for name, label in labels.items():
            value = row.get(name)
            if not value and name not in COUNTED:
                continue
            if value is not None:
                shown = "Ya" if value is True else value
                lines.append(Markup("<dt>%s</dt><dd>%s</dd>") % (label, shown))
        return Markup("<dl>%s</dl>") % Markup("").join(lines)
