from odoo import api, models

STATES = {
    "planned": "Direncanakan",
    "running": "Sedang berjalan",
    "finished": "Menunggu evaluasi",
    "closed": "",
    "cancelled": "Dibatalkan",
}
KINDS = {
    "guidance": ("Bimbingan Kinerja", "Pembimbing"),
    "counselling": ("Konseling Kinerja", "Konselor"),
}
TEXTS = (
    ("Permasalahan", "problem"),
    ("Penyebab", "cause"),
    ("Pandangan pegawai", "own_view"),
    ("Tujuan", "goal"),
    ("Langkah yang disepakati", "steps"),
    ("Hasil", "result"),
    ("Tindak lanjut", "follow_up"),
)


class AsnCoachingRecord(models.AbstractModel):
    """The sheet of a coaching or counselling; order and headings are our choice."""

    _name = "report.hr_asn_kinerja.report_asn_coaching"
    _description = "Record of a Coaching"
    _inherit = ["asn.printed.record"]

    _record_model = "asn.coaching"

    @api.model
    def _prepare_sheet(self, document):
        title, coach_title = KINDS[document.kind]
        coach = document.evaluator_id
        version = coach._get_version(document.date_planned)
        return {
            "region": document.company_id.name,
            "unit": document.unit_id.name or "",
            "title": title,
            "draft": STATES[document.state],
            "plan": document.period_id.date_start.year,
            "day": self._print_day(document.date_planned, weekday=True),
            "texts": [(label, document[name] or "-") for label, name in TEXTS],
            "sessions": [
                {
                    "day": self._print_day(line.date),
                    "place": line.place or "-",
                    "note": line.note or "-",
                }
                for line in document.session_ids
            ],
            "feedback": [
                {"name": line.name, "score": line.score or "-", "note": line.note or ""}
                for line in document.feedback_ids
            ],
            "competences": [
                {"name": line.name, "score": line.score, "note": line.reason}
                for line in document.competence_ids
            ],
            "people": [
                {
                    "title": "Pegawai",
                    "name": document.employee_name or "",
                    "nip": document.nip or "-",
                    "rank": document.rank_name or "-",
                    "job": document.job_title or "-",
                    "unit": document.unit_id.name or "-",
                    "confirmed": "",
                },
                {
                    "title": coach_title,
                    "name": document.evaluator_name or "",
                    "nip": coach.asn_nip or "-",
                    "rank": version.asn_rank_id.display_name or "-",
                    "job": version.job_title or "-",
                    "unit": version.department_id.name or "-",
                    "confirmed": "",
                },
            ],
            "signed_at": document.company_id.city or "..............",
            "signed_on": self._print_day(
                max(document.session_ids.mapped("date"), default=document.date_planned)
            ),
        }
