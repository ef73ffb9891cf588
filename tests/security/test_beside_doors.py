"""What hangs on a hidden document, read beside it: discussion, activities, files, prints, pictures.

Threats: B01 B09 B17 C03 D07 D09 E07 J03.
"""

import json

import pytest

from .test_read_doors import HIDDEN, secrets_in

ROLES = ("owner", "unit_officer_other", "no_employee", "portal")
ABSENT = 999_999_999
PEER = "Nurul Huda"
ROUTES = r"""
import json
from odoo.http import root
found = []
for rule in env["ir.http"].routing_map().iter_rules():
    routing = rule.endpoint.routing
    module = rule.endpoint.func.__wrapped__.__module__ if hasattr(
        rule.endpoint.func, "__wrapped__") else rule.endpoint.func.__module__
    if rule.rule.startswith("/asn"):
        found.append([
            rule.rule, routing.get("auth"), sorted(routing.get("methods") or []),
            routing.get("type"), bool(routing.get("readonly")),
        ])
reports = [
    [report.report_name, report.model]
    for report in env["ir.actions.report"].search([("model", "=like", "asn.%")])
]
print(json.dumps([found, reports]))
"""


@pytest.fixture(scope="module")
def served(world):
    """Our routes [path, auth, methods, type, readonly] and reports [name, model]."""
    return world.server.json(ROUTES)


def tells(world, answer):
    """Whether an answer names the colleague or lets out a secret."""
    text = json.dumps([answer.value, answer.message], ensure_ascii=False, default=str)
    return PEER in text or bool(secrets_in(answer))


def beside(login, model, record):
    """(door, Answer) of every table and route that hangs on one document."""
    for table, names in (
        ("mail.message", ("model", "res_id")),
        ("mail.activity", ("res_model", "res_id")),
        ("mail.followers", ("res_model", "res_id")),
        ("ir.attachment", ("res_model", "res_id")),
        ("calendar.event", ("res_model", "res_id")),
    ):
        domain = [(names[0], "=", model), (names[1], "=", record)]
        yield table, login.call(table, "search_read", domain)
    linked = [("mail_message_id.model", "=", model), ("mail_message_id.res_id", "=", record)]
    yield "mail.notification", login.call("mail.notification", "search_read", linked)
    thread = {"thread_model": model, "thread_id": record}
    yield "thread messages", login.post("/mail/thread/messages", thread)
    wanted = ["activities", "attachments", "followers", "scheduledMessages", "suggestedRecipients"]
    yield (
        "thread data",
        login.post("/mail/data", {"fetch_params": [["mail.thread", {**thread, "r": wanted}]]}),
    )
    yield "name", login.call(model, "read", [record], ["display_name"])


@pytest.mark.parametrize("role", ROLES)
def test_tables_and_routes_beside_a_hidden_document(world, role):  # threat: B01 B17 C03 D07
    """Nothing of it, and the same answer as for a document that there is not."""
    login, wrong = world.logins[role], []
    for model in HIDDEN:
        hidden = dict(beside(login, model, world.peer[model]))
        absent = dict(beside(login, model, ABSENT))
        for door, answer in hidden.items():
            if tells(world, answer):
                wrong.append(f"{model} {door}: {answer}")
            rows = lambda one: len(one.value) if isinstance(one.value, list) else one.ok  # noqa: E731
            other = absent[door]
            missing = {"odoo.exceptions.MissingError", "odoo.exceptions.AccessError"}
            alike = rows(answer) == rows(other) or {answer.error, other.error} <= missing
            if not alike:
                wrong.append(f"{model} {door}: {answer} and absent {other}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_files_and_pictures_of_a_hidden_document(world, role):  # threat: B17 D09
    """``/web/content``, ``/web/image`` and the avatars: hidden and absent look alike."""
    login, wrong = world.logins[role], []
    fields = {
        "asn.evidence": ("file", "thumbnail", "upload"),
        "asn.objection.file": ("file", "thumbnail", "upload"),
        "asn.innovation": ("after_file", "before_file"),
        "asn.skp": ("display_name", "id"),
        "asn.evaluation": ("display_name", "score"),
    }
    for model, names in fields.items():
        for name in names:
            for path in (
                "/web/content/{model}/{id}/{name}",
                "/web/content?model={model}&id={id}&field={name}&download=1",
                "/web/image/{model}/{id}/{name}",
                "/web/image?model={model}&id={id}&field={name}",
            ):
                statuses = []
                for record in (world.peer[model], ABSENT):
                    target = path.format(model=model, id=record, name=name)
                    status, headers, content = login.request("GET", target)
                    statuses.append((status, len(content) if status == 200 else 0))
                    if status == 200 and content[:4] == b"\x89PNG" and len(content) < 100:
                        wrong.append(f"{target}: served")
                    text = content.decode(errors="replace")
                    if any(word in text for word in (PEER, "RAHASIA")):
                        wrong.append(f"{target}: {text[:200]}")
                    del headers
                if statuses[0] != statuses[1]:
                    wrong.append(f"{target}: {statuses}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", [*ROLES, "public"])
def test_prints_with_ids_of_others(world, served, role):  # threat: B09 J03
    """Every report of ours, by id of a colleague, mixed with the own one, absent, not an id."""
    login, wrong, tried = world.logins[role], [], 0
    for name, model in served[1]:
        peer = world.peer.get(model)
        own = world.own.get(model)
        targets = [str(ABSENT), "0", "x"]
        if peer:
            targets += [str(peer), f"{own},{peer}"]
        for ids in targets:
            for kind in ("html", "pdf", "text"):
                if kind == "pdf" and not name.startswith("hr_asn_kinerja_report."):
                    continue  # drawn by another program, which is not there
                status, headers, content = login.request("GET", f"/report/{kind}/{name}/{ids}")
                tried += 1
                text = content.decode(errors="replace")
                if status < 300 and headers.get("Content-Type", "").startswith("application/pdf"):
                    wrong.append(f"{kind} {name} {ids}: printed")
                if PEER in text or "RAHASIA" in text:
                    wrong.append(f"{kind} {name} {ids}: {status} {text[:200]}")
    assert tried > 20
    assert not wrong, "\n".join(wrong)


def test_our_routes_say_who_may_come_and_change_nothing_by_a_link(world, served):  # threat: E07
    """Login or token, GET only on reading cursors; wrong ids and lists are answered in words."""
    wrong = []
    assert len(served[0]) >= 7
    for path, auth, methods, kind, readonly in served[0]:
        if auth != "user" and not path.startswith("/asn/verify"):
            wrong.append(f"{path}: {auth}")
        if kind != "http" or methods != ["GET"] or not readonly:
            wrong.append(f"{path}: {kind} {methods} readonly={readonly}")
    visitor, owner = world.logins["public"], world.logins["owner"]
    record = world.peer["asn.evidence"]
    for route, *_rest in served[0]:
        path = route.split("<", 1)[0].rstrip("/")
        for end in ("", f"/{record}", f"/{ABSENT}", "/0", "/-1", "/99999999999999999999", "/x"):
            for login in (visitor, owner):
                status, headers, content = login.request("GET", path + end)
                allowed = path == "/asn/my-data" and end == "" and login is owner
                if status >= 500 or (status == 200 and not allowed):
                    if b"/web/login" not in content and status >= 500:
                        wrong.append(f"{path}{end}: {status}")
                    elif status == 200 and b"login" not in content:
                        wrong.append(f"{path}{end}: {status} for {login.login}")
                del headers
        status, _headers, _content = owner.request("POST", path, "{}")
        if status < 400:
            wrong.append(f"POST {path}: {status}")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)
