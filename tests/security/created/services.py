"""Services with their log, and sources of indicators."""


def values(world):
    """{model: values} of the subject."""
    own, facts = world.own, world.facts
    return {
        "asn.service": {
            "name": "Uji",
            "code": "UJI",
            "unit_id": facts["clinic"],
            "standard": 1,
        },
        "asn.service.log": {
            "ticket": "UJI-9",
            "service_id": own["asn.service"],
            "company_id": own["res.company"],
            "unit_id": facts["clinic"],
            "employee_id": facts["employees"]["nurse"],
            "opened": "2024-03-05 01:00:00",
            "finished": "2024-03-05 02:00:00",
            "date": "2024-03-05",
            "work_seconds": 3600,
        },
        "asn.service.figure": {
            "service_id": own["asn.service"],
            "company_id": own["res.company"],
            "unit_id": facts["clinic"],
            "month": "2024-04-01",
            "level": "service",
        },
        "asn.source.model": {"model": "res.currency"},
        "asn.source.field": {
            "source_model_id": own["asn.source.model"],
            "name": "uji",
            "label": "Uji",
            "kind": "char",
        },
        "asn.indicator.source": {"name": "Uji", "kind": "service"},
    }
