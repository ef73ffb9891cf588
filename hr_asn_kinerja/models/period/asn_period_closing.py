from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

UNFINISHED_PLANS = ("draft", "proposed", "returned")
UNFINISHED_EVALUATIONS = ("open", "submitted", "rated")
UNFINISHED_KINDS = (
    "plan",
    "missing",
    "evaluation",
    "unread",
    "window",
    "objection",
    "development",
)
LOCKED_EVALUATIONS = ["released", "acknowledged", "final"]


class AsnPeriodClosing(models.Model):
    """Closes a period: its documents are locked for good, in one statement per table.

    Before, it shows what is still open; each figure opens its list. A half-year may be closed while
    somebody is late: what was not released can still be finished, and who may still answer a result
    keeps the days to do so: that result is locked in the night after them. A year ends everything
    in it, so it is closed when those days are over.
    """

    _inherit = "asn.period"

    closing_plan_count = fields.Integer(
        string="Plans not agreed", compute="_compute_closing_counts"
    )
    closing_missing_count = fields.Integer(
        string="People without an annual evaluation", compute="_compute_closing_counts"
    )
    closing_evaluation_count = fields.Integer(
        string="Evaluations not released", compute="_compute_closing_counts"
    )
    closing_unread_count = fields.Integer(
        string="Released, not acknowledged yet", compute="_compute_closing_counts"
    )
    closing_window_count = fields.Integer(
        string="Results that can still be objected to", compute="_compute_closing_counts"
    )
    closing_objection_count = fields.Integer(
        string="Objections not decided", compute="_compute_closing_counts"
    )
    closing_development_count = fields.Integer(
        string="Development actions not done", compute="_compute_closing_counts"
    )
    closing_problem = fields.Text(compute="_compute_closing_counts")

    @api.depends("state", "kind")
    def _compute_closing_counts(self):
        for period in self:
            for kind in UNFINISHED_KINDS:
                model, domain = period._closing_domain(kind)
                period[f"closing_{kind}_count"] = (
                    self.env[model].search_count(domain) if model in self.env else 0
                )
            period.closing_problem = period.id and period._get_closing_problem()

    def _closing_domain(self, kind):
        """Return (model, domain) of what is still open in this period."""
        self.ensure_one()
        year = self.ids if self.kind == "year" else []
        if kind == "plan":
            states = Domain("state", "in", UNFINISHED_PLANS)
            return "asn.skp", Domain("period_id", "in", year) & states
        if kind == "missing":
            return "asn.skp", Domain("id", "in", self._closing_missing())
        if kind == "development":
            return "asn.development.action", self._closing_development_domain()
        periods = Domain("period_id", "in", (self | self.child_ids).ids)
        if kind == "window":
            return "asn.evaluation", periods & self._closing_window_domain()
        states = {"unread": ("released",), "objection": ("objected",)}
        return "asn.evaluation", periods & Domain(
            "state", "in", states.get(kind, UNFINISHED_EVALUATIONS)
        )

    def _closing_missing(self):
        """Return the agreed plans whose person lacks an annual evaluation."""
        if self.kind != "year" or self.state != "open":
            return []
        self.env.flush_all()
        return [row[0] for row in self.env.execute_query(self._sql_missing_evaluations())]

    def _closing_development_domain(self):
        """Return the condition of development actions of this year that are not done."""
        return Domain.FALSE

    def _closing_window_domain(self):
        """Return the condition of results that the person may still answer today."""
        return Domain.FALSE

    def action_ask_close(self):
        """Show what is still open in the period, and close it after a yes."""
        return self._open_closing()

    def _open_closing(self):
        self._check_one()
        self._check_manage()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Close %s", self.name),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("hr_asn_kinerja.asn_period_view_form_close").id, "form")],
            "target": "new",
        }

    def action_view_unfinished(self):
        """Open the list behind a figure of the closing; the context names which."""
        self._check_one()
        self._check_manage()
        kind = self.env.context.get("asn_unfinished")
        model, domain = self._closing_domain(kind if kind in UNFINISHED_KINDS else "evaluation")
        if model not in self.env:
            return True
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Still open in %s", self.name),
            "res_model": model,
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
            "context": {},
        }

    def _get_closing_problem(self):
        """Return why the period cannot be closed now, or False."""
        if self.state != "open":
            return self.env._("Only an open period can be closed.")
        if self.child_ids.filtered(lambda child: child.state != "closed"):
            return self.env._("Close the evaluation periods of %s first.", self.name)
        # sudo: whether an objection is open; neither whose nor how many is told
        if self.kind == "year" and self.env["asn.evaluation"].sudo().search_count(
            list(self._closing_domain("objection")[1]), limit=1
        ):
            return self.env._(
                "Objections wait for a decision. Who objected has a right to it: %s is closed "
                "after that.",
                self.name,
            )
        return False

    def action_close(self):
        """Close the periods: their documents are locked for good."""
        self._check_manage()
        # sudo: asked above: only the HR office gets here
        for period in self.sudo():
            if period.state == "closed":
                continue
            problem = period._get_closing_problem()
            if problem:
                raise UserError(problem)
            period._log_step("close", "open", "closed")
            period.write({"state": "closed"})
            period._close_documents()
            if period.kind == "year":
                period._carry_over()
        return True

    def _carry_over(self):
        """Do what follows from the end of a year; for rooms whose work goes on after it."""

    def _close_documents(self):
        """Lock the documents of a closed period in one statement per table.

        Closing the year also locks evaluations of its periods that were finished after those were
        closed, and nobody is reminded of anything in it any more.
        """
        self.env.flush_all()
        periods = (self | self.child_ids).ids
        self._close_evaluations(Domain("period_id", "in", periods))
        if self.kind == "year":
            agreed = Domain("period_id", "=", self.id) & Domain("state", "=", "agreed")
            self._close_table("asn.skp", agreed)
        whole = self.kind == "year"
        self._close_activities("asn.evaluation", periods, whole)
        if whole:
            self._close_activities("asn.skp", self.ids, whole)
        self.env.invalidate_all()

    def _close_evaluations(self, domain, limit=None):
        """Lock the released evaluations of ``domain`` that nobody may answer any more."""
        is_over = Domain("state", "in", LOCKED_EVALUATIONS) & ~self._closing_window_domain()
        return self._close_table("asn.evaluation", domain & is_over, limit=limit)

    def _close_table(self, model, domain, limit=None):
        """Lock the documents of ``domain`` in one statement; return how many."""
        documents = self.env[model].sudo()  # sudo: the HR office or the night closes for all
        found = documents._search(domain, order="id", limit=limit)
        link = {"asn.evaluation": "evaluation_id", "asn.skp": "skp_id"}[model]
        return len(
            self.env.execute_query(
                SQL(
                    """
                WITH locked AS (
                    UPDATE %(table)s AS document
                       SET state = 'closed', write_uid = %(uid)s,
                           write_date = now() AT TIME ZONE 'UTC'
                      FROM %(table)s AS before
                     WHERE document.id IN %(found)s AND before.id = document.id
                 RETURNING document.id, before.state)
                INSERT INTO asn_transition (%(link)s, action, state_from, state_to, user_id, date)
                SELECT id, 'close', state, 'closed', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM locked
             RETURNING 1
                """,
                    table=SQL.identifier(documents._table),
                    uid=self.env.uid,
                    found=found.subselect(),
                    link=SQL.identifier(link),
                )
            )
        )

    def _close_activities(self, model, period_ids, whole=False):
        """Take away the reminders of locked documents, as the step of one document would.

        :param whole: of every document of the periods, locked or not
        """
        documents = self.env[model]
        types = [self.env.ref(xmlid).id for xmlid, _user in documents._workflow_activities.values()]
        is_over = SQL("TRUE") if whole else SQL("document.state = 'closed'")
        self.env.execute_query(
            SQL(
                """
                DELETE FROM mail_activity AS activity
                 USING %(table)s AS document
                 WHERE document.period_id = ANY(%(periods)s) AND %(is_over)s
                   AND activity.res_model = %(model)s AND activity.res_id = document.id
                   AND activity.activity_type_id = ANY(%(types)s) AND activity.automated
             RETURNING 1
                """,
                table=SQL.identifier(documents._table),
                periods=period_ids,
                is_over=is_over,
                model=model,
                types=types,
            )
        )
