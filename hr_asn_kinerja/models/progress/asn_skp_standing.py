from collections import namedtuple
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import absence as absence_rules
from ...rules import progress as progress_rules
from ...rules import standing as standing_rules
from ...rules.indicator import Target

# One indicator with its target of the period and what was logged.
Row = namedtuple(
    "Row",
    "plan line indicator result result_name kind name unit polarity aggregation weight"
    " result_weight target_kind target_value target_max target_text target_date"
    " entries realised last_date",
)


class AsnSkpStanding(models.Model):
    """Where plans stand on a day: figures of many plans by a fixed number of queries.

    Target and realised value are the stored ones of the evaluation, which an entry recomputes for
    its own indicator only; what depends on today (due, pace, forecast) is worked out when somebody
    looks. A plan whose period was not opened yet has no evaluation: there the plan itself is the
    span, and its entries are added up by the database.
    """

    _inherit = "asn.skp"

    @api.model
    def _get_standings(self, chosen, today):
        """Return {plan id: standing} for plans that the reader may read.

        :param chosen: list of (plan, evaluation of it or an empty one); all readable
        :param today: the day in the region
        :return: for each plan a dict of ``overall`` (:class:`rules.standing.Overall`), ``lines``
            (list of dicts for the screen, in the order of the plan), ``start`` and ``end``
        """
        self.env.flush_all()
        spans = self._standing_spans(chosen)
        rows = self._standing_evaluation_rows([e.id for _plan, e in chosen if e])
        rows += self._standing_plan_rows(
            [plan.id for plan, e in chosen if not e and plan.state in ("agreed", "closed")]
        )
        by_plan = {}
        for row in rows:
            by_plan.setdefault(row.plan, []).append(row)
        answer = {}
        for plan, _evaluation in chosen:
            company = plan.company_id.sudo()  # sudo: settings of the region
            options = {
                "thresholds": company._get_progress_thresholds(),
                "first_days": company.asn_progress_first_days,
            }
            lines = [
                self._standing_line(row, spans[plan.id], today, options)
                for row in by_plan.get(plan.id, ())
            ]
            answer[plan.id] = {
                "overall": standing_rules.overall(
                    [line for line, _shown in lines],
                    options["thresholds"],
                    cap=Decimal(str(company.asn_achievement_cap)),
                ),
                "lines": [shown for _line, shown in lines],
                "start": spans[plan.id].start,
                "end": spans[plan.id].end,
            }
        return answer

    @api.model
    def _standing_spans(self, chosen):
        """Return {plan id: :class:`rules.progress.Span`}; one query when somebody was absent."""
        away = [e for _plan, e in chosen if e and e.absent_months]
        spans = {}
        if away:
            spans = self.env["asn.absence"]._get_spans(
                self.env["hr.employee"].browse({e.employee_id.id for e in away}),
                min(e.date_start for e in away),
                max(e.date_end for e in away),
            )
        answer = {}
        for plan, evaluation in chosen:
            source = evaluation or plan
            absent = ()
            if evaluation and evaluation.absent_months:
                days = [day[1:] for day in spans.get(plan.employee_id.id, ())]
                absent = absence_rules.absent_parts(source.date_start, source.date_end, days)
            answer[plan.id] = progress_rules.Span(source.date_start, source.date_end, absent)
        return answer

    @api.model
    def _standing_evaluation_rows(self, evaluation_ids):
        """Read the stored figures of evaluations, with the day of each last entry."""
        if not evaluation_ids:
            return []
        return [
            Row(*values)
            for values in self.env.execute_query(
                SQL(
                    """
                    SELECT evaluation.skp_id, line.id, line.indicator_id, line.result_id,
                           result.name, line.kind, line.name, line.unit, line.polarity,
                           line.aggregation, line.weight, line.result_weight, line.target_kind,
                           line.target_value, line.target_max, line.target_text, line.target_date,
                           line.entry_count, line.realised,
                           (SELECT max(entry.date) FROM asn_realisation AS entry
                             WHERE entry.indicator_id = line.indicator_id
                               AND entry.date BETWEEN evaluation.date_start AND evaluation.date_end)
                      FROM asn_evaluation AS evaluation
                      JOIN asn_evaluation_indicator AS line ON line.evaluation_id = evaluation.id
                      JOIN asn_skp_result AS result ON result.id = line.result_id
                     WHERE evaluation.id = ANY(%s)
                  ORDER BY evaluation.skp_id, line.kind = 'additional', line.sequence, line.id
                    """,
                    evaluation_ids,
                )
            )
        ]

    @api.model
    def _standing_plan_rows(self, plan_ids):
        """Add up the entries of plans that have no evaluation to read them from."""
        if not plan_ids:
            return []
        return [
            Row(*values)
            for values in self.env.execute_query(
                SQL(
                    """
                    SELECT result.skp_id, NULL, indicator.id, result.id, result.name, result.kind,
                           indicator.name, indicator.unit, indicator.polarity,
                           indicator.aggregation, indicator.weight, result.weight,
                           indicator.target_kind, indicator.target_value, indicator.target_max,
                           indicator.target_text, indicator.target_date,
                           done.entries, done.realised, done.last_date
                      FROM asn_skp_result AS result
                      JOIN asn_skp_indicator AS indicator ON indicator.result_id = result.id
                                                         AND indicator.active
                CROSS JOIN LATERAL (
                           SELECT count(*) AS entries, max(entry.date) AS last_date,
                                  CASE indicator.aggregation
                                  WHEN 'sum' THEN sum(entry.quantity)
                                  WHEN 'average' THEN avg(entry.quantity)
                                  WHEN 'maximum' THEN max(entry.quantity)
                                  WHEN 'minimum' THEN min(entry.quantity)
                                  WHEN 'ratio' THEN sum(entry.quantity) * 100
                                                    / NULLIF(sum(entry.denominator), 0)
                                  ELSE (array_agg(entry.quantity
                                                  ORDER BY entry.date DESC, entry.id DESC))[1]
                                   END AS realised
                             FROM asn_realisation AS entry
                            WHERE entry.indicator_id = indicator.id
                              AND entry.review_state <> 'returned'
                           ) AS done
                     WHERE result.skp_id = ANY(%s) AND result.active
                  ORDER BY result.skp_id, result.kind = 'additional', result.sequence, result.id,
                           indicator.sequence, indicator.id
                    """,
                    plan_ids,
                )
            )
        ]

    @api.model
    def _standing_line(self, row, span, today, options):
        """Return (:class:`rules.standing.Line`, dict for the screen) of one indicator."""
        measure = self._standing_measure(row)
        done = progress_rules.Done(
            row.entries or 0,
            self._standing_number(row.realised) if row.entries else None,
            row.last_date,
        )
        stand = progress_rules.progress(measure, done, span, today, **options)
        line = standing_rules.Line(
            row.result,
            row.kind != "additional",
            stand,
            self._standing_number(row.weight or None),
            self._standing_number(row.result_weight or None),
        )
        return line, self._standing_shown(row, measure, done, stand, options["thresholds"])

    @api.model
    def _standing_measure(self, row):
        number = self._standing_number
        maximum = number(row.target_max or 0) if row.target_kind == "range" else None
        value = number(row.target_value or 0)
        if row.target_kind not in ("number", "range"):
            value = None
        target = Target(value, maximum, row.target_date if row.target_kind == "date" else None)
        return progress_rules.Measure(row.aggregation, row.polarity, row.target_kind, target)

    @api.model
    def _standing_number(self, value):
        return None if value is None else Decimal(str(round(value, 6)))

    @api.model
    def _standing_shown(self, row, measure, done, stand, thresholds):
        """Return what a screen shows of one indicator: plain numbers, days as text."""
        shown = standing_rules.bar(measure, done, stand)
        forecast_status = (
            progress_rules.status_of(stand.forecast_pace, thresholds)
            if stand.forecast_pace is not None
            else False
        )
        return {
            "id": row.indicator,
            "line": row.line or False,
            "result": row.result,
            "result_name": row.result_name,
            "kind": row.kind,
            "name": row.name,
            "unit": row.unit or "",
            "polarity": row.polarity,
            "aggregation": row.aggregation,
            "target_kind": row.target_kind,
            "target": _plain(measure.target.value),
            "target_max": _plain(measure.target.maximum),
            "target_text": row.target_text or "",
            "target_date": fields.Date.to_string(row.target_date) or False,
            "entries": done.entries,
            "realised": _plain(done.realised),
            "last_date": fields.Date.to_string(row.last_date) or False,
            "due": _plain(stand.due),
            "due_max": _plain(stand.due_maximum),
            "pace": _plain(stand.pace),
            "status": stand.status,
            "colour": stand.colour,
            "is_short": stand.is_short,
            "forecast": _plain(stand.forecast),
            "forecast_status": forecast_status,
            "bar": shown
            and {
                "filled": float(shown.filled),
                "due": _plain(shown.due),
                "target": float(shown.target),
                "target_from": _plain(shown.target_from),
            },
        }

    @api.model
    def _standing_overall(self, overall):
        """Return what a screen shows of a whole plan."""
        return {
            "status": overall.status,
            "colour": overall.colour,
            "pace": _plain(overall.pace),
            "short": overall.short,
            "judged": overall.judged,
        }


def _plain(number):
    return False if number is None else float(number)
