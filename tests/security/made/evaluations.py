"""The evaluations of the first half-year, and what follows from one: points, the trail."""

from .people import PNG, YEAR


def make(made):
    """Work that is logged, rated and reflected upon, in drafts that only the evaluator sees."""
    made.evaluations = made.evaluation, made.peer_evaluation = tuple(
        _drafted(made, plan) for plan in made.plans
    )
    second = made.plan.evaluation_ids - made.evaluation
    made.facts.update(
        second_evaluation=second.id,
        calibrated_period=made.evaluation.period_id.id,
    )


def _drafted(made, plan):
    env, secrets = made.env, made.secrets
    env["asn.realisation"].with_user(plan.user_id).create(
        {
            "indicator_id": plan.result_ids.indicator_ids[0].id,
            "quantity": 1800,
            "date": f"{YEAR}-03-16",
            "note": secrets["entry"],
            "evidence_ids": [(0, 0, {"name": "bukti.png", "upload": PNG})],
        }
    )
    evaluation = plan.evaluation_ids.filtered(lambda one: one.period_id == made.half)
    evaluation.with_user(plan.evaluator_user_id).write(
        {
            "draft_result_rating": "meets",
            "draft_behaviour_rating": "above",
            "draft_reason": secrets["reason"],
            "draft_behaviour_reason": secrets["reason"],
            "draft_note": secrets["note"],
            "draft_recommendation": secrets["recommendation"],
        }
    )
    evaluation.behaviour_ids.write({"feedback": secrets["feedback"], "rating_aid": "meets"})
    env["asn.evaluation.reflection"].with_user(plan.user_id).create(
        {
            "evaluation_id": evaluation.id,
            "result_id": plan.result_ids[0].id,
            "text": secrets["entry"],
        }
    )
    env["asn.evaluation.version"].create(
        {
            "evaluation_id": evaluation.id,
            "number": 1,
            "why": "Salah ketik",
            "user_id": made.hr_user.id,
            "date": "2024-08-01 03:00:00",
            "result_rating": "meets",
            "behaviour_rating": "meets",
            "predicate": "good",
        }
    )
    env["asn.transition"].create(
        {
            "evaluation_id": evaluation.id,
            "action": "send_back",
            "state_from": "submitted",
            "state_to": "open",
            "user_id": plan.evaluator_user_id.id,
            "reason": secrets["reason"],
        }
    )
    return evaluation


def make_achievement(made):
    """What the clinic achieved, whose head evaluates the two: set by the head of the agency."""
    env, secret = made.env, made.secrets["achievement"]
    achievement = env["asn.unit.achievement"].create(
        {"unit_id": made.clinic.id, "period_id": made.second_half.id}
    )
    achievement.write(
        {
            "recommended_value": "good",
            "recommendation": secret,
            "value": "good",
            "rationale": secret,
        }
    )
    made.keep(achievement)
    made.keep(
        env["asn.achievement.mapping"].create(
            {"value": "poor", "rating": "below", "date_from": "2030-01-01"}
        )
    )


def make_credit(made):
    """Points that the nurse brought along and earned."""
    env, nurse = made.env, made.nurse
    nurse.asn_functional_level = level = "expert_first"
    made.keep(
        env["asn.credit.opening"].create(
            {
                "employee_id": nurse.id,
                "level": level,
                "points": 62.5,
                "date": "2023-12-31",
                "document": made.secrets["credit"],
            }
        )
    )
    made.keep(
        env["asn.credit"].create(
            {
                "evaluation_id": made.evaluation.id,
                "employee_id": nurse.id,
                "company_id": env.company.id,
                "user_id": made.nurse_user.id,
                "employee_name": nurse.name,
                "unit_id": made.clinic.id,
                "period_id": made.half.id,
                "date_start": "2024-01-01",
                "date_end": "2024-06-30",
                "level": level,
                "predicate": "good",
                "points": 6.25,
            }
        )
    )
    standings = env["asn.credit.standing"]
    standings._refresh(nurse.ids)
    made.keep(standings.search([("employee_id", "=", nurse.id)]))


def make_trail(made):
    """Who looked. From here on the walks read everything and are not written down."""
    env = made.env
    both = made.evaluation | made.peer_evaluation
    env["asn.access.log"].with_user(made.head_user)._note(both.ids)
    env.cr.flush()
    env.company.asn_access_log = False
    # What the analyses show has the id of what they count.
    made.own.update(
        {
            "asn.evaluation.report": made.evaluation.id,
            "asn.indicator.report": made.evaluation.line_ids[0].id,
            "asn.completeness.report": made.plan.id,
            "asn.realisation.report": made.plan.result_ids.indicator_ids.realisation_ids.id,
        }
    )
    made.facts["rating_stamp"] = made.evaluation.rating_ids.revision


def parts(evaluation):
    """{model: id} of an evaluation and of what belongs to it."""
    entry = evaluation.skp_id.result_ids.indicator_ids.realisation_ids
    looks = evaluation.env["asn.access.log"]
    return {
        "asn.realisation": entry.id,
        "asn.evidence": entry.evidence_ids.id,
        "asn.evaluation": evaluation.id,
        "asn.evaluation.indicator": evaluation.line_ids[0].id,
        "asn.evaluation.behaviour": evaluation.behaviour_ids[0].id,
        "asn.evaluation.rating": evaluation.rating_ids.id,
        "asn.evaluation.reflection": evaluation.reflection_ids.id,
        "asn.evaluation.version": evaluation.version_ids.id,
        "asn.transition": evaluation.transition_ids[:1].id,
        "asn.access.log": looks.search([("evaluation_id", "=", evaluation.id)]).id,
    }
