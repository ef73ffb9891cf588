from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...rules import conflict, workflow
from ...rules import indicator as indicator_rules


class AsnSkp(models.Model):
    """Plan of one employee for one year (*sasaran kinerja pegawai*), or a part of the year.

    PermenPANRB 6/2022: work results with indicators, behaviour expected, resources,
    accountability and consequences. It is annual; only its evaluations have periods.
    """

    _name = "asn.skp"
    _description = "Performance Plan (SKP)"
    _inherit = [
        "asn.workflow.mixin",
        "asn.snapshot.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "employee_name, id"
    _rec_names_search = ["employee_name"]

    _workflow_table = workflow.PLAN
    _workflow_parts = workflow.PLAN_PARTS
    _workflow_first_state = "draft"
    _workflow_log_field = "skp_id"
    _workflow_activities = {
        "draft": ("hr_asn_kinerja.mail_activity_type_propose", "user_id"),
        "returned": ("hr_asn_kinerja.mail_activity_type_improve", "user_id"),
        "proposed": ("hr_asn_kinerja.mail_activity_type_agree", "evaluator_user_id"),
    }
    _guard_fields = {
        "employee_id": "header",
        "period_id": "header",
        "date_start": "header",
        "date_end": "header",
        "company_id": "header",
        "evaluator_id": "assignment",
        "approach": "content",
        "result_ids": "content",
        "appendix_ids": "content",
        "resource_ids": "content",
        "accountability_ids": "content",
        "consequence_ids": "content",
        "behaviour_ids": "expectation",
        "remark_ids": "answer",
    }
    _guard_create_only = frozenset({"employee_id", "period_id", "company_id"})

    period_id = fields.Many2one(
        "asn.period",
        string="Year",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('kind', '=', 'year'), ('state', '!=', 'closed')]",
        check_company=True,
    )
    date_start = fields.Date(
        string="From", compute="_compute_date_start", store=True, readonly=False
    )
    date_end = fields.Date(string="To", compute="_compute_date_end", store=True, readonly=False)
    months = fields.Integer(compute="_compute_months", store=True)
    version_id = fields.Many2one("hr.version", string="Post Record", readonly=True, index=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("proposed", "Proposed"),
            ("returned", "Returned"),
            ("agreed", "Agreed"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    approach = fields.Selection(
        [("quantitative", "Quantitative"), ("qualitative", "Qualitative")],
        default="quantitative",
        required=True,
    )
    form = fields.Selection(
        [
            ("administrator", "Administrators and functional posts"),
            ("senior_leader", "Senior leaders"),
        ],
        default="administrator",
        required=True,
        readonly=True,
    )
    date_proposed = fields.Datetime(readonly=True, copy=False)
    date_agreed = fields.Datetime(readonly=True, copy=False)
    # Content
    result_ids = fields.One2many("asn.skp.result", "skp_id", string="Work Results")
    behaviour_ids = fields.One2many("asn.skp.behaviour", "skp_id", string="Behaviour")
    appendix_ids = fields.One2many("asn.skp.appendix", "skp_id", string="Appendices")
    resource_ids = fields.One2many(
        "asn.skp.appendix", "skp_id", string="Resources", domain=[("kind", "=", "resource")]
    )
    accountability_ids = fields.One2many(
        "asn.skp.appendix",
        "skp_id",
        string="Accountability",
        domain=[("kind", "=", "accountability")],
    )
    consequence_ids = fields.One2many(
        "asn.skp.appendix", "skp_id", string="Consequences", domain=[("kind", "=", "consequence")]
    )
    evaluation_ids = fields.One2many("asn.evaluation", "skp_id", string="Evaluations")
    transition_ids = fields.One2many("asn.transition", "skp_id", string="History", readonly=True)
    result_count = fields.Integer(
        string="Number of Results", compute="_compute_content_counts", store=True
    )
    indicator_count = fields.Integer(
        string="Number of Indicators", compute="_compute_content_counts", store=True
    )
    is_late = fields.Boolean(string="Late", compute="_compute_is_late", search="_search_is_late")
    next_step = fields.Char(compute="_compute_next_step")

    _employee_period_unique = models.UniqueIndex(
        "(employee_id, period_id, date_start) WHERE state <> 'cancelled'",
        "This employee has a plan for this time already.",
    )
    _period_name_index = models.Index("(period_id, employee_name, id)")
    _name_index = models.Index("(employee_name, id)")
    _check_dates = models.Constraint(
        "CHECK (date_end >= date_start)", "A plan cannot end before it starts."
    )
    _check_indicator_count = models.Constraint(
        f"CHECK (indicator_count IS NULL OR indicator_count <= {indicator_rules.MOST_PER_PLAN})",
        "A plan has at most 120 indicators. Keep those that say most about the results.",
    )
    _check_evaluator = models.Constraint(
        "CHECK (evaluator_id IS NULL OR evaluator_id <> employee_id)",
        "Nobody evaluates himself or herself. Choose the direct superior.",
    )

    # ------------------------------------------------------------------
    # Computed
    # ------------------------------------------------------------------

    @api.depends("employee_name", "period_id.name")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = self.env._(
                "%(name)s – SKP %(year)s",
                name=plan.employee_name or "",
                year=plan.period_id.name or "",
            )

    # One method for each: a value given for one would keep the other from being filled in.
    @api.depends("period_id")
    def _compute_date_start(self):
        for plan in self:
            year = plan.period_id
            plan.date_start = plan.date_start or (year and year._get_first_day(plan.employee_id))

    @api.depends("period_id")
    def _compute_date_end(self):
        for plan in self:
            plan.date_end = plan.date_end or plan.period_id.date_end

    @api.depends("date_start", "date_end")
    def _compute_months(self):
        for plan in self:
            # Some target must be shared out, however short the plan is.
            plan.months = max(self._count_months(plan.date_start, plan.date_end), 1)

    def _get_periods(self):
        """Return the evaluation periods of the year that this plan touches, in their order."""
        return self.period_id.child_ids.filtered(
            lambda period: period.date_start <= self.date_end and period.date_end >= self.date_start
        ).sorted("date_start")

    @api.depends("result_ids", "result_ids.indicator_ids")
    def _compute_content_counts(self):
        for plan in self:
            plan.result_count = len(plan.result_ids)
            plan.indicator_count = len(plan.result_ids.indicator_ids)

    @api.depends("state", "period_id.date_due", "date_start")
    def _compute_is_late(self):
        for plan in self:
            due = plan._get_due()
            waiting = plan.state in ("draft", "proposed", "returned")
            plan.is_late = bool(waiting and due and plan.period_id.today() > due)

    def _search_is_late(self, operator, value):
        if operator != "in":
            return NotImplemented
        late = Domain("state", "in", ("draft", "proposed", "returned")) & self._domain_due()
        return late if True in value else ~late

    @api.depends("state", "evaluator_id", "indicator_count")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for plan in self:
            plan.next_step = plan._get_next_step()

    def _get_next_step(self):
        """Say in one sentence what the reader must do next, or whom the plan waits for."""
        roles = self._workflow_roles()
        if self.state == "agreed":
            return self.env._("The plan is agreed. Work is logged against its indicators.")
        if not self.evaluator_id:
            return self.env._("Nobody can agree this plan: the officer has to set an evaluator.")
        if workflow.EMPLOYEE in roles and self.state in ("draft", "returned"):
            if not self.indicator_count:
                return self.env._("Add your work results with their indicators, then propose.")
            return self.env._("Check your results and targets, then propose the plan.")
        if workflow.EVALUATOR in roles and self.state == "proposed":
            return self.env._("Read the results and targets, then agree or return with a reason.")
        if self.state == "proposed":
            return self.env._("Waits for %s to agree or return it.", self.evaluator_name)
        if self.state in ("draft", "returned"):
            return self.env._("Waits for %s to propose it.", self.employee_name)
        return False

    # ------------------------------------------------------------------
    # Constraints and saving
    # ------------------------------------------------------------------

    @api.constrains("date_start", "date_end", "employee_id", "period_id", "state")
    def _check_segment(self):
        """A plan lies in its year; two plans of one person never share a day."""
        for plan in self.filtered(lambda p: p.state != "cancelled"):
            year = plan.period_id
            if plan.date_start < year.date_start or plan.date_end > year.date_end:
                raise ValidationError(
                    self.env._("The dates of a plan must lie inside %s.", year.name)
                )
            clash = self.sudo().search_count(  # sudo: finds a plan the caller may not read
                [
                    ("id", "!=", plan.id),
                    ("employee_id", "=", plan.employee_id.id),
                    ("state", "!=", "cancelled"),
                    ("date_start", "<=", plan.date_end),
                    ("date_end", ">=", plan.date_start),
                ],
                limit=1,
            )
            if clash:
                raise ValidationError(
                    self.env._(
                        "%s has another plan for these days. Change the dates of one of them.",
                        plan.employee_name,
                    )
                )

    @api.constrains("evaluator_id", "employee_id", "period_id")
    def _check_not_circular(self):
        """Two people never evaluate each other in one year; see ``rules/conflict.py``."""
        chosen = self.filtered("evaluator_id")
        for plan in chosen.filtered(lambda plan: plan.evaluator_id == plan.employee_id):
            # Said before the database would: the search below writes what is pending.
            raise ValidationError(
                self.env["asn.evaluation"]._describe_conflict(conflict.SELF, plan.employee_name, "")
            )
        evaluators = {}
        for other in self.sudo().search_fetch(  # sudo: as above
            [
                ("period_id", "in", chosen.period_id.ids),
                ("employee_id", "in", chosen.evaluator_id.ids),
                ("evaluator_id", "in", chosen.employee_id.ids),
                ("state", "!=", "cancelled"),
            ],
            ["period_id", "employee_id", "evaluator_id"],
        ):
            key = (other.period_id.id, other.employee_id.id)
            evaluators.setdefault(key, set()).add(other.evaluator_id.id)
        for plan in chosen:
            rated, evaluator = plan.employee_id.id, plan.evaluator_id.id
            meanwhile = evaluators.get((plan.period_id.id, evaluator), ())
            kind = conflict.find(rated, evaluator, meanwhile)
            if kind:
                # sudo: the name of the evaluator stands on the plan
                raise ValidationError(
                    self.env["asn.evaluation"]._describe_conflict(
                        kind, plan.employee_name, plan.evaluator_id.sudo().name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._guard_clean(vals) for vals in vals_list]
        for vals in vals_list:
            if not vals.get("employee_id") or not vals.get("period_id"):
                continue
            # sudo: reads the company of the two records to compare and to copy
            employee = self.env["hr.employee"].sudo().browse(vals["employee_id"])
            vals.setdefault("company_id", employee.company_id.id)
        plans = super().create(vals_list)
        for plan, vals in zip(plans, vals_list, strict=True):
            plan.sudo()._take_snapshot(
                bool(vals.get("evaluator_id"))
            )  # sudo: see _prepare_snapshot
            plan.sudo()._add_behaviours()
            plan.sudo()._workflow_schedule()
        return plans

    def write(self, vals):
        result = super().write(vals)
        if "evaluator_id" in vals and not self.env.su:
            for plan in self:
                plan._hand_over()
        return result

    def _take_snapshot(self, keep_evaluator=False):
        """Copy person, post, unit and evaluator as they are today (inside the plan's dates)."""
        for plan in self:
            on = min(max(plan.period_id.today(), plan.date_start), plan.date_end)
            if plan.previous_skp_id and plan.state == "draft":
                on = plan.date_start  # the post that the split found, not a later one
            evaluator = plan.evaluator_id if keep_evaluator else None
            values = plan._prepare_snapshot(plan.employee_id, on, evaluator)
            values["version_id"] = plan.employee_id._get_version(on).id
            is_leader = values["position_kind"] == "senior_leader"
            values["form"] = "senior_leader" if is_leader else "administrator"
            plan.write(values)

    def _add_behaviours(self):
        """Give each plan the seven values; the leader's expectation is written there."""
        values = self.env["asn.behaviour.value"].search([])
        self.env["asn.skp.behaviour"].create(
            [
                {"skp_id": plan.id, "value_id": value.id, "sequence": value.sequence}
                for plan in self
                for value in values - plan.behaviour_ids.value_id
            ]
        )

    def _hand_over(self):
        """Pass the plan and its unreleased evaluations to the evaluator that was just set."""
        self.ensure_one()
        # sudo: the officer may set the evaluator; the copies follow from that
        plan = self.sudo()
        on = plan.period_id.today()
        before = plan.evaluator_name
        evaluator = plan.evaluator_id
        superior = evaluator._get_version(on).asn_evaluator_id if evaluator else evaluator
        values = plan._prepare_evaluator(evaluator, superior)
        plan.write(values)
        evaluations = plan.evaluation_ids.filtered(
            lambda e: e.state not in workflow.RELEASED_STATES
        )
        evaluations.write(values)
        if before and before != plan.evaluator_name:
            evaluations._remark_evaluator(before, on)
        step = workflow.Transition(plan.state, "hand_over", (), plan.state)
        names = (before, plan.evaluator_name)
        self.env["asn.transition"]._log(
            plan, "skp_id", step, " → ".join(name or "–" for name in names)
        )
        for document in [plan, *evaluations]:
            document._workflow_schedule()
