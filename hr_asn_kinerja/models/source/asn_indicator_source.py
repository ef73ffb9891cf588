from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...rules import service_time
from .source_domain import DomainProblem, parse

# Set by the server only.
SERVER_FIELDS = frozenset(
    {"place", "is_waiting", "last_run", "last_error", "last_skipped", "preview", "preview_date"}
)
# What the fields of a rule must be.
NUMBERS = ("integer", "float", "monetary")
DAYS = ("date", "datetime")
PEOPLE = ("hr.employee", "hr.employee.public", "res.users", "res.partner")
UNITS = ("hr.department",)
# A change of one of these makes all figures doubtful.
DEFINITION = frozenset(
    {
        "kind",
        "library_ids",
        "template_line_ids",
        "indicator_ids",
        "unit_id",
        "scope",
        "source_model_id",
        "operation",
        "value_field_id",
        "date_field_id",
        "person_field_id",
        "unit_field_id",
        "domain",
        "service_ids",
        "figure",
        "time_unit",
        "active",
    }
)


class AsnIndicatorSource(models.Model):
    """Where an indicator gets its numbers from without anybody typing them.

    A rule counts records of a model that the administrator allowed; or the tickets of services
    are counted. The HR office writes the rules, a job works the figures out every night.
    """

    _name = "asn.indicator.source"
    _description = "Automatic Source of an Indicator"
    _inherit = ["asn.guarded.mixin"]
    _order = "name, id"
    _guard_by_access_only = True

    name = fields.Char(required=True, help="Shown beside every entry that comes from here.")
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        string="Region",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        [("rule", "Records of this Odoo"), ("service", "Service log")],
        string="Counts",
        required=True,
        default="rule",
    )
    # What it feeds
    library_ids = fields.Many2many(
        "asn.indicator",
        "asn_indicator_source_library_rel",
        string="Indicators of the Library",
        help="Feeds every agreed plan that has this indicator.",
    )
    template_line_ids = fields.Many2many(
        "asn.skp.template.indicator",
        "asn_indicator_source_template_rel",
        string="Indicators of Templates",
    )
    indicator_ids = fields.Many2many(
        "asn.skp.indicator", "asn_indicator_source_indicator_rel", string="Single Indicators"
    )
    unit_id = fields.Many2one(
        "hr.department",
        string="Only Plans of",
        check_company=True,
        help="The unit and those below it; empty for the whole region.",
    )
    scope = fields.Selection(
        [
            ("own", "The person's own cases"),
            ("unit", "The cases of the person's unit and those below it"),
            ("all", "All cases"),
        ],
        string="Whose Cases",
        required=True,
        default="own",
    )
    # A rule
    source_model_id = fields.Many2one(
        "asn.source.model", string="Records", index=True, ondelete="restrict"
    )
    model_name = fields.Selection(related="source_model_id.model", string="Model")
    operation = fields.Selection(
        [
            ("count", "Number of records"),
            ("sum", "Sum of a field"),
            ("average", "Average of a field"),
        ],
        default="count",
    )
    value_field_id = fields.Many2one("asn.source.field", string="Number Field", ondelete="restrict")
    date_field_id = fields.Many2one("asn.source.field", string="Date Field", ondelete="restrict")
    person_field_id = fields.Many2one(
        "asn.source.field", string="Person Field", ondelete="restrict"
    )
    unit_field_id = fields.Many2one("asn.source.field", string="Unit Field", ondelete="restrict")
    domain = fields.Char(string="Conditions", default="[]")
    # Tickets
    service_ids = fields.Many2many(
        "asn.service",
        "asn_indicator_source_service_rel",
        string="Services",
        help="Empty for all services.",
    )
    figure = fields.Selection(
        [
            ("count", "Number of tickets"),
            ("mean", "Mean time"),
            ("median", "Median time"),
            ("p90", "Time that 9 of 10 keep"),
            ("share", "Share within the standard"),
        ],
        default="mean",
    )
    time_unit = fields.Selection(
        [
            ("minutes", "Working minutes"),
            ("hours", "Working hours"),
            ("days", "Working days"),
        ],
        string="Time in",
        default="days",
    )
    # What came of it
    place = fields.Integer(readonly=True, copy=False, export_string_translation=False)
    is_waiting = fields.Boolean(string="To be worked out", readonly=True, copy=False, default=True)
    last_run = fields.Datetime(string="Last worked out", readonly=True, copy=False)
    last_error = fields.Text(string="Problem", readonly=True, copy=False)
    last_skipped = fields.Text(string="Left out", readonly=True, copy=False)
    entry_count = fields.Integer(string="Entries", compute="_compute_entry_count")
    preview = fields.Text(readonly=True, copy=False)
    preview_date = fields.Datetime(readonly=True, copy=False)

    _waiting_index = models.Index("(is_waiting, last_run)")

    def _compute_entry_count(self):
        counts = dict(
            self.env["asn.realisation"]
            .sudo()  # sudo: a number only; the entries keep their own rules
            ._read_group([("source_id", "in", self.ids)], ["source_id"], ["__count"])
        )
        for source in self:
            # sudo: the key of the counted groups, nothing is read
            source.entry_count = counts.get(source.sudo(), 0)

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    @api.constrains(
        "kind", "source_model_id", "operation", "value_field_id", "date_field_id",
        "person_field_id", "unit_field_id", "scope", "domain", "figure", "time_unit",
    )  # fmt: skip
    def _check_definition(self):
        for source in self:
            if source.kind == "rule":
                source._check_rule()
            elif not source.figure or not source.time_unit:
                raise ValidationError(
                    self.env._(
                        "%s: choose which figure of the tickets counts, and in which unit of time.",
                        source.name,
                    )
                )

    def _check_rule(self):
        """Raise ValidationError unless the rule looks at allowed fields only."""
        self.ensure_one()
        allowed = self.sudo().source_model_id  # sudo: the list of the administrator
        if not allowed or not allowed.active or not allowed._is_countable(allowed.model or ""):
            raise ValidationError(
                self.env._(
                    "%s: choose records that the administrator allows to be counted.", self.name
                )
            )
        kinds = allowed._get_kinds()
        self._check_field("date_field_id", kinds, DAYS)
        if self.operation != "count":
            self._check_field("value_field_id", kinds, NUMBERS)
        if self.scope == "own":
            self._check_field("person_field_id", kinds, ("many2one",), PEOPLE)
        if self.scope == "unit":
            self._check_field("unit_field_id", kinds, ("many2one",), UNITS)
        try:
            parse(self.domain, kinds)
        except DomainProblem as problem:
            raise ValidationError(self._domain_message(problem)) from problem

    def _check_field(self, name, kinds, wanted, relations=()):
        field = self.sudo()[name]  # sudo: as above
        label = self._fields[name]._description_string(self.env)
        if (
            not field
            or field.source_model_id != self.sudo().source_model_id
            or kinds.get(field.name) not in wanted
            or (relations and field.relation not in relations)
        ):
            raise ValidationError(
                self.env._(
                    "%(rule)s: choose a fitting “%(label)s” among the fields that the "
                    "administrator allows.",
                    rule=self.name,
                    label=label,
                )
            )

    def _domain_message(self, problem):
        sentences = {
            "path": self.env._(
                "%(rule)s: the condition on %(field)s reaches into other records. Use fields of "
                "the counted records only.",
                rule=self.name,
                field=problem.field,
            ),
            "field": self.env._(
                "%(rule)s: the administrator does not allow the field %(field)s.",
                rule=self.name,
                field=problem.field,
            ),
            "operator": self.env._(
                "%(rule)s: %(field)s cannot be compared in this way.",
                rule=self.name,
                field=problem.field,
            ),
            "value": self.env._(
                "%(rule)s: the value that %(field)s is compared with does not fit. A link is "
                "compared with chosen records, never with words.",
                rule=self.name,
                field=problem.field,
            ),
            "long": self.env._("%s: the conditions are too long.", self.name),
        }
        other = self.env._(
            "%s: the conditions cannot be read. Only fields, comparisons and plain values are "
            "possible.",
            self.name,
        )
        return sentences.get(problem.code, other)

    # ------------------------------------------------------------------
    # Saving
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_server_fields(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_server_fields(vals)
        if DEFINITION & set(vals):
            # sudo: the rule begins anew; the caller's rights are checked by super
            self.check_access("write")
            super(AsnIndicatorSource, self.sudo()).write({"is_waiting": True, "place": 0})
        return super().write(vals)

    @api.model
    def _check_server_fields(self, vals):
        if not self.env.su and SERVER_FIELDS & set(vals):
            raise AccessError(self.env._("What came of a rule is written by the server only."))

    @api.onchange("source_model_id")
    def _onchange_source_model(self):
        """Another kind of records has other fields."""
        for name in ("value_field_id", "date_field_id", "person_field_id", "unit_field_id"):
            if self[name].source_model_id != self.source_model_id:
                self[name] = False
                self.domain = "[]"

    def copy_data(self, default=None):
        return [
            dict(vals, name=self.env._("%s (copy)", source.name))
            for source, vals in zip(self, super().copy_data(default), strict=True)
        ]

    # ------------------------------------------------------------------
    # What the figure may be added up by
    # ------------------------------------------------------------------

    def _is_monthly(self):
        """Tell whether figures of months add up; see rules/source_span.py."""
        self.ensure_one()
        if self.kind == "rule":
            return self.operation != "average"
        return self.figure in (service_time.COUNT, service_time.SHARE)

    def _is_share(self):
        self.ensure_one()
        return self.kind == "service" and self.figure == service_time.SHARE

    def action_view_entries(self):
        """Open the entries that came from here."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_realisation_action"
        )
        return {
            **action,
            "name": self.name,
            "domain": [("source_id", "=", self.id)],
            "context": {"create": False},
        }
