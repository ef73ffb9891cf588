"""A dialogue about performance and a coaching of each of the two."""

from odoo import Command

from .people import YEAR


def make(made):
    """The dialogues were held, the coachings have begun."""
    dialogues = [_dialogue(made, plan) for plan in made.plans]
    made.keep(dialogues[0].event_id)
    made.keep(*dialogues)
    made.keep(*[one.agenda_ids for one in dialogues])
    made.keep(*[one.agreement_ids for one in dialogues])
    coachings = [_coaching(made, plan) for plan in made.plans]
    made.keep(*coachings)
    made.keep(*[one.session_ids for one in coachings])
    made.keep(*[one.feedback_ids[0] for one in coachings])
    made.keep(*[one.competence_ids for one in coachings])
    made.keep(made.env["asn.coaching.statement"].search([], limit=1))


def _dialogue(made, plan):
    secrets = made.secrets
    dialogue = (
        made.env["asn.dialogue"]
        .with_user(made.head_user)
        .create(
            {
                "skp_id": plan.id,
                "date_start": f"{YEAR}-08-05 02:00:00",
                "video_link": "https://meet.example.com/a",
                "agenda_ids": [Command.create({"name": secrets["feedback"]})],
            }
        )
    )
    dialogue.action_hold()
    dialogue.minutes = secrets["note"]
    dialogue.agreement_ids = [Command.create({"name": secrets["reason"], "date_due": "2024-09-01"})]
    return dialogue


def _coaching(made, plan):
    note, reason = made.secrets["note"], made.secrets["reason"]
    coaching = (
        made.env["asn.coaching"]
        .with_user(made.head_user)
        .create(
            {
                "skp_id": plan.id,
                "problem": note,
                "date_planned": "2024-08-01",
                "session_ids": [Command.create({"date": "2024-08-02", "note": note})],
            }
        )
    )
    coaching.sudo().result = reason  # before its last session, which alone asks for it
    made.env["asn.coaching.competence"].create(
        {"coaching_id": coaching.id, "name": "Uji", "score": "3", "reason": reason}
    )
    return coaching
