from odoo import api, fields, models

from ..base.cursors import may_write
from .asn_reading_models import RATING


class AsnEvaluationReading(models.Model):
    """Ratings of an evaluation that reach somebody are noted; the person sees who it was."""

    _name = "asn.evaluation"
    _inherit = ["asn.evaluation", "asn.reading.mixin"]

    _reading_path = ""
    _reading_fields = RATING | {
        "score",
        "suggested_rating",
        "suggested_behaviour_rating",
        "result_reason",
        "behaviour_reason",
        "recommendation",
        "draft_result_rating",
        "draft_behaviour_rating",
        "draft_predicate",
        "draft_reason",
        "draft_behaviour_reason",
        "draft_note",
        "draft_recommendation",
    }

    access_log_html = fields.Html(
        string="Who Looked",
        compute="_compute_access_log_html",
        sanitize=False,
        export_string_translation=False,
    )

    @api.model
    def _reading_shown(self, rows, names):
        # An achievement of 0 percent is one.
        return super()._reading_shown(rows, names | {"has_score"} if "score" in names else names)

    @api.model
    @may_write
    def get_rating_page(self, evaluation_id=False):
        page = super().get_rating_page(evaluation_id)
        if not page:
            return page
        log = self.env["asn.access.log"]
        shown = [row["id"] for row in page["previous"]]
        if page["score"] or any(page["ratings"].values()) or self._is_any_rated(page["values"]):
            log._note([page["id"]], "open")
        log._note(shown, "list")
        return page

    @api.model
    def _is_any_rated(self, values):
        return any(value["rating_aid"] or value["feedback"] for value in values)

    @api.model
    def _get_year_view(self, evaluation):
        view = super()._get_year_view(evaluation)
        periods = [period for segment in view["segments"] for period in segment["periods"]]
        periods += [view["annual"]] if view["annual"] else []
        self.env["asn.access.log"]._note(
            [row["id"] for row in periods if row["score"] is not None or row["predicate"]], "list"
        )
        return view

    # ------------------------------------------------------------------
    # For the person concerned, and for those who watch
    # ------------------------------------------------------------------

    @api.depends_context("uid", "lang", "tz")
    def _compute_access_log_html(self):
        """Show the readers of each evaluation; nothing to whom it is not meant for."""
        watches = any(
            self.env.user.has_group(f"hr_asn_kinerja.group_asn_{name}")
            for name in ("auditor", "administrator")
        )
        shown = self if watches else self.filtered(lambda one: one._is_own())
        # Read under the rights of whoever asks: the record rules decide.
        rows = self.env["asn.access.log"]._get_readers(shown._origin.ids)
        for evaluation in self:
            evaluation.access_log_html = evaluation in shown and self.env["ir.qweb"]._render(
                "hr_asn_kinerja.asn_access_log_readers",
                {
                    "readers": rows.get(evaluation._origin.id, []),
                    # sudo: a setting of the region
                    "is_on": evaluation.company_id.sudo().asn_access_log,
                },
            )
