"""Improvements."""


def values(world):
    """{model: values} of the subject."""
    own, facts = world.own, world.facts
    return {
        "asn.innovation": {
            "name": "Gagasan",
            "indicator_kind": "library",
            "library_id": own["asn.indicator"],
            "before_value": 5,
            "before_from": "2024-01-01",
            "before_date": "2024-06-30",
        },
        "asn.innovation.member": {
            "innovation_id": own["asn.innovation"],
            "employee_id": facts["employees"]["colleague"],
        },
        "asn.innovation.appreciation": {
            "innovation_id": own["asn.innovation"],
            "employee_id": facts["employees"]["chief"],
            "user_id": facts["users"]["asn_chief"],
        },
        "asn.innovation.gallery": {"name": "Gagasan"},
    }
