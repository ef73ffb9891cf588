import json

from odoo import http
from odoo.http import request

from odoo.addons.web.controllers import export as web_export
from odoo.addons.web.controllers.pivot import TableExporter

from ..rules.cells import plain_cell_text, safe_cell, sheet_name, unread_text

STARTS_OF_ODOO = ("=", "+", "-")  # its CSV puts an apostrophe before these already


class TextCells:
    """Writer of Odoo's workbooks in which a text is a text: neither formula nor link.

    What an employee types is opened by the offices on their own machines.
    """

    def write(self, row, column, cell_value, style=None):
        """Write a cell by the type of the value; the words in it are not interpreted."""
        if isinstance(cell_value, str) and cell_value:
            return self.worksheet.write_string(row, column, plain_cell_text(cell_value), style)
        return super().write(row, column, cell_value, style)


class ListWriter(TextCells, web_export.ExportXlsxWriter):
    """Rows of a list."""


class GroupWriter(TextCells, web_export.GroupExportXlsxWriter):
    """Rows of a list below the heads of their groups."""


class ExcelExport(web_export.ExcelExport):
    """Export of a list as a workbook, by Odoo's own address and rights."""

    def from_group_data(self, fields, columns_headers, groups):
        """Return the workbook of grouped rows (bytes)."""
        with GroupWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value

    def from_data(self, fields, columns_headers, rows):
        """Return the workbook of rows (bytes)."""
        with ListWriter(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    writer.write_cell(number, column, value)
        return writer.value


class CSVExport(web_export.CSVExport):
    """Export of a list as CSV, by Odoo's own address and rights."""

    def from_data(self, fields, columns_headers, rows):
        """Return the text; no cell begins as a formula does."""
        return super().from_data(
            fields, columns_headers, [[self._get_plain(cell) for cell in row] for row in rows]
        )

    def _get_plain(self, cell):
        if not isinstance(cell, str) or cell.startswith(STARTS_OF_ODOO):
            return cell
        return safe_cell(cell)


class PivotExport(TableExporter):
    """Export of a pivot table as a workbook, by Odoo's own address."""

    @http.route()
    def export_xlsx(self, data, **kw):
        """Hand out the workbook; no head of a column, such as a unit, is a formula or a link.

        The heads of rows begin with spaces and are texts already.
        """
        ir_http = request.env["ir.http"]
        if not ir_http._asn_called():
            return super().export_xlsx(data, **kw)
        table = json.loads(ir_http._asn_read_data(data))
        table["title"] = sheet_name(table["title"])
        for row in table["col_group_headers"]:
            for head in row:
                head["title"] = unread_text(head["title"])
        return super().export_xlsx(json.dumps(table), **kw)
