from odoo import api, models

from . import wording

SIGNED = ["evaluation_released", "evaluation_acknowledged", "objection_decided"]
HIDDEN_OBJECTIONS = ("draft", "withdrawn")
NOT_RELEASED = "KONSEP – HASIL EVALUASI BELUM DITETAPKAN"


class AsnPrintEvaluation(models.AbstractModel):
    """Evaluasi Kinerja Pegawai: PermenPANRB 6/2022, form of the evaluation of a period."""

    _name = "report.hr_asn_kinerja_report.print_evaluation"
    _description = "Print of an Evaluation"
    _inherit = ["asn.official.print"]

    _record_model = "asn.evaluation"

    @api.model
    def _prepare_sheet(self, document):
        # sudo: who evaluated may read the evaluation, but after a hand-over no longer the plan;
        # the evaluation says which form the plan has and how the results are worded
        plan = document.skp_id.sudo()
        head = self._prepare_head(document, "EVALUASI KINERJA PEGAWAI", plan)
        feedback = self._get_feedback(document, head["released"].date)
        behaviour = self._prepare_behaviour(document, feedback, head["signed"])
        results = self._get_signed_results(document, head["released"])
        value = head["organisation_value"]
        return {
            **head,
            "approach": plan.approach,
            "form": plan.form,
            "organisation_values": [
                (name, key == value) for key, name in wording.ORGANISATION.items()
            ],
            "curve": wording.curve_path(value) if value else "",
            "axis": wording.AXIS,
            "groups": self._prepare_groups(
                self._prepare_results(document, plan, feedback, results)
            ),
            "behaviour": behaviour,
        }

    @api.model
    def _prepare_head(self, document, title, plan=None):
        """Return what both forms of an evaluation share: head, people, ratings, signatures."""
        day = self._get_day(document, document.date_released)
        period = document.period_id.sudo()  # sudo: its name and months
        titles = [title]
        if plan:
            titles += [wording.APPROACHES[plan.approach], wording.FORMS[plan.form]]
        signatures = {}
        if document.is_released:
            signatures = self._get_signatures(document, "evaluation_id", SIGNED)
        released = signatures.get("evaluation_released", self.env["asn.signature"])
        signed = self._get_signed_frame(document, released)
        employee = self._prepare_employee(document, "PEGAWAI YANG DINILAI", signed.get("employee"))
        evaluator = self._prepare_official(
            document,
            document.evaluator_id,
            "PEJABAT PENILAI KINERJA",
            day,
            document.evaluator_name,
            signed.get("evaluator"),
        )
        return {
            **self._prepare_common(
                document, titles, document.date_start, document.date_end, signed=signed
            ),
            "period": wording.period_parts(period.kind, period.date_start.month),
            "draft": "" if document.is_released else NOT_RELEASED,
            "people": [employee, evaluator],
            **self._prepare_ratings(document, signed),
            "signed": signed,
            "released": released,
            **self._prepare_signs(document, employee, evaluator, signatures),
        }

    @api.model
    def _prepare_ratings(self, document, signed):
        """Return the ratings; empty before the release, whoever prints, so that nothing leaks."""
        is_shown = document.is_released
        # Of whom the unit is: the head's own one, and for all others that of the unit. What was
        # signed stays; where none was set then, the one set later fills the empty box.
        value = is_shown and signed.get("organisation") or None
        if is_shown and not value:
            value = self._get_organisation_value(document)
        return {
            "organisation_value": value,
            "organisation": wording.ORGANISATION.get(value, ""),
            "result_rating": is_shown and wording.RATINGS.get(document.result_rating) or "",
            "behaviour_rating": is_shown and wording.RATINGS.get(document.behaviour_rating) or "",
            "predicate": is_shown and wording.PREDICATES.get(document.predicate) or "",
            "recommendation": is_shown and document.recommendation or "",
        }

    @api.model
    def _get_organisation_value(self, document):
        # sudo: the value that was set for the unit stands on the form of each of its people
        units = self.env["asn.unit.achievement"].sudo()
        found = units._get_values(document.unit_id.ids, document.period_id.sudo())
        return found.get(document.unit_id.id, {}).get("value")

    @api.model
    def _prepare_signs(self, document, employee, evaluator, signatures):
        released = signatures.get("evaluation_released")
        decided = signatures.get("objection_decided")
        if not released or not decided or decided.sequence < released.sequence:
            decided = None  # returned to the evaluator, who has rated again since
        received = document.is_released and document.date_acknowledged
        moment = self._print_moment(document, received)
        is_released = document.is_released
        return {
            "signed_on": self._print_local_day(document, is_released and document.date_released),
            "decided": decided,
            "received_on": self._print_local_day(document, received),
            "signs": [
                {
                    **employee,
                    "title": "Pegawai yang Dinilai",
                    "how": f"Diterima secara elektronik, {moment}" if moment else "",
                },
                {
                    **evaluator,
                    "title": "Pejabat Penilai Kinerja",
                    "how": self._print_signed(document, released),
                    "proof": self._prepare_proof(decided or released),
                },
            ],
        }

    # ------------------------------------------------------------------
    # The two tables
    # ------------------------------------------------------------------

    @api.model
    def _get_signed_results(self, document, released):
        """Return {id as text: texts of a result}, as the plan was agreed before the release."""
        if not released:
            return {}
        # sudo: the evaluation that the caller prints says how these results are worded
        signatures = self.env["asn.signature"].sudo()
        agreed = signatures.search(
            [
                ("skp_id", "=", document.skp_id.id),
                ("kind", "=", "plan_agreed"),
                ("id", "<", released.id),
            ],
            order="id desc",
            limit=1,
        )
        return self._get_signed_frame(document, agreed).get("results", {})

    @api.model
    def _prepare_results(self, document, plan, feedback, signed):
        lines = document.line_ids.sorted(lambda line: (line.kind != "main", line.sequence, line.id))
        plan.result_ids.fetch(["name", "perspective", "assignment_source"])
        return [
            {
                **self._prepare_result_texts(result, signed.get(str(result.id), {})),
                "kind": rows[0].kind,
                "feedback": feedback.get(("result", result.id), []),
                "lines": [self._prepare_line(line) for line in rows],
            }
            for result, rows in lines.sudo().grouped("result_id").items()  # sudo: see the caller
        ]

    @api.model
    def _prepare_line(self, line):
        realised = "Belum ada realisasi"
        if line.entry_count:
            quantity = self._print_quantity(line.realised, line.unit)
            realised = f"{quantity} ({line.entry_count} catatan)"
        share = f"Capaian {self._print_number(line.achievement)}%" if line.is_measured else ""
        return {
            "aspect": wording.ASPECTS.get(line.aspect, ""),
            "name": line.name or "",
            "target": self._print_target(line),
            "realised": "\n".join(filter(None, (realised, share))),
        }

    @api.model
    def _get_feedback(self, document, until):
        """Return {("result" or "value", id): texts} that are open to the person and to the reader.

        Feedback for the evaluator only, and what was given without a name, is on no sheet; nor is
        what was given after ``until``, the moment of the signature.
        """
        signed = [("given_at", "<=", until)] if until else []
        found = {}
        for feedback in self.env["asn.feedback"].search_fetch(
            [
                ("skp_id", "=", document.skp_id.id),
                ("visibility", "=", "open"),
                ("date", ">=", document.date_start),
                ("date", "<=", document.date_end),
                *signed,
            ],
            ["result_id", "value_id", "situation", "effect", "next_step", "relation", "date"],
            order="date, id",
        ):
            words = (feedback.situation, feedback.effect, feedback.next_step)
            who = wording.RELATIONS.get(feedback.relation, "")
            text = f"{' '.join(filter(None, words))} ({who}, {self._print_day(feedback.date)})"
            if feedback.result_id:
                found.setdefault(("result", feedback.result_id.id), []).append(text)
            if feedback.value_id:
                found.setdefault(("value", feedback.value_id.id), []).append(text)
        return found

    @api.model
    def _prepare_behaviour(self, document, feedback, signed):
        # sudo: value and expectation stand in the plan as well; feedback only after the release
        lines = document.sudo().behaviour_ids
        guides = self.env["asn.evaluation"]._page_guides(lines.value_id)
        return [
            {
                **self._prepare_value(line.value_id, guides.get(line.value_id.id, []), signed),
                "expectation": line.expectation or "",
                "feedback": [
                    *([line.feedback] if document.is_released and line.feedback else []),
                    *feedback.get(("value", line.value_id.id), []),
                ],
            }
            for line in lines
        ]


