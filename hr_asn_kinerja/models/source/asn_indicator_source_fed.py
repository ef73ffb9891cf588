from dataclasses import dataclass
from datetime import date

from odoo import models
from odoo.tools import SQL

from ...rules import source_span


@dataclass(frozen=True)
class Fed:
    """An indicator of an agreed plan that a source feeds."""

    id: int
    plan: int
    aggregation: str
    target_kind: str
    employee: int
    unit: "int | None"
    start: date
    end: date


class AsnIndicatorSourceFed(models.Model):
    """Which indicators a source feeds, over which days, and whose cases count for each."""

    _inherit = "asn.indicator.source"

    def _fed_condition(self):
        """Return SQL over ``indicator`` and ``plan``: what this source feeds."""
        parts = [
            SQL("indicator.%s = ANY(%s)", SQL.identifier(column), ids)
            for column, ids in (
                ("library_id", self.library_ids.ids),
                ("template_indicator_id", self.template_line_ids.ids),
                ("id", self.indicator_ids.ids),
            )
            if ids
        ]
        condition = SQL("(%s)", SQL(" OR ").join(parts)) if parts else SQL("FALSE")
        if self.unit_id:
            condition = SQL(
                "%s AND plan.unit_id IN (SELECT id FROM hr_department WHERE parent_path LIKE %s)",
                condition,
                f"{self.unit_id.parent_path}%",
            )
        return SQL(
            "indicator.active AND plan.state = 'agreed' AND plan.company_id = %s AND %s",
            self.company_id.id,
            condition,
        )

    def _get_fed(self, place, size):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT indicator.id, plan.id, indicator.aggregation, indicator.target_kind,
                       plan.employee_id, plan.unit_id, plan.date_start, plan.date_end
                  FROM asn_skp_indicator AS indicator
                  JOIN asn_skp AS plan ON plan.id = indicator.skp_id
                 WHERE %s AND indicator.id > %s
              ORDER BY indicator.id LIMIT %s
                """,
                self._fed_condition(),
                place,
                size,
            )
        )
        return [Fed(*row) for row in rows]

    def _is_fitting(self, one):
        """Tell whether the indicator can take the figure: two counts for a ratio, no texts."""
        if one.target_kind not in ("number", "range"):
            return False
        return one.aggregation != "ratio" or self._is_share()

    def _is_by_month(self, one):
        """A share is two counts for a ratio only; for anything else it is one percentage."""
        return self._is_monthly() and not (self._is_share() and one.aggregation != "ratio")

    def _describe_skipped(self):
        """Say how many indicators cannot take this figure; nothing when all can."""
        rows = self.env.execute_query(
            SQL(
                """
                SELECT count(*) FROM asn_skp_indicator AS indicator
                  JOIN asn_skp AS plan ON plan.id = indicator.skp_id
                 WHERE %s AND (indicator.target_kind NOT IN ('number', 'range')
                               OR (indicator.aggregation = 'ratio' AND NOT %s))
                """,
                self._fed_condition(),
                self._is_share(),
            )
        )
        count = rows[0][0]
        if not count:
            return False
        return self.env._(
            "%s indicators were left out: a ratio needs two counts, and a date or a text is not "
            "counted.",
            count,
        )

    def _get_windows(self, fed):
        """Return {plan id: [Window]}: its evaluations, and the periods that have none yet."""
        found = {}
        for plan, start, end, is_open in self.env.execute_query(
            SQL(
                """
                SELECT evaluation.skp_id, evaluation.date_start, evaluation.date_end,
                       evaluation.state = 'open'
                  FROM asn_evaluation AS evaluation
                 WHERE evaluation.skp_id = ANY(%(plans)s) AND evaluation.period_kind <> 'year'
                 UNION ALL
                SELECT plan.id, GREATEST(period.date_start, plan.date_start),
                       LEAST(period.date_end, plan.date_end), period.state <> 'closed'
                  FROM asn_skp AS plan
                  JOIN asn_period AS period ON period.parent_id = plan.period_id
                   AND period.date_start <= plan.date_end AND period.date_end >= plan.date_start
                 WHERE plan.id = ANY(%(plans)s)
                   AND NOT EXISTS (SELECT FROM asn_evaluation AS evaluation
                                    WHERE evaluation.skp_id = plan.id
                                      AND evaluation.period_id = period.id)
                """,
                plans=list({one.plan for one in fed}),
            )
        ):
            found.setdefault(plan, []).append(source_span.Window(start, end, is_open))
        return found

    def _get_whos(self, fed):
        """Return {indicator id: whose cases count}: a number, a tuple of units, or None."""
        if self.scope == "all":
            return {one.id: None for one in fed}
        if self.scope == "unit":
            units = self._get_units_below({one.unit for one in fed if one.unit})
            return {one.id: units[one.unit] for one in fed if one.unit in units}
        if self.kind == "service":
            return {one.id: one.employee for one in fed}
        people = self._get_people({one.employee for one in fed})
        return {one.id: people[one.employee] for one in fed if people.get(one.employee)}

    def _get_units_below(self, units):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT top.id, array_agg(below.id ORDER BY below.id)
                  FROM hr_department AS top
                  JOIN hr_department AS below ON below.parent_path LIKE top.parent_path || '%%'
                 WHERE top.id = ANY(%s)
              GROUP BY top.id
                """,
                list(units),
            )
        )
        return {top: tuple(below) for top, below in rows}

    def _get_people(self, employees):
        """Return {employee id: number in the model that the person field links to}."""
        relation = self.sudo().person_field_id.relation  # sudo: the administrator's list
        column = {"res.users": "user_id", "res.partner": "work_contact_id"}.get(relation, "id")
        return dict(
            self.env.execute_query(
                SQL(
                    "SELECT id, %s FROM hr_employee WHERE id = ANY(%s)",
                    SQL.identifier(column),
                    list(employees),
                )
            )
        )
