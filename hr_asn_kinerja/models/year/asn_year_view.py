from decimal import Decimal

from odoo import api, models
from odoo.tools import format_date

from ...rules import annual as annual_rules
from ...rules import workflow


class AsnYearView(models.AbstractModel):
    """Puts the year of one person together: segments side by side, periods one after another.

    Plain values for a screen, a print or a page of the evaluation. Whoever may read the document
    of the caller may see the year: own periods in full, those of another evaluator only when they
    were released there. Ratings are shown from release on, to everybody.
    """

    _name = "asn.year.view"
    _description = "Year of a Person"

    @api.model
    def _get_year_view(self, evaluation):
        """Return the year around ``evaluation``, which the caller may read.

        :return: ``{"year", "segments", "annual", "months", "score", "suggestion", "direction"}``
        """
        evaluation.ensure_one()
        evaluation.check_access("read")
        # sudo: days, posts and released figures of the same person; what is shown of a period is
        # decided for each of them in _get_shown
        year = evaluation.sudo()._get_year()
        plans = self._find_plans(evaluation.sudo(), year)
        evaluations = plans.evaluation_ids.sorted(lambda e: (e.date_start, e.date_end, e.id))
        shown = self._get_shown(evaluations)
        annual = plans.annual_evaluation_ids[:1]
        last = annual.skp_id or plans[-1:]
        segments = [
            self._segment(
                plan,
                evaluations.filtered(lambda e, plan=plan: e.skp_id == plan),
                shown,
                annual if plan == last else annual.browse(),
            )
            for plan in plans
        ]
        scores = [period["score"] for segment in segments for period in segment["periods"]]
        return {
            "year": {"id": year.id, "name": year.name},
            "employee": evaluation.sudo().employee_name or "",
            "months": sum(segment["months"] for segment in segments),
            "segments": segments,
            "annual": self._annual(annual, evaluation),
            "direction": self._direction(scores),
        }

    def _find_plans(self, evaluation, year):
        """Return the plans of the person in the year, earliest first."""
        # sudo: plans of a person whose evaluation the reader may read; headers only
        return (
            self.env["asn.skp"]
            .sudo()
            .search(
                [
                    ("employee_id", "=", evaluation.employee_id.id),
                    ("period_id", "=", year.id),
                    ("state", "!=", "cancelled"),
                ],
                order="date_start, id",
            )
        )

    @api.model
    def _get_shown(self, evaluations):
        """Return the ids of evaluations whose figures the current user may see here."""
        own = evaluations.with_user(self.env.user).sudo(False)._filtered_access("read").ids
        released = evaluations.filtered(lambda e: e.state in workflow.RELEASED_STATES).ids
        return {*own, *released}

    def _segment(self, plan, evaluations, shown, annual):
        days = [format_date(self.env, day) for day in (plan.date_start, plan.date_end)]
        return {
            "id": plan.id,
            "post": plan.job_title or "",
            "unit": plan.unit_id.name or "",
            "evaluator": plan.evaluator_name or "",
            "days": " – ".join(days),
            "months": plan.months,
            "state_label": plan._workflow_state_label(),
            "is_agreed": plan.state in ("agreed", "closed"),
            "periods": [self._period(e, e.id in shown) for e in evaluations],
            "indicators": self._indicators(evaluations, shown, annual),
        }

    def _period(self, evaluation, is_shown):
        """Return one period: figures when shown, ratings when released."""
        is_released = evaluation.state in workflow.RELEASED_STATES
        format_number = self.env["asn.skp.indicator"]._format_number
        score = evaluation.score if is_shown and evaluation.has_score else None
        return {
            "id": evaluation.id,
            "name": evaluation.period_id.name,
            "months": evaluation.months,
            "evaluator": evaluation.evaluator_name or "",
            "state": evaluation.state,
            "state_label": evaluation._workflow_state_label(),
            "shown": is_shown,
            "released": is_released,
            "score": score,
            "score_label": None if score is None else f"{format_number(score)} %",
            **{
                name: self._labelled(evaluation, name) if is_released else None
                for name in ("result_rating", "behaviour_rating", "predicate")
            },
        }

    def _labelled(self, record, name):
        """Return the code and the word of a selection, or None."""
        code = record[name]
        if not code:
            return None
        words = dict(record._fields[name]._description_selection(self.env))
        return {"code": code, "label": words.get(code, code)}

    def _indicators(self, evaluations, shown, annual):
        """Return the indicators of a segment with one point for each period, in their order.

        Those that ended with an earlier version of the plan stand here too: the periods hold them.
        """
        lines = (annual | evaluations).line_ids
        order = lines.sorted(lambda line: (line.kind == "additional", line.sequence, line.id))
        answer = []
        for indicator, own in order.grouped("indicator_id").items():
            by_evaluation = {line.evaluation_id: line for line in own}
            points = [self._point(e, by_evaluation.get(e), e.id in shown) for e in evaluations]
            whole = by_evaluation.get(annual) if annual else None
            answer.append(
                {
                    "id": indicator.id,
                    "name": own[:1].name or "",
                    "result": own[:1].result_id.name or "",
                    "kind": own[:1].kind,
                    "points": points,
                    "year": self._figures(whole) if whole else None,
                    "direction": self._direction([point["achievement"] for point in points]),
                }
            )
        return answer

    def _point(self, evaluation, line, is_shown):
        figures = self._figures(line) if line and is_shown else {"achievement": None}
        return {"period": evaluation.period_id.name, "shown": is_shown, **figures}

    def _figures(self, line):
        return {
            "target": line.target_display,
            "realised": line.realised_display,
            "achievement": line.achievement if line.is_measured else None,
            "achievement_label": line.achievement_display,
        }

    def _annual(self, annual, evaluation):
        """Return the annual evaluation: the figure that suggests, and the rating when released."""
        if not annual:
            return None
        is_own = annual.id in self._get_shown(annual)
        return {
            **self._period(annual, is_own or annual == evaluation),
            "suggestion": self._labelled(annual, "suggested_rating") if is_own else None,
        }

    @api.model
    def _direction(self, values):
        """Return the code and the word of how figures went, or None with fewer than two."""
        code = annual_rules.direction(
            [None if value is None else Decimal(str(value)) for value in values]
        )
        if not code:
            return None
        words = {
            annual_rules.RISING: self.env._("rising"),
            annual_rules.FALLING: self.env._("falling"),
            annual_rules.STEADY: self.env._("steady"),
        }
        return {"code": code, "label": words[code]}
