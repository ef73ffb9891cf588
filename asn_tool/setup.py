"""From nothing to an engine with a running database server, and the template database."""

import hashlib
from contextlib import contextmanager

from . import addons, database, environment, odoo_source, printing
from .cluster import Cluster
from .engine import Engine
from .report import Trouble, step

LANGUAGES = ("id_ID",)
# Raised when the way the template is made changes.
TEMPLATE_RECIPE = 1


@contextmanager
def engine(places, options, *, kind="run", cluster="demo"):
    """Prepare Odoo, Python and PostgreSQL; yields an Engine and leaves the server afterwards.

    ``kind`` is the Python environment (run or test). ``cluster`` names the embedded server: demo
    (durable) or test (fast). Options may name the user's own Odoo and PostgreSQL.
    """
    places.make()
    odoo = odoo_source.ensure(places, options.odoo)
    python = environment.ensure(places, kind)
    printing.ensure()
    wheel = python.postgresql
    if wheel is None:
        raise Trouble(
            "The embedded PostgreSQL is not part of the Python environment.",
            "./asn clean --all makes everything anew.",
        )
    target = named = None
    if options.db_host or options.db_port or options.db_user:
        target = named = database.Named(options.db_host, options.db_port, options.db_user)
        programs = wheel / "pginstall/bin"
    else:
        target = Cluster(places, cluster, wheel, durable=cluster == "demo")
        programs = target.programs
    server = database.Server(target, programs)
    try:
        target.start()
        if named:
            named.check(server)
        yield Engine(places, odoo, python, server)
    finally:
        target.leave()


def template(motor):
    """Name of the database that has Odoo and all that our addons need, made when missing.

    Its name holds a hash of Odoo's version and of the list of addons, so a change makes a new one.
    """
    depends = addons.foreign_dependencies(addons.discover(motor.places.root)) or ["hr"]
    text = f"{TEMPLATE_RECIPE} {motor.odoo.version} {depends} {LANGUAGES} {motor.places.key}"
    name = f"asn_template_{hashlib.sha256(text.encode()).hexdigest()[:10]}"
    if not motor.server.exists(name):
        half = f"{name}_half"
        with step("Template database: Odoo with " + ", ".join(depends)) as current:
            fresh(motor, half)
            motor.install(half, install=depends, languages=LANGUAGES, on_progress=current.detail)
            current.detail("")
            for old in motor.server.names("asn_template_"):
                # Templates of earlier versions, of this checkout's own server only.
                if old != half and not isinstance(motor.server.target, database.Named):
                    motor.server.drop(old)
                    database.remove_filestore(motor.places.odoo_data, old)
            finish(motor, half, name)
    return name


def fresh(motor, name, source=None):
    """Make a database anew, empty or as a copy of another one with its files."""
    database.check_name(name)
    motor.server.drop(name)
    database.remove_filestore(motor.places.odoo_data, name)
    if source:
        database.copy_filestore(motor.places.odoo_data, source, name)
        motor.server.create(name, source)
    else:
        motor.server.create(name)


def finish(motor, half, name):
    """Give a complete database its final name, files first: only then is it found."""
    database.rename_filestore(motor.places.odoo_data, half, name)
    motor.server.rename(half, name)


def discard(motor, name):
    """Drop a database and its files."""
    motor.server.drop(name)
    database.remove_filestore(motor.places.odoo_data, name)
