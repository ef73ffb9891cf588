"""Leave, acting heads, requests, and years with two posts."""


def values(world):
    """{model: values} of the subject."""
    own, facts = world.own, world.facts
    plan = own["asn.skp"]
    return {
        "asn.change.request": {
            "kind": "unit",
            "proposed_unit_id": facts["agency"],
            "reason": "Sebab",
            "date_from": "2024-10-01",
        },
        "asn.absence.kind": {"code": "uji2", "name": "Uji"},
        "asn.absence": {
            "employee_id": facts["employees"]["nurse"],
            "kind_id": facts["long_leave"],
            "date_start": "2024-11-01",
            "date_end": "2024-12-31",
        },
        "asn.acting": {
            "employee_id": facts["employees"]["colleague"],
            "absent_employee_id": facts["employees"]["head"],
            "unit_id": facts["clinic"],
            "date_start": "2024-11-01",
            "date_end": "2024-12-31",
            "decree": "SPRIN 2",
        },
        "asn.skp.suggestion": {"kind": "split", "skp_id": plan},
        "asn.skp.split": {"skp_id": plan, "date": "2024-09-01"},
        "asn.skp.end": {"skp_id": plan, "date": "2024-08-31"},
    }
