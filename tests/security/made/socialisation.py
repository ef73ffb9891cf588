"""A campaign that explains the year: materials, questions, sessions and who took part."""

from odoo import Command


def make(made):
    """An open campaign; each of the two was at a session of his or her own."""
    env = made.env
    campaign = made.campaign = env["asn.socialisation"].create(
        {
            "period_id": made.year.id,
            "name": "Sosialisasi",
            "date_start": "2024-01-02",
            "date_end": "2024-12-31",
        }
    )
    question = campaign.question_ids[0]
    question.write({"right": "a", "explanation": made.secrets["key"]})
    campaign.with_user(made.hr_user).action_open()
    bare_question = env["asn.socialisation.question"].create(
        {"name": "?", "choice_a": "1", "choice_b": "2", "choice_c": "3"}
    )
    people = {person.employee_id: person for person in campaign.participant_ids}
    participants = [people[made.nurse], people[made.colleague]]
    sessions = env["asn.socialisation.session"].create(
        [
            {
                "socialisation_id": campaign.id,
                "name": "Pertemuan",
                "date_start": "2024-01-16 02:00:00",
                "date_end": "2024-01-16 04:00:00",
                "unit_ids": [Command.set(made.clinic.ids)],
            }
            for _participant in participants
        ]
    )
    attendances = env["asn.socialisation.attendance"].create(
        [
            {"session_id": session.id, "participant_id": participant.id}
            for session, participant in zip(sessions, participants, strict=True)
        ]
    )
    env["asn.socialisation.ask"]._ask(campaign, "Apakah hasil rendah merugikan saya?")
    campaign.ask_ids.write({"answer": "Tidak, ada bantuan.", "hidden_reason": "Sebab"})
    coverage = env["asn.socialisation.coverage"].search([("unit_id", "=", made.clinic.id)])
    for record in (
        campaign,
        campaign.material_ids[0],
        question,
        question.key_ids,
        sessions[0],
        campaign.ask_ids,
        coverage,
    ):
        made.keep(record)
    made.keep(*participants)
    made.keep(*attendances)
    made.facts.update(bare_question=bare_question.id, session_code=sessions[0].code)
