from odoo import fields, models
from odoo.tools import SQL

from ...rules import retention as retention_rules


class AsnRetentionLine(models.Model):
    """One person of an end of retention: who left when, and what became of the records."""

    _name = "asn.retention.line"
    _description = "Person at the End of Retention"
    _inherit = ["asn.guarded.mixin"]
    _order = "left_on, id"
    _log_access = False

    run_id = fields.Many2one(
        "asn.retention.run", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", string="Region", required=True, readonly=True)
    employee_id = fields.Many2one(
        "hr.employee",
        string="Employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    person_name = fields.Char(string="Name", readonly=True)
    left_on = fields.Date(string="Left on", readonly=True)
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True, ondelete="set null")
    document_count = fields.Integer(string="Documents", readonly=True)
    outcome = fields.Selection(
        [
            ("ready", "Will be made nameless"),
            ("done", "Made nameless"),
            ("objection", "Kept: an objection is open"),
            ("serving", "Kept: serves under another record"),
        ],
        required=True,
        readonly=True,
    )

    def _workflow_editable_parts(self):
        return frozenset()

    def _workflow_state_label(self):
        return self.env._("written by the server")

    def _forget_names(self):
        """Take the names out of all previews and logs that hold these people."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE asn_retention_line SET person_name = %s || employee_id"
                " WHERE employee_id = ANY(%s)",
                retention_rules.nameless(""),
                self.employee_id.ids,
            )
        )
        self.browse().invalidate_model(["person_name"])
