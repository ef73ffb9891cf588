from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import workflow


class AsnSkpTrouble(models.Model):
    """Plans that nobody can agree or evaluate, why, and whom to take instead.

    An evaluator needs a login and to be in service, and never stands below the person. A NIP is
    not needed: a mayor evaluates without one.
    """

    _inherit = "asn.skp"

    evaluator_problem = fields.Selection(
        [
            ("none", "No evaluator"),
            ("archived", "Evaluator has left"),
            ("no_login", "Evaluator has no login"),
            ("subordinate", "Evaluator stands below the person"),
        ],
        string="Trouble",
        compute="_compute_evaluator_problem",
        compute_sudo=True,
        search="_search_evaluator_problem",
    )
    evaluator_problem_note = fields.Text(
        string="Why, and What Helps", compute="_compute_evaluator_problem", compute_sudo=True
    )
    suggested_evaluator_id = fields.Many2one(
        "hr.employee",
        string="Suggestion",
        compute="_compute_suggested_evaluator_id",
        compute_sudo=True,
    )

    def _sql_evaluator_problems(self):
        """Return the statement (id, problem) over the running plans with a trouble."""
        return SQL(
            """
            SELECT trouble.id, trouble.problem
              FROM (SELECT plan.id,
                           CASE WHEN plan.evaluator_id IS NULL THEN 'none'
                                WHEN evaluator.active IS NOT TRUE THEN 'archived'
                                WHEN login.active IS NOT TRUE THEN 'no_login'
                                WHEN post.asn_evaluator_id = plan.employee_id
                                  OR above_post.asn_evaluator_id = plan.employee_id
                                THEN 'subordinate' END AS problem
                      FROM asn_skp AS plan
                      JOIN asn_period AS year
                        ON year.id = plan.period_id AND year.state <> 'closed'
                 LEFT JOIN hr_employee AS evaluator ON evaluator.id = plan.evaluator_id
                 LEFT JOIN res_users AS login ON login.id = evaluator.user_id
                 LEFT JOIN hr_version AS post ON post.id = evaluator.current_version_id
                 LEFT JOIN hr_employee AS above ON above.id = post.asn_evaluator_id
                 LEFT JOIN hr_version AS above_post ON above_post.id = above.current_version_id
                     WHERE plan.state IN %(states)s) AS trouble
             WHERE trouble.problem IS NOT NULL
            """,
            states=workflow.RUNNING_PLAN_STATES,
        )

    @api.depends("evaluator_id", "evaluator_user_id", "state")
    def _compute_evaluator_problem(self):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT id, problem FROM (%s) AS found WHERE id = ANY(%s)",
                self._sql_evaluator_problems(),
                self._origin.ids,
            )
        )
        problems = dict(rows)
        for plan in self:
            plan.evaluator_problem = problems.get(plan._origin.id)
            plan.evaluator_problem_note = plan._get_problem_note()

    def _search_evaluator_problem(self, operator, value):
        if operator != "in":
            return NotImplemented
        wanted = tuple(key for key in value if key)
        self.env.flush_all()
        found = SQL(
            "(SELECT id FROM (%s) AS found WHERE problem = ANY(%s))",
            self._sql_evaluator_problems(),
            list(wanted),
        )
        domain = Domain("id", "in", found) if wanted else Domain.FALSE
        if False in value:
            everything = SQL("(SELECT id FROM (%s) AS found)", self._sql_evaluator_problems())
            domain |= Domain("id", "not in", everything)
        return domain

    def _get_problem_note(self):
        """Return in words why nobody can agree the plan, and what helps."""
        name = self.evaluator_name or self.evaluator_id.name
        return {
            "none": self.env._("Nobody is set. Choose the direct superior."),
            "archived": self.env._(
                "%s is no longer in service. Choose who leads the unit now.", name
            ),
            "no_login": self.env._(
                "%s cannot sign in. The HR office links a login to the employee, under Employees › "
                "Settings; a NIP is not needed.",
                name,
            ),
            "subordinate": self.env._(
                "%s is evaluated by this person, directly or through another. Choose somebody "
                "above.",
                name,
            ),
        }.get(self.evaluator_problem, False)

    # ------------------------------------------------------------------
    # Whom to take instead
    # ------------------------------------------------------------------

    @api.depends("evaluator_id", "unit_id", "is_unit_head")
    def _compute_suggested_evaluator_id(self):
        """Suggest the head of the unit, of the unit above, or the evaluator's superior."""
        heads = self._get_unit_heads()
        people = self.env["hr.employee"]
        for plan in self:
            units = [int(part) for part in (plan.unit_id.parent_path or "").split("/") if part]
            if plan.is_unit_head and units:
                units.pop()
            above = plan.evaluator_id.current_version_id.asn_evaluator_id
            candidates = [heads[unit] for unit in reversed(units) if unit in heads]
            if above.active and above.user_id:
                candidates.append(above.id)
            plan.suggested_evaluator_id = next(
                (
                    people.browse(candidate)
                    for candidate in candidates
                    if candidate not in (plan.employee_id.id, plan.evaluator_id.id)
                ),
                people,
            )

    def _get_unit_heads(self):
        """Return {unit id: employee id of its head}, of those in service with a login."""
        units = {
            int(part)
            for unit in self.unit_id
            for part in (unit.parent_path or "").split("/")
            if part
        }
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (post.department_id) post.department_id, employee.id
                  FROM hr_version AS post
                  JOIN hr_employee AS employee ON employee.current_version_id = post.id
                  JOIN res_users AS login ON login.id = employee.user_id AND login.active
                 WHERE post.department_id = ANY(%s) AND post.asn_is_unit_head
                   AND employee.active
              ORDER BY post.department_id, employee.id
                """,
                list(units),
            )
        )
        return dict(rows)

    def action_use_suggested_evaluator(self):
        """Make the suggested people the evaluators; the plan decides who may."""
        if not all(self._ids):
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")
        without = self.filtered(lambda plan: not plan.suggested_evaluator_id)
        if without:
            raise UserError(
                self.env._(
                    "There is no suggestion for: %s. Choose an evaluator by hand.",
                    ", ".join(without[:5].mapped("employee_name")),
                )
            )
        for plan in self:
            plan.write({"evaluator_id": plan.suggested_evaluator_id.id})
        return True
