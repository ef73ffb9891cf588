from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import service_time

# Tickets are worked out so many at once.
BATCH = 20000


class AsnService(models.Model):
    """A service of a unit with its standard time (*standar pelayanan*, PermenPANRB 15/2014).

    Its tickets come from the log of the application at the counter, see ``asn.service.log``.
    """

    _name = "asn.service"
    _description = "Service"
    _inherit = ["asn.guarded.mixin"]
    _order = "unit_id, name, id"
    _rec_names_search = ["name", "code"]
    _guard_by_access_only = True

    name = fields.Char(string="Service", required=True)
    code = fields.Char(required=True, help="As it stands in the file of the log.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Region",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    unit_id = fields.Many2one(
        "hr.department",
        string="Unit",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    # The promise, and when the counter is open
    standard = fields.Float(
        string="Standard Time",
        required=True,
        digits=(8, 2),
        help="Working time from the complete application to the finished service.",
    )
    standard_unit = fields.Selection(
        [
            ("minutes", "Working minutes"),
            ("hours", "Working hours"),
            ("days", "Working days"),
        ],
        string="Measured in",
        required=True,
        default="days",
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Opening Hours",
        required=True,
        default=lambda self: self.env.company.resource_calendar_id,
        help="Hours, breaks and public holidays of the counter. Waiting outside them is not "
        "counted.",
    )
    unit_seconds = fields.Integer(
        compute="_compute_seconds", store=True, export_string_translation=False
    )
    standard_seconds = fields.Integer(
        compute="_compute_seconds", store=True, export_string_translation=False
    )
    log_count = fields.Integer(string="Tickets", compute="_compute_log_count")

    _code_unique = models.UniqueIndex("(company_id, code)", "This code has another service.")
    _check_standard = models.Constraint(
        "CHECK (standard > 0 AND standard <= 10000)",
        "A standard time is a number above 0 and at most 10,000.",
    )

    @api.depends("standard", "standard_unit", "calendar_id.hours_per_day")
    def _compute_seconds(self):
        for service in self:
            day = round((service.calendar_id.hours_per_day or 8) * 3600)
            unit = service_time.unit_seconds(service.standard_unit or "days", day)
            service.unit_seconds = unit
            service.standard_seconds = round((service.standard or 0) * unit)

    def _compute_log_count(self):
        counts = dict(
            self.env["asn.service.log"]._read_group(
                [("service_id", "in", self.ids)], ["service_id"], ["__count"]
            )
        )
        for service in self:
            service.log_count = counts.get(service, 0)

    # ------------------------------------------------------------------
    # Working time
    # ------------------------------------------------------------------

    def _get_clocks(self):
        """Return {service id: Clock} with the opening hours and holidays of each service."""
        found = {}
        for calendar in self.calendar_id:
            services = self.filtered(lambda s, calendar=calendar: s.calendar_id == calendar)
            for company in services.company_id:
                clock = self._make_clock(calendar, company)
                for service in services.filtered(
                    lambda s, company=company: s.company_id == company
                ):
                    found[service.id] = clock
        return found

    def _make_clock(self, calendar, company):
        hours = {"0": [], "1": [], False: []}
        for line in calendar._get_global_attendances():
            part = (int(line.dayofweek), line.hour_from, line.hour_to)
            hours[line.week_type if calendar.two_weeks_calendar else False].append(part)
        zone = ZoneInfo(company.asn_tz or "Asia/Jakarta")
        # sudo: public holidays of the region are no secret; leaves of persons are left out
        holidays = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search(
                [
                    ("resource_id", "=", False),
                    ("company_id", "in", (company.id, False)),
                    ("calendar_id", "in", (calendar.id, False)),
                    ("time_type", "=", "leave"),
                ]
            )
        )
        closed = []
        for leave in holidays:
            start, end = (
                moment.replace(tzinfo=timezone.utc).astimezone(zone).replace(tzinfo=None)
                for moment in (leave.date_from, leave.date_to)
            )
            # A holiday is written as ending a second, or a minute, before midnight.
            closed.append(service_time.Closed(start, _to_midnight(end)))
        if calendar.two_weeks_calendar:
            return service_time.Clock(
                service_time.working_week(hours["0"]),
                closed,
                service_time.working_week(hours["1"]),
            )
        return service_time.Clock(service_time.working_week(hours[False]), closed)

    def action_recompute(self):
        """Work out the time of all tickets again, after hours, holidays or standard changed.

        :raises AccessError: for everybody but the HR office
        """
        self._check_one()
        self.check_access("write")
        self._recompute()
        return True

    def _recompute(self):
        """Work out the tickets of one service again, in batches; then its figures."""
        self.ensure_one()
        zone = ZoneInfo(self.company_id.asn_tz or "Asia/Jakarta")
        clock = self._get_clocks()[self.id]
        place = 0
        self.env.flush_all()
        while True:
            rows = self.env.execute_query(
                SQL(
                    "SELECT id, opened, finished FROM asn_service_log"
                    " WHERE service_id = %s AND id > %s ORDER BY id LIMIT %s",
                    self.id,
                    place,
                    BATCH,
                )
            )
            if not rows:
                break
            place = rows[-1][0]
            times = [
                clock.seconds(_local(opened, zone), _local(finished, zone))
                for _id, opened, finished in rows
            ]
            self.env.execute_query(
                SQL(
                    """
                    UPDATE asn_service_log AS log
                       SET work_seconds = data.seconds,
                           work_hours = data.seconds / 3600.0,
                           duration = data.seconds / %(unit)s::float,
                           is_within = data.seconds <= %(standard)s
                      FROM unnest(%(ids)s::int[], %(times)s::int[]) AS data (id, seconds)
                     WHERE log.id = data.id
                 RETURNING 1
                    """,
                    unit=self.unit_seconds,
                    standard=self.standard_seconds,
                    ids=[row[0] for row in rows],
                    times=times,
                )
            )
        self.env["asn.service.log"].invalidate_model()
        self.env["asn.service.figure"].sudo()._refresh(self.ids)  # sudo: follows from the tickets
        self.env["asn.indicator.source"]._ask_service(self.ids)

    # ------------------------------------------------------------------
    # Actions
    # ------------------------------------------------------------------

    def action_view_logs(self):
        """Open the tickets of this service."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_service_log_action"
        )
        return {**action, "domain": [("service_id", "=", self.id)], "context": {}}


def _local(moment, zone):
    """The wall-clock time in the region of a time kept in UTC."""
    return moment.replace(tzinfo=timezone.utc).astimezone(zone).replace(tzinfo=None)


def _to_midnight(moment):
    """Take 23:59 and 23:59:59 for the end of the day, which they are meant to be."""
    if (moment.hour, moment.minute) == (23, 59):
        return datetime(moment.year, moment.month, moment.day) + timedelta(days=1)
    return moment
