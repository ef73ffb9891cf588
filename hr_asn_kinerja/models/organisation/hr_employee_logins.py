from odoo import api, models, tools
from odoo.tools import SQL


class HrEmployeeLogins(models.Model):
    """Documents open for the login that a person has now, whatever it was when they were made.

    A login may be given to somebody else: who has it then must not find what was said to the one
    before, neither what is running nor what is closed.
    """

    _inherit = "hr.employee"

    def _asn_follow_user(self):
        """Copy the login that these people have now to everything that is about them.

        Employee, evaluator, superior and giver alike: each column of a login that stands beside
        one of a person. A fixed number of queries.
        """
        self.env.flush_all()
        for table, person, login in self._asn_get_copied_logins():
            self.env.execute_query(
                SQL(
                    """
                    UPDATE %(table)s AS document
                       SET %(login)s = employee.user_id
                      FROM hr_employee AS employee
                     WHERE employee.id = document.%(person)s
                       AND employee.id = ANY(%(ids)s)
                       AND document.%(login)s IS DISTINCT FROM employee.user_id
                 RETURNING 1
                    """,
                    table=SQL.identifier(table),
                    login=SQL.identifier(login),
                    person=SQL.identifier(person),
                    ids=self.ids,
                )
            )
        self.env.invalidate_all()

    @api.model
    @tools.ormcache()
    def _asn_get_copied_logins(self):
        """Return [(table, column of a person, column of the login copied from there)]."""
        found = []
        for name, model in self.env.registry.items():
            is_table = model._auto and not model._abstract and not model._transient
            if not name.startswith("asn.") or not is_table:
                continue
            for login, field in model._fields.items():
                person = model._fields.get(
                    "employee_id" if login == "user_id" else login.replace("_user_id", "_id")
                )
                is_copy = _is_link(field, "res.users") and not field.related
                if is_copy and _is_link(person, "hr.employee"):
                    found.append((model._table, person.name, login))
        return sorted(found)


def _is_link(field, model):
    """Tell whether a field is a column that links to ``model``."""
    return bool(field) and field.store and field.type == "many2one" and field.comodel_name == model
