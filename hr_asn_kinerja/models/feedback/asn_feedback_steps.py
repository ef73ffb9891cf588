from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import anonymity, feedback
from .asn_feedback import PART_LIMIT, PARTS

TOKEN_LIMIT = 64


class AsnFeedbackSteps(models.Model):
    """Giving, correcting, taking back, answering: all through one method.

    One name for all of them: the log of the server holds the method beside the address of the
    caller, so a method of its own would tell who gives without a name.
    """

    _inherit = "asn.feedback"

    @api.model
    def action_step(self, step=None, values=None):
        """Take a step: ``give``, ``change``, ``withdraw``, ``thank``, ``read``, ``ask``,
        ``decline`` or ``cancel``.

        :param dict values: give: ``employee_id`` or ``request_id``, ``visibility`` (open, private,
            anonymous), ``kind``, ``situation``, ``effect``, ``next_step``, ``result_id`` or
            ``value_id``, ``is_sure`` (hints were read), ``token``; change: ``feedback_id`` and
            the same; withdraw, thank: ``feedback_id``, ``text``; ask: ``employee_id`` (False:
            oneself), ``giver_ids``, ``question``, ``result_id``, ``date_due``; decline, cancel:
            ``request_id``, ``text``
        :return: dict; for give and change ``is_done`` and the ``hints`` to read before
        :raises UserError: not possible, with the reason
        """
        self.browse().check_access("read")
        values = values if isinstance(values, dict) else {}
        steps = {
            "give": self._step_give,
            "change": self._step_change,
            "withdraw": self._step_withdraw,
            "thank": self._step_thank,
            "read": self._step_read,
            "ask": self._step_ask,
            "decline": self._step_decline,
            "cancel": self._step_cancel,
        }
        if not isinstance(step, str) or step not in steps:
            raise UserError(self.env._("Load the page again; this step is not known."))
        return steps[step](values)

    @api.model
    def _require_me(self):
        me = self._own_employee()
        if not me:
            raise UserError(self._no_employee())
        return me

    # ------------------------------------------------------------------
    # Giving
    # ------------------------------------------------------------------

    @api.model
    def _step_give(self, values):
        me = self._require_me()
        request = self.env["asn.feedback.request"]
        if values.get("request_id"):
            request = self._find_request(values["request_id"])
        person = (
            request.employee_id.sudo()  # sudo: name and region of whom the request is about
            if request
            else self._find_person(values.get("employee_id"))
        )
        plan = self._plan_of(person)
        if not plan:
            raise UserError(
                self.env._("%s has no plan this year, so feedback has no place yet.", person.name)
            )
        content = self._clean_content(values, plan, request)
        visibility = values.get("visibility", feedback.OPEN)
        self._check_visibility(visibility, me, person, request)
        hints = self._find_hints(me, content, visibility)
        if hints and not values.get("is_sure"):
            return {"is_done": False, "hints": hints}
        if visibility == feedback.ANONYMOUS:
            # No row of ours that knows the giver is written here, and nobody is told.
            content.pop("result_id", None)
            if not self.env["asn.feedback.anonymous"]._give(me, plan, content):
                raise UserError(
                    self.env._(
                        "You have given feedback without your name to this person in this period. "
                        "Each person counts once; you can give more under your name."
                    )
                )
            return {"is_done": True, "hints": []}
        self._write_down(me, person, plan, request, content, visibility, values.get("token"))
        return {"is_done": True, "hints": []}

    @api.model
    def _check_visibility(self, visibility, me, person, request):
        if visibility not in feedback.VISIBILITIES:
            raise UserError(self.env._("Choose who reads it."))
        if request and visibility == feedback.ANONYMOUS:
            raise UserError(
                self.env._("A request is answered under your name: whoever asked knows whom.")
            )
        if request and visibility == feedback.PRIVATE and request.requester_id == person:
            raise UserError(self.env._("You were asked by the person, who reads the answer."))
        if visibility == feedback.ANONYMOUS and not self._may_be_anonymous(
            me, person, self._plan_of(person)
        ):
            raise UserError(
                self.env._(
                    "Without a name only those give who work with the person: the same unit, "
                    "the line above and below, or whoever was asked; not those who read it. Give "
                    "it under your name."
                )
            )

    @api.model
    def _clean_content(self, values, plan, request=None):
        """Return the checked content: kind, texts, what it is about.

        :raises UserError: nothing written, too long, or not among the choices
        """
        if values.get("kind") not in feedback.KINDS:
            raise UserError(self.env._("Choose appreciation, suggestion or correction."))
        content = {"kind": values["kind"], "result_id": False, "value_id": False}
        for part in PARTS:
            content[part] = self._clean_text(self._fields[part], values.get(part), PART_LIMIT)
        if not any(content[part] for part in PARTS):
            raise UserError(self.env._("Write at least one of situation, effect and next step."))
        if request and request.result_id:
            content["result_id"] = request.result_id.id
        elif values.get("result_id"):
            result = self._browse_given("asn.skp.result", values["result_id"])
            if result.skp_id.id != plan.id:
                raise UserError(self.env._("Choose a result of this person's plan."))
            content["result_id"] = result.id
        elif values.get("value_id"):
            content["value_id"] = self._browse_given("asn.behaviour.value", values["value_id"]).id
        return content

    @api.model
    def _clean_text(self, field, text, limit):
        """Return a text without blanks around it, or False.

        :raises UserError: what no column may hold, or too long
        """
        if text in (None, False, ""):
            return False
        problem = self._guard_text_problem(field, text)
        if problem:
            raise UserError(problem)
        text = text.strip()
        if len(text) > limit:
            raise UserError(self.env._("Please write at most %s characters in one field.", limit))
        return text or False

    @api.model
    def _find_hints(self, me, content, visibility):
        """Return what the giver reads before sending: the tone, and what names him or her."""
        text = "\n".join(content[part] for part in PARTS if content[part])
        hints = self.env["asn.feedback.tone"]._hints(text)
        if visibility != feedback.ANONYMOUS:
            return hints
        user, employee = self.env.user, me.sudo()  # sudo: own numbers and addresses, to compare
        found = anonymity.traces_of_giver(
            text,
            name=employee.name,
            numbers=[employee.asn_nip, employee.identification_id, employee.barcode],
            emails=[employee.work_email, employee.private_email, user.email, user.login],
            phones=[employee.mobile_phone, employee.work_phone, employee.private_phone],
        )
        labels = {
            anonymity.OWN_NAME: self.env._("your name"),
            anonymity.OWN_NUMBER: self.env._("your NIP or another number of yours"),
            anonymity.OWN_EMAIL: self.env._("your e-mail address"),
            anonymity.OWN_PHONE: self.env._("your phone number"),
        }
        if found:
            message = self.env._(
                "In the text stands %s: whoever reads it would know you. Take it out if you want "
                "to stay unknown.",
                ", ".join(labels[trace] for trace in found),
            )
            hints = [{"code": "traces", "message": message}, *hints]
        return hints

    @api.model
    def _write_down(self, me, person, plan, request, content, visibility, token):
        """Keep feedback that carries the giver's name; a second sending returns the first."""
        token = token[:TOKEN_LIMIT] if isinstance(token, str) and token else False
        if self._clean_text(self._fields["client_token"], token, TOKEN_LIMIT):
            # sudo: own rows only
            before = self.sudo().search(
                [("giver_id", "=", me.id), ("client_token", "=", token)], limit=1
            )
            if before:
                return before
        relation = self._relation(me, person)
        today = self.env["asn.period"]._local_today(plan.company_id)
        # sudo: nobody writes the table directly; giver, relation and dates are not typed
        record = self.sudo().create(
            {
                **content,
                "skp_id": plan.id,
                "employee_id": person.id,
                "employee_name": person.name,
                "company_id": plan.company_id.id,
                "giver_id": me.id,
                "giver_name": me.name,
                "giver_user_id": self.env.uid,
                "relation": relation,
                "request_id": request.id,
                "visibility": visibility,
                "date": today,
                "given_at": fields.Datetime.now(),
                "client_token": token,
            }
        )
        if request:
            request.sudo()._close("answered", today)  # sudo: as above
        if visibility == feedback.OPEN:
            plan._tell_of_feedback()
        return record

    # ------------------------------------------------------------------
    # Afterwards
    # ------------------------------------------------------------------

    @api.model
    def _step_change(self, values):
        record = self._find_own(values.get("feedback_id"))
        plan = record.skp_id.sudo()  # sudo: compared with the result only
        content = self._clean_content(values, plan, record.request_id)
        if record.result_id and values.get("result_id") == record.result_id.id:
            content["result_id"] = record.result_id.id
        hints = self._find_hints(self._require_me(), content, record.visibility)
        if hints and not values.get("is_sure"):
            return {"is_done": False, "hints": hints}
        record.sudo().write(content)  # sudo: own feedback within the hours, see _find_own
        return {"is_done": True, "hints": []}

    @api.model
    def _step_withdraw(self, values):
        record = self._find_own(values.get("feedback_id"))
        # sudo: own feedback within the hours, see _find_own; a request waits again
        request = record.sudo().request_id
        record.sudo().unlink()
        if request.state == "answered":
            request.write({"state": "asked", "date_closed": False})
            request._schedule()
        return {"is_done": True}

    @api.model
    def _step_thank(self, values):
        record = self._browse_given("asn.feedback", values.get("feedback_id"))
        if not record._may_thank():
            raise UserError(
                self.env._("You have answered this already.")
                if record.date_thanked
                else self.env._("Only the person answers, and only open feedback.")
            )
        text = self._clean_text(self._fields["thanks"], values.get("text"), PART_LIMIT)
        today = self.env["asn.period"]._local_today(record.company_id)
        # sudo: the person answers once, see above
        record.sudo().write({"thanks": text, "date_thanked": today})
        return {"is_done": True}

    @api.model
    def _step_read(self, values):
        """The person has looked at the own feedback: the note on the desk goes away."""
        me = self._own_employee()
        if me:
            self._plan_of(me).activity_unlink(["hr_asn_kinerja.mail_activity_type_read_feedback"])
        return {"is_done": True}

    @api.model
    def _clean_day(self, value):
        """Return a date that a client sent, or raise UserError."""
        try:
            return date.fromisoformat(value) if isinstance(value, str) else None
        except ValueError as error:
            raise UserError(self.env._("Choose a date from the calendar.")) from error
