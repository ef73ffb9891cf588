"""What hangs on a hidden document stays hidden too: discussion, activities, files.

Threats: D07 D09 D15.
"""

import json

import pytest


def test_relations_of_the_mail_tables_tell_nothing(world):
    login, peer, wrong = world.logins["owner"], world.peer, []
    for model in ("asn.skp", "asn.evaluation"):
        for table, field in (
            ("mail.activity", "res_model"),
            ("mail.message", "model"),
            ("ir.attachment", "res_model"),
        ):
            domain = [(field, "=", model), ("res_id", "=", peer[model])]
            answer = login.call(table, "search_read", domain)
            if answer.ok and answer.value:
                wrong.append(f"{table}: {answer}")
    domain = [
        ("res_model", "=", "asn.evidence"),
        ("res_field", "in", ("file", "thumbnail", "upload")),
        ("res_id", "=", peer["asn.evidence"]),
    ]
    answer = login.call("ir.attachment", "search_read", domain, ["name", "datas"])
    if answer.ok and answer.value:
        wrong.append(f"evidence: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["owner", "portal", "public"])
def test_files_of_a_colleague_are_not_served(world, role):
    login = world.logins[role]
    record = world.peer["asn.evidence"]
    for path in (
        f"/asn/evidence/{record}",
        f"/asn/evidence/{record}/thumbnail",
        f"/web/content/asn.evidence/{record}/file",
        f"/web/content?model=asn.evidence&id={record}&field=file&filename=a.png",
        f"/web/image/asn.evidence/{record}/thumbnail",
    ):
        _status, _headers, content = login.request("GET", path)
        evidence = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06"
        assert not content.startswith(evidence), path


def test_hidden_documents_are_not_acted_on_by_mail(world):
    login, wrong, peer = world.logins["owner"], [], world.peer
    for model in ("asn.skp", "asn.evaluation"):
        record = peer[model]
        for method, args, kwargs in (
            ("message_subscribe", [[record], [1]], {}),
            ("message_post", [[record]], {"body": "x"}),
            ("activity_schedule", [[record]], {"summary": "x", "user_id": login.uid}),
            ("message_process", [model, "From: a@example.com\n\nx"], {}),
        ):
            answer = login.call(model, method, *args, **kwargs)
            if answer.ok and answer.value:
                wrong.append(f"{model}.{method}: {answer}")
        made = login.call(
            "ir.attachment", "create", [{"name": "x", "res_model": model, "res_id": record}]
        )
        if made.ok:
            wrong.append(f"attachment on {model}: {made}")
        data = login.post(
            "/mail/thread/data",
            {"thread_model": model, "thread_id": record, "request_list": ["followers"]},
        )
        if "Nurul Huda" in json.dumps(data.value, default=str):
            wrong.append(f"thread of {model}: {data}")
    answer = login.call(
        "mail.activity",
        "search_count",
        [("res_model", "=", "asn.evaluation"), ("res_id", "=", peer["asn.evaluation"])],
    )
    assert not answer.value
    assert not wrong, "\n".join(wrong)


def test_own_evidence_is_not_replaced_beside_its_entry(world):
    """The attachment itself is a door, too: no state, size or type is checked there."""
    world.put("asn.realisation", "open")
    kept = world.database.rows(
        "SELECT id, checksum FROM ir_attachment WHERE res_model = 'asn.evidence'"
        " AND res_field = 'file' ORDER BY id"
    )
    assert kept  # a walk before this one may have deleted evidence, and its file with it
    ids = [int(found) for found, _checksum in kept]
    for role in ("owner", "evaluator", "hr_office", "administrator"):
        login = world.logins[role]
        for method, args in (
            ("read", [ids, ["datas"]]),
            ("write", [ids, {"datas": "QUFB"}]),
            ("unlink", [ids]),
            ("copy", [ids]),
        ):
            answer = login.call("ir.attachment", method, *args)
            assert not answer.ok and login.is_refusal(answer), f"{role} {method}: {answer}"
    assert kept == world.database.rows(
        "SELECT id, checksum FROM ir_attachment WHERE res_model = 'asn.evidence'"
        " AND res_field = 'file' ORDER BY id"
    )
