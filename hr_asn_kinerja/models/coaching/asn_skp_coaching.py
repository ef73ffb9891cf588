from odoo import models


class AsnSkpCoaching(models.Model):
    """One click from the plan to the coachings that the reader may read."""

    _inherit = "asn.skp"

    def action_view_coachings(self):
        """Open the coachings about this plan."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_coaching_action_of_plan"
        )
        return {
            **action,
            "domain": [("skp_id", "=", self.id)],
            "context": {"default_skp_id": self.id},
        }


class AsnEvaluationCoaching(models.Model):
    _inherit = "asn.evaluation"

    def action_view_coachings(self):
        """Open the coachings about the plan of this evaluation."""
        self._check_one()
        return self.skp_id.action_view_coachings()
