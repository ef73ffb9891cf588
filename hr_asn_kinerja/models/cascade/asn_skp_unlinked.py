from odoo import api, fields, models
from odoo.tools import SQL


class AsnSkpUnlinked(models.Model):
    """Main results of a plan that support nothing of the superior yet: shown, never blocked."""

    _inherit = "asn.skp"

    unlinked_count = fields.Integer(
        string="Results Not Linked", compute="_compute_unlinked", compute_sudo=True
    )
    unlinked_note = fields.Char(compute="_compute_unlinked", compute_sudo=True)
    is_unlinked = fields.Boolean(
        string="Not Linked to the Superior",
        compute="_compute_unlinked",
        search="_search_is_unlinked",
        compute_sudo=True,
    )

    @api.depends("result_ids.is_unlinked")
    def _compute_unlinked(self):
        for plan in self:
            plan.unlinked_count = len(plan.result_ids.filtered("is_unlinked"))
            plan.is_unlinked = bool(plan.unlinked_count)
            plan.unlinked_note = plan.is_unlinked and self.env._(
                "Main results that are not linked to a result of the superior yet: %s. Take "
                "results over, or open one and tick what it supports. You can propose all the "
                "same.",
                plan.unlinked_count,
            )

    def _search_is_unlinked(self, operator, value):
        if operator != "in":
            return NotImplemented
        results = self.env["asn.skp.result"]
        results._flush_for_cascade()
        ids = SQL("(SELECT skp_id FROM (%s) AS result)", results._sql_unlinked(SQL("TRUE")))
        return [("id", "in" if True in value else "not in", ids)]

    def action_propose(self):
        """Propose the plan; say how many main results are not linked yet. Nothing is blocked."""
        answer = super().action_propose()
        count = sum(self.mapped("unlinked_count"))
        if answer is not True or not count:
            return answer
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "title": self.env._("Proposed"),
                "message": self.env._(
                    "Main results that are not linked to a result of the superior yet: %s. The "
                    "plan can be agreed all the same.",
                    count,
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }


class AsnSkpResultUnlinked(models.Model):
    """Whether a result still lacks its link to the superior's."""

    _inherit = "asn.skp.result"

    is_unlinked = fields.Boolean(
        string="Not Linked Yet",
        compute="_compute_is_unlinked",
        search="_search_is_unlinked",
        compute_sudo=True,
    )

    @api.depends("parent_result_ids", "kind", "skp_id.evaluator_id", "skp_id.state")
    def _compute_is_unlinked(self):
        self._flush_for_cascade()
        source = self._sql_unlinked(SQL("result.id = ANY(%s)", self._origin.ids))
        ids = {row[0] for row in self.env.execute_query(source)}
        for result in self:
            result.is_unlinked = result._origin.id in ids

    def _search_is_unlinked(self, operator, value):
        if operator != "in":
            return NotImplemented
        self._flush_for_cascade()
        ids = SQL("(SELECT id FROM (%s) AS result)", self._sql_unlinked(SQL("TRUE")))
        return [("id", "in" if True in value else "not in", ids)]

    @api.model
    def _sql_unlinked(self, where):
        """Main results without a link; a plan whose evaluator has no plan is a top and needs none.

        :param where: condition on ``result`` as SQL
        """
        return SQL(
            """
            SELECT result.id, result.skp_id
              FROM asn_skp_result AS result
              JOIN asn_skp AS plan ON plan.id = result.skp_id
             WHERE result.kind = 'main' AND result.active AND plan.state <> 'cancelled' AND %s
               AND NOT EXISTS (
                   SELECT FROM asn_skp_result_parent_rel AS rel
                     JOIN asn_skp_result AS parent ON parent.id = rel.parent_id AND parent.active
                    WHERE rel.result_id = result.id)
               AND EXISTS (
                   SELECT FROM asn_skp AS superior
                    WHERE superior.employee_id = plan.evaluator_id
                      AND superior.period_id = plan.period_id
                      AND superior.state <> 'cancelled')
            """,
            where,
        )
