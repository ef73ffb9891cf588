from odoo import api, models

from odoo.addons.hr_asn_kinerja.models.base import selections
from odoo.addons.hr_asn_kinerja.rules import workflow

from .recap_tally import Tally
from .stream_sheet import StreamSheet
from .workbooks.sheet import GREYS, MAX_BARS, PREDICATE_COLOURS

# The highest chart that is printed on one page, in pixels.
PAGE_HEIGHT = 820
# Up to so many lines, the chart is printed below them on the same page.
PAGE_LINES = 12
STATE_COLOURS = dict(zip(("open", "submitted", "rated"), GREYS, strict=True))


class AsnRecapXlsx(models.AbstractModel):
    """The recap of a period as a workbook: cover, one row per evaluation, agencies, units."""

    _name = "report.hr_asn_kinerja_report.recap"
    _description = "Recap of a Period (XLSX)"
    _inherit = "asn.workbook.cells"

    # ------------------------------------------------------------------
    # Hooks of report_xlsx; not callable from outside
    # ------------------------------------------------------------------

    @api.private
    def create_xlsx_report(self, docids, data):
        """Return the workbook of the given periods.

        :raise AccessError: when the reader works in none of the offices
        """
        self.env["asn.recap"]._check_office()
        return super().create_xlsx_report(docids, data)

    @api.private
    def generate_xlsx_report(self, workbook, data, objs):
        """Write the sheets. Counts are taken from the rows as they pass."""
        recap = self.env["asn.recap"]
        formats = self._prepare_formats(workbook)
        cover, rows, agencies, units = (
            workbook.add_worksheet(name, worksheet_class=StreamSheet)
            for name in (
                self.env._("Cover"),
                self.env._("Recap"),
                self.env._("Agencies"),
                self.env._("Units"),
            )
        )
        tally = Tally()
        self._write_rows(rows, formats, recap._iter_rows(objs, tally))
        self._write_summary(workbook, agencies, formats, *self._prepare_agencies(tally))
        self._write_summary(workbook, units, formats, *self._prepare_units(tally))
        self._write_cover(workbook, cover, formats, recap._prepare_cover(objs), tally.total())
        cover.activate()

    def _get_objs_for_report(self, docids, data):
        """Take the periods from the address only: nothing else of the request names records."""
        return self.env["asn.recap"]._get_periods(docids or [])

    # ------------------------------------------------------------------
    # Rows of the summaries, as plain values
    # ------------------------------------------------------------------

    def _prepare_agencies(self, tally):
        """Return titles of the leading columns, and a row for each agency and the total."""
        agencies = tally.by_agency()
        # sudo: names of units only; the counts come from rows that the reader may read
        names = {unit.id: unit.name for unit in self._browse_units(agencies).sudo()}
        rows = [
            ([names.get(agency) or self.env._("No unit")], counts)
            for agency, counts in agencies.items()
        ]
        rows.sort(key=lambda row: row[0])
        return [self.env._("Agency")], rows, tally.total()

    def _prepare_units(self, tally):
        """Return titles of the leading columns, and a row for each unit and the total."""
        # sudo: as above
        units = self._browse_units({unit for _agency, unit in tally.by_unit}).sudo()
        agencies = self._browse_units(tally.by_agency()).sudo()
        by_id = {unit.id: unit for unit in units | agencies}
        empty = self.env["hr.department"]
        rows = []
        for (agency, unit), counts in tally.by_unit.items():
            unit_record = by_id.get(unit, empty)
            lead = [
                by_id.get(agency, empty).name or "",
                unit_record.parent_id.name or "",
                unit_record.name or self.env._("No unit"),
            ]
            rows.append((lead, counts))
        # The agency itself comes before what is below it.
        rows.sort(key=lambda row: (row[0][0], row[0][2] != row[0][0], row[0]))
        titles = [self.env._("Agency"), self.env._("Part of"), self.env._("Unit")]
        return titles, rows, tally.total()

    def _browse_units(self, ids):
        return self.env["hr.department"].browse([unit for unit in ids if unit])

    def _prepare_counts(self, counts):
        """Return the figures of one line of a summary, in the order of the titles."""
        released = sum(counts.states.get(state, 0) for state in workflow.RELEASED_STATES)
        return [
            counts.evaluations,
            *(counts.states.get(state, 0) for state in STATE_COLOURS),
            released,
            counts.late,
            *(counts.predicates.get(key, 0) for key, _label in selections.PREDICATES),
            counts.mean_score,
        ]

    def _prepare_count_titles(self):
        recap = self.env["asn.recap"]
        states, predicates = recap._get_labels("state"), recap._get_labels("predicate")
        return [
            self.env._("Evaluations"),
            *(states[key] for key in STATE_COLOURS),
            self.env._("Released"),
            self.env._("Late"),
            *(predicates[key] for key, _label in selections.PREDICATES),
            self.env._("Mean Achievement (%)"),
        ]

    # ------------------------------------------------------------------
    # Cells
    # ------------------------------------------------------------------

    def _write_rows(self, sheet, formats, rows):
        """Write the titles and one row per evaluation; the first column counts them."""
        columns = next(rows)
        titles = [self.env._("No."), *(column.title for column in columns)]
        self._write_header(sheet, formats, titles, [7, *(column.width for column in columns)])
        sheet.freeze_panes(1, 2)
        sheet.repeat_columns(0, 1)
        sheet.fit_to_pages(2, 0)
        kinds = ["integer", *(column.kind for column in columns)]
        looks = [formats[kind] for kind in kinds]
        numbered = ([number, *row] for number, row in enumerate(rows, 1))
        number = sheet.stream_rows(1, numbered, kinds, looks)
        if not number:
            sheet.write_string(1, 1, self._get_empty_sentence(), formats["note"])
        sheet.autofilter(0, 0, number, len(titles) - 1)

    def _write_summary(self, workbook, sheet, formats, lead_titles, rows, total):
        """Write one line per agency or unit, the total, and the chart below."""
        titles = [*lead_titles, *self._prepare_count_titles()]
        lead = len(lead_titles)
        widths = [36] * lead + [13] * (len(titles) - lead)
        self._write_header(sheet, formats, titles, widths)
        sheet.freeze_panes(1, lead)
        sheet.fit_to_pages(1, 0)
        kinds = ["text"] * lead + ["integer"] * (len(titles) - lead - 1) + ["number"]
        lines = [[*names, *self._prepare_counts(counts)] for names, counts in rows]
        self._write_lines(sheet, self._writers(sheet, formats, kinds), lines, 1)
        sheet.autofilter(0, 0, len(lines), len(titles) - 1)
        last = [*[""] * (lead - 1), self.env._("Total"), *self._prepare_counts(total)]
        self._write_lines(
            sheet, self._writers(sheet, formats, kinds, "total_"), [last], len(lines) + 1
        )
        if not lines:
            sheet.write_string(2, 0, self._get_empty_sentence(), formats["note"])
        elif len(lines) <= MAX_BARS:
            self._insert_chart(workbook, sheet, titles, lead, len(lines))

    def _insert_chart(self, workbook, sheet, titles, lead, count):
        """Show predicates and open states of each line as one bar of 100 percent."""
        chart = workbook.add_chart({"type": "bar", "subtype": "percent_stacked"})
        names = [sheet.name, 1, lead - 1, count, lead - 1]
        colours = list(STATE_COLOURS.values()), list(PREDICATE_COLOURS.values())
        first_state, first_predicate = lead + 1, lead + len(STATE_COLOURS) + 3
        series = [
            *((first_predicate + i, colour) for i, colour in enumerate(colours[1])),
            *((first_state + i, colour) for i, colour in reversed(list(enumerate(colours[0])))),
        ]
        for column, colour in series:
            chart.add_series(
                {
                    "name": [sheet.name, 0, column],
                    "categories": names,
                    "values": [sheet.name, 1, column, count, column],
                    "fill": {"color": colour},
                    "gap": 40,
                }
            )
        chart.set_title({"name": self.env._("Predicates and Progress"), "overlay": False})
        chart.set_y_axis({"reverse": True, "num_font": {"size": 8}})
        gridlines = {"visible": True, "line": {"color": "#E5E5E5"}}
        chart.set_x_axis({"num_format": "0%", "major_gridlines": gridlines})
        chart.set_legend({"position": "bottom"})
        chart.set_size({"width": 1100, "height": min(200 + 24 * count, PAGE_HEIGHT)})
        if count > PAGE_LINES:
            sheet.set_h_pagebreaks([count + 3])
        sheet.insert_chart(count + 3, 0, chart, {"object_position": 2})

    def _write_cover(self, workbook, sheet, formats, facts, total):
        """Write what the workbook is about, the totals, and a picture of the predicates."""
        title = self.env._("Recap of Performance Evaluations")
        row = self._write_facts(sheet, formats, title, facts)
        if not total.evaluations:
            sheet.write_string(row, 0, self._get_empty_sentence(), formats["note"])
            return
        figures = zip(self._prepare_count_titles(), self._prepare_counts(total), strict=True)
        first_row = row
        for title, value in figures:
            sheet.write_string(row, 0, title, formats["label"])
            if value is not None:
                look = formats["figure" if isinstance(value, int) else "figure_mean"]
                sheet.write_number(row, 1, value, look)
            row += 1
        self._insert_cover_chart(workbook, sheet, first_row, row + 1)

    def _insert_cover_chart(self, workbook, sheet, first_row, at_row):
        chart = workbook.add_chart({"type": "column"})
        start = first_row + len(STATE_COLOURS) + 3
        end = start + len(PREDICATE_COLOURS) - 1
        chart.add_series(
            {
                "name": self.env._("Predicates"),
                "categories": [sheet.name, start, 0, end, 0],
                "values": [sheet.name, start, 1, end, 1],
                "points": [{"fill": {"color": colour}} for colour in PREDICATE_COLOURS.values()],
                "data_labels": {"value": True},
                "gap": 60,
            }
        )
        chart.set_title({"name": self.env._("Predicates"), "overlay": False})
        chart.set_legend({"none": True})
        chart.set_y_axis({"major_gridlines": {"visible": False}, "visible": False})
        chart.set_size({"width": 640, "height": 300})
        sheet.insert_chart(at_row, 0, chart, {"object_position": 2})

    def _get_empty_sentence(self):
        return self.env._(
            "There are no evaluations here yet. They are made when the HR office opens the "
            "half-year, for everybody with an agreed plan."
        )
