from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from ...rules import cascade

# Steps over which a chain of results that support each other is followed; an office has about 8.
DEEPEST_CHAIN = 50


class AsnSkpCascade(models.Model):
    """What a plan takes over from the plan of its evaluator."""

    _inherit = "asn.skp"

    # Rules are tried in the order of the names: this comes after "user_id", which needs no query.
    user_is_subordinate = fields.Boolean(
        compute="_compute_user_is_subordinate",
        search="_search_user_is_subordinate",
        compute_sudo=True,
        export_string_translation=False,
    )

    # ------------------------------------------------------------------
    # Who reads the superior's results
    # ------------------------------------------------------------------

    @api.depends_context("uid")
    def _compute_user_is_subordinate(self):
        """Whether the plan belongs to the evaluator of a plan of the current user."""
        self._flush_for_cascade()
        found = self.env.execute_query(
            SQL("SELECT id FROM (%s) AS plan WHERE id = ANY(%s)", self._sql_superior(), self.ids)
        )
        ids = {row[0] for row in found}
        for plan in self:
            plan.user_is_subordinate = plan.id in ids

    def _search_user_is_subordinate(self, operator, value):
        if operator != "in":
            return NotImplemented
        self._flush_for_cascade()
        superior = self._sql_superior()

        def to_sql(model, alias, query):
            # An array, not a subquery: beside the logins of a rule it lets indexes be used.
            return SQL("%s = ANY(ARRAY(%s))", model._field_to_sql(alias, "id", query), superior)

        found = Domain.custom(to_sql=to_sql)
        return found if True in value else ~found

    @api.model
    def _sql_superior(self):
        """The plans of the evaluators of the current user's plans, of the same years."""
        return SQL(
            """
            SELECT superior.id
              FROM asn_skp AS mine
              JOIN asn_skp AS superior ON superior.employee_id = mine.evaluator_id
                                      AND superior.period_id = mine.period_id
             WHERE mine.user_id = %s AND mine.state <> 'cancelled'
               AND superior.state <> 'cancelled'
            """,
            self.env.uid,
        )

    @api.model
    def _flush_for_cascade(self):
        self.flush_model(["employee_id", "evaluator_id", "period_id", "user_id", "state"])

    def _superior_plans(self):
        """Return {plan: plans of its evaluator in the same year}; superuser's records."""
        # sudo: the caller shows no more of them than the results, which their rules let through
        plans = self.sudo()
        found = plans.search(
            [
                ("employee_id", "in", plans.evaluator_id.ids),
                ("period_id", "in", plans.period_id.ids),
                ("state", "!=", "cancelled"),
            ]
        )
        by_key = found.grouped(lambda plan: (plan.employee_id, plan.period_id))
        return {plan: by_key.get((plan.evaluator_id, plan.period_id), found[:0]) for plan in plans}

    def _supported_results(self):
        """Return the superior's results that this plan supports; superuser's records."""
        results = self.sudo().result_ids  # sudo: a link may go to a plan that is closed by now
        return results.browse().union(*results._all_parents().values())

    def action_take_over(self):
        """Open the dialog that takes results over from the evaluator's plan."""
        self._check_one()
        return self.env["asn.cascade.take"]._open(self)


