from odoo import api, models

# What decides who heads a unit and who sets its achievement.
DECIDES = {"asn_is_unit_head", "department_id", "asn_evaluator_id", "active"}


class HrVersionAchievement(models.Model):
    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        if any(vals.get("asn_is_unit_head") for vals in vals_list):
            self._asn_sync_setters(versions.company_id)
        return versions

    def write(self, vals):
        concerned = bool(DECIDES & set(vals)) and (
            bool(vals.get("asn_is_unit_head")) or any(self.mapped("asn_is_unit_head"))
        )
        result = super().write(vals)
        if concerned:
            self._asn_sync_setters(self.company_id)
        return result

    @api.model
    def _asn_sync_setters(self, companies):
        """Another head of a unit: whoever sets the achievements below it follows at once."""
        # sudo: nothing is returned; which achievements change follows from the posts
        achievements = self.env["asn.unit.achievement"].sudo()
        if achievements.search([("state", "!=", "set")], limit=1):
            achievements._sync_people(companies)


class HrEmployeeAchievement(models.Model):
    _inherit = "hr.employee"

    def write(self, vals):
        result = super().write(vals)
        # sudo: whether a head of a unit is among them, and of which region; nothing is returned
        if "user_id" in vals and any(self.sudo().mapped("asn_is_unit_head")):
            # sudo: the region of the people decides whose setters are worked out again
            self.env["hr.version"]._asn_sync_setters(self.sudo().company_id)
        return result
