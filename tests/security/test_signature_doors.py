"""Signatures: nobody writes, changes or takes one away; two at once; guessing gives nothing.

Threats: A01 A03 D03 D05 E01 J09 K01 K05.
"""

import json
import secrets
import threading

import psycopg2
import pytest

from .reading import is_empty, readings
from .world import ROLES

MODEL = "asn.signature"
INSIDERS = ("owner", "evaluator", "superior", "unit_officer_own", "hr_office", "auditor")
STRANGERS = ("colleague", "unit_officer_other", "no_employee", "portal", "public")
CHECK = """
import json
check = env["asn.signature"]._check_chain(env.company.id)
print(json.dumps([check.count, check.broken]))
"""
TOKEN = """
import json
one = env["asn.signature"].browse(%d)
print(json.dumps([one.token, one.code]))
"""


@pytest.fixture
def signature(world):
    """The number of the signature under the plan of ``owner``; all is put back afterwards."""
    world.put("asn.skp", "agreed")
    yield world.own[MODEL]
    world.put("asn.skp", "agreed")
    world.database.restore()


@pytest.mark.parametrize("role", ROLES)
def test_nobody_writes_a_signature_by_any_door(world, signature, role):  # threat: D05
    login, wrong = world.logins[role], []
    values = {"signer_name": "Orang lain", "kind": "plan_agreed"}
    plan, evaluation = world.own["asn.skp"], world.own["asn.evaluation"]
    for what, answer in {
        "write": login.call(MODEL, "write", [signature], values),
        "web_save": login.call(MODEL, "web_save", [signature], values, {}),
        "web_save new": login.call(MODEL, "web_save", [], values, {}),
        "create": login.call(MODEL, "create", [values]),
        "name_create": login.call(MODEL, "name_create", "Orang lain"),
        "unlink": login.call(MODEL, "unlink", [signature]),
        "copy": login.call(MODEL, "copy", [signature]),
        "archive": login.call(MODEL, "action_archive", [signature]),
        "load": login.call(MODEL, "load", [".id", "signer_name"], [[str(signature), "X"]]),
        "line of the plan": login.call(
            "asn.skp", "write", [plan], {"signature_ids": [[1, signature, values]]}
        ),
        "line gone": login.call(
            "asn.evaluation", "write", [evaluation], {"signature_ids": [[5, 0, 0]]}
        ),
        "line made": login.call("asn.skp", "write", [plan], {"signature_ids": [[0, 0, values]]}),
        "sign": login.call(MODEL, "_sign", [plan], "plan_agreed"),
        "sign many": login.call(MODEL, "_sign_many", [plan], "plan_agreed"),
        "remove": login.call(MODEL, "_remove_database_objects"),
    }.items():
        loaded = what == "load" and answer.ok and not answer.value["ids"]
        # There is nothing to archive, and no field that a bare name would go to.
        harmless = what == "archive" or (what == "name_create" and answer.value is False)
        if answer.ok and not loaded and not harmless:
            wrong.append(f"{what}: {answer}")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", INSIDERS)
