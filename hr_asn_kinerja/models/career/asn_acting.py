from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ...rules import workflow

LONGEST_DAYS = 2 * 366
NAMES_SHOWN = 5


class AsnActing(models.Model):
    """Acting head (*pelaksana tugas*, PLT): who stands in for whom, from when to when.

    While somebody acts, he or she may be the evaluator of the people of the absent head, where
    the office hands them over; on the last day everything goes back. A daily stand-in (PLH)
    changes nothing and is not kept here.
    """

    _name = "asn.acting"
    _description = "Acting Head (PLT)"
    _inherit = ["asn.office.mixin"]
    _order = "date_start desc, id desc"
    _rec_name = "employee_name"

    _guard_fields = dict.fromkeys(
        ("employee_id", "absent_employee_id", "unit_id", "date_start", "date_end", "decree"),
        "record",
    )
    _guard_create_only = frozenset({"employee_id", "absent_employee_id", "unit_id"})
    _guard_unlink_part = "record"

    employee_id = fields.Many2one(string="Acting Official")
    absent_employee_id = fields.Many2one(
        "hr.employee",
        string="Stands in for",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The head who is absent. Leave it empty when the post is vacant.",
    )
    unit_id = fields.Many2one(
        "hr.department",
        string="Head of Unit",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        help="The unit whose head is absent or missing.",
    )
    date_start = fields.Date(string="From", required=True)
    date_end = fields.Date(string="To", required=True)
    decree = fields.Char(string="Decree", required=True, help="Number and date of the letter.")
    skp_ids = fields.Many2many(
        "asn.skp",
        "asn_acting_skp_rel",
        "acting_id",
        "skp_id",
        string="Plans handed over",
        readonly=True,
    )
    state = fields.Selection(
        [
            ("kept", "Not handed over"),
            ("handed_over", "Handed over"),
            ("handed_back", "Handed back"),
        ],
        string="Status",
        default="kept",
        required=True,
        readonly=True,
        index=True,
    )
    plan_count = fields.Integer(string="Plans", compute="_compute_plan_count", compute_sudo=True)

    _check_dates = models.Constraint(
        "CHECK (date_end >= date_start)", "Acting cannot end before it starts."
    )
    _check_span = models.Constraint(
        "CHECK (date_start >= '2000-01-01' AND date_end <= '2100-12-31'"
        f" AND date_end - date_start <= {LONGEST_DAYS})",
        "Acting lies between 2000 and 2100 and lasts at most two years.",
    )
    _check_not_own = models.Constraint(
        "CHECK (absent_employee_id IS NULL OR absent_employee_id <> employee_id)",
        "Nobody stands in for himself or herself.",
    )

    @api.depends("employee_name", "unit_id.name")
    def _compute_display_name(self):
        for acting in self:
            parts = (acting.employee_name, acting.unit_id.name and f"PLT {acting.unit_id.name}")
            acting.display_name = " – ".join(part for part in parts if part) or False

    @api.depends("skp_ids", "absent_employee_id", "unit_id", "state")
    def _compute_plan_count(self):
        for acting in self:
            plans = acting.skp_ids if acting.state != "kept" else acting._get_plans()
            acting.plan_count = len(plans)

    @api.constrains("employee_id", "absent_employee_id", "unit_id", "date_start", "date_end")
    def _check_acting(self):
        """People of one region; one acting head for a unit at a time."""
        for acting in self:
            region = acting.employee_id.company_id
            if {acting.unit_id.company_id, acting.absent_employee_id.company_id or region} != {
                region
            }:
                raise ValidationError(self.env._("Choose people and a unit of one region."))
            other = self.sudo().search(  # sudo: finds one that the caller may not read
                [
                    ("id", "!=", acting.id),
                    ("unit_id", "=", acting.unit_id.id),
                    ("date_start", "<=", acting.date_end),
                    ("date_end", ">=", acting.date_start),
                ],
                limit=1,
            )
            if other:
                raise ValidationError(
                    self.env._(
                        "%(name)s acts for this unit from %(start)s to %(end)s already.",
                        name=other.employee_name,
                        start=format_date(self.env, other.date_start),
                        end=format_date(self.env, other.date_end),
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_before_hand_over(self):
        if any(acting.state == "handed_over" for acting in self):
            raise UserError(self.env._("Hand the plans back first."))

    def _workflow_editable_parts(self):
        """Nobody keeps the acting of his or her own superior or of himself or herself."""
        absent = self.sudo().absent_employee_id.user_id  # sudo: compares logins only
        if absent == self.env.user:
            return frozenset()
        parts = super()._workflow_editable_parts()
        is_office = self.env.user.has_group("hr_asn_kinerja.group_asn_hr_office")
        if parts and not is_office:
            path = self.unit_id.sudo().parent_path or ""  # sudo: the unit's place in the tree
            units = {int(part) for part in path.split("/") if part}
            if not units & set(self.env.user.sudo().asn_unit_ids.ids):
                return frozenset()
        return parts

    # ------------------------------------------------------------------
    # Hand-over and back
    # ------------------------------------------------------------------

    def _get_plans(self):
        """Return the running plans of the people whom the absent head evaluates."""
        self.ensure_one()
        domain = [
            ("state", "in", workflow.RUNNING_PLAN_STATES),
            ("period_id.state", "!=", "closed"),
        ]
        if self.absent_employee_id:
            domain.append(("evaluator_id", "=", self.absent_employee_id.id))
        else:
            domain += [
                ("unit_id", "=", self.unit_id.id),
                ("evaluator_problem", "in", ("none", "archived")),
            ]
        return self.env["asn.skp"].search(domain)

    def _check_keeper(self):
        self.check_access("write")
        for acting in self:
            if "record" not in acting._workflow_editable_parts():
                raise AccessError(
                    self.env._(
                        "Plans are handed over by the unit's performance officer or the HR "
                        "office, never by the acting or the absent official."
                    )
                )

    def action_hand_over(self):
        """Make the acting official the evaluator of the absent head's people, for the time."""
        self._check_keeper()
        for acting in self.filtered(lambda a: a.state != "handed_over"):
            acting._hand_over()
        return True

    def _hand_over(self):
        self.ensure_one()
        today = self.env["asn.period"]._local_today(self.company_id)
        if not self.date_start <= today <= self.date_end:
            raise UserError(
                self.env._(
                    "Hand over while the acting lasts: %(start)s to %(end)s.",
                    start=format_date(self.env, self.date_start),
                    end=format_date(self.env, self.date_end),
                )
            )
        if not self.employee_id.sudo().user_id.active:  # sudo: whether there is a login
            raise UserError(
                self.env._(
                    "%s cannot sign in. The HR office links a login first.", self.employee_name
                )
            )
        # What may be handed over is asked as the office; the statement then runs as superuser.
        # sudo: what may be handed over was asked as the office; the statement runs below its rules
        plans = self._get_plans()._bulk_allowed().sudo()
        plans -= plans.filtered(lambda plan: plan.employee_id == self.employee_id)
        plans -= self._get_circular(plans)
        if not plans:
            raise UserError(self.env._("There is no plan to hand over in your care."))
        # sudo: the evaluator above stands in HR records, which an officer may not read
        acting = self.employee_id.sudo()
        above = acting._get_version(today).asn_evaluator_id
        above = above if above != self.absent_employee_id else above.browse()
        changes = [
            (
                plan.id,
                plan.evaluator_id.id or None,
                acting.id,
                (plan.superior_id - acting or above).id or None,
            )
            for plan in plans
        ]
        remarks = self._prepare_remarks(plans, today)
        steps = plans._hand_over_many(changes, self._get_reason())
        self.env["asn.evaluation"]._add_remarks(
            [(evaluation.id, text) for evaluation, text in remarks if evaluation.skp_id.id in steps]
        )
        # sudo: the state is set by this step alone; the office was asked by _bulk_allowed
        self.sudo().write({"state": "handed_over", "skp_ids": [fields.Command.set(list(steps))]})

    def _get_circular(self, plans):
        """Return the plans of people who evaluate the acting official."""
        own = (
            self.env["asn.skp"]
            .sudo()
            .search(  # sudo: who evaluates whom, to compare
                [
                    ("employee_id", "=", self.employee_id.id),
                    ("state", "in", workflow.RUNNING_PLAN_STATES),
                ]
            )
        )
        return plans.filtered(lambda plan: plan.employee_id in own.evaluator_id)

    def _get_reason(self):
        return self.env._(
            "%(acting)s as acting head (PLT) of %(unit)s, %(decree)s, %(start)s to %(end)s",
            acting=self.employee_name,
            # sudo: the unit is named; its name is no secret
            unit=self.unit_id.sudo().name,
            decree=self.decree,
            start=format_date(self.env, self.date_start),
            end=format_date(self.env, self.date_end),
        )

    def _get_assignment(self):
        """Return the words that name this duty as the source of an additional result."""
        self.ensure_one()
        return self.env._(
            "Acting head (PLT) of %(unit)s, %(decree)s",
            unit=self.unit_id.sudo().name,  # sudo: the name of a unit
            decree=self.decree,
        )

    def _prepare_remarks(self, plans, today):
        """Return [(evaluation, remark)] that names both parties, of what is not released."""
        # sudo: the plans that are handed over; the remark is a copy of names and days
        evaluations = self.env["asn.evaluation"].sudo()
        day, reason = format_date(self.env, today), self._get_reason()
        remarks = []
        for evaluation in evaluations.search(
            [("skp_id", "in", plans.ids), ("state", "not in", workflow.RELEASED_STATES)]
        ):
            lines = [self.env._("From %(day)s: %(reason)s.", day=day, reason=reason)]
            if evaluation.evaluator_name and evaluation.date_start < today:
                lines.insert(
                    0,
                    self.env._(
                        "Evaluated up to %(day)s by %(name)s.",
                        day=format_date(self.env, min(today, evaluation.date_end)),
                        name=evaluation.evaluator_name,
                    ),
                )
            remarks.append((evaluation, "\n".join(lines)))
        return remarks

    def action_hand_back(self):
        """Give the plans back to the head, or to who leads the unit now."""
        self._check_keeper()
        self.filtered(lambda a: a.state == "handed_over")._hand_back()
        return True

    def _hand_back(self):
        for acting in self.sudo():  # sudo: the same plans that were handed over, and no others
            person = acting.absent_employee_id
            if not person.active or not person:
                heads = acting.skp_ids._get_unit_heads()
                person = person.browse(heads.get(acting.unit_id.id))
            if person == acting.employee_id:
                person = person.browse()
            today = self.env["asn.period"]._local_today(acting.company_id)
            above = person._get_version(today).asn_evaluator_id if person else person
            changes = [
                (plan.id, acting.employee_id.id, person.id or None, above.id or None)
                for plan in acting.skp_ids
                if plan.employee_id != person
            ]
            if changes:
                acting.skp_ids._hand_over_many(
                    changes,
                    self.env._("Acting of %s ended: handed back", acting.employee_name),
                )
            acting.state = "handed_back"

    @api.model
    def _cron_end_acting(self):
        """Hand back what is still handed over after the last day: rights end with the decree."""
        over = self.search(
            [
                ("state", "=", "handed_over"),
                ("date_end", "<", self.env["asn.period"]._local_today(self.env.company)),
            ]
        )
        for acting in over:
            acting._hand_back()

    def action_view_plans(self):
        """Open the plans that were or will be handed over."""
        if len(self) != 1 or not self.id:
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")
        plans = self.skp_ids if self.state != "kept" else self._get_plans()
        action = self.env["ir.actions.act_window"]._for_xml_id("hr_asn_kinerja.asn_skp_action_all")
        return {**action, "domain": [("id", "in", plans.ids)], "context": {}}
