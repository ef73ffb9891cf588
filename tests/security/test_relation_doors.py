"""What a link or a row's own dates would tell of records that the reader never sees.

Threats: B01 B03 B05 B17.
"""

import json

import pytest

from .created import create_values
from .matrix import access_rows
from .reading import secrets_in

EVALUATION, OBJECTION = "asn.evaluation", "asn.objection"
NAMES = ("Nurul Huda", "Siti Rahmah")


@pytest.mark.parametrize("role", ["owner", "auditor", "unit_officer_own"])
def test_empty_lists_are_compared_with_what_the_reader_sees(world, role):  # threat: B01 B17
    """Else ``rating_ids != False`` tells the employee that a rating has been begun."""
    login, wrong, tried = world.logins[role], [], 0
    for model in sorted(name for name in world.own if name.startswith("asn.")):
        fields = login.call(model, "fields_get", [], ["type", "relation", "searchable"])
        for name, field in (fields.value or {}).items():
            ours = field["type"].endswith("2many") and field["relation"].startswith("asn.")
            if not ours or not field.get("searchable"):
                continue
            hidden = ["&", (name, "!=", False), "!", (name, "any", [("id", ">", 0)])]
            answer = login.call(model, "search_count", hidden)
            tried += answer.ok
            if answer.ok and answer.value:
                wrong.append(f"{model}.{name} of {field['relation']}: {answer}")
    assert tried > 30
    assert not wrong, "\n".join(wrong)


def test_no_comparison_of_a_list_tells_of_a_begun_rating(world):  # threat: B01
    world.put(EVALUATION, "submitted")
    own, rating = world.own[EVALUATION], world.own["asn.evaluation.rating"]
    owner, evaluator = world.logins["owner"], world.logins["evaluator"]
    for condition, by_evaluator, by_owner in (
        (("rating_ids", "!=", False), True, False),
        (("rating_ids", "=", rating), True, False),
        (("rating_ids", "in", [rating, 999_999_999]), True, False),
        (("rating_ids", "not in", [False]), True, False),
        (("rating_ids", "=", False), False, True),
        (("rating_ids", "not in", [rating]), False, True),
        (("rating_ids", "in", [False]), False, True),
    ):
        domain = [("id", "=", own), condition]
        for login, seen in ((evaluator, by_evaluator), (owner, by_owner)):
            found = login.call(EVALUATION, "search", domain)
            assert bool(found.value) == seen, f"{login.login} {condition}: {found}"


def test_dates_of_a_row_do_not_tell_that_somebody_writes_beside_it(world):  # threat: B01
    """Rating, impressions, private note and an answer to an objection change nothing one reads."""
    own = world.own
    world.put(OBJECTION, "explained")
    world.put(EVALUATION, "submitted")
    owner, evaluator = world.logins["owner"], world.logins["evaluator"]

    def seen():
        return {
            model: owner.call(model, "read", [own[model]]).value
            for model in (EVALUATION, OBJECTION, "asn.skp", "asn.evaluation.indicator")
        }

    before = seen()
    assert before[EVALUATION] and before["asn.skp"]
    for values in (
        {"draft_note": "UJI"},
        {"draft_result_rating": "above", "draft_reason": "UJI"},
        {"behaviour_ids": [[1, own["asn.evaluation.behaviour"], {"feedback": "UJI"}]]},
    ):
        answer = evaluator.call(EVALUATION, "web_save", [own[EVALUATION]], values, {})
        assert answer.ok, answer
    world.put(OBJECTION, "filed")
    answer = evaluator.call(OBJECTION, "write", [own[OBJECTION]], {"draft_explanation": "UJI"})
    assert answer.ok, answer
    world.put(OBJECTION, "explained")
    world.put(EVALUATION, "submitted")
    assert seen() == before
    wrong = []
    for model in (EVALUATION, OBJECTION):
        for door, call in (
            ("metadata", ("get_metadata", [own[model]])),
            ("read", ("read", [own[model]], ["write_date"])),
            ("search", ("search", [("write_date", ">", "2020-01-01")])),
            ("group", ("formatted_read_group", [], ["write_date:day"], ["__count"])),
        ):
            answer = owner.call(model, *call)
            if answer.ok or not owner.is_refusal(answer):
                wrong.append(f"{model} {door}: {answer}")
        if owner.call(model, "search", [], order="write_date").ok:
            wrong.append(f"{model} order")
    world.database.restore()
    assert not wrong, "\n".join(wrong)


