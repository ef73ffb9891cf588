from odoo import models


class ResourceResource(models.Model):
    """Where Odoo keeps the login of an employee, whatever door it is changed through."""

    _inherit = "resource.resource"

    def write(self, vals):
        if "user_id" not in vals:
            return super().write(vals)
        # sudo: whose login this is, also of archived people; the rights asked are the caller's
        employees = self.sudo().employee_id
        employees.sudo(self.env.su)._asn_check_user_link(vals["user_id"])
        result = super().write(vals)
        employees._asn_follow_user()
        return result
