from odoo.tests import tagged

from .common import AsnCase

TEAM = "hr_asn_kinerja.asn_menu_team"
MINE = "hr_asn_kinerja.asn_menu_mine"
ORGANISATION = "hr_asn_kinerja.asn_menu_organisation"


@tagged("post_install", "-at_install")
class TestAsnMenus(AsnCase):
    """Whoever has no team is not shown the screens of one."""

    def _shown(self, user):
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        linked = {child for menu in menus.values() for child in menu["children"]}
        self.assertFalse(linked - set(menus))  # no entry leads to one that is left out
        return {menu.get("xmlid") for menu in menus.values()}

    def test_a_nurse_has_no_menu_of_a_team(self):
        shown = self._shown(self.nurse_user)
        self.assertIn(MINE, shown)
        self.assertNotIn(TEAM, shown)
        self.assertNotIn("hr_asn_kinerja.asn_evaluation_menu_team", shown)

    def test_the_menu_comes_with_the_team_and_at_once(self):
        self._make_year(self.env)
        plan = self._plan_of(self.colleague)
        self.assertNotIn(TEAM, self._shown(self.nurse_user))
        plan.sudo().evaluator_user_id = self.nurse_user
        shown = self._shown(self.nurse_user)
        self.assertIn(TEAM, shown)
        self.assertIn("hr_asn_kinerja.asn_evaluation_menu_team", shown)

    def test_evaluators_superiors_and_offices_have_it(self):
        self._make_year(self.env)
        for user in (self.head_user, self.chief_user, self.hr_user):
            self.assertIn(TEAM, self._shown(user), user.login)
        self.assertIn(ORGANISATION, self._shown(self.hr_user))

    def test_whoever_has_figures_of_services_keeps_their_menu(self):
        service = self.env["asn.service"].create(
            {
                "name": "Akta kelahiran",
                "code": "AKTA",
                "unit_id": self.agency.id,
                "standard": 1,
            }
        )
        self.env["asn.service.figure"].sudo().create(
            {
                "service_id": service.id,
                "company_id": self.company.id,
                "unit_id": self.agency.id,
                "month": "2026-01-01",
                "level": "officer",
                "employee_id": self.nurse.id,
            }
        )
        shown = self._shown(self.nurse_user)
        self.assertIn(TEAM, shown)
        self.assertIn("hr_asn_kinerja.asn_service_figure_menu_team", shown)
        self.assertNotIn("hr_asn_kinerja.asn_evaluation_menu_team", shown)
