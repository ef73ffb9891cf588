"""The embedded PostgreSQL starts, serves several users, and stops with the last one."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from asn_tool import database, processes
from asn_tool.cluster import Cluster
from asn_tool.environment import Environment
from asn_tool.places import Places
from asn_tool.report import Trouble

ROOT = Path(__file__).resolve().parents[2]
USER = """
import sys, time
from pathlib import Path
from asn_tool.cluster import Cluster
from asn_tool.environment import Environment
from asn_tool.places import Places
places = Places(sys.argv[1], sys.argv[2])
cluster = Cluster(places, "demo", Environment(Path(sys.prefix)).postgresql, durable=True)
cluster.start()
print("started", flush=True)
time.sleep(300)
"""


@pytest.fixture
def places(tmp_path):
    """Folders of a checkout with a space in its path."""
    made = Places(tmp_path / "a checkout", tmp_path / "a cache")
    made.make()
    return made


@pytest.fixture
def cluster(places):
    """A cluster that is removed afterwards."""
    made = Cluster(places, "demo", Environment(Path(sys.prefix)).postgresql, durable=True)
    yield made
    made.leave()
    made.remove()


def other_user(places):
    """Another process that uses the same cluster."""
    process = subprocess.Popen(
        [sys.executable, "-c", USER, str(places.root), str(places.cache.parent)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    while "started" not in (line := process.stdout.readline()):
        assert line, "the other process ended"
    return process


def test_data_survives_a_stop_and_nothing_runs_after_it(cluster):
    cluster.start()
    server = database.Server(cluster, cluster.programs)
    server.create("asn_one")
    server.run("asn_one", "CREATE TABLE t AS SELECT 7 AS n", admin=False)
    assert server.exists("asn_one") and server.names("asn_") == ["asn_one"]
    cluster.leave()
    assert not cluster.is_running()
    cluster.start()
    server.create("asn_two", "asn_one")
    assert server.rows("asn_two", "SELECT n FROM t") == [("7",)]
    server.rename("asn_two", "asn_three")
    server.mark("asn_three", "it's ours")
    assert server.comment("asn_three") == "it's ours"
    server.drop("asn_one")
    server.drop("asn_one")
    assert server.names("asn_") == ["asn_three"]


def test_role_of_odoo_is_no_superuser(cluster):
    cluster.start()
    server = database.Server(cluster, cluster.programs)
    query = "SELECT rolsuper, rolcreatedb FROM pg_roles WHERE rolname = 'odoo_asn'"
    assert server.rows("postgres", query) == [("f", "t")]


def test_server_stays_for_another_user_and_ends_when_that_one_is_killed(cluster, places):
    cluster.start()
    other = other_user(places)
    cluster.leave()
    assert cluster.is_running()
    other.kill()
    other.wait()
    assert processes.wait_until(lambda: not cluster.is_running(), 30)
    assert processes.wait_until(lambda: not (cluster.data / "postmaster.pid").exists(), 30)


def test_start_after_a_crash_with_a_stale_pid_file(cluster):
    cluster.start()
    cluster.leave()
    # A pid that lives and is somebody else's: this very process.
    (cluster.data / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.data}\n")
    cluster.start()
    assert cluster.is_running()


def test_socket_and_data_are_closed_to_others(cluster):
    cluster.start()
    assert cluster.socket.stat().st_mode & 0o077 == 0
    assert cluster.data.stat().st_mode & 0o077 == 0


def test_long_path_gets_a_short_socket(tmp_path):
    deep = tmp_path / ("x" * 90)
    places = Places(deep, deep)
    made = Cluster(places, "demo", Environment(Path(sys.prefix)).postgresql, durable=False)
    assert len(str(made.socket / ".s.PGSQL.5432")) <= 107


def test_wrong_sql_is_a_trouble_with_the_servers_words(cluster):
    cluster.start()
    server = database.Server(cluster, cluster.programs)
    with pytest.raises(Trouble, match="nowhere"):
        server.run("postgres", "SELECT * FROM nowhere")


def test_named_server_that_does_not_answer_is_told(cluster):
    named = database.Named("127.0.0.1", 1, "somebody")
    with pytest.raises(Trouble, match="somebody"):
        named.check(database.Server(named, cluster.programs))
    with pytest.raises(Trouble, match="refuses"):
        database.Named(None, None, "postgres")
