"""Evidence through every role's door: read, download, graft, foreign entries, after the lock.

Threats: D09 D11 D13 G09 H03 L01.
"""

from base64 import b64decode, b64encode
from threading import Barrier, Thread

import pytest

from .rpc import Login
from .world import ROLES

READERS = {
    "owner",
    "evaluator",
    "superior",
    "unit_officer_own",
    "hr_office",
    "auditor",
    "administrator",
}
DAY = "2024-04-03"
ABSENT = 2**31 - 1
ENTRIES = "SELECT count(*) FROM asn_realisation"
EVIDENCE = "SELECT count(*) FROM asn_evidence"


@pytest.fixture
def entry(world):
    """An entry of the owner with a picture and a link, made through the screen's own door."""
    world.put("asn.realisation", "open")
    sent = sending(world, "doors-entry-1", links=["https://example.go.id/bukti"])
    answer = world.logins["owner"].call("asn.realisation", "log_work", [sent])
    assert answer.ok, answer
    key = answer.value[0]["id"]
    kept = world.database.rows("SELECT kind, id FROM asn_evidence WHERE realisation_id = %s", key)
    yield {"id": key, **dict(kept)}
    world.put("asn.realisation", "open")
    world.database.forget("asn_transition", "realisation_id = %s", key)
    world.database.restore()


def sending(world, token, **values):
    """An entry as the screen sends it."""
    return {
        "token": token,
        "indicator_id": world.own["asn.skp.indicator"],
        "date": DAY,
        "quantity": 3,
        "denominator": 0,
        "note": "",
        "links": [],
        "files": [{"name": "bukti.png", "content": world.facts["png"]}],
        **values,
    }


@pytest.mark.parametrize("role", ROLES)
def test_file_and_thumbnail_open_for_readers_of_the_plan_only(world, entry, role):
    """(threat: D11)"""
    login, picture = world.logins[role], b64decode(world.facts["png"])
    status, headers, content = login.request("GET", f"/asn/evidence/{entry['file']}")
    if role in READERS:
        assert (status, content) == (200, picture)
        assert headers["Content-Type"] == "image/png"
        assert headers["Content-Disposition"].startswith("attachment")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in headers["Content-Security-Policy"]
        assert "default-src 'none'" in headers["Content-Security-Policy"]
    else:
        assert status != 200 or b"\x89PNG" not in content
        absent = login.request("GET", f"/asn/evidence/{ABSENT}")
        assert status == absent[0]  # whether it exists makes no difference
    status, headers, content = login.request("GET", f"/asn/evidence/{entry['file']}/thumbnail")
    assert (status == 200 and content[:3] == b"\xff\xd8\xff") is (role in READERS)
    if role in READERS:
        assert headers["Content-Type"] == "image/jpeg"


def test_there_is_nothing_to_download_of_a_link_or_of_an_absent_id(world, entry):
    login = world.logins["owner"]
    for path in (
        f"/asn/evidence/{entry['link']}",
        f"/asn/evidence/{entry['link']}/thumbnail",
        f"/asn/evidence/{ABSENT}",
        f"/asn/evidence/{10**12}",
        "/asn/evidence/0",
        "/asn/evidence/-1",
        "/asn/evidence/x",
    ):
        assert login.request("GET", path)[0] == 404, path
    for method in ("POST", "PUT", "DELETE"):
        assert login.request(method, f"/asn/evidence/{entry['file']}", "x")[0] in (400, 404, 405)


