from odoo import api, fields, models

from ..base import selections


class HrDepartment(models.Model):
    """A unit of the region (*unit organisasi*): agency, division, section, health centre ..."""

    _inherit = "hr.department"

    asn_code = fields.Char(string="Unit Code", copy=False, index="btree_not_null")
    asn_kind = fields.Selection(
        [
            ("government", "Local government"),
            ("agency", "Agency (OPD/SKPK)"),
            ("secretariat", "Secretariat"),
            ("division", "Division"),
            ("section", "Section"),
            ("technical_unit", "Technical unit (UPTD)"),
            ("district", "District"),
            ("other", "Other"),
        ],
        string="Unit Kind",
    )

    asn_field = fields.Selection(
        selections.FIELDS_OF_WORK,
        string="Field of Work",
        help="The indicators of this field come first when plans of the unit are written.",
    )

    _asn_code_unique = models.UniqueIndex(
        "(company_id, asn_code) WHERE active IS TRUE AND asn_code IS NOT NULL",
        "Another unit has this code.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        units = super().create(vals_list)
        self._forget_unit_trees()
        return units

    def write(self, vals):
        result = super().write(vals)
        if {"parent_id", "active"} & set(vals):
            self._forget_unit_trees()
        return result

    def unlink(self):
        result = super().unlink()
        self._forget_unit_trees()
        return result

    @api.model
    def _forget_unit_trees(self):
        """The record rules of officers are kept with the ids of all units below their own."""
        self.env["res.users"].invalidate_model(["asn_unit_tree_ids"], flush=False)
        self.env.registry.clear_cache()
