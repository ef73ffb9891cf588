from odoo import Command, api, fields, models
from odoo.tools import SQL

from ...rules import socialisation
from ..base import selections

# Part of the check -> where it is kept that the person has understood
UNDERSTOOD_FIELDS = {
    socialisation.EMPLOYEE: "date_understood",
    socialisation.EVALUATOR: "date_understood_evaluator",
    socialisation.OFFICER: "date_understood_officer",
    socialisation.LEADER: "date_understood_leader",
}


class AsnSocialisationParticipant(models.Model):
    """One person in a campaign: has read, has understood, was there; each with its day.

    No attempts, no wrong answers, no points: what is not kept cannot be used against anybody.
    There are no log columns either, for they would tell the minute.
    """

    _name = "asn.socialisation.participant"
    _description = "Person in a Socialisation"
    _inherit = ["asn.socialisation.mixin"]
    _order = "employee_name, id"
    _rec_name = "employee_name"
    _log_access = False

    _guard_fields = {"exempt_reason": "exemption"}

    socialisation_id = fields.Many2one(
        "asn.socialisation", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", string="Region", required=True, readonly=True)
    active = fields.Boolean(default=True, readonly=True)
    employee_id = fields.Many2one(
        "hr.employee", required=True, readonly=True, index=True, ondelete="cascade"
    )
    employee_name = fields.Char(string="Name", readonly=True)
    job_title = fields.Char(string="Post", readonly=True)
    unit_id = fields.Many2one(
        "hr.department", string="Unit", readonly=True, index=True, ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", string="Login", readonly=True, index="btree_not_null")
    # Which parts concern the person
    is_evaluator = fields.Boolean(string="Evaluator", readonly=True)
    is_unit_officer = fields.Boolean(string="Unit officer", readonly=True)
    is_leader = fields.Boolean(string="Leader", readonly=True)
    # What was done, to the day
    read_material_ids = fields.Many2many(
        "asn.socialisation.material",
        "asn_socialisation_reading_rel",
        "participant_id",
        "material_id",
        string="Material Read",
        readonly=True,
    )
    date_read = fields.Date(string="Read on", readonly=True)
    date_understood = fields.Date(string="Understood on", readonly=True)
    date_understood_evaluator = fields.Date(string="Understood (evaluator)", readonly=True)
    date_understood_officer = fields.Date(string="Understood (officer)", readonly=True)
    date_understood_leader = fields.Date(string="Understood (leader)", readonly=True)
    date_attended = fields.Date(string="Attended on", readonly=True)
    exempt_reason = fields.Char(
        string="Exempt because",
        help="For example on long leave. Whoever is exempt can propose a plan without the check.",
    )
    attendance_ids = fields.One2many("asn.socialisation.attendance", "participant_id")

    _employee_unique = models.UniqueIndex(
        "(socialisation_id, employee_id)", "This person is in the socialisation already."
    )
    _unit_index = models.Index("(socialisation_id, unit_id) WHERE active IS TRUE")
    _name_index = models.Index("(employee_name, id)")

    def _checks(self, present):
        """Return the parts of the check that concern the person, of those in ``present``."""
        return socialisation.checks_of(
            self.is_evaluator, self.is_unit_officer, self.is_leader, present
        )

    def _audiences(self):
        """Return for whom the material is that the person reads."""
        return {socialisation.EVERYBODY, *self._checks(socialisation.CHECKS)}

    def _mark_read(self, material, today):
        """Keep that a card was read, and the day on which the last one was."""
        self.ensure_one()
        self.read_material_ids = [Command.link(material.id)]
        cards = self.socialisation_id.material_ids.filtered(
            lambda card: card.audience in self._audiences()
        )
        if not self.date_read and not cards - self.read_material_ids:
            self.date_read = today

    def _mark_understood(self, part, today):
        """Keep the day on which the person had understood a part; a later day changes nothing."""
        self.ensure_one()
        name = UNDERSTOOD_FIELDS[part]
        if not self[name]:
            self[name] = today

    @api.model
    def _update_attended(self, ids):
        """Let people follow their attendance lists: the day of the first session they were at."""
        if not ids:
            return
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                UPDATE asn_socialisation_participant AS person
                   SET date_attended = found.day
                  FROM (SELECT p.id, min(session.date) AS day
                          FROM asn_socialisation_participant AS p
                     LEFT JOIN asn_socialisation_attendance AS line
                            ON line.participant_id = p.id AND line.is_present
                     LEFT JOIN asn_socialisation_session AS session
                            ON session.id = line.session_id
                         WHERE p.id = ANY(%s)
                      GROUP BY p.id) AS found
                 WHERE found.id = person.id AND person.date_attended IS DISTINCT FROM found.day
             RETURNING 1
                """,
                list(ids),
            )
        )
        self.invalidate_model(["date_attended"])


class AsnSocialisationPeople(models.Model):
    """Keeps the list of people of a campaign, in one statement for all of them."""

    _inherit = "asn.socialisation"

    def _sql_people(self, employees=None):
        """Everybody who is to have a plan, with the present unit, and which parts concern them."""
        return SQL(
            """
            SELECT employee.id AS employee_id, employee.name, employee.user_id,
                   version.department_id AS unit_id, version.job_title,
                   EXISTS (SELECT FROM hr_version AS other
                             JOIN hr_employee AS person ON person.current_version_id = other.id
                            WHERE other.asn_evaluator_id = employee.id
                              AND person.active) AS is_evaluator,
                   EXISTS (SELECT FROM res_groups_users_rel AS member
                            WHERE member.uid = employee.user_id
                              AND member.gid = %(officers)s) AS is_unit_officer,
                   COALESCE(version.asn_is_unit_head, FALSE)
                       OR COALESCE(version.asn_position_kind, '') = 'senior_leader' AS is_leader
              FROM hr_employee AS employee
              JOIN hr_version AS version ON version.id = employee.current_version_id
             WHERE employee.active AND employee.company_id = %(company)s
               AND version.asn_status = ANY(%(statuses)s)
               AND (%(all)s OR employee.id = ANY(%(ids)s))
            """,
            officers=self.env.ref("hr_asn_kinerja.group_asn_unit_officer").id,
            company=self.company_id.id,
            statuses=list(selections.APPRAISED_STATUSES),
            all=employees is None,
            ids=employees.ids if employees is not None else [],
        )

    def _sync_participants(self, employees=None):
        """Add who is missing, let unit, post and login follow, put aside who has left.

        :param employees: only these people; nobody is put aside then
        """
        self.ensure_one()
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_socialisation_participant AS person (
                       socialisation_id, company_id, active, employee_id, employee_name,
                       job_title, unit_id, user_id, is_evaluator, is_unit_officer, is_leader)
                SELECT %(campaign)s, %(company)s, TRUE, people.employee_id, people.name,
                       people.job_title, people.unit_id, people.user_id,
                       people.is_evaluator, people.is_unit_officer, people.is_leader
                  FROM (%(people)s) AS people
              ORDER BY people.employee_id
           ON CONFLICT (socialisation_id, employee_id) DO UPDATE
                   SET active = TRUE, employee_name = EXCLUDED.employee_name,
                       job_title = EXCLUDED.job_title, unit_id = EXCLUDED.unit_id,
                       user_id = EXCLUDED.user_id, is_evaluator = EXCLUDED.is_evaluator,
                       is_unit_officer = EXCLUDED.is_unit_officer,
                       is_leader = EXCLUDED.is_leader
                 WHERE (person.active, person.employee_name, person.job_title, person.unit_id,
                        person.user_id, person.is_evaluator, person.is_unit_officer,
                        person.is_leader)
                       IS DISTINCT FROM
                       (TRUE, EXCLUDED.employee_name, EXCLUDED.job_title, EXCLUDED.unit_id,
                        EXCLUDED.user_id, EXCLUDED.is_evaluator, EXCLUDED.is_unit_officer,
                        EXCLUDED.is_leader)
             RETURNING 1
                """,
                campaign=self.id,
                company=self.company_id.id,
                people=self._sql_people(employees),
            )
        )
        if employees is None:
            self.env.execute_query(
                SQL(
                    """
                    UPDATE asn_socialisation_participant AS person
                       SET active = FALSE
                     WHERE person.socialisation_id = %s AND person.active
                       AND person.employee_id NOT IN (SELECT employee_id FROM (%s) AS people)
                 RETURNING 1
                    """,
                    self.id,
                    self._sql_people(),
                )
            )
        self.env["asn.socialisation.participant"].invalidate_model()

    @api.model
    def _cron_update_people(self):
        """Every night: newcomers, transfers and departures reach the open campaigns."""
        campaigns = self.search([("state", "=", "open")])
        for number, campaign in enumerate(campaigns, 1):
            campaign._sync_participants()
            self.env["ir.cron"]._commit_progress(1, remaining=len(campaigns) - number)

    def _find_participant(self, create=False):
        """Return the current user's own row, as superuser; empty for who is not appraised here.

        :param create: take a newcomer in; only where something is going to be written
        """
        self.ensure_one()
        employee = self._own_employee()
        # sudo: the own row, found by the login that asks
        people = self.env["asn.socialisation.participant"].sudo()
        if not employee:
            return people
        domain = [("socialisation_id", "=", self.id), ("employee_id", "=", employee.id)]
        person = people.search(domain)
        if create and (not person or person.user_id != self.env.user):
            # sudo: the own line of whoever takes part; employees write none
            self.sudo()._sync_participants(employee)
            person = people.search(domain)
        return person
