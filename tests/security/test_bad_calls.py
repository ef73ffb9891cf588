"""Every public method with made-up ids and arguments: refused in words, and nothing is done.

Threats: E01 E03 E05 K03.
"""

import pytest

from .matrix import access_rows
from .rpc import REFUSALS, Login
from .world import ROLES
from .wrong import ABSENT, WRONG_LINKS, WRONG_TEXTS

# What a person's program may send in place of a text.
WRONG_REASONS = (7, ["x"], {"x": 1}, True, "a\x00b", "\ud800", "x" * 30_000)
# What is no id at all.
NO_IDS = (["x"], "x", [10**30], [1.5], [True])
# Whatever they are called on, they may work.
IGNORE_IDS = {
    "action_generate_next",  # works on the model
    "action_reassign",  # a preview of one's own, of those of the plans that one cares for
    "action_collect",  # the proposals of everybody are brought up to date
}


def methods():
    """(model, method) of every public method in the matrix."""
    found = {
        (row.model, row.operation)
        for row in access_rows()
        if row.operation.startswith(("action_", "message_"))
    }
    return sorted(found)


@pytest.mark.parametrize(("model", "method"), methods())
def test_method_on_made_up_ids(world, model, method):
    wrong = []
    extra = {"message_new": [{"x": 1}], "message_update": [{"x": 1}]}.get(method, [])
    if method == "action_generate":
        extra = [1999]
    if (model, method) == ("asn.calibration", "action_start"):
        extra = [world.facts["calibrated_period"]]  # the ids are those of the unit
    if method == "action_move":
        extra = ["above", "meets", "Sebab.", 0]
    on_model = method in ("message_new", "action_generate", "get_import_templates", "action_page")
    for role in ("owner", "evaluator", "hr_office", "auditor", "portal"):
        login = world.logins[role]
        no_ids = NO_IDS if role == "owner" else ()
        for ids in ([], [ABSENT], [world.own.get(model, 1), ABSENT], [0], [-1], *no_ids):
            args = extra if on_model else [ids, *extra]
            kwargs = {"body": "x"} if method == "message_post" else {}
            answer = login.call(model, method, *args, **kwargs)
            if not answer.ok and answer.error not in REFUSALS:
                wrong.append(f"{role} {ids}: {answer}")
    changed = world.database.changed()
    world.database.restore(changed)
    if changed and method not in IGNORE_IDS:
        wrong.append(f"changed {changed}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("model", "method", "role", "state"),
    [
        ("asn.skp", "action_send_back", "evaluator", "proposed"),
        ("asn.skp", "action_reopen", "evaluator", "agreed"),
        ("asn.skp", "action_cancel", "hr_office", "draft"),
        ("asn.evaluation", "action_send_back", "evaluator", "submitted"),
        ("asn.evaluation", "action_reopen", "hr_office", "released"),
    ],
)
def test_reason_must_be_a_text(world, model, method, role, state):
    world.put(model, state)
    wrong = []
    for reason in (*WRONG_REASONS, "", "   ", None):
        answer = world.logins[role].call(model, method, [world.own[model]], reason)
        if answer.ok or answer.error not in REFUSALS:
            wrong.append(f"{str(reason)[:20]!r}: {answer}")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)


def test_arguments_of_action_generate(world):
    wrong = []
    login = world.logins["hr_office"]
    for year, kind in (
        ("2031", "half"),
        (True, "half"),
        (None, "half"),
        ([2031], "half"),
        (10**30, "half"),
        (2031.5, "half"),
        (2031, ["half"]),
        (2031, {"x": 1}),
        (2031, "week"),
        (2031, None),
    ):
        answer = login.call("asn.period", "action_generate", year, kind)
        if answer.ok or answer.error not in REFUSALS:
            wrong.append(f"{year!r}, {kind!r}: {answer}")
    assert not world.database.changed()
    assert not wrong, "\n".join(wrong)


