from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import unit_tree

# A list of all units is easy to look through up to here; larger trees show the way down only.
UNITS_LIMIT = 300


class AsnCalibrationUnits(models.Model):
    """The units that the reader may choose from: a region has thousands of them."""

    _inherit = "asn.calibration"

    @api.model
    def _board_units(self, period, unit_id):
        """Return (units to choose from, the one to show) of the people the reader may read."""
        domain = Domain("period_id", "=", period.id) & self._board_others()
        units = self._board_find_units({"asn.evaluation": domain})
        chosen = self._board_choose(units, unit_id) or self._board_first_unit(units)
        return self._board_tree(units, chosen), self._board_unit(chosen)

    @api.model
    def _board_find_units(self, domains):
        """Return {id: unit} of what the reader may read, with all units above; one query.

        A unit above the reader's people is named too: it is the way to them, and counts them only.

        :param domains: {name of a model with a unit: condition}
        :return: dict of :class:`rules.unit_tree.Unit`
        """
        used = []
        for name, domain in domains.items():
            records = self.env[name]
            query = records._search(domain & Domain("unit_id", "!=", False))
            if not query.is_empty():
                unit = SQL.identifier(records._table, "unit_id")
                used.append(query.select(SQL("DISTINCT %s", unit)))
        if not used:
            return {}
        # sudo: the shape of the organisation, which every employee sees
        places = self.env["hr.department"].sudo()
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH used (id) AS (%s),
                place AS (
                    SELECT unit.id, unit.asn_kind, %s AS name, string_to_array(
                           trim(trailing '/' FROM unit.parent_path), '/')::int[] AS path
                      FROM hr_department AS unit)
                SELECT place.id, place.path, COALESCE(place.name, ''), place.asn_kind,
                       place.id IN (SELECT id FROM used)
                  FROM place
                 WHERE place.id IN (
                       SELECT unnest(below.path) FROM place AS below
                        WHERE below.id IN (SELECT id FROM used))
                """,
                SQL(" UNION ").join(used),
                places._field_to_sql("unit", "name"),
            )
        )
        return {key: unit_tree.Unit(key, tuple(path), *rest) for key, path, *rest in rows}

    @api.model
    def _board_choose(self, units, unit_id):
        """Return the unit that the reader asked for, or None.

        :raises UserError: it is not one of ``units``
        """
        chosen = units.get(unit_id) if unit_id else None
        if unit_id and not chosen:
            raise UserError(self.env._("Choose one of the units of the list."))
        return chosen

    @api.model
    def _board_first_unit(self, units):
        """Return the unit to begin with: the officer's, an agency, or the one above all people."""
        # sudo: the user's own units
        kept = [units[key] for key in self.env.user.sudo().asn_unit_ids.ids if key in units]
        if kept:
            return min(kept, key=lambda unit: [str(key) for key in unit.path])
        if self._board_is_office():
            agencies = [unit for unit in units.values() if unit.kind == "agency"]
            rows = agencies or units.values()
            return min(rows, key=lambda unit: (unit.name, unit.key), default=None)
        used = [unit for unit in units.values() if unit.is_used]
        key = unit_tree.common(used)
        return units[key] if key else min(used, default=None)

    @api.model
    def _board_is_office(self):
        groups = ("group_asn_hr_office", "group_asn_auditor")
        return any(self.env.user.has_group(f"hr_asn_kinerja.{group}") for group in groups)

    @api.model
    def _board_unit(self, chosen):
        """Return the record of a unit, or none."""
        # sudo: the shape of the organisation, which every employee sees
        places = self.env["hr.department"].sudo().with_context(active_test=False)
        return places.browse(chosen.key if chosen else ())

    @api.model
    def _board_tree(self, units, chosen):
        """Return the units as the client shows them; of many the way to ``chosen`` and its own."""
        rows = unit_tree.shown(units.values(), chosen, UNITS_LIMIT)
        return [{"id": row.key, "name": row.name, "depth": row.depth} for row in rows]
