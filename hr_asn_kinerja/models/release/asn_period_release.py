from odoo import models
from odoo.exceptions import UserError


class AsnPeriodRelease(models.Model):
    """Releases the results of a period for everybody; asks before it closes one."""

    _inherit = "asn.period"

    def action_release_results(self):
        """Show which results of this period can be released for everybody, and which cannot."""
        self._check_one()
        if self.state != "open":
            raise UserError(self.env._("Results are released while their period is open."))
        return self.env["asn.bulk.run"]._open_release_period(self)

    def action_ask_close(self):
        """Show what closing would leave behind, before the period is closed."""
        self._check_manage()
        self._check_one()
        if self.state != "open":
            raise UserError(self.env._("Only an open period can be closed."))
        dialog = self.env["asn.period.close"].create({"period_id": self.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Close %s", self.name),
            "res_model": "asn.period.close",
            "res_id": dialog.id,
            "views": [(False, "form")],
            "target": "new",
        }
