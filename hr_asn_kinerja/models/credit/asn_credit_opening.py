from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..base import selections


class AsnCreditOpening(models.Model):
    """Points that somebody had on a level before they were worked out here, with their document.

    For example the integration of the old points (*PAK integrasi*), or the last decree. It holds
    all points on the level up to its day, base points included: what evaluations earned up to
    that day is in it and not added again.
    """

    _name = "asn.credit.opening"
    _description = "Opening Balance of Credit Points"
    _inherit = ["asn.office.mixin"]
    _order = "date desc, id desc"
    _rec_name = "document"

    _guard_fields = dict.fromkeys(
        ("employee_id", "level", "points", "date", "document", "note"), "record"
    )
    _guard_create_only = frozenset({"employee_id"})
    _guard_unlink_part = "record"

    level = fields.Selection(selections.FUNCTIONAL_LEVELS, required=True)
    points = fields.Float(string="Credit Points", digits=(8, 2), required=True)
    date = fields.Date(
        string="Up to", required=True, help="The last day whose points are in the balance."
    )
    document = fields.Char(
        required=True, help="Number and date of the decree, for example of the PAK integrasi."
    )
    note = fields.Char()

    _check_points = models.Constraint(
        "CHECK (points >= 0 AND points <= 10000)", "Credit points are from 0 to 10,000."
    )
    _employee_level_date_unique = models.UniqueIndex(
        "(employee_id, level, date)", "There is a balance of this person, level and day already."
    )

    def _workflow_editable_parts(self):
        """Only the HR office keeps it, and nobody the own one."""
        if not self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            return frozenset()
        return super()._workflow_editable_parts()

    @api.constrains("document", "date")
    def _check_document(self):
        for opening in self:
            if not (opening.document or "").strip():
                raise ValidationError(
                    self.env._("Write the number of the document that the balance comes from.")
                )
            # sudo: the zone of the region is no secret
            today = self.env["asn.period"]._local_today(opening.sudo().company_id)
            if opening.date > today or opening.date.year < 2000:
                raise ValidationError(
                    self.env._("The balance is of a day that has come, from 2000 on.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        openings = super().create(vals_list)
        # sudo: sums of credit points are worked out again; nothing is returned
        openings._refresh_standing(openings.sudo().employee_id.ids)
        return openings

    def write(self, vals):
        result = super().write(vals)
        # sudo: sums of credit points are worked out again; nothing is returned
        self._refresh_standing(self.sudo().employee_id.ids)
        return result

    def unlink(self):
        # sudo: whose sums are worked out again is remembered before the balance goes
        employees = self.sudo().employee_id.ids
        result = super().unlink()
        self._refresh_standing(employees)
        return result

    @api.model
    def _refresh_standing(self, employee_ids):
        # sudo: the totals are worked out from the balance; nobody types them
        self.env["asn.credit.standing"].sudo()._refresh(employee_ids)
