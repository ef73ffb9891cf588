from odoo import api, fields, models
from odoo.tools import SQL

from ...rules import anonymity, workflow
from ...rules import round as rules


class AsnFeedbackRoundReport(models.Model):
    """What may be seen of a closed round: means, spreads, shuffled reasons, the round before."""

    _inherit = "asn.feedback.round"

    report = fields.Json(compute="_compute_report", export_string_translation=False)
    has_report = fields.Boolean(compute="_compute_has_report", export_string_translation=False)

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_has_report(self):
        for record in self:
            record.has_report = record._may_see_report()

    def _may_see_report(self):
        """The evaluator and the HR office once it is closed, the person once it is released."""
        if self.state not in rules.CLOSED_STATES:
            return False
        roles = self._workflow_roles()
        if workflow.EMPLOYEE in roles:
            return self.state == "released"
        return bool(roles & {workflow.EVALUATOR, workflow.HR_OFFICE})

    @api.depends("state")
    @api.depends_context("uid", "lang")
    def _compute_report(self):
        allowed = self.filtered(lambda record: record._may_see_report())
        reports = allowed._build_reports()
        for record in self:
            record.report = reports.get(record.id, False)

    def _build_reports(self):
        """Return {round: what the picture and the table show}; the caller has checked who looks."""
        if not self:
            return {}
        before = self._find_before()
        everything = self | self.browse(before.values())
        sums = everything._build_sums()
        values = [
            {"id": value.id, "name": value.name}
            for value in self.env["asn.behaviour.value"].sudo().search([])  # sudo: reference data
        ]
        labels = self._group_labels()
        reports = {}
        for record in self:
            own = sums[record.id]
            earlier = self.browse(before.get(record.id))
            reports[record.id] = {
                "values": values,
                "scale": self._page_scale(),
                "minimum": anonymity.minimum_in_force(record.minimum),
                "groups": [
                    {"key": key, "label": labels[key], "is_shown": key in own["groups"]}
                    for key in own["columns"]
                ],
                "cells": own["cells"],
                "texts": own["texts"],
                "before": earlier
                and {
                    "name": earlier.sudo().period_id.name,  # sudo: the name of a period
                    "cells": sums[earlier.id]["cells"],
                }
                or False,
            }
        return reports

    @api.model
    def _group_labels(self):
        return {
            rules.SELF: self.env._("Self"),
            rules.SUPERIOR: self.env._("Superior"),
            rules.PEER: self.env._("Peers"),
            rules.SUBORDINATE: self.env._("Subordinates"),
            rules.OTHERS: self.env._("Others"),
        }

    def _find_before(self):
        """Return {round: the released round of the same person before it}."""
        self.env.flush_all()
        return dict(
            self.env.execute_query(
                SQL(
                    """
                    SELECT DISTINCT ON (own.id) own.id, earlier.id
                      FROM asn_feedback_round AS own
                      JOIN asn_feedback_round AS earlier
                        ON earlier.employee_id = own.employee_id AND earlier.id <> own.id
                       AND earlier.state = 'released' AND earlier.date_due < own.date_due
                       AND earlier.company_id = own.company_id
                     WHERE own.id = ANY(%s)
                  ORDER BY own.id, earlier.date_due DESC, earlier.id DESC
                    """,
                    self.ids,
                )
            )
        )

    def _build_sums(self):
        """Return {round: columns, groups that are shown, cells, texts}.

        A cell is keyed ``group:value`` and has mean, spread and number; a group that is asked but
        not shown is a column without cells.
        """
        asked = {}
        # sudo: numbers only
        nominees = self.env["asn.feedback.round.nominee"].sudo()
        for record, relation, number in nominees._read_group(
            [("round_id", "in", self.ids), ("state", "=", "asked")],
            ["round_id", "relation"],
            ["__count"],
        ):
            asked.setdefault(record.id, {})[relation] = number
        marks, named, givers = self._read_marks(), self._read_named(), self._count_givers()
        return {
            record.id: record._sum_up(
                asked.get(record.id, {}),
                marks.get(record.id, []),
                named.get(record.id, []),
                givers[record.id],
            )
            for record in self
        }

    def _sum_up(self, asked, marks, named, givers):
        shown, reasons = rules.disclose(marks, givers, self.minimum)
        texts = [
            {"value": value, "group": group, "name": False, "text": text}
            for group, value, text in anonymity.shuffled(reasons)
        ]
        scores = {}
        for relation, value, score, reason, name in named:
            if score is not None:
                scores.setdefault((relation, value), []).append(score)
            if reason:
                own = {"value": value, "group": relation, "name": name, "text": reason}
                texts.append(own)
        shown |= {key: rules.summarize(found) for key, found in scores.items()}
        groups = {group for group, _value in shown}
        places = rules.groups_of(givers, self.minimum)
        columns = []
        for relation in rules.RELATIONS:
            key = places.get(relation) or relation
            if asked.get(relation) and key not in columns:
                columns.append(key)
        return {
            "columns": columns,
            "groups": groups,
            "cells": {
                f"{group}:{value}": {
                    "mean": float(summary.mean),
                    "spread": float(summary.spread) if summary.count > 1 else False,
                    "count": summary.count,
                }
                for (group, value), summary in shown.items()
            },
            "texts": texts,
        }

    def _read_marks(self):
        """Return {round: marks of people without a name}."""
        found = {}
        for number, relation, value, score, reason in self.env.execute_query(
            SQL(
                "SELECT round_id, relation, value_id, score, reason"
                " FROM asn_feedback_round_answer WHERE round_id = ANY(%s)",
                self.ids,
            )
        ):
            found.setdefault(number, []).append(rules.Mark(relation, value, score, reason or ""))
        return found

    def _read_named(self):
        """Return {round: (relation, value, score, reason, name) of self and superiors}."""
        found = {}
        for number, *mark in self.env.execute_query(
            SQL(
                """
                SELECT mark.round_id, nominee.relation, mark.value_id, mark.score, mark.reason,
                       nominee.employee_name
                  FROM asn_feedback_round_assessment AS mark
                  JOIN asn_feedback_round_nominee AS nominee ON nominee.id = mark.nominee_id
                 WHERE mark.round_id = ANY(%s)
              ORDER BY nominee.sequence, nominee.id
                """,
                self.ids,
            )
        ):
            found.setdefault(number, []).append(mark)
        return found


class AsnEvaluationRound(models.Model):
    """Shows the round of the period beside the rating of behaviour; it changes no rating."""

    _inherit = "asn.evaluation"

    round_report = fields.Json(compute="_compute_round_report", export_string_translation=False)

    @api.depends("employee_id", "period_id")
    @api.depends_context("uid", "lang")
    def _compute_round_report(self):
        rounds = self.env["asn.feedback.round"].search(
            [
                ("employee_id", "in", self.employee_id.ids),
                ("period_id", "in", self.period_id.ids),
                ("state", "in", rules.CLOSED_STATES),
            ]
        )
        found = {(record.employee_id, record.period_id): record for record in rounds}
        for evaluation in self:
            record = found.get((evaluation.employee_id, evaluation.period_id))
            evaluation.round_report = record.report if record else False
