"""A real Odoo server for a test: a database of its own, committed data, background jobs running.

Used through the fixture ``live_server`` of tests/conftest.py; works only under ./asn test.
"""

import hashlib
import json
import os
import uuid
from pathlib import Path

from . import setup
from .database import Server
from .engine import Engine, free_port
from .environment import Environment
from .locks import exclusive
from .odoo_source import Odoo
from .places import Places, read_json

# PostgreSQL's words when two transactions wrote the same row, and how often a script is run then.
CONFLICT = "could not serialize access"
ATTEMPTS = 3


class Target:
    """The database server that ./asn test started."""

    def __init__(self, host, port, user, admin):
        self.host, self.port, self.user, self.admin = host, port, user, admin


def engine_of_tests():
    """The Engine that ./asn test prepared for this run; RuntimeError outside of it."""
    path = os.environ.get("ASN_TEST_SETUP")
    settings = read_json(Path(path)) if path else None
    if not settings:
        raise RuntimeError("this test needs a database: run it through ./asn test")
    odoo = settings["odoo"]
    source = Odoo(odoo["version"], Path(odoo["package"]), tuple(map(Path, odoo["addons"])))
    server = Server(Target(**settings["server"]), Path(settings["programs"]))
    motor = Engine(
        Places(os.environ["ASN_ROOT"]), source, Environment(Path(settings["environment"])), server
    )
    return motor, settings


def filled(motor, base, code):
    """A database that the code has filled, and what it printed; ./asn test drops it at its end."""
    name = f"asn_live_filled_{hashlib.sha256((base + code).encode()).hexdigest()[:10]}"
    told = motor.places.state / f"{name}.txt"
    with exclusive(motor.places.state / "filled.lock", "a filled database"):
        if not motor.server.exists(name):
            half = f"{name}_half"
            setup.fresh(motor, half, base)
            told.write_text(motor.script(half, code, what="The script"), encoding="utf-8")
            setup.finish(motor, half, name)
    return name, told.read_text(encoding="utf-8")


class LiveServer:
    """A running Odoo on a fresh copy of the test database.

    url: its address. database: the name. chromium: path of the browser. log: the server's log.
    ``fill`` is Python for Odoo's shell that fills the database before the server starts, and
    filled what it printed: it runs once for all servers of a test run that name the same.
    Without ``jobs`` no scheduled job runs beside the test.
    """

    def __init__(self, *, install=(), fill="", jobs=True):
        self.motor, settings = engine_of_tests()
        self.chromium = settings["chromium"]
        self.database = f"asn_live_{uuid.uuid4().hex[:10]}"
        base, self.filled = settings["base"], ""
        if fill:
            base, self.filled = filled(self.motor, base, fill)
        setup.fresh(self.motor, self.database, base)
        try:
            if install:
                self.motor.install(self.database, install=install)
            self.serving = self.motor.serve(
                self.database, free_port(), name=self.database, cron_threads=int(jobs)
            )
            self.serving.wait()
        except BaseException:
            self.close()
            raise
        self.url = self.serving.url
        self.log = self.serving.log

    def shell(self, code):
        """Run Python in Odoo's shell on this database and return what it printed.

        The code finds ``env`` (superuser); end it with ``env.cr.commit()`` to keep its changes.
        AssertionError with the traceback when it raises. When the server wrote the same row at that
        moment, PostgreSQL took nothing of it: it is run again, as Odoo does with a request.
        """
        log = self.motor.places.logs / f"{self.database}-shell.log"
        for attempt in reversed(range(ATTEMPTS)):
            log.unlink(missing_ok=True)
            try:
                return self.motor.script(self.database, code, what="The script", log=log)
            except Exception as error:
                text = log.read_text(encoding="utf-8") if log.exists() else ""
                if attempt and CONFLICT in text:
                    continue
                raise AssertionError(f"{error}\n{text[-4000:]}") from error

    def json(self, code):
        """Like ``shell`` for code whose last printed line is JSON; returns that value."""
        return json.loads(self.shell(code).strip().splitlines()[-1])

    def sql(self, query):
        """Rows of a query as tuples of text, straight from PostgreSQL."""
        return self.motor.server.rows(self.database, query)

    def restart(self):
        """Kill the server as a power cut would, and start it again on the same database."""
        self.serving.process.kill()
        self.serving.process.wait()
        port = self.serving.port
        self.serving = self.motor.serve(self.database, port, name=self.database)
        self.serving.wait()

    def close(self):
        """Stop the server and drop its database."""
        if hasattr(self, "serving"):
            self.serving.stop()
        setup.discard(self.motor, self.database)
