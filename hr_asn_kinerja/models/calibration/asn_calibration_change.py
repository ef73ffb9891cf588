from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..base import selections


class AsnCalibrationChange(models.Model):
    """Append-only: who moved whom before release, from where to where, and why.

    The person concerned never reads it. It carries the reminder for the evaluator, because the
    person reads what hangs on the evaluation itself.
    """

    _name = "asn.calibration.change"
    _description = "Change of a Rating before Release"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    evaluation_id = fields.Many2one(
        "asn.evaluation", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", string="Region", required=True, readonly=True)
    employee_name = fields.Char(string="Name", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="By", required=True, readonly=True, ondelete="restrict"
    )
    user_name = fields.Char(string="Name of Whoever Changed It", readonly=True)
    date = fields.Datetime(string="At", required=True, readonly=True, default=fields.Datetime.now)
    result_before = fields.Selection(
        selections.RATINGS, string="Work Results Before", required=True, readonly=True
    )
    result_after = fields.Selection(
        selections.RATINGS, string="Work Results After", required=True, readonly=True
    )
    behaviour_before = fields.Selection(
        selections.RATINGS, string="Work Behaviour Before", required=True, readonly=True
    )
    behaviour_after = fields.Selection(
        selections.RATINGS, string="Work Behaviour After", required=True, readonly=True
    )
    predicate_before = fields.Selection(selections.PREDICATES, required=True, readonly=True)
    predicate_after = fields.Selection(selections.PREDICATES, required=True, readonly=True)
    reason = fields.Text(required=True, readonly=True)

    @api.depends("employee_name", "date")
    def _compute_display_name(self):
        for change in self:
            change.display_name = change.employee_name or self.env._("Change of a rating")

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        return True  # everybody who works here can read who follows what

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        raise AccessError(self.env._("Appraisals are not created or changed by e-mail."))

    def message_update(self, msg_dict, update_vals=None):
        raise AccessError(self.env._("Appraisals are not created or changed by e-mail."))

    def action_view_evaluation(self):
        """Open the evaluation that was changed."""
        if len(self) != 1 or not self.id:
            raise UserError(self.env._("Choose one record."))
        self.env["asn.skp"]._screen_id(self.id)  # raises for what is no id
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": "asn.evaluation",
            "res_id": self.evaluation_id.id,
            "views": [[False, "form"]],
        }

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The history of an appraisal cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The history of an appraisal cannot be deleted."))
