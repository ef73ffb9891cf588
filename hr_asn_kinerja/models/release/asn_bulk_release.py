from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..office.asn_bulk_run import BATCH_SIZE, AsnBulkRun

RELEASE_SIZE = 1000
REOPEN_SIZE = 100
RELEASE = "release"
WAITING = ("open", "submitted", "rated")


class AsnBulkLine(models.Model):
    """One evaluation of a release for many."""

    _inherit = "asn.bulk.line"

    evaluation_id = fields.Many2one("asn.evaluation", index="btree_not_null", ondelete="cascade")
    evaluator_name = fields.Char(related="evaluation_id.evaluator_name", string="Evaluator")
    outcome = fields.Selection(
        selection_add=[
            ("not_rated", "Not rated yet"),
            ("no_reason", "Reason for the other rating is missing"),
            ("conflict", "Employee and evaluator are the same, or evaluate each other"),
            ("released", "Released already"),
            ("busy", "Somebody was working on it"),
        ],
        ondelete={
            key: "cascade" for key in ("not_rated", "no_reason", "conflict", "released", "busy")
        },
    )


class AsnBulkRelease(models.Model):
    """Releases the results of a team, a unit or the whole region: seen before, in batches.

    Whom a batch takes next stands in the lines, and a line is done in the same transaction as its
    evaluation: a killed run loses one batch, which the job does again, and nothing is done twice.
    An evaluator releases the own people, the HR office the region. It is undone by reopening, with
    a reason, by the HR office.
    """

    _inherit = "asn.bulk.run"

    _guard_fields = {
        **AsnBulkRun._guard_fields,
        "release_unit_id": "release_scope",
        "undo_reason": "release_undo",
    }

    kind = fields.Selection(
        selection_add=[(RELEASE, "Release of results")], ondelete={RELEASE: "cascade"}
    )
    release_period_id = fields.Many2one(
        "asn.period", string="Period of the Results", readonly=True, ondelete="restrict"
    )
    release_unit_id = fields.Many2one(
        "hr.department",
        string="Only This Unit",
        ondelete="restrict",
        check_company=True,
        help="With the units below it. Empty: the whole region.",
    )
    undo_reason = fields.Text(string="Why the Release Is Taken Back")
    undo_user_id = fields.Many2one("res.users", string="Taken Back By", readonly=True)
    may_scope = fields.Boolean(compute="_compute_may_scope", export_string_translation=False)
    not_rated_count = fields.Integer(string="Not rated", compute="_compute_release_counts")
    no_reason_count = fields.Integer(string="Reason missing", compute="_compute_release_counts")
    conflict_count = fields.Integer(
        string="Conflict of interest", compute="_compute_release_counts"
    )
    done_count = fields.Integer(string="Released", compute="_compute_release_counts")
    left_count = fields.Integer(string="Left alone", compute="_compute_release_counts")

    @api.depends("state", "line_ids.outcome")
    def _compute_release_counts(self):
        counts = {}
        for run, outcome, count in self.env["asn.bulk.line"]._read_group(
            [("run_id", "in", self.ids)], ["run_id", "outcome"], ["__count"]
        ):
            counts.setdefault(run, {})[outcome] = count
        for run in self:
            found = counts.get(run, {})
            run.not_rated_count = found.get("not_rated", 0)
            run.no_reason_count = found.get("no_reason", 0)
            run.conflict_count = found.get("conflict", 0)
            run.done_count = found.get("done", 0)
            run.left_count = sum(
                found.get(key, 0) for key in ("own", "changed", "busy", "released", "stayed")
            )

    @api.depends("state", "kind")
    @api.depends_context("uid")
    def _compute_may_scope(self):
        for run in self:
            run.may_scope = "release_scope" in run._workflow_editable_parts()

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        result = super()._compute_is_mine()
        is_office = self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office")
        for run in self:
            if run.kind == RELEASE:
                run.can_undo = bool(run.state == "done" and is_office and run.done_count)
        return result

    def _release_sentences(self):
        return {
            "ready": self.env._("Results that will be released: %(count)s."),
            "done": self.env._("%(count)s released."),
            "not_rated": self.env._("%(count)s not rated yet: they stay with their evaluator."),
            "no_reason": self.env._(
                "%(count)s without the reason for a rating that differs from the suggested one."
            ),
            "conflict": self.env._(
                "%(count)s where employee and evaluator are the same or evaluate each other."
            ),
            "own": self.env._("%(count)s not for you to release: your own, or others' people."),
            "released": self.env._("%(count)s released already."),
            "busy": self.env._("%(count)s were being worked on: release them again later."),
            "changed": self.env._("%(count)s changed in the meantime and left alone."),
            "undone": self.env._("%(count)s reopened."),
            "stayed": self.env._("%(count)s stay: decided, closed for good or changed since."),
        }

    # ------------------------------------------------------------------
    # Who may do what
    # ------------------------------------------------------------------

    @api.model
    def _check_role(self):
        """Whoever prepared a release goes on with it; each evaluation decides for itself."""
        if self and all(run.kind == RELEASE for run in self):
            return
        super()._check_role()

    def _workflow_editable_parts(self):
        parts = super()._workflow_editable_parts()
        if self.kind != RELEASE:
            return parts
        parts = parts - {RELEASE}
        if not self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            return parts
        if self.state == "preview" and self.user_id == self.env.user and self.release_period_id:
            parts |= {"release_scope"}
        if self.state == "done":
            parts |= {"release_undo"}
        return parts

    # ------------------------------------------------------------------
    # The preview
    # ------------------------------------------------------------------

    @api.model
    def _open_release(self, evaluations):
        """Make the preview for chosen evaluations and open it."""
        evaluations._check_release_role()
        if len(evaluations.company_id) > 1:
            raise UserError(self.env._("Choose evaluations of one region."))
        # sudo: the role was checked; each evaluation is checked again in its batch
        run = self.sudo().create({"kind": RELEASE, "company_id": evaluations.company_id.id})
        run._release_prepare(evaluations)
        return run._action_dialog()

    @api.model
    def _open_release_period(self, period):
        """Make the preview for everybody of a period; the HR office may narrow it to a unit."""
        if not self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            raise AccessError(self.env._("Only the HR office releases for a unit or the region."))
        # sudo: as above
        run = self.sudo().create(
            {
                "kind": RELEASE,
                "company_id": period.company_id.id,
                "release_period_id": period.id,
            }
        )
        run._release_prepare_scope()
        return run._action_dialog()

    def _release_prepare_scope(self):
        domain = [("period_id", "=", self.release_period_id.id), ("state", "in", WAITING)]
        if self.release_unit_id:
            domain.append(("unit_id", "child_of", self.release_unit_id.id))
        # The rules of whoever prepares decide which evaluations there are.
        evaluations = self.env["asn.evaluation"].with_user(self.env.user).search(domain)
        self._release_prepare(evaluations)

    def _release_prepare(self, evaluations):
        """Write one line for each evaluation: what would happen to it."""
        self.ensure_one()
        allowed = evaluations.with_user(self.env.user)._release_allowed()
        # sudo: whether a reason is missing, for those whose own right is checked beside
        deviating = self.env["asn.evaluation"].sudo()._release_deviating(evaluations)
        self.env.flush_all()
        self.env.execute_query(
            SQL("DELETE FROM asn_bulk_line WHERE run_id = %s RETURNING 1", self.id)
        )
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_bulk_line (run_id, evaluation_id, employee_id, person_name,
                                           unit_id, outcome)
                SELECT %(run)s, evaluation.id, evaluation.employee_id, evaluation.employee_name,
                       evaluation.unit_id,
                       CASE WHEN NOT evaluation.id = ANY(%(allowed)s) THEN 'own'
                            WHEN evaluation.id = ANY(%(deviating)s) THEN 'no_reason'
                            ELSE COALESCE(%(problem)s, 'ready') END
                  FROM asn_evaluation AS evaluation
             LEFT JOIN asn_evaluation_rating AS draft ON draft.evaluation_id = evaluation.id
                 WHERE evaluation.id = ANY(%(ids)s)
              ORDER BY evaluation.id
             RETURNING 1
                """,
                run=self.id,
                ids=evaluations.ids,
                allowed=allowed.ids,
                deviating=deviating.ids,
                problem=self.env["asn.evaluation"]._sql_release_problem("evaluation"),
            )
        )
        self.env.invalidate_all()

    def _action_dialog(self):
        """A release has a page of its own: its counts open lists, and one comes back to it."""
        if self.kind != RELEASE:
            return super()._action_dialog()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Release of results"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(self.env.ref("hr_asn_kinerja.asn_bulk_run_view_form").id, "form")],
            "target": "current",
        }

    def action_preview(self):
        """Work the preview out again, for the unit that was chosen."""
        self._check_one()
        if not self._is_release():
            return super().action_preview()
        self._check_own_step("preview")
        if not self.release_period_id:
            raise UserError(self.env._("This needs no further preview."))
        self.sudo()._release_prepare_scope()  # sudo: lines are written by the server only
        return self._action_dialog()

    def action_view_lines(self):
        """Open the people behind a number of this page; the outcome stands in the context."""
        self._check_one()
        outcome = self.env.context.get("asn_outcome", "ready")
        known = self.env["asn.bulk.line"]._fields["outcome"].get_values(self.env)
        left = ["own", "changed", "busy", "released", "stayed"]
        outcomes = left if outcome == "left" else [outcome]
        if not all(one in known for one in outcomes):
            raise UserError(self.env._("Choose one of the numbers."))
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_bulk_line_action_release"
        )
        domain = [("run_id", "=", self.id), ("outcome", "in", outcomes)]
        return {**action, "domain": domain, "context": {}}

    def _is_release(self):
        # sudo: the kind decides which checks follow
        return len(self) == 1 and bool(self.id) and self.sudo().exists().kind == RELEASE

    # ------------------------------------------------------------------
    # Doing it
    # ------------------------------------------------------------------

    def action_confirm(self):
        """Release what the preview shows; what does not fit into one batch goes on later."""
        self._check_one()
        if not self._is_release():
            return super().action_confirm()
        self._check_own_step("preview")
        self.sudo()._start("running")  # sudo: author and state were checked; batches check again
        return self._action_dialog()

    def action_undo(self):
        """Reopen what this run released, with the reason that was written down."""
        self._check_one()
        if not self._is_release():
            return super().action_undo()
        if not self.can_undo:
            raise AccessError(self.env._("A release is taken back by the HR office only."))
        if not (self.undo_reason or "").strip():
            raise UserError(self.env._("Write down why the release is taken back."))
        self._lock()
        if self.state != "done":
            raise UserError(self.env._("This was taken back already."))
        run = self.sudo()  # sudo: checked above
        run.undo_user_id = self.env.user
        run._start("undoing")
        return self._action_dialog()

    def _run_batch(self, size=BATCH_SIZE):
        if self.kind == RELEASE:
            size = min(size, REOPEN_SIZE if self.state == "undoing" else RELEASE_SIZE)
        return super()._run_batch(size)

    def _release_apply(self, lines):
        """Release the evaluations of ``lines``; rows and lines change in one transaction."""
        evaluations = lines.evaluation_id.try_lock_for_update()
        allowed = evaluations.with_user(self.env.user)._release_allowed().ids
        # sudo: the batch runs in the name of the author, whose right to each row was just checked
        done = (
            self.env["asn.evaluation"]
            .sudo()
            ._release_batch(self.env["asn.evaluation"].sudo().browse(allowed))
        )
        deviating = self.env["asn.evaluation"].sudo()._release_deviating(evaluations)
        self.env.execute_query(
            SQL(
                """
                UPDATE asn_bulk_line AS line
                   SET outcome = CASE WHEN line.evaluation_id = ANY(%(done)s) THEN 'done'
                                      WHEN NOT line.evaluation_id = ANY(%(locked)s) THEN 'busy'
                                      WHEN NOT line.evaluation_id = ANY(%(allowed)s) THEN 'own'
                                      WHEN line.evaluation_id = ANY(%(deviating)s)
                                      THEN 'no_reason'
                                      ELSE COALESCE(%(problem)s, 'changed') END
                  FROM asn_evaluation AS evaluation
             LEFT JOIN asn_evaluation_rating AS draft ON draft.evaluation_id = evaluation.id
                 WHERE line.id = ANY(%(lines)s) AND evaluation.id = line.evaluation_id
             RETURNING 1
                """,
                done=done.ids,
                locked=evaluations.ids,
                allowed=allowed,
                deviating=deviating.ids,
                lines=lines.ids,
                problem=self.env["asn.evaluation"]._sql_release_problem("evaluation"),
            )
        )
        self.env["asn.bulk.line"].invalidate_model(["outcome"])

    def _release_undo(self, lines):
        """Reopen in the name of the HR officer who takes the release back, one by one."""
        undone = lines.browse()
        for line in lines:
            evaluation = line.evaluation_id.with_user(self.undo_user_id)
            try:
                with self.env.cr.savepoint():
                    evaluation._workflow_run("reopen", self.undo_reason)
            except UserError:
                continue  # decided, closed for good, or rated anew: it stays
            undone |= line
        self._mark(undone, "undone")
        self._mark(lines - undone, "stayed")
