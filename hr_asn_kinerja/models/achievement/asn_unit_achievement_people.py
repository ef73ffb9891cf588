from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class AsnUnitAchievementPeople(models.Model):
    """Opens achievements for all units at once, knows who heads and who sets, finds values."""

    _inherit = "asn.unit.achievement"

    # ------------------------------------------------------------------
    # Which value counts for a unit
    # ------------------------------------------------------------------

    @api.model
    def _get_values(self, unit_ids, period):
        """Return {unit id: {"value", "source_unit_id"}}; both None while nothing is set.

        With the region's setting the nearest unit above counts where a unit has none of its own.
        What is reopened counts as not set, and nothing from above takes its place meanwhile.
        One query; what is found is not filtered by the reader's rights.
        """
        self.env.flush_all()
        # sudo: a setting of the region
        inherits = period.company_id.sudo().asn_achievement_inherit
        rows = self.env.execute_query(
            SQL(
                """
                SELECT unit.id, found.value, found.unit_id
                  FROM hr_department AS unit
             LEFT JOIN LATERAL (
                       SELECT CASE WHEN achievement.state = 'set' THEN achievement.value END
                                  AS value,
                              CASE WHEN achievement.state = 'set' THEN achievement.unit_id END
                                  AS unit_id
                         FROM asn_unit_achievement AS achievement
                         JOIN hr_department AS above ON above.id = achievement.unit_id
                        WHERE achievement.period_id = %(period)s
                          AND achievement.state IN ('set', 'reopened')
                          AND achievement.unit_id = ANY(%(path)s)
                     ORDER BY length(above.parent_path) DESC
                        LIMIT 1) AS found ON TRUE
                 WHERE unit.id = ANY(%(units)s)
                """,
                period=period.id,
                path=self._sql_path(SQL("unit")) if inherits else SQL("ARRAY[unit.id]"),
                units=list(unit_ids),
            )
        )
        found = {unit: {"value": value, "source_unit_id": source} for unit, value, source in rows}
        nothing = {"value": None, "source_unit_id": None}
        return {unit: found.get(unit, nothing) for unit in unit_ids}

    @api.model
    def _sql_path(self, unit):
        """The ids of the unit and of all units above it, as an array."""
        return SQL("string_to_array(trim(%s.parent_path, '/'), '/')::int[]", unit)

    # ------------------------------------------------------------------
    # Who heads the unit, and who sets
    # ------------------------------------------------------------------

    @api.model
    def _sql_people(self, company):
        """For each unit: its head, who sets its achievement, and whether only the mayor is above.

        An acting head stands for the absent one. Nobody sets for a unit that he or she heads too.
        """
        return SQL(
            """
            WITH head AS (
                SELECT DISTINCT ON (unit_id) *
                  FROM (SELECT acting.unit_id, employee.id, employee.name, employee.user_id,
                               own.asn_evaluator_id AS evaluator_id, 0 AS rank
                          FROM asn_acting AS acting
                          JOIN hr_employee AS employee ON employee.id = acting.employee_id
                          JOIN hr_version AS own ON own.id = employee.current_version_id
                         WHERE acting.company_id = %(company)s AND employee.active
                           AND acting.state <> 'handed_back'
                           AND %(today)s BETWEEN acting.date_start AND acting.date_end
                     UNION ALL
                        SELECT version.department_id, employee.id, employee.name,
                               employee.user_id, version.asn_evaluator_id,
                               CASE WHEN employee.user_id IS NULL THEN 2 ELSE 1 END
                          FROM hr_employee AS employee
                          JOIN hr_version AS version ON version.id = employee.current_version_id
                         WHERE employee.company_id = %(company)s AND employee.active
                           AND version.asn_is_unit_head
                           AND version.department_id IS NOT NULL) AS heads
              ORDER BY unit_id, rank, id)
            SELECT unit.id AS unit_id, %(name)s AS unit_name,
                   own.name AS head_name, own.user_id AS head_user_id,
                   COALESCE(above.name, evaluator.name) AS setter_name,
                   COALESCE(above.user_id, evaluator.user_id) AS setter_user_id,
                   NOT EXISTS (
                       SELECT FROM hr_department AS up
                        WHERE up.id = ANY(%(path)s) AND up.id <> unit.id
                          AND up.asn_kind IS DISTINCT FROM 'government') AS is_top
              FROM hr_department AS unit
         LEFT JOIN head AS own ON own.unit_id = unit.id
         LEFT JOIN hr_employee AS evaluator ON evaluator.id = own.evaluator_id
         LEFT JOIN LATERAL (
                   SELECT head.name, head.user_id
                     FROM hr_department AS up
                     JOIN head ON head.unit_id = up.id
                    WHERE up.id = ANY(%(path)s) AND up.id <> unit.id
                      AND head.user_id IS NOT NULL
                      AND head.user_id IS DISTINCT FROM own.user_id
                 ORDER BY length(up.parent_path) DESC
                    LIMIT 1) AS above ON TRUE
             WHERE unit.company_id = %(company)s
            """,
            company=company.id,
            today=self.env["asn.period"]._local_today(company),
            name=self._sql_unit_name(company),
            path=self._sql_path(SQL("unit")),
        )

    @api.model
    def _sql_unit_name(self, company):
        # sudo: the language of the region is no secret
        lang = company.sudo().partner_id.lang or self.env.lang or "en_US"
        return SQL("COALESCE(unit.name->>%s, unit.name->>'en_US')", lang)

    @api.model
    def _sync_people(self, companies=None):
        """Bring heads and setters up to date where nothing is set yet; reminders move along."""
        self.env.flush_all()
        names = ("unit_name", "head_name", "head_user_id", "setter_name", "setter_user_id")
        names = (*names, "is_top")
        columns = SQL(", ").join(SQL.identifier(name) for name in names)
        moved = []
        # sudo: the regions, not their data
        for company in companies or self.env["res.company"].sudo().search([]):
            rows = self.env.execute_query(
                SQL(
                    """
                    UPDATE asn_unit_achievement AS achievement
                       SET (%(columns)s) = (SELECT %(of_people)s)
                      FROM (%(people)s) AS people, asn_unit_achievement AS before
                     WHERE achievement.company_id = %(company)s
                       AND achievement.state <> 'set'
                       AND people.unit_id = achievement.unit_id AND before.id = achievement.id
                       AND (%(of_achievement)s) IS DISTINCT FROM (%(of_people)s)
                 RETURNING achievement.id,
                           before.setter_user_id IS DISTINCT FROM achievement.setter_user_id
                    """,
                    columns=columns,
                    of_people=self._sql_columns("people", names),
                    of_achievement=self._sql_columns("achievement", names),
                    people=self._sql_people(company),
                    company=company.id,
                )
            )
            moved += [row[0] for row in rows if row[1]]
        self.invalidate_model()
        if moved:
            # sudo: tasks follow the new setter; nothing is returned
            self.sudo().browse(moved)._hand_over_activities()

    @api.model
    def _sql_columns(self, table, names):
        return SQL(", ").join(SQL.identifier(table, name) for name in names)

    @api.model
    def _cron_sync_people(self):
        """Every night: heads that begin or end on a day that was known before."""
        self._sync_people()

    # ------------------------------------------------------------------
    # Opening
    # ------------------------------------------------------------------

    @api.model
    def _open_period(self, period):
        """Make the achievement of every active unit of the region that has none; return how many.

        The local government itself has none: nobody of it is appraised as its head.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_unit_achievement (
                       unit_id, period_id, company_id, state, unit_name, head_name, head_user_id,
                       setter_name, setter_user_id, is_top,
                       create_uid, create_date, write_uid, write_date)
                SELECT people.unit_id, %(period)s, %(company)s, 'draft', people.unit_name,
                       people.head_name, people.head_user_id, people.setter_name,
                       people.setter_user_id, people.is_top,
                       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM (%(people)s) AS people
                  JOIN hr_department AS unit ON unit.id = people.unit_id
                 WHERE unit.active AND unit.asn_kind IS DISTINCT FROM 'government'
              ORDER BY unit.parent_path
                ON CONFLICT DO NOTHING
             RETURNING id
                """,
                period=period.id,
                company=period.company_id.id,
                people=self._sql_people(period.company_id),
                uid=self.env.uid,
            )
        )
        self.invalidate_model()
        opened = self.sudo().browse(row[0] for row in rows)  # sudo: reminders of those who set
        kind = self.env.ref("hr_asn_kinerja.mail_activity_type_set_achievement")
        reminders = [(one, kind, one.setter_user_id) for one in opened if one.setter_user_id]
        if reminders:
            opened._insert_reminders(reminders)
        return len(opened)

    @api.model_create_multi
    def create(self, vals_list):
        """Fill in region and people of an achievement that was not opened with the others."""
        quiet = self.with_context(mail_create_nosubscribe=True)
        records = super(AsnUnitAchievementPeople, quiet).create(
            [{key: value for key, value in vals.items() if key != "state"} for vals in vals_list]
        )
        self._sync_people(records.company_id)
        records = records.with_env(self.env)
        if not self.env.su:
            # Only now it is known who sets: the HR office decides where nobody stands above.
            for record in records:
                record._guard_check({name for name in ("value", "rationale") if record[name]})
        return records

    def _add_missing_default_values(self, values):
        """Take the region from the unit; nobody types it."""
        values = super()._add_missing_default_values(values)
        # sudo: units are known to all
        unit = self.env["hr.department"].sudo().browse(values.get("unit_id") or []).exists()
        if not unit:
            raise UserError(self.env._("Choose the unit."))
        return {**values, "company_id": unit.company_id.id, "unit_name": unit.name}

    def _message_subscribe(self, partner_ids=None, subtype_ids=None, customer_ids=None):
        return True  # whoever is to act gets an activity; a follower list would show who decides

    def _workflow_deadline(self):
        self.ensure_one()
        period = self.period_id
        due = fields.Date.add(period.date_end, days=7)
        return max(due, period.today())
