from odoo import models
from odoo.tools import SQL

from .sheet import GREEN, LIGHT_GREEN, PREDICATE_COLOURS, Column, Sheet, Summary


class AsnBookCredit(models.AbstractModel):
    """Credit points of functional officials: where each stands, and what is short for the next."""

    _name = "report.hr_asn_kinerja_report.book_credit"
    _description = "Credit Points (XLSX)"
    _inherit = "asn.workbook"

    _book_model = "asn.credit.standing"
    _book_period = ""

    def _book_title(self):
        return self.env._("Credit Points and What Is Short")

    def _book_sheets(self, scope):
        return [self._prepare_standings(scope), self._prepare_points(scope)]

    def _prepare_nip(self, rows):
        """Return the column of the NIP for those who may read it, else nothing."""
        people = self.env["hr.employee"]
        if not people._has_field_access(people._fields["asn_nip"], "read"):
            return []
        person = rows.join("employee_id", "hr.employee")
        return [Column("NIP", "text", 21, SQL.identifier(person, "asn_nip"))]

    def _prepare_standings(self, scope):
        env = self.env
        rows = self._source(self._get_domain(scope))
        units = rows.units()
        level = rows.column("level", 26)
        rank_shortage = self._prepare_shortage(rows, "rank", env._("Short for the Rank"))
        level_shortage = self._prepare_shortage(rows, "level", env._("Short for the Level"))
        return Sheet(
            name=env._("Standing"),
            query=rows.query,
            columns=[
                rows.column("employee_name", 32),
                *self._prepare_nip(rows),
                *units,
                level,
                rows.column("rank_code", 8),
                rows.column("start_points"),
                rows.column("earned_points"),
                rows.column("cumulative"),
                rows.column("date_counted"),
                rows.column("next_rank", 10),
                rows.column("rank_target", title=env._("Needed for the Rank")),
                rank_shortage,
                rows.column("is_rank_reached", 12, colours={True: LIGHT_GREEN}),
                rows.column("next_level", 26),
                rows.column("level_target", title=env._("Needed for the Level")),
                level_shortage,
                rows.column("is_level_reached", 12, colours={True: LIGHT_GREEN}),
                rows.column("good_years"),
                rows.column("is_eligible", 12, colours={True: GREEN}),
            ],
            order=SQL("%s, %s, %s", units[1].sql, rows.sql("employee_name"), rows.sql("id")),
            empty=env._("Nobody here has credit points."),
            summary=Summary(env._("Levels"), by=level.title, mean=rank_shortage.title),
        )

    def _prepare_shortage(self, rows, step, title):
        """Return the column of what is short; without a next step that is nothing, not zero."""
        has_next = SQL("%s IS NOT NULL", rows.sql(f"next_{step}"))
        shortage = rows.sql(f"{step}_shortage")
        sql = SQL("CASE WHEN %s THEN %s END", has_next, shortage)
        return rows.column(f"{step}_shortage", title=title, sql=sql, bar=True)

    def _prepare_points(self, scope):
        env = self.env
        domain = self._get_frame(scope, "", "unit_id")
        if scope.ids is not None:
            picked = env["asn.credit.standing"]._search([("id", "in", scope.ids)])
            domain = [("employee_id", "in", picked.subselect("employee_id"))]
        rows = self._source(domain, "asn.credit")
        return Sheet(
            name=env._("Credit Points"),
            query=rows.query,
            columns=[
                rows.column("employee_name", 32),
                *self._prepare_nip(rows),
                rows.name("period_id", "asn.period", width=18),
                rows.column("date_start"),
                rows.column("date_end"),
                rows.column("level", 26),
                rows.column("rank_code", 8),
                rows.column("predicate", 18, colours=PREDICATE_COLOURS),
                rows.column("percent"),
                rows.column("coefficient"),
                rows.column("months"),
                rows.column("points"),
                rows.column("base"),
                rows.column("counts", 22),
                rows.column("cumulative"),
            ],
            order=SQL(
                "%s, %s, %s", rows.sql("employee_name"), rows.sql("date_start"), rows.sql("id")
            ),
            empty=env._("Nobody here has credit points."),
            evaluation=rows.sql("evaluation_id"),
            rated=SQL("TRUE"),
        )
