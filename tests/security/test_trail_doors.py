"""Who read ratings: written down by every door and in a crowd, seen by those whom it is meant for.

Threats: C09 D03 D05 J03.
"""

import threading

import psycopg2
import pytest

from .rpc import Login

MODEL = "asn.access.log"
SEES = ("owner", "auditor", "administrator")
SEES_NOT = (
    "evaluator",
    "superior",
    "unit_officer_own",
    "unit_officer_other",
    "hr_office",
    "no_employee",
    "portal",
    "public",
)
COUNT = """
    SELECT count(*), sum(count) FROM asn_access_log AS log
      JOIN res_users AS reader ON reader.id = log.reader_id WHERE reader.login = %s
"""


@pytest.fixture
def region(world):
    """The region writes down who reads, as it does by default; all is put back afterwards."""
    world.put("asn.evaluation", "released")
    world.database.rows("UPDATE res_company SET asn_access_log = true")
    yield world
    world.database.restore()


def test_many_windows_of_one_reader_at_once(region):  # threat: J03
    server, answers = region.server, []
    windows = [Login(server.url, server.database, "asn_chief") for _number in range(6)]
    ids = [region.own["asn.evaluation"], region.peer["asn.evaluation"]]
    ready = threading.Barrier(len(windows))

    def look(window):
        ready.wait()
        spec = {"employee_name": {}, "score": {}, "has_score": {}}
        answers.append(window.call("asn.evaluation", "web_search_read", [("id", "in", ids)], spec))

    threads = [threading.Thread(target=look, args=(window,)) for window in windows]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.ok for answer in answers] == [True] * len(windows), answers
    # Within a minute it is one look, whoever of the six was first.
    assert region.database.rows(COUNT, "asn_chief") == [(2, 2)]


@pytest.mark.parametrize("role", [*SEES, *SEES_NOT])
def test_who_sees_who_looked(region, role):  # threat: C09
    login, evaluation = region.logins[role], region.own["asn.evaluation"]
    domain = [("evaluation_id", "=", evaluation)]
    answer = login.call(MODEL, "search_read", domain, ["reader_name", "kind", "count"])
    seen = bool(answer.ok and answer.value)
    assert seen == (role in SEES), answer
    page = login.call("asn.evaluation", "read", [evaluation], ["access_log_html"])
    shown = bool(page.ok and page.value[0]["access_log_html"])
    assert shown == (role in SEES), page


def test_the_database_itself_refuses(world):  # threat: D03 D05
    row = world.own[MODEL]
    for statement in (
        f"UPDATE asn_access_log SET reader_name = 'Orang lain' WHERE id = {row}",
        f"UPDATE asn_access_log SET count = 0 WHERE id = {row}",
        f"DELETE FROM asn_access_log WHERE id = {row}",
        "TRUNCATE asn_access_log",
    ):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            world.database.rows(statement)
    assert not world.database.changed()
