"""Workbooks read back."""

import io

import openpyxl
from openpyxl.utils.escape import unescape


class WorkbookMixin:
    def _book(self, name, user, ids):
        """Return the workbook of the rows ``ids`` picked in a list, as ``user`` gets it."""
        report = self.env[f"report.hr_asn_kinerja_report.{name}"].with_user(user)
        content, extension = report.create_xlsx_report(list(ids), {})
        self.assertEqual(extension, "xlsx")
        return openpyxl.load_workbook(io.BytesIO(content))

    def _table(self, sheet):
        """Return the rows below the titles as dicts by title, texts as they were typed."""
        titles, *rows = sheet.iter_rows()
        return [
            {
                title.value: unescape(cell.value) if isinstance(cell.value, str) else cell.value
                for title, cell in zip(titles, row, strict=True)
            }
            for row in rows
        ]

    def _facts(self, book):
        rows = book["Cover"].iter_rows(min_row=3)
        return {row[0].value: row[1].value for row in rows if row[0].value}
