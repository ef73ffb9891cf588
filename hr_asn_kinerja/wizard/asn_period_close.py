from odoo import fields, models
from odoo.exceptions import AccessError, UserError

LATE = ("open", "submitted", "rated")
KINDS = {
    "open": [("state", "in", ("open", "submitted"))],
    "rated": [("state", "=", "rated")],
    "waiting": [("state", "=", "released"), ("date_received", "=", False)],
    "objected": [("state", "=", "objected")],
    "done": [("state", "in", ("released", "acknowledged", "final"))],
}


class AsnPeriodClose(models.TransientModel):
    """What closing a period locks and what it leaves behind, shown before it is closed."""

    _name = "asn.period.close"
    _description = "Closing of a Period"

    period_id = fields.Many2one("asn.period", required=True, readonly=True, ondelete="cascade")
    name = fields.Char(related="period_id.name")
    kind = fields.Selection(related="period_id.kind")
    done_count = fields.Integer(string="Will be locked", compute="_compute_counts")
    open_count = fields.Integer(string="Not rated", compute="_compute_counts")
    rated_count = fields.Integer(string="Rated, not released", compute="_compute_counts")
    waiting_count = fields.Integer(string="Released, not received", compute="_compute_counts")
    objected_count = fields.Integer(string="With an objection", compute="_compute_counts")
    late_count = fields.Integer(compute="_compute_counts")

    def _compute_counts(self):
        evaluations = self.env["asn.evaluation"]
        for dialog in self:
            by_state = dict(
                evaluations._read_group(
                    [("period_id", "=", dialog.period_id.id)], ["state"], ["__count"]
                )
            )
            dialog.open_count = by_state.get("open", 0) + by_state.get("submitted", 0)
            dialog.rated_count = by_state.get("rated", 0)
            dialog.objected_count = by_state.get("objected", 0)
            dialog.done_count = sum(
                by_state.get(state, 0) for state in ("released", "acknowledged", "final")
            )
            dialog.late_count = dialog.open_count + dialog.rated_count
            dialog.waiting_count = evaluations.search_count(
                [("period_id", "=", dialog.period_id.id), *KINDS["waiting"]]
            )

    def _check_dialog(self):
        if not self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            raise AccessError(self.env._("Only the HR office opens and closes periods."))
        if len(self) != 1 or not self.id:
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")

    def action_view(self):
        """Open the evaluations behind a number; which one stands in the context."""
        self._check_dialog()
        kind = self.env.context.get("asn_kind")
        if kind not in KINDS:
            raise UserError(self.env._("Choose one of the numbers."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_evaluation_action_all"
        )
        domain = [("period_id", "=", self.period_id.id), *KINDS[kind]]
        return {**action, "domain": domain, "context": {}, "target": "current"}

    def action_confirm(self):
        """Close the period; what is not released stays open and is shown as late."""
        self._check_dialog()
        self.period_id.action_close()
        return {"type": "ir.actions.client", "tag": "reload"}
