from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...rules import work_log

SOURCES = [
    ("manual", "By hand"),
    ("rule", "Counting rule"),
    ("service", "Service log"),
    ("survey", "Survey"),
]
# Changing one of these is a correction: what the evaluator said before was about something else.
CONTENT = {"date", "quantity", "denominator", "note"}
# What the figures of an evaluation are worked out from.
COUNTED = {"date", "quantity", "denominator", "review_state"}


class AsnRealisation(models.Model):
    """A dated entry of work done against an indicator, with its evidence.

    Written by the employee, or by an automatic source that nobody edits by hand.
    """

    _name = "asn.realisation"
    _description = "Work Log Entry"
    _inherit = ["asn.guarded.mixin"]
    _order = "date desc, id desc"

    _guard_fields = dict.fromkeys(
        (
            "indicator_id",
            "client_token",
            "date",
            "quantity",
            "denominator",
            "note",
            "evidence_ids",
        ),
        "realisation",
    )
    _guard_create_only = frozenset({"indicator_id", "client_token"})
    _guard_unlink_part = "realisation"

    indicator_id = fields.Many2one(
        "asn.skp.indicator",
        string="Indicator",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('skp_id.user_id', '=', uid), ('skp_id.state', '=', 'agreed')]",
    )
    skp_id = fields.Many2one(
        related="indicator_id.skp_id", store=True, index=True, precompute=True, string="Plan"
    )
    employee_name = fields.Char(related="skp_id.employee_name", string="Name")
    date = fields.Date(required=True, default=lambda self: self._default_date())
    # Amounts of different indicators have no sum: lists that are grouped show none
    quantity = fields.Float(string="Amount", digits=(16, 4), required=True, aggregator=None)
    denominator = fields.Float(
        string="Out of",
        digits=(16, 4),
        help="Only for a ratio: the number of all cases.",
        aggregator=None,
    )
    unit = fields.Char(related="indicator_id.unit")
    aggregation = fields.Selection(related="indicator_id.aggregation")
    note = fields.Text(string="What was done")
    evidence_ids = fields.One2many("asn.evidence", "realisation_id", string="Evidence")
    has_evidence = fields.Boolean(compute="_compute_has_evidence", store=True)
    source = fields.Selection(
        SOURCES, string="Comes from", default="manual", required=True, readonly=True, copy=False
    )
    client_token = fields.Char(copy=False, readonly=True, export_string_translation=False)
    is_late = fields.Boolean(
        string="Late",
        compute="_compute_is_late",
        store=True,
        precompute=True,
        help="Logged long after the work, or after the period had ended.",
    )
    editable_parts = fields.Char(compute="_compute_editable_parts", export_string_translation=False)

    _indicator_date_index = models.Index("(indicator_id, date)")
    _skp_date_index = models.Index("(skp_id, date DESC, id DESC)")
    # The latest entries of a whole region, for the offices.
    _date_index = models.Index("(date DESC, id DESC)")
    _token_unique = models.UniqueIndex(
        "(skp_id, client_token) WHERE client_token IS NOT NULL", "This entry was saved already."
    )
    _check_numbers = models.Constraint(
        "CHECK (quantity >= 0 AND quantity < 1e12"
        " AND COALESCE(denominator, 0) >= 0 AND COALESCE(denominator, 0) < 1e12)",
        "An amount is a number from 0 to 999,999,999,999.",
    )

    def _auto_init(self):
        """Entries from before the mark existed are not late; nothing is worked out for them."""
        self.env.cr.execute(
            "ALTER TABLE IF EXISTS asn_realisation ADD COLUMN IF NOT EXISTS is_late bool"
        )
        return super()._auto_init()

    @api.model
    def _default_date(self):
        return self.env["asn.period"]._local_today(self.env.company)

    @api.depends("evidence_ids")
    def _compute_has_evidence(self):
        for entry in self:
            entry.has_evidence = bool(entry.evidence_ids)

    @api.depends("date", "indicator_id")
    def _compute_is_late(self):
        """Compare the day of the work with the day on which the entry was made."""
        for entry in self:
            plan = entry.indicator_id.skp_id.sudo()  # sudo: settings and days of the region
            if not plan or not entry.date:
                entry.is_late = False
                continue
            entry.is_late = work_log.is_late(
                entry.date,
                plan._get_log_day(entry.create_date if entry.ids else None),
                plan._get_log_end(entry.date),
                plan.company_id.asn_log_late_days,
            )

    @api.depends("indicator_id", "date", "source")
    @api.depends_context("uid")
    def _compute_editable_parts(self):
        for entry in self:
            is_open = not entry.indicator_id or entry._is_open_for_user()
            entry.editable_parts = "realisation" if is_open else ""

    @api.depends("indicator_id.name", "date")
    def _compute_display_name(self):
        for entry in self:
            entry.display_name = entry.indicator_id.name or self.env._("New entry")

    @api.constrains("denominator", "quantity", "indicator_id")
    def _check_ratio(self):
        for entry in self:
            if entry.indicator_id.aggregation != "ratio":
                continue
            if not entry.denominator or entry.quantity > entry.denominator:
                raise ValidationError(
                    self.env._(
                        "%s is a ratio: fill in “Out of” with the number of all cases, "
                        "at least as many as the amount.",
                        entry.indicator_id.name,
                    )
                )

    @api.constrains("date", "indicator_id")
    def _check_date(self):
        """An entry lies in its plan, not in the future, and is made in time (region's days)."""
        for entry in self:
            plan = entry.skp_id.sudo()  # sudo: reads the region's time zone and settings
            today = plan.period_id.today()
            if entry.date > today:
                raise ValidationError(
                    self.env._("Work cannot be logged for a day that has not come yet.")
                )
            if not plan.date_start <= entry.date <= plan.date_end:
                raise ValidationError(
                    self.env._(
                        "The date must lie inside the plan, %(start)s to %(end)s.",
                        start=plan.date_start,
                        end=plan.date_end,
                    )
                )

    def _check_window(self):
        """Raise when the days in which this work could be logged are over."""
        for entry in self:
            plan = entry.skp_id.sudo()  # sudo: settings and days of the region
            last = plan._get_last_log_day(entry.date)
            if last and plan._get_log_day() > last:
                raise ValidationError(self._late_message(entry.date, last))

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            entries = super().create(vals_list)
        else:
            # The name of a hidden indicator must not come back in a refusal.
            found = {vals.get("indicator_id") for vals in vals_list}
            found = [key for key in found if isinstance(key, int)]
            self.env["asn.skp.indicator"].browse(found).check_access("read")
            entries = super().create(vals_list)
            entries._check_window()
        entries._recompute_lines(entries._get_places())
        return entries

    def write(self, vals):
        places = self._get_places() if COUNTED & set(vals) else set()
        result = super().write(vals)
        if "date" in vals:
            self._free_week_cells()
            if not self.env.su:
                self._guard_check(set())  # the new day must be open as well as the old one
                self._check_window()
        if places:
            self._recompute_lines(places | self._get_places())
        if CONTENT & set(vals) and not self.env.su:
            self._review_corrected()
        return result

    def _free_week_cells(self):
        """An entry that went to another day no longer stands for its cell of the week."""
        moved = self.filtered(lambda entry: (entry.client_token or "").startswith("week:"))
        # sudo: the token is the server's own
        moved.sudo().write({"client_token": False})

    def unlink(self):
        """Delete entries with their evidence and its files."""
        # sudo: who may delete the entry is decided below, for all of it at once
        self.evidence_ids.sudo().unlink()
        places = self._get_places()
        result = super().unlink()
        self._recompute_lines(places)
        return result

    def _get_places(self):
        """Return {(indicator id, day)} of these entries: which figures they are counted in."""
        # sudo: whose figures are worked out again; nothing is shown
        return {(entry.indicator_id.id, entry.date) for entry in self.sudo()}

    @api.model
    def _recompute_lines(self, places):
        """Mark the figures of evaluations that hold one of ``places`` to be worked out anew.

        Only the period of an entry is touched; a dependency of the field would touch every period
        that has the indicator.
        """
        if not places:
            return
        # sudo: figures follow from entries, whoever wrote them
        lines = self.env["asn.evaluation.indicator"].sudo()
        found = lines.search([("indicator_id", "in", list({key for key, _day in places}))])
        found = found.filtered(
            lambda line: any(
                line.indicator_id.id == key
                and line.evaluation_id.date_start <= day <= line.evaluation_id.date_end
                for key, day in places
            )
        )
        found.modified(["target_value"])

    # ------------------------------------------------------------------
    # Who may write
    # ------------------------------------------------------------------

    def _guard_document(self):
        self.ensure_one()
        return self.skp_id

    def _guard_check(self, names, creating=True):
        for entry in self:
            if not creating and names & self._guard_create_only:
                raise AccessError(self._guard_message(entry.skp_id, names))
            if names - set(self._guard_fields) - set(models.MAGIC_COLUMNS):
                raise AccessError(self._guard_message(entry.skp_id, names))
            entry._check_is_open()
        self._guard_hold()

    def _check_is_open(self):
        if not self._is_open_for_user():
            raise AccessError(self._closed_message())

    def _guard_hold(self):
        """Hold the evaluations that these entries count for: they must not be rated meanwhile."""
        self.env["asn.evaluation"].union(*(e._get_evaluations() for e in self))._guard_lock()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_in_editable_state(self):
        if self.env.su:
            return
        for entry in self:
            entry._check_is_open()
        self._guard_hold()

    def _is_open_for_user(self, part="realisation"):
        """Tell whether the current user may fill in ``part`` of this entry now.

        ``realisation``: own, by hand, plan agreed, evaluation open; ``review``: as its evaluator.
        """
        self.ensure_one()
        if part == "realisation" and self.source != "manual":
            return False
        plan = self.indicator_id.skp_id
        if part not in plan._workflow_editable_parts():
            return False
        evaluation = self._get_evaluations()
        return not evaluation or part in evaluation._workflow_editable_parts()

    def _get_evaluations(self):
        """Return the evaluation whose days hold this entry."""
        # sudo: the state of the period decides, whoever asks
        return self.indicator_id.skp_id.sudo()._get_log_evaluation(self.date).sudo(False)

    def _closed_message(self):
        if self.source != "manual":
            return self.env._(
                "This entry comes from an automatic source and is not changed by hand. "
                "Correct it where it was counted."
            )
        evaluation = self._get_evaluations()
        if evaluation and evaluation.state != "open":
            # sudo: the name of a state is no secret
            return self.env._(
                "The evaluation that holds %(date)s is %(state)s: its entries are locked. "
                "Ask your evaluator to return it if something is missing.",
                date=self.date,
                state=evaluation.sudo()._workflow_state_label(),
            )
        return self.env._(
            "Entries are written by the employee, while the plan is agreed and not closed."
        )
