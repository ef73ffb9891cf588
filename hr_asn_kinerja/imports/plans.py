from odoo.tools.translate import LazyTranslate

from ..rules.indicator import MOST_PER_PLAN
from . import cells, vocabulary
from .kind import Column, Kind
from .plan_rows import PlanRows
from .problems import NOTE

_lt = LazyTranslate(__name__)

# People whose rows are checked and written together; keeps the memory of a province small.
PEOPLE_AT_ONCE = 4000


class PlanImport(PlanRows, Kind):
    """Yearly plans: results and indicators, by employee and year.

    A plan comes in whole or not at all, as a draft that employee and evaluator still agree. A plan
    with content is left alone.
    """

    kind = "plans"
    columns = (
        Column("nip", "199103272021032901", _lt("NIP of the employee, as text.")),
        Column("tahun", "2026", _lt("Year; it exists among the periods.")),
        Column("no_hasil", "1", _lt("Number of the result, from 1.")),
        Column("jenis_hasil", "utama", ", ".join(vocabulary.RESULT_KINDS)),
        Column(
            "rencana_hasil_kerja",
            "Terlayaninya pasien sesuai standar",
            _lt("The condition achieved."),
        ),
        Column("no_hasil_atasan", "1", _lt("Number of the superior's result it supports."), False),
        Column("aspek", "kuantitas", ", ".join(vocabulary.ASPECTS)),
        Column("kode_indikator", "KES-01", _lt("Code in the indicator library."), False),
        Column("indikator", "Jumlah pasien yang dilayani", _lt("Indicator.")),
        Column("satuan", "pasien", _lt("Unit of measure."), False),
        Column("target", "3240", _lt("Yearly target; a day YYYY-MM-DD for polarity tanggal.")),
        Column("target_maksimum", "", _lt("Upper end, for polarity rentang."), False),
        Column("polaritas", "lebih tinggi", ", ".join(vocabulary.POLARITIES)),
        Column("agregasi", "jumlah", ", ".join(vocabulary.AGGREGATIONS)),
        Column("bobot", "", _lt("Weight in percent; empty = equal weights."), False),
    )

    def __init__(self, env, company, progress=None):
        super().__init__(env, company, progress)
        self.people = self.employees_by_nip()
        self.library = {
            indicator.code: indicator.id for indicator in env["asn.indicator"].search([])
        }
        self.years = {
            period.date_start.year: period
            for period in env["asn.period"].search(
                [("company_id", "=", company.id), ("kind", "=", "year")]
            )
        }
        self.numbers = {}  # (NIP, year) -> {number of a result: its id, None until written}
        self.links = []  # (id of a result, (NIP of the superior, year), number there, row)

    def _run_rows(self, source, write, skip_bad):
        """Go through the file in pieces of whole people."""
        self._scan_numbers(source)
        batch, people = [], set()
        for row in self._rows(self.open(source)):
            person = row.values.get("key")
            if person not in people and len(people) >= PEOPLE_AT_ONCE:
                self._run_batch(batch, write)
                batch, people = [], set()
            batch.append(row)
            people.add(person)
        self._run_batch(batch, write)
        if write:
            self._write_links()

    def _scan_numbers(self, source):
        """Learn which results each plan of the file has: superiors may stand below."""
        table = self.open(source)
        nip, year, number = (table.header.index(n) for n in ("nip", "tahun", "no_hasil"))
        for _row, values in table.rows:
            if len(values) <= max(nip, year, number):
                continue
            try:
                key = (values[nip].strip(), int(values[year]))
                self.numbers.setdefault(key, {})[int(values[number])] = None
            except ValueError:
                continue  # said when the row is checked
        table.close()

    # ------------------------------------------------------------------
    # A row by itself
    # ------------------------------------------------------------------

    def parse(self, row):
        if self.take_nip(row) and row.values["nip"] not in self.people:
            self.problem(row, "nip", "employee_unknown")
        year = self.take(row, "tahun", cells.whole, 2000, 2100)
        if year:
            self._check_year(row, year)
        row.values["key"] = (row.values["nip"], year)
        self.take(row, "no_hasil", cells.whole, 1, 200)
        self.take(row, "jenis_hasil", cells.choice, vocabulary.RESULT_KINDS)
        self.take(row, "rencana_hasil_kerja", cells.text, 2000)
        self.take(row, "no_hasil_atasan", cells.whole, 1, 200, required=False)
        self.take(row, "aspek", cells.choice, vocabulary.ASPECTS)
        code = self.take(row, "kode_indikator", cells.line, 64, required=False)
        if code and code not in self.library:
            self.problem(row, "kode_indikator", "indicator_unknown")
        self.take(row, "indikator", cells.line, 1000)
        self.take(row, "satuan", cells.line, 100, required=False)
        self.take(row, "polaritas", cells.choice, vocabulary.POLARITIES)
        self.take(row, "agregasi", cells.choice, vocabulary.AGGREGATIONS)
        self.take(row, "bobot", cells.number, required=False, largest=100)
        self._take_target(row)

    def _check_year(self, row, year):
        period = self.years.get(year)
        if not period:
            self.problem(row, "tahun", "year_unknown", year=year)
        elif period.state == "closed":
            self.problem(row, "tahun", "year_closed", year=year)

    def _take_target(self, row):
        values = row.values
        polarity = values["polaritas"]
        values.update(target_kind="number", target_date=None, target_maksimum=None)
        if polarity == "date":
            values["target_kind"] = "date"
            values["target_date"] = self.take(row, "target", cells.day)
            values["target"] = 0
            return
        lower = self.take(row, "target", cells.number)
        if polarity == "range":
            values["target_kind"] = "range"
            upper = self.take(row, "target_maksimum", cells.number)
            if lower is not None and upper is not None and upper < lower:
                self.problem(row, "target_maksimum", "range_reversed")

    # ------------------------------------------------------------------
    # The rows together, and with what is there
    # ------------------------------------------------------------------

    def check(self, rows):
        plans = {}
        for row in rows:
            if row.values.get("nip") and row.values.get("tahun"):
                plans.setdefault(row.values["key"], []).append(row)
        self.present = self._load_present(plans)
        self.superiors = self._load_superiors(plans)
        for key, plan in plans.items():
            self._check_results(plan)
            good = [row for row in plan if not row.is_bad]
            if self.present.get(key) in ("plan_present", "plan_several"):
                for row in good:
                    self.mark_present(row, self.present[key])
                continue
            for row in good:
                self._check_link(row)
            bad = next((row for row in plan if row.is_bad), None)
            if bad:
                self._leave_out([row for row in good if not row.is_bad], bad)

    def _leave_out(self, rows, bad):
        for row in rows:
            row.is_bad = True
            self.problem(row, "", "row_left_out", NOTE, other=bad.number)

    def _check_link(self, row):
        number = row.values["no_hasil_atasan"]
        if not number:
            return
        key = self.superiors.get(row.values["nip"]), row.values["tahun"]
        numbers = self.there.get(key) or self.numbers.get(key)
        if not numbers:
            self.problem(row, "no_hasil_atasan", "parent_missing", "warning")
        elif number not in numbers:
            self.problem(row, "no_hasil_atasan", "parent_unknown")
        else:
            row.values["above"] = key

    def _check_results(self, plan):
        """Wording and kind of a result stand in each of its rows, and are the same."""
        first = {}
        for row in plan[MOST_PER_PLAN : MOST_PER_PLAN + 1]:
            self.problem(row, "indikator", "too_many_indicators", most=MOST_PER_PLAN)
        for row in plan:
            if row.is_bad:
                continue
            values = row.values
            known = first.setdefault(values["no_hasil"], row)
            for column in ("rencana_hasil_kerja", "jenis_hasil"):
                if known.values[column] != values[column]:
                    self.problem(row, column, "result_differs", other=known.number)
                    break
