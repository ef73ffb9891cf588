from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

# Plans that still wait for somebody.
WAITING = ("draft", "proposed", "returned")
# Room for the unit and for "directly in the unit" in the id of a row: it stays the same at every
# reading, and inside 32 bits for the first 2,047 periods.
PERIOD_FACTOR = 2**20


class AsnUnitBoard(models.Model):
    """How far the plans of a unit are, for each year: one row for a unit with all units below it.

    A second row holds the plans directly in the unit, so that the rows of one level add up to the
    row above. Whoever may read a unit's row may read every plan it counts; see the record rules.
    """

    _name = "asn.unit.board"
    _description = "Board of a Unit"
    _inherit = ["asn.guarded.mixin"]
    _auto = False
    _guard_by_access_only = True
    _order = "late_count desc, agreed_share, name, id"
    _depends = {
        "asn.skp": [
            "company_id",
            "date_start",
            "evaluator_id",
            "period_id",
            "result_count",
            "state",
            "unit_id",
        ],
        "asn.period": ["company_id", "date_due", "date_end", "date_start"],
        "hr.department": ["name", "parent_id", "parent_path"],
    }

    name = fields.Char(string="Unit", readonly=True)
    period_id = fields.Many2one("asn.period", string="Year", readonly=True)
    company_id = fields.Many2one("res.company", string="Region", readonly=True)
    unit_id = fields.Many2one("hr.department", string="Unit Record", readonly=True)
    parent_id = fields.Many2one("hr.department", string="Unit Above", readonly=True)
    is_direct = fields.Boolean(string="Directly in the unit", readonly=True)
    has_units = fields.Boolean(string="Has units below it", readonly=True)
    is_top = fields.Boolean(string="Highest level", search="_search_is_top", store=False)
    is_current = fields.Boolean(string="This year", search="_search_is_current", store=False)
    # What there is
    plan_count = fields.Integer(string="Plans", readonly=True)
    not_started_count = fields.Integer(
        string="Not started", readonly=True, help="Draft plans without any work result."
    )
    draft_count = fields.Integer(
        string="Draft", readonly=True, help="Draft plans in which something stands already."
    )
    proposed_count = fields.Integer(string="Proposed", readonly=True)
    returned_count = fields.Integer(string="Returned", readonly=True)
    agreed_count = fields.Integer(
        string="Agreed", readonly=True, help="Agreed plans, those of a closed year included."
    )
    late_count = fields.Integer(
        string="Late",
        readonly=True,
        help="Plans that are not agreed although the due date of the year has passed.",
    )
    stuck_count = fields.Integer(
        string="Nobody can agree",
        readonly=True,
        help="Plans without an evaluator, or whose evaluator has left, has no login, or stands "
        "below the person.",
    )
    agreed_share = fields.Float(string="Agreed (%)", digits=(5, 1), readonly=True, aggregator="avg")

    # ------------------------------------------------------------------
    # The table
    # ------------------------------------------------------------------

    @property
    def _table_query(self):
        return SQL("%s %s %s", self._select(), self._from(), self._group_by())

    @api.model
    def _count_conditions(self):
        """Return {field: (SQL condition on ``plan`` and ``trouble``, the same as a domain)}.

        A count and the list it opens come from the same line here.
        """
        late = self._late_starts()
        return {
            "plan_count": (SQL("TRUE"), []),
            "not_started_count": (
                SQL("plan.state = 'draft' AND COALESCE(plan.result_count, 0) = 0"),
                [("state", "=", "draft"), ("result_count", "=", 0)],
            ),
            "draft_count": (
                SQL("plan.state = 'draft' AND plan.result_count > 0"),
                [("state", "=", "draft"), ("result_count", ">", 0)],
            ),
            "proposed_count": (SQL("plan.state = 'proposed'"), [("state", "=", "proposed")]),
            "returned_count": (SQL("plan.state = 'returned'"), [("state", "=", "returned")]),
            "agreed_count": (
                SQL("plan.state IN ('agreed', 'closed')"),
                [("state", "in", ("agreed", "closed"))],
            ),
            "late_count": (
                SQL("plan.state IN %s AND (%s)", WAITING, self._sql_late(late)),
                Domain("state", "in", WAITING)
                & Domain.OR(
                    Domain("period_id", "=", year) & Domain("date_start", "<=", start)
                    for year, start in late.items()
                ),
            ),
            "stuck_count": (
                SQL("plan.state IN %s AND trouble.id IS NOT NULL", WAITING),
                [("state", "in", WAITING), ("evaluator_problem", "!=", False)],
            ),
        }

    @api.model
    def _late_starts(self):
        """Return {id of a year: latest first day of its plans that are due by now}.

        By the region's calendar, as ``_get_due`` of a plan: a plan that begins inside the year is
        due so many days after its own first day. Years whose due date has not passed are left out.
        """
        # sudo: dates of periods only; which plans are counted is decided by the record rules
        years = self.env["asn.period"].sudo().search([("kind", "=", "year")])
        starts = {}
        for year in years:
            today = year.today()
            if year.date_due and today > year.date_due:
                days = timedelta(days=max(year.company_id.asn_plan_due_days, 1))
                starts[year.id] = max(year.date_start, today - days)
        return starts

    @api.model
    def _sql_late(self, starts):
        conditions = [
            SQL("plan.period_id = %s AND plan.date_start <= %s", year, start)
            for year, start in starts.items()
        ]
        return SQL(" OR ").join(conditions) if conditions else SQL("FALSE")

    def _select(self):
        counts = self._count_conditions()
        return SQL(
            """
            SELECT plans.period_id::bigint * %(factor)s + COALESCE(unit.id, 0) * 2
                   + (plans.is_direct)::int AS id,
                   plans.period_id,
                   period.company_id,
                   unit.id AS unit_id,
                   unit.parent_id,
                   plans.is_direct,
                   NOT plans.is_direct AND bool_or(plans.is_below) AS has_units,
                   %(name)s AS name,
                   %(sums)s,
                   round(100.0 * sum(plans.agreed_count) / sum(plans.plan_count), 1)
                       AS agreed_share
            """,
            factor=PERIOD_FACTOR,
            name=self._sql_name(),
            sums=SQL(", ").join(
                SQL("sum(%s)::int AS %s", SQL.identifier("plans", name), SQL.identifier(name))
                for name in counts
            ),
        )

    def _sql_name(self):
        lang = self.env.lang or "en_US"
        return SQL(
            """
            CASE WHEN unit.id IS NULL THEN %(none)s
                 WHEN plans.is_direct
                 THEN COALESCE(unit.name->>%(lang)s, unit.name->>'en_US') || %(direct)s
                 ELSE COALESCE(unit.name->>%(lang)s, unit.name->>'en_US') END
            """,
            lang=lang,
            none=self.env._("Without a unit"),
            direct=" – " + self.env._("directly in it"),
        )

    def _from(self):
        """Count each unit's own plans once, then add them to every unit above it."""
        counts = self._count_conditions()
        return SQL(
            """
            FROM (
                SELECT own.*, above.unit_id AS row_unit_id, above.is_direct,
                       above.unit_id <> own.unit_id AS is_below
                  FROM (
                      SELECT plan.period_id, plan.unit_id, %(counts)s
                        FROM asn_skp AS plan
                   LEFT JOIN (%(troubles)s) AS trouble ON trouble.id = plan.id
                       WHERE plan.state <> 'cancelled'
                    GROUP BY plan.period_id, plan.unit_id
                  ) AS own
             LEFT JOIN hr_department AS own_unit ON own_unit.id = own.unit_id
            CROSS JOIN LATERAL (
                      SELECT own.unit_id, TRUE
                   UNION ALL
                      SELECT part::int, FALSE
                        FROM unnest(string_to_array(trim(own_unit.parent_path, '/'), '/')) AS part
                  ) AS above (unit_id, is_direct)
            ) AS plans
            JOIN asn_period AS period ON period.id = plans.period_id
       LEFT JOIN hr_department AS unit ON unit.id = plans.row_unit_id
            """,
            troubles=self.env["asn.skp"]._sql_evaluator_problems(),
            counts=SQL(", ").join(
                SQL("count(*) FILTER (WHERE %s) AS %s", condition, SQL.identifier(name))
                for name, (condition, _domain) in counts.items()
            ),
        )

    def _group_by(self):
        return SQL(
            "GROUP BY plans.period_id, period.company_id, plans.is_direct, unit.id, unit.parent_id"
        )

    # ------------------------------------------------------------------
    # Levels and years
    # ------------------------------------------------------------------

    def _search_is_top(self, operator, value):
        """Agencies for the offices, the named units for their officer, no unit twice.

        Whoever looks for a unit by name looks on all levels.
        """
        if operator != "in" or True not in value:
            return NotImplemented
        if self.env.context.get("asn_all_levels"):
            return Domain("is_direct", "=", False)
        user = self.env.user
        offices = ("hr_asn_kinerja.group_asn_hr_office", "hr_asn_kinerja.group_asn_auditor")
        if not any(user.has_group(group) for group in offices):
            # sudo: the user's own units
            units = user.sudo().asn_unit_ids
            tops = units.filtered(lambda unit: not set(self._units_above(unit)) & set(units.ids))
            return Domain("unit_id", "in", tops.ids) & Domain("is_direct", "=", False)
        # sudo: the shape of the organisation, which every employee sees
        roots = self.env["hr.department"].sudo().with_context(active_test=False)
        roots = roots.search([("parent_id", "=", False)])
        governments = roots.filtered(lambda unit: unit.asn_kind == "government")
        return (
            Domain("unit_id", "=", False)
            | (Domain("parent_id", "in", governments.ids) & Domain("is_direct", "=", False))
            | (Domain("unit_id", "in", governments.ids) & Domain("is_direct", "=", True))
            | (Domain("unit_id", "in", (roots - governments).ids) & Domain("is_direct", "=", False))
        )

    @api.model
    def _units_above(self, unit):
        """Return the ids of the units above ``unit``, the highest first."""
        return [int(part) for part in (unit.parent_path or "").split("/") if part][:-1]

    def _search_is_current(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        today = self.env["asn.period"]._local_today(self.env.company)
        years = self.env["asn.period"].search(
            [("kind", "=", "year"), ("date_start", "<=", today), ("date_end", ">=", today)]
        )
        return Domain("period_id", "in", years.ids)

    # ------------------------------------------------------------------
    # Opening what stands behind a count
    # ------------------------------------------------------------------

    def _check_officer(self):
        """Raise unless the caller may read these rows; see the record rules."""
        if not self or not all(self._ids):
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")

    def _plan_domain(self, count="plan_count"):
        """Return the domain of exactly the plans that ``count`` counts in these rows."""
        conditions = self._count_conditions()
        if not isinstance(count, str) or count not in conditions:
            raise UserError(self.env._("Choose one record."))
        rows = []
        for row in self:
            if row.is_direct:
                unit = Domain("unit_id", "=", row.unit_id.id)
            else:
                unit = Domain("unit_id", "child_of", row.unit_id.id)
            rows.append(unit & Domain("period_id", "=", row.period_id.id))
        return Domain.OR(rows) & Domain("state", "!=", "cancelled") & Domain(conditions[count][1])

    def action_view_plans(self):
        """Open the plans behind the count named in the context (``asn_count``)."""
        self._check_one()
        count = self.env.context.get("asn_count") or "plan_count"
        domain = self._plan_domain(count)
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_asn_kinerja.asn_skp_action_all")
        label = self._fields[count]._description_string(self.env)
        return {
            **action,
            "name": f"{self.name}: {label}",
            "display_name": f"{self.name}: {label}",
            "domain": list(domain),
            "context": {},
            "path": False,
        }

    def action_open(self):
        """Open the units below, or the plans of a unit that has none below it."""
        self._check_one()
        return self.action_view_units() if self.has_units else self.action_view_plans()

    def action_view_units(self):
        """Open the rows of the units right below this one."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_unit_board_action"
        )
        below = Domain("parent_id", "=", self.unit_id.id) & Domain("is_direct", "=", False)
        own = Domain("unit_id", "=", self.unit_id.id) & Domain("is_direct", "=", True)
        year = Domain("period_id", "=", self.period_id.id)
        return {
            **action,
            "name": self.name,
            "display_name": self.name,
            "domain": list(year & (below | own)),
            "context": {},
            "path": False,
        }

    def action_nudge(self):
        """Prepare a friendly reminder to everybody a late plan of these units waits for."""
        self._check_officer()
        plans = self.env["asn.skp"].search(self._plan_domain("late_count"))
        return self.env["asn.bulk.run"]._open("nudge", plans)

    def action_reassign(self):
        """Prepare a new evaluator for the plans of these units."""
        self._check_officer()
        plans = self.env["asn.skp"].search(self._plan_domain())
        return self.env["asn.bulk.run"]._open("reassign", plans)

    def action_apply_template(self):
        """Open the dialog that fills the plans of these units that were not started."""
        self._check_officer()
        plans = self.env["asn.skp"].search(self._plan_domain("not_started_count"))
        return plans._open_template_dialog()
