"""./asn test: all tests, in as few processes as their nature allows, closed by one pytest line.

Tests of addons (``<addon>/tests``) run inside Odoo under pytest-odoo. All others (``tests/``) run
in a Python without Odoo and reach it, when they need it, through a real server (see live.py).
Two processes run at once: the tests in front, and beside them those in the background, the addons'
first and then the walks of ``tests/security`` in parts. When the front has run its own, it leaves
its place to the parts that wait. What the background reports is told in front, so that the
closing line counts all.
"""

import hashlib
import json
import os
import queue
import shutil
import signal
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

from . import addons, database, environment, processes, setup
from .locks import only_one
from .places import write_json
from .report import Trouble, say, step

# Options of pytest whose value is the next argument, so it is no path.
WITH_VALUE = {"-k", "-m", "-n", "-o", "-p", "-c", "--maxfail", "--tb", "--durations", "-W", "-r"}
# Folders whose tests need neither a database nor a browser.
PLAIN = ("tests/region", "tests/rules", "tests/start", "tests/tool")
# Made once in the database that all others are copied from: the first page of a copy, which many
# tests wait for, then comes as quickly as the second.
BUNDLES = "env['ir.qweb']._pregenerate_assets_bundles()\nenv.cr.commit()\n"
# When all tests run, this folder runs in the background, in parts: these, then all others.
WALKS = "tests/security"
LONG_WALKS = {
    "walks": ("test_access_matrix.py", "test_bad_calls.py", "test_bad_values.py"),
    "field-walks": ("test_field_guard.py",),
}
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Every class of the addons' tests begins with the same people: built once, found by each.
PEOPLE = """
from freezegun import freeze_time
from odoo.addons.hr_asn_kinerja.tests.common import TODAY, AsnDataMixin

with freeze_time(TODAY):
    AsnDataMixin._make_region(env(context={"tracking_disable": True}))
    env.cr.commit()
"""


def split(root, arguments):
    """Sort pytest's arguments: (options, paths of addon tests, paths of other tests).

    Without any path all tests are meant. A path that does not exist is a Trouble.
    """
    options, inside, outside = [], [], []
    value_follows = False
    for argument in arguments:
        if value_follows or argument.startswith("-"):
            options.append(argument)
            value_follows = not value_follows and argument in WITH_VALUE
            continue
        path = (Path.cwd() / argument.split("::")[0]).resolve()
        if not path.exists():
            path = root / argument.split("::")[0]
        if not path.exists() or root not in (path, *path.parents):
            raise Trouble(
                f"There is no test file or folder {argument} in this checkout.",
                "Name a path below tests/ or an addon's tests/, or use -k EXPRESSION.",
            )
        relative = path.relative_to(root).as_posix()
        node = argument[len(argument.split("::")[0]) :]
        place = outside if relative == "tests" or relative.startswith("tests/") else inside
        place.append(relative + node)
    if not inside and not outside:
        inside = [
            path.relative_to(root).as_posix()
            for path in sorted(root.glob("*/tests"))
            if (path.parent / "__manifest__.py").exists()
        ]
        outside = ["tests"] if (root / "tests").is_dir() else []
    return options, inside, outside


def need_chromium():
    """Path of Chromium; installed through apt when root, else Trouble with the exact command."""
    for name in CHROMIUM:
        found = shutil.which(name)
        if found:
            return found
    environment.install_debian(["chromium"], "The browser Chromium")
    found = shutil.which("chromium")
    if not found:
        raise Trouble("Chromium was installed but is not on the PATH.", "Put it on the PATH.")
    return found


def run(places, options, arguments):
    """The command: prepare what the chosen tests need, run them, return pytest's exit code."""
    choice, inside, outside = split(places.root, arguments)
    places.make()
    lock = only_one(
        places.state / "test.lock",
        "Another ./asn test runs in this checkout (process {pid}).",
        "Wait until it has ended, or end it.",
    )
    try:
        if not inside and all(path.startswith(PLAIN) for path in outside):
            python = environment.ensure(places, "test")
            return pytest(places, python, [*choice, *outside], variables(places))
        chromium = need_chromium()
        with setup.engine(places, options, kind="test", cluster="test") as motor:
            return _with_odoo(motor, options, choice, inside, outside, chromium)
    finally:
        lock.release()


def _with_odoo(motor, options, choice, inside, outside, chromium):
    places = motor.places
    base = test_base(motor)
    settings = places.state / "test-setup.json"
    target = motor.server.target
    write_json(
        settings,
        {
            "base": base,
            "chromium": chromium,
            "odoo": {
                "version": motor.odoo.version,
                "package": str(motor.odoo.package),
                "addons": [str(path) for path in motor.odoo.addons],
            },
            "environment": str(motor.environment.folder),
            "programs": str(motor.server.programs),
            "server": {
                "host": target.host,
                "port": target.port,
                "user": target.user,
                "admin": target.admin,
            },
        },
    )
    more = {**variables(places), "ASN_TEST_SETUP": str(settings), "ASN_CHROMIUM": chromium}
    name = "asn_test_addons"
    try:
        if not inside:
            return pytest(places, motor.environment, [*choice, *outside], more)
        with step("Copying the test database"):
            setup.fresh(motor, name, base)
            motor.script(name, PEOPLE, what="The people of the tests")
        conf = motor.configure("pytest", name, log_level="warn", screenshots=places.logs)
        odoo_variables = {
            **motor.process_environment(),
            **more,
            "ODOO_RC": str(conf),
            "PATH": f"{Path(chromium).parent}{os.pathsep}{os.environ.get('PATH', '')}",
        }
        odoo_arguments = ["--odoo-http", "-p", "no:cacheprovider", *choice, *inside]
        if not outside:
            return pytest(places, motor.environment, odoo_arguments, odoo_variables, odoo=True)
        line = command(motor.environment, odoo_arguments, odoo=True)
        background = [Background(places, "addon-tests", line, odoo_variables)]
        front = [*choice, *outside]
        if outside == ["tests"]:
            background += _walks(places, motor.environment, choice, more)
            front.append(f"--ignore={WALKS}")
        return _with_background(places, motor.environment, background, front, more)
    finally:
        # Silent: pytest's closing line is to be the last one.
        for database_name in (name, *motor.server.names("asn_live_")):
            setup.discard(motor, database_name)


