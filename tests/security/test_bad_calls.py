"""Every public method with made-up ids and arguments: refused in words, and nothing is done.

Threats: E01 E03 E05 H01 H03 H11 K03.
"""

import pytest

from .matrix import access_rows
from .rpc import REFUSALS, Login
from .world import ROLES

ABSENT = 999_999_999
# What a person's program may send in place of a text.
WRONG_REASONS = (7, ["x"], {"x": 1}, True, "a\x00b", "\ud800", "x" * 30_000)
WRONG_NUMBERS = (float("nan"), float("inf"), 1e308, -1, "x", [1], {"x": 1}, True)
WRONG_DATES = ("2024-02-30", "29/02/2024", "0000-00-00", 7, ["2024-01-01"], "2024-13-01")
WRONG_TEXTS = ("a\x00b", "\ud800", "x" * 30_000, 7, ["x"], {"x": 1})
WRONG_LINKS = (ABSENT, -1, "x", "1; DROP TABLE asn_skp", 1.5, [1], {"id": 1})
# What is no id at all.
NO_IDS = (["x"], "x", [10**30], [1.5], [True])
# Work on the model, whatever records they are called on.
# A preview of one's own is prepared for those of the plans that one cares for.
# The proposals of everybody are brought up to date.
IGNORE_IDS = {"action_generate_next", "action_reassign", "action_collect"}


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


def test_500_indicators_are_refused_and_none_is_written(world):
    login = world.logins["owner"]
    world.put("asn.skp", "draft")
    lines = [[0, 0, {"name": f"Indikator {number}"}] for number in range(500)]
    values = {"result_ids": [[0, 0, {"name": "Terlaksananya semua", "indicator_ids": lines}]]}
    answer = login.call("asn.skp", "web_save", [world.own["asn.skp"]], values, {})
    changed = world.database.changed()
    world.database.restore()
    assert answer.error in REFUSALS, answer
    assert "120" in answer.message
    assert not changed


@pytest.mark.parametrize("count", [2001, 50_000])
def test_thousands_of_lines_at_once_are_refused_and_none_is_written(world, count):
    """By every door that makes records, before any of them is looked at. (threat: M01)"""
    login, plan, wrong = world.logins["owner"], world.own["asn.skp"], []
    world.put("asn.skp", "draft")
    lines = [{"note": "x"}] * count
    commands = [[0, 0, {"name": "x"}]] * count
    for model, method, *args in (
        ("asn.realisation", "create", lines),
        ("asn.realisation", "web_save", [], lines, {}),
        ("asn.realisation", "load", ["note"], [["x"]] * count),
        ("asn.skp", "write", [plan], {"result_ids": commands}),
        ("asn.skp", "web_save", [plan], {"result_ids": commands}, {}),
        ("asn.skp", "onchange", [plan], {"result_ids": commands}, ["result_ids"], {}),
    ):
        answer = login.call(model, method, *args)
        if answer.error not in REFUSALS or str(count) not in answer.message:
            wrong.append(f"{model} {method}: {answer}")
    changed = world.database.changed()
    world.database.restore()
    assert not changed
    assert not wrong, "\n".join(wrong)


