from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.models.period.asn_period import KINDS
from odoo.addons.hr_asn_kinerja.rules import anonymity, feedback

KINDS_ARE_TOLD_TOGETHER = (
    "The three kinds are told together: left empty where few people got one of them."
)


# Columns of the query; the parts of what was given are named as the kinds of feedback.
KIND_PARTS = feedback.KINDS
ANSWER_PARTS = ("answered", "unanswered")


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
            SELECT (counted.period_id + COALESCE(counted.unit_id, 0)::bigint)
                       * (counted.period_id + COALESCE(counted.unit_id, 0) + 1) / 2
                       + COALESCE(counted.unit_id, 0) AS id,
                   counted.period_id, period.parent_id AS year_id, period.kind AS period_kind,
                   counted.company_id, unit.asn_agency_id AS agency_id, counted.unit_id,
                   CASE WHEN given_reach >= least THEN given END AS given_count,
                   CASE WHEN given_reach >= least THEN people END AS people_count,
                   CASE WHEN has_kinds THEN appreciation END AS appreciation_count,
                   CASE WHEN has_kinds THEN suggestion END AS suggestion_count,
                   CASE WHEN has_kinds THEN correction END AS correction_count,
                   CASE WHEN asked_reach >= least THEN answered + unanswered END AS asked_count,
                   CASE WHEN has_answers THEN answered END AS answered_count
              FROM (%(units)s) AS counted
              JOIN asn_period AS period ON period.id = counted.period_id
              JOIN res_company AS company ON company.id = counted.company_id
         LEFT JOIN hr_department AS unit ON unit.id = counted.unit_id
        CROSS JOIN LATERAL (
                   SELECT LEAST(GREATEST(COALESCE(company.asn_feedback_minimum, 0), %(lowest)s),
                                %(highest)s) AS least) AS region
        CROSS JOIN LATERAL (
                   SELECT given_reach >= least AND %(kinds)s AS has_kinds,
                          asked_reach >= least AND %(answers)s AS has_answers) AS part
             WHERE given_reach >= least OR asked_reach >= least
            """,
            units=self._sql_units(),
            lowest=anonymity.MINIMUM,
            highest=anonymity.HIGHEST_MINIMUM,
            kinds=self._sql_is_whole(KIND_PARTS),
            answers=self._sql_is_whole(ANSWER_PARTS),
        )

    def _sql_is_whole(self, parts):
        """Return the condition that each part is of nobody or of enough people."""
        return SQL(" AND ").join(
            SQL("(%s = 0 OR %s >= least)", SQL.identifier(part), SQL.identifier(f"{part}_reach"))
            for part in parts
        )

    def _sql_units(self):
        """Add people and givers of a unit and period up.

        The reach of a number is how many people it is about, or of how many it comes if that is
        less. Conditions on period and unit reach the tables below: there is nothing here that
        PostgreSQL cannot carry them through.
        """
        parts = (*KIND_PARTS, *ANSWER_PARTS)
        sums = [
            SQL("(sum(%s) FILTER (WHERE is_person))::int AS %s", part, part)
            for part in map(SQL.identifier, parts)
        ]
        reaches = [
            SQL(
                "LEAST(count(*) FILTER (WHERE is_person AND %(what)s > 0),"
                " count(*) FILTER (WHERE NOT is_person AND %(what)s > 0)) AS %(name)s",
                what=what,
                name=SQL.identifier(f"{name}_reach"),
            )
            for name, what in (
                *((part, SQL.identifier(part)) for part in parts),
                ("given", SQL("given")),
                ("asked", SQL("(answered + unanswered)")),
            )
        ]
        return SQL(
            """
            SELECT period_id, company_id, unit_id, %(columns)s,
                   (sum(given) FILTER (WHERE is_person))::int AS given,
                   (count(*) FILTER (WHERE is_person AND given > 0))::int AS people
              FROM (%(lines)s) AS line
          GROUP BY period_id, company_id, unit_id
            """,
            columns=SQL(", ").join([*sums, *reaches]),
            lines=self._sql_lines(),
        )

    def _sql_lines(self):
        """Count what there is about each person, and of each giver."""
        parts = (*KIND_PARTS, *ANSWER_PARTS)
        return SQL(
            """
            SELECT period_id, company_id, unit_id, who.is_person, %(parts)s,
                   count(*) FILTER (WHERE part NOT IN %(answers)s) AS given
              FROM (%(facts)s) AS fact
        CROSS JOIN LATERAL (VALUES (TRUE, employee_id), (FALSE, giver_id)) AS who (is_person, id)
          GROUP BY period_id, company_id, unit_id, who.is_person, who.id
            """,
            parts=SQL(", ").join(
                SQL("count(*) FILTER (WHERE part = %s) AS %s", part, SQL.identifier(part))
                for part in parts
            ),
            answers=ANSWER_PARTS,
            facts=self._sql_facts(),
        )

    def _sql_facts(self):
        """Return feedback by kind, and below it requests by whether they were answered in time."""
        return SQL(
            """
            SELECT period.id AS period_id, plan.company_id, plan.unit_id, given.employee_id,
                   given.giver_id, given.kind AS part
              FROM asn_feedback AS given
              JOIN asn_skp AS plan ON plan.id = given.skp_id
              JOIN (%(periods)s) AS period
                ON period.parent_id = plan.period_id
               AND given.date BETWEEN period.date_start AND period.date_end
             WHERE given.visibility = %(open)s
         UNION ALL
            SELECT period.id, plan.company_id, plan.unit_id, asked.employee_id, asked.giver_id,
                   CASE WHEN asked.state = 'answered' AND asked.date_closed <= period.date_end
                        THEN 'answered' ELSE 'unanswered' END
              FROM asn_feedback_request AS asked
              JOIN asn_skp AS plan ON plan.id = asked.skp_id
              JOIN (%(periods)s) AS period
                ON period.parent_id = plan.period_id
               AND asked.date_asked BETWEEN period.date_start AND period.date_end
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


class AsnFeedbackCounted(models.Model):
    _inherit = "asn.feedback"

    # Counting reads these columns from the index alone, without looking into the texts.
    _counted_index = models.Index(
        "(skp_id) INCLUDE (date, employee_id, giver_id, kind) WHERE visibility = 'open'"
    )
