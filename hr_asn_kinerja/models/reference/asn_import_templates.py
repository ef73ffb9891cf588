from odoo import api, models


class AsnIndicator(models.Model):
    _inherit = "asn.indicator"

    @api.model
    def get_import_templates(self):
        """Offer our template in Odoo's own import."""
        return [
            {
                "label": self.env._("Import Template for Indicators"),
                "template": "/hr_asn_kinerja/static/xls/asn_indicator.xlsx",
            }
        ]


class HrDepartment(models.Model):
    _inherit = "hr.department"

    @api.model
    def get_import_templates(self):
        """Offer our template, with code and kind of a unit, in Odoo's own import."""
        return [
            *super().get_import_templates(),
            {
                "label": self.env._("Import Template for Units"),
                "template": "/hr_asn_kinerja/static/xls/hr_department.xlsx",
            },
        ]
