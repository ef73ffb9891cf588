from odoo import api, fields, models
from odoo.tools import format_date

from ...rules import achievement as achievement_rules
from ...rules import workflow
from ..base import selections
from .asn_achievement_mapping import ORGANISATION_VALUES


class AsnEvaluationHead(models.Model):
    """Whoever heads a unit takes the unit's achievement as rating of results.

    SE MenPANRB 3/2023. It is suggested and fixed; behaviour is rated as for everybody. Where
    nothing is set yet the evaluator still chooses, and is told. Until the release the rating
    follows when the achievement is set again; what was released stands.
    """

    _inherit = "asn.evaluation"

    head_of_unit_id = fields.Many2one(
        "hr.department",
        string="Heads the Unit",
        compute="_compute_head_of_unit_id",
        store=True,
        index="btree_not_null",
        help="The person heads this unit: its achievement is the rating of work results.",
    )
    head_value = fields.Selection(
        ORGANISATION_VALUES,
        string="Achievement of the Unit",
        compute="_compute_head_rating",
        compute_sudo=True,
    )
    head_rating = fields.Selection(
        selections.RATINGS,
        string="Work Results by the Achievement",
        compute="_compute_head_rating",
        compute_sudo=True,
    )
    head_note = fields.Char(string="Why", compute="_compute_head_rating", compute_sudo=True)

    def write(self, vals):
        """Keep the rating of results when only the one of behaviour is chosen.

        Fields that are computed together are not computed while one of them is written: what was
        not read before would be kept as empty.
        """
        drafts = {name for name in vals if name.startswith("draft_")}
        if drafts:
            self.mapped("draft_result_rating")
        return super().write(vals)

    @api.depends("is_unit_head", "unit_id")
    def _compute_head_of_unit_id(self):
        for evaluation in self:
            evaluation.head_of_unit_id = evaluation.is_unit_head and evaluation.unit_id

    @api.model
    def _rating_of_value(self, value, on):
        rows = self.env["asn.achievement.mapping"]._get_rows()
        return achievement_rules.head_rating(value, on, rows)

    def _get_head_ratings(self):
        """Return {evaluation: {"value", "source_unit_id", "rating"}} of the heads among these.

        One query for each period among them.
        """
        heads = self.filtered("head_of_unit_id")
        result = {}
        if not heads:
            return result
        rows = self.env["asn.achievement.mapping"]._get_rows()
        for period, evaluations in heads.grouped("period_id").items():
            values = self.env["asn.unit.achievement"]._get_values(
                evaluations.head_of_unit_id.ids, period
            )
            for evaluation in evaluations:
                found = values[evaluation.head_of_unit_id.id]
                rating = found["value"] and achievement_rules.head_rating(
                    found["value"], evaluation.date_end, rows
                )
                result[evaluation] = {**found, "rating": rating or None}
        return result

    @api.depends("head_of_unit_id", "period_id", "state")
    @api.depends_context("lang")
    def _compute_head_rating(self):
        found = self._get_head_ratings()
        for evaluation in self:
            info = found.get(evaluation, {})
            evaluation.head_value = info.get("value")
            evaluation.head_rating = info.get("rating")
            evaluation.head_note = evaluation._get_head_note(info) if info else False

    def _get_head_note(self, info):
        """Say where the rating of results of this head comes from, or that it is not known yet."""
        unit = self.head_of_unit_id
        if not info["value"]:
            if self.state in workflow.FROZEN_STATES:
                return False
            return self.env._(
                "%(unit)s has no achievement for %(period)s yet. You can choose a rating; once "
                "the achievement is set, the rating of work results follows from it.",
                unit=unit.name,
                period=self.period_id.name,
            )
        achievement = self.env["asn.unit.achievement"].search(
            [("unit_id", "=", info["source_unit_id"]), ("period_id", "=", self.period_id.id)]
        )
        labels = dict(self._fields["head_value"]._description_selection(self.env))
        ratings = dict(self._fields["head_rating"]._description_selection(self.env))
        if self.state in workflow.FROZEN_STATES and self.result_rating != info["rating"]:
            return self.env._(
                "The achievement of %(unit)s is “%(value)s” today. What was released stands.",
                unit=achievement.unit_name,
                value=labels[info["value"]],
            )
        return self.env._(
            "Head of %(unit)s: the achievement of %(origin)s in %(period)s is “%(value)s”, set by "
            "%(who)s on %(date)s. So work results are “%(rating)s” (SE MenPANRB 3/2023).",
            unit=unit.name,
            origin=achievement.unit_name,
            period=self.period_id.name,
            value=labels[info["value"]],
            who=achievement.set_by_name,
            date=format_date(self.env, achievement.date_set),
            rating=ratings[info["rating"]],
        )

    # ------------------------------------------------------------------
    # Following
    # ------------------------------------------------------------------

    def _follow_achievement(self):
        """Bring suggestion and rating before release in line; each change is a step in the log.

        Runs as superuser, after somebody who may has set the achievement. What is released is
        left alone.
        """
        found = self.filtered(
            lambda evaluation: evaluation.state not in workflow.FROZEN_STATES
        )._get_head_ratings()
        found = {evaluation: info for evaluation, info in found.items() if info["rating"]}
        if not found:
            return
        evaluations = self.browse(evaluation.id for evaluation in found)
        # sudo: the rating follows the achievement that was set, whoever set it
        ratings = self.env["asn.evaluation.rating"].sudo()
        drafts = {
            draft.evaluation_id.id: draft
            for draft in ratings.search([("evaluation_id", "in", evaluations.ids)])
        }
        to_create, steps = [], []
        for evaluation, info in found.items():
            if evaluation.suggested_rating != info["rating"]:
                evaluation.suggested_rating = info["rating"]
            draft = drafts.get(evaluation.id)
            if draft and draft.result_rating == info["rating"]:
                continue
            if draft:
                draft.result_rating = info["rating"]
            else:
                to_create.append({"evaluation_id": evaluation.id, "result_rating": info["rating"]})
            steps.append(evaluation._prepare_follow_step(info))
        ratings.create(to_create)
        # sudo: nobody writes to this log directly
        self.env["asn.transition"].sudo().create(steps)

    def _prepare_follow_step(self, info):
        """Return the values of the step that notes why the rating followed; never the rating."""
        # sudo: the unit is named; its name is no secret
        unit = self.env["hr.department"].sudo().browse(info["source_unit_id"])
        labels = dict(self._fields["head_value"]._description_selection(self.env))
        return {
            "evaluation_id": self.id,
            "action": "follow",
            "state_from": self.state,
            "state_to": self.state,
            "user_id": self.env.uid,
            "reason": f"{unit.name}: {labels[info['value']]}",
        }

    def _workflow_after(self, transition):
        """A release that is taken back follows what was set in the meantime."""
        result = super()._workflow_after(transition)
        if transition.action == "reopen" and self.head_of_unit_id:
            self._follow_achievement()
        return result

    def _require_both_ratings(self, transition, reason):
        """The rating of results of a head is there once the achievement is set."""
        # sudo: the step is checked by the table; only what the achievement says is written
        self.sudo()._follow_achievement()
        return super()._require_both_ratings(transition, reason)
