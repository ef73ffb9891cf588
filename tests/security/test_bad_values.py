"""Values that no column can hold, and thousands of lines at once: refused in words, none written.

Threats: H01 H03 H11.
"""

import pytest

from .rpc import REFUSALS
from .wrong import WRONG_DATES, WRONG_LINKS, WRONG_NUMBERS, WRONG_TEXTS

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
