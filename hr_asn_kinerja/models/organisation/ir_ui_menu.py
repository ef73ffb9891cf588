from odoo import api, models
from odoo.fields import Domain

TEAM_MENU = "hr_asn_kinerja.asn_menu_team"
SERVICE_MENU = "hr_asn_kinerja.asn_service_figure_menu_team"
OFFICES = (
    "hr_asn_kinerja.group_asn_unit_officer",
    "hr_asn_kinerja.group_asn_hr_office",
    "hr_asn_kinerja.group_asn_auditor",
    "hr_asn_kinerja.group_asn_administrator",
)


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    @api.model
    def load_menus(self, debug):
        """Return Odoo's menus without those of a team for a person who has none.

        Most people have none, and a dozen empty screens would stand in the menu of their phone.
        Nothing is protected here. Odoo keeps the menus of a login until the server starts anew;
        whoever becomes an evaluator today finds the team today, so this is asked each time.
        """
        menus = super().load_menus(debug)
        team = self.env["ir.model.data"]._xmlid_to_res_id(TEAM_MENU)
        if team not in menus or self._has_team():
            return menus
        kept = set()
        if self._has_service_figures():
            kept.add(self.env["ir.model.data"]._xmlid_to_res_id(SERVICE_MENU))
        hidden = set(menus[team]["children"]) - kept
        if not kept & set(menus[team]["children"]):
            hidden.add(team)
        return {
            key: {**menu, "children": [child for child in menu["children"] if child not in hidden]}
            for key, menu in menus.items()
            if key not in hidden
        }

    @api.model
    def _has_team(self):
        """Return whether the user looks after anybody by document, post or office."""
        user = self.env.user
        if any(user.has_group(group) for group in OFFICES):
            return True
        in_line = Domain.OR(
            Domain(name, "=", user.id) for name in ("evaluator_user_id", "superior_user_id")
        )
        places = {
            "asn.skp": in_line,
            "asn.evaluation": in_line,
            "hr.employee": Domain("parent_id.user_id", "=", user.id),
            "hr.department": Domain("manager_id.user_id", "=", user.id),
        }
        # sudo: only whether there is anybody is asked, and it shows or hides a menu
        return any(self.env[name].sudo().search_count(d, limit=1) for name, d in places.items())

    @api.model
    def _has_service_figures(self):
        """Return whether there are figures of services that the user may read."""
        return bool(self.env["asn.service.figure"].search_count([], limit=1))
