from odoo import models
from odoo.tools import SQL


class AsnPeriodFirstDay(models.Model):
    """From which day of the year somebody has a plan: a new joiner from the start of duty.

    The start of duty is the contract's start, or the date of the person's first record. A record
    that merely begins during the year (a first import, for example) makes nobody new: who was
    appointed in an earlier year, as the NIP says, has a plan for the whole year. An official who
    came from another region during the year gets the contract's start filled in, or the officer
    sets the first day of the draft plan.
    """

    _inherit = "asn.period"

    def _get_first_day(self, employee):
        """Return the first day of the plan of ``employee`` in this year.

        A day after the year means that there is nothing to plan; the plan then starts with it.
        """
        self.ensure_one()
        # sudo: dates of the HR record, to copy one of them
        employee = employee.sudo()
        first = employee.version_ids.sorted("date_version")[:1]
        day = first.contract_date_start or first.date_version
        if not day or not self.date_start < day <= self.date_end:
            return self.date_start
        appointed = (employee.asn_nip or "")[8:12]
        if not first.contract_date_start and appointed and appointed < str(self.date_start.year):
            return self.date_start
        return day

    def _sql_first_day(self):
        """Return the same in SQL, for ``employee`` of the statement around it.

        A person whose duty begins after the year keeps that later day, and so gets no plan.
        """
        self.ensure_one()
        return SQL(
            """
            SELECT CASE WHEN first.contract_date_start IS NULL
                         AND substr(COALESCE(employee.asn_nip, ''), 9, 4) <> ''
                         AND substr(employee.asn_nip, 9, 4) < %(year)s
                        THEN %(start)s::date
                        ELSE GREATEST(
                            COALESCE(first.contract_date_start, first.date_version),
                            %(start)s::date) END AS first_day
              FROM hr_version AS first
             WHERE first.employee_id = employee.id AND first.active
          ORDER BY first.date_version
             LIMIT 1
            """,
            year=str(self.date_start.year),
            start=self.date_start,
        )
