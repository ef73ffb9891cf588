from odoo import fields, models
from odoo.tools import SQL


class AsnPeriodAchievement(models.Model):
    """Achievements of the units in a period or a year: opened for all at once."""

    _inherit = "asn.period"

    achievement_count = fields.Integer(
        string="Achievements of Units", compute="_compute_achievement_counts"
    )
    achievement_missing_count = fields.Integer(
        string="Achievements Not Set", compute="_compute_achievement_counts"
    )

    def _compute_achievement_counts(self):
        counts = self._count_by_state("asn.unit.achievement")
        for period in self:
            by_state = counts.get(period, {})
            period.achievement_count = sum(by_state.values())
            period.achievement_missing_count = period.achievement_count - by_state.get("set", 0)

    def action_open_achievements(self):
        """Open the achievement of every unit of the region; what is there is left alone."""
        self._check_manage()
        # sudo: asked above: only the HR office gets here
        for period in self.sudo().filtered(lambda p: p.state != "closed"):
            self.env["asn.unit.achievement"]._open_period(period)
        return self[:1].action_view_achievements()

    def action_view_achievements(self):
        """Open the achievements of the period, as far as the reader may see them."""
        self._check_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "hr_asn_kinerja.asn_unit_achievement_action"
        )
        return {**action, "domain": [("period_id", "=", self.id)], "context": {}, "path": False}

    def _insert_evaluations(self, size):
        """Mark the heads of units among the new evaluations, and what is set already."""
        ids = super()._insert_evaluations(size)
        if ids:
            rows = self.env.execute_query(
                SQL(
                    """
                    UPDATE asn_evaluation SET head_of_unit_id = unit_id
                     WHERE id = ANY(%s) AND is_unit_head AND unit_id IS NOT NULL
                 RETURNING id
                    """,
                    ids,
                )
            )
            self.env["asn.evaluation"].invalidate_model(["head_of_unit_id"])
            # sudo: the ratings of heads follow, whoever opened the units
            heads = self.env["asn.evaluation"].sudo().browse(row[0] for row in rows)
            heads._follow_achievement()
        return ids
