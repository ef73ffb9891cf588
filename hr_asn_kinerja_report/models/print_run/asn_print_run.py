from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

OFFICES = ("hr_asn_kinerja.group_asn_unit_officer", "hr_asn_kinerja.group_asn_hr_office")
# An hour and more of drawing, and about 300 MB; a region orders its units one after the other.
MOST_SHEETS = 8000
# Until then the file was fetched, or it is ordered again: copies of ratings are not kept lying.
KEEP_DAYS = 7
KEEP_DRAFT_HOURS = 24
MOST_NAMES = 10
FORMS = [
    ("skp", "Plan (SKP)"),
    ("skp_appendix", "Appendices of the plan"),
    ("evaluation", "Evaluation"),
    ("evaluation_document", "Evaluation document"),
]
CHOICES = {f"with_{form}": form for form, _label in FORMS}


class AsnPrintRun(models.Model):
    """The official prints of whole units as one ZIP, drawn in the background.

    The officer orders it; a job draws batch by batch with the rights that the officer has then, and
    tells when it is done. What is drawn next stands in the lines, done in one transaction with its
    sheets: a job that was killed loses one batch and draws nothing twice. The job writes lines
    only, so the officer can stop it at any moment.
    """

    _name = "asn.print.run"
    _description = "Prints of a Unit"
    _inherit = ["asn.guarded.mixin"]
    _order = "id desc"

    _guard_fields = dict.fromkeys(["period_id", "unit_ids", *CHOICES], "order")

    company_id = fields.Many2one(
        "res.company",
        string="Region",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        string="Ordered by",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
    )
    state = fields.Selection(
        [
            ("draft", "Not ordered yet"),
            ("running", "In progress"),
            ("done", "Ready to download"),
            ("stopped", "Stopped"),
            ("expired", "File deleted"),
        ],
        string="Status",
        required=True,
        readonly=True,
        default="draft",
        index=True,
    )
    period_id = fields.Many2one(
        "asn.period",
        required=True,
        ondelete="cascade",
        domain=[("state", "!=", "draft")],
        default=lambda self: self._default_period(),
    )
    unit_ids = fields.Many2many(
        "hr.department",
        string="Units",
        default=lambda self: self.env.user.asn_unit_ids,
        help="Left empty: all units that you may see. A unit stands for those below it as well.",
    )
    with_skp = fields.Boolean(string="Plan (SKP)")
    with_skp_appendix = fields.Boolean(string="Appendices of the plan")
    with_evaluation = fields.Boolean(string="Evaluation")
    with_evaluation_document = fields.Boolean(string="Evaluation document", default=True)
    date_ordered = fields.Datetime(string="Ordered on", readonly=True)
    date_done = fields.Datetime(string="Done on", readonly=True)
    date_deleted = fields.Date(
        string="Kept until", compute="_compute_date_deleted", export_string_translation=False
    )
    total = fields.Integer(string="Sheets", readonly=True)
    printed = fields.Integer(string="Printed", readonly=True)
    line_ids = fields.One2many("asn.print.line", "run_id", string="Lines", readonly=True)
    progress = fields.Float(compute="_compute_progress")
    summary = fields.Text(compute="_compute_progress", string="In short")
    is_mine = fields.Boolean(compute="_compute_is_mine", export_string_translation=False)

    @api.depends("period_id.name", "date_ordered")
    def _compute_display_name(self):
        for run in self:
            run.display_name = self.env._("Prints of %s", run.period_id.name or "–")

    @api.depends("date_done")
    def _compute_date_deleted(self):
        for run in self:
            run.date_deleted = run.date_done and (run.date_done + timedelta(days=KEEP_DAYS)).date()

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for run in self:
            run.is_mine = run.user_id == self.env.user

    @api.depends("state", "total", "printed", "line_ids.outcome")
    def _compute_progress(self):
        counts = {}
        # sudo: numbers of the run that the reader may read
        for run, outcome, count in (
            self.env["asn.print.line"]
            .sudo()
            ._read_group([("run_id", "in", self.ids)], ["run_id", "outcome"], ["__count"])
        ):
            counts.setdefault(run.id, {})[outcome] = count
        failed = self.browse(key for key, own in counts.items() if own.get("failed"))
        names = failed._get_failed_names()
        for run in self:
            own = counts.get(run.id, {})
            waiting = own.get("ready", 0)
            run.progress = 100.0 * (run.total - waiting) / run.total if run.total else 0.0
            run.summary = "\n".join(run._sentences(own, names.get(run.id, ())))

    def _get_failed_names(self):
        """Return {run id: names of the people whose sheets could not be drawn}.

        Two queries at most, whatever the number of runs; only who may be read is named.
        """
        # sudo: lines of the runs that the reader may read; the documents are read with own rights
        lines = self.env["asn.print.line"].sudo()
        lines = lines.search([("run_id", "in", self.ids), ("outcome", "=", "failed")])
        names = {}
        for is_evaluation, part in lines.grouped(
            lambda line: line.form.startswith("evaluation")
        ).items():
            model = self.env["asn.evaluation" if is_evaluation else "asn.skp"]
            found = model.search_fetch([("id", "in", part.mapped("document"))], ["employee_name"])
            known = {document.id: document.employee_name or "" for document in found}
            for line in part:
                if known.get(line.document):
                    names.setdefault(line.run_id.id, {})[known[line.document]] = True
        return {key: list(found) for key, found in names.items()}

    def _sentences(self, counts, failed_names):
        """Return in plain words how far it is; ``counts`` is {outcome of lines: number}."""
        self.ensure_one()
        env = self.env
        if self.state == "draft":
            return [env._("Choose what to print. It is drawn in the background.")]
        printed = counts.get("done", self.printed)
        texts = [
            env._("%(printed)s of %(total)s sheets are printed.", printed=printed, total=self.total)
        ]
        if counts.get("left"):
            texts.append(env._("%s were left out: you may not read them any more.", counts["left"]))
        if counts.get("failed"):
            texts.append(
                env._(
                    "%(count)s could not be drawn. Print these people one by one to see why: "
                    "%(names)s",
                    count=counts["failed"],
                    # A name ends with a title, which has commas and points in it.
                    names="; ".join(failed_names[:MOST_NAMES])
                    + ("; …" if len(failed_names) > MOST_NAMES else ""),
                )
            )
        if self.state == "stopped":
            texts.append(env._("It was stopped; no file was made."))
        if self.state == "expired":
            texts.append(env._("The file was deleted. Order it again if you still need it."))
        return texts

    # ------------------------------------------------------------------
    # Who may do what
    # ------------------------------------------------------------------

    @api.model
    def _check_role(self):
        if not any(self.env.user.has_group(group) for group in OFFICES):
            raise AccessError(
                self.env._("Only the unit's performance officer and the HR office do this.")
            )

    def _workflow_editable_parts(self):
        """Return the parts that the current user may fill in: the own order, before it is sent."""
        is_own = self.state == "draft" and self.user_id == self.env.user
        return frozenset({"order"} if is_own else ())

    def _workflow_state_label(self):
        selection = self._fields["state"]._description_selection(self.env)
        return dict(selection).get(self.state, self.state)

    def _check_own_step(self, states):
        """Raise unless this is the caller's own run in one of ``states``; hold it then."""
        self._check_one()
        self._check_role()
        if self.user_id != self.env.user:
            raise AccessError(self.env._("Only who ordered these prints does this."))
        self._lock_or_refuse()
        self.invalidate_recordset()
        if self.state not in states:
            raise UserError(
                self.env._("This cannot be done now: %s.", self._workflow_state_label())
            )

    # ------------------------------------------------------------------
    # From the order to the end
    # ------------------------------------------------------------------

    def action_order(self):
        """Write down which sheets there are, and let the job draw them.

        :raises UserError: no form chosen, nothing to print, too much at once, or the one before
            is not done
        """
        self._check_own_step(("draft",))
        if self.search_count([("user_id", "=", self.env.uid), ("state", "=", "running")], limit=1):
            raise UserError(
                self.env._(
                    "Your prints ordered before are still being drawn. Wait until they are ready, "
                    "or stop them."
                )
            )
        forms = [form for choice, form in CHOICES.items() if self[choice]]
        if not forms:
            raise UserError(self.env._("Choose at least one form."))
        found = {form: self._find_documents(form) for form in forms}
        total = sum(len(ids) for ids in found.values())
        if not total:
            raise UserError(self.env._("There is nothing to print that you may read."))
        if total > MOST_SHEETS:
            raise UserError(
                self.env._(
                    "These are %(count)s sheets; at most %(most)s are printed at once. Choose "
                    "fewer units or forms.",
                    count=total,
                    most=MOST_SHEETS,
                )
            )
        run = self.sudo()  # sudo: role, orderer and state were checked; the documents are readable
        for form, ids in found.items():
            run._write_lines(form, ids)
        run.write({"state": "running", "total": total, "date_ordered": fields.Datetime.now()})
        self._call_job()
        return True

    def _call_job(self):
        # sudo: calls the job
        self.env.ref("hr_asn_kinerja_report.ir_cron_print_runs").sudo()._trigger()

    def action_stop(self):
        """Draw nothing more, and let the job throw away what was drawn.

        Lines are not touched here: a batch may be writing them at this moment.
        """
        self._check_own_step(("running", "done"))
        # sudo: role, orderer and state were checked
        self.sudo().write({"state": "stopped", "date_done": fields.Datetime.now()})
        self._call_job()
        return True

    def action_download(self):
        """Open the address of the file; it is checked there again."""
        self._check_own_step(("done",))
        return {"type": "ir.actions.act_url", "url": f"/asn/prints/{self.id}", "target": "self"}

    def _find_documents(self, form):
        """Return the ids of the documents of a form that the caller may read, unit by unit."""
        self.ensure_one()
        domain = Domain("company_id", "=", self.company_id.id)
        if self.unit_ids:
            domain &= Domain("unit_id", "child_of", self.unit_ids.ids)
        if form.startswith("evaluation"):
            domain &= Domain("period_id", "=", self.period_id.id)
            return self.env["asn.evaluation"].search(domain, order="unit_id, employee_name, id").ids
        period = self.period_id
        domain &= Domain("state", "!=", "cancelled")
        domain &= Domain("date_start", "<=", period.date_end)
        domain &= Domain("date_end", ">=", period.date_start)
        return self.env["asn.skp"].search(domain, order="unit_id, employee_name, id").ids

    def _write_lines(self, form, ids):
        """Write one line for each sheet, in one statement."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO asn_print_line (run_id, form, document, outcome)
                SELECT %s, %s, document, 'ready'
                  FROM unnest(%s::int[]) WITH ORDINALITY AS found (document, place)
              ORDER BY place
                """,
                self.id,
                form,
                list(ids),
            )
        )
        self.invalidate_recordset(["line_ids"])

    @api.model
    def _throw_away(self):
        """Delete the sheets of stopped orders and of those whose days are over."""
        limit = fields.Datetime.now() - timedelta(days=KEEP_DAYS)
        old = Domain("state", "=", "done") & Domain("date_done", "<", limit)
        self.search(old, limit=100).write({"state": "expired"})
        over = Domain("run_id.state", "in", ("stopped", "expired"))
        self.env["asn.print.line"].search(over, limit=20000).unlink()

    @api.autovacuum
    def _gc_files(self):
        """Delete files whose days are over, and orders that nobody sent."""
        self._throw_away()
        limit = fields.Datetime.now() - timedelta(hours=KEEP_DRAFT_HOURS)
        self.search([("state", "=", "draft"), ("create_date", "<", limit)], limit=1000).unlink()

    @api.model
    def _default_period(self):
        """Return the latest part of a year that has begun: its people are evaluated."""
        periods = self.env["asn.period"]
        domain = [("company_id", "=", self.env.company.id), ("state", "!=", "draft")]
        begun = [("parent_id", "!=", False), ("date_start", "<=", fields.Date.context_today(self))]
        order = "date_end desc, id"
        return periods.search([*domain, *begun], order=order, limit=1) or periods.search(
            domain, order=order, limit=1
        )
