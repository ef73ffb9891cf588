from odoo import models

RELEVANT = {"release", "reopen", "decide"}


class AsnEvaluationCredit(models.Model):
    """A release, and whatever changes it, works the credit points out again."""

    _inherit = "asn.evaluation"

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        if transition.action in RELEVANT:
            # sudo: points follow from what is released; nobody types them
            self.env["asn.credit"].sudo()._sync(self)
        return result
