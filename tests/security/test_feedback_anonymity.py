"""Feedback without a name through real logins: no door names the giver or shows too few.

Threats: C01 C03 C05 C07 C09 C11 C13 E01 K03.
"""

import json

import pytest

from .reading import is_empty, readings
from .rpc import Login
from .world import ROLES, SECRETS, running_world

SEALED = ("asn.feedback.anonymous", "asn.feedback.participation")
READERS = ("owner", "evaluator", "superior")
OTHERS = [role for role in ROLES if role not in READERS]
MATES = 5
TEXT = "Antrean di loket dua perlu nomor urut yang jelas"
# A year that runs today, with a plan of the nurse, and colleagues of hers with logins.
RUNNING = r"""
import json
from datetime import date
from odoo.tests import new_test_user
today = date.today()
nurse = env["hr.employee"].search([("user_id.login", "=", "asn_nurse")])
head = env["hr.employee"].search([("user_id.login", "=", "asn_head")])
year = env["asn.period"].browse(env["asn.period"].action_generate(today.year)["res_id"])
# Only this plan is wanted; opening the year would make one for everybody.
plan = env["asn.skp"].create({"employee_id": nurse.id, "period_id": year.id})
mates = []
for number in range(%(mates)d):
    login = f"asn_mate_{number}"
    user = new_test_user(env, login=login, password=login, name=f"Kawan{number} Budiman",
                         context={"no_reset_password": True})
    mate = env["hr.employee"].create({
        "name": user.name, "department_id": nurse.department_id.id, "user_id": user.id,
        "asn_evaluator_id": head.id, "date_version": "2020-01-01",
        "asn_nip": f"19900102201503290{number}",
    })
    mates.append(mate.id)
env.cr.commit()
print(json.dumps({"plan": plan.id, "nurse": nurse.id, "mates": mates, "evaluator":
                  plan.evaluator_user_id.login}))
"""
WEEKLY = 'env["asn.feedback.anonymous"]._cron_show()\nenv.cr.commit()\nprint("null")'


@pytest.fixture(scope="module")
def world():
    """A world of its own: this walk leaves people and feedback behind."""
    with running_world() as world:
        yield world


@pytest.fixture(scope="module")
def running(world):
    """Facts of a running year, with the logins of the colleagues."""
    facts = world.server.json(RUNNING % {"mates": MATES})
    facts["logins"] = [
        Login(world.server.url, world.server.database, f"asn_mate_{number}")
        for number in range(MATES)
    ]
    return facts


def give(login, facts, text=TEXT, **values):
    """Send feedback without a name; return the answer."""
    values = {
        "employee_id": facts["nurse"],
        "kind": "suggestion",
        "visibility": "anonymous",
        "situation": text,
        **values,
    }
    return login.call("asn.feedback", "action_step", "give", values)


def numbers(world, table):
    """The ids of a table as PostgreSQL has them."""
    return [row[0] for row in world.database.rows(f"SELECT id FROM {table}")]


def doors(login, model, ids):
    """(name, answer) of every door that reads, besides those of ``readings``."""
    yield from readings(login, model, ids)
    every = [("id", "!=", 0)]
    for name, args, kwargs in (
        ("search", [[]], {}),
        ("search_count", [[]], {}),
        ("search_read", [every, ["id"]], {}),
        ("web_search_read", [[], {"id": {}}], {}),
        ("name_search", [""], {}),
        ("formatted_read_group", [[], ["period_id"], ["__count"]], {}),
        ("formatted_read_grouping_sets", [[], [["period_id"], []], ["__count"]], {}),
        ("read_group", [[], ["period_id"], ["period_id"]], {}),
        ("read_progress_bar", [[]], {"group_by": "period_id", "progress_bar": {"field": "kind"}}),
        ("export_data", [ids, ["id", "period_id/id"]], {}),
        ("get_metadata", [ids], {}),
        ("copy", [ids], {}),
        ("web_read", [ids], {"specification": {"display_name": {}, "period_id": {}}}),
        ("web_name_search", ["", {"display_name": {}}], {}),
    ):
        yield name, login.call(model, name, *args, **kwargs)
    for order in ("id", "create_date", "write_date", "create_uid", "period_id desc"):
        yield f"order {order}", login.call(model, "search", [], order=order)
    for leaf in (
        ("create_uid.login", "=", "asn_mate_0"),
        ("write_uid", "!=", False),
        ("create_date", ">", "2000-01-01"),
        ("period_id.name", "ilike", "20"),
    ):
        yield f"search {leaf}", login.call(model, "search_count", [leaf])


