import re

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal
from markupsafe import Markup

from odoo import api, fields, models

# A zero says something here; elsewhere it stands for "nothing entered" and only takes space.
COUNTED = {"quantity", "realised", "achievement", "score", "entry_count"}
# What only programs ask for.
TECHNICAL = {"form", "record"}
# A person, rank or unit stands as a link, as the name kept with the document and as a login.
WAYS_TO_NAME = re.compile(r"(_user_id|_id|_name)$")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
PAGE = Markup(
    """<!DOCTYPE html>
<html lang="id"><head><meta charset="utf-8"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"/>
<title>Data saya</title><style>
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 900px; margin: 0 auto; padding: 16px; }}
h2 {{ margin: 28px 0 8px; border-bottom: 2px solid #ced4da; }}
nav {{ columns: 2; }} nav a {{ display: block; padding: 4px 0; }}
dl {{ display: grid; grid-template-columns: minmax(120px, 32%) 1fr; gap: 2px 12px; margin: 0 0 12px;
 padding: 8px; border: 1px solid #dee2e6; border-radius: 6px; break-inside: avoid; }}
dt {{ color: #495057; }} dd {{ margin: 0; overflow-wrap: anywhere; white-space: pre-line; }}
</style></head><body><h1>Data saya</h1>
<p>{name} · {region} · diunduh pada {moment}</p>
<p>Berkas ini memuat semua data kinerja tentang Anda yang dapat Anda baca di Kinerja ASN. Tidak
termuat: penilaian yang belum dirilis, catatan pribadi pejabat penilai, dan nama pemberi umpan balik
tanpa nama. Berkas data-saya.json berisi data yang sama untuk dibaca program lain. Simpan di tempat
yang aman.</p><nav aria-label="Isi">{contents}</nav>{sections}</body></html>"""
)


class AsnMyDataPage(models.AbstractModel):
    """The page of one's own data, written as people read it; Indonesian at the source."""

    _inherit = "asn.my.data"

    @api.model
    def _make_page(self, head, sections):
        """Return the page to read; every value is escaped."""
        contents, parts = [], []
        for key, section in sections.items():
            title = f"{section['title']} ({len(section['rows'])})"
            contents.append(Markup('<a href="#%s">%s</a>') % (key, title))
            parts.append(Markup('<h2 id="%s">%s</h2>') % (key, title))
            parts += [self._make_row(section["labels"], row) for row in section["rows"]]
        return PAGE.format(
            name=head["nama"],
            region=head["instansi"],
            moment=self._to_words(head["diunduh_pada_utc"]),
            contents=Markup("\n").join(contents),
            sections=Markup("\n").join(parts),
        )

    @api.model
    def _make_row(self, labels, row):
        """Return what is entered in a row; what the same name says again is left out."""
        lines, said = [], set()
        for name, label in labels.items():
            value = row.get(name)
            if name in TECHNICAL or value is None or (not value and name not in COUNTED):
                continue
            once = (WAYS_TO_NAME.sub("", name), value)
            if once not in said:
                said.add(once)
                lines.append(Markup("<dt>%s</dt><dd>%s</dd>") % (label, self._to_words(value)))
        return Markup("<dl>%s</dl>") % Markup("").join(lines)

    @api.model
    def _to_words(self, value):
        """Return a value as people write it: days, moments in the zone of the region, numbers."""
        if value is True:
            return "Ya"
        if isinstance(value, float):
            return format_decimal(value, locale="id")
        try:
            return self._to_day(value) if isinstance(value, str) else value
        except ValueError:  # a text of somebody's own that looks like a day and is none
            return value

    @api.model
    def _to_day(self, value):
        if MOMENT.fullmatch(value):
            # sudo: a setting of the region
            zone = self.env.company.sudo().asn_tz
            moment = fields.Datetime.context_timestamp(
                self.with_context(tz=zone), fields.Datetime.to_datetime(value)
            )
            return format_datetime(moment, "d MMMM y 'pukul' HH.mm z", moment.tzinfo, locale="id")
        if DAY.fullmatch(value):
            return format_date(fields.Date.to_date(value), "d MMMM y", locale="id")
        return value
