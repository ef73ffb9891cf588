from odoo import api, fields, models
from odoo.tools import format_date

from ...rules import deadline

DONE, CURRENT, NEXT = "done", "current", "next"


class AsnObjectionTimeline(models.Model):
    """Where an objection stands, step by step, for the person who waits."""

    _inherit = "asn.objection"

    timeline = fields.Json(compute="_compute_timeline", export_string_translation=False)

    @api.depends("state", "date_filed", "date_explained", "date_decided", "date_received")
    @api.depends_context("lang", "uid")
    def _compute_timeline(self):
        for objection in self:
            objection.timeline = objection._get_timeline()

    def _get_timeline(self):
        """Return [{key, title, text, state}], in the order of the steps."""
        steps = [
            ("received", self.env._("Result received"), self.date_received, None),
            (
                "filed",
                self.env._("Answer sent to the evaluator's superior"),
                self._local(self.date_filed),
                self.date_last,
            ),
        ]
        if self.state == "withdrawn":
            title = self.env._("Answer withdrawn; the result stands")
            steps.append(("withdrawn", title, self._local(self._get_withdrawn()), None))
            return self._to_timeline(steps)
        steps += [
            (
                "explained",
                self.env._("%s explains", self.evaluator_name or "–"),
                self._local(self.date_explained),
                self.date_explanation_due,
            ),
            (
                "decided",
                self.env._("%s decides", self._get_decider()),
                self._local(self.date_decided),
                self.date_decision_due,
            ),
        ]
        return self._to_timeline(steps)

    def _to_timeline(self, steps):
        timeline, waits = [], False
        for key, title, done, due in steps:
            passed_over = key == "explained" and self.date_decided and not done
            if done or passed_over:
                state = DONE
            else:
                state, waits = (NEXT if waits else CURRENT), True
            timeline.append({"key": key, "title": title, "state": state})
            timeline[-1]["text"] = self._get_timeline_text(key, done, due, passed_over)
        return timeline

    def _get_timeline_text(self, key, done, due, passed_over):
        if passed_over:
            return self.env._("Decided without an explanation")
        if done:
            labels = dict(self._fields["outcome"]._description_selection(self.env))
            day = format_date(self.env, done)
            return f"{day} · {labels[self.outcome]}" if key == "decided" else day
        return self.env._("by %s", format_date(self.env, due)) if due else ""

    def _get_decider(self):
        if self.is_decided_outside:
            return self.decider_name or self.env._("The authority above the evaluator")
        # sudo: the name of whoever decides
        return self.decider_name or self.sudo().superior_id.name or "–"

    def _local(self, instant):
        # sudo: the zone of the region
        return instant and deadline.local_day(instant, self.sudo().company_id.asn_tz)

    def _get_withdrawn(self):
        step = self.transition_ids.filtered(lambda one: one.action == "withdraw")[:1]
        return step.date
