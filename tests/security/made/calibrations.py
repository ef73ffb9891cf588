"""A calibration of the unit that was confirmed once, and a move of each of the two."""


def make(made):
    """The calibration of the first half-year."""
    env, secret = made.env, made.secrets["calibration"]
    of_hr = env(user=made.hr_user)["asn.calibration"]
    calibration = of_hr.browse(of_hr.action_start(made.clinic.id, made.evaluation.period_id.id))
    made.keep(calibration)
    confirmations = env(user=made.chief_user)["asn.calibration.confirmation"]
    made.keep(confirmations._keep(calibration, secret))
    made.keep(
        *env["asn.calibration.change"].create(
            [
                {
                    "evaluation_id": about.id,
                    "company_id": about.company_id.id,
                    "employee_name": about.employee_name,
                    "user_id": made.chief_user.id,
                    "user_name": made.chief_user.name,
                    "result_before": "below",
                    "result_after": about.rating_ids.result_rating,
                    "behaviour_before": "meets",
                    "behaviour_after": about.rating_ids.behaviour_rating,
                    "predicate_before": "needs_improvement",
                    "predicate_after": about.rating_ids.predicate,
                    "reason": secret,
                }
                for about in made.evaluations
            ]
        )
    )
