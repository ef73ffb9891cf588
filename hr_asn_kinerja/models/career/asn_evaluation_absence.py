from odoo import api, fields, models
from odoo.tools import format_date

from ...rules import absence as absence_rules


class AsnEvaluationAbsence(models.Model):
    """Whole months of absence are left out of an evaluation's targets."""

    _inherit = "asn.evaluation"

    absence_note = fields.Text(compute="_compute_absence_note", export_string_translation=False)

    @api.depends("absent_months", "employee_id", "date_start", "date_end")
    @api.depends_context("uid")
    def _compute_absence_note(self):
        """Say which absences count, as far as the reader may know them."""
        # Under the reader's own rules: an evaluator finds no sickness here.
        absences = self.env["asn.absence"].search(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("date_start", "<=", max(self.mapped("date_end"), default=False)),
                ("date_end", ">=", min(self.mapped("date_start"), default=False)),
            ]
        )
        for evaluation in self:
            lines = []
            for absence in absences.filtered(
                lambda a, e=evaluation: (
                    a.employee_id == e.employee_id
                    and a.date_start <= e.date_end
                    and a.date_end >= e.date_start
                )
            ).sorted("date_start"):
                lines.append(evaluation._get_absence_sentence(absence))
            if evaluation.absent_months:
                lines.append(
                    self.env._(
                        "%(absent)s of %(months)s months are left out: targets that add up count "
                        "the months on duty, and nothing counts as zero for the others.",
                        absent=evaluation.absent_months,
                        months=evaluation.months,
                    )
                )
            evaluation.absence_note = "\n".join(lines) or False

    def _get_absence_sentence(self, absence):
        values = {
            "kind": absence.kind_id.name,
            "start": format_date(self.env, absence.date_start),
            "end": format_date(self.env, absence.date_end),
        }
        if absence.effect == "institution":
            return self.env._(
                "%(kind)s, %(start)s to %(end)s: evaluated from the progress report of the "
                "institution.",
                **values,
            )
        if absence.effect == "excluded":
            return self.env._("%(kind)s, %(start)s to %(end)s: no time of appraisal.", **values)
        return self.env._("%(kind)s, %(start)s to %(end)s.", **values)

    def _count_absent_months(self):
        """Write the whole months absent, for a batch with one query; return what changed."""
        changed = self.browse()
        if not self:
            return changed
        spans = self.env["asn.absence"]._get_spans(
            self.employee_id, min(self.mapped("date_start")), max(self.mapped("date_end"))
        )
        for evaluation in self:
            days = [
                (start, end) for _effect, start, end in spans.get(evaluation.employee_id.id, ())
            ]
            months = min(
                absence_rules.absent_months(evaluation.date_start, evaluation.date_end, days),
                evaluation.months,
            )
            if evaluation.absent_months != months:
                evaluation.absent_months = months
                changed |= evaluation
        return changed

    def _follow_absences(self):
        """Count the months again and work out the targets of those that changed."""
        duty = self._get_duty()
        self._count_absent_months()._refresh_targets(duty)

    @api.model_create_multi
    def create(self, vals_list):
        evaluations = super().create(vals_list)
        evaluations.sudo()._count_absent_months()  # sudo: follows from the dates
        return evaluations
