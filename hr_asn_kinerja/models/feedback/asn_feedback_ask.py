from datetime import timedelta

from odoo import api, models
from odoo.exceptions import UserError

MOST_ASKED = 10
MOST_OPEN = 40
LONGEST_WAIT = timedelta(days=90)
USUAL_WAIT = timedelta(days=7)
QUESTION_LIMIT = 500


class AsnFeedbackAsk(models.Model):
    """Asking named people for feedback, declining, taking the request back."""

    _inherit = "asn.feedback"

    @api.model
    @api.readonly
    def get_ask_page(self):
        """Return what the page for asking needs: whom it may be about, own results, dates.

        About oneself, or, as an evaluator, about a team member.

        :raises UserError: the login belongs to no employee
        """
        self.browse().check_access("read")
        me = self._require_me()
        today = self.env["asn.period"]._local_today(self.env.company)
        plan = self._plan_of(me)
        team = self._team_plans(me, today)
        return {
            "has_plan": bool(plan),
            "results": [{"id": result.id, "name": result.name} for result in plan.result_ids],
            "team": [
                {"id": member.employee_id.id, "name": member.employee_name} for member in team
            ],
            "today": today,
            "due": today + USUAL_WAIT,
            "latest": today + LONGEST_WAIT,
            "most": MOST_ASKED,
        }

    @api.model
    def _team_plans(self, me, today):
        # sudo: plans whose evaluator the caller is
        return (
            self.env["asn.skp"]
            .sudo()
            .search(
                [
                    ("evaluator_user_id", "=", self.env.uid),
                    ("evaluator_id", "=", me.id),
                    ("state", "!=", "cancelled"),
                    ("date_start", "<=", today),
                    ("date_end", ">=", today),
                ],
                order="employee_name",
                limit=200,
            )
        )

    @api.model
    def _step_ask(self, values):
        me = self._require_me()
        today = self.env["asn.period"]._local_today(self.env.company)
        plan = self._plan_to_ask_about(me, values.get("employee_id"), today)
        givers = self._givers_to_ask(plan, values.get("giver_ids"))
        due = self._clean_day(values.get("date_due")) or today + USUAL_WAIT
        if not today <= due <= today + LONGEST_WAIT:
            raise UserError(self.env._("Choose a day from today to three months ahead."))
        requests = self.env["asn.feedback.request"].sudo()  # sudo: asked by the server, see below
        question = self._clean_text(
            requests._fields["question"], values.get("question"), QUESTION_LIMIT
        )
        result = plan.result_ids.filtered(lambda one: one.id == values.get("result_id"))
        waiting = requests.search(
            [("requester_user_id", "=", self.env.uid), ("state", "=", "asked")]
        )
        asked_before = waiting.filtered(lambda one: one.employee_id == plan.employee_id).giver_id
        givers -= asked_before  # asked twice: one request is enough
        if len(waiting) + len(givers) > MOST_OPEN:
            raise UserError(
                self.env._("%s requests wait for an answer already. Wait for some.", len(waiting))
            )
        # sudo: nobody writes the table directly; who asks and whom is not typed
        created = requests.with_context(mail_create_nosubscribe=True).create(
            [
                {
                    "employee_id": plan.employee_id.id,
                    "employee_name": plan.employee_name,
                    "skp_id": plan.id,
                    "company_id": plan.company_id.id,
                    "requester_id": me.id,
                    "requester_name": me.name,
                    "requester_user_id": self.env.uid,
                    "giver_id": giver.id,
                    "giver_name": giver.name,
                    "giver_user_id": giver.user_id.id,
                    "question": question,
                    "result_id": result.id,
                    "result_name": result.name,
                    "date_asked": today,
                    "date_due": due,
                }
                for giver in givers
            ]
        )
        created._schedule()
        return {"is_done": True, "count": len(created)}

    @api.model
    def _plan_to_ask_about(self, me, employee_id, today):
        """Return the own plan, or that of a team member; as superuser.

        :raises UserError: nobody of the team, or no plan this year
        """
        if not employee_id or employee_id == me.id:
            plan = self._plan_of(me)
            if not plan:
                raise UserError(self.env._("You have no plan this year to ask feedback for."))
            return plan
        plan = self._team_plans(me, today).filtered(
            lambda member: member.employee_id.id == employee_id
        )
        if not plan:
            raise UserError(self.env._("Ask for feedback on yourself or on your team."))
        return plan[:1]

    @api.model
    def _givers_to_ask(self, plan, giver_ids):
        """Return the employees to ask, as superuser.

        :raises UserError: nobody, too many, without a login, or the person concerned
        """
        numbers = giver_ids if isinstance(giver_ids, list) else []
        if not 1 <= len(set(map(str, numbers))) <= MOST_ASKED:
            raise UserError(self.env._("Choose from one to %s people.", MOST_ASKED))
        givers = self.env["hr.employee"].sudo()  # sudo: see find_people
        for number in numbers:
            givers |= self._find_person(number)
        if plan.employee_id in givers:
            raise UserError(self.env._("Nobody gives feedback to himself or herself."))
        bare = givers.filtered(lambda giver: not giver.user_id)
        if bare:
            raise UserError(
                self.env._(
                    "%s has no login and cannot answer here.", ", ".join(bare.mapped("name"))
                )
            )
        return givers

    @api.model
    def _step_decline(self, values):
        request = self._find_request(values.get("request_id"))
        field = request._fields["decline_reason"]
        reason = self._clean_text(field, values.get("text"), QUESTION_LIMIT)
        today = self.env["asn.period"]._local_today(request.company_id)
        # sudo: the person asked declines, see _find_request
        request.sudo()._close("declined", today, decline_reason=reason)
        return {"is_done": True}

    @api.model
    def _step_cancel(self, values):
        request = self._browse_given("asn.feedback.request", values.get("request_id"))
        if not request.is_asked_by_me:
            raise UserError(self.env._("Only whoever asked takes a waiting request back."))
        today = self.env["asn.period"]._local_today(request.company_id)
        request.sudo()._close("cancelled", today)  # sudo: who asked is checked above
        return {"is_done": True}
