import io
from collections import Counter

import xlsxwriter

from odoo import api, models
from odoo.exceptions import AccessError, UserError

from ..stream_sheet import StreamSheet
from .sheet import GREYS, MAX_BARS, Scope, iter_rows, made_facts, zone_of
from .source import Source

# The highest chart that is printed on one page, in pixels.
TALLEST = 540
# Up to so many lines, the chart is printed below them on the same page.
PAGE_LINES = 8
# A sheet with wider columns, in characters, is printed on two pages side by side.
WIDE = 220
# Of the column that holds the ids.
LARGEST_ID = 2**31 - 1
DEFAULT_COLOUR = "#2E7D95"
COLOURED_TEXT = {"#1B7F4B": "#FFFFFF", "#C0392B": "#FFFFFF"}


class AsnWorkbook(models.AbstractModel):
    """A list as a workbook: a cover that says what it is about, and sheets of streamed rows.

    A workbook of its own declares its model, its title and its sheets; reading under the rights
    of the reader, looks, cover, counts and charts are the same for all. Each is reached from the
    action menu of its list, with the rows picked there, or from the dialog "Workbooks", with
    periods and units.
    """

    _name = "asn.workbook"
    _description = "Workbook"
    _inherit = "asn.workbook.cells"

    _book_model = None  # rows picked in a list are of this model
    _book_period = "period_id"  # ways from the model to its period and unit; empty: it has none
    _book_unit = "unit_id"
    _book_groups = ()  # who may make it; empty: whoever reads some of its rows
    _book_cover_first = True

    # ------------------------------------------------------------------
    # What a workbook declares
    # ------------------------------------------------------------------

    def _book_title(self):
        raise NotImplementedError()

    def _book_sheets(self, scope):
        """Return the sheets as :class:`~.sheet.Sheet`, in their order."""
        raise NotImplementedError()

    def _book_facts(self, scope):
        """Return what else the cover says, as pairs of title and value."""
        return []

    # ------------------------------------------------------------------
    # Hooks of report_xlsx; not callable from outside
    # ------------------------------------------------------------------

    @api.private
    def create_xlsx_report(self, docids, data):
        """Return the workbook of the rows picked in a list.

        :raise AccessError: the reader is in none of the groups that it is for
        :raise UserError: nothing was picked
        """
        return self._make(self._select(docids)), "xlsx"

    def _select(self, docids):
        """Take the rows from the address only: nothing else of the request names records."""
        ids = list(docids or ())
        if not ids or any(type(key) is not int or not 0 < key <= LARGEST_ID for key in ids):
            raise UserError(self.env._("Choose the rows that the workbook is about."))
        picked = self.env._("Rows picked in the list: %s", len(set(ids)))
        return Scope(ids=ids, facts=[(self.env._("Content"), picked)])

    def _check_book(self):
        """Raise unless the reader may make this workbook; the address of a report asks no group."""
        if not self._is_for_reader():
            raise AccessError(self.env._("This workbook is not for you."))

    def _is_for_reader(self):
        """Tell whether the reader is in one of the groups that may have this workbook."""
        return not self._book_groups or any(map(self.env.user.has_group, self._book_groups))

    def _make(self, scope):
        """Return the workbook about ``scope`` as bytes."""
        self._check_book()
        file = io.BytesIO()
        book = xlsxwriter.Workbook(file, self.get_workbook_options())
        formats = self._prepare_formats(book)
        sheets = self._book_sheets(scope)
        cover = self._add(book, self.env._("Cover")) if self._book_cover_first else None
        places = []
        for sheet in sheets:
            place = self._add(book, sheet.name)
            places.append((place, sheet.summary and self._add(book, sheet.summary.name)))
        cover = cover or self._add(book, self.env._("Cover"))
        counts = []
        for sheet, (place, summary) in zip(sheets, places, strict=True):
            tally = _Tally(sheet)
            counts.append((sheet.name, self._write_sheet(book, place, formats, sheet, tally)))
            if summary:
                self._write_tally(book, summary, formats, sheet, tally)
        self._write_facts(cover, formats, self._book_title(), self._prepare_facts(scope, counts))
        (cover if self._book_cover_first else places[0][0]).activate()
        book.close()
        return file.getvalue()

    @staticmethod
    def _add(book, name):
        # A sheet's name has 31 characters at most and none of these.
        cleaned = "".join(" " if letter in "[]:*?/\\'" else letter for letter in name)
        return book.add_worksheet(cleaned[:31].strip(), worksheet_class=StreamSheet)

    # ------------------------------------------------------------------
    # Rows
    # ------------------------------------------------------------------

    def _get_domain(self, scope):
        """Return what belongs to the scope; the record rules narrow it further."""
        if scope.ids is not None:
            return [("id", "in", scope.ids)]
        return self._get_frame(scope, self._book_period, self._book_unit)

    def _get_frame(self, scope, period, unit):
        """Return the domain of the periods and units of a scope, by the ways of a model to them."""
        domain = []
        if period and scope.periods:
            domain.append((period, "in", (scope.periods | scope.periods.child_ids).ids))
        if unit and scope.units:
            domain.append((unit, "child_of", scope.units.ids))
        return domain

    def _source(self, domain, model=None):
        return Source(self.env, model or self._book_model, domain, zone_of(self.env.company))

    def _iter_rows(self, sheet):
        """Yield (stored values, shown values) of each row."""
        sheet.query.order = sheet.order
        select = sheet.query.select(*(column.sql for column in sheet.columns))
        for _lead, stored, shown in iter_rows(self.env, select, sheet.columns, "asn_workbook"):
            yield stored, shown

    # ------------------------------------------------------------------
    # Sheets
    # ------------------------------------------------------------------

    def _write_sheet(self, book, place, formats, sheet, tally):
        """Write titles and rows; return the number of rows."""
        lead = int(sheet.numbered)
        titles = [self.env._("No.")] * lead + [column.title for column in sheet.columns]
        widths = [7] * lead + [column.width for column in sheet.columns]
        self._write_header(place, formats, titles, widths)
        place.freeze_panes(1, lead + 1)
        place.repeat_columns(0, lead)
        place.fit_to_pages(2 if sum(widths) > WIDE else 1, 0)
        kinds = ["integer"] * lead + [column.kind for column in sheet.columns]

        def rows():
            for number, (stored, shown) in enumerate(self._iter_rows(sheet), 1):
                tally.add(stored, shown)
                yield [number, *shown] if lead else shown

        count = place.stream_rows(1, rows(), kinds, [formats[kind] for kind in kinds])
        if not count:
            place.write_string(1, lead, sheet.empty, formats["note"])
        place.autofilter(0, 0, max(count, 1), len(titles) - 1)
        for index, column in enumerate(sheet.columns, lead):
            self._colour(book, place, index, count, column)
        if sheet.stacked:
            colours = {titles.index(title): colour for title, colour in sheet.stacked.items()}
            self._insert_bars(book, place, count, titles.index(sheet.stacked_by), colours)
        return count

    def _colour(self, book, place, index, count, column):
        """Colour the cells of a column by their word, or draw a bar behind their number."""
        if not count:
            return
        area = (1, index, count, index)
        if column.bar:
            place.conditional_format(*area, {"type": "data_bar", "bar_color": DEFAULT_COLOUR})
        for key, colour in (column.colours or {}).items():
            word = (column.labels or {}).get(key, key)
            look = {"bg_color": colour, "font_color": COLOURED_TEXT.get(colour, "#000000")}
            value = '"{}"'.format(word.replace('"', '""'))
            rule = {"type": "cell", "criteria": "==", "value": value}
            place.conditional_format(*area, {**rule, "format": book.add_format(look)})

    def _write_tally(self, book, place, formats, sheet, tally):
        """Write one line for each group, the total, and a chart below."""
        summary = sheet.summary
        titles = [summary.by, self.env._("Rows"), *tally.words]
        if summary.mean:
            titles.append(self.env._("Mean: %s", summary.mean))
        self._write_header(place, formats, titles, [40, *[14] * (len(titles) - 1)])
        place.freeze_panes(1, 1)
        place.fit_to_pages(1, 0)
        kinds = ["text", *["integer"] * (1 + len(tally.words)), *["number"] * bool(summary.mean)]
        lines = tally.lines(self.env._("Not given"))
        if not lines:
            place.write_string(1, 0, sheet.empty, formats["note"])
            return
        self._write_lines(place, self._writers(place, formats, kinds), lines, 1)
        total = [self.env._("Total"), *tally.total()]
        writers = self._writers(place, formats, kinds, "total_")
        self._write_lines(place, writers, [total], len(lines) + 1)
        colours = tally.colours or [DEFAULT_COLOUR]
        columns = dict(enumerate(colours, 2 if tally.words else 1))
        self._insert_bars(book, place, len(lines), 0, columns)

    def _insert_bars(self, book, place, count, names, columns):
        """Draw a bar for each line below the lines.

        :param int count: number of lines; too many are not drawn
        :param int names: the column with the names of the lines
        :param dict columns: {column: colour} of what is stacked in a bar
        """
        if not 0 < count <= MAX_BARS:
            return
        chart = book.add_chart({"type": "bar", "subtype": "stacked"})
        for column, colour in columns.items():
            chart.add_series(
                {
                    "name": [place.name, 0, column],
                    "categories": [place.name, 1, names, count, names],
                    "values": [place.name, 1, column, count, column],
                    "fill": {"color": colour},
                    "gap": 40,
                }
            )
        chart.set_title({"name": place.name, "overlay": False})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
        chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#E5E5E5"}}})
        chart.set_legend({"position": "bottom"} if len(columns) > 1 else {"none": True})
        chart.set_size({"width": 900, "height": min(200 + 24 * count, TALLEST)})
        if count > PAGE_LINES:
            place.set_h_pagebreaks([count + 3])
        place.insert_chart(count + 3, 0, chart, {"object_position": 2})

    # ------------------------------------------------------------------
    # Cover
    # ------------------------------------------------------------------

    def _prepare_facts(self, scope, counts):
        env = self.env
        return [
            # sudo: the name of the region that the reader works in
            (env._("Region"), env.company.sudo().name),
            *scope.facts,
            (env._("Rights"), env._("Only rows that the person below may read")),
            *self._book_facts(scope),
            *counts,
            *made_facts(env, zone_of(env.company)),
        ]

    def _get_released_fact(self):
        return (
            self.env._("Ratings"),
            self.env._("Released ratings only; what is not released is not shown"),
        )


