from zoneinfo import ZoneInfo

from odoo import models
from odoo.tools import SQL, format_date


class AsnBulkReassignUndo(models.Model):
    """Undoes a mass change of evaluators, except where a step was taken since."""

    _inherit = "asn.bulk.run"

    def _reassign_undo(self, lines):
        """Give back the evaluator before; where a step was taken since, the plan stays."""
        kept = self._reassign_touched(lines)
        self._mark(kept, "stayed")
        lines -= kept
        if not lines:
            return
        steps = self.env["asn.skp"]._hand_over_many(
            [
                (
                    line.skp_id.id,
                    line.after_evaluator_id.id,
                    line.before_evaluator_id.id or None,
                    line.before_superior_id.id or None,
                )
                for line in lines
            ],
            undo_reason=self.env._("Mass change of evaluator undone"),
        )
        self._reassign_finish(lines, steps, "undone", "stayed")
        self._reassign_take_remarks_back(lines.filtered(lambda line: line.outcome == "undone"))
        back = {}
        for line in lines.filtered(lambda line: line.outcome == "undone" and line.version_id):
            if line.version_id.asn_evaluator_id == line.after_evaluator_id:
                before = line.version_before_id
                back[before] = back.get(before, line.version_id.browse()) | line.version_id
        for before, versions in back.items():
            versions.sudo(False).write({"asn_evaluator_id": before.id})

    def _reassign_take_remarks_back(self, lines):
        """Remove from the evaluations the note that the change wrote, as its author wrote it."""
        zone = ZoneInfo(self.company_id.asn_tz)
        day = self.date_confirmed.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone).date()
        for line in lines.filtered("before_name"):
            plan = line.skp_id
            for evaluation in (plan.evaluation_ids | plan.annual_evaluation_ids).filtered("remark"):
                note = self.env._(
                    "Evaluated up to %(day)s by %(name)s.",
                    day=format_date(self.env, min(day, evaluation.date_end)),
                    name=line.before_name,
                )
                kept = [part for part in evaluation.remark.split("\n") if part != note]
                evaluation.remark = "\n".join(kept) or False

    def _reassign_touched(self, lines):
        """Return the lines whose plan or evaluations took a step after the change, or that would
        bring back two people who evaluate each other."""
        self.env.flush_all()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT line.id
                  FROM asn_bulk_line AS line
                  JOIN asn_skp AS plan ON plan.id = line.skp_id
                 WHERE line.id = ANY(%s)
                   AND (EXISTS (SELECT FROM asn_transition AS step
                                 WHERE step.skp_id = plan.id AND step.id > line.transition_id)
                     OR EXISTS (SELECT FROM asn_evaluation AS evaluation
                                  JOIN asn_transition AS step
                                       ON step.evaluation_id = evaluation.id
                                 WHERE evaluation.skp_id = plan.id
                                   AND step.id > line.transition_id)
                     OR EXISTS (SELECT FROM asn_skp AS other
                             LEFT JOIN asn_bulk_line AS change
                                       ON change.skp_id = other.id
                                          AND change.run_id = line.run_id
                                          AND change.outcome IN ('done', 'undone')
                                 WHERE other.period_id = plan.period_id
                                   AND other.employee_id = line.before_evaluator_id
                                   AND other.state <> 'cancelled'
                                   AND CASE WHEN change.id IS NULL THEN other.evaluator_id
                                            ELSE change.before_evaluator_id END
                                       = plan.employee_id))
                """,
                lines.ids,
            )
        )
        return lines.browse(row[0] for row in rows)
