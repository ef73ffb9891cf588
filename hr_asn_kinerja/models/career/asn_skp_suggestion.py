from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL, format_date

from ...rules import workflow


class AsnSkpSuggestion(models.Model):
    """Plans whose days no longer fit the person's post: where to split, hand over or end them.

    Read from the dates of ``hr.version``: a change of post, unit or level inside a plan's days
    calls for a plan of its own; another evaluator alone for a hand-over; a departure for an end.
    A higher rank in the same post changes nothing. One row for each version (even id) or
    departure (odd id), so the id stays the same between two reads.
    """

    _name = "asn.skp.suggestion"
    _inherit = ["asn.id.mixin"]
    _description = "Suggestion for the Days of a Plan"
    _auto = False
    _order = "date, id"
    _rec_name = "employee_name"
    # What the statement reads: written first, so that it sees the change of a moment ago.
    _depends = {
        "asn.period": ["kind", "state", "date_start", "date_end"],
        "asn.skp": [
            "employee_id",
            "period_id",
            "state",
            "date_start",
            "date_end",
            "evaluator_id",
            "unit_id",
            "company_id",
            "employee_name",
            "user_id",
            "job_title",
        ],
        "hr.employee": ["active", "current_version_id"],
        "hr.version": [
            "employee_id",
            "active",
            "date_version",
            "departure_date",
            "job_title",
            "department_id",
            "asn_position_kind",
            "asn_functional_level",
            "asn_is_unit_head",
            "asn_evaluator_id",
            "asn_is_correction",
        ],
    }

    kind = fields.Selection(
        [
            ("split", "Another post: split"),
            ("evaluator", "Another evaluator: hand over"),
            ("leave", "Has left: end"),
        ],
        readonly=True,
    )
    skp_id = fields.Many2one("asn.skp", string="Plan", readonly=True)
    version_id = fields.Many2one("hr.version", readonly=True)
    company_id = fields.Many2one("res.company", string="Region", readonly=True)
    period_id = fields.Many2one("asn.period", string="Year", readonly=True)
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("proposed", "Proposed"),
            ("returned", "Returned"),
            ("agreed", "Agreed"),
        ],
        string="Status",
        readonly=True,
    )
    employee_name = fields.Char(string="Name", readonly=True)
    user_id = fields.Many2one("res.users", string="Login", readonly=True)
    date = fields.Date(string="From", readonly=True)
    old_job_title = fields.Char(string="Post so far", readonly=True)
    new_job_title = fields.Char(string="New Post", readonly=True)
    new_unit_id = fields.Many2one("hr.department", string="New Unit", readonly=True)
    new_evaluator_id = fields.Many2one("hr.employee", string="New Evaluator", readonly=True)
    is_post = fields.Boolean(string="Another Post", readonly=True)
    is_unit = fields.Boolean(string="Another Unit", readonly=True)
    is_level = fields.Boolean(string="Another Level", readonly=True)
    is_evaluator = fields.Boolean(string="Another Evaluator", readonly=True)
    reason = fields.Text(string="What Changed", compute="_compute_reason", compute_sudo=True)
    sentence = fields.Char(
        compute="_compute_reason", compute_sudo=True, export_string_translation=False
    )

    @property
    def _table_query(self):
        today = self.env["asn.period"]._local_today(self.env.company)
        return SQL("%s UNION ALL %s", self._sql_versions(today), self._sql_departures())

    def _sql_versions(self, today):
        return SQL(
            """
            SELECT version.id * 2 AS id,
                   CASE WHEN change.is_post OR change.is_unit OR change.is_level
                        THEN 'split' ELSE 'evaluator' END AS kind,
                   plan.id AS skp_id, version.id AS version_id, plan.company_id,
                   plan.period_id, plan.unit_id, plan.state, plan.employee_name, plan.user_id,
                   version.date_version AS date,
                   before.job_title AS old_job_title, version.job_title AS new_job_title,
                   version.department_id AS new_unit_id,
                   version.asn_evaluator_id AS new_evaluator_id,
                   change.is_post, change.is_unit, change.is_level, change.is_evaluator
              FROM asn_period AS year
              JOIN hr_version AS version
                ON version.date_version > year.date_start
               AND version.date_version <= year.date_end
               AND version.active AND NOT COALESCE(version.asn_is_correction, FALSE)
              JOIN asn_skp AS plan
                ON plan.employee_id = version.employee_id AND plan.period_id = year.id
               AND plan.state IN ('draft', 'proposed', 'returned', 'agreed')
               AND plan.date_start < version.date_version
               AND plan.date_end >= version.date_version
        CROSS JOIN LATERAL (
                   SELECT earlier.*
                     FROM hr_version AS earlier
                    WHERE earlier.employee_id = version.employee_id AND earlier.active
                      AND earlier.date_version < version.date_version
                 ORDER BY earlier.date_version DESC LIMIT 1) AS before
        CROSS JOIN LATERAL (
                   SELECT version.job_title IS DISTINCT FROM before.job_title AS is_post,
                          version.department_id IS DISTINCT FROM before.department_id AS is_unit,
                          version.asn_position_kind IS DISTINCT FROM before.asn_position_kind
                          OR version.asn_functional_level
                             IS DISTINCT FROM before.asn_functional_level
                          OR COALESCE(version.asn_is_unit_head, FALSE)
                             <> COALESCE(before.asn_is_unit_head, FALSE) AS is_level,
                          version.asn_evaluator_id IS DISTINCT FROM before.asn_evaluator_id
                          AND version.asn_evaluator_id IS DISTINCT FROM plan.evaluator_id
                          AND version.asn_evaluator_id IS NOT NULL
                          AND NOT EXISTS (
                              SELECT FROM hr_version AS later
                               WHERE later.employee_id = version.employee_id AND later.active
                                 AND later.date_version > version.date_version
                                 AND later.date_version <= %(today)s) AS is_evaluator
                   ) AS change
             WHERE year.kind = 'year' AND year.state IN ('opening', 'open')
               AND (change.is_post OR change.is_unit OR change.is_level OR change.is_evaluator)
            """,
            today=today,
        )

    def _sql_departures(self):
        return SQL(
            """
            SELECT plan.id * 2 + 1 AS id, 'leave' AS kind, plan.id AS skp_id,
                   NULL::integer AS version_id, plan.company_id, plan.period_id, plan.unit_id,
                   plan.state, plan.employee_name, plan.user_id,
                   version.departure_date AS date,
                   plan.job_title AS old_job_title, NULL AS new_job_title,
                   NULL::integer AS new_unit_id, NULL::integer AS new_evaluator_id,
                   FALSE AS is_post, FALSE AS is_unit, FALSE AS is_level, FALSE AS is_evaluator
              FROM (SELECT id FROM hr_employee WHERE active IS FALSE
                     UNION
                    SELECT employee_id FROM hr_version
                     WHERE departure_date IS NOT NULL AND active) AS gone
              JOIN hr_employee AS employee ON employee.id = gone.id
              JOIN hr_version AS version ON version.id = employee.current_version_id
              JOIN asn_skp AS plan
                ON plan.employee_id = employee.id
               AND plan.state IN ('draft', 'proposed', 'returned', 'agreed')
              JOIN asn_period AS year
                ON year.id = plan.period_id AND year.state IN ('opening', 'open')
             WHERE (employee.active IS FALSE OR version.departure_date IS NOT NULL)
               AND (version.departure_date IS NULL
                    OR version.departure_date < plan.date_end)
               AND (version.departure_date IS NOT NULL
                    OR plan.date_end > (employee.write_date AT TIME ZONE 'UTC')::date)
            """
        )

    @api.depends("kind", "date", "is_post", "is_unit", "is_level", "is_evaluator")
    def _compute_reason(self):
        for row in self:
            row.reason = row._get_reason()
            row.sentence = row._get_sentence()

    def _get_reason(self):
        """Return what changed, with the new value."""
        if self.kind == "leave":
            return self.env._("Has left the service")
        parts = []
        if self.is_post or (self.is_level and not self.is_unit):
            parts.append(self.env._("post: %s", self.new_job_title or "–"))
        if self.is_unit:
            parts.append(self.env._("unit: %s", self.new_unit_id.name or "–"))
        if self.is_level and self.is_post:
            parts.append(self.env._("another level"))
        if self.is_evaluator:
            parts.append(self.env._("evaluator: %s", self.new_evaluator_id.name or "–"))
        return "; ".join(parts)

    def _get_sentence(self):
        """Return the hint on the plan's form."""
        day = format_date(self.env, self.date) if self.date else ""
        if self.kind == "leave" and not day:
            return self.env._("This person has left: end the plan on the last day of service.")
        if self.kind == "leave":
            return self.env._("Left on %s: end the plan there.", day)
        if self.kind == "evaluator":
            return self.env._(
                "Another evaluator since %(day)s (%(name)s): hand the plan over.",
                day=day,
                name=self.new_evaluator_id.name,
            )
        return self.env._(
            "Another post since %(day)s (%(what)s): split the plan there.",
            day=day,
            what=self.reason,
        )

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------

    def action_follow(self):
        """Open what the suggestion needs: the dialog to split or to end, or hand over at once."""
        if len(self) != 1 or not self.id:
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")
        if self.kind == "split":
            return self.env["asn.skp.split"]._open(self.skp_id, self.date)
        if self.kind == "leave":
            return self.env["asn.skp.end"]._open(self.skp_id, self.date)
        return self.action_hand_over()

    def action_hand_over(self):
        """Make the new evaluators those of the plans, where only the evaluator changed."""
        self.check_access("read")
        rows = self.filtered(lambda row: row.kind == "evaluator")
        today = self.env["asn.period"]._local_today(self.env.company)
        if rows.filtered(lambda row: row.date > today):
            raise UserError(
                self.env._("The new evaluator takes over on the day of the change, not before.")
            )
        for row in rows:  # written under the own name: the plan decides who may
            row.skp_id.write({"evaluator_id": row.new_evaluator_id.id})
        return True

    def action_keep(self):
        """Keep one plan: the change of the record was a correction, not another post."""
        self.check_access("read")
        rows = self.filtered("version_id")
        for row in rows:
            roles = row.skp_id._workflow_roles()
            if "split" not in workflow.changes(row.skp_id.state, roles):
                raise AccessError(
                    self.env._("Only the unit's performance officer or the HR office decides.")
                )
        # sudo: an officer of a unit may not write HR records; this mark alone is set
        rows.version_id.sudo().write({"asn_is_correction": True})
        for row in rows:
            row.skp_id.sudo().message_post(  # sudo: as above
                body=self.env._(
                    "The change of %(day)s is a correction: one plan goes on (%(what)s).",
                    day=format_date(self.env, row.date),
                    what=row.reason,
                ),
                author_id=self.env.user.partner_id.id,
            )
        return True

    def action_split_selected(self):
        """Open the preview that splits all selected plans."""
        self.check_access("read")
        return self.env["asn.skp.split"]._open_many(
            self.filtered(lambda row: row.kind == "split").skp_id
        )
