from odoo import models


class AsnEvaluationDashboard(models.Model):
    _inherit = "asn.evaluation"

    # Everything that the dashboard asks of a region: it is counted from the index alone, without
    # looking into 240,000 wide rows.
    _dashboard_index = models.Index(
        "(period_id, unit_id) INCLUDE (company_id, user_id, employee_id, evaluator_user_id,"
        " superior_user_id, state, predicate, date_due, has_score, score)"
    )


class AsnSkpDashboard(models.Model):
    _inherit = "asn.skp"

    _dashboard_index = models.Index(
        "(period_id, unit_id) INCLUDE (company_id, user_id, employee_id, evaluator_user_id,"
        " superior_user_id, state)"
    )
