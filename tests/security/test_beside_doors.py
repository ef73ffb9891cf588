"""What hangs on a hidden document, read beside it: discussion, activities, files, prints, pictures.

Threats: B01 B09 B17 C03 D07 D09 E07 J03.
"""

import json

import pytest

from .reading import secrets_in

ROLES = ("owner", "unit_officer_other", "no_employee", "portal")
ABSENT = 999_999_999
PEER = "Nurul Huda"
# By a token, or a page that is for everybody where the region opened it.
WITHOUT_LOGIN = ("/asn/verify", "/asn/layanan")
# Who reads a rating of somebody else is written down, so these do not run on a reading cursor.
WRITTEN_DOWN = ("/asn/my-data", "/asn/my-report", "/asn/prints")
ROUTES = r"""
import json
found = []
for rule in env["ir.http"].routing_map().iter_rules():
    routing = rule.endpoint.routing
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


TABLES = (
    ("mail.message", "model", "res_id"),
    ("mail.activity", "res_model", "res_id"),
    ("mail.followers", "res_model", "res_id"),
    ("ir.attachment", "res_model", "res_id"),
    ("calendar.event", "res_model", "res_id"),
)
THREADS = ("asn.skp", "asn.evaluation", "asn.objection", "asn.innovation", "asn.calibration.change")


@pytest.mark.parametrize("role", ROLES)
def test_tables_beside_hidden_documents(world, role):  # threat: B01 C03 D07
    """Each row that is found hangs on a document that the reader may read."""
    login, wrong = world.logins[role], []
    for table, model_field, id_field in TABLES:
        domain = [(model_field, "=like", "asn.%")]
        answer = login.call(table, "search_read", domain, [model_field, id_field])
        if tells(world, answer):
            wrong.append(f"{table}: {answer}")
        found = {}
        for row in answer.value or ():
            found.setdefault(row[model_field], set()).add(row[id_field])
        for model, ids in found.items():
            readable = login.call(model, "search", [("id", "in", list(ids))])
            if not readable.ok or set(readable.value) != ids:
                wrong.append(f"{table} of {model} {ids}: {readable}")
    domain = [("mail_message_id.model", "=like", "asn.%"), ("res_partner_id.user_ids", "!=", False)]
    answer = login.call("mail.notification", "search_read", domain)
    if tells(world, answer):
        wrong.append(f"mail.notification: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["owner", "portal"])
def test_routes_beside_hidden_documents(world, role):  # threat: B01 B17 D07
    """Nothing of it, and the same answer as for a document that there is not."""
    login, wrong = world.logins[role], []
    wanted = ["activities", "attachments", "followers", "scheduledMessages", "suggestedRecipients"]
    for model in THREADS:
        seen = []
        for record in (world.peer[model], ABSENT):
            thread = {"thread_model": model, "thread_id": record}
            messages = login.post("/mail/thread/messages", thread)
            params = [["mail.thread", {**thread, "request_list": wanted}]]
            data = login.post("/mail/data", {"fetch_params": params})
            for answer in (messages, data):
                if tells(world, answer):
                    wrong.append(f"{model} {record}: {answer}")
            told = json.dumps([data.value, data.error]).replace(f'"id": {record},', '"id": 0,')
            seen.append((messages.value, messages.error, told))
        if seen[0] != seen[1]:
            wrong.append(f"{model}: {str(seen[0])[-300:]} and absent {str(seen[1])[-300:]}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_files_and_pictures_of_a_hidden_document(world, role):  # threat: B17 D09
    """``/web/content``, ``/web/image`` and the avatars: hidden and absent look alike."""
    login, wrong = world.logins[role], []
    fields = {
        "asn.evidence": ("file", "thumbnail"),
        "asn.objection.file": ("file",),
        "asn.innovation": ("after_file",),
        "asn.evaluation": ("score",),
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
                    status, _headers, content = login.request("GET", target)
                    statuses.append((status, len(content) if status == 200 else 0))
                    if status == 200 and content[:4] == b"\x89PNG" and len(content) < 100:
                        wrong.append(f"{target}: served")
                    text = content.decode(errors="replace")
                    if any(word in text for word in (PEER, "RAHASIA")):
                        wrong.append(f"{target}: {text[:200]}")
                if statuses[0] != statuses[1]:
                    wrong.append(f"{target}: {statuses}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["owner", "portal"])
def test_prints_with_ids_of_others(world, served, role):  # threat: B09 J03
    """Every report of ours, by id of a colleague, mixed with the own one, absent, not an id."""
    login, wrong, tried = world.logins[role], [], 0
    for name, model in served[1]:
        peer, own = world.peer.get(model), world.own.get(model)
        # The PDF of a report that is not drawn here needs a program that is not there.
        kind = "pdf" if name.startswith("hr_asn_kinerja_report.") else "html"
        for ids in (f"{own},{peer}", str(peer)) if peer else (str(ABSENT), "0"):
            status, _headers, content = login.request("GET", f"/report/{kind}/{name}/{ids}")
            tried += 1
            text = content.decode(errors="replace")
            if content.startswith(b"%PDF") or PEER in text or "RAHASIA" in text:
                wrong.append(f"{kind} {name} {ids}: {status} {text[:200]}")
    assert tried > 15
    assert not wrong, "\n".join(wrong)


def test_our_routes_say_who_may_come_and_change_nothing_by_a_link(world, served):  # threat: E07
    """Who may come without a login, GET alone; wrong ids and lists are answered in words."""
    wrong = []
    assert len(served[0]) >= 7
    for path, auth, methods, kind, readonly in served[0]:
        if (auth != "user") != path.startswith(WITHOUT_LOGIN):
            wrong.append(f"{path}: {auth}")
        if kind != "http" or methods != ["GET"] or readonly == path.startswith(WRITTEN_DOWN):
            wrong.append(f"{path}: {kind} {methods} readonly={readonly}")
    visitor, owner = world.logins["public"], world.logins["owner"]
    record = world.peer["asn.evidence"]
    for route, *_rest in served[0]:
        path = route.split("<", 1)[0].rstrip("/")
        ends = ("",) if path == route else (f"/{record}", f"/{ABSENT}", "/0", "/-1", f"/{10**20}")
        for end in ends:
            for login in (visitor, owner):
                status, _headers, content = login.request("GET", path + end)
                is_own = path == "/asn/my-data" and login is owner
                if status >= 500 or (status == 200 and not is_own and b"password" not in content):
                    wrong.append(f"{path}{end}: {status} for {login.login}")
        status, _headers, _content = owner.request("POST", path, "{}")
        if status < 400:
            wrong.append(f"POST {path}: {status}")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("sender", ["mail.thread", "res.partner", "asn.skp", "of the document"])
def test_nobody_sends_a_notice_about_a_hidden_document(world, sender):  # threat: B03 D03 D07
    """The sender may be the receiver, and Odoo looks the name of the document up as superuser."""
    login, database = world.logins["owner"], world.database
    partner = database.one("SELECT partner_id FROM res_users WHERE id = %s", login.uid)
    last = database.one("SELECT max(id) FROM mail_message")
    for model in THREADS:
        pointed = {"model": model, "res_id": world.peer[model]}
        if sender == "of the document":
            target, ids, pointed = model, [world.peer[model]], {}
        else:
            target, ids = sender, []
        values = {"body": "x", "partner_ids": [partner], **pointed}
        answer = login.post(
            f"/web/dataset/call_kw/{target}/message_notify",
            {"model": target, "method": "message_notify", "args": [ids], "kwargs": values},
        )
        assert login.is_refusal(answer), f"{model}: {answer}"
    assert database.one("SELECT max(id) FROM mail_message") == last


def test_a_notice_and_a_message_are_of_whoever_sends_them_and_of_now(world):  # threat: D03
    login, database = world.logins["owner"], world.database
    own = database.one("SELECT partner_id FROM res_users WHERE id = %s", login.uid)
    other = database.one(
        "SELECT partner_id FROM res_users WHERE id = %s", world.facts["users"]["asn_head"]
    )
    forged = {"author_id": other, "email_from": "asn_head@example.com", "body": "x"}
    last = database.one("SELECT max(id) FROM mail_message")
    for method, values in (
        ("message_notify", {**forged, "partner_ids": [other]}),
        ("message_post", {**forged, "date": "2020-01-01 00:00:00"}),
    ):
        answer = login.call("asn.evaluation", method, [world.own["asn.evaluation"]], **values)
        assert answer.ok, f"{method}: {answer}"
    rows = database.rows(
        "SELECT author_id, date > '2021-01-01' FROM mail_message WHERE id > %s", last
    )
    database.rows("DELETE FROM mail_message WHERE id > %s", last)
    database.restore()
    assert rows and set(rows) == {(own, True)}
