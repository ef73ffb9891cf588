"""A line that is changed while somebody else decides on its document. Threat: G05."""

from threading import Thread

import psycopg2
import pytest

from .rpc import Login
from .world import ROLES

SECONDS = 20
# Line -> (its document, the state in which it may be changed, the one that the decision leads to,
# who changes what)
LINES = {
    "asn.skp.result": ("asn.skp", "draft", "agreed", "owner", {"name": "Berubah diam-diam"}),
    "asn.skp.indicator": ("asn.skp", "draft", "agreed", "owner", {"unit": "berkas"}),
    "asn.realisation": ("asn.evaluation", "open", "released", "owner", {"note": "Ditambah"}),
}


@pytest.fixture
def deciding(world):
    """A second connection, whose transaction a decision waits in."""
    parameters = world.database.connection.get_dsn_parameters()
    connection = psycopg2.connect(**parameters)
    yield connection
    connection.rollback()
    connection.close()
    world.database.restore()


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("way", ["write", "unlink"])
def test_a_line_is_not_changed_behind_a_decision(world, deciding, line, way):
    """Who comes second waits, sees what was decided, and is refused. (threat: G05)"""
    document, before, after, role, vals = LINES[line]
    world.put(line, before)
    table, key = document.replace(".", "_"), world.own[line]
    deciding.cursor().execute(
        f"UPDATE {table} SET state = %s WHERE id = %s", (after, world.own[document])
    )
    login = Login(world.server.url, world.server.database, ROLES[role])
    arguments = [[key], vals] if way == "write" else [[key]]
    answers = []
    thread = Thread(target=lambda: answers.append(login.call(line, way, *arguments)))
    thread.start()
    thread.join(2)
    assert thread.is_alive(), f"not waiting for the decision: {answers}"
    deciding.commit()
    thread.join(SECONDS)
    assert answers and login.is_refusal(answers[0]), answers
    assert line.replace(".", "_") not in world.database.changed()
