from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL

from .asn_skp_matrix import PLAN_FIELDS

PAGE = 50  # results of one branch at a time
BRANCHES_LIMIT = 100  # branches that are opened by one request
HITS_LIMIT = 20
DEPTH_LIMIT = 20  # a region has five or six levels


class AsnSkpAlignment(models.Model):
    """What the alignment tree shows: which result supports which, from the top down and back up.

    Everything but the chain upwards holds only what the reader may read through the record rules,
    and counts nothing else. The chain upwards tells whoever reads a result the wording, name and
    post of the results above it, for that is what the result is for.
    """

    _inherit = "asn.skp.result"

    # ------------------------------------------------------------------
    # Where the tree starts
    # ------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_alignment(self, start="top", period_id=False):
        """Return where the tree starts.

        :param start: ``top``: the evaluators above all plans that the reader may read;
            ``mine``: the results of the reader's own plans
        :return: dict of ``years``, ``period_id``, ``groups`` (evaluators with the number of people
            and results) and ``branch`` (the own results)
        :raises UserError: an argument is not one of those
        """
        plans = self.env["asn.skp"]
        years, period_id = plans._screen_years(plans._screen_id(period_id))
        if start not in ("top", "mine"):
            raise UserError(self.env._("Choose where the tree starts."))
        answer = {
            "years": years,
            "period_id": period_id,
            "groups": [],
            "branch": None,
        }
        if start == "top":
            answer["groups"] = self._alignment_groups(period_id)
        else:
            answer["branch"] = self._alignment_page(self._alignment_own(period_id), 0, period_id)
        return answer

    @api.model
    def _alignment_running(self, period_id=False):
        """Return the condition of results of running plans that the reader may read.

        Results of one's evaluator may be read without the plan; the tree tells who and which post
        as well, so it asks for the plan.
        """
        plan = Domain("state", "!=", "cancelled")
        if period_id:
            plan &= Domain("period_id", "=", period_id)
        return Domain("skp_id", "any", plan)

    @api.model
    def _alignment_own(self, period_id):
        own = Domain("skp_id.user_id", "=", self.env.uid)
        return self._search(self._alignment_running(period_id) & own)

    @api.model
    def _alignment_plans(self, period_id, some=Domain.TRUE):
        """Return the query of the plans of a year that the reader may read."""
        running = Domain("period_id", "=", period_id) & Domain("state", "!=", "cancelled")
        return self.env["asn.skp"]._search(running & some)

    @api.model
    def _alignment_groups(self, period_id):
        """Return the evaluators who have no plan that the reader may read, with their people."""
        self.env.flush_all()
        plans = self._alignment_plans(period_id)
        columns = ("id", "employee_id", "evaluator_id", "evaluator_name", "result_count")
        readable = plans.select(*(SQL.identifier(plans.table, name) for name in columns))
        rows = self.env.execute_query(
            SQL(
                """
                WITH plan AS MATERIALIZED (%s)
                SELECT plan.evaluator_id, MAX(plan.evaluator_name), COUNT(*),
                       SUM(plan.result_count)
                  FROM plan
                 WHERE NOT EXISTS (
                       SELECT 1 FROM plan AS above WHERE above.employee_id = plan.evaluator_id
                 )
              GROUP BY plan.evaluator_id
              ORDER BY plan.evaluator_id IS NULL, MAX(plan.evaluator_name), plan.evaluator_id
                 LIMIT %s
                """,
                readable,
                PAGE,
            )
        )
        return [
            {"id": key or 0, "name": name or "", "people": people, "count": results or 0}
            for key, name, people, results in rows
        ]

    @api.model
    def _alignment_unlinked(self, start, period_id, offset):
        """Return a page of main results that support nothing, though there is what to support.

        From ``mine`` these are the results of the people whom the reader evaluates. A plan whose
        evaluator has no plan has nothing to support and is left out.
        """
        team = Domain("evaluator_user_id", "=", self.env.uid) if start == "mine" else Domain.TRUE
        plans = self._alignment_plans(period_id, team)
        self._flush_for_cascade()
        rows = self.env.execute_query(
            SQL(
                """
                WITH loose AS MATERIALIZED (%s)
                SELECT loose.id, COUNT(*) OVER ()
                  FROM loose
                  JOIN asn_skp_result AS result ON result.id = loose.id AND result.active
                  JOIN asn_skp AS plan ON plan.id = loose.skp_id
              ORDER BY plan.employee_name, plan.id, result.sequence, result.id
                OFFSET %s LIMIT %s
                """,
                self._sql_unlinked(SQL("plan.id IN %s", plans.subselect())),
                offset,
                PAGE,
            )
        )
        results = self.browse(key for key, _count in rows)
        count = rows[0][1] if rows else 0
        return {"nodes": results._alignment_nodes([period_id]), "count": count}

    # ------------------------------------------------------------------
    # Branches
    # ------------------------------------------------------------------

    @api.model
    @api.readonly
    def get_alignment_branch(self, branch, key=False, period_id=False, offset=0):
        """Return one page of a branch of the tree.

        :param branch: ``group``: results of the people of the evaluator ``key`` (0: of nobody);
            ``mine``: own results; ``unlinked``: results that support nothing, ``key`` is the start
        :return: dict of ``nodes`` and ``count``
        :raises UserError: an argument is not one of those
        """
        plans = self.env["asn.skp"]
        _years, period_id = plans._screen_years(plans._screen_id(period_id))
        offset = plans._screen_id(offset or False) or 0
        if branch == "group":
            evaluator_id = plans._screen_id(key or False)
            team = Domain("skp_id.evaluator_id", "=", evaluator_id)
            query = self._search(self._alignment_running(period_id) & team)
        elif branch == "mine":
            query = self._alignment_own(period_id)
        elif branch == "unlinked" and key in ("top", "mine"):
            return self._alignment_unlinked(key, period_id, offset)
        else:
            raise UserError(self.env._("Choose where the tree starts."))
        return self._alignment_page(query, offset, period_id)

    @api.model
    def _alignment_page(self, query, offset, period_id):
        """Return the page of ``query`` from ``offset``, ordered by person."""
        count = len(query)
        query.order = self._order_to_sql("skp_id, kind desc, sequence, id", query)
        query.limit, query.offset = PAGE, offset
        results = self.browse(row[0] for row in self.env.execute_query(query.select()))
        return {"nodes": results._alignment_nodes([period_id]), "count": count}

    @api.readonly
    def get_alignment_children(self, offset=0):
        """Return the results that support each of ``self``: a page of each branch.

        :return: {id: dict of ``nodes`` and ``count``}; children that the reader may not read are
            neither shown nor counted
        :raises AccessError: one of the results is hidden from the reader
        :raises UserError: no results, more than ``BRANCHES_LIMIT``, or a wrong ``offset``
        """
        offset = self.env["asn.skp"]._screen_id(offset or False) or 0
        if not self or len(self) > BRANCHES_LIMIT or not all(self._ids):
            raise UserError(self.env._("Choose one record."))
        self.check_access("read")
        self.skp_id.check_access("read")
        self.env.flush_all()
        readable = self._search(
            self._alignment_running() & Domain("parent_result_ids", "in", self.ids)
        )
        rows = self.env.execute_query(
            SQL(
                """
                SELECT parent_id, result_id, total
                  FROM (SELECT link.parent_id, link.result_id,
                               COUNT(*) OVER (PARTITION BY link.parent_id) AS total,
                               ROW_NUMBER() OVER (
                                   PARTITION BY link.parent_id
                                   ORDER BY plan.employee_name, plan.id, child.kind DESC,
                                            child.sequence, child.id
                               ) AS place
                          FROM asn_skp_result_parent_rel AS link
                          JOIN asn_skp_result AS child ON child.id = link.result_id
                          JOIN asn_skp AS plan ON plan.id = child.skp_id
                         WHERE link.parent_id = ANY(%(ids)s) AND child.id IN %(readable)s
                       ) AS branch
                 WHERE place > %(offset)s AND place <= %(offset)s + %(page)s
              ORDER BY parent_id, place
                """,
                ids=self.ids,
                readable=readable.subselect(),
                offset=offset,
                page=PAGE,
            )
        )
        children = self.browse(dict.fromkeys(child for _parent, child, _total in rows))
        nodes = {node["id"]: node for node in children._alignment_nodes(self.skp_id.period_id.ids)}
        branches = {key: {"nodes": [], "count": 0} for key in self.ids}
        for parent, child, total in rows:
            branches[parent]["nodes"].append(nodes[child])
            branches[parent]["count"] = total
        return branches

    # ------------------------------------------------------------------
    # Nodes
    # ------------------------------------------------------------------

    def _alignment_nodes(self, period_ids):
        """Return what the tree shows of each of the readable results ``self``, in their order."""
        self.fetch(["name", "kind", "skp_id", "cascade"])
        plans = self.skp_id
        plans.fetch(PLAN_FIELDS)
        counts = self._alignment_child_counts()
        leading = self._alignment_leading(plans, period_ids)
        shares = self.indicator_ids._alignment_shares()
        return [
            {
                "id": result.id,
                "name": result.name,
                "kind": result.kind,
                "cascade": result.cascade or "",
                "plan": result.skp_id.id,
                "person": result.skp_id.employee_name or "",
                "post": result.skp_id.job_title or "",
                "unit": result.skp_id.unit_id.name or "",
                "state": result.skp_id.state,
                "state_label": result.skp_id._workflow_state_label(),
                "count": counts.get(result.id, 0),
                "unsupported": result.kind == "main"
                and not counts.get(result.id)
                and result.skp_id.employee_id.id in leading,
                "unlinked": result.is_unlinked,
                "targets": [
                    {
                        "id": indicator.id,
                        "name": indicator.name,
                        "target": indicator.target_display,
                        "share": shares.get(indicator.id),
                    }
                    for indicator in result.indicator_ids
                ],
            }
            for result in self
        ]

    def _alignment_child_counts(self):
        """Return {id: number of results that support it and that the reader may read}."""
        if not self:
            return {}
        self.env.flush_all()
        readable = self._search(
            self._alignment_running() & Domain("parent_result_ids", "in", self.ids)
        )
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT parent_id, COUNT(*) FROM asn_skp_result_parent_rel
                     WHERE parent_id = ANY(%s) AND result_id IN %s
                  GROUP BY parent_id
                    """,
                    self.ids,
                    readable.subselect(),
                )
            )
        )

    @api.model
    def _alignment_leading(self, plans, period_ids):
        """Return the ids of the employees of ``plans`` who evaluate somebody in these years."""
        groups = self.env["asn.skp"]._read_group(
            [
                ("period_id", "in", period_ids),
                ("evaluator_id", "in", plans.employee_id.ids),
                ("state", "!=", "cancelled"),
            ],
            ["evaluator_id"],
        )
        return {evaluator.id for (evaluator,) in groups}