def test_who_reads_the_document_reads_its_signature(world, signature, role):
    login = world.logins[role]
    (row,) = login.call(MODEL, "read", [signature], ["signer_name", "code", "status"]).value
    # The world adds lines to this agreed plan behind the back of both sides, and that is told.
    assert (row["signer_name"], row["status"]) == ("Teuku Rizal", "broken")
    # The plan of the colleague stayed as it was agreed.
    peer = world.logins["colleague" if role == "owner" else role]
    (row,) = peer.call(MODEL, "read", [world.peer[MODEL]], ["signer_name", "status"]).value
    assert (row["signer_name"], row["status"]) == ("Teuku Rizal", "genuine")
    for name in ("token", "salt", "token_digest"):
        assert not login.call(MODEL, "read", [signature], [name]).ok, name
        assert not login.call(MODEL, "search", [(name, "!=", False)]).ok, name
        assert not login.call(MODEL, "search", [], order=name).ok, name


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_read_nothing_of_it(world, signature, role):
    login, wrong = world.logins[role], []
    for door, answer in readings(login, MODEL, [signature]):
        if not is_empty(answer):
            wrong.append(f"{door}: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["owner", "evaluator", "superior", "unit_officer_own"])
def test_text_of_what_was_signed_is_for_the_offices(world, signature, role):
    login = world.logins[role]
    for name in ("content", "content_hash", "previous_hash", "hash", "signer_nip"):
        assert not login.call(MODEL, "read", [signature], [name]).ok, name
        assert not login.call(MODEL, "search", [(name, "ilike", "a")]).ok, name
        answer = login.call(MODEL, "formatted_read_group", [], [name], ["__count"])
        assert not answer.ok, name


def test_raw_sql_of_the_application_is_refused(world, signature):  # threat: J09
    for query in (
        "UPDATE asn_signature SET content = '{}'",
        f"DELETE FROM asn_signature WHERE id = {signature}",
        "TRUNCATE asn_signature CASCADE",
        "UPDATE asn_signature_head SET sequence = 0",
        "DELETE FROM asn_signature_head",
    ):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            world.database.rows(query)
    assert not world.database.changed()


def test_a_changed_row_is_found(world, signature):  # threat: J09
    database, auditor = world.database, world.logins["auditor"]
    signature = world.peer[MODEL]
    assert auditor.call(MODEL, "read", [signature], ["status"]).value[0]["status"] == "genuine"
    number = database.one("SELECT sequence FROM asn_signature WHERE id = %s", signature)
    assert world.server.json(CHECK)[1] is None
    database.set_guards("asn_signature", "DISABLE")
    try:
        database.rows(
            "UPDATE asn_signature SET content = replace(content, '\"approach\"', '\"apprgach\"')"
            " WHERE id = %s",
            signature,
        )
    finally:
        database.set_guards("asn_signature", "ENABLE")
    assert world.server.json(CHECK)[1] == [number, "content"]
    status = auditor.call(MODEL, "read", [signature], ["status"]).value
    assert status[0]["status"] == "broken"


def test_two_at_once_do_not_fork_the_chain(world, signature):
    """Two plans are agreed at the same moment, again and again: one chain without a gap."""
    from .rpc import Login

    plans = [world.own["asn.skp"], world.peer["asn.skp"]]
    logins = [Login(world.server.url, world.server.database, ROLES["evaluator"]) for _plan in plans]
    before = world.server.json(CHECK)[0]
    rounds, answers = 6, []
    for _round in range(rounds):
        world.database.rows("UPDATE asn_skp SET state = 'proposed' WHERE id = ANY(%s)", plans)
        ready = threading.Barrier(2)

        def agree(login, plan, ready=ready):
            ready.wait()
            answers.append(login.call("asn.skp", "action_agree", [plan]))

        threads = [
            threading.Thread(target=agree, args=pair) for pair in zip(logins, plans, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    done = sum(answer.ok for answer in answers)
    assert done == 2 * rounds, answers
    assert world.server.json(CHECK) == [before + done, None]
    world.database.restore()


def test_a_thousand_guesses_find_nothing(world, signature):  # threat: K01 K05
    visitor = world.logins["public"]
    token, code = world.server.json(TOKEN % signature)
    status, headers, body = visitor.request("GET", f"/asn/verify/{token}")
    page = body.decode()
    assert status == 200
    assert code in page and "S. R." in page
    assert "Rahmah" not in page and token not in page
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    guesses = [secrets.token_urlsafe(24) for _number in range(970)]
    guesses += [str(number) for number in range(20)]
    guesses += [token[:-1], token + "A", token.lower(), token.upper(), token[::-1], ""]
    guesses += [f"{token}/", f"{token}%00", f"{token}?x=1"[:-4] + "x", token.replace(token[0], "_")]
    found, bodies = set(), set()
    for guess in guesses:
        status, _headers, body = visitor.request("GET", f"/asn/verify/{guess}")
        found.add(status)
        bodies.add(body)
    assert found <= {404, 429}, found
    assert len(bodies) <= 2  # not found, and: too many
    assert not world.database.changed()


def test_the_page_takes_nothing_but_a_look(world, signature):
    visitor = world.logins["public"]
    token, _code = world.server.json(TOKEN % signature)
    for method in ("POST", "PUT", "DELETE"):
        status, _headers, body = visitor.request(method, f"/asn/verify/{token}", json.dumps({}))
        assert status in (400, 404, 405, 429), (method, status)
        assert b"Rahmah" not in body
    assert not world.database.changed()


@pytest.mark.parametrize("role", ROLES)
def test_the_scan_of_a_sheet_is_handed_to_readers_only(world, signature, role):
    """(threat: D11)"""
    scan, login = world.own["asn.signature.scan"], world.logins[role]
    status, headers, content = login.request("GET", f"/asn/signature/scan/{scan}")
    if role in (*INSIDERS, "administrator"):
        assert (status, content[:5]) == (200, b"%PDF-")
        assert headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in headers["Content-Security-Policy"]
    else:
        assert b"%PDF-" not in content
        assert login.request("GET", "/asn/signature/scan/999999")[0] == status
    for field in ("file", "thumbnail", "upload"):
        found = login.request("GET", f"/web/content/asn.signature.scan/{scan}/{field}")
        assert b"%PDF-" not in found[2]
