"""Feedback with and without a name, and 360 rounds."""


def values(world):
    """{model: values} of the subject."""
    own, facts = world.own, world.facts
    plan = own["asn.skp"]
    return {
        "asn.feedback.round": {
            "employee_id": facts["employees"]["nurse"],
            "period_id": facts["second_half"],
            "company_id": own["res.company"],
            "date_nominate": facts["round_nominate"],
            "date_due": facts["round_due"],
        },
        "asn.feedback.round.nominee": {
            "round_id": own["asn.feedback.round"],
            "employee_id": facts["employees"]["chief"],
            "relation": "peer",
        },
        "asn.feedback.round.answer": {
            "round_id": own["asn.feedback.round"],
            "relation": "peer",
            "value_id": own["asn.behaviour.value"],
            "score": 1,
        },
        "asn.feedback.round.assessment": {
            "round_id": own["asn.feedback.round"],
            "nominee_id": own["asn.feedback.round.nominee"],
            "value_id": own["asn.behaviour.value"],
            "score": 1,
        },
        "asn.feedback.round.participation": {"nominee_id": own["asn.feedback.round.nominee"]},
        "asn.feedback.round.rule": {"name": "Aturan uji"},
        "asn.feedback.round.open": {
            "period_id": facts["second_half"],
            "skp_ids": [[6, 0, [plan]]],
        },
        "asn.behaviour.scale": {"score": 3, "name": "Lain"},
        "asn.feedback": {
            "skp_id": plan,
            "employee_id": facts["employees"]["nurse"],
            "company_id": own["res.company"],
            "giver_id": facts["employees"]["head"],
            "relation": "superior",
            "kind": "appreciation",
            "situation": "Titipan",
            "date": "2024-03-01",
            "given_at": "2024-03-01 03:00:00",
        },
        "asn.feedback.request": {
            "skp_id": plan,
            "employee_id": facts["employees"]["nurse"],
            "company_id": own["res.company"],
            "requester_id": facts["employees"]["nurse"],
            "giver_id": facts["employees"]["head"],
            "date_asked": "2024-03-01",
            "date_due": "2024-03-08",
        },
        "asn.feedback.tone": {"code": "insult", "message": "Uji"},
        "asn.feedback.anonymous": {
            "employee_id": facts["employees"]["nurse"],
            "company_id": own["res.company"],
            "period_id": facts["half"],
            "kind": "correction",
            "situation": "Titipan",
        },
        "asn.feedback.participation": {"period_id": facts["half"], "mark": "0" * 64},
    }