def creatable():
    """The models of which the owner may create a record, and dialogs that anybody may open."""
    return sorted(
        {row.model for row in access_rows() if row.operation == "create"}
        & {row.model for row in access_rows() if row.verdicts["owner"] in "y="}
    )


def test_a_link_to_a_hidden_record_is_not_made_to_read_its_name(world):  # threat: B03 B05 E05
    """Labels of links are read as superuser: the link itself has to be refused."""
    login, peer, wrong, tried = world.logins["owner"], world.peer, [], 0
    world.put("asn.skp", "draft")
    for model in creatable():
        fields = login.call(model, "fields_get", [], ["type", "relation"]).value or {}
        for name, field in fields.items():
            if field["type"] not in ("many2one", "many2many") or field["relation"] not in peer:
                continue
            if field["relation"] == "hr.employee":
                continue  # everybody's name is known inside
            link = peer[field["relation"]]
            value = [[4, link]] if field["type"] == "many2many" else link
            made = login.call(model, "create", [{**create_values(world, model), name: value}])
            tried += 1
            if made.ok:
                told = login.call(model, "web_read", made.value, {name: {"fields": {"id": {}}}})
                text = json.dumps([told.value], ensure_ascii=False)
                wrong.append(f"{model}.{name}: {made} {text[:200]} {secrets_in(told)}")
            elif not login.is_refusal(made):
                wrong.append(f"{model}.{name}: raw error {made}")
    world.database.restore()
    assert tried > 15
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("role", ["owner", "no_employee"])
def test_followers_of_a_document_are_not_listed(world, role):  # threat: C03
    login = world.logins[role]
    rows = login.call(
        "mail.followers", "search_read", [("res_model", "=like", "asn.%")], ["partner_id"]
    )
    partners = {row["partner_id"][0] for row in rows.value}
    own = login.call("res.users", "read", [login.uid], ["partner_id"]).value[0]["partner_id"][0]
    assert partners <= {own}, rows
    everybody = world.database.one(
        "SELECT count(*) FROM mail_followers WHERE res_model LIKE 'asn.%%'"
    )
    assert everybody > len(rows.value)
    all_ids = [i for (i,) in world.database.rows("SELECT id FROM mail_followers")]
    answer = login.call("mail.followers", "read", all_ids, ["res_id", "partner_id"])
    assert not answer.ok and login.is_refusal(answer), answer


@pytest.mark.parametrize("door", ["values", "defaults"])
@pytest.mark.parametrize(
    ("form", "model_field", "id_field", "label"),
    [
        ("mail.activity", "res_model", "res_id", "res_name"),
        ("mail.message", "model", "res_id", "record_name"),
        ("ir.attachment", "res_model", "res_id", "res_name"),
    ],
)
def test_a_form_of_odoo_tells_no_label_of_a_hidden_document(
    world, form, model_field, id_field, label, door
):  # threat: B03 B05
    """Who has objected, who was proposed for what, what two people agreed."""
    login, wrong = world.logins["no_employee"], []
    models = sorted(name for name in world.peer if name.startswith("asn."))
    assert "asn.objection" in models and "asn.follow.up" in models
    for model in models:
        pointed = {model_field: model, id_field: world.peer[model]}
        context = {f"default_{name}": value for name, value in pointed.items()}
        if door == "values":
            answer = login.call(form, "onchange", [], pointed, [id_field], {label: {}})
        else:
            answer = login.call(form, "onchange", [], {}, [], {label: {}}, context=context)
        told = answer.ok and answer.value.get("value", {}).get(label)
        if told or not (answer.ok or login.is_refusal(answer)):
            wrong.append(f"{model}: {answer}")
    assert not wrong, "\n".join(wrong)


def test_a_form_of_odoo_tells_the_label_of_a_document_that_one_reads(world):
    owner, evaluation = world.logins["owner"], world.own[EVALUATION]
    values = {"res_model": EVALUATION, "res_id": evaluation}
    answer = owner.call("mail.activity", "onchange", [], values, ["res_id"], {"res_name": {}})
    assert answer.ok and "Siti Rahmah" in answer.value["value"]["res_name"], answer
