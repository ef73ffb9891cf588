"""Dialogues about performance and coachings."""


def values(world):
    """{model: values} of the subject."""
    own = world.own
    plan = own["asn.skp"]
    return {
        "asn.dialogue": {"skp_id": plan, "date_start": "2024-10-01 02:00:00"},
        "asn.dialogue.agenda": {"dialogue_id": own["asn.dialogue"], "name": "Pokok"},
        "asn.dialogue.agreement": {
            "dialogue_id": own["asn.dialogue"],
            "name": "Sepakat",
            "date_due": "2024-10-15",
        },
        "asn.coaching": {"skp_id": plan, "date_planned": "2024-10-01"},
        "asn.coaching.session": {"coaching_id": own["asn.coaching"], "date": "2024-10-02"},
        "asn.coaching.competence": {
            "coaching_id": own["asn.coaching"],
            "name": "Uji",
            "score": "3",
            "reason": "Sebab",
        },
        "asn.coaching.feedback": {"coaching_id": own["asn.coaching"], "name": "Uji"},
        "asn.coaching.statement": {"name": "Uji"},
    }
