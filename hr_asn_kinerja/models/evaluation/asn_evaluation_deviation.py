from odoo import api, fields, models
from odoo.exceptions import UserError

from ...rules import behaviour as behaviour_rules
from ...rules import rating as rating_rules
from ...rules.exceptions import RuleError
from ..base import selections


class AsnEvaluationDeviation(models.Model):
    """What is suggested for both ratings and why; the evaluator decides, and says why not.

    PermenPANRB 6/2022, articles 24 and 25, gives no formula from figures to a rating. The
    suggestion is explained to whoever may read what it rests on; differing from it needs a reason.
    """

    _inherit = "asn.evaluation"

    suggested_behaviour_rating = fields.Selection(
        selections.RATINGS,
        string="Suggested Rating of Behaviour",
        compute="_compute_suggested_behaviour_rating",
    )

    @api.depends("behaviour_ids.rating_aid", "date_end")
    @api.depends_context("uid")
    def _compute_suggested_behaviour_rating(self):
        """Follow the impressions; whoever may not read them gets no suggestion either."""
        impressions = self._get_impressions()
        for evaluation in self:
            evaluation.suggested_behaviour_rating = (
                evaluation._suggest_behaviour(impressions[evaluation.id]) or False
            )

    def _get_impressions(self):
        """Return {evaluation id: {code of a value: impression or None}}; one search.

        What the current user may not read is not there.
        """
        found = {evaluation.id: {} for evaluation in self}
        for line in self.env["asn.evaluation.behaviour"].search(
            [("evaluation_id", "in", self._origin.ids)]
        ):
            found[line.evaluation_id.id][line.value_id.code] = line.rating_aid or None
        return found

    def _suggest_behaviour(self, impressions):
        """Return the rating that the impressions suggest; None: too few, or no rule in force."""
        self.ensure_one()
        try:
            known = {value.code for value in behaviour_rules.values(self.date_end)}
            aids = {code: aid for code, aid in impressions.items() if code in known}
            return behaviour_rules.suggest(aids, self.date_end)
        except RuleError:  # a year before the regulation: nothing is suggested
            return None

    def _get_result_suggestion(self):
        """Return (suggested rating of results or False, why in one sentence)."""
        self.ensure_one()
        rating, thresholds = self.suggested_rating, self._get_thresholds()
        if self.head_of_unit_id:  # the achievement of the unit decides, not the score
            return rating, self.head_note or ""
        if not rating:
            return False, self.env._("Nothing could be measured, so nothing is suggested.")
        words = {
            "score": self._format_percent(self.score),
            "above": self._format_percent(thresholds.above),
            "meets": self._format_percent(thresholds.meets),
        }
        if rating == rating_rules.ABOVE:
            return rating, self.env._(
                "The achievement of %(score)s is more than %(above)s.", **words
            )
        if rating == rating_rules.MEETS:
            return rating, self.env._(
                "The achievement of %(score)s lies between %(meets)s and %(above)s.", **words
            )
        return rating, self.env._("The achievement of %(score)s is less than %(meets)s.", **words)

    def _get_behaviour_suggestion(self, impressions):
        """Return (suggested rating of behaviour or False, why in one sentence).

        :param impressions: {code of a value: impression or None}
        """
        self.ensure_one()
        rule = behaviour_rules.SUGGESTION_RULE
        rating, aids = self._suggest_behaviour(impressions), list(impressions.values())
        if not rating:
            return False, self.env._(
                "Choose an impression for at least %s values, and a rating is suggested.",
                rule.rated_values,
            )
        return rating, self.env._(
            "%(above)s above, %(meets)s as expected, %(below)s below. From %(enough)s above and "
            "none below: above expectation; from %(few)s below: below expectation.",
            above=aids.count(rating_rules.ABOVE),
            meets=aids.count(rating_rules.MEETS),
            below=aids.count(rating_rules.BELOW),
            enough=rule.above_values,
            few=rule.below_values,
        )

    def _format_percent(self, value):
        return f"{self.env['asn.skp.indicator']._format_number(float(value))} %"

    def _require_deviation_reason(self, transition, reason):
        result = super()._require_deviation_reason(transition, reason)
        # sudo: whoever takes the step; what is compared is not shown
        own = self.sudo()
        suggested = own._suggest_behaviour(own._get_impressions()[own.id])
        draft = own.rating_ids
        deviates = suggested and draft.behaviour_rating != suggested
        if deviates and not (draft.behaviour_reason or "").strip():
            raise UserError(
                self.env._(
                    "%(name)s: the rating of behaviour differs from the one that your impressions "
                    "suggest. Write the reason; the employee will read it.",
                    name=self.display_name,
                )
            )
        return result

    def _prepare_release(self):
        return {**super()._prepare_release(), "behaviour_reason": self.rating_ids.behaviour_reason}

    def _workflow_values(self, transition):
        values = super()._workflow_values(transition)
        if transition.action == "reopen":
            values["behaviour_reason"] = False
        return values

    def _count_rating_change(self):
        """Count a change of the impressions; see ``asn.evaluation.rating.revision``."""
        # sudo: an empty row that only counts; the guard has let the change itself through
        ratings = self.env["asn.evaluation.rating"].sudo()
        found = ratings.search([("evaluation_id", "in", self.ids)])
        found._count_change()
        ratings.create(
            [
                {"evaluation_id": evaluation.id}
                for evaluation in self
                if evaluation not in found.evaluation_id
            ]
        )
