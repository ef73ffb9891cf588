from decimal import Decimal

from odoo import api, models
from odoo.exceptions import AccessError, MissingError
from odoo.tools import format_date

from odoo.addons.hr_asn_kinerja.rules import my_report as rules
from odoo.addons.hr_asn_kinerja.rules import workflow

from .my_report_words import WORDS

# A bar is full at 120 percent, as on the other pages.
WIDEST = 120.0
ID_LIMIT = 2**31
DEVELOPMENT = {
    **dict.fromkeys(workflow.UNAGREED_DEVELOPMENT_STATES, rules.TO_AGREE),
    **dict.fromkeys(("agreed", "running"), rules.DEVELOPING),
    **dict.fromkeys(("finished", "reviewed"), rules.DEVELOPED),
}


class AsnMyReport(models.AbstractModel):
    """The content of "My report" of one released evaluation, read under the reader's rights.

    Which sentences stand there is decided by ``rules/my_report.py``; here they get their words.
    """

    _name = "asn.my.report"
    _description = "My Report"

    @api.model
    def _find(self, evaluation_id):
        """Return the released evaluation, or nothing; hidden and unreleased ones answer alike."""
        evaluations = self.env["asn.evaluation"]
        if type(evaluation_id) is not int or not 0 < evaluation_id < ID_LIMIT:
            return evaluations
        evaluation = evaluations.browse(evaluation_id)
        try:
            evaluation.check_access("read")
        except (AccessError, MissingError):
            return evaluations
        is_shown = evaluation.exists() and evaluation.is_released and evaluation.predicate
        return evaluation if is_shown else evaluations

    @api.model
    def _prepare(self, evaluation):
        """Return what the page shows of a released evaluation that the reader may read."""
        lines = evaluation._page_lines()
        lines.fetch(["name"])
        values = [
            rules.Value(line.value_id.name, line.rating_aid or None, line.feedback or "")
            for line in evaluation.behaviour_ids
        ]
        measured = [self._make_line(line) for line in lines]
        thresholds = evaluation._get_thresholds()
        label = self._labels(evaluation)
        period = evaluation.sudo().period_id.name  # sudo: a name
        return {
            "id": evaluation.id,
            "is_own": evaluation._is_own(),
            "name": evaluation.employee_name or "",
            "headline": evaluation.headline or "",
            "title": self.env._("My report: %s", period),
            "period": period,
            "days": " – ".join(
                format_date(self.env, day) for day in (evaluation.date_start, evaluation.date_end)
            ),
            "evaluator": evaluation.evaluator_name or "",
            "predicate": label("predicate"),
            "predicate_key": evaluation.predicate,
            "meaning": evaluation._get_outcome_text(),
            "result_rating": label("result_rating"),
            "behaviour_rating": label("behaviour_rating"),
            "score": evaluation._format_percent(evaluation.score) if evaluation.has_score else "",
            "well": self._say(rules.went_well(measured, values, thresholds.meets), label),
            "grow": self._say(rules.to_grow(measured, values, thresholds.meets), label),
            "recommendation": evaluation.recommendation or "",
            "how": self._say(
                rules.how_numbers(self._make_numbers(evaluation, measured, thresholds)), label
            ),
            "head_note": evaluation.head_note if evaluation.head_of_unit_id else "",
            "reasons": [
                text for text in (evaluation.result_reason, evaluation.behaviour_reason) if text
            ],
            "lines": [self._prepare_row(line) for line in lines],
            "next": self._say(rules.what_next(self._make_next(evaluation)), label),
            "receipt": evaluation.receipt_note or "",
        }

    # ------------------------------------------------------------------
    # Facts for the rules
    # ------------------------------------------------------------------

    @api.model
    def _make_line(self, line):
        return rules.Line(
            line.name or "",
            Decimal(str(round(line.achievement, 4))) if line.is_measured else None,
            line.entry_count,
            line.target_display or "",
            line.realised_display or "",
        )

    @api.model
    def _make_numbers(self, evaluation, lines, thresholds):
        company = evaluation.company_id.sudo()  # sudo: a setting of the region
        return rules.Numbers(
            indicators=len(lines),
            measured=sum(line.achievement is not None for line in lines),
            entries=sum(line.entries for line in lines),
            score=Decimal(str(evaluation.score)) if evaluation.has_score else None,
            above=thresholds.above,
            meets=thresholds.meets,
            result_rating=evaluation.result_rating,
            behaviour_rating=evaluation.behaviour_rating,
            suggested=evaluation.suggested_rating or None,
            is_head=bool(evaluation.head_of_unit_id and evaluation.head_value),
            absent_months=evaluation.absent_months or 0,
            cap=Decimal(str(company.asn_achievement_cap)),
        )

    @api.model
    def _make_next(self, evaluation):
        plan = self.env["asn.development.plan"].search(
            [("evaluation_id", "=", evaluation.id), ("state", "!=", "cancelled")], limit=1
        )
        actions = (evaluation.allowed_actions or "").split(",")
        objection, until = self._get_objection(evaluation)
        return rules.Next(
            evaluation.period_id.sudo().today(),  # sudo: the day in the region
            can_acknowledge="acknowledge" in actions,
            objection=objection,
            objection_until=until,
            development=DEVELOPMENT.get(plan.state),
            actions_open=plan.open_count,
            actions=plan.action_count,
            date_next=plan.date_next or None,
            can_start_development=evaluation._is_own() and evaluation.can_start_development,
            has_recommendation=bool(evaluation.recommendation),
        )

    @api.model
    def _get_objection(self, evaluation):
        """Return (how an objection stands, the last day for one or None)."""
        if evaluation.state == "objected":
            return rules.RUNNING, None
        problem = evaluation._objection_problem()
        if evaluation.state == "final" or problem == "decided":
            return rules.DECIDED, None
        if problem in (None, "late"):
            return rules.TOO_LATE if problem else rules.OPEN_WAY, evaluation._get_objection_until()
        return rules.NO_WAY, None

    @api.model
    def _prepare_row(self, line):
        return {
            "name": line.name or "",
            "target": line.target_display,
            "realised": line.realised_display,
            "achievement": line.achievement_display if line.is_measured else "",
            "width": round(min(max(line.achievement, 0.0), WIDEST) * 100 / WIDEST, 1)
            if line.is_measured
            else None,
            "entries": line.entry_count,
        }

    # ------------------------------------------------------------------
    # Words
    # ------------------------------------------------------------------

    @api.model
    def _labels(self, evaluation):
        """Return a function from a field of the evaluation, or a rating, to its label."""
        fields = evaluation._fields
        ratings = dict(fields["result_rating"]._description_selection(self.env))

        def label(name):
            if name in ratings:
                return ratings[name]
            words = dict(fields[name]._description_selection(self.env))
            return words.get(evaluation[name], "")

        return label

    @api.model
    def _say(self, sentences, label):
        said = []
        for code, values in sentences:
            words = self.env._(WORDS[code])  # lazy texts take no values
            said.append(words % self._show(values, label))
        return said

    @api.model
    def _show(self, values, label):
        """Write numbers, days and ratings in the reader's language."""
        shown = dict(values)
        for name in ("score", "above", "meets", "cap"):
            if name in shown:
                number = self.env["asn.skp.indicator"]._format_number(float(shown[name]))
                shown[name] = f"{number} %"
        for name in ("until", "day"):
            if shown.get(name):
                shown[name] = format_date(self.env, shown[name])
        for name in ("result", "behaviour", "suggested"):
            if shown.get(name):
                shown[name] = label(shown[name])
        return shown
