"""What all kinds of files have in common: the columns, the rows, and what is said about them."""

from dataclasses import dataclass, field

from ..rules import nip as nip_rules
from ..rules.exceptions import NipError
from . import cells
from .problems import ERROR, NOTE, CellError, FileError, Outcome, Problem, shown
from .reader import EXCEL_NUMBER, read

ROWS_AT_ONCE = 50000
AGE_ISSUES = {"age_too_young", "age_too_old", "appointed_in_future", "appointed_too_young"}


@dataclass(frozen=True)
class Column:
    """A column: heading, example for the template, explanation, and whether it may be missing."""

    name: str
    example: str
    help: object
    required: bool = True

    def explain(self, env):
        """Return what belongs into the column; lists of words stay as they are written."""
        return self.help if isinstance(self.help, str) else env._(self.help)


@dataclass
class Row:
    """A row of the file: number as in a spreadsheet, cells as text, and what became of them."""

    number: int
    cells: dict
    values: dict = field(default_factory=dict)
    is_bad: bool = False


class Kind:
    """Imports one kind of file into one region (company). Runs as superuser; the caller checks.

    Subclasses read a row in :meth:`parse` and write the good rows in :meth:`store`.
    """

    kind = None
    columns = ()

    def __init__(self, env, company, progress=None):
        self.env = env
        self.company = company
        self.progress = progress or (lambda done: None)
        self.today = env["asn.period"]._local_today(company)
        self._nips = {}  # cell -> NIP taken apart: a work log repeats each a hundred times
        self.outcome = Outcome()

    # ------------------------------------------------------------------
    # The run
    # ------------------------------------------------------------------

    def run(self, source, write=True, skip_bad=False):
        """Check all rows; write the good ones when there is no bad one, or bad ones are skipped.

        :param source: the file as bytes, or its path
        :param bool write: False to check only
        :return: :class:`~.problems.Outcome`
        """
        try:
            table = self.open(source)
            table.close()
            self._check_header(table)
            if self.outcome.is_clean:
                self._run_guarded(source, write, skip_bad)
        except FileError as error:
            self.outcome.add(error.problem)
        if not self.outcome.done:
            self.outcome.created = 0
        return self.outcome

    def _run_guarded(self, source, write, skip_bad):
        """Go through the rows; what was written goes again unless all of it may stay.

        A file may turn out to be damaged after many rows were written.
        """
        savepoint = self.env.cr.savepoint()
        try:
            self._run_rows(source, write, skip_bad)
            if not self.outcome.rows:
                self.outcome.add(Problem(0, "", "", "no_rows"))
            self.outcome.done = bool(
                write and self.outcome.rows and (self.outcome.is_clean or skip_bad)
            )
        finally:
            savepoint.close(rollback=write and not self.outcome.done)
        self.env.invalidate_all()

    def open(self, source):
        """Return the file as a table, from its beginning."""
        return read(source)

    def _run_rows(self, source, write, skip_bad):
        rows = list(self._rows(self.open(source)))
        self.check(rows)
        self._count(rows)
        if write and (self.outcome.is_clean or skip_bad):
            self._store_new(rows)

    def _run_batches(self, source, write):
        """Go through a file whose rows stand for themselves, so many at a time."""
        batch = []
        for row in self._rows(self.open(source)):
            batch.append(row)
            if len(batch) >= ROWS_AT_ONCE:
                self._run_batch(batch, write)
                batch = []
        self._run_batch(batch, write)

    def _run_batch(self, rows, write):
        """Check and write a part of the file; what must not stay is taken back at the end."""
        self.check(rows)
        self._count(rows)
        if write:
            self._store_new(rows)

    def _store_new(self, rows):
        self.store([row for row in rows if not row.is_bad and "present" not in row.values])

    def _count(self, rows):
        self.outcome.refused += sum(row.is_bad for row in rows)
        self.outcome.present += sum(not row.is_bad and "present" in row.values for row in rows)

    def _check_header(self, table):
        known = {column.name: column for column in self.columns}
        for name in dict.fromkeys(table.header):
            if table.header.count(name) > 1 and name:
                self.outcome.add(Problem(0, name, "", "column_twice"))
            elif name and name not in known:
                self.outcome.add(Problem(0, shown(name), "", "column_unknown", "warning"))
        for column in self.columns:
            if column.required and column.name not in table.header:
                self.outcome.add(Problem(0, column.name, "", "column_missing"))

    def _rows(self, table):
        """Yield the rows as :class:`Row`, each with its values read."""
        width = len(table.header)
        names = [column.name for column in self.columns]
        for number, values in table.rows:
            self.outcome.rows += 1
            if table.is_workbook and len(values) < width:
                values = values + [""] * (width - len(values))
            if len(values) != width:
                row = Row(number, {}, is_bad=True)
                self.problem(row, "", "row_cells", count=len(values), expected=width)
                yield row
                continue
            found = dict(zip(table.header, values, strict=True))
            row = Row(number, {name: found.get(name, "") for name in names})
            self.parse(row)
            yield row
        table.close()

    # ------------------------------------------------------------------
    # For subclasses
    # ------------------------------------------------------------------

    def parse(self, row):
        """Read the cells of a row into ``row.values``."""
        raise NotImplementedError

    def check(self, rows):
        """Compare the rows with one another and with what is there."""

    def store(self, rows):
        """Write the rows; those that are there already are not among them."""
        raise NotImplementedError

    def problem(self, row, column, code, level=ERROR, **values):
        """Note a problem of a cell or of a row; an error makes the row a bad one."""
        value = shown(row.cells.get(column, "")).removeprefix(EXCEL_NUMBER)
        self.outcome.add(Problem(row.number, column, value, code, level, values))
        if level == ERROR:
            row.is_bad = True

    def mark_present(self, row, code="row_present", level=NOTE, column="", **values):
        """Leave a row alone, because what it says is there already."""
        row.values["present"] = True
        self.problem(row, column, code, level, **values)

    def take(self, row, column, read, *args, **kwargs):
        """Read a cell with one of the functions of :mod:`.cells`; a problem leaves None."""
        try:
            value = read(row.cells[column], *args, **kwargs)
        except CellError as error:
            self.problem(row, column, error.code, **error.values)
            value = None
        row.values[column] = value
        return value

    def take_nip(self, row, column="nip", plausible=False):
        """Read a NIP; returns it taken apart, or None after saying what is wrong."""
        cell = row.cells[column]
        row.values[column] = None
        if (cell, plausible) in self._nips:
            row.values[column] = self._nips[cell, plausible].compact
            return self._nips[cell, plausible]
        if cell.startswith(EXCEL_NUMBER) or self._is_excel_number(cell):
            return self.problem(row, column, "nip_excel")
        if cell.lstrip().startswith("'"):
            return self.problem(row, column, "nip_apostrophe")
        try:
            cells.text(cell, 100)
            nip = nip_rules.parse(cell)
        except CellError as error:
            return self.problem(row, column, error.code, **error.values)
        except NipError as error:
            code = "text_empty" if error.code == "nip_empty" else error.code
            return self.problem(row, column, code, length=error.values.get("length", ""))
        if plausible and any(i.code in AGE_ISSUES for i in nip_rules.check(nip, self.today)):
            return self.problem(row, column, "nip_age")
        self._nips[cell, plausible] = nip
        row.values[column] = nip.compact
        return nip

    @staticmethod
    def _is_excel_number(cell):
        """Whether this is 1.98501E+17, as a spreadsheet writes a NIP it took for a number."""
        head, mark, tail = cell.strip().upper().replace(",", ".").partition("E+")
        return bool(mark) and tail.isascii() and tail.isdigit() and head[:1].isdigit()

    def first_of(self, row, column, seen, code):
        """Refuse a value that stands in an earlier row too; ``seen`` is {value: row number}."""
        value = row.values.get(column)
        if value is None:
            return
        if value in seen:
            self.problem(row, column, code, other=seen[value])
        else:
            seen[value] = row.number

    def employees_by_nip(self):
        """Return {NIP: id} of the active civil servants of the region."""
        self.env["hr.employee"].flush_model(["asn_nip", "active", "company_id"])
        self.env.cr.execute(
            "SELECT asn_nip, id FROM hr_employee"
            " WHERE active AND company_id = %s AND asn_nip IS NOT NULL",
            [self.company.id],
        )
        return dict(self.env.cr.fetchall())
