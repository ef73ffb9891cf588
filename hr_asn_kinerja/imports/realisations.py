from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from ..rules import workflow
from . import bulk, cells
from .kind import Column, Kind

_lt = LazyTranslate(__name__)


class RealisationImport(Kind):
    """Entries of the work log of agreed plans; each row stands for itself.

    An entry with the same indicator, day, numbers and note is the same entry: a file that is
    imported twice adds nothing.
    """

    kind = "realisations"
    columns = (
        Column("nip", "199103272021032901", _lt("NIP of the employee, as text.")),
        Column("tahun", "2026", _lt("Year of the plan.")),
        Column("no_hasil", "1", _lt("Number of the result in the plan."), False),
        Column(
            "no_indikator", "1", _lt("Running number of the indicator within the plan, from 1.")
        ),
        Column("tanggal", "2026-01-31", _lt("Day of the entry, YYYY-MM-DD.")),
        Column("jumlah", "308", _lt("Quantity; for a ratio the cases that count.")),
        Column("penyebut", "", _lt("For a ratio: all cases."), False),
        Column("catatan", "Rekap bulan Januari; sumber SIMPUS", _lt("Note and source."), False),
    )

    def __init__(self, env, company, progress=None):
        super().__init__(env, company, progress)
        self.people = self.employees_by_nip()
        self.touched = set()  # evaluations that are open and count the new entries

    def _run_rows(self, source, write, skip_bad):
        self._run_batches(source, write)
        if write and self.touched and (self.outcome.is_clean or skip_bad):
            self.env.invalidate_all()
            self.env["asn.evaluation"].browse(sorted(self.touched))._recompute_figures()

    def parse(self, row):
        if self.take_nip(row) and row.values["nip"] not in self.people:
            self.problem(row, "nip", "employee_unknown")
        self.take(row, "tahun", cells.whole, 2000, 2100)
        self.take(row, "no_hasil", cells.whole, 1, 200, required=False)
        self.take(row, "no_indikator", cells.whole, 1, 2000)
        self.take(row, "tanggal", cells.day)
        self.take(row, "jumlah", cells.number)
        self.take(row, "penyebut", cells.number, required=False)
        self.take(row, "catatan", cells.text, 5000, required=False)

    # ------------------------------------------------------------------
    # The rows together, and with what is there
    # ------------------------------------------------------------------

    def check(self, rows):
        keys = {(r.values.get("nip"), r.values.get("tahun")) for r in rows}
        self._load_plans({nip for nip, _year in keys if nip})
        for row in rows:
            if row.cells:
                self._check_row(row)
        self._mark_present(rows)

    def _load_plans(self, nips):
        """Read the plans of these people: indicators in their order, days, open evaluations."""
        self.env.flush_all()
        self.plans, self.indicators, self.evaluations = {}, {}, {}
        plan_ids = []
        for nip, year, plan_id, state, start, end in self.env.execute_query(
            SQL(
                """
                SELECT employee.asn_nip, EXTRACT(YEAR FROM period.date_start)::int, plan.id,
                       plan.state, plan.date_start, plan.date_end
                  FROM asn_skp AS plan
                  JOIN hr_employee AS employee ON employee.id = plan.employee_id
                  JOIN asn_period AS period ON period.id = plan.period_id
                 WHERE employee.active AND employee.company_id = %s
                   AND employee.asn_nip = ANY(%s) AND plan.state <> 'cancelled'
                """,
                self.company.id,
                list(nips),
            )
        ):
            self.plans.setdefault((nip, year), []).append((plan_id, state, start, end))
            plan_ids.append(plan_id)
        for row in self.env.execute_query(
            SQL(
                """
                SELECT indicator.skp_id, indicator.id, indicator.aggregation,
                       dense_rank() OVER (PARTITION BY indicator.skp_id
                                          ORDER BY result.sequence, result.id)
                  FROM asn_skp_indicator AS indicator
                  JOIN asn_skp_result AS result ON result.id = indicator.result_id
                 WHERE indicator.skp_id = ANY(%s) AND indicator.active AND result.active
              ORDER BY indicator.skp_id, result.sequence, result.id, indicator.sequence,
                       indicator.id
                """,
                plan_ids,
            )
        ):
            self.indicators.setdefault(row[0], []).append(row[1:])
        for plan_id, *evaluation in self.env.execute_query(
            SQL(
                "SELECT skp_id, id, state, date_start, date_end FROM asn_evaluation"
                " WHERE skp_id = ANY(%s) AND (period_kind <> 'year' OR state IN %s)",
                plan_ids,
                workflow.RELEASED_STATES,
            )
        ):
            self.evaluations.setdefault(plan_id, []).append(evaluation)

    def _check_row(self, row):
        values = row.values
        if values["nip"] not in self.people or not values["tahun"]:
            return
        plans = self.plans.get((values["nip"], values["tahun"]))
        if not plans:
            self.problem(row, "tahun", "plan_unknown")
            return
        day = values["tanggal"]
        plan = next((p for p in plans if day and p[2] <= day <= p[3]), plans[0])
        plan_id, state, start, end = plan
        if state != "agreed":
            self.problem(row, "nip", "plan_not_agreed")
        if day:
            self._check_day(row, day, plan_id, start, end)
        self._check_indicator(row, plan_id)

    def _check_day(self, row, day, plan_id, start, end):
        if not start <= day <= end:
            self.problem(
                row, "tanggal", "date_outside", start=start.isoformat(), end=end.isoformat()
            )
        elif day > self.today:
            self.problem(row, "tanggal", "date_future")
        for evaluation_id, state, first, last in self.evaluations.get(plan_id, ()):
            if first <= day <= last:
                if state == workflow.EVALUATION_STATES[0]:
                    row.values["evaluation"] = evaluation_id
                else:
                    self.problem(row, "tanggal", "evaluation_locked")

    def _check_indicator(self, row, plan_id):
        values = row.values
        number = values["no_indikator"]
        if not number:
            return
        indicators = self.indicators.get(plan_id, [])
        if number > len(indicators):
            self.problem(row, "no_indikator", "number_unknown")
            return
        indicator_id, aggregation, result = indicators[number - 1]
        if values["no_hasil"] and values["no_hasil"] != result:
            self.problem(row, "no_indikator", "number_other_result")
        values.update(indicator=indicator_id, plan=plan_id)
        if aggregation == "ratio":
            whole, part = values["penyebut"], values["jumlah"]
            if whole == 0 or (whole is None and not row.cells["penyebut"].strip()):
                self.problem(row, "penyebut", "ratio_denominator")
            elif whole is not None and part is not None and part > whole:
                self.problem(row, "jumlah", "ratio_reversed")

    def _mark_present(self, rows):
        """Leave out entries that are there; of equal rows as many as there are equal entries."""
        indicators = {row.values["indicator"] for row in rows if row.values.get("indicator")}
        there = {}
        for *key, count in self.env.execute_query(
            SQL(
                "SELECT indicator_id, date, quantity, denominator, COALESCE(note, ''), count(*)"
                " FROM asn_realisation WHERE indicator_id = ANY(%s) GROUP BY 1, 2, 3, 4, 5",
                list(indicators),
            )
        ):
            there[tuple(key)] = count
        for row in rows:
            if row.is_bad:
                continue
            values = row.values
            key = (
                values["indicator"],
                values["tanggal"],
                _float(values["jumlah"]),
                _float(values["penyebut"]),
                values["catatan"] or "",
            )
            if there.get(key):
                there[key] -= 1
                self.mark_present(row)

    def store(self, rows):
        values = [row.values for row in rows]
        if not values:
            return
        count = len(values)
        bulk.insert(
            self.env,
            "asn_realisation",
            {
                "id": ("int", bulk.new_ids(self.env, "asn_realisation", count)),
                "indicator_id": ("int", [v["indicator"] for v in values]),
                "skp_id": ("int", [v["plan"] for v in values]),
                "date": ("date", [v["tanggal"] for v in values]),
                "quantity": ("numeric", [_rounded(v["jumlah"]) for v in values]),
                "denominator": ("numeric", [_rounded(v["penyebut"]) for v in values]),
                "note": ("text", [v["catatan"] for v in values]),
                "has_evidence": ("bool", [False] * count),
                "source": ("text", ["manual"] * count),
                "review_state": ("text", ["none"] * count),
                "is_late": ("bool", [False] * count),
            },
        )
        self.touched.update(v["evaluation"] for v in values if "evaluation" in v)
        self.outcome.created += count
        self.progress(self.outcome.created)


def _rounded(value):
    """As the column keeps it: four decimals."""
    return None if value is None else round(value, 4)


def _float(value):
    """As the database hands it out."""
    return None if value is None else float(_rounded(value))
