from odoo import models
from odoo.exceptions import UserError

from ..base.ir_http import OUR_REPORTS


class IrActionsReport(models.Model):
    """A sheet that is rendered from documents with ratings is a reading of them."""

    _inherit = "ir.actions.report"

    def _get_report(self, report_ref):
        try:
            return super()._get_report(report_ref)
        except ValueError as error:
            if not (isinstance(report_ref, str) and report_ref.startswith(OUR_REPORTS)):
                raise
            raise UserError(self.env._("This print does not exist. Reload the page.")) from error

    def _get_rendering_context(self, report, docids, data):
        documents = self.env.get(report.model)
        if docids and hasattr(documents, "_reading_evaluations"):
            shown = documents.browse(docids)
            self.env["asn.access.log"]._note(shown._reading_evaluations(), "print")
        return super()._get_rendering_context(report, docids, data)
