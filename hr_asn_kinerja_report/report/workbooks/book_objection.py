from odoo import models
from odoo.tools import SQL

from .sheet import LIGHT_GREEN, ORANGE, PREDICATE_COLOURS, YELLOW, Sheet, Summary


class AsnBookObjection(models.AbstractModel):
    """The register of objections: their days, what was decided, and what changed.

    Reasons, explanation and decision stay in the record, with those who may read it there.
    """

    _name = "report.hr_asn_kinerja_report.book_objection"
    _description = "Register of Objections (XLSX)"
    _inherit = "asn.workbook"

    _book_model = "asn.objection"

    def _book_title(self):
        return self.env._("Register of Objections")

    def _book_sheets(self, scope):
        env = self.env
        rows = self._source([*self._get_domain(scope), ("state", "!=", "draft")])
        units = rows.units()
        outcome = rows.column(
            "outcome", 24, colours={"change": YELLOW, "return": ORANGE, "keep": LIGHT_GREEN}
        )
        before = env._("Predicate Before")
        after = env._("Predicate After")
        return [
            Sheet(
                name=env._("Objections"),
                query=rows.query,
                columns=[
                    rows.column("employee_name", 32),
                    rows.column("nip", 21),
                    *units,
                    rows.name("period_id", "asn.period", width=18),
                    rows.column("state", 24),
                    rows.column("date_received", title=env._("Result Received on")),
                    rows.column("date_filed", title=env._("Filed on")),
                    rows.column("is_late", 10, title=env._("Filed Late")),
                    rows.column("evaluator_name", 32),
                    rows.column("date_explanation_due", title=env._("Explanation Due")),
                    rows.column("date_explained", title=env._("Explained on")),
                    rows.column("date_decision_due", title=env._("Decision Due")),
                    rows.column("date_decided", title=env._("Decided on")),
                    rows.column("decider_name", 32),
                    rows.column("document_number", 24),
                    outcome,
                    rows.column("predicate_before", 20, before, colours=PREDICATE_COLOURS),
                    rows.column("predicate_after", 20, after, colours=PREDICATE_COLOURS),
                ],
                order=SQL("%s DESC, %s DESC", rows.sql("date_filed"), rows.sql("id")),
                empty=env._("Nobody objected."),
                summary=Summary(env._("Agencies"), by=units[0].title, split=outcome.title),
                evaluation=rows.sql("evaluation_id"),
                rated=SQL("%s IS NOT NULL", rows.sql("predicate_before")),
            )
        ]
