from odoo import models
from odoo.exceptions import UserError


class AsnPeriodRelease(models.Model):
    """Releases the results of a period for everybody, or for a unit."""

    _inherit = "asn.period"

    def action_release_results(self):
        """Show which results of this period can be released for everybody, and which cannot."""
        self._check_one()
        if self.state != "open":
            raise UserError(self.env._("Results are released while their period is open."))
        return self.env["asn.bulk.run"]._open_release_period(self)
