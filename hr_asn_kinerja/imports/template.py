"""Workbooks that the dialog hands out: an empty file of a kind, and a list of problems."""

import io

from odoo.tools.translate import LazyTranslate

from ..rules.cells import plain_cell_text

_lt = LazyTranslate(__name__)

PROBLEM_TITLES = (
    (_lt("Row"), 8),
    (_lt("Column"), 20),
    (_lt("Cell"), 30),
    (_lt("Level"), 12),
    (_lt("What is wrong"), 60),
    (_lt("What to do"), 60),
)


def template(env, loader):
    """Return a workbook with the headings and an example, and a sheet that explains them."""
    book, stream = _book()
    bold, text = book.add_format({"bold": True, "bg_color": "#D9E8F5"}), book.add_format()
    text.set_num_format("@")
    sheet = book.add_worksheet(loader.kind)
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(loader.columns):
        sheet.set_column(number, number, max(14, len(column.name) + 2), text)
        sheet.write_string(0, number, column.name, bold)
        sheet.write_string(1, number, column.example, text)
    legend = book.add_worksheet(env._("Explanation"))
    legend.set_column(0, 1, 24)
    legend.set_column(2, 2, 90)
    titles = (env._("Column"), env._("Needed"), env._("Content"))
    for number, title in enumerate(titles):
        legend.write_string(0, number, title, bold)
    for number, column in enumerate(loader.columns, 1):
        legend.write_string(number, 0, column.name)
        legend.write_string(number, 1, env._("yes") if column.required else env._("no"))
        legend.write_string(number, 2, column.explain(env))
    book.close()
    return stream.getvalue()


def problem_list(env, rows):
    """Return a workbook with one row for each problem."""
    book, stream = _book()
    bold = book.add_format({"bold": True, "bg_color": "#D9E8F5"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(env._("Problems"))
    sheet.freeze_panes(1, 0)
    for number, (title, width) in enumerate(PROBLEM_TITLES):
        sheet.set_column(number, number, width, wrapped)
        sheet.write_string(0, number, env._(title), bold)
    for number, row in enumerate(rows, 1):
        for position, value in enumerate(row):
            sheet.write_string(number, position, plain_cell_text(str(value or "")))
    sheet.autofilter(0, 0, max(len(rows), 1), len(PROBLEM_TITLES) - 1)
    book.close()
    return stream.getvalue()


def _book():
    import xlsxwriter  # comes with Odoo; only here, for it takes a while to load

    stream = io.BytesIO()
    # What people typed stays text: no formulas, no links.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(stream, options), stream
