from odoo import fields, models


class ResCompanyDialogue(models.Model):
    """After how many months without a dialogue the evaluator gets a hint."""

    _inherit = "res.company"

    asn_dialogue_months = fields.Integer(
        string="Hint after months without a dialogue",
        default=3,
        help="The evaluator is told on the plan when nobody talked for so long. 0: never.",
    )

    _check_asn_dialogue_months = models.Constraint(
        "CHECK (COALESCE(asn_dialogue_months, 0) BETWEEN 0 AND 24)",
        "Months without a dialogue are from 0 (no hint) to 24.",
    )


class ResConfigSettingsDialogue(models.TransientModel):
    _inherit = "res.config.settings"

    asn_dialogue_months = fields.Integer(related="company_id.asn_dialogue_months", readonly=False)
