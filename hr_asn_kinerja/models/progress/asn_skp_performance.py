from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...rules import workflow

PLANS_LIMIT = 6
DATES_LIMIT = 6
# The self-review is asked for when so many days of the period are left.
REVIEW_DAYS = 14
EVALUATION_FIELDS = (
    "skp_id",
    "period_id",
    "employee_id",
    "date_start",
    "date_end",
    "date_due",
    "state",
    "absent_months",
)


class AsnSkpPerformance(models.Model):
    """The page of one's own performance: where I stand, what is missing, what comes next."""

    _inherit = "asn.skp"

    @api.model
    @api.readonly
    def get_my_performance(self, plan_id=False):
        """Return what the page "My Performance" shows of one of the reader's own plans.

        :param plan_id: one of the reader's own plans; the running one when it is left out
        :return: dict of ``today``, ``plans`` (to switch between), ``plan_id``, ``plan`` (who
            evaluates, state), ``period`` (days gone and left), ``overall``, ``results`` (with
            their indicators), ``missing`` (what to do), ``dates`` and ``feedback``; without any
            plan only ``today`` and ``plans``
        :raises UserError: ``plan_id`` is no plan of the reader, whoever else may read it
        """
        plan_id = self._screen_id(plan_id)
        today = self._today_of_region()
        plans = self.search_fetch(
            [("user_id", "=", self.env.uid), ("state", "!=", "cancelled")],
            ["date_start", "date_end", "state", "period_id", "job_title", "unit_id"],
            order="date_start desc, id desc",
        )
        if plan_id and plan_id not in plans.ids:
            raise UserError(self.env._("Choose one of your own plans."))
        plan = self.browse(plan_id) if plan_id else plans._choose_running(today)
        shown = plans[:PLANS_LIMIT] | plan
        answer = {
            "today": fields.Date.to_string(today),
            "plans": [choice._performance_choice() for choice in shown],
            "plan_id": plan.id,
        }
        return {**answer, **plan._performance_page(today)} if plan else answer

    def _choose_running(self, today):
        """Return the plan of today: an agreed one first, else the one that begins last."""
        running = self.filtered(lambda plan: plan.date_start <= today <= plan.date_end)
        agreed = running.filtered(lambda plan: plan.state == "agreed")
        return (agreed or running or self)[:1]

    def _performance_choice(self):
        year = self.period_id
        days = (format_date(self.env, day) for day in (self.date_start, self.date_end))
        partial = self.date_start != year.date_start or self.date_end != year.date_end
        return {
            "id": self.id,
            "year": year.name,
            "post": self.job_title or "",
            "unit": self.unit_id.name or "",
            "days": " – ".join(days) if partial else "",
        }

    def _performance_page(self, today):
        """Return the page of the own plan ``self``."""
        evaluations = self.env["asn.evaluation"].search_fetch(
            [("skp_id", "=", self.id), ("period_kind", "!=", "year")],
            EVALUATION_FIELDS,
            order="date_start",
        )
        evaluation = evaluations._choose_running(today)
        standing = self._get_standings([(self, evaluation)], today)[self.id]
        spans = {self.id: (standing["start"], standing["end"])}
        signs = self._get_signs(spans, today)[self.id]
        lines = standing["lines"]
        return {
            "plan": self._performance_plan(),
            "period": self._performance_period(evaluation, today),
            "can_log": self.state == "agreed" and (not evaluation or evaluation.state == "open"),
            "overall": self._standing_overall(standing["overall"]),
            "results": self._performance_results(lines),
            "missing": self._performance_missing(evaluations, evaluation, signs, lines, today),
            "dates": self._performance_dates(evaluation, lines, today)[:DATES_LIMIT],
            "feedback": self._performance_feedback(),
            "last_entry": fields.Date.to_string(signs.last_date) or False,
        }

    def _performance_plan(self):
        return {
            "id": self.id,
            "state": self.state,
            "state_label": self._workflow_state_label(),
            "evaluator": self.evaluator_name or "",
            "year": self.period_id.name,
            "post": self.job_title or "",
            "unit": self.unit_id.name or "",
        }

    def _performance_period(self, evaluation, today):
        source = evaluation or self
        whole = (source.date_end - source.date_start).days + 1
        gone = min(max((today - source.date_start).days, 0), whole)
        return {
            "name": source.period_id.name,
            "evaluation": evaluation.id,
            "state": evaluation.state or False,
            "state_label": evaluation._workflow_state_label() if evaluation else "",
            "start": fields.Date.to_string(source.date_start),
            "end": fields.Date.to_string(source.date_end),
            "days": whole,
            "days_gone": gone,
            # Today is a day that is left.
            "days_left": max(min((source.date_end - today).days + 1, whole), 0),
            "begins": today < source.date_start,
        }

    @api.model
    def _performance_results(self, lines):
        results = {}
        for line in lines:
            result = results.setdefault(
                line["result"],
                {
                    "id": line["result"],
                    "name": line["result_name"],
                    "kind": line["kind"],
                    "indicators": [],
                },
            )
            result["indicators"].append(line)
        return list(results.values())

    # ------------------------------------------------------------------
    # What is missing
    # ------------------------------------------------------------------

    def _performance_missing(self, evaluations, evaluation, signs, lines, today):
        """Return what the employee can do now, the most pressing first.

        Each is a dict of ``key``, ``text`` and what to open: ``open`` is ``plan``, ``log``,
        ``entries`` (with ``filter``), ``evaluation`` (with its ``id``) or ``feedback``.
        """
        return [
            *self._missing_of_plan(),
            *self._missing_of_released(evaluations),
            *self._missing_of_entries(evaluation, signs, today),
            *self._missing_of_days(lines, today),
            *self._missing_of_review(evaluations, today),
            *self._missing_of_others(),
        ]

    def _missing_of_plan(self):
        values = {"name": self.evaluator_name or ""}
        if self.state == "returned":
            text = self.env._("Your plan came back: improve it and propose it again.")
        elif self.state == "draft":
            text = self.env._("Write your plan and propose it to %(name)s.", **values)
        elif self.state == "proposed":
            text = self.env._("Your plan is with %(name)s to be agreed.", **values)
        else:
            return []
        if not self.evaluator_id:
            text = self.env._(
                "Your plan has no evaluator yet. Ask the officer of your unit to set one."
            )
        return [{"key": f"plan_{self.state}", "text": text, "open": "plan", "id": self.id}]

    @api.model
    def _missing_of_released(self, evaluations):
        return [
            {
                "key": "acknowledge",
                "text": self.env._(
                    "The result of %s is there: read it and acknowledge it.",
                    evaluation.period_id.name,
                ),
                "open": "evaluation",
                "id": evaluation.id,
            }
            for evaluation in evaluations
            if evaluation.state == "released"
        ]

    def _missing_of_entries(self, evaluation, signs, today):
        found = []
        if signs.questions:
            text = self.env._("%s entries wait for your answer.", signs.questions)
            if signs.questions == 1:
                text = self.env._("1 entry waits for your answer.")
            found.append(
                {"key": "questions", "text": text, "open": "entries", "filter": "questions"}
            )
        silence = self._get_silence(self, evaluation, signs, today)
        if silence.is_silent:
            text = self.env._(
                "No entry for %s days. A short one keeps your work visible.", silence.days
            )
            found.append({"key": "silent", "text": text, "open": "log"})
        is_open = self.state == "agreed" and (not evaluation or evaluation.state == "open")
        if signs.bare and is_open:
            text = self.env._("%s entries have no evidence yet.", signs.bare)
            if signs.bare == 1:
                text = self.env._("1 entry has no evidence yet.")
            found.append({"key": "evidence", "text": text, "open": "entries", "filter": "bare"})
        return found

    @api.model
    def _missing_of_days(self, lines, today):
        return [
            {
                "key": "overdue",
                "text": self.env._(
                    "%(indicator)s was due on %(day)s. Log it when it is done.",
                    indicator=line["name"],
                    day=format_date(self.env, line["target_date"]),
                ),
                "open": "log",
                "indicator": line["id"],
            }
            for line in lines
            if line["target_kind"] == "date"
            and not line["entries"]
            and fields.Date.to_date(line["target_date"]) < today
        ]

    def _missing_of_review(self, evaluations, today):
        found = []
        for evaluation in evaluations:
            if evaluation.state != "open" or today < evaluation.date_end - timedelta(REVIEW_DAYS):
                continue
            text = self.env._(
                "Look back on %s: write your reflection and submit.", evaluation.period_id.name
            )
            found.append({"key": "review", "text": text, "open": "evaluation", "id": evaluation.id})
        return found

    # ------------------------------------------------------------------
    # What comes next
    # ------------------------------------------------------------------

    def _performance_dates(self, evaluation, lines, today):
        """Return what is due from today on, the next first: dicts of ``date``, ``text``."""
        found = []
        if self.state in ("draft", "returned", "proposed") and self.period_id.date_due:
            found.append((self.period_id.date_due, self.env._("Plans are agreed by then"), "plan"))
        if evaluation:
            found.append((evaluation.date_end, self.env._("Last day of the period"), "period"))
            if evaluation.date_due and evaluation.state not in workflow.RELEASED_STATES:
                found.append(
                    (evaluation.date_due, self.env._("Evaluations are released by then"), "due")
                )
        found += [
            (fields.Date.to_date(line["target_date"]), line["name"], "indicator")
            for line in lines
            if line["target_kind"] == "date" and not line["entries"]
        ]
        found += self._performance_dialogues(today)
        return [
            {
                "date": fields.Date.to_string(day),
                "text": text,
                "kind": kind,
                "days": (day - today).days,
            }
            for day, text, kind in sorted(found, key=lambda item: item[0])
            if day >= today
        ]


class AsnEvaluationRunning(models.Model):
    _inherit = "asn.evaluation"

    def _choose_running(self, today):
        """Return the evaluation of today, else the last one that has begun, else the first."""
        ordered = self.sorted("date_start")
        begun = ordered.filtered(lambda e: e.date_start <= today)
        return begun[-1:] or ordered[:1]
