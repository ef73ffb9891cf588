from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    asn_tz = fields.Selection(related="company_id.asn_tz", readonly=False)
    asn_score_above = fields.Float(related="company_id.asn_score_above", readonly=False)
    asn_score_meets = fields.Float(related="company_id.asn_score_meets", readonly=False)
    asn_achievement_cap = fields.Float(related="company_id.asn_achievement_cap", readonly=False)
    asn_plan_due_days = fields.Integer(related="company_id.asn_plan_due_days", readonly=False)
    asn_evaluation_due_days = fields.Integer(
        related="company_id.asn_evaluation_due_days", readonly=False
    )
    asn_evidence_max_mb = fields.Integer(related="company_id.asn_evidence_max_mb", readonly=False)
    asn_evidence_max_count = fields.Integer(
        related="company_id.asn_evidence_max_count", readonly=False
    )
    asn_evidence_plan_count = fields.Integer(
        related="company_id.asn_evidence_plan_count", readonly=False
    )
    asn_evidence_kinds = fields.Selection(related="company_id.asn_evidence_kinds", readonly=False)
    asn_log_late_days = fields.Integer(related="company_id.asn_log_late_days", readonly=False)
    asn_log_work_days = fields.Integer(related="company_id.asn_log_work_days", readonly=False)
    asn_log_period_days = fields.Integer(related="company_id.asn_log_period_days", readonly=False)
    asn_plan_after_socialisation = fields.Boolean(
        related="company_id.asn_plan_after_socialisation", readonly=False
    )
