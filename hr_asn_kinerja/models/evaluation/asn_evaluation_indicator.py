from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import evaluation as evaluation_rules
from ...rules import indicator as indicator_rules
from ...rules import work_log, workflow
from ..base import selections

EVIDENCE_SHOWN = 3  # files and links of a line, beside its figure


class AsnEvaluationIndicator(models.Model):
    """An indicator in one period: target, what was realised, achievement.

    Computed from the entries until the evaluation is released, then frozen. Nobody types into
    it, so it keeps no author of its own.
    """

    _name = "asn.evaluation.indicator"
    _description = "Result of an Indicator"
    _inherit = ["asn.guarded.mixin"]
    _order = "evaluation_id, kind, sequence, id"
    _log_access = False

    evaluation_id = fields.Many2one(
        "asn.evaluation", required=True, index=True, ondelete="cascade", readonly=True
    )
    indicator_id = fields.Many2one(
        "asn.skp.indicator",
        string="Indicator of the Plan",
        required=True,
        index=True,
        ondelete="restrict",
        readonly=True,
    )
    result_id = fields.Many2one(
        "asn.skp.result", string="Work Result", required=True, ondelete="restrict", readonly=True
    )
    # Copied from the plan
    kind = fields.Selection([("main", "Main"), ("additional", "Additional")], readonly=True)
    sequence = fields.Integer(readonly=True)
    name = fields.Char(string="Indicator", readonly=True)
    unit = fields.Char(string="Unit of Measure", readonly=True)
    aspect = fields.Selection(selections.ASPECTS, readonly=True)
    polarity = fields.Selection(selections.POLARITIES, readonly=True)
    aggregation = fields.Selection(selections.AGGREGATIONS, readonly=True)
    weight = fields.Float(digits=(6, 2), readonly=True)
    result_weight = fields.Float(digits=(6, 2), readonly=True)
    # Target of the period
    target_kind = fields.Selection(
        [("number", "Number"), ("range", "Range"), ("date", "Date"), ("text", "Text")],
        readonly=True,
    )
    target_value = fields.Float(string="Target", digits=(16, 4), readonly=True)
    target_max = fields.Float(string="Upper Target", digits=(16, 4), readonly=True)
    target_text = fields.Char(readonly=True)
    target_date = fields.Date(readonly=True)
    target_display = fields.Char(string="Target (Period)", compute="_compute_displays")
    # What came out
    entry_count = fields.Integer(string="Entries", compute="_compute_achievement", store=True)
    realised = fields.Float(
        string="Realised Value", digits=(16, 4), compute="_compute_achievement", store=True
    )
    is_measured = fields.Boolean(string="Measured", compute="_compute_achievement", store=True)
    achievement = fields.Float(
        string="Achievement (%)", digits=(6, 2), compute="_compute_achievement", store=True
    )
    realised_display = fields.Char(string="Realised", compute="_compute_displays")
    achievement_display = fields.Char(string="Achievement", compute="_compute_displays")

    evidence_ids = fields.One2many(
        "asn.evidence", string="Evidence", compute="_compute_evidence_ids"
    )

    _evaluation_indicator_unique = models.UniqueIndex(
        "(evaluation_id, indicator_id)", "This indicator is in the evaluation already."
    )

    @api.depends(
        "target_value",
        "target_max",
        "target_date",
        "polarity",
        "evaluation_id.state",
    )
    def _compute_achievement(self):
        """Aggregate the entries of the period and compare them with its target.

        An entry that is made, changed or deleted marks the lines of its period; see
        ``asn.realisation._recompute_lines``.
        """
        entries = self._get_entries()
        for line in self:
            if line.evaluation_id.state in workflow.FROZEN_STATES:
                for name in ("entry_count", "realised", "is_measured", "achievement"):
                    line[name] = line[name]
                continue
            found = entries.get(line.id, [])
            line.entry_count = len(found)
            realised, achievement = line._evaluate_entries(found)
            line.realised = float(realised) if realised is not None else 0.0
            line.is_measured = achievement is not None
            line.achievement = float(achievement) if achievement is not None else 0.0

    def _get_entries(self):
        """Return {line id: [Entry]} with the entries that count in each line; one search.

        What the evaluator returned does not count until it is corrected.
        """
        found = {}
        by_indicator = {}
        for line in self:
            by_indicator.setdefault(line.indicator_id.id, []).append(line)
        # sudo: whoever may see the line may see its number; the entries keep their own rules
        records = (
            self.env["asn.realisation"]
            .sudo()
            .search(
                [
                    ("indicator_id", "in", list(by_indicator)),
                    ("review_state", "in", work_log.REVIEW_COUNTED),
                ],
                order="date, id",
            )
        )
        for record in records:
            for line in by_indicator[record.indicator_id.id]:
                evaluation = line.evaluation_id
                if evaluation.date_start <= record.date <= evaluation.date_end:
                    found.setdefault(line.id, []).append(
                        indicator_rules.Entry(
                            record.date,
                            self._decimal(record.quantity),
                            self._decimal(record.denominator) or None,
                        )
                    )
        return found

    def _evaluate_entries(self, entries):
        """Return (realised, achievement in percent); None where nothing can be said.

        While the period runs, an indicator without entries says nothing. Once it is submitted, a
        sum without entries is zero; an average or ratio of nothing stays unknown.
        """
        self.ensure_one()
        evaluation = self.evaluation_id
        # Who was absent throughout has nothing to show: no zero is forced.
        is_settled = evaluation.state != "open" and evaluation._get_duty_months() > 0
        if self.target_kind == "date":
            return self._evaluate_delivery(entries, is_settled)
        if not entries and not (is_settled and self.aggregation == indicator_rules.SUM):
            return None, None
        realised = indicator_rules.aggregate(self.aggregation, entries)
        if self.target_kind == "text" or realised is None:
            return realised, None
        upper = self._decimal(self.target_max) if self.target_kind == "range" else None
        target = indicator_rules.Target(self._decimal(self.target_value), upper)
        achievement = indicator_rules.achievement(self.polarity, target, realised, self._get_cap())
        return realised, achievement

    def _evaluate_delivery(self, entries, is_settled):
        """The day of the last entry against the due day; overdue counts from the period's end."""
        delivered = entries[-1].date if entries else None
        achievement = indicator_rules.achievement(
            indicator_rules.DATE,
            indicator_rules.Target(due=self.target_date),
            delivered,
            self._get_cap(),
            as_of=self.evaluation_id.date_end if is_settled else None,
        )
        realised = indicator_rules.aggregate(indicator_rules.SUM, entries) if entries else None
        return realised, achievement

    def _get_cap(self):
        # sudo: a setting of the region is read
        return self._decimal(self.evaluation_id.company_id.sudo().asn_achievement_cap)

    def _get_part(self):
        self.ensure_one()
        value = self._decimal(self.achievement) if self.is_measured else None
        return evaluation_rules.Part(value, self._decimal(self.weight) or None)

    @api.model
    def _decimal(self, value):
        return Decimal(str(value or 0))

    @api.depends(
        "target_kind",
        "target_value",
        "target_max",
        "target_text",
        "target_date",
        "unit",
        "realised",
        "achievement",
        "is_measured",
        "entry_count",
    )
    @api.depends_context("lang")
    def _compute_displays(self):
        indicator = self.env["asn.skp.indicator"]
        for line in self:
            line.target_display = indicator._format_target(line)
            line.realised_display = (
                f"{indicator._format_number(line.realised)} {line.unit or ''}".strip()
                if line.entry_count
                else self.env._("no entry")
            )
            line.achievement_display = (
                f"{indicator._format_number(line.achievement)} %" if line.is_measured else "–"
            )

    def _compute_evidence_ids(self):
        """Show evidence of the entries that count: pictures first, then the latest."""
        self.env["asn.evidence"].flush_model(["realisation_id"])
        self.env["asn.realisation"].flush_model(["indicator_id", "date", "review_state"])
        found = {}
        for line_id, evidence_id in self.env.execute_query(
            SQL(
                """
                SELECT line.id, latest.id
                  FROM asn_evaluation_indicator AS line
                  JOIN asn_evaluation AS evaluation ON evaluation.id = line.evaluation_id
                  JOIN LATERAL (
                       SELECT evidence.id
                         FROM asn_realisation AS entry
                         JOIN asn_evidence AS evidence ON evidence.realisation_id = entry.id
                        WHERE entry.indicator_id = line.indicator_id
                          AND entry.date BETWEEN evaluation.date_start AND evaluation.date_end
                          AND entry.review_state <> 'returned'
                     ORDER BY evidence.has_thumbnail DESC NULLS LAST, entry.date DESC,
                              evidence.id DESC
                        LIMIT %s) AS latest ON TRUE
                 WHERE line.id = ANY(%s)
                """,
                EVIDENCE_SHOWN,
                self.ids,
            )
        ):
            found.setdefault(line_id, []).append(evidence_id)
        shown = self.env["asn.evidence"].browse(key for keys in found.values() for key in keys)
        readable = set(shown._filtered_access("read").ids)
        for line in self:
            keys = [key for key in found.get(line.id, ()) if key in readable]
            line.evidence_ids = shown.browse(keys)

    @api.model
    def _prepare_from_indicator(self, evaluation, indicator):
        """Return the copied values of a plan's indicator, with the target of the period."""
        result = indicator.result_id
        planned = indicator._get_planned_target(evaluation.period_id)
        return {
            "evaluation_id": evaluation.id,
            "indicator_id": indicator.id,
            "result_id": result.id,
            "kind": result.kind,
            "sequence": result.sequence * 1000 + indicator.sequence,
            "name": indicator.name,
            "unit": indicator.unit,
            "aspect": indicator.aspect,
            "polarity": indicator.polarity,
            "aggregation": indicator.aggregation,
            "weight": indicator.weight,
            "result_weight": result.weight,
            "target_kind": indicator.target_kind,
            "target_value": self._period_target(
                indicator, (planned or indicator).target_value, evaluation, bool(planned)
            ),
            "target_max": self._period_target(
                indicator, (planned or indicator).target_max, evaluation, bool(planned)
            ),
            "target_text": planned.target_text or indicator.target_text,
            "target_date": indicator.target_date,
        }

    @api.model
    def _period_target(self, indicator, value, evaluation, is_planned=False):
        """Return the period's share of a target: sums are prorated by months on duty.

        :param is_planned: ``value`` was planned for this period, not for the year
        """
        if indicator.target_kind not in ("number", "range"):
            return value
        target = indicator_rules.period_target(
            indicator.aggregation,
            self._decimal(value),
            evaluation._get_duty_months(),
            evaluation._get_target_months(is_planned),
        )
        return float(target)

    def action_view_entries(self):
        """Open the entries that this number came from."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_realisation_action"
        )
        evaluation = self.evaluation_id
        return {
            **action,
            "name": self.name,
            "view_mode": "list,kanban,form",  # a phone shows the cards whatever comes first
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "domain": [
                ("indicator_id", "=", self.indicator_id.id),
                ("date", ">=", evaluation.date_start),
                ("date", "<=", evaluation.date_end),
            ],
            "context": {
                "default_indicator_id": self.indicator_id.id,
                "create": "realisation" in evaluation._workflow_editable_parts(),
            },
        }

    def _guard_document(self):
        self.ensure_one()
        return self.evaluation_id
