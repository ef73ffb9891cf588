from datetime import timedelta

from odoo import fields, models

from ...rules import deadline
from ...rules import objection as objection_rules


class ResCompanyObjection(models.Model):
    """In how many days a region lets its people object, explain and decide.

    PP 30/2019 Art. 59 gives 14 days to file and does not say which ones; it gives none for the
    explanation and the decision, so those are the region's choice.
    """

    _inherit = "res.company"

    asn_objection_days = fields.Integer(
        string="Days to object",
        default=deadline.OBJECTION_DAYS,
        help="Counted from the day on which the result was received; that day does not count.",
    )
    asn_objection_day_kind = fields.Selection(
        [("calendar", "Calendar days"), ("working", "Working days")],
        string="Which days count",
        default="calendar",
        required=True,
        help="Working days leave out the days without working hours and the public holidays of "
        "the working calendar of the region.",
    )
    asn_objection_periodic = fields.Boolean(
        string="Object to every period",
        default=True,
        help="Off: only the evaluation of the year can be objected to.",
    )
    asn_objection_explain_days = fields.Integer(
        string="Days for the evaluator to explain",
        default=5,
        help="Counted from the objection. Afterwards it is decided without an explanation.",
    )
    asn_objection_decide_days = fields.Integer(
        string="Days for the superior to decide",
        default=14,
        help="Counted from the objection.",
    )

    _check_asn_objection = models.Constraint(
        "CHECK (asn_objection_days BETWEEN 1 AND 366"
        " AND asn_objection_explain_days BETWEEN 1 AND 366"
        " AND asn_objection_decide_days BETWEEN asn_objection_explain_days AND 366)",
        "Days of an objection are from 1 to 366, and the decision comes after the explanation.",
    )

    def _asn_add_days(self, start, days):
        """Return the day that lies ``days`` after ``start``, of the kind the region counts."""
        self.ensure_one()
        kind = self.asn_objection_day_kind
        if kind == deadline.CALENDAR:
            return deadline.add_days(start, days, kind)
        return deadline.add_days(
            start, days, kind, self._asn_holidays(start, days), self._asn_weekend()
        )

    def _asn_objection_first_day(self, today):
        """Return the earliest day of receipt that can still be objected to on ``today``."""
        self.ensure_one()
        kind, days = self.asn_objection_day_kind, self.asn_objection_days
        if kind == deadline.CALENDAR:
            return deadline.first_day_in_time(today, days, kind)
        earliest = today - timedelta(days=days * 7 + 366)
        return deadline.first_day_in_time(
            today, days, kind, self._asn_holidays(earliest, days), self._asn_weekend()
        )

    def _asn_weekend(self):
        """Return the weekdays without working hours; Saturday and Sunday where none are kept."""
        # sudo: the working calendar of the region, known to all
        attendances = self.sudo().resource_calendar_id.attendance_ids
        worked = {int(line.dayofweek) for line in attendances}
        return frozenset(range(7)) - worked if worked else deadline.WEEKEND

    def _asn_holidays(self, start, days):
        """Return the public holidays after ``start`` that ``days`` working days may meet."""
        # sudo: the public holidays of the region, known to all
        calendar = self.sudo().resource_calendar_id
        end = start + timedelta(days=days * 7 + 366)
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search(
                [
                    ("resource_id", "=", False),
                    ("calendar_id", "in", (False, calendar.id)),
                    ("company_id", "in", (False, self.id)),
                    ("time_type", "=", "leave"),
                    ("date_to", ">=", start - timedelta(days=1)),
                    ("date_from", "<=", end),
                ]
            )
        )
        return objection_rules.days_off(
            [(leave.date_from, min(leave.date_to, end_of(end))) for leave in leaves],
            self.asn_tz or "Asia/Jakarta",
        )


def end_of(day):
    """Return the last instant of ``day``, so that a leave without end stays countable."""
    return fields.Datetime.to_datetime(day) + timedelta(days=1)


class ResConfigSettingsObjection(models.TransientModel):
    _inherit = "res.config.settings"

    asn_objection_days = fields.Integer(related="company_id.asn_objection_days", readonly=False)
    asn_objection_day_kind = fields.Selection(
        related="company_id.asn_objection_day_kind", readonly=False
    )
    asn_objection_periodic = fields.Boolean(
        related="company_id.asn_objection_periodic", readonly=False
    )
    asn_objection_explain_days = fields.Integer(
        related="company_id.asn_objection_explain_days", readonly=False
    )
    asn_objection_decide_days = fields.Integer(
        related="company_id.asn_objection_decide_days", readonly=False
    )
