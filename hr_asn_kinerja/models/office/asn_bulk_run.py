import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

_logger = logging.getLogger(__name__)

BATCH_SIZE = 2000
KEEP_PREVIEW_HOURS = 24


class AsnBulkRun(models.Model):
    """Something an officer does to many plans at once: seen before, done in batches, kept as log.

    The lines are the preview first and the record of what was done afterwards. Nothing happens
    before the officer confirms. What each kind does stands in its own file.
    """

    _name = "asn.bulk.run"
    _description = "Mass Action"
    _inherit = ["asn.guarded.mixin"]
    _order = "id desc"

    _guard_fields = {
        "text_employee": "nudge",
        "text_evaluator": "nudge",
        "reassign_mode": "reassign",
        "old_evaluator_id": "reassign",
        "evaluator_id": "reassign",
        "also_future": "future",
    }

    kind = fields.Selection(
        [("nudge", "Reminder"), ("reassign", "Change of evaluator")], required=True, readonly=True
    )
    company_id = fields.Many2one("res.company", string="Region", required=True, readonly=True)
    state = fields.Selection(
        [
            ("preview", "Preview"),
            ("running", "In progress"),
            ("done", "Done"),
            ("undoing", "Being undone"),
            ("undone", "Undone"),
        ],
        default="preview",
        required=True,
        readonly=True,
        index=True,
    )
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
    )
    date_confirmed = fields.Datetime(string="Confirmed on", readonly=True)
    line_ids = fields.One2many("asn.bulk.line", "run_id", string="Lines", readonly=True)
    total = fields.Integer(string="To do", readonly=True)
    done = fields.Integer(string="Done so far", readonly=True)
    progress = fields.Float(compute="_compute_progress")
    summary = fields.Text(compute="_compute_summary", string="In short")
    ready_count = fields.Integer(compute="_compute_summary", string="Will be done")
    is_mine = fields.Boolean(compute="_compute_is_mine")
    can_undo = fields.Boolean(compute="_compute_is_mine")

    @api.depends("kind", "create_date")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for run in self:
            day = fields.Datetime.context_timestamp(self, run.create_date or fields.Datetime.now())
            run.display_name = f"{kinds.get(run.kind, '')} {day:%d-%m-%Y %H:%M}"

    @api.depends("total", "done")
    def _compute_progress(self):
        for run in self:
            run.progress = 100.0 * run.done / run.total if run.total else 0.0

    @api.depends("state", "line_ids.outcome")
    def _compute_summary(self):
        counts = {}
        for run, outcome, count in self.env["asn.bulk.line"]._read_group(
            [("run_id", "in", self.ids)], ["run_id", "outcome"], ["__count"]
        ):
            counts.setdefault(run, {})[outcome] = count
        for run in self:
            by_outcome = counts.get(run, {})
            run.ready_count = by_outcome.get("ready", 0)
            run.summary = "\n".join(run._sentences(by_outcome) + run._warnings(by_outcome))

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        is_office = self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office")
        for run in self:
            run.is_mine = run.user_id == self.env.user
            is_done = run.state == "done" and run.kind == "reassign"
            run.can_undo = is_done and (run.is_mine or is_office)

    def _sentences(self, counts):
        """Return what happened or would happen, one sentence for each outcome.

        :param counts: {outcome of the lines: number}
        """
        self.ensure_one()
        texts = getattr(self, f"_{self.kind}_sentences")()
        order = [key for key in texts if counts.get(key)]
        if not order:
            return [self.env._("There is nothing to do.")]
        return [texts[key] % {"count": counts[key]} for key in order]

    def _warnings(self, counts):
        """Return what else to know before confirming; for the kinds to extend."""
        return []

    # ------------------------------------------------------------------
    # Who may do what
    # ------------------------------------------------------------------

    @api.model
    def _check_role(self):
        """Raise AccessError for everybody but unit officers and the HR office."""
        user = self.env.user
        if not any(
            user.has_group(f"hr_asn_kinerja.{group}")
            for group in ("group_asn_unit_officer", "group_asn_hr_office")
        ):
            raise AccessError(
                self.env._("Only the unit's performance officer and the HR office do this.")
            )

    def _workflow_editable_parts(self):
        """Return the parts of the dialog that the current user may fill in: before confirming."""
        if self.state != "preview" or self.user_id != self.env.user:
            return frozenset()
        parts = {self.kind}
        if self.kind == "reassign" and self.env.user.has_group(
            "hr_asn_kinerja.group_asn_hr_office"
        ):
            parts.add("future")
        return frozenset(parts)

    def _workflow_state_label(self):
        selection = self._fields["state"]._description_selection(self.env)
        return dict(selection).get(self.state, self.state)

    # ------------------------------------------------------------------
    # From the preview to the end
    # ------------------------------------------------------------------

    @api.model
    def _open(self, kind, plans):
        """Make the preview of ``kind`` for ``plans`` and open its dialog.

        :raises AccessError: the caller is neither an officer of these plans nor the HR office
        """
        self._check_role()
        plans = plans._bulk_allowed()
        if not plans:
            raise UserError(
                self.env._("None of these plans is in your care, or nothing is left to do there.")
            )
        if len(plans.company_id) > 1:
            raise UserError(self.env._("Choose plans of one region."))
        # sudo: the role and every plan were checked; the lines are written by the server only
        run = self.sudo().create({"kind": kind, "company_id": plans[0].company_id.id})
        getattr(run, f"_{kind}_prepare")(plans)
        return run._action_dialog()

    def _action_dialog(self):
        self.ensure_one()
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        return {
            "type": "ir.actions.act_window",
            "name": kinds[self.kind],
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("hr_asn_kinerja.asn_bulk_run_view_dialog").id, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def action_confirm(self):
        """Do what the preview shows; what does not fit into one batch goes on in the background."""
        self._check_own_step("preview")
        run = self.sudo()  # sudo: role, author and state were checked
        getattr(run, f"_{run.kind}_check")()
        allowed = run.line_ids.skp_id.with_user(self.env.user)._bulk_allowed()
        run._mark(
            run.line_ids.filtered(lambda x: x.outcome == "ready" and x.skp_id not in allowed),
            "own",
        )
        run._start("running")
        return self._action_dialog()

    def action_undo(self):
        """Give back what this run changed, except where somebody changed it since."""
        self._check_one()
        self._check_role()
        if not self.can_undo:
            raise AccessError(
                self.env._("Only a change of evaluator is undone, by its author or the HR office.")
            )
        self._lock()
        self.sudo()._start("undoing")  # sudo: checked above
        return self._action_dialog()

    def _check_own_step(self, state):
        self._check_one()
        self._check_role()
        if self.user_id != self.env.user:
            raise AccessError(self.env._("Only the person who prepared this confirms it."))
        self._lock()
        if self.state != state:
            raise UserError(self.env._("This was confirmed already."))

    def _lock(self):
        self._lock_or_refuse()
        self.invalidate_recordset()

    def _start(self, state):
        waiting = "ready" if state == "running" else "done"
        total = len(self.line_ids.filtered(lambda line: line.outcome == waiting))
        values = {"state": state, "total": total, "done": 0}
        if state == "running":
            values["date_confirmed"] = fields.Datetime.now()
        self.write(values)
        self._run_batch()
        if self.state in ("running", "undoing"):
            self.env.ref("hr_asn_kinerja.ir_cron_bulk_runs")._trigger()

    def _run_batch(self, size=BATCH_SIZE):
        """Do the next ``size`` lines in the name of the author; return how many were looked at."""
        self.ensure_one()
        # What is written for others is in the author's language, in the background too.
        run = self.with_context(lang=self.user_id.lang)
        undoing = run.state == "undoing"
        waiting = "done" if undoing else "ready"
        lines = run.env["asn.bulk.line"].search(
            [("run_id", "=", run.id), ("outcome", "=", waiting)], order="id", limit=size
        )
        if lines:
            step = "undo" if undoing else "apply"
            getattr(run, f"_{run.kind}_{step}")(lines)
        values = {"done": run.done + len(lines)}
        if len(lines) < size:
            values["state"] = "undone" if undoing else "done"
        run.write(values)
        _logger.info("%s %s: %s of %s lines", run.kind, run.id, run.done, run.total)
        return len(lines)

    @api.model
    def _cron_bulk_runs(self):
        """Go on with the runs that wait; a killed run loses one batch."""
        for run in self.search([("state", "in", ("running", "undoing"))], order="id"):
            run = run.with_user(run.user_id).sudo()  # sudo: confirmed by the author
            while run.state in ("running", "undoing"):
                count = run._run_batch()
                remaining = max(run.total - run.done, 0)
                if not self.env["ir.cron"]._commit_progress(count, remaining=remaining):
                    return

    def _mark(self, lines, outcome):
        if lines:
            lines.write({"outcome": outcome})

    @api.autovacuum
    def _gc_previews(self):
        """Forget previews that nobody confirmed."""
        limit = fields.Datetime.now() - timedelta(hours=KEEP_PREVIEW_HOURS)
        self.search([("state", "=", "preview"), ("create_date", "<", limit)], limit=1000).unlink()

    @api.ondelete(at_uninstall=False)
    def _unlink_only_preview(self):
        if any(run.state != "preview" for run in self):
            raise UserError(self.env._("What was done to many plans stays in the log."))

    @api.model
    def _today(self):
        return self.env["asn.period"]._local_today(self.company_id or self.env.company)
