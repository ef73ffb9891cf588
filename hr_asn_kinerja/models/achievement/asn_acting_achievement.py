from odoo import api, models


class AsnActingAchievement(models.Model):
    """An acting head sets the achievements below the unit from the first day on."""

    _inherit = "asn.acting"

    @api.model_create_multi
    def create(self, vals_list):
        actings = super().create(vals_list)
        # sudo: the region of the record decides whose setters are worked out again
        self.env["hr.version"]._asn_sync_setters(actings.sudo().company_id)
        return actings

    def write(self, vals):
        result = super().write(vals)
        if {"date_start", "date_end", "state"} & set(vals):
            # sudo: the region of the record decides whose setters are worked out again
            self.env["hr.version"]._asn_sync_setters(self.sudo().company_id)
        return result

    def unlink(self):
        # sudo: the region is remembered before the record goes
        companies = self.sudo().company_id
        result = super().unlink()
        self.env["hr.version"]._asn_sync_setters(companies)
        return result
