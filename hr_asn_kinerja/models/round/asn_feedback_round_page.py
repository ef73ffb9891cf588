from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, split_every

from ...rules import anonymity
from ...rules import round as rules
from ...rules.exceptions import RuleError

REASON_LIMIT = 1000
IDS_AT_ONCE = 1000


class AsnFeedbackRoundPage(models.Model):
    """The giver's page "To answer": whom I am asked about, my marks, or why I would rather not."""

    _inherit = "asn.feedback.round"

    @api.model
    def action_page(self, step="load", values=None):
        """Show whom the current user is asked about, or take a step on the page.

        One name for looking and for sending: the server's log names the method beside the address
        of the caller, so a method of its own would tell who answers and when.

        :param str step: ``load``, ``answer`` (values: ``nominee``, ``marks`` {value: {score,
            reason}}, ``is_sure``) or ``decline`` (values: ``nominee``, ``reason``)
        :return: dict ``requests``, ``values``, ``scale``; after sending also ``is_sent``, or
            ``traces`` when a text names its writer and he or she has not said to be sure
        :raises UserError: not asked, too late, answered already, or something is missing
        """
        if not self.env.user._is_internal():
            raise AccessError(self.env._("Only people with a login of the region answer here."))
        values = values if isinstance(values, dict) else {}
        if step == "answer":
            return self._page_answer(values)
        if step == "decline":
            return self._page_decline(values)
        if step != "load":
            raise UserError(self.env._("Load the page again; this step is not known."))
        return self._page_load()

    # ------------------------------------------------------------------
    # Looking
    # ------------------------------------------------------------------

    @api.model
    def _page_load(self):
        # sudo: the own requests of whoever asks, and whether the own answer is in
        nominees = (
            self.env["asn.feedback.round.nominee"]
            .sudo()
            .search(
                [
                    ("user_id", "=", self.env.uid),
                    ("state", "=", "asked"),
                    ("round_id.state", "=", "answering"),
                    ("company_id", "in", self.env.companies.ids),
                ]
            )
        )
        done = self._answered(nominees)
        labels = dict(nominees._fields["relation"]._description_selection(self.env))
        requests = [
            {
                "id": nominee.id,
                "name": nominee.round_id.employee_name,
                "job": nominee.round_id.job_title or "",
                "unit": nominee.round_id.unit_id.name or "",
                "relation": nominee.relation,
                "relation_label": labels[nominee.relation],
                "is_named": rules.is_named(nominee.relation),
                "minimum": nominee.round_id.minimum,
                "due": nominee.round_id.date_due,
                "is_done": nominee.id in done,
            }
            for nominee in nominees.sorted(lambda n: (n.round_id.date_due, n.sequence, n.id))
        ]
        return {"requests": requests, "values": self._page_values(), "scale": self._page_scale()}

    @api.model
    def _answered(self, nominees):
        """Return the ids of those of ``nominees`` who have answered; for their own page only."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT nominee_id FROM asn_feedback_round_participation"
                " WHERE nominee_id = ANY(%s)",
                nominees.ids,
            )
        )
        return {row[0] for row in rows}

    @api.model
    def _page_values(self):
        # sudo: reference data
        return [
            {"id": value.id, "name": value.name, "guides": value.guide_ids.mapped("name")}
            for value in self.env["asn.behaviour.value"].sudo().search([])
        ]

    @api.model
    def _page_scale(self):
        # sudo: the marks of the scale are no secret
        return [
            {"score": mark.score, "name": mark.name}
            for mark in self.env["asn.behaviour.scale"].sudo().search([])
        ]

    # ------------------------------------------------------------------
    # Sending
    # ------------------------------------------------------------------

    @api.model
    def _page_nominee(self, values):
        """Return the request of the current user that is meant, with its round locked.

        :raises UserError: not his or hers, or it cannot be answered any more
        """
        number = values.get("nominee")
        number = number if isinstance(number, int) and not isinstance(number, bool) else 0
        # sudo: the own request of whoever asks
        nominee = self.env["asn.feedback.round.nominee"].sudo()
        nominee = nominee.search([("id", "=", number), ("user_id", "=", self.env.uid)])
        record = nominee.round_id
        if record:
            # Shared with other givers; a round that is just being closed makes this try again.
            self.env.flush_all()
            self.env.execute_query(
                SQL("SELECT id FROM asn_feedback_round WHERE id = %s FOR SHARE", record.id)
            )
            record.invalidate_recordset(["state"])
        if not nominee or nominee.state != "asked" or record.state != "answering":
            raise UserError(self.env._("You are not asked about this person (any more)."))
        if record.date_due < self.env["asn.period"]._local_today(record.company_id):
            raise UserError(self.env._("The day until which people could answer has passed."))
        return nominee

    @api.model
    def _page_answer(self, values):
        nominee = self._page_nominee(values)
        if nominee.id in self._answered(nominee):
            raise UserError(self.env._("You have answered already. Thank you!"))
        marks = self._clean_marks(values.get("marks"))
        if not rules.is_named(nominee.relation) and not values.get("is_sure"):
            text = "\n".join(reason for _value, _score, reason in marks)
            traces = self._find_traces(text, nominee.employee_id)
            if traces:
                return {"is_sent": False, "traces": traces}
        self._store(nominee, marks)
        return {"is_sent": True, **self._page_load()}

    @api.model
    def _find_traces(self, text, employee):
        user = employee.user_id
        emails = [employee.work_email, employee.private_email, user.email]
        phones = [employee.work_phone, employee.mobile_phone, employee.private_phone]
        return list(
            anonymity.traces_of_giver(
                text,
                name=employee.name,
                numbers=[employee.asn_nip or ""],
                emails=[email for email in emails if email],
                phones=[phone for phone in phones if phone],
            )
        )

    @api.model
    def _clean_marks(self, marks):
        """Return (value, score, reason) for each of the values.

        :raises UserError: a value without a mark, a wrong mark, or a mark that needs a reason
        """
        marks = marks if isinstance(marks, dict) else {}
        field = self.env["asn.feedback.round.answer"]._fields["reason"]
        cleaned = []
        for value in self.env["asn.behaviour.value"].sudo().search([]):  # sudo: reference data
            mark = marks.get(str(value.id))
            if not isinstance(mark, dict) or "score" not in mark:
                raise UserError(
                    self.env._(
                        "Choose a mark for “%s”, or say that you could not observe it.", value.name
                    )
                )
            try:
                score = rules.check_score(mark["score"])
            except RuleError as error:
                raise UserError(self.env._("“%s”: choose one of the marks.", value.name)) from error
            reason = mark.get("reason") or ""
            problem = self._guard_text_problem(field, reason)
            if problem:
                raise UserError(
                    self.env._("%(value)s: %(problem)s", value=value.name, problem=problem)
                )
            reason = reason.strip()
            if len(reason) > REASON_LIMIT:
                raise UserError(
                    self.env._(
                        "“%(value)s”: at most %(limit)s characters are possible.",
                        value=value.name,
                        limit=REASON_LIMIT,
                    )
                )
            if rules.needs_reason(score) and len(reason) < 10:
                raise UserError(
                    self.env._(
                        "“%s”: the lowest and the highest mark need a sentence on what you saw.",
                        value.name,
                    )
                )
            cleaned.append((value.id, score, reason if score is not None else ""))
        return cleaned

    @api.model
    def _store(self, nominee, marks):
        """Put the marks down: with the name, or without any trace of it."""
        taken = self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_feedback_round_participation (id, nominee_id) VALUES (%s, %s)
                ON CONFLICT DO NOTHING RETURNING id
                """,
                self._draw_ids("asn_feedback_round_participation", 1)[0],
                nominee.id,
            )
        )
        if not taken:
            raise UserError(self.env._("You have answered already. Thank you!"))
        if rules.is_named(nominee.relation):
            table, link = "asn_feedback_round_assessment", SQL("nominee_id")
            key = nominee.id
        else:
            table, link, key = "asn_feedback_round_answer", SQL("relation"), nominee.relation
        numbers = self._draw_ids(table, len(marks))
        self.env.execute_query(
            SQL(
                """
                INSERT INTO %(table)s (id, round_id, %(link)s, value_id, score, reason)
                SELECT data.id, %(round)s, %(key)s, data.value_id, data.score,
                       NULLIF(data.reason, '')
                  FROM unnest(%(ids)s::int[], %(values)s::int[], %(scores)s::int[],
                              %(reasons)s::text[]) AS data(id, value_id, score, reason)
             RETURNING 1
                """,
                table=SQL.identifier(table),
                link=link,
                round=nominee.round_id.id,
                key=key,
                ids=numbers,
                values=[mark[0] for mark in marks],
                scores=[mark[1] for mark in marks],
                reasons=[mark[2] for mark in marks],
            )
        )
        self._renew_activities(nominee.user_id)

    @api.model
    def _draw_ids(self, table, count):
        """Return unused ids drawn by lot: numbers in a row would tell who came when."""
        numbers = set()
        while len(numbers) < count:
            drawn = {anonymity.draw_key() for _number in range(count - len(numbers))}
            for part in split_every(IDS_AT_ONCE, drawn, list):
                taken = self.env.execute_query(
                    SQL("SELECT id FROM %s WHERE id = ANY(%s)", SQL.identifier(table), part)
                )
                numbers |= set(part) - {row[0] for row in taken}
        return anonymity.shuffled(numbers)

    @api.model
    def _page_decline(self, values):
        nominee = self._page_nominee(values)
        if nominee.id in self._answered(nominee):
            raise UserError(self.env._("You have answered already. Thank you!"))
        if nominee.relation == rules.SELF:
            raise UserError(self.env._("Everybody answers about himself or herself, too."))
        reason = values.get("reason")
        problem = self._guard_text_problem(nominee._fields["reason"], reason or "")
        if problem or not (reason or "").strip():
            raise UserError(
                self.env._("Say in a few words why, for example: we hardly work together.")
            )
        nominee._decline(reason.strip())
        self._renew_activities(nominee.user_id)
        return {"is_sent": True, **self._page_load()}
