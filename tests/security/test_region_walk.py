"""Two regions in one database: whoever has every group in one finds and does nothing in the other.

Threats: F07 B01 B09 E01.
"""

import json

import pytest

from .attempts import attempt
from .matrix import access_rows
from .reading import is_empty, readings, secrets_in
from .rpc import Login

# What all regions of one database share: reference data and words, of nobody.
SHARED = {
    "asn.absence.kind",
    "asn.achievement.mapping",
    "asn.behaviour.guide",
    "asn.behaviour.scale",
    "asn.behaviour.value",
    "asn.coaching.statement",
    "asn.development.catalogue",
    "asn.feedback.round.rule",
    "asn.feedback.tone",
    "asn.indicator",
    "asn.quality.rule",
    "asn.rank",
    "asn.skp.template",
    "asn.skp.template.indicator",
    "asn.skp.template.result",
    "asn.source.field",
    "asn.source.model",
}
# What may be begun in the own region, and touches nothing of the other one.
BEGUN = {
    ("asn.period", "create"),
    ("asn.period", "action_generate"),
    ("asn.import", "create"),
    ("asn.import", "action_template"),
    ("asn.import", "action_problems"),
    ("asn.import", "action_check"),
    ("asn.import", "action_import"),
    ("asn.indicator.source", "create"),
    ("asn.innovation", "create"),
    # A dialog holds what was typed; confirming it is refused, and it is read by its maker only.
    ("asn.reason", "create"),
    ("asn.reason", "action_confirm"),
    ("asn.reconciliation", "create"),
    ("asn.reconciliation", "action_compare"),
    ("asn.workbook.order", "create"),
}
PEOPLE = ("Siti Rahmah", "Nurul Huda", "Teuku Rizal", "Cut Meutia", "Dewi Sartika")
ODOO = {"res.users", "res.company", "calendar.event", "hr.version"}


@pytest.fixture(scope="module")
def stranger(world):
    """HR office, auditor, administrator and officer at once, of another region."""
    login = Login(world.server.url, world.server.database, "asn_stranger")
    world.logins["stranger"] = login
    yield login
    del world.logins["stranger"]


def tells(answer):
    """Whether an answer names somebody of the other region or lets out a secret."""
    text = json.dumps([answer.value, answer.message], ensure_ascii=False, default=str)
    return bool(secrets_in(answer)) or any(name in text for name in PEOPLE)


def of_models(world):
    """The models that hold something of a region, with the ids there."""
    for model, record in sorted(world.own.items()):
        if model not in SHARED and model not in ODOO:
            yield model, [record, *([world.peer[model]] if model in world.peer else [])]


@pytest.mark.parametrize("regions", ["unsaid", "other", "both"])
def test_nothing_of_the_other_region_is_read(world, stranger, regions):  # threat: F07
    own, mine = world.own["res.company"], world.facts["other_region"]["company"]
    chosen = {"unsaid": None, "other": [own], "both": [mine, own]}[regions]
    context = {} if chosen is None else {"context": {"allowed_company_ids": chosen}}
    wrong, tried = [], 0
    for model, ids in of_models(world):
        domain = [("id", "in", ids)]
        if chosen is None:
            answers = dict(readings(stranger, model, ids))
        else:
            answers = {
                "read": stranger.call(model, "read", ids, **context),
                "search_read": stranger.call(model, "search_read", domain, **context),
                "group": stranger.call(
                    model, "formatted_read_group", domain, ["id"], ["__count"], **context
                ),
                "name_search": stranger.call(model, "name_search", "", domain, **context),
            }
        tried += len(answers)
        for door, answer in answers.items():
            if not is_empty(answer) or tells(answer):
                wrong.append(f"{model} {door}: {answer}")
            elif not answer.ok and not stranger.is_refusal(answer):
                wrong.append(f"{model} {door}: raw error {answer}")
    assert tried > 200
    assert not wrong, "\n".join(wrong)


def rows_of_the_region(world):
    """One row for each operation on what belongs to a region."""
    seen = set()
    for row in access_rows():
        key = (row.model, row.operation)
        if row.model not in SHARED and row.model not in ODOO and key not in seen:
            seen.add(key)
            yield row


def test_nothing_of_the_other_region_is_done(world, stranger):  # threat: F07 E01
    """Every operation and public method, on documents of the other region."""
    wrong, tried = [], 0
    for row in rows_of_the_region(world):
        answer = attempt(world, "stranger", row)
        tried += 1
        if (
            answer.ok
            and row.operation == "create"
            and tells(stranger.call(row.model, "read", answer.value))
        ):
            wrong.append(f"{row.model} {row.operation}: what was made tells")
        changed = world.database.changed()
        if changed:
            world.database.restore(changed)
        if changed and (row.model, row.operation) not in BEGUN:
            wrong.append(f"{row.model} {row.operation}: changed {changed}: {answer}")
        elif tells(answer):
            wrong.append(f"{row.model} {row.operation}: {answer}")
        elif not answer.ok and not stranger.is_refusal(answer):
            wrong.append(f"{row.model} {row.operation}: raw error {answer}")
    assert tried > 300
    assert not wrong, "\n".join(wrong)
