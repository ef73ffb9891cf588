from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.models.period.asn_period import KINDS
from odoo.addons.hr_asn_kinerja.rules import anonymity, feedback

KINDS_ARE_TOLD_TOGETHER = (
    "The three kinds are told together: left empty where few people got one of them."
)


class AsnFeedbackReport(models.Model):
    """One row for each unit and period that is over: how much feedback was given and asked for.

    Counts of open feedback under a name and of requests, of enough people, and nobody in any
    column. Left out wholly are feedback without a name, which leaves its table in batches only,
    and private feedback, of which neither the person nor an office knows. Periods that still run
    are left out, too: their counts change from day to day, and whoever looks twice would see what
    came in between.

    The id is that of the pair of period and unit, by Cantor's pairing.
    """

    _name = "asn.feedback.report"
    _description = "Analysis of Feedback"
    _auto = False
    _rec_name = "unit_id"
    _order = "period_id, unit_id, id"
    _depends = {
        "asn.feedback": ["date", "employee_id", "giver_id", "kind", "skp_id", "visibility"],
        "asn.feedback.request": [
            "date_asked",
            "date_closed",
            "employee_id",
            "giver_id",
            "skp_id",
            "state",
        ],
        "asn.skp": ["company_id", "period_id", "unit_id"],
        "asn.period": ["date_end", "date_start", "kind", "parent_id"],
        "hr.department": ["asn_agency_id"],
        "res.company": ["asn_feedback_minimum"],
    }

    period_id = fields.Many2one("asn.period", readonly=True)
    year_id = fields.Many2one("asn.period", string="Year", readonly=True)
    period_kind = fields.Selection(KINDS, readonly=True)
    company_id = fields.Many2one("res.company", string="Region", readonly=True)
    agency_id = fields.Many2one("hr.department", string="Agency", readonly=True)
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True)
    # Measures
    given_count = fields.Integer(
        string="Feedback Given", readonly=True, help="Open feedback under the own name."
    )
    appreciation_count = fields.Integer(
        string="Appreciations", readonly=True, help=KINDS_ARE_TOLD_TOGETHER
    )
    suggestion_count = fields.Integer(
        string="Suggestions", readonly=True, help=KINDS_ARE_TOLD_TOGETHER
    )
    correction_count = fields.Integer(
        string="Corrections", readonly=True, help=KINDS_ARE_TOLD_TOGETHER
    )
    people_count = fields.Integer(
        string="People with Feedback",
        readonly=True,
        aggregator=None,
        help="A person of two units or periods counts in each, so there is no sum.",
    )
    asked_count = fields.Integer(string="Feedback Asked for", readonly=True)
    answered_count = fields.Integer(
        string="Answered Requests", readonly=True, help="Answered by the end of the period."
    )

    @property
    def _table_query(self):
        # Of a kind few people got: then no kind is told, else it is the total less the others.
        return SQL(
            """
            SELECT (counted.period_id + counted.place) * (counted.period_id + counted.place + 1) / 2
                       + counted.place AS id,
                   counted.period_id, period.parent_id AS year_id, period.kind AS period_kind,
                   counted.company_id, unit.asn_agency_id AS agency_id, counted.unit_id,
                   given AS given_count, people AS people_count,
                   CASE WHEN has_kinds THEN COALESCE(appreciation, 0) END AS appreciation_count,
                   CASE WHEN has_kinds THEN COALESCE(suggestion, 0) END AS suggestion_count,
                   CASE WHEN has_kinds THEN COALESCE(correction, 0) END AS correction_count,
                   asked AS asked_count,
                   CASE WHEN has_answers THEN COALESCE(answered, 0) END AS answered_count
              FROM (
                SELECT period_id, company_id, unit_id, COALESCE(unit_id, 0)::bigint AS place,
                       max(total) FILTER (WHERE is_given AND part IS NULL AND is_enough) AS given,
                       max(people) FILTER (WHERE is_given AND part IS NULL AND is_enough) AS people,
                       bool_and(is_enough) FILTER (WHERE is_given) AS has_kinds,
                       max(total) FILTER (WHERE part = %(appreciation)s) AS appreciation,
                       max(total) FILTER (WHERE part = %(suggestion)s) AS suggestion,
                       max(total) FILTER (WHERE part = %(correction)s) AS correction,
                       max(total) FILTER (WHERE NOT is_given AND part IS NULL AND is_enough)
                           AS asked,
                       bool_and(is_enough) FILTER (WHERE NOT is_given) AS has_answers,
                       max(total) FILTER (WHERE part = 'answered') AS answered
                  FROM (%(cells)s) AS cell
              GROUP BY period_id, company_id, unit_id
              ) AS counted
              JOIN asn_period AS period ON period.id = counted.period_id
         LEFT JOIN hr_department AS unit ON unit.id = counted.unit_id
             WHERE given IS NOT NULL OR asked IS NOT NULL
            """,
            appreciation=feedback.APPRECIATION,
            suggestion=feedback.SUGGESTION,
            correction=feedback.CORRECTION,
            cells=self._sql_cells(),
        )

    def _sql_cells(self):
        """Count what was given and asked for, as a whole (without a part) and by its parts.

        Each person and each giver is one line first: that counts them without sorting all.
        """
        return SQL(
            """
            SELECT line.period_id, line.company_id, line.unit_id, line.is_given, line.part,
                   sum(line.facts) FILTER (WHERE line.employee_id IS NOT NULL)::int AS total,
                   count(line.employee_id)::int AS people,
                   LEAST(count(line.employee_id), count(line.giver_id))
                       >= LEAST(GREATEST(COALESCE(company.asn_feedback_minimum, 0), %(lowest)s),
                                %(highest)s) AS is_enough
              FROM (
                SELECT period.id AS period_id, header.company_id, header.unit_id, fact.is_given,
                       fact.part, fact.employee_id, fact.giver_id, count(*) AS facts
                  FROM (%(facts)s) AS fact
                  JOIN asn_skp AS header ON header.id = fact.skp_id
                  JOIN (%(periods)s) AS period
                    ON period.parent_id = header.period_id
                   AND fact.date BETWEEN period.date_start AND period.date_end
              GROUP BY period.id, header.company_id, header.unit_id, fact.is_given,
                       GROUPING SETS ((fact.employee_id), (fact.giver_id),
                                      (fact.part, fact.employee_id), (fact.part, fact.giver_id))
              ) AS line
              JOIN res_company AS company ON company.id = line.company_id
          GROUP BY line.period_id, line.company_id, line.unit_id, line.is_given, line.part,
                   company.asn_feedback_minimum
            """,
            lowest=anonymity.MINIMUM,
            highest=anonymity.HIGHEST_MINIMUM,
            facts=self._sql_facts(),
            periods=self._sql_periods(),
        )

    def _sql_facts(self):
        """Return feedback by kind, and below it requests by whether they were answered in time."""
        return SQL(
            """
            SELECT skp_id, employee_id, giver_id, date, TRUE AS is_given, kind AS part
              FROM asn_feedback
             WHERE visibility = %(open)s
         UNION ALL
            SELECT asked.skp_id, asked.employee_id, asked.giver_id, asked.date_asked, FALSE,
                   CASE WHEN asked.state = 'answered' AND asked.date_closed <= own.date_end
                        THEN 'answered' ELSE 'unanswered' END
              FROM asn_feedback_request AS asked
              JOIN asn_skp AS plan ON plan.id = asked.skp_id
              JOIN (%(periods)s) AS own
                ON own.parent_id = plan.period_id
               AND asked.date_asked BETWEEN own.date_start AND own.date_end
             WHERE asked.state <> 'cancelled'
            """,
            open=feedback.OPEN,
            periods=self._sql_periods(),
        )

    def _sql_periods(self):
        """Return the periods that are over; of those within a year the longest kind only."""
        return SQL(
            """
            SELECT own.id, own.parent_id, own.kind, own.date_start, own.date_end
              FROM asn_period AS own
             WHERE own.date_end < %s
               AND own.kind = (SELECT sibling.kind FROM asn_period AS sibling
                                WHERE sibling.parent_id = own.parent_id
                             ORDER BY sibling.date_end - sibling.date_start DESC, sibling.id
                                LIMIT 1)
            """,
            self.env["asn.period"]._local_today(self.env.company),
        )
