from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ...imports import bulk
from ...rules import anonymity, workflow
from ...rules import round as rules
from ..base.asn_snapshot_mixin import SNAPSHOT_FIELDS

NUMBERS = (
    "superior_min",
    "superior_max",
    "peer_min",
    "peer_max",
    "subordinate_min",
    "subordinate_max",
)
NOMINATE = "hr_asn_kinerja.mail_activity_type_round_nominate"


class AsnFeedbackRoundOpening(models.Model):
    """Opens rounds for many people at once, and offers colleagues as givers."""

    _inherit = "asn.feedback.round"

    @api.model
    def _open(self, plans, period, values, started=True):
        """Open a round for the person of each plan, with all lines; return the rounds.

        Set-based: a handful of statements, however many people. A person who has a round in the
        period, or who has left, is left out; of two plans of a person the later one counts. The
        least number of peers and subordinates is never more than there are people.

        :param plans: ``asn.skp``; the caller has checked who may
        :param dict values: ``date_nominate``, ``date_due`` and the numbers of givers
        :param bool started: the person chooses at once; else the rounds are drafts
        """
        self.env.flush_all()
        state = "nominating" if started else "draft"
        copied = SQL(", ").join(SQL.identifier(name) for name in SNAPSHOT_FIELDS)
        rows = self.env.execute_query(
            SQL(
                """
                WITH plan AS (
                    SELECT DISTINCT ON (plan.employee_id) plan.*
                      FROM asn_skp AS plan
                      JOIN hr_employee AS employee
                        ON employee.id = plan.employee_id AND employee.active
                     WHERE plan.id = ANY(%(plans)s) AND plan.state <> 'cancelled'
                       AND plan.company_id = %(company)s
                  ORDER BY plan.employee_id, plan.date_start DESC
                ), team AS (
                    SELECT evaluator_id, count(*)::int AS number
                      FROM (SELECT DISTINCT employee_id, evaluator_id FROM asn_skp
                             WHERE period_id = %(year)s AND state IN ('agreed', 'closed')
                               AND (evaluator_id IN (SELECT evaluator_id FROM plan)
                                    OR evaluator_id IN (SELECT employee_id FROM plan))) AS pairs
                  GROUP BY evaluator_id
                )
                INSERT INTO asn_feedback_round (
                       %(copied)s, period_id, skp_id, rule_id, state, date_nominate, date_due,
                       minimum, superior_min, superior_max, peer_min, peer_max, subordinate_min,
                       subordinate_max, create_uid, create_date, write_uid, write_date)
                SELECT %(own)s, %(period)s, plan.id, %(rule)s, %(state)s, %(nominate)s, %(due)s,
                       %(minimum)s,
                       CASE WHEN plan.evaluator_id IS NULL THEN 0 ELSE %(superior_min)s END,
                       %(superior_max)s,
                       LEAST(%(peer_min)s, GREATEST(COALESCE(peers.number, 0) - 1, 0)),
                       %(peer_max)s, LEAST(%(subordinate_min)s, COALESCE(below.number, 0)),
                       CASE WHEN below.number IS NULL THEN 0 ELSE %(subordinate_max)s END,
                       %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC'
                  FROM plan
             LEFT JOIN team AS peers ON peers.evaluator_id = plan.evaluator_id
             LEFT JOIN team AS below ON below.evaluator_id = plan.employee_id
                 WHERE NOT EXISTS (SELECT FROM asn_feedback_round AS other
                                    WHERE other.employee_id = plan.employee_id
                                      AND other.period_id = %(period)s
                                      AND other.state <> 'cancelled')
              ORDER BY plan.employee_name, plan.id
             RETURNING id
                """,
                plans=plans.ids,
                company=period.company_id.id,
                year=(period.parent_id or period).id,
                copied=copied,
                own=SQL(", ").join(SQL.identifier("plan", name) for name in SNAPSHOT_FIELDS),
                period=period.id,
                rule=values.get("rule_id") or None,
                state=state,
                nominate=values["date_nominate"],
                due=values["date_due"],
                minimum=self._minimum_of(period.company_id),
                uid=self.env.uid,
                **{name: values[name] for name in NUMBERS},
            )
        )
        rounds = self.browse(row[0] for row in rows)
        self.env.invalidate_all()
        if rounds:
            rounds._add_givers_of_course()
            rounds._log_opening(state)
            if started:
                rounds._remind_to_choose()
        return rounds

    @api.model
    def _minimum_of(self, company):
        """Return from how many people on answers without a name are shown in this region."""
        setting = company.sudo()._fields.get("asn_feedback_minimum")  # sudo: a setting
        return anonymity.minimum_in_force(setting and company.sudo().asn_feedback_minimum)

    def _add_givers_of_course(self):
        """The person answers, and the evaluator; nobody has to propose them."""
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_feedback_round_nominee (
                       round_id, company_id, employee_id, relation, sequence, employee_name,
                       job_title, user_id, proposed_by, is_left_out, state, create_uid,
                       create_date, write_uid, write_date)
                SELECT record.id, record.company_id, giver.employee_id, giver.relation,
                       giver.sequence, employee.name, version.job_title, employee.user_id,
                       'system', FALSE, 'proposed', %(uid)s, now() AT TIME ZONE 'UTC', %(uid)s,
                       now() AT TIME ZONE 'UTC'
                  FROM asn_feedback_round AS record
            CROSS JOIN LATERAL (VALUES (record.employee_id, 'self', 0),
                                       (record.evaluator_id, 'superior', 1))
                       AS giver(employee_id, relation, sequence)
                  JOIN hr_employee AS employee ON employee.id = giver.employee_id
             LEFT JOIN hr_version AS version ON version.id = employee.current_version_id
                 WHERE record.id = ANY(%(ids)s)
              ORDER BY record.id, giver.sequence
             RETURNING 1
                """,
                uid=self.env.uid,
                ids=self.ids,
            )
        )
        self.env["asn.feedback.round.nominee"].invalidate_model()

    def _log_opening(self, state):
        self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_transition (round_id, action, state_to, user_id, date)
                SELECT id, 'open', %s, %s, now() AT TIME ZONE 'UTC'
                  FROM unnest(%s::int[]) AS data(id) RETURNING 1
                """,
                state,
                self.env.uid,
                self.ids,
            )
        )
        self.env["asn.transition"].invalidate_model()

    def _remind_to_choose(self):
        """Give each person the activity of choosing givers."""
        told = self.filtered("user_id")
        if not told:
            return
        bulk.insert(
            self.env,
            "mail_activity",
            {
                "res_id": ("int", told.ids),
                "res_name": ("varchar", [record.display_name for record in told]),
                "user_id": ("int", [record.user_id.id for record in told]),
                "date_deadline": ("date", [record.date_nominate for record in told]),
            },
            {
                "res_model": self._name,
                "res_model_id": self.env["ir.model"]._get_id(self._name),
                "activity_type_id": self.env.ref(NOMINATE).id,
                "automated": True,
                "active": True,
            },
        )
        self.env["mail.activity"].invalidate_model()

    # ------------------------------------------------------------------
    # Offering colleagues
    # ------------------------------------------------------------------

    def action_suggest(self):
        """Fill up peers and subordinates to the least number, by lot among who fits.

        By lot, so that nobody has to choose friends; every line can be changed.
        """
        self._check_one()
        if "nomination" not in self._workflow_editable_parts():
            raise AccessError(self.env._("The givers cannot be changed now."))
        chosen = self._count_nominees().get(self.id, {})
        is_subject = workflow.EMPLOYEE in self._workflow_roles()
        lines = []
        for relation, plans in (
            (rules.PEER, [("evaluator_id", "=", self.evaluator_id.id)]),
            (rules.SUBORDINATE, [("evaluator_id", "=", self.employee_id.id)]),
        ):
            wanted = max(self._least()[relation], min(self.minimum, self._most()[relation]))
            wanted -= chosen.get(relation, 0)
            if wanted > 0 and plans[0][2]:
                people = anonymity.shuffled(self._find_people(plans))[:wanted]
                lines += [(relation, person) for person in people]
        if not lines:
            raise UserError(self.env._("There is nobody else to suggest. Choose by name."))
        # sudo: the part was checked above; who may be chosen is not typed by the caller
        self.env["asn.feedback.round.nominee"].sudo().create(
            [
                {
                    "round_id": self.id,
                    "employee_id": person,
                    "relation": relation,
                    "proposed_by": "subject" if is_subject else "evaluator",
                    "reason": False if is_subject else self.env._("Suggested by lot"),
                }
                for relation, person in lines
            ]
        )
        return True

    def _find_people(self, domain):
        """Return ids of people with a login and an agreed plan of the year who are not givers."""
        # sudo: who works beside and below the person is known to both; plans are not shown
        plans = self.env["asn.skp"].sudo()
        found = plans.search(
            [
                *domain,
                ("period_id", "=", (self.period_id.sudo().parent_id or self.period_id).id),
                ("state", "in", ("agreed", "closed")),
                ("user_id", "!=", False),
                ("employee_id.active", "=", True),
                ("employee_id", "not in", self.sudo().nominee_ids.employee_id.ids),
            ]
        )
        return list(set((found.employee_id - self.sudo().employee_id).ids))


class AsnSkpRound(models.Model):
    """Opens rounds from the list of plans."""

    _inherit = "asn.skp"

    def action_open_round(self):
        """Open the dialog that opens a 360 round for the people of these plans."""
        if not self:
            raise UserError(self.env._("Choose at least one person."))
        self.check_access("read")
        return {
            **self.env["ir.actions.act_window"]._for_xml_id(
                "hr_asn_kinerja.asn_feedback_round_open_action"
            ),
            "context": {"default_skp_ids": self.ids},
        }
