from odoo import api, models
from odoo.fields import Domain

from ...rules import calibration as calibration_rules
from ...rules import workflow


class AsnCalibrationOutliers(models.Model):
    """What stands out in a unit: a reason to look, never a verdict."""

    _inherit = "asn.calibration"

    @api.model
    def _board_outliers(self, people, period):
        """Return deviations from the suggestion, leaning evaluators and all-the-same ones.

        The mean that evaluators are compared with is that of everybody in the period whose ratings
        the reader may read: the region, for the HR office.
        """
        rated = self._board_rated(people)
        names = {person["evaluator_id"]: person["evaluator"] for person in people}
        own = {}
        for person in rated:
            own.setdefault(person.evaluator, []).append(person.key)
        results, behaviour, total = self._board_means(period)
        leaning = calibration_rules.leaning(rated, results, behaviour) if total else ()
        return {
            "deviations": [
                {"id": found.key, "steps": found.steps}
                for found in calibration_rules.deviations(rated)
            ],
            "mean_people": total,
            "mean_results": float(results or 0),
            "mean_behaviour": float(behaviour or 0),
            "evaluators": [
                {
                    "evaluator": found.evaluator,
                    "name": names[found.evaluator],
                    "people": found.people,
                    "results": float(found.results),
                    "behaviour": float(found.behaviour),
                    "direction": found.direction,
                    "ids": own[found.evaluator],
                }
                for found in leaning
            ],
            "same": [
                {
                    "evaluator": found.evaluator,
                    "name": names[found.evaluator],
                    "people": found.people,
                    "result": found.result_rating,
                    "behaviour": found.behaviour_rating,
                    "ids": own[found.evaluator],
                }
                for found in calibration_rules.all_the_same(rated)
            ],
        }

    @api.model
    def _board_means(self, period):
        """Return (mean of results, mean of behaviour, people) of the period, two queries."""
        released = Domain("state", "in", workflow.RELEASED_STATES)
        domain = Domain("period_id", "=", period.id) & self._board_others()
        pair = ["result_rating", "behaviour_rating"]
        complete = Domain("result_rating", "!=", False) & Domain("behaviour_rating", "!=", False)
        rows = self.env["asn.evaluation"]._read_group(
            domain & released & complete, pair, ["__count"]
        )
        rows += self.env["asn.evaluation.rating"]._read_group(
            Domain("evaluation_id", "any", list(domain & ~released)) & complete, pair, ["__count"]
        )
        results, behaviour = {}, {}
        for result, conduct, count in rows:
            results[result] = results.get(result, 0) + count
            behaviour[conduct] = behaviour.get(conduct, 0) + count
        return (
            calibration_rules.mean_of(results),
            calibration_rules.mean_of(behaviour),
            sum(results.values()),
        )
