from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..base import selections

HEAD = (
    "result_rating",
    "behaviour_rating",
    "predicate",
    "result_reason",
    "recommendation",
    "score",
)


class AsnEvaluationVersion(models.Model):
    """A released evaluation as it was before it was reopened or changed by a decision.

    Append-only: ratings, predicate, words, each indicator with target and achievement, each
    value; who changed it, when and why. Read by those who may read the released evaluation.
    """

    _name = "asn.evaluation.version"
    _description = "Version of a Released Evaluation"
    _inherit = ["asn.guarded.mixin"]
    _order = "evaluation_id, number desc"
    _log_access = False

    evaluation_id = fields.Many2one(
        "asn.evaluation", required=True, readonly=True, ondelete="restrict"
    )
    number = fields.Integer(string="Version", required=True, readonly=True)
    why = fields.Text(string="Why It Changed", readonly=True)
    user_id = fields.Many2one(
        "res.users", string="By", required=True, readonly=True, ondelete="restrict"
    )
    date = fields.Datetime(string="Kept on", required=True, readonly=True)
    date_released = fields.Datetime(string="Released on", readonly=True)
    result_rating = fields.Selection(selections.RATINGS, string="Work Results", readonly=True)
    behaviour_rating = fields.Selection(selections.RATINGS, string="Work Behaviour", readonly=True)
    predicate = fields.Selection(selections.PREDICATES, readonly=True)
    result_reason = fields.Text(string="Reason for the Rating", readonly=True)
    recommendation = fields.Text(string="Notes and Recommendation", readonly=True)
    score = fields.Float(string="Achievement (%)", digits=(6, 2), readonly=True, aggregator=None)
    has_score = fields.Boolean(readonly=True, export_string_translation=False)
    lines = fields.Json(readonly=True, export_string_translation=False)
    behaviours = fields.Json(readonly=True, export_string_translation=False)
    comparison = fields.Html(
        string="What Changed", compute="_compute_comparison", sanitize=False, compute_sudo=False
    )

    _number_unique = models.UniqueIndex("(evaluation_id, number)", "This version is there already.")

    @api.depends("evaluation_id", "number")
    def _compute_display_name(self):
        for version in self:
            version.display_name = self.env._(
                "%(evaluation)s, version %(number)s",
                evaluation=version.evaluation_id.display_name,
                number=version.number,
            )

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A version of an evaluation cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A version of an evaluation cannot be deleted."))

    def _workflow_editable_parts(self):
        """Nothing of a version is filled in by anybody."""
        return frozenset()

    def _workflow_state_label(self):
        return self.env._("kept")

    # ------------------------------------------------------------------
    # Keeping
    # ------------------------------------------------------------------

    @api.model
    def _keep(self, evaluations, why):
        """Keep the released content of ``evaluations`` as it is now, in one statement.

        The caller has checked the step. Evaluations that are not released are left out.

        :return: the versions
        """
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO asn_evaluation_version (
                       evaluation_id, number, why, user_id, date, date_released, result_rating,
                       behaviour_rating, predicate, result_reason, recommendation, score,
                       has_score, lines, behaviours)
                SELECT evaluation.id,
                       1 + COALESCE((SELECT max(number) FROM asn_evaluation_version AS before
                                      WHERE before.evaluation_id = evaluation.id), 0),
                       %(why)s, %(uid)s, %(now)s, evaluation.date_released,
                       evaluation.result_rating, evaluation.behaviour_rating, evaluation.predicate,
                       evaluation.result_reason, evaluation.recommendation, evaluation.score,
                       evaluation.has_score, line.content, behaviour.content
                  FROM asn_evaluation AS evaluation
     LEFT JOIN LATERAL (
                       SELECT jsonb_agg(jsonb_build_object(
                                  'indicator_id', line.indicator_id, 'name', line.name,
                                  'unit', line.unit, 'target_kind', line.target_kind,
                                  'target_value', line.target_value,
                                  'target_max', line.target_max, 'target_text', line.target_text,
                                  'target_date', line.target_date, 'realised', line.realised,
                                  'entry_count', line.entry_count,
                                  'is_measured', line.is_measured,
                                  'achievement', line.achievement)
                                  ORDER BY line.kind, line.sequence, line.id) AS content
                         FROM asn_evaluation_indicator AS line
                        WHERE line.evaluation_id = evaluation.id) AS line ON TRUE
     LEFT JOIN LATERAL (
                       SELECT jsonb_agg(jsonb_build_object(
                                  'value_id', behaviour.value_id,
                                  'rating_aid', behaviour.rating_aid,
                                  'feedback', behaviour.feedback)
                                  ORDER BY behaviour.sequence, behaviour.id) AS content
                         FROM asn_evaluation_behaviour AS behaviour
                        WHERE behaviour.evaluation_id = evaluation.id) AS behaviour ON TRUE
                 WHERE evaluation.id = ANY(%(ids)s) AND evaluation.predicate IS NOT NULL
              ORDER BY evaluation.id
             RETURNING id
                """,
                why=(why or "").strip() or None,
                uid=self.env.uid,
                now=fields.Datetime.now(),
                ids=evaluations.ids,
            )
        )
        evaluations.invalidate_recordset(["version_ids", "version_count"])
        return self.browse(row[0] for row in rows)

    # ------------------------------------------------------------------
    # Comparing
    # ------------------------------------------------------------------

    def _compute_comparison(self):
        for version in self:
            version.comparison = version._render_comparison()

    def _render_comparison(self):
        """Return a table of what is different in the version after this one, or today."""
        self.ensure_one()
        after = self.search(
            [("evaluation_id", "=", self.evaluation_id.id), ("number", ">", self.number)],
            order="number",
            limit=1,
        )
        if not after and not self.evaluation_id.is_released:
            return Markup("<p>%s</p>") % self.env._(
                "The evaluation is being worked on again. What changed stands here once it is "
                "released anew."
            )
        old = self._get_words()
        new = after._get_words() if after else self._get_words_now()
        rows = [
            (label, old.get(label, "–"), new.get(label, "–"))
            for label in dict.fromkeys([*old, *new])
            if old.get(label, "–") != new.get(label, "–")
        ]
        if not rows:
            return Markup("<p>%s</p>") % self.env._("Nothing is different.")
        return self.env["ir.qweb"]._render(
            "hr_asn_kinerja.asn_evaluation_version_comparison",
            {
                "rows": rows,
                "old_title": self.env._("Version %s", self.number),
                "new_title": self.env._("Version %s", after.number) if after else self.env._("Now"),
            },
        )

    def _get_words(self):
        return self._to_words(self, self.lines or [], self.behaviours or [])

    def _get_words_now(self):
        """Return the words of the released evaluation itself, for those who may read it."""
        evaluation = self.evaluation_id
        evaluation.check_access("read")
        lines = [
            {
                **line.read(
                    [
                        "name",
                        "unit",
                        "target_kind",
                        "target_value",
                        "target_max",
                        "target_text",
                        "target_date",
                        "realised",
                        "entry_count",
                        "is_measured",
                        "achievement",
                    ]
                )[0]
            }
            for line in evaluation.line_ids
        ]
        behaviours = [
            {
                "value_id": line.value_id.id,
                "rating_aid": line.rating_aid,
                "feedback": line.feedback,
            }
            for line in evaluation.behaviour_ids
        ]
        return self._to_words(evaluation, lines, behaviours)

    @api.model
    def _to_words(self, record, lines, behaviours):
        """Return {what: words} of a version or an evaluation, as a reader sees it."""
        words = {}
        for name in HEAD:
            field = self._fields[name]
            value = record[name]
            if field.type == "selection":
                value = dict(field._description_selection(self.env)).get(value)
            elif name == "score":
                value = self._format(value, "%") if record.has_score else None
            words[field._description_string(self.env)] = value or "–"
        for line in lines:
            words[line["name"]] = self.env._(
                "realised %(realised)s, achievement %(achievement)s",
                realised=self._format(line["realised"], line["unit"])
                if line["entry_count"]
                else "–",
                achievement=self._format(line["achievement"], "%") if line["is_measured"] else "–",
            )
        values = self.env["asn.behaviour.value"].browse([row["value_id"] for row in behaviours])
        ratings = dict(selections.RATINGS)
        field = self.env["asn.evaluation.behaviour"]._fields["rating_aid"]
        ratings.update(field._description_selection(self.env))
        for value, row in zip(values, behaviours, strict=True):
            parts = [ratings.get(row["rating_aid"]), row["feedback"]]
            words[value.name] = " · ".join(part for part in parts if part) or "–"
        return words

    @api.model
    def _format(self, number, unit):
        text = self.env["asn.skp.indicator"]._format_number(number or 0)
        return f"{text} {unit or ''}".strip()
