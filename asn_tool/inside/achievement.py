"""Achievements of units: set for the first half-year, under way in the second."""

from .achievement_words import LETTER, RATIONALES, RECOMMENDATIONS
from .chance import draw, pick

# What a head's rating of results that is released already follows from.
VALUES = {"above": "excellent", "meets": "good", "below": "needs_improvement"}
NOT_YET = 0.08  # of the units without a head who is evaluated


def settle(env, first, users):
    """Set those of a half-year that is over as the ratings of the heads say."""
    achievements = env["asn.unit.achievement"]
    achievements._open_period(first)
    ratings = _read_head_ratings(env, first)
    office = users["bkpsdm"]
    for one in achievements.search([("period_id", "=", first.id)]):
        rating = ratings.get(one.unit_id.id)
        if rating is None and draw(one.unit_name, "achievement") < NOT_YET:
            continue
        value = VALUES[rating or "meets"]
        values = {"value": value, "rationale": pick(one.unit_name, "rationale", RATIONALES[value])}
        one.write(values)
        setter = one.setter_user_id
        if setter:
            one.with_user(setter).action_set()
        elif not one.with_user(office).is_own_unit:
            one.with_user(office).action_set_on_behalf(LETTER)


def _read_head_ratings(env, period):
    evaluations = env["asn.evaluation"].search(
        [("period_id", "=", period.id), ("head_of_unit_id", "!=", False)]
    )
    evaluations |= evaluations.search([("period_id", "=", period.id), ("is_unit_head", "=", True)])
    ratings = {}
    for evaluation in evaluations:
        draft = evaluation.rating_ids
        ratings[evaluation.unit_id.id] = evaluation.result_rating or draft.result_rating
    return {unit: rating for unit, rating in ratings.items() if rating}


def begin(env, period, users):
    """The officer of the agency recommends for some of its units; their head decides one."""
    env["asn.unit.achievement"]._open_period(period)
    officer, chief = users["pengelola"], users["atasan"]
    waiting = env["asn.unit.achievement"].search(
        [("period_id", "=", period.id), ("setter_user_id", "=", chief.id)], limit=4
    )
    for one in waiting[:3]:
        mine = one.with_user(officer)
        if "recommendation" not in mine._workflow_editable_parts():
            continue
        mine.write(
            {
                "recommended_value": "good",
                "recommendation": pick(one.unit_name, "recommend", RECOMMENDATIONS),
            }
        )
        mine.action_recommend()
    for one in waiting[3:]:
        mine = one.with_user(chief)
        mine.write({"value": "good", "rationale": pick(one.unit_name, "r", RATIONALES["good"])})
        mine.action_set()
