from odoo import api, fields, models
from odoo.exceptions import AccessError


class ResUsers(models.Model):
    _inherit = "res.users"

    asn_unit_ids = fields.Many2many(
        "hr.department",
        "asn_unit_officer_rel",
        "user_id",
        "unit_id",
        string="Units as Performance Officer",
        groups="base.group_erp_manager,hr_asn_kinerja.group_asn_administrator",
        help="An officer sees the plans and evaluations of these units and the units below them.",
    )
    asn_unit_tree_ids = fields.Many2many(
        "hr.department",
        string="Units as Performance Officer, with Those Below",
        compute="_compute_asn_unit_tree_ids",
        context={"active_test": False},  # plans of an archived unit stay with the one above
        compute_sudo=True,
        groups="base.group_erp_manager,hr_asn_kinerja.group_asn_administrator",
    )

    @api.depends("asn_unit_ids")
    def _compute_asn_unit_tree_ids(self):
        """For the record rules: with the ids at hand PostgreSQL takes the index of the unit.

        The tree itself (``child_of``) is a join there, and the whole region would be read.
        """
        units = self.env["hr.department"].with_context(active_test=False)
        for user in self:
            own = user.asn_unit_ids.filtered("active")  # an archived unit gives no rights
            user.asn_unit_tree_ids = units.search([("id", "child_of", own.ids)])

    def write(self, vals):
        self._asn_check_own_name(vals)
        return super().write(vals)

    def _asn_check_own_name(self, vals):
        """Refuse that an employee changes the own name in the preferences.

        Odoo writes it to the record of the employee, and from there it goes onto plans, signatures
        and prints, and into what others read about who did or read something.
        """
        if self.env.su or "name" not in vals or self.env.user not in self:
            return
        # sudo: whether the login is an employee; people may not read their own record
        if self.env.user.sudo().employee_ids and self.env.user.name != vals["name"]:
            raise AccessError(
                self.env._(
                    "Your name stands on signed documents and is kept by the HR office. Ask them "
                    "to correct it."
                )
            )

    def _get_asn_employee(self, company):
        """Return the employee of this login in ``company`` as superuser, or an empty one."""
        # sudo: which employee a login belongs to; people may not read their own record
        return self.sudo().employee_ids.filtered(lambda one: one.company_id == company)[:1]

    def _get_invalidation_fields(self):
        """The record rules are kept by user: other units count at once, not at a restart."""
        return super()._get_invalidation_fields() | {"asn_unit_ids"}

    def _init_odoobot(self):
        """Greet nobody who is an employee of a region with the robot of Odoo's chat.

        At the first login its window lies over the whole screen of a phone, and the work log
        cannot be reached before it is closed.
        """
        # sudo: people may not read their own record of employee
        if self.sudo().employee_id:
            return False
        return super()._init_odoobot()
