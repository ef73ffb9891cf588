"""A backup is restored, an update is interrupted and repeated, the disk of the database is full.

Threats: F11 L05 L07 L09.
"""

import json
import os
import signal
import subprocess
import time
import uuid

import pytest
from security.states import EVALUATION_STATES, PLAN_STATES
from security.world import BUILD

from asn_tool import database, processes, setup
from asn_tool.live import engine_of_tests, filled

ADDONS = ["hr_asn_kinerja", "hr_asn_kinerja_report"]
TABLES = r"""
SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
   AND relname LIKE 'asn\_%' ORDER BY relname
"""
# How many rows of a table, and what they hold; an update writes reference data again.
ROWS = (
    "SELECT '{0}', count(*) || ':' ||"
    " COALESCE(md5(string_agg(whole, chr(10) ORDER BY whole)), '') FROM {0} AS t,"
    " LATERAL (SELECT (to_jsonb(t) - 'write_date' - 'write_uid')::text AS whole) AS read"
)
SEQUENCES = r"""
SELECT sequencename, last_value FROM pg_sequences WHERE sequencename LIKE 'asn\_%' ORDER BY 1
"""
FILES = """
SELECT store_fname, checksum, file_size FROM ir_attachment
 WHERE res_model LIKE 'asn.%' AND store_fname IS NOT NULL ORDER BY id
"""
RULES = """
SELECT name.name, rule.domain_force, rule.active FROM ir_rule AS rule
  JOIN ir_model_data AS name ON name.model = 'ir.rule' AND name.res_id = rule.id
 WHERE name.module LIKE 'hr_asn%' ORDER BY name.name
"""
# Documents in every state, which no walk through the screens reaches in a minute.
STATES = """
UPDATE {table} AS document SET state = chosen.state
  FROM (SELECT id, (ARRAY[{states}])[1 + (row_number() OVER (ORDER BY id) - 1) % {count}] AS state
          FROM {table}) AS chosen WHERE chosen.id = document.id
"""
CHECKS = r"""
import json
evidence = env["asn.evidence"].search([("kind", "=", "file")])
signature = env["asn.signature"].search([], limit=1)
print(json.dumps({
    "files": [len(one._read_content() or b"") for one in evidence],
    "verified": bool(env["asn.signature"]._find_by_token(signature.token)),
    "servers": env["ir.mail_server"].search_count([("smtp_host", "not in", ("invalid", False))]),
    "jobs": env["ir.cron"].search_count([("cron_name", "ilike", "mail")]),
}))
"""
# Those of an earlier version, which every entry had to keep up and no list used any more.
OLD_INDEXES = [
    (f"asn_evaluation__{column}_index", column)
    for column in ("company_id", "evaluator_user_id", "superior_user_id", "unit_id")
]
# Rows of a page each, dead ones among them, which nobody sweeps up; new rows want new pages.
GROW = """
ALTER TABLE asn_skp SET (autovacuum_enabled = false, fillfactor = 10);
ALTER TABLE asn_skp ADD COLUMN filler text;
ALTER TABLE asn_skp ALTER COLUMN filler SET STORAGE PLAIN;
DO $$ BEGIN
    WHILE pg_relation_size('asn_skp') < {size} LOOP
        UPDATE asn_skp SET filler = repeat('x', 7000);
    END LOOP;
END $$;
ALTER TABLE asn_skp DROP COLUMN filler
"""
# From here on the files of this connection's server process do not grow beyond the present size.
OPEN_YEAR = r"""
import psycopg2
year = env["asn.period"].search([("kind", "=", "year"), ("state", "=", "draft")], limit=1)
env["ir.cron"].search([]).active = False
if {is_full}:
    env.cr.execute("SELECT pg_backend_pid(), pg_relation_size('asn_skp')")
    backend, size = env.cr.fetchone()
    # By PostgreSQL itself, since nobody else may limit its processes.
    admin = psycopg2.connect({admin!r})
    admin.autocommit = True
    admin.cursor().execute(
        "COPY (SELECT 1) TO PROGRAM 'prlimit --pid %s --fsize=%s:%s'" % (backend, size, size)
    )
    admin.close()
officer = env["res.users"].search([("login", "=", "asn_hr")])
year.with_user(officer).action_open()
env.cr.commit()
print(len(year.skp_ids))
"""


class Stored:
    """A database that no server runs on, with its files."""

    def __init__(self, motor, name):
        self.motor, self.name = motor, name

    def rows(self, query):
        return self.motor.server.rows(self.name, query)

    def documents(self):
        """{table of ours: number and content of its rows}."""
        tables = [table for (table,) in self.rows(TABLES)]
        return dict(self.rows(" UNION ALL ".join(ROWS.format(table) for table in tables)))

    def figures(self):
        """Rows, sequences and files."""
        return self.documents(), self.rows(SEQUENCES), self.rows(FILES)

    def run(self, program, *arguments):
        """Run a program of PostgreSQL on the database."""
        target = self.motor.server.target
        place = ["-h", target.host, "-p", str(target.port), "-U", target.user, "-d", self.name]
        command = [str(self.motor.server.programs / program), *place, "-w", *arguments]
        processes.run(command, what=program, env=dict(os.environ))


