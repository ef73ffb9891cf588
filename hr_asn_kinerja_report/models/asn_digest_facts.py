from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.models.office.asn_unit_board import WAITING

from ..groups import HR_OFFICE, UNIT_OFFICER
from .digest_counts import Facts

# What comes up in so many days is named as due.
DUE_DAYS = 14


class AsnDigestFacts(models.AbstractModel):
    """Counts what is late or due, in a handful of queries for a whole region.

    Counted by the same relations as the record rules: evaluator, the evaluator's superior, the
    units of an officer, the region for the HR office. Nothing about ratings is read.
    """

    _inherit = "asn.digest"

    @api.model
    def _get_facts(self, company):
        """Return the :class:`Facts` of a region as of today."""
        self.env.flush_all()
        today = self.env["asn.period"]._local_today(company)
        facts = Facts(company)
        rows = self._query_evaluations(company, today) + self._query_plans(company, today)
        for unit, evaluator, superior, step, is_late, count in rows:
            facts.team[evaluator].add(step, is_late, count)
            facts.above[superior].add(step, is_late, count)
            facts.units[unit].add(step, is_late, count)
        facts.team.pop(None, None)
        facts.above.pop(None, None)
        facts.officers = self._query_officers(company)
        # sudo: who works in the office
        office = self.env.ref(HR_OFFICE).sudo().all_user_ids
        facts.office = frozenset(
            office.filtered(lambda user: company in user.company_ids and not user.share).ids
        )
        return facts

    @api.model
    def _query_evaluations(self, company, today):
        return self.env.execute_query(
            SQL(
                """
                SELECT unit_id, evaluator_user_id, superior_user_id,
                       CASE state WHEN 'open' THEN 'submit' WHEN 'submitted' THEN 'rate'
                                  ELSE 'release' END AS step,
                       date_due < %(today)s AS is_late, count(*)
                  FROM asn_evaluation
                 WHERE company_id = %(company)s AND state IN ('open', 'submitted', 'rated')
                   AND date_due <= %(last)s
              GROUP BY 1, 2, 3, 4, 5
                """,
                company=company.id,
                today=today,
                last=today + timedelta(days=DUE_DAYS),
            )
        )

    @api.model
    def _query_plans(self, company, today):
        """As the board of the units counts late plans; due are those of the days to come."""
        board = self.env["asn.unit.board"]
        return self.env.execute_query(
            SQL(
                """
                SELECT plan.unit_id, plan.evaluator_user_id, plan.superior_user_id, 'plan',
                       COALESCE((%(late)s), FALSE), count(*)
                  FROM asn_skp AS plan
                  JOIN asn_period AS year ON year.id = plan.period_id
                 WHERE plan.company_id = %(company)s AND plan.state IN %(waiting)s
                   AND ((%(late)s) OR year.date_due BETWEEN %(today)s AND %(last)s)
              GROUP BY 1, 2, 3, 5
                """,
                late=board._sql_late(board._late_starts()),
                company=company.id,
                waiting=WAITING,
                today=today,
                last=today + timedelta(days=DUE_DAYS),
            )
        )

    @api.model
    def _query_officers(self, company):
        """Return {user id: set of ids of the units that the officer keeps, and those below}."""
        # sudo: who keeps which unit
        officers = (
            self.env.ref(UNIT_OFFICER)
            .sudo()
            .all_user_ids.filtered(lambda user: company in user.company_ids and not user.share)
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT keeper.user_id, array_agg(below.id)
                  FROM asn_unit_officer_rel AS keeper
                  JOIN hr_department AS unit ON unit.id = keeper.unit_id
                  JOIN hr_department AS below ON below.parent_path LIKE unit.parent_path || '%%'
                 WHERE keeper.user_id = ANY(%s) AND unit.company_id = %s
              GROUP BY keeper.user_id
                """,
                officers.ids,
                company.id,
            )
        )
        return {user: set(units) for user, units in rows}
