from urllib.parse import urlsplit

from odoo import api, models
from odoo.exceptions import UserError

from ...rules import socialisation
from ...rules.socialisation import AnswerMissingError
from .asn_socialisation_participant import UNDERSTOOD_FIELDS

ASKS_ON_PAGE = 50


class AsnSocialisationPage(models.Model):
    """The employee's page "Getting to know": what it shows, and the steps taken on it."""

    _inherit = "asn.socialisation"

    @api.model
    @api.readonly
    def action_page(self):
        """Return all that the page shows to the current user; writes nothing.

        The right answers of the check are not among it.

        :return: dict; ``campaign`` is False when there is none to read
        """
        campaign = self._current()
        if not campaign:
            return {"campaign": False}
        person = campaign._find_participant()
        return {
            "campaign": {
                "id": campaign.id,
                "name": campaign.name,
                "is_open": campaign.state == "open",
                "date_end": campaign.date_end,
            },
            "is_participant": bool(campaign._own_employee()),
            "is_exempt": bool(person.exempt_reason),
            "materials": campaign._page_materials(person),
            "checks": campaign._page_checks(person),
            "sessions": campaign._page_sessions(person),
            "date_attended": person.date_attended,
            "asks": campaign._page_asks(),
        }

    @api.model
    def _current(self):
        """Return the campaign that people of the current region read: the open one, or the last."""
        domain = [("company_id", "=", self.env.company.id), ("state", "in", ("open", "closed"))]
        return self.search([*domain, ("state", "=", "open")], limit=1) or self.search(
            domain, limit=1
        )

    def _own_employee(self):
        return self.env.user._get_asn_employee(self.company_id)

    def _page_materials(self, person):
        labels = dict(self.material_ids._fields["audience"]._description_selection(self.env))
        audiences = person._audiences() if person else {socialisation.EVERYBODY, "employee"}
        read = set(person.read_material_ids.ids)
        return [
            {
                "id": card.id,
                "name": card.name,
                "body": card.body or "",
                "minutes": card.minutes,
                "audience": labels[card.audience] if card.audience != "everybody" else False,
                "picture": card.picture and f"/web/image/{card._name}/{card.id}/picture",
                "picture_text": card.picture_text or "",
                "link": card.link or False,
                "site": card.link and urlsplit(card.link).hostname,
                "file": card.file
                and f"/web/content/{card._name}/{card.id}/file"
                f"?download=true&filename_field=file_name",
                "file_name": card.file_name or "",
                "is_read": card.id in read,
            }
            for card in self.material_ids.with_context(bin_size=True)
            if card.audience in audiences
        ]

    def _check_questions(self):
        """Return {part of the check: its questions in their order}."""
        parts = {}
        for question in self.question_ids:
            part = socialisation.check_of(question.audience)
            parts[part] = parts.get(part, self.env[question._name]) | question
        return parts

    def _own_checks(self, person):
        questions = self._check_questions()
        if person:
            return {part: questions[part] for part in person._checks(questions)}
        return {part: found for part, found in questions.items() if part == "employee"}

    def _page_checks(self, person):
        labels = dict(self.question_ids._fields["audience"]._description_selection(self.env))
        return [
            {
                "part": part,
                "label": labels[part],
                "date": person[UNDERSTOOD_FIELDS[part]],
                "questions": [
                    {
                        "id": question.id,
                        "name": question.name,
                        "choices": [
                            {"key": key, "name": question[f"choice_{key}"]}
                            for key in socialisation.CHOICES
                        ],
                    }
                    for question in questions
                ],
            }
            for part, questions in self._own_checks(person).items()
        ]

    def _page_sessions(self, person):
        there = person.attendance_ids.filtered("is_present").session_id
        units = {int(part) for part in (person.unit_id.parent_path or "").split("/") if part}
        return [
            {
                "id": session.id,
                "name": session.name,
                "start": session.date_start,
                "end": session.date_end,
                "place": session.place or "",
                "speaker": session.speaker or "",
                "was_there": session.id in there.ids,
            }
            for session in self.session_ids
            # sudo: the units that a session is for, which its guests may not read
            if not session.sudo().unit_ids or units & set(session.sudo().unit_ids.ids)
        ]

    def _page_asks(self):
        asks = self.env["asn.socialisation.ask"].search(
            [("socialisation_id", "=", self.id), ("state", "=", "published")],
            limit=ASKS_ON_PAGE,
        )
        return [
            {
                "id": ask.id,
                "question": ask.question,
                "asker": ask.asker_name or False,
                "answer": ask.answer,
                "answered_by": ask.answered_by,
                "date": ask.date_answered,
            }
            for ask in asks
        ]

    # ------------------------------------------------------------------
    # Steps of the employee
    # ------------------------------------------------------------------

    def action_step(self, step=None, values=None):
        """Take a step on the page: ``read``, ``check``, ``attend`` or ``ask``.

        One name for all of them: the server's log names the method beside the address of the
        caller, so a method of its own would tell who asks a question.

        :param str step: what is done
        :param dict values: read: ``material``; check: ``part``, ``answers``; attend: ``code``;
            ask: ``text``, ``with_name``, ``is_sure``
        :return: dict; for a check ``understood`` and per question whether it was right and why
        :raises UserError: the campaign is not open, or something is missing
        """
        self._check_one()
        values = values if isinstance(values, dict) else {}
        steps = {
            "read": self._step_read,
            "check": self._step_check,
            "attend": self._step_attend,
            "ask": self._step_ask,
        }
        if not isinstance(step, str) or step not in steps:
            raise UserError(self.env._("Load the page again; this step is not known."))
        if self.state != "open":
            raise UserError(
                self.env._("The socialisation is closed. What was said can still be read.")
            )
        return steps[step](values)

    def _own_row(self):
        person = self._find_participant(create=True)
        if not person:
            raise UserError(
                self.env._(
                    "You have no record as an employee here, so nothing is kept for you. "
                    "You can read everything."
                )
            )
        return person

    def _step_read(self, values):
        card = self.material_ids.filtered(lambda c: c.id == values.get("material"))
        if not card:
            raise UserError(self.env._("Load the page again; this step is not known."))
        self._own_row()._mark_read(card, self._region_today())
        return {}

    def _step_check(self, values):
        person = self._own_row()
        part, answers = values.get("part"), values.get("answers")
        questions = self._own_checks(person).get(part) if isinstance(part, str) else None
        if not questions or not isinstance(answers, dict):
            raise UserError(self.env._("Load the page again; this step is not known."))
        # sudo: the key is compared here; the caller learns it only after having answered
        key = {line.question_id.id: line for line in questions.sudo().key_ids}
        given = {
            question.id: answers.get(str(question.id), answers.get(question.id))
            for question in questions
        }
        given = {number: a if isinstance(a, str) else None for number, a in given.items()}
        try:
            understood = socialisation.has_understood(
                given, {number: line.right for number, line in key.items()}
            )
        except AnswerMissingError as error:
            raise UserError(
                self.env._("Choose an answer to every question; you can try as often as you like.")
            ) from error
        if understood:
            person._mark_understood(part, self._region_today())
        # Nothing else is kept: not how often somebody tried, not what was chosen.
        return {
            "understood": understood,
            "questions": [
                {
                    "id": question.id,
                    "is_right": given[question.id] == key[question.id].right,
                    "explanation": key[question.id].explanation or "",
                }
                for question in questions
            ],
        }

    def _step_attend(self, values):
        person = self._own_row()
        session = self.env["asn.socialisation.session"]._confirm_by_code(
            self, person, values.get("code") or ""
        )
        return {"session": session.name}

    def _step_ask(self, values):
        """Put down a question. Nothing of the own row is touched: it would tell who asked."""
        ask = self.env["asn.socialisation.ask"]
        employee = self._own_employee()
        text = ask._clean_question(values.get("text"))
        if values.get("with_name"):
            ask._ask(self, text, employee.name or self.env.user.name)
        elif ask._betrays(text, employee) and not values.get("is_sure"):
            return {"is_asked": False}
        else:
            ask._ask(self, text)
        return {"is_asked": True}

    def _region_today(self):
        return self.env["asn.period"]._local_today(self.company_id)