def _walks(places, environment_, choice, variables_):
    """The walks as processes of the background, the longest first."""
    parts = {name: [f"{WALKS}/{file}" for file in files] for name, files in LONG_WALKS.items()}
    named = [path for paths in parts.values() for path in paths]
    parts["other-walks"] = [WALKS, *(f"--ignore={path}" for path in named)]
    return [
        Background(
            places,
            name,
            command(environment_, ["-p", "no:cacheprovider", *choice, *paths]),
            variables_,
        )
        for name, paths in parts.items()
    ]


def variables(places):
    """Environment variables of every test process."""
    return {**os.environ, "ASN_ROOT": str(places.root), "PYTHONDONTWRITEBYTECODE": "1"}


def command(environment_, arguments, *, odoo=False):
    """The pytest command line."""
    line = [environment_.python, "-m", "pytest", "-p", "asn_tool.pytest_plugin"]
    # Only the addons' tests have Odoo at hand; the rules are proved to need none.
    line += [] if odoo else ["-p", "no:odoo"]
    return [str(part) for part in [*line, *arguments]]


def pytest(places, environment_, arguments, more, *, odoo=False):
    """Run pytest in the foreground; returns its exit code. Ctrl-C reaches pytest itself."""
    say()
    line = processes.with_parent(command(environment_, arguments, odoo=odoo))
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        process = subprocess.Popen(line, cwd=places.root, env=more, stdin=subprocess.DEVNULL)
        try:
            return process.wait()
        except BaseException:
            processes.end(process)
            raise
    finally:
        signal.signal(signal.SIGINT, before)


@dataclass
class Background:
    """A pytest process that runs beside the one in front, which tells its reports."""

    places: object
    name: str
    line: list
    variables: dict

    @property
    def reports(self):
        """Path of the file that the process writes its reports to."""
        return self.places.state / f"{self.name}-reports.jsonl"

    @property
    def log(self):
        """Path of the process' own output."""
        return self.places.logs / f"{self.name}.log"

    def start(self):
        """Start the process; returns the Popen."""
        return processes.start(
            self.line,
            log=self.log,
            env={**self.variables, "ASN_REPORTS_TO": str(self.reports)},
            cwd=self.places.root,
            start_new_session=True,
        )

    def tell_gone(self):
        """Tell the front that no more reports come."""
        with open(self.reports, "a", encoding="utf-8") as file:
            file.write('{"kind": "gone", "value": null}\n')


def _with_background(places, environment_, background, front, variables_):
    """Run the background processes one after the other, and beside them the one in front.

    Once the front only waits, the next one of the background runs in its place.
    """
    front_is_done = places.state / "front-is-done"
    front_is_done.unlink(missing_ok=True)
    for one in background:
        one.reports.unlink(missing_ok=True)
        one.log.unlink(missing_ok=True)
        say(f"   ok {one.name} run in the background; their full log: {one.log}")
    stopped = threading.Event()
    running, waiting = [], queue.SimpleQueue()
    for one in background:
        waiting.put(one)

    def run_all():
        while True:
            try:
                one = waiting.get_nowait()
            except queue.Empty:
                return
            try:
                if not stopped.is_set():
                    process = one.start()
                    running.append(process)
                    process.wait()
            finally:
                one.tell_gone()

    def help_out():
        while not (stopped.is_set() or front_is_done.exists()):
            stopped.wait(1)
        run_all()

    threads = [threading.Thread(target=what, daemon=True) for what in (run_all, help_out)]
    for thread in threads:
        thread.start()
    sources = [
        {"name": one.name, "reports": str(one.reports), "log": str(one.log)} for one in background
    ]
    try:
        more = {
            **variables_,
            "ASN_REPORTS_FROM": json.dumps(sources),
            "ASN_FRONT_IS_DONE": str(front_is_done),
        }
        return pytest(places, environment_, front, more)
    finally:
        stopped.set()
        for process in running:
            processes.end(process)
        for thread in threads:
            thread.join(timeout=30)


def test_base(motor):
    """Name of the database with our addons installed that test databases are copied from.

    Its name holds a hash of the template and of the addons' files: unchanged addons reuse it.
    """
    ours = addons.discover(motor.places.root)
    source = setup.template(motor)
    text = BUNDLES + source + "".join(addon.name + addons.fingerprint(addon) for addon in ours)
    name = f"asn_base_{hashlib.sha256(text.encode()).hexdigest()[:10]}"
    if motor.server.exists(name):
        return name
    if not isinstance(motor.server.target, database.Named):
        for old in motor.server.names("asn_base_"):
            setup.discard(motor, old)
    half = f"{name}_half"
    names = [addon.name for addon in ours]
    with step("Test database with " + (", ".join(names) or "no addons of ours")) as current:
        setup.fresh(motor, half, source)
        if names:
            motor.install(half, install=names, on_progress=current.detail)
            motor.script(half, BUNDLES, what="Making the scripts and styles of the web client")
        current.detail("")
        setup.finish(motor, half, name)
    return name
