"""./asn shell, stop, status and clean."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

from . import cluster, database, demo, environment, odoo_source, processes, setup
from .locks import Lock, only_one
from .places import ROOT, Places, read_json
from .report import Trouble, quiet_output, say, step


def shell(places, options):
    """Odoo's shell on a database; Python piped into it runs and sets the exit code."""
    quiet_output()
    name = database.check_name(options.db or demo.database_name("small"))
    with setup.engine(places, options) as motor:
        if not motor.server.exists(name):
            raise Trouble(f"There is no database {name} yet.", "Make it: ./asn demo --no-serve.")
        conf = motor.configure(f"shell-{name}", name)
        command = motor.command("shell", conf, "--no-http", "--log-level=warn")
        # Ctrl-C belongs to the shell while it runs.
        before = signal.signal(signal.SIGINT, lambda *_: None)
        try:
            process = subprocess.Popen(
                processes.with_parent([str(part) for part in command]),
                env=motor.process_environment(),
                cwd=places.root,
            )
            return process.wait()
        finally:
            signal.signal(signal.SIGINT, before)


def stop(places, options):
    """End the demonstration of this checkout and whatever a crash left of it."""
    lock = Lock(places.state / "demo.lock")
    pid = lock.holder()
    stopped = False
    if lock.is_held() and processes.is_alive(pid):
        with step(f"Stopping the demonstration (process {pid})"):
            os.kill(pid, signal.SIGTERM)
            if not processes.wait_until(lambda: not processes.is_alive(pid), 90):
                os.kill(pid, signal.SIGKILL)
            stopped = True
    stopped = _end_orphans(places) or stopped
    say("Stopped." if stopped else "Nothing of this checkout was running.")
    return 0


def _end_orphans(places):
    """End Odoo servers of this checkout whose ./asn is gone (only without setpriv)."""
    ended = False
    running = read_json(places.state / "running.json", {})
    pid = running.get("odoo")
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode("utf-8", "replace")
    except OSError:
        command = ""
    if str(places.conf) in command:
        os.kill(pid, signal.SIGTERM)
        if not processes.wait_until(lambda: not processes.is_alive(pid), 20):
            os.kill(pid, signal.SIGKILL)
        ended = True
    (places.state / "running.json").unlink(missing_ok=True)
    return ended


def status(places, options):
    """What is prepared and what runs, with versions, places and sizes."""
    odoo = odoo_source.cached(places)
    say(f"Checkout:     {places.root}")
    say(f"Private data: {places.state} ({_size(places.state)})")
    say(f"Shared cache: {places.cache} ({_size(places.cache)})")
    say(f"Odoo:         {odoo.version if odoo else 'not fetched yet'}")
    say(f"Python:       {sys.version.split()[0]} at {sys.executable}")
    for path in sorted(places.python.glob("*/complete")):
        say(f"              environment {path.parent.name} ({_size(path.parent)})")
    running = read_json(places.state / "running.json", {})
    lock = Lock(places.state / "demo.lock")
    if lock.is_held() and running:
        say(f"Running:      {running['url']} on {running['database']} (process {running['pid']})")
    elif lock.is_held():
        say(f"Running:      being prepared (process {lock.holder()})")
    else:
        say("Running:      no (./asn demo starts it)")
    for name, where in _clusters(places):
        alive = where.is_running()
        state = "running" if alive else "stopped"
        say(f"PostgreSQL:   {name}: {state}, {where.data} ({_size(where.data)})")
        if alive:
            server = database.Server(where, where.programs)
            for found in server.names("asn_"):
                say(f"              database {found} ({server.size(found) / 1e6:.0f} MB)")
    return 0


def _clusters(places):
    """The checkout's own PostgreSQL servers that were ever made."""
    for path in sorted(places.python.glob("*/complete"), reverse=True):
        wheel = environment.Environment(path.parent).postgresql
        if wheel:
            for name in ("demo", "test"):
                where = cluster.Cluster(places, name, wheel, durable=True)
                if where.data.exists():
                    yield name, where
            return


def clean(places, options):
    """Delete what this checkout stored; with --all what all checkouts stored."""
    if options.all:
        if options.db_host or options.db_port or options.db_user:
            raise Trouble(
                "--all is about the files of this program, not about your PostgreSQL.",
                "Run ./asn clean with --db-host first, then ./asn clean --all.",
            )
        for checkout in sorted((places.cache / "checkouts").glob("*")):
            root = checkout / "checkout"
            path = root.read_text(encoding="utf-8").strip() if root.exists() else ""
            # A checkout that was moved away has no path any more, but its folder name is its key.
            other = Places(path or ROOT)
            if other.key == checkout.name:
                _clean_one(other, options)
            shutil.rmtree(checkout, ignore_errors=True)
        with step(f"Removing {places.cache}"):
            shutil.rmtree(places.cache, ignore_errors=True)
            cluster.remove_system_parts()
        return 0
    _clean_one(places, options)
    return 0


def _clean_one(places, options):
    if not places.state.exists():
        say(f"Nothing stored for {places.root}.")
        return
    lock = only_one(
        places.state / "demo.lock",
        f"The demonstration of {places.root} is running (process {{pid}}).",
        "End it first: ./asn stop.",
    )
    with step(f"Removing the databases and files of {places.root}"):
        if options.db_host or options.db_port or options.db_user:
            _drop_named(places, options)
        for _name, where in list(_clusters(places)):
            where.leave()
            if where.is_running():
                raise Trouble(
                    f"Another run of ./asn uses the database server of {places.root}.",
                    "Wait until it has ended, or end it.",
                )
            where.remove()
        shutil.rmtree(places.state, ignore_errors=True)
    lock.release()


def _drop_named(places, options):
    with setup.engine(places, options) as motor:
        for name in motor.server.names("asn_"):
            if motor.server.comment(name) == f"kinerja-asn {places.key}":
                motor.server.drop(name)


def _size(folder):
    """Size of a folder in MB as text; a file with several links counts once."""
    total, seen = 0, set()
    for path, _folders, files in os.walk(folder):
        for name in files:
            try:
                status = os.lstat(os.path.join(path, name))
            except OSError:
                continue
            if status.st_ino not in seen:
                seen.add(status.st_ino)
                total += status.st_blocks * 512
    return f"{total / 1e6:.0f} MB"
