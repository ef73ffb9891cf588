from odoo import api, models
from odoo.tools import SQL

from ...rules.indicator import MOST_PER_PLAN

# What was proposed is read as it stands, so an evaluator adds nothing to it in bulk.
FILLED_IN_STATES = ("draft", "returned")


class AsnSkpTemplateRun(models.Model):
    """Which plans may be filled in, from what; the others are left out with a reason."""

    _inherit = "asn.skp.template.run"

    @api.model
    def _sort_plans(self, plan_ids, order):
        """Return ({plan id: id of its source}, {why: number of plans left out}).

        The source is a template, or for copies a plan. Rights are those of the current user.
        """
        pairs, left_out = self._sort_plans_by_id(plan_ids, order)
        counts = {}
        for why in left_out.values():
            counts[why] = counts.get(why, 0) + 1
        return pairs, counts

    @api.model
    def _sort_plans_by_id(self, plan_ids, order):
        """As :meth:`_sort_plans`, with the reason of each plan: {plan id: why it is left out}."""
        left_out = {}
        allowed = []
        part = {"content"} if order.source == "colleague" else {"content", "template"}
        for plan, ids in self._group_by_rights(plan_ids):
            why = self._why_not(plan, part)
            if why:
                left_out.update(dict.fromkeys(ids, why))
            else:
                allowed += ids
        if order.only_empty:
            filled = self._find_filled(allowed)
            left_out.update(dict.fromkeys(filled, self.env._("has results already")))
            allowed = [key for key in allowed if key not in filled]
        sources, without = self._find_sources(allowed, order)
        left_out.update(without)
        full = self._find_full(sources, order) if sources else ()
        left_out.update(dict.fromkeys(full, self._why_full()))
        return {key: sources[key] for key in sources if key not in full}, left_out

    @api.model
    def _group_by_rights(self, plan_ids):
        """Yield (a plan, ids) for plans on which the user has the same rights.

        They rest on the state, the user's relation to the document, region and unit (see
        ``_workflow_roles``); one plan of each group answers for all.
        """
        self.env["asn.skp"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT array_agg(plan.id ORDER BY plan.id)
                  FROM asn_skp AS plan
                  JOIN hr_employee AS employee ON employee.id = plan.employee_id
                 WHERE plan.id = ANY(%(ids)s)
              GROUP BY plan.state, plan.period_id, plan.company_id, plan.unit_id,
                       plan.user_id IS NOT DISTINCT FROM %(uid)s,
                       employee.user_id IS NOT DISTINCT FROM %(uid)s,
                       plan.evaluator_user_id IS NOT DISTINCT FROM %(uid)s,
                       plan.superior_user_id IS NOT DISTINCT FROM %(uid)s
                """,
                ids=list(plan_ids),
                uid=self.env.uid,
            )
        )
        plans = self.env["asn.skp"].browse(row[0][0] for row in rows)
        for plan, row in zip(plans, rows, strict=True):
            yield plan, row[0]

    def _why_not(self, plan, part):
        """Return why the user may not fill in ``plan``, or None."""
        # sudo: state and year only; the roles are those of the user
        own = plan.sudo()
        if own.period_id.state == "closed":
            return self.env._("%s is closed", own.period_id.name)
        if not plan.with_user(self.env.user)._workflow_roles():
            return self.env._("the plan of somebody else")
        is_open = own.state in FILLED_IN_STATES
        if is_open and plan.with_user(self.env.user)._workflow_editable_parts() & part:
            return None
        if is_open:
            return self.env._("not yours to fill in while it is %s", own._workflow_state_label())
        return self.env._("the plan is %s", own._workflow_state_label())

    def _why_full(self):
        return self.env._("more than %s indicators", MOST_PER_PLAN)

    # ------------------------------------------------------------------
    # Sources
    # ------------------------------------------------------------------

    @api.model
    def _find_sources(self, plan_ids, order):
        """Return ({plan id: source id}, {plan id: why there is none})."""
        if order.source == "template" and order.template_id:
            return self._find_chosen_template(plan_ids, order)
        if order.source == "template":
            found = self.env["asn.skp.template"]._find_for(plan_ids)
            why = self._why_no_template(plan_ids, found)
            return found, why
        if order.source == "last_year":
            found = self._find_last_year(plan_ids)
            missing = self.env._("no agreed plan of the year before")
        else:
            found = self._find_colleague(plan_ids, order.colleague_plan_id)
            missing = self.env._("not a colleague of the same post and agency with an agreed plan")
        return found, {key: missing for key in plan_ids if key not in found}

    def _find_chosen_template(self, plan_ids, order):
        # sudo: of the template only region, form and state are looked at
        template = self.env["asn.skp.template"].sudo().browse(order.template_id).exists()
        if not template or not template.active:
            why = self.env._("the template is archived or deleted")
            return {}, dict.fromkeys(plan_ids, why)
        found, without = {}, {}
        for _job, _title, _kind, form, company_id, ids in template._group_by_post(plan_ids):
            if template.company_id.id not in (False, company_id):
                without.update(dict.fromkeys(ids, self.env._("a template of another region")))
            elif template.form != form:
                forms = dict(template._fields["form"]._description_selection(self.env))
                why = self.env._("the template is for: %s", forms[template.form])
                without.update(dict.fromkeys(ids, why))
            else:
                found.update(dict.fromkeys(ids, template.id))
        return found, without

    def _why_no_template(self, plan_ids, found):
        missing = [key for key in plan_ids if key not in found]
        without = {}
        for _job, title, _kind, _form, _company, ids in self.env["asn.skp.template"]._group_by_post(
            missing
        ):
            why = self.env._("no template for the post “%s”", title or "–")
            without.update(dict.fromkeys(ids, why))
        return without

    def _find_last_year(self, plan_ids):
        """Return {plan id: the last agreed plan of the same person in the year before}."""
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT ON (plan.id) plan.id, earlier.id
                      FROM asn_skp AS plan
                      JOIN asn_skp AS earlier ON earlier.employee_id = plan.employee_id
                       AND earlier.state IN ('agreed', 'closed')
                     WHERE plan.id = ANY(%s)
                       AND EXTRACT(YEAR FROM earlier.date_start)
                           = EXTRACT(YEAR FROM plan.date_start) - 1
                  ORDER BY plan.id, earlier.date_end DESC
                    """,
                    list(plan_ids),
                )
            )
        )

    def _find_colleague(self, plan_ids, colleague_plan_id):
        """Return {plan id: the colleague's plan} where that one is offered for the plan."""
        return {
            plan_id: colleague_plan_id
            for plan_id in plan_ids
            if colleague_plan_id in self._find_colleague_plans(plan_id).values()
        }

    @api.model
    def _find_colleague_plans(self, plan_id):
        """Return {employee id: plan id}: agreed plans of the same post in the same agency.

        Same year, title and kind of position. The agency is the nearest unit above that is an
        agency or a district; without one it is the unit itself.
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                WITH plan AS (SELECT * FROM asn_skp WHERE id = %(plan)s),
                agency AS (
                    SELECT above.id, above.parent_path
                      FROM plan
                      JOIN hr_department AS own ON own.id = plan.unit_id
                      JOIN hr_department AS above
                        ON own.parent_path LIKE above.parent_path || '%%'
                  ORDER BY (above.asn_kind IN ('agency', 'district')) IS TRUE DESC,
                           length(above.parent_path) DESC
                     LIMIT 1)
                SELECT other.employee_id, max(other.id)
                  FROM plan
            CROSS JOIN agency
                  JOIN asn_skp AS other ON other.period_id = plan.period_id
                   AND other.company_id = plan.company_id
                   AND other.job_title = plan.job_title
                   AND other.position_kind IS NOT DISTINCT FROM plan.position_kind
                   AND other.employee_id <> plan.employee_id
                   AND other.state = 'agreed'
                  JOIN hr_department AS unit ON unit.id = other.unit_id
                 WHERE unit.parent_path LIKE agency.parent_path || '%%'
              GROUP BY other.employee_id
                """,
                plan=plan_id,
            )
        )
        return dict(rows)

    # ------------------------------------------------------------------
    # Too much
    # ------------------------------------------------------------------

    def _find_filled(self, plan_ids):
        """Return the plans that hold results, whoever wrote them."""
        rows = self.env.execute_query(
            SQL(
                "SELECT DISTINCT skp_id FROM asn_skp_result WHERE active AND skp_id = ANY(%s)",
                plan_ids,
            )
        )
        return {row[0] for row in rows}

    def _find_full(self, sources, order):
        """Return the plans that would have more indicators than a person can work on."""
        table = "asn_skp_template" if order.source == "template" else "asn_skp"
        rows = self.env.execute_query(
            SQL(
                """
                SELECT plan.id
                  FROM unnest(%(plans)s, %(sources)s) AS pair(skp_id, source_id)
                  JOIN asn_skp AS plan ON plan.id = pair.skp_id
                  JOIN %(table)s AS source ON source.id = pair.source_id
                 WHERE COALESCE(plan.indicator_count, 0) + COALESCE(source.indicator_count, 0)
                       > %(most)s
                """,
                plans=list(sources),
                sources=list(sources.values()),
                table=SQL.identifier(table),
                most=MOST_PER_PLAN,
            )
        )
        return {row[0] for row in rows}
