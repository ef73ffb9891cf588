from odoo import models
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.models.period.asn_period_closing import UNFINISHED_EVALUATIONS

from .sheet import Column, Sheet, Summary


class AsnBookLate(models.AbstractModel):
    """Who is late, by how many days, and whom the document waits for. It holds no ratings."""

    _name = "report.hr_asn_kinerja_report.book_late"
    _description = "Late Evaluations (XLSX)"
    _inherit = "asn.workbook"

    _book_model = "asn.evaluation"

    def _book_title(self):
        return self.env._("Late Evaluations")

    def _book_sheets(self, scope):
        env = self.env
        rows = self._source([*self._get_domain(scope), ("is_late", "=", True)])
        today = env["asn.period"]._local_today(env.company)
        state = rows.column("state", 17)
        state = state._replace(labels={key: state.labels[key] for key in UNFINISHED_EVALUATIONS})
        units = rows.units()
        waits_for = SQL(
            "CASE WHEN %s = 'open' THEN %s ELSE %s END",
            rows.sql("state"),
            rows.sql("employee_name"),
            rows.sql("evaluator_name"),
        )
        days = SQL("(%s::date - %s)", today, rows.sql("date_due"))
        return [
            Sheet(
                name=env._("Late"),
                query=rows.query,
                columns=[
                    rows.column("employee_name", 32),
                    rows.column("nip", 21),
                    rows.column("job_title", 34),
                    *units,
                    rows.name("period_id", "asn.period", width=18),
                    state,
                    rows.column("date_due"),
                    Column(env._("Days Late"), "integer", 10, days, bar=True),
                    Column(env._("Waits for"), "text", 32, waits_for),
                    rows.column("evaluator_name", 32),
                ],
                order=SQL(
                    "%s, %s, %s, %s",
                    rows.sql("date_due"),
                    units[1].sql,
                    rows.sql("employee_name"),
                    rows.sql("id"),
                ),
                empty=env._("Nobody is late."),
                summary=Summary(env._("Agencies"), by=units[0].title, split=state.title),
            )
        ]
