"""Campaigns that explain the year."""


def values(world):
    """{model: values} of the subject."""
    own, facts = world.own, world.facts
    return {
        "asn.socialisation": {"period_id": facts["next_year"], "date_start": "2025-01-06"},
        "asn.socialisation.material": {
            "socialisation_id": own["asn.socialisation"],
            "name": "Baru",
        },
        "asn.socialisation.question": {
            "socialisation_id": own["asn.socialisation"],
            "name": "Baru?",
            "choice_a": "1",
            "choice_b": "2",
            "choice_c": "3",
        },
        "asn.socialisation.key": {"question_id": facts["bare_question"], "right": "a"},
        "asn.socialisation.participant": {
            "socialisation_id": own["asn.socialisation"],
            "company_id": own["res.company"],
            "employee_id": facts["employees"]["outsider"],
        },
        "asn.socialisation.session": {
            "socialisation_id": own["asn.socialisation"],
            "name": "Baru",
            "date_start": "2024-02-05 02:00:00",
            "date_end": "2024-02-05 04:00:00",
            "unit_ids": [[6, 0, [facts["clinic"]]]],
        },
        "asn.socialisation.attendance": {
            "session_id": own["asn.socialisation.session"],
            "participant_id": world.peer["asn.socialisation.participant"],
        },
        "asn.socialisation.ask": {
            "socialisation_id": own["asn.socialisation"],
            "company_id": own["res.company"],
            "question": "Apa?",
            "date_asked": "2024-01-09",
        },
        "asn.socialisation.coverage": {"person_count": 1},
    }
