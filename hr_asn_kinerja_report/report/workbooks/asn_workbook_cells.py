from odoo import api, models

DATE_FORMAT = "dd/mm/yyyy"
DATETIME_FORMAT = "dd/mm/yyyy hh:mm"
HEADER_COLOUR = "#1F4E5F"
TOTAL_COLOUR = "#E8EEF0"
A4 = 9


class AsnWorkbookCells(models.AbstractModel):
    """How all workbooks look: text that stays text, real dates and numbers, titles that repeat.

    xlsxwriter's constant-memory mode writes each row to a temporary file as soon as the next one
    begins, so rows of a sheet are written strictly in order; sheets may take turns.
    """

    _name = "asn.workbook.cells"
    _description = "Cells of a Workbook"
    _inherit = "report.report_xlsx.abstract"

    @api.private
    def get_workbook_options(self):
        """Text stays text, whatever it starts with; nothing becomes a formula or a link."""
        return {
            **super().get_workbook_options(),
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        }

    def _prepare_formats(self, workbook):
        """Return the looks of the cells by name; a total is the same in bold on grey."""
        kinds = {
            "text": {},
            "integer": {"num_format": "#,##0"},
            "number": {"num_format": "#,##0.00"},
            "date": {"num_format": DATE_FORMAT, "align": "left"},
            "datetime": {"num_format": DATETIME_FORMAT, "align": "left"},
        }
        total = {"bold": True, "bg_color": TOTAL_COLOUR, "top": 1}
        formats = {
            name: workbook.add_format({**look, "valign": "top"}) for name, look in kinds.items()
        }
        formats |= {
            f"total_{name}": workbook.add_format({**look, **total}) for name, look in kinds.items()
        }
        header = {
            "bold": True,
            "font_color": "#FFFFFF",
            "bg_color": HEADER_COLOUR,
            "text_wrap": True,
            "valign": "vcenter",
            "border": 1,
            "border_color": "#FFFFFF",
        }
        formats["header"] = workbook.add_format(header)
        formats["title"] = workbook.add_format({"bold": True, "font_size": 16})
        formats["label"] = workbook.add_format({"bold": True, "valign": "top"})
        formats["wrapped"] = workbook.add_format({"text_wrap": True, "valign": "top"})
        formats["figure"] = workbook.add_format({"num_format": "#,##0", "align": "left"})
        formats["figure_mean"] = workbook.add_format({"num_format": "#,##0.00", "align": "left"})
        formats["note"] = workbook.add_format({"italic": True, "font_color": "#666666"})
        return formats

    def _write_header(self, sheet, formats, titles, widths):
        sheet.set_row(0, 32)
        for index, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.set_column(index, index, width)
            sheet.write_string(0, index, title, formats["header"])
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&A&R&P / &N")

    def _writers(self, sheet, formats, kinds, prefix=""):
        """Return for each column how to write a value of its kind, and its look."""
        methods = {
            "text": sheet.write_string,
            "integer": sheet.write_number,
            "number": sheet.write_number,
            "date": sheet.write_datetime,
            "datetime": sheet.write_datetime,
        }
        return [(methods[kind], formats[prefix + kind]) for kind in kinds]

    def _write_lines(self, sheet, writers, lines, start):
        for number, line in enumerate(lines, start):
            for index, (value, (write, look)) in enumerate(zip(line, writers, strict=True)):
                if value is None or value == "":
                    sheet.write_blank(number, index, None, look)
                else:
                    write(number, index, value, look)

    def _write_facts(self, sheet, formats, title, facts):
        """Write the head of a cover, a line for each fact; return the next free row."""
        sheet.hide_gridlines(2)
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 60)
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, title, formats["title"])
        for row, (label, value) in enumerate(facts, 2):
            sheet.write_string(row, 0, label, formats["label"])
            if hasattr(value, "hour"):
                sheet.write_datetime(row, 1, value, formats["datetime"])
            elif hasattr(value, "year"):
                sheet.write_datetime(row, 1, value, formats["date"])
            elif isinstance(value, int):
                sheet.write_number(row, 1, value, formats["figure"])
            else:
                sheet.write_string(row, 1, value or "", formats["wrapped"])
        return len(facts) + 3
