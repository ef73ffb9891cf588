from odoo import fields, models


class AsnBulkLine(models.Model):
    """One person (reminder) or one plan (change of evaluator) of a mass action.

    Before confirming it says what would happen, afterwards what did, with the values before and
    after, so that it can be undone. Written by the server only.
    """

    _name = "asn.bulk.line"
    _description = "Line of a Mass Action"
    _inherit = ["asn.guarded.mixin"]
    _order = "run_id, person_name, id"
    _log_access = False

    run_id = fields.Many2one("asn.bulk.run", required=True, index=True, ondelete="cascade")
    skp_id = fields.Many2one("asn.skp", string="Plan", index=True, ondelete="cascade")
    employee_id = fields.Many2one("hr.employee", index=True, ondelete="cascade")
    person_name = fields.Char(string="Name")
    unit_id = fields.Many2one("hr.department", string="Unit")
    outcome = fields.Selection(
        [
            ("ready", "Will be done"),
            ("done", "Done"),
            ("no_login", "No login"),
            ("reminded_today", "Reminded today already"),
            ("other", "Has another evaluator"),
            ("same", "Has this evaluator already"),
            ("self", "Would evaluate himself or herself"),
            ("circular", "Would evaluate each other"),
            ("no_evaluator", "No head of unit found"),
            ("closed", "Closed or cancelled"),
            ("own", "Your own, or not in your care"),
            ("changed", "Changed in the meantime"),
            ("undone", "Undone"),
            ("stayed", "Kept: something was done since"),
        ],
        required=True,
        default="ready",
    )
    # Reminder: one line for each person
    user_id = fields.Many2one("res.users", string="Login")
    own_count = fields.Integer(string="To propose")
    agree_count = fields.Integer(string="To agree")
    remind_day = fields.Date(string="Reminded on")
    # Change of evaluator: one line for each plan
    plan_state = fields.Char(export_string_translation=False)
    before_evaluator_id = fields.Many2one("hr.employee", string="Evaluator Before")
    before_name = fields.Char(string="Old Evaluator")
    before_superior_id = fields.Many2one("hr.employee", string="Superior Before")
    after_evaluator_id = fields.Many2one("hr.employee", string="Evaluator After")
    after_name = fields.Char(string="New Evaluator")
    after_has_login = fields.Boolean(string="New evaluator has a login")
    evaluation_count = fields.Integer(
        string="Evaluations Handed Over", help="Evaluations that were not released yet."
    )
    transition_id = fields.Many2one("asn.transition", string="Step", ondelete="set null")
    version_id = fields.Many2one("hr.version", string="Post Record", ondelete="set null")
    version_before_id = fields.Many2one("hr.employee", string="Evaluator of the Post Before")

    _waiting_index = models.Index("(run_id, outcome, id)")
    _one_reminder_a_day = models.UniqueIndex(
        "(employee_id, remind_day) WHERE remind_day IS NOT NULL",
        "This person was reminded today already.",
    )

    def _guard_document(self):
        self.ensure_one()
        return self.run_id
