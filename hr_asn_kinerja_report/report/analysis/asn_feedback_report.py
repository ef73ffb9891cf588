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
        kinds = SQL(" AND ").join(
            self._sql_enough(SQL("fact.kind = %s", kind)) for kind in feedback.KINDS
        )
        answered = SQL("COALESCE(fact.is_answered AND fact.date_closed <= period.date_end, FALSE)")
        return SQL(
            """
            SELECT (period_id + place) * (period_id + place + 1) / 2 + place AS id,
                   period_id, year_id, period_kind, company_id, agency_id, unit_id,
                   CASE WHEN has_given THEN given END AS given_count,
                   CASE WHEN has_given THEN people END AS people_count,
                   CASE WHEN has_given AND has_kinds THEN appreciation END AS appreciation_count,
                   CASE WHEN has_given AND has_kinds THEN suggestion END AS suggestion_count,
                   CASE WHEN has_given AND has_kinds THEN correction END AS correction_count,
                   CASE WHEN has_asked THEN asked END AS asked_count,
                   CASE WHEN has_asked AND has_answered THEN answered END AS answered_count
              FROM (
                SELECT period.id AS period_id, period.parent_id AS year_id,
                       period.kind AS period_kind, header.company_id,
                       unit.asn_agency_id AS agency_id, header.unit_id,
                       COALESCE(header.unit_id, 0)::bigint AS place,
                       count(*) FILTER (WHERE fact.kind IS NOT NULL) AS given,
                       count(DISTINCT fact.employee_id)
                           FILTER (WHERE fact.kind IS NOT NULL) AS people,
                       count(*) FILTER (WHERE fact.kind = %(appreciation)s) AS appreciation,
                       count(*) FILTER (WHERE fact.kind = %(suggestion)s) AS suggestion,
                       count(*) FILTER (WHERE fact.kind = %(correction)s) AS correction,
                       count(*) FILTER (WHERE fact.kind IS NULL) AS asked,
                       count(*) FILTER (WHERE %(answered)s) AS answered,
                       %(has_given)s AS has_given,
                       %(has_kinds)s AS has_kinds,
                       %(has_asked)s AS has_asked,
                       %(has_answered)s AS has_answered
                  FROM (%(facts)s) AS fact
                  JOIN asn_skp AS header ON header.id = fact.skp_id
                  JOIN (%(periods)s) AS period
                    ON period.parent_id = header.period_id
                   AND fact.date BETWEEN period.date_start AND period.date_end
                  JOIN res_company AS company ON company.id = header.company_id
             LEFT JOIN hr_department AS unit ON unit.id = header.unit_id
              GROUP BY period.id, period.parent_id, period.kind, header.company_id,
                       unit.asn_agency_id, header.unit_id, company.asn_feedback_minimum
              ) AS counted
             WHERE has_given OR has_asked
            """,
            appreciation=feedback.APPRECIATION,
            suggestion=feedback.SUGGESTION,
            correction=feedback.CORRECTION,
            has_given=self._sql_enough(SQL("fact.kind IS NOT NULL"), is_empty_shown=False),
            has_kinds=kinds,
            has_asked=self._sql_enough(SQL("fact.kind IS NULL"), is_empty_shown=False),
            has_answered=SQL(
                "%s AND %s",
                self._sql_enough(answered),
                self._sql_enough(SQL("fact.kind IS NULL AND NOT (%s)", answered)),
            ),
            answered=answered,
            facts=self._sql_facts(),
            periods=self._sql_periods(),
        )

    def _sql_enough(self, condition, is_empty_shown=True):
        """Tell whether rows of a group come from enough people about enough people, or are none."""
        enough = SQL(
            """
            LEAST(count(DISTINCT fact.employee_id) FILTER (WHERE %(condition)s),
                  count(DISTINCT fact.giver_id) FILTER (WHERE %(condition)s))
            >= LEAST(GREATEST(COALESCE(company.asn_feedback_minimum, 0), %(lowest)s), %(highest)s)
            """,
            condition=condition,
            lowest=anonymity.MINIMUM,
            highest=anonymity.HIGHEST_MINIMUM,
        )
        if not is_empty_shown:
            return enough
        return SQL("(count(*) FILTER (WHERE %s) = 0 OR %s)", condition, enough)

    def _sql_facts(self):
        """Return feedback (with its kind) and requests (without) of each plan, below each other."""
        return SQL(
            """
            SELECT skp_id, employee_id, giver_id, date, kind, NULL::boolean AS is_answered,
                   NULL::date AS date_closed
              FROM asn_feedback
             WHERE visibility = %s
         UNION ALL
            SELECT skp_id, employee_id, giver_id, date_asked, NULL, state = 'answered', date_closed
              FROM asn_feedback_request
             WHERE state <> 'cancelled'
            """,
            feedback.OPEN,
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
