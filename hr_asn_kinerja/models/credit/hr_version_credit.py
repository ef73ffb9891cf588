from odoo import api, models

# What decides on which level and rank somebody is.
DECIDES = {
    "asn_functional_level",
    "asn_position_kind",
    "asn_rank_id",
    "asn_status",
    "department_id",
    "date_version",
    "active",
}


class HrVersionCredit(models.Model):
    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        versions.filtered("asn_functional_level")._asn_sync_credit()
        return versions

    def write(self, vals):
        before = self.filtered("asn_functional_level") if DECIDES & set(vals) else self.browse()
        result = super().write(vals)
        if DECIDES & set(vals):
            (before | self.filtered("asn_functional_level"))._asn_sync_credit()
        return result

    def _asn_sync_credit(self):
        """A level or rank that changed, also for the past: work the points of the person out."""
        employees = self.employee_id
        if not employees:
            return
        # sudo: points follow from posts and released evaluations; nothing is returned
        credits = self.env["asn.credit"].sudo()
        credits._sync(
            self.env["asn.evaluation"]
            .sudo()
            .search([("employee_id", "in", employees.ids), ("predicate", "!=", False)])
        )
        self.env["asn.credit.standing"].sudo()._refresh(employees.ids)
