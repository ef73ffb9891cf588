from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ..base.actions import form_of


class AsnRealisationSource(models.Model):
    """Where an automatic entry comes from: which source, over which days, from how many cases."""

    _inherit = "asn.realisation"

    source_id = fields.Many2one(
        "asn.indicator.source",
        string="Automatic Source",
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
        copy=False,
    )
    source_start = fields.Date(string="Counted from", readonly=True, copy=False)
    source_end = fields.Date(string="Counted to", readonly=True, copy=False)
    source_count = fields.Integer(
        string="Cases Counted", readonly=True, copy=False, aggregator="sum"
    )
    source_date = fields.Datetime(string="Counted at", readonly=True, copy=False)
    source_note = fields.Char(string="How it was counted", compute="_compute_source_note")

    _source_unique = models.UniqueIndex(
        "(indicator_id, source_id, source_start) WHERE source_id IS NOT NULL",
        "This figure was written already.",
    )

    @api.depends("source_id", "source_start", "source_end", "source_count", "source_date")
    @api.depends_context("lang")
    def _compute_source_note(self):
        for entry in self:
            if not entry.source_id:
                entry.source_note = False
                continue
            entry.source_note = self.env._(
                "%(name)s: %(count)s cases from %(start)s to %(end)s, counted on %(day)s.",
                name=entry.source_id.sudo().name,  # sudo: the name tells where it comes from
                count=entry.source_count,
                start=format_date(self.env, entry.source_start),
                end=format_date(self.env, entry.source_end),
                day=format_date(self.env, entry.source_date),
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Create entries; what is counted automatically is not logged by hand as well."""
        entries = super().create(vals_list)
        if not self.env.su:
            counted = self._get_counted(entries.indicator_id)
            if counted:
                raise UserError(
                    self.env._(
                        "“%s” is counted automatically; an entry by hand would count the same "
                        "work twice. Log another indicator.",
                        counted[0].name,
                    )
                )
        return entries

    @api.model
    def _get_counted(self, indicators):
        """Return those of ``indicators`` that an automatic source has written entries for."""
        # sudo: whether there are any, nothing of them
        found = self.sudo()._read_group(
            [("indicator_id", "in", indicators.ids), ("source", "!=", "manual")], ["indicator_id"]
        )
        return [indicator.sudo(self.env.su) for (indicator,) in found]

    def _get_log_indicators(self, plan, day):
        counted = {indicator.id for indicator in self._get_counted(plan.result_ids.indicator_ids)}
        rows = super()._get_log_indicators(plan, day)
        return [row for row in rows if row["id"] not in counted]

    def _get_week_indicators(self, plan):
        indicators = super()._get_week_indicators(plan)
        counted = {indicator.id for indicator in self._get_counted(indicators)}
        return indicators.filtered(lambda indicator: indicator.id not in counted)

    def action_view_source(self):
        """Open what was counted: the tickets, or for the offices the rule.

        Whoever opens it sees the tickets that his or her own rights allow.
        """
        self._check_one()
        if not self.source_id:
            raise UserError(self.env._("This entry was typed by hand, not counted."))
        source = self.source_id.sudo()  # sudo: which tickets; they keep their own rules
        if source.kind == "service":
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "hr_asn_kinerja.asn_service_log_action"
            )
            domain = [("date", ">=", self.source_start), ("date", "<=", self.source_end)]
            if source.service_ids:
                domain.append(("service_id", "in", source.service_ids.ids))
            if source.scope == "own":
                # sudo: an id for the search; the entries found keep their own rules
                domain.append(("employee_id", "=", self.skp_id.sudo().employee_id.id))
            elif source.scope == "unit":
                # sudo: an id for the search; the entries found keep their own rules
                domain.append(("unit_id", "child_of", self.skp_id.sudo().unit_id.ids))
            return {**action, "domain": domain, "context": {}}
        self.source_id.check_access("read")
        return form_of(self.source_id)
