from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...rules import workflow


class AsnCalibration(models.Model):
    """The calibration of a unit, with the units below it, for one period.

    SE MenPANRB 3/2023: the leader considers the distribution of predicates before they are given.
    The distribution warns and never blocks; where it leaves the pattern of the organisation
    predicate, the HR office or the head of the unit above confirms the exception with a reason.
    Nobody who is rated in the unit confirms.
    """

    _name = "asn.calibration"
    _description = "Calibration"
    _inherit = ["asn.workflow.mixin", "mail.thread"]
    _order = "id desc"

    _workflow_table = workflow.CALIBRATION
    _workflow_parts = workflow.CALIBRATION_PARTS
    _workflow_log_field = "calibration_id"

    unit_id = fields.Many2one(
        "hr.department",
        string="Unit",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    period_id = fields.Many2one(
        "asn.period", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, index=True
    )
    state = fields.Selection(
        [("open", "Open"), ("confirmed", "Confirmed")],
        default="open",
        required=True,
        readonly=True,
        index=True,
        copy=False,
    )
    # The logins that look at it besides the offices
    head_user_id = fields.Many2one(
        "res.users", string="Head of the Unit", readonly=True, index="btree_not_null"
    )
    superior_user_id = fields.Many2one(
        "res.users", string="Head of the Unit Above", readonly=True, index="btree_not_null"
    )
    confirmed_by_name = fields.Char(string="Confirmed by", readonly=True, copy=False)
    date_confirmed = fields.Datetime(string="Confirmed on", readonly=True, copy=False)
    confirmation_ids = fields.One2many(
        "asn.calibration.confirmation", "calibration_id", string="Confirmations", readonly=True
    )
    transition_ids = fields.One2many(
        "asn.transition", "calibration_id", string="History", readonly=True
    )
    next_step = fields.Char(compute="_compute_next_step", export_string_translation=False)

    _unit_period_unique = models.UniqueIndex(
        "(unit_id, period_id)", "This unit has a calibration for this period already."
    )

    @api.depends("unit_id.name", "period_id.name")
    def _compute_display_name(self):
        for calibration in self:
            # sudo: names of a unit and of a period
            unit, period = calibration.sudo().unit_id, calibration.sudo().period_id
            calibration.display_name = f"{unit.name or ''} – {period.name or ''}"

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for calibration in self:
            actions = (calibration.allowed_actions or "").split(",")
            if calibration.state == "confirmed":
                calibration.next_step = self.env._(
                    "Confirmed by %s.", calibration.confirmed_by_name or "–"
                )
            elif "confirm" in actions:
                calibration.next_step = self.env._(
                    "Look at the nine-box, then confirm the distribution."
                )
            else:
                calibration.next_step = self.env._(
                    "Waits for the HR office or the head of the unit above to confirm it."
                )

    # ------------------------------------------------------------------
    # Who
    # ------------------------------------------------------------------

    def _workflow_roles(self):
        """Return the roles here: whoever is rated in this unit and period confirms nothing."""
        self.ensure_one()
        user = self.env.user
        calibration = self.sudo()  # sudo: compares logins and units only
        roles = set()
        if calibration._is_rated(user):
            return roles
        if calibration.superior_user_id == user:
            roles.add(workflow.SUPERIOR)
        if calibration.company_id in user.company_ids and user.has_group(
            "hr_asn_kinerja.group_asn_hr_office"
        ):
            roles.add(workflow.HR_OFFICE)
        return roles

    def _workflow_role_labels(self):
        return {
            **super()._workflow_role_labels(),
            workflow.SUPERIOR: self.env._("the head of the unit above"),
        }

    def _is_rated(self, user):
        """Tell whether ``user`` is one of the people rated in this unit and period."""
        domain = self.env["asn.evaluation"]._calibration_domain(self.period_id, self.unit_id)
        return bool(
            self.env["asn.evaluation"].search_count(
                domain & self.env["asn.evaluation"]._calibration_own(user), limit=1
            )
        )

    @api.model
    def _find_head(self, unit):
        """Return the login of the head of ``unit`` as of today; an empty record without one."""
        # sudo: which posts head the unit
        version = self.env["hr.version"].sudo()
        found = version.search(
            [
                ("department_id", "=", unit.id),
                ("asn_is_unit_head", "=", True),
                ("employee_id.active", "=", True),
                ("employee_id.user_id", "!=", False),
            ],
            order="date_version desc, id",
        ).filtered(lambda post: post.employee_id.current_version_id == post)[:1]
        return found.employee_id.user_id or unit.manager_id.user_id

    @api.model
    def _may_start(self, unit):
        """Tell whether the current user opens calibrations of ``unit`` (a record read as sudo)."""
        user = self.env.user
        if unit.company_id and unit.company_id not in user.company_ids:
            return False
        if user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            return True
        above = {int(part) for part in (unit.parent_path or "").split("/") if part}
        if user.has_group("hr_asn_kinerja.group_asn_unit_officer") and above & set(
            user.sudo().asn_unit_ids.ids  # sudo: the user's own units
        ):
            return True
        # sudo: the shape of the organisation, which every employee sees
        line = self.env["hr.department"].sudo().browse(sorted(above))
        return any(self._find_head(one) == user for one in line)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    @api.model
    def action_start(self, unit_id, period_id):
        """Open the calibration of a unit for a period; the one that is there when there is one.

        :return: its id
        :raises AccessError: neither HR office nor officer or head of the unit or one above
        :raises UserError: no such unit or period
        """
        screen = self.env["asn.skp"]
        period = self.env["asn.period"].search(
            [("id", "=", screen._screen_id(period_id)), ("state", "!=", "draft")]
        )
        # sudo: the shape of the organisation, which every employee sees
        unit = self.env["hr.department"].sudo().browse(screen._screen_id(unit_id)).exists()
        if not unit or not period:
            raise UserError(self.env._("Choose a unit and a period that was opened."))
        if not self._may_start(unit):
            raise AccessError(
                self.env._(
                    "The calibration of %s is opened by the HR office, by the officer or by the "
                    "head of the unit.",
                    unit.name,
                )
            )
        # sudo: the check above is the right to open it
        calibrations = self.sudo()
        domain = [("unit_id", "=", unit.id), ("period_id", "=", period.id)]
        calibration = calibrations.search(domain)
        if not calibration:
            calibration = calibrations.create(self._prepare_start(unit, period))
            step = workflow.Transition("", "open", (), "open")
            self.env["asn.transition"]._log(calibration, self._workflow_log_field, step)
        return calibration.id

    @api.model
    def _prepare_start(self, unit, period):
        head = self._find_head(unit)
        above = unit.parent_id
        superior = self.env["res.users"]
        while above and (not superior or superior == head):
            superior = self._find_head(above)
            above = above.parent_id
        return {
            "unit_id": unit.id,
            "period_id": period.id,
            "company_id": period.company_id.id,
            "head_user_id": head.id,
            "superior_user_id": superior.id if superior != head else False,
        }

    def action_confirm(self, reason=None):
        """Confirm the distribution; with a reason where it leaves the pattern."""
        return self._workflow_run("confirm", reason)

    def action_reopen(self, reason=None):
        """Take a confirmation back, with a reason."""
        return self._workflow_run("reopen", reason)

    def action_open_board(self):
        """Open the nine-box of this unit and period."""
        self._check_one()
        action = self.env["ir.actions.client"]._for_xml_id("hr_asn_kinerja.asn_calibration_action")
        params = {"unit_id": self.unit_id.id, "period_id": self.period_id.id}
        return {**action, "params": params, "path": False}

    def _require_exception_reason(self, transition, reason):
        # sudo: whoever confirms answers for the whole unit; nothing is returned
        distribution = self.sudo()._get_distribution()
        if distribution["leaves"] and not (reason or "").strip():
            raise UserError(
                self.env._(
                    "The distribution of %s leaves the pattern. Write the reason for the "
                    "exception.",
                    self.display_name,
                )
            )

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        if transition.action == "confirm":
            values["date_confirmed"] = fields.Datetime.now()
            values["confirmed_by_name"] = self.env.user.name
        elif transition.action == "reopen":
            values.update(date_confirmed=False, confirmed_by_name=False)
        return values

    def _workflow_apply(self, transition, reason):
        result = super()._workflow_apply(transition, reason)
        if transition.action == "confirm":
            self.env["asn.calibration.confirmation"]._keep(self, reason)
        return result

    def _workflow_schedule(self):
        """Nobody waits here: whoever confirms looks at the list of units."""

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A calibration has a history and is not deleted."))
