from odoo import api, models
from odoo.tools import SQL


class AsnEvaluationReportReading(models.Model):
    """Rows of the analysis name people with their ratings: that is read like the evaluations."""

    _name = "asn.evaluation.report"
    _inherit = ["asn.evaluation.report", "asn.reading.mixin"]

    _reading_path = ""
    _reading_fields = frozenset(
        {"result_rating", "behaviour_rating", "predicate", "outcome", "score"}
    )

    @api.model
    def _reading_shown(self, rows, names):
        nothing = (False, "not_released")
        return [row["id"] for row in rows if any(row.get(name) not in nothing for name in names)]


class AsnIndicatorReportReading(models.Model):
    _name = "asn.indicator.report"
    _inherit = ["asn.indicator.report", "asn.reading.mixin"]

    _reading_fields = frozenset({"achievement", "reached_count"})


class AsnObjectionReportReading(models.Model):
    _name = "asn.objection.report"
    _inherit = ["asn.objection.report", "asn.reading.mixin"]

    _reading_fields = frozenset({"predicate_before", "predicate_after"})

    def _reading_evaluations(self):
        # sudo: ids for the log, nothing that is shown
        return self.env["asn.objection"].sudo().browse(self.ids).evaluation_id.ids


class AsnRecapReading(models.AbstractModel):
    _inherit = "asn.recap"

    def _iter_rows(self, periods, tally=None):
        """The same rows, and first of all who takes them: in one transaction with the file."""
        self._note_recap(periods)
        yield from super()._iter_rows(periods, tally)

    def _note_recap(self, periods):
        """Write down the export of all rated rows at once, in one statement."""
        if self.env.su:
            return
        source = self._prepare_query(periods)
        query, table = source["query"], source["evaluation"]
        query.add_where(
            SQL(
                "(%s OR %s IS NOT NULL)",
                SQL.identifier(table, "has_score"),
                SQL.identifier(table, "predicate"),
            )
        )
        self.env["asn.access.log"]._write_rows(
            query.select(SQL.identifier(table, "id"), SQL("'export'::varchar AS kind"))
        )


class AsnWorkbookReading(models.AbstractModel):
    _inherit = "asn.workbook"

    def _iter_rows(self, sheet):
        """The same rows, and first of all who takes the ratings that they carry."""
        self._note_sheet(sheet)
        yield from super()._iter_rows(sheet)

    def _note_sheet(self, sheet):
        """Write down the export of all rated rows of a sheet, in one statement."""
        if self.env.su or sheet.evaluation is None:
            return
        self.env.flush_all()
        rows = sheet.query.select(
            SQL("%s AS id", sheet.evaluation), SQL("(%s) AS shown", sheet.rated)
        )
        self.env["asn.access.log"]._write_rows(
            SQL(
                "SELECT DISTINCT noted.id, 'export'::varchar AS kind FROM (%s) AS noted"
                " WHERE noted.shown",
                rows,
            )
        )
