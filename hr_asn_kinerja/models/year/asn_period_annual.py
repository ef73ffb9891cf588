from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...rules import annual as annual_rules
from ..period.asn_period_opening import BATCH_SIZE

ANNUAL_FIELDS = {"annual_state", "annual_total", "annual_done"}


class AsnPeriodAnnual(models.Model):
    """Opens the annual evaluations of a year for everybody, in the batches of every opening."""

    _inherit = "asn.period"

    annual_state = fields.Selection(
        [("none", "Not opened"), ("opening", "Opening"), ("open", "Open")],
        string="Annual Evaluations",
        default="none",
        required=True,
        readonly=True,
        copy=False,
    )
    annual_total = fields.Integer(readonly=True, copy=False)
    annual_done = fields.Integer(readonly=True, copy=False)

    def write(self, vals):
        if not self.env.su and ANNUAL_FIELDS & set(vals):
            raise UserError(self.env._("Use the buttons to open or close a period."))
        return super().write(vals)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "annual_state": "none"} for vals in vals_list])

    def action_open_annual(self):
        """Make the annual evaluations of a year; asked again, add those that are missing."""
        self._check_manage()
        # sudo: asked above: only the HR office gets here
        for year in self.sudo():
            if year.kind != "year":
                raise UserError(self.env._("Annual evaluations belong to a year. Choose the year."))
            if year.state != "open":
                raise UserError(
                    self.env._("%s is not open: open it first, and wait until it is.", year.name)
                )
            if year.annual_state != "opening":
                year._log_step("open_annual", year.state, year.state)
                pending = year._annual_pending()
                year.write({"annual_state": "opening", "annual_total": pending, "annual_done": 0})
                year._annual_batch()
        # sudo: asked above: only the HR office gets here
        if self.sudo().filtered(lambda year: year.annual_state == "opening"):
            # sudo: the scheduled job goes on with what this button began
            self.env.ref("hr_asn_kinerja.ir_cron_open_periods").sudo()._trigger()
        return True

    def action_ask_close(self):
        """Before a year is closed, show all that is still open in it."""
        self._check_one()
        if self.kind == "year":
            return self._open_closing()
        return super().action_ask_close()

    def action_view_annual(self):
        """Open the annual evaluations of the year."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_evaluation_action_all"
        )
        domain = [("period_id", "in", (self.parent_id or self).ids)]
        name = self.env._("Annual Evaluations")
        return {**action, "name": name, "domain": domain, "context": {}}

    @api.model
    def _cron_open_periods(self):
        result = super()._cron_open_periods()
        for year in self.search([("annual_state", "=", "opening")]):
            while year.annual_state == "opening":
                done = year._annual_batch()
                remaining = max(year.annual_total - year.annual_done, 0)
                if not self.env["ir.cron"]._commit_progress(done, remaining=remaining):
                    return result
        return result

    def _annual_pending(self):
        """Return how many people with an agreed plan lack their annual evaluation."""
        self.ensure_one()
        self.env.flush_all()
        return self.env.execute_query(
            SQL("SELECT count(*) FROM (%s) AS missing", self._sql_missing_evaluations())
        )[0][0]

    def _annual_batch(self, size=BATCH_SIZE):
        """Make the annual evaluations of the next ``size`` people; return how many were made."""
        self.ensure_one()
        self.env.flush_all()
        ids = self._insert_evaluations(size)
        self.env.invalidate_all()
        values = {"annual_done": self.annual_done + len(ids)}
        if len(ids) < size:
            values["annual_state"] = "open"
            values["annual_total"] = values["annual_done"]
        self.write(values)
        return len(ids)

    # ------------------------------------------------------------------
    # What differs from a period of the year
    # ------------------------------------------------------------------

    def _sql_missing_evaluations(self):
        """Of a year: only the last plan of each person, and one evaluation for each person."""
        source = super()._sql_missing_evaluations()
        if self.kind != "year":
            return source
        return SQL(
            """
            SELECT plan.id
              FROM (%(source)s) AS agreed
              JOIN asn_skp AS plan ON plan.id = agreed.id
             WHERE NOT EXISTS (
                   SELECT FROM asn_skp AS later
                    WHERE later.employee_id = plan.employee_id
                      AND later.period_id = plan.period_id AND later.state <> 'cancelled'
                      AND later.date_start > plan.date_start)
               AND NOT EXISTS (
                   SELECT FROM asn_evaluation AS annual
                    WHERE annual.employee_id = plan.employee_id
                      AND annual.period_id = plan.period_id AND annual.period_kind = 'year')
            """,
            source=source,
        )

    def _get_annual_due(self, last_day):
        """Return by when an annual evaluation that ends on ``last_day`` is to be released."""
        self.ensure_one()
        # sudo: a setting of the region
        return annual_rules.annual_due(last_day, self.company_id.sudo().asn_annual_due_days)

    def _sql_evaluation_due(self):
        if self.kind != "year":
            return super()._sql_evaluation_due()
        days = self.company_id.sudo().asn_annual_due_days  # sudo: a setting of the region
        return SQL("(span.last + %s)", days)

    def _get_activity_deadline(self, model):
        if self.kind == "year" and model == "asn.evaluation":
            return self._get_annual_due(self.date_end)
        return super()._get_activity_deadline(model)