@pytest.fixture(scope="module")
def stored():
    """The documents of the walks, in every state."""
    motor, settings = engine_of_tests()
    base, _told = filled(motor, settings["base"], BUILD)
    name = f"asn_live_{uuid.uuid4().hex[:10]}"
    setup.fresh(motor, name, base)
    one = Stored(motor, name)
    for table, states in (("asn_skp", PLAN_STATES), ("asn_evaluation", EVALUATION_STATES)):
        listed = ", ".join(f"'{state}'" for state in states)
        motor.server.run(name, STATES.format(table=table, states=listed, count=len(states)))
    yield one
    setup.discard(motor, name)


def test_restored_backup_is_equal_and_sends_nothing(stored, tmp_path):  # threat: L05
    motor, backup = stored.motor, str(tmp_path / "backup.dump")
    copy = Stored(motor, f"asn_live_{uuid.uuid4().hex[:10]}")
    stored.run("pg_dump", "-Fc", "-f", backup)
    setup.fresh(motor, copy.name)
    try:
        copy.run("pg_restore", "--no-owner", "--exit-on-error", backup)
        database.copy_filestore(motor.places.odoo_data, stored.name, copy.name)
        assert copy.figures() == stored.figures()
        assert len(copy.documents()) > 90 and copy.rows(SEQUENCES) and copy.rows(FILES)
        conf = motor.configure(f"neutralize-{copy.name}", copy.name)
        processes.run(
            motor.command("neutralize", conf),
            what="Neutralising",
            env=motor.process_environment(),
            cwd=motor.places.state,
        )
        assert copy.figures() == stored.figures()
        for question in (
            "SELECT count(*) FROM ir_cron WHERE active"
            " AND id <> (SELECT res_id FROM ir_model_data WHERE module = 'base'"
            " AND name = 'autovacuum_job')",
            "SELECT count(*) FROM ir_mail_server WHERE active AND smtp_host <> 'invalid'",
        ):
            assert copy.rows(question) == [("0",)], question
        found = _checks(copy)
        assert found["files"] and all(found["files"]) and found["verified"]
        # Without the files: said file by file, and nothing falls over.
        database.remove_filestore(motor.places.odoo_data, copy.name)
        assert not any(_checks(copy)["files"])
    finally:
        setup.discard(motor, copy.name)


def _checks(stored):
    printed = stored.motor.script(stored.name, CHECKS, what="Looking at the backup")
    return json.loads(printed.strip().splitlines()[-1])


def test_update_killed_and_repeated_changes_no_document(stored):  # threat: L07 F11
    motor = stored.motor
    rules, before = stored.rows(RULES), stored.figures()
    assert len(rules) > 100
    # Somebody opened a rule by hand, or an older version had another one.
    motor.server.run(
        stored.name,
        "UPDATE ir_rule SET domain_force = '[(1, ''='', 1)]' WHERE id IN"
        " (SELECT res_id FROM ir_model_data WHERE model = 'ir.rule' AND module = 'hr_asn_kinerja')",
    )
    assert stored.rows(RULES) != rules
    for name, column in OLD_INDEXES:
        motor.server.run(stored.name, f"CREATE INDEX {name} ON asn_evaluation ({column})")
    _update_and_kill(stored)
    motor.install(stored.name, update=ADDONS)
    assert stored.rows(RULES) == rules
    after = stored.figures()
    tables = set(before[0]) | set(after[0])
    assert not {table for table in tables if before[0].get(table) != after[0].get(table)}
    assert after[2] == before[2]
    left = {name for (name,) in stored.rows("SELECT relname FROM pg_class WHERE relkind = 'i'")}
    assert "asn_evaluation__skp_id_index" in left
    assert not left & {name for name, _column in OLD_INDEXES}


def _update_and_kill(stored):
    """Begin an update and kill it, as a power cut would, while it is in our addon."""
    motor = stored.motor
    conf = motor.configure(f"install-{stored.name}", stored.name)
    command = motor.command(
        "server", conf, "--no-http", "--stop-after-init", "-u", ",".join(ADDONS)
    )
    process = subprocess.Popen(  # noqa: S603
        [str(part) for part in command],
        env=motor.process_environment(),
        cwd=motor.places.state,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    end = time.monotonic() + 120
    for line in process.stderr:
        if "loading hr_asn_kinerja/security/" in line or "Loading module hr_asn_kinerja" in line:
            time.sleep(1)
            break
        assert time.monotonic() < end
    os.killpg(process.pid, signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL


def test_full_disk_of_the_database_leaves_nothing_half(stored):  # threat: L09
    """Opening a year runs out of space: nothing of it stays, and it goes on when there is some."""
    motor = stored.motor
    # Larger than a segment of the write-ahead log, which the limit must not hit.
    motor.server.run(stored.name, GROW.format(size=20 * 2**20))
    before = stored.figures()
    target = motor.server.target
    admin = f"host={target.host} port={target.port} user={target.admin} dbname={stored.name}"
    full, free = (OPEN_YEAR.format(is_full=is_full, admin=admin) for is_full in (True, False))
    with pytest.raises(Exception) as refused:
        motor.script(stored.name, full, what="Opening a year")
    log = motor.places.logs / f"script-{stored.name}.log"
    text = f"{refused.value}\n{log.read_text(encoding='utf-8') if log.exists() else ''}"
    assert "could not extend file" in text, text[-2000:]
    assert stored.figures()[0] == before[0]
    printed = motor.script(stored.name, free, what="Opening a year")
    assert int(printed.strip().splitlines()[-1]) >= 6
    twice = stored.rows(
        "SELECT count(*) FROM (SELECT FROM asn_skp WHERE state <> 'cancelled'"
        " GROUP BY employee_id, period_id, date_start HAVING count(*) > 1) AS twice"
    )
    assert twice == [("0",)]
