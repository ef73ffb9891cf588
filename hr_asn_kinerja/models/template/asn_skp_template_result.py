from odoo import api, fields, models


class AsnSkpTemplateResult(models.Model):
    """A work result that plans of a post usually have, worded as a condition achieved."""

    _name = "asn.skp.template.result"
    _description = "Work Result of a Template"
    _inherit = ["asn.guarded.mixin"]
    _order = "template_id, kind, sequence, id"
    _guard_by_access_only = True

    template_id = fields.Many2one("asn.skp.template", required=True, index=True, ondelete="cascade")
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
    weight = fields.Float(digits=(6, 2), help="Leave empty to give all results the same weight.")
    template_form = fields.Selection(related="template_id.form")
    indicator_ids = fields.One2many(
        "asn.skp.template.indicator", "result_id", string="Indicators", copy=True
    )
    indicator_summary = fields.Text(
        string="Indicators and Targets", compute="_compute_indicator_summary"
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

    @api.constrains("template_id", "indicator_ids")
    def _check_template_size(self):
        self.template_id._check_size()
