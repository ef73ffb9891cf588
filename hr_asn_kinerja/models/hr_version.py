from odoo import api, fields, models
from odoo.exceptions import ValidationError

from . import selections


class HrVersion(models.Model):
    """What may change during a career, valid from the date of the version.

    Rank, position kind, functional level and evaluator are read for the date of a document and
    copied to it; the version of today says nothing about last year.
    """

    _inherit = "hr.version"

    asn_status = fields.Selection(
        selections.EMPLOYEE_STATUSES, string="Civil Service Status", groups="hr.group_hr_user"
    )
    asn_rank_id = fields.Many2one("asn.rank", string="Rank", index="btree_not_null")
    asn_position_kind = fields.Selection(selections.POSITION_KINDS, string="Position Kind")
    asn_functional_level = fields.Selection(selections.FUNCTIONAL_LEVELS, string="Functional Level")
    asn_is_unit_head = fields.Boolean(string="Head of Unit")
    asn_evaluator_id = fields.Many2one(
        "hr.employee",
        string="Evaluator",
        index="btree_not_null",
        check_company=True,
        help="Direct superior who sets expectations, gives feedback and rates "
        "(pejabat penilai kinerja). May be a person without NIP, for example the mayor.",
    )

    @api.constrains("asn_evaluator_id", "employee_id")
    def _check_asn_evaluator(self):
        """Nobody evaluates himself or herself, and no two people evaluate each other."""
        for version in self:
            evaluator = version.asn_evaluator_id
            if not evaluator or not version.employee_id:
                continue
            if evaluator == version.employee_id:
                raise ValidationError(
                    self.env._(
                        "%(name)s cannot be his or her own evaluator. Choose the direct superior.",
                        name=evaluator.name,
                    )
                )
            if evaluator._get_version(version.date_version).asn_evaluator_id == version.employee_id:
                raise ValidationError(
                    self.env._(
                        "%(evaluator)s is evaluated by %(employee)s: two people cannot evaluate "
                        "each other. Correct the evaluator of one of them.",
                        evaluator=evaluator.name,
                        employee=version.employee_id.name,
                    )
                )
