"""Analyses and figures, which nobody creates."""


def values(world):
    """{model: values} of the subject."""
    own, facts = world.own, world.facts
    return {
        **{
            model: {"employee_name": "Uji"}
            for model in (
                "asn.evaluation.report",
                "asn.indicator.report",
                "asn.completeness.report",
                "asn.realisation.report",
                "asn.development.report",
                "asn.objection.report",
            )
        },
        "asn.feedback.report": {"given_count": 1},
        "asn.indicator.figure": {
            "period_id": facts["second_half"],
            "company_id": own["res.company"],
            "name": "Uji",
        },
    }
