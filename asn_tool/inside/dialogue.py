"""Dialogues and a coaching in the team of the people who can log in, through their own doors.

The nurse and her head have talked once and will talk next week; the head coaches another nurse.
What is past gets the days on which it would have happened.
"""

from datetime import date, timedelta

from odoo import Command
from odoo.tools import SQL

from .dialogue_words import AGREEMENTS, COACHING, COMING, HELD, SESSIONS, VIEW
from .steps import allow_other_days

LANGUAGE = "id_ID"
HELD_ON = date(2026, 7, 16)
DONE_ON = date(2026, 7, 30)
SECOND_DUE_DAYS = 12  # days from today until the agreement that is still open
COACHED_SINCE = 42  # days


def settle(env, period, users):
    """Put the dialogues and the coaching down; once only.

    :param env: environment of the superuser
    :param period: the running half-year, opened
    :param users: {role: user}
    """
    if env["asn.dialogue"].search_count([], limit=1):
        return
    today = min(period.today(), period.date_end)
    # Nobody is sent an invitation or a note about a meeting of a demonstration.
    env = env(context=dict(env.context, lang=LANGUAGE, no_mail_to_attendees=True))
    env = env(context=dict(env.context, mail_notify_force_send=False))
    if today > DONE_ON:
        _hold(env, users, today)
    if today - timedelta(days=COACHED_SINCE) > period.date_start:
        _coach(env, users, today)
    _plan_next(env, users, today)
    env.invalidate_all()


def _find_plan(env, user):
    return env["asn.skp"].search(
        [("user_id", "=", user.id), ("state", "=", "agreed")], order="date_start desc", limit=1
    )


def _start(day):
    """Nine o'clock in the west of the country, as the database keeps it."""
    return f"{day} 02:00:00"


def _hold(env, users, today):
    """The dialogue after the first half-year: held, written down, confirmed by both."""
    head, nurse = users["penilai"], users["pegawai"]
    dialogue = (
        env["asn.dialogue"]
        .with_user(head)
        .create(
            {
                "skp_id": _find_plan(env, nurse).id,
                "date_start": _start(HELD_ON),
                "duration": 0.75,
                "place": HELD["place"],
                "topic": HELD["topic"],
                "agenda_ids": [Command.create({"name": name}) for name, _said in HELD["agenda"]],
            }
        )
    )
    dialogue.action_hold()
    for line, (_name, said) in zip(dialogue.agenda_ids, HELD["agenda"], strict=True):
        line.minutes = said
    due = (DONE_ON, today + timedelta(days=SECOND_DUE_DAYS))
    dialogue.write(
        {
            "minutes": HELD["minutes"],
            "agreement_ids": [
                Command.create({"name": name, "owner": owner, "date_due": day})
                for (name, owner), day in zip(AGREEMENTS, due, strict=True)
            ],
        }
    )
    dialogue.with_user(nurse).action_confirm()
    dialogue.action_confirm()
    first = dialogue.agreement_ids.sorted("date_due")[0]
    first.with_user(nurse).action_done()
    _set_past(dialogue.sudo(), first.sudo())


def _set_past(dialogue, done):
    """Give what has happened the days on which it did. Runs as superuser."""
    done.date_done = DONE_ON
    dialogue.write(
        {
            "date_employee_confirmed": f"{HELD_ON} 02:50:00",
            "date_evaluator_confirmed": f"{HELD_ON} 02:55:00",
        }
    )
    steps = dialogue.transition_ids.sorted("id")
    for step, minute in zip(steps, ("02:00", "02:50", "02:55"), strict=True):
        _set_step(step, f"{HELD_ON} {minute}:00")


def _set_step(step, moment):
    """Give a line of the history its day; no method may."""
    step.flush_recordset()
    allow_other_days(step.env)
    step.env.cr.execute(SQL("UPDATE asn_transition SET date = %s WHERE id = %s", moment, step.id))


def _plan_next(env, users, today):
    """On Wednesday of next week they meet again; the agenda holds what is open then."""
    head, nurse = users["penilai"], users["pegawai"]
    day = today + timedelta(days=7 - today.weekday() + 2)
    dialogue = (
        env["asn.dialogue"]
        .with_user(head)
        .create(
            {
                "skp_id": _find_plan(env, nurse).id,
                "date_start": _start(day),
                "duration": 0.5,
                "place": COMING["place"],
                "topic": COMING["topic"],
            }
        )
    )
    dialogue.action_fill_agenda()
    dialogue.with_user(nurse).write({"agenda_ids": [Command.create({"name": COMING["point"]})]})


def _coach(env, users, today):
    """The head coaches the nurse's colleague, who has written down the own view."""
    head, colleague = users["penilai"], users["rekan"]
    begun = today - timedelta(days=COACHED_SINCE)
    coaching = (
        env["asn.coaching"]
        .with_user(head)
        .create({"skp_id": _find_plan(env, colleague).id, "date_planned": begun, **COACHING})
    )
    coaching.action_start()
    coaching.session_ids = [
        Command.create({"date": begun + timedelta(days=after), "place": place, "note": note})
        for after, place, note in SESSIONS
    ]
    coaching.with_user(colleague).own_view = VIEW
