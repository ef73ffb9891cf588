"""Scheduled jobs and actions of menus are run by whom they are for.

Threats: C07 E01 M01. Odoo lets everybody run an action of the server that names no group.
"""

import pytest

from .rpc import REFUSALS

ACTIONS = r"""
import json
found = env["ir.actions.server"].search([("model_name", "=like", "asn.%")])
print(json.dumps({
    "jobs": [[one.id, one.name] for one in found if one.usage == "ir_cron"],
    "others": [[one.id, one.name] for one in found if one.usage != "ir_cron"],
}))
"""
RUN = "/web/action/run"


@pytest.fixture(scope="module")
def actions(world):
    """{kind: [id, name]} of the actions of the server on models of ours."""
    return world.server.json(ACTIONS)


@pytest.mark.parametrize("role", ["owner", "evaluator", "hr_office", "auditor", "administrator"])
def test_nobody_runs_a_job_by_hand(world, actions, role):
    """Feedback without a name comes out in batches: whoever starts it would see when one is full.

    ``administrator`` keeps reference data; who may install code is somebody else.
    """
    login, wrong = world.logins[role], []
    assert len(actions["jobs"]) > 20
    for number, name in actions["jobs"]:
        for answer in (
            login.call("ir.actions.server", "run", [number]),
            login.post(RUN, {"action_id": number, "context": {}}),
        ):
            if answer.error not in REFUSALS:
                wrong.append(f"{name}: {answer}")
    changed = world.database.changed()
    world.database.restore(changed)
    assert not changed and not wrong, "\n".join([*changed, *wrong])


@pytest.mark.parametrize("role", ["owner", "hr_office"])
def test_an_action_without_records_is_refused_in_words(world, actions, role):
    login, wrong = world.logins[role], []
    for number, name in actions["others"]:
        answer = login.call("ir.actions.server", "run", [number])
        if not answer.ok and answer.error not in REFUSALS:
            wrong.append(f"{name}: {answer}")
    world.database.restore()
    assert not wrong, "\n".join(wrong)
