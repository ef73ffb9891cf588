from odoo import api, fields, models


class HrDepartment(models.Model):
    _inherit = "hr.department"

    asn_agency_id = fields.Many2one(
        "hr.department",
        string="Agency",
        compute="_compute_asn_agency_id",
        store=True,
        recursive=True,
        help="The agency (OPD/SKPK) that the unit belongs to: the highest unit above it that is "
        "not the local government itself. Stored, so that reports group by it without a walk.",
    )

    @api.depends("parent_id.asn_kind", "parent_id.asn_agency_id")
    def _compute_asn_agency_id(self):
        for unit in self:
            parent = unit.parent_id
            if parent and parent.asn_kind != "government":
                unit.asn_agency_id = parent.asn_agency_id
            else:
                unit.asn_agency_id = unit
