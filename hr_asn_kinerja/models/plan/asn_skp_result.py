from odoo import api, fields, models


class AsnSkpResult(models.Model):
    """A planned work result (*rencana hasil kerja*), worded as a condition achieved."""

    _name = "asn.skp.result"
    _description = "Work Result"
    _inherit = ["asn.guarded.mixin"]
    _order = "skp_id, kind, sequence, id"

    _guard_fields = {
        "skp_id": "content",
        "sequence": "content",
        "kind": "content",
        "name": "content",
        "classification": "content",
        "perspective": "content",
        "assignment_source": "content",
        "weight": "content",
        "parent_result_ids": "content",
        "cascade": "content",
        "indicator_ids": "content",
        "remark_ids": "answer",
    }
    _guard_create_only = frozenset({"skp_id"})
    _guard_unlink_part = "content"

    skp_id = fields.Many2one(
        "asn.skp", string="Plan", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("main", "Main"), ("additional", "Additional")], required=True, default="main"
    )
    name = fields.Text(
        string="Work Result",
        required=True,
        help="The condition achieved, not an activity: "
        "“Meningkatnya kepuasan pasien rawat jalan”, not “Melaksanakan pelayanan”.",
    )
    classification = fields.Selection(
        [("organisation", "Organisation"), ("individual", "Individual")], default="individual"
    )
    perspective = fields.Selection(
        [
            ("service", "Service recipients"),
            ("process", "Business process"),
            ("strengthening", "Internal strengthening"),
            ("budget", "Budget"),
        ],
        help="Only for senior leaders.",
    )
    assignment_source = fields.Char(help="For an additional result: who assigned it, and where.")
    weight = fields.Float(digits=(6, 2), help="Leave empty to give all results the same weight.")
    parent_result_ids = fields.Many2many(
        "asn.skp.result",
        "asn_skp_result_parent_rel",
        "result_id",
        "parent_id",
        string="Supports the Superior's Results",
    )
    child_result_ids = fields.Many2many(
        "asn.skp.result",
        "asn_skp_result_parent_rel",
        "parent_id",
        "result_id",
        string="Supported By",
        readonly=True,
    )
    cascade = fields.Selection(
        [
            ("same", "Direct, the same target"),
            ("split", "Direct, a share of the target"),
            ("indirect", "Non-direct"),
        ],
        string="How It Supports",
        help="Direct: the superior's result and indicators are taken over, with the same target or "
        "a share of it. Non-direct: an own result that helps to reach the superior's.",
    )
    parent_summary = fields.Text(
        string="Superior's Results", compute="_compute_parent_summary", compute_sudo=True
    )
    indicator_ids = fields.One2many("asn.skp.indicator", "result_id", string="Indicators")
    plan_form = fields.Selection(related="skp_id.form")
    indicator_summary = fields.Text(compute="_compute_indicator_summary")
    editable_parts = fields.Char(
        related="skp_id.editable_parts", related_sudo=False, export_string_translation=False
    )

    _check_weight_range = models.Constraint(
        "CHECK (weight IS NULL OR (weight >= 0 AND weight <= 100))",
        "A weight is a number from 0 to 100.",
    )

    @api.depends("name")
    def _compute_display_name(self):
        for result in self:
            result.display_name = result.name

    @api.depends("indicator_ids.name", "indicator_ids.target_display")
    @api.depends_context("lang")
    def _compute_indicator_summary(self):
        for result in self:
            result.indicator_summary = "\n".join(
                f"{indicator.name}: {indicator.target_display}"
                for indicator in result.indicator_ids
            )

    def unlink(self):
        self.indicator_ids.unlink()  # with its own checks; the database would not ask them
        return super().unlink()

    def _guard_document(self):
        self.ensure_one()
        return self.skp_id
