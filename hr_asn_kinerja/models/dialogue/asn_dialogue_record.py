from odoo import api, models
from odoo.tools import format_date

STATES = {
    "planned": "Konsep, dialog belum dilaksanakan",
    "held": "Konsep, belum dikonfirmasi",
    "employee_confirmed": "Konsep, baru dikonfirmasi pegawai",
    "evaluator_confirmed": "Konsep, baru dikonfirmasi pejabat penilai",
    "confirmed": "",
    "cancelled": "Dibatalkan",
}
STATUSES = {"done": "Selesai", "late": "Terlambat", "open": "Berjalan", "agreed": "-"}


class AsnDialogueRecord(models.AbstractModel):
    """The record of a dialogue (*berita acara dialog kinerja*).

    The regulation names the record and its content (day, participants, topic, agreement,
    follow-up) and gives no sheet: order and headings are our choice.
    """

    _name = "report.hr_asn_kinerja.report_asn_dialogue"
    _description = "Record of a Dialogue"
    _inherit = ["asn.printed.record"]

    _record_model = "asn.dialogue"

    @api.model
    def _prepare_sheet(self, document):
        start = self._local(document, document.date_start)
        end = self._local(document, document.date_end)
        times = f"{self._print_time(start)} s.d. {self._print_time(end)}"
        return {
            "region": document.company_id.name,
            "unit": document.unit_id.with_context(hierarchical_naming=False).name or "",
            "draft": STATES[document.state],
            "plan": document.period_id.date_start.year,
            "day": self._print_day(start.date(), weekday=True),
            "time": f"{times} {self._print_zone(document)}",
            "place": document.place or ("Pertemuan video" if document.video_link else "-"),
            "topic": document.topic or "Perkembangan pelaksanaan rencana kinerja",
            "also_present": document.also_present or "",
            "people": self._prepare_people(document),
            "lines": [
                {"name": line.name, "minutes": line.minutes or "-"} for line in document.agenda_ids
            ],
            "minutes": document.minutes or "",
            "agreements": [
                {
                    "name": line.name,
                    "owner": line.owner_name or "",
                    "due": self._print_day(line.date_due),
                    "status": STATUSES[line.status],
                }
                for line in document.agreement_ids
            ],
            "signed_at": document.company_id.city or "..............",
            "signed_on": self._print_day(start.date()),
        }

    @api.model
    def _get_when(self, document):
        """Return day and time for the screen, in the reader's language and the region's zone."""
        document = document.sudo()  # sudo: the zone is a setting
        start = self._local(document, document.date_start)
        end = self._local(document, document.date_end)
        day = format_date(self.env, start.date(), date_format="EEEE, d MMMM y")
        times = f"{self._print_time(start)}–{self._print_time(end)}"
        return f"{day}, {times} {self._print_zone(document)}"

    @api.model
    def _prepare_people(self, document):
        """Return both blocks, employee first."""
        evaluator = document.evaluator_id
        version = evaluator._get_version(document._get_local_day())
        return [
            {
                "title": "Pegawai yang Dinilai",
                "name": document.employee_name or "",
                "nip": document.nip or "-",
                "rank": document.rank_name or "-",
                "job": document.job_title or "-",
                "unit": document.unit_id.name or "-",
                "confirmed": self._print_moment(document, document.date_employee_confirmed),
            },
            {
                "title": "Pejabat Penilai Kinerja",
                "name": document.evaluator_name or "",
                "nip": document.evaluator_nip or evaluator.asn_nip or "-",
                "rank": document.evaluator_rank_name or version.asn_rank_id.display_name or "-",
                "job": document.evaluator_job_title or version.job_title or "-",
                "unit": version.department_id.name or "-",
                "confirmed": self._print_moment(document, document.date_evaluator_confirmed),
            },
        ]
