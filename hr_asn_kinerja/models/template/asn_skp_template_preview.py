from odoo import api, models
from odoo.tools import SQL

STATUSES = ("new", "there", "typed", "removed")
SHOWN_PLANS = 100


class AsnSkpTemplateRun(models.Model):
    """What a run would do, without doing it."""

    _inherit = "asn.skp.template.run"

    @api.model
    def _preview_nothing(self):
        return {
            "results": dict.fromkeys(STATUSES, 0),
            "indicators": dict.fromkeys(STATUSES, 0),
            "plans": [],
            "left_out": [],
            "lines": [],
            "more": 0,
            "filled": 0,
        }

    @api.model
    def _preview(self, plans, order):
        """Return what ``order`` would do to ``plans``, which the caller may read.

        :return: counts by status of results and indicators; per plan a row (the first hundred);
            reasons with numbers of plans; for a single plan its lines
        """
        self.env.flush_all()
        pairs, left_out = self._sort_plans_by_id(plans.ids, order)
        facts = self._preview_nothing()
        per_plan = {}
        if pairs:
            for part, query in (
                ("results", self._sql_preview_results(pairs, order)),
                ("indicators", self._sql_preview_indicators(pairs, order)),
            ):
                for plan_id, status, count in self.env.execute_query(query):
                    facts[part][status] += count
                    row = per_plan.setdefault(plan_id, self._preview_nothing())
                    row[part][status] += count
        reasons = {}
        for why in left_out.values():
            reasons[why] = reasons.get(why, 0) + 1
        facts["left_out"] = sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
        shown = plans[:SHOWN_PLANS]
        names = self._source_names(pairs, order)
        facts["plans"] = [
            {
                "name": plan.employee_name,
                "job_title": plan.job_title,
                "source": names.get(pairs.get(plan.id)),
                "why": left_out.get(plan.id),
                **{
                    part: per_plan.get(plan.id, self._preview_nothing())[part]
                    for part in ("results", "indicators")
                },
            }
            for plan in shown
        ]
        facts["more"] = len(plans) - len(shown)
        facts["filled"] = sum(
            bool(row["results"]["new"] or row["indicators"]["new"]) for row in per_plan.values()
        )
        if len(plans) == 1 and pairs:
            facts["lines"] = self._preview_lines(pairs, order)
        return facts

    def _source_names(self, pairs, order):
        """Return {source id: name} of the templates; a plan that is copied needs no name."""
        if order.source != "template":
            return {}
        # sudo: the names of templates, which everybody may read
        templates = self.env["asn.skp.template"].sudo().browse(set(pairs.values()))
        return {template.id: template.name for template in templates}

    def _sql_preview_results(self, pairs, order):
        return SQL(
            "SELECT skp_id, status, count(*) FROM (%s) AS line GROUP BY skp_id, status",
            self._sql_results(pairs, order),
        )

    def _sql_preview_indicators(self, pairs, order):
        """Indicators by status: those of new results, and those of results that are there."""
        is_template = order.source == "template"
        return SQL(
            """
            SELECT skp_id, status, count(*) FROM (
                   SELECT result.skp_id, result.status
                     FROM (%(results)s) AS result
                     JOIN %(table)s AS source ON source.result_id = result.source_result
                    WHERE result.status <> 'there' %(going_on)s
                    UNION ALL
                   SELECT skp_id, status FROM (%(indicators)s) AS indicator) AS line
          GROUP BY skp_id, status
            """,
            results=self._sql_results(pairs, order),
            table=SQL.identifier(
                "asn_skp_template_indicator" if is_template else "asn_skp_indicator"
            ),
            going_on=SQL() if is_template else SQL("AND source.active"),
            indicators=self._sql_indicators(pairs, order),
        )

    def _preview_lines(self, pairs, order):
        """Return the results of one plan with their indicators, in words."""
        results = self.env.execute_query_dict(
            SQL(
                "SELECT name, kind, status, source_result FROM (%s) AS line"
                " ORDER BY kind DESC, sequence, source_result",
                self._sql_results(pairs, order),
            )
        )
        # sudo: the lines of the source; who may copy it was decided when the plans were sorted
        model = "asn.skp.template.indicator" if order.source == "template" else "asn.skp.indicator"
        indicators = self.env[model].sudo()
        lines = indicators.search(
            [("result_id", "in", [row["source_result"] for row in results])],
            order="result_id, sequence, id",
        )
        return [
            {
                **row,
                "indicators": [
                    {"name": line.name, "target": line.target_display}
                    for line in lines
                    if line.result_id.id == row["source_result"]
                ],
            }
            for row in results
        ]
