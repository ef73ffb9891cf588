from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from odoo.addons.hr_asn_kinerja.rules import anonymity, small_groups


class AsnIndicatorFigure(models.Model):
    """What an indicator amounts to in a unit with all units below it, in one period.

    Worked out every night over the single results, so that a region of 60,000 people is read at
    once. Nobody is named, and an indicator of fewer people than the region's minimum is left out,
    and so is one from which that of fewer could be worked out (``rules/small_groups.py``).
    """

    _name = "asn.indicator.figure"
    _description = "Figures of Indicators"
    _inherit = ["asn.guarded.mixin"]
    _order = "period_id, achievement desc, id"
    _log_access = False

    period_id = fields.Many2one("asn.period", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", string="Region", required=True, readonly=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        "hr.department",
        string="Unit",
        readonly=True,
        index=True,
        ondelete="cascade",
        help="With the units below it; empty for the whole region.",
    )
    name = fields.Char(string="Indicator", required=True, readonly=True)
    measure = fields.Char(string="Unit of Measure", readonly=True)
    people_count = fields.Integer(string="People", readonly=True, aggregator=None)
    achievement = fields.Float(
        string="Achievement (%)", digits=(6, 2), readonly=True, aggregator=None
    )
    realised = fields.Float(
        string="Mean Realised Value", digits=(16, 2), readonly=True, aggregator=None
    )
    date = fields.Datetime(string="Worked out on", readonly=True)

    _place_unique = models.UniqueIndex(
        "(period_id, COALESCE(unit_id, 0), name, COALESCE(measure, ''))",
        "There is one figure for each indicator, unit and period.",
    )

    def _guard_check(self, names, creating=True):
        """Nobody types a figure; the server works it out from the results."""
        raise AccessError(self.env._("Figures follow from the results and are not typed."))

    @api.model
    def _cron_refresh(self):
        """Every night: the periods that are open, or were closed within the last days."""
        days = fields.Datetime.subtract(fields.Datetime.now(), days=3)
        periods = self.env["asn.period"].search(
            [
                ("state", "!=", "draft"),
                "|",
                ("state", "!=", "closed"),
                ("write_date", ">=", days),
            ]
        )
        self._refresh(periods)

    @api.model
    def _refresh(self, periods):
        """Work the figures of ``periods`` out again, of every unit and of the whole region."""
        self.env.flush_all()
        self.env.execute_query(
            SQL(
                "DELETE FROM asn_indicator_figure WHERE period_id = ANY(%s) RETURNING 1",
                periods.ids,
            )
        )
        for period in periods:
            # sudo: a setting of the region
            minimum = anonymity.minimum_in_force(period.company_id.sudo().asn_feedback_minimum)
            self.env.execute_query(self._sql_insert(period, minimum))
            self._hide_differences(period, minimum)
        self.invalidate_model()

    @api.model
    def _hide_differences(self, period, minimum):
        """Take out the figures that tell, beside the others, of fewer people than the minimum."""
        own, paths = {}, {False: ()}
        for name, measure, unit, path, weight in self.env.execute_query(self._sql_people(period)):
            own.setdefault((name, measure), {})[unit or False] = weight
            paths[unit or False] = tuple(path or ())
        shown = {
            key: small_groups.units_to_show(people, paths, minimum, has_own=False)
            for key, people in own.items()
        }
        figures = self.env.execute_query(
            SQL(
                "SELECT id, name, measure, unit_id FROM asn_indicator_figure WHERE period_id = %s",
                period.id,
            )
        )
        hidden = [
            figure
            for figure, name, measure, unit in figures
            if (unit or small_groups.WHOLE) not in shown[name, measure]
        ]
        if hidden:
            self.env.execute_query(
                SQL("DELETE FROM asn_indicator_figure WHERE id = ANY(%s) RETURNING 1", hidden)
            )

    @api.model
    def _sql_people(self, period):
        """Count the people of each unit and indicator, each in one unit and hardly in others."""
        return SQL(
            """
            SELECT own.name, own.measure, place.unit_id,
                   string_to_array(trim(unit.parent_path, '/'), '/')::int[],
                   sum(CASE place.number WHEN 1 THEN 1 ELSE %s END)
              FROM (SELECT line.name, NULLIF(line.unit, '') AS measure,
                           array_agg(DISTINCT evaluation.unit_id) AS unit_ids
                      FROM asn_evaluation AS evaluation
                      JOIN asn_evaluation_indicator AS line ON line.evaluation_id = evaluation.id
                     WHERE evaluation.period_id = %s AND line.is_measured
                       AND line.name IS NOT NULL
                  GROUP BY evaluation.employee_id, line.name, NULLIF(line.unit, '')) AS own
        CROSS JOIN LATERAL unnest(own.unit_ids) WITH ORDINALITY AS place (unit_id, number)
         LEFT JOIN hr_department AS unit ON unit.id = place.unit_id
          GROUP BY own.name, own.measure, place.unit_id, unit.parent_path
            """,
            small_groups.HARDLY,
            period.id,
        )

    @api.model
    def _sql_insert(self, period, minimum):
        """Add up each person's own results in a unit once, then to every unit above and the region.

        Who worked in two units counts once in the unit above both: else one person fewer would do.
        """
        return SQL(
            """
            INSERT INTO asn_indicator_figure (
                   period_id, company_id, unit_id, name, measure, people_count, achievement,
                   realised, date)
            SELECT %(period)s, %(company)s, above.unit_id, own.name, own.measure,
                   count(DISTINCT own.employee_id),
                   sum(own.achievement) / sum(own.lines), sum(own.realised) / sum(own.lines),
                   now() AT TIME ZONE 'UTC'
              FROM (SELECT evaluation.unit_id, evaluation.employee_id, line.name,
                           NULLIF(line.unit, '') AS measure, count(*) AS lines,
                           sum(line.achievement) AS achievement, sum(line.realised) AS realised
                      FROM asn_evaluation AS evaluation
                      JOIN asn_evaluation_indicator AS line ON line.evaluation_id = evaluation.id
                     WHERE evaluation.period_id = %(period)s AND line.is_measured
                       AND line.name IS NOT NULL
                  GROUP BY 1, 2, 3, 4) AS own
         LEFT JOIN hr_department AS unit ON unit.id = own.unit_id
        CROSS JOIN LATERAL (
                   SELECT NULL::int
                UNION ALL
                   SELECT part::int
                     FROM unnest(string_to_array(trim(unit.parent_path, '/'), '/')) AS part
                   ) AS above (unit_id)
          GROUP BY above.unit_id, own.name, own.measure
            HAVING count(DISTINCT own.employee_id) >= %(minimum)s
         RETURNING 1
            """,
            period=period.id,
            company=period.company_id.id,
            minimum=minimum,
        )