class AsnSkpResultCascade(models.Model):
    """Links of a result to the superior's: which are possible, and which are missing."""

    _inherit = "asn.skp.result"

    parent_choice_ids = fields.Many2many(
        "asn.skp.result",
        compute="_compute_parent_choice_ids",
        compute_sudo=True,
        export_string_translation=False,
    )
    former_parents = fields.Text(
        string="Linked to Another Superior", compute="_compute_parent_choice_ids", compute_sudo=True
    )

    @api.depends("parent_result_ids.name")
    def _compute_parent_summary(self):
        """All results of superiors that this one supports, also those its reader may not open."""
        parents = self._all_parents()
        for result in self:
            names = parents[result._origin.id].mapped("name")
            # One result of two plans, such as before and after a move, has one name.
            result.parent_summary = "\n".join(dict.fromkeys(names))

    @api.depends("name", "skp_id.state")
    @api.depends_context("asn_mark_drafts")
    def _compute_display_name(self):
        """In the picker, a result that the superior's plan has not settled yet says so."""
        super()._compute_display_name()
        if not self.env.context.get("asn_mark_drafts"):
            return
        for result in self:
            # sudo: only whether the plan is agreed, for results that the caller reads
            if result.sudo().skp_id.state not in ("agreed", "closed"):
                result.display_name = self.env._("%s (draft)", result.name or "")

    @api.depends("skp_id.evaluator_id", "skp_id.period_id", "parent_result_ids")
    def _compute_parent_choice_ids(self):
        """The results of the evaluator's plan of the same year: those the picker offers.

        Links that an evaluator before left behind are named beside it.
        """
        plans = self.skp_id._origin
        superiors = plans._superior_plans() if plans else {}
        parents = self._all_parents()
        for result in self:
            above = superiors.get(result.skp_id._origin)
            result.parent_choice_ids = above.result_ids if above else False
            former = parents[result._origin.id] - result.parent_choice_ids
            result.former_parents = "\n".join(former.mapped("name")) if above else False

    @api.model
    def _flush_for_cascade(self):
        self.flush_model(["kind", "skp_id", "active", "parent_result_ids"])
        self.env["asn.skp"]._flush_for_cascade()

    # ------------------------------------------------------------------
    # Saving
    # ------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        results = super().create([self._links_first(vals) for vals in vals_list])
        results._check_new_parents(set())
        return results

    def write(self, vals):
        relinks = "parent_result_ids" in vals
        before = self._parent_pairs() if relinks else set()
        answer = super().write(self._links_first(vals))
        if relinks:
            self._check_new_parents(before)
        if relinks or vals.get("cascade") == cascade.INDIRECT:
            self._drop_stale_support()
        return answer

    @api.model
    def _links_first(self, vals):
        """Put the links before the indicators: those are checked against them."""
        first = {key: vals[key] for key in ("cascade", "parent_result_ids") if key in vals}
        return {**first, **vals}

    def _parent_pairs(self):
        """Return {(result, superior's result)} of these results, as ids."""
        return set(
            self.env.execute_query(
                SQL(
                    "SELECT result_id, parent_id FROM asn_skp_result_parent_rel"
                    " WHERE result_id = ANY(%s)",
                    self.ids,
                )
            )
        )

    def _all_parents(self):
        """Return ``{result id: superior's results}`` as superuser.

        The field itself may hold what the last reader was allowed to see.
        """
        self.flush_model(["parent_result_ids"])
        # sudo: documented above; the caller decides what of it is shown
        everything = self.sudo().browse()
        ids = defaultdict(list)
        for result, parent in sorted(self._origin._parent_pairs()):
            ids[result].append(parent)
        # sudo: the caller shows names of links, nothing else
        prefetch = [parent for parents in ids.values() for parent in parents]
        found = everything.browse(prefetch).filtered("active")
        return defaultdict(
            everything.browse,
            {result: found.browse(parents) & found for result, parents in ids.items()},
        )

    def _check_new_parents(self, before):
        """Raise unless each link beyond ``before`` goes to the evaluator's plan of the same year.

        A link that was there stays: an evaluator who was replaced leaves it behind.

        :raises UserError: own result, another year, region or person, or a circle of support
        """
        self._flush_for_cascade()
        for name, key, *facts in self.env.execute_query(
            SQL(
                """
                SELECT result.name, ARRAY[rel.result_id, rel.parent_id],
                       plan.employee_id = superior.employee_id,
                       plan.evaluator_id IS NOT DISTINCT FROM superior.employee_id
                       AND plan.company_id = superior.company_id
                       AND superior.state <> 'cancelled' AND parent.active,
                       plan.period_id = superior.period_id,
                       rel.result_id IN (%s)
                  FROM asn_skp_result_parent_rel AS rel
                  JOIN asn_skp_result AS result ON result.id = rel.result_id
                  JOIN asn_skp AS plan ON plan.id = result.skp_id
                  JOIN asn_skp_result AS parent ON parent.id = rel.parent_id
                  JOIN asn_skp AS superior ON superior.id = parent.skp_id
                 WHERE rel.result_id = ANY(%s)
              ORDER BY rel.result_id, rel.parent_id
                """,
                self._sql_circles(self.ids),
                self.ids,
            )
        ):
            if tuple(key) not in before:
                self._check_new_parent(name, *facts)

    @api.model
    def _check_new_parent(self, name, is_own, is_evaluators, is_same_year, is_circle):
        if is_own:
            raise UserError(self.env._("“%s” cannot support a result of the same person.", name))
        if not is_evaluators:
            raise UserError(
                self.env._(
                    "“%s” can support results of the evaluator's plan only. Choose one of those in "
                    "the list.",
                    name,
                )
            )
        if not is_same_year:
            raise UserError(self.env._("“%s” can support results of the same year only.", name))
        if is_circle:
            raise UserError(
                self.env._("“%s” would support itself through the results above it.", name)
            )

    @api.model
    def _sql_circles(self, ids):
        """The results of ``ids`` that support themselves over any number of steps."""
        return SQL(
            """
            WITH RECURSIVE above(origin, node, steps) AS (
                SELECT result_id, parent_id, 1
                  FROM asn_skp_result_parent_rel WHERE result_id = ANY(%(ids)s)
                 UNION
                SELECT above.origin, rel.parent_id, above.steps + 1
                  FROM above
                  JOIN asn_skp_result_parent_rel AS rel ON rel.result_id = above.node
                 WHERE above.node <> above.origin AND above.steps < %(deepest)s)
            SELECT origin FROM above WHERE node = origin
            """,
            ids=list(ids),
            deepest=DEEPEST_CHAIN,
        )

    def _drop_stale_support(self):
        """Forget which of the superior's indicators were taken over where the link is gone."""
        pairs = self._parent_pairs()
        # sudo: follows from the change of the link, which was checked
        indicators = self.env["asn.skp.indicator"].sudo()
        taken = indicators.search(
            [("result_id", "in", self.ids), ("parent_indicator_id", "!=", False)]
        )
        taken.filtered(
            lambda line: (
                line.result_id.cascade == cascade.INDIRECT
                or (line.result_id.id, line.parent_indicator_id.result_id.id) not in pairs
            )
        ).parent_indicator_id = False


class AsnSkpIndicatorCascade(models.Model):
    """The superior's indicator that one takes over or shares."""

    _inherit = "asn.skp.indicator"

    child_indicator_ids = fields.One2many(
        "asn.skp.indicator", "parent_indicator_id", string="Taken Over By", readonly=True
    )

    @api.constrains("parent_indicator_id")
    def _check_parent_indicator(self):
        """It belongs to a result that the own result supports directly."""
        linked = self.filtered("parent_indicator_id")
        if not linked:
            return
        # sudo: compares links, shows nothing of the superior's plan
        for indicator in linked.sudo():
            result = indicator.result_id
            if result.cascade == cascade.INDIRECT:
                raise ValidationError(
                    self.env._(
                        "“%s” supports the superior's result non-directly and takes over no "
                        "indicator.",
                        result.name,
                    )
                )
            if indicator.parent_indicator_id.result_id not in result.parent_result_ids:
                raise ValidationError(
                    self.env._(
                        "“%s” can take over an indicator of the superior's results that it "
                        "supports only.",
                        indicator.name,
                    )
                )
