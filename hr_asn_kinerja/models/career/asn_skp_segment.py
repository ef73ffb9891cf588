from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL, format_date

from ...rules import period as period_rules
from ...rules import workflow


class AsnSkpSegment(models.Model):
    """A year in several posts: a plan ends where another post begins, and a new one follows.

    One plan for each post of the year, each evaluated by its own evaluator for its months; the
    dates of ``hr.version`` say where to cut. What was released is never touched, what was agreed
    is never rewritten: the earlier plan keeps its targets and counts its share of the months.
    """

    _inherit = "asn.skp"

    previous_skp_id = fields.Many2one(
        "asn.skp",
        string="Follows the Plan",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The plan of the post held before, in the same year.",
    )
    next_skp_ids = fields.One2many(
        "asn.skp", "previous_skp_id", string="Followed by", readonly=True
    )
    target_months = fields.Integer(
        string="Months of the Targets",
        readonly=True,
        copy=False,
        help="For how many months the targets were agreed, where the plan ended earlier. "
        "A period counts its share of these months.",
    )
    allowed_changes = fields.Char(
        compute="_compute_allowed_changes", export_string_translation=False
    )
    segment_hint = fields.Char(compute="_compute_segment_hint", export_string_translation=False)
    segment_date = fields.Date(compute="_compute_segment_hint", export_string_translation=False)
    segment_kind = fields.Char(compute="_compute_segment_hint", export_string_translation=False)
    short_note = fields.Char(compute="_compute_short_note", export_string_translation=False)

    # ------------------------------------------------------------------
    # Months
    # ------------------------------------------------------------------

    @api.model
    def _count_months(self, start, end):
        """Return the months that the days from ``start`` to ``end`` count, 0 or more.

        A month that a change of post cuts in two belongs to the post held on its 15th day, so
        that the months of all plans of a year add up to those of the year.
        """
        if not start or not end or end < start:
            return 0
        return int(period_rules.months_between(start, end, period_rules.MIDDLE))

    def _is_appraised_in(self, period):
        """Tell whether ``period`` is evaluated: not during unpaid leave, for example."""
        self.ensure_one()
        first, last = max(self.date_start, period.date_start), min(self.date_end, period.date_end)
        return not self.env["asn.absence"]._is_excluded(self.employee_id, first, last)

    @api.model
    def _sql_months(self, first, last):
        """Return the SQL of ``_count_months`` for two date columns."""
        return SQL(
            "(EXTRACT(YEAR FROM %(last)s) * 12 + EXTRACT(MONTH FROM %(last)s)"
            " - EXTRACT(YEAR FROM %(first)s) * 12 - EXTRACT(MONTH FROM %(first)s) + 1"
            " - (EXTRACT(DAY FROM %(first)s) > %(middle)s)::int"
            " - (EXTRACT(DAY FROM %(last)s) < %(middle)s)::int)::int",
            first=first,
            last=last,
            middle=period_rules.MIDDLE_DAY,
        )

    # ------------------------------------------------------------------
    # Due date: a plan that starts during the year has as many days as one of the whole year
    # ------------------------------------------------------------------

    def _get_due(self):
        """Return the day by which the plan is to be agreed, or False."""
        self.ensure_one()
        due = self.period_id.date_due
        if due and self.date_start and self.date_start > self.period_id.date_start:
            days = self.company_id.sudo().asn_plan_due_days  # sudo: a setting of the region
            due = max(due, self.date_start + timedelta(days=max(days - 1, 0)))
        return due

    @api.model
    def _domain_due(self):
        """Return the condition that the day of ``_get_due`` has passed."""
        today = self._today_of_region()
        # sudo: first days of years and a setting; nothing personal
        starts = self.env["asn.period"].sudo().search([("kind", "=", "year")]).mapped("date_start")
        days = self.env.company.sudo().asn_plan_due_days
        return Domain("period_id.date_due", "<", today) & (
            Domain("date_start", "in", starts)
            | Domain("date_start", "<=", today - timedelta(days=max(days, 1)))
        )

    # ------------------------------------------------------------------
    # What is shown
    # ------------------------------------------------------------------

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_allowed_changes(self):
        for plan in self:
            allowed = workflow.changes(plan.state, plan._workflow_roles())
            if not plan.previous_skp_id:
                allowed -= {"merge"}
            plan.allowed_changes = ",".join(sorted(allowed))

    @api.depends("date_start", "date_end", "state")
    @api.depends_context("uid")
    def _compute_segment_hint(self):
        """Say to the officer that another post or a departure lies inside the plan's days."""
        hints = {}
        suggestion = self.env["asn.skp.suggestion"]
        # Its own rights decide: only an office of the unit finds anything here.
        if suggestion.has_access("read"):
            for row in suggestion.search([("skp_id", "in", self.ids)]):
                hints.setdefault(row.skp_id.id, row)
        for plan in self:
            row = hints.get(plan._origin.id)
            plan.segment_hint = row.sentence if row else False
            plan.segment_date = row.date if row else False
            plan.segment_kind = row.kind if row else False

    @api.depends("target_months", "months", "date_end")
    def _compute_short_note(self):
        """Say what a plan that ends early counts, and which entries lie after its end."""
        ended = self.filtered("target_months")
        after = dict.fromkeys(self._origin.ids, 0)
        if ended:
            after.update(ended._count_entries_after())
        for plan in self:
            plan.short_note = False
            if not plan.target_months:
                continue
            note = self.env._(
                "The targets were agreed for %(agreed)s months; this plan counts %(months)s of "
                "them, each period its share.",
                agreed=plan.target_months,
                months=plan.months,
            )
            count = after.get(plan._origin.id)
            if count:
                note += " " + self.env._(
                    "%s entries of work are dated after the last day: they stay here and count "
                    "in no period.",
                    count,
                )
            plan.short_note = note

    def _count_entries_after(self, first_day=None):
        """Return {plan id: entries dated after the plan's last day (or from ``first_day`` on)}."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT plan.id, count(*)
                  FROM asn_skp AS plan
                  JOIN asn_realisation AS entry ON entry.skp_id = plan.id
                 WHERE plan.id = ANY(%(ids)s)
                   AND entry.date >= COALESCE(%(first)s::date, plan.date_end + 1)
              GROUP BY plan.id
                """,
                ids=self._origin.ids,
                first=first_day,
            )
        )
        return dict(rows)

    # ------------------------------------------------------------------
    # Who may, and when not
    # ------------------------------------------------------------------

    def _check_change(self, action):
        """Raise unless the current user may take ``action`` on the days of all these plans."""
        self.check_access("read")
        self._lock_or_refuse()
        for plan in self:
            try:
                workflow.check_change(action, plan.state, plan._workflow_roles())
            except workflow.RoleNotAllowedError as error:
                raise AccessError(
                    self.env._(
                        "The days of %s are changed by the unit's performance officer or the HR "
                        "office, never by the person concerned.",
                        plan.display_name,
                    )
                ) from error
            except workflow.NoTransitionError as error:
                raise UserError(
                    self.env._(
                        "%(document)s is %(state)s: its days cannot be changed any more.",
                        document=plan.display_name,
                        state=plan._workflow_state_label(),
                    )
                ) from error

    def _get_split_problem(self, on):
        """Return why a new plan cannot start on the day ``on``, or None."""
        self.ensure_one()
        if not self.date_start < on <= self.date_end:
            return self.env._(
                "%(plan)s runs from %(start)s to %(end)s: the new plan starts after its first "
                "day and not after its last. Choose another date.",
                plan=self.display_name,
                start=format_date(self.env, self.date_start),
                end=format_date(self.env, self.date_end),
            )
        return self._get_cut_problem(on)

    def _get_cut_problem(self, on):
        """Return which evaluation forbids that the plan ends before the day ``on``, or None."""
        # sudo: only states and days of the evaluations of this plan
        for evaluation in self.sudo().evaluation_ids.sorted("date_start"):
            if evaluation.date_end < on:
                continue
            values = {
                "period": evaluation.period_id.name,
                "start": format_date(self.env, evaluation.date_start),
                "end": format_date(self.env, evaluation.date_end),
                "state": evaluation._workflow_state_label(),
            }
            if evaluation.state in workflow.FROZEN_STATES:
                return self.env._(
                    "The evaluation %(period)s (%(start)s to %(end)s) is %(state)s and is not "
                    "touched any more. Choose a day after it.",
                    **values,
                )
            if evaluation.state == "rated" or (
                evaluation.state != "open" and evaluation.date_start >= on
            ):
                return self.env._(
                    "The evaluation %(period)s (%(start)s to %(end)s) is %(state)s. Ask the "
                    "evaluator to take it back or return it first.",
                    **values,
                )
        return None

    def _get_end_problem(self, last):
        """Return why the plan cannot end on the day ``last``, or None."""
        self.ensure_one()
        if not self.date_start <= last < self.date_end:
            return self.env._(
                "%(plan)s runs from %(start)s to %(end)s. Choose a last day in it, before its "
                "end; a plan that should not exist is cancelled.",
                plan=self.display_name,
                start=format_date(self.env, self.date_start),
                end=format_date(self.env, self.date_end),
            )
        return self._get_cut_problem(last + timedelta(days=1))

    # ------------------------------------------------------------------
    # Dialogs
    # ------------------------------------------------------------------

    def action_ask_end(self):
        """Open the dialog that ends this plan early."""
        self._check_one()
        is_leave = self.segment_kind == "leave"
        return self.env["asn.skp.end"]._open(self, self.segment_date if is_leave else None)

    def _describe_posts(self, on):
        """Return the post before and from the day ``on``, each with unit and evaluator."""
        self.ensure_one()
        texts = []
        for day in (on - timedelta(days=1), on):
            version = self.employee_id._get_version(day)
            name = version.asn_evaluator_id.name or self.env._("no evaluator")
            parts = [version.job_title or "–", version.department_id.name or "–"]
            texts.append(" · ".join([*parts, self.env._("evaluator: %s", name)]))
        return texts

    def action_ask_split(self):
        """Open the dialog that splits this plan, with the suggested day."""
        self._check_one()
        is_split = self.segment_kind == "split"
        return self.env["asn.skp.split"]._open(self, self.segment_date if is_split else None)
