"""Dialogues and coachings through JSON-RPC and the address of the printed sheet, as each role.

Threats: B09 C03 D15 E01.
"""

import pytest

from .world import ROLES, SECRETS

READERS = {
    "asn.dialogue": {"owner", "evaluator", "superior", "hr_office", "auditor", "administrator"},
    "asn.coaching": {"owner", "evaluator", "hr_office", "administrator"},
}
SHEETS = {
    "asn.dialogue": "hr_asn_kinerja.report_asn_dialogue",
    "asn.coaching": "hr_asn_kinerja.report_asn_coaching",
}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("model", SHEETS)
def test_the_sheet_is_printed_for_readers_only(world, model, role):
    login, own = world.logins[role], world.own[model]
    for kind in ("html", "text"):
        path = f"/report/{kind}/{SHEETS[model]}/{own}"
        status, _headers, content = login.request("GET", path)
        text = content.decode(errors="replace")
        if role in READERS[model] and kind == "html":
            assert status == 200 and SECRETS["note"] in text
            for word in ("<script", "<img", "<link", "@import", "src=", "href="):
                assert word not in text, word
        elif role not in READERS[model]:
            assert SECRETS["note"] not in text and SECRETS["reason"] not in text, path


@pytest.mark.parametrize("role", ["owner", "colleague", "unit_officer_own", "portal", "public"])
@pytest.mark.parametrize("model", SHEETS)
def test_the_pdf_is_printed_for_readers_only(world, model, role):
    login, own = world.logins[role], world.own[model]
    name = model.removeprefix("asn.")
    path = f"/report/pdf/hr_asn_kinerja_report.print_{name}/{own}"
    status, _headers, content = login.request("GET", path)
    is_printed = status == 200 and content.startswith(b"%PDF")
    assert is_printed == (role in READERS[model])


@pytest.mark.parametrize("model", SHEETS)
def test_one_hidden_or_absent_id_refuses_the_whole_batch(world, model):
    login, own, peer = world.logins["owner"], world.own[model], world.peer[model]
    for ids in (f"{own},{peer}", f"{peer}", f"{own},999999999", "0"):
        status, _headers, content = login.request("GET", f"/report/html/{SHEETS[model]}/{ids}")
        assert status >= 400, ids
        assert SECRETS["note"] not in content.decode(errors="replace"), ids


def test_the_meeting_tells_colleagues_nothing(world):
    login, event = world.logins["colleague"], world.own["calendar.event"]
    answer = login.call("calendar.event", "read", [event], ["name", "videocall_location"])
    assert answer.value[0]["name"] in ("Busy", "Sibuk")
    assert not answer.value[0]["videocall_location"]
    moved = login.call("calendar.event", "write", [event], {"start": "2024-08-06 02:00:00"})
    assert not moved.ok and login.is_refusal(moved)
    assert not world.database.changed()


@pytest.mark.parametrize("role", ["colleague", "superior", "unit_officer_own", "auditor"])
def test_nothing_beside_a_coaching_tells_of_it(world, role):
    login = world.logins[role]
    for model, domain in (
        ("mail.followers", [("res_model", "=", "asn.coaching")]),
        ("mail.activity", [("res_model", "=", "asn.coaching")]),
        ("mail.message", [("model", "=", "asn.coaching")]),
        ("asn.transition", [("coaching_id", "!=", False)]),
    ):
        answer = login.call(model, "search_count", domain)
        assert not answer.ok or not answer.value, model
