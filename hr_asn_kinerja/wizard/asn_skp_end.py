from odoo import api, fields, models
from odoo.exceptions import UserError


class AsnSkpEnd(models.TransientModel):
    """Dialog before a plan ends early: retirement, transfer to another region, dismissal."""

    _name = "asn.skp.end"
    _description = "End of a Plan"
    _inherit = ["asn.guarded.mixin"]
    _guard_by_access_only = True

    skp_id = fields.Many2one("asn.skp", string="Plan", required=True)
    date = fields.Date(string="Last Day")
    reason = fields.Char(string="Decree or Note")
    problem = fields.Text(compute="_compute_problem", export_string_translation=False)

    @api.model_create_multi
    def create(self, vals_list):
        dialogs = super().create(vals_list)
        dialogs.skp_id.check_access("read")  # a program may name any id
        return dialogs

    def write(self, vals):
        result = super().write(vals)
        self.skp_id.check_access("read")
        return result

    @api.model
    def _open(self, plan, on):
        """Return the action that opens the dialog, with the day of departure filled in."""
        plan._check_change("end")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("End the plan early"),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_skp_id": plan.id, "default_date": on and str(on)},
        }

    @api.depends("skp_id", "date")
    def _compute_problem(self):
        for dialog in self:
            dialog.skp_id.check_access("read")  # a form may name any id
            dialog.problem = (
                dialog.skp_id._get_end_problem(dialog.date)
                if dialog.skp_id and dialog.date
                else False
            )

    def action_confirm(self):
        """End the plan; its evaluations end with it."""
        self._check_one()
        if not self.date:
            raise UserError(self.env._("Choose the last day of service."))
        self.skp_id._end(self.date, self.reason)
        return {"type": "ir.actions.act_window_close"}
