from collections import defaultdict

from odoo import api, models
from odoo.tools import SQL

from ...imports import bulk
from ...rules import credit as credit_rules
from ...rules import credit_standing as standing_rules
from ...rules import period as period_rules
from ...rules import workflow
from ...rules.exceptions import RuleError

COLUMNS = {
    "evaluation_id": "int",
    "employee_id": "int",
    "company_id": "int",
    "user_id": "int",
    "employee_name": "varchar",
    "unit_id": "int",
    "period_id": "int",
    "date_start": "date",
    "date_end": "date",
    "is_annual": "bool",
    "is_informational": "bool",
    "level": "varchar",
    "rank_code": "varchar",
    "predicate": "varchar",
    "percent": "numeric",
    "coefficient": "numeric",
    "months": "numeric",
    "points": "numeric",
    "base": "numeric",
}
INFORMED = ("pppk", "pppk_part_time")


class AsnCreditSync(models.Model):
    """Works the points out for many evaluations at once."""

    _inherit = "asn.credit"

    @api.model
    def _sync(self, evaluations):
        """Bring the rows of these evaluations in line with what is released; asked again, nothing.

        Rows that stay the same are left alone. A release that was taken back loses its rows until
        the next one. A fixed number of queries, however many evaluations.
        """
        if not evaluations:
            return
        self.env.flush_all()
        wanted = self._find_wanted(evaluations.ids)
        names = list(COLUMNS)
        present = self.env.execute_query(
            SQL(
                "SELECT id, %s FROM asn_credit WHERE evaluation_id = ANY(%s)",
                SQL(", ").join(SQL.identifier(name) for name in names),
                evaluations.ids,
            )
        )
        kept, gone = set(), []
        for key, *values in present:
            row = self._comparable(dict(zip(names, values, strict=True)))
            (kept.add(row) if row in wanted else gone.append(key))
        if gone:
            self.env.cr.execute(SQL("DELETE FROM asn_credit WHERE id = ANY(%s)", gone))
        new = [values for row, values in wanted.items() if row not in kept]
        if new:
            columns = {
                name: (kind, [values[name] for values in new]) for name, kind in COLUMNS.items()
            }
            bulk.insert(self.env, self._table, columns, {"counts": "counted"})
        self.env.invalidate_all()
        employees = self.env.execute_query(
            SQL(
                "SELECT DISTINCT employee_id FROM asn_evaluation WHERE id = ANY(%s)",
                evaluations.ids,
            )
        )
        self.env["asn.credit.standing"]._refresh([row[0] for row in employees])

    @api.model
    def _comparable(self, values):
        """Return the values of a row in a form in which two rows are the same or not."""
        kinds = COLUMNS.items()
        return tuple(
            round(float(values[name] or 0), 4) if kind == "numeric" else values[name] or None
            for name, kind in kinds
        )

    @api.model
    def _find_wanted(self, evaluation_ids):
        """Return {comparable: values} of the rows that released evaluations are to have."""
        evaluations = self._read_released(evaluation_ids)
        people = list({row["employee_id"] for row in evaluations})
        posts = self._read_posts(people)
        plans = self._read_plans(evaluations)
        wanted = {}
        for row in evaluations:
            spans = [(row["date_start"], row["date_end"])]
            if row["is_annual"]:
                # The annual predicate holds for all posts of the year, not for the last one only.
                spans = plans.get((row["employee_id"], row["period_id"])) or spans
            for values in self._split(row, spans, posts[row["employee_id"]]):
                wanted[self._comparable(values)] = values
        return wanted

    @api.model
    def _split(self, row, spans, posts):
        for first, last in spans:
            for part in standing_rules.stretches(first, last, [post[:3] for post in posts]):
                months = min(
                    credit_rules.months(part.start, part.end, period_rules.MIDDLE),
                    credit_rules.MONTHS_OF_YEAR,
                )
                try:
                    points = credit_rules.points(part.level, row["predicate"], months, part.end)
                    level = credit_rules.level_of(part.level, part.end)
                    percent = credit_rules.percent_of(row["predicate"], part.end)
                except RuleError:
                    continue  # before 2023 there were points for activities
                status = [post[3] for post in posts if post[0] <= part.end]
                yield {
                    **{name: row.get(name) for name in COLUMNS},
                    "date_start": part.start,
                    "date_end": part.end,
                    "is_informational": bool(status and status[-1] in INFORMED),
                    "level": part.level,
                    "rank_code": part.rank,
                    "percent": percent,
                    "coefficient": level.coefficient,
                    "months": months,
                    "points": points,
                    "base": dict(level.ranks).get(part.rank, 0),
                }

    @api.model
    def _read_released(self, evaluation_ids):
        names = ("evaluation_id", "employee_id", "company_id", "user_id", "employee_name")
        names = (*names, "unit_id", "period_id", "date_start", "date_end", "is_annual", "predicate")
        rows = self.env.execute_query(
            SQL(
                """
                SELECT evaluation.id, evaluation.employee_id, evaluation.company_id,
                       employee.user_id, evaluation.employee_name, evaluation.unit_id,
                       evaluation.period_id, evaluation.date_start, evaluation.date_end,
                       period.kind = 'year', evaluation.predicate
                  FROM asn_evaluation AS evaluation
                  JOIN asn_period AS period ON period.id = evaluation.period_id
                  JOIN hr_employee AS employee ON employee.id = evaluation.employee_id
                 WHERE evaluation.id = ANY(%s) AND evaluation.state = ANY(%s)
                   AND evaluation.predicate IS NOT NULL
                """,
                evaluation_ids,
                list(workflow.RELEASED_STATES),
            )
        )
        return [dict(zip(names, row, strict=True)) for row in rows]

    @api.model
    def _read_posts(self, employee_ids):
        """Return {employee: [(day, level or None, grade, status)]} in order of time."""
        posts = defaultdict(list)
        for employee, *post in self.env.execute_query(
            SQL(
                """
                SELECT version.employee_id, version.date_version,
                       CASE WHEN version.asn_position_kind = 'functional'
                            THEN version.asn_functional_level END,
                       rank.code, version.asn_status
                  FROM hr_version AS version
             LEFT JOIN asn_rank AS rank ON rank.id = version.asn_rank_id
                 WHERE version.employee_id = ANY(%s) AND version.active
              ORDER BY version.employee_id, version.date_version, version.id
                """,
                employee_ids,
            )
        ):
            posts[employee].append(tuple(post))
        return posts

    @api.model
    def _read_plans(self, evaluations):
        """Return {(employee, year): [(first, last day)]} of the agreed plans of annual ones."""
        annual = [row for row in evaluations if row["is_annual"]]
        spans = defaultdict(list)
        for employee, period, first, last in self.env.execute_query(
            SQL(
                """
                SELECT plan.employee_id, plan.period_id, plan.date_start, plan.date_end
                  FROM asn_skp AS plan
                 WHERE plan.employee_id = ANY(%s) AND plan.period_id = ANY(%s)
                   AND plan.state IN ('agreed', 'closed')
              ORDER BY plan.employee_id, plan.period_id, plan.date_start
                """,
                [row["employee_id"] for row in annual],
                list({row["period_id"] for row in annual}),
            )
        ):
            spans[employee, period].append((first, last))
        return {key: self._join(parts) for key, parts in spans.items()}

    @api.model
    def _join(self, spans):
        """Put spans that follow one another together; a change of post alone splits nothing."""
        joined = []
        for first, last in spans:
            if joined and (first - joined[-1][1]).days <= 1:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return joined
