from datetime import timedelta

from odoo import api, fields, models

FAR_AWAY = timedelta(days=36500)
MOST_AGREEMENTS = 5


class AsnSkpAround(models.Model):
    """What stands beside the figures: feedback, requests for it, dialogues.

    All of it is read under the reader's own rules. Feedback for the evaluator only, and feedback
    without a name, is not among it: neither its text nor its day.
    """

    _inherit = "asn.skp"

    @api.model
    def _get_feedback_since(self):
        """Return how long without feedback is long in the region (0 in the settings: never)."""
        days = self.env.company.sudo().asn_feedback_nudge_days  # sudo: a setting of the region
        return timedelta(days=days) if days else FAR_AWAY

    @api.model
    def _has_feedback(self):
        """Tell whether the reader can give feedback: whoever is an employee."""
        return bool(self.env.user.employee_id)

    def _get_last_feedback(self):
        """Return {plan id: day of the last open feedback}; one query."""
        groups = self.env["asn.feedback"]._read_group(
            [("skp_id", "in", self.ids), ("visibility", "=", "open")], ["skp_id"], ["date:max"]
        )
        return {plan.id: day for plan, day in groups}

    def _performance_feedback(self):
        """Return the last open feedback on the own plan, or False."""
        last = self.env["asn.feedback"].search(
            [("skp_id", "=", self.id), ("visibility", "=", "open")],
            order="date desc, id desc",
            limit=1,
        )
        if not last:
            return False
        return {
            "id": last.id,
            "date": fields.Date.to_string(last.date),
            "giver": last.giver_name or "",
            "kind": last.kind,
            "text": last.summary or "",
        }

    @api.model
    def _missing_of_others(self):
        """Return what others ask of the reader."""
        asked = self.env["asn.feedback.request"].search_count(
            [("giver_user_id", "=", self.env.uid), ("state", "=", "asked")]
        )
        if not asked:
            return []
        text = self.env._("%s people ask for your feedback.", asked)
        if asked == 1:
            text = self.env._("1 person asks for your feedback.")
        return [{"key": "asked", "text": text, "open": "feedback"}]

    def _performance_dialogues(self, today):
        """Return planned dialogues and open agreements of the person as (day, text, kind)."""
        dialogues = self.env["asn.dialogue"].search(
            [
                ("skp_id", "=", self.id),
                ("state", "=", "planned"),
                ("date_start", ">=", fields.Datetime.to_datetime(today) - timedelta(days=1)),
            ],
            order="date_start",
            limit=3,
        )
        record = self.env["report.hr_asn_kinerja.report_asn_dialogue"]
        found = []
        for dialogue in dialogues.sudo():  # sudo: the zone is a setting of the region
            start = record._local(dialogue, dialogue.date_start)
            text = self.env._(
                "Dialogue with %(name)s at %(time)s",
                name=dialogue.evaluator_name or "",
                time=f"{record._print_time(start)} {record._print_zone(dialogue)}",
            )
            found.append((start.date(), text, "dialogue"))
        return found + self._performance_agreements(today)

    def _performance_agreements(self, today):
        """Return what the person has agreed to do and has not done, from today on."""
        agreements = self.env["asn.dialogue.agreement"].search(
            [
                ("dialogue_id.skp_id", "=", self.id),
                ("dialogue_id.state", "=", "confirmed"),
                ("owner", "=", "employee"),
                ("is_done", "=", False),
                ("date_due", ">=", today),
            ],
            order="date_due, id",
            limit=MOST_AGREEMENTS,
        )
        return [
            (line.date_due, self.env._("Agreed: %s", line.name), "agreement") for line in agreements
        ]