class _Tally:
    """Counts rows as they pass: by the words of one column, and by the keys of another."""

    def __init__(self, sheet):
        titles = [column.title for column in sheet.columns]
        summary = sheet.summary
        self.by = titles.index(summary.by) if summary else None
        self.mean = titles.index(summary.mean) if summary and summary.mean else None
        self.split, self.keys, self.words, self.colours = None, [], [], []
        if summary and summary.split:
            self.split = titles.index(summary.split)
            column = sheet.columns[self.split]
            self.keys, self.words = list(column.labels), list(column.labels.values())
            spare = iter(GREYS * len(self.keys))
            self.colours = [(column.colours or {}).get(key) or next(spare) for key in self.keys]
        self.groups = {}
        self.all = Counter()

    def add(self, stored, shown):
        if self.by is None:
            return
        group = self.groups.setdefault(shown[self.by] or "", Counter())
        for counter in (group, self.all):
            counter["rows"] += 1
            if self.split is not None:
                counter["key", stored[self.split]] += 1
            if self.mean is not None and stored[self.mean] is not None:
                counter["sum"] += stored[self.mean]
                counter["count"] += 1

    def _figures(self, counter):
        figures = [counter["rows"], *(counter["key", key] for key in self.keys)]
        if self.mean is not None:
            figures.append(counter["sum"] / counter["count"] if counter["count"] else None)
        return figures

    def lines(self, nameless):
        return [
            [name or nameless, *self._figures(self.groups[name])] for name in sorted(self.groups)
        ]

    def total(self):
        return self._figures(self.all)
