from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import feedback

PEOPLE_SHOWN = 30
LONGEST_LINE = 12


class AsnFeedbackPeople(models.Model):
    """Whom one may give feedback to, and what one is to that person."""

    _inherit = "asn.feedback"

    @api.model
    @api.readonly
    def find_people(self, query="", unit_only=False):
        """Return people of the region by name: {id, name, job, unit}; without a query the own unit.

        What every colleague may see of another, and no more.

        :param str query: part of a name
        :param bool unit_only: only the own unit and the line
        """
        self.browse().check_access("read")
        me = self._own_employee()
        query = query.strip() if isinstance(query, str) else ""
        domain = Domain("company_id", "=", self.env.company.id) & Domain("id", "!=", me.id or 0)
        if "\x00" in query or any("\ud800" <= char <= "\udfff" for char in query):
            raise UserError(self.env._("Type the name again."))
        if query:
            domain &= Domain("name", "ilike", query[:100])
        if unit_only or not query:
            near = self._lines(me.ids).get(me.id, ())[:2]
            # sudo: the own department, which is public
            domain &= (
                Domain("id", "in", near)
                | Domain("department_id", "=", me.sudo().department_id.id or 0)
                | Domain("asn_evaluator_id", "=", me.id or 0)
            )
        people = self.env["hr.employee.public"].search(domain, limit=PEOPLE_SHOWN, order="name")
        return [
            {
                "id": person.id,
                "name": person.name,
                "job": person.job_title or "",
                "unit": person.department_id.name or "",
            }
            for person in people
        ]

    @api.model
    def _find_person(self, employee_id):
        """Return the employee whom a client named, as superuser.

        :raises UserError: nobody of this region, or oneself
        """
        employee = self.env["hr.employee"].sudo()  # sudo: see find_people
        is_number = isinstance(employee_id, int) and not isinstance(employee_id, bool)
        if is_number and 0 < employee_id < 2**31:
            employee = employee.browse(employee_id).exists()
        if not employee or not employee.active or employee.company_id != self.env.company:
            raise UserError(self.env._("Choose a person from the list."))
        if employee == self._own_employee() or employee.user_id == self.env.user:
            raise UserError(self.env._("Nobody gives feedback to himself or herself."))
        return employee

    @api.model
    def _lines(self, employee_ids):
        """Return {person: those above, the nearest first} as the posts are today."""
        lines = {}
        self.env.flush_all()
        for start, person in self.env.execute_query(
            SQL(
                """
                WITH RECURSIVE line(start, person, depth) AS (
                    SELECT employee.id, version.asn_evaluator_id, 1
                      FROM hr_employee AS employee
                      JOIN hr_version AS version ON version.id = employee.current_version_id
                     WHERE employee.id = ANY(%(people)s)
                     UNION ALL
                    SELECT line.start, version.asn_evaluator_id, line.depth + 1
                      FROM line
                      JOIN hr_employee AS employee ON employee.id = line.person
                      JOIN hr_version AS version ON version.id = employee.current_version_id
                     WHERE line.depth < %(longest)s)
                SELECT start, person FROM line WHERE person IS NOT NULL ORDER BY start, depth
                """,
                people=list(employee_ids),
                longest=LONGEST_LINE,
            )
        ):
            lines[start] = (*lines.get(start, ()), person)
        return lines

    @api.model
    def _relation(self, giver, subject):
        """Return what ``giver`` is to ``subject`` today (``rules/feedback.py``)."""
        people = giver.sudo() | subject.sudo()  # sudo: compares units, tells none
        units = {person.id: person.department_id.id for person in people}
        return feedback.relation(giver.id, subject.id, self._lines(people.ids), units)

    @api.model
    def _may_be_anonymous(self, giver, subject, plan):
        """Whether ``giver`` may give without a name: whoever works with the person, except those
        who read it later. They know their own text, so of three only two would be unknown."""
        if self.env.user in (plan.evaluator_user_id | plan.superior_user_id):
            return False
        return feedback.may_be_anonymous(
            self._relation(giver, subject), self._was_asked(giver, subject)
        )

    @api.model
    def _was_asked(self, giver, subject):
        """Whether somebody has asked ``giver`` for feedback on ``subject`` this year."""
        # sudo: finds out yes or no for whoever was asked
        return bool(
            self.env["asn.feedback.request"]
            .sudo()
            .search_count(
                [
                    ("giver_id", "=", giver.id),
                    ("employee_id", "=", subject.id),
                    ("skp_id", "=", self._plan_of(subject).id),
                    ("state", "!=", "cancelled"),
                ],
                limit=1,
            )
        )
