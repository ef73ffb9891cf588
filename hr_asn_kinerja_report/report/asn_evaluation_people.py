from collections import Counter

from odoo import api, models
from odoo.tools import SQL


class AsnEvaluationPeople(models.Model):
    """How many people stand behind evaluations: two posts in a period are one person."""

    _inherit = "asn.evaluation"

    @api.model
    def _count_again(self, domain, periods, **conditions):
        """Count, for each unit, the evaluations of people who count by another one already.

        Of what the reader may read. Figures that may not tell of few people need it: of two
        evaluations of one person in a period, one is a person and the other is nobody.

        :param domain: which evaluations; all are of ``periods``
        :param conditions: name -> ``SQL`` on ``asn_evaluation``; only those that meet it count
        :returns: ``Counter`` of (name, period id, unit id or False)
        """
        self.env.flush_all()
        query = self._search(domain)
        again, counted = Counter(), set()
        if query.is_empty():
            return again
        # A second post begins within the year; of the others nobody has two.
        query.add_where(
            SQL(
                """
                asn_evaluation.employee_id IN (
                    SELECT plan.employee_id
                      FROM asn_skp AS plan
                      JOIN asn_period AS year ON year.id = plan.period_id
                     WHERE year.id = ANY(%s) AND plan.date_start > year.date_start
                )
                """,
                (periods | periods.parent_id).ids,
            )
        )
        query.order = SQL("asn_evaluation.id")
        keys = (
            SQL.identifier(self._table, name) for name in ("period_id", "unit_id", "employee_id")
        )
        for period, unit, person, *answers in self.env.execute_query(
            query.select(*keys, *conditions.values())
        ):
            for name, is_met in zip(conditions, answers, strict=True):
                if is_met and (name, period, person) in counted:
                    again[name, period, unit or False] += 1
                elif is_met:
                    counted.add((name, period, person))
        return again
