from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

REMARK_LIMIT = 200


class AsnSkpRemark(models.Model):
    """What the evaluator asks to change at one line of a returned plan, and the answer to it.

    Written with the step that returns the plan and never changed; the employee answers it until
    the plan is proposed again. Then it stays in the history.
    """

    _name = "asn.skp.remark"
    _description = "Remark on a Plan"
    _inherit = ["asn.guarded.mixin"]
    _order = "skp_id, is_current desc, id"
    _log_access = False

    _guard_fields = {"is_answered": "answer", "answer": "answer"}

    skp_id = fields.Many2one(
        "asn.skp", string="Plan", required=True, index=True, ondelete="restrict", readonly=True
    )
    result_id = fields.Many2one(
        "asn.skp.result",
        string="Work Result",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
    )
    indicator_id = fields.Many2one(
        "asn.skp.indicator",
        string="Indicator",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
    )
    # Kept as it was read, for a line may be reworded or deleted afterwards
    line_name = fields.Char(string="On", readonly=True)
    remark = fields.Text(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", string="By", required=True, readonly=True, ondelete="restrict"
    )
    user_name = fields.Char(string="Written by", readonly=True)
    date = fields.Datetime(string="At", required=True, default=fields.Datetime.now, readonly=True)
    is_current = fields.Boolean(string="To Answer", default=True, readonly=True)
    is_answered = fields.Boolean(string="Answered")
    answer = fields.Text()
    editable_parts = fields.Char(compute="_compute_editable_parts", export_string_translation=False)

    @api.depends("is_current", "skp_id.state")
    @api.depends_context("uid")
    def _compute_editable_parts(self):
        for remark in self:
            parts = remark.skp_id.editable_parts if remark.is_current else ""
            remark.editable_parts = parts

    @api.depends("line_name", "remark")
    def _compute_display_name(self):
        for remark in self:
            remark.display_name = remark.line_name or self.env._("The whole plan")

    def _guard_document(self):
        self.ensure_one()
        return self.skp_id

    def _guard_check(self, names, creating=True):
        settled = self.filtered(lambda remark: not remark.is_current)
        if settled and not creating:
            raise AccessError(
                self.env._("This remark belongs to an earlier round and is kept as it is.")
            )
        return super()._guard_check(names, creating=creating)


class AsnSkpWithRemarks(models.Model):
    _inherit = "asn.skp"

    remark_ids = fields.One2many("asn.skp.remark", "skp_id", string="Remarks")
    remark_count = fields.Integer(string="Open Remarks", compute="_compute_remark_count")
    remark_note = fields.Char(compute="_compute_remark_count")

    @api.depends("remark_ids.is_current", "remark_ids.is_answered")
    def _compute_remark_count(self):
        for plan in self:
            waiting = plan.remark_ids.filtered(lambda r: r.is_current and not r.is_answered)
            plan.remark_count = len(waiting)
            plan.remark_note = bool(waiting) and self.env._(
                "Remarks at the lines that are not answered yet: %s. Change the line, then mark "
                "the remark as answered.",
                len(waiting),
            )

    @api.model
    def _prepare_remarks(self, remarks):
        """Return checked values of the remarks that come with returning a plan.

        :raises UserError: not a list of remarks, a text that cannot be kept, a line of another
            plan, several plans at once
        """
        if not remarks:
            return []
        if not isinstance(remarks, (list, tuple)) or len(remarks) > REMARK_LIMIT:
            raise UserError(self.env._("Send at most %s remarks as a list.", REMARK_LIMIT))
        if len(self) != 1:
            raise UserError(self.env._("Remarks are written for one plan at a time."))
        rows = [self._prepare_remark(remark) for remark in remarks]
        rows = [row for row in rows if row]
        if rows and self.state == "proposed" and "remark" not in self._workflow_editable_parts():
            raise AccessError(self._workflow_refusal("send_back"))
        return rows

    def _prepare_remark(self, remark):
        """Return the values of one remark, or None when nothing was written."""
        known = {"result_id", "indicator_id", "remark"}
        if not isinstance(remark, dict) or set(remark) - known:
            raise UserError(self.env._("A remark names a line and says what to change there."))
        text = remark.get("remark")
        if text is None or text is False or text == "":
            return None
        problem = self._guard_text_problem(self.env["asn.skp.remark"]._fields["remark"], text)
        if problem:
            raise UserError(self.env._("Remark: %s", problem))
        if not text.strip():
            return None
        results = self.result_ids
        result = self._pick_line(results, remark.get("result_id"))
        indicator = self._pick_line(results.indicator_ids, remark.get("indicator_id"))
        if result and indicator and indicator.result_id != result:
            raise UserError(self.env._("The line belongs to another plan. Choose one of this one."))
        return {
            "skp_id": self.id,
            "result_id": (indicator.result_id or result).id,
            "indicator_id": indicator.id,
            "line_name": indicator.name or result.name or False,
            "remark": text.strip(),
        }

    def _pick_line(self, lines, key):
        if key is None or key is False:
            return lines.browse()
        if isinstance(key, bool) or not isinstance(key, int) or key not in lines.ids:
            raise UserError(self.env._("The line belongs to another plan. Choose one of this one."))
        return lines.browse(key)

    def _keep_remarks(self, rows):
        """Write the remarks of the step that was just taken by the current user."""
        if not rows or not self:
            return
        user = self.env.user
        # sudo: nobody writes remarks directly; the step and the lines were checked
        self.env["asn.skp.remark"].sudo().create(
            [{**row, "user_id": user.id, "user_name": user.name} for row in rows]
        )

    def _settle_remarks(self):
        """Put the remarks away when the plan is proposed again. Runs as superuser."""
        self.remark_ids.filtered("is_current").write({"is_current": False})


class AsnSkpResultWithRemarks(models.Model):
    _inherit = "asn.skp.result"

    remark_ids = fields.One2many(
        "asn.skp.remark", "result_id", string="Remarks", domain=[("is_current", "=", True)]
    )
    remark_summary = fields.Text(string="What to Change", compute="_compute_remark_summary")

    @api.depends("remark_ids.remark", "remark_ids.is_answered", "remark_ids.is_current")
    def _compute_remark_summary(self):
        """The remarks on this result and its indicators, with a tick at those answered."""
        for result in self:
            result.remark_summary = "\n".join(
                self._remark_line(remark) for remark in result.remark_ids
            )

    @api.model
    def _remark_line(self, remark):
        sign = "✓" if remark.is_answered else "✎"
        where = f"{remark.indicator_id.name}: " if remark.indicator_id else ""
        return f"{sign} {where}{remark.remark}"
