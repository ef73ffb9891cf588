from odoo import models


class IrActionsReport(models.Model):
    """A sheet that is rendered from documents with ratings is a reading of them."""

    _inherit = "ir.actions.report"

    def _get_rendering_context(self, report, docids, data):
        documents = self.env.get(report.model)
        if docids and hasattr(documents, "_reading_evaluations"):
            shown = documents.browse(docids)
            self.env["asn.access.log"]._note(shown._reading_evaluations(), "print")
        return super()._get_rendering_context(report, docids, data)
