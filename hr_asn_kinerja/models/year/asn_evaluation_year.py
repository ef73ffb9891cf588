from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL, sql

from ...rules import annual as annual_rules
from ...rules import rating as rating_rules
from ...rules import workflow

# What a figure of the year rests on; see _find_stretches.
SCORE_FIELDS = ("score", "has_score", "suggested_rating")


class AsnEvaluationYear(models.Model):
    """The annual evaluation: an evaluation whose period is the year.

    PermenPANRB 6/2022 articles 24 and 25. There is one for each person and year. It belongs to the
    plan of the last post, so its evaluator is the one of the last day, and its lines hold the
    targets of that plan over all its months. Achievements of earlier posts join the suggestion by
    their months, from released evaluations only; predicates are never averaged.
    """

    _inherit = "asn.evaluation"

    period_kind = fields.Selection(related="period_id.kind", store=True)

    _annual_unique = models.UniqueIndex(
        "(employee_id, period_id) WHERE period_kind = 'year'",
        "This person has an annual evaluation for this year already.",
    )
    _annual_name_index = models.Index("(employee_name, id) WHERE period_kind = 'year'")

    def _auto_init(self):
        """Evaluations from before this column existed take the kind of their period at once."""
        cr = self.env.cr
        exists = sql.table_exists(cr, "asn_evaluation")
        if exists and not sql.column_exists(cr, "asn_evaluation", "period_kind"):
            sql.create_column(cr, "asn_evaluation", "period_kind", "varchar")
            cr.execute(
                SQL(
                    "UPDATE asn_evaluation AS evaluation SET period_kind = period.kind"
                    " FROM asn_period AS period WHERE period.id = evaluation.period_id"
                )
            )
        return super()._auto_init()

    @api.model
    def _prepare_from_plan(self, plan, period):
        values = super()._prepare_from_plan(plan, period)
        if period.kind == "year":
            values["date_due"] = period._get_annual_due(values["date_end"])
        return values

    # ------------------------------------------------------------------
    # The figure of the year
    # ------------------------------------------------------------------

    @api.depends("period_kind")
    def _compute_score(self):
        """Put the achievement of earlier posts beside that of the last one, month by month."""
        result = super()._compute_score()
        annual = self.filtered(
            lambda e: (
                e.period_kind == "year"
                and e.state not in workflow.FROZEN_STATES
                and e.period_id.date_start < e.date_start
            )
        )
        stretches = annual._find_stretches()
        for evaluation in annual:
            earlier = stretches.get(evaluation._origin.id)
            if not earlier:
                continue
            own = Decimal(str(evaluation.score)) if evaluation.has_score else None
            score = annual_rules.year_achievement(
                [*earlier, annual_rules.Stretch(evaluation._get_duty_months(), own)]
            )
            evaluation.has_score = score is not None
            evaluation.score = float(score or 0)
            evaluation.suggested_rating = score is not None and rating_rules.suggest_result(
                score, evaluation.date_end, evaluation._get_thresholds()
            )
        return result

    def _find_stretches(self):
        """Return {annual evaluation id: [Stretch]} of the posts before the last; one query.

        What is not released yet does not count: it belongs to another evaluator until then.
        """
        if not self.ids:
            return {}
        self.env["asn.skp"].flush_model(["state", "employee_id", "period_id", "date_start"])
        self.flush_model(["state", "months", "absent_months", "skp_id", *SCORE_FIELDS])
        found = {}
        for annual_id, months, score, has_score in self.env.execute_query(
            SQL(
                """
                SELECT annual.id, evaluation.months - COALESCE(evaluation.absent_months, 0),
                       evaluation.score, evaluation.has_score
                  FROM asn_evaluation AS annual
                  JOIN asn_skp AS plan ON plan.employee_id = annual.employee_id
                   AND plan.period_id = annual.period_id AND plan.state <> 'cancelled'
                   AND plan.id <> annual.skp_id AND plan.date_start < annual.date_start
                  JOIN asn_evaluation AS evaluation ON evaluation.skp_id = plan.id
                   AND evaluation.period_kind <> 'year' AND evaluation.state IN %s
                 WHERE annual.id = ANY(%s)
              ORDER BY annual.id, evaluation.date_start, evaluation.id
                """,
                workflow.RELEASED_STATES,
                self.ids,
            )
        ):
            value = Decimal(str(score)) if has_score else None
            found.setdefault(annual_id, []).append(annual_rules.Stretch(months, value))
        return found

    def _refresh_annual(self):
        """Work out the annual figures again that rest on these released periods of other posts.

        For many at once: two queries for any number of evaluations.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT annual.id
                  FROM asn_evaluation AS evaluation
                  JOIN asn_skp AS plan ON plan.id = evaluation.skp_id
                  JOIN asn_evaluation AS annual ON annual.employee_id = evaluation.employee_id
                   AND annual.period_id = plan.period_id AND annual.period_kind = 'year'
                   AND annual.skp_id <> plan.id AND annual.state NOT IN %s
                 WHERE evaluation.id = ANY(%s) AND evaluation.period_kind <> 'year'
                """,
                workflow.FROZEN_STATES,
                self.ids,
            )
        )
        # sudo: a figure that follows from released ones, whoever released them
        annual = self.sudo().browse(row[0] for row in rows)
        for name in SCORE_FIELDS:
            self.env.add_to_compute(self._fields[name], annual)

    def _workflow_after(self, transition):
        result = super()._workflow_after(transition)
        if transition.action in ("release", "reopen"):
            self._refresh_annual()
        return result

    def _release_after(self):
        """The same for many; see the release of a team, a unit or a region."""
        result = super()._release_after()
        self._refresh_annual()
        return result

    def _recompute_figures(self):
        """Entries count in the annual evaluation of the same plan as well."""
        annual = self.browse()
        if self:
            annual = self.search([("skp_id", "in", self.skp_id.ids), ("period_kind", "=", "year")])
        return super(AsnEvaluationYear, self | annual)._recompute_figures()

    def _filter_scored_apart(self):
        """Annual evaluations with an earlier post take the achievement of that post in."""
        return super()._filter_scored_apart() | self.filtered(
            lambda e: e.period_kind == "year" and e.period_id.date_start < e.date_start
        )
