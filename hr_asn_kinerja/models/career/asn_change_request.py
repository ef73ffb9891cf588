from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ...rules import workflow

MOST_OFFICERS = 5


class AsnChangeRequest(models.Model):
    """The employee asks for another evaluator or another unit; an office decides, with a date.

    Whether an evaluator fits is decided by the officer of the unit or the HR office; another unit
    follows from a decree, so the HR office alone decides. The evaluator does not see that
    somebody asked for another one.
    """

    _name = "asn.change.request"
    _description = "Request for Another Evaluator or Unit"
    _inherit = ["asn.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "employee_name"

    _workflow_table = workflow.CHANGE_REQUEST
    _workflow_parts = workflow.CHANGE_REQUEST_PARTS
    _workflow_first_state = "draft"
    _workflow_log_field = "change_request_id"
    _workflow_activities = {
        "asked": ("hr_asn_kinerja.mail_activity_type_decide_request", "user_id"),
        "accepted": ("hr_asn_kinerja.mail_activity_type_read_decision", "user_id"),
        "refused": ("hr_asn_kinerja.mail_activity_type_read_decision", "user_id"),
    }
    _guard_fields = dict.fromkeys(
        ("kind", "proposed_evaluator_id", "proposed_unit_id", "reason", "date_from"), "content"
    )
    _guard_unlink_part = "content"

    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self._default_employee(),
    )
    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, index=True
    )
    employee_name = fields.Char(string="Name", readonly=True)
    user_id = fields.Many2one("res.users", string="Login", readonly=True, index="btree_not_null")
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True, index=True)
    evaluator_name = fields.Char(string="Evaluator so far", readonly=True)
    kind = fields.Selection(
        [("evaluator", "Another evaluator"), ("unit", "Another unit")],
        string="I ask for",
        required=True,
        default="evaluator",
    )
    proposed_evaluator_id = fields.Many2one(
        "hr.employee", string="Proposed Evaluator", check_company=True, ondelete="restrict"
    )
    proposed_unit_id = fields.Many2one(
        "hr.department", string="Proposed Unit", check_company=True, ondelete="restrict"
    )
    reason = fields.Text(
        help="What no longer fits, and since when. The office reads it; the evaluator does not."
    )
    date_from = fields.Date(
        string="Valid from", required=True, default=lambda self: self._today_of_region()
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("asked", "Asked"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
            ("withdrawn", "Withdrawn"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    date_asked = fields.Datetime(readonly=True, copy=False)
    date_decided = fields.Datetime(readonly=True, copy=False)
    decided_by_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    decision_reason = fields.Text(string="Reason of the Decision", readonly=True, copy=False)
    transition_ids = fields.One2many(
        "asn.transition", "change_request_id", string="History", readonly=True
    )
    proposal = fields.Char(
        compute="_compute_proposal", compute_sudo=True, export_string_translation=False
    )
    next_step = fields.Char(compute="_compute_next_step", export_string_translation=False)

    _open_unique = models.UniqueIndex(
        "(employee_id, kind) WHERE state IN ('draft', 'asked')",
        "You have an open request of this kind. Change or withdraw that one.",
    )
    _check_dates = models.Constraint(
        "CHECK (date_from BETWEEN '2000-01-01' AND '2100-12-31')",
        "Choose a date from the year 2000 to 2100.",
    )

    # ------------------------------------------------------------------
    # Defaults and what is shown
    # ------------------------------------------------------------------

    @api.model
    def _default_employee(self):
        return self.env.user._get_asn_employee(self.env.company)

    @api.model
    def _today_of_region(self):
        return self.env["asn.period"]._local_today(self.env.company)

    @api.depends("employee_name", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for request in self:
            parts = (request.employee_name, kinds.get(request.kind))
            request.display_name = " – ".join(part for part in parts if part)

    @api.depends("kind", "proposed_evaluator_id", "proposed_unit_id")
    def _compute_proposal(self):
        for request in self:
            chosen = (
                request.proposed_evaluator_id
                if request.kind == "evaluator"
                else request.proposed_unit_id
            )
            request.proposal = chosen.name

    @api.depends("state", "kind")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for request in self:
            request.next_step = request._get_next_step()

    def _get_next_step(self):
        """Say in one sentence what the reader must do next, or whom the request waits for."""
        roles = self._workflow_roles() if self.id else {workflow.EMPLOYEE}
        if self.state == "draft" and workflow.EMPLOYEE in roles:
            return self.env._("Say what you ask for and why, then send it to the office.")
        if self.state == "asked" and roles & {workflow.UNIT_OFFICER, workflow.HR_OFFICE}:
            return self.env._("Read the reason, then accept or refuse with a reason.")
        if self.state == "asked" and self.kind == "unit":
            return self.env._("Waits for the HR office: another unit follows from a decree.")
        if self.state == "asked":
            return self.env._("Waits for the unit's performance officer or the HR office.")
        if self.state == "accepted":
            return self.env._("Accepted, valid from %s.", format_date(self.env, self.date_from))
        if self.state == "refused":
            return self.env._("Refused: %s", self.decision_reason or "")
        return False

    # ------------------------------------------------------------------
    # Who may
    # ------------------------------------------------------------------

    def _workflow_roles(self):
        """Return the roles on this request: nobody decides the own one, the evaluator has none."""
        self.ensure_one()
        user = self.env.user
        request = self.sudo()  # sudo: compares logins only
        if user in (request.user_id | request.employee_id.user_id):
            return {workflow.EMPLOYEE} if request.user_id == user else set()
        if request.company_id not in user.company_ids:
            return set()
        roles = set()
        if user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            roles.add(workflow.HR_OFFICE)
        if (
            request.kind == "evaluator"
            and user.has_group("hr_asn_kinerja.group_asn_unit_officer")
            and user.asn_unit_ids & request._workflow_units()
        ):
            roles.add(workflow.UNIT_OFFICER)
        return roles

    @api.model_create_multi
    def create(self, vals_list):
        requests = super().create(
            [{key: val for key, val in vals.items() if key != "state"} for vals in vals_list]
        )
        for request in requests:
            # sudo: logins are compared, nothing is returned
            if not self.env.su and self.env.user != request.employee_id.sudo().user_id:
                raise AccessError(self.env._("A request is made by the person concerned."))
        return requests

    def _prepare_person(self, employee):
        """Return the copies of the person, as of today."""
        version = employee._get_version(self._today_of_region())
        return {
            "company_id": employee.company_id.id,
            "employee_name": employee.name,
            "user_id": employee.user_id.id,
            "unit_id": version.department_id.id,
            "evaluator_name": version.asn_evaluator_id.name,
        }

    def _add_missing_default_values(self, values):
        """Copy person, unit and evaluator of the employee whom the server has filled in."""
        values = super()._add_missing_default_values(values)
        if not values.get("employee_id"):
            raise UserError(
                self.env._("Your login belongs to no employee. Ask the HR office to link it.")
            )
        # sudo: copies of the own HR record
        employee = self.env["hr.employee"].sudo().browse(values["employee_id"])
        return {**values, **self._prepare_person(employee)}

    # ------------------------------------------------------------------
    # Checks
    # ------------------------------------------------------------------

    @api.constrains("kind", "proposed_evaluator_id", "proposed_unit_id", "employee_id")
    def _check_proposal(self):
        for request in self.sudo():  # sudo: reads who evaluates whom, to compare
            if request.kind == "unit":
                continue
            chosen = request.proposed_evaluator_id
            if chosen and chosen == request.employee_id:
                raise ValidationError(
                    self.env._("Nobody evaluates himself or herself. Propose a superior.")
                )

    def _get_problem(self):
        """Return why the request cannot be asked or accepted as it stands, or None."""
        self.ensure_one()
        request = self.sudo()  # sudo: as above
        employee, day = request.employee_id, request.date_from
        version = employee._get_version(day)
        if request.kind == "unit":
            if not request.proposed_unit_id:
                return self.env._("Choose the proposed unit.")
            if request.proposed_unit_id == version.department_id:
                return self.env._("%s is the unit already.", request.proposed_unit_id.name)
            return None
        chosen = request.proposed_evaluator_id
        if not chosen:
            return self.env._("Choose the proposed evaluator.")
        if not chosen.active:
            return self.env._("%s has left the service. Propose somebody else.", chosen.name)
        if chosen == version.asn_evaluator_id:
            return self.env._("%s is the evaluator already.", chosen.name)
        line, above = employee, chosen
        while above and above not in line:
            line |= above
            above = above._get_version(day).asn_evaluator_id
        if above == employee:
            return self.env._(
                "%(chosen)s is evaluated by %(employee)s, directly or through others. Propose "
                "somebody above.",
                chosen=chosen.name,
                employee=employee.name,
            )
        return None

    def _require_complete_request(self, transition, reason):
        problem = self._get_problem()
        if problem:
            raise UserError(problem)
        if transition.action == "ask" and not (self.reason or "").strip():
            raise UserError(self.env._("Write why: the office decides by it."))

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_ask(self):
        """The employee sends the request to the office."""
        return self._workflow_run("ask")

    def action_withdraw(self):
        """The employee takes the request back."""
        return self._workflow_run("withdraw")

    def action_accept(self):
        """The office accepts: the post record gets the change at its date, plans follow."""
        return self._workflow_run("accept")

    def action_refuse(self, reason=None):
        """The office refuses, with a reason that the employee reads."""
        return self._workflow_run("refuse", reason)

    def action_ask_reason(self):
        """Open the dialog that asks for the reason of the step named in the context."""
        return self.env["asn.reason"]._open(self, self.env.context.get("asn_action"))

    def _workflow_apply(self, transition, reason):
        if transition.action in ("accept", "refuse"):
            # sudo: the table has allowed the decision
            self.sudo().decision_reason = (reason or "").strip() or False
        return super()._workflow_apply(transition, reason)

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        now = fields.Datetime.now()
        if transition.action == "ask":
            values["date_asked"] = now
        elif transition.action in ("accept", "refuse"):
            values.update({"date_decided": now, "decided_by_id": self.env.uid})
        return values

    def _workflow_after(self, transition):
        if transition.action == "accept":
            self._apply_decision()

    def _workflow_deadline(self):
        return fields.Date.add(self._today_of_region(), days=7)

    def _workflow_schedule(self):
        """Remind the officers while it waits for them, then the employee of the decision."""
        if self.state != "asked":
            return super()._workflow_schedule()
        types = [xmlid for xmlid, _field in self._workflow_activities.values()]
        self.activity_unlink(types)
        xmlid, _field = self._workflow_activities["asked"]
        for user in self._get_officers():
            self.activity_schedule(xmlid, date_deadline=self._workflow_deadline(), user_id=user.id)
        return None

    def _get_officers(self):
        """Return who may decide: the officers nearest to the unit, else the HR office."""
        users = self.env["res.users"]
        if self.kind == "evaluator":
            for unit in reversed(self._workflow_units()):
                users = users.search(
                    [
                        ("asn_unit_ids", "in", unit.ids),
                        ("all_group_ids", "in", self._group("unit_officer").ids),
                        ("company_ids", "in", self.company_id.ids),
                        ("id", "!=", self.user_id.id),
                    ],
                    limit=MOST_OFFICERS,
                )
                if users:
                    return users
        return users.search(
            [
                ("all_group_ids", "in", self._group("hr_office").ids),
                ("company_ids", "in", self.company_id.ids),
                ("share", "=", False),
                ("id", "!=", self.user_id.id),
            ],
            limit=MOST_OFFICERS,
        )

    def _group(self, name):
        return self.env.ref(f"hr_asn_kinerja.group_asn_{name}")

    def _apply_decision(self):
        """Write the change to the post record at its date, and hand the plans over.

        Another unit is another post: the officer splits the plan, which is suggested from the
        new record. Runs as superuser, after the table has allowed the decision.
        """
        self.ensure_one()
        # The framework drops superuser rights while it makes a record of the post, so the
        # superuser itself is asked: an officer of a unit has no right to HR records otherwise.
        # sudo: the table has allowed the decision; an officer of a unit has no right to HR records
        employee = self.employee_id.with_user(SUPERUSER_ID)
        day = self.date_from
        before = employee._get_version(day)
        if self.kind == "unit":
            values = {"department_id": self.proposed_unit_id.id}
        else:
            values = {"asn_evaluator_id": self.proposed_evaluator_id.id}
        (name,) = values
        later = employee.version_ids.filtered(
            lambda v: v.date_version > day and v[name] == before[name]
        )
        version = employee.create_version({"date_version": day, **values})
        (version | later).write(values)
        if self.kind == "evaluator" and day <= self._today_of_region():
            plans = self.env["asn.skp"].search(
                [
                    ("employee_id", "=", employee.id),
                    ("state", "in", workflow.RUNNING_PLAN_STATES),
                    ("date_end", ">=", day),
                ]
            )
            for plan in plans - plans.filtered(
                lambda p: p.evaluator_id == self.proposed_evaluator_id
            ):
                plan.write({"evaluator_id": self.proposed_evaluator_id.id})
                plan._hand_over()
