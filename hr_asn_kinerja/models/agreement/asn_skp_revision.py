import json

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...rules import revision as revision_rules
from ...rules.exceptions import RuleError

# What a version holds besides the lists; the rest of a line comes from its guarded fields.
PERSON_FIELDS = (
    "employee_name",
    "nip",
    "rank_name",
    "job_title",
    "unit_id",
    "evaluator_name",
    "date_start",
    "date_end",
)
LISTS = {
    "asn.skp": ("result_ids", "behaviour_ids", "appendix_ids"),
    "asn.skp.result": ("indicator_ids",),
    "asn.skp.indicator": ("target_ids",),
}
# What a line is recognised by from version to version, where it may be written anew.
KEYS = {"asn.skp.behaviour": "value_id", "asn.skp.target": "period_id"}
PARTS = {"content", "expectation"}


class AsnSkpRevision(models.Model):
    """One agreed version of a plan: what both agreed on, from which day on, and why it changed.

    Append-only, for everybody. The content is kept as the one text that its checksum stands for,
    so that a later chain of signatures can rest on it.
    """

    _name = "asn.skp.revision"
    _description = "Version of a Plan"
    _inherit = ["asn.guarded.mixin"]
    _order = "skp_id, number desc"
    _log_access = False

    skp_id = fields.Many2one(
        "asn.skp", string="Plan", required=True, index=True, ondelete="restrict", readonly=True
    )
    number = fields.Integer(string="Version", required=True, readonly=True)
    period_id = fields.Many2one(
        "asn.period",
        string="From Period",
        readonly=True,
        ondelete="restrict",
        help="The first evaluation period for which this version holds; empty: from the start.",
    )
    date_from = fields.Date(string="Holds from", required=True, readonly=True)
    date_agreed = fields.Datetime(string="Agreed on", readonly=True)
    user_id = fields.Many2one("res.users", string="Agreed by", readonly=True, ondelete="restrict")
    agreed_by = fields.Char(string="Evaluator", readonly=True)
    reason = fields.Text(string="Why It Was Reopened", readonly=True)
    content = fields.Text(required=True, readonly=True, export_string_translation=False)
    checksum = fields.Char(string="Checksum (SHA-256)", required=True, readonly=True)
    changes_html = fields.Html(string="Changes", compute="_compute_changes_html", sanitize=False)

    _skp_number_unique = models.UniqueIndex(
        "(skp_id, number)", "This version of the plan exists already."
    )
    _check_number = models.Constraint("CHECK (number > 0)", "Versions are counted from 1.")

    @api.depends("number", "skp_id")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._("Version %s", version.number)

    @api.depends("content")
    @api.depends_context("lang", "uid")
    def _compute_changes_html(self):
        """What this version changed, or, for the first, what it holds."""
        for version in self:
            before = version._get_previous()
            version.changes_html = version.skp_id._render_comparison(
                before._get_side() if before else None, version._get_side()
            )

    def _get_previous(self):
        self.ensure_one()
        return self.search(
            [("skp_id", "=", self.skp_id.id), ("number", "<", self.number)],
            order="number desc",
            limit=1,
        )

    # ------------------------------------------------------------------
    # Append-only
    # ------------------------------------------------------------------

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("An agreed version cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An agreed version cannot be deleted."))

    def copy_data(self, default=None):
        raise UserError(self.env._("An agreed version cannot be duplicated."))

    def _guard_document(self):
        self.ensure_one()
        return self.skp_id

    def _is_intact(self):
        """Return whether the kept text still is the one that was agreed."""
        self.ensure_one()
        return revision_rules.checksum(self.content) == self.checksum

    def _get_side(self):
        """Return this version as one side of a comparison."""
        self.ensure_one()
        zone = self.skp_id.sudo().company_id.asn_tz  # sudo: a setting of the region
        day = self._fields["date_agreed"]
        agreed = self.date_agreed and format_date(
            self.env, day.context_timestamp(self.with_context(tz=zone), self.date_agreed)
        )
        facts = [self.skp_id._holds_from(self.date_from, self.period_id)]
        if agreed:
            facts.append(
                self.env._(
                    "Agreed on %(date)s by %(name)s", date=agreed, name=self.agreed_by or "–"
                )
            )
        if self.reason:
            facts.append(self.env._("Why: %s", self.reason))
        return {
            "title": self.display_name,
            "facts": facts,
            "content": json.loads(self.content),
        }

    # ------------------------------------------------------------------
    # What a version holds
    # ------------------------------------------------------------------

    @api.model
    def _content_of(self, plans):
        """Return {plan: content} as plain values; a fixed number of queries for any number.

        ``{"id", "values": {field: value}, "lists": {field: [the same for each line]}}``; a link is
        ``{"id", "name"}``.
        """
        plans = plans.with_context(active_test=True, lang=None)
        return {plan: self._node(plan) for plan in plans}

    @api.model
    def _node(self, record):
        guarded = record._guard_fields
        lists = [name for name in LISTS.get(record._name, ()) if name in record._fields]
        names = [
            name
            for name, part in guarded.items()
            if part in PARTS
            and name not in record._guard_create_only
            and record._fields[name].type != "one2many"
        ]
        if record._name == "asn.skp":
            names += PERSON_FIELDS
        key = KEYS.get(record._name)
        values = {name: self._plain(record, name) for name in sorted(names)}
        if key:
            values[key] = self._plain(record, key)
        return {
            "id": record[key].id if key else record.id,
            "values": values,
            "lists": {name: [self._node(line) for line in record[name]] for name in lists},
        }

    @api.model
    def _plain(self, record, name):
        field, value = record._fields[name], record[name]
        if field.type == "many2one":
            value = value.with_context(hierarchical_naming=False)
            return {"id": value.id, "name": value.display_name} if value else None
        if field.type == "many2many":
            # A result of the superior that ended since is linked all the same.
            linked = record.with_context(active_test=False)[name].sorted("id")
            return [{"id": line.id, "name": line.display_name} for line in linked]
        if field.type in ("date", "datetime"):
            return field.to_string(value) or None
        if field.type == "boolean":
            return bool(value)
        if field.type in ("integer", "float"):
            return value or 0
        return value or None

    @api.model
    def _append(self, plans, details=None):
        """Write the next version of each plan as it stands. The caller has checked the step.

        :param details: {plan: values of the version besides content and number}
        """
        # sudo: nobody may write versions directly; a link names what others may not read
        plans = plans.sudo()
        vals_list = []
        for plan, content in self._content_of(plans).items():
            try:
                text = revision_rules.canonical(content)
            except RuleError as error:
                raise UserError(
                    self.env._("%s holds a number that cannot be kept.", plan.display_name)
                ) from error
            vals_list.append(
                {
                    "skp_id": plan.id,
                    "number": (plan.version_number or 0) + 1,
                    "date_from": plan.date_start,
                    "date_agreed": plan.date_agreed,
                    "user_id": (plan.agreed_by_id or plan.evaluator_user_id).id,
                    "agreed_by": plan.evaluator_name,
                    "content": text,
                    "checksum": revision_rules.checksum(text),
                    **(details or {}).get(plan, {}),
                }
            )
        versions = self.sudo().create(vals_list)
        for number, rows in versions.grouped("number").items():
            rows.skp_id.write({"version_number": number})
            results = rows.skp_id.result_ids
            for lines in (results, results.indicator_ids):
                lines.filtered(lambda line: not line.since_version).write({"since_version": number})
        return versions
