from odoo import api, fields, models
from odoo.tools import SQL, format_date


class AsnEvaluationMonths(models.Model):
    """The months that an evaluation covers, and those of them that count for its targets.

    A plan that ends earlier (transfer, retirement) keeps the targets that were agreed: each
    period goes on to count its share of the months they were agreed for. Whole months of absence
    are left out of that share (leave, study leave: domain rule of special situations).
    """

    _inherit = "asn.evaluation"

    absent_months = fields.Integer(
        string="Months Absent",
        readonly=True,
        default=0,
        help="Whole months of leave inside this evaluation. Sums count the other months only.",
    )
    remark = fields.Text(
        string="Remarks",
        readonly=True,
        help="Written by the server: up to which day somebody evaluated, and why.",
    )

    _check_absent_months = models.Constraint(
        "CHECK (COALESCE(absent_months, 0) >= 0 AND COALESCE(absent_months, 0) <= months)",
        "Nobody is absent for more months than the evaluation has.",
    )

    def _get_duty_months(self):
        """Return the months on duty: those of the evaluation without the whole months absent."""
        self.ensure_one()
        return max(self.months - self.absent_months, 0)

    def _get_target_months(self, is_planned):
        """Return the months that a target stands for.

        :param is_planned: the target was planned for this period; else it is one for the plan
        """
        self.ensure_one()
        plan, period = self.skp_id, self.period_id
        if not is_planned:
            return plan.target_months or plan.months
        end = period.date_end if plan.target_months else min(plan.date_end, period.date_end)
        return max(plan._count_months(max(plan.date_start, period.date_start), end), 1)

    def _get_duty(self):
        """Return {evaluation id: months on duty}, to compare after a change of days."""
        return {evaluation.id: evaluation._get_duty_months() for evaluation in self}

    def _cut(self, date_end, remark):
        """Let the evaluations end on ``date_end``, with the reason as a remark."""
        for evaluation in self:
            evaluation._set_days(evaluation.date_start, date_end)
        self._add_remark(remark)

    def _set_days(self, start, end):
        """Let the evaluation run from ``start`` to ``end``, and count its months again."""
        self.ensure_one()
        self.write(
            {
                "date_start": start,
                "date_end": end,
                "months": self.env["asn.skp"]._count_months(start, end),
                "absent_months": 0,
            }
        )
        self._count_absent_months()

    def _add_remark(self, remark):
        for evaluation in self:
            evaluation.remark = "\n".join(part for part in (evaluation.remark, remark) if part)

    @api.model
    def _add_remarks(self, remarks):
        """Add a line to the remarks of many evaluations: list of (evaluation id, line)."""
        if not remarks:
            return
        ids, texts = zip(*remarks, strict=True)
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE asn_evaluation AS evaluation
                   SET remark = concat_ws(E'\\n', NULLIF(evaluation.remark, ''), line.text)
                  FROM unnest(%s::int[], %s::text[]) AS line (id, text)
                 WHERE evaluation.id = line.id
             RETURNING 1
                """,
                list(ids),
                list(texts),
            )
        )
        self.invalidate_model(["remark"])

    def _remark_evaluator(self, name, on):
        """Note on the evaluations that have begun up to which day ``name`` evaluated."""
        for evaluation in self.filtered(lambda e: e.date_start < on):
            evaluation._add_remark(
                self.env._(
                    "Evaluated up to %(day)s by %(name)s.",
                    day=format_date(self.env, min(on, evaluation.date_end)),
                    name=name,
                )
            )

    def _refresh_targets(self, before=None):
        """Work out targets, entries and score of evaluations again whose days have changed.

        :param before: {evaluation id: months on duty until now}; an evaluation of an earlier
            version of the plan keeps the targets of that version and takes its share of them
        """
        for evaluation in self:
            lines = evaluation.line_ids
            had = (before or {}).get(evaluation.id)
            is_earlier = evaluation.date_start < evaluation.skp_id._get_version_start()
            for line in lines:
                if is_earlier:
                    values = evaluation._prepare_share_of_line(line, had)
                else:
                    values = lines._prepare_from_indicator(evaluation, line.indicator_id)
                line.write(
                    {key: values[key] for key in ("target_value", "target_max") if key in values}
                )
            lines.modified(["target_value"])  # the days decide which entries count

    def _prepare_share_of_line(self, line, had):
        """Return the targets of ``line`` for the present months instead of the ``had`` before."""
        is_sum = line.aggregation == "sum" and line.target_kind in ("number", "range")
        if not had or not is_sum:
            return {}
        share = self._get_duty_months() / had
        return {key: line[key] * share for key in ("target_value", "target_max")}

    def _move_to(self, plan):
        """Give evaluations that lie after a change of post to the plan of that post.

        Their lines are made again when that plan is agreed; their history stays.
        """
        for evaluation in self:
            evaluation.line_ids.unlink()
            start = max(plan.date_start, evaluation.period_id.date_start)
            end = min(plan.date_end, evaluation.period_id.date_end)
            evaluation.write({**plan._copy_snapshot(), "skp_id": plan.id})
            evaluation._set_days(start, end)
