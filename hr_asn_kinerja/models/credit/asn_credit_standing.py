from collections import defaultdict
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ...imports import bulk
from ...rules import credit_standing as standing_rules
from ..base import selections

COLUMNS = {
    "employee_id": "int",
    "company_id": "int",
    "user_id": "int",
    "employee_name": "varchar",
    "unit_id": "int",
    "level": "varchar",
    "rank_code": "varchar",
    "is_informational": "bool",
    "opening_id": "int",
    "start_points": "numeric",
    "earned_points": "numeric",
    "cumulative": "numeric",
    "next_rank": "varchar",
    "rank_target": "numeric",
    "rank_shortage": "numeric",
    "next_level": "varchar",
    "level_target": "numeric",
    "level_shortage": "numeric",
    "is_rank_reached": "bool",
    "is_level_reached": "bool",
    "good_years": "int",
    "is_eligible": "bool",
    "date_counted": "date",
}


class AsnCreditStanding(models.Model):
    """Where the holder of a functional post stands: total on the level, what is missing.

    One row for each person who is in a functional post today. A table and no view, so that a list
    of 60,000 people is read by its index; ``_refresh`` writes it from the rows of points, the
    opening balance and the post of today.
    """

    _name = "asn.credit.standing"
    _description = "Standing in Credit Points"
    _inherit = ["asn.guarded.mixin"]
    _order = "employee_name, id"
    _rec_name = "employee_name"
    _rec_names_search = ["employee_name"]

    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, index=True
    )
    user_id = fields.Many2one("res.users", string="Login", readonly=True, index="btree_not_null")
    employee_name = fields.Char(string="Name", readonly=True)
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True, index=True)
    level = fields.Selection(selections.FUNCTIONAL_LEVELS, readonly=True, index=True)
    rank_code = fields.Char(string="Grade", readonly=True)
    is_informational = fields.Boolean(
        string="For Information",
        readonly=True,
        help="A PPPK is not promoted in rank: the points inform only.",
    )
    # The total
    opening_id = fields.Many2one(
        "asn.credit.opening", string="Opening Balance", readonly=True, ondelete="set null"
    )
    start_points = fields.Float(string="Start", digits=(8, 2), readonly=True, aggregator=None)
    earned_points = fields.Float(
        string="Earned since", digits=(8, 2), readonly=True, aggregator=None
    )
    cumulative = fields.Float(
        string="Total on This Level", digits=(8, 2), readonly=True, aggregator=None
    )
    date_counted = fields.Date(string="Counted up to", readonly=True)
    # What is missing
    next_rank = fields.Char(string="Next Rank", readonly=True)
    rank_target = fields.Float(
        string="Needed for the Next Rank", digits=(8, 2), readonly=True, aggregator=None
    )
    rank_shortage = fields.Float(
        string="Missing for the Next Rank", digits=(8, 2), readonly=True, aggregator=None
    )
    next_level = fields.Selection(selections.FUNCTIONAL_LEVELS, string="Next Level", readonly=True)
    level_target = fields.Float(
        string="Needed for the Next Level", digits=(8, 2), readonly=True, aggregator=None
    )
    level_shortage = fields.Float(
        string="Missing for the Next Level", digits=(8, 2), readonly=True, aggregator=None
    )
    is_rank_reached = fields.Boolean(string="Points Reached for the Rank", readonly=True)
    is_level_reached = fields.Boolean(string="Points Reached for the Level", readonly=True)
    good_years = fields.Integer(
        string="Good Years in a Row",
        readonly=True,
        aggregator=None,
        help="Latest years in a row with an annual predicate of at least good.",
    )
    is_eligible = fields.Boolean(
        string="Points and Predicates Fulfilled",
        readonly=True,
        help="Points for the next rank or level, and two years of at least good. What else is "
        "needed is decided by the HR office.",
    )

    _employee_unique = models.UniqueIndex("(employee_id)", "One standing for each person.")
    _company_name_index = models.Index("(company_id, employee_name, id)")
    _eligible_index = models.Index("(company_id, employee_name) WHERE is_eligible")

    def _workflow_editable_parts(self):
        return frozenset()

    def _workflow_state_label(self):
        return self.env._("worked out by the server")

    # ------------------------------------------------------------------
    # Working it out
    # ------------------------------------------------------------------

    @api.model
    def _cron_refresh(self):
        """Every night: levels and ranks that begin on a day that was known before."""
        self._refresh()

    @api.model
    def _refresh(self, employee_ids=None):
        """Work totals and standing out for these people, or for all; few queries for any number."""
        self.env.flush_all()
        people = (
            SQL("employee.id = ANY(%s)", employee_ids) if employee_ids is not None else SQL("TRUE")
        )
        self._update_counts(people)
        self._update_totals(people)
        rows = self._read_people(people)
        years = self._read_good_years(people)
        wanted = [self._prepare(row, years.get(row["employee_id"], 0)) for row in rows]
        self._write_rows(wanted, people)
        self.env["asn.credit"].invalidate_model()
        self.invalidate_model()

    @api.model
    def _update_counts(self, people):
        """Say which rows count: advances give way to the year, old ones to the opening balance."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE asn_credit AS credit SET counts = found.counts
                  FROM (SELECT one.id,
                               CASE WHEN NOT one.is_annual AND EXISTS (
                                         SELECT FROM asn_credit AS annual
                                          WHERE annual.employee_id = one.employee_id
                                            AND annual.is_annual
                                            AND annual.date_start <= one.date_end
                                            AND annual.date_end >= one.date_start)
                                    THEN 'replaced'
                                    WHEN EXISTS (
                                         SELECT FROM asn_credit_opening AS opening
                                          WHERE opening.employee_id = one.employee_id
                                            AND opening.level = one.level
                                            AND opening.date >= one.date_start)
                                    THEN 'opening'
                                    ELSE 'counted' END AS counts
                          FROM asn_credit AS one
                          JOIN hr_employee AS employee ON employee.id = one.employee_id
                         WHERE %s) AS found
                 WHERE found.id = credit.id AND credit.counts IS DISTINCT FROM found.counts
                """,
                people,
            )
        )

    @api.model
    def _update_totals(self, people):
        """Sum per person and level in order of time, from the opening balance or the base."""
        self.env.cr.execute(
            SQL(
                """
                UPDATE asn_credit AS credit SET cumulative = found.total
                  FROM (SELECT one.id,
                               COALESCE(opening.points,
                                        first_value(one.base) OVER running, 0)
                               + COALESCE(sum(one.points)
                                          FILTER (WHERE one.counts = 'counted') OVER running, 0)
                                   AS total
                          FROM asn_credit AS one
                          JOIN hr_employee AS employee ON employee.id = one.employee_id
                     LEFT JOIN LATERAL (%s) AS opening ON TRUE
                         WHERE %s
                        WINDOW running AS (PARTITION BY one.employee_id, one.level
                                           ORDER BY one.date_start, one.is_annual, one.id)
                       ) AS found
                 WHERE found.id = credit.id AND credit.cumulative IS DISTINCT FROM found.total
                """,
                self._sql_opening(SQL("one.employee_id"), SQL("one.level")),
                people,
            )
        )

    @api.model
    def _sql_opening(self, employee, level):
        """The latest opening balance of a person on a level."""
        return SQL(
            """
            SELECT balance.id, balance.points, balance.date
              FROM asn_credit_opening AS balance
             WHERE balance.employee_id = %s AND balance.level = %s
          ORDER BY balance.date DESC
             LIMIT 1
            """,
            employee,
            level,
        )

    @api.model
    def _read_people(self, people):
        names = ("employee_id", "company_id", "user_id", "employee_name", "unit_id", "level")
        names = (*names, "rank_code", "status", "today", "opening_id", "opening_points")
        names = (*names, "first_base", "earned_points", "date_counted")
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee.id, employee.company_id, employee.user_id, employee.name,
                       version.department_id, version.asn_functional_level, rank.code,
                       version.asn_status,
                       (now() AT TIME ZONE COALESCE(company.asn_tz, 'Asia/Jakarta'))::date,
                       opening.id, opening.points, earned.base,
                       COALESCE(earned.points, 0), COALESCE(earned.last, opening.date)
                  FROM hr_employee AS employee
                  JOIN hr_version AS version ON version.id = employee.current_version_id
                  JOIN res_company AS company ON company.id = employee.company_id
             LEFT JOIN asn_rank AS rank ON rank.id = version.asn_rank_id
             LEFT JOIN LATERAL (%(opening)s) AS opening ON TRUE
             LEFT JOIN LATERAL (
                       SELECT sum(one.points) FILTER (WHERE one.counts = 'counted') AS points,
                              max(one.date_end) FILTER (WHERE one.counts = 'counted') AS last,
                              (array_agg(one.base ORDER BY one.date_start, one.id))[1] AS base
                         FROM asn_credit AS one
                        WHERE one.employee_id = employee.id
                          AND one.level = version.asn_functional_level) AS earned ON TRUE
                 WHERE %(people)s AND employee.active
                   AND version.asn_position_kind = 'functional'
                   AND version.asn_functional_level IS NOT NULL
                   AND version.asn_status IN ('cpns', 'pns', 'pppk', 'pppk_part_time')
                """,
                opening=self._sql_opening(SQL("employee.id"), SQL("version.asn_functional_level")),
                people=people,
            )
        )
        return [dict(zip(names, row, strict=True)) for row in rows]

    @api.model
    def _read_good_years(self, people):
        """Return {employee: latest years in a row with at least good}, by annual predicates."""
        predicates = defaultdict(dict)
        for employee, day, predicate in self.env.execute_query(
            SQL(
                """
                SELECT one.employee_id, one.date_end, one.predicate
                  FROM asn_credit AS one
                  JOIN hr_employee AS employee ON employee.id = one.employee_id
                 WHERE one.is_annual AND %s
                """,
                people,
            )
        ):
            predicates[employee][day.year] = predicate
        return {key: standing_rules.good_years(found) for key, found in predicates.items()}

    @api.model
    def _prepare(self, row, good):
        level, rank, today = row["level"], row["rank_code"], row["today"]
        start = row["opening_points"]
        if start is None:
            start = row["first_base"]
        if start is None:
            start = standing_rules.standing(level, rank, 0, today).base or 0
        total = round(start + row["earned_points"], 2)
        # The database gives numbers of the processor; the rules take exact ones.
        found = standing_rules.standing(level, rank, Decimal(str(total)), today)
        values = {name: row.get(name) for name in COLUMNS}
        values.update(
            is_informational=row["status"] in ("pppk", "pppk_part_time"),
            start_points=start,
            cumulative=total,
            good_years=good,
        )
        values.update(
            next_rank=found.next_rank,
            rank_target=found.rank_target or 0,
            rank_shortage=found.rank_shortage or 0,
            next_level=found.next_level,
            level_target=found.level_target or 0,
            level_shortage=found.level_shortage or 0,
            is_rank_reached=found.rank_target is not None and not found.rank_shortage,
            is_level_reached=found.level_target is not None and not found.level_shortage,
        )
        reached = values["is_rank_reached"] or values["is_level_reached"]
        values["is_eligible"] = bool(
            reached and good >= standing_rules.GOOD_YEARS and not values["is_informational"]
        )
        return values

    @api.model
    def _write_rows(self, wanted, people):
        """Update, insert and delete so that each person has exactly the row that is wanted."""
        present = dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT one.employee_id, one.id FROM asn_credit_standing AS one
                      JOIN hr_employee AS employee ON employee.id = one.employee_id
                     WHERE %s
                    """,
                    people,
                )
            )
        )
        gone = set(present) - {values["employee_id"] for values in wanted}
        if gone:
            self.env.cr.execute(
                SQL(
                    "DELETE FROM asn_credit_standing WHERE id = ANY(%s)",
                    [present[key] for key in gone],
                )
            )
        old = [values for values in wanted if values["employee_id"] in present]
        new = [values for values in wanted if values["employee_id"] not in present]
        if old:
            bulk.update(self.env, self._table, self._columns(old))
        if new:
            bulk.insert(self.env, self._table, self._columns(new), {})

    @api.model
    def _columns(self, rows):
        return {name: (kind, [values[name] for values in rows]) for name, kind in COLUMNS.items()}
