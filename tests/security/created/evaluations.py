"""Entries, evaluations and what is signed, logged and set beside them."""


def values(world):
    """{model: values} of the subject."""
    own, facts = world.own, world.facts
    plan = own["asn.skp"]
    return {
        "asn.signature": {"kind": "plan_agreed", "skp_id": plan, "record": plan},
        "asn.access.log": {"evaluation_id": own["asn.evaluation"], "reader_name": "Titipan"},
        "asn.realisation": {
            "indicator_id": own["asn.skp.indicator"],
            "quantity": 5,
            "date": "2024-04-02",
        },
        "asn.evidence": {
            "realisation_id": own["asn.realisation"],
            "link": "https://example.com/bukti",
        },
        "asn.evaluation": {"skp_id": plan, "period_id": facts["year"]},
        "asn.evaluation.indicator": {
            "evaluation_id": own["asn.evaluation"],
            "indicator_id": facts["free_indicator"],
            "result_id": own["asn.skp.result"],
        },
        "asn.evaluation.behaviour": {
            "evaluation_id": own["asn.evaluation"],
            "value_id": own["asn.behaviour.value"],
        },
        "asn.evaluation.reflection": {
            "evaluation_id": own["asn.evaluation"],
            "result_id": facts["spare_result"],
            "text": "Baru",
        },
        "asn.evaluation.rating": {
            "evaluation_id": facts["second_evaluation"],
            "result_rating": "above",
            "behaviour_rating": "above",
        },
        "asn.transition": {
            "evaluation_id": own["asn.evaluation"],
            "action": "release",
            "user_id": facts["users"]["asn_head"],
        },
        "asn.evaluation.version": {
            "evaluation_id": own["asn.evaluation"],
            "number": 9,
            "user_id": facts["users"]["asn_hr"],
            "date": "2024-08-01 03:00:00",
        },
        "asn.unit.achievement": {"unit_id": facts["clinic"], "period_id": facts["half"]},
        "asn.achievement.mapping": {"value": "good", "rating": "above", "date_from": "2031-01-01"},
        "asn.signature.scan": {"signature_id": own["asn.signature"], "upload": facts["png"]},
    }
