from odoo import fields, models

from ..base import selections


class HrEmployeePublic(models.Model):
    """What every colleague may see. The NIP is not here: it holds the date of birth."""

    _inherit = "hr.employee.public"

    asn_rank_id = fields.Many2one("asn.rank", string="Rank", readonly=True)
    asn_position_kind = fields.Selection(
        selections.POSITION_KINDS, string="Position Kind", readonly=True
    )
    asn_functional_level = fields.Selection(
        selections.FUNCTIONAL_LEVELS, string="Functional Level", readonly=True
    )
    asn_is_unit_head = fields.Boolean(string="Head of Unit", readonly=True)
    asn_evaluator_id = fields.Many2one("hr.employee.public", string="Evaluator", readonly=True)