# No day of a plan or an absence: not of the calendar, or 300 years away.
WRONG_DAYS = (*WRONG_DATES, "1726-07-01", "2326-07-01")
BAD_VALUES = [
    ("asn.change.request", "reason", "owner", "draft", WRONG_TEXTS),
    ("asn.change.request", "date_from", "owner", "draft", WRONG_DAYS),
    ("asn.change.request", "proposed_evaluator_id", "owner", "draft", WRONG_LINKS),
    ("asn.change.request", "proposed_unit_id", "owner", "draft", WRONG_LINKS),
    ("asn.absence", "date_start", "unit_officer_own", "-", WRONG_DAYS),
    ("asn.absence", "date_end", "unit_officer_own", "-", (*WRONG_DAYS, "2024-03-31")),
    ("asn.absence", "kind_id", "unit_officer_own", "-", WRONG_LINKS),
    ("asn.acting", "date_end", "unit_officer_own", "-", (*WRONG_DAYS, "2020-01-01")),
    ("asn.acting", "decree", "unit_officer_own", "-", WRONG_TEXTS),
    ("asn.skp.split", "date", "unit_officer_own", "agreed", WRONG_DATES),
    ("asn.skp.split", "skp_id", "unit_officer_own", "agreed", WRONG_LINKS),
    ("asn.skp.end", "date", "unit_officer_own", "agreed", WRONG_DATES),
    ("asn.skp.remark", "answer", "owner", "returned", WRONG_TEXTS),
    ("asn.skp.indicator", "target_value", "owner", "draft", WRONG_NUMBERS),
    ("asn.skp.indicator", "name", "owner", "draft", WRONG_TEXTS),
    ("asn.skp.indicator", "target_date", "owner", "draft", WRONG_DATES),
    ("asn.skp.indicator", "polarity", "owner", "draft", ("x", 7, ["higher"], {"x": 1})),
    ("asn.skp.indicator", "library_id", "owner", "draft", WRONG_LINKS),
    ("asn.skp.result", "weight", "owner", "draft", WRONG_NUMBERS),
    ("asn.skp.result", "name", "owner", "draft", WRONG_TEXTS),
    ("asn.realisation", "quantity", "owner", "open", WRONG_NUMBERS),
    ("asn.realisation", "note", "owner", "open", WRONG_TEXTS),
    ("asn.realisation", "date", "owner", "open", WRONG_DATES),
    (
        "asn.realisation",
        "evidence_ids",
        "owner",
        "open",
        tuple(
            [[0, 0, {field: value}]]
            for field, values in (
                ("link", ("javascript:1", "x", "file:///etc", 7)),
                ("upload", ("PHNjcmlwdD4=", "x", 7, ["x"], "é")),
            )
            for value in values
        ),
    ),
    ("asn.evaluation", "reflection", "owner", "open", WRONG_TEXTS),
    ("asn.evaluation", "draft_reason", "evaluator", "open", WRONG_TEXTS),
    ("asn.evaluation", "draft_result_rating", "evaluator", "open", ("x", 7, ["above"])),
    ("asn.evaluation.behaviour", "feedback", "evaluator", "open", WRONG_TEXTS),
    ("asn.evaluation.rating", "note", "evaluator", "open", WRONG_TEXTS),
    ("asn.skp", "evaluator_id", "hr_office", "draft", WRONG_LINKS),
    ("asn.skp", "date_start", "hr_office", "draft", WRONG_DATES),
    ("asn.period", "name", "hr_office", "draft", WRONG_TEXTS),
    ("asn.period", "date_end", "hr_office", "draft", WRONG_DATES),
    ("asn.indicator", "target_value", "hr_office", "-", WRONG_NUMBERS),
]


@pytest.mark.parametrize(("model", "field", "role", "state", "values"), BAD_VALUES)
def test_bad_values_are_refused_in_words(world, model, field, role, state, values):
    """A value that a column cannot hold, or that means nothing, by somebody who may write there.

    A number may be taken for a text, a truth value for a number; what is stored is then sound.
    """
    world.put(model, state)
    login, wrong = world.logins[role], []
    tame = {7: "7", True: "1"} if field in ("name", "note") else {}
    for value in values:
        answer = login.call(model, "write", [world.own[model]], {field: value})
        if answer.ok and not (value is True or value in tame.items()):
            wrong.append(f"{str(value)[:30]!r}: taken")
        elif not answer.ok and answer.error not in REFUSALS:
            wrong.append(f"{str(value)[:30]!r}: raw error {answer}")
        if answer.ok:
            world.database.restore()
    assert not world.database.changed()
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
