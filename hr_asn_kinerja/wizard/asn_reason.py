from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..rules import workflow


class AsnReason(models.TransientModel):
    """Dialog that asks why, before a step that needs a reason.

    Returning a plan, it also takes a remark at each line; reopening one, the period from which
    the change holds.
    """

    _name = "asn.reason"
    _description = "Reason for a Step"

    res_model = fields.Selection(
        [
            ("asn.skp", "Plan"),
            ("asn.evaluation", "Evaluation"),
            ("asn.change.request", "Request"),
            ("asn.feedback.round", "360 Round"),
            ("asn.dialogue", "Dialogue"),
            ("asn.innovation", "Innovation"),
            ("asn.development.plan", "Development Plan"),
            ("asn.follow.up", "Follow-up"),
            ("asn.realisation", "Work Log Entry"),
        ],
        required=True,
        readonly=True,
    )
    res_id = fields.Many2oneReference(model_field="res_model", required=True, readonly=True)
    action = fields.Char(required=True, readonly=True, export_string_translation=False)
    reason = fields.Text(required=True)
    line_ids = fields.One2many("asn.reason.line", "dialog_id", string="Remarks")
    period_id = fields.Many2one(
        "asn.period",
        string="The Change Holds from",
        help="Earlier periods keep the plan as it was agreed.",
    )
    offered_period_ids = fields.Many2many("asn.period", compute="_compute_offered_period_ids")

    @api.depends("res_model", "res_id", "action")
    def _compute_offered_period_ids(self):
        for dialog in self:
            dialog.offered_period_ids = (
                dialog._get_document()._get_change_periods()
                if dialog.res_model == "asn.skp" and dialog.action == "reopen" and dialog.res_id
                else False
            )

    def _get_document(self):
        """Return the document of the dialog, which the caller may read."""
        self.ensure_one()
        document = self.env[self.res_model].browse(self.res_id)
        document._check_one()
        return document

    @api.model
    def _open(self, document, action):
        document._check_one()
        if not self._is_step_with_reason(document, action):
            raise UserError(self.env._("This step needs no reason."))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reason"),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_res_model": document._name,
                "default_res_id": document.id,
                "default_action": action,
                **self._prepare_defaults(document, action),
            },
        }

    @api.model
    def _prepare_defaults(self, document, action):
        """Return what else the dialog opens with: the lines of the plan, or the running period."""
        if document._name != "asn.skp":
            return {}
        if action == "reopen":
            return {"default_period_id": document._choose_change_period().id}
        if action == "send_back":
            return {
                "dialog_size": "extra-large",
                "default_line_ids": [
                    Command.create({"result_id": line[0].id, "indicator_id": line[1].id})
                    for result in document.result_ids
                    for line in (
                        (result, result.indicator_ids.browse()),
                        *((result, indicator) for indicator in result.indicator_ids),
                    )
                ],
            }
        return {}

    @api.model
    def _is_step_with_reason(self, document, action):
        return any(
            row.action == action and workflow.REASON in row.requires
            for row in document._workflow_table
        )

    def _check_one(self):
        """Raise UserError unless this is one record."""
        if len(self) != 1 or not self.id:
            raise UserError(self.env._("Choose one record."))
        self.env["asn.skp"]._screen_id(self.id)  # raises for what is no id

    def action_confirm(self):
        """Take the step with the reason; the document checks who may."""
        self._check_one()
        document = self.env[self.res_model].browse(self.res_id)
        if not self._is_step_with_reason(document, self.action):
            raise UserError(self.env._("This step needs no reason."))
        if self.res_model == "asn.skp" and self.action == "send_back":
            document.action_send_back(self.reason, self.line_ids._to_remarks())
        elif self.res_model == "asn.skp" and self.action == "reopen":
            document.action_reopen(self.reason, self.period_id.id or None)
        else:
            document._workflow_run(self.action, self.reason)
        return {"type": "ir.actions.act_window_close"}


class AsnReasonLine(models.TransientModel):
    """A line of the plan in the dialog that returns it, with what to change there."""

    _name = "asn.reason.line"
    _description = "Remark in the Dialog"
    _inherit = ["asn.guarded.mixin"]
    _guard_by_access_only = True

    dialog_id = fields.Many2one("asn.reason", required=True, ondelete="cascade")
    result_id = fields.Many2one("asn.skp.result", readonly=True, ondelete="cascade")
    indicator_id = fields.Many2one("asn.skp.indicator", readonly=True, ondelete="cascade")
    name = fields.Char(string="Line", compute="_compute_name")
    remark = fields.Text(string="What to Change")

    @api.depends("result_id", "indicator_id")
    def _compute_name(self):
        for line in self:
            # The rules of the plan decide whether the caller may see the name of a line.
            shown = line.indicator_id or line.result_id
            shown.check_access("read")
            if line.indicator_id:
                target = line.indicator_id.target_display
                line.name = f"– {line.indicator_id.name}: {target}"
            else:
                line.name = line.result_id.name

    @api.constrains("result_id", "indicator_id")
    def _check_lines(self):
        """A dialog names only what its user may read."""
        self.result_id.check_access("read")
        self.indicator_id.check_access("read")

    def onchange(self, values, field_names, fields_spec):
        self._guard_links(values)
        return super().onchange(values, field_names, fields_spec)

    def _to_remarks(self):
        """Return the lines as ``action_send_back`` takes them."""
        return [
            {
                "result_id": line.result_id.id or None,
                "indicator_id": line.indicator_id.id or None,
                "remark": line.remark or None,
            }
            for line in self
        ]
