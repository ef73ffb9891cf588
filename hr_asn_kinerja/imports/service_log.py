import re
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from ..rules.exceptions import InvalidInputError
from . import bulk, cells
from .kind import Column, Kind
from .moments import Moments
from .problems import CellError, Problem, shown

_lt = LazyTranslate(__name__)

TICKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/#-]{0,63}")
DIGIT = re.compile(r"[0-9]")
# A NIK has sixteen digits (UU 24/2013); so has the number of a family card.
NIK = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
# Words that open or make up the heading of a column with somebody's personal data.
PERSONAL = {
    "nama",
    "name",
    "pemohon",
    "applicant",
    "penduduk",
    "pasien",
    "nik",
    "kk",
    "ktp",
    "alamat",
    "address",
    "telepon",
    "telp",
    "phone",
    "hp",
    "wa",
    "whatsapp",
    "email",
    "surel",
    "lahir",
    "ibu",
    "ayah",
}


class ServiceLogImport(Kind):
    """Finished tickets of services; each row stands for itself.

    A ticket that is there already is left as it was: a log may be brought again every day. A file
    with personal data of citizens is refused as a whole, before a row of it is read.
    """

    kind = "service_log"
    columns = (
        Column("tiket", "KTP-2026-000123", _lt("Number of the ticket; no name and no NIK.")),
        Column("kode_layanan", "KTP-EL", _lt("Code of the service.")),
        Column("dibuka", "2026-01-05 08:15", _lt("Application complete: YYYY-MM-DD HH:MM.")),
        Column(
            "selesai", "2026-01-07 10:40", _lt("Finished; empty while the ticket is still open.")
        ),
        Column("nip_petugas", "199103272021032901", _lt("NIP of the officer, as text.")),
    )

    def __init__(self, env, company, progress=None):
        super().__init__(env, company, progress)
        self.people = self.employees_by_nip()
        self.moments = Moments(ZoneInfo(company.asn_tz or "Asia/Jakarta"))
        self.now = datetime.now(timezone.utc).replace(tzinfo=None)
        services = env["asn.service"].search([("company_id", "=", company.id)])
        clocks = services._get_clocks()
        self.services = {
            s.code: _Service(
                s.id, s.unit_id.id, s.unit_seconds, s.standard_seconds, clocks[s.id].seconds
            )
            for s in services
        }
        self.names = dict(
            env.execute_query(
                SQL("SELECT id, name FROM hr_employee WHERE id = ANY(%s)", [*self.people.values()])
            )
        )
        self.seen = {}  # (service, ticket) -> (row number, opened, finished, officer)
        self.touched = set()  # (service id, first day of the month)

    def _check_header(self, table):
        self._refuse_personal(table)
        return super()._check_header(table)

    def _refuse_personal(self, table):
        """Refuse the file when a column of it looks like somebody's personal data."""
        known = {column.name for column in self.columns}
        for name in dict.fromkeys(table.header):
            if name not in known and PERSONAL & set(re.split(r"[^a-z]+", name)):
                self.outcome.add(Problem(0, shown(name), "", "column_personal"))

    def _run_rows(self, source, write, skip_bad):
        self._run_batches(source, write)
        if write and self.touched and (self.outcome.is_clean or skip_bad):
            self._follow()

    # ------------------------------------------------------------------
    # One row
    # ------------------------------------------------------------------

    def parse(self, row):
        if self.take_nip(row, "nip_petugas") and row.values["nip_petugas"] not in self.people:
            self.problem(row, "nip_petugas", "employee_unknown")
        self.take(row, "tiket", _ticket)
        code = self.take(row, "kode_layanan", cells.line, 64)
        if code and code not in self.services:
            self.problem(row, "kode_layanan", "service_unknown")
        opened = self.take(row, "dibuka", self.moments.moment)
        finished = self.take(row, "selesai", self.moments.moment, required=False)
        if row.is_bad:
            return
        if not finished:
            self.mark_present(row, "ticket_open", column="selesai")
            return
        if finished[1] > self.now:
            self.problem(row, "selesai", "moment_future")
            return
        try:
            row.values["seconds"] = self.services[code].count(opened[0], finished[0])
        except InvalidInputError as error:
            self.problem(row, "selesai", error.code, **error.values)

    # ------------------------------------------------------------------
    # The rows together, and with what is there
    # ------------------------------------------------------------------

    def check(self, rows):
        """Find tickets that stand twice in the file, or in the log already."""
        good = [row for row in rows if not row.is_bad and "present" not in row.values]
        there = self._load_tickets([row.values["tiket"] for row in good])
        for row in good:
            values = row.values
            service = self.services[values["kode_layanan"]]
            key = (service.id, values["tiket"])
            says = (
                values["dibuka"][1],
                values["selesai"][1],
                self.people[values["nip_petugas"]],
            )
            if key in there:
                if there[key] == says:
                    self.mark_present(row)
                else:
                    self.mark_present(row, "ticket_differs", "warning", "tiket")
            elif key in self.seen:
                number, before = self.seen[key]
                if before == says:
                    self.mark_present(row)
                else:
                    self.problem(row, "tiket", "ticket_twice", other=number)
            else:
                self.seen[key] = (row.number, says)

    def _load_tickets(self, tickets):
        found = {}
        for service, ticket, *says in self.env.execute_query(
            SQL(
                "SELECT service_id, ticket, opened, finished, employee_id FROM asn_service_log"
                " WHERE company_id = %s AND service_id = ANY(%s) AND ticket = ANY(%s)",
                self.company.id,
                [service.id for service in self.services.values()],
                tickets,
            )
        ):
            found[service, ticket] = tuple(says)
        return found

    # ------------------------------------------------------------------
    # Writing
    # ------------------------------------------------------------------

    def store(self, rows):
        if not rows:
            return
        values = [row.values for row in rows]
        services = [self.services[v["kode_layanan"]] for v in values]
        people = [self.people[v["nip_petugas"]] for v in values]
        seconds = [v["seconds"] for v in values]
        days = [v["selesai"][0].date() for v in values]
        pairs = list(zip(services, seconds, strict=True))
        bulk.insert(
            self.env,
            "asn_service_log",
            {
                "ticket": ("text", [v["tiket"] for v in values]),
                "service_id": ("int", [s.id for s in services]),
                "company_id": ("int", [self.company.id] * len(rows)),
                "unit_id": ("int", [s.unit for s in services]),
                "employee_id": ("int", people),
                "employee_name": ("text", [self.names[person] for person in people]),
                "opened": ("timestamp", [v["dibuka"][1] for v in values]),
                "finished": ("timestamp", [v["selesai"][1] for v in values]),
                "date": ("date", days),
                "work_seconds": ("int", seconds),
                "work_hours": ("float", [n / 3600 for n in seconds]),
                "duration": ("float", [n / service.unit_seconds for service, n in pairs]),
                "is_within": ("bool", [n <= service.standard for service, n in pairs]),
            },
        )
        self.touched.update(
            (service.id, day.replace(day=1)) for service, day in zip(services, days, strict=True)
        )
        self.outcome.created += len(rows)
        self.progress(self.outcome.created)

    def _follow(self):
        """Work out the figures of the touched months, and let the indicators follow."""
        self.env.invalidate_all()
        services = sorted({service for service, _month in self.touched})
        months = sorted({month for _service, month in self.touched})
        self.env["asn.service.figure"]._refresh(services, months)
        self.env["asn.indicator.source"]._ask_service(services)


class _Service:
    """What a row needs to know of its service."""

    __slots__ = ("count", "id", "standard", "unit", "unit_seconds")

    def __init__(self, service_id, unit, unit_seconds, standard, count):
        self.id = service_id
        self.unit = unit
        self.unit_seconds = unit_seconds
        self.standard = standard
        self.count = count


def _ticket(value):
    """Return the number of a ticket; refuse what looks like a person.

    :raises CellError: ``text_empty``, ``ticket_nik``, ``ticket_form``
    """
    value = value.strip()
    if not value:
        raise CellError("text_empty")
    if NIK.search(value):
        raise CellError("ticket_nik")
    if not TICKET.fullmatch(value) or not DIGIT.search(value):
        raise CellError("ticket_form")
    return value
