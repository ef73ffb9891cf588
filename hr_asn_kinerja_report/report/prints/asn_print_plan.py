from odoo import api, models

from . import wording

AGREED = ("agreed", "closed")
DRAFTS = {
    "draft": "KONSEP – BELUM DIAJUKAN",
    "proposed": "KONSEP – MENUNGGU PERSETUJUAN PEJABAT PENILAI KINERJA",
    "returned": "KONSEP – DIKEMBALIKAN UNTUK DIPERBAIKI",
    "cancelled": "DIBATALKAN – TIDAK BERLAKU",
}


class AsnPrintPlan(models.AbstractModel):
    """Sasaran Kinerja Pegawai (SKP): PermenPANRB 6/2022, form of the plan."""

    _name = "report.hr_asn_kinerja_report.print_skp"
    _description = "Print of a Plan (SKP)"
    _inherit = ["asn.official.print"]

    _record_model = "asn.skp"

    @api.model
    def _prepare_sheet(self, document):
        head = self._prepare_head(document, "SASARAN KINERJA PEGAWAI")
        signed = head["signed"].get("results", {})
        return {
            **head,
            "approach": document.approach,
            "form": document.form,
            "groups": self._prepare_groups(
                [
                    self._prepare_result(result, signed.get(str(result.id), {}))
                    for result in document.result_ids
                ]
            ),
            "behaviour": self._prepare_behaviour(document, head["signed"]),
        }

    @api.model
    def _prepare_head(self, document, title):
        """Return what plan and appendix share: head, people, signatures."""
        day = self._get_day(document, document.date_agreed)
        titles = [title, wording.APPROACHES[document.approach], wording.FORMS[document.form]]
        is_agreed = document.state in AGREED
        signatures = self._get_signatures(document, "skp_id", ["plan_agreed"]) if is_agreed else {}
        signed = signatures.get("plan_agreed")
        frame = self._get_signed_frame(document, signed)
        evaluator = self._prepare_official(
            document,
            document.evaluator_id,
            "PEJABAT PENILAI KINERJA",
            day,
            document.evaluator_name,
            frame.get("evaluator"),
        )
        employee = self._prepare_employee(document, "PEGAWAI YANG DINILAI", frame.get("employee"))
        return {
            **self._prepare_common(
                document, titles, document.date_start, document.date_end, signed=frame
            ),
            "signed": frame,
            "draft": DRAFTS.get(document.state, ""),
            "people": [employee, evaluator],
            **self._prepare_signs(document, employee, evaluator, signed),
        }

    @api.model
    def _prepare_signs(self, document, employee, evaluator, signed):
        agreed = document.state in AGREED and document.date_agreed
        proposed = self._print_moment(document, document.date_proposed)
        return {
            "signed_on": self._print_local_day(document, agreed),
            "signs": [
                {
                    **employee,
                    "title": "Pegawai yang Dinilai",
                    "how": f"Diajukan secara elektronik, {proposed}" if proposed else "",
                },
                {
                    **evaluator,
                    "title": "Pejabat Penilai Kinerja",
                    "how": self._print_signed(document, signed),
                    "proof": self._prepare_proof(signed),
                },
            ],
        }

    @api.model
    def _prepare_result(self, result, signed):
        return {
            **self._prepare_result_texts(result, signed),
            "lines": [
                {
                    "aspect": wording.ASPECTS.get(indicator.aspect, ""),
                    "name": indicator.name or "",
                    "target": self._print_target(indicator),
                }
                for indicator in result.indicator_ids
            ],
        }

    @api.model
    def _prepare_behaviour(self, document, signed):
        return [
            {
                **self._prepare_value(line.value_id, (line.guides or "").splitlines(), signed),
                "expectation": line.expectation or "",
            }
            for line in document.behaviour_ids
        ]


class AsnPrintPlanAppendix(models.AbstractModel):
    """Lampiran SKP: resources, accountability, consequences."""

    _name = "report.hr_asn_kinerja_report.print_skp_appendix"
    _description = "Print of the Appendices of a Plan"
    _inherit = ["report.hr_asn_kinerja_report.print_skp"]

    @api.model
    def _prepare_sheet(self, document):
        lines = document.appendix_ids.grouped("kind")
        empty = document.appendix_ids.browse()
        return {
            **self._prepare_head(document, "LAMPIRAN SASARAN KINERJA PEGAWAI"),
            "sections": [
                {"title": title, "lines": [line.name for line in lines.get(kind, empty)]}
                for kind, title in wording.APPENDICES
            ],
        }
