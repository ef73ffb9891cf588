from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import indicator as indicator_rules
from .asn_innovation_effect_mixin import MEASURED


class AsnInnovationMeasure(models.Model):
    """What the work log says before and afterwards, and the change that follows from it."""

    _inherit = "asn.innovation"

    indicator_name = fields.Char(compute="_compute_measure", store=True, precompute=True)
    measure_unit = fields.Char(compute="_compute_measure", store=True, precompute=True)
    polarity = fields.Selection(compute="_compute_measure", store=True, precompute=True)
    aggregation = fields.Selection(compute="_compute_measure", store=True, precompute=True)
    before_value = fields.Float(
        compute="_compute_before", store=True, readonly=False, precompute=True
    )
    before_from = fields.Date(
        compute="_compute_before", store=True, readonly=False, precompute=True
    )
    before_date = fields.Date(
        compute="_compute_before", store=True, readonly=False, precompute=True
    )
    before_source = fields.Char(
        compute="_compute_before", store=True, readonly=False, precompute=True
    )
    date_measured = fields.Date(string="Effect Reported on", readonly=True, copy=False)
    is_measured = fields.Boolean(compute="_compute_change", store=True)
    effect = fields.Selection(compute="_compute_change", store=True)
    change_percent = fields.Float(compute="_compute_change", store=True)
    has_percent = fields.Boolean(compute="_compute_change", store=True)
    log_count = fields.Integer(string="Entries since the Start", compute="_compute_log")
    log_display = fields.Char(string="Work Log since the Start", compute="_compute_log")

    @api.depends("indicator_kind", "indicator_id", "library_id")
    def _compute_measure(self):
        """Copy the measure: a later change of the plan does not reword the proposal."""
        for innovation in self:
            source = innovation._get_measure()
            innovation.indicator_name = source.name
            innovation.measure_unit = source.unit
            innovation.polarity = source.polarity
            innovation.aggregation = source.aggregation

    def _get_measure(self):
        """Return the indicator of the plan or of the library; may be empty."""
        self.ensure_one()
        return self.indicator_id if self.indicator_kind == "own" else self.library_id

    @api.depends("indicator_id")
    def _compute_before(self):
        """Fill the value before from the work log, where nothing was typed."""
        for innovation in self:
            values = {
                "before_value": innovation.before_value,
                "before_from": innovation.before_from,
                "before_date": innovation.before_date,
                "before_source": innovation.before_source,
            }
            if innovation.indicator_id and not innovation.before_date:
                values.update(innovation._prepare_before())
            innovation.update(values)

    def _prepare_before(self):
        """Return the value before as the work log has it, or nothing."""
        indicator = self.indicator_id
        facts = self._read_log(indicator)
        if not facts:
            return {}
        is_sum = indicator.aggregation == indicator_rules.SUM
        return {
            "before_value": facts["value"],
            "before_from": indicator.skp_id.date_start if is_sum else facts["start"],
            "before_date": facts["end"],
            "before_source": self.env._("Work log, %s entries", facts["count"]),
        }

    def action_fill_before(self):
        """Take the value before from the work log again."""
        self._check_one()
        values = self.indicator_id and self._prepare_before()
        if not values:
            raise UserError(
                self.env._("The work log holds no entry for this indicator. Type the value.")
            )
        return self.write(values)

    @api.model
    def _read_log(self, indicator, start=None):
        """Return what the entries of ``indicator`` come to, or None without any.

        :param start: only entries of this day and later
        :return: {value, start, end, count}; aggregated as the indicator says
        """
        domain = [("indicator_id", "=", indicator.id)]
        if start:
            domain.append(("date", ">=", start))
        # sudo: whoever may read the innovation may see the number; the entries keep their rules
        entries = self.env["asn.realisation"].sudo().search(domain, order="date, id")
        if "review_state" in entries._fields:
            entries = entries.filtered(lambda entry: entry.review_state != "returned")
        if not indicator or not entries:
            return None
        value = indicator_rules.aggregate(
            indicator.aggregation,
            [
                indicator_rules.Entry(
                    entry.date,
                    self._decimal(entry.quantity),
                    self._decimal(entry.denominator) or None,
                )
                for entry in entries
            ],
        )
        if value is None:
            return None
        return {
            "value": float(value),
            "start": entries[0].date,
            "end": entries[-1].date,
            "count": len(entries),
        }

    def _read_effect(self):
        """Return the entries since the start: of the added result's indicator, else of the own."""
        self.ensure_one()
        # sudo: as in _read_log
        innovation = self.sudo()
        for indicator in (*innovation.result_ids.indicator_ids, innovation.indicator_id):
            facts = indicator and self._read_log(indicator, self.date_started)
            if facts:
                return {**facts, "start": self.date_started}
        return None

    @api.depends("state", "date_started")
    @api.depends_context("lang")
    def _compute_log(self):
        for innovation in self:
            facts = innovation.id and innovation.date_started and innovation._read_effect()
            innovation.log_count = facts["count"] if facts else 0
            innovation.log_display = facts and self.env._(
                "%(value)s from %(count)s entries",
                value=f"{self.env['asn.skp.indicator']._format_number(facts['value'])} "
                f"{innovation.measure_unit or ''}".strip(),
                count=facts["count"],
            )

    @api.depends(
        "date_measured",
        *MEASURED,
    )
    def _compute_change(self):
        """Better or not, and by how much; empty while no effect was reported."""
        for innovation in self:
            innovation.is_measured = bool(innovation.date_measured and innovation.after_date)
            change = innovation._get_change()
            innovation.effect = change.effect if change else False
            innovation.has_percent = bool(change and change.percent is not None)
            innovation.change_percent = float(change.percent or 0) if change else 0.0
