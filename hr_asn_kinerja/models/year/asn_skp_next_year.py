from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..template.asn_skp_template_run import FillingOrder

SOURCE = "year_before"
OFFICES = ("unit_officer", "hr_office")


class Sources(dict):
    """{plan id: id of its first source}, in which a plan may have further sources.

    Iterating and ``values()`` give all pairs, so that the queries of a filling in read them all.
    """

    def __init__(self, pairs):
        self._pairs = pairs
        super().__init__(reversed(pairs))

    def __iter__(self):
        return (plan for plan, _source in self._pairs)

    def values(self):
        return [source for _plan, source in self._pairs]


class AsnSkpTemplateRunYear(models.Model):
    """Proposes the plans of a year from those of the year before.

    Individual results go on with the person. Results of the organisation stay with the post: who
    keeps the post takes them along, who takes over a post that one person held inherits them, and
    where many hold the same post nobody inherits from somebody else.
    """

    _inherit = "asn.skp.template.run"

    source = fields.Selection(
        selection_add=[(SOURCE, "The plans of the year before, by person and post")],
        ondelete={SOURCE: "cascade"},
    )

    @api.model
    def _sort_plans_by_id(self, plan_ids, order):
        if order.source == SOURCE and not self._may_propose():
            why = self.env._("only an office proposes plans from person and post")
            return {}, dict.fromkeys(plan_ids, why)
        pairs, left_out = super()._sort_plans_by_id(plan_ids, order)
        if order.source != SOURCE:
            return pairs, left_out
        further = self._find_predecessors(list(pairs))
        allowed = [*pairs.items(), *((plan, source) for plan, source in further if plan in pairs)]
        return Sources(list(dict.fromkeys(allowed))), left_out

    def _may_propose(self):
        return any(
            self.env.user.has_group(f"hr_asn_kinerja.group_asn_{group}") for group in OFFICES
        )

    @api.model
    def _find_sources(self, plan_ids, order):
        """The own plan of the year before, else that of whoever held the post."""
        if order.source != SOURCE:
            return super()._find_sources(plan_ids, order)
        found = self._find_last_year(plan_ids)
        for plan, source in self._find_predecessors(plan_ids):
            found.setdefault(plan, source)
        why = self.env._("no agreed plan of the year before, of the person or of the post")
        return found, {key: why for key in plan_ids if key not in found}

    def _find_predecessors(self, plan_ids):
        """Return [(plan id, plan of the post in the year before)]; one query.

        The post is a unit and a title that exactly one person held last, and that he or she holds
        no more.
        """
        if not plan_ids:
            return []
        return self.env.execute_query(
            SQL(
                """
                SELECT plan.id, min(earlier.id)
                  FROM asn_skp AS plan
                  JOIN asn_period AS year ON year.id = plan.period_id
                  JOIN asn_period AS before ON before.company_id = year.company_id
                   AND before.kind = 'year' AND before.date_end = year.date_start - 1
                  JOIN asn_skp AS earlier ON earlier.period_id = before.id
                   AND earlier.unit_id = plan.unit_id AND earlier.job_title = plan.job_title
                   AND earlier.state IN ('agreed', 'closed')
                   AND NOT EXISTS (
                       SELECT FROM asn_skp AS later
                        WHERE later.employee_id = earlier.employee_id
                          AND later.period_id = before.id AND later.date_start > earlier.date_start
                          AND later.unit_id = earlier.unit_id
                          AND later.job_title = earlier.job_title AND later.state <> 'cancelled')
                 WHERE plan.id = ANY(%s)
              GROUP BY plan.id
                HAVING count(DISTINCT earlier.employee_id) = 1
                   AND min(earlier.employee_id) <> min(plan.employee_id)
                   AND NOT EXISTS (
                       SELECT FROM asn_skp AS present
                        WHERE present.employee_id = min(earlier.employee_id)
                          AND present.period_id = min(plan.period_id)
                          AND present.unit_id = min(plan.unit_id)
                          AND present.job_title = min(plan.job_title)
                          AND present.state <> 'cancelled')
              ORDER BY plan.id
                """,
                list(plan_ids),
            )
        )

    def _sql_offered_results(self, pairs, order):
        if order.source != SOURCE:
            return super()._sql_offered_results(pairs, order)
        as_own = FillingOrder("last_year", bring_back=order.bring_back, only_empty=order.only_empty)
        return SQL(
            """
            SELECT offered.*
              FROM (%s) AS offered
              JOIN asn_skp AS target ON target.id = offered.skp_id
              JOIN asn_skp AS origin ON origin.id = offered.source_id
             WHERE CASE WHEN origin.employee_id <> target.employee_id
                        THEN offered.classification = 'organisation' AND offered.kind = 'main'
                        ELSE offered.classification IS DISTINCT FROM 'organisation'
                          OR (origin.unit_id, origin.job_title)
                             IS NOT DISTINCT FROM (target.unit_id, target.job_title) END
            """,
            super()._sql_offered_results(pairs, as_own),
        )


class AsnPeriodNextYear(models.Model):
    _inherit = "asn.period"

    def action_propose_plans(self):
        """Show how the draft plans of the next year would be filled in from this year's."""
        self._check_one()
        self._check_manage()
        if self.kind != "year":
            raise UserError(self.env._("Plans are made for a year. Choose the year."))
        start = self.date_end + timedelta(days=1)
        following = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "=", "year"),
                ("date_start", "=", start),
            ]
        )
        if following.state != "open":
            raise UserError(
                self.env._(
                    "The year from %s is not open. Make it with “Make the next year” and open it, "
                    "so that everybody has a draft plan; then propose their results.",
                    start,
                )
            )
        plans = self.env["asn.skp"].search(
            [("period_id", "=", following.id), ("state", "in", ("draft", "returned"))]
        )
        if not plans:
            raise UserError(
                self.env._("%s has no draft plan that could be filled in.", following.name)
            )
        action = plans._open_filling()
        # sudo: the own dialog, made one line above; only its choice is set
        dialog = self.env["asn.skp.template.apply"].sudo().browse(action["res_id"])
        dialog.write({"source": SOURCE, "only_empty": True})
        return action
