from odoo import models
from odoo.tools import SQL

from .sheet import Column, Sheet, Summary


class AsnBookIndicator(models.AbstractModel):
    """What each indicator was to bring in a period, what it brought, and the achievement."""

    _name = "report.hr_asn_kinerja_report.book_indicator"
    _description = "Achievement of Indicators (XLSX)"
    _inherit = "asn.workbook"

    _book_model = "asn.evaluation"
    _book_period = "evaluation_id.period_id"
    _book_unit = "evaluation_id.unit_id"

    def _book_title(self):
        return self.env._("Achievement of Indicators")

    def _get_domain(self, scope):
        if scope.ids is not None:
            return [("evaluation_id", "in", scope.ids)]
        return super()._get_domain(scope)

    def _book_sheets(self, scope):
        env = self.env
        rows = self._source(self._get_domain(scope), model="asn.evaluation.indicator")
        evaluation = rows.join("evaluation_id", "asn.evaluation")

        def copied(name, width):
            return rows.column(name, width, model="asn.evaluation", table=evaluation)

        units = rows.units(table=evaluation)
        period = rows.name("period_id", "asn.period", env._("Period"), 18, table=evaluation)
        numeric = SQL("%s IN ('number', 'range')", rows.sql("target_kind"))

        def where(condition, name):
            return SQL("CASE WHEN %s THEN %s END", condition, rows.sql(name))

        achievement = rows.column(
            "achievement", sql=where(rows.sql("is_measured"), "achievement"), bar=True
        )
        measured = SQL("%s > 0", rows.sql("entry_count"))
        is_range = SQL("%s = 'range'", rows.sql("target_kind"))
        return [
            Sheet(
                name=env._("Indicators"),
                query=rows.query,
                columns=[
                    copied("employee_name", 32),
                    copied("nip", 21),
                    *units,
                    period,
                    copied("state", 17),
                    rows.name("result_id", "asn.skp.result", width=50),
                    rows.column("name", 50),
                    rows.column("kind", 12),
                    rows.column("aspect", 12),
                    rows.column("target_value", sql=where(numeric, "target_value")),
                    rows.column("target_max", sql=where(is_range, "target_max")),
                    Column(env._("Target in Words"), "text", 24, rows.sql("target_text")),
                    Column(env._("Target Date"), "date", 12, rows.sql("target_date")),
                    rows.column("unit", 14),
                    rows.column("realised", sql=where(measured, "realised")),
                    rows.column("entry_count"),
                    achievement,
                ],
                order=SQL(
                    "%s, %s, %s, %s, %s",
                    units[1].sql,
                    SQL.identifier(evaluation, "employee_name"),
                    rows.sql("evaluation_id"),
                    rows.sql("sequence"),
                    rows.sql("id"),
                ),
                empty=env._("There are no indicators here yet."),
                summary=Summary(env._("Agencies"), by=units[0].title, mean=achievement.title),
                evaluation=rows.sql("evaluation_id"),
                rated=rows.sql("is_measured"),
            )
        ]
