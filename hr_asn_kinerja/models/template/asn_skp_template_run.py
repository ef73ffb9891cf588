import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

BATCH_SIZE = 2000
ORM_SIZE = 20  # up to here a person waits for a few plans, and the ORM's hooks come for nothing
SOURCES = [
    ("template", "Template of the post"),
    ("last_year", "The plan of the year before"),
    ("colleague", "A colleague of the same post"),
]


class AsnSkpTemplateRun(models.Model):
    """One filling in of plans: who, when, from what, how much, and how it is undone.

    The plans that wait are kept with the run; a batch takes the next of them, so a killed run
    loses one batch at most and goes on. Each batch asks again who may fill in which plan: between
    the click and the batch a plan may have been proposed.
    """

    _name = "asn.skp.template.run"
    _description = "Filled-in Plans"
    _order = "id desc"

    source = fields.Selection(SOURCES, string="Filled In From", required=True, readonly=True)
    template_id = fields.Many2one(
        "asn.skp.template", readonly=True, index="btree_not_null", ondelete="set null"
    )
    company_id = fields.Many2one("res.company", string="Region", required=True, readonly=True)
    state = fields.Selection(
        [
            ("running", "Running"),
            ("done", "Done"),
            ("undoing", "Being undone"),
            ("undone", "Undone"),
        ],
        required=True,
        readonly=True,
        default="running",
        index=True,
    )
    bring_back = fields.Boolean(string="Bring back what was removed", readonly=True)
    only_empty = fields.Boolean(string="Only plans without results", readonly=True)
    # How far it is
    total = fields.Integer(string="Plans to Fill In", readonly=True)
    done = fields.Integer(string="Plans Looked At", readonly=True)
    progress = fields.Float(string="Progress (%)", compute="_compute_progress")
    # What it made
    plan_count = fields.Integer(string="Plans Filled In", readonly=True)
    result_count = fields.Integer(string="Results Added", readonly=True)
    indicator_count = fields.Integer(string="Indicators Added", readonly=True)
    skipped_count = fields.Integer(string="Plans Left Out", readonly=True)
    skipped_note = fields.Text(string="Why They Were Left Out", readonly=True)
    # What undoing left
    undo_uid = fields.Many2one("res.users", string="Undone By", readonly=True)
    undo_place = fields.Integer(readonly=True, export_string_translation=False)
    removed_result_count = fields.Integer(string="Results Removed", readonly=True)
    removed_indicator_count = fields.Integer(string="Indicators Removed", readonly=True)
    stayed_result_count = fields.Integer(string="Results That Stay", readonly=True)
    stayed_indicator_count = fields.Integer(string="Indicators That Stay", readonly=True)
    outcome = fields.Text(compute="_compute_outcome")
    may_undo = fields.Boolean(compute="_compute_may_undo")
    # For the batches only
    waiting_ids = fields.Many2many(
        "asn.skp",
        "asn_skp_template_run_waiting",
        "run_id",
        "skp_id",
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
    colleague_plan_id = fields.Many2one(
        "asn.skp", groups=fields.NO_ACCESS, ondelete="set null", export_string_translation=False
    )

    @api.depends("source", "template_id.name", "create_date")
    def _compute_display_name(self):
        sources = dict(self._fields["source"]._description_selection(self.env))
        for run in self:
            what = run.template_id.name or sources.get(run.source, "")
            day = fields.Datetime.context_timestamp(run, run.create_date or fields.Datetime.now())
            run.display_name = f"{what} · {day:%d-%m-%Y %H:%M}"

    @api.depends("state", "total", "done")
    def _compute_progress(self):
        for run in self:
            is_over = run.state != "running" or not run.total
            run.progress = 100 if is_over else 100 * min(run.done, run.total) / run.total

    @api.depends(
        "state",
        "plan_count",
        "result_count",
        "indicator_count",
        "removed_result_count",
        "removed_indicator_count",
        "stayed_result_count",
        "stayed_indicator_count",
    )
    def _compute_outcome(self):
        for run in self:
            run.outcome = run._get_outcome()

    def _get_outcome(self):
        """Say in a sentence or two what this run did and what came of undoing it."""
        if self.state in ("undone", "undoing"):
            text = self.env._(
                "Undone: %(results)s results and %(indicators)s indicators were removed.",
                results=self.removed_result_count,
                indicators=self.removed_indicator_count,
            )
            if self.state == "undone" and (self.stayed_result_count or self.stayed_indicator_count):
                text += "\n" + self.env._(
                    "%(results)s results and %(indicators)s indicators stay: they were changed or "
                    "used since, or their plan can no longer be changed.",
                    results=self.stayed_result_count,
                    indicators=self.stayed_indicator_count,
                )
            return text
        if not self.result_count and not self.indicator_count:
            return self.env._("Nothing was added: everything is there already.")
        if self.plan_count == 1:
            return self.env._(
                "%(results)s results and %(indicators)s indicators were added.",
                results=self.result_count,
                indicators=self.indicator_count,
            )
        return self.env._(
            "%(results)s results and %(indicators)s indicators were added to %(plans)s plans.",
            results=self.result_count,
            indicators=self.indicator_count,
            plans=self.plan_count,
        )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_may_undo(self):
        for run in self:
            has_lines = run.result_count or run.indicator_count
            run.may_undo = bool(run.state == "done" and has_lines and run._is_keeper())

    def _is_keeper(self):
        """Whoever filled in may undo it, and the HR office."""
        is_office = self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office")
        return self.create_uid == self.env.user or is_office

    def _check_run(self):
        if len(self) != 1 or type(self.id) is not int:
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")

    # ------------------------------------------------------------------
    # Filling in
    # ------------------------------------------------------------------

    @api.model
    def _start(self, plans, order):
        """Fill in ``plans`` as ``order`` says; what does not fit into one batch goes on later.

        The caller has checked that the user may read the plans; which of them may be filled in is
        decided here, plan by plan.
        """
        # sudo: nobody writes runs; the rights to each plan are checked in every batch
        run = self.sudo().create(
            {
                "source": order.source,
                "template_id": order.template_id,
                "bring_back": order.bring_back,
                "only_empty": order.only_empty,
                "colleague_plan_id": order.colleague_plan_id,
                "company_id": plans.company_id[:1].id or self.env.company.id,
                "total": len(plans),
            }
        )
        self.env.execute_query(
            SQL(
                "INSERT INTO asn_skp_template_run_waiting (run_id, skp_id)"
                " SELECT %s, id FROM unnest(%s) AS chosen(id) ON CONFLICT DO NOTHING RETURNING 1",
                run.id,
                plans.ids,
            )
        )
        run.invalidate_recordset(["waiting_ids"])
        run._fill_batch()
        if run.state == "running":
            # sudo: the scheduled job goes on with what the run may do
            self.env.ref("hr_asn_kinerja.ir_cron_fill_in_plans").sudo()._trigger()
        return run.sudo(self.env.su)

    def _get_order(self):
        """Return what this run was asked to do."""
        return FillingOrder(
            self.source,
            self.template_id.id,
            self.colleague_plan_id.id,
            self.bring_back,
            self.only_empty,
        )

    def _fill_batch(self, size=BATCH_SIZE):
        """Fill in the next ``size`` plans that wait; return how many were looked at."""
        self.ensure_one()
        waiting = self._waiting(size)
        plans = self.env["asn.skp"].browse(waiting)
        # Rows only: lines refer to the plans, and a plan must not be proposed meanwhile.
        plans._lock_or_refuse(allow_referencing=True)
        pairs, skipped = self._as_author()._sort_plans(waiting, self._get_order())
        by_orm = self.total <= ORM_SIZE
        made = self._fill_by_orm(pairs) if by_orm else self._fill_by_sql(pairs)
        self.env.execute_query(
            SQL(
                "DELETE FROM asn_skp_template_run_waiting"
                " WHERE run_id = %s AND skp_id = ANY(%s) RETURNING 1",
                self.id,
                waiting,
            )
        )
        self.invalidate_recordset(["waiting_ids"])
        self._note_batch(len(waiting), made, skipped, is_last=len(waiting) < size)
        if self.total == 1 and self.source == "template" and pairs:
            self.template_id = pairs[waiting[0]]  # found by the post: name it
        return len(waiting)

    def _waiting(self, size):
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                "SELECT skp_id FROM asn_skp_template_run_waiting"
                " WHERE run_id = %s ORDER BY skp_id LIMIT %s",
                self.id,
                size,
            )
        )
        return [row[0] for row in rows]

    def _note_batch(self, looked_at, made, skipped, is_last):
        """Add up what a batch did. ``skipped``: {sentence: how many plans}."""
        plans, results, indicators = made
        notes = dict(line.rsplit(": ", 1) for line in (self.skipped_note or "").split("\n") if line)
        for sentence, count in skipped.items():
            notes[sentence] = int(notes.get(sentence, 0)) + count
        self.write(
            {
                "done": self.done + looked_at,
                "plan_count": self.plan_count + plans,
                "result_count": self.result_count + results,
                "indicator_count": self.indicator_count + indicators,
                "skipped_count": self.skipped_count + sum(skipped.values()),
                "skipped_note": "\n".join(f"{text}: {count}" for text, count in notes.items()),
                "state": "done" if is_last else "running",
            }
        )
        _logger.info("Filling in plans: %s of %s", self.done, self.total)

    def _as_author(self, user=None):
        """Return this run with the rights of whoever started it, in all his or her regions."""
        user = user or self.create_uid
        return self.with_user(user).with_context(allowed_company_ids=user.company_ids.ids)

    @api.model
    def _cron_fill_in(self):
        """Go on with the runs that wait, batch by batch."""
        for run in self.search([("state", "in", ("running", "undoing"))], order="id"):
            while run.state in ("running", "undoing"):
                step = run._fill_batch if run.state == "running" else run._undo_batch
                try:
                    done = step()
                except UserError:
                    # Somebody saves one of the plans just now; nothing was begun, so try again.
                    soon = fields.Datetime.now() + timedelta(minutes=1)
                    self.env.ref("hr_asn_kinerja.ir_cron_fill_in_plans")._trigger(soon)
                    break
                remaining = max(run.total - run.done, 0) if run.state == "running" else 0
                if not self.env["ir.cron"]._commit_progress(done, remaining=remaining):
                    return

    def action_open_plans(self):
        """Open the plans that hold lines of this run."""
        self._check_run()
        # sudo: ids for a list, whose plans keep their own rules
        plans = self.env["asn.skp.result"].sudo().search([("template_run_id", "=", self.id)]).skp_id
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_asn_kinerja.asn_skp_action_all")
        return {**action, "domain": [("id", "in", plans.ids)], "context": {}, "target": "main"}

    def action_undo(self):
        """Take away what this run added and nobody touched since.

        :raises AccessError: somebody else's run
        :raises UserError: still running, or undone already
        """
        self._check_run()
        if not self._is_keeper():
            raise AccessError(
                self.env._("Only the person who filled in the plans and the HR office undo it.")
            )
        if self.state in ("running", "undoing"):
            raise UserError(self.env._("This is still running. Wait until it is done."))
        if self.state == "undone":
            return True
        # sudo: nobody writes runs; the rights to each plan are checked in every batch
        run = self.sudo()
        run.write({"state": "undoing", "undo_uid": self.env.uid, "undo_place": 0})
        run._undo_batch()
        if run.state == "undoing":
            # sudo: the scheduled job goes on with what the run may do
            self.env.ref("hr_asn_kinerja.ir_cron_fill_in_plans").sudo()._trigger()
        return True


class FillingOrder:
    """What is to be filled in: plain values, so that a preview and a run ask the same thing."""

    def __init__(
        self,
        source,
        template_id=False,
        colleague_plan_id=False,
        bring_back=False,
        only_empty=False,
    ):
        self.source = source
        self.template_id = template_id or False
        self.colleague_plan_id = colleague_plan_id or False
        self.bring_back = bool(bring_back)
        self.only_empty = bool(only_empty)
