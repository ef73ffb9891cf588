import secrets
from hmac import compare_digest

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...rules import socialisation, workflow

CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without those that look alike
CODE_LENGTH = 6
ORGANISERS = "hr_asn_kinerja.group_asn_unit_officer,hr_asn_kinerja.group_asn_hr_office"


class AsnSocialisationSession(models.Model):
    """A meeting in which the appraisal is explained, with its attendance list."""

    _name = "asn.socialisation.session"
    _description = "Session of a Socialisation"
    _inherit = ["asn.socialisation.mixin"]
    _order = "date_start, id"

    _socialisation_parts = socialisation.SESSION_PARTS
    _guard_fields = dict.fromkeys(
        (
            "socialisation_id",
            "name",
            "date_start",
            "date_end",
            "place",
            "speaker",
            "unit_ids",
            "material_ids",
            "capacity",
        ),
        "session",
    ) | {"attendance_ids": "attendance"}
    _guard_create_only = frozenset({"socialisation_id"})
    _guard_unlink_part = "session"

    socialisation_id = fields.Many2one(
        "asn.socialisation",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self._default_socialisation(),
        domain="[('state', '!=', 'closed')]",
    )
    company_id = fields.Many2one(
        related="socialisation_id.company_id", store=True, index=True, precompute=True
    )
    name = fields.Char(string="Topic", required=True)
    date_start = fields.Datetime(string="From", required=True)
    date_end = fields.Datetime(string="To", required=True)
    date = fields.Date(
        compute="_compute_date",
        store=True,
        precompute=True,
        help="The day of the session in the region.",
    )
    place = fields.Char()
    speaker = fields.Char()
    unit_ids = fields.Many2many(
        "hr.department",
        "asn_socialisation_session_unit_rel",
        "session_id",
        "unit_id",
        string="Units",
        check_company=True,
        help="Who is invited, with the units below. Empty: everybody.",
    )
    material_ids = fields.Many2many(
        "asn.socialisation.material",
        "asn_socialisation_session_material_rel",
        "session_id",
        "material_id",
        string="Material",
        domain="[('socialisation_id', '=', socialisation_id)]",
    )
    capacity = fields.Integer(string="Places", help="0: no limit.")
    code = fields.Char(
        readonly=True,
        copy=False,
        default=lambda self: self._default_code(),
        groups=ORGANISERS,
        help="Show it at the end of the session: whoever types it in confirms to have been there.",
    )
    attendance_ids = fields.One2many("asn.socialisation.attendance", "session_id")
    listed_count = fields.Integer(string="On the List", compute="_compute_counts")
    present_count = fields.Integer(string="Present", compute="_compute_counts")

    _campaign_index = models.Index("(socialisation_id, date_start)")
    _check_times = models.Constraint(
        "CHECK (date_end > date_start AND date_end <= date_start + interval '7 days')",
        "A session ends after it starts, within a week.",
    )
    _check_capacity = models.Constraint(
        "CHECK (COALESCE(capacity, 0) BETWEEN 0 AND 100000)",
        "Places are a number from 0 to 100,000.",
    )

    @api.model
    def _default_socialisation(self):
        return self.env["asn.socialisation"].search(
            [("company_id", "=", self.env.company.id), ("state", "=", "open")], limit=1
        )

    @api.model
    def _default_code(self):
        return "".join(secrets.choice(CODE_LETTERS) for _number in range(CODE_LENGTH))

    @api.depends("date_start", "company_id.asn_tz")
    def _compute_date(self):
        for session in self:
            zone = session.company_id.sudo().asn_tz or "Asia/Jakarta"  # sudo: a setting
            start = session.date_start
            session.date = (
                start
                and fields.Datetime.context_timestamp(session.with_context(tz=zone), start).date()
            )

    def _compute_counts(self):
        found = {}
        # sudo: numbers only; an officer sees the lines of the own units, and how many there are
        lines = self.env["asn.socialisation.attendance"].sudo()
        for session, present, number in lines._read_group(
            [("session_id", "in", self.ids)], ["session_id", "is_present"], ["__count"]
        ):
            found[session.id, present] = number
        for session in self:
            session.present_count = found.get((session.id, True), 0)
            session.listed_count = session.present_count + found.get((session.id, False), 0)

    # ------------------------------------------------------------------
    # Who may write
    # ------------------------------------------------------------------

    def write(self, vals):
        result = super().write(vals)
        if not self.env.su:
            self._guard_check(set(vals) & set(self._guard_fields) - {"socialisation_id"})
        if {"date_start", "date_end"} & set(vals):
            # sudo: the days of those who were there follow
            people = self.sudo().attendance_ids.filtered("is_present").participant_id
            people._update_attended(people.ids)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_without_attendance(self):
        # sudo: looks whether anybody was there
        if any(line.is_present for line in self.sudo().attendance_ids):
            raise UserError(self.env._("People have been at this session; it cannot be deleted."))

    def _socialisation_roles(self):
        """An officer keeps a session when all units that are invited are his or her own."""
        roles = super()._socialisation_roles()
        if workflow.UNIT_OFFICER in roles and not self._is_of_own_units():
            roles.discard(workflow.UNIT_OFFICER)
        return roles

    def _is_of_own_units(self):
        own = self.env.user.sudo().asn_unit_ids  # sudo: the own units of whoever asks
        units = self.sudo().unit_ids  # sudo: compared only
        paths = [[int(part) for part in (u.parent_path or "").split("/") if part] for u in units]
        return bool(units) and all(set(path) & set(own.ids) for path in paths)

    # ------------------------------------------------------------------
    # Attendance
    # ------------------------------------------------------------------

    def action_fill_list(self):
        """Put everybody of the invited units on the list; who is on it already stays."""
        self._check_one()
        if "attendance" not in self._workflow_editable_parts():
            raise AccessError(
                self.env._("Only the HR office or the officer of these units keeps this list.")
            )
        self.env.flush_all()
        units = self.sudo().unit_ids  # sudo: the caller keeps this list
        below = self.env["hr.department"].sudo().search([("id", "child_of", units.ids)]).ids
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_socialisation_attendance (
                       session_id, participant_id, employee_name, unit_id, is_present, by_code)
                SELECT %(session)s, person.id, person.employee_name, person.unit_id, FALSE, FALSE
                  FROM asn_socialisation_participant AS person
                 WHERE person.socialisation_id = %(campaign)s AND person.active
                   AND (%(all)s OR person.unit_id = ANY(%(units)s))
                    ON CONFLICT DO NOTHING
             RETURNING 1
                """,
                session=self.id,
                campaign=self.socialisation_id.id,
                all=not units,
                units=below,
            )
        )
        self.invalidate_recordset()
        self.env["asn.socialisation.attendance"].invalidate_model()
        return self.action_view_attendance()

    def action_view_attendance(self):
        """Open the attendance list."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_socialisation_attendance_action"
        )
        return {
            **action,
            "domain": [("session_id", "=", self.id)],
            "context": {"default_session_id": self.id},
        }

    @api.model
    def _confirm_by_code(self, campaign, person, code):
        """Mark ``person`` as present at the session with this code; return the session.

        :raises UserError: no session of the campaign has this code now
        """
        code = "".join(str(code).upper().split())
        now = fields.Datetime.now()
        # sudo: the code is compared, never told
        found = self.sudo().browse()
        for session in self.sudo().search([("socialisation_id", "=", campaign.id)]):
            is_same = compare_digest((session.code or "").encode(), code.encode())
            if is_same and socialisation.is_code_valid(session.date_start, session.date_end, now):
                found = session
        if not code or not found:
            raise UserError(
                self.env._(
                    "No session has this code today. Look at the code again, or ask the person "
                    "who leads the session: he or she can tick your name, too."
                )
            )
        lines = self.env["asn.socialisation.attendance"].sudo()
        line = lines.search([("session_id", "=", found.id), ("participant_id", "=", person.id)])
        if not line:
            line = lines.create({"session_id": found.id, "participant_id": person.id})
        if not line.is_present:
            line.write({"is_present": True, "by_code": True})
        return found


