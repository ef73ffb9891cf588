from odoo import api, models

from ...rules import evaluation as evaluation_rules


class AsnEvaluationShown(models.Model):
    """What the self-review and the rating screen both show of an evaluation. Nothing here writes.

    The number of queries depends neither on the number of indicators nor on that of entries.
    """

    _inherit = "asn.evaluation"

    def _browse_page(self, evaluation_id):
        """Return the evaluation that a client named, as the current user may read it.

        :raises UserError: no such number, or nothing that this person may read
        """
        return self.env["asn.feedback"]._browse_given("asn.evaluation", evaluation_id)

    def _is_own(self):
        """Tell whether the current user is the person evaluated, by whichever login."""
        self.ensure_one()
        own = self.sudo()  # sudo: compares logins, shows nothing
        return self.env.user in (own.user_id, own.employee_id.user_id)

    def _page_head(self):
        """Return who it is about and when: the head of both pages."""
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        return {
            "id": self.id,
            "employee_id": self.employee_id.id,
            "name": self.employee_name or "",
            "nip": self.nip or "",
            "headline": self.headline or "",
            "evaluator": self.evaluator_name or "",
            "period": self.sudo().period_id.name,  # sudo: a name
            "start": self.date_start,
            "end": self.date_end,
            "due": self.date_due,
            "is_late": self.is_late,
            "state": self.state,
            "state_label": states[self.state],
            "actions": [name for name in (self.allowed_actions or "").split(",") if name],
            "parts": [name for name in (self.editable_parts or "").split(",") if name],
            "remark": "\n".join(part for part in (self.absence_note, self.remark) if part),
            "plan_id": self.skp_id.id,
        }

    def _page_reflections(self):
        """Return ({result id: words}, {value id: words}); one search."""
        results, values = {}, {}
        for reflection in self.env["asn.evaluation.reflection"].search_fetch(
            [("evaluation_id", "=", self.id)], ["result_id", "value_id", "text"]
        ):
            if reflection.result_id:
                results[reflection.result_id.id] = reflection.text
            else:
                values[reflection.value_id.id] = reflection.text
        return results, values

    @api.model
    def _page_guides(self, values):
        """Return {value id: names of its guides, in order}; one query."""
        guides = {}
        for guide in self.env["asn.behaviour.guide"].search_fetch(
            [("value_id", "in", values.ids)], ["value_id", "name"], order="sequence, id"
        ):
            guides.setdefault(guide.value_id.id, []).append(guide.name)
        return guides

    def _page_lines(self):
        """Return the indicators, main results first; one query."""
        lines = self.env["asn.evaluation.indicator"]
        return lines.search_fetch(
            [("evaluation_id", "=", self.id)],
            [name for name, field in lines._fields.items() if field.column_type and field.store],
        ).sorted(lambda line: (line.kind != "main", line.sequence, line.id))

    def _page_results(self, reflections):
        """Return the work results with their indicators, main results first."""
        lines = self._page_lines()
        evidence = lines._page_evidence()
        number = self.env["asn.skp.indicator"]._format_number
        answer = []
        for result, own in lines.grouped("result_id").items():
            mean = evaluation_rules.weighted_mean([line._get_part() for line in own])
            weight = own[0].result_weight
            answer.append(
                {
                    "id": result.id,
                    "name": result.name,
                    "kind": own[0].kind,
                    "weight": number(weight) if weight else "",
                    "achievement": f"{number(float(mean))} %" if mean is not None else "",
                    "lines": [line._page_line(evidence) for line in own],
                    "reflection": reflections.get(result.id, ""),
                }
            )
        return answer


class AsnEvaluationIndicatorShown(models.Model):
    _inherit = "asn.evaluation.indicator"

    def _page_line(self, evidence):
        """Return one indicator; ``evidence`` is the answer of ``_page_evidence``."""
        self.ensure_one()
        return {
            "id": self.id,
            "indicator_id": self.indicator_id.id,
            "name": self.name or "",
            "target": self.target_display,
            "realised": self.realised_display,
            "achievement": self.achievement_display,
            "is_measured": self.is_measured,
            "share": min(max(self.achievement, 0.0), 120.0) if self.is_measured else 0.0,
            "entries": self.entry_count,
            "evidence": evidence.get(self.id, []),
        }

    def _page_evidence(self):
        """Return {line id: evidence to show}; a few pieces of each line, pictures first."""
        return {
            line.id: [
                {
                    "id": piece.id,
                    "kind": piece.kind,
                    "name": piece.display_name,
                    "url": piece.url,
                    "thumbnail": f"/asn/evidence/{piece.id}/thumbnail"
                    if piece.has_thumbnail
                    else "",
                }
                for piece in line.evidence_ids
            ]
            for line in self
        }