class AsnPrintEvaluationDocument(models.AbstractModel):
    """Dokumen Evaluasi Kinerja Pegawai: the sheet that promotion files ask for."""

    _name = "report.hr_asn_kinerja_report.print_evaluation_document"
    _description = "Print of an Evaluation Document"
    _inherit = ["report.hr_asn_kinerja_report.print_evaluation"]

    @api.model
    def _prepare_sheet(self, document):
        day = self._get_day(document, document.date_released)
        sheet = self._prepare_head(document, "DOKUMEN EVALUASI KINERJA PEGAWAI")
        people = self._get_signed_frame(document, sheet["decided"]) or sheet["signed"]
        superior = self._prepare_official(
            document,
            document.superior_id,
            "ATASAN PEJABAT PENILAI KINERJA",
            day,
            signed=people.get("superior"),
        )
        objection = self._get_objection(document)
        sheet["people"].append(superior)
        if objection.state == "decided":
            signed = sheet["decided"]
            day = self._print_local_day(document, objection.date_decided)
            if signed:
                # The decision replaces the signature under the release: its code proves the sheet.
                sheet["signs"][1]["proof"] = {}
            sheet["signs"].append(
                {
                    **superior,
                    "title": "Atasan Pejabat Penilai Kinerja",
                    "how": self._print_signed(document, signed) or f"Diputuskan, {day}",
                    "proof": self._prepare_proof(signed),
                }
            )
        return {**sheet, "notes": self._prepare_notes(objection)}

    @api.model
    def _get_objection(self, document):
        """Return the objection that stands, as far as the reader may read it."""
        if not document.is_released:
            return document.objection_ids.browse()
        return document.objection_ids.filtered(
            lambda one: one.state not in HIDDEN_OBJECTIONS
        ).sorted("id")[-1:]

    @api.model
    def _prepare_notes(self, objection):
        """Return rows 6 to 8 of the form."""
        reasons = (objection.reason_results, objection.reason_behaviour)
        outcome = wording.OUTCOMES.get(objection.outcome)
        return [
            ("KEBERATAN", "\n".join(filter(None, reasons))),
            ("PENJELASAN PEJABAT PENILAI KINERJA ATAS KEBERATAN", objection.explanation or ""),
            (
                "KEPUTUSAN DAN/ATAU REKOMENDASI ATASAN PEJABAT PENILAI KINERJA",
                "\n".join(filter(None, (outcome, objection.decision))),
            ),
        ]
