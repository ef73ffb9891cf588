import re
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import Command, api, fields, models
from odoo.exceptions import ConcurrencyError, UserError, ValidationError
from odoo.tools import SQL

from ...rules import evidence as evidence_rules

ENTRIES_AT_ONCE = 50
TOKEN = re.compile(r"[A-Za-z0-9_.:-]{8,64}")


class AsnRealisationLog(models.Model):
    """What the screen "Log Work" asks and sends: today's page, new entries, a day to copy."""

    _inherit = "asn.realisation"

    @api.model
    def get_log_page(self, plan_id=False, date=False):
        """Return all that the screen needs to log work of one day.

        :param plan_id: one of the caller's agreed plans; the one of the day when empty
        :param date: day of the work (YYYY-MM-DD); today in the region when empty
        :return: {today, date, earliest, plans, plan_id, indicators, evidence, entries, message};
            ``message`` says in words why nothing can be logged, or is empty
        """
        plans = self._get_log_plans()
        today = self.env["asn.period"]._local_today(plans[:1].company_id or self.env.company)
        day = self._log_date(date) or today
        plan = self._choose_log_plan(plans, plan_id, day)
        page = {
            "today": fields.Date.to_string(today),
            "date": fields.Date.to_string(day),
            "earliest": fields.Date.to_string(plan._get_first_log_day()) if plan else False,
            "plans": [
                {
                    "id": found.id,
                    "name": found.job_title or found.display_name,
                    "period": found.period_id.name,
                }
                for found in plans
            ],
            "plan_id": plan.id or False,
            "indicators": self._get_log_indicators(plan, day) if plan else [],
            "evidence": self._get_evidence_limits(plan),
            "entries": [],
            "message": self._get_log_message(plan, day, today),
        }
        if plan:
            entries = self.search([("skp_id", "=", plan.id), ("date", "=", day)], order="id desc")
            page["entries"] = entries._to_log_entries()
        return page

    @api.model
    def log_work(self, entries):
        """Save entries of work; all of them or none.

        An entry that was sent before (same ``token``, same plan) is not made again: a double tap,
        a repetition after a lost connection and two requests at once give one entry.

        :param entries: list of {token, indicator_id, date, quantity, denominator, note,
            links: [text], files: [{name, content (base64)}]}
        :return: list of {token, id, late} in the same order
        :raises AccessError: not the caller's indicator, or the period is locked
        :raises ValidationError: a value that cannot be kept; the words say which
        """
        return self._log_at_once(self._log_list(entries))

    @api.model
    def _log_at_once(self, entries):
        """Save entries whose number was checked; see ``log_work``."""
        rows = [self._parse_log_entry(entry) for entry in entries]
        tokens = [row["client_token"] for row in rows]
        if len(set(tokens)) != len(tokens):
            raise UserError(self.env._("The same entry stands twice in this request."))
        indicators = self.env["asn.skp.indicator"].browse({row["indicator_id"] for row in rows})
        indicators.check_access("read")
        known = self._find_by_tokens(indicators, tokens)
        plan_of = {indicator.id: indicator.skp_id.id for indicator in indicators}
        new = [r for r in rows if (plan_of[r["indicator_id"]], r["client_token"]) not in known]
        try:
            made = self.create(new) if new else self.browse()
        except UniqueViolation as error:
            if error.diag.constraint_name != "asn_realisation_token_unique":
                raise
            # The same entry was saved by a request beside this one. This transaction cannot see
            # it; Odoo runs the request again, which finds it.
            raise ConcurrencyError("the entry was saved by a request at the same time") from error
        known.update({(entry.skp_id.id, entry.client_token): entry for entry in made})
        answer = []
        for row in rows:
            entry = known[plan_of[row["indicator_id"]], row["client_token"]]
            answer.append({"token": row["client_token"], "id": entry.id, "late": entry.is_late})
        return answer

    @api.model
    def copy_day(self, plan_id, source_date, target_date):
        """Return the entries of one day as entries of another day, to look at before saving.

        Evidence is not taken along: it belongs to the work of its day. Nothing is saved.
        """
        plan = self._get_own_plan(plan_id)
        source, target = self._log_date(source_date), self._log_date(target_date)
        if not source or not target:
            raise UserError(self.env._("Choose the day to copy and the day to copy to."))
        found = self.search(
            [
                ("skp_id", "=", plan.id),
                ("date", "=", source),
                ("source", "=", "manual"),
                ("indicator_id.active", "=", True),
            ],
            order="id",
            limit=ENTRIES_AT_ONCE,
        )
        return [
            {
                "indicator_id": entry.indicator_id.id,
                "name": entry.indicator_id.name,
                "unit": entry.unit or "",
                "aggregation": entry.aggregation,
                "date": fields.Date.to_string(target),
                "quantity": entry.quantity,
                "denominator": entry.denominator,
                "note": entry.note or "",
            }
            for entry in found
        ]

    # ------------------------------------------------------------------
    # Plans and indicators of the caller
    # ------------------------------------------------------------------

    @api.model
    def _get_log_plans(self):
        """Return the caller's own agreed plans of this and the last two years, latest first."""
        since = self.env["asn.period"]._local_today(self.env.company) - timedelta(days=730)
        return self.env["asn.skp"].search(
            [
                ("user_id", "=", self.env.uid),
                ("state", "=", "agreed"),
                ("date_end", ">=", since),
            ],
            order="date_start desc, id desc",
            limit=20,
        )

    def _choose_log_plan(self, plans, plan_id, day):
        """Return the plan asked for, else the one that holds ``day``, else the latest."""
        if plan_id:
            return self._get_own_plan(plan_id)
        holding = plans.filtered(lambda plan: plan.date_start <= day <= plan.date_end)
        return (holding or plans)[:1]

    @api.model
    def _get_own_plan(self, plan_id):
        """Return one of the caller's own plans.

        :raises UserError: not a number, or somebody else's plan
        """
        if not isinstance(plan_id, int) or isinstance(plan_id, bool):
            raise UserError(self.env._("Choose one of your plans."))
        plan = self.env["asn.skp"].search(
            [("id", "=", plan_id), ("user_id", "=", self.env.uid)], limit=1
        )
        if not plan:
            raise UserError(self.env._("Choose one of your plans."))
        return plan

    def _get_log_message(self, plan, day, today):
        """Say in words why nothing can be logged for ``day``; empty when it can."""
        if not plan:
            return self.env._(
                "You have no agreed plan yet. Work is logged against the plan that you and your "
                "evaluator agreed on."
            )
        probe = self.new({"date": day})
        if day > today:
            return self.env._("Work cannot be logged for a day that has not come yet.")
        if not plan.date_start <= day <= plan.date_end:
            return self.env._(
                "The date must lie inside the plan, %(start)s to %(end)s.",
                start=plan.date_start,
                end=plan.date_end,
            )
        evaluation = plan.sudo()._get_log_evaluation(day)  # sudo: its state decides
        if "realisation" not in plan._workflow_editable_parts() or (
            evaluation and "realisation" not in evaluation.sudo(False)._workflow_editable_parts()
        ):
            probe.indicator_id = plan.result_ids.indicator_ids[:1]
            return probe._closed_message()
        last = plan.sudo()._get_last_log_day(day)
        if last and today > last:
            return self._late_message(day, last)
        return ""

    def _late_message(self, day, last):
        return self.env._(
            "Work of %(date)s could be logged until %(last)s. Ask your evaluator how to record it.",
            date=day,
            last=last,
        )

    def _get_log_indicators(self, plan, day):
        """Return the indicators of the plan as the screen shows them, last used first."""
        indicators = plan.result_ids.indicator_ids
        last = self._get_last_entries(indicators)
        # sudo: the evaluation of the own plan, which the caller may read
        evaluation = plan.sudo()._get_log_evaluation(day)
        # sudo: own figures, which the employee may see at any time
        lines = {line.indicator_id.id: line for line in evaluation.line_ids}
        rows = []
        for position, indicator in enumerate(indicators):
            line = lines.get(indicator.id)
            used = last.get(indicator.id)
            rows.append(
                {
                    "id": indicator.id,
                    "name": indicator.name,
                    "result": indicator.result_id.name,
                    "unit": indicator.unit or "",
                    "aggregation": indicator.aggregation,
                    "last_date": fields.Date.to_string(used[0]) if used else False,
                    "last_quantity": used[1] if used else False,
                    "last_denominator": used[2] if used else False,
                    "realised": line.realised if line else 0.0,
                    "target": line.target_value if line else 0.0,
                    "due": self._get_due_by(line, day) if line else 0.0,
                    "order": (-(used[3] if used else 0), position),
                }
            )
        rows.sort(key=lambda row: row.pop("order"))
        return rows

    @api.model
    def _get_due_by(self, line, day):
        """Return how much of a sum is due by ``day``: the share of the period's days gone by."""
        if line.aggregation != "sum" or line.target_kind != "number":
            return 0.0
        evaluation = line.evaluation_id
        days = (evaluation.date_end - evaluation.date_start).days + 1
        gone = min(max((day - evaluation.date_start).days + 1, 0), days)
        return round(line.target_value * gone / days, 2)

    def _get_last_entries(self, indicators):
        """Return {indicator id: (date, quantity, denominator, entry id)} of the last entry made."""
        if not indicators:
            return {}
        self.flush_model(["indicator_id", "date", "quantity", "denominator", "source"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT wanted.id, entry.date, entry.quantity, entry.denominator, entry.id
                  FROM unnest(%s) AS wanted(id)
                  JOIN LATERAL (
                       SELECT id, date, quantity, denominator
                         FROM asn_realisation
                        WHERE indicator_id = wanted.id AND source = 'manual'
                     ORDER BY indicator_id, id DESC
                        LIMIT 1) AS entry ON TRUE
                """,
                indicators.ids,
            )
        )
        return {
            key: (day, float(quantity or 0), float(denominator or 0), entry_id)
            for key, day, quantity, denominator, entry_id in rows
        }

    @api.model
    def _get_evidence_limits(self, plan=None):
        """Return what the screen must know before a file is chosen."""
        # sudo: settings of the region
        company = (plan.company_id if plan else self.env.company).sudo()
        return {
            "max_mb": company.asn_evidence_max_mb,
            "max_count": company.asn_evidence_max_count,
            "extensions": evidence_rules.extensions(company.asn_evidence_kinds or "all"),
        }

    def _to_log_entries(self):
        """Return entries as the screen shows them."""
        return [
            {
                "id": entry.id,
                "indicator_id": entry.indicator_id.id,
                "name": entry.indicator_id.name,
                "date": fields.Date.to_string(entry.date),
                "quantity": entry.quantity,
                "denominator": entry.denominator,
                "unit": entry.unit or "",
                "aggregation": entry.aggregation,
                "note": entry.note or "",
                "source": entry.source,
                "late": entry.is_late,
                "review_state": entry.review_state,
                "review_comment": entry.review_comment or "",
                "review_answer": entry.review_answer or "",
                "evidence": entry.evidence_ids._to_log_evidence(),
                "editable": bool(entry.editable_parts),
            }
            for entry in self
        ]

    # ------------------------------------------------------------------
    # What arrives
    # ------------------------------------------------------------------

    def _log_list(self, entries):
        if not isinstance(entries, (list, tuple)) or not entries:
            raise UserError(self.env._("There is no entry to save."))
        if len(entries) > ENTRIES_AT_ONCE:
            raise UserError(self.env._("Save at most %s entries at once.", ENTRIES_AT_ONCE))
        return entries

    def _log_date(self, value):
        """Return a day that arrived as text, or None when empty."""
        if not value:
            return None
        problem = self._guard_problem(self._fields["date"], value)
        if problem or not isinstance(value, str):
            raise ValidationError(self.env._("Date: %s", problem or self.env._("not a date.")))
        return fields.Date.to_date(value)

    def _parse_log_entry(self, entry):
        """Return the values of an entry that arrived from a screen, its shape checked."""
        if not isinstance(entry, dict):
            raise UserError(self.env._("There is no entry to save."))
        token = entry.get("token")
        if not isinstance(token, str) or not TOKEN.fullmatch(token):
            raise UserError(
                self.env._("The entry has no valid mark of its own. Load the page again.")
            )
        indicator_id = entry.get("indicator_id")
        if not isinstance(indicator_id, int) or isinstance(indicator_id, bool):
            raise UserError(self.env._("Choose an indicator."))
        quantity = entry.get("quantity")
        if quantity is None or quantity is False or quantity == "":  # 0 is an amount
            raise ValidationError(self.env._("Fill in the amount."))
        values = {
            "client_token": token,
            "indicator_id": indicator_id,
            "quantity": quantity,
            "denominator": entry.get("denominator") or 0,
            "note": entry.get("note") or False,
            "evidence_ids": self._parse_evidence(entry),
        }
        day = self._log_date(entry.get("date"))
        if day:
            values["date"] = day
        return values

    def _parse_evidence(self, entry):
        links, files = entry.get("links") or [], entry.get("files") or []
        if not isinstance(links, (list, tuple)) or not isinstance(files, (list, tuple)):
            raise UserError(self.env._("The evidence did not arrive whole. Try again."))
        commands = []
        for file in files:
            if not isinstance(file, dict):
                raise UserError(self.env._("The evidence did not arrive whole. Try again."))
            commands.append(
                Command.create(
                    {"name": file.get("name") or "", "upload": file.get("content") or ""}
                )
            )
        return commands + [Command.create({"link": link}) for link in links if link]

    @api.model
    def _find_by_tokens(self, indicators, tokens):
        """Return {(plan id, token): entry} of the entries that were saved before."""
        found = self.search(
            [("skp_id", "in", indicators.skp_id.ids), ("client_token", "in", tokens)]
        )
        return {(entry.skp_id.id, entry.client_token): entry for entry in found}
