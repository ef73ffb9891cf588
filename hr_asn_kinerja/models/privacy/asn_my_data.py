from odoo import api, models
from odoo.tools import html2plaintext

BATCH_SIZE = 500
# Section of the file -> (title, model, how the own records are found). Indonesian at the source,
# as the file is: titles stand in a document that people keep.
SECTIONS = {
    "rencana": ("Rencana kinerja (SKP)", "asn.skp", "user_id"),
    "hasil_kerja": ("Hasil kerja dalam SKP", "asn.skp.result", "skp_id.user_id"),
    "indikator": ("Indikator dalam SKP", "asn.skp.indicator", "skp_id.user_id"),
    "target": ("Target per periode", "asn.skp.target", "skp_id.user_id"),
    "ekspektasi": ("Ekspektasi perilaku", "asn.skp.behaviour", "skp_id.user_id"),
    "lampiran": ("Lampiran SKP", "asn.skp.appendix", "skp_id.user_id"),
    "catatan_skp": ("Catatan atas SKP", "asn.skp.remark", "skp_id.user_id"),
    "versi_skp": ("Versi SKP", "asn.skp.revision", "skp_id.user_id"),
    "realisasi": ("Realisasi", "asn.realisation", "skp_id.user_id"),
    "bukti": ("Bukti dukung", "asn.evidence", "realisation_id.skp_id.user_id"),
    "evaluasi": ("Evaluasi kinerja", "asn.evaluation", "user_id"),
    "nilai_indikator": (
        "Capaian indikator dalam evaluasi",
        "asn.evaluation.indicator",
        "evaluation_id.user_id",
    ),
    "perilaku": ("Perilaku kerja", "asn.evaluation.behaviour", "evaluation_id.user_id"),
    "refleksi": ("Refleksi diri", "asn.evaluation.reflection", "evaluation_id.user_id"),
    "versi_evaluasi": ("Versi evaluasi", "asn.evaluation.version", "evaluation_id.user_id"),
    "keberatan": ("Keberatan", "asn.objection", "user_id"),
    "berkas_keberatan": ("Berkas keberatan", "asn.objection.file", "objection_id.user_id"),
    "pindaian": ("Pindaian lembar bertanda tangan", "asn.signature.scan", "skp_id.user_id"),
    "umpan_balik": ("Umpan balik untuk saya", "asn.feedback", "skp_id.user_id"),
    "umpan_balik_saya": ("Umpan balik dari saya", "asn.feedback", "giver_user_id"),
    "permintaan_umpan_balik": (
        "Permintaan umpan balik",
        "asn.feedback.request",
        "requester_user_id",
    ),
    "putaran_360": ("Umpan balik 360", "asn.feedback.round", "user_id"),
    "dialog": ("Dialog kinerja", "asn.dialogue", "user_id"),
    "pokok_dialog": ("Pokok dialog", "asn.dialogue.agenda", "dialogue_id.user_id"),
    "kesepakatan": ("Kesepakatan dialog", "asn.dialogue.agreement", "dialogue_id.user_id"),
    "pembinaan": ("Pembinaan", "asn.coaching", "user_id"),
    "pertemuan": ("Pertemuan pembinaan", "asn.coaching.session", "coaching_id.user_id"),
    "pengembangan": ("Rencana pengembangan", "asn.development.plan", "user_id"),
    "tindakan": ("Tindakan pengembangan", "asn.development.action", "plan_id.user_id"),
    "tindak_lanjut": ("Tindak lanjut", "asn.follow.up", "user_id"),
    "angka_kredit": ("Angka kredit", "asn.credit", "user_id"),
    "saldo_angka_kredit": ("Saldo angka kredit", "asn.credit.standing", "user_id"),
    "inovasi": ("Inovasi", "asn.innovation", "user_id"),
    "permohonan": ("Permohonan perubahan", "asn.change.request", "user_id"),
    "sosialisasi": ("Sosialisasi", "asn.socialisation.participant", "user_id"),
    "langkah_skp": ("Siapa memutuskan apa: SKP", "asn.transition", "skp_id.user_id"),
    "langkah_evaluasi": (
        "Siapa memutuskan apa: evaluasi",
        "asn.transition",
        "evaluation_id.user_id",
    ),
    "langkah_keberatan": (
        "Siapa memutuskan apa: keberatan",
        "asn.transition",
        "objection_id.user_id",
    ),
    "langkah_pengembangan": (
        "Siapa memutuskan apa: pengembangan",
        "asn.transition",
        "development_id.user_id",
    ),
    "pembaca_nilai": ("Siapa yang membaca nilai saya", "asn.access.log", "user_id"),
    "tanda_tangan_skp": ("Tanda tangan SKP", "asn.signature", "skp_id.user_id"),
    "tanda_tangan_evaluasi": ("Tanda tangan evaluasi", "asn.signature", "evaluation_id.user_id"),
}
# Nothing that a person reads: links to other sections, screens, tokens, copies of logins.
SKIPPED_TYPES = {"one2many", "many2many", "binary", "reference", "many2one_reference", "json"}
SKIPPED = {
    *("id", "create_uid", "write_uid", "create_date", "write_date", "client_token", "sequence"),
    *("user_id", "evaluator_user_id", "superior_user_id", "display_name", "checksum"),
    *("dismissed_hints", "message_main_attachment_id", "company_id", "active", "content"),
}
NAMELESS = ("period", "about", "situation", "effect", "next_step")
NAMED = {"asn.transition": {"user_id"}, "asn.signature": {"company_id"}, "asn.skp": {"company_id"}}


