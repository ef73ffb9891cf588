from odoo import api, models
from odoo.exceptions import AccessError

from ...rules import rating as rating_rules
from ...rules import workflow

QUEUE_LIMIT = 500  # people of one evaluator in one period
PREVIOUS_SHOWN = 4
FIELDS_OF_DRAFT = (
    "result_rating",
    "behaviour_rating",
    "reason",
    "behaviour_reason",
    "note",
    "recommendation",
)
RATED_STATES = ("rated", *workflow.RELEASED_STATES)


class AsnEvaluationRatingPage(models.Model):
    """The rating screen: everything about one person and one period, read by one call.

    PermenPANRB 6/2022, articles 24 and 25: the evaluator rates results and behaviour with the
    targets, evidence and feedback in view. Whoever may read an evaluation may open its screen;
    the person evaluated never does.
    """

    _inherit = "asn.evaluation"

    @api.model
    @api.readonly
    def get_rating_page(self, evaluation_id=False):
        """Return all that the rating screen shows of one evaluation.

        :param int evaluation_id: the evaluation; left out: the one that waits longest for the
            caller's rating, else the latest of the caller's people
        :return: False when there is none; else a dict of the person (see ``_page_head``),
            ``results``, ``values``, ``timeline``, ``ratings`` with
            ``stamp`` (what was seen; ``save_rating`` wants it back), ``cells`` (predicate of each
            pair of ratings), ``suggestions`` with reasons, ``previous`` periods,
            ``queue`` (the people of this evaluator in this period), ``labels``
        :raises UserError: nothing that the caller may read
        :raises AccessError: the caller's own evaluation
        """
        evaluation = (
            self._find_to_rate() if evaluation_id is False else self._browse_page(evaluation_id)
        )
        if not evaluation:
            return False
        evaluation._check_not_own()
        by_result, by_value = evaluation._page_reflections()
        lines = evaluation._page_behaviour()
        return {
            **evaluation._page_head(),
            "can_rate": "rating" in evaluation._workflow_editable_parts(),
            "can_recommend": "recommendation" in evaluation._workflow_editable_parts(),
            "conflict": evaluation._get_conflict_message(),
            "score": evaluation._format_percent(evaluation.score) if evaluation.has_score else "",
            "reflection": evaluation.reflection or "",
            "is_reviewed": bool(evaluation.date_submitted),
            "results": evaluation._page_results(by_result),
            "values": evaluation._page_values(lines, by_value),
            "timeline": evaluation.skp_id._get_feedback_timeline(),
            "previous": evaluation._page_previous(),
            "queue": evaluation._page_queue(),
            "cells": evaluation._page_cells(),
            "labels": {
                "ratings": dict(
                    self.env["asn.evaluation.rating"]
                    ._fields["result_rating"]
                    ._description_selection(self.env)
                ),
                "predicates": dict(self._fields["predicate"]._description_selection(self.env)),
            },
            **evaluation._page_ratings(lines),
        }

    @api.model
    def _find_to_rate(self):
        mine = [("evaluator_user_id", "=", self.env.uid)]
        waiting = [*mine, ("state", "=", "submitted")]
        return self.search(waiting, order="date_start, employee_name, id", limit=1) or self.search(
            mine, order="date_start desc, employee_name, id", limit=1
        )

    def _check_not_own(self):
        """Nobody opens or fills the rating screen about himself or herself."""
        if self._is_own():
            raise AccessError(
                self.env._(
                    "Nobody rates himself or herself. Your own evaluation stands under My "
                    "Evaluations."
                )
            )

    def _page_ratings(self, lines):
        """Return the ratings as of now, with the stamp and the suggestions.

        :param lines: the answer of ``_page_behaviour``
        """
        self.ensure_one()
        draft = self._page_draft()
        source = self if self.state in workflow.RELEASED_STATES else draft
        reason = "result_reason" if source is self else "reason"
        result, why_result = self._get_result_suggestion()
        behaviour, why_behaviour = self._get_behaviour_suggestion(
            {line.value_id.code: line.rating_aid or None for line in lines}
        )
        return {
            "stamp": draft.revision or 0,
            "ratings": {
                "result_rating": source.result_rating or False,
                "behaviour_rating": source.behaviour_rating or False,
                "reason": source[reason] or "",
                "behaviour_reason": source.behaviour_reason or "",
                "note": draft.note or "",
                "recommendation": source.recommendation or "",
            },
            "suggestions": {
                "result": {"rating": result, "why": why_result},
                "behaviour": {"rating": behaviour, "why": why_behaviour},
            },
        }

    def _page_draft(self):
        """Return the ratings before release as the reader may read them; one query."""
        return self.env["asn.evaluation.rating"].search_fetch(
            [("evaluation_id", "=", self.id)], [*FIELDS_OF_DRAFT, "revision"]
        )

    def _page_behaviour(self):
        """Return the lines of behaviour as the reader may read them, in their order; one query."""
        return self.env["asn.evaluation.behaviour"].search_fetch(
            [("evaluation_id", "=", self.id)],
            ["value_id", "sequence", "expectation", "rating_aid", "feedback"],
            order="sequence, id",
        )

    def _page_cells(self):
        """Return {rating of results: {rating of behaviour: predicate}} by the rule in force."""
        derive = self.env["asn.evaluation.rating"]._get_predicate
        return {
            result: {
                behaviour: derive(result, behaviour, self) for behaviour in rating_rules.RATINGS
            }
            for result in rating_rules.RATINGS
        }

    def _page_values(self, lines, reflections):
        """Return the seven values with expectation, guides, impression and the person's words."""
        guides = self._page_guides(lines.value_id)
        return [
            {
                "id": line.id,
                "value_id": line.value_id.id,
                "name": line.value_id.name,
                "guides": guides.get(line.value_id.id, []),
                "expectation": line.expectation or "",
                "rating_aid": line.rating_aid or False,
                "feedback": line.feedback or "",
                "reflection": reflections.get(line.value_id.id, ""),
            }
            for line in lines
        ]

    def _page_previous(self):
        """Return the released ratings of earlier periods that the reader may read."""
        earlier = self.search_fetch(
            [
                ("employee_id", "=", self.employee_id.id),
                ("date_end", "<", self.date_start),
                ("state", "in", workflow.RELEASED_STATES),
            ],
            ["period_id", "result_rating", "behaviour_rating", "predicate", "score", "has_score"],
            order="date_end desc, id desc",
            limit=PREVIOUS_SHOWN,
        )
        return [
            {
                "id": evaluation.id,
                "period": evaluation.sudo().period_id.name,  # sudo: a name
                "result_rating": evaluation.result_rating,
                "behaviour_rating": evaluation.behaviour_rating,
                "predicate": evaluation.predicate,
                "score": evaluation._format_percent(evaluation.score)
                if evaluation.has_score
                else "",
            }
            for evaluation in earlier
        ]

    def _page_queue(self):
        """Return the people of the same evaluator in the same period, by name; one query."""
        own_team = [("evaluator_id", "=", self.evaluator_id.id), ("user_id", "!=", self.env.uid)]
        people = self.search_fetch(
            [
                ("period_id", "=", self.period_id.id),
                *(own_team if self.evaluator_id else [("id", "=", self.id)]),
            ],
            ["employee_name", "state"],
            order="employee_name, id",
            limit=QUEUE_LIMIT,
        )
        return [
            {
                "id": person.id,
                "name": person.employee_name or "",
                "is_rated": person.state in RATED_STATES,
            }
            for person in people
        ]

    def action_open_rating(self):
        """Open the rating screen of this evaluation."""
        self._check_one()
        self._check_not_own()
        action = self.env["ir.actions.actions"]._for_xml_id("hr_asn_kinerja.asn_rating_action")
        return {**action, "context": {"active_id": self.id, "active_model": self._name}}
