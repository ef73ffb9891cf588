from odoo import models

# Steps after which other ratings, or none, are released.
RELEVANT = {"release", "reopen", "decide", "record", "return"}


class AsnEvaluationCredit(models.Model):
    """A release, and whatever changes it, works the credit points out again."""

    _inherit = "asn.evaluation"

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        if transition.action in RELEVANT:
            self._sync_credit()
        return result

    def _release_after(self):
        """The same for many; see the release of a team, a unit or a region."""
        result = super()._release_after()
        self._sync_credit()
        return result

    def _sync_credit(self):
        # sudo: points follow from what is released; nobody types them
        self.env["asn.credit"].sudo()._sync(self)
