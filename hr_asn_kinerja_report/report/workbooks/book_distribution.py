from odoo import models
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.models.base import selections
from odoo.addons.hr_asn_kinerja.rules import anonymity, small_groups

from ...groups import OFFICES, REGION_OFFICES
from .sheet import PREDICATE_COLOURS, Column, Scope, Sheet


class AsnBookDistribution(models.AbstractModel):
    """How the released predicates are distributed in each unit; it names nobody.

    A workbook is passed on, so it tells no predicates of fewer people than the region's minimum,
    nor of those beside which they could be worked out (``rules/small_groups.py``).
    """

    _name = "report.hr_asn_kinerja_report.book_distribution"
    _description = "Distribution per Unit (XLSX)"
    _inherit = "asn.workbook"

    _book_model = "asn.evaluation"
    _book_groups = OFFICES

    def _book_title(self):
        return self.env._("Distribution of Predicates per Unit")

    def _book_facts(self, scope):
        return [
            self._get_released_fact(),
            (
                self.env._("Small Groups"),
                self.env._(
                    "Without predicates where they would tell of fewer than %s people",
                    self._get_minimum(),
                ),
            ),
        ]

    def _get_minimum(self):
        # sudo: a setting of the regions
        settings = self.env.companies.sudo().mapped("asn_feedback_minimum")
        return max(map(anonymity.minimum_in_force, settings))

    def _find_told(self, scope):
        """Return (period ids, unit ids) of the rows with predicates; unit 0: of no unit.

        Decided over all that the reader may read of these periods, whatever units are picked:
        else two workbooks would tell what one does not.
        """
        everything = Scope(periods=scope.periods)
        rows = self._source(self._get_domain(everything))
        unit = rows.join("unit_id", "hr.department")
        path = SQL.identifier(unit, "parent_path")
        period, own = rows.sql("period_id"), rows.sql("unit_id")
        rows.query.groupby = SQL("%s, %s, %s", period, own, path)
        count = SQL("COUNT(%s)", rows.sql("predicate"))
        self.env.flush_all()
        people, paths = {}, {}
        for key, unit_id, keys, number in self.env.execute_query(
            rows.query.select(period, own, path, count)
        ):
            people.setdefault(key, {})[unit_id or 0] = number
            paths[unit_id or 0] = tuple(map(int, (keys or "").split("/")[:-1]))
        has_whole = any(map(self.env.user.has_group, REGION_OFFICES))
        minimum = self._get_minimum()
        told = []
        for key, own in people.items():
            shown = small_groups.units_to_show(own, paths, minimum, has_whole=has_whole)
            told += [(key, unit) for unit in own if (small_groups.OWN, unit) in shown]
        return [period for period, _unit in told], [unit for _period, unit in told]

    def _join_told(self, rows, scope):
        """Return the condition that a row may have predicates."""
        alias = rows.query.make_alias(rows.table, "told")
        rows.query.add_join(
            "LEFT JOIN",
            alias,
            SQL(
                "(SELECT * FROM unnest(%s::int[], %s::int[]) AS one (period_id, unit_id))",
                *self._find_told(scope),
            ),
            SQL(
                "%s = %s AND %s = COALESCE(%s, 0)",
                SQL.identifier(alias, "period_id"),
                rows.sql("period_id"),
                SQL.identifier(alias, "unit_id"),
                rows.sql("unit_id"),
            ),
        )
        return SQL("BOOL_AND(%s IS NOT NULL)", SQL.identifier(alias, "unit_id"))

    def _book_sheets(self, scope):
        env = self.env
        rows = self._source(self._get_domain(scope))
        predicate = rows.column("predicate")
        is_told = self._join_told(rows, scope)
        units = rows.units()
        period = rows.name("period_id", "asn.period", width=18)
        value = self._join_value(rows)
        group = SQL(
            "%s, %s, %s, %s, %s",
            rows.sql("period_id"),
            period.sql,
            units[0].sql,
            units[1].sql,
            rows.sql("unit_id"),
        )
        rows.query.groupby = group

        def count(condition):
            return SQL("COUNT(*) FILTER (WHERE %s)", condition)

        released = count(SQL("%s IS NOT NULL", predicate.sql))
        counts, shares = [], []
        for key, _label in selections.PREDICATES:
            number = count(SQL("%s = %s", predicate.sql, key))
            number = SQL("CASE WHEN %s THEN %s END", is_told, number)
            share = SQL("100.0 * %s / NULLIF(%s, 0)", number, released)
            word = predicate.labels[key]
            counts.append(Column(word, "integer", 11, number))
            shares.append(Column(env._("%s (in percent)", word), "number", 13, share, bar=True))
        return [
            Sheet(
                name=env._("Distribution"),
                query=rows.query,
                columns=[
                    period,
                    *units,
                    Column(env._("Evaluations"), "integer", 12, SQL("COUNT(*)")),
                    Column(env._("Released"), "integer", 12, released),
                    *counts,
                    *shares,
                    value,
                ],
                order=SQL(
                    "%s, %s, %s, %s",
                    period.sql,
                    units[0].sql,
                    units[1].sql,
                    rows.sql("unit_id"),
                ),
                empty=env._("There are no evaluations here yet."),
                stacked={
                    column.title: PREDICATE_COLOURS[key]
                    for column, (key, _label) in zip(counts, selections.PREDICATES, strict=True)
                },
                stacked_by=units[1].title,
            )
        ]

    def _join_value(self, rows):
        """Return the achievement of the unit, where it is set and the reader may read it."""
        readable = self.env["asn.unit.achievement"]._search([("state", "=", "set")])
        alias = rows.query.make_alias(rows.table, "achievement")
        rows.query.add_join(
            "LEFT JOIN",
            alias,
            "asn_unit_achievement",
            SQL(
                "%s = %s AND %s = %s AND %s IN %s",
                SQL.identifier(alias, "unit_id"),
                rows.sql("unit_id"),
                SQL.identifier(alias, "period_id"),
                rows.sql("period_id"),
                SQL.identifier(alias, "id"),
                readable.subselect(),
            ),
        )
        field = self.env["asn.unit.achievement"]._fields["value"]
        return Column(
            self.env._("Achievement of the Unit"),
            "text",
            20,
            SQL("MIN(%s)", SQL.identifier(alias, "value")),
            dict(field._description_selection(self.env)),
        )
