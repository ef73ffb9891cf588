"""Whose login a record carries, and who evaluates one, is set by somebody else.

Threats: A07 F01 F05. Whatever door of Odoo's employees it is tried through: an office that has
taken its login from its own record would read the own rating before the release as an office.
"""

import pytest

from .rpc import REFUSALS


@pytest.fixture
def login_of(world):
    """Return a function that says whose login an employee carries, in both of Odoo's tables."""

    def find(employee):
        return world.database.rows(
            "SELECT employee.user_id, resource.user_id FROM hr_employee AS employee"
            " JOIN resource_resource AS resource ON resource.id = employee.resource_id"
            " WHERE employee.id = %s",
            employee,
        )[0]

    return find


def resource_of(world, employee):
    return world.database.one("SELECT resource_id FROM hr_employee WHERE id = %s", employee)


def employee_of(world, login):
    return world.database.one("SELECT id FROM hr_employee WHERE user_id = %s", login.uid)


def made_resource(login, user):
    """A resource without an employee, as the planning of meetings has them."""
    answer = login.call("resource.resource", "create", [{"name": "Ruang", "user_id": user}])
    assert answer.ok, answer
    return answer.value[0]


@pytest.mark.parametrize("door", ["employee", "resource", "another_resource"])
def test_nobody_takes_over_the_record_of_a_colleague(world, login_of, door):
    """Somebody of an office who is no employee has nothing that a unique key would refuse."""
    login, nurse = world.logins["administrator"], world.facts["employees"]["nurse"]
    before = login_of(nurse)
    assert before[0] == world.facts["users"]["asn_nurse"]
    if door == "employee":
        answer = login.call("hr.employee", "write", [nurse], {"user_id": login.uid})
    elif door == "resource":
        resource = resource_of(world, nurse)
        answer = login.call("resource.resource", "write", [resource], {"user_id": login.uid})
    else:
        own = made_resource(login, login.uid)
        answer = login.call("hr.employee", "write", [nurse], {"resource_id": own})
        world.database.rows("DELETE FROM resource_resource WHERE id = %s", own)
    assert answer.error in REFUSALS, answer
    assert login_of(nurse) == before
    assert not world.database.changed()


@pytest.mark.parametrize("door", ["employee", "other", "resource", "another_resource"])
def test_nobody_takes_the_login_from_the_own_record(world, login_of, door):
    login = world.logins["hr_office"]
    own = employee_of(world, login)
    before = login_of(own)
    if door == "employee":
        answer = login.call("hr.employee", "write", [own], {"user_id": False})
    elif door == "other":
        other = world.facts["users"]["asn_plain"]
        answer = login.call("hr.employee", "write", [own], {"user_id": other})
    elif door == "resource":
        resource = resource_of(world, own)
        answer = login.call("resource.resource", "write", [resource], {"user_id": False})
    else:
        empty = made_resource(login, False)
        answer = login.call("hr.employee", "write", [own], {"resource_id": empty})
        world.database.rows("DELETE FROM resource_resource WHERE id = %s", empty)
    assert answer.error in REFUSALS, answer
    assert login_of(own) == before
    assert not world.database.changed()


def test_another_officer_changes_a_login_and_the_documents_follow(world, login_of):
    """What is refused above is what somebody else may do, by the resource too."""
    login, nurse = world.logins["hr_office"], world.facts["employees"]["nurse"]
    plain = world.facts["users"]["asn_plain"]
    world.put("asn.skp", "draft")
    answer = login.call(
        "resource.resource", "write", [resource_of(world, nurse)], {"user_id": plain}
    )
    assert answer.ok, answer
    owner = "SELECT user_id FROM asn_skp WHERE id = %s"
    assert login_of(nurse) == (plain, plain)
    assert world.database.one(owner, world.own["asn.skp"]) == plain
    before = world.facts["users"]["asn_nurse"]
    answer = login.call("hr.employee", "write", [nurse], {"user_id": before})
    assert answer.ok, answer
    assert login_of(nurse) == (before, before)
    assert world.database.one(owner, world.own["asn.skp"]) == before
    world.database.restore()


# Documents about the nurse that carry a login of their own, beside plans and evaluations.
COPIED = (
    "asn.skp",
    "asn.evaluation",
    "asn.objection",
    "asn.coaching",
    "asn.dialogue",
    "asn.development.plan",
    "asn.change.request",
    "asn.feedback.round",
    "asn.credit",
    "asn.access.log",
)


def test_who_gets_the_login_of_somebody_finds_nothing_of_the_one_before(world):
    """Neither what runs nor what is closed: a login is given to the next in an office."""
    office, people = world.logins["hr_office"], world.facts["employees"]
    owner, plain = world.logins["owner"], world.logins["no_employee"]
    world.put("asn.evaluation", "closed")
    readable = [
        model
        for model in COPIED
        if owner.call(model, "search", [("id", "=", world.own[model])]).value
    ]
    assert {"asn.skp", "asn.evaluation", "asn.dialogue", "asn.coaching"} <= set(readable)
    try:
        answer = office.call("hr.employee", "write", [people["nurse"]], {"user_id": plain.uid})
        assert answer.ok, answer
        for model in readable:
            domain = [("id", "=", world.own[model])]
            assert owner.call(model, "search", domain).value == [], model
            assert plain.call(model, "search", domain).value == [world.own[model]], model
    finally:
        office.call("hr.employee", "write", [people["nurse"]], {"user_id": owner.uid})
        world.database.restore()


