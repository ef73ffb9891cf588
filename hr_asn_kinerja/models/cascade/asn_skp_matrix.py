from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from ..base.asn_guarded_mixin import INTEGER_LIMIT

# More people, or more names in the list to choose from, have no place on a screen.
PEOPLE_LIMIT = 200
CHOICE_LIMIT = 20
SEARCH_LIMIT = 100  # characters that somebody types to search

PLAN_FIELDS = (
    "employee_id",
    "employee_name",
    "job_title",
    "unit_id",
    "state",
    "date_start",
    "date_end",
    "period_id",
    "evaluator_id",
    "evaluator_name",
)


class AsnSkpMatrix(models.Model):
    """What the role-result matrix (*matriks peran hasil*) shows of the plans.

    The superior's results stand across, the people that he or she evaluates down; a cell holds the
    results of the person that support the superior's result. The screen saves each cell through
    the ordinary guarded ``create`` and ``write`` of ``asn.skp.result``; here it is only read.
    """

    _inherit = "asn.skp"

    # The team of one evaluator in one year, in the order of the screen.
    _period_evaluator_index = models.Index("(period_id, evaluator_id, employee_name, id)")

    # ------------------------------------------------------------------
    # What a screen sends
    # ------------------------------------------------------------------

    @api.model
    def _screen_id(self, value):
        """Return an id that a screen sent, or False when it sent none.

        :raises UserError: anything that is no id
        """
        if value is None or value is False:
            return False
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= INTEGER_LIMIT:
            raise UserError(self.env._("Choose one record."))
        return value

    @api.model
    def _screen_text(self, value):
        """Return a text to search for, without the blanks around it.

        :raises UserError: no text, or one that cannot be searched for
        """
        value = value or ""
        problem = self._guard_text_problem(self._fields["employee_name"], value)
        if not problem and len(value) > SEARCH_LIMIT:
            problem = self.env._("at most %s characters can be searched for.", SEARCH_LIMIT)
        if problem:
            raise UserError(self.env._("Search: %s", problem))
        return value.strip()

    @api.model
    def _screen_years(self, period_id):
        """Return the years to choose from, the last first, and the id of the one to show.

        Without ``period_id`` that is the year of today; a region that has not made it yet sees
        its last year.
        """
        years = self.env["asn.period"].search_fetch(
            [("kind", "=", "year")], ["name", "date_start", "date_end"], order="date_start desc"
        )
        today = self._today_of_region()
        chosen = years.filtered(lambda year: year.id == period_id)
        if period_id and not chosen:
            raise UserError(self.env._("Choose one of the years of the list."))
        chosen = chosen or years.filtered(lambda y: y.date_start <= today <= y.date_end)[:1]
        chosen = chosen or years[:1]
        return [{"id": year.id, "name": year.name} for year in years], chosen.id

    # ------------------------------------------------------------------
    # The matrix
    # ------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_role_matrix(self, superior_id=False, period_id=False):
        """Return one matrix, as far as the reader may read it.

        :param superior_id: the employee whose results stand across; the reader when it is left out
        :param period_id: the year; the running one when it is left out
        :return: dict of ``years``, ``period_id``, ``superior``, ``columns`` (the superior's
            results), ``rows`` (plans of the people evaluated by him or her), ``results`` (theirs,
            with the ids of the columns that they support) and ``row_count``
        :raises UserError: an argument is no id, or no year of the reader's region
        """
        superior_id = self._screen_id(superior_id)
        years, period_id = self._screen_years(self._screen_id(period_id))
        mine = self.env.user.employee_id.id
        superior_id = superior_id or mine
        running = Domain("period_id", "=", period_id) & Domain("state", "!=", "cancelled")
        running &= Domain.TRUE if superior_id else Domain.FALSE
        own = running & Domain("employee_id", "=", superior_id)
        team = running & Domain("evaluator_id", "=", superior_id)
        plans = self.search_fetch(own, PLAN_FIELDS, order="date_start, id")
        rows = self.search_fetch(team, PLAN_FIELDS, limit=PEOPLE_LIMIT, order="employee_name, id")
        columns = plans._matrix_columns()
        return {
            "years": years,
            "period_id": period_id,
            "superior": self._matrix_superior(superior_id, mine, plans, rows),
            "columns": columns,
            "rows": [plan._matrix_row() for plan in rows],
            "row_count": len(rows) if len(rows) < PEOPLE_LIMIT else self.search_count(team),
            "results": rows._matrix_results({column["id"] for column in columns}),
        }

    @api.model
    def _matrix_superior(self, superior_id, mine, plans, rows):
        """Describe whose results stand across, in words that were copied to readable plans."""
        is_me = bool(superior_id) and superior_id == mine
        name = plans[:1].employee_name or rows[:1].evaluator_name
        return {
            "id": superior_id,
            "is_me": is_me,
            "name": name or (self.env.user.name if is_me else ""),
            "post": plans[-1:].job_title or "",
            "plans": [
                {
                    "id": plan.id,
                    "state": plan.state,
                    "state_label": plan._workflow_state_label(),
                    "editable": "content" in plan._workflow_editable_parts(),
                }
                for plan in plans
            ],
        }

    def _matrix_columns(self):
        """Return the results of the superior's plans ``self``: main ones first."""
        results = self.env["asn.skp.result"].search_fetch(
            [("skp_id", "in", self.ids)], ["name", "kind", "skp_id", "sequence"]
        )
        return [
            {
                "id": result.id,
                "name": result.name,
                "kind": result.kind,
                "targets": result.indicator_summary or "",
            }
            for result in results.sorted(lambda r: (r.kind != "main", r.skp_id.date_start))
        ]

    def _matrix_row(self):
        """Return one person of the matrix, and whether the reader may fill in that plan now."""
        year = self.period_id
        partial = self.date_start != year.date_start or self.date_end != year.date_end
        days = (format_date(self.env, day) for day in (self.date_start, self.date_end))
        return {
            "id": self.id,
            "name": self.employee_name,
            "post": self.job_title or "",
            "unit": self.unit_id.name or "",
            "state": self.state,
            "state_label": self._workflow_state_label(),
            "editable": "content" in self._workflow_editable_parts(),
            # A part of the year is told apart from the other part of the same person.
            "days": " – ".join(days) if partial else "",
        }

    def _matrix_results(self, columns):
        """Return the results of the plans ``self`` with the columns that each supports."""
        results = self.env["asn.skp.result"].search_fetch(
            [("skp_id", "in", self.ids)], ["name", "kind", "skp_id", "parent_result_ids"]
        )
        return [
            {
                "id": result.id,
                "plan": result.skp_id.id,
                "name": result.name,
                "kind": result.kind,
                "columns": [key for key in result.parent_result_ids.ids if key in columns],
                "linked": bool(result.parent_result_ids),
            }
            for result in results
        ]

    @api.model
    @api.readonly
    def get_role_matrix_choices(self, period_id=False, text=""):
        """Return evaluators to choose a matrix of: name, post, unit and number of people.

        Only evaluators of plans that the reader may read are found.

        :param text: a part of the evaluator's name or of the unit's name
        :return: list of dicts ordered by name, at most ``CHOICE_LIMIT``, and whether there are more
        """
        _years, period_id = self._screen_years(self._screen_id(period_id))
        text = self._screen_text(text)
        running = [("period_id", "=", period_id), ("state", "!=", "cancelled")]
        domain = [*running, ("evaluator_id", "!=", False)]
        if text:
            domain += [
                "|",
                ("evaluator_name", "ilike", text),
                ("unit_id", "any", [("name", "ilike", text)]),
            ]
        groups = self._read_group(
            domain,
            ["evaluator_id", "evaluator_name"],
            ["__count"],
            order="evaluator_name",
            limit=CHOICE_LIMIT + 1,
        )
        ids = [evaluator.id for evaluator, _name, _count in groups]
        plans = self.search_fetch([*running, ("employee_id", "in", ids)], PLAN_FIELDS)
        posts = {plan.employee_id.id: plan for plan in plans}
        choices = []
        for evaluator, name, count in groups[:CHOICE_LIMIT]:
            plan = posts.get(evaluator.id, self.browse())
            words = (plan.job_title, plan.unit_id.name)
            choices.append(
                {
                    "id": evaluator.id,
                    "name": name or "",
                    "note": " · ".join(word for word in words if word),
                    "count": count,
                }
            )
        return {"choices": choices, "more": len(groups) > CHOICE_LIMIT}

    def action_open_matrix(self):
        """Open the matrix that this plan stands in.

        Of one's own plan that is the matrix of the people one evaluates, of another's plan the
        one of its evaluator.
        """
        self._check_one()
        own = self.user_id == self.env.user or not self.evaluator_id
        action = self.env["ir.actions.actions"]._for_xml_id("hr_asn_kinerja.asn_role_matrix_action")
        superior = self.employee_id if own else self.evaluator_id
        params = {"superior": superior.id, "year": self.period_id.id, "plan": self.id}
        return {**action, "params": params}

    def action_open_alignment(self):
        """Open the alignment tree of the year at the first main result of this plan.

        The employee looks up the chain from the own result, everybody else at the branch below it.
        """
        self._check_one()
        action = self.env["ir.actions.actions"]._for_xml_id("hr_asn_kinerja.asn_alignment_action")
        result = self.result_ids.sorted(lambda r: (r.kind != "main", r.sequence, r.id))[:1]
        params = {"year": self.period_id.id, "start": "chain", "result": result.id}
        return {**action, "params": params}
