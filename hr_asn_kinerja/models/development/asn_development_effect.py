from odoo import api, fields, models

from ...rules import workflow


class AsnDevelopmentPlanEffect(models.Model):
    """The evaluation in which one looks at what a plan has brought."""

    _inherit = "asn.development.plan"

    next_evaluation_id = fields.Many2one(
        "asn.evaluation", string="Next Evaluation", compute="_compute_next_evaluation"
    )

    @api.depends_context("uid")
    def _compute_next_evaluation(self):
        for plan in self:
            plan.next_evaluation_id = plan._find_next_evaluation()

    def _find_next_evaluation(self):
        """Return the first released evaluation after the one of the plan, if the reader may."""
        self.ensure_one()
        evaluation = self.sudo().evaluation_id  # sudo: its last day, no content
        return self.env["asn.evaluation"].search(
            [
                ("employee_id", "=", self.employee_id.id),
                ("state", "in", workflow.RELEASED_STATES),
                ("date_start", ">", evaluation.date_end),
            ],
            order="date_start, id",
            limit=1,
        )


class AsnDevelopmentActionEffect(models.Model):
    """Before and after of what an action answers, and what both sides say to it.

    The figures are those of the two evaluations: shown to whoever may read these, not copied. No
    effect is claimed by the software; both sides say in a sentence what they see.
    """

    _inherit = "asn.development.action"

    before_display = fields.Char(string="Before", compute="_compute_effect")
    after_display = fields.Char(string="After", compute="_compute_effect")
    answers_display = fields.Char(string="What It Answers", compute="_compute_effect")
    effect_note = fields.Text(
        string="What Has Come of It", help="The evaluator's sentence, after the next evaluation."
    )
    own_effect_note = fields.Text(string="What It Has Brought Me", help="The employee's sentence.")

    @api.depends("line_id", "value_id")
    @api.depends_context("uid", "lang")
    def _compute_effect(self):
        for plan, actions in self.grouped("plan_id").items():
            before = plan.evaluation_id if plan.evaluation_id.has_access("read") else None
            after = plan._find_next_evaluation() if plan.id and plan.employee_id else None
            for action in actions:
                action.answers_display = action._describe_answer()
                action.before_display = action._describe(before) or "–"
                action.after_display = action._describe(after) or "–"

    def _describe_answer(self):
        if self.line_id and self.line_id.has_access("read"):
            return self.line_id.name
        return self.value_id.name or self.env._("The evaluation as a whole")

    def _describe(self, evaluation):
        """Return figure or rating of what the action answers in ``evaluation``."""
        if not evaluation:
            return False
        if self.line_id:
            if not self.line_id.has_access("read"):
                return False
            lines = evaluation.line_ids
            same = lines.filtered(lambda line: line.indicator_id == self.line_id.indicator_id)
            same = same or lines.filtered(lambda line: line.name == self.line_id.name)
            return " · ".join(
                part for part in (same[:1].realised_display, same[:1].achievement_display) if part
            )
        if self.value_id:
            rated = evaluation.behaviour_ids.filtered(lambda row: row.value_id == self.value_id)
            return self._label(rated[:1], "rating_aid")
        return self._label(evaluation, "predicate")

    def _label(self, record, name):
        labels = dict(record._fields[name]._description_selection(self.env))
        return labels.get(record[name], False)
