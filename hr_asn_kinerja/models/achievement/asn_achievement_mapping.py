from odoo import api, fields, models

from ...rules import achievement as achievement_rules
from ..base import selections

ORGANISATION_VALUES = [
    ("excellent", "Excellent (Istimewa)"),
    ("good", "Good (Baik)"),
    ("needs_improvement", "Needs improvement (Butuh Perbaikan)"),
    ("poor", "Poor (Kurang)"),
    ("very_poor", "Very poor (Sangat Kurang)"),
]


class AsnAchievementMapping(models.Model):
    """Which rating of results the head of a unit gets from the unit's achievement, from when on.

    SE MenPANRB 3/2023 says that it follows, not how five values meet three ratings. So the table
    is reference data with dates: a row that begins later replaces the earlier one of its value,
    for periods that end on its first day or after it, and earlier periods keep their answer.
    """

    _name = "asn.achievement.mapping"
    _description = "Rating of a Head by Achievement"
    _inherit = ["asn.guarded.mixin"]
    _order = "date_from desc, sequence, id"
    _rec_name = "value"
    _guard_by_access_only = True

    sequence = fields.Integer(default=10)
    value = fields.Selection(ORGANISATION_VALUES, string="Achievement of the Unit", required=True)
    rating = fields.Selection(selections.RATINGS, string="Work Results of Its Head", required=True)
    date_from = fields.Date(
        string="From",
        required=True,
        help="Holds for periods that end on this day or later.",
    )

    _value_from_unique = models.UniqueIndex(
        "(value, date_from)", "There is a row for this achievement and day already."
    )

    @api.model
    def _get_rows(self):
        """Return the table as ``rules.achievement`` takes it."""
        # sudo: reference data that everybody may read
        return tuple(
            achievement_rules.MappingRow(row.value, row.date_from, row.rating)
            for row in self.sudo().search([])
        )