@pytest.mark.parametrize("role", ROLES)
def test_no_other_door_of_odoo_serves_the_file(world, entry, role):
    """By model and field, or by the attachment's own id. (threat: D09)"""
    login = world.logins[role]
    attachments = world.database.rows(
        "SELECT id FROM ir_attachment WHERE res_model = 'asn.evidence' AND res_id = %s",
        entry["file"],
    )
    assert len(attachments) == 2  # the file and its thumbnail
    paths = [
        f"/web/{kind}/asn.evidence/{entry['file']}/{field}"
        for kind in ("content", "image")
        for field in ("file", "thumbnail", "upload")
    ]
    paths += [f"/web/{kind}/{key}" for kind in ("content", "image") for (key,) in attachments]
    picture = b64decode(world.facts["png"])
    for path in paths:
        _status, _headers, content = login.request("GET", path)
        assert picture not in content and content[:3] != b"\xff\xd8\xff", path
    ids = [key for (key,) in attachments]
    found = login.call("ir.attachment", "search", [["id", "in", ids]])
    assert not (found.ok and found.value), found
    for names in (["datas"], ["raw"], ["store_fname", "checksum"]):
        answer = login.call("ir.attachment", "read", ids, names)
        assert not answer.ok and login.is_refusal(answer), answer
    for name in ("file", "thumbnail"):
        answer = login.call("asn.evidence", "read", [entry["file"]], [name])
        assert not answer.ok and login.is_refusal(answer), answer


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_grafted_onto_an_entry(world, entry, role):
    """A loose file is not put on an entry, and none is moved there or linked. (threat: D09)"""
    login = world.logins[role]
    before = world.database.one("SELECT count(*) FROM ir_attachment WHERE res_model LIKE 'asn.%%'")
    for model, key in (("asn.realisation", entry["id"]), ("asn.evidence", entry["file"])):
        for extra in ({}, {"res_field": "file"}, {"res_field": "thumbnail"}):
            values = {"name": "a.html", "datas": "PGI+", "res_model": model, "res_id": key}
            answer = login.call("ir.attachment", "create", [{**values, **extra}])
            assert not answer.ok and login.is_refusal(answer), answer
    own = login.call("ir.attachment", "create", [{"name": "a.html", "datas": "PGI+"}])
    if own.ok:
        for model, key in (("asn.realisation", entry["id"]), ("asn.evidence", entry["file"])):
            values = {"res_model": model, "res_id": key}
            answer = login.call("ir.attachment", "write", own.value, values)
            assert not answer.ok and login.is_refusal(answer), answer
    after = world.database.one("SELECT count(*) FROM ir_attachment WHERE res_model LIKE 'asn.%%'")
    assert after == before


@pytest.mark.parametrize("role", ROLES)
def test_evidence_of_a_foreign_entry_is_neither_read_nor_added_nor_taken_away(world, entry, role):
    login, link = world.logins[role], {"link": "https://example.go.id/titipan"}
    before = world.database.one(EVIDENCE)
    made = login.call("asn.evidence", "create", [{"realisation_id": entry["id"], **link}])
    assert made.ok is (role == "owner"), made
    through = login.call(
        "asn.realisation",
        "write",
        [entry["id"]],
        {"evidence_ids": [[0, 0, {"link": "https://x.id"}]]},
    )
    assert through.ok is (role == "owner"), through
    assert world.database.one(EVIDENCE) - before == (2 if role == "owner" else 0)
    read = login.call("asn.evidence", "read", [entry["file"]], ["name", "checksum", "url"])
    assert read.ok is (role in READERS), read
    gone = login.call("asn.evidence", "unlink", [entry["file"]])
    assert gone.ok is (role == "owner"), gone
    if role == "owner":
        foreign = world.peer["asn.realisation"]
        answer = login.call("asn.evidence", "create", [{"realisation_id": foreign, **link}])
        assert not answer.ok and login.is_refusal(answer), answer
        moved = login.call("asn.evidence", "write", [entry["link"]], {"realisation_id": foreign})
        assert not moved.ok and login.is_refusal(moved), moved


@pytest.mark.parametrize("state", ["submitted", "rated", "released", "closed", "plan:closed"])
def test_after_the_lock_evidence_is_read_and_not_changed(world, entry, state):
    world.put("asn.realisation", state)
    login, before = world.logins["owner"], world.database.one(EVIDENCE)
    link = {"link": "https://example.go.id/terlambat"}
    for model, method, args in (
        ("asn.evidence", "create", [[{"realisation_id": entry["id"], **link}]]),
        ("asn.evidence", "unlink", [[entry["file"]]]),
        ("asn.evidence", "write", [[entry["file"]], {"name": "b.png"}]),
        ("asn.realisation", "write", [[entry["id"]], {"evidence_ids": [[0, 0, link]]}]),
        ("asn.realisation", "write", [[entry["id"]], {"evidence_ids": [[2, entry["file"], 0]]}]),
        ("asn.realisation", "log_work", [[sending(world, "doors-late-1")]]),
    ):
        answer = login.call(model, method, *args)
        assert not answer.ok and login.is_refusal(answer), (method, answer)
    assert world.database.one(EVIDENCE) == before
    assert login.request("GET", f"/asn/evidence/{entry['file']}")[0] == 200


