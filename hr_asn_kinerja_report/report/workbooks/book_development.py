from odoo import models
from odoo.tools import SQL

from .sheet import PREDICATE_COLOURS, Sheet, Summary


class AsnBookDevelopment(models.AbstractModel):
    """Follow-ups, coaching and actions of development: what was begun, and how far it is.

    What was said in a coaching stays in its record. A sheet that the reader has no right to at
    all is left out.
    """

    _name = "report.hr_asn_kinerja_report.book_development"
    _description = "Coaching and Development (XLSX)"
    _inherit = "asn.workbook"

    _book_model = "asn.follow.up"

    def _book_title(self):
        return self.env._("Coaching and Development")

    def _book_sheets(self, scope):
        makers = {
            "asn.follow.up": self._prepare_follow_ups,
            "asn.coaching": self._prepare_coaching,
            "asn.development.action": self._prepare_actions,
        }
        return [make(scope) for model, make in makers.items() if self.env[model].has_access("read")]

    def _get_people(self, scope, person, period, unit):
        """Return the domain of the people of the picked rows, or of the periods and units."""
        if scope.ids is None:
            return self._get_frame(scope, period, unit)
        picked = self.env["asn.follow.up"]._search([("id", "in", scope.ids)])
        return [(person, "in", picked.subselect("employee_id"))]

    def _prepare_person(self, rows, table=None):
        model = None if table is None else "asn.development.plan"
        return [
            rows.column("employee_name", 32, model=model, table=table),
            rows.column("nip", 21, model=model, table=table),
            *rows.units(table=table),
            rows.name("period_id", "asn.period", self.env._("Period"), 18, table=table),
        ]

    def _prepare_follow_ups(self, scope):
        env = self.env
        rows = self._source(self._get_domain(scope))
        person = self._prepare_person(rows)
        state = rows.column("state", 18)
        return Sheet(
            name=env._("Follow-ups"),
            query=rows.query,
            columns=[
                *person,
                rows.column("predicate", 18, colours=PREDICATE_COLOURS),
                rows.column("kind", 26),
                rows.column("proposal", 40),
                rows.column("article", 30),
                rows.column("times"),
                rows.column("date_released"),
                rows.column("date_review"),
                state,
                rows.column("document_number", 24),
                rows.column("document_date"),
                rows.column("decided_on"),
                rows.column("decided_by_name", 32),
            ],
            order=SQL("%s, %s, %s", person[3].sql, rows.sql("employee_name"), rows.sql("id")),
            empty=env._("No follow-up is due."),
            summary=Summary(env._("Agencies"), by=person[2].title, split=state.title),
            evaluation=rows.sql("evaluation_id"),
            rated=SQL("TRUE"),
        )

    def _prepare_coaching(self, scope):
        rows = self._source(
            self._get_people(scope, "employee_id", "period_id", "unit_id"), "asn.coaching"
        )
        person = self._prepare_person(rows)
        return Sheet(
            name=self.env._("Coaching"),
            query=rows.query,
            columns=[
                *person,
                rows.column("kind", 22),
                rows.column("evaluator_name", 32),
                rows.column("date_planned"),
                rows.column("state", 18),
            ],
            order=SQL("%s, %s", rows.sql("date_planned"), rows.sql("id")),
            empty=self.env._("No coaching was planned."),
        )

    def _prepare_actions(self, scope):
        env = self.env
        rows = self._source(
            self._get_people(scope, "plan_id.employee_id", "plan_id.period_id", "plan_id.unit_id"),
            "asn.development.action",
        )
        plan = rows.join("plan_id", "asn.development.plan")
        return Sheet(
            name=env._("Development"),
            query=rows.query,
            columns=[
                *self._prepare_person(rows, plan),
                rows.column("kind", 22),
                rows.column("name", 44),
                rows.column("owner", 18),
                rows.column("date_due"),
                rows.column("state", 16),
                rows.column("progress", bar=True),
                rows.column("date_done"),
                rows.column("cost"),
            ],
            order=SQL(
                "%s, %s, %s",
                SQL.identifier(plan, "employee_name"),
                rows.sql("date_due"),
                rows.sql("id"),
            ),
            empty=env._("No action of development was agreed."),
        )