@pytest.mark.parametrize("role", list(ROLES))
@pytest.mark.parametrize("model", SEALED)
def test_no_door_of_the_framework_opens_for_any_role(world, role, model):
    login, wrong = world.logins[role], []
    ids = numbers(world, model.replace(".", "_"))
    assert ids
    for door, answer in doors(login, model, ids):
        if answer.ok and answer.value and not is_empty(answer):
            wrong.append(f"{door}: {answer}")
        if SECRETS["nameless"] in json.dumps([answer.value, answer.message], default=str):
            wrong.append(f"{door} tells the text")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["owner", "evaluator", "hr_office", "auditor", "administrator"])
def test_no_other_model_leads_there(world, role):
    """Links, followers, messages, activities, files, bus, and the number of rows."""
    login, wrong = world.logins[role], []
    for model, field in (
        ("mail.message", "model"),
        ("mail.followers", "res_model"),
        ("mail.activity", "res_model"),
        ("ir.attachment", "res_model"),
        ("ir.model.data", "model"),
        ("ir.exports", "resource"),
    ):
        answer = login.call(model, "search_count", [(field, "in", SEALED)])
        if answer.ok and answer.value:
            wrong.append(f"{model}: {answer}")
    for model, path in (
        ("asn.period", "feedback_anonymous_ids"),
        ("hr.employee.public", "feedback_anonymous_ids"),
        ("asn.skp", "feedback_ids.request_id.anonymous_ids"),
    ):
        answer = login.call(model, "search_count", [(path, "!=", False)])
        if answer.ok:
            wrong.append(f"{model}.{path}: {answer}")
    answer = login.call("bus.bus", "search_read", [[("message", "ilike", "feedback")]])
    if answer.ok and answer.value:
        wrong.append(f"bus: {answer}")
    answer = login.call("ir.model", "search_read", [("model", "in", SEALED)], ["model", "count"])
    if answer.ok and any(row["count"] for row in answer.value):
        wrong.append(f"ir.model counts rows: {answer}")
    assert not wrong, "\n".join(wrong)


def told(login, facts):
    """All that a login gets to see of the nurse's feedback."""
    return [
        login.call("asn.feedback", "get_timeline", facts["plan"]).value,
        login.call("asn.feedback", "get_page").value,
        login.call("asn.skp", "read", [facts["plan"]]).value,
        login.call("asn.feedback", "search_read", []).value,
    ]


def shown(login, facts):
    """The texts without a name that a login sees."""
    timeline = login.call("asn.feedback", "get_timeline", facts["plan"]).value
    groups = timeline["anonymous"] if timeline else []
    return [text["situation"] for group in groups for text in group["texts"]]


WATCHED = (
    *("asn_feedback", "asn_feedback_request", "mail_activity"),
    *("mail_message", "mail_followers", "mail_notification", "ir_attachment", "bus_bus"),
)


def sorted_texts(answers):
    """The same answers with the texts in one order: it is drawn anew each time."""
    for timeline in (answers[0], (answers[1] or {}).get("timeline")):
        for group in (timeline or {}).get("anonymous", []):
            group["texts"].sort(key=str)
    return answers


def look_while_giving(world, running, number):
    """Let one more colleague give; return what was to be seen of it and must not be."""
    owner, login, wrong = world.logins["owner"], running["logins"][number - 1], []
    rows = [numbers(world, table) for table in WATCHED]
    before = sorted_texts(told(owner, running))
    answer = give(login, running, f"{TEXT} ({number})")
    assert answer.value == {"is_done": True, "hints": []}, answer
    if sorted_texts(told(owner, running)) != before:
        wrong.append("the person sees a difference at once")
    if [numbers(world, table) for table in WATCHED] != rows:
        wrong.append("another table was written")
    again = give(login, running, "Sekali lagi yang lain lagi.")
    assert login.is_refusal(again), again
    mine = login.call("asn.feedback", "get_page").value
    if TEXT in json.dumps(mine) or mine["given"]:
        wrong.append("the giver finds it")
    return wrong


