import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date

from ...rules import retention as retention_rules
from ..base.actions import form_of

_logger = logging.getLogger(__name__)

BATCH_SIZE = 200  # people; each has about ten documents a year
KEEP_PREVIEW_HOURS = 24
REASON_AT_LEAST = 10
OFFICE = "hr_asn_kinerja.group_asn_hr_office"

# Who left so long ago, and what speaks against it. Nothing is kept back without being named.
DUE = """
    SELECT person.id, person.name, version.departure_date, version.department_id,
           CASE WHEN EXISTS (SELECT FROM asn_objection AS objection
                              WHERE objection.employee_id = person.id
                                AND objection.state IN ('filed', 'explained'))
                THEN 'objection'
                WHEN person.asn_nip IS NOT NULL
                 AND EXISTS (SELECT FROM hr_employee AS other
                              WHERE other.asn_nip = person.asn_nip AND other.active)
                THEN 'serving'
                ELSE 'ready' END AS outcome
      FROM hr_employee AS person
      JOIN hr_version AS version ON version.id = person.current_version_id
     WHERE person.company_id = %(company)s AND person.active IS NOT TRUE
       AND person.asn_anonymised_on IS NULL AND version.departure_date <= %(limit)s
"""


class AsnRetentionRun(models.Model):
    """The end of retention for many people: seen before, confirmed, done in batches, kept as log.

    UU 27/2022 article 16 paragraph 2 letter g. The lines are the preview first and the record of
    what was done afterwards; their names go with the names everywhere else.
    """

    _name = "asn.retention.run"
    _description = "End of Retention"
    _inherit = ["asn.guarded.mixin"]
    _order = "id desc"

    _guard_fields = {"reason": "reason"}

    company_id = fields.Many2one("res.company", string="Region", required=True, readonly=True)
    state = fields.Selection(
        [("preview", "Preview"), ("running", "In progress"), ("done", "Done")],
        default="preview",
        required=True,
        readonly=True,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users", string="By", required=True, readonly=True, ondelete="restrict", index=True
    )
    is_automatic = fields.Boolean(string="By the nightly job", readonly=True)
    years = fields.Integer(string="Years of Retention", readonly=True, aggregator=None)
    left_by = fields.Date(string="Left by", readonly=True)
    reason = fields.Text(help="Why it is done now: for example the letter that asked for it.")
    date_confirmed = fields.Datetime(string="Confirmed on", readonly=True)
    date_done = fields.Datetime(string="Done on", readonly=True)
    line_ids = fields.One2many("asn.retention.line", "run_id", string="People", readonly=True)
    total = fields.Integer(string="To do", readonly=True)
    done = fields.Integer(string="Done so far", readonly=True)
    document_count = fields.Integer(string="Documents", readonly=True)
    held_count = fields.Integer(string="Kept back", readonly=True)
    progress = fields.Float(compute="_compute_progress")
    is_mine = fields.Boolean(compute="_compute_is_mine", export_string_translation=False)

    @api.depends("left_by")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for run in self:
            run.display_name = self.env._(
                "End of retention: left by %s", format_date(self.env, run.left_by) or "–"
            )

    @api.depends("total", "done")
    def _compute_progress(self):
        for run in self:
            run.progress = 100.0 * run.done / run.total if run.total else 0.0

    @api.depends("state", "user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for run in self:
            run.is_mine = run.state == "preview" and run.user_id == self.env.user

    # ------------------------------------------------------------------
    # Who may do what
    # ------------------------------------------------------------------

    @api.model
    def _check_role(self):
        if not self.env.user.has_group(OFFICE):
            raise AccessError(self.env._("Only the HR office ends the retention of records."))

    def _workflow_editable_parts(self):
        """Return the parts that the current user may fill in: the reason, before confirming."""
        is_own = self.state == "preview" and self.user_id == self.env.user
        return frozenset({"reason"} if is_own and self.env.user.has_group(OFFICE) else ())

    def _workflow_state_label(self):
        selection = self._fields["state"]._description_selection(self.env)
        return dict(selection).get(self.state, self.state)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_preview(self):
        if any(run.state != "preview" for run in self):
            raise UserError(self.env._("What was done stays in the log."))

    # ------------------------------------------------------------------
    # From the preview to the end
    # ------------------------------------------------------------------

    @api.model
    def _open_preview(self):
        """Make a preview of the region the user works in and open it. Nothing is changed.

        :raises AccessError: not the HR office
        :raises UserError: the region keeps records for ever
        """
        self._check_role()
        run = self._prepare(self.env.company)
        if not run:
            raise UserError(
                self.env._(
                    "This region keeps records for ever. Set the years of retention in the "
                    "settings first."
                )
            )
        return form_of(run, name=self.env._("End of Retention"))

    @api.model
    def _prepare(self, company, **values):
        """Return a run with its lines for a region, or nothing where records are kept for ever."""
        # sudo: settings; the role was checked, or the nightly job asks
        years = company.sudo().asn_retention_years
        limit = retention_rules.left_by(self.env["asn.period"]._local_today(company), years)
        if not limit:
            return self.browse()
        # sudo: runs and lines are written by the server only
        run = self.sudo().create(
            {
                "company_id": company.id,
                "user_id": self.env.uid,
                "years": years,
                "left_by": limit,
                **values,
            }
        )
        run._write_lines()
        return run.with_env(self.env)

    def _write_lines(self):
        """Write who is due, with the number of documents of each; one statement."""
        self.ensure_one()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO asn_retention_line (
                       run_id, company_id, employee_id, person_name, left_on, unit_id, outcome,
                       document_count)
                SELECT %(run)s, %(company)s, due.id, due.name, due.departure_date,
                       due.department_id, due.outcome, plans.total + evaluations.total
                  FROM (%(due)s) AS due
    CROSS JOIN LATERAL (SELECT count(*) AS total FROM asn_skp
                         WHERE employee_id = due.id) AS plans
    CROSS JOIN LATERAL (SELECT count(*) AS total FROM asn_evaluation
                         WHERE employee_id = due.id) AS evaluations
              ORDER BY due.departure_date, due.id
                """,
                run=self.id,
                company=self.company_id.id,
                due=SQL(DUE, company=self.company_id.id, limit=self.left_by),
            )
        )
        self.invalidate_recordset(["line_ids"])
        self._count_lines()

    def _count_lines(self):
        lines = self.env["asn.retention.line"]
        counts = {
            outcome: (count, documents or 0)
            for outcome, count, documents in lines._read_group(
                [("run_id", "=", self.id)], ["outcome"], ["__count", "document_count:sum"]
            )
        }
        waiting = [counts.get(outcome, (0, 0)) for outcome in ("ready", "done")]
        self.write(
            {
                "total": sum(count for count, _documents in waiting),
                "document_count": sum(documents for _count, documents in waiting),
                "done": counts.get("done", (0, 0))[0],
                "held_count": sum(
                    counts.get(outcome, (0, 0))[0] for outcome in ("objection", "serving")
                ),
            }
        )

    def action_confirm(self):
        """Begin with what the preview shows; what does not fit into one batch goes on by itself."""
        self._check_one()
        self._check_role()
        if self.user_id != self.env.user:
            raise AccessError(self.env._("Only the person who prepared this confirms it."))
        self._lock_or_refuse()
        self.invalidate_recordset()
        if self.state != "preview":
            raise UserError(self.env._("This was confirmed already."))
        if len((self.reason or "").strip()) < REASON_AT_LEAST:
            raise UserError(self.env._("Write why this is done: at least ten characters."))
        if not self.total:
            raise UserError(self.env._("There is nothing to do."))
        self.sudo()._start()  # sudo: role, author, state and reason were checked
        return True

    def _start(self):
        """Confirm and do the first batch. Runs as superuser."""
        self.write({"state": "running", "date_confirmed": fields.Datetime.now()})
        self._run_batch()
        if self.state == "running":
            self.env.ref("hr_asn_kinerja.ir_cron_retention")._trigger()

    def _run_batch(self, size=BATCH_SIZE):
        """Make the next ``size`` people nameless; return how many were looked at.

        Who serves again since the preview, or objects, is left as he or she is.
        """
        self.ensure_one()
        lines = self.env["asn.retention.line"].search(
            [("run_id", "=", self.id), ("outcome", "=", "ready")], order="id", limit=size
        )
        if lines:
            self.env.flush_all()
            due = dict(
                self.env.execute_query(
                    SQL(
                        "SELECT due.id, due.outcome FROM (%s) AS due WHERE due.id = ANY(%s)",
                        SQL(DUE, company=self.company_id.id, limit=self.left_by),
                        lines.employee_id.ids,
                    )
                )
            )
            for outcome, part in lines.grouped(
                lambda line: due.get(line.employee_id.id, "serving")
            ).items():
                if outcome == "ready":
                    self._erase(part.employee_id)
                    part.write({"outcome": "done"})
                    part._forget_names()
                else:
                    part.write({"outcome": outcome})
        self._count_lines()
        if len(lines) < size:
            self.write({"state": "done", "date_done": fields.Datetime.now()})
        _logger.info("End of retention %s: %s of %s people", self.id, self.done, self.total)
        return len(lines)

    @api.model
    def _cron_retention(self):
        """Go on with what waits, then begin where a region lets it run by itself."""
        companies = self.env["res.company"].search(
            [("asn_retention_auto", "=", True), ("asn_retention_years", ">", 0)]
        )
        for company in companies:
            if self.search_count([("company_id", "=", company.id), ("state", "=", "running")]):
                continue
            run = self._prepare(company, is_automatic=True)
            if run.total:
                run.write({"state": "running", "date_confirmed": fields.Datetime.now()})
            else:
                run.line_ids.unlink()
                run.unlink()
        for run in self.search([("state", "=", "running")], order="id"):
            while run.state == "running":
                count = run._run_batch()
                remaining = max(run.total - run.done, 0)
                if not self.env["ir.cron"]._commit_progress(count, remaining=remaining):
                    return

    @api.autovacuum
    def _gc_previews(self):
        """Forget previews that nobody confirmed: they hold names."""
        limit = fields.Datetime.now() - timedelta(hours=KEEP_PREVIEW_HOURS)
        old = self.search([("state", "=", "preview"), ("create_date", "<", limit)], limit=100)
        old.line_ids.unlink()
        old.unlink()
