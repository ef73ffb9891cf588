from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get


class ResCompany(models.Model):
    """A region. Its settings apply to all its periods; what the law leaves open stands here."""

    _inherit = "res.company"

    asn_tz = fields.Selection(
        _tz_get, string="Time Zone of the Region", default="Asia/Jakarta", required=True
    )
    asn_score_above = fields.Float(
        string="Above expectation from more than", default=100.0, digits=(5, 2)
    )
    asn_score_meets = fields.Float(string="Meets expectation from", default=90.0, digits=(5, 2))
    asn_achievement_cap = fields.Float(
        string="Achievement counts up to", default=120.0, digits=(5, 2)
    )
    asn_plan_due_days = fields.Integer(string="Days to agree a plan", default=31)
    asn_evaluation_due_days = fields.Integer(string="Days to evaluate after a period", default=14)
    asn_evidence_max_mb = fields.Integer(string="Largest evidence file (MB)", default=10)
    asn_evidence_max_count = fields.Integer(string="Evidence per entry", default=10)
    asn_evidence_plan_count = fields.Integer(string="Evidence files per plan", default=1000)
    asn_evidence_kinds = fields.Selection(
        [
            ("all", "Photos, PDF and office documents"),
            ("photo_pdf", "Photos and PDF"),
            ("photo", "Photos only"),
        ],
        string="Files taken as evidence",
        default="all",
        required=True,
    )
    asn_log_late_days = fields.Integer(string="An entry is late after (days)", default=7)
    asn_log_work_days = fields.Integer(string="Entries until days after the work", default=0)
    asn_log_period_days = fields.Integer(string="Entries until days after the period", default=0)
    asn_plan_after_socialisation = fields.Boolean(
        string="Plans wait for the socialisation",
        help="While a socialisation is open, an employee proposes the plan after the check of "
        "having understood. Drafting is always possible.",
    )

    @api.constrains("asn_tz")
    def _check_asn_tz(self):
        """Days of the region are counted in a zone that there is; Odoo does not compare."""
        known = {name for name, _label in _tz_get(self)}
        if any(company.asn_tz and company.asn_tz not in known for company in self):
            raise ValidationError(self.env._("Choose a time zone from the list."))

    _check_asn_thresholds = models.Constraint(
        "CHECK (asn_score_meets > 0 AND asn_score_above >= asn_score_meets"
        " AND asn_score_above <= asn_achievement_cap"
        " AND asn_achievement_cap BETWEEN 100 AND 200)",
        "Thresholds must rise: meets, above, highest achievement (100 to 200).",
    )
    _check_asn_days = models.Constraint(
        "CHECK (asn_plan_due_days BETWEEN 0 AND 366 AND asn_evaluation_due_days BETWEEN 0 AND 366"
        " AND asn_evidence_max_mb BETWEEN 1 AND 100)",
        "Days are from 0 to 366, file sizes from 1 to 100 MB.",
    )
    _check_asn_log = models.Constraint(
        "CHECK (asn_log_late_days BETWEEN 0 AND 366 AND asn_log_work_days BETWEEN 0 AND 366"
        " AND asn_log_period_days BETWEEN 0 AND 366"
        " AND asn_evidence_max_count BETWEEN 1 AND 50"
        " AND asn_evidence_plan_count BETWEEN 1 AND 20000)",
        "Days of the work log are from 0 to 366; evidence from 1 to 50 per entry and to 20,000 per "
        "plan.",
    )
