from decimal import Decimal

from odoo import api, models
from odoo.tools import SQL

from ...rules import service_time


class AsnIndicatorSourceService(models.Model):
    _inherit = "asn.indicator.source"

    @api.model
    def _ask_service(self, service_ids):
        """Let the sources that count tickets of these services be worked out soon."""
        # sudo: tickets came in; which indicators follow does not depend on who brought them
        sources = self.sudo().search([("kind", "=", "service")])
        sources = sources.filtered(
            lambda source: not source.service_ids or set(source.service_ids.ids) & set(service_ids)
        )
        if sources:
            sources.write({"is_waiting": True, "place": 0})
            cron = self.env.ref("hr_asn_kinerja.ir_cron_indicator_sources", False)
            if cron:
                cron.sudo()._trigger()  # sudo: as above

    def _count_service(self, asked):
        """Return {key: (count, quantity, denominator, last day)} over single tickets.

        :param asked: {key: (who, first day, last day)}; ``who`` is the number of the officer, a
            tuple of the numbers of units, or None for all tickets
        """
        self.ensure_one()
        if not asked:
            return {}
        # Many plans ask for the same: the figure of a unit is worked out once.
        places = {}
        for key, place in asked.items():
            places.setdefault(place, []).append(key)
        numbers, whos, starts, ends = [], [], [], []
        for number, (who, start, end) in enumerate(places):
            for one in who if isinstance(who, tuple) else (who,):
                numbers.append(number)
                whos.append(one)
                starts.append(start)
                ends.append(end)
        self.env["asn.service.log"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT asked.number, count(*), %(value)s, max(log.date)
                  FROM unnest(%(numbers)s::int[], %(whos)s::int[], %(starts)s::date[],
                              %(ends)s::date[]) AS asked (number, who, first, last)
                  JOIN asn_service_log AS log
                    ON %(whose)s AND log.date BETWEEN asked.first AND asked.last
                  JOIN asn_service AS service ON service.id = log.service_id
                 WHERE log.company_id = %(company)s AND %(services)s
              GROUP BY asked.number
                """,
                value=self._ticket_value(),
                numbers=numbers,
                whos=whos,
                starts=starts,
                ends=ends,
                whose={
                    "own": SQL("log.employee_id = asked.who"),
                    "unit": SQL("log.unit_id = asked.who"),
                    "all": SQL("TRUE"),
                }[self.scope],
                company=self.company_id.id,
                services=SQL("log.service_id = ANY(%s)", self.service_ids.ids)
                if self.service_ids
                else SQL("TRUE"),
            )
        )
        found = {}
        keys = list(places.values())
        for number, count, value, last in rows:
            quantity, denominator = Decimal(str(value)), None
            if self._is_share():
                denominator = Decimal(count)
            for key in keys[number]:
                found[key] = (count, quantity, denominator, last)
        return found

    def _ticket_value(self):
        """Return the figure as SQL: a time in the unit asked for, or a number of tickets."""
        # A working day has as many seconds as the counter of that service is open.
        unit = {
            "minutes": SQL("60"),
            "hours": SQL("3600"),
            "days": SQL(
                "CASE service.standard_unit WHEN 'days' THEN service.unit_seconds"
                " ELSE (SELECT round(calendar.hours_per_day * 3600) FROM resource_calendar"
                " AS calendar WHERE calendar.id = service.calendar_id) END"
            ),
        }[self.time_unit]
        time = SQL("(log.work_seconds / (%s)::numeric)", unit)
        return {
            service_time.COUNT: SQL("count(*)"),
            service_time.MEAN: SQL("avg(%s)", time),
            service_time.MEDIAN: SQL("percentile_cont(0.5) WITHIN GROUP (ORDER BY %s)", time),
            service_time.P90: SQL("percentile_cont(0.9) WITHIN GROUP (ORDER BY %s)", time),
            service_time.SHARE: SQL("count(*) FILTER (WHERE log.is_within)"),
        }[self.figure]
