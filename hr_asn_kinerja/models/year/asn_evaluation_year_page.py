from odoo import api, fields, models

from ...rules import annual as annual_rules

CHART_WIDTH, CHART_HEIGHT, CHART_TOP, CHART_MARGIN = 320, 110, 120, 26
LABELS_SHOWN = 5  # with more points only the first and the last carry their figure


class AsnEvaluationYearPage(models.Model):
    """The page “The Year” of an evaluation: a picture, the segments, the indicators, in words."""

    _inherit = "asn.evaluation"

    year_html = fields.Html(
        string="The Year", compute="_compute_year_html", sanitize=False, store=False
    )

    @api.depends("period_id", "state", "score", "predicate")
    @api.depends_context("uid", "lang")
    def _compute_year_html(self):
        for evaluation in self:
            if not evaluation._origin.id:
                evaluation.year_html = False
                continue
            view = self._get_year_view(evaluation._origin)
            evaluation.year_html = self.env["ir.qweb"]._render(
                "hr_asn_kinerja.asn_evaluation_year_page",
                {"view": view, "chart": self._prepare_chart(view)},
            )

    @api.model
    def _get_year_view(self, evaluation):
        """Return the year around ``evaluation`` as plain values; see ``asn.year.view``."""
        return self.env["asn.year.view"]._get_year_view(evaluation)

    @api.model
    def _prepare_chart(self, view):
        """Return the points of the picture; None when there are fewer than two figures."""
        periods = [period for segment in view["segments"] for period in segment["periods"]]
        values = [period["score"] for period in periods]
        if sum(value is not None for value in values) < 2:
            return None
        size = (CHART_WIDTH, CHART_HEIGHT, CHART_TOP, CHART_MARGIN)
        places = annual_rules.chart_points(values, *size)
        (_left, full), (_right, zero) = annual_rules.chart_points([100, 0], *size)
        points = [
            {
                "x": place[0],
                "y": place[1],
                "label": period["score_label"],
                "name": period["name"],
            }
            for place, period in zip(places, periods, strict=True)
            if place
        ]
        if len(points) > LABELS_SHOWN:
            for point in points[1:-1]:
                point["is_quiet"] = True
        return {
            "width": CHART_WIDTH,
            "height": CHART_HEIGHT,
            "full": full,
            "zero": zero,
            "points": points,
            "line": " ".join(f"{point['x']},{point['y']}" for point in points),
            "words": "; ".join(f"{point['name']}: {point['label']}" for point in points),
        }
