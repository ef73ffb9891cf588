from odoo import api, fields, models

from . import selections


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

    @api.depends("name", "code")
    def _compute_display_name(self):
        for indicator in self:
            indicator.display_name = indicator.name
