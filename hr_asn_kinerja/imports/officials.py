from urllib.parse import quote, unquote

from odoo.tools.translate import LazyTranslate

from . import cells
from .kind import Column, Kind
from .units import unit_ids

_lt = LazyTranslate(__name__)

PREFIX = "NON:"


class OfficialImport(Kind):
    """Evaluators without a NIP, a mayor for example: they evaluate and are not appraised.

    Their code is kept as an external identifier, so that later files find them.
    """

    kind = "officials"
    columns = (
        Column("kode", "WALIKOTA", _lt("Code; as superior it is written NON:WALIKOTA.")),
        Column("nama", "Contoh Nama", _lt("Name.")),
        Column("jabatan", "Wali Kota Subulussalam", _lt("Name of the post.")),
        Column("kode_unit", "KOTA", _lt("Code of the unit that this person leads.")),
    )

    def parse(self, row):
        self.take(row, "kode", cells.line, 64)
        self.take(row, "nama", cells.line, 120)
        self.take(row, "jabatan", cells.line, 200)
        self.take(row, "kode_unit", cells.line, 64)

    def check(self, rows):
        self.units = unit_ids(self.env, self.company)
        there = official_ids(self.env, self.company)
        seen = {}
        for row in rows:
            self.first_of(row, "kode", seen, "code_twice")
            unit = row.values.get("kode_unit")
            if unit and unit not in self.units:
                self.problem(row, "kode_unit", "unit_unknown")
            if not row.is_bad and row.values["kode"] in there:
                self.mark_present(row)

    def store(self, rows):
        if not rows:
            return
        people = (
            self.env["hr.employee"]
            .with_context(tracking_disable=True, mail_create_nosubscribe=True)
            .with_company(self.company)
            .create(
                [
                    {
                        "name": row.values["nama"],
                        "job_title": row.values["jabatan"],
                        "department_id": self.units[row.values["kode_unit"]],
                        "asn_status": "non_asn",
                        "asn_is_unit_head": True,
                        "company_id": self.company.id,
                        "date_version": self.today.replace(month=1, day=1),
                    }
                    for row in rows
                ]
            )
        )
        self.env["ir.model.data"].create(
            [
                {
                    "module": "__import__",
                    "name": _external_name(self.company, row.values["kode"]),
                    "model": "hr.employee",
                    "res_id": person.id,
                    "noupdate": True,
                }
                for row, person in zip(rows, people, strict=True)
            ]
        )
        for person in people:
            if not person.department_id.manager_id:
                person.department_id.manager_id = person
        self.outcome.created += len(rows)


def _external_name(company, code):
    return f"asn_official.{company.id}.{quote(code, safe='')}"  # a name holds no spaces


def official_ids(env, company):
    """Return {code: employee id} of the active officials without NIP of a region."""
    prefix = _external_name(company, "")
    found = env["ir.model.data"].search(
        [
            ("module", "=", "__import__"),
            ("model", "=", "hr.employee"),
            ("name", "=like", prefix.replace("_", r"\_") + "%"),
        ]
    )
    active = env["hr.employee"].browse(found.mapped("res_id")).exists().filtered("active")
    return {
        unquote(record.name.removeprefix(prefix)): record.res_id
        for record in found
        if record.res_id in active._ids
    }
