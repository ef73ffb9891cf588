from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import SQL

from ...rules import cascade
from ...rules.decimals import from_float

# What a subordinate took over of the superior's indicator, and would follow.
TAKEN = (
    "name",
    "unit",
    "polarity",
    "target_kind",
    "target_value",
    "target_max",
    "target_text",
    "target_date",
)
NUMBERS = ("target_value", "target_max")
PLACES = cascade.TARGET_PLACES
DAYS_TO_ANSWER = 7


class AsnSkpParentChange(models.Model):
    """What a superior has changed in a result or indicator that a subordinate's plan took over.

    The row keeps what was taken over; the present wording and target are read from the superior's
    plan. The subordinate follows or keeps the own; either way the row goes. Rows are made by the
    server only, at the moment of the change, so that links of any origin have them.
    """

    _name = "asn.skp.parent.change"
    _description = "Change of the Superior's Result"
    _inherit = ["asn.guarded.mixin"]
    _order = "id"
    _log_access = False

    skp_id = fields.Many2one(
        "asn.skp", string="Plan", required=True, readonly=True, index=True, ondelete="cascade"
    )
    result_id = fields.Many2one(
        "asn.skp.result",
        string="Own Result",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    indicator_id = fields.Many2one(
        "asn.skp.indicator",
        string="Own Indicator",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )
    parent_id = fields.Many2one(
        "asn.skp.result", readonly=True, index="btree_not_null", ondelete="set null"
    )
    parent_indicator_id = fields.Many2one(
        "asn.skp.indicator", readonly=True, index="btree_not_null", ondelete="set null"
    )
    kind = fields.Selection(
        [
            ("wording", "Result reworded"),
            ("target", "Indicator or target changed"),
            ("deleted", "Result deleted"),
            ("indicator_deleted", "Indicator deleted"),
        ],
        string="What Changed",
        required=True,
        readonly=True,
    )
    # As it was when it was taken over
    name = fields.Text(required=True, readonly=True)
    unit = fields.Char(readonly=True)
    polarity = fields.Char(readonly=True, export_string_translation=False)
    target_kind = fields.Char(readonly=True, export_string_translation=False)
    target_value = fields.Float(digits=(16, 4), readonly=True)
    target_max = fields.Float(digits=(16, 4), readonly=True)
    target_text = fields.Char(readonly=True)
    target_date = fields.Date(readonly=True)
    # On screen
    old_display = fields.Text(string="Before", compute="_compute_display", compute_sudo=True)
    new_display = fields.Text(string="Now", compute="_compute_display", compute_sudo=True)
    own_display = fields.Text(string="Mine", compute="_compute_display", compute_sudo=True)
    can_follow = fields.Boolean(compute="_compute_can", export_string_translation=False)
    can_keep = fields.Boolean(compute="_compute_can", export_string_translation=False)

    _wording_unique = models.UniqueIndex("(result_id, parent_id) WHERE kind = 'wording'")
    _target_unique = models.UniqueIndex("(indicator_id) WHERE kind = 'target'")

    def _compute_display(self):
        indicators = self.env["asn.skp.indicator"]

        def words(line):
            return f"{line.name}: {indicators._format_target(line)}"

        for change in self:
            if change.indicator_id:
                change.old_display = words(change)
                change.own_display = words(change.indicator_id)
                new = change.parent_indicator_id
                change.new_display = words(new) if new else self.env._("Deleted")
            else:
                change.old_display = change.name
                change.own_display = change.result_id.name
                change.new_display = change.parent_id.name or self.env._("Deleted")

    @api.depends("kind", "result_id.cascade", "skp_id.state")
    @api.depends_context("uid")
    def _compute_can(self):
        for change in self:
            # sudo: roles and state of the plan only
            parts = change.sudo().skp_id._workflow_editable_parts()
            change.can_keep = "content" in parts
            change.can_follow = change.can_keep and change._has_what_to_follow()

    def _has_what_to_follow(self):
        """Whether the own result was taken over directly and the superior's is still there."""
        self.ensure_one()
        if self.kind == "target":
            return bool(self.parent_indicator_id)
        return self.kind == "wording" and self.result_id.cascade in cascade.DIRECT

    def _guard_document(self):
        self.ensure_one()
        return self.skp_id

    # ------------------------------------------------------------------
    # Answers
    # ------------------------------------------------------------------

    def action_follow(self):
        """Take over what the superior has now; a share of the target keeps its proportion.

        :raises AccessError: the plan is somebody else's to fill in
        :raises UserError: the plan is not open for changes, or there is nothing to follow
        """
        self._check_may_answer()
        for change in self:
            if not change._has_what_to_follow():
                raise UserError(
                    self.env._("There is nothing to follow here. Choose “Keep mine” and adapt it.")
                )
            # sudo: the new wording and target are shown with the change anyway
            source = change.sudo()
            if change.kind == "wording":
                change.result_id.write({"name": source.parent_id.name})
            else:
                change.indicator_id.write(source._prepare_follow())
        return self._done()

    def action_keep(self):
        """Leave the own wording and target as they are."""
        self._check_may_answer()
        # sudo: follows from the answer; a result that ended with a version still has its links
        for change in self.sudo().with_context(active_test=False):
            if change.kind == "deleted" and change.parent_id:
                # What is cached may be what the reader was allowed to see.
                change.result_id.invalidate_recordset(["parent_result_ids"])
                change.result_id.parent_result_ids = [Command.unlink(change.parent_id.id)]
            elif change.kind == "indicator_deleted":
                change.indicator_id.parent_indicator_id = False
        return self._done()

    def _done(self):
        # sudo: rows are made and removed by the server only
        plans = self.sudo().skp_id
        self.sudo().unlink()
        answered = plans - self.sudo().search([("skp_id", "in", plans.ids)]).skp_id
        answered.has_parent_change = False
        answered.activity_unlink(["hr_asn_kinerja.mail_activity_type_parent_changed"])
        return True

    def _check_may_answer(self):
        self.check_access("read")
        for plan in self.skp_id:
            if "content" in plan._workflow_editable_parts():
                continue
            if plan.state in ("agreed", "proposed"):
                raise UserError(
                    self.env._(
                        "The plan is %s. Ask the evaluator to return or reopen it, then follow or "
                        "keep.",
                        plan._workflow_state_label(),
                    )
                )
            raise AccessError(
                self.env._("Whoever fills in the plan answers this: employee or evaluator.")
            )

    def _prepare_follow(self):
        """Return the values that the own indicator takes over from the superior's."""
        self.ensure_one()
        own, parent = self.indicator_id, self.parent_indicator_id
        values = {name: parent[name] for name in TAKEN}
        shared = cascade.is_shared(own.result_id.cascade, parent.aggregation, parent.target_kind)
        if not shared or own.target_kind != parent.target_kind:
            return values
        for name in NUMBERS:
            mine, old, new = (from_float(line[name]) for line in (own, self, parent))
            if not old and (mine or new):
                raise UserError(
                    self.env._(
                        "The target before was 0, so your share cannot be worked out. Choose “Keep "
                        "mine”, then write your target."
                    )
                )
            values[name] = float(cascade.rescale(mine, old, new)) if old else 0.0
        return values

    # ------------------------------------------------------------------
    # Made by the server when a superior saves
    # ------------------------------------------------------------------

    @api.model
    def _children_of_results(self, ids):
        """Return [(own result, superior's result, plan)] of the open plans that take over."""
        self.env["asn.skp"].flush_model(["state"])
        self.env["asn.skp.result"].flush_model(["active"])
        return self.env.execute_query(
            SQL(
                """
                SELECT result.id, rel.parent_id, plan.id
                  FROM asn_skp_result_parent_rel AS rel
                  JOIN asn_skp_result AS result ON result.id = rel.result_id
                  JOIN asn_skp AS plan ON plan.id = result.skp_id
                 WHERE rel.parent_id = ANY(%s) AND result.active
                   AND plan.state NOT IN ('closed', 'cancelled')
              ORDER BY plan.id, result.id
                """,
                list(ids),
            )
        )

    @api.model
    def _children_of_indicators(self, ids):
        """Return [(own indicator, superior's indicator, own result, plan)], likewise."""
        self.env["asn.skp"].flush_model(["state"])
        self.env["asn.skp.indicator"].flush_model(["parent_indicator_id", "active"])
        return self.env.execute_query(
            SQL(
                """
                SELECT line.id, line.parent_indicator_id, line.result_id, plan.id
                  FROM asn_skp_indicator AS line
                  JOIN asn_skp AS plan ON plan.id = line.skp_id
                 WHERE line.parent_indicator_id = ANY(%s) AND line.active
                   AND plan.state NOT IN ('closed', 'cancelled')
              ORDER BY plan.id, line.id
                """,
                list(ids),
            )
        )

    @api.model
    def _record(self, rows):
        """Keep ``rows`` of values for what was taken over, and tell the people concerned.

        A row that waits for an answer already keeps its older value; one whose superior went back
        to that value goes.
        """
        # sudo: nobody writes these notes; they follow from what the evaluator changed
        changes = self.sudo()
        waiting = changes.search(
            [
                ("kind", "in", ("wording", "target")),
                ("result_id", "in", [row["result_id"] for row in rows]),
            ]
        )
        known = {change._key() for change in waiting}
        made = changes.create([row for row in rows if self._key_of(row) not in known])
        made.skp_id.has_parent_change = True
        waiting.filtered(lambda change: change._is_reverted())._done()
        made._tell()

    @api.model
    def _forget_deleted(self, field, records):
        """Withdraw the news that ``records`` were deleted: they are in the plan again."""
        # sudo: rows of the subordinates' plans
        kinds = ("deleted", "indicator_deleted")
        self.sudo().search([("kind", "in", kinds), (field, "in", records.ids)])._done()

    @api.model
    def _key_of(self, row):
        if row["kind"] == "target":
            return ("target", row["indicator_id"])
        return (row["kind"], row["result_id"], row.get("parent_id"))

    def _key(self):
        return self._key_of(
            {
                "kind": self.kind,
                "indicator_id": self.indicator_id.id,
                "result_id": self.result_id.id,
                "parent_id": self.parent_id.id,
            }
        )

    def _is_reverted(self):
        """Whether the superior's plan says again what was taken over."""
        if self.kind == "wording":
            return self.name == self.parent_id.name
        parent = self.parent_indicator_id
        return bool(parent) and all(self._same(self[name], parent[name]) for name in TAKEN)

    @api.model
    def _same(self, before, after):
        if isinstance(before, float):
            return from_float(before, PLACES) == from_float(after, PLACES)
        return (before or False) == (after or False)

    def _tell(self):
        """One note and one activity for each plan until it has answered; no mail is sent."""
        waiting = self.search([("skp_id", "in", self.skp_id.ids), ("id", "not in", self.ids)])
        plans = self.skp_id - waiting.skp_id
        if not plans:
            return
        body = self.env._("The superior has changed results that this plan takes over.")
        plans._message_log_batch({plan.id: body for plan in plans})
        activity_type = self.env.ref("hr_asn_kinerja.mail_activity_type_parent_changed")
        deadline = fields.Date.add(plans._today_of_region(), days=DAYS_TO_ANSWER)
        plans.flush_model(["user_id", "employee_name"])
        self.env.execute_query(
            SQL(
                """
                INSERT INTO mail_activity (
                       res_model_id, res_model, res_id, res_name, activity_type_id,
                       user_id, date_deadline, automated, active,
                       create_uid, create_date, write_uid, write_date)
                SELECT %(model)s, 'asn.skp', plan.id, plan.employee_name, %(type)s,
                       plan.user_id, %(deadline)s, TRUE, TRUE,
                       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM asn_skp AS plan
                 WHERE plan.id = ANY(%(ids)s) AND plan.user_id IS NOT NULL
                   AND NOT EXISTS (
                       SELECT FROM mail_activity AS present
                        WHERE present.res_model = 'asn.skp' AND present.res_id = plan.id
                          AND present.activity_type_id = %(type)s AND present.active)
             RETURNING 1
                """,
                model=self.env["ir.model"]._get_id("asn.skp"),
                type=activity_type.id,
                deadline=deadline,
                uid=self.env.uid,
                ids=plans.ids,
            )
        )
        self.env["mail.activity"].invalidate_model()
        plans.invalidate_recordset(["activity_ids"])
