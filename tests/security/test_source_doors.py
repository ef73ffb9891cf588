"""Tickets, rules and what they may look at: by each role, through every door.

Threats: A01 B01 B05 B07 C03 E01 H01.
"""

import json

import pytest

from .reading import is_empty, readings
from .world import ROLES, SECRETS

MEET_NO_TICKET = ("unit_officer_other", "no_employee", "portal", "public")
NO_RULES = [r for r in ROLES if r not in ("hr_office", "auditor", "administrator")]
WRITERS = ("hr_office", "administrator")

# What would reach further than the administrator's list.
FAR = (
    "[('employee_id.asn_nip', 'like', '1')]",
    "[('employee_id.user_id.login', '=', 'asn_nurse')]",
    "[('create_uid.password', '!=', False)]",
    "[('employee_id', 'ilike', 'Siti')]",
    "[('employee_id', 'any', [('asn_nip', 'like', '1')])]",
    "[('employee_id', 'any!', [('asn_nip', 'like', '1')])]",
    "[('unit_id', 'child_of', 1)]",
    "[('ticket', 'like', 'RAHASIA')]",
    "[('id', '>', 0)]",
    "[('is_within', '=', user.id)]",
    "[('is_within', '=', __import__('os').system('true'))]",
    "[('finished.hour_number', '=', 3)]",
    "[('finished', 'inselect', ('SELECT 1', []))]",
    "not a domain",
)
SECRET_MODELS = (
    "res.users",
    "res.users.apikeys",
    "res.groups",
    "ir.config_parameter",
    "ir.attachment",
    "mail.message",
    "hr.employee",
    "hr.version",
    "asn.skp",
    "asn.evaluation",
    "asn.evaluation.rating",
    "asn.feedback",
    "asn.feedback.anonymous",
    "asn.feedback.participation",
    "asn.transition",
    "asn.source.model",
    "asn.import",
)


def told(answer):
    return json.dumps([answer.value, answer.message], default=str)


@pytest.fixture
def rule_values(world):
    """Values of a rule that is right, for each case to spoil."""
    fields = world.facts["source_fields"]
    return {
        "name": "Hitung",
        "indicator_ids": [[6, 0, [world.own["asn.skp.indicator"]]]],
        "source_model_id": world.own["asn.source.model"],
        "date_field_id": fields["finished"],
        "person_field_id": fields["employee_id"],
    }


@pytest.mark.parametrize("role", MEET_NO_TICKET)
def test_tickets_of_others_are_met_by_no_door(world, role):
    login, wrong = world.logins[role], []
    for model in ("asn.service.log", "asn.service.figure"):
        for ids in (world.own[model], world.peer[model]):
            for door, answer in readings(login, model, [ids]):
                if not is_empty(answer) or SECRETS["ticket"] in told(answer):
                    wrong.append(f"{model} {door}: {answer}")
    assert not wrong, "\n".join(wrong)


def test_an_employee_meets_the_own_tickets_only(world):
    login = world.logins["owner"]
    answer = login.call("asn.service.log", "search_read", [], ["ticket", "employee_name"])
    assert [row["id"] for row in answer.value] == [world.own["asn.service.log"]]
    counted = login.call(
        "asn.service.log", "formatted_read_group", [], ["employee_name"], ["__count"]
    )
    assert [group["__count"] for group in counted.value] == [1]
    for door, answer in readings(login, "asn.service.log", [world.peer["asn.service.log"]]):
        assert is_empty(answer), door


@pytest.mark.parametrize("role", NO_RULES)
def test_rules_are_for_the_offices(world, role, rule_values):
    login = world.logins[role]
    for model in ("asn.indicator.source", "asn.source.model", "asn.source.field"):
        for door, answer in readings(login, model, [world.own[model]]):
            assert is_empty(answer), f"{model} {door}: {answer}"
        answer = login.call(model, "onchange", [], {}, [], {"name": {}})
        assert not answer.ok, f"{model} onchange: {answer}"
    answer = login.call("asn.indicator.source", "create", [rule_values])
    assert not answer.ok and login.is_refusal(answer)
    # Nor through the entries that came from one.
    for path in ("source_id.domain", "source_id.preview", "source_id.last_error"):
        for operator, value in (("!=", False), ("ilike", "a")):
            answer = login.call("asn.realisation", "search_count", [(path, operator, value)])
            assert not answer.ok or not answer.value, path
    assert not world.database.changed()


@pytest.mark.parametrize("role", WRITERS)
def test_conditions_that_reach_too_far_are_refused(world, role, rule_values):
    login, wrong = world.logins[role], []
    for domain in FAR:
        for method, args in (
            ("create", [[{**rule_values, "domain": domain}]]),
            ("write", [[world.facts["counting_rule"]], {"domain": domain}]),
            ("web_save", [[world.facts["counting_rule"]], {"domain": domain}, {"domain": {}}]),
        ):
            answer = login.call("asn.indicator.source", method, *args)
            if answer.ok or not login.is_refusal(answer):
                wrong.append(f"{method} {domain}: {answer}")
    assert not wrong, "\n".join(wrong)
    assert not world.database.changed()


