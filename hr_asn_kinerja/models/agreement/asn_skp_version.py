import json

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...rules import workflow
from .asn_skp_revision import KEYS, LISTS

BATCH_SIZE = 500


class AsnSkpVersion(models.Model):
    """Versions of a plan: each agreement is kept, an earlier period keeps what was agreed for it.

    A change holds from an evaluation period on. Evaluations before it are left alone, those from
    there on follow the new version when it is agreed.
    """

    _inherit = "asn.skp"

    version_number = fields.Integer(
        string="Agreed Version",
        default=0,
        readonly=True,
        copy=False,
        help="Number of the last agreed version; 0: never agreed.",
    )
    revision_ids = fields.One2many("asn.skp.revision", "skp_id", string="Versions", readonly=True)
    change_period_id = fields.Many2one(
        "asn.period",
        string="Change Holds from",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="The first evaluation period for which the version that is being worked out holds.",
    )
    proposed_by_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, copy=False, ondelete="restrict"
    )
    agreed_by_id = fields.Many2one(
        "res.users", string="Agreed by", readonly=True, copy=False, ondelete="restrict"
    )
    return_reason = fields.Text(string="Reason", compute="_compute_return_reason")
    is_reopened = fields.Boolean(compute="_compute_is_reopened")
    change_note = fields.Char(compute="_compute_change_note")
    change_html = fields.Html(
        string="Changes against the Agreed Version",
        compute="_compute_change_html",
        sanitize=False,
    )

    _unversioned_index = models.Index(
        "(id) WHERE version_number = 0 AND state IN ('agreed', 'closed')"
    )

    def init(self):
        result = super().init()
        # Plans that a statement opens were never agreed, without naming the column.
        self.env.cr.execute(SQL("ALTER TABLE asn_skp ALTER COLUMN version_number SET DEFAULT 0"))
        return result

    @api.depends("result_ids.active", "result_ids.indicator_ids.active")
    def _compute_content_counts(self):
        return super()._compute_content_counts()

    @api.depends("state", "transition_ids")
    def _compute_return_reason(self):
        """Why the plan is back on the employee's table: the words of whoever sent it there."""
        for plan in self:
            steps = plan.transition_ids.filtered(lambda t: t.action in ("send_back", "reopen"))
            last = steps.sorted("id", reverse=True)[:1]
            is_back = plan.state == "returned" and last.reason
            # sudo: the name of the person who wrote the reason, shown to whoever may read it
            plan.return_reason = f"{last.sudo().user_id.name}: {last.reason}" if is_back else False

    @api.depends("state", "version_number")
    def _compute_is_reopened(self):
        for plan in self:
            plan.is_reopened = bool(
                plan.version_number and plan.state in ("draft", "proposed", "returned")
            )

    @api.depends("state", "version_number", "change_period_id")
    def _compute_change_note(self):
        """From when the change holds that is being worked out."""
        for plan in self:
            period = plan.change_period_id or plan.period_id
            plan.change_note = plan.is_reopened and self.env._(
                "This plan was agreed before. What is changed now holds from %(period)s; earlier "
                "periods keep version %(number)s. The page “Changes” shows what is new.",
                period=period.name,
                number=plan.version_number,
            )

    @api.depends("state", "version_number")
    @api.depends_context("lang", "uid")
    def _compute_change_html(self):
        """What the draft changes against the last agreed version."""
        for plan in self:
            last = plan._get_last_version() if plan.is_reopened and plan.id else None
            plan.change_html = (
                plan._render_comparison(last._get_side(), plan._get_draft_side()) if last else False
            )

    # ------------------------------------------------------------------
    # Reopening: from which period a change holds
    # ------------------------------------------------------------------

    def _get_change_periods(self):
        """Return the periods from which a change may hold, earliest first.

        None that is closed, none whose evaluation was released. Not beyond the next that is still
        to be opened: that one has to take over the present version first.
        """
        self.ensure_one()
        # sudo: whether a period was released decides, whoever asks
        plan = self.sudo()
        periods = plan._get_periods()
        kinds = set(periods.filtered(lambda p: p.state != "draft").mapped("kind"))
        evaluations = {evaluation.period_id: evaluation for evaluation in plan.evaluation_ids}
        opened = [evaluation.date_start for evaluation in plan.evaluation_ids]
        offered = periods.browse()
        for period in periods.filtered(lambda p: not kinds or p.kind in kinds):
            evaluation = evaluations.get(period)
            is_frozen = evaluation and evaluation.state in workflow.FROZEN_STATES
            if period.state == "closed" or is_frozen:
                continue
            offered |= period
            if not opened or period.date_start > max(opened):
                break
        return offered.sudo(False)

    def _choose_change_period(self, period_id=None):
        """Return the period from which the change holds; without an id the one that is running.

        :raises UserError: not one of those offered, or there is none left
        """
        offered = self._get_change_periods()
        # sudo: whether the plan has periods at all, for the words of the refusal
        if not offered and self.sudo()._get_periods():
            raise UserError(
                self.env._(
                    "All evaluation periods of %s are released or closed. A change would hold for "
                    "none of them.",
                    self.display_name,
                )
            )
        if period_id is None or period_id is False:
            return self._get_default_change_period(offered)
        if isinstance(period_id, bool) or period_id not in offered.ids:
            raise UserError(
                self.env._(
                    "Choose one of the periods that are not released or closed: %s.",
                    ", ".join(offered.mapped("name")) or "–",
                )
            )
        return offered.browse(period_id)

    def _get_default_change_period(self, offered):
        # sudo: the zone of the region is no secret
        today = self.sudo().period_id.today()
        running = offered.filtered(lambda p: p.state != "draft" and p.date_start <= today)
        return (running.filtered(lambda p: p.date_end >= today) or running or offered)[:1]

    def _start_change(self):
        """Keep what was agreed before it changes, and from when the change is to hold."""
        self._ensure_versions()
        self.change_period_id = self._choose_change_period()

    def _require_own_reopening(self, transition, reason):
        """Whoever reopened the plan may take that back, and the evaluator always."""
        if not self.version_number:
            raise UserError(self.env._("%s was not agreed before.", self.display_name))
        if workflow.EVALUATOR in self._workflow_roles():
            return
        # sudo: the history says who reopened it
        steps = self.sudo().transition_ids.filtered(lambda step: step.action == "reopen")
        if steps.sorted("id", reverse=True)[:1].user_id != self.env.user:
            raise UserError(
                self.env._(
                    "Only whoever reopened %s, or the evaluator, takes that back.",
                    self.display_name,
                )
            )

    # ------------------------------------------------------------------
    # Keeping versions
    # ------------------------------------------------------------------

    def _get_last_version(self):
        """Return the last agreed version (``asn.skp.revision``), or an empty record."""
        return self.revision_ids.sorted("number", reverse=True)[:1]

    def _get_version_start(self):
        """Return the first day for which the last agreed version holds."""
        return self._get_last_version().date_from or self.date_start

    def _keep_version(self):
        """Write the version that was just agreed. Runs as superuser."""
        details = {}
        for plan in self.filtered("version_number"):
            steps = plan.transition_ids.filtered(lambda step: step.action == "reopen")
            period = plan.change_period_id
            details[plan] = {
                "period_id": period.id,
                "date_from": max(period.date_start or plan.date_start, plan.date_start),
                "reason": steps.sorted("id", reverse=True)[:1].reason,
            }
        self.env["asn.skp.revision"]._append(self, details)
        self.change_period_id = False

    def _ensure_versions(self):
        """Give plans that were agreed by an import or a statement their first version."""
        self.env["asn.skp.revision"]._append(self.filtered(lambda plan: not plan.version_number))

    @api.model
    def _cron_ensure_versions(self):
        """Keep the first version of plans that were agreed without one, batch by batch."""
        domain = [("version_number", "=", 0), ("state", "in", ("agreed", "closed"))]
        remaining = self.search_count(domain)
        while plans := self.search(domain, order="id", limit=BATCH_SIZE):
            plans._ensure_versions()
            remaining = max(remaining - len(plans), 0)
            if not self.env["ir.cron"]._commit_progress(len(plans), remaining=remaining):
                return
            self.env.invalidate_all()

    # ------------------------------------------------------------------
    # Going back to the agreed version
    # ------------------------------------------------------------------

    def _restore_version(self):
        """Bring the content back to the last agreed version. Runs as superuser."""
        self.ensure_one()
        self._restore_node(self, json.loads(self._get_last_version().content))
        self._settle_remarks()
        self.change_period_id = False

    @api.model
    def _restore_node(self, record, node):
        values = self._restored_values(record, node)
        changed = {
            name: value
            for name, value in values.items()
            if self._written(record, name) != (value or False)
        }
        if changed:
            record.write(changed)
        for name, nodes in node["lists"].items():
            self._restore_list(record, name, nodes)

    @api.model
    def _restore_list(self, record, name, nodes):
        lines = record.with_context(active_test=False)[name]
        key = KEYS.get(lines._name)
        by_key = {line[key].id if key else line.id: line for line in lines}
        for node in nodes:
            line = by_key.pop(node["id"], None)
            if line is None:
                line = self._recreate(record, lines, name, node)
            elif "active" in line._fields and not line.active:
                line._go_on()
            if line:
                self._restore_node(line, node)
        drafted = lines.browse(line.id for line in by_key.values())
        if "since_version" in lines._fields:
            drafted = drafted.filtered(lambda line: not line.since_version)
        if lines._guard_unlink_part:
            drafted.unlink()

    @api.model
    def _recreate(self, record, lines, name, node):
        """Make a line anew that was deleted since; lines that others rest on never are."""
        if not lines._guard_unlink_part:
            return lines.browse()
        values = self._restored_values(lines, node)
        values[record._fields[name].inverse_name] = record.id
        if key := KEYS.get(lines._name):
            values[key] = node["id"]
        return lines.create(values)

    @api.model
    def _restored_values(self, record, node):
        values = {}
        for name, value in node["values"].items():
            field = record._fields.get(name)
            if field is None or name not in record._guard_fields or name in LISTS:
                continue
            if name in record._guard_create_only or name == KEYS.get(record._name):
                continue
            if field.type == "many2one":
                linked = self.env[field.comodel_name].browse(value["id"] if value else []).exists()
                value = linked.id
            elif field.type == "many2many":
                linked = self.env[field.comodel_name].browse(item["id"] for item in value)
                value = [Command.set(linked.exists().ids)]
            values[name] = value
        return values

    @api.model
    def _written(self, record, name):
        """Return the present value as ``write`` would take it, to leave alone what is the same."""
        field = record._fields[name]
        value = record.with_context(active_test=False)[name]
        if field.type == "many2one":
            return value.id
        if field.type == "many2many":
            return [Command.set(value.sorted("id").ids)]
        if field.type == "date":
            return field.to_string(value) or False
        return value or False

    def action_view_versions(self):
        """Open the agreed versions of the plan."""
        self._check_one()
        if self.state in ("agreed", "closed") and not self.version_number:
            # sudo: an import agreed it; its first version is written by the server
            self.sudo()._ensure_versions()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_skp_revision_action"
        )
        return {**action, "domain": [("skp_id", "=", self.id)]}

    def action_compare_versions(self):
        """Open two versions side by side: the draft, if there is one, against the last agreed."""
        self._check_one()
        return self.env["asn.skp.compare"]._open(self)
