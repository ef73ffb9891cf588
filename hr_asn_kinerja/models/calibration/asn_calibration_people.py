from odoo import api, models

from ...rules import calibration as calibration_rules
from ...rules import workflow
from .asn_calibration_board import BOARD_LIMIT

CARD_FIELDS = (
    "employee_id",
    "company_id",
    "employee_name",
    "job_title",
    "position_kind",
    "unit_id",
    "evaluator_id",
    "evaluator_name",
    "user_id",
    "evaluator_user_id",
    "superior_user_id",
    "state",
    "result_rating",
    "behaviour_rating",
    "predicate",
    "suggested_rating",
    "has_score",
    "score",
    "head_of_unit_id",
)


class AsnCalibrationPeople(models.Model):
    """The cards of the nine-box."""

    _inherit = "asn.calibration"

    @api.model
    def _board_people(self, domain, period):
        """Return (one dict for each person, at most ``BOARD_LIMIT``; how many there are)."""
        model = self.env["asn.evaluation"]
        evaluations = model.search_fetch(
            domain, CARD_FIELDS, limit=BOARD_LIMIT, order="employee_name, id"
        )
        count = len(evaluations)
        if count == BOARD_LIMIT:
            count = model.search_count(domain)
        if count > BOARD_LIMIT:
            return [], count
        waiting = evaluations.filtered(lambda one: one.state not in workflow.RELEASED_STATES)
        drafts = self.env["asn.evaluation.rating"].search_fetch(
            [("evaluation_id", "in", waiting.ids)],
            ["evaluation_id", "result_rating", "behaviour_rating", "predicate", "revision"],
        )
        by_evaluation = {draft.evaluation_id.id: draft for draft in drafts}
        empty = drafts.browse()
        before = self._board_before(evaluations, period)
        photos = self._board_photos(evaluations)
        movers = self._board_movers(waiting)
        fixed = waiting.sudo()._filter_result_fixed()._ids  # sudo: the unit's achievement
        # sudo: names of units, which every employee sees
        units = {unit.id: unit.name for unit in evaluations.unit_id.sudo()}
        kinds = dict(model._fields["position_kind"]._description_selection(self.env))
        states = dict(model._fields["state"]._description_selection(self.env))
        return [
            {
                "id": one.id,
                "employee": one.employee_id.id,
                "name": one.employee_name or "",
                "post": one.job_title or "",
                "kind": one.position_kind or "",
                "kind_label": kinds.get(one.position_kind, ""),
                "unit_id": one.unit_id.id,
                "unit": units.get(one.unit_id.id, ""),
                "evaluator_id": one.evaluator_id.id,
                "evaluator": one.evaluator_name or "",
                "state": one.state,
                "state_label": states[one.state],
                "is_released": one.state in workflow.RELEASED_STATES,
                "suggested": one.suggested_rating or False,
                "photo": one.employee_id.id in photos,
                "previous": before.get(one.employee_id.id, False),
                **self._board_ratings(one, by_evaluation.get(one.id, empty), movers),
                "is_fixed": one.id in fixed,
            }
            for one in evaluations
        ], count

    @api.model
    def _board_ratings(self, evaluation, draft, movers):
        """Return the ratings that count now, and whether the reader may change them."""
        source = evaluation if evaluation.state in workflow.RELEASED_STATES else draft
        is_rated = bool(source.result_rating and source.behaviour_rating)
        return {
            "result": source.result_rating if is_rated else False,
            "behaviour": source.behaviour_rating if is_rated else False,
            "predicate": source.predicate if is_rated else False,
            "stamp": evaluation._get_move_stamp(draft),
            "can_move": is_rated and evaluation.id in movers,
        }

    @api.model
    def _board_movers(self, waiting):
        """Return the ids of those whom the reader may move; see ``_may_move``."""
        user = self.env.user
        near = waiting.filtered(
            lambda one: user.id in (one.evaluator_user_id.id, one.superior_user_id.id)
        )
        return {one.id for one in near if one._may_move()}

    @api.model
    def _board_before(self, evaluations, period):
        """Return {employee id: released ratings of the period before, and the trend}."""
        before = self.env["asn.period"].search(
            [
                ("kind", "=", period.kind),
                ("company_id", "=", period.company_id.id),
                ("date_end", "<", period.date_start),
                ("state", "!=", "draft"),
            ],
            order="date_end desc, id",
            limit=1,
        )
        if not before:
            return {}
        rows = self.env["asn.evaluation"].search_fetch(
            [
                ("period_id", "=", before.id),
                ("employee_id", "in", evaluations.employee_id.ids),
                ("predicate", "!=", False),
            ],
            ["employee_id", "result_rating", "behaviour_rating", "predicate", "date_end"],
            order="date_end, id",
        )
        return {
            row.employee_id.id: {
                "result": row.result_rating,
                "behaviour": row.behaviour_rating,
                "predicate": row.predicate,
            }
            for row in rows
        }

    @api.model
    def _board_photos(self, evaluations):
        """Return the ids of the employees with a picture; all others are shown by initials."""
        # sudo: whether there is a picture; the picture itself comes from the public profile
        attachments = self.env["ir.attachment"].sudo()
        rows = attachments.search_fetch(
            [
                ("res_model", "=", "hr.employee"),
                ("res_field", "=", "image_128"),
                ("res_id", "in", evaluations.employee_id.ids),
            ],
            ["res_id"],
        )
        return set(rows.mapped("res_id"))

    @api.model
    def _board_rated(self, people):
        """Return the rated ``people`` as :class:`rules.calibration.Rated`."""
        return [
            calibration_rules.Rated(
                person["id"],
                person["evaluator_id"],
                person["result"],
                person["behaviour"],
                person["suggested"] or None,
            )
            for person in people
            if person["result"]
        ]