@pytest.mark.parametrize("door", ["value", "default", "moved", "copied", "dated"])
def test_nobody_chooses_the_own_evaluator(world, door):
    login, people = world.logins["hr_office"], world.facts["employees"]
    own, chief = employee_of(world, login), people["chief"]
    before = world.database.rows(
        "SELECT date_version, asn_evaluator_id FROM hr_version WHERE employee_id = %s", own
    )
    assert [evaluator for _day, evaluator in before] == [None]
    values = {"employee_id": own, "date_version": "2024-03-01"}
    if door == "value":
        answer = login.call("hr.version", "create", [{**values, "asn_evaluator_id": chief}])
    elif door == "default":
        context = {"default_asn_evaluator_id": chief}
        answer = login.call("hr.version", "create", [values], context=context)
    elif door == "moved":
        made = login.call(
            "hr.version",
            "create",
            [{**values, "employee_id": people["nurse"], "asn_evaluator_id": chief}],
        )
        assert made.ok, made
        answer = login.call("hr.version", "write", made.value, {"employee_id": own})
    elif door == "copied":
        answer = login.call("hr.employee", "create_version", [people["nurse"]], values)
    else:
        answer = login.call(
            "hr.employee",
            "write",
            [own],
            {"version_ids": [[0, 0, {**values, "asn_evaluator_id": chief}]]},
        )
    after = world.database.rows(
        "SELECT date_version, asn_evaluator_id FROM hr_version WHERE employee_id = %s", own
    )
    world.database.restore()
    assert answer.error in REFUSALS, answer
    assert after == before


@pytest.mark.parametrize("model", ["hr.employee", "hr.version"])
def test_nobody_gives_the_own_post_a_unit_to_head(world, model):
    """A head reads and confirms what belongs to the unit; rank and level make credit points."""
    login, facts = world.logins["hr_office"], world.facts
    own, wrong = employee_of(world, login), []
    if model == "hr.version":
        own = world.database.one("SELECT current_version_id FROM hr_employee WHERE id = %s", own)
    for values in (
        {"department_id": facts["clinic"]},
        {"asn_is_unit_head": True},
        {"asn_functional_level": facts["functional_level"]},
        {"asn_rank_id": world.own["asn.rank"]},
        {"asn_status": "cpns"},
    ):
        answer = login.call(model, "write", [own], values)
        if answer.error not in REFUSALS:
            wrong.append(f"{values}: {answer}")
    changed = world.database.changed()
    world.database.restore(changed)
    assert not changed and not wrong, "\n".join([*changed, *wrong])
    answer = login.call(model, "write", [own], {"job_title": "Analis"})
    world.database.restore()
    assert answer.ok, answer


def test_an_own_post_may_be_noted_with_the_same_evaluator(world):
    login = world.logins["hr_office"]
    values = {"date_version": "2024-03-01", "job_title": "Analis"}
    answer = login.call("hr.employee", "create_version", [employee_of(world, login)], values)
    world.database.restore()
    assert answer.ok, answer


@pytest.mark.parametrize("role", ["owner", "evaluator", "unit_officer_own", "hr_office"])
def test_nobody_changes_the_own_name_in_the_preferences(world, role):
    """Odoo writes it to the employee, whose name goes onto signatures, prints and logs."""
    login = world.logins[role]
    own = employee_of(world, login)
    before = world.database.one("SELECT name FROM hr_employee WHERE id = %s", own)
    values = {"name": "Prof. Dr. Cut Meutia"}
    for method, extra in (("write", []), ("web_save", [{}])):
        answer = login.call("res.users", method, [login.uid], values, *extra)
        assert answer.error in REFUSALS, f"{method}: {answer}"
    assert world.database.one("SELECT name FROM hr_employee WHERE id = %s", own) == before
    answer = login.call("res.users", "write", [login.uid], {"signature": "Salam"})
    assert answer.ok, answer
    assert not world.database.changed()


def test_the_hr_office_corrects_a_name(world):
    nurse = world.facts["employees"]["nurse"]
    answer = world.logins["hr_office"].call("hr.employee", "write", [nurse], {"name": "Siti R."})
    found = world.database.one("SELECT name FROM hr_employee WHERE id = %s", nurse)
    before = world.database.one("SELECT name FROM kept.hr_employee WHERE id = %s", nurse)
    world.logins["hr_office"].call("hr.employee", "write", [nurse], {"name": before})
    world.database.restore()
    assert answer.ok and found == "Siti R.", answer
