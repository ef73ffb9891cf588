from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ...rules import self_review, workflow


class AsnEvaluationSelfReview(models.Model):
    """The employee looks back: on each result, on the values, on the period as a whole.

    Stage 3 of PermenPANRB 6/2022. Everything that was logged stands there already. What is
    missing is pointed out before submitting and never blocks; a late self-review is welcome for
    as long as nobody has rated.
    """

    _inherit = "asn.evaluation"

    @api.model
    @api.readonly
    def get_self_review(self, evaluation_id=False):
        """Return the self-review of an own evaluation.

        :param int evaluation_id: left out: the one that waits longest, else the latest
        :return: dict of the head (see ``_page_head``), ``results``, ``values`` (with
            ``reflection`` and feedback), ``reflection``, ``may_write``, ``missing`` (see
            ``_get_missing``) and ``timeline``; False when there is no evaluation yet
        :raises UserError: nothing that the caller may read
        :raises AccessError: somebody else's evaluation
        """
        evaluation = self._browse_page(evaluation_id) if evaluation_id else self._find_self_review()
        if not evaluation:
            return False
        evaluation._check_own()
        by_result, by_value = evaluation._page_reflections()
        results = evaluation._page_results(by_result)
        return {
            **evaluation._page_head(),
            "may_write": "reflection" in evaluation._workflow_editable_parts(),
            "score": evaluation._format_percent(evaluation.score) if evaluation.has_score else "",
            "results": results,
            "values": evaluation._page_own_values(by_value),
            "reflection": evaluation.reflection or "",
            "missing": evaluation._get_missing(by_result),
            "timeline": evaluation.skp_id._get_feedback_timeline(),
        }

    @api.model
    def save_self_review(self, evaluation_id, values):
        """Save words of the self-review; a text that is emptied takes its row away.

        :param int evaluation_id: own evaluation that is not submitted
        :param dict values: ``reflection``: text; ``results``: {result id: text}; ``values``:
            {value id: text}; only what was changed
        :return: dict of ``missing``
        :raises AccessError: somebody else's evaluation, or submitted already
        """
        evaluation = self._browse_page(evaluation_id)
        evaluation._check_own()
        texts = evaluation._parse_self_review(values)
        if "reflection" in values:
            evaluation.write({"reflection": values["reflection"] or False})
        evaluation._write_reflections(texts)
        return {"missing": evaluation._get_missing(evaluation._page_reflections()[0])}

    def action_open_self_review(self):
        """Open the page of the self-review."""
        self._check_one()
        self._check_own()
        action = self.env["ir.actions.actions"]._for_xml_id("hr_asn_kinerja.asn_self_review_action")
        return {**action, "context": {"active_id": self.id, "active_model": self._name}}

    def _check_own(self):
        if workflow.EMPLOYEE not in self._workflow_roles():
            raise AccessError(self.env._("A self-review is written by the person concerned."))

    @api.model
    def _find_self_review(self):
        mine = [("user_id", "=", self.env.uid)]
        waiting = self.search([*mine, ("state", "=", "open")], order="date_end, id", limit=1)
        return waiting or self.search(mine, order="date_end desc, id desc", limit=1)

    def _page_own_values(self, reflections):
        """Return the values with the leader's expectation as the agreed plan has it."""
        lines = self.skp_id.behaviour_ids.sorted(lambda line: (line.sequence, line.id))
        guides = self._page_guides(lines.value_id)
        return [
            {
                "id": line.value_id.id,
                "name": line.value_id.name,
                "guides": guides.get(line.value_id.id, []),
                "expectation": line.expectation or "",
                "reflection": reflections.get(line.value_id.id, ""),
            }
            for line in lines
        ]

    def _get_missing(self, reflections):
        """Return what is missing: list of {kind, key, text}; see ``rules/self_review.py``.

        :param reflections: {result id: words}
        """
        lines = self._page_lines()
        names = {line.id: line.name for line in lines}
        results = {line.result_id.id: line.result_id.name for line in lines}
        bare = self._get_bare_lines(lines)
        gaps = self_review.missing(
            [
                self_review.Line(line.id, line.result_id.id, line.entry_count, line.id not in bare)
                for line in lines
            ],
            reflections,
            self.reflection,
        )
        return [
            {
                "kind": gap.kind,
                "key": gap.key or False,
                "text": self._describe_gap(gap, names, results),
            }
            for gap in gaps
        ]

    def _get_bare_lines(self, lines):
        """Return the ids of the lines whose entries were typed and have no evidence at all."""
        without = lines.filtered(lambda line: line.entry_count and not line.evidence_ids)
        if not without:
            return set()
        typed = {
            indicator.id
            for (indicator,) in self.env["asn.realisation"]._read_group(
                [
                    ("indicator_id", "in", without.indicator_id.ids),
                    ("date", ">=", self.date_start),
                    ("date", "<=", self.date_end),
                    ("source", "=", "manual"),
                ],
                ["indicator_id"],
            )
        }
        return {line.id for line in without if line.indicator_id.id in typed}

    def _describe_gap(self, gap, lines, results):
        if gap.kind == self_review.ENTRIES:
            return self.env._("No entry yet: %s", lines[gap.key])
        if gap.kind == self_review.EVIDENCE:
            return self.env._("No evidence yet: %s", lines[gap.key])
        if gap.kind == self_review.RESULT:
            return self.env._("No words yet on: %s", results[gap.key])
        return self.env._("No words yet on the period as a whole")

    def _parse_self_review(self, values):
        """Return {(field, record id): text} of the reflections that a screen sent."""
        unreadable = self.env._("The self-review did not arrive whole. Load the page again.")
        if not isinstance(values, dict) or set(values) - {"reflection", "results", "values"}:
            raise UserError(unreadable)
        allowed = {
            "results": ("result_id", set(self.line_ids.result_id.ids)),
            "values": ("value_id", set(self.skp_id.behaviour_ids.value_id.ids)),
        }
        texts = {}
        for name, (field, known) in allowed.items():
            given = values.get(name, {})
            if not isinstance(given, dict):
                raise UserError(unreadable)
            for key, text in given.items():
                number = int(key) if str(key).isdecimal() and len(str(key)) < 10 else 0
                if number not in known or not (text is False or isinstance(text, str)):
                    raise UserError(unreadable)
                texts[field, number] = (text or "").strip()
        return texts

    def _write_reflections(self, texts):
        """Write, make or take away the rows of ``texts``: {(field, record id): text}."""
        reflections = self.env["asn.evaluation.reflection"]
        there = {}
        for row in reflections.search([("evaluation_id", "=", self.id)]):
            field = "result_id" if row.result_id else "value_id"
            there[field, row[field].id] = row
        new, empty = [], reflections
        for (field, number), text in texts.items():
            row = there.get((field, number), reflections)
            if not text:
                empty |= row
            elif not row:
                new.append({"evaluation_id": self.id, field: number, "text": text})
            elif row.text != text:
                row.text = text
        empty.unlink()
        reflections.create(new)
