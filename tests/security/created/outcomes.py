"""What follows an evaluation: calibration, objection, development, points."""


def values(world):
    """{model: values} of the subject."""
    own, facts = world.own, world.facts
    return {
        "asn.credit": {"evaluation_id": own["asn.evaluation"], "level": "expert_first"},
        "asn.credit.standing": {"employee_id": facts["employees"]["nurse"]},
        "asn.credit.opening": {
            "employee_id": facts["employees"]["nurse"],
            "level": "expert_first",
            "points": 50,
            "date": "2022-12-31",
            "document": "PAK 1",
        },
        "asn.calibration": {"unit_id": facts["agency"], "period_id": facts["year"]},
        "asn.calibration.change": {
            "evaluation_id": own["asn.evaluation"],
            "company_id": own["res.company"],
            "user_id": facts["users"]["asn_head"],
            "reason": "Uji",
            **dict.fromkeys(("result_before", "behaviour_before"), "meets"),
            **dict.fromkeys(("result_after", "behaviour_after"), "above"),
            "predicate_before": "good",
            "predicate_after": "very_good",
        },
        "asn.calibration.confirmation": {
            "calibration_id": own["asn.calibration"],
            "company_id": own["res.company"],
            "user_id": facts["users"]["asn_head"],
        },
        "asn.objection": {"evaluation_id": facts["second_evaluation"], "reason_results": "Sebab"},
        "asn.objection.file": {
            "objection_id": own["asn.objection"],
            "link": "https://example.com/bukti",
        },
        "asn.objection.answer": {"objection_id": own["asn.objection"], "kind": "decision"},
        "asn.development.plan": {
            "evaluation_id": facts["second_evaluation"],
            "employee_id": facts["employees"]["nurse"],
            "company_id": own["res.company"],
            "period_id": facts["second_half"],
        },
        "asn.development.action": {
            "plan_id": own["asn.development.plan"],
            "name": "Magang",
            "kind": "assignment",
            "date_due": "2024-10-01",
        },
        "asn.development.catalogue": {"name": "Magang", "field": "general"},
        "asn.development.overview": {"employee_name": "Lain"},
        "asn.follow.up": {
            "evaluation_id": own["asn.evaluation"],
            "employee_id": facts["employees"]["nurse"],
            "company_id": own["res.company"],
            "period_id": facts["half"],
            "predicate": "very_good",
            "kind": "reward",
            "proposal": "promotion",
            "article": "-",
        },
    }