def test_bad_files_and_links_are_refused_in_words_and_leave_nothing(world, entry):
    """(threat: D13, H03)"""
    login = world.logins["owner"]
    before = world.database.one(ENTRIES), world.database.one(EVIDENCE)

    def text(content):
        return b64encode(content).decode()

    virus = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    files = [
        ("kosong.png", ""),
        ("rusak.png", "%%%"),
        ("halaman.png", text(b"<html><script>alert(1)</script>")),
        ("gambar.svg", text(b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>")),
        ("uji.txt", text(virus)),
        ("foto.pdf", world.facts["png"]),
        ("a\x00b.png", world.facts["png"]),
        ("a\ud800.png", world.facts["png"]),
        (7, world.facts["png"]),
        ("x.png", {"a": 1}),
        ("besar.pdf", text(b"%PDF-1.4\n" + b"0" * (11 * 1024 * 1024))),
    ]
    for number, (name, content) in enumerate(files):
        sent = sending(world, f"doors-bad-{number}", files=[{"name": name, "content": content}])
        answer = login.call("asn.realisation", "log_work", [sent])
        assert not answer.ok and login.is_refusal(answer), (name, answer)
    for number, link in enumerate(("javascript:1", "https://a:b@c.id", "https://", "\x00", 7)):
        sent = sending(world, f"doors-link-{number}", files=[], links=[link])
        answer = login.call("asn.realisation", "log_work", [sent])
        assert not answer.ok and login.is_refusal(answer), (link, answer)
    assert before == (world.database.one(ENTRIES), world.database.one(EVIDENCE))


def test_two_requests_at_the_same_moment_make_one_entry(world, entry):
    """A double tap on a slow line: both are answered, with the same entry. (threat: G09)"""
    logins = [Login(world.server.url, world.server.database, ROLES["owner"]) for _ in range(4)]
    for turn in range(5):
        sent, start, answers = sending(world, f"doors-twice-{turn}"), Barrier(len(logins)), []

        def send(login, sent=sent, start=start, answers=answers):
            start.wait()
            answers.append(login.call("asn.realisation", "log_work", [sent]))

        threads = [Thread(target=send, args=(login,)) for login in logins]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(answer.ok for answer in answers), answers
        assert len({answer.value[0]["id"] for answer in answers}) == 1, answers
        token = f"doors-twice-{turn}"
        assert world.database.rows(
            "SELECT count(DISTINCT entry.id), count(evidence.id) FROM asn_realisation AS entry"
            " JOIN asn_evidence AS evidence ON evidence.realisation_id = entry.id"
            " WHERE entry.client_token = %s",
            token,
        ) == [(1, 1)]


def test_two_phones_that_save_the_same_week_make_one_entry_a_cell(world, entry):
    """(threat: G09)"""
    logins = [Login(world.server.url, world.server.database, ROLES["owner"]) for _ in range(2)]
    start, answers = Barrier(2), []

    def send(login, quantity):
        start.wait()
        cell = {
            "indicator_id": world.own["asn.skp.indicator"],
            "date": "2024-04-09",
            "quantity": quantity,
            "token": f"phone-{quantity:04}",
        }
        answers.append(login.call("asn.realisation", "save_week", world.own["asn.skp"], [cell]))

    threads = [Thread(target=send, args=pair) for pair in zip(logins, (5, 8), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(answer.ok for answer in answers), answers
    quantities = world.database.rows(
        "SELECT quantity FROM asn_realisation WHERE date = '2024-04-09' AND indicator_id = %s",
        world.own["asn.skp.indicator"],
    )
    assert len(quantities) == 1 and quantities[0][0] in (5, 8)