class AsnMyData(models.AbstractModel):
    """Everything about the reader that the reader may read: UU 27/2022 articles 7 and 13.

    Read with the reader's own rights, by the same rules as every screen: there is no second list
    of what is hidden that could lag behind.
    """

    _name = "asn.my.data"
    _description = "My Data"

    @api.model
    def _collect(self):
        """Return {section: {"title", "labels": {field: label}, "rows": [{field: value}]}}.

        Sections without anything to read are left out.
        """
        found = {}
        for section, (title, model, way) in SECTIONS.items():
            records = self.env[model].with_context(active_test=False)
            if not records.has_access("read"):
                continue
            ids = records.search([(way, "=", self.env.uid)], order="id").ids
            if ids:
                labels = self._get_labels(records)
                rows = []
                for start in range(0, len(ids), BATCH_SIZE):
                    rows += self._read(records.browse(ids[start : start + BATCH_SIZE]), labels)
                found[section] = {"title": title, "labels": labels, "rows": rows}
        nameless = self._collect_nameless()
        if nameless["rows"]:
            found["umpan_balik_tanpa_nama"] = nameless
        return found

    @api.model
    def _collect_nameless(self):
        """Return feedback without a name as the page shows it: let out, and never fewer than k."""
        rows = []
        for plan in self.env["asn.skp"].search([("user_id", "=", self.env.uid)], order="id"):
            for group in plan._get_feedback_timeline()["anonymous"]:
                rows += [
                    {
                        "period": group["period"],
                        **{name: text[name] for name in NAMELESS[1:] if text[name]},
                    }
                    for text in group["texts"]
                ]
        labels = self.env["asn.feedback"].fields_get(NAMELESS[2:], ["string"])
        return {
            "title": "Umpan balik tanpa nama",
            "labels": {
                "period": "Periode",
                "about": "Tentang",
                **{name: labels[name]["string"] for name in NAMELESS[2:]},
            },
            "rows": rows,
        }

    @api.model
    def _get_labels(self, records):
        """Return {field: label} of what a person reads of a model; stored fields only."""
        wanted = [
            name
            for name, field in records._fields.items()
            if field.store
            and field.type not in SKIPPED_TYPES
            and field.export_string_translation  # others have no label that a person reads
            and (name not in SKIPPED or name in NAMED.get(records._name, ()))
            and not name.startswith(("message_", "activity_"))
            and records._has_field_access(field, "read")
        ]
        texts = records.fields_get(wanted, ["string"])
        return {name: texts[name]["string"] for name in wanted}

    @api.model
    def _read(self, records, labels):
        """Return the values of records as texts and numbers, without what is empty."""
        choices = {
            name: dict(records._fields[name]._description_selection(self.env))
            for name in labels
            if records._fields[name].type == "selection"
        }
        rows = []
        for values in records.read(list(labels)):
            row = {"id": values["id"]}
            for name in labels:
                value = self._get_plain(records._fields[name], values[name], choices.get(name))
                if value not in (None, ""):
                    row[name] = value
            rows.append(row)
        records.invalidate_recordset(flush=False)
        return rows

    @api.model
    def _get_plain(self, field, value, choices):
        if field.type == "boolean":
            return bool(value)
        if field.type in ("integer", "float", "monetary"):
            return value
        if not value:
            return None
        if field.type == "many2one":
            return value[1]
        if field.type == "selection":
            return choices.get(value, value)
        if field.type in ("date", "datetime"):
            return field.to_string(value)
        return html2plaintext(value) if field.type == "html" else str(value)