def test_from_nobody_to_five_givers(world, running):
    """Nothing at once; after the weekly job 0, 0, 0, 3, 3, 3; the last two wait for a third."""
    wrong = []
    for givers, expected in enumerate((0, 0, 0, 3, 3, 3)):
        if givers:
            wrong += [f"{givers}: {one}" for one in look_while_giving(world, running, givers)]
        world.server.json(WEEKLY)
        for role in READERS:
            found = shown(world.logins[role], running)
            if len(found) != expected:
                wrong.append(f"{givers} givers: {role} sees {len(found)}")
        for role in ROLES:
            everything = json.dumps(told(world.logins[role], running), default=str)
            if role in OTHERS and TEXT in everything:
                wrong.append(f"{givers} givers: {role} sees a text")
            if "Kawan" in everything or "asn_mate" in everything:
                wrong.append(f"{givers} givers: {role} sees a name")
    assert not wrong, "\n".join(wrong)


def test_what_is_shown_has_no_number_and_no_day(world, running):
    timeline = world.logins["owner"].call("asn.feedback", "get_timeline", running["plan"]).value
    (group,) = timeline["anonymous"]
    assert set(group) == {"id", "period", "texts", "counts"}
    for text in group["texts"]:
        assert set(text) == {"kind", "about", "situation", "effect", "next_step"}


def test_rows_tell_neither_time_nor_order(world, running):
    """C07: the ids of five texts that came one after the other are in no order of coming."""
    database = world.database
    rows = database.rows(
        "SELECT id, situation FROM asn_feedback_anonymous WHERE situation LIKE %s", TEXT + "%"
    )
    assert len(rows) == MATES
    ids = [number for number, _text in sorted(rows, key=lambda row: row[1])]
    assert max(ids) - min(ids) > 1000
    for table in ("asn_feedback_anonymous", "asn_feedback_participation"):
        kinds = database.rows(
            "SELECT data_type FROM information_schema.columns WHERE table_name = %s", table
        )
        assert not [kind for (kind,) in kinds if "time" in kind or kind == "date"]


@pytest.mark.parametrize("role", list(ROLES))
def test_nobody_changes_deletes_or_lets_out(world, role):
    login, wrong = world.logins[role], []
    for model in SEALED:
        ids = numbers(world, model.replace(".", "_"))
        for name, args in (
            ("write", [ids, {"period_id": world.facts["second_half"]}]),
            ("web_save", [ids[:1], {"period_id": world.facts["second_half"]}, {}]),
            ("unlink", [ids]),
            ("create", [{"period_id": world.facts["half"]}]),
            ("load", [["period_id/.id"], [[str(world.facts["half"])]]]),
            ("_cron_show", []),
            ("_get_shown", [world.own["asn.skp"]]),
            ("_give", []),
            ("_take_part", []),
        ):
            count = [len(numbers(world, one.replace(".", "_"))) for one in SEALED]
            answer = login.call(model, name, *args)
            if answer.ok and name != "load":  # load answers with messages of what it refused
                wrong.append(f"{model}.{name}: {answer}")
            if count != [len(numbers(world, one.replace(".", "_"))) for one in SEALED]:
                wrong.append(f"{model}.{name} changed rows")
    assert not wrong, "\n".join(wrong)


def test_who_may_not_give_without_a_name(world, running):
    """Oneself, those who read it, strangers, and logins without an employee."""
    marks = numbers(world, "asn_feedback_participation")
    for role in ("owner", "evaluator", "unit_officer_other", "auditor", "no_employee", "portal"):
        login = world.logins[role]
        answer = give(login, running)
        assert login.is_refusal(answer), f"{role}: {answer}"
    assert not world.logins["public"].call("asn.feedback", "action_step", "give", {}).ok
    assert numbers(world, "asn_feedback_participation") == marks
