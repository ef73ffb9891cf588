from odoo import fields, models
from odoo.tools import format_date

from ...rules import anonymity, feedback, workflow


class AsnSkpFeedback(models.Model):
    """Feedback beside a plan: in the order of time, month by month."""

    _inherit = "asn.skp"

    feedback_nudged_on = fields.Date(string="Reminded of Feedback on", readonly=True, copy=False)

    def _get_feedback_timeline(self):
        """Return the feedback on this plan that the current user may read.

        Every month from the plan's start stands there, months without feedback too: so the last
        weeks do not outweigh the year.

        :return: dict with ``months``: [{key, label, counts {kind: n}, entries}], ``anonymous``:
            [{id, period, texts, counts}] in a fresh order by lot, ``minimum``, ``count``
        :raises AccessError: a plan that the caller may not read
        """
        self.ensure_one()
        self.check_access("read")
        plan = self.sudo()  # sudo: dates and names; what is shown is read by the rules below
        today = plan.period_id.today()
        records = self.env["asn.feedback"].search([("skp_id", "=", self.id)], order="date, id")
        by_month = records.grouped(lambda record: record.date.replace(day=1))
        last = max(min(plan.date_end, today), plan.date_start)
        days = feedback.months(plan.date_start, max([last, *by_month]))
        return {
            "plan_id": plan.id,
            "employee_id": plan.employee_id.id,
            "employee": plan.employee_name or "",
            "months": [
                {
                    "key": day.strftime("%Y-%m"),
                    "label": format_date(self.env, day, date_format="MMMM yyyy"),
                    "counts": {
                        kind: len(found.filtered(lambda record, kind=kind: record.kind == kind))
                        for kind in feedback.KINDS
                    },
                    "entries": [record._page_entry() for record in found],
                }
                for day in days
                for found in [by_month.get(day, records.browse())]
            ],
            "anonymous": self._get_shown_anonymous(),
            "minimum": anonymity.minimum_in_force(plan.company_id.asn_feedback_minimum),
            "count": len(records),
            "is_own": plan.user_id == self.env.user,
        }

    def _get_shown_anonymous(self):
        """Return feedback without names for the person and the line above, nobody else."""
        roles = self._workflow_roles()
        if not roles & {workflow.EMPLOYEE, workflow.EVALUATOR, workflow.SUPERIOR}:
            return []
        return self.env["asn.feedback.anonymous"]._get_shown(self)

    def _tell_of_feedback(self):
        """Put one note on the desk of the person, however much feedback waits there; the silence
        of which the evaluator was reminded is over."""
        self.activity_unlink(["hr_asn_kinerja.mail_activity_type_no_feedback"])
        xmlid = "hr_asn_kinerja.mail_activity_type_read_feedback"
        kind = self.env.ref(xmlid)
        for plan in self.filtered("user_id"):
            if kind not in plan.activity_ids.activity_type_id:
                plan.activity_schedule(
                    xmlid,
                    date_deadline=fields.Date.add(plan.period_id.today(), days=7),
                    user_id=plan.user_id.id,
                )
