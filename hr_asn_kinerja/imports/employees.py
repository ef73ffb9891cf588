from datetime import timedelta

from odoo.tools.translate import LazyTranslate

from . import cells, vocabulary
from .employee_rows import EmployeeRows
from .kind import Column, Kind
from .officials import PREFIX, official_ids
from .posts import post_ids
from .units import unit_ids

_lt = LazyTranslate(__name__)

PNS_STATUSES = ("cpns", "pns")


class EmployeeImport(EmployeeRows, Kind):
    """Civil servants with their post, rank and evaluator, by NIP."""

    kind = "employees"
    columns = (
        Column("nip", "199103272021032901", _lt("18 digits as text. NIP or NI PPPK, unique.")),
        Column("nama", "Siti Rahmah Berutu", _lt("Name without titles.")),
        Column("gelar_depan", "", _lt("Titles before the name."), required=False),
        Column("gelar_belakang", "A.Md.Kep.", _lt("Titles after the name."), required=False),
        Column("jenis_kelamin", "P", _lt("L (man) or P (woman).")),
        Column("tgl_lahir", "1991-03-27", _lt("Date of birth, YYYY-MM-DD.")),
        Column("status", "PNS", ", ".join(vocabulary.STATUSES)),
        Column("golongan", "II/d", _lt("I/a to IV/e for CPNS and PNS, I to XVII for PPPK.")),
        Column("tmt_golongan", "2023-04-01", _lt("Grade valid from, YYYY-MM-DD."), required=False),
        Column("jabatan", "Perawat Terampil", _lt("Name of a post that was imported.")),
        Column("jenis_jabatan", "fungsional", ", ".join(vocabulary.POSITION_KINDS)),
        Column("jenjang", "Terampil", ", ".join(vocabulary.FUNCTIONAL_LEVELS), required=False),
        Column("eselon", "", _lt("Echelon of a structural post; not kept."), required=False),
        Column("tmt_jabatan", "2023-04-01", _lt("Post valid from, YYYY-MM-DD."), required=False),
        Column("kode_unit", "DINKES-PKM-1", _lt("Code of a unit that was imported.")),
        Column("kepala_unit", "tidak", _lt("ya for the head of that unit, else tidak.")),
        Column(
            "nip_atasan",
            "198610012011032901",
            _lt("NIP of the evaluator, or NON:code of an official."),
        ),
        Column("email", "siti@example.invalid", _lt("Work e-mail."), required=False),
    )

    def __init__(self, env, company, progress=None):
        super().__init__(env, company, progress)
        self.units = unit_ids(env, company)
        self.posts = post_ids(env, company)
        self.officials = official_ids(env, company)
        self.ranks = {}
        for rank in env["asn.rank"].search([]):
            self.ranks.setdefault(rank.code, {})[rank.scheme] = rank.id

    # ------------------------------------------------------------------
    # A row by itself
    # ------------------------------------------------------------------

    def parse(self, row):
        nip = self.take_nip(row, plausible=True)
        self.take(row, "nama", cells.line, 120)
        self.take(row, "gelar_depan", cells.line, 60, required=False)
        self.take(row, "gelar_belakang", cells.line, 100, required=False)
        self.take(row, "jenis_kelamin", cells.choice, vocabulary.SEXES)
        self.take(row, "tgl_lahir", cells.day)
        self.take(row, "status", cells.choice, vocabulary.STATUSES)
        self.take(row, "jenis_jabatan", cells.choice, vocabulary.POSITION_KINDS)
        self.take(row, "jenjang", cells.choice, vocabulary.FUNCTIONAL_LEVELS, required=False)
        self.take(row, "kepala_unit", cells.choice, vocabulary.YES_NO)
        self.take(row, "email", cells.email)
        self._take_rank(row)
        self._take_known(row, "kode_unit", self.units, "unit_unknown")
        self._take_known(row, "jabatan", self.posts, "post_unknown")
        birth = row.values["tgl_lahir"] or (nip and nip.birth_date)
        for column in ("tmt_golongan", "tmt_jabatan"):
            self._take_start(row, column, birth)
        if nip:
            self._compare_nip(row, nip)

    def _take_rank(self, row):
        code = self.take(row, "golongan", cells.line, 20)
        status = row.values["status"]
        row.values["rank"] = None
        if code is None:
            return
        schemes = self.ranks.get(code)
        if not schemes:
            self.problem(row, "golongan", "rank_unknown")
        elif status:
            scheme = "pns" if status in PNS_STATUSES else "pppk"
            row.values["rank"] = schemes.get(scheme)
            if scheme not in schemes:
                self.problem(row, "golongan", "rank_scheme")

    def _take_known(self, row, column, known, code):
        value = self.take(row, column, cells.line, 200)
        if value is not None and value not in known:
            self.problem(row, column, code)

    def _take_start(self, row, column, birth):
        day = self.take(row, column, cells.day, required=False)
        if day and day > self.today + timedelta(days=366):
            self.problem(row, column, "date_far")
        elif day and birth and day <= birth:
            self.problem(row, column, "date_before_birth", birth=birth.isoformat())

    def _compare_nip(self, row, nip):
        values = row.values
        if values["jenis_kelamin"] and values["jenis_kelamin"] != nip.sex:
            self.problem(row, "jenis_kelamin", "sex_differs", "warning")
        if values["tgl_lahir"] and values["tgl_lahir"] != nip.birth_date:
            self.problem(row, "tgl_lahir", "birth_differs", "warning")
        status = values["status"]
        if status and (status in PNS_STATUSES) != (nip.kind == "pns"):
            self.problem(row, "status", "nip_kind_differs", "warning", kind=nip.kind.upper())

    # ------------------------------------------------------------------
    # The rows together, and with what is there
    # ------------------------------------------------------------------

    def check(self, rows):
        self._load_present()
        seen = {}
        for row in rows:
            self.first_of(row, "nip", seen, "nip_twice")
        self.by_nip = {row.values["nip"]: row for row in reversed(rows) if row.values.get("nip")}
        for row in rows:
            if row.cells:
                self._take_superior(row)
        for row in rows:
            superior = row.values.get("superior")
            is_new = superior in self.by_nip and superior not in self.active
            if is_new and self._is_in_circle(row.values.get("nip")):
                self.problem(row, "nip_atasan", "superior_circle")
        for row in rows:
            nip = row.values.get("nip")
            if nip:
                self._compare_present(row, nip)
        self._refuse_below_refused(rows)

    def _load_present(self):
        self.env["hr.employee"].flush_model(["asn_nip", "active", "company_id", "name"])
        self.env.cr.execute(
            "SELECT asn_nip, id, active, company_id, name FROM hr_employee"
            " WHERE asn_nip IS NOT NULL"
        )
        self.active, self.archived, self.elsewhere, self.names = {}, set(), set(), {}
        for nip, employee_id, active, company_id, name in self.env.cr.fetchall():
            if company_id != self.company.id:
                if active:
                    self.elsewhere.add(nip)
            elif active:
                self.active[nip] = employee_id
                self.names[nip] = name
            else:
                self.archived.add(nip)

    def _take_superior(self, row):
        """Read ``nip_atasan``; the value ``superior`` is a NIP, or NON:code, or None."""
        cell = row.cells["nip_atasan"].strip()
        row.values["superior"] = None
        if cell.upper().startswith(PREFIX):
            code = cell[len(PREFIX) :].strip()
            if code not in self.officials:
                self.problem(row, "nip_atasan", "official_unknown")
            row.values["superior"] = PREFIX + code
            return
        if not self.take_nip(row, "nip_atasan"):
            return
        superior = row.values["superior"] = row.values["nip_atasan"]
        if superior == row.values["nip"]:
            self.problem(row, "nip_atasan", "superior_self")
        elif superior not in self.by_nip and superior not in self.active:
            self.problem(row, "nip_atasan", "superior_unknown")

    def _is_in_circle(self, nip):
        seen, above = set(), self.by_nip[nip].values.get("superior") if nip else None
        if above == nip:
            return False  # said already
        while above in self.by_nip and above not in seen:
            if above == nip:
                return True
            seen.add(above)
            above = self.by_nip[above].values.get("superior")
        return False

    def _compare_present(self, row, nip):
        if nip in self.elsewhere:
            self.problem(row, "nip", "nip_elsewhere")
        elif nip in self.active:
            if row.is_bad:
                return
            name = self.names[nip] or ""
            if row.values["nama"].casefold() in name.casefold():
                self.mark_present(row)
            else:
                self.mark_present(row, "name_differs", "warning", "nama", name=name)
        elif nip in self.archived:
            self.problem(row, "nip", "nip_archived")

    def _refuse_below_refused(self, rows):
        """Refuse those whose superior in the file is refused, at any depth.

        They would come in without an evaluator otherwise, and stay so: the corrected file leaves
        alone who is there.
        """
        changed = True
        while changed:
            changed = False
            for row in rows:
                superior = row.values.get("superior")
                above = self.by_nip.get(superior)
                if row.is_bad or not above or not above.is_bad or superior in self.active:
                    continue
                self.problem(row, "nip_atasan", "superior_refused", other=above.number)
                changed = True
