from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...rules import workflow
from .asn_achievement_mapping import ORGANISATION_VALUES

RECOMMENDATION = ("recommended_value", "recommendation")
DECISION = ("value", "rationale")


class AsnUnitAchievement(models.Model):
    """What a unit achieved in a period (*capaian kinerja organisasi*), one of five values.

    PermenPANRB 6/2022 article 24 and SE MenPANRB 3/2023: the head of the superior organisation
    sets it, with a rationale, and may use what the performance team recommends. It is a chosen
    value and never a formula. It gives the pattern of the unit's predicates, and the rating of
    results of whoever heads the unit. It counts while it is set; the head of the unit sees it
    from then on, and has no say in it.
    """

    _name = "asn.unit.achievement"
    _description = "Achievement of a Unit"
    _inherit = ["asn.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "period_id, unit_name, id"
    _rec_names_search = ["unit_name"]

    _workflow_table = workflow.ACHIEVEMENT
    _workflow_parts = workflow.ACHIEVEMENT_PARTS
    _workflow_first_state = "draft"
    _workflow_log_field = "achievement_id"
    _workflow_activities = {
        "draft": ("hr_asn_kinerja.mail_activity_type_set_achievement", "setter_user_id"),
        "recommended": ("hr_asn_kinerja.mail_activity_type_set_achievement", "setter_user_id"),
        "reopened": ("hr_asn_kinerja.mail_activity_type_set_achievement", "setter_user_id"),
    }
    _guard_fields = {
        **dict.fromkeys(("unit_id", "period_id"), "link"),
        **dict.fromkeys(RECOMMENDATION, "recommendation"),
        **dict.fromkeys(DECISION, "decision"),
    }
    _guard_create_only = frozenset({"unit_id", "period_id"})

    unit_id = fields.Many2one(
        "hr.department", string="Unit", required=True, index=True, ondelete="restrict"
    )
    unit_name = fields.Char(string="Name of Unit", readonly=True)
    period_id = fields.Many2one("asn.period", required=True, index=True, ondelete="restrict")
    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, index=True
    )
    # Whose rating follows, and who decides; kept up to date until it is set
    head_name = fields.Char(string="Head of Unit", readonly=True)
    head_user_id = fields.Many2one(
        "res.users", string="Login of the Head", readonly=True, index="btree_not_null"
    )
    setter_name = fields.Char(
        string="Set by Whom",
        readonly=True,
        help="The head of the superior organisation: of the nearest unit above that has a head "
        "with a login, or else the evaluator of the unit's head.",
    )
    setter_user_id = fields.Many2one(
        "res.users", string="Login of Who Sets", readonly=True, index="btree_not_null"
    )
    is_top = fields.Boolean(
        string="Directly below the Mayor",
        readonly=True,
        help="No unit stands above it but the local government itself.",
    )
    # What the performance team says
    recommended_value = fields.Selection(ORGANISATION_VALUES, string="Recommended")
    recommendation = fields.Text(
        string="Recommendation of the Performance Team",
        help="What the planning, HR, organisation and audit units found: action plans, targets of "
        "the performance agreement, expectations on the unit.",
    )
    # What is decided
    value = fields.Selection(ORGANISATION_VALUES, string="Achievement", index=True)
    rationale = fields.Text(help="Why this value. The head of the unit reads it.")
    state = fields.Selection(
        [
            ("draft", "Not set"),
            ("recommended", "Recommended"),
            ("set", "Set"),
            ("reopened", "To be set again"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    is_on_behalf = fields.Boolean(string="On Behalf of the Mayor", readonly=True, copy=False)
    set_by_name = fields.Char(string="Set by", readonly=True, copy=False)
    date_set = fields.Datetime(string="Set on", readonly=True, copy=False)
    transition_ids = fields.One2many(
        "asn.transition", "achievement_id", string="History", readonly=True
    )
    is_own_unit = fields.Boolean(
        compute="_compute_is_own_unit", compute_sudo=True, export_string_translation=False
    )
    next_step = fields.Char(compute="_compute_next_step", export_string_translation=False)
    head_rating_note = fields.Char(
        string="For the Head of the Unit", compute="_compute_head_rating_note"
    )

    _unit_period_unique = models.UniqueIndex(
        "(unit_id, period_id)", "This unit has an achievement for this period already."
    )
    _period_name_index = models.Index("(period_id, unit_name, id)")

    @api.depends("unit_name", "period_id.name")
    def _compute_display_name(self):
        for achievement in self:
            name, period = achievement.unit_name or "", achievement.period_id.name or ""
            achievement.display_name = f"{name} – {period}"

    @api.constrains("unit_id", "period_id")
    def _check_region(self):
        for achievement in self:
            if achievement.unit_id.company_id != achievement.period_id.company_id:
                raise ValidationError(self.env._("Choose a unit and a period of the same region."))

    # ------------------------------------------------------------------
    # Who may do what
    # ------------------------------------------------------------------

    @api.depends("unit_id", "period_id")
    @api.depends_context("uid")
    def _compute_is_own_unit(self):
        """Whether the reader heads or headed the unit in the period, or acts as its head."""
        own = self._get_own_pairs()
        for achievement in self:
            period = achievement.period_id
            achievement.is_own_unit = bool(
                {(achievement.unit_id.id, period.id), (achievement.unit_id.id, None)} & own
            )

    def _get_own_pairs(self):
        """Return {(unit id, period id or None for any)} that the reader heads or headed."""
        self.env.flush_all()
        user, today = self.env.uid, self.env["asn.period"]._local_today(self.env.company)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT version.department_id, NULL::int
                  FROM hr_employee AS employee
                  JOIN hr_version AS version ON version.id = employee.current_version_id
                 WHERE employee.user_id = %(user)s AND version.asn_is_unit_head
             UNION
                SELECT acting.unit_id, NULL::int
                  FROM hr_employee AS employee
                  JOIN asn_acting AS acting ON acting.employee_id = employee.id
                 WHERE employee.user_id = %(user)s AND acting.state <> 'handed_back'
                   AND %(today)s BETWEEN acting.date_start AND acting.date_end
             UNION
                SELECT evaluation.head_of_unit_id, evaluation.period_id
                  FROM asn_evaluation AS evaluation
                 WHERE evaluation.user_id = %(user)s AND evaluation.head_of_unit_id IS NOT NULL
                """,
                user=user,
                today=today,
            )
        )
        return set(rows)

    def _workflow_roles(self):
        """Return the roles on this achievement; whoever heads the unit has none."""
        self.ensure_one()
        user = self.env.user
        if self.is_own_unit:
            return set()
        document = self.sudo()  # sudo: compares logins and units only
        roles = set()
        if document.setter_user_id == user:
            roles.add(workflow.SUPERIOR)
        if document.company_id not in user.company_ids:
            return roles
        if user.has_group("hr_asn_kinerja.group_asn_hr_office"):
            roles.add(workflow.HR_OFFICE)
            if not roles & {workflow.SUPERIOR} and (document.is_top or not document.setter_user_id):
                roles.add(workflow.ON_BEHALF)
        if user.has_group("hr_asn_kinerja.group_asn_unit_officer") and (
            user.sudo().asn_unit_ids & document._workflow_units()
        ):
            roles.add(workflow.UNIT_OFFICER)
        return roles

    def _workflow_role_labels(self):
        return {
            **super()._workflow_role_labels(),
            workflow.SUPERIOR: self.env._("the head of the superior organisation"),
            workflow.ON_BEHALF: self.env._("the HR office on behalf of the mayor"),
        }

    # ------------------------------------------------------------------
    # What the reader sees
    # ------------------------------------------------------------------

    @api.depends("state", "setter_name")
    @api.depends_context("uid")
    def _compute_next_step(self):
        for achievement in self:
            achievement.next_step = achievement._get_next_step()

    def _get_next_step(self):
        roles = self._workflow_roles() if self.id else {workflow.HR_OFFICE}
        if self.state == "set":
            return False
        if workflow.SUPERIOR in roles:
            return self.env._("Choose the achievement, write the rationale, and set it.")
        if workflow.ON_BEHALF in roles:
            return self.env._(
                "Choose the achievement and write the rationale; set it on behalf of the mayor, "
                "with the letter as the reason."
            )
        if self.state != "recommended" and roles:
            return self.env._("Write what the performance team recommends, and send it.")
        if self.setter_name:
            return self.env._("Waits for %s to set it.", self.setter_name)
        return self.env._("Nobody above has a login: the HR office sets it.")

    @api.depends("value", "period_id")
    def _compute_head_rating_note(self):
        """Say which rating of results the head of the unit gets from the value."""
        get_rating = self.env["asn.evaluation"]._rating_of_value
        ratings = dict(
            self.env["asn.evaluation"]._fields["result_rating"]._description_selection(self.env)
        )
        for achievement in self:
            on = achievement.period_id.date_end
            rating = achievement.value and on and get_rating(achievement.value, on)
            achievement.head_rating_note = (
                self.env._("Work results: %s", ratings[rating]) if rating else False
            )
