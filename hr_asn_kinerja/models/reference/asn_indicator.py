from odoo import api, fields, models
from odoo.fields import Domain

from ..base import selections


class AsnIndicator(models.Model):
    """Library of indicators by field of work, to be picked into plans."""

    _name = "asn.indicator"
    _description = "Indicator Library"
    _inherit = ["asn.guarded.mixin"]
    _order = "field, code, id"
    _rec_names_search = ["name", "code"]
    _guard_by_access_only = True

    code = fields.Char(required=True)
    name = fields.Char(string="Indicator", required=True, index="trigram")
    active = fields.Boolean(default=True)
    field = fields.Selection(
        selections.FIELDS_OF_WORK, string="Field of Work", required=True, index=True
    )
    # How it is measured
    aspect = fields.Selection(selections.ASPECTS, required=True, default="quantity")
    unit = fields.Char(string="Unit of Measure", required=True)
    polarity = fields.Selection(selections.POLARITIES, required=True, default="higher")
    aggregation = fields.Selection(selections.AGGREGATIONS, required=True, default="sum")
    target_value = fields.Float(string="Typical Target (year)", digits=(16, 4))
    target_max = fields.Float(string="Typical Upper Target", digits=(16, 4))
    note = fields.Text(string="Formula and Source")

    _code_unique = models.UniqueIndex("(code)", "This indicator code exists already.")
    _check_target_range = models.Constraint(
        "CHECK (target_value >= 0 AND target_value < 1e12"
        " AND (target_max IS NULL OR (target_max >= 0 AND target_max < 1e12)))",
        "A target is a number from 0 to 999,999,999,999.",
    )

    @api.model
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """Offer the indicators of the plan's field of work before the others.

        The form names its plan in the context (``asn_skp_id``).
        """
        field = self._field_of_plan(self.env.context.get("asn_skp_id"))
        if not field:
            return super().name_search(name, domain, operator, limit)
        domain = Domain(domain or Domain.TRUE)
        near = super().name_search(name, domain & Domain("field", "=", field), operator, limit)
        rest = limit and limit - len(near)
        if limit and not rest:
            return near
        far = super().name_search(name, domain & Domain("field", "!=", field), operator, rest)
        return near + far

    def _field_of_plan(self, plan_id):
        """Return the field of work of the plan's unit, or of the nearest unit above it."""
        if not self._is_guard_id(plan_id):
            return False
        plan = self.env["asn.skp"].browse(plan_id).exists()
        if not plan or not plan.has_access("read"):
            return False
        # sudo: the field of a unit is known to all; an employee may not read all units
        units = plan.sudo()._workflow_units()
        return next((unit.asn_field for unit in reversed(units) if unit.asn_field), False)

    @api.depends("name", "code")
    def _compute_display_name(self):
        for indicator in self:
            indicator.display_name = indicator.name
