from odoo import api, fields, models
from odoo.tools import SQL


class AsnSocialisationCoverage(models.Model):
    """How far each unit has come in a campaign: counts of people, one row for each unit."""

    _name = "asn.socialisation.coverage"
    _inherit = ["asn.id.mixin"]
    _description = "Coverage of a Socialisation"
    _auto = False
    _rec_name = "unit_id"
    _order = "understood_share, unit_id, id"
    _depends = {
        "asn.socialisation.participant": [
            "active",
            "company_id",
            "date_attended",
            "date_read",
            "date_understood",
            "date_understood_evaluator",
            "exempt_reason",
            "is_evaluator",
            "socialisation_id",
            "unit_id",
        ],
    }

    socialisation_id = fields.Many2one("asn.socialisation", readonly=True)
    company_id = fields.Many2one("res.company", string="Region", readonly=True)
    unit_id = fields.Many2one("hr.department", string="Unit", readonly=True)
    person_count = fields.Integer(string="People", readonly=True)
    read_count = fields.Integer(string="Have Read", readonly=True)
    understood_count = fields.Integer(string="Understood", readonly=True)
    attended_count = fields.Integer(string="Attended", readonly=True)
    exempt_count = fields.Integer(string="Exempt", readonly=True)
    missing_count = fields.Integer(string="Still Missing", readonly=True)
    evaluator_count = fields.Integer(string="Evaluators", readonly=True)
    evaluator_understood_count = fields.Integer(string="Evaluators Ready", readonly=True)
    understood_share = fields.Float(
        string="Understood (%)",
        digits=(5, 1),
        readonly=True,
        aggregator="avg",
        help="Of those who are not exempt. 100 when everybody is.",
    )

    @property
    def _table_query(self):
        # The lowest number of a unit's rows is the unit's: it stays the same between two reads.
        return SQL(
            """
            SELECT min(person.id) AS id, person.socialisation_id, person.company_id,
                   person.unit_id,
                   count(*)::int AS person_count,
                   count(person.date_read)::int AS read_count,
                   count(person.date_understood)::int AS understood_count,
                   count(person.date_attended)::int AS attended_count,
                   (count(*) FILTER (WHERE %(exempt)s))::int AS exempt_count,
                   (count(*) FILTER (WHERE person.date_understood IS NULL
                                       AND NOT %(exempt)s))::int AS missing_count,
                   (count(*) FILTER (WHERE person.is_evaluator))::int AS evaluator_count,
                   (count(*) FILTER (WHERE person.is_evaluator
                       AND person.date_understood_evaluator IS NOT NULL))::int
                       AS evaluator_understood_count,
                   round(COALESCE(100.0 * count(*) FILTER (
                             WHERE person.date_understood IS NOT NULL AND NOT %(exempt)s)
                         / NULLIF(count(*) FILTER (WHERE NOT %(exempt)s), 0), 100), 1)
                       AS understood_share
              FROM asn_socialisation_participant AS person
             WHERE person.active
          GROUP BY person.socialisation_id, person.company_id, person.unit_id
            """,
            exempt=SQL("(COALESCE(person.exempt_reason, '') <> '')"),
        )

    def action_view_missing(self):
        """Open the people of these units who have not understood yet."""
        return self._action_people([("date_understood", "=", False), ("exempt_reason", "=", False)])

    def action_view_people(self):
        """Open all people of these units."""
        return self._action_people([])

    @api.model
    def _people_domain(self):
        return [
            ("socialisation_id", "in", self.socialisation_id.ids),
            ("unit_id", "in", self.unit_id.ids),
        ]

    def _action_people(self, domain):
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_socialisation_participant_action"
        )
        return {**action, "domain": [*self._people_domain(), *domain], "context": {}}
