"""Satisfaction surveys (SKM) of the registry and of a health centre, from half-year to half-year.

Nine means in thousandths, as a survey by PermenPANRB 14/2017 reports them: cost is praised most,
waiting and rooms least. The registry gets quicker, the health centre's rooms stay as they are.
"""

from datetime import date

# First and last day of a survey
SPRING_BEFORE = (date(2025, 5, 5), date(2025, 5, 30))
AUTUMN_BEFORE = (date(2025, 11, 3), date(2025, 11, 28))
SPRING = (date(2026, 5, 4), date(2026, 5, 29))
AUTUMN = (date(2026, 9, 7), date(2026, 10, 2))

# Code of the unit -> survey: days, answers, U1 to U9
SURVEYS = {
    "DUKCAPIL": (
        (SPRING_BEFORE, 286, (3215, 3142, 3017, 3698, 3188, 3240, 3262, 3104, 3066)),
        (AUTUMN_BEFORE, 312, (3247, 3176, 3058, 3694, 3204, 3262, 3298, 3157, 3088)),
        (SPRING, 348, (3290, 3234, 3141, 3690, 3247, 3301, 3336, 3210, 3122)),
        (AUTUMN, 391, (3324, 3281, 3217, 3692, 3276, 3318, 3361, 3248, 3139)),
    ),
    "PKM": (
        (SPRING_BEFORE, 148, (3228, 3157, 3034, 3541, 3196, 3312, 3287, 3142, 3021)),
        (AUTUMN_BEFORE, 163, (3241, 3172, 3061, 3558, 3203, 3338, 3294, 3167, 3018)),
        (SPRING, 176, (3236, 3184, 3102, 3568, 3216, 3347, 3318, 3182, 3034)),
        (AUTUMN, 194, (3252, 3190, 3094, 3575, 3221, 3364, 3342, 3196, 3027)),
    ),
}


def settle(env, users):
    """Enter the surveys that are over, as the HR office does; returns their number."""
    if "asn.satisfaction" not in env:  # comes with the reports
        return 0
    centre = users["penilai"].employee_id.department_id
    registry = env["hr.department"].search([("asn_code", "=", "DUKCAPIL")], limit=1)
    today = env["asn.period"]._local_today(env.company)
    values = [
        {
            "unit_id": unit.id,
            "date_start": first,
            "date_end": last,
            "answer_count": answers,
            **{f"u{number}": mean / 1000 for number, mean in enumerate(means, 1)},
        }
        for unit, code in ((registry, "DUKCAPIL"), (centre, "PKM"))
        if unit
        for (first, last), answers, means in SURVEYS[code]
        if last < today
    ]
    return len(env["asn.satisfaction"].with_user(users["bkpsdm"]).create(values))
