from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from ...rules import deadline, workflow
from ...rules import objection as objection_rules
from ..base.actions import form_of


class AsnEvaluationObjection(models.Model):
    """An evaluation that its employee can answer: until when, and what the decision does."""

    _inherit = "asn.evaluation"

    objection_ids = fields.One2many("asn.objection", "evaluation_id", string="Objections")
    date_objection_until = fields.Date(
        string="Can Be Answered until",
        compute="_compute_date_objection_until",
        help="The last day to object, in the time of the region.",
    )
    is_objectable = fields.Boolean(compute="_compute_date_objection_until")
    late_objection_until = fields.Date(
        string="Late Objection Allowed until",
        readonly=True,
        copy=False,
        help="The HR office has allowed an objection after the last day, with a reason.",
    )
    can_allow_late = fields.Boolean(compute="_compute_date_objection_until")

    @api.depends("state", "date_received", "date_acknowledged", "late_objection_until")
    @api.depends_context("uid")
    def _compute_date_objection_until(self):
        for evaluation in self:
            is_open = evaluation.state in workflow.LATE_OBJECTION_STATES
            last = evaluation._get_objection_last_day() if is_open else False
            until = last and max(last, evaluation.late_objection_until or last)
            roles = evaluation._workflow_roles() if is_open else ()
            is_over = bool(until) and evaluation.period_id.today() > until
            evaluation.date_objection_until = until
            evaluation.is_objectable = bool(
                until and workflow.EMPLOYEE in roles and not evaluation._objection_problem()
            )
            evaluation.can_allow_late = (
                is_over
                and workflow.may_allow_late(evaluation.state, roles)
                and evaluation._objection_problem() == "late"
            )

    # ------------------------------------------------------------------
    # The days
    # ------------------------------------------------------------------

    def _get_received_day(self):
        """Return the day on which the result was received, in the region's zone.

        Opened or acknowledged; whoever has done neither receives it by answering it.
        """
        self.ensure_one()
        if self.date_received:
            return self.date_received
        company = self.sudo().company_id  # sudo: the region's zone
        if self.date_acknowledged:
            return deadline.local_day(self.date_acknowledged, company.asn_tz)
        return self.period_id.today()

    def _get_objection_last_day(self):
        """Return the last day on which an objection is in time (PP 30/2019 Art. 59)."""
        self.ensure_one()
        company = self.sudo().company_id  # sudo: settings of the region
        return company._asn_add_days(self._get_received_day(), company.asn_objection_days)

    def _objection_problem(self):
        """Return why no objection is possible: not_released, periodic, decided, late; or None."""
        self.ensure_one()
        company = self.sudo().company_id  # sudo: settings of the region
        if self.state not in workflow.LATE_OBJECTION_STATES:
            return "not_released"
        if not company.asn_objection_periodic and self.period_id.kind != "year":
            return "periodic"
        if self._get_standing_decision():
            return "decided"
        last = self._get_objection_last_day()
        last = max(last, self.late_objection_until or last)
        return "late" if deadline.is_late(self.period_id.today(), last) else None

    def _check_objection_window(self):
        """Raise unless an objection can be filed now.

        :raises UserError: not released, not for this kind of period, decided already, too late
        """
        problem = self._objection_problem()
        if problem == "not_released":
            raise UserError(self.env._("A result is answered after its release."))
        if problem == "periodic":
            raise UserError(
                self.env._("In your region only the evaluation of the year can be objected to.")
            )
        if problem == "decided":
            raise UserError(
                self.env._("Your objection to this result was decided. That decision is final.")
            )
        if problem == "late":
            raise UserError(
                self.env._(
                    "The last day to object was %(day)s, in the time of the region. If there was "
                    "an important reason, ask the HR office to allow it.",
                    day=self._show_day(self._get_objection_last_day()),
                )
            )

    def _get_standing_decision(self):
        """Return the objection that was decided about the result of now.

        A result that the HR office reopened after the decision is a new one.
        """
        # sudo: whether it was decided, nothing is returned to the client
        decided = (
            self.env["asn.objection"]
            .sudo()
            .search(
                [("evaluation_id", "=", self.id), ("state", "=", "decided")],
                order="date_decided desc",
                limit=1,
            )
        )
        reopened = (
            self.env["asn.transition"]
            .sudo()
            .search_count(
                [
                    ("evaluation_id", "=", self.id),
                    ("action", "=", "reopen"),
                    ("date", ">=", decided.date_decided),
                ],
                limit=1,
            )
            if decided
            else 0
        )
        return decided.browse() if reopened else decided

    @api.model
    def _show_day(self, day):
        return format_date(self.env, day) if day else ""

    # ------------------------------------------------------------------
    # Answering
    # ------------------------------------------------------------------

    def action_answer_result(self):
        """Open the employee's objection to this result; begin one when there is none."""
        self._check_one()
        if workflow.EMPLOYEE not in self._workflow_roles():
            raise AccessError(self.env._("A result is answered by the person it is about."))
        objection = self._find_or_begin_objection()
        return form_of(objection, name=self.env._("Answer to the Result"))

    def _find_or_begin_objection(self):
        self._lock_or_refuse()  # two tabs find one objection
        # sudo: the own objections; the caller is the employee
        objections = self.env["asn.objection"].sudo()
        found = objections.search(
            [
                ("evaluation_id", "=", self.id),
                ("state", "in", workflow.OPEN_OBJECTION_STATES),
            ],
            limit=1,
        )
        found = found or self._get_standing_decision()
        if not found:
            self._check_objection_window()
            # Everybody who works here can read who follows what, and so who has a draft.
            # sudo: copies of the evaluation, which the person concerned may read
            found = objections.with_context(
                mail_create_nosubscribe=True, mail_create_nolog=True
            ).create(
                {"evaluation_id": self.id, **self.sudo()._copy_snapshot(), **self._draft_period()}
            )
        return found

    def _draft_period(self):
        return {"period_id": self.period_id.id, "date_received": self._get_received_day()}

    def action_allow_late(self, reason=None):
        """The HR office allows an objection after the last day, with a reason that is kept."""
        self._check_one()
        if not workflow.may_allow_late(self.state, self._workflow_roles()):
            raise AccessError(
                self.env._("A late objection is allowed by the HR office, to a released result.")
            )
        if not isinstance(reason, str) or not reason.strip():
            raise UserError(self.env._("Write the reason, so that the other side can act on it."))
        problem = self._guard_text_problem(self.env["asn.transition"]._fields["reason"], reason)
        if problem:
            raise UserError(self.env._("Reason: %s", problem))
        if self._objection_problem() != "late":
            raise UserError(self.env._("The result can be answered, or it was decided already."))
        # sudo: the table has allowed this to the HR office; nothing else is written
        evaluation = self.sudo()
        company = evaluation.company_id
        evaluation.late_objection_until = company._asn_add_days(
            self.period_id.today(), company.asn_objection_days
        )
        step = workflow.Transition(self.state, "allow_late", (workflow.HR_OFFICE,), self.state)
        self.env["asn.transition"]._log(self, "evaluation_id", step, reason)
        if evaluation.user_id:
            evaluation.activity_schedule(
                "hr_asn_kinerja.mail_activity_type_late_objection",
                user_id=evaluation.user_id.id,
                date_deadline=evaluation.late_objection_until,
            )
        return True

    # ------------------------------------------------------------------
    # The steps that an objection takes along
    # ------------------------------------------------------------------

    def _get_objections(self, *states):
        # sudo: looks at the steps that were allowed on the objection itself
        return self.sudo().objection_ids.filtered(lambda objection: objection.state in states)

    def _require_objection(self, transition, reason):
        if not self._get_objections("filed"):
            raise UserError(self.env._("An objection is filed with its reasons."))

    def _require_in_window(self, transition, reason):
        self._check_objection_window()

    def _require_withdrawn_objection(self, transition, reason):
        is_open = bool(self._get_objections("filed", "explained"))
        if is_open or not self._get_objections("withdrawn"):
            raise UserError(self.env._("Withdraw the objection itself."))

    def _require_decision(self, transition, reason):
        standing = self._get_standing_decision()
        is_return = transition.action == "return"
        if (
            not standing
            or self._get_objections("filed", "explained")
            or (standing.outcome == objection_rules.RETURN) != is_return
        ):
            raise UserError(self.env._("The superior decides on a filed objection."))

    def _require_not_returned(self, transition, reason):
        if self._get_standing_decision().outcome == objection_rules.RETURN:
            raise UserError(
                self.env._(
                    "This was returned for a new rating after an objection; the entries stay as "
                    "they are."
                )
            )

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        if transition.action == "object":
            values["late_objection_until"] = False
            if not self.date_received:
                values.update(date_received=self.period_id.today(), received_how="acknowledged")
            if not self.date_acknowledged:
                values["date_acknowledged"] = fields.Datetime.now()
        elif transition.action in ("decide", "record"):
            values.update(self._prepare_decided())
        elif transition.action == "return":
            names = ("result_rating", "behaviour_rating", "predicate", "result_reason")
            names += ("recommendation", "date_released", "date_acknowledged", "date_rated")
            values.update(dict.fromkeys((*names, *self._receipt_fields()), False))
        elif transition.action in ("reopen", "release"):
            values["late_objection_until"] = False
        return values

    def _prepare_decided(self):
        """Return the ratings of the decision; the predicate follows from them."""
        decided = self._get_standing_decision()
        if decided.outcome != objection_rules.CHANGE:
            return {}
        return {
            "result_rating": decided.result_after,
            "behaviour_rating": decided.behaviour_after,
            "predicate": self.env["asn.evaluation.rating"]._get_predicate(
                decided.result_after, decided.behaviour_after, self
            ),
        }

    def _get_next_step(self):
        if self.state == "objected":
            objection = self.env["asn.objection"].search(
                [
                    ("evaluation_id", "=", self.id),
                    ("state", "in", workflow.OPEN_OBJECTION_STATES),
                ],
                limit=1,
            )
            return objection.next_step
        if self.state == "submitted" and workflow.EVALUATOR in self._workflow_roles():
            decided = self._get_standing_decision()
            if decided.outcome == objection_rules.RETURN:
                return self.env._("Rate again: the superior returned it after an objection.")
        return super()._get_next_step()
