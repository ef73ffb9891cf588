from collections import OrderedDict
from io import BytesIO

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from . import pdf_many, pdf_writer

_lt = LazyTranslate(__name__)
MISSING = _lt(
    "The official prints need WeasyPrint and the libraries of Pango on the server. Ask whoever "
    "keeps the server to install them."
)
PREFIX = "hr_asn_kinerja_report.print_"


class IrActionsReport(models.Model):
    """Draws the official prints with WeasyPrint; every other report goes the way of Odoo."""

    _inherit = "ir.actions.report"

    def _is_official_print(self, report_ref):
        return (self._get_report(report_ref).report_name or "").startswith(PREFIX)

    def _pre_render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        if not self._is_official_print(report_ref):
            return super()._pre_render_qweb_pdf(report_ref, res_ids=res_ids, data=data)
        # Odoo prints HTML instead while tests run, since wkhtmltopdf calls the server back.
        # WeasyPrint does not.
        ids = [res_ids] if isinstance(res_ids, int) else res_ids
        return self._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=ids), "pdf"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """Return one PDF for each document; "page x of y" then counts the pages of one."""
        if not self._is_official_print(report_ref):
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        report = self._get_report(report_ref)
        with pdf_many.kept_programs():
            values = self._get_rendering_context(report, res_ids, dict(data or {}))
            return self._draw_sheets(report, values)

    def _draw_sheets(self, report, values):
        sheets = values["sheets"]
        pages = (
            self._render_template(report.report_name, {**values, "sheets": [sheet]}).decode()
            for sheet in sheets
        )
        streams = OrderedDict()
        try:
            for sheet, pdf in zip(sheets, pdf_many.write_pdfs(pages, len(sheets)), strict=True):
                streams[sheet["id"]] = {"stream": BytesIO(pdf), "attachment": None}
        except pdf_writer.NoEngine as error:
            raise UserError(str(MISSING)) from error
        return streams
