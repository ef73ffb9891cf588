"""Benchmarks run in a real Odoo: they count, measure and leave nothing behind."""

import pytest

from asn_tool.report import Trouble

MEMBER = """
from asn_tool.inside.bench import register

def product(env):
    return len(env["res.partner"].create([{"name": f"Bench {n}"} for n in range(40)]))

def limit(env):
    env.cr.execute(
        "INSERT INTO res_partner (name, active)"
        " SELECT 'Bench ' || n, true FROM generate_series(1, 40) n"
    )
    return env.cr.rowcount

def peer(env):
    for n in range(40):
        env["res.partner"].create({"name": f"Bench {n}"})
    return 40

def committing(env):
    env["res.partner"].create({"name": "Bench committed"})
    env.cr.commit()
    return 1

def undo(env):
    env.cr.execute("DELETE FROM res_partner WHERE name = 'Bench committed'")

register("partners", "Forty partners", product, limit, peer, most_of_limit=0.001)
register("commits", "One partner, committed", committing, undo=undo)
register("careless", "One partner, committed and kept", committing)
"""
LEFT = "SELECT count(*) FROM res_partner WHERE name LIKE 'Bench%'"


@pytest.fixture(scope="module")
def measured(live_server, tmp_path_factory):
    """A function that measures benchmarks by name."""
    folder = tmp_path_factory.mktemp("benchmarks")
    (folder / "member.py").write_text(MEMBER)

    def run(*names, rounds=3):
        arguments = {"folder": str(folder), "names": list(names), "rounds": rounds}
        return live_server.motor.inside(
            live_server.database, "run_benchmarks", arguments, what="Measuring"
        )

    return run


def test_sides_are_measured_and_undone(measured, live_server):
    (result,) = measured("partners")
    assert [result[side]["rows"] for side in ("product", "limit", "peer")] == [40, 40, 40]
    assert [result[side]["rounds"] for side in ("product", "limit", "peer")] == [3, 3, 3]
    assert result["limit"]["queries"] == 1
    # One by one takes at least one statement a row, all at once far fewer.
    assert result["peer"]["queries"] >= 40 > result["product"]["queries"]
    product = result["product"]
    assert 0 < product["fastest"] <= product["median"] <= product["slowest"]
    assert any("times the limit" in miss for miss in result["misses"])
    assert live_server.sql(LEFT) == [("0",)]


def test_committed_work_is_undone(measured, live_server):
    (result,) = measured("commits")
    assert result["product"]["rows"] == 1 and result["misses"] == []
    assert live_server.sql(LEFT) == [("0",)]


def test_commit_without_undo_is_refused(measured):
    with pytest.raises(Trouble, match="needs undo="):
        measured("careless", rounds=1)


def test_unknown_name_is_refused(measured):
    with pytest.raises(Trouble, match="no benchmark nothing"):
        measured("nothing")
