from datetime import date

from odoo import models
from odoo.tools import SQL

from .sheet import PREDICATE_COLOURS, RATING_COLOURS, Sheet, Summary

YEARS = 3


class AsnBookHistory(models.AbstractModel):
    """The results of each person over three years, this one and the two before."""

    _name = "report.hr_asn_kinerja_report.book_history"
    _description = "History of Three Years (XLSX)"
    _inherit = "asn.workbook"

    _book_model = "asn.evaluation"
    _book_period = ""

    def _book_title(self):
        return self.env._("History of Three Years")

    def _book_facts(self, scope):
        return [(self.env._("From"), self._get_first_day()), self._get_released_fact()]

    def _get_first_day(self):
        today = self.env["asn.period"]._local_today(self.env.company)
        return date(today.year - YEARS + 1, 1, 1)

    def _get_domain(self, scope):
        domain = self._get_frame(scope, "", "unit_id")
        if scope.ids is not None:
            picked = self.env["asn.evaluation"]._search([("id", "in", scope.ids)])
            domain = [("employee_id", "in", picked.subselect("employee_id"))]
        return [*domain, ("date_end", ">=", self._get_first_day())]

    def _book_sheets(self, scope):
        env = self.env
        rows = self._source(self._get_domain(scope))
        period = rows.name("period_id", "asn.period", width=18)
        score = SQL("CASE WHEN %s THEN %s END", rows.sql("has_score"), rows.sql("score"))
        predicate = rows.column("predicate", 18, colours=PREDICATE_COLOURS)
        return [
            Sheet(
                # Excel keeps the name "History" for itself.
                name=self._book_title(),
                query=rows.query,
                columns=[
                    rows.column("employee_name", 32),
                    rows.column("nip", 21),
                    period,
                    rows.column("period_kind", 12),
                    rows.column("date_start"),
                    rows.column("date_end"),
                    rows.column("rank_name", 30),
                    rows.column("job_title", 34),
                    *rows.units(),
                    rows.column("evaluator_name", 32),
                    rows.column("state", 17),
                    rows.column("score", sql=score, bar=True),
                    rows.column("result_rating", 22, colours=RATING_COLOURS),
                    rows.column("behaviour_rating", 22, colours=RATING_COLOURS),
                    predicate,
                    rows.column("date_released", title=env._("Released on")),
                ],
                order=SQL(
                    "%s, %s, %s, %s",
                    rows.sql("employee_name"),
                    rows.sql("employee_id"),
                    rows.sql("date_start"),
                    rows.sql("id"),
                ),
                empty=env._("There are no evaluations in these years."),
                summary=Summary(env._("Periods"), by=period.title, split=predicate.title),
                evaluation=rows.sql("id"),
                rated=SQL("(%s OR %s IS NOT NULL)", rows.sql("has_score"), rows.sql("predicate")),
            )
        ]