@pytest.mark.parametrize("role", WRITERS)
def test_fields_that_are_not_allowed_are_refused(world, role, rule_values):
    login, fields = world.logins[role], world.facts["source_fields"]
    for change in (
        {"date_field_id": fields["opened"]},
        {"person_field_id": fields["service_id"]},
        {"person_field_id": fields["company_id"]},
        {"operation": "sum", "value_field_id": fields["work_seconds"]},
        {"operation": "sum"},
        {"scope": "unit", "unit_field_id": fields["unit_id"]},
        {"source_model_id": world.facts["unused"]["asn.source.model"]},
        {"source_model_id": False},
    ):
        answer = login.call("asn.indicator.source", "create", [{**rule_values, **change}])
        assert not answer.ok and login.is_refusal(answer), change
    assert not world.database.changed()


@pytest.mark.parametrize("role", ROLES)
def test_models_with_secrets_are_never_countable(world, role):
    login = world.logins[role]
    for model in SECRET_MODELS:
        answer = login.call("asn.source.model", "create", [{"model": model}])
        assert not answer.ok and login.is_refusal(answer), f"{model}: {answer}"
    for values in ({"model": "res.users"}, {"model": "res.country"}):
        answer = login.call("asn.source.model", "write", [world.own["asn.source.model"]], values)
        assert not answer.ok and login.is_refusal(answer), values
    for values in ({"name": "password"}, {"kind": "many2one"}, {"relation": "res.users"}):
        answer = login.call("asn.source.field", "write", [world.own["asn.source.field"]], values)
        assert not answer.ok and login.is_refusal(answer), values
    assert not world.database.changed()


@pytest.mark.parametrize("role", WRITERS)
def test_a_reader_without_access_counts_nothing(world, role):
    login, rule = world.logins[role], world.facts["counting_rule"]
    answer = login.call("asn.indicator.source", "action_preview", [rule])
    # The reader of the world meets no ticket: an employee's access is to the own ones.
    assert answer.ok, answer
    preview = login.call("asn.indicator.source", "read", [rule], ["preview"]).value[0]["preview"]
    assert "from 1" not in preview and "from 2" not in preview, preview
    world.database.restore()


@pytest.mark.parametrize("role", WRITERS)
def test_what_the_server_writes_is_written_by_nobody_else(world, role):
    login = world.logins[role]
    for values in (
        {"place": 7},
        {"is_waiting": False},
        {"last_run": "2024-01-01 00:00:00"},
        {"last_error": "x"},
        {"last_skipped": "x"},
        {"preview": "x"},
    ):
        answer = login.call("asn.indicator.source", "write", [world.facts["counting_rule"]], values)
        assert not answer.ok and login.is_refusal(answer), values
        answer = login.call("asn.indicator.source", "create", [{"name": "x", **values}])
        assert not answer.ok and login.is_refusal(answer), values
    assert not world.database.changed()


@pytest.mark.parametrize("role", ROLES)
def test_an_automatic_entry_is_changed_by_nobody(world, role):
    login, entry = world.logins[role], world.own["asn.realisation"]
    world.put("asn.realisation", "open")
    source = world.own["asn.indicator.source"]
    for schema in ("public", "kept"):
        world.database.rows(
            f"UPDATE {schema}.asn_realisation SET source = 'service', source_id = %s,"
            " source_start = '2024-03-01', source_end = '2024-03-31', source_count = 1"
            " WHERE id = %s",
            source,
            entry,
        )
    try:
        world.database.rows("DELETE FROM kept.touched")
        for values in ({"quantity": 1}, {"note": "x"}, {"source": "manual"}, {"source_id": False}):
            answer = login.call("asn.realisation", "write", [entry], values)
            assert not answer.ok and login.is_refusal(answer), values
        answer = login.call("asn.realisation", "unlink", [entry])
        assert not answer.ok and login.is_refusal(answer)
        assert not world.database.changed()
        answer = login.call("asn.realisation", "action_view_source", [entry])
        readers = ("owner", "evaluator", "superior", "unit_officer_own", *WRITERS, "auditor")
        assert answer.ok == (role in readers), answer
    finally:
        for schema in ("public", "kept"):
            world.database.rows(
                f"UPDATE {schema}.asn_realisation SET source = 'manual', source_id = NULL,"
                " source_start = NULL, source_end = NULL, source_count = NULL WHERE id = %s",
                entry,
            )
        world.database.rows("DELETE FROM kept.touched")


def test_a_forged_entry_does_not_pass_for_counted(world):
    login = world.logins["owner"]
    world.put("asn.realisation", "open")
    values = {"indicator_id": world.own["asn.skp.indicator"], "quantity": 9, "date": "2024-04-02"}
    for forged in (
        {"source": "service"},
        {"source_id": world.own["asn.indicator.source"]},
        {"source_count": 9},
        {"source_start": "2024-04-01"},
    ):
        answer = login.call("asn.realisation", "create", [{**values, **forged}])
        assert not answer.ok and login.is_refusal(answer), forged
        defaults = {f"default_{key}": value for key, value in forged.items()}
        answer = login.call("asn.realisation", "create", [values], context=defaults)
        if answer.ok:
            (row,) = login.call("asn.realisation", "read", answer.value, list(forged)).value
            assert row == {"id": answer.value[0], **dict.fromkeys(forged, row[next(iter(forged))])}
            assert row[next(iter(forged))] in (False, "manual", 0), row
        world.database.restore()