class AsnSocialisationAttendance(models.Model):
    """A line of the attendance list: ticked by the officer, or confirmed with the code."""

    _name = "asn.socialisation.attendance"
    _description = "Attendance of a Session"
    _inherit = ["asn.socialisation.mixin"]
    _order = "employee_name, id"
    _rec_name = "employee_name"
    _log_access = False

    _socialisation_parts = socialisation.SESSION_PARTS
    _guard_fields = dict.fromkeys(("session_id", "participant_id", "is_present"), "attendance")
    _guard_create_only = frozenset({"session_id", "participant_id"})
    _guard_unlink_part = "attendance"

    session_id = fields.Many2one(
        "asn.socialisation.session", required=True, index=True, ondelete="cascade"
    )
    participant_id = fields.Many2one(
        "asn.socialisation.participant",
        string="Person",
        required=True,
        index=True,
        ondelete="cascade",
    )
    employee_name = fields.Char(
        string="Name", related="participant_id.employee_name", store=True, precompute=True
    )
    job_title = fields.Char(related="participant_id.job_title")
    unit_id = fields.Many2one(
        related="participant_id.unit_id", store=True, index=True, precompute=True
    )
    is_present = fields.Boolean(string="Present", default=False)
    by_code = fields.Boolean(string="Confirmed with the Code", readonly=True, default=False)

    _person_unique = models.UniqueIndex(
        "(session_id, participant_id)", "This person is on the list already."
    )

    def _get_socialisation(self):
        return self.session_id.sudo().socialisation_id  # sudo: its state and region decide

    def _socialisation_roles(self):
        """An officer ticks the people of the own units, whoever leads the session."""
        roles = super()._socialisation_roles()
        own = self.env.user.sudo().asn_unit_ids  # sudo: the own units of whoever asks
        path = self.sudo().unit_id.parent_path or ""  # sudo: compared only
        if not set(own.ids) & {int(part) for part in path.split("/") if part}:
            roles.discard(workflow.UNIT_OFFICER)
        return roles

    @api.constrains("session_id", "participant_id")
    def _check_campaign(self):
        for line in self.sudo():  # sudo: compares two links
            if line.participant_id.socialisation_id != line.session_id.socialisation_id:
                raise UserError(self.env._("This person is in another socialisation."))

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._follow()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if "is_present" in vals:
            self._follow()
        return result

    def unlink(self):
        people = self.sudo().participant_id  # sudo: see _follow
        result = super().unlink()
        people._update_attended(people.ids)
        return result

    def _follow(self):
        # sudo: the day on the person's row follows from the list
        people = self.sudo().participant_id
        people._update_attended(people.ids)

    def action_mark_present(self):
        """Tick everybody chosen."""
        self.check_access("write")
        self.write({"is_present": True})
        return True

    def action_mark_absent(self):
        """Take the tick away from everybody chosen."""
        self.check_access("write")
        self.write({"is_present": False})
        return True