def test_arguments_of_returning_and_reopening(world):
    """Remarks on lines of another plan, periods of another year: nothing is done."""
    own, peer, wrong = world.own, world.peer, []
    login = world.logins["evaluator"]
    world.put("asn.skp", "proposed")
    for remarks in (
        [{"result_id": peer["asn.skp.result"], "remark": "x"}],
        [{"indicator_id": peer["asn.skp.indicator"], "remark": "x"}],
        [{"indicator_id": ABSENT, "remark": "x"}],
        [{"remark": text} for text in WRONG_TEXTS],
        [{"remark": "x", "skp_id": peer["asn.skp"]}],
        ["x"],
        "x",
        7,
        {"remark": "x"},
        [{"remark": "x"}] * 500,
    ):
        answer = login.call("asn.skp", "action_send_back", [own["asn.skp"]], "Alasan", remarks)
        if answer.ok or answer.error not in REFUSALS:
            wrong.append(f"{str(remarks)[:60]}: {answer}")
    world.database.restore()
    world.put("asn.skp", "agreed")
    for period in (*WRONG_LINKS, world.facts["year"], world.facts["next_year"], float("nan")):
        answer = login.call("asn.skp", "action_reopen", [own["asn.skp"]], "Alasan", period)
        if answer.ok or answer.error not in REFUSALS:
            wrong.append(f"{period!r}: {answer}")
    world.database.restore()
    assert not wrong, "\n".join(wrong)


def test_visitor_without_session_reaches_no_model(world):
    visitor = Login(world.server.url, world.server.database)
    models = sorted({row.model for row in access_rows()})
    for model in models:
        answer = visitor.call(model, "search_read", [])
        assert not answer.ok, f"{model}: {answer}"


def test_nobody_gets_more_rights_for_himself_or_herself(world):
    """A performance officer does not widen the own units, an employee joins no group."""
    for role in ("owner", "unit_officer_own", "hr_office", "auditor", "administrator"):
        login = world.logins[role]
        for values in (
            {"asn_unit_ids": [[6, 0, [world.facts["other_agency"]]]]},
            {"group_ids": [[4, 1]]},
        ):
            answer = login.call("res.users", "write", [login.uid], values)
            assert not answer.ok and answer.error in REFUSALS, f"{role}: {answer}"
    login = world.logins["hr_office"]
    answer = login.call(
        "hr.employee", "write", [world.facts["employees"]["nurse"]], {"user_id": login.uid}
    )
    assert not answer.ok and answer.error in REFUSALS, answer
    assert set(ROLES) and not world.database.changed()


@pytest.mark.parametrize("model", ["asn.skp.split", "asn.skp.end"])
def test_days_outside_a_plan_change_nothing(world, model):
    """The first day, the last one, another year, 300 years: the dialog refuses in words."""
    world.put("asn.skp", "agreed")
    login, wrong = world.logins["unit_officer_own"], []
    plan, database = world.own["asn.skp"], world.database
    days = ["2023-12-31", "2025-01-01", "1724-07-01", "2324-07-01", False]
    days.append("2024-01-01" if model == "asn.skp.split" else "2024-12-31")
    for day in days:
        made = login.call(model, "create", [{"skp_id": plan, "date": day}])
        answer = login.call(model, "action_confirm", made.value) if made.ok else made
        if answer.ok or answer.error not in REFUSALS:
            wrong.append(f"{day}: {answer}")
    for values in (
        {"skp_id": ABSENT, "date": "2024-07-01"},
        {"skp_id": world.peer["asn.skp"], "date": "x"},
        {"date": "2024-07-01"},
    ):
        made = login.call(model, "create", [values])
        answer = login.call(model, "action_confirm", made.value) if made.ok else made
        if answer.ok or answer.error not in REFUSALS:
            wrong.append(f"{values}: {answer}")
    assert set(database.changed()) <= {"asn_skp_split", "asn_skp_end"}
    database.restore()
    assert not wrong, "\n".join(wrong)


def test_requests_for_oneself_and_for_others_are_refused(world):
    """Oneself as evaluator, a subordinate as evaluator, another person's request."""
    login, wrong, employees = world.logins["owner"], [], world.facts["employees"]
    world.put("asn.change.request", "draft")
    request = [world.own["asn.change.request"]]
    for values in (
        {"proposed_evaluator_id": employees["nurse"]},
        {"employee_id": employees["colleague"]},
        {"state": "accepted"},
    ):
        answer = login.call("asn.change.request", "write", request, values)
        if answer.ok or answer.error not in REFUSALS:
            wrong.append(f"{values}: {answer}")
    boss = world.logins["superior"]
    values = {
        "kind": "evaluator",
        "proposed_evaluator_id": employees["nurse"],
        "reason": "x",
        "date_from": "2024-10-01",
    }
    made = boss.call("asn.change.request", "create", [values])
    answer = boss.call("asn.change.request", "action_ask", made.value)
    if answer.ok or answer.error not in REFUSALS:
        wrong.append(f"subordinate: {answer}")
    world.database.restore()
    assert not wrong, "\n".join(wrong)
