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
        """Return the (period id, unit id) and (period id, agency id) with predicates; 0: none.

        Decided over all that the reader may read of these periods, whatever units are picked:
        else two workbooks would tell what one does not.
        """
        domain = self._get_domain(Scope(periods=scope.periods))
        rows = self._source(domain)
        unit = rows.join("unit_id", "hr.department")
        group = SQL(
            "%s, %s, %s, %s",
            rows.sql("period_id"),
            rows.sql("unit_id"),
            SQL.identifier(unit, "asn_agency_id"),
            SQL.identifier(unit, "parent_path"),
        )
        rows.query.groupby = group
        self.env.flush_all()
        # sudo: years and their dates
        periods = scope.periods or self.env["asn.period"].sudo().search([])
        again = rows.model._count_again(
            domain, periods, counted=SQL("%s IS NOT NULL", rows.sql("predicate"))
        )
        documents, paths, agencies = {}, {}, {}
        for period, key, agency, path, number in self.env.execute_query(
            rows.query.select(group, SQL("COUNT(%s)", rows.sql("predicate")))
        ):
            documents.setdefault(period, {})[key or 0] = number
            paths[key or 0] = tuple(map(int, (path or "").split("/")[:-1]))
            counts = agencies.setdefault(period, {})
            counts[agency or 0] = counts.get(agency or 0, 0) + number
        has_whole = any(map(self.env.user.has_group, REGION_OFFICES))
        minimum = self._get_minimum()
        told_units, told_agencies = [], []
        for period, own in documents.items():
            people = {
                key: small_groups.people_of(number, again["counted", period, key or False])
                for key, number in own.items()
            }
            shown = small_groups.units_to_show(people, paths, minimum, has_whole=has_whole)
            told_units += [(period, key) for key in own if (small_groups.OWN, key) in shown]
            for agency, number in agencies[period].items():
                # An agency below another one counts by itself: then it is no sum of the tree.
                whole = sum(count for key, count in own.items() if agency in paths[key])
                if agency in shown and number == whole:
                    told_agencies.append((period, agency))
        return told_units, told_agencies

    def _join_told(self, rows, told, place):
        """Return the condition that a row may have predicates."""
        alias = rows.query.make_alias(rows.table, "told")
        rows.query.add_join(
            "LEFT JOIN",
            alias,
            SQL(
                "(SELECT * FROM unnest(%s::int[], %s::int[]) AS one (period_id, place))",
                [period for period, _place in told],
                [key for _period, key in told],
            ),
            SQL(
                "%s = %s AND %s = COALESCE(%s, 0)",
                SQL.identifier(alias, "period_id"),
                rows.sql("period_id"),
                SQL.identifier(alias, "place"),
                place,
            ),
        )
        return SQL("BOOL_AND(%s IS NOT NULL)", SQL.identifier(alias, "place"))

    def _book_sheets(self, scope):
        told_units, told_agencies = self._find_told(scope)
        rows = self._source(self._get_domain(scope))
        unit = rows.sql("unit_id")
        of_units = self._make_sheet(
            rows, self.env._("Distribution"), rows.units(), unit, told_units, self._join_value(rows)
        )
        if scope.units:
            return [of_units]  # of an agency they may be a part
        rows = self._source(self._get_domain(scope))
        names = rows.units()[:1]
        agency = SQL.identifier(rows.join("unit_id", "hr.department"), "asn_agency_id")
        of_agencies = self._make_sheet(rows, self.env._("Agencies"), names, agency, told_agencies)
        return [of_units, of_agencies]

    def _make_sheet(self, rows, name, places, place, told, *more):
        """Return a sheet with one line for each period and place.

        :param places: columns with the names of a place, the last one its own
        :param SQL place: its id
        :param told: (period id, id) of the lines that may have predicates
        :param more: columns that stand after them
        """
        env = self.env
        predicate = rows.column("predicate")
        is_told = self._join_told(rows, told, place)
        period = rows.name("period_id", "asn.period", width=18)
        names = SQL(", ").join(column.sql for column in places)
        rows.query.groupby = SQL("%s, %s, %s, %s", rows.sql("period_id"), period.sql, names, place)

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
        return Sheet(
            name=name,
            query=rows.query,
            columns=[
                period,
                *places,
                Column(env._("Evaluations"), "integer", 12, SQL("COUNT(*)")),
                Column(env._("Released"), "integer", 12, released),
                *counts,
                *shares,
                *more,
            ],
            order=SQL("%s, %s, %s", period.sql, names, place),
            empty=env._("There are no evaluations here yet."),
            stacked={
                column.title: PREDICATE_COLOURS[key]
                for column, (key, _label) in zip(counts, selections.PREDICATES, strict=True)
            },
            stacked_by=places[-1].title,
        )

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
