from odoo import fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL


class HrDepartmentHead(models.Model):
    _inherit = "hr.department"

    asn_head_user_ids = fields.Many2many(
        "res.users",
        string="Heads",
        compute="_compute_asn_head_user_ids",
        inverse="_inverse_asn_head_user_ids",
        search="_search_asn_head_user_ids",
        groups="hr.group_hr_user",
        help="Who heads this unit or a unit above it.",
    )

    def _compute_asn_head_user_ids(self):
        heads = self._asn_get_heads()
        for unit in self:
            above = {int(part) for part in (unit.parent_path or "").split("/") if part}
            unit.asn_head_user_ids = [
                user for user, headed in heads if headed in above or headed == unit.id
            ]

    def _inverse_asn_head_user_ids(self):
        raise AccessError(
            self.env._("Who heads a unit follows from the posts; change it at the employee.")
        )

    def _search_asn_head_user_ids(self, operator, value):
        """Units that one of the users heads, with those below; a record rule asks this."""
        if operator != "in":
            return NotImplemented
        headed = [unit for user, unit in self._asn_get_heads(list(value))]
        return [("id", "child_of", headed)]

    def _asn_get_heads(self, users=None):
        """Return [(user id, unit id)] of the heads of units as of today."""
        self.env.flush_all()
        return self.env.execute_query(
            SQL(
                """
                SELECT employee.user_id, version.department_id
                  FROM hr_employee AS employee
                  JOIN hr_version AS version ON version.id = employee.current_version_id
                 WHERE version.asn_is_unit_head AND employee.active
                   AND version.department_id IS NOT NULL AND employee.user_id IS NOT NULL
                   AND %s
                """,
                SQL("employee.user_id = ANY(%s)", users) if users is not None else SQL("TRUE"),
            )
        )
