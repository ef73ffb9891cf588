from zoneinfo import ZoneInfo

from odoo import fields, models

from ...rules import work_log


class AsnSkpLog(models.Model):
    """The days of a plan on which work may be logged."""

    _inherit = "asn.skp"

    def _get_log_evaluation(self, day):
        """Return the evaluation of this plan whose days hold ``day``; empty when there is none."""
        return self.evaluation_ids.filtered(
            lambda evaluation: day and evaluation.date_start <= day <= evaluation.date_end
        )[:1]

    def _get_log_day(self, moment=None):
        """Return the day of the region at ``moment`` (UTC, naive); now when there is none."""
        zone = ZoneInfo(self.company_id.sudo().asn_tz or "Asia/Jakarta")  # sudo: a setting
        moment = moment or fields.Datetime.now()
        return moment.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone).date()

    def _get_log_end(self, day):
        """Return the last day of the evaluation period that holds ``day``."""
        evaluation = self._get_log_evaluation(day)
        if evaluation:
            return evaluation.date_end
        period = self._get_periods().filtered(
            lambda period: period.date_start <= day <= period.date_end
        )[:1]
        return min(period.date_end, self.date_end) if period else self.date_end

    def _get_last_log_day(self, day):
        """Return the last day on which work of ``day`` may be logged; None: no limit."""
        company = self.company_id.sudo()  # sudo: settings of the region
        if not company.asn_log_work_days and not company.asn_log_period_days:
            return None
        return work_log.last_day(
            day, self._get_log_end(day), company.asn_log_work_days, company.asn_log_period_days
        )

    def _get_first_log_day(self):
        """Return the earliest day of this plan that the current user may still write."""
        self.ensure_one()
        plan = self.sudo()  # sudo: settings and states of the region decide, whoever asks
        today = plan._get_log_day()
        first = work_log.first_day(today, plan.date_start, plan.company_id.asn_log_work_days)
        for evaluation in plan.evaluation_ids.sorted("date_start"):
            last = plan._get_last_log_day(evaluation.date_end)
            is_over = evaluation.state != "open" or (last and today > last)
            if is_over and evaluation.date_start <= first <= evaluation.date_end:
                first = fields.Date.add(evaluation.date_end, days=1)
        return first
