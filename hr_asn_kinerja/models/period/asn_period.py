from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...rules import period as period_rules
from ..base.actions import form_of

KINDS = [("year", "Year"), ("half", "Half-year"), ("quarter", "Quarter"), ("month", "Month")]


class AsnPeriod(models.Model):
    """A year of performance plans, or one of its evaluation periods (half-years by default)."""

    _name = "asn.period"
    _description = "Appraisal Period"
    _inherit = ["asn.guarded.mixin"]
    _order = "date_start desc, date_end desc, id"
    _guard_by_access_only = True

    name = fields.Char(required=True)
    company_id = fields.Many2one(
        "res.company",
        string="Region",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(KINDS, required=True, default="year")
    parent_id = fields.Many2one(
        "asn.period", string="Year", index=True, ondelete="cascade", check_company=True
    )
    child_ids = fields.One2many("asn.period", "parent_id", string="Evaluation Periods")
    date_start = fields.Date(string="From", required=True)
    date_end = fields.Date(string="To", required=True)
    tz = fields.Selection(related="company_id.asn_tz")
    date_due = fields.Date(
        string="Due Date",
        compute="_compute_date_due",
        store=True,
        readonly=False,
        help="Of a year: plans are to be agreed by then. Of an evaluation period: evaluations are "
        "to be released by then. Late is shown, never blocked.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("opening", "Opening"), ("open", "Open"), ("closed", "Closed")],
        default="draft",
        required=True,
        readonly=True,
        copy=False,
        index=True,
    )
    # Progress of the opening, which runs in batches
    opening_total = fields.Integer(readonly=True, copy=False)
    opening_done = fields.Integer(readonly=True, copy=False)
    opening_progress = fields.Float(string="Progress", compute="_compute_opening_progress")
    # What there is
    skp_ids = fields.One2many("asn.skp", "period_id", string="Plans")
    skp_count = fields.Integer(string="Number of Plans", compute="_compute_counts")
    skp_agreed_count = fields.Integer(string="Agreed Plans", compute="_compute_counts")
    evaluation_count = fields.Integer(string="Number of Evaluations", compute="_compute_counts")
    evaluation_released_count = fields.Integer(
        string="Released Evaluations", compute="_compute_counts"
    )

    _check_dates = models.Constraint(
        "CHECK (date_end >= date_start)", "A period cannot end before it starts."
    )
    _check_year = models.Constraint(
        "CHECK ((kind = 'year') = (parent_id IS NULL))",
        "Half-years, quarters and months belong to a year; a year belongs to nothing.",
    )
    _kind_start_unique = models.UniqueIndex(
        "(company_id, kind, date_start)", "This period exists already."
    )

    @api.depends("date_end", "kind", "company_id")
    def _compute_date_due(self):
        for period in self:
            company = period.company_id
            if period.kind == "year" and period.date_start:
                days = company.asn_plan_due_days - 1
                period.date_due = period.date_start + timedelta(days=max(days, 0))
            elif period.date_end:
                days = company.asn_evaluation_due_days
                period.date_due = period.date_end + timedelta(days=days)
            else:
                period.date_due = False

    @api.depends("opening_total", "opening_done", "state")
    def _compute_opening_progress(self):
        for period in self:
            total = period.opening_total
            period.opening_progress = 100.0 * period.opening_done / total if total else 0.0

    def _compute_counts(self):
        plans = self._count_by_state("asn.skp")
        evaluations = self._count_by_state("asn.evaluation")
        released = ("released", "acknowledged", "objected", "final", "closed")
        for period in self:
            by_state = plans.get(period, {})
            period.skp_count = sum(by_state.values()) - by_state.get("cancelled", 0)
            period.skp_agreed_count = by_state.get("agreed", 0) + by_state.get("closed", 0)
            by_state = evaluations.get(period, {})
            period.evaluation_count = sum(by_state.values())
            period.evaluation_released_count = sum(by_state.get(key, 0) for key in released)

    def _count_by_state(self, model):
        counts = {}
        for period, state, count in self.env[model]._read_group(
            [("period_id", "in", self.ids)], ["period_id", "state"], ["__count"]
        ):
            counts.setdefault(period, {})[state] = count
        return counts

    @api.constrains("date_start", "date_end", "kind", "company_id", "parent_id")
    def _check_overlap(self):
        """Periods of one kind in one region never overlap and stay inside their year."""
        for period in self:
            other = self.search(
                [
                    ("id", "!=", period.id),
                    ("company_id", "=", period.company_id.id),
                    ("kind", "=", period.kind),
                    ("date_start", "<=", period.date_end),
                    ("date_end", ">=", period.date_start),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(name)s (%(start)s to %(end)s) overlaps %(other)s. Change its dates.",
                        name=period.name,
                        start=period.date_start,
                        end=period.date_end,
                        other=other.name,
                    )
                )
            year = period.parent_id
            if year and not (
                year.date_start <= period.date_start and period.date_end <= year.date_end
            ):
                raise ValidationError(
                    self.env._(
                        "%(name)s must lie inside %(year)s.", name=period.name, year=year.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "state": "draft"} for vals in vals_list])

    def write(self, vals):
        if not self.env.su and {"state", "opening_total", "opening_done"} & set(vals):
            raise UserError(self.env._("Use the buttons to open or close a period."))
        fixed = {"date_start", "date_end", "kind", "parent_id", "company_id"} & set(vals)
        if fixed and any(period.state != "draft" for period in self):
            raise UserError(self.env._("The dates of a period that was opened cannot be changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if any(period.state != "draft" for period in self | self.child_ids):
            raise UserError(self.env._("Only a draft period can be deleted."))

    @api.private
    def today(self):
        """Return today's date in the region of the period, whoever asks."""
        self.ensure_one()
        return self._local_today(self.company_id)

    @api.model
    def _local_today(self, company):
        """Return today's date in the time zone of a region."""
        zone = ZoneInfo(company.sudo().asn_tz or "Asia/Jakarta")  # sudo: a setting, not personal
        now = fields.Datetime.now().replace(tzinfo=ZoneInfo("UTC"))
        return now.astimezone(zone).date()

    @api.model
    def action_generate(self, year, kind="half"):
        """Make a year with its half-years, quarters or months; what exists is left alone.

        :param int year: calendar year, 2000 to 2100
        :param str kind: ``half``, ``quarter`` or ``month``
        :return: the action that opens the year
        """
        self.check_access("create")
        if not isinstance(year, int) or not 2000 <= year <= 2100:
            raise UserError(self.env._("Choose a year from 2000 to 2100."))
        if kind not in ("half", "quarter", "month"):
            raise UserError(self.env._("Choose half-years, quarters or months."))
        company = self.env.company
        domain = [("company_id", "=", company.id), ("kind", "=", "year")]
        parent = self.search([*domain, ("date_start", "=", f"{year}-01-01")])
        if not parent:
            parent = self._create_from_span(period_rules.year_period(year), "year")
        existing = set(parent.child_ids.filtered(lambda p: p.kind == kind).mapped("date_start"))
        for span in period_rules.generate(year, kind):
            if span.start not in existing:
                self._create_from_span(span, kind, parent)
        return form_of(parent)

    def _create_from_span(self, span, kind, parent=None):
        return self.create(
            {
                "name": span.name,
                "kind": kind,
                "parent_id": parent.id if parent else False,
                "date_start": span.start,
                "date_end": span.end,
                "company_id": self.env.company.id,
            }
        )

    def action_generate_next(self):
        """Make the year after the latest one (the current year when there is none)."""
        latest = self.search(
            [("company_id", "=", self.env.company.id), ("kind", "=", "year")], limit=1
        )
        year = latest.date_start.year + 1 if latest else self._local_today(self.env.company).year
        return self.action_generate(year)

    def action_view_plans(self):
        """Open the plans of the year."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_asn_kinerja.asn_skp_action_all")
        return {**action, "domain": [("period_id", "in", (self.parent_id or self).ids)]}

    def action_view_evaluations(self):
        """Open the evaluations of the period, or of all periods of the year."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_evaluation_action_all"
        )
        periods = self | self.child_ids
        return {**action, "domain": [("period_id", "in", periods.ids)], "context": {}}
