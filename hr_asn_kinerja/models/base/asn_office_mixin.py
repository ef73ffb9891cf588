from odoo import fields, models


class AsnOfficeMixin(models.AbstractModel):
    """A fact about a person that an office keeps: absence, acting. Never kept by the person.

    The unit's performance officer keeps those of the own units, the HR office all of the region.
    """

    _name = "asn.office.mixin"
    _description = "Record Kept by an Office"
    _inherit = ["asn.guarded.mixin"]

    employee_id = fields.Many2one(
        "hr.employee", string="Employee", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="employee_id.company_id", store=True, index=True, precompute=True, string="Region"
    )
    employee_name = fields.Char(
        related="employee_id.name", store=True, precompute=True, string="Name"
    )
    is_keeper = fields.Boolean(compute="_compute_is_keeper", export_string_translation=False)

    def _compute_is_keeper(self):
        for record in self:
            record.is_keeper = not record.id or bool(record._workflow_editable_parts())

    def _workflow_editable_parts(self):
        """Return ``{"record"}`` for an office that keeps this person's facts, else nothing."""
        self.ensure_one()
        user = self.env.user
        employee = self.employee_id.sudo()  # sudo: compares logins and units only
        if employee.user_id == user or employee.company_id not in user.company_ids:
            return frozenset()
        if user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            return frozenset({"record"})
        if user.has_group("hr_asn_kinerja.group_asn_unit_officer"):
            path = employee.current_version_id.department_id.parent_path or ""
            units = {int(part) for part in path.split("/") if part}
            # sudo: the own units of the officer, which only administrators may read
            if units & set(user.sudo().asn_unit_ids.ids):
                return frozenset({"record"})
        return frozenset()

    def _workflow_state_label(self):
        return self.env._("kept by the offices")
