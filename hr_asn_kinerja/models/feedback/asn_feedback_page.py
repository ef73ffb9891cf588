from odoo import api, models
from odoo.exceptions import UserError

from .asn_feedback import PARTS

GIVEN_SHOWN = 50
REQUESTS_SHOWN = 50


class AsnFeedbackPage(models.Model):
    """What the feedback pages show. Nothing here writes."""

    _inherit = "asn.feedback"

    @api.model
    @api.readonly
    def get_page(self):
        """Return all that the page "Feedback" shows to the current user.

        ``timeline`` of the own plan (or False), ``given`` by me under my name, ``to_answer``:
        requests that wait for me, ``asked``: my own requests. What I gave without a name is not
        among it: nobody can look it up, I neither.
        """
        self.browse().check_access("read")
        me = self._own_employee()
        plan = self._plan_of(me).with_user(self.env.user) if me else None
        user = self.env.user
        given = self.search([("giver_user_id", "=", user.id)], limit=GIVEN_SHOWN)
        requests = self.env["asn.feedback.request"]
        to_answer = requests.search(
            [("giver_user_id", "=", user.id), ("state", "=", "asked")],
            order="date_due, id",
            limit=REQUESTS_SHOWN,
        )
        asked = requests.search([("requester_user_id", "=", user.id)], limit=REQUESTS_SHOWN)
        return {
            "is_employee": bool(me),
            "timeline": plan._get_feedback_timeline() if plan else False,
            "given": [record._page_entry() for record in given],
            "to_answer": [request._page_request() for request in to_answer],
            "asked": [request._page_request() for request in asked],
        }

    @api.model
    @api.readonly
    def get_timeline(self, plan_id=False):
        """Return what ``asn.skp._get_feedback_timeline`` says of a plan that the caller may read.

        :param int plan_id: the plan
        """
        plans = self.env["asn.skp"]
        if type(plan_id) is int and 0 < plan_id < 2**31:
            plans = plans.browse(plan_id)
        plans._check_one()
        return plans._get_feedback_timeline()

    @api.model
    @api.readonly
    def get_give_page(self, employee_id=False, request_id=False, feedback_id=False, plan_id=False):
        """Return what the page for giving needs: the person, choices, and what was written.

        :param int employee_id: whom it is about; nobody yet: False
        :param int request_id: the request that is answered
        :param int feedback_id: own feedback that is corrected
        :param int plan_id: plan of the person, when the caller knows only that
        :raises UserError: somebody who cannot be chosen, a request that does not wait
        """
        self.browse().check_access("read")
        me = self._require_me()
        page = {"person": False, "request": False, "feedback": False, "values": []}
        person = None
        if feedback_id:
            record = self._find_own(feedback_id)
            person = record.employee_id.sudo()  # sudo: name and post, as in find_people
            page["feedback"] = record._page_entry()
        elif request_id:
            request = self._find_request(request_id)
            person = request.employee_id.sudo()  # sudo: as above
            page["request"] = request._page_request()
        elif employee_id:
            person = self._find_person(employee_id)
        elif plan_id:
            plan = self._browse_given("asn.skp", plan_id)
            person = self._find_person(plan.employee_id.id)
        # sudo: reference data that everybody reads
        values = self.env["asn.behaviour.value"].sudo().search([])
        page["values"] = [{"id": value.id, "name": value.name} for value in values]
        if person:
            page["person"] = self._page_person(me, person)
        return page

    @api.model
    def _page_person(self, me, person):
        plan = self._plan_of(person)
        relation = self._relation(me, person)
        labels = dict(self._fields["relation"]._description_selection(self.env))
        # As the caller: results of a plan that he or she may read, and none otherwise.
        results = (
            self.env["asn.skp.result"].search([("skp_id", "=", plan.id)], limit=30) if plan else ()
        )
        period = self.env["asn.feedback.anonymous"]._period_of(plan) if plan else plan
        return {
            "id": person.id,
            "name": person.name,
            "job": person.job_title or "",
            "unit": person.department_id.name or "",
            "has_plan": bool(plan),
            "relation": labels[relation],
            "is_evaluator": bool(plan) and plan.evaluator_id == me,
            "may_be_anonymous": bool(plan) and self._may_be_anonymous(me, person, plan),
            "minimum": person.company_id.asn_feedback_minimum,
            "period": period.name if plan else "",
            "edit_hours": person.company_id.asn_feedback_edit_hours,
            "results": [{"id": result.id, "name": result.name} for result in results],
        }

    def _page_entry(self):
        """Return one feedback as the pages show it."""
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        relations = dict(self._fields["relation"]._description_selection(self.env))
        record = self.sudo()  # sudo: labels of links; the record itself was read by the rules
        return {
            "id": self.id,
            "date": self.date,
            "kind": self.kind,
            "kind_label": kinds[self.kind],
            "visibility": self.visibility,
            "giver": self.giver_name or "",
            "relation": relations[self.relation],
            "employee_id": self.employee_id.id,
            "employee": self.employee_name or "",
            "about": record.result_id.name or record.value_id.name or "",
            "result_id": self.result_id.id,
            "value_id": self.value_id.id,
            "was_asked": bool(self.request_id),
            **{part: self[part] or "" for part in PARTS},
            "thanks": self.thanks or "",
            "date_thanked": self.date_thanked,
            "may_change": self._may_change(),
            "may_thank": self._may_thank(),
        }

    @api.model
    def _no_employee(self):
        return self.env._("Your login belongs to no employee. Ask the HR office to link it.")

    @api.model
    def _browse_given(self, model, record_id):
        """Return the record that a client named, if there is one that the caller may read.

        :raises UserError: no such number
        """
        if not isinstance(record_id, int) or isinstance(record_id, bool):
            record_id = 0
        record = self.env[model].search([("id", "=", record_id if 0 < record_id < 2**31 else 0)])
        if not record:
            raise UserError(self.env._("This is not there any more. Load the page again."))
        return record

    @api.model
    def _find_own(self, feedback_id):
        """Return own feedback that may still be changed, or raise UserError."""
        record = self._browse_given("asn.feedback", feedback_id)
        if not record._may_change():
            raise UserError(
                self.env._("This feedback stands now: the time for changing it is over.")
                if record.giver_user_id == self.env.user
                else self.env._("Only its giver can change feedback.")
            )
        return record

    @api.model
    def _find_request(self, request_id):
        """Return a request that waits for the current user, or raise UserError."""
        request = self._browse_given("asn.feedback.request", request_id)
        if not request.is_asked_of_me:
            raise UserError(self.env._("This request is not waiting for you."))
        return request


class AsnFeedbackRequestPage(models.Model):
    _inherit = "asn.feedback.request"

    def _page_request(self):
        """Return one request as the pages show it."""
        self.ensure_one()
        states = dict(self._fields["state"]._description_selection(self.env))
        today = self.env["asn.period"]._local_today(self.company_id)
        return {
            "id": self.id,
            "employee": self.employee_name or "",
            "requester": self.requester_name or "",
            "giver": self.giver_name or "",
            "is_about_requester": self.employee_id == self.requester_id,
            "question": self.question or "",
            "result": self.result_name or "",
            "due": self.date_due,
            "is_late": self.state == "asked" and self.date_due < today,
            "state": self.state,
            "state_label": states[self.state],
            "reason": self.decline_reason or "",
        }
