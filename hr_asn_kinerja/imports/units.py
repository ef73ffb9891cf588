from odoo.tools import SQL
from odoo.tools.translate import LazyTranslate

from . import cells, vocabulary
from .kind import Column, Kind

_lt = LazyTranslate(__name__)

BATCH = 500


class UnitImport(Kind):
    """Units of the organisation, by code."""

    kind = "units"
    columns = (
        Column("kode", "DINKES-PKM-1", _lt("Code of the unit, unique in the region.")),
        Column("nama", "Puskesmas Penanggalan", _lt("Name.")),
        Column("jenis", "uptd", ", ".join(vocabulary.UNIT_KINDS)),
        Column("kode_induk", "DINKES", _lt("Code of the unit above; empty for the topmost.")),
        Column("bidang", "kesehatan", ", ".join(vocabulary.FIELDS_OF_WORK), required=False),
    )

    def parse(self, row):
        self.take(row, "kode", cells.line, 64)
        self.take(row, "nama", cells.line, 200)
        self.take(row, "jenis", cells.choice, vocabulary.UNIT_KINDS)
        self.take(row, "kode_induk", cells.line, 64, required=False)
        self.take(row, "bidang", cells.choice, vocabulary.FIELDS_OF_WORK, required=False)

    def check(self, rows):
        self.ids, archived = {}, set()
        for unit in (
            self.env["hr.department"]
            .with_context(active_test=False)
            .search([("company_id", "=", self.company.id), ("asn_code", "!=", False)])
        ):
            if unit.active:
                self.ids[unit.asn_code] = unit.id
            else:
                archived.add(unit.asn_code)
        seen = {}
        for row in rows:
            self.first_of(row, "kode", seen, "code_twice")
        by_code = {row.values["kode"]: row for row in reversed(rows) if row.values.get("kode")}
        self._check_parents(rows, by_code)
        for row in rows:
            code = row.values.get("kode")
            if row.is_bad:
                continue
            if code in self.ids:
                self.mark_present(row)
            elif code in archived:
                self.problem(row, "kode", "unit_archived")

    def _check_parents(self, rows, by_code):
        for row in rows:
            code, above = row.values.get("kode"), row.values.get("kode_induk")
            if above and above not in by_code and above not in self.ids:
                self.problem(row, "kode_induk", "unit_unknown")
            elif above and above not in self.ids and _in_circle(code, by_code):
                self.problem(row, "kode_induk", "unit_circle")
        # A unit below a refused one is refused too, at any depth.
        changed = True
        while changed:
            changed = False
            for row in rows:
                above = row.values.get("kode_induk")
                parent = by_code.get(above)
                if row.is_bad or not parent or not parent.is_bad or above in self.ids:
                    continue
                self.problem(row, "kode_induk", "unit_refused", other=parent.number)
                changed = True

    def store(self, rows):
        waiting = rows
        model = self.env["hr.department"].with_context(
            tracking_disable=True, mail_create_nosubscribe=True
        )
        while waiting:
            ready = [
                r
                for r in waiting
                if not r.values["kode_induk"] or r.values["kode_induk"] in self.ids
            ]
            for start in range(0, len(ready), BATCH):
                batch = ready[start : start + BATCH]
                units = model.create([self._prepare(row) for row in batch])
                for row, unit in zip(batch, units, strict=True):
                    self.ids[row.values["kode"]] = unit.id
                self.outcome.created += len(batch)
                self.progress(self.outcome.created)
            done = {row.number for row in ready}
            waiting = [row for row in waiting if row.number not in done]

    def _prepare(self, row):
        values = row.values
        return {
            "name": values["nama"],
            "asn_code": values["kode"],
            "asn_kind": values["jenis"],
            "asn_field": values["bidang"] or False,
            "parent_id": self.ids.get(values["kode_induk"], False),
            "company_id": self.company.id,
        }


def _in_circle(code, by_code):
    """Whether going up from a unit leads back to it."""
    seen, above = set(), by_code[code].values.get("kode_induk") if code in by_code else None
    while above in by_code and above not in seen:
        if above == code:
            return True
        seen.add(above)
        above = by_code[above].values.get("kode_induk")
    return False


def unit_ids(env, company):
    """Return {code: id} of the active units of a region."""
    env["hr.department"].flush_model(["asn_code", "active", "company_id"])
    return dict(
        env.execute_query(
            SQL(
                "SELECT asn_code, id FROM hr_department"
                " WHERE active AND company_id = %s AND asn_code IS NOT NULL",
                company.id,
            )
        )
    )
