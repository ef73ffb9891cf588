"""Credit points: nobody reads another person's, nobody types one.

Threats: A01 A03 B01 B03 B05 H01.
"""

import pytest

from .reading import is_empty, readings, secrets_in

MODELS = ("asn.credit", "asn.credit.standing", "asn.credit.opening")
STRANGERS = ("colleague", "evaluator", "superior", "unit_officer_other", "no_employee", "portal")


@pytest.fixture(autouse=True)
def put_back(world):
    """Everything is put back afterwards."""
    yield
    world.database.restore()


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("role", STRANGERS)
def test_another_persons_points_are_not_read(world, model, role):
    login, wrong = world.logins[role], []
    for door, answer in readings(login, model, [world.own[model]]):
        if not is_empty(answer) or secrets_in(answer):
            wrong.append(f"{door}: {answer}")
        if not answer.ok and not login.is_refusal(answer):
            wrong.append(f"{door}: raw error: {answer}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("model", MODELS)
def test_the_person_reads_all_of_the_own(world, model):
    (row,) = world.logins["owner"].call(model, "read", [world.own[model]]).value
    assert row["level"] == "expert_first"


@pytest.mark.parametrize("role", ["owner", "evaluator", "unit_officer_own", "auditor", "hr_office"])
def test_nobody_types_points_or_totals(world, role):
    login, wrong = world.logins[role], []
    credit, standing = world.own["asn.credit"], world.own["asn.credit.standing"]
    for model, method, arguments in (
        ("asn.credit", "write", [[credit], {"points": 99}]),
        ("asn.credit", "web_save", [[credit], {"points": 99}, {}]),
        ("asn.credit", "unlink", [[credit]]),
        ("asn.credit", "create", [{"evaluation_id": world.own["asn.evaluation"], "points": 9}]),
        ("asn.credit", "load", [["level", "points"], [["expert_first", "9"]]]),
        ("asn.credit.standing", "write", [[standing], {"cumulative": 99}]),
        ("asn.credit.standing", "write", [[standing], {"is_eligible": True}]),
        ("asn.credit.standing", "unlink", [[standing]]),
    ):
        answer = login.call(model, method, *arguments)
        done = answer.ok and not (method == "load" and not answer.value.get("ids"))
        if done or not (answer.ok or login.is_refusal(answer)):
            wrong.append(f"{model} {method}: {answer}")
    assert not wrong, "\n".join(wrong)
    assert not world.database.changed()


@pytest.mark.parametrize(
    "role", ["owner", "colleague", "evaluator", "superior", "unit_officer_own", "auditor"]
)
def test_only_the_hr_office_enters_a_balance(world, role):
    login, balance = world.logins[role], world.own["asn.credit.opening"]
    values = {
        "employee_id": world.facts["employees"]["nurse"],
        "level": "expert_first",
        "points": 500,
        "date": "2021-12-31",
        "document": "PAK 9",
    }
    for method, arguments in (
        ("create", [values]),
        ("write", [[balance], {"points": 500}]),
        ("unlink", [[balance]]),
    ):
        answer = login.call("asn.credit.opening", method, *arguments)
        assert not answer.ok and login.is_refusal(answer), f"{method}: {answer}"
    assert not world.database.changed()


def test_bad_balances_are_refused_in_words(world):
    login, balance = world.logins["hr_office"], world.own["asn.credit.opening"]
    for values in (
        {"points": -1},
        {"points": 10001},
        {"points": "NaN"},
        {"points": "banyak"},
        {"level": "ahli"},
        {"date": "2024-02-30"},
        {"date": "2199-01-01"},
        {"document": ""},
        {"document": "x" * 1001},
        {"employee_id": world.facts["employees"]["colleague"]},
        {"company_id": 1},
    ):
        answer = login.call("asn.credit.opening", "write", [balance], values)
        assert not answer.ok and login.is_refusal(answer), f"{values}: {answer}"
    assert not world.database.changed()


def test_private_methods_stay_closed(world):
    login = world.logins["hr_office"]
    for model, method, arguments in (
        ("asn.credit", "_sync", [[world.own["asn.evaluation"]]]),
        ("asn.credit.standing", "_refresh", [[world.facts["employees"]["nurse"]]]),
        ("asn.credit.standing", "_cron_refresh", []),
    ):
        assert not login.call(model, method, *arguments).ok, method
