from odoo import models
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.models.base import selections

from ...groups import OFFICES
from .sheet import PREDICATE_COLOURS, Column, Sheet


class AsnBookDistribution(models.AbstractModel):
    """How the released predicates are distributed in each unit; it names nobody."""

    _name = "report.hr_asn_kinerja_report.book_distribution"
    _description = "Distribution per Unit (XLSX)"
    _inherit = "asn.workbook"

    _book_model = "asn.evaluation"
    _book_groups = OFFICES

    def _book_title(self):
        return self.env._("Distribution of Predicates per Unit")

    def _book_facts(self, scope):
        return [self._get_released_fact()]

    def _book_sheets(self, scope):
        env = self.env
        rows = self._source(self._get_domain(scope))
        predicate = rows.column("predicate")
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
