"""Explains the appraisal to the region before its plans: a campaign that nearly all came along to.

Set in bulk to what the pages of 3,000 people would have left: days, and nothing else.
"""

from odoo import Command
from odoo.tools import SQL

from .words import QUESTIONS, SPEAKERS

LANGUAGE = "id_ID"
FIRST_DAY, LAST_DAY = "2026-01-05", "2026-12-31"
# As many agencies as there are days have a session of their own; a province has hundreds.
SESSION_DAYS = (
    "2026-01-07",
    "2026-01-08",
    "2026-01-09",
    "2026-01-12",
    "2026-01-13",
    "2026-01-14",
    "2026-01-15",
    "2026-01-19",
)
# In each unit from 85 to 95 of a hundred have understood, and 88 of a hundred came to the session.
LOWEST, SPREAD = 0.85, 0.10
PRESENT = 0.88


def settle(env, year, users):
    """Give ``year`` its campaign with sessions, attendance and answers; once only.

    ``pegawai`` has read the first card and goes on from there.
    """
    if env["asn.socialisation"].search_count([("period_id", "=", year.id)]):
        return
    office = users["bkpsdm"]
    campaign = (
        env["asn.socialisation"]
        .with_user(office)
        .with_context(lang=LANGUAGE)
        .create({"period_id": year.id, "date_start": FIRST_DAY, "date_end": LAST_DAY})
    )
    campaign.action_open()
    campaign = campaign.sudo()
    _understand(env, campaign)
    _hold_sessions(env, campaign, users)
    _keep_for_the_walk(env, campaign, users)
    _answer(env, campaign, users)
    env.invalidate_all()


def _chance(text):
    """A number from 0 to 1 that is the same every time, in SQL."""
    return SQL("(('x' || substr(md5(%s), 1, 4))::bit(16)::int / 65535.0)", text)


def _understand(env, campaign):
    """Nearly everybody has read and understood within three weeks."""
    env.flush_all()
    env.execute_query(
        SQL(
            """
            UPDATE asn_socialisation_participant AS person
               SET date_read = done.day, date_understood = done.day,
                   date_understood_evaluator = CASE WHEN is_evaluator THEN done.day END,
                   date_understood_officer = CASE WHEN is_unit_officer THEN done.day END
              FROM (SELECT p.id, %(first)s::date + (20 * %(day)s)::int AS day,
                           row_number() OVER (PARTITION BY p.unit_id ORDER BY %(order)s, p.id)
                               AS place,
                           count(*) OVER (PARTITION BY p.unit_id)
                               * (%(lowest)s + %(spread)s * %(unit)s) AS last
                      FROM asn_socialisation_participant AS p
                      JOIN hr_employee AS employee ON employee.id = p.employee_id
                 LEFT JOIN hr_department AS unit ON unit.id = p.unit_id
                     WHERE p.socialisation_id = %(campaign)s) AS done
             WHERE done.id = person.id AND done.place <= round(done.last)
         RETURNING 1
            """,
            first=FIRST_DAY,
            day=_chance(SQL("employee.asn_nip || 'day'")),
            order=_chance(SQL("employee.asn_nip || 'order'")),
            unit=_chance(SQL("COALESCE(unit.asn_code, unit.id::text)")),
            lowest=LOWEST,
            spread=SPREAD,
            campaign=campaign.id,
        )
    )
    env.invalidate_all()


def _hold_sessions(env, campaign, users):
    """One session in each of the largest agencies, and one that is still to come."""
    agencies = _largest_agencies(env, campaign)
    own = users["pengelola"].asn_unit_ids[:1]
    values = [
        {
            "name": "Mengenal penilaian kinerja dan menyusun SKP bersama",
            "date_start": f"{day} 02:00:00",
            "date_end": f"{day} 03:30:00",
            "place": f"Aula {agency.name}",
            "speaker": SPEAKERS[number % len(SPEAKERS)],
            "unit_ids": [Command.set(agency.ids)],
        }
        for number, (agency, day) in enumerate(zip(agencies, SESSION_DAYS, strict=False))
    ]
    values.append(
        {
            "name": "Tanya jawab menjelang penilaian akhir tahun",
            "date_start": "2026-12-03 02:00:00",
            "date_end": "2026-12-03 03:00:00",
            "place": f"Ruang rapat {own.name}",
            "speaker": SPEAKERS[0],
            "unit_ids": [Command.set(own.ids)],
        }
    )
    sessions = env["asn.socialisation.session"].create(
        [{"socialisation_id": campaign.id, "capacity": 400, **one} for one in values]
    )
    for session in sessions:
        session.action_fill_list()
    held = sessions[:-1]
    env.execute_query(
        SQL(
            """
            UPDATE asn_socialisation_attendance AS line
               SET is_present = TRUE, by_code = %(code)s < 0.6
              FROM asn_socialisation_participant AS p
              JOIN hr_employee AS employee ON employee.id = p.employee_id
             WHERE p.id = line.participant_id AND line.session_id = ANY(%(sessions)s)
               AND %(present)s < %(share)s
         RETURNING 1
            """,
            code=_chance(SQL("employee.asn_nip || 'code'")),
            present=_chance(SQL("employee.asn_nip || 'present'")),
            share=PRESENT,
            sessions=held.ids,
        )
    )
    env.invalidate_all()
    campaign.participant_ids._update_attended(campaign.participant_ids.ids)


def _largest_agencies(env, campaign):
    rows = env.execute_query(
        SQL(
            """
            SELECT agency.id
              FROM hr_department AS agency
              JOIN hr_department AS unit ON unit.parent_path LIKE agency.parent_path || '%%'
              JOIN asn_socialisation_participant AS person ON person.unit_id = unit.id
             WHERE agency.asn_kind = 'agency' AND person.socialisation_id = %s
          GROUP BY agency.id ORDER BY count(*) DESC, agency.id LIMIT %s
            """,
            campaign.id,
            len(SESSION_DAYS),
        )
    )
    return env["hr.department"].browse(row[0] for row in rows)


def _keep_for_the_walk(env, campaign, users):
    """People with a login find their cards read; ``pegawai`` has most of it still to do."""
    people = campaign.participant_ids.filtered("user_id")
    for person in people.filtered("date_read"):
        person.read_material_ids = campaign.material_ids.filtered(
            lambda card, person=person: card.audience in person._audiences()
        )
    beginner = people.filtered(lambda person: person.user_id == users["pegawai"])
    beginner.write(
        {
            "read_material_ids": [Command.set(campaign.material_ids[:1].ids)],
            "date_read": False,
            "date_understood": False,
        }
    )


def _answer(env, campaign, users):
    """Some questions are answered; one waits for ``pengelola``."""
    for role, question, answer in QUESTIONS:
        ask = env["asn.socialisation.ask"]
        ask._ask(campaign, question, users[role].name if role else False)
        if not answer:
            continue
        found = ask.search([("socialisation_id", "=", campaign.id), ("question", "=", question)])
        found.with_user(users["pengelola"]).write({"answer": answer})
        found.with_user(users["pengelola"]).action_publish()
        found.write({"date_asked": "2026-01-09", "date_answered": "2026-01-12"})
