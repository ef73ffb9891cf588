from odoo import api, models


class AsnPrintDialogue(models.AbstractModel):
    """The record of a dialogue as a PDF; its content is that of the page on the screen."""

    _name = "report.hr_asn_kinerja_report.print_dialogue"
    _description = "Print of a Dialogue"
    _inherit = ["report.hr_asn_kinerja.report_asn_dialogue"]

    @api.model
    def _prepare_sheet(self, document):
        return {**super()._prepare_sheet(document), "id": document.id}


class AsnPrintCoaching(models.AbstractModel):
    """The record of a coaching or counselling as a PDF."""

    _name = "report.hr_asn_kinerja_report.print_coaching"
    _description = "Print of a Coaching"
    _inherit = ["report.hr_asn_kinerja.report_asn_coaching"]

    @api.model
    def _prepare_sheet(self, document):
        return {**super()._prepare_sheet(document), "id": document.id}
