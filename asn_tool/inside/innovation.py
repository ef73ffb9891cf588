"""Innovations of a region in all their states, some with what they came to.

What the people with a login do now goes through their own doors; what is past is put down as those
doors would have left it.
"""

from base64 import b64encode
from io import BytesIO

from odoo import Command

from .innovation_words import INNOVATIONS

# Who thanks first; one person thanks once.
THANKFUL = (
    "bkpsdm",
    "auditor",
    "atasan",
    "pengelola",
    "dukcapil",
    "admin",
    "penilai",
    "pegawai",
    "rekan",
)


def settle(env, users):
    """Put the innovations down; once only.

    :param users: {role: user}, see ``demonstration.ROLES``
    """
    if env["asn.innovation"].search_count([], limit=1):
        return
    for facts in INNOVATIONS:
        employee = _find_person(env, users, facts)
        if not employee:
            continue  # a small region has no such unit
        innovation = _write(env, users, employee, facts)
        steps = facts.get("steps", ())
        if steps:
            _walk(env, users, innovation, steps)
        else:
            _set_past(env, innovation, facts)
        _appreciate(env, users, innovation, facts.get("thanks", 0))
    env.invalidate_all()


def _find_person(env, users, facts):
    if facts["who"] in users:
        return users[facts["who"]].employee_id
    unit, job = facts["who"]
    version = env["hr.version"].search(
        [
            ("department_id.name", "=ilike", unit),
            ("job_title", "ilike", job),
            ("employee_id.active", "=", True),
            ("employee_id.user_id", "=", False),
        ],
        order="employee_id",
        limit=1,
    )
    return version.employee_id


def _write(env, users, employee, facts):
    """Return the draft, as the person fills it in."""
    library = env["asn.indicator"].search([("code", "=", facts["code"])])
    innovations = env["asn.innovation"].with_context(lang="id_ID")
    if facts.get("steps"):
        innovations = innovations.with_user(employee.user_id)
    values = {
        "name": facts["name"],
        "problem": facts["problem"],
        "idea": facts["idea"],
        "expected_effect": facts["expected"],
        "indicator_kind": "library",
        "library_id": library.id,
        "field": library.field,
        "before_source": facts["source"],
        "target_value": facts["target"],
        "target_date": facts["until"],
        **_value(facts, "before"),
        "member_ids": [
            Command.create({"employee_id": users[role].employee_id.id})
            for role in facts.get("members", ())
        ],
    }
    if not facts.get("steps"):
        values["employee_id"] = employee.id
    if facts.get("colour"):
        values["cover"] = _draw(*facts["colour"])
    return innovations.create(values)


def _value(facts, when):
    value, start, end = facts[when]
    return {f"{when}_value": value, f"{when}_from": start, f"{when}_date": end}


def _walk(env, users, innovation, steps):
    """Take the steps as those who take them in life."""
    for role, action, *arguments in steps:
        getattr(innovation.with_user(users[role]), action)(*arguments)


def _set_past(env, innovation, facts):
    """Put an innovation where its steps led months ago. Runs as superuser."""
    day = facts["endorsed"]
    innovation.member_ids.is_agreed = True
    values = {
        "state": facts["state"],
        "date_proposed": f"{facts['proposed']} 03:00:00",
        "date_endorsed": day,
        "year": day[:4],
        "endorsed_by_id": innovation.evaluator_user_id.id,
    }
    if facts["state"] != "endorsed":
        values["date_started"] = facts["started"]
    if facts.get("after"):
        values.update(
            after_kind="typed",
            after_source=facts["source"],
            date_measured=facts["after"][2],
            **_value(facts, "after"),
        )
    innovation.write(values)
    innovation._workflow_schedule()


def _appreciate(env, users, innovation, count):
    people = innovation.employee_id | innovation.member_ids.employee_id
    given = 0
    for role in THANKFUL:
        employee = users[role].employee_id
        if given < count and employee not in people:
            env["asn.innovation.appreciation"]._give(innovation, employee, users[role])
            given += 1


def _draw(first, second, motif):
    """Return a plain drawn picture: people in a row, papers, or houses on two colours."""
    from PIL import Image, ImageDraw

    width, height = 680, 300
    picture = Image.new("RGB", (width, height), first)
    draw = ImageDraw.Draw(picture)
    draw.polygon([(0, height), (width, height), (width, 90), (0, 220)], fill=second)
    for number in range(5):
        left = 70 + number * 115
        if motif == "people":
            draw.ellipse((left + 18, 90, left + 62, 134), fill="white")
            draw.rounded_rectangle((left, 142, left + 80, 235), 30, fill="white")
        elif motif == "papers":
            draw.rounded_rectangle((left, 85, left + 85, 220), 8, fill="white")
            for line in range(4):
                top = 108 + line * 26
                draw.rectangle((left + 14, top, left + 71, top + 8), fill=second)
        else:
            draw.polygon([(left, 145), (left + 45, 90), (left + 90, 145)], fill="white")
            draw.rectangle((left + 12, 145, left + 78, 225), fill="white")
            draw.rectangle((left + 36, 175, left + 56, 225), fill=second)
    buffer = BytesIO()
    picture.save(buffer, "JPEG", quality=82)
    return b64encode(buffer.getvalue()).decode()
