"""A file of the national system (SIASN) as rows; nothing of it is written anywhere."""

from odoo.tools.translate import LazyTranslate

from odoo.addons.hr_asn_kinerja.imports import cells
from odoo.addons.hr_asn_kinerja.imports.kind import Column, Kind
from odoo.addons.hr_asn_kinerja.imports.problems import FileError, Problem
from odoo.addons.hr_asn_kinerja.rules import exchange

_lt = LazyTranslate(__name__)

# Two periods of 60,000 people and more; a file of all months of so large a region is split.
ROWS_LIMIT = 200_000
TEXT_LIMIT = 300


class NationalFile(Kind):
    """Reads the rows of all periods; columns that are not known are left alone."""

    kind = "national"
    columns = tuple(
        Column(name, "", _lt("As in the national system."), required=name in ("nip", "tahun"))
        for name in exchange.FIELDS
    )

    def __init__(self, env, company):
        super().__init__(env, company)
        self.found = []
        self.present = ()

    def open(self, source):
        """Return the file with its columns under the names that are exported here."""
        table = super().open(source)
        table.header = [exchange.ALIASES.get(name, name) for name in table.header]
        self.present = [name for name in exchange.FIELDS if name in table.header]
        return table

    def _check_header(self, table):
        for name in self.present:
            if table.header.count(name) > 1:
                self.outcome.add(Problem(0, name, "", "column_twice"))
        for column in self.columns:
            if column.required and column.name not in table.header:
                self.outcome.add(Problem(0, column.name, "", "column_missing"))

    def parse(self, row):
        if self.outcome.rows > ROWS_LIMIT:
            raise FileError("too_many_rows", limit=ROWS_LIMIT)
        self.take_nip(row)
        self.take(row, "tahun", cells.whole, 1900, 2200)
        for name in ("bulanMulaiPenilaian", "bulanSelesaiPenilaian"):
            self.take(row, name, cells.whole, 1, 12, required=False)
        for name in ("periodikId", *exchange.COMPARED):
            self.take(row, name, cells.line, TEXT_LIMIT, required=False)

    def check(self, rows):
        self.found = [row for row in rows if not row.is_bad]

    def store(self, rows):
        """Write nothing, whatever the file says."""
